import { type Exposure, eachCell } from './exposure.ts';
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

/** Expected events that a cell's own share weighs as much as. */
const SHRINK = 8;
/** Rates of years to come differ from those of years past, whatever the numbers: as a standard deviation. */
const YEARS_DIFFER = 0.08;
/** A trend seen now fades: what is left of it after a month. */
const FADES = 0.97;
/** How steep a trend is believed before anything is seen: standard deviation of the yearly logarithm. */
const TREND_BELIEVED = 0.12;
/** Variance over mean of monthly numbers, as believed before anything is seen, and the months this weighs as much as. */
const SPREAD_BELIEVED = 1.5;
const SPREAD_WEIGHS = 12;
const MOST_SPREAD = 8;
/** Cells of one kind. */
const OF_A_KIND = AGE_COUNT * CARE_COUNT;

/**
 * Rates fitted to what happened. Chances are a product of factors for kind, age and time in care, and each cell's own
 * share is drawn towards that product, the more the less was seen. Entries have a level, a trend that fades, and the
 * months of the year where two years or more were seen.
 *
 * @param months how far ahead entries are told
 */
export function fitRates(exposure: Exposure, months: number): Rates {
  const exit = chances(exposure.atRisk, (cell) => exposure.exits[cell]!);
  const out = chances(exposure.atRisk, (cell) => sumOf(exposure.moves, cell * KIND_COUNT, KIND_COUNT));
  const move = new Float64Array(CELLS * KIND_COUNT);
  const where = destinations(exposure);
  eachCell((cell, kind, age) => {
    for (let to = 0; to < KIND_COUNT; to += 1) {
      if (to !== kind) move[cell * KIND_COUNT + to] = out[cell]! * where[(kind * AGE_COUNT + age) * KIND_COUNT + to]!;
    }
  });
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
      moves: Math.hypot(Math.sqrt(spread.moves / (moves + 1)), YEARS_DIFFER),
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

/** Monthly chances by cell, from events and child-months, by fitting factors in turn and drawing cells towards them. */
function chances(atRisk: Float64Array, eventsOf: (cell: number) => number): Float64Array {
  const events = Float64Array.from({ length: CELLS }, (_, cell) => eventsOf(cell));
  const all = sumOf(atRisk, 0, CELLS);
  const overall = (sumOf(events, 0, CELLS) + 0.5) / (all + 50);
  const factors = [new Float64Array(KIND_COUNT), new Float64Array(AGE_COUNT), new Float64Array(CARE_COUNT)];
  for (const factor of factors) factor.fill(1);
  const expected = (kind: number, age: number, care: number) =>
    overall * factors[0]![kind]! * factors[1]![age]! * factors[2]![care]!;
  for (let round = 0; round < 8; round += 1) {
    factors.forEach((factor, which) => {
      const seen = new Float64Array(factor.length).fill(SHRINK / 4);
      const told = new Float64Array(factor.length).fill(SHRINK / 4);
      eachCell((cell, ...at) => {
        const own = at[which]!;
        seen[own]! += events[cell]!;
        told[own]! += (atRisk[cell]! * expected(...at)) / factor[own]!;
      });
      for (let one = 0; one < factor.length; one += 1) factor[one] = seen[one]! / told[one]!;
    });
  }
  const result = new Float64Array(CELLS);
  eachCell((cell, kind, age, care) => {
    const prior = Math.min(0.9, expected(kind, age, care));
    result[cell] = Math.min(0.95, (events[cell]! + SHRINK) / (atRisk[cell]! + SHRINK / prior));
  });
  return result;
}

/** By kind, age band and kind: where those who move go to; 0 for their own kind. */
function destinations({ moves }: Exposure): Float64Array {
  const where = new Float64Array(KIND_COUNT * AGE_COUNT * KIND_COUNT);
  const byKind = new Float64Array(KIND_COUNT * KIND_COUNT).fill(0.25);
  eachCell((cell, kind, age) => {
    for (let to = 0; to < KIND_COUNT; to += 1) {
      const count = moves[cell * KIND_COUNT + to]!;
      where[(kind * AGE_COUNT + age) * KIND_COUNT + to]! += count;
      byKind[kind * KIND_COUNT + to]! += count;
    }
  });
  for (let kind = 0; kind < KIND_COUNT; kind += 1) {
    byKind[kind * KIND_COUNT + kind] = 0;
    const all = sumOf(byKind, kind * KIND_COUNT, KIND_COUNT);
    for (let age = 0; age < AGE_COUNT; age += 1) {
      const row = (kind * AGE_COUNT + age) * KIND_COUNT;
      where[row + kind] = 0;
      const own = sumOf(where, row, KIND_COUNT);
      for (let to = 0; to < KIND_COUNT; to += 1) {
        where[row + to] = (where[row + to]! + (SHRINK * byKind[kind * KIND_COUNT + to]!) / all) / (own + SHRINK);
      }
    }
  }
  return where;
}

function fitEntries(entries: Float64Array, from: Month, ahead: number) {
  const months = entries.length;
  const season = seasonOf(entries, from);
  const { level, slope, slopeDoubt } = trendOf(entries, (at) => season[(from + at) % 12]!);
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
  const mean = sumOf(entries, 0, entries.length) / entries.length || 1;
  const seen = new Float64Array(12);
  const told = new Float64Array(12);
  entries.forEach((count, at) => {
    seen[(from + at) % 12]! += count;
    told[(from + at) % 12]! += mean;
  });
  const drawn = SHRINK * 4;
  for (let month = 0; month < 12; month += 1) season[month] = (seen[month]! + drawn) / (told[month]! + drawn);
  const middle = sumOf(season, 0, 12) / 12;
  return season.map((factor) => factor / middle);
}

/** Level (at the last month) and monthly slope of the logarithm of entries: Poisson, by Newton's steps. */
function trendOf(entries: Float64Array, season: (at: number) => number) {
  const months = entries.length;
  const believed = (12 / TREND_BELIEVED) ** 2;
  let level = Math.log((sumOf(entries, 0, months) + 0.5) / Math.max(1, months));
  let slope = 0;
  let slopeDoubt = TREND_BELIEVED / 12;
  for (let step = 0; step < 30; step += 1) {
    let [g0, g1, h00, h01, h11] = [0, -slope * believed, 1e-9, 0, believed];
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
