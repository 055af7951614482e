import { NotHere } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { newId, type PlainDate } from '../kernel/index.ts';
import type { Bought, StayPrice } from '../sufficiency/index.ts';

/** A stay as whoever buys it sees it: where and from which month, and never whose. Pence are numbers. */
export interface StayToPrice {
  readonly id: string;
  readonly provider: string;
  readonly home: string;
  readonly kind: string;
  /** `2026-04`. */
  readonly started: string;
  readonly ended: string | null;
  /** The price in use; null: none is written down. */
  readonly price: SaidPrice | null;
  /** How many prices were written down for it; a form says how many it has seen. */
  readonly statements: number;
}

export interface SaidPrice {
  readonly from: PlainDate;
  readonly weekly: number;
  readonly education: number;
  readonly health: number;
  readonly bought: Bought;
  readonly retainer: boolean;
}

/** One statement, as the history of a stay shows it. */
export interface Statement extends SaidPrice {
  readonly why: StayPrice['why'];
  readonly at: Date;
  readonly by: string;
}

interface Row {
  readonly placement_id: string;
  readonly provider: string;
  readonly home: string;
  readonly kind: string;
  readonly started: string;
  readonly ended: string | null;
  readonly from_date: PlainDate | null;
  readonly weekly_pence: string | null;
  readonly education_pence: string | null;
  readonly health_pence: string | null;
  readonly bought: Bought | null;
  readonly retainer: boolean | null;
  readonly statements: number;
}

export const STAYS_A_PAGE = 50;

/** Which stays a list shows: those without a price first of all. */
export type Wanted = 'all' | 'without';

/** Stays that the actor's authority pays for, now or within the last 400 days: running ones first, then by provider and home. */
export async function staysToPrice(
  tx: Tx,
  today: PlainDate,
  wanted: Wanted,
  page: number,
): Promise<{ readonly stays: readonly StayToPrice[]; readonly count: number; readonly without: number }> {
  const only = wanted === 'without' ? sql`where s.weekly_pence is null` : sql``;
  const found = await rows<Row & { count: number }>(
    tx,
    sql`select s.*, count(*) over ()::int as count from app.stays_to_price(${today}::date) s ${only}
      order by s.ended is not null, s.provider, s.home, s.started, s.placement_id
      limit ${STAYS_A_PAGE} offset ${(page - 1) * STAYS_A_PAGE}`,
  );
  const counted = await first<{ count: number; without: number }>(
    tx,
    sql`select count(*)::int as count, count(*) filter (where weekly_pence is null)::int as without
      from app.stays_to_price(${today}::date)`,
  );
  const without = counted?.without ?? 0;
  return { stays: found.map(stayOf), count: wanted === 'all' ? (counted?.count ?? 0) : without, without };
}

/**
 * One stay with all that was written down for it, the newest first.
 * @throws NotHere where it is not the actor's to price
 */
export async function stayToPrice(
  tx: Tx,
  today: PlainDate,
  placementId: string,
): Promise<{ readonly stay: StayToPrice; readonly said: readonly Statement[] }> {
  const row = await first<Row>(
    tx,
    sql`select * from app.stays_to_price(${today}::date) s where s.placement_id = ${placementId}`,
  );
  if (!row) throw new NotHere('There is no such stay.');
  const said = await rows<
    Record<'weekly' | 'education' | 'health', string> & Omit<Statement, 'weekly' | 'education' | 'health'>
  >(
    tx,
    sql`select a.from_date as "from", a.weekly_pence as weekly, a.education_pence as education, a.health_pence as health,
        a.bought, a.retainer, a.why, a.at, coalesce(w.name, '') as by
      from agreed_price a left join actor w on w.organisation_id = a.organisation_id and w.id = a.by
      where a.placement_id = ${placementId} order by a.from_date desc, a.at desc, a.id desc`,
  );
  return {
    stay: stayOf(row),
    said: said.map((each) => ({
      ...each,
      weekly: Number(each.weekly),
      education: Number(each.education),
      health: Number(each.health),
    })),
  };
}

/** A price as it is to be written down. */
export interface NewPrice extends SaidPrice {
  readonly why: StayPrice['why'];
}

/**
 * Writes a price down. `seen` is how many the writer had seen of this stay: where somebody wrote another one since, nothing
 * is written and the answer is false. What the writer has written down already is not written twice.
 */
export async function sayPrice(
  tx: Tx,
  actor: { readonly id: string; readonly organisation: { readonly id: string } },
  placementId: string,
  price: NewPrice,
  seen: number,
): Promise<boolean> {
  // Two at once write one after the other: who comes second sees what the first wrote.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`price ${placementId}`}, 0))`.execute(tx);
  const [known] = await rows<{ n: number; same: boolean }>(
    tx,
    sql`select count(*)::int as n, coalesce((array_agg(a.by = ${actor.id} and a.from_date = ${price.from}::date
        and a.weekly_pence = ${price.weekly} and a.education_pence = ${price.education} and a.health_pence = ${price.health}
        and a.bought = ${price.bought} and a.retainer = ${price.retainer} and a.why = ${price.why} order by a.at desc, a.id desc))[1], false) as same
      from agreed_price a where a.organisation_id = ${actor.organisation.id} and a.placement_id = ${placementId}`,
  );
  if (known && known.n !== seen) return known.n === seen + 1 && known.same;
  await insertAll(tx, 'agreed_price', [
    {
      organisation_id: actor.organisation.id,
      id: newId('price'),
      placement_id: placementId,
      from_date: price.from,
      weekly_pence: price.weekly,
      social_care_pence: price.weekly - price.education - price.health,
      education_pence: price.education,
      health_pence: price.health,
      bought: price.bought,
      retainer: price.retainer,
      why: price.why,
      by: actor.id,
    },
  ]);
  return true;
}

function stayOf(row: Row): StayToPrice {
  return {
    id: row.placement_id,
    provider: row.provider,
    home: row.home,
    kind: row.kind,
    started: row.started,
    ended: row.ended,
    statements: row.statements,
    price:
      row.from_date === null || row.bought === null
        ? null
        : {
            from: row.from_date,
            weekly: Number(row.weekly_pence),
            education: Number(row.education_pence),
            health: Number(row.health_pence),
            bought: row.bought,
            retainer: row.retainer ?? false,
          },
  };
}
