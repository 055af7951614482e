import { isAdopted, latestDecision } from '../adoption.ts';
import { isShortBreak } from '../care.ts';
import { type Day, isAfter, isBefore } from '../day.ts';
import { isPlacedForAdoption } from '../place-codes.ts';
import type { ReturnData, Tables } from '../return-data.ts';
import { type EpisodeRow, type PlacedAdoptionRow, written } from '../rows.ts';
import { type Found, type Rule, rule, years } from '../rule.ts';

const PLACEMENT_ORDER = 'E1';
/** Granted before 2005; no longer returned from 2024-25. */
const FREEING_ORDER = 'D1';

const TABLES = ['Episodes', 'PlacedAdoption'] as const;

/** Decisions that a child should, or should no longer, be placed for adoption beside the child's episodes. */
export const ADOPTION_DECISION_RULES: readonly Rule[] = [
  rule(
    '117',
    {
      fields: ['DATE_PLACED_CEASED', 'DATE_PLACED', 'DEC', 'REC'],
      words: 'A decision about adoption is dated after the end of the year, or after the child left care.',
      todo: 'Correct the day of the decision, or when care ended.',
      tables: ['PlacedAdoption'],
    },
    (data, found) => {
      for (const row of data.now.PlacedAdoption) {
        const final = data.now.episodes(row.CHILD).at(-1) ?? null;
        const left = final === null ? null : leftCare(final);
        const late = (day: Day | null) => isAfter(day, data.end) || isAfter(day, left);
        if (!late(row.DATE_PLACED) && !late(row.DATE_PLACED_CEASED)) continue;
        found(row);
        if (final !== null) found(final);
      }
    },
  ),
  rule(
    '118',
    {
      fields: ['DATE_PLACED_CEASED', 'DECOM', 'LS'],
      words:
        'The decision that the child should no longer be placed for adoption is from before this year, or before care.',
      todo: 'Correct the day; leave out a decision that was reversed before the year began.',
      tables: ['PlacedAdoption'],
    },
    (data, found) => {
      for (const row of data.now.PlacedAdoption) {
        const first = data.now.episodes(row.CHILD).find((one) => one.DECOM !== null && !isShortBreak(one));
        const reversed = row.DATE_PLACED_CEASED;
        if (!isBefore(reversed, data.start) && !isBefore(reversed, first?.DECOM ?? null)) continue;
        found(row);
        if (first) found(first);
      }
    },
  ),
  rule(
    '551',
    {
      fields: ['DATE_PLACED', 'PLACE'],
      words: 'The child is placed for adoption, but no decision says that they should be.',
      todo: 'Enter the day of the decision in the table of children who should be placed for adoption.',
      tables: ['Episodes'],
    },
    ({ now }, found) => {
      for (const episode of now.Episodes) {
        if (isPlacedForAdoption(episode.PLACE) && !hasDecision(now, episode.CHILD)) found(episode);
      }
    },
  ),
  rule(
    '552',
    {
      fields: ['DATE_PLACED', 'DECOM', 'PLACE'],
      words: 'The child was placed for adoption before the decision that they should be.',
      todo: 'Correct the day of the decision, or when the placement for adoption began.',
      tables: TABLES,
    },
    ({ now }, found) => {
      for (const episode of now.Episodes) {
        if (isPlacedForAdoption(episode.PLACE)) findLateDecisions(now, episode, found);
      }
    },
  ),
  orderWithoutDecision('553', PLACEMENT_ORDER, 'A placement order was granted'),
  orderBeforeDecision('554', PLACEMENT_ORDER, 'The placement order was granted'),
  { ...orderWithoutDecision('555', FREEING_ORDER, 'A freeing order was granted'), years: years(2023, 2024) },
  { ...orderBeforeDecision('556', FREEING_ORDER, 'The freeing order was granted'), years: years(2023, 2024) },
  rule(
    '557',
    {
      fields: ['DATE_PLACED_CEASED', 'REASON_PLACED_CEASED', 'PLACE', 'LS', 'REC'],
      words: 'The child was to be adopted and left care without it, but nothing says when and why the decision ended.',
      todo: 'Enter the day and the reason why the child should no longer be placed for adoption.',
      tables: ['Episodes'],
    },
    ({ now }, found) => {
      for (const episode of now.Episodes) {
        if (leftCareReason(episode) === null || isAdopted(episode.REC)) continue;
        const decision = latestDecision(now, episode.CHILD);
        if (decision && written(decision, 'DATE_PLACED_CEASED') && written(decision, 'REASON_PLACED_CEASED')) continue;
        if (!wasToBeAdopted(episode, decision)) continue;
        found(episode);
        if (decision) found(decision);
      }
    },
  ),
  rule(
    '558',
    {
      fields: ['DATE_PLACED_CEASED', 'REC'],
      words: 'The child was adopted, so the decision that they should be placed for adoption did not end.',
      todo: 'Leave blank when the child should no longer be placed for adoption; or correct why care ended.',
      tables: TABLES,
    },
    ({ now }, found) => {
      for (const episode of now.Episodes) {
        if (!isAdopted(episode.REC)) continue;
        const decision = latestDecision(now, episode.CHILD);
        if (!decision || !written(decision, 'DATE_PLACED_CEASED')) continue;
        found(episode);
        found(decision);
      }
    },
  ),
  rule(
    '1003',
    {
      fields: ['DATE_PLACED', 'DECOM', 'RNE'],
      words: 'The decision that the child should be placed for adoption is dated before they came into care.',
      todo: 'Correct the day of the decision, or when care began.',
      tables: TABLES,
    },
    ({ now }, found) => {
      for (const row of now.PlacedAdoption) {
        const start = now.episodes(row.CHILD).findLast((one) => one.RNE === 'S' && one.DECOM !== null);
        if (!start || !isBefore(row.DATE_PLACED, start.DECOM)) continue;
        found(row);
        found(start);
      }
    },
  ),
];

