import type { Chart } from './document.ts';

/** Points of a pixel: a figure 640 pixels wide fills the width of the text. */
const MOST = 0.75;

/**
 * Draws a chart in lines and letters, which stay sharp at any size, tagged as one figure with its words.
 * @returns nothing; the place to write on is below the chart afterwards
 */
export function putChart(
  pdf: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  { figure, words }: Chart,
  place: { readonly left: number; readonly width: number; readonly bottom: number },
): void {
  const scale = Math.min(MOST, place.width / figure.width);
  const height = figure.height * scale;
  if (pdf.y + height > place.bottom) pdf.addPage();
  const top = pdf.y;
  const draw = () => {
    pdf.save().translate(place.left, top).scale(scale);
    for (const shape of figure.shapes) {
      switch (shape.is) {
        case 'box':
          pdf.rect(shape.x, shape.y, shape.width, shape.height).fill(shape.fill);
          break;
        case 'line': {
          follow(pdf, shape.points).lineWidth(shape.thick);
          if (shape.dashed) pdf.dash(5, { space: 4 });
          pdf.stroke(shape.colour);
          if (shape.dashed) pdf.undash();
          break;
        }
        case 'area':
          follow(pdf, shape.points).closePath().fill(shape.fill);
          break;
        case 'text': {
          pdf
            .font(shape.bold ? 'bold' : 'regular')
            .fontSize(shape.size)
            .fillColor('#0b0c0c');
          const long = pdf.widthOfString(shape.text);
          const left = shape.from === 'start' ? shape.x : shape.from === 'end' ? shape.x - long : shape.x - long / 2;
          pdf.text(shape.text, left, shape.y, { baseline: 'alphabetic', lineBreak: false });
          break;
        }
      }
    }
    pdf.restore();
  };
  const box = [place.left, top, place.left + figure.width * scale, top + height];
  // The types do not know of the place on the page yet, which readers ask for.
  root.add(pdf.struct('Figure', { alt: words, bbox: box, placement: 'Block' } as object, [draw]));
  pdf.x = place.left;
  pdf.y = top + height + 10;
}

function follow(pdf: PDFKit.PDFDocument, points: readonly (readonly [number, number])[]): PDFKit.PDFDocument {
  for (const [at, [x, y]] of points.entries()) {
    if (at === 0) pdf.moveTo(x, y);
    else pdf.lineTo(x, y);
  }
  return pdf;
}
