import { first, rows, sql, type Tx } from '../db/index.ts';
import { type ChildInCare, type Reckoned, reckon } from '../indicators/index.ts';
import { addDays, addYears, type PlainDate } from '../kernel/index.ts';
import { type CareLines, readCare } from './indicator-rows.ts';

/** The longest that an indicator looks back from a day (half a year more than its 30 months, for stays that hang together). */
const YEARS_BACK = 3;

/**
 * The care of the actor's own authority, without names, with the times in care worked out; empty for whoever may not ask.
 * @param days that figures are wanted of: at least one
 */
export async function careOn(tx: Tx, days: readonly PlainDate[]): Promise<readonly Reckoned[]> {
  const sorted = [...days].sort();
  const [least, most] = [sorted[0] as PlainDate, sorted.at(-1) as PlainDate];
  const found = await first<CareLines>(
    tx,
    sql`select children, episodes, stays, families from app.care_counted(${addDays(addYears(least, -YEARS_BACK), -1)}::date,
      ${addYears(least, -2)}::date, ${least}::date, ${most}::date)`,
  );
  const children: readonly ChildInCare[] = found ? readCare(found) : [];
  return reckon(children);
}

export interface Neighbourhood {
  /** The regions that the authority belongs to. */
  readonly regions: readonly string[];
  readonly authorities: readonly string[];
}

/** The region and the other authorities in it, as they are called here. */
export async function neighbourhood(tx: Tx, organisationId: string): Promise<Neighbourhood> {
  const found = await rows<{ region: string; name: string }>(
    tx,
    sql`select r.name as region, o.name from region_member m join organisation r on r.id = m.region_id
      join region_member x on x.region_id = m.region_id join organisation o on o.id = x.organisation_id and o.kind = 'authority'
      where m.organisation_id = ${organisationId} and o.id <> m.organisation_id`,
  );
  return {
    regions: [...new Set(found.map(({ region }) => region))],
    authorities: [...new Set(found.map(({ name }) => name))],
  };
}
