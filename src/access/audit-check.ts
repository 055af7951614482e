import { type Finding, type FindingKind, momentWords } from './audit-findings.ts';
import { inOrder, NOTHING_BEFORE, type Seal, type SealedEntry, sealHash } from './audit-seal.ts';

/** An entry of a seal as it is stored, and what is there now of its event. */
export interface StoredEntry extends SealedEntry {
  readonly position: number;
  /** The id of the event that says it was removed when its time had come; null: it should be there. */
  readonly removedBy: string | null;
  /** The event as it is now; null: it is gone. */
  readonly now: { readonly digest: string; readonly writtenIn: string } | null;
}

/**
 * How far an event's time may lie before what had been sealed already, in microseconds: a transaction may begin long
 * before it is sealed, and the clock of a small machine may be set right.
 */
const LATE = 6 * 3_600_000_000;

/** Whether a restored database has begun to number its transactions anew, so that older numbers say nothing. */
export function beganAnew(seal: Pick<Seal, 'through'>, previous: Pick<Seal, 'through'> | null): boolean {
  return previous !== null && BigInt(seal.through) < BigInt(previous.through);
}

/**
 * Holds one seal against the one before it, its own list, and the events that are there now.
 * @param previous the nearest earlier seal that is there; null: none
 * @returns what is wrong; nothing where all is as it was sealed
 */
export function checkSeal(seal: Seal, previous: Seal | null, entries: readonly StoredEntry[]): Finding[] {
  return [
    ...checkLink(seal, previous),
    ...checkList(seal, entries),
    ...entries.flatMap((entry) => checkEntry(entry, seal, previous)),
  ];
}

function checkLink(seal: Seal, previous: Seal | null): Finding[] {
  const expected = (previous?.number ?? 0) + 1;
  const found = (kind: FindingKind, words: string) => [{ kind, words, seal: seal.number }];
  if (seal.number !== expected) {
    const gone = seal.number - 1 > expected ? `Seals ${expected} to ${seal.number - 1} are` : `Seal ${expected} is`;
    return found('seal missing', `${gone} missing, before seal ${seal.number} of ${momentWords(seal.sealedAt)}.`);
  }
  if (seal.previous === (previous?.hash ?? NOTHING_BEFORE)) return [];
  const words =
    previous === null
      ? `Seal 1 of ${momentWords(seal.sealedAt)} does not begin a chain: what came before it was cut off.`
      : `Seal ${seal.number} of ${momentWords(seal.sealedAt)} does not continue seal ${previous.number}: one of the two is not what it was.`;
  return found('chain broken', words);
}

function checkList(seal: Seal, entries: readonly StoredEntry[]): Finding[] {
  const found = (kind: FindingKind, how: string) => [
    {
      kind,
      words: `Seal ${seal.number} of ${momentWords(seal.sealedAt)} is not what was sealed: ${how}.`,
      seal: seal.number,
    },
  ];
  if (sealHash(seal, entries) !== seal.hash) {
    if (sealHash(seal, inOrder(entries)) === seal.hash) return found('reordered', 'its events stand in another order');
    if (entries.length !== seal.count)
      return found('list changed', `it had ${seal.count} events, and its list now has ${entries.length}`);
    return found('list changed', 'its list of events, or what it says of itself, was changed');
  }
  if (entries.some((entry, at) => entry.position !== at + 1))
    return found('list changed', 'the places of its events were changed');
  return [];
}

function checkEntry(entry: StoredEntry, seal: Seal, previous: Seal | null): Finding[] {
  const where = { seal: seal.number, position: entry.position, event: entry.id };
  const place = `Event ${entry.position} of seal ${seal.number}, of ${momentWords(entry.at)} (${entry.id}),`;
  const found = (kind: FindingKind, words: string) => [{ kind, words: `${place} ${words}.`, ...where }];
  const { now, removedBy } = entry;
  if (now === null)
    return removedBy === null ? found('deleted', 'was deleted') : timeOf(entry.at, seal, previous, found);
  if (removedBy !== null)
    return found('removal unproved', 'is marked as removed when its time had come, but is still there');
  if (now.digest !== entry.digest) return found('edited', 'was edited after it was sealed');
  if (previous && !beganAnew(seal, previous) && BigInt(now.writtenIn) < BigInt(previous.through))
    return found('inserted', `was inserted later into what seal ${previous.number} had closed`);
  return timeOf(entry.at, seal, previous, found);
}

function timeOf(
  at: string,
  seal: Seal,
  previous: Seal | null,
  found: (kind: FindingKind, words: string) => Finding[],
): Finding[] {
  if (isBefore(at, previous))
    return found('time', `bears a time that seal ${previous?.number} had closed: it was written later than it says`);
  if (Number(at) > Number(seal.sealedAt) + LATE) return found('time', 'bears a time after its own seal');
  return [];
}

/** Whether an event's time lies so far before what a seal had closed that it cannot have been written then. */
export function isBefore(at: string, closed: Pick<Seal, 'throughAt'> | null): boolean {
  return closed !== null && closed.throughAt !== null && Number(at) < Number(closed.throughAt) - LATE;
}
