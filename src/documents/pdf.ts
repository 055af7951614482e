import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Block, Document } from './document.ts';

const resolve = createRequire(import.meta.url).resolve;
/** Letters of most of the world's names; the built-in faces of PDF know Western Europe's only. */
const REGULAR = resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const BOLD = resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

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
  pdf.registerFont('regular', REGULAR).registerFont('bold', BOLD);
  const root = pdf.struct('Document');
  pdf.addStructure(root);

  const put = (tag: string, size: number, font: string, text: string, gap: number) => {
    root.add(
      pdf.struct(tag, {}, [
        () => {
          pdf
            .font(font)
            .fontSize(size)
            .text(text === '' ? ' ' : text, { paragraphGap: gap, lineGap: 2 });
        },
      ]),
    );
  };
  put('H1', SIZE.title, 'bold', document.title, 4);
  put('P', SIZE.text, 'regular', document.subtitle, 14);
  for (const section of document.sections) {
    keepTogether(pdf, 60);
    put('H2', SIZE.heading, 'bold', section.heading, 6);
    for (const block of section.blocks) {
      if (block.kind === 'picture') putPicture(pdf, root, block);
      else putBlock(pdf, put, block);
    }
    pdf.moveDown(0.6);
  }
  root.end();
  numberPages(pdf, document.title);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

type Put = (tag: string, size: number, font: string, text: string, gap: number) => void;

const PICTURE = 240; // points, about 8.5 cm

function putPicture(
  pdf: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  block: Block & { kind: 'picture' },
): void {
  keepTogether(pdf, PICTURE + 10);
  const draw = () => {
    pdf.image(block.jpeg, { fit: [PICTURE, PICTURE] });
  };
  root.add(pdf.struct('Figure', { alt: block.words }, [draw]));
  pdf.moveDown(0.6);
}

function putBlock(pdf: PDFKit.PDFDocument, put: Put, block: Exclude<Block, { kind: 'picture' }>): void {
  if (block.kind === 'paragraph') put('P', SIZE.text, 'regular', block.text, 6);
  else if (block.kind === 'heading') {
    keepTogether(pdf, 40);
    put('H3', SIZE.part, 'bold', block.text, 4);
  } else {
    for (const { name, value } of block.facts) {
      keepTogether(pdf, 34);
      put('P', SIZE.text, 'bold', name, 0);
      put('P', SIZE.text, 'regular', value, 6);
    }
  }
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
