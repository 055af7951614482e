import { insertAll, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';

/** A file that leaves Homeward; text in pieces, to be gone through once. */
export interface MadeFile {
  readonly name: string;
  readonly content: Iterable<string> | Uint8Array;
}

/** What leaves Homeward at once. */
export interface MadeExport {
  readonly files: readonly MadeFile[];
  /** The records that are in it, by their ids. */
  readonly children: readonly string[];
  /** How much is in it, for the record of events: numbers, nothing about a child. */
  readonly counts: Readonly<Record<string, number>>;
  /** What a person should know of it: what is not held and so left blank, who is not in it. A sentence each. */
  readonly notes: readonly string[];
}

/** What can leave, by the name the command has for it. */
export type ExportKind = 'return' | 'ssds' | 'pds' | 'pnw-census';

/**
 * Puts on record that the system has written a file for whoever works on this machine: what, of which authority, how much.
 * Needs the system's rights, in the transaction that read what is in it.
 */
export async function recordExport(
  tx: Tx,
  authority: string,
  what: ExportKind,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  const id = newId('export');
  await insertAll(tx, 'event', [
    {
      organisation_id: authority,
      id: newId('event'),
      at: new Date().toISOString(),
      actor: 'system',
      kind: 'export.written',
      subject: id,
      detail: { what, by: 'command', ...detail },
    },
  ]);
}

/** `1 child`, `1,234 children`. */
export function numberOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
