import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { newId, type PlainDate } from '../kernel/index.ts';
import { pricesPaid } from '../placements/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import type { Block, MarketStay, Period } from '../sufficiency/index.ts';
import { isOfScope } from './scope-of-stays.ts';

/** A provider as a market page names it. */
export interface ProviderName {
  readonly id: string;
  readonly name: string;
  /** Who owns it, as somebody wrote it down; null: nobody did, or it belongs to no group. */
  readonly group: string | null;
}

/** Everything the market pages work from, for one scope. */
export interface Market {
  readonly stays: readonly MarketStay[];
  readonly blocks: readonly Block[];
  readonly nights: Awaited<ReturnType<typeof pricesPaid>>['nights'];
  readonly providers: ReadonlyMap<string, ProviderName>;
}

export async function marketOf(tx: Tx, scope: PlanningScope, period: Period): Promise<Market> {
  const found = await pricesPaid(
    tx,
    period,
    scope.authorities.map(({ id }) => id),
  );
  const names = await providerNames(tx);
  const isHere = ({ authority }: { authority: string }) => isOfScope({ authority }, scope);
  return {
    stays: found.stays.filter(isHere),
    // A block that a region bought is nobody's alone: it stands where all are counted together.
    blocks: found.blocks.filter(({ buyer }) => isOfScope({ authority: buyer }, scope) || scope.authorities.length > 1),
    nights: found.nights.filter(isHere),
    providers: names,
  };
}

/** All organisations that run homes with their owner: what one's own organisation wrote down, else what its region did. */
export async function providerNames(tx: Tx): Promise<ReadonlyMap<string, ProviderName>> {
  const found = await rows<ProviderName>(
    tx,
    sql`select o.id, o.name, nullif(g.name, '') as "group" from organisation o
      left join lateral (select g.name from provider_group g where g.provider_id = o.id
        order by (g.organisation_id = app.my_organisation()) desc, g.at desc, g.id desc limit 1) g on true
      where o.kind <> 'region' order by o.name, o.id`,
  );
  return new Map(found.map((each) => [each.id, each]));
}

/** Providers of homes in which the scope's children lived, and the group each belongs to, for the form. */
export async function writeGroup(
  tx: Tx,
  actor: { readonly id: string; readonly organisation: { readonly id: string } },
  providerId: string,
  name: string,
): Promise<void> {
  await insertAll(tx, 'provider_group', [
    { organisation_id: actor.organisation.id, id: newId('group'), provider_id: providerId, name, by: actor.id },
  ]);
}

/** Codes of the return that count as places that are not registered; a setting may say others. */
const PLACES_NOT_REGISTERED = ['Z1', 'Z11', 'Z12', 'Z13', 'Z14'];

export async function placesNotRegistered(tx: Tx): Promise<readonly string[]> {
  const found = await first<{ value: unknown }>(
    tx,
    sql`select value from setting where name = 'market: places not registered'`,
  );
  const value = found?.value;
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : PLACES_NOT_REGISTERED;
}

/** Rooms that providers have in the region, as far as the reader may see homes at all: how many, and how many are free. */
export interface RoomsOfProvider {
  readonly provider: string;
  readonly homes: number;
  readonly rooms: number;
  readonly free: number;
}

export async function roomsOfProviders(tx: Tx, today: PlainDate): Promise<ReadonlyMap<string, RoomsOfProvider>> {
  const found = await rows<RoomsOfProvider>(
    tx,
    sql`select h.organisation_id as provider, count(distinct h.id)::int as homes, count(r.id)::int as rooms,
        count(r.id) filter (where v.free_from <= ${today})::int as free
      from home h join room r on r.organisation_id = h.organisation_id and r.home_id = h.id
      left join (select distinct on (v.organisation_id, v.room_id) v.* from room_vacancy v
        order by v.organisation_id, v.room_id, v.said_at desc, v.id desc) v on v.organisation_id = r.organisation_id and v.room_id = r.id
      where h.kind <> 'kinship' group by h.organisation_id`,
  );
  return new Map(found.map((each) => [each.provider, each]));
}
