import { contributionBar } from '../charts/index.ts';
import {
  type HomeForSearch,
  householdWords,
  isDescribed,
  KIND_WORDS,
  NOT_SHARED,
  residentsOn,
  SECTOR_WORDS,
  tellsHousehold,
} from '../homes/index.ts';
import { ageOn, aWeek, inWords, milesBetween, pence } from '../kernel/index.ts';
import { criterionWords, type RankedHome } from '../matching/index.ts';
import { inOneLine } from '../ui/index.ts';
import { familyPlace } from './asked-child.ts';
import { checksOfHome, notKnownOfHome } from './not-known.ts';
import type { ReadSearch, WorkedSearch } from './ranking-of.ts';
import { gapWords, partsOf, reasonsFor } from './reasons.ts';
import { saidOnce } from './said-once.ts';
import type { SearchStep } from './search-order.ts';

/** What every page about a home in a search shows of the home itself: nothing exact about where, nobody by detail. */
export interface HomeFacts {
  readonly key: string;
  readonly href: string;
  /** Where the search is shared with those who run the home. */
  readonly share: string;
  readonly name: string;
  readonly kind: string;
  readonly area: string;
  readonly provider: string;
  readonly sector: string;
  readonly grade: string;
  readonly household: string;
  readonly far: string;
  readonly fee: string;
  /** Which step of the authority's order of asking the home belongs to. */
  readonly step: string;
  readonly isHereNow: boolean;
}

export interface HomeCard extends HomeFacts {
  readonly rank: number;
  /** `3`, or `3=` for homes that share a place, as in a league table. */
  readonly place: string;
  readonly band: RankedHome['band'];
  readonly bandWords: string;
  readonly fit: string;
  readonly range: string;
  readonly firmness: string;
  readonly bar: string;
  readonly barWords: string;
  readonly why: readonly string[];
  readonly gaps: readonly string[];
  readonly checks: readonly string[];
  readonly unknown: readonly string[];
  readonly impact: readonly string[];
  readonly worstOff: string;
}

export const BAND_WORDS: Readonly<Record<RankedHome['band'], string>> = {
  strong: 'Strong fit',
  possible: 'Possible fit',
  stretch: 'A stretch',
};

export function homeFacts(worked: ReadSearch, key: string, steps: readonly SearchStep[]): HomeFacts | null {
  const row = worked.homes.get(key);
  if (!row) return null;
  const { asked, search, dates } = worked;
  return {
    key,
    href: `/searches/${search.id}/homes/${key}`,
    share: `/searches/${search.id}/share/${key}`,
    name: row.name,
    kind: KIND_WORDS[row.kind],
    area: row.area,
    provider: row.provider,
    sector: SECTOR_WORDS[row.sector],
    grade: row.grade ? `Ofsted: ${row.grade}${row.graded_on ? `, ${inWords(row.graded_on)}` : ''}` : '',
    household: tellsHousehold(row)
      ? householdWords(
          residentsOn(row, dates.neededBy).map((each) => ({
            age: each.born === null ? null : ageOn(each.born, dates.neededBy),
          })),
          isDescribed(row),
        )
      : NOT_SHARED,
    far: milesWords(row, worked),
    fee: row.weekly_pence === null ? '' : aWeek(pence(Number(row.weekly_pence))),
    step: stepOf(row, steps),
    isHereNow: asked.some((each) => each.livesIn === key),
  };
}

function stepOf(row: HomeForSearch, steps: readonly SearchStep[]): string {
  const step = row.kind === 'kinship' ? 'kinship' : row.sector;
  return steps.find((each) => each.step === step)?.words ?? '';
}

/** Whole miles only: exact distances from known points would give an address away. */
function milesWords(row: HomeForSearch, { asked }: ReadSearch): string {
  const first = asked[0];
  if (row.hidden && row.lat === null) return 'Its address is kept confidential';
  const family = first && familyPlace(first);
  const from = family ?? first?.town?.at;
  const what = first?.town ? `the middle of ${first.town.name}` : 'the family home';
  if (!from || row.lat === null || row.long === null) {
    return first?.child.unaccompanied ? '' : `Distance from ${what} is not known`;
  }
  const miles = milesBetween(from, { lat: row.lat, long: row.long });
  if (miles < 1) return `Less than a mile from ${what}`;
  const whole = Math.round(miles);
  return `About ${whole === 1 ? 'a mile' : `${whole} miles`} from ${what}`;
}

const REASONS_SHOWN = 4;

