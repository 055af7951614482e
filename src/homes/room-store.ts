import { first, rows, sql, type Tx } from '../db/index.ts';
import { newId, type PlainDate } from '../kernel/index.ts';
import type { OutOfServiceReason } from './room-state.ts';

/** A room with the latest word about it and the times it is out of service from today on. */
export interface RoomRow {
  readonly id: string;
  readonly homeId: string;
  readonly organisationId: string;
  readonly name: string;
  readonly adapted: boolean | null;
  readonly mayShare: boolean;
  /** The latest statement, with its id, so that a second person's later one is never overwritten unseen. */
  readonly statement: {
    readonly id: string;
    readonly freeFrom: PlainDate | null;
    readonly saidOn: PlainDate;
    /** A name only within the same organisation. */
    readonly saidBy: string | null;
  } | null;
  readonly out: readonly {
    readonly id: string;
    readonly from: PlainDate;
    readonly to: PlainDate | null;
    readonly reason: OutOfServiceReason;
    readonly note: string;
  }[];
}

const ROOM = (
  today: PlainDate,
) => sql`select r.organisation_id as "organisationId", r.home_id as "homeId", r.id, r.name, r.adapted,
    r.may_share as "mayShare",
    case when v.id is null then null else jsonb_build_object('id', v.id, 'freeFrom', v.free_from, 'saidOn', v.said_on,
      'saidBy', case when v.said_by = 'import' then 'an imported file' else w.name end) end as statement,
    coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'from', x.from_date, 'to', x.to_date, 'reason', x.reason,
        'note', x.note) order by x.from_date, x.id)
      from room_out_of_service x where x.organisation_id = r.organisation_id and x.room_id = r.id
        and (x.to_date is null or x.to_date >= ${today}::date)), '[]'::jsonb) as out
  from room r
  left join lateral (select id, free_from, said_on, said_by from room_vacancy v
    where v.organisation_id = r.organisation_id and v.room_id = r.id order by said_at desc, id desc limit 1) v on true
  left join actor w on w.id = v.said_by`;

/** The rooms of one home, by name. */
export async function roomsOf(tx: Tx, organisationId: string, homeId: string, today: PlainDate): Promise<RoomRow[]> {
  const found = await rows<RoomRow>(
    tx,
    sql`${ROOM(today)} where r.organisation_id = ${organisationId} and r.home_id = ${homeId}`,
  );
  return byName(found);
}

/** The rooms of several homes, in the order of their names. Homes are named `organisation/home`. */
export async function roomsOfHomes(tx: Tx, keys: readonly string[], today: PlainDate): Promise<RoomRow[]> {
  if (keys.length === 0) return [];
  const wanted = JSON.stringify(
    keys.map((key) => {
      const slash = key.indexOf('/');
      return { o: key.slice(0, slash), h: key.slice(slash + 1) };
    }),
  );
  const found = await rows<RoomRow>(
    tx,
    sql`${ROOM(today)} join jsonb_to_recordset(${wanted}::jsonb) as k(o text, h text)
      on k.o = r.organisation_id and k.h = r.home_id`,
  );
  return byName(found);
}

const names = new Intl.Collator('en-GB', { numeric: true });

function byName(rooms: RoomRow[]): RoomRow[] {
  return rooms.sort((a, b) => names.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

/**
 * Takes a room for this transaction, so that two people who speak of it at once follow one another.
 * @returns the home it belongs to and the id of the latest statement; null when the actor does not run this room
 */
export async function lockRoom(
  tx: Tx,
  organisationId: string,
  roomId: string,
): Promise<{ homeId: string; name: string; latest: string | null } | null> {
  const room = await first<{ homeId: string; name: string }>(
    tx,
    sql`select home_id as "homeId", name from room where organisation_id = ${organisationId} and id = ${roomId} for update`,
  );
  if (!room) return null;
  // Read by a statement of its own: the one that waited for the lock still saw the time before it.
  const latest = await first<{ id: string }>(
    tx,
    sql`select id from room_vacancy where organisation_id = ${organisationId} and room_id = ${roomId}
      order by said_at desc, id desc limit 1`,
  );
  return { ...room, latest: latest?.id ?? null };
}

/** Who spoke last about a room, and what they said. */
export function latestStatement(
  tx: Tx,
  organisationId: string,
  roomId: string,
): Promise<{ freeFrom: PlainDate | null; name: string | null } | null> {
  return first(
    tx,
    sql`select v.free_from as "freeFrom", w.name from room_vacancy v left join actor w on w.id = v.said_by
      where v.organisation_id = ${organisationId} and v.room_id = ${roomId} order by v.said_at desc, v.id desc limit 1`,
  );
}

/** Adds what somebody says about a room; nothing that was said before is changed. */
export async function addStatement(
  tx: Tx,
  organisationId: string,
  roomId: string,
  said: { readonly freeFrom: PlainDate | null; readonly on: PlainDate; readonly by: string },
): Promise<string> {
  const id = newId('vacancy');
  // The instant of writing, not of the transaction's start: whoever had to wait for the other speaks later.
  await sql`insert into room_vacancy (organisation_id, id, room_id, free_from, said_at, said_on, said_by)
    values (${organisationId}, ${id}, ${roomId}, ${said.freeFrom}::date, clock_timestamp(), ${said.on}::date, ${said.by})`.execute(
    tx,
  );
  return id;
}
