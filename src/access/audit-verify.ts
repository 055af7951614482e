import { type Database, first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { beganAnew, checkSeal, isBefore } from './audit-check.ts';
import { checkAgainstCheckpoints } from './audit-check-checkpoints.ts';
import { Findings, momentWords } from './audit-findings.ts';
import { checkRemoval, REMOVED, type Removal, RemovedList, readRemoval } from './audit-removal.ts';
import type { Seal } from './audit-seal.ts';
import { entriesAfter, lockChain, type PlacedEntry, readByIndex, sealingMoment, sealsAfter } from './audit-store.ts';

/** What verifying the record of events found. It says where and when, never what an event holds. */
export interface AuditReport {
  readonly whole: boolean;
  readonly seals: number;
  /** In the chain, those removed when their time had come with the others. */
  readonly events: number;
  readonly removed: number;
  /** Written and not sealed yet. */
  readonly waiting: number;
  /** The first thousand; `count` says how many there are. */
  readonly findings: Findings['kept'];
  readonly count: number;
  /** What a person should know though nothing is wrong. */
  readonly notices: readonly string[];
}

/** Rows read at a time; memory holds these and the list of one seal. */
const PAGE = 2_000;

/**
 * Goes through the whole chain: every seal, every sealed event, whatever is not sealed, and the checkpoints. Runs as the
 * system; sealing waits meanwhile, pages do not. The result is kept for information governance (audit-state.ts).
 * @param checkpoints the file of checkpoints; null: there is none to compare with
 * @param signal breaks it off between two seals; nothing is kept then
 */
export async function verifyAudit(
  database: Database,
  checkpoints: string | null,
  signal?: AbortSignal,
): Promise<AuditReport> {
  const report = await database.asSystem(async (tx) => {
    await lockChain(tx);
    const findings = new Findings();
    const notices: string[] = [];
    await readByIndex(tx, true);
    const chain = await checkChain(tx, findings, notices, signal);
    await readByIndex(tx, false);
    const waiting = await checkUnsealed(tx, chain.last, findings, notices);
    await checkAgainstCheckpoints(tx, checkpoints, chain.last, findings, notices);
    const { seals, events, removed } = chain;
    const { kept, count } = findings;
    return { whole: count === 0, seals, events, removed, waiting, findings: kept, count, notices };
  });
  await database.asSystem((tx) =>
    insertAll(tx, 'audit_check', [
      { whole: report.whole, findings: report.count, seals: report.seals, events: report.events },
    ]),
  );
  return report;
}

interface Chain {
  last: Seal | null;
  seals: number;
  events: number;
  removed: number;
}

async function checkChain(tx: Tx, findings: Findings, notices: string[], signal?: AbortSignal): Promise<Chain> {
  const chain: Chain = { last: null, seals: 0, events: 0, removed: 0 };
  const removals = new Removals();
  const entries = new Entries(tx);
  for await (const seal of everySeal(tx)) {
    signal?.throwIfAborted();
    const orphans = await entries.before(seal.number);
    if (orphans > 0) findings.add(withoutSeal(orphans, seal.number));
    const list = await entries.of(seal.number);
    if (beganAnew(seal, chain.last)) notices.push(anewWords(seal));
    findings.add(...checkSeal(seal, chain.last, list));
    for (const entry of list) removals.see(entry);
    chain.last = seal;
    chain.seals++;
    chain.events += list.length;
  }
  const orphans = await entries.before(Number.POSITIVE_INFINITY);
  if (orphans > 0) findings.add(withoutSeal(orphans, null));
  chain.removed = removals.count;
  removals.check(findings, notices);
  return chain;
}

function withoutSeal(count: number, before: number | null) {
  const where = before === null ? 'after the last seal' : `before seal ${before}`;
  return {
    kind: 'seal missing' as const,
    words: `${count} sealed events ${where} belong to seals that are not there.`,
  };
}

function anewWords(seal: Seal): string {
  return `Before seal ${seal.number} of ${momentWords(seal.sealedAt)} the database began to number its transactions anew. That is so after a restore into another server; if there was none, somebody has written into the chain.`;
}

async function* everySeal(tx: Tx): AsyncGenerator<Seal> {
  for (let after = 0; ; ) {
    const seals = await sealsAfter(tx, after, PAGE);
    yield* seals;
    const last = seals.at(-1);
    if (last === undefined) return;
    after = last.number;
  }
}

/** The entries of the chain, read a page at a time and handed out seal by seal. */
class Entries {
  readonly #tx: Tx;
  #page: PlacedEntry[] = [];
  #at = 0;
  #last = { seal: 0, position: 0 };

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async #next(): Promise<PlacedEntry | null> {
    if (this.#at === this.#page.length) {
      this.#page = await entriesAfter(this.#tx, this.#last, PAGE);
      this.#at = 0;
      this.#last = this.#page.at(-1) ?? this.#last;
    }
    return this.#page[this.#at] ?? null;
  }

  /** Passes over the entries of earlier seals than this and counts them. */
  async before(seal: number): Promise<number> {
    let passed = 0;
    for (let next = await this.#next(); next !== null && next.seal < seal; next = await this.#next()) {
      passed++;
      this.#at++;
    }
    return passed;
  }

  async of(seal: number): Promise<PlacedEntry[]> {
    const list: PlacedEntry[] = [];
    for (let next = await this.#next(); next?.seal === seal; next = await this.#next()) {
      list.push(next);
      this.#at++;
    }
    return list;
  }
}

