import { closeSync, existsSync, fsyncSync, lstatSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes a folder all or nothing: a process killed half-way through leaves a part that the next start throws away,
 * never a folder that looks whole. What was made is on disk before it gets its name.
 * @param folder where it will be; nothing happens when it is there already
 * @param make fills the folder it is given
 */
export async function makeOnce(folder: string, make: (part: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  await make(part);
  syncAll(part);
  renameSync(part, folder);
  sync(dirname(folder));
}

/** Puts every file and folder below a path on disk. */
function syncAll(path: string): void {
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) syncAll(join(path, name));
  sync(path);
}

function sync(path: string): void {
  const open = openSync(path, 'r');
  try {
    fsyncSync(open);
  } catch (error) {
    // Windows cannot sync a folder, nor a file that is open for reading only; there the file system keeps its own order.
    if (process.platform !== 'win32') throw error;
  } finally {
    closeSync(open);
  }
}
