import type { FastifyInstance, FastifyRequest } from 'fastify';
import { classOf, openTo, policy, ROLES, type Role, saw } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { typed } from '../ui/index.ts';
import type { AccountServices } from './account-services.ts';
import { KEPT_FORMS, keyFor, whose, writerOf } from './keep-form.ts';
import { KEPT_FIELD, type KeptForm, openForm, typedIn } from './kept-form.ts';
import { dropKept, type KeptRow, keptOf } from './kept-form-store.ts';
import type { Session } from './session-store.ts';

/** The page on which somebody finds again what they were writing when they were signed out. */
export function keptFormRoutes(app: FastifyInstance, services: AccountServices): void {
  const { database, clock, work } = services;

  app.get(KEPT_FORMS, policy('signed-in', 'kept-form.viewed'), async (request, reply) => {
    const session = request.session as Session;
    const key = keyFor(services, request);
    // Who signs in as one of the made-up people may be anybody, so there a form is only for the same one of them.
    const own = session.method === 'demo';
    const rows = key && (await database.asSystem((tx) => keptOf(tx, writerOf(session), clock(), own)));
    const kept = (rows ?? []).flatMap((row) => {
      const form = key && openForm(row.sealed, key, whose(row));
      return form ? [{ row, form }] : [];
    });
    // Also for somebody else at this browser: they are led on as if nothing had been kept.
    if (kept.length === 0) return reply.redirect('/', 302);
    const forms = await work(request, async (tx) => {
      const shown = [];
      for (const each of kept) shown.push(await asShown(tx, request, each, services.standsOf));
      return shown;
    });
    return reply.page('accounts/views/kept-form.njk', { forms, keptField: KEPT_FIELD, here: KEPT_FORMS });
  });

  app.post(KEPT_FORMS, policy('signed-in', 'kept-form.thrown-away'), async (request, reply) => {
    const id = typed(request.body).text('form').slice(0, 60);
    await database.asSystem((tx) => dropKept(tx, writerOf(request.session as Session), id));
    return reply.redirect(KEPT_FORMS, 303);
  });
}

interface Shown {
  readonly id: string;
  readonly is: 'ready' | 'of another post' | 'closed' | 'over';
  /** Why it cannot be sent any more; empty where it can, or where that is nobody's to say. */
  readonly why: string;
  readonly keptAt: Date;
  readonly path: string;
  readonly fields: KeptForm['fields'];
  readonly said: readonly { readonly label: string; readonly words: string }[];
  readonly actorId: string;
  readonly post: string;
}

/**
 * What is shown of a kept form: the words only where the record they belong to is open to the person today, or where what
 * they were for has come to its end in the meantime.
 */
async function asShown(
  tx: Tx,
  { actor }: FastifyRequest,
  { row, form }: { readonly row: KeptRow; readonly form: KeptForm },
  standsOf: AccountServices['standsOf'],
): Promise<Shown> {
  const stands = await standsNow();
  const { is } = stands;
  const [path = ''] = form.path.split('?');
  return {
    ...{ id: row.id, is, why: stands.is === 'over' ? stands.words : '', keptAt: row.keptAt, actorId: row.actorId },
    post: `${ROLES[row.role as Role]}, ${row.organisation}`,
    path: is === 'ready' ? form.path : path,
    fields: is === 'ready' ? form.fields : [],
    said: is === 'ready' || is === 'over' ? typedIn(form) : [],
  };

  async function standsNow() {
    if (row.actorId !== actor.id) return { is: 'of another post' as const };
    if (!(await isOpen(tx, actor, form))) return { is: 'closed' as const };
    return standsOf(tx, form.path);
  }
}

async function isOpen(tx: Tx, actor: FastifyRequest['actor'], { permission, childId }: KeptForm): Promise<boolean> {
  const needed = classOf(permission);
  if (needed === null || childId === '') return true;
  if ((await openTo(tx, actor, childId, needed.class, needed.way)).length === 0) return false;
  saw(tx, [childId], needed.class);
  return true;
}
