import { first, sql, type Tx } from '../db/index.ts';
import { postcode } from '../kernel/index.ts';

export interface Found {
  /** The postcode, or the first half of one, in its usual form. */
  readonly postcode: string;
  /** Null: not in the postcode file, so distances stay unknown. */
  readonly lat: number | null;
  readonly long: number | null;
}

const FIRST_HALF = /^[A-Z]{1,2}[0-9][A-Z0-9]?$/;

/**
 * Finds the point of a postcode, or the middle of a postcode district (`M14`) when that is all that is known.
 * @returns null when the text cannot be either; with null coordinates when it could be one but is not in the file
 */
export async function findPostcode(tx: Tx, typed: string): Promise<Found | null> {
  const whole = postcode(typed);
  if (whole) {
    const point = await first<{ lat: number; long: number }>(
      tx,
      sql`select lat, long from postcode where postcode = ${whole}`,
    );
    return { postcode: whole, lat: point?.lat ?? null, long: point?.long ?? null };
  }
  const district = typed.toUpperCase().trim();
  if (!FIRST_HALF.test(district)) return null;
  const middle = await first<{ lat: number | null; long: number | null }>(
    tx,
    sql`select avg(lat) as lat, avg(long) as long from postcode
      where postcode >= ${`${district} `} and postcode < ${`${district}!`}`,
  );
  return { postcode: district, lat: middle?.lat ?? null, long: middle?.long ?? null };
}
