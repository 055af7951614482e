import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import type { Document } from '../documents/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { StrategyFigures } from './figures.ts';
import type { Action, SectionKey } from './sections.ts';

/** A strategy as lists show it. */
export interface StrategyLine {
  readonly id: string;
  readonly scopeKey: string;
  readonly scopeName: string;
  readonly countedOn: PlainDate;
  readonly at: Date;
  readonly byName: string;
  /** Null: a draft. */
  readonly version: number | null;
  readonly publishedAt: Date | null;
}

export interface Strategy extends StrategyLine {
  readonly figures: StrategyFigures;
  readonly figuresDigest: string;
  /** What was published, as it stands for good; null: a draft. */
  readonly document: Document | null;
  readonly documentDigest: string | null;
}

const COLUMNS = sql`s.id, s.scope_key as "scopeKey", s.scope_name as "scopeName", s.counted_on as "countedOn", s.at,
  coalesce(a.name, '') as "byName", p.version, p.at as "publishedAt"`;
const FROM = sql`strategy s
  left join actor a on a.organisation_id = s.organisation_id and a.id = s.by
  left join strategy_published p on p.organisation_id = s.organisation_id and p.strategy_id = s.id`;

/** Strategies of the reader's organisation, the newest first. */
export async function strategies(tx: Tx): Promise<readonly StrategyLine[]> {
  return rows<StrategyLine>(tx, sql`select ${COLUMNS} from ${FROM} order by s.at desc, s.id limit 100`);
}

/** One of them; null where there is none for this reader. */
export async function strategyOf(tx: Tx, id: string): Promise<Strategy | null> {
  const found = await first<
    StrategyLine & { figures: string; figuresDigest: string; document: string | null; documentDigest: string | null }
  >(
    tx,
    sql`select ${COLUMNS}, s.figures, s.digest as "figuresDigest", p.document, p.digest as "documentDigest" from ${FROM} where s.id = ${id}`,
  );
  return (
    found && {
      ...found,
      figures: JSON.parse(found.figures) as StrategyFigures,
      document: found.document === null ? null : (JSON.parse(found.document) as Document),
    }
  );
}

/** A draft with these very figures that the actor wrote already; null where there is none. */
export async function sameDraft(tx: Tx, actorId: string, scopeKey: string, digest: string): Promise<string | null> {
  const found = await first<{ id: string }>(
    tx,
    sql`select s.id from strategy s where s.by = ${actorId} and s.scope_key = ${scopeKey} and s.digest = ${digest}
      and not exists (select from strategy_published p where p.organisation_id = s.organisation_id and p.strategy_id = s.id)
      order by s.at desc limit 1`,
  );
  return found?.id ?? null;
}

/** The newest strategy of a scope beside the one named; null where there is none. */
export async function lastOfScope(tx: Tx, scopeKey: string, but: string): Promise<string | null> {
  const found = await first<{ id: string }>(
    tx,
    sql`select s.id from strategy s where s.scope_key = ${scopeKey} and s.id <> ${but} order by s.at desc limit 1`,
  );
  return found?.id ?? null;
}

export async function insertStrategy(
  tx: Tx,
  row: {
    readonly organisation_id: string;
    readonly id: string;
    readonly scope_key: string;
    readonly scope_name: string;
    readonly authorities: readonly string[];
    readonly counted_on: PlainDate;
    readonly figures: string;
    readonly digest: string;
    readonly at: Date;
    readonly by: string;
  },
): Promise<void> {
  await insertAll(tx, 'strategy', [row]);
}

/** The latest text of a section with how often it was saved; edition 0: nobody has written anything. */
export interface SectionText {
  readonly section: SectionKey;
  readonly edition: number;
  readonly text: string;
  readonly at: Date;
  readonly byName: string;
}

export async function textsOf(tx: Tx, id: string): Promise<readonly SectionText[]> {
  return rows<SectionText>(
    tx,
    sql`select distinct on (t.section) t.section, t.edition, t.text, t.at, coalesce(a.name, '') as "byName" from strategy_text t
      left join actor a on a.organisation_id = t.organisation_id and a.id = t.by
      where t.strategy_id = ${id} order by t.section, t.edition desc`,
  );
}

export interface ActionKept extends Action {
  readonly edition: number;
  readonly dropped: boolean;
  readonly byName: string;
}

/** The actions as they stand, by the day they are due; dropped ones too. */
export async function actionsOf(tx: Tx, id: string): Promise<readonly ActionKept[]> {
  return rows<ActionKept>(
    tx,
    sql`select * from (select distinct on (c.id) c.id, c.edition, c.what, c.owner, c.due, c.closes, c.dropped, coalesce(a.name, '') as "byName"
        from strategy_action c left join actor a on a.organisation_id = c.organisation_id and a.id = c.by
        where c.strategy_id = ${id} order by c.id, c.edition desc) x order by x.due, x.id`,
  );
}

/** @returns false where somebody else has saved in between: nothing is written then */
export async function insertEdition(
  tx: Tx,
  table: 'strategy_text' | 'strategy_action',
  row: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  return (await insertAll(tx, table, [row], 'on conflict do nothing')) > 0;
}

/** Held while a strategy is published, and by each text that is saved (migrations/0112). */
export async function lockStrategy(tx: Tx, organisationId: string, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`strategy ${organisationId} ${id}`}, 0))`.execute(tx);
}

export async function lockVersions(tx: Tx, organisationId: string, scopeKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`strategy versions ${organisationId} ${scopeKey}`}, 0))`.execute(
    tx,
  );
}

export async function nextVersion(tx: Tx, organisationId: string, scopeKey: string): Promise<number> {
  const found = await first<{ last: number | null }>(
    tx,
    sql`select max(version) as last from strategy_published where organisation_id = ${organisationId} and scope_key = ${scopeKey}`,
  );
  return (found?.last ?? 0) + 1;
}

export async function insertPublished(tx: Tx, row: Readonly<Record<string, unknown>>): Promise<void> {
  await insertAll(tx, 'strategy_published', [row]);
}
