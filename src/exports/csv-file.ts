import { type Cell, type Column, cellOf, headingCell } from './column.ts';

/** Without it Excel reads the file in the machine's old code page, and names lose their accents. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A CSV file (RFC 4180) as text: byte order mark, headings, rows; lines end in CR LF and every text is quoted. Texts are
 * safe to open in a spreadsheet (safe-text.ts); numbers have a point, dates are `yyyy-mm-dd`. To be sent as UTF-8.
 * @throws Refusal where a text is longer than a cell of a spreadsheet
 */
export function writeCsv<Row>(columns: readonly Column<Row>[], rows: Iterable<Row>): string {
  const lines = [columns.map((column) => written(headingCell(column))).join(',')];
  for (const row of rows) lines.push(columns.map((column) => written(cellOf(column, row))).join(','));
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

function written(cell: Cell): string {
  if (cell === null) return '';
  if (cell.kind === 'text') return `"${cell.text.replaceAll('"', '""')}"`;
  return cell.kind === 'number' ? String(cell.number) : cell.date;
}
