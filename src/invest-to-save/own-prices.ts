import { FEW } from '../indicators/index.ts';
import { addDays, daysBetween, type PlainDate } from '../kernel/index.ts';
import {
  type Block,
  emptyRooms,
  type Kind,
  type MarketStay,
  meanRange,
  type Period,
  type Range,
  UNPLANNED_ENDINGS,
} from '../sufficiency/index.ts';
import { kindOf } from './own-endings.ts';

/** What the homes after unplanned endings cost more; of six children at least. Pence. */
export interface OwnDearer {
  readonly n: number;
  /** A week, within `FOLLOWED` weeks: may be less than nought. */
  readonly weekly: Range;
  readonly weeks: Range;
  /** A week of the homes that ended. */
  readonly before: Range;
}

/** How long the home after is followed; a later difference has many causes. */
export const FOLLOWED = 26;
/** A home that begins later did not follow on. */
const SAME_MOVE_DAYS = 7;

/**
 * Pairs each unplanned ending with the home that followed, both with a price: what was paid in the last week before, and
 * in the first after. Only endings that lie `FOLLOWED` weeks back, so that all could be followed as long.
 */
export function ownDearer(
  stays: readonly MarketStay[],
  authorities: ReadonlySet<string>,
  kind: Kind | 'all',
  today: PlainDate,
): OwnDearer | null {
  const latest = addDays(today, -FOLLOWED * 7);
  const here = stays.filter(({ authority }) => authorities.has(authority));
  const pairs = [...Map.groupBy(here, ({ child }) => child).values()].flatMap((ofChild) =>
    ofChild.flatMap((stay) => {
      const { ended } = stay;
      if (ended === null || ended > latest || !UNPLANNED_ENDINGS.has(stay.reason)) return [];
      if (kind !== 'all' && kindOf(`home:${stay.kind}`) !== kind) return [];
      const next = ofChild
        .filter(
          (other) =>
            other !== stay && other.started >= addDays(ended, -1) && other.started <= addDays(ended, SAME_MOVE_DAYS),
        )
        .sort((a, b) => (a.started < b.started ? -1 : 1))[0];
      const before = stay.prices.findLast(({ from, retainer }) => from <= ended && !retainer)?.weekly;
      const after = next?.prices.find(({ retainer }) => !retainer)?.weekly;
      if (!next || before === undefined || after === undefined) return [];
      const days = daysBetween(next.started, next.ended ?? today);
      return [{ child: stay.child, before, more: after - before, weeks: Math.min(FOLLOWED, Math.max(0, days) / 7) }];
    }),
  );
  // Children and not endings are counted: one may have moved often.
  if (new Set(pairs.map(({ child }) => child)).size <= FEW) return null;
  const weeks = meanOf(pairs.map((each) => each.weeks));
  if (weeks.mean === 0) return null;
  // What was paid more altogether, as so much for each week: long stays weigh more than short ones.
  const paid = meanOf(pairs.map(({ more, weeks: lasted }) => more * lasted));
  const extra = meanRange(paid);
  return {
    n: pairs.length,
    weekly: rounded(scaled(extra, 1 / weeks.mean), 1_000),
    weeks: rounded(atLeastNought(meanRange(weeks)), 0.1),
    before: rounded(atLeastNought(meanRange(meanOf(pairs.map((each) => each.before)))), 1_000),
  };
}

/** What rooms of a kind cost a week within the days asked for; null where fewer than six were paid for. Pence. */
export interface OwnRooms {
  readonly spot: { readonly n: number; readonly weekly: Range } | null;
  readonly block: { readonly rooms: number; readonly weekly: Range; readonly lived: Range | null } | null;
}

export function ownRooms(
  { stays, blocks }: { readonly stays: readonly MarketStay[]; readonly blocks: readonly Block[] },
  authorities: ReadonlySet<string>,
  kind: Kind | 'all',
  period: Period,
): OwnRooms {
  const { first, last } = period;
  const fits = (home: string) => kind === 'all' || kindOf(`home:${home}`) === kind;
  const spot = stays.flatMap(({ child, authority, kind: home, started, ended, prices }) => {
    if (!authorities.has(authority) || !fits(home) || started > last || (ended !== null && ended <= first)) return [];
    const latest = prices.findLast(({ from, retainer }) => from <= last && !retainer);
    return latest?.bought === 'spot' ? [{ child, weekly: latest.weekly }] : [];
  });
  const held = blocks.filter((block) => authorities.has(block.buyer) && fits(block.kind) && block.paidUnused);
  const now = held.filter(({ from, to }) => from <= last && to >= last);
  const rooms = now.reduce((sum, each) => sum + each.rooms, 0);
  const prices = now.flatMap(({ rooms: of, weekly }) => Array.from({ length: of }, () => weekly));
  return {
    spot:
      new Set(spot.map(({ child }) => child)).size > FEW
        ? { n: spot.length, weekly: rounded(atLeastNought(meanRange(meanOf(spot.map((one) => one.weekly)))), 1_000) }
        : null,
    block:
      // One contract’s price is between two who signed it: of several authorities no single one is told.
      rooms > FEW && (authorities.size === 1 || now.length > 1)
        ? {
            rooms,
            weekly: rounded(within(meanOf(prices).mean, Math.min(...prices), Math.max(...prices)), 1_000),
            lived: livedIn(held, stays, period),
          }
        : null,
  };
}

/** The share of the days paid for that children lived there: like the last year, give or take ten of a hundred. */
function livedIn(blocks: readonly Block[], stays: readonly MarketStay[], period: Period): Range | null {
  const used = emptyRooms(blocks, stays, period);
  const children = new Set(used.flatMap((each) => each.stays.map(({ child }) => child)));
  const days = used.reduce((sum, { roomDays }) => sum + roomDays, 0);
  if (children.size <= FEW || days === 0) return null;
  return rounded(share(used.reduce((sum, { usedDays }) => sum + usedDays, 0) / days), 0.01);
}

function meanOf(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((sum, one) => sum + one, 0) / n;
  return { n, mean, sd: Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1)) };
}

function share(value: number): Range {
  const lived = Math.min(1, value);
  return { value: lived, low: Math.max(0, lived - 0.1), high: Math.min(1, lived + 0.1) };
}

const within = (value: number, low: number, high: number): Range => ({ value, low, high });
const scaled = ({ value, low, high }: Range, by: number): Range => ({
  value: value * by,
  low: low * by,
  high: high * by,
});
const atLeastNought = ({ value, low, high }: Range): Range => ({ value, low: Math.max(0, low), high });

function rounded({ value, low, high }: Range, to: number): Range {
  const at = (one: number) => Number((Math.round(one / to) * to).toFixed(2));
  return { value: at(value), low: at(low), high: at(high) };
}
