import type { Day } from '../day.ts';
import { type EpisodeRow, type MissingRow, written } from '../rows.ts';
import { type Rule, rule } from '../rule.ts';

const TABLES = ['Episodes', 'Missing'] as const;

/** Times of being missing or away beside the child's episodes, and beside last year's return. */
export const MISSING_AND_CARE_RULES: readonly Rule[] = [
  rule(
    '575',
    {
      fields: ['MIS_END'],
      words: 'The placement the child went missing from has ended, and nothing says when being missing did.',
      todo: 'Enter the day the child came back, or the day the placement ended if they did not.',
      tables: TABLES,
    },
    ({ now }, found) => {
      for (const row of now.Missing) {
        const start = row.MIS_START;
        if (start === null || written(row, 'MIS_END')) continue;
        const ended = (one: EpisodeRow) =>
          one.DECOM !== null && one.DEC !== null && one.DECOM <= start && start < one.DEC;
        if (now.of('Episodes', row.CHILD).some(ended)) found(row);
      }
    },
  ),
  rule(
    '576',
    {
      fields: ['MIS_START'],
      words:
        'The child was still missing or away at the end of last year’s return, and this year’s does not go on from it.',
      todo: 'Enter that time of being missing again, with the same first day, and when it ended.',
      tables: ['Missing'],
      last: ['Missing'],
    },
    ({ now, last }, found) => {
      for (const [child, rows] of last.childrenIn('Missing')) {
        const here = now.of('Missing', child);
        const open = rows.filter((row) => row.MIS_START !== null && !written(row, 'MIS_END'));
        if (open.every((before) => here.some((row) => row.MIS_START === before.MIS_START))) continue;
        // Where the child has no row in Missing at all, Header is the only place to say so.
        for (const row of here.length > 0 ? here : now.of('Header', child)) found(row);
      }
    },
  ),
  missingRule(
    '577',
    ['MIS_START', 'MIS_END'],
    'The child left care, but being missing has no end, or one on a day when they were not in care.',
    'Enter the day the child came back; at the latest the day they left care.',
    (row, stays) => {
      const { MIS_START: start, MIS_END: end } = row;
      if (start === null) return false;
      if (end !== null) return !stays.some((stay) => contains(stay, end));
      if (written(row, 'MIS_END')) return false;
      return (stays.findLast((stay) => stay.start <= start) ?? stays[0])?.end !== null;
    },
  ),
  missingRule(
    '578',
    ['MIS_START'],
    'The child went missing after they left care.',
    'Correct the day the child went missing, or when care ended.',
    ({ MIS_START: start }, stays) =>
      start !== null &&
      stays.some((stay) => stay.end !== null && stay.end < start) &&
      !stays.some((stay) => contains(stay, start)),
  ),
  missingRule(
    '581',
    ['MIS_START'],
    'The child went missing before they came into care.',
    'Correct the day the child went missing, or when care began.',
    ({ MIS_START: start }, stays) => start !== null && stays.every((stay) => start < stay.start),
  ),
  rule(
    '580',
    {
      fields: ['REC'],
      words: 'The child was missing or away when they left care, but the reason for leaving is another.',
      todo: 'Write E8 as the reason, or correct when the child came back.',
      tables: TABLES,
    },
    ({ now }, found) => {
      for (const row of now.Missing) {
        for (const episode of now.of('Episodes', row.CHILD)) {
          if (episode.REC === null || episode.REC === 'X1' || episode.REC === 'E8' || episode.DEC === null) continue;
          if (wasMissingOn(row, episode.DEC)) found(episode);
        }
      }
    },
  ),
];

/** From the first day of care to the last, short breaks among it: a child may go missing from these too. */
interface Stay {
  readonly start: Day;
  readonly end: Day | null;
}

function contains(stay: Stay, day: Day): boolean {
  return stay.start <= day && (stay.end === null || day <= stay.end);
}

/** The stays that a child's episodes make, in order: those that touch or overlap are one. */
function staysOf(episodes: readonly EpisodeRow[]): readonly Stay[] {
  const stays: { start: Day; end: Day | null }[] = [];
  for (const { DECOM: start, DEC: end } of episodes) {
    if (start === null) continue;
    const before = stays.at(-1);
    if (!before || (before.end !== null && before.end < start)) stays.push({ start, end });
    else if (before.end !== null) before.end = end === null ? null : Math.max(before.end, end);
  }
  return stays;
}

/** A rule on one time of being missing beside the child's stays in care; a child without any is none of its business. */
function missingRule(
  number: string,
  fields: readonly string[],
  words: string,
  todo: string,
  breaks: (row: MissingRow, stays: readonly Stay[]) => boolean,
): Rule {
  return rule(number, { fields, words, todo, tables: TABLES }, ({ now }, found) => {
    for (const [child, rows] of now.childrenIn('Missing')) {
      const stays = staysOf(now.episodes(child));
      if (stays.length > 0) for (const row of rows) if (breaks(row, stays)) found(row);
    }
  });
}

/** Whether being missing had not ended before the day: it ended on it, or began by then and went on. */
function wasMissingOn(row: MissingRow, day: Day): boolean {
  if (row.MIS_END === day) return true;
  if (row.MIS_START === null || row.MIS_START > day) return false;
  return row.MIS_END === null ? !written(row, 'MIS_END') : row.MIS_END > day;
}
