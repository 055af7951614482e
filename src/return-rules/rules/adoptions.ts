import { ADOPTION_ITEMS, adoptedThisYear, adoptionItems, isAdopted, latestDecision } from '../adoption.ts';
import { isAfter } from '../day.ts';
import { isPlacedForAdoption } from '../place-codes.ts';
import { written } from '../rows.ts';
import { isOneOf, type Rule, rule } from '../rule.ts';

/** Placements with the carer who adopts, and with somebody else: today's codes, and those before A3 to A6. */
const isWithTheCarer = isOneOf(['A2', 'A3', 'A5']);
const isWithSomebodyElse = isOneOf(['A1', 'A4', 'A6']);

/** Adoptions (AD1) beside the episodes and the decisions that led to them. */
export const ADOPTION_RULES: readonly Rule[] = [
  rule(
    '331',
    {
      fields: ['DATE_MATCH', 'DECOM', 'REC'],
      words: 'The child was matched with the adopters only after moving in with them.',
      todo: 'Correct the day of the match, or when the last episode before the adoption began.',
      tables: ['AD1', 'Episodes'],
    },
    ({ now }, found) => {
      for (const row of now.AD1) {
        for (const episode of now.episodes(row.CHILD)) {
          if (!isAdopted(episode.REC) || !isAfter(row.DATE_MATCH, episode.DECOM)) continue;
          found(row);
          found(episode);
        }
      }
    },
  ),
  rule(
    '334',
    {
      fields: ['DATE_INT', 'DECOM', 'RNE'],
      words: 'The decision that the child should be placed for adoption is dated before they came into care this time.',
      todo: 'Correct the day of the decision, or when care began.',
      tables: ['Episodes', 'AD1'],
    },
    ({ now }, found) => {
      for (const row of now.AD1) {
        const start = now.episodes(row.CHILD).findLast((one) => one.RNE === 'S' && one.DECOM !== null);
        if (!start || !isAfter(start.DECOM, row.DATE_INT)) continue;
        found(row);
        found(start);
      }
    },
  ),
  rule(
    '335',
    {
      fields: ['PLACE', 'FOSTER_CARE'],
      words: 'Whether the foster carer adopted the child does not agree with the child’s last placement.',
      todo: 'Correct the placement, or whether a foster carer adopted the child.',
      tables: ['Episodes', 'AD1'],
    },
    ({ now }, found) => {
      for (const row of now.AD1) {
        const final = now.episodes(row.CHILD).at(-1);
        if (!final) continue;
        const disagrees =
          (row.FOSTER_CARE === '0' && isWithTheCarer(final.PLACE)) ||
          (row.FOSTER_CARE === '1' && isWithSomebodyElse(final.PLACE));
        if (!disagrees) continue;
        found(row);
        found(final);
      }
    },
  ),
  rule(
    '521',
    {
      fields: ['PLACE', 'DECOM', 'DATE_INT'],
      words: 'The child was placed for adoption before it was decided that they should be.',
      todo: 'Correct the day of the decision, or when the placement for adoption began.',
      tables: ['Episodes', 'AD1'],
    },
    ({ now }, found) => {
      for (const row of now.AD1) {
        for (const episode of now.episodes(row.CHILD)) {
          if (!isPlacedForAdoption(episode.PLACE) || !isAfter(row.DATE_INT, episode.DECOM)) continue;
          found(row);
          found(episode);
        }
      }
    },
  ),
  rule(
    '523',
    {
      fields: ['DATE_PLACED', 'DATE_INT'],
      words: 'The decision that the child should be placed for adoption has two different days.',
      todo: 'Write the same day in both tables.',
      tables: ['PlacedAdoption', 'AD1'],
    },
    ({ now }, found) => {
      for (const row of now.AD1) {
        const decision = latestDecision(now, row.CHILD);
        if (!decision || decision.DATE_PLACED === null || row.DATE_INT === null) continue;
        if (decision.DATE_PLACED === row.DATE_INT) continue;
        found(row);
        found(decision);
      }
    },
  ),
  rule(
    '525',
    {
      fields: ['DATE_PLACED_CEASED', ...ADOPTION_ITEMS],
      words: 'It was decided that the child should no longer be placed for adoption, and yet they were adopted.',
      todo: 'Remove the adoption, or the end of the decision; or enter the decision that was made anew.',
      tables: ['PlacedAdoption', 'AD1'],
    },
    ({ now }, found) => {
      for (const row of now.AD1) {
        if (adoptionItems(row) === 0) continue;
        const decision = latestDecision(now, row.CHILD);
        if (!decision || !written(decision, 'DATE_PLACED_CEASED')) continue;
        found(row);
        found(decision);
      }
    },
  ),
  rule(
    '582',
    {
      fields: ['DEC', 'DATE_MATCH'],
      words: 'The child was matched with the adopters on the very day of the adoption. The match is usually before.',
      todo: 'Check both days, and correct the one that is wrong.',
      tables: ['Episodes', 'AD1'],
    },
    ({ now }, found) => {
      for (const row of now.AD1) {
        if (row.DATE_MATCH === null) continue;
        for (const episode of now.episodes(row.CHILD)) {
          if (!isAdopted(episode.REC) || episode.DEC !== row.DATE_MATCH) continue;
          found(row);
          found(episode);
        }
      }
    },
  ),
  rule(
    '601',
    {
      fields: ['REC', ...ADOPTION_ITEMS],
      words: 'The child was adopted this year, but what the return asks about the adoption is not complete.',
      todo: 'Complete all six items about the adoption; or correct why care ended.',
      tables: ['Episodes'],
    },
    (data, found) => {
      for (const episode of data.now.Episodes) {
        if (!adoptedThisYear(episode, data)) continue;
        const rows = data.now.of('AD1', episode.CHILD);
        if (rows.some((row) => adoptionItems(row) === ADOPTION_ITEMS.length)) continue;
        found(episode);
        for (const row of rows) found(row);
      }
    },
  ),
  rule(
    '602',
    {
      fields: ADOPTION_ITEMS,
      words: 'An adoption is recorded, but no episode of this year ended with one.',
      todo: 'Remove the adoption, or enter when and why care ended (E11 or E12).',
      tables: ['Episodes', 'AD1'],
    },
    (data, found) => {
      for (const row of data.now.AD1) {
        if (adoptionItems(row) === 0) continue;
        if (!data.now.episodes(row.CHILD).some((episode) => adoptedThisYear(episode, data))) found(row);
      }
    },
  ),
];
