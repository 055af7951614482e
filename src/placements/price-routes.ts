import type { FastifyInstance } from 'fastify';
import { policy, type RoomServices, recordEvent } from '../access/index.ts';
import { addYears, aWeek, inWords, pence } from '../kernel/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import { PRICE_FIELDS, readPriceForm } from './price-form.ts';
import { STAYS_A_PAGE, type StayToPrice, sayPrice, staysToPrice, stayToPrice } from './price-store.ts';
import { BOUGHT_CHOICES, kindWords, monthWords, WHY_WORDS, WHYS } from './price-words.ts';

interface OfStay {
  Params: { placementId: string };
}

/** Where whoever buys homes writes down what each stay costs: by home and month, and without the child. */
export function priceRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get('/prices', policy('prices.write', 'prices.listed'), async (request, reply) => {
    const fields = typed(request.query);
    const wanted = fields.text('show') === 'without' ? 'without' : 'all';
    const asked = Math.min(10_000, Math.max(1, Number.parseInt(fields.text('page'), 10) || 1));
    const found = await work(request, (tx) => staysToPrice(tx, today(), wanted, asked));
    const pages = Math.max(1, Math.ceil(found.count / STAYS_A_PAGE));
    return reply.page('placements/views/prices.njk', {
      ...found,
      stays: found.stays.map(lineOf),
      wanted,
      page: asked,
      pages,
    });
  });

  app.get<OfStay>('/prices/:placementId', policy('prices.write', 'price.viewed'), async (request, reply) => {
    const found = await work(request, (tx) => stayToPrice(tx, today(), request.params.placementId));
    const { price } = found.stay;
    const values = {
      bought: price?.bought ?? '',
      education: price?.education ? String(price.education / 100) : '',
      health: price?.health ? String(price.health / 100) : '',
      why: price ? '' : 'start',
    };
    return reply.page('placements/views/price.njk', modelOf(found, values, []));
  });

  app.post<OfStay>('/prices/:placementId', policy('prices.write', 'price.said'), async (request, reply) => {
    const fields = typed(request.body);
    const { placementId } = request.params;
    const done = await work(request, async (tx) => {
      const found = await stayToPrice(tx, today(), placementId);
      const { price, errors } = readPriceForm(fields, found.stay, addYears(today(), 1));
      if (!price) return { found, errors };
      const seen = Number.parseInt(fields.text('seen'), 10);
      if (await sayPrice(tx, request.actor, placementId, price, seen)) {
        await recordEvent(tx, request.actor, 'price.said', placementId);
        return null;
      }
      const text =
        'Somebody else wrote down a price for this stay in the meantime. Look at it below, then send yours again if it is still right';
      return { found, errors: [{ text, href: '#said' }] };
    });
    if (!done) return reply.redirect(`/prices/${encodeURIComponent(placementId)}#said`, 303);
    return reply.code(400).page('placements/views/price.njk', modelOf(done.found, again(fields), done.errors));
  });
}

function again(fields: Typed): Record<string, string> {
  return Object.fromEntries(PRICE_FIELDS.map((name) => [name, fields.text(name).slice(0, 20)]));
}

function lineOf(stay: StayToPrice) {
  return {
    ...stay,
    kind: kindWords(stay.kind),
    started: monthWords(stay.started),
    ended: stay.ended === null ? null : monthWords(stay.ended),
    words: stay.price ? aWeek(pence(stay.price.weekly)) : 'Not written down',
    bought: stay.price ? BOUGHT_CHOICES[stay.price.bought] : '',
  };
}

function modelOf(
  { stay, said }: Awaited<ReturnType<typeof stayToPrice>>,
  values: Readonly<Record<string, string>>,
  errors: readonly FormError[],
) {
  return {
    stay: lineOf(stay),
    seen: stay.statements,
    said: said.map((each) => ({
      from: inWords(each.from),
      words: aWeek(pence(each.weekly)),
      parts: [
        each.education ? `education ${aWeek(pence(each.education))}` : '',
        each.health ? `health ${aWeek(pence(each.health))}` : '',
      ].filter(Boolean),
      bought: BOUGHT_CHOICES[each.bought],
      why: each.retainer ? 'The room is kept while the child is away' : WHY_WORDS[each.why],
      by: each.by,
      at: each.at,
    })),
    values,
    errors,
    problems: Object.fromEntries(errors.map(({ href, text }) => [href.slice(1), { text }])),
    boughts: Object.entries(BOUGHT_CHOICES).map(([value, text]) => ({ value, text })),
    whys: WHYS.map((value) => ({ value, text: WHY_WORDS[value] })),
  };
}
