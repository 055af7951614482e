import { AUTHORITIES, OUTSIDE_ENGLAND } from '../authorities.ts';
import { isShortBreak } from '../care.ts';
import { type Day, dayOf } from '../day.ts';
import type { EpisodeRow, PrevPermRow } from '../rows.ts';
import { isOneOf, type Rule, rowRule, rule } from '../rule.ts';

const NONE = 'Z1';
const isOption = isOneOf(['P1', 'P2', 'P3', 'P4', NONE]);

/** From when the return asks what permanence a child had before coming into care. */
const ASKED_FROM = dayOf(2016, 4, 1) as Day;

/** A home for good that a child had before: adoption, special guardianship, or an order on where to live. */
export const PREVIOUS_PERMANENCE_RULES: readonly Rule[] = [
  rule(
    '630',
    {
      fields: ['RNE'],
      words: 'The child came into care this year, but the return does not say what permanence they had before.',
      todo: 'Enter what they had, where and since when; or Z1 if they had none.',
      tables: ['Episodes'],
    },
    (data, found) => {
      for (const episode of data.now.Episodes) {
        if (episode.RNE !== 'S' || episode.DECOM === null || episode.DECOM < data.start) continue;
        if (isShortBreak(episode)) continue;
        if (!data.now.of('PrevPerm', episode.CHILD).some(isComplete)) found(episode);
      }
    },
  ),
  rowRule(
    '631',
    'PrevPerm',
    {
      fields: ['PREV_PERM'],
      words: 'The permanence the child had before is not a code of the return.',
      todo: 'Write P1, P2, P3, P4 or Z1.',
    },
    (row) => row.PREV_PERM !== null && !isOption(row.PREV_PERM),
  ),
  rule(
    '632',
    {
      fields: ['DATE_PERM', 'DECOM'],
      words: 'The day of the order the child had before is no day, or not before they came into care.',
      todo: 'Write dd/mm/yyyy, with zz for a part that nobody knows; or correct when care began.',
      tables: ['PrevPerm'],
    },
    ({ now }, found) => {
      for (const row of now.PrevPerm) {
        if (row.DATE_PERM === null) continue;
        const order = readOrderDay(row.DATE_PERM);
        const episodes = now.episodes(row.CHILD);
        const marked =
          order === null
            ? episodes.slice(0, 1)
            : episodes.filter((one) => one.DECOM !== null && one.DECOM <= order.earliest);
        if (order !== null && marked.length === 0) continue;
        found(row);
        for (const episode of marked) found(episode);
      }
    },
  ),
  rowRule(
    '633',
    'PrevPerm',
    {
      fields: ['LA_PERM'],
      words: 'Where the permanence was arranged is not the code of an authority.',
      todo: 'Write the three figures of the authority, or WAL, SCO, NIR or NUK where it was not in England.',
    },
    (row) => row.LA_PERM !== null && !AUTHORITIES.has(row.LA_PERM) && !OUTSIDE_ENGLAND.has(row.LA_PERM),
  ),
  rule(
    '634',
    {
      fields: ['LA_PERM', 'PREV_PERM', 'DATE_PERM', 'DECOM'],
      words: 'The child came into care before 1 April 2016, when nobody was asked what permanence they had before.',
      todo: 'Remove the row, or correct when care began.',
      tables: ['Episodes', 'PrevPerm'],
    },
    ({ now }, found) => {
      for (const row of now.PrevPerm) {
        if (row.PREV_PERM === null && row.LA_PERM === null && row.DATE_PERM === null) continue;
        const episodes = now.episodes(row.CHILD);
        const before = episodes.filter((one) => one.DECOM !== null && one.DECOM < ASKED_FROM);
        if (before.length === 0 || episodes.some(mayStartSince)) continue;
        found(row);
        for (const episode of before) found(episode);
      }
    },
  ),
  rowRule(
    '635',
    'PrevPerm',
    {
      fields: ['LA_PERM', 'DATE_PERM', 'PREV_PERM'],
      words: 'The child had no permanence before (Z1), and yet there is a day or an authority of one.',
      todo: 'Leave the day and the authority blank, or correct what the child had before.',
    },
    (row) => row.PREV_PERM === NONE && (row.LA_PERM !== null || row.DATE_PERM !== null),
  ),
];

function isComplete(row: PrevPermRow): boolean {
  if (row.PREV_PERM === NONE) return true;
  return row.PREV_PERM !== null && row.LA_PERM !== null && row.DATE_PERM !== null;
}

/** Whether care began with this episode since the question is asked; a blank reason does not rule it out. */
function mayStartSince(episode: EpisodeRow): boolean {
  return episode.DECOM !== null && episode.DECOM >= ASKED_FROM && (episode.RNE === 'S' || episode.RNE === null);
}

const ORDER_DAY = /^(\d{1,2}|zz)\/(\d{1,2}|zz)\/(\d{4}|zzzz)$/i;
const LONG_AGO = Number.NEGATIVE_INFINITY;
const LEAP_YEAR = 2000;

/** Reads dd/mm/yyyy with zz or zzzz for parts not known: the earliest day it can be; null for what is no day. */
function readOrderDay(text: string): { readonly earliest: Day } | null {
  const parts = ORDER_DAY.exec(text);
  if (!parts) return null;
  const [day, month, year] = parts.slice(1).map((part) => (/z/i.test(part) ? null : Number(part)));
  const earliest = dayOf(year ?? LEAP_YEAR, month ?? 1, day ?? 1);
  if (earliest === null) return null;
  return { earliest: year === null ? LONG_AGO : earliest };
}
