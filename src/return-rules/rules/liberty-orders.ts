import { type Day, isAfter, isBefore } from '../day.ts';
import type { ReturnData } from '../return-data.ts';
import type { DoLoRow, EpisodeRow } from '../rows.ts';
import { written } from '../rows.ts';
import { type Found, isOneOf, type Rule, rowRule, rule, years } from '../rule.ts';

/** The return asks about deprivation of liberty orders since 2026-27. */
const SINCE = years(2027);

/** A children's home, and the homes without registration that the codes for other placements tell apart. */
const isExpected = isOneOf(['K2', 'Z12', 'Z13']);
/** Secure children's home, own parents, young offender institution, supported accommodation. */
const isRuledOut = isOneOf(['K1', 'P1', 'R5', 'K3']);

/** Deprivation of liberty orders: their days, one after the other, and where the child lives meanwhile. */
export const LIBERTY_ORDER_RULES: readonly Rule[] = [
  rowRule(
    '700',
    'DoLo',
    {
      years: SINCE,
      fields: ['DOLO_START'],
      words: 'The day the deprivation of liberty order began is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, with four figures for the year.',
    },
    (row) => row.DOLO_START === null && written(row, 'DOLO_START'),
  ),
  rowRule(
    '701',
    'DoLo',
    {
      years: SINCE,
      fields: ['DOLO_END'],
      words: 'The day the deprivation of liberty order ended is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, or leave it blank while the order is in force.',
    },
    (row) => row.DOLO_END === null && written(row, 'DOLO_END'),
  ),
  rowRule(
    '702',
    'DoLo',
    {
      years: SINCE,
      fields: ['DOLO_START', 'DOLO_END'],
      words: 'The deprivation of liberty order ended before it began.',
      todo: 'Correct one of the two days.',
    },
    (row) => isBefore(row.DOLO_END, row.DOLO_START),
  ),
  rowRule(
    '703',
    'DoLo',
    {
      years: SINCE,
      fields: ['DOLO_START'],
      words: 'The deprivation of liberty order began after the end of the collection year.',
      todo: 'Correct the day, or leave the order for next year’s return.',
    },
    (row, data) => isAfter(row.DOLO_START, data.end),
  ),
  rowRule(
    '704',
    'DoLo',
    {
      years: SINCE,
      fields: ['DOLO_END'],
      words: 'The deprivation of liberty order ended before the collection year began or after it ended.',
      todo: 'Correct the day; leave it blank if the order was in force on 31 March, or take an earlier order out.',
    },
    (row, data) => isBefore(row.DOLO_END, data.start) || isAfter(row.DOLO_END, data.end),
  ),
  rule(
    '705',
    {
      years: SINCE,
      fields: ['DOLO_START', 'DOLO_END'],
      words: 'The deprivation of liberty order began while the one before it was still in force.',
      todo: 'Enter the day the earlier order ended, or correct the day this one began.',
      tables: ['DoLo'],
    },
    (data, found) => {
      for (const [, rows] of data.now.childrenIn('DoLo')) markWithin(rows, found);
    },
  ),
  rule(
    '706',
    {
      years: SINCE,
      fields: ['DOLO_START'],
      words: 'An order that was in force at the end of last year’s return is not in this year’s.',
      todo: 'Add the order with the day it began, as last year, and the day it ended if it has.',
      tables: ['DoLo'],
      last: ['DoLo'],
    },
    ({ now, last }, found) => {
      for (const open of last.DoLo) {
        if (open.DOLO_START === null || written(open, 'DOLO_END')) continue;
        const rows = now.of('DoLo', open.CHILD);
        if (rows.some((row) => row.DOLO_START === open.DOLO_START)) continue;
        // Where the child has no order at all this year, Header is where they can be marked.
        for (const row of rows.length > 0 ? rows : now.of('Header', open.CHILD)) found(row);
      }
    },
  ),
  rowRule(
    '707',
    'DoLo',
    {
      years: SINCE,
      fields: ['DOLO_END'],
      words: 'The child is no longer looked after, and the deprivation of liberty order has no end.',
      todo: 'Enter the day the order ended, no later than the day the child left care.',
      tables: ['DoLo', 'Episodes'],
    },
    (row, data) => !written(row, 'DOLO_END') && hasLeftCareSince(row.DOLO_START, data.now.episodes(row.CHILD)),
  ),
  rowRule(
    '708',
    'DoLo',
    {
      years: SINCE,
      fields: ['DOLO_START', 'DOLO_END'],
      words: 'The deprivation of liberty order began or ended before the child was born.',
      todo: 'Correct the days of the order, or the date of birth.',
    },
    (row) => isBefore(row.DOLO_START, row.DOB) || isBefore(row.DOLO_END, row.DOB),
  ),
  rule(
    '709',
    {
      years: SINCE,
      fields: ['DOLO_START', 'PLACE'],
      words:
        'A deprivation of liberty order is in force while the child lives in a kind of home where it is not expected.',
      todo: 'Check the order and the kind of home; if both are right, tell the Department.',
      tables: ['DoLo', 'Episodes'],
    },
    (data, found) => markTogether(data, found, (place) => !isExpected(place)),
  ),
  rule(
    '710',
    {
      years: SINCE,
      fields: ['DOLO_START', 'PLACE'],
      words: 'An order is in force in a secure home, with parents, in custody or in supported accommodation.',
      todo: 'Correct the days of the order or the kind of home; no deprivation of liberty order can hold there.',
      tables: ['DoLo', 'Episodes'],
    },
    (data, found) => markTogether(data, found, isRuledOut),
  ),
];

