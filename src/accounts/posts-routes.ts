import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  addTeam,
  listPosts,
  NotHere,
  POSTS_A_PAGE,
  type Post,
  policy,
  postOf,
  type Role,
  roleChoices,
  rolesOf,
  teamsHere,
} from '../access/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import { type AccountServices, isFresh, signInAgainAt } from './account-services.ts';
import { isEmail } from './link-routes.ts';
import { sessionsOfPost } from './own-account-read.ts';
import { addPost, endPost, endSessions, helpWithPassword, inviteAgain } from './posts-actions.ts';
import { HOURS, type LinkPurpose } from './sign-in-link-store.ts';

type OfOne = { Params: { actorId: string } };

/** The people of an organisation, for its administrator: who has which post, and who comes and goes. */
export function postsRoutes(app: FastifyInstance, services: AccountServices): void {
  const { address, clock, work } = services;
  const LIST = '/people-and-posts';

  app.get<{ Querystring: { search?: string; page?: string } }>(
    LIST,
    policy('posts.write', 'posts.list'),
    async (request, reply) => {
      const search = typed(request.query).text('search').slice(0, 80);
      const wanted = typed(request.query).text('page');
      const page = /^[1-9]\d{0,4}$/.test(wanted) ? Number(wanted) : 1;
      const { posts, total, teams } = await work(request, async (tx) => ({
        ...(await listPosts(tx, search, page)),
        teams: await teamsHere(tx),
      }));
      const pages = Math.max(1, Math.ceil(total / POSTS_A_PAGE));
      return reply.page('accounts/views/people-and-posts.njk', { posts, total, teams, search, page, pages });
    },
  );

  const newPage = async (request: FastifyRequest, reply: FastifyReply, form: Typed, errors: FormError[]) => {
    const teams = await work(request, teamsHere);
    return reply.code(errors.length > 0 ? 400 : 200).page('accounts/views/post-new.njk', {
      name: form.text('name'),
      email: form.text('email'),
      roles: choices(roleChoices(request.actor.organisation.kind), form.text('role'), 'Choose a role'),
      teams: choices(
        teams.map(({ id, name }) => ({ value: id, text: name })),
        form.text('team'),
        'No team',
      ),
      hasTeams: teams.length > 0,
      errors,
    });
  };

  app.get(`${LIST}/new`, policy('posts.write', 'posts.add-form'), async (request, reply) =>
    isFresh(request, clock())
      ? newPage(request, reply, typed({}), [])
      : reply.redirect(signInAgainAt(`${LIST}/new`), 302),
  );

  app.post(`${LIST}/new`, policy('posts.write', 'posts.add'), async (request, reply) => {
    if (!isFresh(request, clock())) return reply.redirect(signInAgainAt(`${LIST}/new`), 303);
    const form = typed(request.body);
    const [name, email, role, team] = ['name', 'email', 'role', 'team'].map((each) => form.text(each)) as [
      string,
      string,
      Role,
      string,
    ];
    const errors: FormError[] = [];
    if (name.length < 2 || name.length > 100) errors.push({ text: 'Enter the person’s name', href: '#name' });
    if (!isEmail(email)) errors.push({ text: 'Enter an e-mail address, such as name@example.gov.uk', href: '#email' });
    if (!rolesOf(request.actor.organisation.kind).includes(role)) errors.push({ text: 'Choose a role', href: '#role' });
    if (errors.length > 0) return newPage(request, reply, form, errors);
    const made = await work(request, async (tx) => {
      const known = team === '' || (await teamsHere(tx)).some(({ id }) => id === team);
      if (!known) throw new NotHere('There is no such team in your organisation.');
      return addPost(tx, request.actor, { name, email, role, teamId: team || null }, clock());
    });
    return linkMade(reply, { name, purpose: 'invitation', token: made.token });
  });

  app.post(`${LIST}/teams`, policy('posts.write', 'posts.add-team'), async (request, reply) => {
    const name = typed(request.body).text('name').slice(0, 100);
    if (name.length > 1) await work(request, (tx) => addTeam(tx, request.actor, name));
    return reply.redirect(`${LIST}#teams`, 303);
  });

  const postPage = async (request: FastifyRequest, reply: FastifyReply, actorId: string, errors: FormError[]) => {
    const found = await work(request, async (tx) => {
      const post = await postOf(tx, actorId);
      return post && { post, sessions: await sessionsOfPost(tx, actorId, clock()) };
    });
    if (!found) throw new NotHere('There is no such post in your organisation.');
    const fresh = isFresh(request, clock());
    return reply
      .code(errors.length > 0 ? 400 : 200)
      .page('accounts/views/post.njk', { ...found, fresh, again: signInAgainAt(`${LIST}/${actorId}`), errors });
  };

  app.get<OfOne>(`${LIST}/:actorId`, policy('posts.write', 'posts.read'), async (request, reply) =>
    postPage(request, reply, request.params.actorId, []),
  );

  /** Changes ask for a fresh sign-in: an administrator's open screen must not make people, or take them away. */
  const stale = (request: FastifyRequest<OfOne>, reply: FastifyReply): FastifyReply | null =>
    isFresh(request, clock()) ? null : reply.redirect(signInAgainAt(`${LIST}/${request.params.actorId}`), 303);

  app.post<OfOne>(`${LIST}/:actorId/end`, policy('posts.write', 'posts.end'), async (request, reply) => {
    const again = stale(request, reply);
    if (again) return again;
    const { actorId } = request.params;
    const reason = typed(request.body).text('reason').slice(0, 500);
    if (reason === '') return postPage(request, reply, actorId, [{ text: 'Say why the post ends', href: '#reason' }]);
    await work(request, (tx) => endPost(tx, request.actor, actorId, reason, clock()));
    return reply.redirect(`${LIST}/${actorId}`, 303);
  });

  app.post<OfOne>(
    `${LIST}/:actorId/sessions/end`,
    policy('posts.write', 'posts.end-sessions'),
    async (request, reply) => {
      const again = stale(request, reply);
      if (again) return again;
      await work(request, (tx) => endSessions(tx, request.actor, request.params.actorId, clock()));
      return reply.redirect(`${LIST}/${request.params.actorId}`, 303);
    },
  );

  app.post<OfOne>(`${LIST}/:actorId/invitation`, policy('posts.write', 'posts.invite'), async (request, reply) => {
    const again = stale(request, reply);
    if (again) return again;
    const { actorId } = request.params;
    const email = typed(request.body).text('email');
    if (!isEmail(email)) {
      const error = { text: 'Enter an e-mail address, such as name@example.gov.uk', href: '#email' };
      return postPage(request, reply, actorId, [error]);
    }
    const made = await work(request, async (tx) => ({
      token: await inviteAgain(tx, request.actor, actorId, email, clock()),
      post: await postOf(tx, actorId),
    }));
    return linkMade(reply, { name: nameOf(made.post), purpose: 'invitation', token: made.token });
  });

  app.post<OfOne>(`${LIST}/:actorId/password`, policy('posts.write', 'posts.password-link'), async (request, reply) => {
    const again = stale(request, reply);
    if (again) return again;
    const { actorId } = request.params;
    const made = await work(request, async (tx) => ({
      token: await helpWithPassword(tx, request.actor, actorId, clock()),
      post: await postOf(tx, actorId),
    }));
    return linkMade(reply, { name: nameOf(made.post), purpose: 'reset', token: made.token });
  });

  const linkMade = (reply: FastifyReply, made: { name: string; purpose: LinkPurpose; token: string }) =>
    reply.page('accounts/views/link-made.njk', {
      ...made,
      link: `${address.origin}/sign-in/link/${made.token}`,
      days: HOURS[made.purpose] / 24,
    });
}

function nameOf(post: Post | null): string {
  return post?.name ?? '';
}

function choices(list: readonly { value: string; text: string }[], chosen: string, none: string): object[] {
  return [{ value: '', text: none }, ...list].map((each) => ({ ...each, selected: each.value === chosen }));
}
