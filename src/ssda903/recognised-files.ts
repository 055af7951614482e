import { csvRecords } from './csv-records.ts';
import { utf8Only } from './encoding.ts';
import { tableByColumns, tableByName } from './file-recognition.ts';
import { type ProblemList, shown, Unreadable } from './problems.ts';
import type { TableName } from './tables.ts';

/** A file of a return, wherever it is kept. `open` may be called more than once; each call starts at the beginning. */
export interface ReturnFile {
  readonly name: string;
  /** What tells its table, where that is not the whole name: a sheet of a workbook, a file of an archive. */
  readonly tableName?: string;
  open(): AsyncIterable<Uint8Array>;
}

export interface RecognisedFiles {
  /** The CSV file of each table. */
  readonly csv: ReadonlyMap<TableName, ReturnFile>;
  /** The single XML file, or null. */
  readonly xml: ReturnFile | null;
}

/**
 * Tells which file is which table, by its name, or failing that by what it begins with. What is no part of a return is
 * a notice; two files for one table, or XML beside anything else, stops.
 */
export async function recogniseFiles(
  files: readonly ReturnFile[],
  problems: ProblemList,
  mostRowBytes: number,
): Promise<RecognisedFiles> {
  const csv = new Map<TableName, ReturnFile>();
  const xml: ReturnFile[] = [];
  for (const file of files) {
    const kind = await recognise(file, problems, mostRowBytes);
    if (kind === 'xml') xml.push(file);
    else if (kind !== null) {
      const other = csv.get(kind);
      if (other) stop(file.name, `one file for the table ${kind}; ${shown(other.name)} is one as well`);
      else csv.set(kind, file);
    }
  }
  if (xml.length > 1 || (xml.length === 1 && csv.size > 0)) {
    stop(xml[0]?.name ?? '', 'either one XML file or CSV files; several were given');
  }
  return { csv, xml: xml[0] ?? null };

  function stop(file: string, expected: string): void {
    problems.add({ file: shown(file), line: null, column: null, value: null, expected, stops: true });
  }
}

/** Null, with the reason noted, when it is no part of a return. */
async function recognise(
  file: ReturnFile,
  problems: ProblemList,
  mostRowBytes: number,
): Promise<TableName | 'xml' | null> {
  const name = file.tableName ?? file.name;
  if (/\.xml$/i.test(name)) return 'xml';
  const named = tableByName(name);
  if (named) return named;
  try {
    for await (const bytes of utf8Only(file.open())) {
      if (Buffer.from(bytes.subarray(0, 1_000)).toString().trimStart().startsWith('<')) return 'xml';
      break;
    }
    for await (const records of csvRecords(utf8Only(file.open()), mostRowBytes)) {
      const table = tableByColumns(records[0]?.cells ?? []);
      if (table) return table;
      break;
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  problems.add({
    file: shown(file.name),
    line: null,
    column: null,
    value: null,
    expected: 'a file named after a table of the return, or with its columns; this one is not read',
    stops: false,
  });
  return null;
}
