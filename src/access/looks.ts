import type { Tx } from '../db/index.ts';
import type { RecordClass } from './record-classes.ts';

/** What was read in one transaction: whose records, and which classes of them. */
export interface Looks {
  readonly children: Set<string>;
  readonly fields: Set<RecordClass>;
  /** The organisation that keeps the records; null: the actor's own. */
  about: string | null;
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
  const looks: Looks = { children: new Set(), fields: new Set(), about: null, writes: [] };
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
  let any = false;
  for (const child of children) {
    looks.children.add(child);
    any = true;
  }
  if (any) looks.fields.add(recordClass);
  if (any && about !== undefined) looks.about = about;
}