/** Marks each of a child's orders that began while an earlier one had not ended. */
function markWithin(rows: readonly DoLoRow[], found: Found): void {
  if (rows.length < 2) return;
  const lasts = (row: DoLoRow) =>
    row.DOLO_END ?? (written(row, 'DOLO_END') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  const begun = rows.filter((row) => row.DOLO_START !== null);
  begun.sort((a, b) => (a.DOLO_START ?? 0) - (b.DOLO_START ?? 0) || (lasts(a) < lasts(b) ? -1 : 1));
  let until = Number.NEGATIVE_INFINITY;
  for (const row of begun) {
    if (row.DOLO_START !== null && row.DOLO_START < until) found(row);
    until = Math.max(until, lasts(row));
  }
}

/**
 * Whether the time in care that an order began in, or the latest one where it began in none, has ended. Episodes that
 * meet or overlap are one time; short breaks count.
 */
function hasLeftCareSince(day: Day | null, episodes: readonly EpisodeRow[]): boolean {
  let end: Day | null = null;
  let isFirst = true;
  for (const episode of episodes) {
    if (episode.DECOM === null) continue;
    if (!isFirst && end !== null && episode.DECOM > end) {
      if (day !== null && day <= end) return true;
      end = episode.DEC;
    } else {
      end = episode.DEC === null || (!isFirst && end === null) ? null : Math.max(episode.DEC, end ?? episode.DEC);
    }
    isFirst = false;
  }
  return !isFirst && end !== null;
}

/** Marks orders and the episodes during which they were in force, where the kind of home is one of those meant. */
function markTogether({ now }: ReturnData, found: Found, isMeant: (place: string) => boolean): void {
  for (const order of now.DoLo) {
    if (order.DOLO_END === null && written(order, 'DOLO_END')) continue;
    for (const episode of now.of('Episodes', order.CHILD)) {
      if (episode.PLACE === null || !isMeant(episode.PLACE) || !overlap(order, episode)) continue;
      found(order);
      found(episode);
    }
  }
}

/** Whether a child spent a night in the home under the order: a day on which one ends and the other begins is none. */
function overlap(order: DoLoRow, episode: EpisodeRow): boolean {
  if (order.DOLO_START === null || episode.DECOM === null) return false;
  const isOver = episode.DEC === null ? written(episode, 'DEC') : episode.DEC <= order.DOLO_START;
  return !isOver && (order.DOLO_END === null || episode.DECOM < order.DOLO_END);
}
