import { NotHere } from '../access/index.ts';
import { skillsAndNeeds } from '../charts/index.ts';
import type { HomeForSearch } from '../homes/index.ts';
import { addDays, DOMAIN_WORDS, DOMAINS, inWords, type PlainDate } from '../kernel/index.ts';
import { criterionWords, forTheChild, isNearMiss, type RankedHome, whatWouldChange } from '../matching/index.ts';
import { possessive } from '../people/index.ts';
import { inOneLine } from '../ui/index.ts';
import { homeCard, homeFacts, named } from './home-card.ts';
import { notKnownOfHome } from './not-known.ts';
import { homesNotRead } from './prepared-supply.ts';
import type { WorkedSearch } from './ranking-of.ts';
import { reasonsFor, withoutLabel } from './reasons.ts';
import { whoWords } from './results-model.ts';
import { becauseFor } from './ruled-out-model.ts';
import { saidOnce } from './said-once.ts';
import type { SearchStep } from './search-order.ts';

/** One home in a search: every reason, what to ask, what would change its place, and the reasons as a child reads them. */
export function homeModel(worked: WorkedSearch, steps: readonly SearchStep[], key: string) {
  const row = worked.homes.get(key);
  const facts = homeFacts(worked, key, steps);
  if (!row || !facts) throw new NotHere('There is no such home in your region.');
  const shared = { search: worked.search, who: whoWords(worked), about: row.about, skills: skillRows(row), ...facts };
  const ranked = worked.ranking.ranked.find((each) => each.home === key);
  if (!ranked) {
    const out = worked.ranking.ruledOut.find((each) => each.home === key);
    if (!out && homesNotRead(worked.homes, worked.prepared).includes(row)) {
      throw new NotHere(`What is known about ${row.name} cannot be read: ask them.`);
    }
    if (!out) throw new NotHere('This home is no longer in the search.');
    return {
      ...shared,
      out: {
        near: isNearMiss(out),
        because: becauseFor(worked, out),
        fitIfLifted: out.fitIfLifted.toFixed(0),
        change: whatWouldChange(worked.ranking, key).map((each) => each.words),
      },
    };
  }
  return { ...shared, ...rankedModel(worked, ranked, row, steps) };
}

function rankedModel(worked: WorkedSearch, ranked: RankedHome, row: HomeForSearch, steps: readonly SearchStep[]) {
  const card = homeCard(worked, ranked, steps);
  const reasons = [...ranked.reasons].sort((a, b) => b.effect - a.effect);
  return {
    out: null,
    card,
    method: worked.ranking.method,
    reasons: reasons.map((reason) => ({
      label: criterionWords(reason.criterion),
      words: named(worked, reason.child, withoutLabel(reason.words, criterionWords(reason.criterion))),
      // Whole points: finer ones could be turned back into a distance, and so into an address.
      effect: reason.effect.toFixed(0),
    })),
    open: [...ordersToAskAbout(worked), ...saidOnce(worked, notKnownOfHome(worked, ranked))],
    notKnown: worked.asked
      .filter(({ profile }) => !profile?.finished || profile.unknownDomains.length > 0)
      .map(({ child }) => child.name),
    change: whatWouldChange(worked.ranking, ranked.home).map((each) => each.words),
    children: worked.asked.map(({ child, profile }) => ({
      name: child.name,
      lines: [
        ...togetherWords(worked, child.id),
        ...reasonsFor(worked, ranked)
          .filter((reason) => reason.child === child.id)
          .slice(0, 6)
          .map(forTheChild),
      ],
      chart: profile && skillsAndNeeds({ rows: levels(profile.needs, row, worked.dates.asOf) }),
    })),
  };
}

/** An order of the High Court says what may be done, never that this home can do it: each home has to be asked. */
function ordersToAskAbout({ asked }: WorkedSearch): string[] {
  return asked
    .filter(({ profile }) => profile?.libertyOrder)
    .map(
      ({ child }) =>
        `Ask what this home is registered to do, and can safely do, under ${possessive(child.name)} deprivation of liberty order.`,
    );
}

/** To brothers and sisters the first thing is who would be there with them. */
function togetherWords({ asked }: WorkedSearch, childId: string): string[] {
  const others = asked.filter(({ child }) => child.id !== childId).map(({ child }) => child.name);
  return others.length === 0 ? [] : [`You would live here together with ${inOneLine(others)}.`];
}

function levels(
  needs: Readonly<Record<string, { readonly level: number | null }>>,
  row: HomeForSearch,
  asOf: PlainDate,
): Parameters<typeof skillsAndNeeds>[0]['rows'] {
  const staleBefore = addDays(asOf, -365);
  return DOMAINS.map((domain) => {
    const skill = row.skills[domain];
    const level = (value: number | null | undefined) => (value ?? null) as 0 | 1 | 2 | 3 | 4 | null;
    return {
      label: DOMAIN_WORDS[domain],
      need: level(needs[domain]?.level),
      skill: level(skill?.level),
      evidence: !skill || skill.by === 'self' ? 'self' : skill.on < staleBefore ? 'stale' : 'fresh',
    };
  });
}

const SAYS: Readonly<Record<string, string>> = {
  self: 'the home says so itself',
  agency: 'its agency says so',
  inspection: 'an inspection found so',
  placement: 'seen while children lived there',
};

/** What the home can do, who says so, on what evidence, and when. */
function skillRows(row: HomeForSearch) {
  return DOMAINS.map((domain) => {
    const skill = row.skills[domain];
    return {
      label: DOMAIN_WORDS[domain],
      level: skill?.level ?? null,
      says: skill ? `${SAYS[skill.by] ?? skill.by}, ${inWords(skill.on)}` : '',
      evidence: skill?.evidence ?? '',
    };
  });
}
