import { eachPair } from '../care.ts';
import type { Day } from '../day.ts';
import { isPlacedForAdoption } from '../place-codes.ts';
import { isOneOf, type Rule, rowRule, rule } from '../rule.ts';

const isAdopted = isOneOf(['E11', 'E12']);
const isFosterCare = isOneOf(['U1', 'U2', 'U3', 'U4', 'U5', 'U6']);
const mayLeadToAdoption = isOneOf(['A3', 'A4', 'A5', 'A6', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6']);

/** How episodes lead to a family for good: adoption, special guardianship, parents. */
export const PERMANENCE_RULES: readonly Rule[] = [
  rule(
    '199',
    {
      fields: ['CHILD'],
      words: 'The child was adopted from care before this episode began, by this year’s return or last year’s.',
      todo: 'Check that the episode is this child’s; a child who was adopted and comes into care again has a new number.',
      tables: ['Episodes'],
    },
    (data, found) => {
      for (const [child, episodes] of data.now.childrenIn('Episodes')) {
        let adopted: Day | null = null;
        for (const { REC, DECOM } of [...episodes, ...data.last.of('Episodes', child)]) {
          if (isAdopted(REC) && DECOM !== null && (adopted === null || DECOM < adopted)) adopted = DECOM;
        }
        if (adopted === null) continue;
        for (const one of episodes) if (one.DECOM !== null && one.DECOM > adopted) found(one);
      }
    },
  ),
  rule(
    '336',
    {
      fields: ['PLACE'],
      words: 'The child was placed for adoption with consent (A3 or A4), but did not come there from foster care.',
      todo: 'Check where the child lived just before, and the kind of this placement.',
      tables: ['Episodes'],
    },
    (data, found) => {
      eachPair(data, (before, after) => {
        const withConsent = after.PLACE === 'A3' || after.PLACE === 'A4';
        if (withConsent && !mayLeadToAdoption(before.PLACE)) found(after);
      });
    },
  ),
  rowRule(
    '378',
    'Episodes',
    {
      fields: ['PLACE', 'LS'],
      words: 'The child is placed with their parents (P1), but is accommodated under section 20 (V2).',
      todo: 'Correct the legal status or the placement: a child who goes home from section 20 has left care.',
    },
    (row) => row.PLACE === 'P1' && row.LS === 'V2',
  ),
  rowRule(
    '390',
    'Episodes',
    {
      fields: ['PLACE', 'REC'],
      words: 'The child was adopted (E11 or E12), but was not placed for adoption (A3 to A6) before.',
      todo: 'Record the placement for adoption as an episode of its own, or correct why care ended.',
    },
    (row) => isAdopted(row.REC) && !isPlacedForAdoption(row.PLACE),
  ),
  rowRule(
    '408',
    'Episodes',
    {
      fields: ['PLACE', 'LS'],
      words: 'The child is placed for adoption under a placement order (A5 or A6), but the legal status is not E1.',
      todo: 'Write E1, or A3 or A4 if the parents agreed.',
    },
    (row) => (row.PLACE === 'A5' || row.PLACE === 'A6') && row.LS !== 'E1',
  ),
  rowRule(
    '516',
    'Episodes',
    {
      fields: ['REC', 'PLACE'],
      words:
        'Special guardianship went to the foster carers (E45 or E46), but the child was not in foster care (U1 to U6).',
      todo: 'Correct the placement, or write E47 or E48 if the guardians had not fostered the child.',
    },
    (row) => (row.REC === 'E45' || row.REC === 'E46') && !isFosterCare(row.PLACE),
  ),
];
