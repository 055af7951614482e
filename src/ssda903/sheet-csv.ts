import { fromDayNumber } from '../kernel/index.ts';
import { type Problem, shown, Unreadable } from './problems.ts';
import { columnName } from './row-reader.ts';
import { columnsOf, TABLE_NAMES } from './tables.ts';
import { readPart, type Style } from './workbook-parts.ts';

/** What the cells of a workbook's sheets refer to. */
export interface SheetContext {
  readonly texts: readonly string[];
  readonly styles: readonly Style[];
  readonly from1904: boolean;
}

export type SheetNotice = (problem: Pick<Problem, 'line' | 'column' | 'value' | 'expected'>) => void;

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 1_000;
const LONGEST_CELL = 100_000;
/** 18 May 1927 to 9 January 2119: whole numbers that a column of days holds only as a spreadsheet's day number. */
const FIRST_SERIAL = 10_000;
const LAST_SERIAL = 80_000;
const DAY_COLUMNS: ReadonlySet<string> = new Set(
  TABLE_NAMES.flatMap((table) =>
    Object.entries(columnsOf(table))
      .filter(([, { kind }]) => kind === 'date' || kind === 'partial-date')
      .map(([name]) => name),
  ),
);

interface Cell {
  column: number;
  type: string;
  style: Style;
  value: string;
  formula: boolean;
}

/**
 * A sheet as CSV text, its rows on the lines of their own numbers: days dd/mm/yyyy, numbers as figures, a formula as the
 * value that it last showed. Rows are as wide as the first one that has text, as the rows of a CSV file are.
 *
 * @param notice told once for each column with formulas, or with days that are plain numbers
 */
export async function* sheetAsCsv(
  part: AsyncIterable<Uint8Array>,
  { texts, styles, from1904 }: SheetContext,
  notice: SheetNotice,
): AsyncGenerator<Uint8Array> {
  let header: readonly string[] | null = null;
  let row: string[] = [];
  let line = 0;
  let cell: Cell | null = null;
  let takes = false;
  let lines: string[] = [];
  const told = new Set<string>();

  const tell = (at: Cell, value: string, expected: string) => {
    const column = header?.[at.column] ?? `column ${at.column + 1}`;
    if (told.has(`${column} ${expected}`)) return;
    told.add(`${column} ${expected}`);
    notice({ line, column: shown(column), value: shown(value), expected });
  };
  const shows = (at: Cell): string => {
    const { type, value, style } = at;
    switch (type) {
      case 's':
        return texts[Number(value)] ?? '';
      case 'd':
        return value.replace('T', ' ');
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE';
      case 'n':
        return numberText(at, value, style);
      default:
        return value;
    }
  };
  const numberText = (at: Cell, value: string, style: Style): string => {
    const number = Number(value);
    if (value === '' || !Number.isFinite(number)) return value;
    if (style === 'day') return dayText(number, from1904) ?? value;
    if (!Number.isSafeInteger(number)) return value;
    if (DAY_COLUMNS.has(columnName(header?.[at.column] ?? '')) && number >= FIRST_SERIAL && number <= LAST_SERIAL) {
      tell(at, value, 'days shown as days; read as the day that the number counts to');
      return dayText(number, from1904) ?? value;
    }
    return typeof style === 'number' ? String(number).padStart(style, '0') : String(number);
  };
  const endCell = (at: Cell) => {
    const text = shows(at);
    if (at.formula) tell(at, text, 'a value, not a formula; what it last showed is read');
    while (row.length < at.column) row.push('');
    row[at.column] = quoted(text);
  };
  const endRow = () => {
    if (header === null && row.some((text) => text.trim() !== '')) header = row;
    while (row.length < (header?.length ?? 0)) row.push('');
    lines.push(row.join(','));
  };

  yield* readPart(
    part,
    {
      open: (name, attributes) => {
        takes = false;
        if (name === 'row') {
          const number = Number(attributes.r ?? line + 1);
          const next = Number.isInteger(number) && number > line ? number : line + 1;
          if (next > MOST_ROWS) throw new Unreadable(`at most ${MOST_ROWS.toLocaleString('en-GB')} rows in a sheet`);
          for (; line < next - 1; line += 1) lines.push('');
          line = next;
          row = [];
        } else if (name === 'c') {
          const column = columnNumber(attributes.r) ?? row.length;
          if (column >= MOST_COLUMNS) throw new Unreadable(`at most ${MOST_COLUMNS} columns in a sheet`, { line });
          const style = styles[Number(attributes.s ?? 0)] ?? 'number';
          cell = { column, type: attributes.t ?? 'n', style, value: '', formula: false };
        } else if (cell && name === 'f') cell.formula = true;
        else if (cell && (name === 'v' || name === 't')) takes = true;
      },
      text: (text) => {
        if (!takes || !cell) return;
        cell.value += text;
        if (cell.value.length > LONGEST_CELL) throw new Unreadable('cells of fewer letters', { line });
      },
      close: (name) => {
        takes = false;
        if (name === 'c' && cell) {
          endCell(cell);
          cell = null;
        } else if (name === 'row') endRow();
      },
    },
    () => {
      const csv = lines.length > 0 ? Buffer.from(`${lines.join('\n')}\n`) : Buffer.alloc(0);
      lines = [];
      return csv;
    },
  );
}

/** A text within one line and one cell. */
function quoted(text: string): string {
  const plain = /[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, ' ') : text;
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** `AB12` is column 27, from 0; null where the cell does not say. */
function columnNumber(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d*$/.exec(reference ?? '')?.[1];
  if (letters === undefined) return null;
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

const DAYS_1900_TO_1970 = 25_569;
const DAYS_1904_TO_1970 = 24_107;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/**
 * dd/mm/yyyy of a spreadsheet's day number, with the time behind it where it has one; null where it counts to no day.
 * Day 60 of the count from 1900 is 29 February 1900, which never was (ECMA-376, 18.17.4.1): days before are one more.
 */
function dayText(serial: number, from1904: boolean): string | null {
  // By the minute: what a formula works out may lie a hair off midnight.
  const minutesInAll = Math.round(serial * 1440);
  const day = Math.floor(minutesInAll / 1440);
  if (day < 1 || day > LAST_DAY || (day === 60 && !from1904)) return null;
  const since1970 = from1904 ? day - DAYS_1904_TO_1970 : day + (day < 60 ? 1 : 0) - DAYS_1900_TO_1970;
  const [year, month, date] = fromDayNumber(since1970).split('-');
  const minutes = minutesInAll - day * 1440;
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${date}/${month}/${year}${minutes === 0 ? '' : ` ${time}`}`;
}
