import { CsvError, parse } from 'csv-parse';
import { Unreadable } from './problems.ts';

export interface CsvRecord {
  readonly cells: readonly string[];
  /** The line it begins on, from 1. */
  readonly line: number;
}

/**
 * The records of a CSV text, in the groups in which the bytes arrive. Records without any text are left out.
 * Lines are counted here, because a record may span lines and csv-parse counts the two bytes of `\r\n` twice in quotes.
 *
 * @param most longest record in bytes: one endless line must not fill memory
 * @throws Unreadable where quotation marks do not match or a record is too long
 */
export async function* csvRecords(source: AsyncIterable<Buffer>, most: number): AsyncGenerator<CsvRecord[]> {
  let line = 1;
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
      return `rows of at most ${most.toLocaleString('en-GB')} bytes; this one is longer (is a quotation mark never closed?)`;
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a closing quotation mark; the one opened in this row is never closed (is the file cut short?)';
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'quotation marks only around a whole cell, and doubled inside one';
    default:
      return 'rows of comma-separated text';
  }
}
