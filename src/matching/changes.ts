import { date, daysBetween } from '../kernel/index.ts';
import { domainOf } from './criteria.ts';
import { criterionWords } from './criterion-words.ts';
import { type Evaluation, fitOf } from './evaluation.ts';
import { oneDecimal } from './fit.ts';
import { MATTERS, type Matter } from './matching-file.ts';
import { countOf, placeInWords } from './plain-words.ts';
import { MOVED_BY, type PlainCriterion } from './policy.ts';
import { KIND } from './prepared-homes.ts';
import { inOrder, type Working, workingOf } from './rank.ts';
import type { Ranking } from './ranking.ts';
import type { RuleCode } from './rule-book.ts';
import { becauseOf, firstDayThatHolds } from './rule-words.ts';
import { failsOneLiftable } from './verdicts.ts';
import { levelOf, ownOrder, weightsFor } from './weights.ts';

/** One thing that would move a home in the list, and where to. */
export interface Change {
  /** A skill learnt, a fact found out for the better or for the worse, another order of what matters, a rule lifted. */
  readonly what: 'skill' | 'known-good' | 'known-bad' | 'order' | 'lifted';
  /** The criterion or, for `lifted`, the rule. */
  readonly about: string;
  readonly fit: number;
  readonly rank: number;
  readonly words: string;
}

/**
 * What would change the place of a home, the greatest rise first. Each change is worked out by itself, everything
 * else as it is. A home that is ruled out by more than one liftable rule has none.
 * @throws Error when the ranking is a copy, or does not hold the home
 */
export function whatWouldChange(ranking: Ranking, home: string): Change[] {
  const working = workingOf(ranking);
  const h = working.evaluation.homes.homes.findIndex(({ id }) => id === home);
  if (h < 0) throw new Error(`no home ${home} in this ranking`);
  if (working.evaluation.failed[h] !== 0) return liftedChange(working, h);
  const now = rankWith(working, h, working.evaluation.fit[h]!);
  return [...skillChanges(working, h), ...knowledgeChanges(working, h), ...orderChanges(working, h)]
    .filter((change) => change.rank !== now)
    .map((change) => ({ ...change, words: `${change.words} ${moved(change.rank, now)}` }))
    .sort((a, b) => a.rank - b.rank || b.fit - a.fit || (a.about < b.about ? -1 : 1));
}

type Draft = Change;

function moved(rank: number, now: number): string {
  return `${rank < now ? 'rise' : 'fall'} from ${placeInWords(now)} to ${placeInWords(rank)}.`;
}

/** The rank a home would have with another fit, the others unchanged. */
function rankWith({ evaluation, order }: Working, h: number, fit: number): number {
  const isKinship = evaluation.homes.facts.kind[h] === KIND.kinship;
  const tier = isKinship ? order.all.subarray(0, order.kinship) : order.all.subarray(order.kinship);
  const printed = oneDecimal(fit);
  let rank = isKinship ? 1 : order.kinship + 1;
  for (const other of tier) if (other !== h && oneDecimal(evaluation.fit[other]!) > printed) rank++;
  return rank;
}

function skillChanges(working: Working, h: number): Draft[] {
  const { dimensions, values, rowOf, fit, children, homes } = working.evaluation;
  const changes: Draft[] = [];
  for (const criterion of new Set(dimensions.map((one) => one.criterion))) {
    const domain = domainOf(criterion);
    const skill = domain && homes.homes[h]!.skills?.[domain];
    if (!domain || typeof skill !== 'number') continue;
    const needed = Math.max(...children.map(({ child }) => levelOf(child, domain) ?? 0));
    if (skill >= needed) continue;
    let raised = fit[h]!;
    dimensions.forEach((one, d) => {
      const isNeed = one.criterion === criterion && levelOf(one.child.child, domain) !== null;
      if (isNeed) raised += one.share * 100 * (1 - values[d]![rowOf[h]!]!);
    });
    const words = `If this home learnt to meet level ${needed} in ${criterionWords(criterion).toLowerCase()}, it would`;
    changes.push({
      what: 'skill',
      about: criterion,
      fit: oneDecimal(raised),
      rank: rankWith(working, h, raised),
      words,
    });
  }
  return changes;
}

