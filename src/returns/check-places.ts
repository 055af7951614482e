import { postcode } from '../kernel/index.ts';
import type { FindPostcode } from '../return-rules/index.ts';
import { type RawTables, rawColumns } from '../ssda903/index.ts';

/** Where a postcode is: the postcode, degrees, and the code of the authority it lies in. */
export type FoundPlace = readonly [postcode: string, lat: number, long: number, authority: string];

const COLUMNS = rawColumns('Episodes');
const POSTCODES = ['HOME_POST', 'PL_POST'].map((column) => COLUMNS.indexOf(column));

/** Every postcode of the episodes of some returns, once, in its usual form. */
export function postcodesOf(returns: readonly RawTables[]): string[] {
  const texts = new Set<string>();
  for (const { tables } of returns) {
    for (const cells of tables.Episodes?.rows ?? []) {
      for (const at of POSTCODES) {
        const text = cells[at];
        if (text) texts.add(text);
      }
    }
  }
  return [...new Set([...texts].flatMap((text) => postcode(text) ?? []))];
}

/** The found places, as the rules ask for them; undefined where no postcode file is loaded. */
export function finder(found: readonly FoundPlace[] | null): FindPostcode | undefined {
  if (found === null) return undefined;
  const places = new Map(found.map(([code, lat, long, authority]) => [code, { lat, long, authority }]));
  return (text) => places.get(postcode(text) ?? '') ?? null;
}
