import { first, rows, sql, type Tx } from '../db/index.ts';
import { addDays, type PlainDate } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import type { Kind, Range } from '../sufficiency/index.ts';
import type { Rooms } from './forecast-run.ts';

/** Kinds of home of planning by the kinds that homes are kept as. */
const KIND_OF: Readonly<Record<string, Exclude<Kind, 'other'>>> = {
  fostering: 'fostering',
  kinship: 'fostering',
  residential: 'residential',
  secure: 'residential',
  supported: 'supported',
};

/** Below so many a mean says as much of single children as of homes. */
const LEAST_PRICES = 6;

/** What a week costs on average, by kind of home; null where fewer than six prices are known. */
export type UsualPrices = { readonly [K in Exclude<Kind, 'other'>]: Range | null };

interface PriceLines {
  readonly stays: string | null;
  readonly prices: string | null;
}

/**
 * Mean agreed prices of the stays of a scope that go on, in whole pence a week, with the bounds between which the mean lies
 * 95 times of 100: for the form of a forecast, where they may be changed.
 */
export async function usualPrices(tx: Tx, scope: PlanningScope, today: PlainDate): Promise<UsualPrices> {
  const authorities = scope.authorities.map(({ id }) => id);
  const found = await first<PriceLines>(
    tx,
    sql`select stays, prices from app.prices_paid(${addDays(today, -1)}::date, ${today}::date,
      ${sql.val(authorities)}::text[])`,
  );
  return meanPrices(found ?? { stays: null, prices: null }, new Set(authorities), today);
}

/** The same from the lines of app.prices_paid (migrations/0108). */
export function meanPrices(lines: PriceLines, authorities: ReadonlySet<string>, today: PlainDate): UsualPrices {
  const kinds = new Map<string, Exclude<Kind, 'other'>>();
  for (const [stay = '', , authority = '', kind = ''] of cellsOf(lines.stays)) {
    const of = KIND_OF[kind];
    if (of && authorities.has(authority)) kinds.set(stay, of);
  }
  const latest = new Map<string, { from: string; weekly: number }>();
  for (const [stay = '', from = '', weekly = ''] of cellsOf(lines.prices)) {
    const known = latest.get(stay);
    if (from <= today && (!known || known.from < from)) latest.set(stay, { from, weekly: Number(weekly) });
  }
  const prices: Record<Exclude<Kind, 'other'>, number[]> = { fostering: [], residential: [], supported: [] };
  for (const [stay, { weekly }] of latest) {
    const kind = kinds.get(stay);
    if (kind) prices[kind].push(weekly);
  }
  return {
    fostering: rangeOf(prices.fostering),
    residential: rangeOf(prices.residential),
    supported: rangeOf(prices.supported),
  };
}

/** Mean and 1.96 standard errors to each side. */
function rangeOf(prices: readonly number[]): Range | null {
  if (prices.length < LEAST_PRICES) return null;
  const mean = prices.reduce((sum, one) => sum + one, 0) / prices.length;
  const spread = Math.sqrt(prices.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (prices.length - 1));
  const off = (1.96 * spread) / Math.sqrt(prices.length);
  return { value: Math.round(mean), low: Math.max(0, Math.round(mean - off)), high: Math.round(mean + off) };
}

function* cellsOf(lines: string | null): Generator<string[]> {
  if (lines) for (const line of lines.split('\n')) yield line.split('|');
}

/**
 * Rooms that are in use or free today, by kind of home: of one authority those of the homes it runs itself, of several
 * those of all homes that can be found in the region. A room that is out of service counts where it comes back.
 */
export async function roomsHere(tx: Tx, scope: PlanningScope, today: PlainDate): Promise<Rooms> {
  const [only] = scope.authorities.length === 1 ? scope.authorities : [];
  const found = await rows<{ kind: string; n: number }>(
    tx,
    sql`select h.kind, count(*)::int as n from room r
      join home h on h.organisation_id = r.organisation_id and h.id = r.home_id
      where ${only ? sql`h.organisation_id = ${only.id}` : sql`h.region_id is not null`}
        and not exists (select from room_out_of_service o where o.organisation_id = r.organisation_id and o.room_id = r.id
          and o.from_date <= ${today}::date and o.to_date is null)
      group by h.kind`,
  );
  const rooms: { [K in Kind]?: number } = {};
  for (const { kind, n } of found) {
    const of = KIND_OF[kind];
    if (of) rooms[of] = (rooms[of] ?? 0) + n;
  }
  return rooms;
}