/** A ranked home as the results page tells it: reasons in words first, the number after. */
export function homeCard(worked: WorkedSearch, ranked: RankedHome, steps: readonly SearchStep[]): HomeCard | null {
  const facts = homeFacts(worked, ranked.home, steps);
  if (!facts) return null;
  const level = worked.ranking.ranked.filter((each) => each.rank === ranked.rank).length;
  const bar = contributionBar({
    parts: partsOf(worked.ranking, ranked),
    fit: ranked.fit,
    low: ranked.fitLow,
    high: ranked.fitHigh,
    max: 100,
  });
  return {
    ...facts,
    rank: ranked.rank,
    place: level > 1 ? `${ranked.rank}=` : String(ranked.rank),
    band: ranked.band,
    bandWords: BAND_WORDS[ranked.band],
    fit: ranked.fit.toFixed(0),
    range: rangeWords(ranked),
    firmness: level > 3 ? levelWords(level) : firmnessWords(ranked.topThree),
    bar: bar.svg,
    barWords: bar.words,
    why: saidOnce(worked, reasonsFor(worked, ranked)).slice(0, REASONS_SHOWN),
    gaps: saidOnce(
      worked,
      ranked.gaps.map((gap) => ({ child: gap.child, words: gapWords(gap) })),
    ),
    checks: [
      ...sharingWords(
        worked,
        ranked.home,
        worked.asked.map(({ child }) => child.name),
      ),
      ...saidOnce(worked, checksOfHome(worked, ranked)),
    ],
    unknown: unique(notKnownOfHome(worked, ranked).map((reason) => criterionWords(reason.criterion).toLowerCase())),
    impact: impactFor(worked, ranked),
    worstOff: worstOffWords(worked, ranked),
  };
}

/** Where fewer rooms are free than children would come, some would share: that has to be agreed for each of them. */
export function sharingWords({ homes, dates }: WorkedSearch, key: string, names: readonly string[]): string[] {
  const rooms = homes.get(key)?.rooms ?? [];
  const free = rooms.filter(({ freeFrom }) => freeFrom !== null && freeFrom <= dates.neededBy).length;
  if (free === 0 || free >= names.length) return [];
  const who =
    free === 1 ? `${inOneLine(names)} would share one room` : `${names.length} children would share ${free} rooms`;
  return [`${who}: ask whether that is agreed for each of them.`];
}

/** With more than one child, words say whose they are. */
export function named(worked: WorkedSearch, childId: string | null, words: string): string {
  if (worked.asked.length < 2 || childId === null) return words;
  const name = worked.asked.find((each) => each.child.id === childId)?.child.name;
  return name ? `${name}: ${words}` : words;
}

const OTHERS =
  'Other children live here whose lives are not shown to you: the home weighs what this would mean for them, with the people who know them, before it says yes.';

/**
 * What a new child would mean for those who live there. A child of the searcher's own authority, or in a home that it
 * runs, is told as the engine tells it; of anybody else nothing is told but that the home weighs it.
 */
export function impactFor(worked: WorkedSearch, ranked: RankedHome): string[] {
  const row = worked.homes.get(ranked.home);
  if (!row) return [];
  const own = worked.search.organisationId;
  const people = residentsOn(row, worked.dates.neededBy).filter(
    (each) => !worked.asked.some(({ child }) => child.id === each.child && child.organisationId === each.authority),
  );
  const known = ranked.impact.filter(({ on }) => row.organisation_id === own || people[on]?.authority === own);
  return unique([...known.map((impact) => impact.words), ...(known.length < ranked.impact.length ? [OTHERS] : [])]);
}

function rangeWords(ranked: RankedHome): string {
  const low = ranked.fitLow.toFixed(0);
  const high = ranked.fitHigh.toFixed(0);
  return low === high ? '' : `could be ${low} to ${high} once everything is known`;
}

function firmnessWords(topThree: number): string {
  const percent = Math.round(topThree * 100);
  if (percent >= 95) return 'Among the first three however the weights are set';
  if (percent === 0) return 'Not among the first three under any reasonable weights';
  return `Among the first three in ${percent}% of reasonable ways to weigh what matters`;
}

/** More homes than three cannot all be "among the first three": what is known does not tell them apart. */
function levelWords(level: number): string {
  return `Level with ${level - 1} other homes: what is known so far does not tell them apart`;
}

function worstOffWords(worked: WorkedSearch, ranked: RankedHome): string {
  if (worked.asked.length < 2) return '';
  const name = worked.asked.find((each) => each.child.id === ranked.worstOff.child)?.child.name;
  return name ? `It fits ${name} least (${ranked.worstOff.fit.toFixed(0)} of 100).` : '';
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
