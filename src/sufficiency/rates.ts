import { chancesByCell, SHRINK } from './cell-chances.ts';
import type { Exposure } from './exposure.ts';
import { AGE_BANDS, AGE_COUNT, CARE_COUNT, CELLS, KIND_COUNT, YEARS } from './kinds.ts';
import type { Month } from './months.ts';

/** Monthly chances and numbers, from which a forecast is simulated. */
export interface Rates {
  /** By cell: chance to leave care within a month. */
  readonly exit: Float64Array;
  /** By cell and kind: chance to live in that kind a month later. */
  readonly move: Float64Array;
  /** Children coming into care in a month, by months ahead. */
  readonly entries: Float64Array;
  /** By kind and whole year of age: share of those who come in. */
  readonly began: Float64Array;
  /** How far each may be off, as standard deviations of their logarithm. */
  readonly doubt: Doubt;
}

export interface Doubt {
  readonly entries: number;
  /** Of the yearly change of entries. */
  readonly trend: number;
  readonly exits: number;
  readonly moves: number;
  /**
   * How unevenly, from month to month and beyond chance, children come in, leave and move, by kind: brothers and
   * sisters do so together.
   */
  readonly uneven: { readonly entries: Float64Array; readonly exits: Float64Array; readonly moves: Float64Array };
}

/** Rates of years to come differ from those of years past, whatever the numbers: as a standard deviation. */
const YEARS_DIFFER = 0.1;
/** The same of moves, which follow what homes there are as well. */
const MOVES_DIFFER = 0.2;
/** A trend seen now fades: what is left of it after a month. */
const FADES = 0.97;
/** How steep a trend is believed where none is plain to see: standard deviation of the yearly logarithm. */
const TREND_BELIEVED = 0.06;
/** The same while looking for one. */
const TREND_THINKABLE = 1;
/** A trend is plain as far as its square is above so many times the square of its standard error. */
const PLAIN = 7.5;
/** Variance over mean of monthly numbers, as believed before anything is seen, and the months this weighs as much as. */
const SPREAD_BELIEVED = 2;
const SPREAD_WEIGHS = 24;
const MOST_SPREAD = 8;
/** Cells of one kind. */
const OF_A_KIND = AGE_COUNT * CARE_COUNT;

/**
 * Rates fitted to what happened. Chances of leaving, and of moving to each kind, are as `chancesByCell` tells them. Entries have a level, a trend that fades, and the
 * months of the year where two years or more were seen.
 *
 * @param months how far ahead entries are told
 */
export function fitRates(exposure: Exposure, months: number): Rates {
  const exit = chancesByCell(exposure.atRisk, exposure.exits);
  const move = movesTo(exposure);
  const coming = fitEntries(exposure.entries, exposure.from, months);
  const exits = sumOf(exposure.exits, 0, CELLS);
  const moves = sumOf(exposure.moves, 0, CELLS * KIND_COUNT);
  const began = shares(exposure.began);
  const seen = exposure.entries.length;
  const spread = {
    exits: spreadOf(exposure.months.exits, exposure.months.atRisk),
    moves: spreadOf(exposure.months.moves, exposure.months.atRisk),
  };
  return {
    exit,
    move,
    entries: coming.expected,
    began,
    doubt: {
      entries: coming.doubt,
      trend: coming.trendDoubt,
      exits: Math.hypot(Math.sqrt(spread.exits / (exits + 1)), YEARS_DIFFER),
      moves: Math.hypot(Math.sqrt(spread.moves / (moves + 1)), MOVES_DIFFER),
      uneven: {
        entries: uneven(coming.spread, (kind) => coming.level * sumOf(began, kind * YEARS, YEARS)),
        exits: uneven(spread.exits, (kind) => sumOf(exposure.exits, kind * OF_A_KIND, OF_A_KIND) / seen),
        moves: uneven(
          spread.moves,
          (kind) => sumOf(exposure.moves, kind * OF_A_KIND * KIND_COUNT, OF_A_KIND * KIND_COUNT) / seen,
        ),
      },
    },
  };
}

/** By cell and kind: the chance to live in that kind a month later. Each kind that children move to has its own. */
function movesTo({ atRisk, moves }: Exposure): Float64Array {
  const move = new Float64Array(CELLS * KIND_COUNT);
  for (let to = 0; to < KIND_COUNT; to += 1) {
    const elsewhere = atRisk.map((count, cell) => (Math.floor(cell / OF_A_KIND) === to ? 0 : count));
    const chances = chancesByCell(
      elsewhere,
      elsewhere.map((_, cell) => moves[cell * KIND_COUNT + to]!),
    );
    for (let cell = 0; cell < CELLS; cell += 1) {
      if (Math.floor(cell / OF_A_KIND) !== to) move[cell * KIND_COUNT + to] = chances[cell]!;
    }
  }
  return move;
}

