import { parse } from 'csv-parse/sync';
import { type Place, postcode, Refusal } from '../kernel/index.ts';
import { Unreadable, utf8Only } from '../ssda903/index.ts';
import { authorityOf, degrees, type Places, placesIn } from './postcode-columns.ts';
import type { TableSource } from './table-file.ts';

export interface FoundPostcode extends Place {
  /** The authority with duties to children there; null where the file says none. */
  readonly authority: string | null;
}

const LONGEST_ROW = 16_000;

/**
 * Looks up some postcodes in a postcode file, without a database. All 2.6 million rows go by, and only those that are
 * wanted are cut into cells and kept: memory holds what is wanted.
 *
 * @param wanted postcodes in their usual form (`SW1A 2AA`)
 * @returns those that the file knows a point for
 * @throws Refusal when it is no postcode file, in words
 */
export async function findPostcodes(
  source: TableSource,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, FoundPostcode>> {
  const found = new Map<string, FoundPostcode>();
  const keys = new Set([...wanted].map((code) => keyOf(Buffer.from(code), 0, code.length)));
  let at: Places | null = null;
  let line = 0;
  const take = (bytes: Buffer, from: number, end: number) => {
    line += 1;
    if (at !== null) {
      const [start, stop] = cellAt(bytes, from, end, at.postcode);
      if (!keys.has(keyOf(bytes, start, stop))) return;
    }
    const text = bytes.toString('utf8', from, end);
    if (at === null) {
      if (text.trim() !== '') at = placesIn(cellsOf(text, line));
      return;
    }
    const cells = cellsOf(text, line);
    const code = postcode(cells[at.postcode] ?? '');
    const [lat, long] = [degrees(cells[at.lat]), degrees(cells[at.long])];
    // Postcodes without a point stand at 99.999999 degrees north.
    if (code === null || !(lat > 49 && lat < 62 && long > -9 && long < 3)) return;
    found.set(code, { lat, long, authority: authorityOf(cells, at) });
  };
  try {
    await eachLine(utf8Only(source.bytes()), take);
    if (at === null) throw new Unreadable('a row of column names; the file is empty', { line: 1 });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Refusal(
      `${source.name} cannot be read${error.line === null ? '' : `, line ${error.line}`}: expected ${error.expected}`,
    );
  }
  return found;
}

/** Where each line stands: a postcode file has no line ends within a cell. Only its wanted lines become text. */
async function eachLine(
  source: AsyncIterable<Uint8Array>,
  take: (bytes: Buffer, from: number, end: number) => void,
): Promise<void> {
  let held: Buffer = Buffer.alloc(0);
  for await (const piece of source) {
    const fresh = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const bytes = held.length > 0 ? Buffer.concat([held, fresh]) : fresh;
    let from = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
      take(bytes, from, end);
      from = end + 1;
    }
    held = bytes.subarray(from);
    if (held.length > LONGEST_ROW) throw new Unreadable(`rows of at most ${LONGEST_ROW} bytes`);
  }
  if (held.length > 0) take(held, 0, held.length);
}

const COMMA = 44;

/** Where the cell of a column begins and ends; the columns before it are postcodes and have no commas. */
function cellAt(bytes: Buffer, from: number, end: number, column: number): readonly [number, number] {
  let start = from;
  for (let n = 0, i = from; i < end; i += 1) {
    if (bytes[i] !== COMMA) continue;
    if (n === column) return [start, i];
    n += 1;
    start = i + 1;
  }
  return [start, end];
}

/**
 * The letters and digits of a postcode as one number, so that spaces, quotation marks and case do not matter. What is
 * longer than a postcode has none.
 */
function keyOf(bytes: Buffer, from: number, end: number): number {
  let key = 0;
  for (let i = from, length = 0; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    const digit = byte >= 48 && byte <= 57 ? byte - 47 : byte >= 65 && byte <= 90 ? byte - 54 : byte - 86;
    if (digit < 1 || digit > 36) continue;
    length += 1;
    if (length > 7) return -1;
    key = key * 37 + digit;
  }
  return key;
}

function cellsOf(text: string, line: number): string[] {
  const plain = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (!plain.includes('"')) return plain.split(',');
  try {
    return (parse(plain, { relax_column_count: true }) as string[][])[0] ?? [];
  } catch {
    throw new Unreadable('quotation marks only around a whole cell, and doubled inside one', { line });
  }
}
