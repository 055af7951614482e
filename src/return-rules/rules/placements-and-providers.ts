import { isShortBreak } from '../care.ts';
import { isPlacedForAdoption, isTemporary, NO_URN } from '../place-codes.ts';
import type { EpisodeRow } from '../rows.ts';
import { isOneOf, type Rule, rowRule, rule, years } from '../rule.ts';

const isOtherPlacement = isOneOf(['Z11', 'Z12', 'Z13', 'Z14']);
const isFostering = isOneOf(['U1', 'U2', 'U3', 'U4', 'U5', 'U6']);
const isHealthHomeOrCustody = isOneOf(['P1', 'R2', 'R5']);
const isFamilyOrHome = isOneOf(['P1', 'K1', 'K2']);
const isPlacementChange = isOneOf([
  'CARPL',
  'CLOSE',
  'ALLEG',
  'STAND',
  'APPRR',
  'CREQB',
  'CREQO',
  'CHILD',
  'LAREQ',
  'PLACE',
  'CUSTOD',
  'OTHER',
]);

const WITH_PARENTS = 'P1';
const CORRECT = 'Correct the kind of placement, or who provides it.';

/** Who provides a placement, beside what kind it is and where; and what an episode says of last year's. */
export const PLACEMENT_AND_PROVIDER_RULES: readonly Rule[] = [
  missingProvider(years(2023, 2025), (place) => isTemporary(place) || place === 'Z1'),
  missingProvider(years(2026), (place) => isTemporary(place) || isOtherPlacement(place)),
  providerRule(
    '527',
    'The authority itself (PR1) is no provider of placements with parents, in hospital or in custody.',
    (row) => row.PLACE_PROVIDER === 'PR1' && isHealthHomeOrCustody(row.PLACE),
  ),
  providerRule(
    '528',
    'Another authority (PR2) is no provider of placements with parents, in hospital or in custody.',
    (row) => row.PLACE_PROVIDER === 'PR2' && isHealthHomeOrCustody(row.PLACE),
  ),
  providerRule(
    '529',
    'Other public bodies (PR3) provide no placements with parents, for adoption, with foster carers or in these homes.',
    (row) =>
      row.PLACE_PROVIDER === 'PR3' &&
      (isFamilyOrHome(row.PLACE) || isPlacedForAdoption(row.PLACE) || isFostering(row.PLACE)),
  ),
  providerRule(
    '530',
    'A private provider (PR4) is recorded for a placement with parents.',
    (row) => row.PLACE_PROVIDER === 'PR4' && row.PLACE === WITH_PARENTS,
  ),
  providerRule(
    '531',
    'A voluntary provider (PR5) is recorded for a placement with parents.',
    (row) => row.PLACE_PROVIDER === 'PR5' && row.PLACE === WITH_PARENTS,
  ),
  providerRule(
    '550',
    'Parents (PR0) are recorded as the provider of a placement that is not with parents (P1).',
    (row) => row.PLACE_PROVIDER === 'PR0' && row.PLACE !== null && row.PLACE !== WITH_PARENTS,
  ),
  rowRule(
    '1008',
    'Episodes',
    {
      fields: ['URN'],
      words: 'The URN is not on Ofsted’s list.',
      todo: `Correct the number; write ${NO_URN} for a provider that Ofsted does not register.`,
      needs: ['providers'],
    },
    (row, data) => row.URN !== null && row.URN !== NO_URN && !data.providers?.has(row.URN),
  ),
  rowRule(
    '1009',
    'Episodes',
    {
      fields: ['REASON_PLACE_CHANGE'],
      words: 'Why the placement changed is not a code of the return.',
      todo: 'Write one of the codes for a change of placement, as CARPL or CHILD.',
    },
    (row) => row.REASON_PLACE_CHANGE !== null && !isPlacementChange(row.REASON_PLACE_CHANGE),
  ),
  rowRule(
    '1015',
    'Episodes',
    {
      fields: ['PL_LA', 'PLACE_PROVIDER'],
      words: 'The authority provides this placement itself, but it lies in another authority’s area.',
      todo: 'Check who provides it and the postcode; leave it where your own home does lie outside your area.',
      needs: ['authority', 'PL_LA'],
    },
    (row, data) =>
      row.PLACE_PROVIDER === 'PR1' &&
      row.PL_LA !== null &&
      row.PL_LA !== data.authority &&
      // Carers and adopters whom the authority approved may live anywhere.
      !isFostering(row.PLACE) &&
      !isPlacedForAdoption(row.PLACE) &&
      !isShortBreak(row),
  ),
  rule(
    '562',
    {
      fields: ['DECOM'],
      words: 'The episode began before this year, but it is not the one that last year’s return left open.',
      todo: 'Correct when it began; if last year’s return left it out, tell the Department.',
      tables: ['Episodes'],
      last: ['Episodes'],
    },
    ({ now, last, start }, found) => {
      for (const [child, episodes] of now.chains()) {
        const before = last.episodes(child).findLast((one) => one.DECOM !== null)?.DECOM;
        for (const episode of episodes) {
          if (episode.DECOM !== null && episode.DECOM < start && episode.DECOM !== before) found(episode);
        }
      }
    },
  ),
];

function missingProvider(when: Rule['years'], needsNone: (place: string | null) => boolean): Rule {
  return rowRule(
    '526',
    'Episodes',
    {
      years: when,
      fields: ['PLACE', 'PLACE_PROVIDER'],
      words: 'Nothing says who provides the placement.',
      todo: 'Enter who provides it (PR0 to PR5).',
    },
    (row) => row.PLACE_PROVIDER === null && !needsNone(row.PLACE),
  );
}

function providerRule(number: string, words: string, breaks: (row: EpisodeRow) => boolean): Rule {
  return rowRule(number, 'Episodes', { fields: ['PLACE', 'PLACE_PROVIDER'], words, todo: CORRECT }, breaks);
}
