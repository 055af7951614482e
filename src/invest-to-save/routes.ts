import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo, policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { type Column, type DownloadFormat, downloadHeaders, writeCsv, writeExcel } from '../exports/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { chosenScope, scopesOf } from '../planning/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import { aboutOf, KIND_CHOICES, KIND_WORDS, kindAsked, readAsked } from './asked.ts';
import { keepCase, keptCases, takeCaseAway } from './case-store.ts';
import { ABOUT, ABOUT_WORDS, ASKED_FIRST, ASKED_NEXT, specOf } from './figures.ts';
import { ownFigures } from './own-store.ts';
import { keptWords, linkOf, shown, unsureWords, work as workOut } from './page.ts';
import { usualFigures } from './usual-figures.ts';

const PATH = '/plans/invest-to-save';
const LONGEST_NAME = 80;

/** What preparation, support or rooms cost, and what they must prevent to pay for themselves. */
export function investRoutes(app: FastifyInstance, { work, clock, today }: RoomServices): void {
  app.get(PATH, policy('plans.read', 'invest-to-save.viewed'), (request, reply) =>
    work(request, (tx) => view(tx, request, reply, typed(request.query), today())),
  );

  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`${PATH}.${format}`, policy('plans.read', 'invest-to-save.downloaded'), async (request, reply) => {
      const fields = typed(request.query);
      return work(request, async (tx) => {
        const found = await reckoned(tx, request, fields, today());
        // What cannot be is said on the page, and no file is made of it.
        if (found && found.asked.errors.length > 0) return view(tx, request, reply, fields, today());
        const lines = found ? fileLines(found) : [];
        return reply.headers(downloadHeaders('invest-to-save', format, today())).send(await fileOf(format, lines));
      });
    });
  }

  app.post(PATH, policy('plans.write', 'invest-case.kept'), (request, reply) =>
    work(request, async (tx) => {
      const body = typed(request.body);
      const asked = body.text('asked').slice(0, 4_000);
      const fields = typed(Object.fromEntries(new URLSearchParams(asked)));
      const name = body.text('name').replaceAll('\n', ' ');
      const wrong = (text: string) =>
        view(tx, request, reply.code(400), fields, today(), { name, errors: [{ text, href: '#name' }] });
      if (name === '') return wrong('Enter a name to find it by');
      if (name.length > LONGEST_NAME) return wrong(`The name must be ${LONGEST_NAME} letters or fewer`);
      const found = await reckoned(tx, request, fields, today());
      if (!found || found.asked.errors.length > 0) return view(tx, request, reply.code(400), fields, today());
      const { about, result, link, own } = found;
      const { needed, net } = result;
      const kept = await keepCase(
        tx,
        request.actor,
        {
          ...{ name, about, asked: link, whose: own.name, costPence: result.cost.value },
          needed: Number.isFinite(needed.value) ? needed.value : null,
          ...{ netPence: net.value, netLowPence: net.p2_5, netHighPence: net.p97_5 },
        },
        clock(),
      );
      if (kept === 'name-taken') {
        return wrong('Your organisation already keeps one by this name. Choose another name');
      }
      return reply.redirect(`${PATH}?${link}#kept`, 303);
    }),
  );

  app.post<{ Params: { caseId: string } }>(
    `${PATH}/:caseId/away`,
    policy('plans.write', 'invest-case.taken-away'),
    (request, reply) =>
      work(request, async (tx) => {
        const gone = await takeCaseAway(tx, request.actor, request.params.caseId);
        if (gone === 'not-theirs') {
          const errors = [{ text: 'Only whoever kept it can take it away', href: '#kept' }];
          return view(tx, request, reply.code(400), typed({}), today(), { name: '', errors });
        }
        return reply.redirect(`${PATH}#kept`, 303);
      }),
  );
}

/** What was asked and what comes of it; null where nobody’s numbers may be counted. */
async function reckoned(tx: Tx, request: FastifyRequest, fields: Typed, today: PlainDate) {
  const scopes = await scopesOf(tx, request.actor.organisation.id);
  const scope = chosenScope(fields, scopes, request.actor.organisation.id);
  if (!scope) return null;
  const about = aboutOf(fields);
  const kind = kindAsked(fields, about);
  const own = await ownFigures(tx, scope, scopes, kind, today);
  const asked = readAsked(fields, about, usualFigures(about, kind, own));
  const result = workOut(about, asked);
  return { scopes, scope, about, kind, own, asked, result, link: linkOf(about, kind, scope.key, asked) };
}

