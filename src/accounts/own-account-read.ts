import { ROLES, type Role } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';
import type { SignInMethod } from './session-store.ts';

/** An open session as its owner, or an administrator, sees it. */
export interface ListedSession {
  readonly id: string;
  readonly device: string;
  readonly method: SignInMethod;
  readonly actorId: string;
  /** In words: today at 9:05, and the like. */
  readonly signedIn: string;
  readonly lastSeen: string;
}

/** The account of a session, as its page shows it. */
export interface OwnAccount {
  readonly name: string;
  readonly email: string | null;
  readonly madeUp: boolean;
}

const LISTED = sql`select s.id, s.device, s.method, s.actor_id as "actorId",
    to_char(s.signed_in_at at time zone 'Europe/London', 'FMDD FMMonth YYYY, HH24:MI') as "signedIn",
    to_char(s.last_seen_at at time zone 'Europe/London', 'FMDD FMMonth YYYY, HH24:MI') as "lastSeen"
  from session s where not exists (select from session_ended x where x.session_id = s.id)`;

/** The open sessions of whoever is asking: of their account, or of the post where there is none. Run as them. */
export async function ownSessions(tx: Tx, own: { accountId: string | null; actorId: string }, now: Date) {
  const mine = own.accountId === null ? sql`s.actor_id = ${own.actorId}` : sql`s.account_id = ${own.accountId}`;
  return openOnes(tx, sql`${LISTED} and ${mine}`, now);
}

/** The open sessions of a post. Run as an administrator of its organisation. */
export async function sessionsOfPost(tx: Tx, actorId: string, now: Date): Promise<ListedSession[]> {
  return openOnes(tx, sql`${LISTED} and s.actor_id = ${actorId}`, now);
}

function openOnes(tx: Tx, which: ReturnType<typeof sql>, now: Date): Promise<ListedSession[]> {
  const at = now.toISOString();
  return rows<ListedSession>(
    tx,
    sql`${which} and s.ends_at > ${at} and s.last_seen_at + s.idle > ${at} order by s.last_seen_at desc, s.id`,
  );
}

export async function ownAccount(tx: Tx, accountId: string): Promise<OwnAccount | null> {
  return first<OwnAccount>(tx, sql`select name, email, made_up as "madeUp" from account where id = ${accountId}`);
}

/** Role and organisation of a post, as one says it. */
export function postWords(post: { readonly role: Role; readonly organisation: string }): string {
  return `${ROLES[post.role]}, ${post.organisation}`;
}

/** Whether an e-mail address is the administrator's own, also with a “+word” that its mailbox ignores. */
export async function isOwnEmail(tx: Tx, email: string): Promise<boolean> {
  const own = await first<{ email: string | null }>(tx, sql`select email from account where id = app.my_account()`);
  return own?.email != null && mailbox(own.email) === mailbox(email);
}

function mailbox(email: string): string {
  return email
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\+[^@]*@/, '@');
}
