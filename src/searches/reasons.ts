import { DOMAIN_WORDS, isDomain } from '../kernel/index.ts';
import { type Gap, pointsPossible, type RankedHome, type Ranking, type Reason } from '../matching/index.ts';
import type { WorkedSearch } from './ranking-of.ts';

/** One part of the bar on a card: several criteria that a person thinks of together. */
export interface Part {
  readonly label: string;
  readonly effect: number;
  readonly possible: number;
}

const PARTS: readonly { readonly label: string; readonly of: readonly string[] }[] = [
  { label: 'What is needed', of: ['needs'] },
  { label: 'Family, school, friends', of: ['family', 'school', 'friends', 'area'] },
  { label: 'Brothers and sisters', of: ['brothers-and-sisters'] },
  { label: 'Languages, interests, pets', of: ['languages', 'interests', 'pets'] },
  { label: 'Kind of home, who is there', of: ['kind-of-home', 'household'] },
];

/** The contributions to a home's fit in a handful of parts; parts that do not apply to the search are left out. */
export function partsOf(ranking: Ranking, ranked: RankedHome): Part[] {
  const possible = pointsPossible(ranking);
  return PARTS.flatMap(({ label, of }) => {
    const belongs = (criterion: string) => of.includes(criterion.split(':')[0] ?? '');
    const most = sum([...possible].filter(([criterion]) => belongs(criterion)).map(([, points]) => points));
    if (most === 0) return [];
    const effect = sum(ranked.reasons.filter((reason) => belongs(reason.criterion)).map((reason) => reason.effect));
    return [{ label, effect, possible: Math.max(most, effect) }];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/**
 * Reasons for a home, the strongest first. A guess in the middle is no reason, and a need that the home meets in
 * part only is told as what would have to be added.
 */
export function reasonsFor({ homes, children }: WorkedSearch, ranked: RankedHome): Reason[] {
  const unknown = new Set(ranked.unknown);
  const skills = homes.get(ranked.home)?.skills;
  const isShort = (reason: Reason): boolean => {
    const domain = reason.criterion.split(':')[1];
    if (!domain || !isDomain(domain)) return false;
    const need = children.find((child) => child.id === reason.child)?.needs?.[domain]?.level ?? 0;
    return need > (skills?.[domain]?.level ?? 0);
  };
  return ranked.reasons
    .filter((reason) => reason.effect > 0 && !unknown.has(reason.criterion) && !isShort(reason))
    .sort(byEffect);
}

function byEffect(a: Reason, b: Reason): number {
  return b.effect - a.effect;
}

/** `Safe outside the home: a plan for going out …` */
export function gapWords(gap: Gap): string {
  if (gap.about !== 'need') return gap.wouldTake;
  return `${DOMAIN_WORDS[gap.domain]}: ${gap.wouldTake.charAt(0).toLowerCase()}${gap.wouldTake.slice(1)}`;
}

/** The row or the heading already says which need it is about. */
export function withoutLabel(words: string, label: string): string {
  if (!words.startsWith(`${label}: `)) return words;
  const rest = words.slice(label.length + 2);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
