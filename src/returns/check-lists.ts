import type { ProviderList } from '../homes/index.ts';
import { postcode } from '../kernel/index.ts';
import type { FindPostcode } from '../return-rules/index.ts';
import { type RawTables, rawColumns } from '../ssda903/index.ts';

/** Where a postcode is: the postcode, degrees, and the code of the authority it lies in. */
export type FoundPlace = readonly [postcode: string, lat: number, long: number, authority: string];

/** What a return's episodes point to, to be looked up where the database is. */
export interface Wanted {
  readonly postcodes: readonly string[];
  /** Ofsted numbers. */
  readonly urns: readonly string[];
}

/** What was found of it; null: no such list has been imported. */
export interface FoundLists {
  readonly places: readonly FoundPlace[] | null;
  readonly providers: ProviderList | null;
}

const COLUMNS = rawColumns('Episodes');
const POSTCODES = ['HOME_POST', 'PL_POST'].map((column) => COLUMNS.indexOf(column));
const URN = COLUMNS.indexOf('URN');

/** Every postcode of the episodes of some returns, in its usual form, and every Ofsted number of this year's, each once. */
export function wantedBy(now: RawTables, last: RawTables | null): Wanted {
  const texts = new Set<string>();
  const urns = new Set<string>();
  for (const read of last ? [now, last] : [now]) {
    for (const cells of read.tables.Episodes?.rows ?? []) {
      for (const at of POSTCODES) {
        const text = cells[at];
        if (text) texts.add(text);
      }
      const urn = cells[URN];
      if (urn && read === now) urns.add(urn);
    }
  }
  return { postcodes: [...new Set([...texts].flatMap((text) => postcode(text) ?? []))], urns: [...urns] };
}

/** The found places, as the rules ask for them; undefined where no postcode file is loaded. */
export function finder(found: readonly FoundPlace[] | null): FindPostcode | undefined {
  if (found === null) return undefined;
  const places = new Map(found.map(([code, lat, long, authority]) => [code, { lat, long, authority }]));
  return (text) => places.get(postcode(text) ?? '') ?? null;
}
