import type { Table } from './document.ts';
import { columnsOf } from './table-layout.ts';

const SIZE = 9;
const PAD = 4;
const LINE = '#b1b4b6';
const SHADE = '#f3f2f1';

interface Place {
  readonly left: number;
  readonly width: number;
  /** How far down a page may be written on. */
  readonly bottom: number;
}

/**
 * Draws a table with its caption. Header cells and the first cell of each row are tagged as headers of their column and
 * row; where the table goes on over a page its header stands there again, for the eye alone.
 */
export function putTable(pdf: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement, table: Table, place: Place): void {
  const columns = columnsOf(table);
  const widths = columns.map(({ share }) => share * place.width);
  const all = widths.reduce((sum, each) => sum + each, 0);
  const heightOf = (cells: readonly string[], isHead: boolean) =>
    Math.max(
      ...cells.map((words, column) => {
        pdf.font(isHead || column === 0 ? 'bold' : 'regular').fontSize(SIZE);
        return pdf.heightOfString(words || ' ', { width: (widths[column] ?? 0) - 2 * PAD });
      }),
    ) +
    2 * PAD;
  const head = heightOf(table.head, true);

  const element = pdf.struct('Table');
  root.add(element);
  const first = table.rows[0] ? heightOf(table.rows[0], false) : 0;
  if (pdf.y + 24 + head + first > place.bottom) pdf.addPage();
  const caption = () => {
    pdf
      .font('bold')
      .fontSize(SIZE + 1.5)
      .text(table.caption, place.left, pdf.y, { width: place.width, paragraphGap: 4 });
  };
  element.add(pdf.struct('Caption', {}, [caption]));

  const row = (cells: readonly string[], isHead: boolean, height: number, tagged: boolean) => {
    const top = pdf.y;
    const line = tagged ? pdf.struct('TR') : null;
    if (line) element.add(line);
    else pdf.markContent('Artifact', { type: 'Pagination' });
    if (isHead) artifact(pdf, tagged, () => pdf.rect(place.left, top, all, height).fill(SHADE));
    let left = place.left;
    for (const [column, words] of cells.entries()) {
      const width = widths[column] ?? 0;
      const at = left;
      const write = () => {
        pdf
          .font(isHead || column === 0 ? 'bold' : 'regular')
          .fontSize(SIZE)
          .fillColor('#0b0c0c')
          .text(words || ' ', at + PAD, top + PAD, {
            width: width - 2 * PAD,
            align: columns[column]?.right ? 'right' : 'left',
          });
      };
      if (line) {
        const isHeader = isHead || column === 0;
        // The types do not know of it yet: what a header cell is the header of.
        const options = isHeader ? { scope: isHead ? 'Column' : 'Row' } : {};
        line.add(pdf.struct(isHeader ? 'TH' : 'TD', options as object, [write]));
      } else write();
      left += width;
    }
    line?.end();
    artifact(pdf, tagged, () =>
      pdf
        .moveTo(place.left, top + height)
        .lineTo(place.left + all, top + height)
        .lineWidth(0.5)
        .stroke(LINE),
    );
    if (!tagged) pdf.endMarkedContent();
    pdf.x = place.left;
    pdf.y = top + height;
  };

  row(table.head, true, head, true);
  for (const cells of table.rows) {
    const height = heightOf(cells, false);
    if (pdf.y + height > place.bottom) {
      pdf.addPage();
      row(table.head, true, head, false);
    }
    row(cells, false, height, true);
  }
  element.end();
  pdf.fillColor('#0b0c0c');
  pdf.y += 12;
}

/** Lines and shades say nothing to somebody who has the page read to them. */
function artifact(pdf: PDFKit.PDFDocument, tagged: boolean, draw: () => void): void {
  if (tagged) pdf.markContent('Artifact', { type: 'Layout' });
  draw();
  if (tagged) pdf.endMarkedContent();
}
