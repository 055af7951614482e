import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../kernel/index.ts';
import {
  openReturn,
  problemWords,
  type RawTable,
  rawColumns,
  readRawTables,
  type TableName,
} from '../ssda903/index.ts';
import { type EpisodeRow, type HeaderRow, withYear } from '../sufficiency/index.ts';

export interface YearlyReturns {
  readonly header: readonly HeaderRow[];
  readonly episodes: readonly EpisodeRow[];
  /** What could not be read, in words. */
  readonly problems: readonly string[];
}

/**
 * The rows of yearly returns: of each folder in a folder that holds one, or of the folder itself where it has files.
 * Which year a folder is of is told by its days, not by its name.
 *
 * @throws Refusal when there is no return, or one of them has no episodes
 */
export async function readYearlyReturns(path: string): Promise<YearlyReturns> {
  const inside = await foldersIn(path);
  const header: HeaderRow[] = [];
  const episodes: EpisodeRow[] = [];
  const problems: string[] = [];
  for (const folder of inside.length > 0 ? inside.map((name) => join(path, name)) : [path]) {
    const read = await readRawTables(await openReturn(folder));
    problems.push(
      ...read.problems.filter(({ stops }) => stops).map((problem) => `${folder}: ${problemWords(problem)}`),
    );
    if (!read.tables.Episodes || !read.tables.Header) {
      throw new Refusal([`${folder}: a return has a file of Header and one of Episodes.`, ...problems].join('\n'));
    }
    const rows = asRows('Episodes', read.tables.Episodes) as unknown as EpisodeRow[];
    for (const row of inside.length > 0 ? withYear(rows) : rows) episodes.push(row);
    for (const row of asRows('Header', read.tables.Header) as unknown as HeaderRow[]) header.push(row);
  }
  return { header, episodes, problems };
}

async function foldersIn(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Refusal(`There is no folder at ${path}.`);
    throw error;
  }
}

function asRows(table: TableName, { rows }: RawTable): Record<string, string | null>[] {
  const columns = rawColumns(table);
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])));
}
