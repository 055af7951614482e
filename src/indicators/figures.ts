import type { Cell, Counted, Sum } from './cells.ts';
import { FEW, type Telling, tellings } from './small-numbers.ts';

/** How a figure is made of numbers of children. */
export type Making =
  | { readonly as: 'count'; readonly cell: Cell }
  /** In whole percent of those in `of`. `unknown`: how many are left out of both because nobody knows. */
  | { readonly as: 'share'; readonly cell: Cell; readonly of: Cell; readonly unknown?: Cell }
  /** For each 10,000 children who live in the area. */
  | { readonly as: 'rate'; readonly cell: Cell }
  /** The mean of what is added up over those in `of`. */
  | { readonly as: 'mean'; readonly sum: Sum; readonly of: Cell }
  /** How often something happened to those in `of`. */
  | { readonly as: 'times'; readonly sum: Sum; readonly of: Cell };

/** A figure as it may be told to anybody who may see figures at all. */
export type Figure =
  | { readonly is: 'not-held' }
  /** There is nobody whom the figure could be about. */
  | { readonly is: 'nobody' }
  | {
      readonly is: 'known';
      readonly value: number;
      readonly part: Told | null;
      readonly of: Told | null;
      readonly unknown: Told | null;
    }
  /** Rests on 1 to 5 children, so only the bound is told: `at-most` or `at-least` this, or a number of 5 or fewer. */
  | {
      readonly is: 'few';
      readonly bound: 'at-most' | 'at-least';
      readonly value: number;
      readonly of: Told | null;
      readonly unknown: Told | null;
    }
  /** Not told, because a number of 5 or fewer would follow from it. */
  | { readonly is: 'hidden' };

/** A number of children as it may be told. */
export type Told =
  | { readonly is: 'shown'; readonly count: number }
  | { readonly is: 'few' }
  | { readonly is: 'hidden' };

/** What besides the children is needed, or not held. */
export interface Holding {
  /** Children under 18 who live in the area; null where nobody has said. */
  readonly population: number | null;
  /** Whether the return of the year that tells it was imported with its table. */
  readonly sdq: boolean;
  readonly missing: boolean;
  readonly adoption: boolean;
  readonly leavers: boolean;
  readonly families: boolean;
  readonly distances: boolean;
}

export type Needs = keyof Holding;

/** The figures of one day, in the order of what is asked for, with small numbers kept. */
export function figuresOf(
  asked: readonly { readonly making: Making; readonly needs: Needs | null }[],
  counted: Counted,
  holding: Holding,
): readonly Figure[] {
  const told = tellings(counted.cells);
  const toldOf = (cell: Cell): Told => telling(told[cell], counted.cells[cell]);
  return asked.map(({ making, needs }) => {
    const missing = needs !== null && (needs === 'population' ? holding.population === null : !holding[needs]);
    return missing ? { is: 'not-held' } : figureOf(making, counted, holding, toldOf);
  });
}

function figureOf(making: Making, counted: Counted, holding: Holding, toldOf: (cell: Cell) => Told): Figure {
  switch (making.as) {
    case 'count':
      return countOf(toldOf(making.cell));
    case 'rate':
      return rateOf(toldOf(making.cell), holding.population ?? 0);
    case 'mean':
      return meanOf(toldOf(making.of), counted.sums[making.sum]);
    case 'times':
      return timesOf(toldOf(making.of), counted.sums[making.sum]);
    case 'share':
      return shareOf(counted, making, toldOf);
  }
}

function telling(how: Telling, count: number): Told {
  return how === 'shown' ? { is: 'shown', count } : { is: how };
}

function countOf(told: Told): Figure {
  if (told.is === 'shown') return { is: 'known', value: told.count, part: null, of: null, unknown: null };
  return told.is === 'few' ? { is: 'few', bound: 'at-most', value: FEW, of: null, unknown: null } : { is: 'hidden' };
}

function rateOf(told: Told, population: number): Figure {
  if (population <= 0) return { is: 'not-held' };
  const rate = (count: number) => (count * 10_000) / population;
  if (told.is === 'shown')
    return { is: 'known', value: Math.round(rate(told.count)), part: told, of: null, unknown: null };
  if (told.is === 'hidden') return { is: 'hidden' };
  return { is: 'few', bound: 'at-most', value: Math.ceil(rate(FEW)), of: null, unknown: null };
}

function meanOf(of: Told, sum: number): Figure {
  if (of.is !== 'shown') return { is: 'hidden' };
  if (of.count === 0) return { is: 'nobody' };
  return { is: 'known', value: Math.round((sum / of.count) * 10) / 10, part: null, of, unknown: null };
}

/** What happened to a few tells of them; what happened to nobody is nothing. */
function timesOf(of: Told, sum: number): Figure {
  return of.is === 'shown' ? { is: 'known', value: sum, part: null, of, unknown: null } : { is: 'hidden' };
}

/** The bounds say nothing but that the number, or what it leaves of the whole, is 5 or fewer. */
function shareOf({ cells }: Counted, making: Extract<Making, { as: 'share' }>, toldOf: (cell: Cell) => Told): Figure {
  const [part, of] = [toldOf(making.cell), toldOf(making.of)];
  const unknown = making.unknown === undefined ? null : toldOf(making.unknown);
  if (of.is !== 'shown') return { is: 'hidden' };
  if (of.count === 0) return { is: 'nobody' };
  const percent = (count: number) => (count / of.count) * 100;
  if (part.is === 'shown') return { is: 'known', value: Math.round(percent(part.count)), part, of, unknown };
  if (part.is === 'few')
    return { is: 'few', bound: 'at-most', value: Math.min(100, Math.ceil(percent(FEW))), of, unknown };
  const rest = of.count - cells[making.cell];
  if (rest < 1 || rest > FEW) return { is: 'hidden' };
  return { is: 'few', bound: 'at-least', value: Math.max(0, Math.floor(percent(of.count - FEW))), of, unknown };
}
