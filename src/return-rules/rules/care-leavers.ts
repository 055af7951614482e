import { ADOPTION_ITEMS, adoptionItems, isAdopted } from '../adoption.ts';
import { bornOn, isShortBreak, lookedAfterAllYear } from '../care.ts';
import { birthday, type Day } from '../day.ts';
import { birthdayThisYear, LEAVER_ITEMS, saysLeaver } from '../leavers.ts';
import type { ReturnData } from '../return-data.ts';
import type { EpisodeRow, Oc3Row, Table } from '../rows.ts';
import { written } from '../rows.ts';
import { type Rule, rule, years } from '../rule.ts';

/** Care after the 14th birthday, this long, one day of it after the 16th, makes a care leaver (Children Act 1989). */
const DAYS_OF_CARE = 91;

/** Tables that a care leaver without care in the year has no rows in; Header says who they are. */
const DATA_OF_CARE: readonly Table[] = [
  'AD1',
  'DoLo',
  'Missing',
  'OC2',
  'PlacedAdoption',
  'PrevPerm',
  'Reviews',
  'SWEpisodes',
];

/** Care leavers' information beside what the episodes say: whether it should be there at all. */
export const CARE_LEAVER_RULES: readonly Rule[] = [
  leaverRule(
    '1000',
    'This young person died in care, so there is nothing to return about leaving care.',
    'Remove the care leaver information, or correct why the last episode ended.',
    (row, { now, last }) => [now, last].some((tables) => tables.episodes(row.CHILD).some(({ REC }) => REC === 'E2')),
  ),
  {
    ...leaverRule(
      '1001',
      'By the episodes, this young person was not in care long enough after 14, and past 16, to be a care leaver.',
      'Check the episodes of this year and earlier ones; remove the care leaver information if they are right.',
      (row, data) => !isEntitled(row, data),
    ),
    last: ['Episodes'],
  },
  {
    ...leaverRule(
      '1002',
      'Care leaver information is there for a young person without any episode of care, this year or last.',
      'Check the child’s number and earlier returns; remove the information if they were never looked after.',
      (row, data) => finalEpisode(row.CHILD, data) === null,
    ),
    last: ['Episodes'],
  },
  leaverRule(
    '1007',
    'The young person was still looked after on their 17th or 18th birthday: nothing is asked about leaving care yet.',
    'Remove the care leaver information, or correct when care ended.',
    (row, data) => {
      const day = birthdayOfLeaving(row, data);
      return (
        day !== null && care(row.CHILD, data).some((one) => begunBy(one, day) && (isOpen(one) || endsAfter(one, day)))
      );
    },
  ),
  {
    ...leaverRule(
      '1010',
      'Last year’s return left the child in care, and this year’s has no episode, but care leaver information.',
      'Enter this year’s episodes, the end of care among them.',
      (row, { now, last }) => {
        const before = last.episodes(row.CHILD).at(-1);
        return !now.names('Episodes', row.CHILD) && before !== undefined && isOpen(before);
      },
    ),
    last: ['Episodes'],
  },
  leaverRule(
    '1011',
    'Another authority took over the care of this child in the last episode: leaving care is theirs to return.',
    'Remove the care leaver information, or correct why the last episode ended.',
    (row, data) => finalEpisode(row.CHILD, data)?.REC === 'E3',
  ),
  {
    ...leaverRule(
      '1016',
      'Care ended after the 17th or 18th birthday of the year: nothing is asked about leaving care this year.',
      'Remove the care leaver information, or correct when care ended.',
      (row, data) => {
        const day = birthdayOfLeaving(row, data);
        const final = care(row.CHILD, data).at(-1);
        return day !== null && final !== undefined && final.REC !== 'X1' && endsAfter(final, day);
      },
    ),
    years: years(2024),
  },
  rule(
    '1012',
    {
      fields: ['CHILD'],
      words: 'This care leaver had no episode of care this year, so the return asks nothing else about them.',
      todo: 'Remove the row, or enter the episode that is missing.',
      tables: ['Episodes'],
    },
    ({ now }, found) => {
      for (const table of DATA_OF_CARE) {
        for (const row of now.all(table)) {
          if (row.CHILD === '' || now.names('Episodes', row.CHILD)) continue;
          // Care leavers are the only ones in a return without an episode, so without OC3 it can be nobody else.
          if (!now.has('OC3') || now.names('OC3', row.CHILD)) found(row);
        }
      }
    },
  ),
  rule(
    '134',
    {
      fields: [...LEAVER_ITEMS, ...ADOPTION_ITEMS],
      words: 'The adoption of a young person is recorded who is returned as a care leaver.',
      todo: 'Remove the adoption, or the care leaver information: it cannot be both.',
      tables: ['OC3', 'AD1'],
    },
    (data, found) => {
      for (const row of data.now.AD1) {
        if (adoptionItems(row) === 0) continue;
        if (data.now.of('OC3', row.CHILD).some((leaver) => saysLeaver(leaver, data))) found(row);
      }
    },
  ),
  rule(
    '187',
    {
      fields: [...ADOPTION_ITEMS, ...LEAVER_ITEMS],
      words: 'The child was looked after all year, to 31 March, and yet an adoption or leaving care is recorded.',
      todo: 'Remove it, or correct when care began or ended.',
      tables: ['Episodes'],
    },
    (data, found) => {
      for (const row of data.now.OC3) {
        if (LEAVER_ITEMS.some((item) => row[item] !== null) && lookedAfterAllYear(data, row.CHILD)) found(row);
      }
      for (const row of data.now.AD1) if (adoptionItems(row) > 0 && lookedAfterAllYear(data, row.CHILD)) found(row);
    },
  ),
  rule(
    '628',
    {
      fields: ['MOTHER'],
      words: 'Whether this care leaver is a mother is recorded, but she was not looked after in the year.',
      todo: 'Leave it blank, or enter the episode that is missing.',
      tables: ['Episodes', 'Header', 'OC3'],
    },
    (data, found) => {
      for (const row of data.now.Header) {
        if (!written(row, 'MOTHER') || !data.now.of('OC3', row.CHILD).some((leaver) => saysLeaver(leaver, data)))
          continue;
        if (!data.now.episodes(row.CHILD).some((one) => touchesYear(one, data))) found(row);
      }
    },
  ),
];