/** Why a child left care with this episode, or null where care went on, or nobody said that it ended. */
function leftCareReason(episode: EpisodeRow): string | null {
  return episode.REC === 'X1' ? null : episode.REC;
}

/** The day on which the child left care with this episode, or null. */
function leftCare(episode: EpisodeRow): Day | null {
  return leftCareReason(episode) === null ? null : episode.DEC;
}

function hasDecision(now: Tables, child: string): boolean {
  return now.of('PlacedAdoption', child).some((row) => written(row, 'DATE_PLACED'));
}

/** Whether, when an episode ended, the child was to be adopted: by the placement, an order, or a decision made by then. */
function wasToBeAdopted(episode: EpisodeRow, decision: PlacedAdoptionRow | null): boolean {
  if (isPlacedForAdoption(episode.PLACE) || episode.LS === PLACEMENT_ORDER || episode.LS === FREEING_ORDER) return true;
  return decision !== null && decision.DATE_PLACED !== null && isAfter(episode.DEC, decision.DATE_PLACED);
}

/** Finds an episode and the child's decisions where all of these came only after it began. One in time is enough. */
function findLateDecisions(now: Tables, episode: EpisodeRow, found: Found): void {
  const decisions = now.of('PlacedAdoption', episode.CHILD).filter((row) => row.DATE_PLACED !== null);
  if (decisions.length === 0 || !decisions.every((row) => isAfter(row.DATE_PLACED, episode.DECOM))) return;
  found(episode);
  for (const row of decisions) found(row);
}

function orderWithoutDecision(number: string, status: string, granted: string): Rule {
  return rule(
    number,
    {
      fields: ['LS', 'DATE_PLACED', 'DATE_PLACED_CEASED', 'REASON_PLACED_CEASED'],
      words: `${granted}, but no decision says that the child should be placed for adoption.`,
      todo: 'Enter the day of the decision, or correct the legal status.',
      tables: ['Episodes'],
    },
    ({ now }, found) => {
      for (const episode of now.Episodes) {
        if (episode.LS !== status || hasDecision(now, episode.CHILD)) continue;
        found(episode);
        for (const row of now.of('PlacedAdoption', episode.CHILD)) found(row);
      }
    },
  );
}

/** The order was granted when the first episode with its legal status began. */
function orderBeforeDecision(number: string, status: string, granted: string): Rule {
  return rule(
    number,
    {
      fields: ['DATE_PLACED', 'DECOM', 'LS'],
      words: `${granted} before the decision that the child should be placed for adoption.`,
      todo: 'Correct the day of the decision, or when the order was granted.',
      tables: TABLES,
    },
    ({ now }: ReturnData, found) => {
      for (const [child] of now.childrenIn('PlacedAdoption')) {
        const first = now.episodes(child).find((one) => one.LS === status && one.DECOM !== null);
        if (first) findLateDecisions(now, first, found);
      }
    },
  );
}
