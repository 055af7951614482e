import { type Actor, recordEvent } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import { closes, type Need, OPEN_FOR_HOURS, type Outcome } from './break-glass.ts';

const HOUR = 3_600_000;

/**
 * Opens the record of the one child that fits exactly, for a while, with the reason. Doing it again while it is open
 * changes nothing: two presses of a button are one opening.
 * @returns the child's id; null when no child, or more than one, fits
 */
export async function openInNeed(tx: Tx, actor: Actor, need: Need, now: Date): Promise<string | null> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from app.find_to_open(${need.given}, ${need.family}, ${need.born}::date, ${need.number}) as f(id)`,
  );
  const child = found.length === 1 ? found[0]?.id : undefined;
  if (!child) return null;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`break-glass ${actor.id} ${child}`}, 0))`.execute(tx);
  // Whoever had the lock before may have asked a moment later and written a later time: that is open all the same.
  const others = await rows(
    tx,
    sql`select from break_glass where actor_id = ${actor.id} and child_id = ${child} and until_at > ${now.toISOString()}`,
  );
  if (others.length > 0) return child;
  const id = newId('opening');
  await insertAll(tx, 'break_glass', [
    {
      organisation_id: actor.organisation.id,
      id,
      child_id: child,
      actor_id: actor.id,
      reason: need.reason,
      at: now.toISOString(),
      until_at: new Date(now.getTime() + OPEN_FOR_HOURS * HOUR).toISOString(),
    },
  ]);
  await recordEvent(tx, actor, 'break-glass.opened', child, { opening: id });
  return child;
}

/** Until when the actor has a child's record open in need; null when they have not. */
export async function openUntil(tx: Tx, actorId: string, childId: string, now: Date): Promise<Date | null> {
  const found = await first<{ until: Date }>(
    tx,
    sql`select until_at as until from break_glass where actor_id = ${actorId} and child_id = ${childId}
      and at <= ${now.toISOString()} and until_at > ${now.toISOString()} order by until_at desc limit 1`,
  );
  return found?.until ?? null;
}

export interface Opening {
  readonly id: string;
  readonly childId: string;
  readonly actorId: string;
  readonly who: string;
  readonly role: string;
  /** Opened by the person who asks, in this post or in another one of theirs. */
  readonly own: boolean;
  readonly reason: string;
  readonly at: Date;
  readonly until: Date;
  readonly statements: readonly Statement[];
  readonly closed: boolean;
}

export interface Statement {
  readonly at: string;
  readonly by: string;
  readonly outcome: Outcome;
  readonly note: string;
}

const OPENING = sql`select b.id, b.child_id as "childId", b.actor_id as "actorId", coalesce(a.name, b.actor_id) as who,
    coalesce(a.role, '') as role, app.is_me(b.actor_id) as own, b.reason, b.at, b.until_at as until,
    coalesce((select jsonb_agg(jsonb_build_object('at', r.at, 'by', coalesce(w.name, r.by), 'outcome', r.outcome, 'note', r.note)
        order by r.at)
      from break_glass_review r left join actor w on w.id = r.by
      where r.organisation_id = b.organisation_id and r.break_glass_id = b.id), '[]') as statements,
    exists (select from break_glass_review r where r.organisation_id = b.organisation_id and r.break_glass_id = b.id
      and r.closed) as closed
  from break_glass b left join actor a on a.organisation_id = b.organisation_id and a.id = b.actor_id`;

/** All openings of the authority, those whose review is not closed first, the oldest of them on top. */
export async function openings(tx: Tx): Promise<Opening[]> {
  return rows<Opening>(
    tx,
    sql`select * from (${OPENING}) o order by closed, case when closed then null else at end, at desc limit 500`,
  );
}

export async function oneOpening(tx: Tx, id: string): Promise<Opening | null> {
  return first<Opening>(tx, sql`${OPENING} where b.id = ${id}`);
}

/** Writes what a review found. The database refuses a review of one's own opening. False when it is closed already. */
export async function review(
  tx: Tx,
  actor: Actor,
  opening: Opening,
  said: { readonly outcome: Outcome; readonly note: string },
  now: Date,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`review ${opening.id}`}, 0))`.execute(tx);
  const fresh = await oneOpening(tx, opening.id);
  if (!fresh || fresh.closed) return false;
  await insertAll(tx, 'break_glass_review', [
    {
      organisation_id: actor.organisation.id,
      break_glass_id: opening.id,
      at: now.toISOString(),
      by: actor.id,
      outcome: said.outcome,
      note: said.note,
      closed: closes(said.outcome),
    },
  ]);
  await recordEvent(tx, actor, 'review.stated', opening.id, { outcome: said.outcome });
  return true;
}