async function view(
  tx: Tx,
  request: FastifyRequest,
  reply: FastifyReply,
  fields: Typed,
  today: PlainDate,
  keeping: { readonly name: string; readonly errors: readonly FormError[] } = { name: '', errors: [] },
) {
  const found = await reckoned(tx, request, fields, today);
  const kept = await keptCases(tx, request.actor);
  const mayKeep = mayDo(request.actor.role, 'plans.write');
  const errors = [...(found?.asked.errors ?? []), ...keeping.errors];
  if (errors.length > 0 && reply.statusCode === 200) reply.code(400);
  return reply.page('invest-to-save/views/invest-to-save.njk', {
    errors,
    wrong: Object.fromEntries(errors.map(({ href, text }) => [href.slice(1), text])),
    mayKeep,
    name: keeping.name,
    kept: kept.map((each) => ({
      ...each,
      href: `${PATH}?${each.asked}`,
      away: mayKeep && each.mine ? `${PATH}/${encodeURIComponent(each.id)}/away` : null,
      aboutWords: ABOUT_WORDS[each.about],
      words: keptWords(each.about, each.needed, each.netPence, each.netLowPence, each.netHighPence),
    })),
    ...(found ? pageOf(found) : { scope: null }),
  });
}

type Reckoned = NonNullable<Awaited<ReturnType<typeof reckoned>>>;

function pageOf({ scopes, scope, about, kind, own, asked, result, link }: Reckoned) {
  const field = (name: (typeof asked.figures)[number]['name']) => {
    const one = asked.figures.find((each) => each.name === name) ?? asked.priceRise;
    return {
      ...one,
      ...specOf(about, name),
      single: one.range.low === one.range.high && ASKED_FIRST[about].includes(name),
    };
  };
  return {
    scopes,
    scope,
    about,
    kindWords: KIND_WORDS[kind],
    kinds: KIND_CHOICES.map((value) => ({ value, text: KIND_WORDS[value], selected: value === kind })),
    abouts: ABOUT.map((each) => ({
      text: ABOUT_WORDS[each],
      here: each === about,
      href: `${PATH}?${new URLSearchParams({ about: each, for: scope.key })}`,
    })),
    asked,
    first: ASKED_FIRST[about].map(field),
    next: [...ASKED_NEXT[about].map(field), field('priceRise')],
    changed: asked.differs.length,
    // Nothing is worked out from what cannot be.
    result: asked.errors.length > 0 ? null : shown(about, asked, result),
    unsure: about === 'rooms' ? '' : unsureWords(own),
    link,
  };
}

interface FileLine {
  readonly part: string;
  readonly what: string;
  readonly likely: string;
  readonly low: number | null;
  readonly value: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly source: string;
  readonly words: string;
}

const COLUMNS: readonly Column<FileLine>[] = [
  { heading: 'Part', text: ({ part }) => part },
  { heading: 'What', text: ({ what }) => what },
  { heading: 'In words', text: ({ likely }) => likely || null },
  { heading: 'Low', number: ({ low }) => low },
  { heading: 'Likely', number: ({ value }) => value },
  { heading: 'High', number: ({ high }) => high },
  { heading: 'Unit', text: ({ unit }) => unit || null },
  { heading: 'Source', text: ({ source }) => source || null },
  { heading: 'Where it comes from', text: ({ words }) => words || null },
];

function fileLines({ about, asked, result, own, kind }: Reckoned): readonly FileLine[] {
  const { headline, lines, assumptions } = shown(about, asked, result);
  const said = (what: string, likely: string): FileLine => ({
    ...{ part: 'In words', what, likely, low: null, value: null, high: null, unit: '', source: '', words: '' },
  });
  return [
    said('What is paid for', `${ABOUT_WORDS[about]}: ${own.name}, ${KIND_WORDS[kind].toLowerCase()}`),
    said('Result', `${headline.title}. ${headline.under}`),
    ...lines.map(({ what, likely, numbers }): FileLine => {
      const words = numbers.value === null ? likely : '';
      return { part: 'Result', what, likely: words, ...numbers, source: '', words: '' };
    }),
    ...assumptions.map(
      ({ label, sourceWords, words, numbers }): FileLine => ({
        ...{ part: 'Assumption', what: label, likely: '', ...numbers, source: sourceWords, words },
      }),
    ),
  ];
}

async function fileOf(format: DownloadFormat, lines: readonly FileLine[]): Promise<string | Buffer> {
  return format === 'csv' ? writeCsv(COLUMNS, lines) : writeExcel('Invest to save', COLUMNS, lines);
}
