import { type Drawing, figuresBeside } from '../charts/index.ts';
import {
  count,
  type Figure,
  figuresOf,
  type Holding,
  INDICATORS,
  type Indicator,
  lastYearBy,
  NOT_HELD,
  POPULATION,
  yearsUpTo,
} from '../indicators/index.ts';
import { addYears, inWords, type PlainDate } from '../kernel/index.ts';
import { type Benchmark, SYMBOLS } from './indicator-benchmarks.ts';
import type { CareCounted } from './indicator-store.ts';
import { changeWords, countWords, drawnValue, figureWords, isBound } from './indicator-words.ts';

/** One figure as a page and a file show it. */
export interface Line {
  /** `Northshire on 31 March 2026` or `England 2025`. */
  readonly who: string;
  readonly when: string;
  readonly own: boolean;
  readonly words: string;
  /** How many children it is made of; empty where that is not told, or nobody published it. */
  readonly made: string;
  readonly change: string;
  readonly value: number | null;
  readonly bound: boolean;
  readonly source: string;
}

export interface Section {
  readonly indicator: Indicator;
  readonly lines: readonly Line[];
  /** Empty where there is a figure. */
  readonly notHeld: string;
  /** Why there is none for some of the days. */
  readonly notHeldOnSome: string;
  readonly chart: Drawing | null;
}

export interface Asked {
  readonly name: string;
  readonly days: readonly PlainDate[];
  readonly care: CareCounted;
  readonly benchmarks: readonly Benchmark[];
}

/** Every day that figures have to be counted of: those asked for and a year before each. */
export function daysToCount(days: readonly PlainDate[]): readonly PlainDate[] {
  return [...new Set(days.flatMap((day) => [day, addYears(day, -1)]))];
}

/** All indicators: the authority's own figures of each day, what changed within a year, and the published ones beside. */
export function indicatorSections({ name, days, care, benchmarks }: Asked): readonly Section[] {
  const { reckoned, leavers, held } = care;
  const known = knownOfAll(reckoned);
  const figures = new Map(
    daysToCount(days).map((day) => [
      day,
      figuresOf(INDICATORS, count(reckoned, day, leavers), {
        ...known,
        ...heldOn(held, day),
        population: populationOn(benchmarks, name, day),
      }),
    ]),
  );
  const of = (day: PlainDate, at: number): Figure => figures.get(day)?.[at] ?? { is: 'not-held' };
  return INDICATORS.map((indicator, at): Section => {
    const own = days.map((day): Line => {
      const figure = of(day, at);
      const before = of(addYears(day, -1), at);
      return {
        who: name,
        when: inWords(day),
        own: true,
        words: figureWords(figure, indicator.unit),
        made: countWords(figure, indicator.unit),
        change: changeWords(figure, before, indicator.unit),
        value: drawnValue(figure),
        bound: isBound(figure),
        source: 'Records here',
      };
    });
    const without = days.filter((day) => of(day, at).is === 'not-held').length;
    const why = indicator.needs === null || without === 0 ? '' : NOT_HELD[indicator.needs];
    const notHeld = without === days.length ? why : '';
    const notHeldOnSome = without < days.length ? why : '';
    const beside = benchmarks.filter(({ metric }) => metric === indicator.published).map(publishedLine);
    const lines = [...own, ...beside];
    return {
      indicator,
      lines,
      notHeld,
      notHeldOnSome,
      chart: notHeld && beside.length === 0 ? null : chartOf(indicator, lines),
    };
  });
}

/** What returns told of the year that a day asks about. */
function heldOn(held: CareCounted['held'], day: PlainDate): Pick<Holding, 'sdq' | 'leavers' | 'missing' | 'adoption'> {
  const inYear = (table: string) => yearsUpTo(day).every((year) => held.has(`${table} ${year}`));
  return {
    sdq: held.has(`OC2 ${lastYearBy(day)}`),
    leavers: held.has(`OC3 ${lastYearBy(day)}`),
    missing: inYear('Missing'),
    adoption: inYear('AD1'),
  };
}

function knownOfAll(reckoned: CareCounted['reckoned']): Pick<Holding, 'families' | 'distances'> {
  return {
    families: reckoned.some(({ child }) => child.brothersAndSisters.length > 0),
    distances: reckoned.some(({ child }) => child.episodes.some(({ miles }) => miles !== null)),
  };
}

/** The estimate of the latest year that is not after the day. */
function populationOn(benchmarks: readonly Benchmark[], name: string, day: PlainDate): number | null {
  const known = benchmarks.filter(
    ({ metric, level, place, period }) =>
      metric === POPULATION && level === 'authority' && isSame(place, name) && period.slice(0, 4) <= day.slice(0, 4),
  );
  return known.sort((a, b) => (a.period < b.period ? -1 : 1)).at(-1)?.value ?? null;
}

function publishedLine({ level, place, period, value, written, source }: Benchmark): Line {
  return {
    who: level === 'national' ? 'England' : place,
    when: period,
    own: false,
    words: SYMBOLS[written.toLowerCase()] ?? written,
    made: '',
    change: '',
    value,
    bound: false,
    source,
  };
}

function chartOf(indicator: Indicator, lines: readonly Line[]): Drawing | null {
  if (lines.length < 2 || lines.every(({ value }) => value === null)) return null;
  return figuresBeside({
    caption: indicator.name,
    unit: 'Figure',
    figures: lines.map(({ who, when, words, value, bound, own }) => ({
      label: own ? when : `${who}, ${when}`,
      words,
      value,
      bound,
      own,
    })),
  });
}

export function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
