import type { Tx } from '../db/index.ts';
import type { RecordClass } from './record-classes.ts';

/** Whose records were read, and which classes of them. */
export interface Seen {
  readonly children: Set<string>;
  readonly fields: Set<RecordClass>;
}

/** What was read in one transaction. */
export interface Looks extends Seen {
  /** The same for records that another organisation keeps, by organisation: each finds its own children, and no others. */
  readonly elsewhere: Map<string, Seen>;
  /** What was written meanwhile; goes on record with the same purpose and request. */
  readonly writes: Written[];
}

export interface Written {
  readonly kind: string;
  readonly subject: string;
  readonly detail: object;
}

/** By transaction, so that a read function needs nothing but the transaction it is given anyway. */
const open = new WeakMap<Tx, Looks>();

/** From here on, what is read in this transaction is collected; `services.work` puts it on record (work.ts). */
export function collectLooks(tx: Tx): Looks {
  const looks: Looks = { children: new Set(), fields: new Set(), elsewhere: new Map(), writes: [] };
  open.set(tx, looks);
  return looks;
}

/** What is collected in this transaction; null outside a person's request. */
export function looksOf(tx: Tx): Looks | null {
  return open.get(tx) ?? null;
}

/**
 * Says that records of these children have been read. Every function that reads a child's record calls it, so that no
 * page can show a child without it being on record. Outside a person's request (imports, jobs) it does nothing.
 * @param about the authority that keeps the records, where it is not the actor's own
 */
export function saw(tx: Tx, children: Iterable<string>, recordClass: RecordClass, about?: string): void {
  const looks = open.get(tx);
  if (!looks) return;
  const ids = [...children];
  if (ids.length === 0) return;
  const seen = about === undefined ? looks : (looks.elsewhere.get(about) ?? { children: new Set(), fields: new Set() });
  if (about !== undefined) looks.elsewhere.set(about, seen);
  for (const id of ids) seen.children.add(id);
  seen.fields.add(recordClass);
}
