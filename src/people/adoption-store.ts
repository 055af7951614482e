import { first, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';

/** Why a stay ends with an adoption order, as the statutory return has it. */
export const ADOPTED = {
  E11: 'The application was not opposed',
  E12: 'A court dispensed with consent',
} as const;
export type AdoptedAs = keyof typeof ADOPTED;

export interface AdoptionLink {
  readonly beforeId: string;
  readonly afterId: string;
  readonly orderedOn: PlainDate;
  readonly at: Date;
  readonly by: string;
}

/** What joins the two records of a child, before and after; null for everybody but the adoption workers named. */
export function adoptionOf(tx: Tx, childId: string): Promise<AdoptionLink | null> {
  return first<AdoptionLink>(
    tx,
    sql`select l.before_child_id as "beforeId", l.after_child_id as "afterId", l.ordered_on as "orderedOn", l.at,
        coalesce(a.name, l.by) as by
      from adoption_link l left join actor a on a.organisation_id = l.organisation_id and a.id = l.by
      where l.before_child_id = ${childId} or l.after_child_id = ${childId}`,
  );
}

/** Joins the two, seals the old record to its adoption workers, ends its homes and everybody else's work on it. */
export async function joinAndSeal(
  tx: Tx,
  beforeId: string,
  afterId: string,
  orderedOn: PlainDate,
  as: AdoptedAs,
): Promise<void> {
  await sql`select app.record_adoption(${beforeId}, ${afterId}, ${orderedOn}::date, ${as})`.execute(tx);
}
