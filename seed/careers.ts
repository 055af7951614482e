import type { SeededRandom } from '../src/kernel/index.ts';
import { YEAR } from './people.ts';
import type { Living, Spell } from './population.ts';

/** How a group leaves care, and when; the day counts from its entry. */
export interface Leaving {
  readonly days: number; // Infinity: at 18
  readonly way: 'home' | 'adopted' | 'guardianship' | 'other' | 'at 18';
}

const AGE_BANDS = ['under 1', '1-4', '5-9', '10-15', '16+'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

export function bandOf(age: number): AgeBand {
  return age < 1 ? 'under 1' : age < 5 ? '1-4' : age < 10 ? '5-9' : age < 16 ? '10-15' : '16+';
}

/**
 * Shares of ways through care by age on entering, and mean years where a way has a length. Calibrated by hand so that
 * flows and stock fit the published ones together (docs/methods/made-up-region.md).
 */
const WAYS: Readonly<
  Record<AgeBand, Readonly<Record<'adopted' | 'guardianship' | 'short' | 'medium' | 'long', number>>>
> = {
  'under 1': { adopted: 0.3, guardianship: 0.24, short: 0.09, medium: 0.2, long: 0.17 },
  '1-4': { adopted: 0.18, guardianship: 0.22, short: 0.22, medium: 0.2, long: 0.18 },
  '5-9': { adopted: 0.03, guardianship: 0.15, short: 0.34, medium: 0.26, long: 0.22 },
  '10-15': { adopted: 0, guardianship: 0.04, short: 0.43, medium: 0.25, long: 0.28 },
  '16+': { adopted: 0, guardianship: 0, short: 0.3, medium: 0.1, long: 0.6 },
};

export function leaving(random: SeededRandom, age: number, unaccompanied: boolean): Leaving {
  if (unaccompanied)
    return random.chance(0.95) ? { days: Infinity, way: 'at 18' } : { days: random.exponential(200) + 5, way: 'other' };
  const way = random.weighted(WAYS[bandOf(age)]);
  if (way === 'adopted') return { days: (0.95 + random.exponential(0.65) + 0.35) * YEAR, way: 'adopted' };
  if (way === 'guardianship') return { days: (0.4 + random.exponential(0.75)) * YEAR, way: 'guardianship' };
  if (way === 'short')
    return { days: 2 + random.exponential(0.24 * YEAR), way: random.chance(0.85) ? 'home' : 'other' };
  if (way === 'medium')
    return { days: (0.3 + random.exponential(0.95)) * YEAR, way: random.chance(0.7) ? 'home' : 'other' };
  return { days: Infinity, way: 'at 18' };
}

export interface CareerAsk {
  readonly entry: number;
  /** The day the last of the group leaves care. */
  readonly until: number;
  /** Age at entry of the eldest and the youngest, in years. */
  readonly eldest: number;
  readonly youngest: number;
  readonly size: number;
  readonly way: Leaving['way'];
  readonly unaccompanied: boolean;
  /** 0 to 1; a group with more need has more moves and more often lives in a children's home. */
  readonly need: number;
}

/** The homes a group lives in, one after the other, from entering to leaving care. */
export function career(random: SeededRandom, ask: CareerAsk): Spell[] {
  const spells: Spell[] = [];
  let day = ask.entry;
  let last: Living | null = null;
  const placedForAdoption =
    ask.way === 'adopted' ? Math.round(ask.until - (0.45 + 0.35 * random.next()) * YEAR) : Infinity;
  const homeWithParents =
    ask.way === 'home' && ask.until - ask.entry > 250 && random.chance(0.5)
      ? ask.until - random.between(80, 330)
      : Infinity;
  while (day < ask.until) {
    const youngest = ask.youngest + (day - ask.entry) / YEAR;
    const living: Living =
      day >= placedForAdoption
        ? 'placed for adoption'
        : day >= homeWithParents
          ? 'with parents'
          : chooseLiving(random, ask, youngest, spells.length, last);
    let length = spellLength(random, ask, living, spells.length);
    // At 16 a young person in a children's home or with carers may move on to supported accommodation, at a time of its own.
    if (youngest < 16 && living !== 'supported') {
      const at16 = (16 - ask.youngest) * YEAR + ask.entry - day + random.between(20, 500);
      if (length > at16 && random.chance(living === 'residential' ? 0.6 : 0.52)) length = at16;
    }
    let end = Math.round(day + Math.max(1, length));
    let planned = spells.length > 0 && length > 150 && random.chance(0.3);
    for (const turning of [placedForAdoption, homeWithParents]) {
      if (day < turning && end > turning) {
        end = turning;
        planned = true;
      }
    }
    const open = end >= ask.until;
    if (open) end = ask.until;
    const bridging = length < 8;
    spells.push({
      living,
      place: placeCode(random, living, ask, day),
      start: day,
      end,
      reason: open ? '' : endReason(random, planned || bridging, living),
      longTermFrom: longTerm(random, living, day, end),
      endsSoon: null,
      home: null,
      spot: null,
    });
    last = living;
    day = end;
  }
  return spells;
}

function chooseLiving(random: SeededRandom, ask: CareerAsk, age: number, number: number, last: Living | null): Living {
  if (ask.unaccompanied)
    return age >= 16
      ? random.weighted({
          supported: number === 0 ? 0.45 : 0.8,
          'in-house fostering': 0.15,
          'independent fostering': 0.3,
          residential: 0.03,
        })
      : random.weighted({ 'in-house fostering': 0.35, 'independent fostering': 0.55, residential: 0.1 });
  const residential = ask.need > 0.5 ? (ask.need - 0.42) * 2.2 : 0.06;
  const alone = ask.size === 1 ? 1 : 0.3;
  const stay = last === 'residential' ? 3.2 : 1;
  const shares: Record<Exclude<Living, 'placed for adoption'>, number> = {
    'in-house fostering': age < 10 ? 0.3 : age < 16 ? 0.2 : 0.12,
    'independent fostering': age < 1 ? 0.12 : age < 5 ? 0.17 : age < 10 ? 0.3 : age < 16 ? 0.31 : 0.15,
    kinship: age < 1 ? 0.14 : age < 10 ? 0.12 : age < 16 ? 0.08 : 0.04,
    residential:
      (age < 5 ? 0.002 : age < 8 ? 0.02 : age < 10 ? 0.06 : age < 16 ? 0.27 : 0.22) * residential * alone * stay * 11,
    supported: age < 16 ? 0 : 1.9,
    secure: age < 12 ? 0 : ask.need > 0.65 && ask.size === 1 ? 0.1 : 0,
    'with parents': number > 0 || ask.way === 'at 18' ? (age < 16 ? 0.04 : 0.03) : 0.015,
    // A parent and baby unit, or a single older child's school, hospital or custody; brothers and sisters do not go there together.
    other:
      age < 1 && ask.size < 3 ? 0.06 : ask.size > 1 || age < 5 ? 0.001 : age < 10 ? 0.015 : age < 16 ? 0.055 : 0.09,
    unregistered: age < 9 || ask.size > 1 ? 0 : ask.need > 0.55 ? 0.6 : 0.01,
  };
  return random.weighted(shares);
}

/** How long this home would last, in days: a bridge, a short stay, or for the rest of a childhood. */
function spellLength(random: SeededRandom, ask: CareerAsk, living: Living, number: number): number {
  if (living === 'placed for adoption') return 10_000;
  if (living === 'secure') return 30 + random.exponential(90);
  if (living === 'unregistered') return 7 + random.exponential(120);
  if (living === 'other') return 10 + random.exponential(190);
  const unsettled = 0.35 + 1.3 * ask.need;
  const bridge = (number === 0 ? 0.42 : 0.1) * unsettled;
  const short = (number === 0 ? 0.4 : 0.24) * (0.75 + 0.5 * ask.need);
  const draw = random.next();
  if (living !== 'kinship' && living !== 'with parents') {
    if (draw < bridge) return 1 + random.exponential(random.chance(0.5) ? 4 : 34);
    if (draw < bridge + short) return 25 + random.exponential(200);
  } else if (draw < 0.2) return 10 + random.exponential(150);
  const settled = living === 'residential' ? 1.4 : living === 'supported' ? 1.3 : 5.5;
  return 120 + random.exponential((settled / unsettled) * 1.05 * YEAR);
}

/** Reasons of the return for a home that ends, in the published proportions once status-only changes are left out. */
function endReason(random: SeededRandom, planned: boolean, living: Living): string {
  if (living === 'other' || living === 'unregistered' || living === 'secure')
    return random.weighted({ CARPL: 0.8, OTHER: 0.2 });
  if (planned) return random.weighted({ CARPL: 0.66, OTHER: 0.3, CREQO: 0.04 });
  return random.weighted({
    CARPL: 0.26,
    CREQB: 0.2,
    CREQO: 0.14,
    CHILD: 0.08,
    LAREQ: 0.05,
    ALLEG: 0.02,
    STAND: 0.02,
    APPRR: 0.005,
    CLOSE: 0.025,
    OTHER: 0.2,
  });
}

function longTerm(random: SeededRandom, living: Living, start: number, end: number): number | null {
  if (!living.endsWith('fostering') && living !== 'kinship') return null;
  const from = Math.round(start + 150 + random.exponential(200));
  return end - from > 90 && random.chance(0.75) ? from : null;
}

function placeCode(random: SeededRandom, living: Living, ask: CareerAsk, day: number): string {
  const age = ask.youngest + (day - ask.entry) / YEAR;
  if (living.endsWith('fostering')) return ask.way === 'adopted' && age < 1.2 && random.chance(0.25) ? 'U5' : 'U6';
  if (living === 'kinship') return 'U3';
  if (living === 'residential') return 'K2';
  if (living === 'secure') return 'K1';
  if (living === 'supported') return 'K3';
  if (living === 'with parents') return 'P1';
  if (living === 'placed for adoption') return random.chance(0.88) ? 'A6' : 'A5';
  // No code says that a home is not registered; this one, for another kind of home, says least that is wrong.
  if (living === 'unregistered') return 'Z1';
  if (age < 2) return 'R3';
  return random.weighted({ S1: age < 7 ? 0 : 0.5, R2: 0.3, R5: age >= 15 ? 0.25 : 0, P3: age >= 16 ? 0.1 : 0 });
}
