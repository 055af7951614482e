export type { Column } from './column.ts';
export { writeCsv } from './csv-file.ts';
export { DOWNLOADS, type Download, type DownloadFormat, downloadHeaders } from './download.ts';
export { writeExcel } from './excel-file.ts';
export { guardText, unguardText } from './safe-text.ts';
