import { closeSync, createReadStream, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseTarget } from '../db/index.ts';
import type { Seal } from './audit-seal.ts';

const FILE = 'audit-checkpoints.jsonl';

/** What is kept outside the database of a seal, so that a chain made anew, or cut at its end, is found. No personal data. */
export interface Checkpoint {
  readonly number: number;
  readonly hash: string;
  /** In all seals so far. */
  readonly events: number;
  /** When it was sealed, as `2026-03-03T14:05:06.000Z`. */
  readonly at: string;
}

/**
 * The file of checkpoints: in the folder of HOMEWARD_AUDIT_CHECKPOINTS, else in the embedded database's data folder.
 * @returns null where there is none: a server's database without the setting
 */
export function checkpointFile(
  target: DatabaseTarget,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  if (env.HOMEWARD_AUDIT_CHECKPOINTS) return join(env.HOMEWARD_AUDIT_CHECKPOINTS, FILE);
  return target.kind === 'embedded' ? join(target.folder, FILE) : null;
}

export function checkpointOf(seal: Seal): Checkpoint {
  const at = new Date(Number(seal.sealedAt) / 1000).toISOString();
  return { number: seal.number, hash: seal.hash, events: seal.events, at };
}

/** Adds one line and has it on disk before it returns. Several processes may add to one file. */
export function addCheckpoint(file: string, checkpoint: Checkpoint): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const opened = openSync(file, 'a+', 0o600);
  try {
    // A line that a power cut left half-written stays by itself, so that it spoils no other.
    const { size } = fstatSync(opened);
    const end = Buffer.alloc(1);
    const torn = size > 0 && readSync(opened, end, 0, 1, size - 1) === 1 && end.toString() !== '\n';
    writeSync(opened, `${torn ? '\n' : ''}${JSON.stringify(checkpoint)}\n`);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** A line of the file: what it says, or null where it cannot be read. */
export interface CheckpointLine {
  readonly line: number;
  readonly checkpoint: Checkpoint | null;
}

/** Reads the file line by line. @throws the system's error where the file cannot be read */
export async function* readCheckpoints(file: string): AsyncGenerator<CheckpointLine> {
  let line = 0;
  let rest = '';
  for await (const part of createReadStream(file, 'utf8')) {
    const lines = (rest + part).split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST);
    for (const text of lines) yield { line: ++line, checkpoint: parse(text) };
  }
  if (rest !== '') yield { line: ++line, checkpoint: parse(rest) };
}

/** Longer than any checkpoint, in characters: a file that is something else is not read into memory whole. */
const LONGEST = 10_000;

function parse(text: string): Checkpoint | null {
  try {
    const { number, hash, events, at } = JSON.parse(text) as Partial<Record<keyof Checkpoint, unknown>>;
    if (!isCount(number) || !isCount(events) || typeof hash !== 'string' || typeof at !== 'string') return null;
    if (!/^[0-9a-f]{64}$/.test(hash) || Number.isNaN(Date.parse(at))) return null;
    return { number, hash, events, at };
  } catch {
    return null;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
