import { first, rows, sql, type Tx } from '../db/index.ts';

/** How many a person has at most; the oldest makes room. */
const AT_MOST = 3;
const KEPT_MINUTES = 60;
/** A form that was being sent again when the machine stopped can be sent once more after this many minutes. */
const TAKEN_MINUTES = 1;

/** Whoever a form waits for: the person, and the post in which they wrote. */
export interface Writer {
  readonly organisationId: string;
  readonly actorId: string;
  readonly accountId: string | null;
}

/** A kept form as it lies in the table. */
export interface KeptRow {
  readonly id: string;
  readonly sealed: string;
  readonly keptAt: Date;
  readonly actorId: string;
  readonly accountId: string | null;
  /** The post in which it was written, in words. */
  readonly role: string;
  readonly organisation: string;
}

/**
 * Whose session it was that came to its end by its own limits. Null for one that is open, that somebody ended on purpose,
 * and where the post, the account or their tie has ended since: nothing is kept for those. As the system.
 */
export async function writerOfExpired(tx: Tx, digest: string, now: Date): Promise<Writer | null> {
  const at = now.toISOString();
  return first<Writer>(
    tx,
    sql`select s.organisation_id as "organisationId", s.actor_id as "actorId", s.account_id as "accountId"
      from session s join actor a on a.organisation_id = s.organisation_id and a.id = s.actor_id
      where s.digest = ${digest} and (s.ends_at <= ${at} or s.last_seen_at + s.idle <= ${at})
        and a.account_id is not distinct from s.account_id
        and not exists (select from session_ended x where x.session_id = s.id)
        and not exists (select from post_ended e where e.organisation_id = s.organisation_id and e.actor_id = s.actor_id)
        and not exists (select from account_closed c where c.account_id = s.account_id)`,
  );
}

/** Keeps a sealed form; the same one again stays one. As the system. */
export async function putKept(
  tx: Tx,
  writer: Writer,
  form: { readonly id: string; readonly mark: string; readonly sealed: string },
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const { organisationId, actorId, accountId } = writer;
  // One at a time for each person, so that of many at once no more than a few stay.
  await first(tx, sql`select id from actor where organisation_id = ${organisationId} and id = ${actorId} for update`);
  if (accountId !== null) await first(tx, sql`select id from account where id = ${accountId} for update`);
  await forgetKept(tx, now);
  await sql`insert into kept_form (id, organisation_id, actor_id, account_id, mark, sealed, kept_at)
    values (${form.id}, ${organisationId}, ${actorId}, ${accountId}, ${form.mark}, ${form.sealed}, ${at})
    on conflict (organisation_id, actor_id, mark) do update set kept_at = excluded.kept_at`.execute(tx);
  await sql`delete from kept_form where id in (select id from kept_form
    where case when ${accountId}::text is null then actor_id = ${actorId} else account_id = ${accountId} end
    order by kept_at desc, id offset ${AT_MOST})`.execute(tx);
}

/** What waits for a person, the newest first. As the system. @param own only what they wrote in this post */
export async function keptOf(tx: Tx, writer: Writer, now: Date, own: boolean): Promise<KeptRow[]> {
  await forgetKept(tx, now);
  return rows<KeptRow>(
    tx,
    sql`select k.id, k.sealed, k.kept_at as "keptAt", k.actor_id as "actorId", k.account_id as "accountId", a.role,
        o.name as organisation
      from kept_form k join actor a on a.organisation_id = k.organisation_id and a.id = k.actor_id
      join organisation o on o.id = k.organisation_id
      where k.account_id is not distinct from ${writer.accountId}::text
        and (k.actor_id = ${writer.actorId} or (k.account_id is not null and not ${own}::boolean))
      order by k.kept_at desc, k.id`,
  );
}

/** Takes a kept form to be sent again, by one at a time. As the system. @returns false where it is gone, or being sent */
export async function takeKept(tx: Tx, writer: Writer, id: string, now: Date): Promise<boolean> {
  await forgetKept(tx, now);
  const at = now.toISOString();
  const taken = await first(
    tx,
    sql`update kept_form set taken_at = ${at} where id = ${id} and actor_id = ${writer.actorId}
        and account_id is not distinct from ${writer.accountId}::text
        and (taken_at is null or taken_at <= ${at}::timestamptz - make_interval(mins => ${TAKEN_MINUTES}))
      returning id`,
  );
  return taken !== null;
}

/** It could not be sent after all, and waits on. As the system. */
export async function leaveKept(tx: Tx, id: string): Promise<void> {
  await sql`update kept_form set taken_at = null where id = ${id}`.execute(tx);
}

/** It has been sent, or its writer threw it away. As the system. */
export async function dropKept(tx: Tx, writer: Writer, id: string): Promise<void> {
  await sql`delete from kept_form where id = ${id} and actor_id = ${writer.actorId}
    and account_id is not distinct from ${writer.accountId}::text`.execute(tx);
}

/** Removes what nobody came back for. As the system. */
export async function forgetKept(tx: Tx, now: Date): Promise<void> {
  await sql`delete from kept_form
    where kept_at <= ${now.toISOString()}::timestamptz - make_interval(mins => ${KEPT_MINUTES})`.execute(tx);
}
