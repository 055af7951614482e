import type { FastifyInstance } from 'fastify';
import { NotHere, policy, type RoomServices, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { aWeek, type PlainDate, pence } from '../kernel/index.ts';
import { type FormError, type Typed, typed, typedDate } from '../ui/index.ts';
import {
  addBlock,
  blockContracts,
  endBlock,
  homesOfProvider,
  type NewBlock,
  providersWithHomes,
} from './block-store.ts';
import { penceOf } from './price-form.ts';
import { kindWords } from './price-words.ts';

const DATES = (name: string) => [`${name}-day`, `${name}-month`, `${name}-year`];
const FIELDS = ['name', 'rooms', 'weekly', 'unused', ...DATES('from'), ...DATES('to')];
const MOST_ROOMS = 500;
const LONGEST_NAME = 100;

/** Rooms that an authority, or a region for all of them, buys in advance. */
export function blockRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  const model = async (tx: Tx, provider: string, fields: Typed, errors: readonly FormError[]) => {
    const providers = await providersWithHomes(tx);
    const chosen = providers.find(({ id }) => id === provider) ?? null;
    const homes = chosen ? await homesOfProvider(tx, chosen.id) : [];
    const contracts = await blockContracts(tx);
    const ticked = fields.texts('homes');
    return {
      contracts: contracts.map((each) => ({
        ...each,
        kind: kindWords(each.kind),
        words: aWeek(pence(each.weekly)),
        mistake: each.to < each.from,
        goesOn: each.to >= today() && !each.endedEarly,
      })),
      providers,
      chosen,
      homes: homes.map((home) => ({ ...home, kind: kindWords(home.kind), checked: ticked.includes(home.id) })),
      values: Object.fromEntries(FIELDS.map((name) => [name, fields.text(name).slice(0, LONGEST_NAME)])),
      errors,
      problems: Object.fromEntries(errors.map(({ href, text }) => [href.slice(1), { text }])),
    };
  };

  app.get('/prices/blocks', policy('plans.write', 'blocks.listed'), async (request, reply) => {
    const fields = typed(request.query);
    const shown = await work(request, (tx) => model(tx, fields.text('provider'), typed({}), []));
    return reply.page('placements/views/blocks.njk', shown);
  });

  app.post('/prices/blocks', policy('plans.write', 'block.said'), async (request, reply) => {
    const fields = typed(request.body);
    const provider = fields.text('provider');
    const shown = await work(request, async (tx) => {
      const { block, errors } = readBlockForm(fields, provider, await homesOfProvider(tx, provider));
      if (!block) return model(tx, provider, fields, errors);
      const clash = await addBlock(tx, request.actor, block);
      if (clash !== null) {
        const text = `“${clash}” covers one of these homes on some of these days. Leave that home out, or choose other days`;
        return model(tx, provider, fields, [{ text, href: '#homes' }]);
      }
      await recordEvent(tx, request.actor, 'block.said', '');
      return null;
    });
    return shown ? reply.code(400).page('placements/views/blocks.njk', shown) : reply.redirect('/prices/blocks', 303);
  });

  app.post<{ Params: { contractId: string } }>(
    '/prices/blocks/:contractId/end',
    policy('plans.write', 'block.ended'),
    async (request, reply) => {
      const until = typed(request.body).text('until') === 'mistake' ? 'mistake' : today();
      await work(request, async (tx) => {
        const { contractId } = request.params;
        if (!(await blockContracts(tx)).some(({ id }) => id === contractId))
          throw new NotHere('There is no such block.');
        // Ended already, by a second press or somebody else: the list says so.
        if (await endBlock(tx, request.actor, contractId, until))
          await recordEvent(tx, request.actor, 'block.ended', contractId);
      });
      return reply.redirect('/prices/blocks', 303);
    },
  );
}

function readBlockForm(
  fields: Typed,
  providerId: string,
  homes: readonly { readonly id: string; readonly kind: string }[],
): { readonly block: NewBlock | null; readonly errors: readonly FormError[] } {
  const errors: FormError[] = [];
  const wrong = (name: string, text: string) => void errors.push({ text, href: `#${name}` });
  if (homes.length === 0) wrong('provider', 'Choose who runs the homes first');
  const name = fields.text('name').replaceAll('\n', ' ');
  if (name === '' || name.length > LONGEST_NAME)
    wrong('name', `Enter a name of ${LONGEST_NAME} letters or fewer to find the block by`);
  const rooms = /^\d{1,3}$/.test(fields.text('rooms')) ? Number(fields.text('rooms')) : 0;
  if (rooms < 1 || rooms > MOST_ROOMS) wrong('rooms', `Rooms must be a whole number from 1 to ${MOST_ROOMS}`);
  const weekly = penceOf(fields.text('weekly'));
  if (weekly === null) wrong('weekly', 'Enter what each room costs a week in pounds, such as 4,900');
  const unused = fields.text('unused');
  if (unused !== 'yes' && unused !== 'no') wrong('unused', 'Say whether rooms where no child lives are paid for');
  const day = (of: 'from' | 'to', words: string): PlainDate | null => {
    const found = typedDate(fields, of);
    if (found !== null && found !== 'wrong') return found;
    wrong(`${of}-day`, words);
    return null;
  };
  const from = day('from', 'Enter the first day, such as 1 4 2026');
  const to = day('to', 'Enter the last day, such as 31 3 2028');
  if (from && to && to < from) wrong('to-day', 'The last day must not be before the first');
  const ticked = new Set(fields.texts('homes'));
  const covered = homes.filter(({ id }) => ticked.has(id));
  const kinds = new Set(covered.map(({ kind }) => kind));
  if (homes.length > 0 && covered.length === 0) wrong('homes', 'Choose the homes whose rooms the block pays for');
  if (kinds.size > 1) wrong('homes', 'The homes of one block must be of one kind: write down a block for each kind');
  const [kind] = kinds;
  if (errors.length > 0 || weekly === null || !from || !to || kind === undefined) return { block: null, errors };
  return {
    block: {
      providerId,
      name,
      kind,
      rooms,
      weekly,
      paidUnused: unused === 'yes',
      from,
      to,
      homeIds: covered.map(({ id }) => id),
    },
    errors,
  };
}
