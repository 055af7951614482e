import type { Code } from './code.ts';
import * as child from './code-lists-child.ts';
import type { ReturnYear } from './return-year.ts';

/*
 * The return's code lists, 2017 to 2026-27, in one shape of our own, with plain words for screens.
 *
 * Codes and the years they hold: SocialFinanceDigitalLabs/liia-tools-pipeline @4aff918, ssda903_pipeline/spec (MIT);
 * data-to-insight/csc-validator-be-903 @10ad07c, rules lac2022_23 to lac2026_27 (MIT). Meanings:
 * data-to-insight/ssd-data-model @4987c73, item guidance of the Department for Education. The words are ours.
 */

const RNE: readonly Code[] = [
  { code: 'S', words: 'Came into care' },
  { code: 'L', words: 'Legal status changed; same home' },
  { code: 'P', words: 'Moved to a new home and new carers' },
  { code: 'T', words: 'Home changed; same carers' },
  { code: 'B', words: 'Moved to a new home and new carers, and legal status changed' },
  { code: 'U', words: 'Home and legal status changed; same carers' },
];

const LS: readonly Code[] = [
  { code: 'C1', words: 'Interim care order' },
  { code: 'C2', words: 'Full care order' },
  { code: 'D1', words: 'Freed for adoption (no longer made)' },
  { code: 'E1', words: 'Placement order' },
  { code: 'V2', words: 'In care by agreement (section 20)' },
  { code: 'V3', words: 'Short breaks by agreement, each stay recorded' },
  { code: 'V4', words: 'Short breaks by agreement, recorded once' },
  { code: 'L1', words: 'Police protection' },
  { code: 'L2', words: 'Emergency protection order' },
  { code: 'L3', words: 'Child assessment order' },
  { code: 'J1', words: 'On remand' },
  { code: 'J2', words: 'Held after arrest (PACE)' },
  { code: 'J3', words: 'Youth rehabilitation order that says where to live' },
];

const CIN: readonly Code[] = [
  { code: 'N1', words: 'Abuse or neglect' },
  { code: 'N2', words: "The child's disability" },
  { code: 'N3', words: "A parent's illness or disability" },
  { code: 'N4', words: 'Family under great stress' },
  { code: 'N5', words: 'Family relationships not working' },
  { code: 'N6', words: 'Behaviour that worries others' },
  { code: 'N7', words: 'Low income' },
  { code: 'N8', words: 'No parent able to be there' },
];

const PLACE: readonly Code[] = [
  { code: 'A3', words: 'Placed for adoption with their foster carers, by consent' },
  { code: 'A4', words: 'Placed for adoption with a new family, by consent' },
  { code: 'A5', words: 'Placed for adoption with their foster carers, under a placement order' },
  { code: 'A6', words: 'Placed for adoption with a new family, under a placement order' },
  { code: 'H5', words: 'Semi-independent home', to: 2024 },
  { code: 'K1', words: "Secure children's home" },
  { code: 'K2', words: "Children's home" },
  { code: 'K3', words: 'Supported accommodation (16 and 17)', from: 2025 },
  { code: 'P1', words: 'At home with parents' },
  { code: 'P2', words: 'Living independently', to: 2024 },
  { code: 'P3', words: 'Work with a place to live' },
  { code: 'R1', words: "Residential care home (not a children's home)" },
  { code: 'R2', words: 'Hospital or other health setting' },
  { code: 'R3', words: 'Family centre or parent and baby unit' },
  { code: 'R5', words: 'Young offender institution' },
  { code: 'S1', words: 'Residential school' },
  { code: 'T0', words: 'Away for a short time' },
  { code: 'T1', words: 'In hospital for a short time' },
  { code: 'T2', words: 'On holiday' },
  { code: 'T3', words: 'Staying elsewhere while carers are on holiday' },
  { code: 'T4', words: 'Staying elsewhere for up to seven days' },
  { code: 'U1', words: 'Fostered by a relative or friend, long term' },
  { code: 'U2', words: 'Fostered by a relative or friend who may adopt' },
  { code: 'U3', words: 'Fostered by a relative or friend' },
  { code: 'U4', words: 'Fostered, long term' },
  { code: 'U5', words: 'Fostered by carers who may adopt' },
  { code: 'U6', words: 'Fostered' },
  { code: 'Z1', words: 'Another kind of home', to: 2025 },
  { code: 'Z11', words: 'Another kind of home (Z11)', from: 2026, unsure: 'meaning' },
  { code: 'Z12', words: 'Another kind of home (Z12)', from: 2026, unsure: 'meaning' },
  { code: 'Z13', words: 'Another kind of home (Z13)', from: 2026, unsure: 'meaning' },
  { code: 'Z14', words: 'Another kind of home (Z14)', from: 2026, unsure: 'meaning' },
];

