import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDatabase, shippedMigrations } from '../../src/db/index.ts';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

type Child = ChildProcessByStdio<null, Readable, Readable>;

const running = new Set<Child>();
const folders: string[] = [];

// Whatever a test started is ended, and whatever it made is removed, also when the test failed.
after(async () => {
  await Promise.all([...running].map((child) => kill(child)));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder that goes when the test file ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-faults-'));
  folders.push(folder);
  return folder;
}

/**
 * A data folder that holds no rows yet. It is made by the program itself once for each schema, which takes seconds,
 * and then copied, as a person puts back a backup.
 */
export async function dataFolder(name = 'data'): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify(shippedMigrations())).digest('hex').slice(0, 16);
  const cache = join(root, 'node_modules', '.cache', 'homeward');
  const made = join(cache, `folder-${key}`);
  if (!existsSync(made)) {
    mkdirSync(cache, { recursive: true });
    // Made beside and renamed, so that a test file running in parallel never copies half of it.
    const part = join(cache, `part-${randomBytes(6).toString('hex')}`);
    const database = await openDatabase({ kind: 'embedded', folder: part });
    await database.close();
    try {
      renameSync(part, made);
    } catch {
      rmSync(part, { recursive: true, force: true }); // another file was faster
    }
  }
  const copy = join(temporaryFolder(), name);
  cpSync(made, copy, { recursive: true });
  return copy;
}

/** Starts a program of the checkout with this same Node. */
export function startNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  return startProgram(process.execPath, args, env);
}

export function startProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Child {
  const { DATABASE_URL: _unused, HOMEWARD_DATA: _neither, PORT: _nor, ...environment } = process.env;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Ends a process at once, as a power cut would as far as a process can tell, and waits until it is gone. */
export function kill(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  return gone;
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Waits for the end of a process that should end by itself; one that does not is killed, and its code is null. */
export async function ended(child: Child, within = 40_000): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => {
    out += String(text);
  });
  child.stderr.on('data', (text) => {
    err += String(text);
  });
  const tooLong = setTimeout(() => void kill(child), within);
  const code = await new Promise<number | null>((resolve) => void child.once('close', resolve));
  clearTimeout(tooLong);
  return { code, out, err };
}

/** Runs `homeward …` to its end, as a person would. */
export function homeward(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  return ended(startNode(['bin/homeward.js', ...args], env));
}

/** Resolves when the process has written this on one of its streams, or with false when it ended before that. */
export function hasSaid(child: Child, words: string): Promise<boolean> {
  return new Promise((resolve) => {
    let said = '';
    const look = (text: Buffer) => {
      said += String(text);
      if (said.includes(words)) resolve(true);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('close', () => resolve(false));
  });
}
