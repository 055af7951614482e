import { ADOPTION_ITEMS, adoptionItems } from '../adoption.ts';
import { type Ad1Row, written } from '../rows.ts';
import { isOneOf, type Rule, rowRule } from '../rule.ts';

const isYesOrNo = isOneOf(['0', '1']);
const isNumber = isOneOf(['1', '2']);
const isSingle = isOneOf(['M1', 'F1']);
const isSameSexCouple = isOneOf(['MM', 'FF']);
const isCouple = isOneOf(['MM', 'FF', 'MF']);
const isLegalStatus = isOneOf(['L0', 'L11', 'L12', 'L2', 'L3', 'L4']);

/** What AD1 says of adoptions and of those who adopt, row by row. */
export const ADOPTION_ENTRY_RULES: readonly Rule[] = [
  rowRule(
    '112',
    'AD1',
    {
      fields: ['DATE_INT'],
      words: 'The day it was decided that the child should be placed for adoption is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, with four figures for the year.',
    },
    (row) => row.DATE_INT === null && written(row, 'DATE_INT'),
  ),
  rowRule(
    '113',
    'AD1',
    {
      fields: ['DATE_MATCH'],
      words: 'The day the child was matched with adopters is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, with four figures for the year.',
    },
    (row) => row.DATE_MATCH === null && written(row, 'DATE_MATCH'),
  ),
  rowRule(
    '114',
    'AD1',
    {
      fields: ['FOSTER_CARE'],
      words: 'Whether the child was adopted by a foster carer of theirs is not a code of the return.',
      todo: 'Write 1 if they were fostering the child, or 0 if not.',
    },
    (row) => row.FOSTER_CARE !== null && !isYesOrNo(row.FOSTER_CARE),
  ),
  rowRule(
    '175',
    'AD1',
    {
      fields: ['NB_ADOPTR'],
      words: 'The number of adopters is not a code of the return.',
      todo: 'Write 1 or 2.',
    },
    (row) => row.NB_ADOPTR !== null && !isNumber(row.NB_ADOPTR),
  ),
  rowRule(
    '176',
    'AD1',
    {
      fields: ['SEX_ADOPTR'],
      words: 'The sex of the adopters is not a code of the return.',
      todo: 'Write M1 or F1 for one adopter, and MM, FF or MF for two.',
    },
    (row) => row.SEX_ADOPTR !== null && !isOneSex(row),
  ),
  rowRule(
    '177',
    'AD1',
    {
      fields: ['LS_ADOPTR'],
      words: 'The legal status of the adopters is not a code of the return.',
      todo: 'Write L0, L11, L12, L2, L3 or L4.',
    },
    (row) => row.LS_ADOPTR !== null && !isLegalStatus(row.LS_ADOPTR),
  ),
  rowRule(
    '151',
    'AD1',
    {
      fields: ADOPTION_ITEMS,
      words: 'Some of what the return asks about the adoption is there, and some is blank.',
      todo: 'Complete all six items, or leave all of them blank.',
    },
    (row) => adoptionItems(row) > 0 && adoptionItems(row) < ADOPTION_ITEMS.length,
  ),
  rowRule(
    '333',
    'AD1',
    {
      fields: ['DATE_INT', 'DATE_MATCH'],
      words: 'There is no decision to place the child for adoption by the day they were matched with adopters.',
      todo: 'Enter the day of the decision, on or before the match; or correct the day of the match.',
    },
    (row) => row.DATE_MATCH !== null && (row.DATE_INT === null || row.DATE_INT > row.DATE_MATCH),
  ),
  adopterRule(
    '511',
    ['NB_ADOPTR', 'SEX_ADOPTR'],
    'There are two adopters, but their sex is not a code for two people.',
    'Write MM, FF or MF; or correct the number of adopters.',
    (row) => row.NB_ADOPTR === '2' && row.SEX_ADOPTR !== null && !isCouple(row.SEX_ADOPTR),
  ),
  adopterRule(
    '514',
    ['LS_ADOPTR', 'SEX_ADOPTR'],
    'The legal status is that of a single adopter (L0), but the sex is not a code for one person.',
    'Write M1 or F1; or correct the legal status.',
    (row) => row.LS_ADOPTR === 'L0' && row.SEX_ADOPTR !== null && !isSingle(row.SEX_ADOPTR),
  ),
  adopterRule(
    '517',
    ['LS_ADOPTR', 'SEX_ADOPTR'],
    'The legal status L3 is for a woman and a man, but the sex of the adopters is not MF.',
    'Write MF; or correct the legal status.',
    (row) => row.LS_ADOPTR === 'L3' && row.SEX_ADOPTR !== 'MF',
  ),
  adopterRule(
    '518',
    ['LS_ADOPTR', 'SEX_ADOPTR'],
    'The legal status L4 is for a couple of the same sex, but the sex of the adopters is neither MM nor FF.',
    'Write MM or FF; or correct the legal status.',
    (row) => row.LS_ADOPTR === 'L4' && !isSameSexCouple(row.SEX_ADOPTR),
  ),
  adopterRule(
    '519',
    ['LS_ADOPTR', 'SEX_ADOPTR'],
    'The legal status is a civil partnership (L2), but the sex of the adopters is not a code for two people.',
    'Write MM, FF or MF; or correct the legal status.',
    (row) => row.LS_ADOPTR === 'L2' && !isCouple(row.SEX_ADOPTR),
  ),
  adopterRule(
    '520',
    ['LS_ADOPTR', 'SEX_ADOPTR'],
    'The legal status is a married woman and man (L11), but the sex of the adopters is that of two women or two men.',
    'Write MF; or correct the legal status.',
    (row) => row.LS_ADOPTR === 'L11' && isSameSexCouple(row.SEX_ADOPTR),
  ),
  adopterRule(
    '524',
    ['LS_ADOPTR', 'SEX_ADOPTR'],
    'The legal status is a married couple of the same sex (L12), but the sex of the adopters is neither MM nor FF.',
    'Write MM or FF; or correct the legal status.',
    (row) => row.LS_ADOPTR === 'L12' && !isSameSexCouple(row.SEX_ADOPTR),
  ),
];

function isOneSex(row: Ad1Row): boolean {
  return isSingle(row.SEX_ADOPTR) || isCouple(row.SEX_ADOPTR);
}

/** A rule on two things said of the adopters that cannot both be so. */
function adopterRule(
  number: string,
  fields: readonly string[],
  words: string,
  todo: string,
  breaks: (row: Ad1Row) => boolean,
): Rule {
  return rowRule(number, 'AD1', { fields, words, todo }, breaks);
}
