import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../kernel/index.ts';

/**
 * Takes the data folder for this process alone; two embedded databases on one folder lose rows silently.
 * The lock is SQLite's own file lock: the operating system drops it when the process ends, however it ends,
 * so there is never a stale one to clear by hand.
 * @returns a function that gives the folder back
 * @throws Refusal when another process has it
 */
export function lockFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700); // the embedded database creates its files readable by all; the folder keeps them private
    const file = join(folder, 'in-use.lock');
    closeSync(openSync(file, 'a', 0o600));
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
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
      throw new Refusal(
        `Homeward cannot write to the data folder ${folder} (${code}). Set HOMEWARD_DATA to a folder you own.`,
      );
    }
    throw error;
  }
}
