import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Refusal } from '../kernel/index.ts';
import type { MadeFile } from '../returns/index.ts';

/** Files that lie complete beside their place, and are put there by `finish` or taken away by `drop`. */
export interface WaitingFiles {
  finish(): Promise<void>;
  drop(): Promise<void>;
}

/**
 * Writes files beside the folder they are for, to be put in place at once when everything else is done. Only their owner may
 * read them (0600 in a folder of 0700). A folder that holds anything is refused; with `force` the files are put into it one
 * by one, each whole, in place of those of the same names, and what else is there stays.
 * @throws Refusal where the folder is not empty, or cannot be written to
 */
export async function writeFolder(path: string, files: readonly MadeFile[], force: boolean): Promise<WaitingFiles> {
  const folder = resolve(path);
  const there = await inFolder(folder, path);
  if (there.length > 0 && !force)
    throw new Refusal(`${path} holds other files. Name a new folder, or replace files in this one with --force.`);
  return said(path, async () => {
    const beside = await placeBeside(folder);
    try {
      await mkdir(beside, { mode: 0o700 });
      for (const file of files) await writeOne(join(beside, file.name), file);
    } catch (error) {
      await rm(beside, { recursive: true, force: true });
      throw error;
    }
    const finish = () =>
      said(path, async () => {
        // A folder takes the place of an empty one, and of no other: something may have come there meanwhile.
        if (there.length === 0) return rename(beside, folder);
        for (const file of files) await rename(join(beside, file.name), join(folder, file.name));
        return rm(beside, { recursive: true, force: true });
      });
    return { finish, drop: () => rm(beside, { recursive: true, force: true }) };
  });
}

/** The same for one file: one that is there already is refused, or replaced with `force`. */
export async function writeSingle(path: string, file: MadeFile, force: boolean): Promise<WaitingFiles> {
  const target = resolve(path);
  const found = await stat(target).catch(() => null);
  if (found?.isDirectory()) throw new Refusal(`${path} is a folder. Name a file to write.`);
  if (found && !force) throw new Refusal(alreadyThere(path));
  return said(path, async () => {
    const beside = await placeBeside(target);
    try {
      await writeOne(beside, file);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
    const finish = () =>
      said(path, async () => {
        if (force) return rename(beside, target);
        // Unlike a rename, a link never takes the place of something that came there meanwhile.
        await link(beside, target);
        return unlink(beside);
      });
    return { finish, drop: () => rm(beside, { force: true }) };
  });
}

async function inFolder(folder: string, path: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw new Refusal(`${path} is a file. Name a folder to write to.`);
    throw cannotWrite(path, code);
  }
}

async function placeBeside(target: string): Promise<string> {
  await mkdir(dirname(target), { recursive: true });
  return join(dirname(target), `.${basename(target)}-${randomBytes(6).toString('hex')}`);
}

async function writeOne(path: string, { content }: MadeFile): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    if (content instanceof Uint8Array) await file.writeFile(content);
    else for (const piece of content) await file.appendFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function said<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof Refusal || code === undefined || code.startsWith('ERR_')) throw error;
    if (code === 'EEXIST' || code === 'ENOTEMPTY') throw new Refusal(alreadyThere(path));
    throw cannotWrite(path, code);
  }
}

function alreadyThere(path: string): string {
  return `${path} is there already. Name another, or replace it with --force.`;
}

function cannotWrite(path: string, code: string | undefined): Refusal {
  return new Refusal(
    `${path} cannot be written to (${code ?? 'unknown'}). Name a place you own, with room on the disk.`,
  );
}
