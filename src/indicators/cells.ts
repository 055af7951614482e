import { addDays, addYears, ageOn, dayNumber, daysInMonth, fromParts, type PlainDate } from '../kernel/index.ts';
import { type ReturnYear, returnYearDays, returnYearOf } from '../ssda903/index.ts';
import { type CareEpisode, type CareLeaver, type ChildInCare, held, type Period, periodsOf } from './care.ts';
import { countLeavers, LEAVER_CELLS } from './leavers.ts';

/** Numbers of children; every figure is made of these, and small numbers are kept apart by how they hang together. */
export const CELLS = [
  ...['in-care', 'unaccompanied', 'foster', 'kin', 'residential', 'supported', 'elsewhere', 'three-homes'],
  ...['distance-known', 'distance-unknown', 'far', 'long-in-care', 'two-years', 'with-family', 'family-unknown'],
  ...['together', 'started', 'started-unaccompanied', 'ceased', 'guardianship', 'arrangements', 'adopted'],
  ...['left-before', 'came-back', 'sdq-due', 'sdq-scored', 'in-year', 'missing', 'matched'],
  ...['sdq-usual', 'sdq-borderline', 'sdq-concern'],
  ...LEAVER_CELLS,
] as const;
export type Cell = (typeof CELLS)[number];

export type Cells = Readonly<Record<Cell, number>>;

export interface Counted {
  readonly cells: Cells;
  readonly sums: Readonly<Record<Sum, number>>;
}

/** What is added up and not counted: scores of `sdq-scored`, months of `matched`, times missing of `missing`. */
export type Sum = 'sdq' | 'months' | 'times-missing';

/** A child with the times in care worked out once, for as many days as are asked for. */
export interface Reckoned {
  readonly child: ChildInCare;
  readonly periods: readonly Period[];
}

export function reckon(children: readonly ChildInCare[]): readonly Reckoned[] {
  return children.map((child) => ({ child, periods: periodsOf(child) }));
}

const FAR_MILES = 20;
const DAYS_IN_A_MONTH = 365.25 / 12;
const KIN = new Set(['U1', 'U2', 'U3']);
const FOSTER = new Set([...KIN, 'U4', 'U5', 'U6']);
const RESIDENTIAL = new Set(['K1', 'K2']);
const SUPPORTED = new Set(['K3', 'P2', 'H5']);
const FOR_ADOPTION = new Set(['A3', 'A4', 'A5', 'A6']);
const GUARDIANSHIP = new Set(['E43', 'E44', 'E45', 'E46', 'E47', 'E48']);
const ADOPTED = new Set(['E11', 'E12']);
/** Adopted, died, taken over by another authority, found to be 18 or over, moved abroad. */
const CANNOT_COME_BACK = new Set([...ADOPTED, 'E2', 'E3', 'E15', 'E16']);

/** The return of the last year that had ended by a day: what is told once a year is told by it. */
export function lastYearBy(day: PlainDate): ReturnYear {
  const running = returnYearOf(day);
  return returnYearDays(running).last === day ? running : running - 1;
}

/** The years of which the twelve months that end with a day are made. */
export function yearsUpTo(day: PlainDate): readonly ReturnYear[] {
  return [...new Set([returnYearOf(addDays(addYears(day, -1), 1)), returnYearOf(day)])];
}

/** Counts children on a day and in the year that ends with it. What happened after the day counts for nothing. */
export function count(reckoned: readonly Reckoned[], day: PlainDate, leavers: readonly CareLeaver[] = []): Counted {
  const cells = Object.fromEntries(CELLS.map((cell) => [cell, 0])) as Record<Cell, number>;
  const sums: Record<Sum, number> = { sdq: 0, months: 0, 'times-missing': 0 };
  const year = yearOf(day);
  const toldBy = lastYearBy(day);
  const { yearBefore, first } = year;
  const inCare = new Map<number, { readonly child: ChildInCare; readonly home: number | null }>();
  for (const { child, periods } of reckoned) {
    countYear(cells, sums, child, periods, first, day);
    countComingBack(cells, child, periods, year);
    const now = periods.find((period) => held(period, day));
    const episode = now?.episodes.find((each) => held(each, day));
    if (!now || !episode) continue;
    cells['in-care'] += 1;
    if (child.unaccompanied) cells.unaccompanied += 1;
    countPlace(cells, episode.place ?? '');
    if (staysIn(periods, first, day) >= 3) cells['three-homes'] += 1;
    countDistance(cells, episode);
    countLongStays(cells, child, now, year, episode);
    if (now.from <= yearBefore && isBetween(ageOn(child.born, day), 5, 16)) {
      cells['sdq-due'] += 1;
      const told = child.scores.find((each) => each.year === toldBy);
      if (told) {
        cells['sdq-scored'] += 1;
        cells[bandOf(told.score)] += 1;
        sums.sdq += told.score;
      }
    }
    inCare.set(child.number, { child, home: episode.home });
  }
  countFamilies(cells, inCare);
  countLeavers(cells, leavers, toldBy);
  return { cells, sums };
}

/** The bands of the Department's figures for scores given by carers: 0 to 13, 14 to 16, 17 to 40. */
function bandOf(score: number): 'sdq-usual' | 'sdq-borderline' | 'sdq-concern' {
  return score <= 13 ? 'sdq-usual' : score <= 16 ? 'sdq-borderline' : 'sdq-concern';
}

