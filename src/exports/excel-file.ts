import writeExcelFile, { type CellObject } from 'write-excel-file/node';
import { dayNumber } from '../kernel/index.ts';
import { type Cell, type Column, cellOf, headingCell } from './column.ts';

/** Excel believes in a 29 February 1900, so that its day numbers are right only from the day after. */
const FIRST_RIGHT_DAY = '1900-03-01';

const WIDEST = 60;

/**
 * An Excel workbook with one sheet: headings that stay in sight, then the rows. Every cell is typed as text, number or
 * date; none is a formula. Texts carry the same guard as in CSV, because a workbook is often saved as CSV, and they are
 * formatted as text, so that typing in the cell does not make a formula of it either.
 * @param sheetName at most 31 letters, without []:*?/\ (Excel's rule; another name throws)
 * @throws Refusal where a text is longer than a cell of a spreadsheet
 */
export async function writeExcel<Row>(
  sheetName: string,
  columns: readonly Column<Row>[],
  rows: Iterable<Row>,
): Promise<Buffer> {
  const cells = [columns.map(headingCell)];
  for (const row of rows) cells.push(columns.map((column) => cellOf(column, row)));
  const sheet = cells.map((line, at) => line.map((cell) => typed(cell, at === 0)));
  return writeExcelFile(sheet, {
    sheet: sheetName,
    columns: columns.map((_, at) => ({ width: widthOf(cells.map((line) => line[at] ?? null)) })),
    stickyRowsCount: 1,
  }).toBuffer();
}

function typed(cell: Cell, heading: boolean): CellObject | null {
  if (cell === null) return null;
  if (cell.kind === 'number') return { type: Number, value: cell.number };
  if (cell.kind === 'date' && cell.date >= FIRST_RIGHT_DAY) {
    return { type: Date, value: new Date(dayNumber(cell.date) * 86_400_000), format: 'dd/mm/yyyy' };
  }
  const text = cell.kind === 'date' ? cell.date : cell.text;
  return { type: String, value: escaped(text), format: '@', ...(heading ? { fontWeight: 'bold' as const } : {}) };
}

/** What XML cannot hold or would change (CR becomes LF), and what write-excel-file drops without a word. */
const LOST = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\uFFFD]/gu;
const KEPT: ReadonlySet<string> = new Set(['\t', '\n']);

/** Text that already looks like an escape. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

/**
 * The characters that would be lost, in the form that the format has for them: `_x000D_` (ECMA-376 part 1, 22.9.2.19
 * ST_Xstring). write-excel-file 4.1.1 also looks texts up in a plain object, where “constructor” finds a function and
 * spoils the file: such a word has its first letter escaped.
 */
function escaped(text: string): string {
  const kept = text
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(LOST, (found) => (KEPT.has(found) ? found : found.split('').map(code).join('')));
  return kept in Object.prototype ? code(kept.charAt(0)) + kept.slice(1) : kept;
}

function code(unit: string): string {
  return `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** Wide enough for most of what stands in the column, never so wide that the next is out of sight. */
function widthOf(cells: readonly Cell[]): number {
  let widest = 10;
  for (const cell of cells) if (cell?.kind === 'text') widest = Math.max(widest, cell.text.length + 2);
  return Math.min(widest, WIDEST);
}
