import { type Actor, NotHere, recordEvent } from '../access/index.ts';
import { insertAll, sql, type Tx } from '../db/index.ts';
import { inWords, newId, type PlainDate, Refusal } from '../kernel/index.ts';
import { mustRun } from './home-actions.ts';
import { type OutOfServiceReason, REASON_WORDS } from './room-state.ts';
import { addStatement, latestStatement, lockRoom } from './room-store.ts';

/** What a person says of a room today. */
export interface RoomStatement {
  /** The day from which it is free; null: it is taken. */
  readonly freeFrom: PlainDate | null;
  /** The latest statement that the person had before them (null: there was none); absent where nothing was shown. */
  readonly seen?: string | null;
}

/**
 * Says that a room is free, free later or taken. Saying it again confirms it.
 * @throws Refusal when somebody else spoke of it since the person looked
 */
export async function sayRoom(
  tx: Tx,
  actor: Actor,
  organisationId: string,
  roomId: string,
  said: RoomStatement,
  today: PlainDate,
): Promise<{ readonly homeId: string }> {
  mustRun(actor, organisationId);
  const room = await lockRoom(tx, organisationId, roomId);
  if (!room) throw new NotHere('This room is not here.');
  if (said.seen !== undefined && said.seen !== room.latest) {
    const other = await latestStatement(tx, organisationId, roomId);
    const who = other?.name ?? 'Somebody else';
    const what = other?.freeFrom ? `free from ${inWords(other.freeFrom)}` : 'taken';
    throw new Refusal(
      `${who} has said in the meantime that “${room.name}” is ${what}. Look at the room again, then say what is right.`,
    );
  }
  await addStatement(tx, organisationId, roomId, { freeFrom: said.freeFrom, on: today, by: actor.id });
  await recordEvent(tx, actor, said.freeFrom ? 'room.free' : 'room.taken', room.homeId, {
    room: roomId,
    freeFrom: said.freeFrom,
  });
  return { homeId: room.homeId };
}

/**
 * Confirms in one go what was last said of every room that was shown; a room somebody spoke of since is left alone.
 * @returns how many were confirmed, and the names of those left alone
 */
export async function confirmRooms(
  tx: Tx,
  actor: Actor,
  organisationId: string,
  seen: readonly { readonly roomId: string; readonly statement: string }[],
  today: PlainDate,
): Promise<{ readonly confirmed: number; readonly changed: readonly string[] }> {
  mustRun(actor, organisationId);
  const changed: string[] = [];
  let confirmed = 0;
  // Always in the same order, so that two people who confirm at once cannot wait for each other.
  for (const each of [...seen].sort((a, b) => (a.roomId < b.roomId ? -1 : 1))) {
    const room = await lockRoom(tx, organisationId, each.roomId);
    if (!room) continue;
    const last = await latestStatement(tx, organisationId, each.roomId);
    if (room.latest !== each.statement || !last) {
      changed.push(room.name);
      continue;
    }
    await addStatement(tx, organisationId, each.roomId, { freeFrom: last.freeFrom, on: today, by: actor.id });
    await recordEvent(tx, actor, 'room.confirmed', room.homeId, { room: each.roomId, freeFrom: last.freeFrom });
    confirmed += 1;
  }
  return { confirmed, changed: changed.sort(new Intl.Collator('en-GB', { numeric: true }).compare) };
}

/** Adds a room to a home, with the first word about it. */
export async function addRoom(
  tx: Tx,
  actor: Actor,
  organisationId: string,
  homeId: string,
  room: {
    readonly name: string;
    readonly adapted: boolean | null;
    readonly mayShare: boolean;
    readonly freeFrom: PlainDate | null;
  },
  today: PlainDate,
): Promise<string> {
  mustRun(actor, organisationId);
  const id = newId('room');
  const row = { organisation_id: organisationId, id, home_id: homeId, name: room.name };
  await insertAll(tx, 'room', [{ ...row, adapted: room.adapted, may_share: room.mayShare }]);
  await addStatement(tx, organisationId, id, { freeFrom: room.freeFrom, on: today, by: actor.id });
  await recordEvent(tx, actor, 'room.added', homeId, { room: id });
  return id;
}

export async function editRoom(
  tx: Tx,
  actor: Actor,
  organisationId: string,
  roomId: string,
  room: { readonly name: string; readonly adapted: boolean | null; readonly mayShare: boolean },
): Promise<void> {
  mustRun(actor, organisationId);
  const found = await lockRoom(tx, organisationId, roomId);
  if (!found) throw new NotHere('This room is not here.');
  await sql`update room set name = ${room.name}, adapted = ${room.adapted}::boolean, may_share = ${room.mayShare}::boolean
    where organisation_id = ${organisationId} and id = ${roomId}`.execute(tx);
  await recordEvent(tx, actor, 'room.edited', found.homeId, { room: roomId });
}

/** Takes a room out of service for a while, with the reason. Both days are included; no end: until further notice. */
export async function takeOutOfService(
  tx: Tx,
  actor: Actor,
  organisationId: string,
  roomId: string,
  spell: {
    readonly from: PlainDate;
    readonly to: PlainDate | null;
    readonly reason: OutOfServiceReason;
    readonly note: string;
  },
): Promise<string> {
  mustRun(actor, organisationId);
  if (spell.to !== null && spell.to < spell.from) {
    throw new Refusal('The last day out of service is before the first.');
  }
  const room = await lockRoom(tx, organisationId, roomId);
  if (!room) throw new NotHere('This room is not here.');
  const id = newId('out');
  await insertAll(tx, 'room_out_of_service', [
    {
      organisation_id: organisationId,
      id,
      room_id: roomId,
      from_date: spell.from,
      to_date: spell.to,
      reason: spell.reason,
      note: spell.note,
      said_by: actor.id,
    },
  ]);
  await recordEvent(tx, actor, 'room.out-of-service', room.homeId, {
    room: roomId,
    from: spell.from,
    to: spell.to,
    reason: REASON_WORDS[spell.reason],
  });
  return id;
}

/**
 * Puts a room back into service from a day: a spell under way ends the day before, one that has not begun is taken
 * away. Whether the room is free is another question, and is asked.
 */
export async function putBackIntoService(
  tx: Tx,
  actor: Actor,
  organisationId: string,
  spellId: string,
  from: PlainDate,
): Promise<void> {
  mustRun(actor, organisationId);
  const found = await sql<{ room_id: string; home_id: string }>`select x.room_id, r.home_id from room_out_of_service x
    join room r on r.organisation_id = x.organisation_id and r.id = x.room_id
    where x.organisation_id = ${organisationId} and x.id = ${spellId}`.execute(tx);
  const spell = found.rows[0];
  if (!spell) throw new NotHere('This time out of service is not here.');
  await sql`update room_out_of_service set to_date = ${from}::date - 1
    where organisation_id = ${organisationId} and id = ${spellId} and from_date < ${from}::date`.execute(tx);
  await sql`delete from room_out_of_service
    where organisation_id = ${organisationId} and id = ${spellId} and from_date >= ${from}::date`.execute(tx);
  await recordEvent(tx, actor, 'room.back-in-service', spell.home_id, { room: spell.room_id, from });
}
