import { isShortBreak } from '../care.ts';
import type { Day } from '../day.ts';
import type { ReturnData } from '../return-data.ts';
import type { EpisodeRow, SwEpisodeRow } from '../rows.ts';
import { type Rule, rule, years } from '../rule.ts';
import { inOrder, isOpen } from '../social-workers.ts';

/** Days before the end of the year: who ended in them may have a follower who is not entered yet. */
const LAST_DAYS = 5;
/**
 * Days within which one social worker hands over to the next. The published text speaks of an overlap only; since
 * 2024-25 the recorded answers allow a week either way, and leave out FCONTA, which reads as a first contact.
 */
const HANDOVER = 7;

/** Whether one social worker follows the other without a gap, up to the end of the year. */
export const SOCIAL_WORKER_CHAIN_RULES: readonly Rule[] = [
  rule(
    'SW01STG1',
    {
      years: years(2024, 2024),
      fields: ['DEC'],
      words: 'The child was looked after on 31 March, and the return names no social worker for them.',
      todo: 'Add the child’s social workers of the year.',
      tables: ['SWEpisodes', 'Episodes'],
    },
    (data, found) => {
      for (const [child, latest] of inCareAtTheEnd(data)) if (!data.now.names('SWEpisodes', child)) found(latest);
    },
  ),
  rule(
    'SW08STG2',
    {
      years: years(2024),
      fields: ['SW_DEC'],
      words: 'Another social worker’s episode has begun, and this one has no end.',
      todo: 'Enter the day this episode ended.',
      tables: ['SWEpisodes'],
    },
    (data, found) => {
      for (const [, rows] of data.now.childrenIn('SWEpisodes')) {
        const ordered = inOrder(rows);
        for (const [at, row] of ordered.entries()) {
          const next = ordered[at + 1];
          if (isOpen(row) && next && next.SW_DECOM !== null) found(row);
        }
      }
    },
  ),
  rule(
    'SW10STG2',
    {
      years: years(2024, 2024),
      fields: ['SW_DECOM'],
      words: 'The social worker’s episode began before the one before it had ended.',
      todo: 'Correct the day this one began, or the day the other one ended.',
      tables: ['SWEpisodes'],
    },
    (data, found) => {
      for (const [, rows] of data.now.childrenIn('SWEpisodes')) {
        let ended: Day | null = null;
        for (const row of inOrder(rows)) {
          if (row.SW_DECOM !== null && ended !== null && row.SW_DECOM < ended) found(row);
          if (row.SW_DEC !== null && (ended === null || row.SW_DEC > ended)) ended = row.SW_DEC;
        }
      }
    },
  ),
  rule(
    'SW10STG2',
    {
      years: years(2025),
      fields: ['SW_DECOM'],
      words: 'The social worker’s episode began more than a week before or after the one before it ended.',
      todo: 'Correct one of the two days, or add who came between. A first contact may begin on any day.',
      tables: ['SWEpisodes'],
    },
    (data, found) => {
      for (const [, rows] of data.now.childrenIn('SWEpisodes')) {
        let before: SwEpisodeRow | null = null;
        for (const row of inOrder(rows)) {
          const ended: Day | null = before?.SW_DEC ?? null;
          before = row;
          if (row.SW_DECOM === null || ended === null || row.SW_REASON === 'FCONTA') continue;
          if (Math.abs(row.SW_DECOM - ended) > HANDOVER) found(row);
        }
      }
    },
  ),
  rule(
    'SW11aSTG2',
    {
      years: years(2024, 2024),
      fields: ['SW_DEC'],
      words: 'The latest social worker’s episode ended in the year, and none follows.',
      todo: 'Add who followed, or tell the Department why nobody did.',
      tables: ['SWEpisodes'],
    },
    (data, found) => {
      for (const [ended, row] of endedLast(data)) if (ended < data.end - LAST_DAYS) found(row);
    },
  ),
  rule(
    'SW11bSTG2',
    {
      years: years(2024),
      fields: ['SW_DEC'],
      words: 'The latest social worker’s episode ended in the last days of March, and none follows.',
      todo: 'Add who followed, or tell the Department why nobody did.',
      tables: ['SWEpisodes'],
    },
    (data, found) => {
      for (const [ended, row] of endedLast(data)) if (ended >= data.end - LAST_DAYS && ended < data.end) found(row);
    },
  ),
  rule(
    'SW12STG2',
    {
      years: years(2024),
      fields: ['SW_DECOM'],
      words:
        'The child was looked after on 31 March, and the return does not say who their social worker was all year.',
      todo: 'Add every social worker of the year, also of the time before the child was looked after.',
      tables: ['SWEpisodes', 'Episodes'],
    },
    (data, found) => {
      for (const [child, latest] of inCareAtTheEnd(data)) {
        const rows = data.now.of('SWEpisodes', child);
        const first = inOrder(rows)[0]?.SW_DECOM ?? null;
        const since = Math.max(data.start, data.now.episodes(child)[0]?.DECOM ?? data.start);
        if (rows.length === 0 || (first !== null && first > since)) found(latest);
      }
    },
  ),
  rule(
    'SW17STG2',
    {
      years: years(2026),
      fields: ['SW_DEC', 'SW_DECOM'],
      words: 'Nobody is the child’s social worker on 31 March.',
      todo: 'Add who was, or correct the day the latest episode ended.',
      tables: ['SWEpisodes'],
    },
    (data, found) => {
      for (const [, rows] of data.now.childrenIn('SWEpisodes')) {
        const latest = inOrder(rows).at(-1);
        if (latest && !rows.some((row) => isThereAtTheEnd(row, data.end))) found(latest);
      }
    },
  ),
];

/** Each child looked after at the end of the year, short breaks left out, with their latest episode. */
function* inCareAtTheEnd({ now, end }: ReturnData): Generator<readonly [string, EpisodeRow]> {
  for (const [child, episodes] of now.chains()) {
    const latest = episodes.findLast(
      (episode) =>
        episode.DECOM !== null &&
        episode.DECOM <= end &&
        (episode.DEC === null || episode.DEC > end) &&
        !isShortBreak(episode),
    );
    if (latest) yield [child, latest];
  }
}

/**
 * The day on which each child's last social worker ended, where none goes on, and the row to mark: the child's last.
 * That is the one that ended, or one after it whose start is blank, which is where a follower should stand.
 */
function* endedLast({ now }: ReturnData): Generator<readonly [Day, SwEpisodeRow]> {
  for (const [, rows] of now.childrenIn('SWEpisodes')) {
    const begun = rows.filter((row) => row.SW_DECOM !== null);
    const last = inOrder(rows).at(-1);
    if (!last) continue;
    const ended = Math.max(...begun.map((row) => row.SW_DEC ?? Number.POSITIVE_INFINITY));
    if (Number.isFinite(ended)) yield [ended, last];
  }
}

function isThereAtTheEnd(row: SwEpisodeRow, end: Day): boolean {
  return row.SW_DECOM !== null && row.SW_DECOM <= end && (row.SW_DEC === null ? isOpen(row) : row.SW_DEC >= end);
}
