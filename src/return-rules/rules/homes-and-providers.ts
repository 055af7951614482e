import { postcode } from '../../kernel/index.ts';
import { isShortBreak } from '../care.ts';
import { isBefore } from '../day.ts';
import {
  hasNoProvider,
  hasNoUrn,
  isPlacedForAdoption,
  liesOutsideEngland,
  listedProvider,
  NO_URN,
} from '../place-codes.ts';
import { isOneOf, type Rule, rowRule, years } from '../rule.ts';

const LIST_TODO = 'Check the URN against Ofsted’s list, and what the episode says.';

const isHomeTo2023 = isOneOf(['K1', 'K2', 'R3', 'S1']);
const isHomeIn2024 = isOneOf(['H5', 'K1', 'K2', 'R3', 'S1']);
const isHomeFrom2025 = isOneOf(['K1', 'K2', 'K3', 'R3', 'S1']);

/** Whether a placement of this kind is in a home whose own postcode Ofsted lists. */
function isListedHome(place: string | null, year: number): boolean {
  if (year >= 2025) return isHomeFrom2025(place);
  return year === 2024 ? isHomeIn2024(place) : isHomeTo2023(place);
}

/** Whether a placement of this kind needs no URN; semi-independent homes (H5) needed one from October 2023. */
function needsNoUrn(place: string | null, year: number): boolean {
  return hasNoUrn(place) || (year <= 2024 && (place === 'H5' || place === 'P2'));
}

/** Whether a placement of this kind must have no URN: in 2023-24 a semi-independent home may have one or not. */
function mustHaveNoUrn(place: string | null, year: number): boolean {
  return hasNoUrn(place) || (year <= 2024 && place === 'P2') || (year <= 2023 && place === 'H5');
}

const spelled = (text: string) => postcode(text) ?? text;

/** Who provides a placement and under which number Ofsted lists them. */
export const HOME_AND_PROVIDER_RULES: readonly Rule[] = [
  rowRule(
    '213',
    'Episodes',
    {
      fields: ['PLACE_PROVIDER'],
      words: 'A temporary placement, or one listed for the Department (Z), has a provider, which is not asked for.',
      todo: 'Leave the provider blank.',
    },
    (row) => row.PLACE_PROVIDER !== null && hasNoProvider(row.PLACE),
  ),
  rowRule(
    '218',
    'Episodes',
    {
      fields: ['URN'],
      words: 'The placement has no URN, and its kind needs one.',
      todo: 'Give Ofsted’s number of the home or the fostering agency.',
    },
    (row, data) =>
      row.URN === null &&
      row.PLACE !== null &&
      !isShortBreak(row) &&
      !needsNoUrn(row.PLACE, data.year) &&
      !liesOutsideEngland(row),
  ),
  rowRule(
    '219',
    'Episodes',
    {
      fields: ['URN', 'PLACE'],
      words: 'Ofsted lists this URN for other kinds of placement than the one recorded.',
      todo: LIST_TODO,
      needs: ['providers', 'PLACE_CODES'],
    },
    (row, data) => {
      const codes = listedProvider(data, row)?.PLACE_CODES;
      return codes !== undefined && row.PLACE !== null && !codes?.includes(row.PLACE);
    },
  ),
  rowRule(
    '221',
    'Episodes',
    {
      fields: ['PL_POST'],
      words: 'Ofsted lists this URN under another postcode than the placement’s.',
      todo: LIST_TODO,
      needs: ['providers', 'POSTCODE'],
    },
    (row, data) => {
      if (row.PL_POST === null || !isListedHome(row.PLACE, data.year)) return false;
      const listed = listedProvider(data, row)?.POSTCODE;
      return listed !== undefined && (listed === null || spelled(listed) !== spelled(row.PL_POST));
    },
  ),
  rowRule(
    '222',
    'Episodes',
    {
      fields: ['URN'],
      words: 'The placement has a URN, but Ofsted registers nobody for its kind.',
      todo: 'Leave the URN blank, or correct the kind of placement.',
    },
    (row, data) => row.URN !== null && row.URN !== NO_URN && mustHaveNoUrn(row.PLACE, data.year),
  ),
  rowRule(
    '224',
    'Episodes',
    {
      fields: ['PLACE_PROVIDER'],
      words: 'Ofsted lists this URN as another kind of provider than the one recorded.',
      todo: LIST_TODO,
      needs: ['providers', 'PROVIDER_CODES'],
    },
    (row, data) => {
      const codes = listedProvider(data, row)?.PROVIDER_CODES;
      return codes !== undefined && row.PLACE_PROVIDER !== null && !codes?.includes(row.PLACE_PROVIDER);
    },
  ),
  rowRule(
    '227',
    'Episodes',
    {
      fields: ['URN', 'DECOM'],
      words: 'The provider’s registration had ended before the episode began.',
      todo: LIST_TODO,
      needs: ['providers', 'REG_END'],
    },
    (row, data) => isBefore(listedProvider(data, row)?.REG_END ?? null, row.DECOM),
  ),
  rowRule(
    '228',
    'Episodes',
    {
      fields: ['URN', 'DEC'],
      words: 'The provider’s registration ended before the episode did, or before the end of the year.',
      todo: LIST_TODO,
      needs: ['providers', 'REG_END'],
    },
    (row, data) => isBefore(listedProvider(data, row)?.REG_END ?? null, row.DEC ?? data.end),
  ),
  rowRule(
    '229',
    'Episodes',
    {
      fields: ['URN', 'PLACE_PROVIDER'],
      words: 'The provider is recorded as the authority’s own (PR1) or another’s (PR2), but lies elsewhere.',
      todo: LIST_TODO,
      needs: ['providers', 'LA_CODE_INFERRED', 'authority'],
    },
    (row, data) => {
      // Supported accommodation is listed under an office, not under where the young person lives.
      if (row.PLACE === 'K3') return false;
      const listed = listedProvider(data, row)?.LA_CODE_INFERRED;
      if (listed === undefined) return false;
      if (row.PLACE_PROVIDER === 'PR1') return listed !== data.authority;
      return row.PLACE_PROVIDER === 'PR2' && listed === data.authority;
    },
  ),
  rowRule(
    '241',
    'Episodes',
    {
      years: years(2026),
      fields: ['URN'],
      words: 'The placement lies in an authority in which this provider has no premises.',
      todo: 'Check the URN and the placement’s postcode.',
      needs: ['providers', 'LA_CODE_INFERRED', 'PL_LA'],
    },
    (row, data) => {
      const authorities = listedProvider(data, row)?.AUTHORITIES ?? [];
      return row.PL_LA !== null && authorities.length > 0 && !authorities.includes(row.PL_LA);
    },
  ),
  rowRule(
    '242',
    'Episodes',
    {
      years: years(2026),
      fields: ['URN'],
      words: 'The URN XXXXXXX stands for a regional adoption agency, but the child is not placed for adoption.',
      todo: 'Give the provider’s URN, or leave it blank where Ofsted registers nobody.',
    },
    (row) => row.URN === NO_URN && !isPlacedForAdoption(row.PLACE),
  ),
  rowRule(
    '243',
    'Episodes',
    {
      years: years(2026),
      fields: ['URN'],
      words: 'The placement is outside England, where Ofsted registers nobody, and has a URN.',
      todo: 'Leave the URN blank.',
      needs: ['PL_LA'],
    },
    (row) => row.URN !== null && liesOutsideEngland(row),
  ),
];
