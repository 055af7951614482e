import { HOME_KINDS, KIND_WORDS } from '../homes/index.ts';
import { ageOn } from '../kernel/index.ts';
import { nearMisses, type RankedHome } from '../matching/index.ts';
import { MATTER_WORDS } from '../needs/index.ts';
import { ageWords } from '../people/index.ts';
import { ethnicityWords } from '../ssda903/index.ts';
import { BAND_WORDS, homeCard } from './home-card.ts';
import { mapOf } from './map-of.ts';
import type { WorkedSearch } from './ranking-of.ts';
import type { SearchStep } from './search-store.ts';

/** What the person chose to see of the results; nothing here changes a rank. */
export interface ResultsFilter {
  readonly kind: string;
  readonly step: string;
  readonly band: string;
  readonly page: number;
}

export const PAGE = 10;

/** Everything the results page shows; words are worked out only for the homes on this page. */
export function resultsModel(worked: WorkedSearch, steps: readonly SearchStep[], filter: ResultsFilter) {
  const { ranked, ruledOut } = worked.ranking;
  const chosen = ranked.filter((each) => passes(worked, each, filter));
  const pages = Math.max(1, Math.ceil(chosen.length / PAGE));
  const page = Math.min(Math.max(1, filter.page), pages);
  const cards = chosen.slice((page - 1) * PAGE, page * PAGE).flatMap((each) => homeCard(worked, each, steps) ?? []);
  return {
    search: worked.search,
    who: whoWords(worked),
    children: childrenModel(worked),
    filter: { ...filter, page },
    pages,
    shown: chosen.length,
    cards,
    map: mapOf(worked, cards),
    counts: {
      all: worked.homes.size,
      ranked: ranked.length,
      ruledOut: ruledOut.length,
      nearMisses: nearMisses(worked.ranking),
      strong: ranked.filter((each) => each.band === 'strong').length,
    },
    kinds: HOME_KINDS.map((kind) => ({ value: kind, words: KIND_WORDS[kind] })),
    steps: steps.map((each) => ({ value: each.step, words: each.words })),
    bands: Object.entries(BAND_WORDS).map(([value, words]) => ({ value, words })),
    method: worked.ranking.method,
  };
}

function passes(worked: WorkedSearch, each: RankedHome, filter: ResultsFilter): boolean {
  const row = worked.homes.get(each.home);
  if (!row) return false;
  if (filter.kind && row.kind !== filter.kind) return false;
  if (filter.band && each.band !== filter.band) return false;
  return !filter.step || (row.kind === 'kinship' ? 'kinship' : row.sector) === filter.step;
}

/** `Maya, 11` or `Maya, 11, Leo, 8 and Ada, 5`. */
export function whoWords({ asked, dates }: WorkedSearch): string {
  const names = asked.map(({ child }) => `${child.name}, ${ageWords(child.born, child.bornEstimated, dates.neededBy)}`);
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join('; ')} and ${names.at(-1)}`;
}

/** What is asked for each child, so that the searcher sees what the answer stands on, and what is missing. */
export function childrenModel({ asked, dates }: WorkedSearch) {
  return asked.map(({ child, profile, elsewhere }) => ({
    id: child.id,
    name: child.name,
    age: ageOn(child.born, dates.neededBy),
    draft: profile !== null && !profile.finished,
    noProfile: profile === null,
    version: profile?.version ?? null,
    matters: (profile?.matters ?? []).map((each) => MATTER_WORDS[each]),
    unknown: profile?.unknownDomains ?? [],
    notOnTheMap: profile?.notOnTheMap ?? [],
    noFamilyHome: child.familyHome === null || child.familyHome.lat === null,
    elsewhere: elsewhere.map((other) => other.name),
    libertyOrder: profile?.libertyOrder ?? false,
    secureOrder: profile?.secureOrder ?? false,
    ethnicity: child.ethnicity ? ethnicityWords(child.ethnicity) : '',
    faith: child.faith ?? '',
    languages: profile?.languages ?? [],
  }));
}
