import { CsvError, parse } from 'csv-parse';
import { Unreadable } from './problems.ts';

export interface CsvRecord {
  readonly cells: readonly string[];
  /** The line it begins on, from 1. */
  readonly line: number;
}

/**
 * The records of a CSV text, in the groups in which the bytes arrive. Records without any text are left out.
 *
 * Text without quotation marks, which is how nearly every return is written, is cut at line ends and commas: that is
 * all there is to it, and takes a quarter of the time. From the first quotation mark on, csv-parse reads.
 *
 * @param source text in UTF-8, cut only between characters
 * @param most longest record in bytes: one endless line must not fill memory
 * @throws Unreadable where quotation marks do not match or a record is too long
 */
export async function* csvRecords(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<CsvRecord[]> {
  const pieces = source[Symbol.asyncIterator]();
  let line = 1;
  let held = '';
  for (;;) {
    const { done, value: bytes } = await pieces.next();
    if (done) break;
    const text = held + asText(bytes);
    if (text.includes('"')) {
      yield* quotedRecords(rest(Buffer.from(text), pieces), most, line);
      return;
    }
    // A `\r` at the very end may be the first half of `\r\n`.
    const sure = text.endsWith('\r') ? text.slice(0, -1) : text;
    const end = Math.max(sure.lastIndexOf('\n'), sure.lastIndexOf('\r')) + 1;
    held = text.slice(end);
    if (held.length > most) tooLong(most, line);
    const lines = linesOf(text.slice(0, end));
    const records = plainRecords(lines, line, most);
    line += lines.length;
    if (records.length > 0) yield records;
  }
  const records = plainRecords(linesOf(held), line, most);
  if (records.length > 0) yield records;
}

/** The bytes as text, without a copy of them. */
function asText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** The lines of a text that ends with a line end, or of what is left behind the last one. */
function linesOf(text: string): string[] {
  const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function plainRecords(lines: readonly string[], from: number, most: number): CsvRecord[] {
  const records: CsvRecord[] = [];
  for (const [n, text] of lines.entries()) {
    if (text.length > most) tooLong(most, from + n);
    const cells = text.split(',');
    if (cells.some((cell) => cell !== '' && cell.trim() !== '')) records.push({ cells, line: from + n });
  }
  return records;
}

function tooLong(most: number, line: number): never {
  throw new Unreadable(tooLongWords(most), { line });
}

async function* rest(first: Uint8Array, more: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (;;) {
    const { done, value } = await more.next();
    if (done) return;
    yield value;
  }
}

/**
 * The records as csv-parse reads them. Lines are counted here, because a record may span lines and csv-parse counts
 * the two bytes of `\r\n` twice in quotes.
 *
 * @param from the line the text begins on
 */
async function* quotedRecords(
  source: AsyncIterable<Uint8Array>,
  most: number,
  from: number,
): AsyncGenerator<CsvRecord[]> {
  let line = from;
  let failure: Error | null = null;
  const parser = parse({
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: most,
  });
  parser.on('error', (error) => {
    failure ??= error;
  });

  /** Takes what the parser has made of the bytes so far. */
  const take = (): CsvRecord[] => {
    const records: CsvRecord[] = [];
    for (let cells = parser.read(); cells !== null; cells = parser.read()) {
      const begins = line;
      line += 1;
      let text = false;
      for (const cell of cells as string[]) {
        if (cell === '') continue;
        text ||= cell.trim() !== '';
        if (cell.includes('\n') || cell.includes('\r')) line += linesIn(cell);
      }
      if (text) records.push({ cells, line: begins });
    }
    return records;
  };
  const fail = (error: Error): never => {
    throw new Unreadable(failureWords(error, most), { line });
  };

  try {
    for await (const bytes of source) {
      // The parser works while it is written to; its records must be taken before it calls back.
      const written = new Promise<void>((resolve) => parser.write(bytes, () => resolve()));
      const records = take();
      await written;
      records.push(...take());
      if (records.length > 0) yield records;
      if (failure) fail(failure);
    }
    const last: CsvRecord[] = [];
    await new Promise<void>((resolve) => {
      parser.once('end', resolve);
      parser.once('error', () => resolve());
      parser.on('readable', () => last.push(...take()));
      parser.end();
    });
    if (failure) fail(failure);
    if (last.length > 0) yield last;
  } finally {
    parser.destroy();
  }
}

function linesIn(cell: string): number {
  return cell.replaceAll('\r\n', '\n').split(/[\r\n]/).length - 1;
}

function failureWords(error: Error, most: number): string {
  const code = error instanceof CsvError ? error.code : '';
  switch (code) {
    case 'CSV_MAX_RECORD_SIZE':
      return tooLongWords(most);
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a closing quotation mark; the one opened in this row is never closed (is the file cut short?)';
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'quotation marks only around a whole cell, and doubled inside one';
    default:
      return 'rows of comma-separated text';
  }
}

function tooLongWords(most: number): string {
  return `rows of at most ${most.toLocaleString('en-GB')} bytes; this one is longer (is a quotation mark never closed?)`;
}
