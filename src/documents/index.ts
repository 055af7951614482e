export type { Block, Document, Fact, Section } from './document.ts';
export { writePdf } from './pdf.ts';
