import type { HomeForSearch } from '../homes/index.ts';
import { isDomain } from '../kernel/index.ts';
import type { Check, Child, RankedHome, Reason } from '../matching/index.ts';
import type { WorkedSearch } from './ranking-of.ts';

/*
 * What is not known is either a question to the home, or something that nobody has said of the child yet. The second
 * is the same at every home: told at each of them it would bury the questions that a home can answer.
 */

/** What is not known of this home, in the engine’s words: questions for those who run it. */
export function notKnownOfHome({ children, homes }: WorkedSearch, ranked: RankedHome): Reason[] {
  const unknown = new Set(ranked.unknown);
  const row = homes.get(ranked.home);
  return ranked.reasons
    .filter(({ criterion, child }) => {
      const asked = children.find((each) => each.id === child);
      return unknown.has(criterion) && row && asked && !ofChild(asked, criterion) && ofHome(row, criterion);
    })
    .sort((a, b) => b.effect - a.effect);
}

/** What has to be asked of this home before relying on it; what has to be asked about a child is told with the child. */
export function checksOfHome({ children }: WorkedSearch, ranked: RankedHome): Check[] {
  // Whether a room is free by the day answers whether one is free at all and, for one child, whether there are enough.
  const byTheDay = ranked.checks.some(({ rule }) => rule === 'not-free-in-time');
  const answered = !byTheDay ? [] : children.length === 1 ? ['no-room', 'too-few-rooms'] : ['no-room'];
  return ranked.checks.filter(({ rule, child }) => {
    if (answered.includes(rule)) return false;
    const about = children.filter((each) => child === null || each.id === child);
    return !(rule in ABOUT_CHILD) || about.every((each) => ABOUT_CHILD[rule]?.(each) === '');
  });
}

/** What nobody has said of a child yet and every home would ask, besides the needs, which the profile lists. */
export function notKnownOfChild(child: Child): string[] {
  return [
    ...(child.school || child.age === null || (child.age ?? 0) > 15 ? [] : ['where school is']),
    ...(child.friends === null || child.friends === undefined ? ['where friends live'] : []),
    ...(child.languages ? [] : ['languages']),
    ...(child.interests ? [] : ['interests']),
    ...Object.values(ABOUT_CHILD)
      .map((words) => words(child))
      .filter((words) => words !== ''),
  ];
}

/** Rules that are asked because of the child: what is not known, or nothing. */
const ABOUT_CHILD: Readonly<Record<string, (child: Child) => string>> = {
  adaptation: (child) =>
    child.adaptations === null || child.adaptations === undefined ? 'whether the home must be adapted' : '',
  pets: (child) => (!child.pets || child.pets === 'unknown' ? 'whether animals at home are all right' : ''),
  'avoid-area': (child) => (child.avoid === null || child.avoid === undefined ? 'places to keep away from' : ''),
};

function ofChild(child: Child, criterion: string): boolean {
  const [of, about] = criterion.split(':');
  switch (of) {
    case 'needs':
      return !about || !isDomain(about) || (child.needs?.[about]?.level ?? null) === null;
    case 'family':
    case 'area':
      return !child.from;
    case 'school':
      return !child.school;
    case 'friends':
      return !child.friends?.length;
    case 'languages':
      return !child.languages;
    case 'interests':
      return !child.interests;
    case 'pets':
      return !child.pets || child.pets === 'unknown';
    case 'kind-of-home':
      return true;
    case 'household':
      return !child.alongside || child.alongside === 'no-preference';
    default:
      return false;
  }
}

function ofHome(row: HomeForSearch, criterion: string): boolean {
  const [of, about] = criterion.split(':');
  if (of === 'needs') return !about || !isDomain(about) || (row.skills[about]?.level ?? null) === null;
  if (of === 'pets') return row.pets === null;
  // A list in a home's record is an answer even where it is empty.
  if (of === 'languages' || of === 'interests') return false;
  return of === 'household' || row.lat === null;
}
