import type { FastifyInstance } from 'fastify';
import { policy, type RoomServices, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { type FormError, typed } from '../ui/index.ts';
import { providerNames, writeGroup } from './market-store.ts';

const LONGEST_NAME = 100;

/** Who owns the providers of homes: written down by whoever plans, and read by the whole region. */
export function providerRoutes(app: FastifyInstance, { work }: RoomServices): void {
  const model = async (tx: Tx, chosenId: string, value: string | null, errors: readonly FormError[]) => {
    const providers = [...(await providerNames(tx)).values()];
    const chosen = providers.find(({ id }) => id === chosenId) ?? null;
    return {
      providers,
      owned: providers.filter(({ group }) => group !== null),
      chosen,
      value: value ?? chosen?.group ?? '',
      errors,
    };
  };

  app.get('/plans/market/providers', policy('plans.read', 'market.viewed'), async (request, reply) => {
    const { role } = request.actor;
    const shown = await work(request, (tx) => model(tx, typed(request.query).text('provider'), null, []));
    return reply.page('market/views/providers.njk', {
      ...shown,
      mayWrite: role === 'commissioner' || role === 'regional-analyst',
    });
  });

  app.post('/plans/market/providers', policy('plans.write', 'provider-group.said'), async (request, reply) => {
    const fields = typed(request.body);
    const [providerId, name, was] = [
      fields.text('provider'),
      fields.text('group').replaceAll('\n', ' '),
      fields.text('was'),
    ];
    const shown = await work(request, async (tx) => {
      const now = (await providerNames(tx)).get(providerId);
      const wrong = (text: string, href = '#group') => model(tx, providerId, name, [{ text, href }]);
      if (!now) return wrong('Choose a provider', '#provider');
      if (name.length > LONGEST_NAME) return wrong(`The name must be ${LONGEST_NAME} letters or fewer`);
      if ((now.group ?? '') === name) return null;
      if ((now.group ?? '') !== was)
        return wrong(
          `Somebody else has written down “${now.group ?? 'no group'}” in the meantime. Send yours again if it is still right`,
        );
      await writeGroup(tx, request.actor, providerId, name);
      await recordEvent(tx, request.actor, 'provider-group.said', providerId);
      return null;
    });
    if (!shown) return reply.redirect('/plans/market/providers', 303);
    return reply.code(400).page('market/views/providers.njk', { ...shown, mayWrite: true });
  });
}
