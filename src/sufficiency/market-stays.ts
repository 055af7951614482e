import { dayNumber, type HomeKind, type PlainDate } from '../kernel/index.ts';

/** How a room is bought: the authority's own, a block paid in advance, by a framework's prices, or one by one. */
export const BOUGHT = ['own', 'block', 'framework', 'spot'] as const;
export type Bought = (typeof BOUGHT)[number];

export type Sector = 'authority' | 'voluntary' | 'private';

/** A price from a day on, until the next one or the end of the stay. Pence a week; the parts sum to the whole. */
export interface StayPrice {
  readonly from: PlainDate;
  readonly weekly: number;
  readonly socialCare: number;
  readonly education: number;
  readonly health: number;
  readonly bought: Bought;
  /** The room is kept while the child is away. */
  readonly retainer: boolean;
  readonly why: 'start' | 'uplift' | 'change of support' | 'step-down' | 'retainer' | 'correction';
  /** The sum of the levels in twelve domains (0–48) when the price was agreed; null: not known. */
  readonly need: number | null;
  /** Whole years on the first day. */
  readonly age: number;
}

/** A child's time in one home, with what was paid for it. Child, stay and home are numbers of this answer alone. */
export interface MarketStay {
  readonly stay: string;
  readonly child: string;
  readonly authority: string;
  readonly kind: HomeKind;
  readonly sector: Sector;
  /** The id of the organisation that runs the home. */
  readonly provider: string;
  readonly home: string;
  readonly grade: string | null;
  /** At least so many miles from the family home: 0, 10, 20 or 50; null: not known or not told. */
  readonly miles: number | null;
  readonly started: PlainDate;
  readonly ended: PlainDate | null;
  /** The return's code for why it ended; blank where none is known. */
  readonly reason: string;
  /** Whole years when the stay, or the period asked for, began. */
  readonly age: number;
  /** Whether a home that must be registered is in Ofsted's list; null where it need not be, or nobody knows. */
  readonly registered: boolean | null;
  /** The blocks that cover the home for this authority, by their numbers. */
  readonly blocks: readonly string[];
  /** In order of days, one for a day at most. */
  readonly prices: readonly StayPrice[];
}

/** Rooms bought as a block. */
export interface Block {
  /** A number of this answer alone. */
  readonly id: string;
  readonly buyer: string;
  readonly provider: string;
  readonly kind: HomeKind;
  readonly rooms: number;
  /** Pence for each room. */
  readonly weekly: number;
  readonly paidUnused: boolean;
  readonly from: PlainDate;
  /** The last day. */
  readonly to: PlainDate;
}

/** First and last day; both count. */
export interface Period {
  readonly first: PlainDate;
  readonly last: PlainDate;
}

/** Days of one stay at one price; price null: lived there, and nobody wrote down what it costs. */
export interface PricedDays {
  readonly stay: MarketStay;
  readonly price: StayPrice | null;
  readonly days: number;
  /** What these days cost, in pence; 0 without a price. Not rounded, so that parts sum to the whole. */
  readonly pence: number;
}

/** The days of stays within a period, at the price of each day. The day a stay ends is not lived there any more. */
export function pricedDays(stays: readonly MarketStay[], period: Period): PricedDays[] {
  const first = dayNumber(period.first);
  const after = dayNumber(period.last) + 1;
  const out: PricedDays[] = [];
  for (const stay of stays) {
    const start = Math.max(first, dayNumber(stay.started));
    const end = Math.min(after, stay.ended === null ? Infinity : dayNumber(stay.ended));
    const add = (price: StayPrice | null, from: number, until: number) => {
      const days = Math.min(end, until) - Math.max(start, from);
      if (days > 0) out.push({ stay, price, days, pence: price === null ? 0 : (price.weekly * days) / 7 });
    };
    add(null, start, stay.prices[0] ? dayNumber(stay.prices[0].from) : end);
    for (const [at, price] of stay.prices.entries()) {
      const next = stay.prices[at + 1];
      add(price, dayNumber(price.from), next ? dayNumber(next.from) : end);
    }
  }
  return out;
}

/** The price in use on the last day of a period that the stay lasts; null where none is written down. */
export function latestPrice(stay: MarketStay, period: Period): StayPrice | null {
  const end = stay.ended !== null && stay.ended <= period.last ? stay.ended : null;
  return stay.prices.findLast(({ from }) => (end === null ? from <= period.last : from < end)) ?? null;
}

/** Room-days of a block within a period that nobody lived in, and what was paid for them, in pence. */
export interface EmptyRooms {
  readonly block: Block;
  readonly roomDays: number;
  readonly usedDays: number;
  readonly emptyDays: number;
  readonly pence: number;
  /** Who lived there in these days. */
  readonly stays: readonly MarketStay[];
}

/** A stay uses a block on the days of the contract on which its price is a block's. */
export function emptyRooms(blocks: readonly Block[], stays: readonly MarketStay[], period: Period): EmptyRooms[] {
  return blocks.map((block) => {
    const first = block.from > period.first ? block.from : period.first;
    const last = block.to < period.last ? block.to : period.last;
    const roomDays = Math.max(0, dayNumber(last) - dayNumber(first) + 1) * block.rooms;
    const inside = pricedDays(
      stays.filter((stay) => stay.blocks.includes(block.id)),
      { first, last },
    ).filter(({ price }) => price?.bought === 'block');
    const usedDays = Math.min(
      roomDays,
      inside.reduce((sum, { days }) => sum + days, 0),
    );
    const emptyDays = roomDays - usedDays;
    return {
      block,
      roomDays,
      usedDays,
      emptyDays,
      pence: block.paidUnused ? (emptyDays * block.weekly) / 7 : 0,
      stays: inside.map(({ stay }) => stay),
    };
  });
}
