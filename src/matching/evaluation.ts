import { addDays, date, type PlainDate } from '../kernel/index.ts';
import { type Dimension, dimensionsFor, type Setting } from './criteria.ts';
import { dateNumber } from './date-number.ts';
import type { Child } from './matching-file.ts';
import { refuseIfAny } from './plain-checks.ts';
import { CONFIRMED_WITHIN_DAYS, type Options, STALE_AFTER_YEARS } from './policy.ts';
import { type ChildFacts, prepareChild } from './prepared-children.ts';
import type { PreparedHomes } from './prepared-homes.ts';
import { checkedChildren } from './read-children.ts';
import type { RuleCode } from './rule-book.ts';
import { ASK, type Asking, BIT, CHILD_RULES, GROUP_RULES, OUT } from './rules.ts';

export interface Dates {
  readonly asOf: string;
  readonly neededBy: string;
}

/** Every number of one ranking: the verdict of each rule and the value of each criterion, for every home. */
export interface Evaluation {
  readonly children: readonly ChildFacts[];
  readonly homes: PreparedHomes;
  readonly dates: Dates;
  readonly options: Options;
  readonly asking: Asking;
  readonly setting: Setting;
  /** All criteria of all children; their shares sum to 1 over the group. */
  readonly dimensions: readonly Dimension[];
  /** A column of values (0–1) over the homes for each dimension. */
  readonly values: readonly Float64Array[];
  /** 0–100, before rounding. */
  readonly fit: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly group: Verdicts;
  readonly byChild: readonly Verdicts[];
  /** For each home the bits of all rules that failed for anybody. */
  readonly failed: Int32Array;
}

/** A bit for each rule, by home. */
export interface Verdicts {
  readonly out: Int32Array;
  readonly ask: Int32Array;
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
  const verdicts = judge(children, asking, homes);
  return { children, homes, dates, options, asking, setting, dimensions, ...verdicts, ...measured(dimensions, homes) };
}

function checkedDate(text: string, field: string): PlainDate {
  const good = typeof text === 'string' && dateNumber(text) > 0;
  refuseIfAny(good ? [] : [`${field}: expected a date as yyyy-mm-dd`]);
  return date(text);
}

/** Home by home rather than rule by rule: a home's facts are fetched once for all its rules. */
function judge(children: readonly ChildFacts[], asking: Asking, homes: PreparedHomes) {
  const none = (): Verdicts => ({ out: new Int32Array(homes.size), ask: new Int32Array(homes.size) });
  const group = none();
  const byChild = children.map(none);
  const failed = new Int32Array(homes.size);
  const groupRules = bitted(GROUP_RULES);
  const childRules = bitted(CHILD_RULES);
  for (let h = 0; h < homes.size; h++) {
    let out = 0;
    let ask = 0;
    for (let r = 0; r < groupRules.length; r++) {
      const verdict = groupRules[r]!.judge(asking, homes, h);
      if (verdict === OUT) out |= groupRules[r]!.bit;
      else if (verdict === ASK) ask |= groupRules[r]!.bit;
    }
    group.out[h] = out;
    group.ask[h] = ask;
    let anyOut = out;
    for (let c = 0; c < children.length; c++) {
      out = 0;
      ask = 0;
      for (let r = 0; r < childRules.length; r++) {
        const verdict = childRules[r]!.judge(children[c]!, asking, homes, h);
        if (verdict === OUT) out |= childRules[r]!.bit;
        else if (verdict === ASK) ask |= childRules[r]!.bit;
      }
      byChild[c]!.out[h] = out;
      byChild[c]!.ask[h] = ask;
      anyOut |= out;
    }
    failed[h] = anyOut;
  }
  return { group, byChild, failed };
}

function bitted<T>(rules: Readonly<Partial<Record<RuleCode, T>>>): { readonly bit: number; readonly judge: T }[] {
  return (Object.entries(rules) as [RuleCode, T][]).map(([code, judge]) => ({ bit: BIT[code], judge }));
}

function measured(dimensions: readonly Dimension[], homes: PreparedHomes) {
  const [fit, low, high] = [new Float64Array(homes.size), new Float64Array(homes.size), new Float64Array(homes.size)];
  const out = { value: 0, low: 0, high: 0 };
  const values = dimensions.map(({ share, measure }) => {
    const column = new Float64Array(homes.size);
    const points = share * 100;
    for (let h = 0; h < homes.size; h++) {
      measure(h, out);
      column[h] = out.value;
      fit[h]! += points * out.value;
      low[h]! += points * out.low;
      high[h]! += points * out.high;
    }
    return column;
  });
  return { values, fit, low, high };
}
