import { chmodSync, closeSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../kernel/index.ts';

const LOCK = 'in-use.lock';

/** What may lie in a data folder before Homeward first uses it: what a file system or a restored backup puts there. */
const EXPECTED = new Set([LOCK, 'database', 'lost+found']);

/**
 * Takes the data folder for this process alone; two embedded databases on one folder lose rows silently.
 * The lock is SQLite's own file lock: the operating system drops it when the process ends, however it ends,
 * so there is never a stale one to clear by hand.
 * @returns a function that gives the folder back
 * @throws Refusal when another process has it, it cannot be written, or it holds somebody else's files
 */
export function lockFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    refuseForeignFolder(folder);
    chmodSync(folder, 0o700); // the embedded database creates its files readable by all; the folder keeps them private
    const file = join(folder, LOCK);
    makeLockFile(file);
    const lock = new DatabaseSync(file, { timeout: 0 });
    try {
      lock.exec('pragma locking_mode=exclusive; begin exclusive');
    } catch (error) {
      lock.close();
      if (/locked|busy/i.test(String(error))) {
        throw new Refusal(
          `The data folder ${folder} is in use by another Homeward process. Stop that one first, or set HOMEWARD_DATA to another folder.`,
        );
      }
      throw error;
    }
    return () => lock.close();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    // SQLite has codes of its own for a file it cannot open or write.
    if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|ENOSPC|ELOOP|ENAMETOOLONG|ERR_SQLITE_ERROR)$/.test(code ?? '')) {
      throw new Refusal(
        `Homeward cannot write to the data folder ${folder} (${code}). Set HOMEWARD_DATA to a folder you own.`,
      );
    }
    throw error;
  }
}

/** The folder is made private, so it must be ours: HOMEWARD_DATA=/home/someone must not lock others out of it. */
function refuseForeignFolder(folder: string): void {
  const names = readdirSync(folder);
  if (names.length === 0 || names.includes(LOCK) || names.includes('database')) return;
  if (names.every((name) => EXPECTED.has(name))) return;
  throw new Refusal(
    `The folder ${folder} holds other files, and Homeward keeps its data in a folder of its own. Set HOMEWARD_DATA to a new folder, such as ${join(folder, 'homeward')}.`,
  );
}

/**
 * Makes the lock file where there is none. An existing one is left alone: closing any handle on it would drop the
 * lock that this same process may hold (that is how POSIX locks work), and a second process could come in.
 */
function makeLockFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