/** The days that a count goes by, worked out once. */
interface Year {
  readonly day: PlainDate;
  readonly first: PlainDate;
  readonly yearBefore: PlainDate;
  /** The first day of the year before. */
  readonly firstBefore: PlainDate;
  readonly twoYearsBefore: PlainDate;
  readonly thirtyMonthsBefore: PlainDate;
}

function yearOf(day: PlainDate): Year {
  const yearBefore = addYears(day, -1);
  return {
    day,
    first: addDays(yearBefore, 1),
    yearBefore,
    firstBefore: addDays(addYears(yearBefore, -1), 1),
    twoYearsBefore: addYears(day, -2),
    thirtyMonthsBefore: monthsBefore(day, 30),
  };
}

function countYear(
  cells: Record<Cell, number>,
  sums: Record<Sum, number>,
  child: ChildInCare,
  periods: readonly Period[],
  first: PlainDate,
  day: PlainDate,
): void {
  if (periods.some(({ from }) => isBetween(from, first, day))) {
    cells.started += 1;
    if (child.unaccompanied) cells['started-unaccompanied'] += 1;
  }
  // Somebody who left twice in a year counts once, by the last time.
  const left = periods.findLast(({ to }) => to !== null && isBetween(to, first, day));
  if (left) {
    cells.ceased += 1;
    if (GUARDIANSHIP.has(left.ceased ?? '')) cells.guardianship += 1;
    if (left.ceased === 'E41') cells.arrangements += 1;
    if (ADOPTED.has(left.ceased ?? '')) {
      cells.adopted += 1;
      if (child.adoption) {
        cells.matched += 1;
        sums.months += (dayNumber(child.adoption.matched) - dayNumber(child.adoption.decided)) / DAYS_IN_A_MONTH;
      }
    }
  }
  if (periods.some(({ from, to }) => from <= day && (to === null || to >= first))) {
    cells['in-year'] += 1;
    const times = child.missing.filter((on) => isBetween(on, first, day)).length;
    if (times > 0) cells.missing += 1;
    sums['times-missing'] += times;
  }
}

/** Who left in the year before, so that a whole year can be looked at for each. */
function countComingBack(
  cells: Record<Cell, number>,
  child: ChildInCare,
  periods: readonly Period[],
  { firstBefore, yearBefore }: Year,
): void {
  const at = periods.findLastIndex(({ to }) => to !== null && isBetween(to, firstBefore, yearBefore));
  const left = periods[at];
  if (!left || left.to === null) return;
  if (CANNOT_COME_BACK.has(left.ceased ?? '') || left.to >= addYears(child.born, 18)) return;
  cells['left-before'] += 1;
  const next = periods[at + 1];
  if (next && next.from <= addYears(left.to, 1)) cells['came-back'] += 1;
}

function countPlace(cells: Record<Cell, number>, place: string): void {
  if (KIN.has(place)) cells.kin += 1;
  if (FOSTER.has(place)) cells.foster += 1;
  else if (RESIDENTIAL.has(place)) cells.residential += 1;
  else if (SUPPORTED.has(place)) cells.supported += 1;
  else cells.elsewhere += 1;
}

function countDistance(cells: Record<Cell, number>, { miles }: CareEpisode): void {
  if (miles === null) cells['distance-unknown'] += 1;
  else {
    cells['distance-known'] += 1;
    if (miles > FAR_MILES) cells.far += 1;
  }
}

function staysIn(periods: readonly Period[], first: PlainDate, day: PlainDate): number {
  let found = 0;
  for (const { stays } of periods)
    for (const { from, to } of stays) if (from <= day && (to === null || to > first)) found += 1;
  return found;
}

function countLongStays(
  cells: Record<Cell, number>,
  child: ChildInCare,
  now: Period,
  { day, twoYearsBefore, thirtyMonthsBefore }: Year,
  { place }: CareEpisode,
): void {
  if (now.from > thirtyMonthsBefore || ageOn(child.born, day) >= 16) return;
  cells['long-in-care'] += 1;
  const at = now.stays.findLastIndex((stay) => held(stay, day));
  const waits = FOR_ADOPTION.has(place ?? '') ? Math.max(0, at - 1) : at;
  const since = now.stays[waits]?.from ?? day;
  if (since <= twoYearsBefore) cells['two-years'] += 1;
}

/** A brother or sister counts where both are in care on the day; half and whole alike, as they are recorded. */
function countFamilies(
  cells: Record<Cell, number>,
  inCare: ReadonlyMap<number, { readonly child: ChildInCare; readonly home: number | null }>,
): void {
  for (const { child, home } of inCare.values()) {
    const others = child.brothersAndSisters.flatMap((number) => inCare.get(number) ?? []);
    if (others.length === 0) continue;
    if (home === null || others.some((other) => other.home === null)) cells['family-unknown'] += 1;
    else {
      cells['with-family'] += 1;
      if (others.every((other) => other.home === home)) cells.together += 1;
    }
  }
}

/** The same day some months before; the last of its month where there is no such day. */
export function monthsBefore(day: PlainDate, months: number): PlainDate {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  const [year, month] = [Math.floor(at / 12), (at % 12) + 1];
  return fromParts(year, month, Math.min(Number(day.slice(8, 10)), daysInMonth(year, month))) ?? day;
}

function isBetween<T extends string | number>(value: T, least: T, most: T): boolean {
  return value >= least && value <= most;
}
