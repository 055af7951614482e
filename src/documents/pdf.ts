import PDFDocument from 'pdfkit';
import { anchorOf, type Block, type Document, type Picture } from './document.ts';
import { BOLD, escaped, REGULAR } from './figure.ts';
import { putChart } from './pdf-figure.ts';
import { putTable } from './pdf-table.ts';

const MARGIN = 56; // points, about 2 cm
const SIZE = { title: 20, heading: 15, part: 12, text: 10.5, foot: 8 } as const;

/**
 * Writes a document as a tagged PDF in English: headings and paragraphs are marked, so that it can be read aloud, and
 * pages are numbered. Nothing of it says who made it or on which machine.
 * @param made goes into the file's own dates, so that the same document gives the same bytes
 */
export async function writePdf(document: Document, made: Date): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en-GB',
    info: { Title: document.title, Producer: 'Homeward', Creator: 'Homeward', CreationDate: made, ModDate: made },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((done, failed) => {
    pdf.on('end', done);
    pdf.on('error', failed);
  });
  escapeTitle(pdf, document.title);
  pdf.registerFont('regular', REGULAR).registerFont('bold', BOLD);
  const root = pdf.struct('Document');
  pdf.addStructure(root);

  const put: Put = (tag, size, font, text, gap, into = root, options = {}) => {
    into.add(
      pdf.struct(tag, {}, [
        () => {
          pdf
            .font(font)
            .fontSize(size)
            .text(text === '' ? ' ' : text, { paragraphGap: gap, lineGap: 2, ...options });
        },
      ]),
    );
  };
  const place = { left: MARGIN, width: pdf.page.width - 2 * MARGIN, bottom: pdf.page.height - MARGIN };
  put('H1', SIZE.title, 'bold', document.title, 4);
  put('P', SIZE.text, 'regular', document.subtitle, 14);
  if (document.contents) putContents(pdf, root, document);
  for (const [at, section] of document.sections.entries()) {
    keepTogether(pdf, 60);
    if (document.contents) {
      pdf.addNamedDestination(anchorOf(at), 'XYZ', MARGIN, pdf.y, null);
      pdf.outline.addItem(section.heading);
    }
    put('H2', SIZE.heading, 'bold', section.heading, 6);
    for (const block of section.blocks) {
      if (block.kind === 'picture') putPicture(pdf, root, block);
      else if (block.kind === 'table') putTable(pdf, root, block, place);
      else if (block.kind === 'chart') putChart(pdf, root, block, place);
      else putBlock(pdf, root, put, block);
    }
    pdf.moveDown(0.6);
  }
  root.end();
  numberPages(pdf, document.title);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

/** pdfkit writes the title into the file's XML as it stands, so that “Brighton & Hove” would make it unreadable. */
function escapeTitle(pdf: PDFKit.PDFDocument, title: string): void {
  const file = pdf as unknown as { info: Record<string, unknown>; endMetadata(): void };
  const end = file.endMetadata.bind(file);
  file.endMetadata = () => {
    file.info.Title = escaped(title);
    end();
  };
}

type Put = (
  tag: string,
  size: number,
  font: string,
  text: string,
  gap: number,
  into?: PDFKit.PDFStructureElement,
  options?: PDFKit.Mixins.TextOptions,
) => void;

/** The names of the sections, each a link to its section. */
function putContents(pdf: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement, document: Document): void {
  const list = pdf.struct('TOC');
  root.add(list);
  for (const [at, { heading }] of document.sections.entries()) {
    const item = pdf.struct('TOCI');
    list.add(item);
    const link = pdf.struct('Link');
    item.add(link);
    pdf.font('regular').fontSize(SIZE.text);
    const leads = { goTo: anchorOf(at), structParent: link, structType: 'Span', lineGap: 3 };
    pdf.text(heading, leads as PDFKit.Mixins.TextOptions);
    link.end();
    item.end();
  }
  list.end();
  pdf.moveDown(0.8);
}

const PICTURE = 240; // points, about 8.5 cm

function putPicture(pdf: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement, block: Picture): void {
  keepTogether(pdf, PICTURE + 10);
  const draw = () => {
    pdf.image(block.jpeg, { fit: [PICTURE, PICTURE] });
  };
  root.add(pdf.struct('Figure', { alt: block.words }, [draw]));
  pdf.moveDown(0.6);
}

type Simple = Exclude<Block, { kind: 'picture' | 'table' | 'chart' }>;

function putBlock(pdf: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement, put: Put, block: Simple): void {
  switch (block.kind) {
    case 'paragraph':
      put('P', SIZE.text, 'regular', block.text, 6);
      return;
    case 'heading':
      keepTogether(pdf, 40);
      put('H3', SIZE.part, 'bold', block.text, 4);
      return;
    case 'list':
      putList(pdf, root, put, block.items);
      return;
    case 'facts':
      for (const { name, value } of block.facts) {
        keepTogether(pdf, 34);
        put('P', SIZE.text, 'bold', name, 0);
        put('P', SIZE.text, 'regular', value, 6);
      }
  }
}

const INDENT = 14;

function putList(pdf: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement, put: Put, items: readonly string[]): void {
  const list = pdf.struct('L');
  root.add(list);
  for (const item of items) {
    keepTogether(pdf, 20);
    const line = pdf.struct('LI');
    list.add(line);
    const top = pdf.y;
    put('Lbl', SIZE.text, 'regular', '•', 0, line);
    pdf.x = MARGIN + INDENT;
    pdf.y = top;
    put('LBody', SIZE.text, 'regular', item, 4, line, { width: pdf.page.width - 2 * MARGIN - INDENT });
    pdf.x = MARGIN;
    line.end();
  }
  list.end();
  pdf.moveDown(0.4);
}

/** A heading at the foot of a page would stand apart from its text. */
function keepTogether(pdf: PDFKit.PDFDocument, points: number): void {
  if (pdf.y + points > pdf.page.height - MARGIN) pdf.addPage();
}

function numberPages(pdf: PDFKit.PDFDocument, title: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    // Below the margin: without this the writer would begin a new page for it.
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf
      .font('regular')
      .fontSize(SIZE.foot)
      .text(`${title} – page ${page + 1} of ${count}`, MARGIN, pdf.page.height - 36, { lineBreak: false });
    pdf.endMarkedContent();
  }
}
