import { date } from '../kernel/index.ts';
import type { MarketStay, StayPrice } from './index.ts';

let made = 0;

/** A stay of a child of its own in a children's home, from 1 January 2026 on; whatever is given differs. */
export function stayOf(more: Partial<MarketStay> = {}): MarketStay {
  made++;
  return {
    stay: `stay ${made}`,
    child: `child ${made}`,
    authority: 'north',
    kind: 'residential',
    sector: 'private',
    provider: 'acorn',
    home: 'oak',
    grade: null,
    miles: null,
    started: date('2026-01-01'),
    ended: null,
    reason: '',
    age: 12,
    registered: null,
    blocks: [],
    prices: [],
    ...more,
  };
}

/** A price in whole pounds a week, all paid by social care, bought on the spot. */
export function priceOf(from: string, pounds: number, more: Partial<StayPrice> = {}): StayPrice {
  const weekly = pounds * 100;
  const { education = 0, health = 0 } = more;
  return {
    from: date(from),
    weekly,
    socialCare: weekly - education - health,
    education,
    health,
    bought: 'spot',
    retainer: false,
    why: 'start',
    need: 15,
    age: 12,
    ...more,
  };
}

/** As many stays as asked, each of a child of its own. */
export function stays(count: number, more: Partial<MarketStay> = {}): MarketStay[] {
  return Array.from({ length: count }, () => stayOf(more));
}
