import { sql, type Tx } from '../db/index.ts';

/**
 * Gives a point to every address whose postcode is known and that has none yet: children's family homes, homes, and the
 * places of profiles. Needs the system's rights. What a postcode file does not have stays unknown.
 * @returns how many addresses found their point
 */
export async function fillPoints(tx: Tx): Promise<number> {
  let found = 0;
  for (const table of ['child_address', 'home_address', 'profile_place']) {
    const authority =
      table === 'home_address' ? sql`, authority_code = coalesce(p.authority_code, a.authority_code)` : sql``;
    const result = await sql`update ${sql.table(table)} a set lat = p.lat, long = p.long ${authority}
      from postcode p where p.postcode = a.postcode and a.lat is null`.execute(tx);
    found += Number(result.numAffectedRows ?? 0n);
  }
  return found;
}