/** What is marked as removed, and the sealed events that say so: few, a handful for each organisation and year. */
class Removals {
  readonly #marked = new Map<string, RemovedList>();
  readonly #proofs = new Map<string, { removal: Removal; at: string }>();
  count = 0;

  see(entry: PlacedEntry): void {
    if (entry.removedBy !== null) {
      const key = keyOf(entry.organisationId, entry.removedBy);
      const list = this.#marked.get(key) ?? new RemovedList();
      this.#marked.set(key, list);
      list.add(entry);
      this.count++;
    }
    if (entry.event?.kind === REMOVED && entry.now?.digest === entry.digest) {
      const removal = readRemoval(entry.event.detail);
      if (removal) this.#proofs.set(keyOf(entry.organisationId, entry.id), { removal, at: entry.at });
    }
  }

  check(findings: Findings, notices: string[]): void {
    const kept = new Map<number, number>();
    for (const [key, list] of this.#marked) {
      const proof = this.#proofs.get(key) ?? null;
      findings.add(...checkRemoval(key.split('\n')[1] ?? '', list, proof));
      if (proof) kept.set(proof.removal.years, (kept.get(proof.removal.years) ?? 0) + list.count);
    }
    for (const [years, count] of kept)
      notices.push(`${count} ${count === 1 ? 'event was' : 'events were'} removed after ${years} years, on record.`);
  }
}

function keyOf(organisationId: string, id: string): string {
  return `${organisationId}\n${id}`;
}

/** What is in no seal: waiting for the next one, or put in behind the record's back. @returns how many wait */
async function checkUnsealed(tx: Tx, last: Seal | null, findings: Findings, notices: string[]): Promise<number> {
  const { oldestRunning } = await sealingMoment(tx);
  const anew = last !== null && BigInt(oldestRunning) < BigInt(last.through);
  if (anew)
    notices.push('The database numbers its transactions anew since the last seal, as after a restore: seal once.');
  const closed = anew ? '0' : (last?.through ?? '0');
  const early = last?.throughAt ?? null;
  const notSealed = sql`from event e where not exists (
    select from event_digest d where d.organisation_id = e.organisation_id and d.event_id = e.id)`;
  const all = await first<{ count: string; wrong: string }>(
    tx,
    sql`select count(*) as count, count(*) filter (where e.written_in < ${closed}::xid8) as wrong ${notSealed}`,
  );
  const suspects = await rows<{ id: string; at: string; closed: boolean }>(
    tx,
    sql`select e.id, round(extract(epoch from e.at) * 1000000)::text as at, e.written_in < ${closed}::xid8 as closed
      ${notSealed} and (e.written_in < ${closed}::xid8 or e.at < timestamptz 'epoch' + ${early}::bigint * interval '1 microsecond')
      order by e.at limit ${PAGE}`,
  );
  for (const { id, at, closed: inClosed } of suspects) {
    const event = `The event of ${momentWords(at)} (${id})`;
    if (inClosed)
      findings.add({
        kind: 'inserted',
        words: `${event} is in no seal, though seal ${last?.number} had closed what was written then.`,
        event: id,
      });
    else if (isBefore(at, last))
      findings.add({
        kind: 'time',
        words: `${event}, not sealed yet, bears a time that seal ${last?.number} had closed: it was written later than it says.`,
        event: id,
      });
  }
  return Number(all?.count ?? 0) - Number(all?.wrong ?? 0);
}
