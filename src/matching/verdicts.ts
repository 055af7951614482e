import type { ChildFacts } from './prepared-children.ts';
import type { PreparedHomes } from './prepared-homes.ts';
import { RULE_CODES, type RuleCode } from './rule-book.ts';
import { ASK, type Asking, BIT, CHILD_RULES, GROUP_RULES, type Judge, OUT } from './rules.ts';

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

/** Rule by rule rather than home by home: each rule then reads a few columns from end to end. */
export function judge(children: readonly ChildFacts[], asking: Asking, homes: PreparedHomes): Judged {
  const none = (): Verdicts => ({ out: new Int32Array(homes.size), ask: new Int32Array(homes.size) });
  const group = none();
  const byChild = children.map(none);
  for (const [code, rule] of entriesOf(GROUP_RULES)) note(rule(asking, homes), BIT[code], group);
  children.forEach((child, c) => {
    for (const [code, rule] of entriesOf(CHILD_RULES)) note(rule(child, asking, homes), BIT[code], byChild[c]!);
  });
  const failed = group.out.slice();
  for (const { out } of byChild) for (let h = 0; h < homes.size; h++) failed[h]! |= out[h]!;
  return { children, homes, group, byChild, failed };
}

function note(judge: Judge | null, bit: number, { out, ask }: Verdicts): void {
  if (judge === null) return;
  for (let h = 0; h < out.length; h++) {
    const verdict = judge(h);
    if (verdict === OUT) out[h]! |= bit;
    else if (verdict === ASK) ask[h]! |= bit;
  }
}

function entriesOf<T>(rules: Readonly<Partial<Record<RuleCode, T>>>): [RuleCode, T][] {
  return Object.entries(rules) as [RuleCode, T][];
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
  if ((failed & (failed - 1)) !== 0 || (failed & SOME_LIFTABLE) === 0) return false;
  const rule = RULE_CODES[31 - Math.clz32(failed)]!;
  if (rule in GROUP_RULES) return isLiftable(rule, judged, h, null);
  return judged.children.every((child, c) => {
    return (judged.byChild[c]!.out[h]! & failed) === 0 || isLiftable(rule, judged, h, child);
  });
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
      return judged.children.length > 1 && !(judged.homes.facts.rooms[h]! < 1);
    case 'alongside-child':
      return child?.alongside === 'solo';
    default:
      return false;
  }
}
