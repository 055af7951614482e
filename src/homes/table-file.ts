import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Refusal } from '../kernel/index.ts';
import {
  type CsvRecord,
  csvRecords,
  ProblemList,
  problemWords,
  shown,
  Unreadable,
  utf8Only,
} from '../ssda903/index.ts';

/** A file to import: its name in messages, and its bytes. */
export interface TableSource {
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
}

/** How many problems of one sort a person is shown; the rest are counted. */
const MOST_SHOWN = 50;

/** @throws Refusal when there is no such file */
export async function fileSource(path: string): Promise<TableSource> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new Refusal(`There is no file ${path}.`);
  return { name: basename(path), bytes: () => createReadStream(path, { highWaterMark: 1 << 18 }) };
}

/** Reads one file as a table, row by row in groups, with a list of what is wrong in it. */
export class TableFile {
  readonly problems = new ProblemList(MOST_SHOWN);
  readonly #source: TableSource;

  constructor(source: TableSource) {
    this.#source = source;
  }

  /** Something about one cell or row; `stops` false: a notice that stops nothing. */
  add(line: number, column: string | null, value: string | null, expected: string, stops = true): void {
    const shownValue = value === null ? null : shown(value);
    this.problems.add({ file: this.#source.name, line, column, value: shownValue, expected, stops });
  }

  /**
   * The rows below the header, each with as many cells as the header. Stops at what makes the rest unreadable and
   * leaves that in the list of problems.
   * @param header works out where the columns are; throws Unreadable when they are not there
   * @param longest the longest row in bytes
   */
  async *rows(header: (cells: readonly string[]) => void, longest: number): AsyncGenerator<readonly CsvRecord[]> {
    let width = -1;
    try {
      for await (const records of csvRecords(utf8Only(this.#source.bytes()), longest)) {
        let from = 0;
        if (width < 0) {
          const cells = withoutBlankEnd(records[0]?.cells ?? []);
          header(cells);
          width = cells.length;
          from = 1;
        }
        for (let i = from; i < records.length; i++) checkWidth(records[i] as CsvRecord, width);
        yield from === 0 ? records : records.slice(from);
      }
      if (width < 0) throw new Unreadable('a row of column names; the file is empty', { line: 1 });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const { line, column, value, expected } = error;
      this.problems.add({ file: this.#source.name, line, column, value, expected, stops: true });
    }
  }

  /** Nothing may be kept of a file with a problem that stops. @throws Refusal that lists them */
  mustBeGood(done: 'imported' | 'read' = 'imported'): void {
    const { stopsCount } = this.problems;
    if (stopsCount === 0) return;
    const kept = this.problems.kept().filter((each) => each.stops);
    const more = stopsCount - kept.length;
    throw new Refusal(
      [
        `Nothing was ${done}: ${this.#source.name} has ${stopsCount === 1 ? 'a problem' : `${stopsCount} problems`}.`,
        ...kept.map(problemWords),
        ...(more > 0 ? [`… and ${more} more.`] : []),
      ].join('\n'),
    );
  }

  /** What a person should know though it stopped nothing. */
  notices(): readonly string[] {
    const kept = this.problems.kept().filter((each) => !each.stops);
    const more = this.problems.noticesCount - kept.length;
    return [...kept.map(problemWords), ...(more > 0 ? [`… and ${more} more notices.`] : [])];
  }
}

function withoutBlankEnd(cells: readonly string[]): readonly string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1]?.trim() === '') end -= 1;
  return cells.slice(0, end);
}

/** Spreadsheets add blank cells at the end; a row that is short was cut, and one that is long has lost its quotation marks. */
function checkWidth(record: CsvRecord, width: number): void {
  const { cells, line } = record;
  if (cells.length === width) return;
  if (cells.length > width && cells.slice(width).every((cell) => cell.trim() === '')) return;
  const why = cells.length < width ? 'is the file cut short?' : 'does a cell with a comma lack its quotation marks?';
  throw new Unreadable(`${width} cells, as in the first row; this row has ${cells.length} (${why})`, { line });
}

/** A column's name without what differs between files: case, spaces, hyphens, underscores. */
export function plainName(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');
}

/**
 * A cell that a spreadsheet would run. It is refused rather than kept: it is never what somebody meant to say, and it
 * would run on the next person's machine after an export.
 */
export function isFormula(text: string): boolean {
  const start = text.charCodeAt(0);
  // = @ tab, and + or - before anything but a plain number
  if (start === 61 || start === 64) return true;
  return (start === 43 || start === 45) && !/^[+-]\d+(\.\d+)?$/.test(text);
}

export const NO_FORMULA = 'text that does not begin with = @ + or - (a spreadsheet would run it as a formula)';
