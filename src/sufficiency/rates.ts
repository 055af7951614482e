import { type Exposure, eachCell } from './exposure.ts';
import { AGE_COUNT, CARE_COUNT, CELLS, KIND_COUNT } from './kinds.ts';
import type { Month } from './months.ts';

/** Monthly chances and numbers, from which a forecast is simulated. */
export interface Rates {
  /** By cell: chance to leave care within a month. */
  readonly exit: Float64Array;
  /** By cell and kind: chance to live in that kind a month later. */
  readonly move: Float64Array;
  /** Children coming into care in a month, by months ahead from 0. */
  readonly entries: (ahead: number) => number;
  /** By kind and age band: share of those who come in. */
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
  /** From month to month, beyond chance: how unevenly children come in. */
  readonly unevenness: number;
}

/** Expected events that a cell's own share weighs as much as. */
const SHRINK = 8;
/** Rates of years to come differ from those of years past, whatever the numbers: as a standard deviation. */
const YEARS_DIFFER = 0.08;
/** A trend seen now fades: what is left of it after a month. */
const FADES = 0.97;
/** How steep a trend is believed before anything is seen: standard deviation of the yearly logarithm. */
const TREND_BELIEVED = 0.12;

/**
 * Rates fitted to what happened. Chances are a product of factors for kind, age and time in care, and each cell's own
 * share is drawn towards that product, the more the less was seen. Entries have a level, a trend that fades, and the
 * months of the year where two years or more were seen.
 */
export function fitRates(exposure: Exposure): Rates {
  const exit = chances(exposure.atRisk, (cell) => exposure.exits[cell]!);
  const out = chances(exposure.atRisk, (cell) => sumOf(exposure.moves, cell * KIND_COUNT, KIND_COUNT));
  const move = new Float64Array(CELLS * KIND_COUNT);
  const where = destinations(exposure);
  eachCell((cell, kind, age) => {
    for (let to = 0; to < KIND_COUNT; to += 1) {
      if (to !== kind) move[cell * KIND_COUNT + to] = out[cell]! * where[(kind * AGE_COUNT + age) * KIND_COUNT + to]!;
    }
  });
  const coming = fitEntries(exposure.entries, exposure.from);
  const exits = sumOf(exposure.exits, 0, CELLS);
  const moves = sumOf(exposure.moves, 0, CELLS * KIND_COUNT);
  return {
    exit,
    move,
    entries: coming.expected,
    began: shares(exposure.began),
    doubt: {
      entries: coming.doubt,
      trend: coming.trendDoubt,
      exits: Math.hypot(1 / Math.sqrt(exits + 1), YEARS_DIFFER),
      moves: Math.hypot(1 / Math.sqrt(moves + 1), YEARS_DIFFER),
      unevenness: coming.unevenness,
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

function fitEntries(entries: Float64Array, from: Month) {
  const months = entries.length;
  const season = seasonOf(entries, from);
  const { level, slope, slopeDoubt } = trendOf(entries, (at) => season[(from + at) % 12]!);
  const expected = (ahead: number) => {
    // A trend that fades has gone on for this many months by then.
    const gone = (FADES * (1 - FADES ** (ahead + 1))) / (1 - FADES);
    return Math.exp(level + slope * gone) * season[(from + months + ahead) % 12]!;
  };
  let chi = 0;
  for (let at = 0; at < months; at += 1) {
    const fitted = Math.exp(level + slope * (at - months + 1)) * season[(from + at) % 12]!;
    chi += (entries[at]! - fitted) ** 2 / Math.max(fitted, 0.1);
  }
  const spread = months > 6 ? Math.max(1, chi / (months - 2)) : 1.5;
  const recent = sumOf(entries, Math.max(0, months - 24), Math.min(24, months));
  return {
    expected,
    doubt: Math.hypot(Math.sqrt(spread / (recent + 1)), YEARS_DIFFER),
    trendDoubt: Math.min(0.3, slopeDoubt * 12 * Math.sqrt(spread)),
    unevenness: Math.sqrt(Math.max(0, spread - 1) / Math.max(1, Math.exp(level))),
  };
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

function shares(began: Float64Array): Float64Array {
  const all = sumOf(began, 0, began.length);
  if (all === 0) return new Float64Array(began.length).fill(1 / began.length);
  return began.map((count) => count / all);
}

function sumOf(values: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let at = from; at < from + count; at += 1) sum += values[at]!;
  return sum;
}
