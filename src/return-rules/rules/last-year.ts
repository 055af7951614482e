import { NO_URN } from '../place-codes.ts';
import type { ReturnData } from '../return-data.ts';
import { type EpisodeRow, written } from '../rows.ts';
import { isOneOf, type Need, type Rule, rule } from '../rule.ts';

interface Joint {
  /** The latest episode of last year's return. */
  readonly before: EpisodeRow;
  /** The first of this year's. */
  readonly first: EpisodeRow;
}

/** Each child whom both returns have, where one return goes over into the next. */
function* joints(data: ReturnData): Iterable<Joint> {
  for (const [child, [first]] of data.now.chains()) {
    const before = data.last.episodes(child).findLast((episode) => episode.DECOM !== null);
    if (first && first.DECOM !== null && before) yield { before, first };
  }
}

interface Said {
  readonly fields: readonly string[];
  readonly words: string;
  readonly todo: string;
  readonly needs?: readonly Need[];
}

/** A rule of where last year's return goes over into this year's; it marks this year's first episode. */
function jointRule(
  number: string,
  said: Said,
  breaks: (before: EpisodeRow, first: EpisodeRow, year: number) => boolean,
): Rule {
  return rule(number, { ...said, tables: ['Episodes'], last: ['Episodes'] }, (data, found) => {
    for (const { before, first } of joints(data)) if (breaks(before, first, data.year)) found(first);
  });
}

const isOpen = (episode: EpisodeRow) => !written(episode, 'DEC');

type Column = 'RNE' | 'LS' | 'CIN' | 'PLACE' | 'PLACE_PROVIDER' | 'URN' | 'PL_LA' | 'PL_LOCATION';

/** A rule that the first episode says of a column what last year's open episode said of it. */
function sameRule(
  number: string,
  column: Column,
  what: string,
  needs: readonly Need[] = [],
  isSame: (before: string | null, first: string | null, year: number) => boolean = (before, first) => before === first,
): Rule {
  return jointRule(
    number,
    {
      fields: [column],
      words: `Last year’s return ended with an open episode, and ${what} in this year’s first episode is another.`,
      todo: 'Correct this year’s, or put last year’s right with the Department.',
      needs,
    },
    (before, first, year) => isOpen(before) && !isSame(before[column], first[column], year),
  );
}

/**
 * Whether two distances are others. A tenth of a mile is no difference: it comes from rounding, and from one postcode
 * file to the next.
 */
function isOtherDistance(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one !== other;
  const tenths = Math.abs(Math.round(Number(one) * 10) - Math.round(Number(other) * 10));
  return Number.isNaN(tenths) ? one !== other : tenths > 1;
}

const isDivided = isOneOf(['Z11', 'Z12', 'Z13', 'Z14']);

/** Whether two kinds of placement are one: codes were replaced in 2024-25 (H5, P2) and 2025-26 (Z1). */
function isSamePlace(before: string | null, first: string | null, year: number): boolean {
  if (before === first) return true;
  if (before === 'Z1') return year >= 2026 && isDivided(first);
  return year >= 2025 && first === 'K3' && (before === 'H5' || before === 'P2');
}

/** Whether two URNs are one: since 2025-26 a provider without one has a blank, where it had XXXXXXX. */
function isSameUrn(before: string | null, first: string | null, year: number): boolean {
  return before === first || (year >= 2026 && before === NO_URN && first === null);
}

/** What this year's return says differently from last year's. */
export const LAST_YEAR_RULES: readonly Rule[] = [
  jointRule(
    '452',
    {
      fields: ['PL_LA'],
      words: 'Last year’s return has this episode in another authority.',
      todo: 'Check the placement’s postcode; if the child moved, record a new episode.',
      needs: ['PL_LA'],
    },
    (before, first) => before.DECOM === first.DECOM && before.PL_LA !== first.PL_LA,
  ),
  jointRule(
    '453',
    {
      fields: ['PL_DISTANCE'],
      words: 'Last year’s return has this episode at another distance from home.',
      todo: 'Check both postcodes; if the child moved, record a new episode.',
      needs: ['PL_DISTANCE'],
    },
    (before, first) => before.DECOM === first.DECOM && isOtherDistance(before.PL_DISTANCE, first.PL_DISTANCE),
  ),
  jointRule(
    '502',
    {
      fields: ['DECOM'],
      words: 'Last year’s return ended with an open episode, and this year’s first episode began on another day.',
      todo: 'Begin this year’s return with that episode, from the day on which it began.',
    },
    (before, first) => isOpen(before) && before.DECOM !== first.DECOM,
  ),
  sameRule('503A', 'RNE', 'why it began'),
  sameRule('503B', 'LS', 'the legal status'),
  sameRule('503C', 'CIN', 'the main need'),
  sameRule('503D', 'PLACE', 'the kind of placement', [], isSamePlace),
  sameRule('503E', 'PLACE_PROVIDER', 'the kind of provider'),
  sameRule('503F', 'URN', 'the URN', [], isSameUrn),
  jointRule(
    '503G',
    {
      fields: ['PL_DISTANCE'],
      words:
        'Last year’s return ended with an open episode, and the distance from home in this year’s first episode is another.',
      todo: 'Check both postcodes; if the child moved, record a new episode.',
      needs: ['PL_DISTANCE'],
    },
    (before, first) => isOpen(before) && isOtherDistance(before.PL_DISTANCE, first.PL_DISTANCE),
  ),
  sameRule('503H', 'PL_LA', 'the placement’s authority', ['PL_LA']),
  sameRule('503J', 'PL_LOCATION', 'whether it lies in the authority', ['PL_LOCATION']),
];
