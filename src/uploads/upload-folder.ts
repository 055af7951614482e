import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Where files lie while they are looked at: private, and empty whenever nobody is sending one. */
export interface UploadFolder {
  /** A path for a new file. The name says which process made it and nothing else. */
  newPath(): string;
  /** Removes a file, whether or not it is still there. A file that cannot be removed is told, and refuses no answer. */
  remove(path: string): Promise<void>;
  /** Removes the folder where nobody named one, at the end of the program. */
  close(): void;
}

const A_DAY = 86_400_000;

/**
 * Opens the folder for uploads and throws away what a process that was killed has left there.
 * @param folder null for one of our own in the system's folder for temporary files, made when it is first needed
 * @param fault is told why a file could not be removed; the next start removes it
 */
export function openUploadFolder(folder: string | null, fault: (error: Error) => void): UploadFolder {
  if (folder !== null) sweep(folder);
  let made: string | null = null;
  return {
    newPath: () => {
      made ??= folder === null ? mkdtempSync(join(tmpdir(), 'homeward-uploads-')) : privateFolder(folder);
      return join(made, `${process.pid}.${randomBytes(16).toString('hex')}`);
    },
    remove: (path) => rm(path, { force: true }).catch(fault),
    close: () => {
      if (folder === null && made !== null) rmSync(made, { recursive: true, force: true });
      made = null;
    },
  };
}

function privateFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Each file is closed to others by itself; a folder in which somebody else keeps files too is left as it is.
  if (namesIn(folder).every((name) => OURS.test(name))) chmodSync(folder, 0o700);
  return folder;
}

/** The process that made a file, and chance. */
const OURS = /^(\d+)\.[0-9a-f]{32}$/;

/**
 * Called before this process has taken anything: a file of its own number is from a process before it. Those of another
 * process that still runs stay (several may serve one database from one folder), unless they are older than any upload.
 * What is not called as our files are is not ours, and is left alone.
 */
function sweep(folder: string): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const maker = OURS.exec(name)?.[1];
    if (maker !== undefined && (!runs(Number(maker)) || isOld(path))) rmSync(path, { force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function runs(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isOld(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > A_DAY;
}
