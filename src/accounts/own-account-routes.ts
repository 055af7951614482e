import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotHere, policy, recordEvent } from '../access/index.ts';
import { first, sql } from '../db/index.ts';
import { type FormError, typed } from '../ui/index.ts';
import { type AccountServices, isFresh, nextPath, signInAgainAt } from './account-services.ts';
import { beginSession } from './begin-session.ts';
import {
  type Credentials,
  credentialsOf,
  postsOf,
  putPassword,
  putRecoveryCodes,
  recoveryCodesLeft,
} from './credentials-store.ts';
import { newRecoveryCodes, recoveryDigest } from './one-time-codes.ts';
import { ownAccount, ownSessions, postWords } from './own-account-read.ts';
import { hashPassword } from './password.ts';
import { passwordProblem, SHORTEST_PASSWORD } from './password-rules.ts';
import { setSessionCookie } from './session-cookie.ts';
import { endSessionsOfAccount, type Session } from './session-store.ts';
import { endStepsOf } from './sign-in-step-store.ts';
import { secretField } from './typed-secret.ts';

/** One's own account: where one is signed in, which post one works in, password and codes. */
export function ownAccountRoutes(app: FastifyInstance, services: AccountServices): void {
  const { database, address, clock } = services;

  const page = async (request: FastifyRequest, reply: FastifyReply, errors: FormError[], done = '') => {
    const { id, accountId, actor, method } = request.session as Session;
    const sessions = await services.work(request, (tx) => ownSessions(tx, { accountId, actorId: actor.id }, clock()));
    // The posts are in several organisations, so no single one of them may read the list: as the system, of this account.
    const own = await database.asSystem(async (tx) => ({
      account: accountId === null ? null : await ownAccount(tx, accountId),
      posts: accountId === null ? [] : await postsOf(tx, accountId),
      credentials: accountId === null ? null : await credentialsOf(tx, accountId),
      codesLeft: accountId === null ? 0 : await recoveryCodesLeft(tx, accountId),
    }));
    const posts = own.posts.map((post) => ({ ...post, words: postWords(post), current: post.actorId === actor.id }));
    const wordsOf = new Map(posts.map((post) => [post.actorId, post.words]));
    return reply.code(errors.length > 0 ? 400 : 200).page('accounts/views/account.njk', {
      account: own.account,
      hasPassword: Boolean(own.credentials?.hash),
      hasCodes: Boolean(own.credentials?.confirmed),
      codesLeft: own.codesLeft,
      posts,
      sessions: sessions.map((each) => ({ ...each, here: each.id === id, post: wordsOf.get(each.actorId) ?? '' })),
      mayJoin: services.oidc !== null && method === 'password',
      shortest: SHORTEST_PASSWORD,
      errors,
      done: DONE[done] ?? '',
    });
  };

  app.get<{ Querystring: { done?: string } }>('/account', policy('signed-in', 'account.read'), async (request, reply) =>
    page(request, reply, [], request.query.done ?? ''),
  );

  app.post('/account/sessions/end', policy('signed-in', 'session.end'), async (request, reply) => {
    const session = request.session as Session;
    const form = typed(request.body);
    const wanted = form.text('session') === 'others' ? null : form.text('session').slice(0, 60);
    const now = clock();
    await services.work(request, async (tx) => {
      const open = await ownSessions(tx, { accountId: session.accountId, actorId: session.actor.id }, now);
      const ending = open.filter((each) => (wanted === null ? each.id !== session.id : each.id === wanted));
      if (wanted !== null && ending.length === 0) throw new NotHere('That session is over already.');
      for (const { id } of ending) {
        await sql`insert into session_ended (session_id, at, by, why)
          values (${id}, ${now.toISOString()}, ${session.actor.id}, 'ended by its owner') on conflict do nothing`.execute(
          tx,
        );
        await recordEvent(tx, session.actor, 'session.ended', id, { why: 'ended by its owner' });
      }
    });
    return reply.redirect('/account?done=sessions', 303);
  });

  app.post('/account/post', policy('signed-in', 'session.change-post'), async (request, reply) => {
    const session = request.session as Session;
    const actorId = typed(request.body).text('post').slice(0, 80);
    const { accountId, method, freshAt } = session;
    const now = clock();
    const begun = await database.asSystem(async (tx) => {
      const own = accountId === null ? [] : await postsOf(tx, accountId);
      if (accountId === null || !own.some((post) => post.actorId === actorId))
        throw new NotHere('You have no such post.');
      return beginSession(tx, services, request, { accountId, actorId, method, now, freshAt });
    });
    setSessionCookie(reply, begun.token, address.secure);
    return reply.redirect(nextPath(typed(request.body).text('next')), 303);
  });

  /** Whose password or codes are changed: somebody who has some here, and has just proved who they are. */
  const changing = async (request: FastifyRequest): Promise<Credentials | null> => {
    const { accountId } = request.session as Session;
    const own = accountId === null ? null : await database.asSystem((tx) => credentialsOf(tx, accountId));
    if (!own?.hash) throw new NotHere('You sign in without a password here.');
    return isFresh(request, clock()) ? own : null;
  };

  app.get('/account/password', policy('signed-in', 'account.password-form'), async (request, reply) => {
    if (!(await changing(request))) return reply.redirect(signInAgainAt('/account/password'), 302);
    return reply.page('accounts/views/account-password.njk', { errors: [], shortest: SHORTEST_PASSWORD });
  });

  app.post('/account/password', policy('signed-in', 'account.password'), async (request, reply) => {
    const own = await changing(request);
    if (!own) return reply.redirect(signInAgainAt('/account/password'), 303);
    const { id, actor } = request.session as Session;
    const password = secretField(request.body, 'password');
    const problem = passwordProblem(password, own);
    if (problem) {
      const errors = [{ text: problem, href: '#password' }];
      return reply.code(400).page('accounts/views/account-password.njk', { errors, shortest: SHORTEST_PASSWORD });
    }
    const hash = await hashPassword(password);
    const now = clock();
    await database.asSystem(async (tx) => {
      await putPassword(tx, own.accountId, hash, now);
      await endStepsOf(tx, own.accountId);
      await endSessionsOfAccount(tx, own.accountId, { by: actor.id, why: 'password changed', now, except: id });
      await recordEvent(tx, actor, 'account.password-changed', own.accountId);
    });
    return reply.redirect('/account?done=password', 303);
  });

  app.post('/account/recovery-codes', policy('signed-in', 'account.recovery-codes'), async (request, reply) => {
    const own = await changing(request);
    if (!own) return reply.redirect(signInAgainAt('/account'), 303);
    const codes = newRecoveryCodes();
    const digests = await Promise.all(codes.map((code) => recoveryDigest(code, own.accountId)));
    await database.asSystem(async (tx) => {
      // One at a time, so that of two tabs one set of codes is whole.
      await first(tx, sql`select id from account where id = ${own.accountId} for update`);
      await putRecoveryCodes(tx, own.accountId, digests);
      await recordEvent(tx, (request.session as Session).actor, 'account.recovery-codes-made', own.accountId);
    });
    return reply.page('accounts/views/recovery-codes.njk', { codes, next: '/account', first: false });
  });
}

const DONE: Readonly<Record<string, string>> = {
  sessions: 'You are signed out there.',
  password: 'Your password is changed, and you are signed out everywhere else.',
};
