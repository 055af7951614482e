export type { Block, Chart, Document, Fact, Section, Table } from './document.ts';
export { type Figure, figureSvg, type Point, type Shape } from './figure.ts';
export { writePdf } from './pdf.ts';
export { chartSvg, writeWebPage } from './web-page.ts';
export { writeWord } from './word.ts';
export { type DocumentFormat, writeApart } from './write-apart.ts';
