import { first, rows, sql, type Tx } from '../db/index.ts';
import { type CareLeaver, type Reckoned, reckon } from '../indicators/index.ts';
import { addDays, addYears, type PlainDate } from '../kernel/index.ts';
import { type CareLines, readCare, readTold, type ToldLines } from './indicator-rows.ts';

/** The longest that an indicator looks back from a day (half a year more than its 30 months, for stays that hang together). */
const YEARS_BACK = 3;

/** What figures are counted from. */
export interface CareCounted {
  /** The times in care worked out. */
  readonly reckoned: readonly Reckoned[];
  readonly leavers: readonly CareLeaver[];
  /** `OC2 2026`: tables of the return that are held, with the year. */
  readonly held: ReadonlySet<string>;
}

/**
 * The care of the actor's own authority, without names; empty for whoever may not ask.
 * @param days that figures are wanted of: at least one
 */
export async function careOn(tx: Tx, days: readonly PlainDate[]): Promise<CareCounted> {
  const sorted = [...days].sort();
  const [least, most] = [sorted[0] as PlainDate, sorted.at(-1) as PlainDate];
  const found = await first<CareLines & ToldLines>(
    tx,
    sql`select * from app.care_counted(${addDays(addYears(least, -YEARS_BACK), -1)}::date,
      ${addYears(least, -2)}::date, ${least}::date, ${most}::date)`,
  );
  if (!found) return { reckoned: [], leavers: [], held: new Set() };
  return { reckoned: reckon(readCare(found)), ...readTold(found) };
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
