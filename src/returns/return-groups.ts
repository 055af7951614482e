import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openReturn, type ReturnFile } from '../ssda903/index.ts';

/**
 * The returns at a path, earliest name first: one file (XML, a workbook, a zip archive), or a folder that holds one return, a folder inside for each of
 * several, or the files of several with the year in their names (`header_2024.csv`, `header_2025.csv`).
 * @throws Refusal when there is nothing to read
 */
export async function returnsAt(path: string): Promise<ReturnFile[][]> {
  const inside = await foldersWithFiles(path);
  if (inside.length > 0) return Promise.all(inside.map((folder) => openReturn(folder)));
  return byYear(await openReturn(path));
}

const RETURN_FILE = /\.(csv|txt|xml|xlsx|zip)$/i;

/** Folders with files of a return in a folder that has none itself. */
async function foldersWithFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found?.isDirectory()) return [];
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  if (entries.some((entry) => entry.isFile() && RETURN_FILE.test(entry.name))) return [];
  const folders: string[] = [];
  for (const entry of entries.filter((one) => one.isDirectory() && !one.name.startsWith('.'))) {
    const folder = join(path, entry.name);
    if ((await readdir(folder)).some((name) => RETURN_FILE.test(name))) folders.push(folder);
  }
  return folders.sort();
}

const YEAR_IN_NAME = /(?<!\d)20\d{2}(?:[-_ ]?(?:20)?\d{2})?(?!\d)/;

/** Splits by the year in the names, but only where the same file is there for several years. */
function byYear(files: readonly ReturnFile[]): ReturnFile[][] {
  const bare = (file: ReturnFile) => file.name.replace(YEAR_IN_NAME, '').toLowerCase();
  if (new Set(files.map(bare)).size === files.length) return [[...files]];
  const groups = Map.groupBy(files, (file) => YEAR_IN_NAME.exec(file.name)?.[0] ?? '');
  // A note beside the files is of no year; a table without one makes a group that the reader refuses, in words.
  if (!groups.get('')?.some((file) => /\.(csv|xml|xlsx|zip)$/i.test(file.name))) groups.delete('');
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
