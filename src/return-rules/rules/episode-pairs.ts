import { eachPair } from '../care.ts';
import type { EpisodeRow } from '../rows.ts';
import { isOneOf, type Rule, rule } from '../rule.ts';

const isGoingOn = isOneOf(['L', 'P', 'T', 'U', 'B']);
const isEndOfCare = isOneOf('E2 E3 E4A E4B E5 E6 E7 E8 E9 E11 E12 E13 E14 E15 E16 E17 E41 E45 E46 E47 E48'.split(' '));
// Died, found to be an adult, or stayed with the carers as one: care cannot go on after any of these.
const isEndForGood = isOneOf(['E2', 'E15', 'E17']);

/** Whether home, place or provider are others than in the episode before. */
function isElsewhere(before: EpisodeRow, after: EpisodeRow): boolean {
  return (
    before.PLACE !== after.PLACE ||
    before.PL_POST !== after.PL_POST ||
    before.URN !== after.URN ||
    before.PLACE_PROVIDER !== after.PLACE_PROVIDER
  );
}

/** A rule of two episodes one after the other that marks the later one. */
function afterRule(
  number: string,
  said: { fields: string[]; words: string; todo: string },
  breaks: (before: EpisodeRow, after: EpisodeRow) => boolean,
): Rule {
  return rule(number, { ...said, tables: ['Episodes'] }, (data, found) => {
    eachPair(data, (before, after) => {
      if (breaks(before, after)) found(after);
    });
  });
}

/** How an episode goes on from the one before it. */
export const EPISODE_PAIR_RULES: readonly Rule[] = [
  rule(
    '142',
    {
      fields: ['DEC', 'REC'],
      words: 'A later episode has begun, but this one has no end.',
      todo: 'Give the day this episode ended and why (X1 where the next one goes on from it).',
      tables: ['Episodes'],
    },
    (data, found) => {
      eachPair(data, (before) => {
        if (before.DEC === null || before.REC === null) found(before);
      });
    },
  ),
  rule(
    '388',
    {
      fields: ['REC'],
      words:
        'Why the episode ended does not fit what follows: X1 with no episode that begins on that day, or an end of care with one that does.',
      todo: 'Write X1 where an episode begins on the day this one ends, else why care ended.',
      tables: ['Episodes'],
    },
    (data, found) => {
      for (const [, episodes] of data.now.chains()) {
        for (const [at, episode] of episodes.entries()) {
          if (episode.REC === null || episode.DECOM === null) continue;
          const next = episodes[at + 1] ?? null;
          const goesOn = next !== null && next.DECOM !== null && next.DECOM === episode.DEC;
          if (goesOn !== (episode.REC === 'X1')) found(episode);
        }
      }
    },
  ),
  afterRule(
    '431',
    {
      fields: ['RNE', 'DECOM'],
      words: 'The episode begins as a new time in care (S), but the one before it ended on the same day.',
      todo: 'Write what changed on that day (L, P, T, B or U), or correct the days.',
    },
    (before, after) => after.RNE === 'S' && after.DECOM === before.DEC,
  ),
  afterRule(
    '432',
    {
      fields: ['RNE'],
      words: 'Care ended with the episode before, but this one does not begin as a new time in care.',
      todo: 'Write S, or X1 at the end of the episode before if care went on.',
    },
    (before, after) => isEndOfCare(before.REC) && after.RNE !== 'S',
  ),
  afterRule(
    '433',
    {
      fields: ['RNE', 'DECOM'],
      words: 'The episode goes on from the one before, but does not begin on the day that one ended.',
      todo: 'Correct the days, or write S if the child was not looked after in between.',
    },
    (before, after) => isGoingOn(after.RNE) && before.DEC !== null && after.DECOM !== before.DEC,
  ),
  afterRule(
    '434',
    {
      fields: ['RNE', 'LS', 'PLACE', 'PL_POST', 'URN', 'PLACE_PROVIDER'],
      words: 'Only the legal status should have changed (L), but it is the same, or the placement is another.',
      todo: 'Compare with the episode before; write what did change, or correct what did not.',
    },
    (before, after) => after.RNE === 'L' && (before.LS === after.LS || isElsewhere(before, after)),
  ),
  afterRule(
    '435',
    {
      fields: ['LS', 'PLACE', 'PL_POST', 'URN', 'PLACE_PROVIDER'],
      words: 'Only the placement should have changed (P or T), but it is the same, or the legal status is another.',
      todo: 'Compare with the episode before; write what did change, or correct what did not.',
    },
    (before, after) =>
      (after.RNE === 'P' || after.RNE === 'T') && (before.LS !== after.LS || !isElsewhere(before, after)),
  ),
  afterRule(
    '436',
    {
      fields: ['RNE', 'LS', 'PLACE', 'PL_POST', 'URN', 'PLACE_PROVIDER'],
      words: 'Legal status and placement should both have changed (B or U), but one of them is the same.',
      todo: 'Compare with the episode before; write what did change, or correct what did not.',
    },
    (before, after) =>
      (after.RNE === 'B' || after.RNE === 'U') && (before.LS === after.LS || !isElsewhere(before, after)),
  ),
  rule(
    '437',
    {
      fields: ['REC'],
      words: 'The child died, or was an adult, when this episode ended (E2, E15, E17), but later episodes follow.',
      todo: 'Check why this episode ended, and whether the later ones are this child’s.',
      tables: ['Episodes'],
    },
    (data, found) => {
      eachPair(data, (before) => {
        if (isEndForGood(before.REC)) found(before);
      });
    },
  ),
  afterRule(
    '501',
    {
      fields: ['DECOM', 'DEC'],
      words: 'The episode begins before the one before it has ended.',
      todo: 'Correct the days, so that each episode begins on or after the day the one before it ended.',
    },
    (before, after) => before.DEC !== null && after.DECOM !== null && after.DECOM < before.DEC,
  ),
  rule(
    '504',
    {
      fields: ['CIN'],
      words: 'The main need is not the one with which this time in care began.',
      todo: 'Write the same need in all episodes of one time in care: the one for which the child came into it.',
      tables: ['Episodes'],
    },
    (data, found) => {
      let first: EpisodeRow | null = null;
      eachPair(data, (before, after) => {
        const goesOn = after.RNE !== 'S' && after.DECOM === before.DEC;
        if (first === null || first.CHILD !== before.CHILD) first = before;
        if (!goesOn) first = after;
        else if (after.CIN !== first.CIN) found(after);
      });
    },
  ),
  rule(
    '357',
    {
      fields: ['RNE'],
      words: 'Care begins with this episode, the child’s first, but it does not say so (S).',
      todo: 'See whether an earlier episode was left out; if not, write S.',
      tables: ['Episodes'],
    },
    (data, found) => {
      for (const [child, [first]] of data.now.chains()) {
        if (!first || first.DECOM === null || first.RNE === 'S') continue;
        // One that began before the year may go on from episodes of earlier returns, unless last year's has none.
        const mayGoOn = first.DECOM < data.start && !data.last.has('Episodes');
        if (!mayGoOn && !data.last.names('Episodes', child)) found(first);
      }
    },
  ),
];
