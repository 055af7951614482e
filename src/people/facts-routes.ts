import type { FastifyInstance } from 'fastify';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import { typed } from '../ui/index.ts';
import { readChildForm, typedAgain, typedFrom } from './child-form.ts';
import { differences } from './facts.ts';
import { openFacts, saveFacts } from './facts-actions.ts';
import { childFormModel } from './people-pages.ts';

type Params = { readonly Params: { readonly childId: string } };

const PATH = '/children/:childId/facts';
const NO_CHILD = 'There is no such child here. The address may be old, or the child is not in your authority’s care.';
const VIEW = 'people/views/facts.njk';

/** The page on which the basic facts of a child are changed. */
export function factsRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get<Params>(PATH, policy('child.write', 'child.viewed'), async (request, reply) => {
    const open = await work(request, (tx) => here(openFacts(tx, request.actor, request.params.childId, today())));
    return reply.page(VIEW, childFormModel(typedFrom(open.facts, open.facts.from ?? '', today()), open));
  });

  app.post<Params>(PATH, policy('child.write', 'child.changed'), async (request, reply) => {
    const { childId } = request.params;
    const fields = typed(request.body);
    const seen = fields.text('seen');
    const form = readChildForm(fields, today());
    if (!form.ok) {
      const open = await work(request, (tx) => here(openFacts(tx, request.actor, childId, today())));
      const model = childFormModel(typedAgain(fields), { ...open, seen });
      return reply.code(400).page(VIEW, { ...model, errors: form.problem });
    }
    const saved = await work(request, (tx) =>
      here(saveFacts(tx, request.actor, childId, { form: form.value, seen }, today())),
    );
    if (saved.is === 'saved') return reply.redirect(`/children/${encodeURIComponent(childId)}`, 303);
    const both = differences(saved.now.facts, saved.mine, today());
    return reply.code(409).page(VIEW, childFormModel(typedAgain(fields), { ...saved.now, both }));
  });
}

/** Thrown inside the work, so that the attempt is on record as refused. */
async function here<T>(found: Promise<T | null>): Promise<T> {
  const there = await found;
  if (there === null) throw new NotHere(NO_CHILD);
  return there;
}
