import type { History } from './care-history.ts';
import { kindOn, MONTH_DAYS } from './exposure.ts';
import { KIND_COUNT } from './kinds.ts';

/** Brackets of age as the public stock-flow tool has them, in years. */
const BRACKETS = [0, 1, 5, 10, 16, 18] as const;
const BRACKET_COUNT = BRACKETS.length - 1;
const STATES = BRACKET_COUNT * KIND_COUNT;

/**
 * The simple method to compare with: mean daily rates of moving between age brackets and kinds of home, of leaving and
 * of coming in, over a window of the past, carried on day by day; ageing at one over the length of a bracket.
 * Method: the public demand tool's, as its documentation describes it; written anew here.
 *
 * @param from the day before the window; `to` its last, from which the forecast starts
 * @returns children by kind after `days`
 */
export function stockFlow(children: readonly History[], from: number, to: number, days: number): number[] {
  const days1 = Math.max(1, to - from);
  const exposure = new Float64Array(STATES);
  const exits = new Float64Array(STATES);
  const moves = new Float64Array(STATES * KIND_COUNT);
  const entries = new Float64Array(STATES);
  const stock = new Float64Array(STATES);
  for (const history of children) {
    const now = kindOn(history, to);
    if (now !== -1) stock[stateOn(history, to, now)]! += 1;
    let before: { end: number; kind: number } | null = null;
    for (const stay of history.stays) {
      const end = stay.end ?? to + 1;
      const first = Math.max(stay.start, from);
      const last = Math.min(end, to);
      if (stay.start > from && stay.start <= to && before?.end !== stay.start) {
        entries[stateOn(history, stay.start, stay.kind)]! += 1;
      }
      for (let day = first; day < last; ) {
        const state = stateOn(history, day, stay.kind);
        const next = Math.min(last, nextBracket(history, day));
        exposure[state]! += next - day;
        day = next;
      }
      if (stay.end !== null && stay.end > from && stay.end <= to) {
        const then = kindOn(history, stay.end);
        const state = stateOn(history, stay.end - 1, stay.kind);
        if (then === -1) exits[state]! += 1;
        else moves[state * KIND_COUNT + then]! += 1;
      }
      before = { end, kind: stay.kind };
    }
  }
  return carryOn({ stock, exposure, exits, moves, entries }, days1, days);
}

interface Flows {
  readonly stock: Float64Array;
  readonly exposure: Float64Array;
  readonly exits: Float64Array;
  readonly moves: Float64Array;
  readonly entries: Float64Array;
}

function carryOn({ stock, exposure, exits, moves, entries }: Flows, window: number, days: number): number[] {
  let now = Float64Array.from(stock);
  for (let day = 0; day < days; day += 1) {
    const next = Float64Array.from(now);
    for (let state = 0; state < STATES; state += 1) {
      const [bracket, kind] = [Math.floor(state / KIND_COUNT), state % KIND_COUNT];
      const here = now[state]!;
      const seen = exposure[state]!;
      next[state]! += entries[state]! / window;
      if (seen > 0) {
        next[state]! -= (here * exits[state]!) / seen;
        for (let to = 0; to < KIND_COUNT; to += 1) {
          const moved = (here * moves[state * KIND_COUNT + to]!) / seen;
          next[state]! -= moved;
          next[bracket * KIND_COUNT + to]! += moved;
        }
      }
      const older = here / ((BRACKETS[bracket + 1]! - BRACKETS[bracket]!) * 365.25);
      next[state]! -= older;
      if (bracket + 1 < BRACKET_COUNT) next[(bracket + 1) * KIND_COUNT + kind]! += older;
    }
    now = next;
  }
  return Array.from({ length: KIND_COUNT }, (_, kind) => {
    let sum = 0;
    for (let bracket = 0; bracket < BRACKET_COUNT; bracket += 1) sum += now[bracket * KIND_COUNT + kind]!;
    return sum;
  });
}

function stateOn(history: History, day: number, kind: number): number {
  const years = (day - history.born) / (MONTH_DAYS * 12);
  const bracket = Math.max(
    0,
    Math.min(
      BRACKET_COUNT - 1,
      BRACKETS.findLastIndex((from) => years >= from),
    ),
  );
  return bracket * KIND_COUNT + kind;
}

/** The first day after `day` on which the child is in another bracket. */
function nextBracket(history: History, day: number): number {
  for (const years of BRACKETS) {
    const on = Math.ceil(history.born + years * MONTH_DAYS * 12);
    if (on > day) return on;
  }
  return Number.POSITIVE_INFINITY;
}