/** A rule on whether OC3 may say anything of a young person; it marks the row in OC3. */
function leaverRule(
  number: string,
  words: string,
  todo: string,
  breaks: (row: Oc3Row, data: ReturnData) => boolean,
): Rule {
  return rule(number, { fields: LEAVER_ITEMS, words, todo, tables: ['Episodes', 'OC3'] }, (data, found) => {
    for (const row of data.now.OC3) if (saysLeaver(row, data) && breaks(row, data)) found(row);
  });
}

/** The last episode known of a child: this year's, or last year's where there is none. */
function finalEpisode(child: string, { now, last }: ReturnData): EpisodeRow | null {
  return now.episodes(child).at(-1) ?? last.episodes(child).at(-1) ?? null;
}

/** This year's episodes but for short breaks, which nobody leaves care from. */
function care(child: string, data: ReturnData): readonly EpisodeRow[] {
  return data.now.episodes(child).filter((episode) => !isShortBreak(episode));
}

/** The 17th or 18th birthday, where it is in the year: the ones on which a child may still be in care. */
function birthdayOfLeaving(row: Oc3Row, data: ReturnData): Day | null {
  const born = row.DOB ?? bornOn(data, row.CHILD);
  return birthdayThisYear(born, 17, data) ?? birthdayThisYear(born, 18, data);
}

function isOpen(episode: EpisodeRow): boolean {
  return !written(episode, 'DEC');
}

function begunBy(episode: EpisodeRow, day: Day): boolean {
  return episode.DECOM !== null && episode.DECOM <= day;
}

function endsAfter(episode: EpisodeRow, day: Day): boolean {
  return episode.DEC !== null && episode.DEC > day;
}

function touchesYear(episode: EpisodeRow, { start, end }: ReturnData): boolean {
  return (episode.DECOM === null || episode.DECOM <= end) && (episode.DEC === null || episode.DEC >= start);
}

/** Whether the episodes of this year and last make the young person one who is owed support after care. */
function isEntitled(row: Oc3Row, data: ReturnData): boolean {
  const final = finalEpisode(row.CHILD, data);
  if (final === null || isAdopted(final.REC)) return false;
  const born = bornOn(data, row.CHILD) ?? row.DOB;
  if (born === null) return true; // nobody can say how old they were
  const stays = [
    ...staysIn(data.now.episodes(row.CHILD), data.end),
    ...staysIn(data.last.episodes(row.CHILD), data.start),
  ];
  if (!stays.some((stay) => stay.to > birthday(born, 16))) return false;
  let days = 0;
  let counted = birthday(born, 14);
  for (const stay of stays.toSorted((a, b) => a.from - b.from)) {
    const from = Math.max(stay.from, counted);
    if (stay.to <= from) continue;
    days += stay.to - from;
    counted = stay.to;
  }
  return days >= DAYS_OF_CARE;
}

/**
 * From when to when a child was in care, by one year's episodes. One without an end lasts to the end of the year; but
 * one that another followed has ended on a day that nobody wrote down, and is not counted.
 */
function staysIn(episodes: readonly EpisodeRow[], end: Day): { readonly from: Day; readonly to: Day }[] {
  const stays: { from: Day; to: Day }[] = [];
  for (const [at, episode] of episodes.entries()) {
    if (episode.DECOM === null || isShortBreak(episode)) continue;
    const to = episode.DEC ?? (at === episodes.length - 1 ? end : null);
    if (to !== null) stays.push({ from: episode.DECOM, to });
  }
  return stays;
}