/** What is unknown about a criterion, found out: at its best and at its worst, for all children together. */
function knowledgeChanges(working: Working, h: number): Draft[] {
  const { dimensions, fit } = working.evaluation;
  const out = { value: 0, low: 0, high: 0 };
  const best = new Map<string, number>();
  const worst = new Map<string, number>();
  for (const { criterion, share, measure } of dimensions) {
    if (measure(h, out)) continue;
    best.set(criterion, (best.get(criterion) ?? fit[h]!) + share * 100 * (out.high - out.value));
    worst.set(criterion, (worst.get(criterion) ?? fit[h]!) + share * 100 * (out.low - out.value));
  }
  const draft = (what: Change['what'], about: string, raised: number, how: string): Draft => ({
    what,
    about,
    fit: oneDecimal(raised),
    rank: rankWith(working, h, raised),
    words: `${criterionWords(about)}: not everything is known. If it turned out ${how}, this home would`,
  });
  return [
    ...[...best].map(([about, raised]) => draft('known-good', about, raised, 'well')),
    ...[...worst].map(([about, raised]) => draft('known-bad', about, raised, 'badly')),
  ];
}

/** Each thing that could matter put first for every child, within the published limits. */
function orderChanges(working: Working, h: number): Draft[] {
  const { dimensions, children } = working.evaluation;
  const changes: Draft[] = [];
  for (const matter of MATTERS) {
    if (!dimensions.some((one) => one.criterion === MOVED_BY[matter])) continue;
    if (children.every(({ child }) => ownOrder(child.matters)[0] === matter)) continue;
    const fits = fitsWithFirst(working.evaluation, matter);
    const all = { ...working, evaluation: { ...working.evaluation, fit: fits } };
    const rank = rankWith({ ...all, order: inOrder(all.evaluation, fits) }, h, fits[h]!);
    const words = `If ${FIRST_WORDS[matter]} came first for the child, this home would`;
    changes.push({ what: 'order', about: matter, fit: oneDecimal(fits[h]!), rank, words });
  }
  return changes;
}

const FIRST_WORDS: Readonly<Record<Matter, string>> = {
  school: 'school',
  family: 'being near family',
  friends: 'being near friends',
  'brothers-and-sisters': 'brothers and sisters',
  pets: 'pets',
  area: 'staying in the area they know',
  interests: 'interests',
};

function fitsWithFirst({ children, dimensions, values, passing, homes }: Evaluation, first: Matter): Float64Array {
  const fits = new Float64Array(homes.size);
  for (const { child, id } of children) {
    const mine = dimensions.flatMap((one, d) => (one.child.id === id ? [d] : []));
    const applies = (criterion: PlainCriterion) => mine.some((d) => dimensions[d]!.criterion === criterion);
    const matters = [first, ...ownOrder(child.matters).filter((matter) => matter !== first)];
    const shares = new Map(weightsFor({ ...child, matters }, applies).map((one) => [one.criterion, one.share]));
    for (const d of mine) {
      const points = ((shares.get(dimensions[d]!.criterion) ?? 0) * 100) / children.length;
      const column = values[d]!;
      for (let row = 0; row < column.length; row++) fits[passing[row]!]! += points * column[row]!;
    }
  }
  return fits;
}

function liftedChange(working: Working, h: number): Change[] {
  const { evaluation } = working;
  if (!failsOneLiftable(evaluation, h)) return [];
  const fit = fitOf(evaluation, h);
  const rank = rankWith(working, h, fit);
  const { rule } = becauseOf(evaluation, h)[0]!;
  const words = `${ifLifted(evaluation, h, rule)}, this home would be ${placeInWords(rank)}, with a fit of ${oneDecimal(fit)}.`;
  return [{ what: 'lifted', about: rule, fit: oneDecimal(fit), rank, words }];
}

function ifLifted(evaluation: Evaluation, h: number, rule: RuleCode): string {
  switch (rule) {
    case 'not-free-in-time': {
      const day = String(firstDayThatHolds(evaluation, h, 0) ?? evaluation.asking.neededBy);
      const free = date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`);
      const days = daysBetween(date(evaluation.dates.neededBy), free);
      return `If a room were ready ${countOf(days, 'day', 'days')} earlier, or could be waited for`;
    }
    case 'too-few-rooms':
      return 'If it were agreed that brothers and sisters share a room';
    case 'adaptation':
      return 'If the room were adapted in time';
    case 'alongside-child':
      return 'If a person set aside, with reasons, the advice that the child is the only one there';
    default:
      return 'If an exemption from the usual fostering limit were given';
  }
}
