import { contributionBar } from '../charts/index.ts';
import { type HomeForSearch, householdWords, KIND_WORDS, residentsOn, SECTOR_WORDS } from '../homes/index.ts';
import { ageOn, aWeek, inWords, milesBetween, pence } from '../kernel/index.ts';
import { criterionWords, type RankedHome } from '../matching/index.ts';
import type { WorkedSearch } from './ranking-of.ts';
import { gapWords, partsOf, reasonsFor } from './reasons.ts';
import type { SearchStep } from './search-store.ts';

/** What every page about a home in a search shows of the home itself: nothing exact about where, nobody by detail. */
export interface HomeFacts {
  readonly key: string;
  readonly href: string;
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

export function homeFacts(worked: WorkedSearch, key: string, steps: readonly SearchStep[]): HomeFacts | null {
  const row = worked.homes.get(key);
  if (!row) return null;
  const { asked, search, dates } = worked;
  return {
    key,
    href: `/searches/${search.id}/homes/${key}`,
    name: row.name,
    kind: KIND_WORDS[row.kind],
    area: row.area,
    provider: row.provider,
    sector: SECTOR_WORDS[row.sector],
    grade: row.grade ? `Ofsted: ${row.grade}${row.graded_on ? `, ${inWords(row.graded_on)}` : ''}` : '',
    household: householdWords(
      residentsOn(row, dates.neededBy).map((each) => ({
        age: each.born === null ? null : ageOn(each.born, dates.neededBy),
      })),
    ),
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
function milesWords(row: HomeForSearch, { asked }: WorkedSearch): string {
  const from = asked[0]?.child.familyHome;
  if (row.lat === null || row.long === null) {
    return row.hidden ? 'Where this home is, is kept confidential' : 'Distance from the family home is not known';
  }
  if (!from || from.lat === null || from.long === null) return 'Distance from the family home is not known';
  const miles = milesBetween({ lat: from.lat, long: from.long }, { lat: row.lat, long: row.long });
  if (miles < 1) return 'Less than a mile from the family home';
  const whole = Math.round(miles);
  return `About ${whole === 1 ? 'a mile' : `${whole} miles`} from the family home`;
}

const REASONS_SHOWN = 4;

/** A ranked home as the results page tells it: reasons in words first, the number after. */
export function homeCard(worked: WorkedSearch, ranked: RankedHome, steps: readonly SearchStep[]): HomeCard | null {
  const facts = homeFacts(worked, ranked.home, steps);
  if (!facts) return null;
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
    band: ranked.band,
    bandWords: BAND_WORDS[ranked.band],
    fit: ranked.fit.toFixed(0),
    range: rangeWords(ranked),
    firmness: firmnessWords(ranked.topThree),
    bar: bar.svg,
    barWords: bar.words,
    why: unique(reasonsFor(worked, ranked).map((reason) => named(worked, reason.child, reason.words))).slice(
      0,
      REASONS_SHOWN,
    ),
    gaps: unique(ranked.gaps.map((gap) => named(worked, gap.child, gapWords(gap)))),
    checks: unique(ranked.checks.map((check) => named(worked, check.child, check.words))),
    unknown: unique(ranked.unknown.map(criterionWords)),
    impact: impactFor(worked, ranked),
    worstOff: worstOffWords(worked, ranked),
  };
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

function worstOffWords(worked: WorkedSearch, ranked: RankedHome): string {
  if (worked.asked.length < 2) return '';
  const name = worked.asked.find((each) => each.child.id === ranked.worstOff.child)?.child.name;
  return name ? `It fits ${name} least (${ranked.worstOff.fit.toFixed(0)} of 100)` : '';
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