function fitEntries(entries: Float64Array, from: Month, ahead: number) {
  const months = entries.length;
  const season = seasonOf(entries, from);
  const { level, slope, slopeDoubt } = believedTrend(entries, (at) => season[(from + at) % 12]!);
  const expected = Float64Array.from({ length: ahead }, (_, at) => {
    // A trend that fades has gone on for this many months by then.
    const gone = (FADES * (1 - FADES ** (at + 1))) / (1 - FADES);
    return Math.exp(level + slope * gone) * season[(from + months + at) % 12]!;
  });
  const fitted = entries.map((_, at) => Math.exp(level + slope * (at - months + 1)) * season[(from + at) % 12]!);
  const spread = spreadAround(entries, fitted);
  const recent = sumOf(entries, Math.max(0, months - 24), Math.min(24, months));
  return {
    expected,
    doubt: Math.hypot(Math.sqrt(spread / (recent + 1)), YEARS_DIFFER),
    trendDoubt: Math.min(0.3, slopeDoubt * 12 * Math.sqrt(spread)),
    spread,
    level: Math.exp(level),
  };
}

/** How much more monthly numbers differ than chance alone would have them: 1 for chance alone. */
function spreadOf(events: Float64Array, atRisk: Float64Array): number {
  const share = sumOf(events, 0, events.length) / Math.max(1, sumOf(atRisk, 0, atRisk.length));
  return spreadAround(
    events,
    atRisk.map((count) => count * share),
  );
}

/** Variance over mean around what was expected, drawn towards what is believed. */
function spreadAround(events: Float64Array, expected: Float64Array): number {
  let chi = SPREAD_WEIGHS * SPREAD_BELIEVED;
  let seen = SPREAD_WEIGHS;
  events.forEach((count, at) => {
    if (expected[at]! < 0.1) return;
    chi += (count - expected[at]!) ** 2 / expected[at]!;
    seen += 1;
  });
  return Math.min(MOST_SPREAD, Math.max(1, chi / seen));
}

/** By kind, the standard deviation of a month's factor that gives numbers their spread. */
function uneven(spread: number, monthly: (kind: number) => number): Float64Array {
  return Float64Array.from({ length: KIND_COUNT }, (_, kind) =>
    Math.min(1, Math.sqrt((spread - 1) / Math.max(0.1, monthly(kind)))),
  );
}

/** Factors of the months of the year, drawn towards 1; all 1 where fewer than two years were seen. */
function seasonOf(entries: Float64Array, from: Month): Float64Array {
  const season = new Float64Array(12).fill(1);
  if (entries.length < 24) return season;
  // Beside a trend, so that the months a year begins with do not seem high because numbers fall.
  const trend = trendOf(entries, () => 1, TREND_THINKABLE);
  const seen = new Float64Array(12);
  const told = new Float64Array(12);
  entries.forEach((count, at) => {
    seen[(from + at) % 12]! += count;
    told[(from + at) % 12]! += Math.exp(trend.level + trend.slope * (at - entries.length + 1));
  });
  const drawn = SHRINK * 4;
  for (let month = 0; month < 12; month += 1) season[month] = (seen[month]! + drawn) / (told[month]! + drawn);
  const middle = sumOf(season, 0, 12) / 12;
  return season.map((factor) => factor / middle);
}

/** A trend as far as it is plainer than chance would make it seem: what is small is drawn towards none. */
function believedTrend(entries: Float64Array, season: (at: number) => number) {
  const seen = trendOf(entries, season, TREND_THINKABLE);
  const plain = (seen.slope * 12) ** 2 - PLAIN * (seen.slopeDoubt * 12) ** 2;
  return trendOf(entries, season, Math.sqrt(Math.max(TREND_BELIEVED ** 2, plain)));
}

/**
 * Level (at the last month) and monthly slope of the logarithm of entries: Poisson, by Newton's steps.
 *
 * @param believed standard deviation of the yearly slope before anything is seen
 */
function trendOf(entries: Float64Array, season: (at: number) => number, believed: number) {
  const months = entries.length;
  const weight = (12 / believed) ** 2;
  let level = Math.log((sumOf(entries, 0, months) + 0.5) / Math.max(1, months));
  let slope = 0;
  let slopeDoubt = believed / 12;
  for (let step = 0; step < 30; step += 1) {
    let [g0, g1, h00, h01, h11] = [0, -slope * weight, 1e-9, 0, weight];
    for (let at = 0; at < months; at += 1) {
      const time = at - months + 1;
      const fitted = Math.exp(level + slope * time) * season(at);
      g0 += entries[at]! - fitted;
      g1 += (entries[at]! - fitted) * time;
      h00 += fitted;
      h01 += fitted * time;
      h11 += fitted * time * time;
    }
    const det = h00 * h11 - h01 * h01;
    level += (h11 * g0 - h01 * g1) / det;
    slope += (h00 * g1 - h01 * g0) / det;
    slopeDoubt = Math.sqrt(h00 / det);
  }
  return { level, slope, slopeDoubt };
}

/** Shares by kind and year of age; the years of an age band are drawn towards each other. */
function shares(began: Float64Array): Float64Array {
  const all = sumOf(began, 0, began.length);
  if (all === 0) return new Float64Array(began.length).fill(1 / began.length);
  const result = new Float64Array(began.length);
  for (let kind = 0; kind < KIND_COUNT; kind += 1) {
    AGE_BANDS.forEach((first, band) => {
      const beyond = AGE_BANDS[band + 1] ?? YEARS;
      const row = kind * YEARS + first;
      const here = sumOf(began, row, beyond - first);
      const even = SHRINK / (beyond - first);
      for (let at = row; at < row + beyond - first; at += 1) {
        result[at] = ((here / all) * (began[at]! + even)) / (here + SHRINK);
      }
    });
  }
  return result;
}

function sumOf(values: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let at = from; at < from + count; at += 1) sum += values[at]!;
  return sum;
}
