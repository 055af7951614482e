import { first, sql, type Tx } from '../db/index.ts';
import { addDays, date, daysBetween, type Place, type PlainDate } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import {
  GAP_AGES,
  GAP_KINDS,
  type GapAges,
  type GapKind,
  type GapNeed,
  type NeedRow,
  type SupplyRow,
} from '../sufficiency/index.ts';

/** Days of records that need is counted from. */
export const WINDOW_DAYS = 365;
/** Parts of life, of twelve, in which a home must have said what it can do; below that its skill is not confirmed. */
const ENOUGH_SAID = 6;

/** A statement of why no home was found, as far as planning counts it. */
export interface ReasonRow {
  readonly area: string;
  readonly kind: GapKind;
  readonly ages: GapAges;
  readonly need: GapNeed;
  readonly codes: readonly string[];
}

export interface Counted {
  readonly needs: readonly NeedRow[];
  readonly supply: readonly SupplyRow[];
  readonly reasons: readonly ReasonRow[];
}

/** What need and rooms of a scope are counted from, over the year up to today. Nobody's for whoever does not plan. */
export async function countedFor(tx: Tx, scope: PlanningScope, today: PlainDate): Promise<Counted> {
  const from = addDays(today, 1 - WINDOW_DAYS);
  const row = await first<{ needs: string | null; homes: string | null; reasons: string | null }>(
    tx,
    sql`select * from app.gaps_counted(${from}, ${today})`,
  );
  const mine = new Set(scope.authorities.map(({ id }) => id));
  const numbers = new Map<string, number>();
  return {
    needs: linesOf(row?.needs).flatMap((parts) => needRow(parts, mine, numbers, from, today)),
    supply: linesOf(row?.homes).flatMap((parts) => supplyRow(parts, mine)),
    reasons: linesOf(row?.reasons).flatMap((parts) => reasonRow(parts, mine, today)),
  };
}

function linesOf(text: string | null | undefined): string[][] {
  return text ? text.split('\n').map((line) => line.split('|')) : [];
}

function placeOf(lat: string, long: string): Place | null {
  return lat === '' || long === '' ? null : { lat: Number(lat), long: Number(long) };
}

function needRow(
  [
    child = '',
    area = '',
    lat = '',
    long = '',
    born = '',
    from = '',
    to = '',
    was = '',
    same = '',
    prefers = '',
    levels = '',
  ]: string[],
  mine: ReadonlySet<string>,
  numbers: Map<string, number>,
  first: PlainDate,
  today: PlainDate,
): NeedRow[] {
  if (!mine.has(area)) return [];
  const began = from < first ? first : date(from);
  // The last day of a stay is that of the next home.
  const ended = to === '' || to > today ? addDays(today, 1) : date(to);
  const ages = agesOn(born, began);
  if (!ages) return [];
  const number = numbers.get(child) ?? numbers.size;
  numbers.set(child, number);
  const looks = was === 'asks' || was === 'waits';
  return [
    {
      ...{ child: number, area, ages, at: placeOf(lat, long) },
      kind: kindNeeded(prefers, looks ? null : was, ages),
      need: needOf(levels),
      requests: looks || (from >= first && same !== 't') ? 1 : 0,
      // Who has a home and looks for another needs one room at a time all the same.
      days: was === 'asks' ? 0 : Math.max(0, daysBetween(began, ended)),
    },
  ];
}

/** Whole years on a day, by the month of birth; null for somebody grown up. */
function agesOn(born: string, on: string): GapAges | null {
  const months =
    (Number(on.slice(0, 4)) - Number(born.slice(0, 4))) * 12 + Number(on.slice(5, 7)) - Number(born.slice(5, 7));
  const years = Math.max(0, Math.floor(months / 12));
  return GAP_AGES.find(({ from, to }) => years >= from && years <= to)?.key ?? null;
}

const KIND_OF: Readonly<Record<string, GapKind>> = { f: 'fostering', r: 'residential', s: 'supported' };

/**
 * The kind of home that a child needs: the one their profile prefers, where it prefers one alone; else the one they live
 * in; and for who lives in none, a foster home below 16 and supported accommodation from 16. Never supported below 16.
 */
function kindNeeded(prefers: string, livesIn: string | null, ages: GapAges): GapKind {
  const open = (kind: GapKind) => kind !== 'supported' || ages === '16-17';
  const preferred = [...prefers].map((letter) => KIND_OF[letter]!).filter(open);
  if (preferred.length === 1) return preferred[0]!;
  const lives = GAP_KINDS.find((kind) => kind === livesIn && open(kind));
  return lives ?? preferred[0] ?? (ages === '16-17' ? 'supported' : 'fostering');
}

/**
 * How much support, by the profile's highest level: 4, or 3 in at least two parts of life, is high; 2 or 3 some; else low.
 * Not known where no profile is finished, or fewer than half of the parts of life are described and none of them is high.
 */
function needOf(levels: string): GapNeed {
  const high = [...levels].filter((level) => level === '3').length;
  if (levels.includes('4') || high >= 2) return 'high';
  if (levels.length < 6) return 'unknown';
  return high > 0 || levels.includes('2') ? 'some' : 'low';
}

function supplyRow(
  [
    run = '',
    area = '',
    lat = '',
    long = '',
    kind = '',
    youngest = '',
    oldest = '',
    levels = '',
    all = '',
    lives = '',
  ]: string[],
  mine: ReadonlySet<string>,
): SupplyRow[] {
  const inside = lives === '' ? [] : lives.split(',').map((each) => each.split('='));
  const count = (ours: boolean) =>
    inside.reduce((sum, [owner = '', n]) => sum + (mine.has(owner) === ours ? Number(n) : 0), 0);
  // Rooms that others use are theirs. In homes of other authorities only those count in which our children live.
  const rooms = run === '-' || mine.has(run) ? Number(all) - count(false) : count(true);
  if (rooms <= 0) return [];
  return [
    {
      ...{
        area: mine.has(area) ? area : null,
        at: placeOf(lat, long),
        kind: kind as GapKind,
        rooms,
        skill: skillOf(levels),
      },
      minAge: youngest === '' ? null : Number(youngest),
      maxAge: oldest === '' ? null : Number(oldest),
    },
  ];
}

/** The level that the home reaches in half of the parts of life of which it has spoken; null where that are too few. */
function skillOf(levels: string): number | null {
  if (levels.length < ENOUGH_SAID) return null;
  return [...levels].map(Number).sort((a, b) => b - a)[Math.ceil(levels.length / 2) - 1]!;
}

function reasonRow(
  [area = '', born = '', prefers = '', levels = '', codes = '']: string[],
  mine: ReadonlySet<string>,
  today: PlainDate,
): ReasonRow[] {
  const ages = mine.has(area) ? agesOn(born, today) : null;
  if (!ages) return [];
  return [{ area, ages, kind: kindNeeded(prefers, null, ages), need: needOf(levels), codes: codes.split(',') }];
}
