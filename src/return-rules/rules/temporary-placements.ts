import { eachPair } from '../care.ts';
import { isTemporary } from '../place-codes.ts';
import { type EpisodeRow, written } from '../rows.ts';
import { isOneOf, type Rule, rowRule, rule, type Years, years } from '../rule.ts';

const isMove = isOneOf(['P', 'T', 'U', 'B']);

/** A rule of the return home: `isHome` tells whether the child came back to where they had been before. */
function returnRule(
  holds: Years,
  fields: readonly string[],
  isHome: (before: EpisodeRow, after: EpisodeRow) => boolean,
): Rule {
  return rule(
    '383',
    {
      years: holds,
      fields,
      words: 'After a temporary placement the child did not go back to where they had lived before.',
      todo: 'If the child did not go back, write the placement it became, or record the time back as an episode.',
      tables: ['Episodes'],
    },
    (data, found) => {
      for (const [, episodes] of data.now.chains()) {
        let before: EpisodeRow | null = null;
        for (const [at, episode] of episodes.entries()) {
          if (!isTemporary(episode.PLACE)) {
            before = episode;
            continue;
          }
          // From one temporary placement to the next is still away; a new time in care is no return.
          const after = episodes[at + 1];
          if (!before || !after || after.DECOM === null || isTemporary(after.PLACE) || after.RNE === 'S') continue;
          if (!isHome(before, after)) found(episode);
        }
      }
    },
  );
}

/** Temporary placements (T0 to T4), and the reason that a placement changed. */
export const TEMPORARY_PLACEMENT_RULES: readonly Rule[] = [
  rule(
    '225',
    {
      fields: ['REASON_PLACE_CHANGE'],
      words: 'The child moved on from this placement, but nothing says why it changed.',
      todo: 'Write why the placement changed in the episode that ended with the move.',
      tables: ['Episodes'],
    },
    (data, found) => {
      eachPair(data, (before, after) => {
        if (before.REC !== 'X1' || before.REASON_PLACE_CHANGE !== null || !isMove(after.RNE)) return;
        if (!isTemporary(before.PLACE) && !isTemporary(after.PLACE)) found(before);
      });
    },
  ),
  rule(
    '226',
    {
      fields: ['REASON_PLACE_CHANGE', 'PLACE'],
      words: 'A reason for the change of placement is given where the move was to or from a temporary one.',
      todo: 'Leave the reason blank: the child is to go back to where they lived.',
      tables: ['Episodes'],
    },
    (data, found) => {
      for (const row of data.now.Episodes) {
        if (row.REASON_PLACE_CHANGE !== null && isTemporary(row.PLACE)) found(row);
      }
      eachPair(data, (before, after) => {
        if (before.REASON_PLACE_CHANGE === null || !isTemporary(after.PLACE)) return;
        found(before);
        found(after);
      });
    },
  ),
  rowRule(
    '233',
    'Episodes',
    {
      years: years(2026),
      fields: ['REASON_PLACE_CHANGE'],
      words: 'A reason for the change of placement is given, but the episode has not ended.',
      todo: 'Leave the reason blank while the child lives there, or give the day the episode ended.',
    },
    (row) => row.REASON_PLACE_CHANGE !== null && !written(row, 'DEC'),
  ),
  rowRule(
    '380',
    'Episodes',
    {
      fields: ['PLACE', 'RNE'],
      words: 'Care begins in a temporary placement (T0 to T4).',
      todo: 'Write the placement the child first came to: a temporary one is away from it.',
    },
    (row) => row.RNE === 'S' && isTemporary(row.PLACE),
  ),
  rowRule(
    '381',
    'Episodes',
    {
      fields: ['PLACE', 'REC'],
      words: 'Care ends in a temporary placement (T0 to T4).',
      todo: 'Record the time back in the usual placement, or write the placement this one had become.',
    },
    (row) => row.REC !== null && row.REC !== 'X1' && isTemporary(row.PLACE),
  ),
  returnRule(years(2023, 2025), ['PLACE'], (before, after) => before.PLACE === after.PLACE),
  returnRule(
    years(2026),
    ['PLACE', 'RNE', 'PL_POST'],
    (before, after) => before.PLACE === after.PLACE && before.PL_POST === after.PL_POST,
  ),
];
