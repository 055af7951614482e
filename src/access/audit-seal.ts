import { createHash } from 'node:crypto';

/** What a seal holds of one event. It stays when the event's contents are removed. */
export interface SealedEntry {
  readonly organisationId: string;
  readonly id: string;
  /** Microseconds since 1 January 1970, UTC. */
  readonly at: string;
  /** SHA-256 in hexadecimal (audit-digest.ts). */
  readonly digest: string;
}

/** What goes into a seal's hash besides its list. Times are microseconds since 1 January 1970, UTC. */
export interface SealHead {
  /** 1, 2, 3 … */
  readonly number: number;
  /** The hash of the seal before; NOTHING_BEFORE for the first. */
  readonly previous: string;
  readonly sealedAt: string;
  /** Whatever older transactions have written is in this seal or in one before. */
  readonly through: string;
  /** When that was so; null in the first batches of many, with older events still to come. */
  readonly throughAt: string | null;
  readonly count: number;
  /** In all seals so far. */
  readonly events: number;
}

export interface Seal extends SealHead {
  readonly hash: string;
}

/** Stands for the hash before the first seal. */
export const NOTHING_BEFORE = '0'.repeat(64);

const FORMAT = 'homeward-seal-1';

/**
 * SHA-256, in hexadecimal, over lines of JSON (RFC 8785, each ending in a line feed): one for the head, and one for each
 * event in the order of the seal.
 */
export function sealHash(head: SealHead, entries: readonly SealedEntry[]): string {
  const hash = createHash('sha256');
  const { number, previous, sealedAt, through, throughAt, count, events } = head;
  hash.update(`${JSON.stringify([FORMAT, number, previous, sealedAt, through, throughAt, count, events])}\n`);
  for (const entry of entries) hash.update(entryLine(entry));
  return hash.digest('hex');
}

/** The line of one event in a seal, and in the list of what was removed. */
export function entryLine({ organisationId, id, at, digest }: SealedEntry): string {
  return `${JSON.stringify([organisationId, id, at, digest])}\n`;
}

/** The order of a seal: by time, then organisation, then id. It can be told again from the seal alone. */
export function inOrder<Entry extends SealedEntry>(entries: readonly Entry[]): Entry[] {
  return entries.toSorted(
    (a, b) => Number(a.at) - Number(b.at) || compare(a.organisationId, b.organisationId) || compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The seal that continues the chain after `last` (null: none yet), over entries that stand in their order. */
export function nextSeal(
  last: Pick<Seal, 'number' | 'hash' | 'events'> | null,
  moment: Pick<SealHead, 'sealedAt' | 'through' | 'throughAt'>,
  entries: readonly SealedEntry[],
): Seal {
  const head = {
    ...moment,
    number: (last?.number ?? 0) + 1,
    previous: last?.hash ?? NOTHING_BEFORE,
    count: entries.length,
    events: (last?.events ?? 0) + entries.length,
  };
  return { ...head, hash: sealHash(head, entries) };
}
