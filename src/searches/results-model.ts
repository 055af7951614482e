import { HOME_KINDS, KIND_WORDS } from '../homes/index.ts';
import { ageOn, DOMAIN_WORDS } from '../kernel/index.ts';
import { nearMisses, type RankedHome } from '../matching/index.ts';
import { MATTER_WORDS } from '../needs/index.ts';
import { possessive } from '../people/index.ts';
import { ethnicityWords } from '../ssda903/index.ts';
import { BAND_WORDS, homeCard } from './home-card.ts';
import { mapOf } from './map-of.ts';
import { notKnownOfChild } from './not-known.ts';
import { homesNotRead } from './prepared-supply.ts';
import type { ReadSearch, WorkedSearch } from './ranking-of.ts';
import type { SearchStep } from './search-order.ts';
import { whoInWords } from './who.ts';

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
  const children = childrenModel(worked);
  const drafts = children.filter((each) => each.draft || each.noProfile);
  return {
    search: worked.search,
    who: whoWords(worked),
    children,
    drafts,
    draftNames: drafts.map((each) => each.name),
    filter: { ...filter, page },
    pages,
    shown: chosen.length,
    notRead: homesNotRead(worked.homes, worked.prepared).map(({ name, provider }) => ({ name, provider })),
    cards,
    map: mapOf(worked, cards),
    offTheMap: cards.filter((card) => worked.homes.get(card.key)?.lat == null).length,
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

/** Who the search is for, on the day the home is needed. */
export function whoWords({ asked, dates }: ReadSearch): string {
  return whoInWords(
    asked.map(({ child }) => child),
    dates.neededBy,
  );
}

/** Words that begin a line elsewhere, inside a sentence; “I” keeps its capital. */
function midSentence(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** What is asked for each child, so that the searcher sees what the answer stands on, and what is missing. */
export function childrenModel({ asked, children, dates }: WorkedSearch) {
  return asked.map(({ child, profile, elsewhere, town }) => ({
    id: child.id,
    name: child.name,
    possessive: possessive(child.name),
    age: ageOn(child.born, dates.neededBy),
    draft: profile !== null && !profile.finished,
    noProfile: profile === null,
    version: profile?.version ?? null,
    matters: (profile?.matters ?? []).map((each) => midSentence(MATTER_WORDS[each])),
    unknown: profile ? profile.unknownDomains.map((domain) => DOMAIN_WORDS[domain].toLowerCase()) : [],
    alsoUnknown: notKnownOfChild(children.find((each) => each.id === child.id) ?? { id: child.id }),
    notOnTheMap: profile?.notOnTheMap ?? [],
    town: town?.name ?? '',
    unaccompanied: child.unaccompanied,
    noFamilyHome: !town && (child.familyHome === null || child.familyHome.lat === null),
    elsewhere: elsewhere.map((other) => other.name),
    libertyOrder: profile?.libertyOrder ?? false,
    secureOrder: profile?.secureOrder ?? false,
    ethnicity: child.ethnicity ? ethnicityWords(child.ethnicity) : '',
    faith: child.faith ?? '',
    languages: profile?.languages ?? [],
  }));
}
