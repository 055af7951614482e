import { addDays, date, type PlainDate } from '../kernel/index.ts';
import { type Dimension, dimensionsFor, type Setting } from './criteria.ts';
import { dateNumber } from './date-number.ts';
import type { Child } from './matching-file.ts';
import { refuseIfAny } from './plain-checks.ts';
import { CONFIRMED_WITHIN_DAYS, type Options, STALE_AFTER_YEARS } from './policy.ts';
import { prepareChild } from './prepared-children.ts';
import type { PreparedHomes } from './prepared-homes.ts';
import { checkedChildren } from './read-children.ts';
import type { Asking } from './rules.ts';
import { failsOneLiftable, type Judged, judge } from './verdicts.ts';

export interface Dates {
  readonly asOf: string;
  readonly neededBy: string;
}

/** Every number of one ranking: the verdict of each rule and the value of each criterion, for every home. */
export interface Evaluation extends Judged {
  readonly dates: Dates;
  readonly options: Options;
  readonly asking: Asking;
  readonly setting: Setting;
  /** All criteria of all children; their shares sum to 1 over the group. */
  readonly dimensions: readonly Dimension[];
  /** A column of values (0–1) for each dimension, over the homes of `passing`; at `rowOf` a home. */
  readonly values: readonly Float64Array[];
  readonly rowOf: Int32Array;
  /**
   * 0–100 by home, before rounding, for homes that pass. For the others `fitOf` works it out when it is asked.
   */
  readonly fit: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Homes that pass every rule; homes that fail one that a person may lift; the others. Each in the order of ids. */
  readonly passing: Int32Array;
  readonly nearMisses: Int32Array;
  readonly others: Int32Array;
}

/** Children are taken in the order of their ids, so that the order of the file changes nothing. */
export function evaluate(
  given: readonly Child[],
  homes: PreparedHomes,
  dates: Dates,
  options: Options = {},
): Evaluation {
  const children = [...checkedChildren(given)].sort((a, b) => (a.id < b.id ? -1 : 1)).map(prepareChild);
  const asOf = checkedDate(dates.asOf, 'asOf');
  const setting: Setting = {
    homes,
    groupSize: children.length,
    freshFrom: dateNumber(asOf) - STALE_AFTER_YEARS * 10_000,
  };
  const asking: Asking = {
    group: children,
    neededBy: dateNumber(checkedDate(dates.neededBy, 'neededBy')),
    confirmedFrom: dateNumber(addDays(asOf, -(options.confirmedWithinDays ?? CONFIRMED_WITHIN_DAYS))),
    adapted: children.filter((child) => child.adaptations === 1).length,
    perhapsAdapted: children.filter((child) => child.adaptations === -1).length,
  };
  const dimensions = children.flatMap((child) =>
    dimensionsFor(child, setting).map((one) => ({ ...one, share: one.share / children.length })),
  );
  const judged = judge(children, asking, homes);
  const parts = sorted(judged);
  const scores = measured(dimensions, homes.size, parts.passing);
  return { ...judged, dates, options, asking, setting, dimensions, ...parts, ...scores };
}

function sorted(judged: Judged): Pick<Evaluation, 'passing' | 'nearMisses' | 'others'> {
  const { size } = judged.homes;
  const [passing, nearMisses, others] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  let [pass, near, far] = [0, 0, 0];
  for (const h of judged.homes.inIdOrder()) {
    if (judged.failed[h] === 0) passing[pass++] = h;
    else if (failsOneLiftable(judged, h)) nearMisses[near++] = h;
    else others[far++] = h;
  }
  return {
    passing: passing.slice(0, pass),
    nearMisses: nearMisses.slice(0, near),
    others: others.slice(0, far),
  };
}

/** The fit of any home, 0–100 before rounding. */
export function fitOf({ dimensions }: Pick<Evaluation, 'dimensions'>, h: number): number {
  const out = { value: 0, low: 0, high: 0 };
  let fit = 0;
  for (const { share, measure } of dimensions) {
    measure(h, out);
    fit += share * 100 * out.value;
  }
  return fit;
}

function checkedDate(text: string, field: string): PlainDate {
  const good = typeof text === 'string' && dateNumber(text) > 0;
  refuseIfAny(good ? [] : [`${field}: expected a date as yyyy-mm-dd`]);
  return date(text);
}

function measured(dimensions: readonly Dimension[], size: number, passing: Int32Array) {
  const fit = new Float64Array(size);
  const low = new Float64Array(size);
  const high = new Float64Array(size);
  const rowOf = new Int32Array(size).fill(-1);
  for (let row = 0; row < passing.length; row++) rowOf[passing[row]!] = row;
  const out = { value: 0, low: 0, high: 0 };
  const values = dimensions.map(({ share, measure }) => {
    const column = new Float64Array(passing.length);
    const points = share * 100;
    for (let row = 0; row < column.length; row++) {
      const h = passing[row]!;
      measure(h, out);
      column[row] = out.value;
      fit[h]! += points * out.value;
      low[h]! += points * out.low;
      high[h]! += points * out.high;
    }
    return column;
  });
  return { values, rowOf, fit, low, high };
}
