import { createHash } from 'node:crypto';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';

/** The region that imported authorities stand in until an administrator draws another. */
const REGION_HERE = 'region_here';

/**
 * Finds an authority by its code, or makes it, with a region to find homes in. Nobody works for a new one yet: its first
 * administrator comes by a link (src/accounts). Needs the system's rights.
 * @param code as given on the command line: the ONS code, such as E09000027
 */
export async function ensureAuthority(
  tx: Tx,
  code: string,
  name = `Authority ${code}`,
): Promise<{ id: string; regionId: string }> {
  const known = await first<{ id: string }>(
    tx,
    sql`select id from organisation where code = ${code} and kind = 'authority'`,
  );
  const id = known?.id ?? `authority_${code.toLowerCase()}`;
  if (!known) await insertAll(tx, 'organisation', [{ id, kind: 'authority', name, code, sector: 'authority' }]);
  const member = await first<{ region_id: string }>(
    tx,
    sql`select region_id from region_member where organisation_id = ${id} order by region_id limit 1`,
  );
  const regionId = member?.region_id ?? (await ensureRegionHere(tx));
  if (!member) await joinRegion(tx, regionId, id);
  return { id, regionId };
}

/**
 * Makes an organisation a member of a region and a party of its sharing agreement; a region without one gets one, in
 * plain words and from this day, to be replaced by the agreement the authorities signed. Needs the system's rights.
 */
export async function joinRegion(tx: Tx, regionId: string, organisationId: string): Promise<void> {
  await insertAll(tx, 'region_member', [{ region_id: regionId, organisation_id: organisationId }], KEEP);
  const agreement = `agreement_${regionId}`;
  await insertAll(tx, 'sharing_agreement', [firstAgreement(regionId)], KEEP);
  await insertAll(
    tx,
    'sharing_party',
    [{ region_id: regionId, agreement_id: agreement, organisation_id: organisationId }],
    KEEP,
  );
}

const KEEP = 'on conflict do nothing';

/** What the members of a region share from the first day, so that homes can be found: never anything about a child. */
export function firstAgreement(regionId: string) {
  return {
    region_id: regionId,
    id: `agreement_${regionId}`,
    purpose: 'Finding homes for children across the region',
    fields: ['homes', 'households'],
    from_day: englandDate(new Date()),
    signed_words: 'Written down by Homeward when the region was made; replace it by the one your authorities signed.',
  };
}

/** What the authorities of a made-up region share to plan homes together; a real region signs its own. */
export function planningAgreement(regionId: string) {
  return {
    ...firstAgreement(regionId),
    id: planningAgreementId(regionId),
    purpose: 'Planning homes across the region: who is waiting, forecast, gaps, cost',
    fields: ['counts', 'waiting'],
    signed_words: 'Part of the made-up region.',
  };
}

export function planningAgreementId(regionId: string): string {
  return `planning_${regionId}`;
}

/** The only region there is, or one made for this machine. */
export async function ensureRegionHere(tx: Tx): Promise<string> {
  const known = await first<{ id: string }>(
    tx,
    sql`select id from organisation where kind = 'region' order by id limit 1`,
  );
  if (known) return known.id;
  await insertAll(tx, 'organisation', [{ id: REGION_HERE, kind: 'region', name: 'This region' }]);
  return REGION_HERE;
}

/** Finds a provider by name (case does not matter), or makes it. Needs the system's rights. */
export async function ensureProvider(tx: Tx, name: string, sector: 'voluntary' | 'private'): Promise<string> {
  const known = await first<{ id: string }>(
    tx,
    sql`select id from organisation where kind = 'provider' and lower(name) = lower(${name}) order by id limit 1`,
  );
  if (known) return known.id;
  const id = providerId(name.toLowerCase());
  await insertAll(tx, 'organisation', [{ id, kind: 'provider', name, sector }]);
  return id;
}

/**
 * Finds or makes many providers at once, as `ensureProvider` does one. Where a name stands twice its first sector counts.
 * `authority`: run by a council that is not named. @returns the id of each, by its name in lower case
 */
export async function ensureProviders(
  tx: Tx,
  providers: readonly { readonly name: string; readonly sector: 'authority' | 'voluntary' | 'private' }[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map(
    providers.map(({ name, sector }) => [name.toLowerCase(), { name, sector }] as const).reverse(),
  );
  const found = await rows<{ name: string; id: string }>(
    tx,
    sql`select lower(name) as name, min(id) as id from organisation
      where kind = 'provider' and lower(name) = any (${[...wanted.keys()]}::text[]) group by lower(name)`,
  );
  const known = new Map(found.map(({ name, id }) => [name, id]));
  const missing = [...wanted].filter(([key]) => !known.has(key));
  await insertAll(
    tx,
    'organisation',
    missing.map(([key, { name, sector }]) => ({ id: providerId(key), kind: 'provider', name, sector })),
  );
  for (const [key] of missing) known.set(key, providerId(key));
  return known;
}

function providerId(lowerName: string): string {
  return `provider_${createHash('sha256').update(lowerName).digest('hex').slice(0, 16)}`;
}

/** True while the made-up region is loaded. */
export async function isMadeUp(tx: Tx): Promise<boolean> {
  return (await first(tx, sql`select 1 from setting where name = 'made-up region'`)) !== null;
}
