import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { coveredBy, policy, type RoomServices } from '../access/index.ts';
import { type Column, downloadHeaders, writeCsv, writeExcel } from '../exports/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type ChildrenFilter, childrenList, everyListedChild, SHOWN, WHOSE } from './children-list.ts';
import type { ListedChild } from './listed-children.ts';
import { childrenPage } from './people-pages.ts';

const ASKED = z.object({
  search: z.string().trim().max(100).catch(''),
  show: z.enum(SHOWN).catch('in-care'),
  whose: z.enum(WHOSE).catch('open'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  done: z.literal('yes').optional().catch(undefined),
});

/** The list of the children who are open to somebody, and the same as a file. */
export function childrenListRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get('/children', policy('child.read', 'children.listed'), async (request, reply) => {
    const { filter, page, done } = asked(request.query);
    const model = await work(request, async (tx) => {
      const list = await childrenList(tx, request.actor, filter, page, today());
      return childrenPage(request.actor, list, filter, await coveredBy(tx, request.actor.id));
    });
    return reply.page('people/views/children.njk', { ...model, done });
  });

  app.get('/children.csv', policy('child.read', 'children.downloaded'), async (request, reply) => {
    const children = await work(request, (tx) =>
      everyListedChild(tx, request.actor, asked(request.query).filter, today()),
    );
    return reply.headers(downloadHeaders('children', 'csv', today())).send(writeCsv(COLUMNS, children));
  });

  app.get('/children.xlsx', policy('child.read', 'children.downloaded'), async (request, reply) => {
    const children = await work(request, (tx) =>
      everyListedChild(tx, request.actor, asked(request.query).filter, today()),
    );
    return reply
      .headers(downloadHeaders('children', 'xlsx', today()))
      .send(await writeExcel('Children', COLUMNS, children));
  });
}

/** What the list shows of a child, and no more: never a family name. */
const COLUMNS: readonly Column<ListedChild>[] = [
  { heading: 'Name', text: (child) => child.name },
  { heading: 'Id in the return', text: (child) => child.returnId },
  { heading: 'Age', text: (child) => child.age },
  { heading: 'Where they live', text: whereWords },
  { heading: 'Area', text: (child) => stayOf(child)?.area || null },
  { heading: 'Since', date: (child) => stayOf(child)?.from ?? null },
  { heading: 'Needs a home by', date: needsBy },
];

function stayOf({ standing }: ListedChild) {
  return standing?.is === 'at-home' ? standing.stay : null;
}

function whereWords({ standing }: ListedChild): string | null {
  if (!standing) return null;
  if (standing.is === 'at-home') return standing.stay.where;
  return standing.is === 'needs-a-home' ? 'Needs a home' : 'Not in our care now';
}

function needsBy({ standing }: ListedChild): PlainDate | null {
  return standing?.is === 'at-home' ? standing.endsOn : null;
}

function asked(query: unknown) {
  const { search, show, whose, page, done } = ASKED.parse(query ?? {});
  // The database takes no NUL in a text.
  const filter: ChildrenFilter = { search: search.replaceAll('\0', ''), shown: show, whose };
  return { filter, page, done: done === 'yes' };
}
