import { isShortBreak } from '../care.ts';
import { isTemporary } from '../place-codes.ts';
import { type Rule, rowRule, rule } from '../rule.ts';

/** What the return asks, and does not ask, of short breaks (V3 and V4). */
export const SHORT_BREAK_RULES: readonly Rule[] = [
  rowRule(
    '214',
    'Episodes',
    {
      fields: ['PL_POST', 'URN'],
      words: 'A short break has a placement’s postcode or URN, which the return does not ask for.',
      todo: 'Leave both blank for V3 and V4.',
    },
    (row) => isShortBreak(row) && (row.PL_POST !== null || row.URN !== null),
  ),
  rowRule(
    '366',
    'Episodes',
    {
      fields: ['RNE'],
      words: 'The child moved during a short break (V3).',
      todo: 'Each short break is a time of its own in one place: begin it with S, or correct the legal status.',
    },
    (row) => row.LS === 'V3' && row.RNE !== 'S',
  ),
  rowRule(
    '382',
    'Episodes',
    {
      fields: ['LS', 'PLACE'],
      words: 'A short break is in a temporary placement (T0 to T4).',
      todo: 'Write the kind of placement the child has the break in.',
    },
    (row) => isShortBreak(row) && isTemporary(row.PLACE),
  ),
  rowRule(
    '384',
    'Episodes',
    {
      fields: ['PLACE', 'LS'],
      words: 'A short break is in long-term foster care (U1 or U4).',
      todo: 'Write another kind of foster care (U3 or U6), or correct the legal status.',
    },
    (row) => isShortBreak(row) && (row.PLACE === 'U1' || row.PLACE === 'U4'),
  ),
  rowRule(
    '398',
    'Episodes',
    {
      fields: ['LS', 'HOME_POST', 'PL_POST'],
      words: 'A short break has postcodes, from which a distance would be worked out.',
      todo: 'Leave both postcodes blank for V3 and V4.',
    },
    (row) => isShortBreak(row) && (row.HOME_POST !== null || row.PL_POST !== null),
  ),
  rowRule(
    '420',
    'Episodes',
    {
      fields: ['PL_LA'],
      words: 'A short break has a placement’s authority, which the return does not ask for.',
      todo: 'Leave the placement’s postcode blank for V3 and V4; the authority follows from it.',
      needs: ['PL_LA'],
    },
    (row) => isShortBreak(row) && row.PL_LA !== null,
  ),
  rule(
    '426',
    {
      fields: ['LS'],
      words: 'The child has short breaks both one by one (V3) and as an agreement (V4) in one year.',
      todo: 'Choose one way of recording for the year.',
      tables: ['Episodes'],
    },
    (data, found) => {
      for (const [, episodes] of data.now.childrenIn('Episodes')) {
        const breaks = episodes.filter(isShortBreak);
        if (new Set(breaks.map((one) => one.LS)).size === 2) for (const one of breaks) found(one);
      }
    },
  ),
];
