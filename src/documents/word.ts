import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Footer,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  Document as WordDocument,
  Table as WordTable,
} from 'docx';
import sharp from 'sharp';
import { anchorOf, type Block, type Chart, type Document, type Picture, type Table } from './document.ts';
import { escaped, figureSvg, plain } from './figure.ts';
import { columnsOf } from './table-layout.ts';

/** Twentieths of a point: A4 with margins of about 2 cm. */
const PAGE = { width: 11_906, height: 16_838, margin: 1_134 } as const;
const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;
/** Pixels of a picture's width in Word, of which an inch has 96. */
const WIDTH = Math.floor((TEXT_WIDTH / 1_440) * 96);
/** Printers want some 300 points an inch; a figure's pixel is 1/96 of one. */
const FINENESS = 3;

/**
 * Writes a document as a Word file in English: real headings, tables whose first row is marked as header and stands again
 * on every page, alternative texts. It holds no macro, no field that asks for anything and no name of a person; every text
 * is text, whatever stands in it.
 * @param made goes into the file's own dates, so that nothing of it tells when it was taken
 */
export async function writeWord(document: Document, made: Date): Promise<Buffer> {
  const children: (Paragraph | WordTable)[] = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [text(document.title)] }),
    new Paragraph({ children: [text(document.subtitle)] }),
    ...(document.contents ? contents(document) : []),
  ];
  for (const [at, section] of document.sections.entries()) {
    const heading = new Bookmark({ id: anchorOf(at), children: [text(section.heading)] });
    children.push(new Paragraph({ heading: HeadingLevel.HEADING_1, children: [heading] }));
    for (const block of section.blocks) children.push(...(await blockOf(block)));
  }
  const file = new WordDocument({
    title: plain(document.title),
    creator: 'Homeward',
    lastModifiedBy: 'Homeward',
    styles: STYLES,
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: { top: PAGE.margin, right: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin },
          },
        },
        footers: { default: footer(document.title) },
        children,
      },
    ],
  });
  // The library would write the moment of now.
  return Packer.toBuffer(file, undefined, [{ path: 'docProps/core.xml', data: about(document.title, made) }]);
}

