import { first, rows, sql, type Tx } from '../db/index.ts';

/** A row of Ofsted's list, by the names under which the rules of the return ask for it. */
export type ListedProvider = { readonly [column: string]: string | null };

/** Ofsted's list as far as somebody asked for it. */
export interface ProviderList {
  /** What the lists that were imported tell at all. */
  readonly columns: readonly string[];
  readonly rows: readonly ListedProvider[];
}

/** The columns of the table that hold what rules ask for, and what the rules call them. */
export const TOLD_COLUMNS = {
  place_codes: 'PLACE_CODES',
  provider_codes: 'PROVIDER_CODES',
  registration_ended: 'REG_END',
  authority_codes: 'LA_CODE_INFERRED',
} as const;

/** Whether a list of Ofsted's has been imported; everybody may know. */
export async function isProviderListHere(tx: Tx): Promise<boolean> {
  return (await first(tx, sql`select urn from provider_listing limit 1`)) !== null;
}

/** What Ofsted's list tells at all, under the rules' names; null where none has been imported. Needs the system's rights. */
export async function listedColumns(tx: Tx): Promise<readonly string[] | null> {
  const found = await first<{ told: string[]; postcodes: boolean }>(
    tx,
    sql`select array(select distinct t from provider_listing l, unnest(l.told) t) as told,
        exists (select from provider_listing where postcode is not null) as postcodes
      where exists (select from provider_listing)`,
  );
  if (!found) return null;
  const told = new Set(found.told);
  return [
    'URN',
    ...(found.postcodes ? ['POSTCODE'] : []),
    ...Object.entries(TOLD_COLUMNS).flatMap(([column, name]) => (told.has(column) ? [name] : [])),
  ];
}

interface Row {
  readonly urn: string;
  readonly postcode: string | null;
  readonly place_codes: string | null;
  readonly provider_codes: string | null;
  readonly registration_ended: string | null;
  readonly authority_codes: readonly string[];
  readonly told: readonly string[];
}

/**
 * What Ofsted's list says of some numbers, as the rules of the return ask for it: a row for each authority in which a
 * provider has premises. What no list has told is left out, so that no rule takes it for blank; so is a blank postcode,
 * since Ofsted publishes none for children's homes. Needs the system's rights.
 */
export async function listedProviders(tx: Tx, urns: readonly string[]): Promise<ListedProvider[]> {
  const found = await rows<Row>(
    tx,
    sql`select urn, postcode, place_codes, provider_codes, registration_ended, authority_codes, told
      from provider_listing where urn = any (${sql.val(urns)}::text[])`,
  );
  return found.flatMap((row) => {
    const told = new Set(row.told);
    const one: Record<string, string | null> = { URN: row.urn };
    if (row.postcode !== null) one.POSTCODE = row.postcode;
    for (const column of ['place_codes', 'provider_codes', 'registration_ended'] as const) {
      if (told.has(column)) one[TOLD_COLUMNS[column]] = row[column];
    }
    if (!told.has('authority_codes')) return [one];
    const codes = row.authority_codes.length > 0 ? row.authority_codes : [null];
    return codes.map((code) => ({ ...one, [TOLD_COLUMNS.authority_codes]: code }));
  });
}
