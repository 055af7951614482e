import { createHash } from 'node:crypto';
import { Refusal } from '../kernel/index.ts';
import {
  ProblemList,
  problemWords,
  type RawTable,
  type ReturnFile,
  rawColumns,
  readRawTables,
  tableByName,
  unpackFiles,
} from '../ssda903/index.ts';
import { type EpisodeRow, type HeaderRow, withYear } from '../sufficiency/index.ts';
import type { ForecastRows } from './care-rows.ts';

const MOST_PROBLEMS = 20;
/** What is said of files that could not be read goes on the page of whoever sent them: the first few. */
const MOST_TOLD = 3;

/**
 * Rows for a forecast out of the files of yearly returns: CSV files of Header and Episodes, XML files, workbooks, or zip
 * archives of these, with a folder a year or not. Each table of Episodes is one year's, told by its days; one alone may
 * hold several years.
 *
 * @throws Refusal where there is no table of Header or none of Episodes
 */
export async function rowsOfFiles(
  files: readonly ReturnFile[],
  read: (file: number, of: number) => void,
): Promise<ForecastRows> {
  const problems = new ProblemList(MOST_PROBLEMS);
  const inside = await unpackFiles(files, problems);
  const header: HeaderRow[] = [];
  const tables: EpisodeRow[][] = [];
  const notRead: string[] = problems.kept().map(problemWords);
  for (const [at, file] of inside.entries()) {
    read(at, inside.length);
    const named = tableByName(file.tableName ?? file.name);
    if (named !== null && named !== 'Header' && named !== 'Episodes') continue;
    const found = await readRawTables([file]);
    notRead.push(...found.problems.filter(({ stops }) => stops).map(problemWords));
    for (const row of asRows<HeaderRow>('Header', found.tables.Header, ['CHILD', 'DOB'])) header.push(row);
    if (found.tables.Episodes) tables.push(asRows<EpisodeRow>('Episodes', found.tables.Episodes, USED));
  }
  if (header.length === 0 || tables.length === 0) {
    const missing = header.length === 0 ? 'Header' : 'Episodes';
    const why = notRead.length > 0 ? ` ${notRead.slice(0, MOST_TOLD).join('. ')}.` : '';
    throw new Refusal(
      `A forecast needs the tables Header and Episodes. ${missing} was not found in these files.${why}`,
    );
  }
  const episodes = tables.length === 1 ? (tables[0] ?? []) : tables.flatMap((rows) => [...withYear(rows)]);
  const words = [
    `Made from ${tables.length === 1 ? 'one table' : `${tables.length} tables`} of Episodes.`,
    ...(notRead.length > 0 ? ['Part of the files could not be read, so figures may be too low.'] : []),
  ];
  return { header, episodes, whole: null, words, digest: digestOf(header, episodes) };
}

const USED = ['CHILD', 'DECOM', 'DEC', 'RNE', 'PLACE'] as const;

function asRows<Row>(table: 'Header' | 'Episodes', raw: RawTable | undefined, used: readonly string[]): Row[] {
  if (!raw) return [];
  const columns = rawColumns(table);
  const places = used.map((name) => [name, columns.indexOf(name)] as const);
  return raw.rows.map((row) => Object.fromEntries(places.map(([name, at]) => [name, row[at] ?? null])) as Row);
}

/** The same rows in any order and from any files are known again. */
function digestOf(header: readonly HeaderRow[], episodes: readonly EpisodeRow[]): string {
  const lines = [...header, ...episodes].map((row) => JSON.stringify(row)).sort();
  const hash = createHash('sha256');
  for (const line of lines) hash.update(line).update('\n');
  return hash.digest('hex');
}