const PLACE_PROVIDER: readonly Code[] = [
  { code: 'PR0', words: 'Parents' },
  { code: 'PR1', words: "The authority's own" },
  { code: 'PR2', words: 'Another authority' },
  { code: 'PR3', words: 'Other public body' },
  { code: 'PR4', words: 'Private' },
  { code: 'PR5', words: 'Voluntary' },
];

const REC: readonly Code[] = [
  { code: 'X1', words: 'Still in care: the next part begins the same day' },
  { code: 'E11', words: 'Adopted, unopposed' },
  { code: 'E12', words: 'Adopted; the court dispensed with consent' },
  { code: 'E13', words: 'Went to live with someone without parental responsibility' },
  { code: 'E14', words: 'Time on remand ended' },
  { code: 'E15', words: 'Found to be 18 or over' },
  { code: 'E16', words: 'Moved abroad' },
  { code: 'E17', words: 'Turned 18 and stayed with the same carers' },
  { code: 'E2', words: 'Died' },
  { code: 'E3', words: 'Another authority took over their care' },
  { code: 'E41', words: 'Child arrangements (or residence) order made' },
  { code: 'E43', words: 'Special guardianship, to their foster carers', to: 2018, unsure: 'words' },
  { code: 'E44', words: 'Special guardianship, to other carers', to: 2018, unsure: 'words' },
  { code: 'E45', words: 'Special guardianship, to a relative or friend who fostered them', from: 2019 },
  { code: 'E46', words: 'Special guardianship, to their foster carers', from: 2019 },
  { code: 'E47', words: 'Special guardianship, to another relative or friend', from: 2019 },
  { code: 'E48', words: 'Special guardianship, to someone else', from: 2019 },
  { code: 'E4A', words: 'Went home to parents, as planned' },
  { code: 'E4B', words: 'Went home to parents, not as planned' },
  { code: 'E5', words: 'Moved on to live independently, with support' },
  { code: 'E6', words: 'Moved on to live independently, without formal support' },
  { code: 'E7', words: 'Moved on to adult social care' },
  { code: 'E8', words: 'Left care for another reason' },
  { code: 'E9', words: 'Sentenced to custody' },
];

const REASON_PLACE_CHANGE: readonly Code[] = [
  { code: 'CARPL', words: 'The care plan: a planned move' },
  { code: 'CLOSE', words: 'The home closed or the carer resigned' },
  { code: 'ALLEG', words: 'An allegation was looked into' },
  { code: 'STAND', words: 'Worry about the standard of care' },
  { code: 'APPRR', words: 'Approval was taken away' },
  { code: 'CREQB', words: 'The carer asked, because of how distress showed' },
  { code: 'CREQO', words: 'The carer asked, for another reason' },
  { code: 'CHILD', words: 'The child asked' },
  { code: 'LAREQ', words: 'The authority asked' },
  { code: 'PLACE', words: 'Only the status of the home changed' },
  { code: 'CUSTOD', words: 'Custody', from: 2019 },
  { code: 'OTHER', words: 'Another reason' },
];

export const CODE_LISTS = { ...child, RNE, LS, CIN, PLACE, PLACE_PROVIDER, REC, REASON_PLACE_CHANGE } as const;

export type CodeList = keyof typeof CODE_LISTS;

const BY_CODE = new Map<CodeList, ReadonlyMap<string, Code>>(
  (Object.keys(CODE_LISTS) as CodeList[]).map((list) => [
    list,
    new Map(CODE_LISTS[list].map((one) => [one.code, one])),
  ]),
);

/** One code of a list, of whatever year; undefined when the list has no such code. Codes are upper case. */
export function findCode(list: CodeList, code: string): Code | undefined {
  return BY_CODE.get(list)?.get(code);
}

/** The codes that are valid in a year of the return, in the order of the list. */
export function codesIn(list: CodeList, year: ReturnYear): readonly Code[] {
  return CODE_LISTS[list].filter((one) => (one.from ?? year) <= year && year <= (one.to ?? year));
}
