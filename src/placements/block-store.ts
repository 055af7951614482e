import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { newId, type PlainDate } from '../kernel/index.ts';

/** A block of rooms as it is written down. */
export interface BlockContract {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
  readonly kind: string;
  readonly rooms: number;
  /** Pence for each room. */
  readonly weekly: number;
  readonly paidUnused: boolean;
  readonly from: PlainDate;
  /** The last day that it holds. */
  readonly to: PlainDate;
  /** Ended before the last day that was agreed. */
  readonly endedEarly: boolean;
  readonly homes: readonly string[];
}

/** Blocks of the actor's own organisation, those that end last first. */
export async function blockContracts(tx: Tx): Promise<readonly BlockContract[]> {
  const found = await rows<Omit<BlockContract, 'weekly'> & { weekly: string }>(
    tx,
    sql`select c.id, o.name as provider, c.name, c.kind, c.rooms::int, c.weekly_pence as weekly, c.paid_unused as "paidUnused",
        c.from_day as "from", least(c.to_day, e.until_day) as "to", e.contract_id is not null as "endedEarly",
        coalesce((select array_agg(h.name order by h.name, h.id) from block_home b
          join home h on h.organisation_id = b.home_organisation_id and h.id = b.home_id
          where b.organisation_id = c.organisation_id and b.contract_id = c.id), '{}') as homes
      from block_contract c join organisation o on o.id = c.provider_id
      left join block_contract_ended e on e.organisation_id = c.organisation_id and e.contract_id = c.id
      order by least(c.to_day, e.until_day) desc, c.name, c.id`,
  );
  return found.map((each) => ({ ...each, weekly: Number(each.weekly) }));
}

/** Who runs homes that the actor may see, for the first question of the form. */
export function providersWithHomes(tx: Tx): Promise<readonly { id: string; name: string }[]> {
  return rows(
    tx,
    sql`select o.id, o.name from organisation o
      where exists (select from home h where h.organisation_id = o.id and h.kind <> 'kinship' and h.region_id is not null)
      order by o.name, o.id`,
  );
}

/** Homes of one provider that a block may cover, as far as the actor may see them. */
export function homesOfProvider(
  tx: Tx,
  providerId: string,
): Promise<readonly { id: string; name: string; kind: string }[]> {
  return rows(
    tx,
    sql`select h.id, h.name, h.kind from home h where h.organisation_id = ${providerId} and h.kind <> 'kinship'
      and h.region_id is not null order by h.kind, h.name, h.id limit 200`,
  );
}

export interface NewBlock {
  readonly providerId: string;
  readonly name: string;
  readonly kind: string;
  readonly rooms: number;
  readonly weekly: number;
  readonly paidUnused: boolean;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly homeIds: readonly string[];
}

interface Doer {
  readonly id: string;
  readonly organisation: { readonly id: string };
}

/**
 * Writes a block down.
 * @returns null, or the name of another block of one's own that covers one of the homes on one of the days: the days that
 * children use would not be known to belong to one of them
 */
export async function addBlock(tx: Tx, actor: Doer, block: NewBlock): Promise<string | null> {
  const own = actor.organisation.id;
  // Two at once write one after the other, so that the second is told of the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`blocks ${own}`}, 0))`.execute(tx);
  const clash = await first<{ name: string }>(
    tx,
    sql`select c.name from block_contract c join block_home b on b.organisation_id = c.organisation_id and b.contract_id = c.id
      left join block_contract_ended e on e.organisation_id = c.organisation_id and e.contract_id = c.id
      where c.organisation_id = ${own} and b.home_organisation_id = ${block.providerId}
        and b.home_id in (${sql.join(block.homeIds)}) and c.from_day <= ${block.to}::date
        and least(c.to_day, e.until_day) >= ${block.from}::date and least(c.to_day, e.until_day) >= c.from_day limit 1`,
  );
  if (clash) return clash.name;
  const id = newId('block');
  await insertAll(tx, 'block_contract', [
    {
      organisation_id: own,
      id,
      provider_id: block.providerId,
      name: block.name,
      kind: block.kind,
      rooms: block.rooms,
      weekly_pence: block.weekly,
      paid_unused: block.paidUnused,
      from_day: block.from,
      to_day: block.to,
      by: actor.id,
    },
  ]);
  await insertAll(
    tx,
    'block_home',
    block.homeIds.map((home_id) => ({
      organisation_id: own,
      contract_id: id,
      home_organisation_id: block.providerId,
      home_id,
    })),
  );
  return null;
}

/** Ends a block on a day before its last, or takes it back as a mistake (the day before its first). False: not there, or ended. */
export async function endBlock(
  tx: Tx,
  actor: Doer,
  contractId: string,
  until: PlainDate | 'mistake',
): Promise<boolean> {
  const day = until === 'mistake' ? sql`c.from_day - 1` : sql`greatest(c.from_day, ${until}::date)`;
  const done = await sql`insert into block_contract_ended (organisation_id, contract_id, until_day, by)
    select c.organisation_id, c.id, ${day}, ${actor.id} from block_contract c
      where c.organisation_id = ${actor.organisation.id} and c.id = ${contractId} and ${day} < c.to_day
    on conflict do nothing`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) > 0;
}
