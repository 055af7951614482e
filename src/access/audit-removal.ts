import { createHash, type Hash } from 'node:crypto';
import type { Finding } from './audit-findings.ts';
import { momentWords } from './audit-findings.ts';
import { entryLine, type SealedEntry } from './audit-seal.ts';

/** The kind of the event that puts a removal on record. Such an event is never removed itself. */
export const REMOVED = 'events.removed';

/** What the event of a removal says in its detail; nothing of what the removed events said. */
export interface Removal {
  /** Microseconds since 1 January 1970, UTC: everything removed is older. */
  readonly before: string;
  /** How long events were kept, in years. */
  readonly years: number;
  readonly count: number;
  /** SHA-256 over the lines (entryLine) of what was removed, in the order of the chain. */
  readonly list: string;
}

/** The digests that are marked as removed by one event, gathered one by one in the order of the chain. */
export class RemovedList {
  readonly #hash: Hash = createHash('sha256');
  count = 0;
  youngest = Number.NEGATIVE_INFINITY;

  add(entry: SealedEntry): void {
    this.#hash.update(entryLine(entry));
    this.count++;
    this.youngest = Math.max(this.youngest, Number(entry.at));
  }

  /** Once, at the end. */
  list(): string {
    return this.#hash.digest('hex');
  }
}

/**
 * Holds what is marked as removed against the sealed event that says so.
 * @param proof the detail of that event, where it is sealed and unedited; null: there is none
 * @param at when that event was, in microseconds
 */
export function checkRemoval(
  removedBy: string,
  marked: RemovedList,
  proof: { readonly removal: Removal; readonly at: string } | null,
): Finding[] {
  const events = marked.count === 1 ? '1 event is' : `${marked.count} events are`;
  const found = (how: string): Finding[] => [
    { kind: 'removal unproved', words: `${events} marked as removed (${removedBy}), but ${how}.`, event: removedBy },
  ];
  if (proof === null) return found('no sealed event says so');
  const { removal, at } = proof;
  if (removal.count !== marked.count || removal.list !== marked.list())
    return found(`the sealed event of ${momentWords(at)} says that ${removal.count} others were`);
  if (marked.youngest >= Number(removal.before) || yearsBefore(at, removal.years) < Number(removal.before))
    return found(`some were not yet ${removal.years} years old on ${momentWords(at)}`);
  return [];
}

/** The same day and time some years earlier, a day more at most: leap days and the clock of the day are not argued about. */
function yearsBefore(micros: string, years: number): number {
  const day = new Date(Number(micros) / 1000);
  day.setUTCFullYear(day.getUTCFullYear() - years);
  return (day.getTime() + 86_400_000) * 1000;
}

/** Reads the detail of a removal's event; null where it is no such thing. */
export function readRemoval(detail: string): Removal | null {
  const { before, years, count, list } = JSON.parse(detail) as Partial<Record<keyof Removal, unknown>>;
  if (typeof before !== 'string' || typeof list !== 'string') return null;
  if (typeof years !== 'number' || typeof count !== 'number') return null;
  return { before, years, count, list };
}
