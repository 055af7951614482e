import type { PlainDate } from '../kernel/index.ts';
import type { ReturnYear } from '../ssda903/index.ts';
import { type SsdsRows, type TimeInCare, type ToldOfPerson, yesNo } from './export-ssds-rows.ts';
import type { OtherRecords } from './other-store.ts';
import { OTHER_TABLES, type OtherRow, type OtherTable, partialText } from './other-tables.ts';

/** What the returns of all years told of a child, the latest year's word for each thing. */
export interface Told extends ToldOfPerson {
  readonly childOfMother: PlainDate | null;
  readonly reviews: readonly OtherRow<'Reviews'>[];
  readonly missing: readonly OtherRow<'Missing'>[];
  readonly health: readonly OfYear<'OC2'>[];
  readonly leaver: readonly OfYear<'OC3'>[];
  readonly permanence: readonly OfYear<'PrevPerm'>[];
  readonly decisions: readonly OtherRow<'PlacedAdoption'>[];
  readonly adoption: OtherRow<'AD1'> | null;
}

type OfYear<T extends OtherTable> = OtherRow<T> & { readonly year: ReturnYear };

export function toldOf(others: OtherRecords, childId: string): Told {
  const years = [...others.given.keys()].sort((a, b) => a - b);
  const each = <T extends OtherTable>(table: T): OfYear<T>[] =>
    years.flatMap((year) => others.rowsOf(table, year, childId).map((row) => ({ ...row, year })));
  const latest = <T extends OtherTable>(table: T): OtherRow<T>[] => {
    const byKey = new Map<string, OtherRow<T>>();
    for (const row of each(table)) {
      const said = row as Readonly<Record<string, unknown>>;
      byKey.set(JSON.stringify(OTHER_TABLES[table].key.map((name) => said[name])), row);
    }
    return [...byKey.values()];
  };
  const mother = each('mother').at(-1);
  return {
    mother: mother?.MOTHER ?? null,
    childOfMother: mother?.MC_DOB ?? null,
    unaccompaniedUntil: each('UASC').at(-1)?.DUC ?? null,
    reviews: latest('Reviews'),
    missing: latest('Missing'),
    health: each('OC2'),
    leaver: each('OC3'),
    permanence: each('PrevPerm'),
    decisions: latest('PlacedAdoption'),
    adoption: each('AD1').at(-1) ?? null,
  };
}

/** The dataset's tables of what returns tell beside care. */
export function addTold(rows: SsdsRows, id: string, told: Told, care: readonly TimeInCare[]): void {
  for (const { REVIEW, REVIEW_CODE } of told.reviews)
    rows.ssd_cla_reviews.push({
      clar_cla_review_id: `${id}_review_${REVIEW}`,
      clar_cla_id: care.findLast(({ from }) => from <= REVIEW)?.id ?? null,
      clar_cla_review_date: REVIEW,
      clar_cla_review_participation: REVIEW_CODE,
    });
  for (const { MIS_START, MIS_END, MISSING } of told.missing)
    rows.ssd_missing.push({
      miss_table_id: `${id}_missing_${MIS_START}`,
      miss_person_id: id,
      miss_missing_episode_start_date: MIS_START,
      miss_missing_episode_type: MISSING,
      miss_missing_episode_end_date: MIS_END,
    });
  addHealth(rows, id, told);
  for (const { year, IN_TOUCH, ACTIV, ACCOM } of told.leaver)
    rows.ssd_care_leavers.push({
      clea_table_id: `${id}_leaver_${year}`,
      clea_person_id: id,
      clea_care_leaver_in_touch: IN_TOUCH,
      clea_care_leaver_accommodation: ACCOM,
      clea_care_leaver_activity: ACTIV,
    });
  if (told.mother === true || told.childOfMother !== null)
    rows.ssd_mother.push({ moth_table_id: `${id}_mother`, moth_person_id: id, moth_childs_dob: told.childOfMother });
  addPermanence(rows, id, told);
}

function addHealth(rows: SsdsRows, id: string, { health }: Told): void {
  for (const { year, SDQ_SCORE, SDQ_REASON, SUBSTANCE_MISUSE, INTERVENTION_RECEIVED } of health) {
    if (SDQ_SCORE !== null || SDQ_REASON !== null)
      rows.ssd_sdq_scores.push({
        csdq_table_id: `${id}_sdq_${year}`,
        csdq_person_id: id,
        csdq_sdq_reason: SDQ_REASON,
        csdq_sdq_score: SDQ_SCORE === null ? null : String(SDQ_SCORE),
      });
    if (SUBSTANCE_MISUSE === true)
      rows.ssd_cla_substance_misuse.push({
        clas_substance_misuse_id: `${id}_substance_${year}`,
        clas_person_id: id,
        clas_intervention_received: yesNo(INTERVENTION_RECEIVED),
      });
  }
  const immunised = health.at(-1)?.IMMUNISATIONS ?? null;
  if (immunised !== null)
    rows.ssd_cla_immunisations.push({ clai_person_id: id, clai_immunisations_status: yesNo(immunised) });
}

/** A row for each decision that the child should be placed for adoption, and what became of it. */
function addPermanence(rows: SsdsRows, id: string, { permanence, decisions, adoption }: Told): void {
  for (const { year, PREV_PERM, LA_PERM, DATE_PERM } of permanence)
    rows.ssd_cla_previous_permanence.push({
      lapp_table_id: `${id}_permanence_before_${year}`,
      lapp_person_id: id,
      lapp_previous_permanence_order_date: DATE_PERM && partialText(DATE_PERM),
      lapp_previous_permanence_option: PREV_PERM,
      lapp_previous_permanence_la: LA_PERM,
    });
  // The adoption came of the last decision.
  const steps: readonly (OtherRow<'PlacedAdoption'> | null)[] = decisions.length > 0 || !adoption ? decisions : [null];
  for (const [at, step] of steps.entries()) {
    const made = at === steps.length - 1 ? adoption : null;
    const decided = step?.DATE_PLACED ?? made?.DATE_INT ?? null;
    rows.ssd_permanence.push({
      perm_table_id: `${id}_permanence_${decided ?? 'adoption'}`,
      perm_person_id: id,
      perm_adm_decision_date: decided,
      perm_matched_date: made?.DATE_MATCH ?? null,
      perm_adopted_by_carer_flag: yesNo(made?.FOSTER_CARE ?? null),
      perm_decision_reversed_date: step?.DATE_PLACED_CEASED ?? null,
      perm_decision_reversed_reason: step?.REASON_PLACED_CEASED ?? null,
      perm_adopter_sex: made?.SEX_ADOPTR ?? null,
      perm_adopter_legal_status: made?.LS_ADOPTR ?? null,
      perm_number_of_adopters: made?.NB_ADOPTR ?? null,
    });
  }
}
