import type { Day } from '../day.ts';
import { addMonths } from '../day.ts';
import type { ReturnData } from '../return-data.ts';
import type { EpisodeRow } from '../rows.ts';
import { type Found, type Rule, rowRule, rule } from '../rule.ts';

/** How many days an episode lasts or, while it goes on, has lasted by the last day of the return; null if not known. */
function daysOf(data: ReturnData, episode: EpisodeRow): number | null {
  return episode.DECOM === null ? null : (episode.DEC ?? data.end) - episode.DECOM;
}

/**
 * Marks the episodes of one legal status that together last longer than the law allows: an episode that begins on the
 * day another of the same status ended goes on with it.
 */
function longerThan(days: number, status: string): (data: ReturnData, found: Found) => void {
  return (data, found) => {
    for (const [, episodes] of data.now.chains()) {
      let run: EpisodeRow[] = [];
      let lasted = 0;
      let until: Day | null = null;
      const close = () => {
        if (lasted > days) for (const episode of run) found(episode);
      };
      for (const episode of episodes) {
        const length = episode.LS === status ? daysOf(data, episode) : null;
        if (length === null) continue;
        if (until === null || episode.DECOM !== until) {
          close();
          run = [];
          lasted = 0;
        }
        run.push(episode);
        lasted += length;
        until = episode.DEC;
      }
      close();
    }
  };
}

const DAYS_SAID = { fields: ['LS', 'DECOM', 'DEC'], tables: ['Episodes'] as const };

/** A rule of how long a temporary placement may last; one that has no end yet is left until it has. */
function noLonger(number: string, place: string, days: number, what: string): Rule {
  return rowRule(
    number,
    'Episodes',
    { fields: ['DECOM', 'PLACE'], words: what, todo: 'Correct the days; else write the placement it has become.' },
    (row) => row.PLACE === place && row.DECOM !== null && row.DEC !== null && row.DEC - row.DECOM > days,
  );
}

/** How long a legal status, a short break or a temporary placement may last, and how often. */
export const LIMIT_OF_TIME_RULES: readonly Rule[] = [
  rule(
    '361',
    {
      ...DAYS_SAID,
      words: 'Police protection (L1) lasts longer than the 72 hours that the Children Act 1989 allows.',
      todo: 'Correct the days, or write the legal status that came after.',
    },
    longerThan(3, 'L1'),
  ),
  rule(
    '362',
    {
      ...DAYS_SAID,
      words: 'An emergency protection order (L2) lasts longer than 21 days.',
      todo: 'Correct the days, or write the legal status that came after.',
    },
    longerThan(21, 'L2'),
  ),
  rule(
    '363',
    {
      ...DAYS_SAID,
      words: 'A child assessment order (L3) lasts longer than the 7 days that the Children Act 1989 allows.',
      todo: 'Correct the days, or write the legal status that came after.',
    },
    longerThan(7, 'L3'),
  ),
  rule(
    '364',
    {
      ...DAYS_SAID,
      words:
        'A child was held for the police (J2) for more than 21 days, far longer than the law lets anybody be held.',
      todo: 'Correct the days, or write the legal status that came after.',
    },
    longerThan(21, 'J2'),
  ),
  rowRule(
    '365',
    'Episodes',
    {
      ...DAYS_SAID,
      words: 'One short break (V3) lasts longer than 17 days.',
      todo: 'Correct the days; a longer stay is not a short break, so write V2.',
    },
    (row, data) => row.LS === 'V3' && (daysOf(data, row) ?? 0) > 17,
  ),
  rule(
    '367',
    {
      ...DAYS_SAID,
      words: 'The child’s short breaks (V3) come to more than 75 days in the year.',
      todo: 'Correct the days; a child away from home for longer is looked after under V2.',
      tables: ['Episodes'],
    },
    (data, found) => {
      for (const [, episodes] of data.now.childrenIn('Episodes')) {
        const breaks = episodes.filter((episode) => episode.LS === 'V3' && daysInYear(data, episode) > 0);
        const days = breaks.reduce((sum, episode) => sum + daysInYear(data, episode), 0);
        if (days > 75) for (const episode of breaks) found(episode);
      }
    },
  ),
  noLonger('375', 'T1', 42, 'A time in hospital as a temporary placement (T1) lasts longer than six weeks.'),
  noLonger('376', 'T3', 21, 'A time elsewhere while the carers are on holiday (T3) lasts longer than three weeks.'),
  rule(
    '377',
    {
      fields: ['PLACE'],
      words: 'The child went elsewhere for the carers’ holidays (T3) more than twice in twelve months.',
      todo: 'Check the kind of each placement.',
      tables: ['Episodes'],
    },
    (data, found) => {
      for (const [, episodes] of data.now.chains()) {
        // A legal status that changes during the stay begins an episode, but no other stay.
        const stays = episodes.filter((one) => one.PLACE === 'T3' && one.DECOM !== null && one.RNE !== 'L');
        for (const [at, third] of stays.entries()) {
          const [first, second] = [stays[at - 2], stays[at - 1]];
          if (!first || !second || first.DECOM === null || third.DECOM === null) continue;
          if (third.DECOM < addMonths(first.DECOM, 12)) for (const stay of [first, second, third]) found(stay);
        }
      }
    },
  ),
  noLonger('379', 'T4', 7, 'A temporary placement for another reason (T4) lasts longer than seven days.'),
];

/** Days of an episode that lie in the return's year; below 0 where they are the wrong way round. */
function daysInYear(data: ReturnData, episode: EpisodeRow): number {
  if (episode.DECOM === null) return 0;
  return Math.min(episode.DEC ?? data.end, data.end) - Math.max(episode.DECOM, data.start);
}
