import type { History } from './care-history.ts';
import { AGE_COUNT, ageBand, CARE_COUNT, CELLS, careBand, cellOf, GROWN_UP, KIND_COUNT, YEARS } from './kinds.ts';
import { firstDay, type Month, monthOfDay } from './months.ts';

/** What happened in some months: how many child-months at risk, and what they ended in. */
export interface Exposure {
  readonly from: Month;
  /** The first month that is no longer looked at. */
  readonly to: Month;
  /** By cell: child-months in care at the beginning of a month. */
  readonly atRisk: Float64Array;
  /** By cell: left care within the month. */
  readonly exits: Float64Array;
  /** By cell and kind: lived in that kind at the end of the month instead. */
  readonly moves: Float64Array;
  /** By month: came into care. */
  readonly entries: Float64Array;
  /** By kind and whole year of age: how those who came in began. */
  readonly began: Float64Array;
  /** By month: at risk, left care, and moved to another kind. */
  readonly months: { readonly atRisk: Float64Array; readonly exits: Float64Array; readonly moves: Float64Array };
}

/** Average days in a month. */
export const MONTH_DAYS = 365.25 / 12;

/** Age in whole months on a day, from 0 (before birth too) to 215. */
export function ageInMonths(born: number, on: number): number {
  return Math.min(GROWN_UP - 1, Math.max(0, Math.floor((on - born) / MONTH_DAYS)));
}

/** Where a child lives on a day (position in `KINDS`), or -1 when not in care. A day's end counts: who left on it is gone. */
export function kindOn(history: History, day: number): number {
  for (const stay of history.stays) if (stay.start <= day && (stay.end === null || stay.end > day)) return stay.kind;
  return -1;
}

/** The first day of the time in care that a day belongs to: stays without a day between are one. */
export function inCareSince(history: History, day: number): number {
  let since = day;
  for (let at = history.stays.length - 1; at >= 0; at -= 1) {
    const stay = history.stays[at]!;
    if (stay.start > since) continue;
    if (stay.end !== null && stay.end < since) break;
    since = at === 0 ? stay.start - history.before : stay.start;
  }
  return since;
}

/**
 * Counts what happened month by month. A child is at risk in a month when in care on the day before it begins; where
 * they are on its last day tells whether they stayed, moved or left. Who came and went within one month is counted
 * as neither: the stock on a month's last day never has them.
 *
 * @param from first month
 * @param to the month after the last; its first day is the last that is known
 */
export function countExposure(children: readonly History[], from: Month, to: Month): Exposure {
  const exposure: Exposure = {
    from,
    to,
    atRisk: new Float64Array(CELLS),
    exits: new Float64Array(CELLS),
    moves: new Float64Array(CELLS * KIND_COUNT),
    entries: new Float64Array(Math.max(0, to - from)),
    began: new Float64Array(KIND_COUNT * YEARS),
    months: {
      atRisk: new Float64Array(Math.max(0, to - from)),
      exits: new Float64Array(Math.max(0, to - from)),
      moves: new Float64Array(Math.max(0, to - from)),
    },
  };
  const ends = Array.from({ length: Math.max(0, to - from) + 1 }, (_, at) => firstDay(from + at) - 1);
  for (const history of children) countChild(history, exposure, ends);
  return exposure;
}

function countChild(history: History, exposure: Exposure, ends: readonly number[]): void {
  const { from } = exposure;
  const first = Math.max(0, monthOfDay(history.stays[0]!.start) - from);
  const over = history.stays.at(-1)!.end;
  const last = over === null ? ends.length - 1 : Math.min(ends.length - 1, monthOfDay(over) - from + 1);
  for (let at = first; at < last; at += 1) {
    const before = ends[at]!;
    const after = ends[at + 1]!;
    const kind = kindOn(history, before);
    const then = kindOn(history, after);
    const ageThen = (after - history.born) / MONTH_DAYS;
    if (kind === -1) {
      if (then === -1 || ageThen >= GROWN_UP) continue;
      exposure.entries[at]! += 1;
      exposure.began[then * YEARS + Math.floor(ageInMonths(history.born, after) / 12)]! += 1;
      continue;
    }
    // Who turns eighteen leaves by age, which no rate tells.
    if (ageThen >= GROWN_UP) continue;
    const since = inCareSince(history, before);
    const care = careBand(Math.floor((before - since) / MONTH_DAYS));
    const cell = cellOf(kind, ageBand(ageInMonths(history.born, before)), care);
    exposure.atRisk[cell]! += 1;
    exposure.months.atRisk[at]! += 1;
    if (then === -1) {
      exposure.exits[cell]! += 1;
      exposure.months.exits[at]! += 1;
    } else if (then !== kind) {
      exposure.moves[cell * KIND_COUNT + then]! += 1;
      exposure.months.moves[at]! += 1;
    }
  }
}

/** Cells by their three positions, for those who fit rates over them. */
export function eachCell(visit: (cell: number, kind: number, age: number, care: number) => void): void {
  for (let kind = 0; kind < KIND_COUNT; kind += 1) {
    for (let age = 0; age < AGE_COUNT; age += 1) {
      for (let care = 0; care < CARE_COUNT; care += 1) visit(cellOf(kind, age, care), kind, age, care);
    }
  }
}
