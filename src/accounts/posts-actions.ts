import {
  type Actor,
  insertPost,
  insertPostEnded,
  NotHere,
  type Post,
  postOf,
  type Role,
  recordEvent,
} from '../access/index.ts';
import { sql, type Tx } from '../db/index.ts';
import { newId, Refusal } from '../kernel/index.ts';
import { isOwnEmail, sessionsOfPost } from './own-account-read.ts';
import { makeLink } from './sign-in-link-store.ts';

/**
 * What an administrator does with posts. It runs as the administrator, in one transaction; the row-level policies of the
 * tables refuse again whatever is refused here in words.
 */
export async function addPost(
  tx: Tx,
  admin: Actor,
  post: { readonly name: string; readonly email: string; readonly role: Role; readonly teamId: string | null },
  now: Date,
): Promise<{ readonly actorId: string; readonly token: string }> {
  if (await isOwnEmail(tx, post.email)) throw new Refusal('Nobody gives themselves a post. Ask another administrator.');
  const actorId = newId('w');
  await insertPost(tx, { ...post, organisationId: admin.organisation.id, id: actorId });
  await recordEvent(tx, admin, 'post.added', actorId, { role: post.role, team: post.teamId });
  return { actorId, token: await invite(tx, admin, actorId, post.email, now) };
}

/** A new invitation for a post that nobody signs in to yet; the one before no longer counts. @returns the link's secret */
export async function inviteAgain(tx: Tx, admin: Actor, actorId: string, email: string, now: Date): Promise<string> {
  const post = await openPost(tx, actorId);
  if (post.accountId !== null) throw new Refusal(`${post.name} signs in here already.`);
  if (post.own || (await isOwnEmail(tx, email)))
    throw new Refusal('Nobody gives themselves a post. Ask another administrator.');
  return invite(tx, admin, actorId, email, now);
}

async function invite(tx: Tx, admin: Actor, actorId: string, email: string, now: Date): Promise<string> {
  const organisationId = admin.organisation.id;
  const token = await makeLink(tx, { purpose: 'invitation', organisationId, actorId, email, by: admin.id, now });
  await recordEvent(tx, admin, 'post.invited', actorId);
  return token;
}

/** A link to choose another password. The second step stays, so that whoever is shown the link cannot sign in with it. */
export async function helpWithPassword(tx: Tx, admin: Actor, actorId: string, now: Date): Promise<string> {
  const post = await openPost(tx, actorId);
  if (post.own) throw new Refusal('Change your own password on your account page.');
  if (post.accountId === null) throw new Refusal(`${post.name} has not signed in yet. Make a new invitation.`);
  if (post.email === null) throw new Refusal(`${post.name} signs in without a password.`);
  if (!post.onlyHere) {
    throw new Refusal(
      `${post.name} works for another organisation as well, so only whoever looks after Homeward’s computer can help.`,
    );
  }
  const token = await makeLink(tx, { purpose: 'reset', accountId: post.accountId, by: admin.id, now });
  await recordEvent(tx, admin, 'account.reset-link-made', actorId);
  return token;
}

/** From this moment the person sees nothing more in this post, also in pages that are open now. */
export async function endPost(tx: Tx, admin: Actor, actorId: string, reason: string, now: Date): Promise<Post> {
  const post = await openPost(tx, actorId);
  if (post.own) throw new Refusal('Nobody ends their own post. Ask another administrator.');
  const ended = await insertPostEnded(tx, {
    organisationId: admin.organisation.id,
    actorId,
    by: admin.id,
    reason,
    now,
  });
  if (ended) await recordEvent(tx, admin, 'post.ended', actorId);
  return post;
}

/** Signs the person out of this post everywhere; they can sign in again. */
export async function endSessions(tx: Tx, admin: Actor, actorId: string, now: Date): Promise<number> {
  await openPost(tx, actorId);
  const open = await sessionsOfPost(tx, actorId, now);
  for (const { id } of open) {
    await sql`insert into session_ended (session_id, at, by, why)
      values (${id}, ${now.toISOString()}, ${admin.id}, 'ended by an administrator') on conflict do nothing`.execute(
      tx,
    );
  }
  await recordEvent(tx, admin, 'session.ended-by-administrator', actorId, { sessions: open.length });
  return open.length;
}

async function openPost(tx: Tx, actorId: string): Promise<Post> {
  const post = await postOf(tx, actorId);
  if (!post) throw new NotHere('There is no such post in your organisation.');
  if (post.ended) throw new Refusal(`This post of ${post.name} has ended.`);
  return post;
}
