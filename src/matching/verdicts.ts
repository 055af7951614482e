import type { ChildFacts } from './prepared-children.ts';
import type { PreparedHomes } from './prepared-homes.ts';
import { RULE_CODES, type RuleCode } from './rule-book.ts';
import { ASK, type Asking, BIT, CHILD_RULES, GROUP_RULES, OUT } from './rules.ts';

/** A bit for each rule, by home. */
export interface Verdicts {
  readonly out: Int32Array;
  readonly ask: Int32Array;
}

/** What the rules say of every home. */
export interface Judged {
  readonly children: readonly ChildFacts[];
  readonly homes: PreparedHomes;
  readonly group: Verdicts;
  readonly byChild: readonly Verdicts[];
  /** For each home the bits of all rules that failed for anybody. */
  readonly failed: Int32Array;
}

/** Home by home rather than rule by rule: a home's facts are fetched once for all its rules. */
export function judge(children: readonly ChildFacts[], asking: Asking, homes: PreparedHomes): Judged {
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
  return { children, homes, group, byChild, failed };
}

function bitted<T>(rules: Readonly<Partial<Record<RuleCode, T>>>): { readonly bit: number; readonly judge: T }[] {
  return (Object.entries(rules) as [RuleCode, T][]).map(([code, judge]) => ({ bit: BIT[code], judge }));
}

/** The rules that failed, or that must be asked about, in the order of the rule book, with whom they are about. */
export function told(judged: Judged, h: number, which: 'out' | 'ask') {
  const list: { rule: RuleCode; child: ChildFacts | null }[] = [];
  for (const rule of RULE_CODES) {
    if (rule in GROUP_RULES) {
      if (judged.group[which][h]! & BIT[rule]) list.push({ rule, child: null });
      continue;
    }
    judged.children.forEach((child, c) => {
      if (judged.byChild[c]![which][h]! & BIT[rule]) list.push({ rule, child });
    });
  }
  return list;
}

const SOME_LIFTABLE =
  BIT['not-free-in-time'] | BIT['too-few-rooms'] | BIT.adaptation | BIT['alongside-child'] | BIT['usual-limit'];

/** Whether a home fails exactly one rule, and one that a person may lift. */
export function failsOneLiftable(judged: Judged, h: number): boolean {
  const failed = judged.failed[h]!;
  if (failed === 0 || (failed & (failed - 1)) !== 0 || (failed & SOME_LIFTABLE) === 0) return false;
  return told(judged, h, 'out').every(({ rule, child }) => isLiftable(rule, judged, h, child));
}

/** Whether a person may lift this rule here, with a reason. */
export function isLiftable(rule: RuleCode, judged: Judged, h: number, child: ChildFacts | null): boolean {
  switch (rule) {
    case 'not-free-in-time':
    case 'adaptation':
    case 'usual-limit':
      return true;
    case 'too-few-rooms':
      // Sharing can be agreed for brothers and sisters, where there is a room to share.
      return judged.children.length > 1 && !(judged.homes.facts[h]!.rooms < 1);
    case 'alongside-child':
      return child?.alongside === 'solo';
    default:
      return false;
  }
}
