import { first, rows, sql, type Tx } from '../db/index.ts';
import { addDays, addYears, date, daysBetween, type PlainDate } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import type { Kind } from '../sufficiency/index.ts';
import { type EndingsLine, ownEndings } from './own-endings.ts';
import { type Block, ownDearer, ownRooms, type PricedStay } from './own-prices.ts';
import type { Own } from './usual-figures.ts';

/** How far back endings are counted. */
export const YEARS_COUNTED = 3;

/** What the records here say of a scope, and of all who may be counted where the scope is one of several. */
export async function ownFigures(
  tx: Tx,
  scope: PlanningScope,
  scopes: readonly PlanningScope[],
  kind: Kind | 'all',
  today: PlainDate,
): Promise<Own> {
  const lines = await endingsCounted(tx, today);
  const paid = await pricesPaid(tx, addYears(today, -2), today);
  const of = ({ name, authorities }: PlanningScope) => {
    const ids = new Set(authorities.map(({ id }) => id));
    return {
      name,
      endings: ownEndings(lines, ids, kind),
      dearer: ownDearer(paid.stays, ids, kind, today),
      rooms: ownRooms(paid, ids, kind, [addDays(addYears(today, -1), 1), today]),
    };
  };
  const widest = scopes[0];
  return { ...of(scope), wider: widest && widest.key !== scope.key ? of(widest) : null };
}

async function endingsCounted(tx: Tx, today: PlainDate): Promise<readonly EndingsLine[]> {
  const found = await rows<
    Record<'authority' | 'from' | 'to' | 'place' | 'reason', string> &
      Record<'days' | 'began' | 'ended', string | number>
  >(
    tx,
    sql`select organisation_id as authority, from_day::text as from, to_day::text as to, place, reason, days, began, ended
      from app.endings_counted(${today}::date, ${YEARS_COUNTED}::int)`,
  );
  return found.map(({ authority, from, to, place, reason, days, began, ended }) => ({
    ...{ authority, place, reason, from: date(from), to: date(to) },
    years: (daysBetween(date(from), date(to)) + 1) / 365.25,
    ...{ days: Number(days), began: Number(began), ended: Number(ended) },
  }));
}

/** The stays and prices of app.prices_paid (migrations/0108) as far as they are needed here. */
async function pricesPaid(
  tx: Tx,
  from: PlainDate,
  to: PlainDate,
): Promise<{ stays: readonly PricedStay[]; blocks: readonly Block[] }> {
  const found = await first<{ stays: string | null; prices: string | null; blocks: string | null }>(
    tx,
    sql`select stays, prices, blocks from app.prices_paid(${from}::date, ${to}::date)`,
  );
  const prices = Map.groupBy(linesOf(found?.prices), ([stay = '']) => stay);
  return {
    stays: linesOf(found?.stays).map(
      ([stay = '', child = '', authority = '', home = '', , , , , , started = '', ended = '', reason = '']) => ({
        ...{ child, authority, home, reason, started: date(started), ended: ended === '' ? null : date(ended) },
        prices: (prices.get(stay) ?? [])
          .map(([, day = '', weekly = '', , , , bought = '', retainer = '']) => ({
            from: date(day),
            weekly: Number(weekly),
            bought,
            retainer: retainer === 't',
          }))
          .sort((a, b) => (a.from < b.from ? -1 : 1)),
      }),
    ),
    blocks: linesOf(found?.blocks).map(
      ([, authority = '', , kind = '', rooms = '', weekly = '', unused = '', begins = '', ends = '', used = '']) => ({
        ...{ authority, kind, rooms: Number(rooms), weekly: Number(weekly), paidUnused: unused === 't' },
        ...{ from: date(begins), to: date(ends), used: Number(used) },
      }),
    ),
  };
}

function linesOf(text: string | null | undefined): readonly string[][] {
  return text ? text.split('\n').map((line) => line.split('|')) : [];
}
