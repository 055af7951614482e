import { recordEvent } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';
import type { ToldLogout } from './oidc-logout-token.ts';
import { REMEMBER_JTI_SECONDS } from './oidc-logout-token.ts';
import type { ProvenIdentity, StartedSignIn } from './oidc-sign-in.ts';
import type { EndOfSession } from './session-store.ts';
import { digestOf } from './tokens.ts';

/** What a person is at the provider for. */
export type Purpose = 'sign in' | 'prove again' | 'join';

/** A sign-in on its way. Both secrets are in the browser only; digests of them are kept. */
export interface Underway extends Omit<StartedSignIn, 'fresh'> {
  readonly purpose: Purpose;
  /** The session that is proven anew or joined; null for a sign-in. */
  readonly sessionId: string | null;
  /** The page to go on to. */
  readonly next: string;
}

/** How long somebody may take at the provider. */
const UNDERWAY_FOR = '10 minutes';

/** Keeps what the answer will be held against, and forgets those that never came back. As the system. */
export async function keepUnderway(
  tx: Tx,
  { state, browser, now }: { readonly state: string; readonly browser: string; readonly now: Date },
  underway: Underway,
): Promise<void> {
  const at = now.toISOString();
  await sql`delete from oidc_started where expires_at < ${at}`.execute(tx);
  await sql`insert into oidc_started (state_digest, browser_digest, nonce, verifier, purpose, session_id, next, at, expires_at)
    values (${digestOf(state)}, ${digestOf(browser)}, ${underway.nonce}, ${underway.verifier}, ${underway.purpose},
      ${underway.sessionId}, ${underway.next}, ${at}, ${at}::timestamptz + ${UNDERWAY_FOR}::interval)`.execute(tx);
}

/**
 * Takes a sign-in that has come back: once, within ten minutes, in the browser that began it. As the system.
 * @returns null otherwise; another browser's answer does not use it up
 */
export async function takeUnderway(
  tx: Tx,
  { state, browser, now }: { readonly state: string; readonly browser: string; readonly now: Date },
): Promise<(Underway & { readonly secondsAgo: number }) | null> {
  return first(
    tx,
    sql`delete from oidc_started where state_digest = ${digestOf(state)} and browser_digest = ${digestOf(browser)}
        and expires_at > ${now.toISOString()}
      returning nonce, verifier, purpose, session_id as "sessionId", next,
        extract(epoch from ${now.toISOString()}::timestamptz - at)::float8 as "secondsAgo"`,
  );
}

/** Sign-ins and sign-outs of one provider take turns, so that neither misses the other. Ends with the transaction. */
export async function takeTurn(tx: Tx, issuer: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`oidc ${issuer}`}))`.execute(tx);
}

type Identity = Pick<ProvenIdentity, 'issuer' | 'subject' | 'sid'>;

/** Notes what a session is called at the provider. As the system. */
export async function noteProviderSession(tx: Tx, sessionId: string, identity: Identity): Promise<void> {
  await sql`insert into session_oidc (session_id, issuer, subject, sid)
    values (${sessionId}, ${identity.issuer}, ${identity.subject}, ${identity.sid})
    on conflict (session_id) do update set issuer = excluded.issuer, subject = excluded.subject, sid = excluded.sid`.execute(
    tx,
  );
}

/** Before a session that began at the provider is changed for another: a sign-out told meanwhile waits its turn. */
export async function holdProviderSession(tx: Tx, sessionId: string): Promise<void> {
  const found = await first<{ issuer: string }>(
    tx,
    sql`select issuer from session_oidc where session_id = ${sessionId}`,
  );
  if (found) await takeTurn(tx, found.issuer);
}

/** A person changed to another post: the new session ends with the provider's as the old one did. As the system. */
export async function carryProviderSession(tx: Tx, fromSessionId: string, toSessionId: string): Promise<void> {
  await sql`insert into session_oidc (session_id, issuer, subject, sid)
    select ${toSessionId}, issuer, subject, sid from session_oidc where session_id = ${fromSessionId}
    on conflict do nothing`.execute(tx);
}

/**
 * Whether the provider ended this very session while the person was on their way back; asked after `takeTurn`.
 * A sign-out of all sessions counts for identities that were proven up to its second.
 */
export async function signedOutMeanwhile(tx: Tx, identity: Identity & { readonly issuedAt: number }): Promise<boolean> {
  const told = await first(
    tx,
    sql`select 1 from oidc_signed_out o where o.issuer = ${identity.issuer}
      and (o.subject is null or o.subject = ${identity.subject})
      and (o.sid = ${identity.sid} or (o.sid is null and o.issued_at >= to_timestamp(${identity.issuedAt})))`,
  );
  return told !== null;
}

const TOLD: EndOfSession = 'ended where they sign in';

/**
 * Ends the sessions that a logout token names: the one with its `sid`, or all of its `subject` where it names none.
 * A session of that person whose name at the provider was not noted is ended too. Each is on record. As the system.
 * @returns how many were open; null where the token was used before, and nothing is done
 */
export async function signOutAsTold(tx: Tx, told: ToldLogout, now: Date): Promise<number | null> {
  const at = now.toISOString();
  await takeTurn(tx, told.issuer);
  await sql`delete from oidc_signed_out where forget_at < ${at}`.execute(tx);
  const fresh = await first(
    tx,
    sql`insert into oidc_signed_out (issuer, jti, sid, subject, issued_at, forget_at)
      values (${told.issuer}, ${told.jti}, ${told.sid}, ${told.subject}, to_timestamp(${told.issuedAt}),
        greatest(${at}::timestamptz, to_timestamp(${told.issuedAt})) + make_interval(secs => ${REMEMBER_JTI_SECONDS}))
      on conflict do nothing returning jti`,
  );
  if (!fresh) return null;
  const ended = await rows<{ id: string; organisationId: string; actorId: string }>(
    tx,
    sql`with ended as (insert into session_ended (session_id, at, by, why)
    select s.id, ${at}, s.actor_id, ${TOLD} from session s
      left join session_oidc p on p.session_id = s.id
      where s.method = 'oidc' and s.ends_at > ${at} and case
        when p.session_id is not null then p.issuer = ${told.issuer}
          and (${told.sid}::text is null or p.sid = ${told.sid}) and (${told.subject}::text is null or p.subject = ${told.subject})
        else s.account_id in (select o.account_id from account_oidc o
          where o.issuer = ${told.issuer} and o.subject = ${told.subject}) end
    on conflict do nothing returning session_id)
    select s.id, s.organisation_id as "organisationId", s.actor_id as "actorId" from session s join ended e on e.session_id = s.id`,
  );
  for (const { id, organisationId, actorId } of ended)
    await recordEvent(tx, { id: actorId, organisation: { id: organisationId } }, 'session.ended', id, {
      why: TOLD,
    });
  return ended.length;
}
