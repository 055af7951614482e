import type { FastifyInstance, FastifyReply } from 'fastify';
import { policy, ROLES, type Role } from '../access/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import type { AccountServices } from './account-services.ts';
import { signInElsewhere } from './oidc-signed-out.ts';
import { type LinkAnswer, type OpenLink, openLink, takeUpLink } from './open-link.ts';
import { passwordProblem, SHORTEST_PASSWORD } from './password-rules.ts';
import { setStepCookie } from './sign-in-step-store.ts';
import { secretField } from './typed-secret.ts';

/** A page for a link that somebody was given: of a first administrator, an invitation, or for another password. */
export function linkRoutes(app: FastifyInstance, services: AccountServices): void {
  // Two addresses for one page: the link of an empty system is read off a console and typed.
  for (const path of ['/sign-in/link/:token', '/first/:token'] as const) {
    app.get<{ Params: { token: string } }>(path, policy('public', 'none'), async (request, reply) => {
      const link = await openLink(services, request.params.token);
      return link ? linkPage(services, reply, request.url, link, typed({}), []) : over(reply);
    });

    app.post<{ Params: { token: string } }>(path, policy('public', 'none'), async (request, reply) => {
      const { token } = request.params;
      const link = await openLink(services, token);
      if (!link || link.accountThere) return over(reply);
      const form = typed(request.body);
      const answer = answerOf(link, form, secretField(request.body, 'password'));
      const errors = problems(link, answer);
      if (errors.length > 0) return linkPage(services, reply, request.url, link, form, errors);
      const used = await takeUpLink(services, token, answer);
      if (used === 'over') return over(reply);
      if (used === 'e-mail taken') return linkPage(services, reply, request.url, link, form, [TAKEN]);
      setStepCookie(reply, used.step, services.address.secure);
      return reply.redirect('/sign-in/code', 303);
    });
  }
}

const TAKEN: FormError = {
  text: 'Somebody signs in with that e-mail address already. Use another one',
  href: '#email',
};

function linkPage(
  services: AccountServices,
  reply: FastifyReply,
  url: string,
  link: OpenLink,
  form: Typed,
  errors: FormError[],
): FastifyReply {
  const path = url.split('?')[0] ?? url;
  const view = link.accountThere ? 'accounts/views/sign-in.njk' : 'accounts/views/sign-in-link.njk';
  const roleWords = link.role === null ? null : ROLES[link.role as Role];
  const typedBefore = Object.fromEntries(['name', 'email', 'authority', 'code'].map((name) => [name, form.text(name)]));
  return reply.code(errors.length > 0 ? 400 : 200).page(view, {
    ...typedBefore,
    link: path.slice(path.lastIndexOf('/') + 1),
    next: '/',
    action: path,
    invitation: { ...link, roleWords },
    ...(link.accountThere ? { email: link.email } : {}),
    notice: link.accountThere
      ? `You are invited as ${roleWords} at ${link.organisation}. You have an account here already: sign in with it to take this up.`
      : null,
    shortest: SHORTEST_PASSWORD,
    // Whoever signs in there takes up the invitation by their e-mail address, and needs no password here.
    elsewhere: link.purpose === 'invitation' ? signInElsewhere(services, '/') : null,
    errors,
  });
}

/** What was typed where it is asked for, and what the link knows where it is not. */
function answerOf(link: OpenLink, form: Typed, password: string): LinkAnswer {
  const first = link.purpose === 'first administrator';
  return {
    password,
    name: first ? form.text('name') : (link.name ?? ''),
    email: first ? form.text('email') : (link.email ?? ''),
    authority: link.empty ? form.text('authority') : '',
    code: link.empty ? form.text('code').toUpperCase().replace(/\s/g, '') : '',
  };
}

function problems(link: OpenLink, answer: LinkAnswer): FormError[] {
  const found: FormError[] = [];
  const must = (right: boolean, text: string, field: string) => {
    if (!right) found.push({ text, href: `#${field}` });
  };
  if (link.empty) {
    must(
      answer.authority.length > 1 && answer.authority.length <= 100,
      'Enter the name of your authority',
      'authority',
    );
    must(
      /^E\d{8}$/.test(answer.code),
      'Enter the ONS code of your authority: an E and eight digits, such as E09000027',
      'code',
    );
  }
  if (link.purpose === 'first administrator') {
    must(answer.name.length > 1 && answer.name.length <= 100, 'Enter your name', 'name');
    must(isEmail(answer.email), 'Enter an e-mail address, such as name@example.gov.uk', 'email');
  }
  const problem = passwordProblem(answer.password, answer);
  must(problem === null, problem ?? '', 'password');
  return found;
}

/** Good enough to be told apart from a slip; whether it is theirs nobody can see from its letters. */
export function isEmail(text: string): boolean {
  return text.length <= 200 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(text);
}

/** The same for a link that never was, one that was used and one that is too old. */
function over(reply: FastifyReply): FastifyReply {
  return reply.code(410).page('ui/views/message.njk', {
    heading: 'This link cannot be used any more',
    lines: [
      'A link works once, for a limited time, and only until a newer one is made.',
      'If you have used it already, sign in. If not, ask whoever gave it to you for a new one.',
    ],
    back: '/sign-in',
    backWords: 'Sign in',
  });
}
