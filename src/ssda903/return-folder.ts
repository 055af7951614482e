import { createReadStream, type Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Refusal } from '../kernel/index.ts';
import type { ReturnFile } from './recognised-files.ts';

/**
 * The files of a return on disk, for `readReturn`: those of a folder (not of folders inside it), or the one named.
 * Hidden files and what is not a file are left out.
 *
 * @throws Refusal when there is nothing at the path, it may not be read, or the folder is empty
 */
export async function openReturn(path: string): Promise<ReturnFile[]> {
  try {
    if ((await stat(path)).isFile()) return [onDisk(path)];
    const entries = await readdir(path, { withFileTypes: true });
    const files = entries
      .filter((entry: Dirent) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
    if (files.length === 0)
      throw new Refusal(
        `There are no files in ${path}. A return is a folder of CSV files, or one file: XML, an Excel workbook or a zip archive.`,
      );
    return files.map((name) => onDisk(join(path, name)));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new Refusal(`There is nothing at ${path}.`);
    if (code === 'EACCES' || code === 'EPERM') throw new Refusal(`${path} may not be read by this user.`);
    throw error;
  }
}

function onDisk(path: string): ReturnFile {
  return { name: basename(path), open: () => createReadStream(path) };
}