function about(title: string, made: Date): string {
  const at = `xsi:type="dcterms:W3CDTF">${made.toISOString()}`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>Homeward</dc:creator><cp:lastModifiedBy>Homeward</cp:lastModifiedBy><dcterms:created ${at}</dcterms:created><dcterms:modified ${at}</dcterms:modified><dc:language>en-GB</dc:language></cp:coreProperties>`;
}

const HEADING = { color: '0B0C0C', bold: true, font: 'Arial' } as const;
const STYLES = {
  default: {
    document: {
      run: { font: 'Arial', size: 22, language: { value: 'en-GB' } },
      paragraph: { spacing: { after: 140, line: 276 } },
    },
    title: { run: { ...HEADING, size: 44 }, paragraph: { spacing: { after: 160 } } },
    heading1: { run: { ...HEADING, size: 32 }, paragraph: { spacing: { before: 360, after: 140 }, keepNext: true } },
    heading2: { run: { ...HEADING, size: 26 }, paragraph: { spacing: { before: 240, after: 100 }, keepNext: true } },
    hyperlink: { run: { color: '1A5FB4', underline: {} } },
    caption: {
      run: { bold: true, size: 22, color: '0B0C0C' },
      paragraph: { spacing: { before: 160, after: 80 }, keepNext: true },
    },
  },
} as const;

function contents(document: Document): Paragraph[] {
  return [
    new Paragraph({ style: 'Caption', children: [text('Contents')] }),
    ...document.sections.map(
      ({ heading }, at) =>
        new Paragraph({
          spacing: { after: 40 },
          children: [
            new InternalHyperlink({
              anchor: anchorOf(at),
              children: [new TextRun({ text: plain(heading), style: 'Hyperlink' })],
            }),
          ],
        }),
    ),
  ];
}

function footer(title: string): Footer {
  const size = 16;
  return new Footer({
    children: [
      new Paragraph({
        children: [
          new TextRun({ text: `${plain(title)} – page `, size }),
          new TextRun({ children: [PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES], size }),
        ],
      }),
    ],
  });
}

async function blockOf(block: Block): Promise<(Paragraph | WordTable)[]> {
  switch (block.kind) {
    case 'paragraph':
      return [new Paragraph({ children: lines(block.text) })];
    case 'heading':
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, children: [text(block.text)] })];
    case 'list':
      return block.items.map(
        (item) => new Paragraph({ bullet: { level: 0 }, spacing: { after: 60 }, children: lines(item) }),
      );
    case 'table':
      return tableOf(block);
    case 'chart':
      return [await chartOf(block)];
    case 'picture':
      return [await pictureOf(block)];
    case 'facts':
      return block.facts.flatMap(({ name, value }) => [
        new Paragraph({
          spacing: { after: 0 },
          keepNext: true,
          children: [new TextRun({ text: plain(name), bold: true })],
        }),
        new Paragraph({ children: lines(value) }),
      ]);
  }
}

function text(words: string): TextRun {
  return new TextRun(plain(words));
}

/** What somebody wrote on several lines stays on several lines. */
function lines(words: string): TextRun[] {
  return plain(words)
    .split('\n')
    .map((line, at) => new TextRun(at === 0 ? { text: line } : { text: line, break: 1 }));
}

function tableOf(table: Table): (Paragraph | WordTable)[] {
  const { caption, head, rows } = table;
  const columns = columnsOf(table);
  const widths = columns.map(({ share }) => Math.floor(share * TEXT_WIDTH));
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      ...(isHead ? { tableHeader: true } : {}),
      cantSplit: true,
      children: cells.map(
        (words, column) =>
          new TableCell({
            width: { size: widths[column] ?? 0, type: WidthType.DXA },
            margins: { top: 50, bottom: 50, left: 80, right: 80 },
            ...(isHead ? { shading: { type: ShadingType.CLEAR, fill: 'F3F2F1', color: 'auto' } } : {}),
            children: [
              new Paragraph({
                spacing: { after: 0 },
                alignment: columns[column]?.right ? AlignmentType.RIGHT : AlignmentType.LEFT,
                children: [new TextRun({ text: plain(words), bold: isHead || column === 0, size: 19 })],
              }),
            ],
          }),
      ),
    });
  const line = { style: BorderStyle.SINGLE, size: 4, color: 'B1B4B6' };
  const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };
  return [
    new Paragraph({ style: 'Caption', children: [text(caption)] }),
    new WordTable({
      width: { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
      columnWidths: widths,
      borders: { top: line, bottom: line, insideHorizontal: line, left: none, right: none, insideVertical: none },
      rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
    }),
    new Paragraph({ children: [] }),
  ];
}

async function chartOf({ figure, words }: Chart): Promise<Paragraph> {
  const svg = Buffer.from(figureSvg(figure, words, true));
  const data = await sharp(svg, { density: 72 * FINENESS })
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer();
  const width = Math.min(WIDTH, figure.width);
  return image('png', data, width, Math.round((figure.height * width) / figure.width), words);
}

async function pictureOf({ jpeg, words }: Picture): Promise<Paragraph> {
  const { width = 1, height = 1 } = await sharp(jpeg).metadata();
  const scale = Math.min(1, 320 / Math.max(width, height));
  return image('jpg', jpeg, Math.round(width * scale), Math.round(height * scale), words);
}

function image(type: 'png' | 'jpg', data: Buffer, width: number, height: number, words: string): Paragraph {
  const description = plain(words);
  return new Paragraph({
    children: [
      new ImageRun({
        type,
        data,
        transformation: { width, height },
        altText: { name: 'Figure', title: '', description },
      }),
    ],
  });
}
