import { type Actor, ROLES, type Role } from '../access/index.ts';
import { type Database, first, rows, type Sql, sql, type Tx } from '../db/index.ts';
import { newId, Refusal } from '../kernel/index.ts';
import { sessionLimits } from './session-limits.ts';
import { digestOf, newToken } from './tokens.ts';

export type SignInMethod = 'password' | 'oidc' | 'demo' | 'test';

/** Why a session was ended; the words of the table. */
export type EndOfSession =
  | 'signed out'
  | 'ended by its owner'
  | 'ended by an administrator'
  | 'another post'
  | 'password changed'
  | 'ended where they sign in';

/** An open session, and the post it works in. */
export interface Session {
  /** Names the session to its owner; it opens nothing. */
  readonly id: string;
  readonly actor: Actor;
  /** Null for an actor nobody signs in to: only tests have one. */
  readonly accountId: string | null;
  readonly method: SignInMethod;
  readonly signedInAt: Date;
  /** When the person last proved who they are. */
  readonly freshAt: Date;
}

interface SessionRow {
  id: string;
  account_id: string | null;
  actor_id: string;
  name: string;
  role: Role;
  organisation_id: string;
  organisation_name: string;
  organisation_kind: Actor['organisation']['kind'];
  method: SignInMethod;
  signed_in: number;
  fresh: number;
  stale: boolean;
}

/**
 * Opens a session for a post. As the system: nobody is signed in yet.
 * @param accountId who signs in; null only for an actor without an account (tests)
 * @param device the browser in words, for the owner's list of sessions
 * @returns the secret for the cookie, which is kept nowhere
 * @throws Refusal where the post has ended, or is another account's
 */
export async function startSession(
  tx: Tx,
  session: {
    readonly accountId: string | null;
    readonly actorId: string;
    readonly method: SignInMethod;
    readonly now: Date;
    readonly device?: string;
    /** When the person proved who they are, where that was not just now: they only changed to another post. */
    readonly freshAt?: Date;
  },
): Promise<{ token: string; sessionId: string }> {
  const post = await first<{ organisation_id: string; role: Role; account_id: string | null }>(
    tx,
    sql`select a.organisation_id, a.role, a.account_id from actor a where a.id = ${session.actorId}
      and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
      and not exists (select from account_closed c where c.account_id = a.account_id)`,
  );
  if (!post || (session.method !== 'test' && post.account_id !== session.accountId)) {
    throw new Refusal('This post has ended, or it is somebody else’s. Sign in again.');
  }
  const token = newToken();
  const sessionId = newId('session');
  const limits = sessionLimits(post.role);
  const now = session.now.toISOString();
  await sql`insert into session (digest, id, account_id, organisation_id, actor_id, method, device, signed_in_at, fresh_at,
      last_seen_at, idle, ends_at)
    values (${digestOf(token)}, ${sessionId}, ${post.account_id}, ${post.organisation_id}, ${session.actorId},
      ${session.method}, ${session.device ?? ''}, ${now}, ${(session.freshAt ?? session.now).toISOString()}, ${now},
      make_interval(mins => ${limits.idle}), ${now}::timestamptz + make_interval(mins => ${limits.absolute}))`.execute(
    tx,
  );
  return { token, sessionId };
}

/**
 * The open session of a cookie's secret, in one query: null where there is none, it idled or came to its end, its owner
 * ended it, the post ended, the account was closed or the post went to another account. As the system.
 */
export async function sessionOf(tx: Tx, token: string, now: Date): Promise<Session | null> {
  return sessionIn(tx, await rows(tx, askSession(token, now)), now);
}

/** The same for each request, in a transaction of its own that asks nothing else. */
export async function openSession(database: Database, token: string, now: Date): Promise<Session | null> {
  const found = await database.askAsSystem<SessionRow>(askSession(token, now));
  if (found[0]?.stale) return database.asSystem((tx) => sessionIn(tx, found, now));
  return found[0] ? sessionOfRow(found[0]) : null;
}

function askSession(token: string, now: Date): Sql<unknown> {
  return sql`select * from app.session_of(${digestOf(token)}, ${now.toISOString()})`;
}

async function sessionIn(tx: Tx, rowsFound: readonly unknown[], now: Date): Promise<Session | null> {
  const [found] = rowsFound as SessionRow[];
  if (!found) return null;
  if (found.stale) {
    const at = now.toISOString();
    // Once a minute at most, so that looking at pages writes next to nothing.
    await sql`update session set last_seen_at = ${at} where id = ${found.id} and last_seen_at < ${at}`.execute(tx);
  }
  return sessionOfRow(found);
}

function sessionOfRow(found: SessionRow): Session {
  return {
    id: found.id,
    actor: {
      id: found.actor_id,
      name: found.name,
      role: found.role,
      roleWords: ROLES[found.role],
      organisation: { id: found.organisation_id, name: found.organisation_name, kind: found.organisation_kind },
    },
    accountId: found.account_id,
    method: found.method,
    signedInAt: new Date(found.signed_in * 1000),
    freshAt: new Date(found.fresh * 1000),
  };
}

/**
 * The person has proved again who they are in their open session: as at every sign-in, its secret becomes another one.
 * As the system. @returns the new secret for the cookie
 */
export async function renewSession(tx: Tx, sessionId: string, now: Date): Promise<string> {
  const token = newToken();
  await sql`update session set digest = ${digestOf(token)}, fresh_at = ${now.toISOString()} where id = ${sessionId}`.execute(
    tx,
  );
  return token;
}

/** Ends the session of a cookie's secret. As the system. @returns its id; null where it was over already */
export async function endSession(
  tx: Tx,
  token: string,
  by: string,
  why: EndOfSession,
  now: Date,
): Promise<string | null> {
  const ended = await first<{ session_id: string }>(
    tx,
    sql`insert into session_ended (session_id, at, by, why)
      select id, ${now.toISOString()}, ${by}, ${why} from session where digest = ${digestOf(token)}
      on conflict do nothing returning session_id`,
  );
  return ended?.session_id ?? null;
}

/** Which sessions to end, besides. */
export interface Ending {
  readonly by: string;
  readonly why: EndOfSession;
  readonly now: Date;
  /** The one that stays open. */
  readonly except?: string;
}

/** Ends every session of an account, on every machine and in every post. As the system. @returns how many were open */
export function endSessionsOfAccount(tx: Tx, accountId: string, ending: Ending): Promise<number> {
  return endWhere(tx, sql`s.account_id = ${accountId}`, ending);
}

async function endWhere(tx: Tx, which: ReturnType<typeof sql>, { by, why, now, except = '' }: Ending): Promise<number> {
  const at = now.toISOString();
  const result = await sql`insert into session_ended (session_id, at, by, why)
    select s.id, ${at}, ${by}, ${why} from session s
      where ${which} and s.id <> ${except} and s.ends_at > ${at} and s.last_seen_at + s.idle > ${at}
    on conflict do nothing`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** How long ended and outlived sessions are kept: the record of events says for longer who signed in when. */
const KEPT = '90 days';

/** Removes what nobody looks back at any more, a handful at a time. As the system. */
export async function forgetOldSessions(tx: Tx, now: Date): Promise<void> {
  await sql`delete from session where id in (select id from session
    where ends_at < ${now.toISOString()}::timestamptz - ${KEPT}::interval order by ends_at limit 100 for update skip locked)`.execute(
    tx,
  );
}
