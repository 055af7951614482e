import { ensureProviders } from '../access/index.ts';
import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import { applyListings } from '../homes/index.ts';
import { postcode } from '../kernel/index.ts';
import {
  type HomeOfReturn,
  homeOfReturn,
  type Listing,
  OFSTED_NUMBER,
  PLACES_WITH_HOME,
  type ToldHome,
} from './home-of-return.ts';

export interface HomesWritten {
  /** Homes that this return's episodes point to. */
  readonly homes: number;
  readonly added: number;
  /** Ofsted numbers of which nobody says who runs the home. */
  readonly unclear: number;
}

interface ToldRow {
  readonly urn: string;
  readonly place: string;
  readonly place_provider: string | null;
  readonly name: string | null;
  readonly provider: string | null;
  readonly sector: string | null;
}

/**
 * Finds the homes behind the authority's Ofsted numbers and makes those that are not here yet. A home that is here
 * already is not changed, but for a postcode where it has none. Leaves the table `home_of_urn` for the rest of the
 * transaction.
 */
export async function writeHomes(tx: Tx, authority: string, regionId: string): Promise<HomesWritten> {
  const told = await rows<ToldRow>(
    tx,
    sql`select distinct on (e.urn) e.urn, e.place, e.place_provider, l.name, l.provider, l.sector
      from episode e left join provider_listing l on l.urn = e.urn
      where e.organisation_id = ${authority} and e.place = any (${PLACES_WITH_HOME}::text[]) and e.urn ~ ${OFSTED_NUMBER}
        and not exists (select from home h where h.urn = e.urn)
      order by e.urn, e.decom desc, e.child_id`,
  );
  const homes = told.map((row) => homeOfReturn(toldHome(row), listing(row)));
  const known = homes.filter((home) => home !== null);
  await insertHomes(tx, authority, regionId, known);
  if (known.length > 0) await applyListings(tx);
  const found = await findHomes(tx, authority, regionId);
  await fillPostcodes(tx, authority);
  return { homes: found, added: known.length, unclear: homes.length - known.length };
}

function toldHome(row: ToldRow): ToldHome {
  return { urn: row.urn, place: row.place, placeProvider: row.place_provider };
}

function listing(row: ToldRow): Listing | null {
  return row.name === null ? null : { name: row.name, provider: row.provider, sector: row.sector };
}

async function insertHomes(tx: Tx, authority: string, regionId: string, homes: readonly HomeOfReturn[]): Promise<void> {
  const providers = await ensureProviders(
    tx,
    homes.flatMap(({ provider, sector }) => (provider === null ? [] : [{ name: provider, sector }])),
  );
  const placed = homes.map((home) => ({
    home,
    id: `home_urn_${home.urn.toLowerCase()}`,
    organisation: home.provider === null ? authority : (providers.get(home.provider.toLowerCase()) ?? authority),
  }));
  await insertAll(
    tx,
    'home',
    placed.map(({ home, id, organisation }) => ({
      organisation_id: organisation,
      id,
      region_id: regionId,
      name: home.name,
      kind: home.kind,
      sector: home.sector,
      urn: home.urn,
      of_return: true,
    })),
  );
}

/** Where a home's address is not known, it is where the authority's latest episode there says. */
async function fillPostcodes(tx: Tx, authority: string): Promise<void> {
  const told = await rows<{ organisation_id: string; home_id: string; post: string }>(
    tx,
    sql`select distinct on (h.urn) h.organisation_id, h.id as home_id, e.pl_post as post
      from home_of_urn h join episode e on e.urn = h.urn
      left join home_address a on a.organisation_id = h.organisation_id and a.home_id = h.id
      where e.organisation_id = ${authority} and e.place = any (${PLACES_WITH_HOME}::text[]) and e.pl_post <> ''
        and a.postcode is null and a.confidential is not true
      order by h.urn, e.decom desc, e.child_id`,
  );
  const known = told.flatMap(({ post, ...home }) => {
    const code = postcode(post);
    return code === null ? [] : [{ ...home, postcode: code }];
  });
  await insertAll(
    tx,
    'home_address',
    known,
    'on conflict (organisation_id, home_id) do update set postcode = excluded.postcode',
  );
  await sql`update home_address a set lat = p.lat, long = p.long, authority_code = p.authority_code
    from home_of_urn h, postcode p where h.organisation_id = a.organisation_id and h.id = a.home_id
      and p.postcode = a.postcode and a.lat is null`.execute(tx);
}

/** Where one number stands for two homes, the authority's own record of it counts, then the region's, then one with a name. */
async function findHomes(tx: Tx, authority: string, regionId: string): Promise<number> {
  await sql`drop table if exists home_of_urn`.execute(tx);
  await sql`create temp table home_of_urn on commit drop as
    select distinct on (h.urn) h.urn, h.organisation_id, h.id from home h
    where h.urn in (select e.urn from episode e where e.organisation_id = ${authority} and e.urn ~ ${OFSTED_NUMBER}
      and e.place = any (${PLACES_WITH_HOME}::text[]))
    order by h.urn, h.organisation_id = ${authority} desc, h.region_id is not distinct from ${regionId} desc,
      h.of_return, h.organisation_id`.execute(tx);
  await sql`create index on home_of_urn (urn)`.execute(tx);
  await sql`analyze home_of_urn`.execute(tx);
  const counted = await rows<{ n: number }>(
    tx,
    sql`select count(distinct h.urn)::int as n from home_of_urn h join arriving_episode a on a.urn = h.urn
      where a.place = any (${PLACES_WITH_HOME}::text[])`,
  );
  return counted[0]?.n ?? 0;
}
