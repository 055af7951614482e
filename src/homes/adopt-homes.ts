import { ensureProviders } from '../access/index.ts';
import { rows, sql, type Tx } from '../db/index.ts';

/** A home that a return made, and the organisation that is now known to run it. */
export interface Adoption {
  readonly homeId: string;
  readonly from: string;
  readonly to: string;
}

/** Who is taken to run a home of which a return gives the number alone. */
export function nameOfUnknownProvider(urn: string): string {
  return `Provider of home ${urn}`;
}

/**
 * Gives homes to the organisations that a homes file names; everything known of them goes along (`on update cascade`).
 * From then on they are homes like any other: a later return or list moves them no more. A provider without a name
 * that is left without homes goes. Needs the system's rights.
 */
export async function adoptHomes(tx: Tx, adoptions: readonly Adoption[]): Promise<void> {
  if (adoptions.length === 0) return;
  await sql`update home h set organisation_id = w."to", of_return = false, unused_since = null
    from jsonb_to_recordset(${JSON.stringify(adoptions)}::jsonb) as w("homeId" text, "from" text, "to" text)
    where h.organisation_id = w."from" and h.id = w."homeId"`.execute(tx);
  await dropUnknownProviders(tx);
}

/** A sector in the words of Ofsted's lists; null where they say none that is known here. */
export function listedSector(words: string | null): 'authority' | 'voluntary' | 'private' | null {
  if (!words) return null;
  if (/authority/i.test(words)) return 'authority';
  if (/voluntary/i.test(words)) return 'voluntary';
  return /private/i.test(words) ? 'private' : null;
}

interface Listed {
  readonly homeId: string;
  readonly from: string;
  readonly provider: string;
  readonly sector: 'authority' | 'voluntary' | 'private';
  readonly listed: string | null;
}

/**
 * Gives homes that a return made to the provider that the Ofsted list names, so that it does not matter which of the
 * two came first. A home stays where it is when the authority runs it itself, when a homes file has named it, and
 * when people of its provider work here.
 * @returns how many came to another provider
 */
export async function giveToListedProviders(tx: Tx): Promise<number> {
  const found = await rows<Listed>(
    tx,
    sql`select h.id as "homeId", h.organisation_id as "from", l.provider, h.sector, l.sector as listed
      from home h join organisation o on o.id = h.organisation_id join provider_listing l on l.urn = h.urn
      where h.of_return and o.kind = 'provider' and l.provider <> '' and lower(o.name) <> lower(l.provider)
        and not exists (select from actor w where w.organisation_id = h.organisation_id)`,
  );
  if (found.length === 0) return 0;
  const named = found.map((each) => ({ ...each, sector: listedSector(each.listed) ?? each.sector }));
  const providers = await ensureProviders(
    tx,
    named.map(({ provider, sector }) => ({ name: provider, sector })),
  );
  const moves = named.map((each) => ({ ...each, to: providers.get(each.provider.toLowerCase()) ?? each.from }));
  await sql`update home h set organisation_id = w."to", sector = w.sector
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as w("homeId" text, "from" text, "to" text, sector text)
    where h.organisation_id = w."from" and h.id = w."homeId"`.execute(tx);
  await dropUnknownProviders(tx);
  return moves.length;
}

async function dropUnknownProviders(tx: Tx): Promise<void> {
  await sql`delete from organisation o where o.kind = 'provider' and starts_with(lower(o.name), ${nameOfUnknownProvider('').toLowerCase()})
    and not exists (select from home h where h.organisation_id = o.id)
    and not exists (select from actor w where w.organisation_id = o.id)
    and not exists (select from event e where e.organisation_id = o.id)`.execute(tx);
}
