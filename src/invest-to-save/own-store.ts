import { rows, sql, type Tx } from '../db/index.ts';
import { addDays, addYears, date, daysBetween, type PlainDate } from '../kernel/index.ts';
import { pricesPaid } from '../placements/index.ts';
import { ALL, type PlanningScope } from '../planning/index.ts';
import type { Kind } from '../sufficiency/index.ts';
import { type EndingsLine, ownEndings } from './own-endings.ts';
import { ownDearer, ownRooms } from './own-prices.ts';
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
  const widest = scopes[0] ?? scope;
  const everybody = widest.authorities.map(({ id }) => id);
  const paid = await pricesPaid(tx, { first: addYears(today, -2), last: today }, everybody);
  const of = ({ key, name, authorities }: PlanningScope) => {
    const ids = new Set(authorities.map(({ id }) => id));
    // A region buys blocks for all of its authorities together.
    const buyers = key === ALL ? new Set([...ids, ...paid.blocks.map(({ buyer }) => buyer)]) : ids;
    return {
      name,
      endings: ownEndings(lines, ids, kind),
      dearer: ownDearer(paid.stays, ids, kind, today),
      rooms: ownRooms(paid, buyers, kind, { first: addDays(addYears(today, -1), 1), last: today }),
    };
  };
  return { ...of(scope), wider: widest.key !== scope.key ? of(widest) : null };
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
