import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { childSummary } from '../people/index.ts';
import { BASES, type Due, dueWithinAYear, type KeptRecord, type RetentionYears } from './retention.ts';
import { adoptionsKept, carersKept, childrenKept, reasonsToHold } from './retention-store.ts';
import { retentionYears } from './rights-store.ts';

const A_PAGE = 50;
const PAGE = z.coerce.number().int().min(1).max(100_000).catch(1);
const QUERY = z.object({ children: PAGE, carers: PAGE, adoptions: PAGE });
type Asked = z.infer<typeof QUERY>;

/** The kinds of record there are, with what each is kept by. */
const KINDS = [
  { kind: 'looked-after', words: 'A child who was looked after', from: 'from birth' },
  { kind: 'died-before-18', words: 'A child who was looked after and died before 18', from: 'from the death' },
  { kind: 'not-looked-after', words: 'A child who was never looked after', from: 'from birth' },
  { kind: 'adoption', words: 'An adoption', from: 'from the order' },
  { kind: 'carer', words: 'A foster or kinship carer', from: 'from the end of approval' },
] as const;

/** A record of the list, as its page shows it. */
interface Line extends Due {
  readonly name: string;
  readonly href: string | null;
  /** Why it is held, where that may be said. */
  readonly why: readonly string[];
}

interface List {
  readonly lines: readonly Line[];
  readonly found: number;
  /** How many may be removed today. */
  readonly due: number;
  readonly pagination: object | null;
}

/** Which records may be removed and when, by what, and what holds them: a list to decide by. Nothing is removed here. */
export function retentionRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get('/retention', policy('retention.read', 'retention.viewed'), async (request, reply) => {
    const asked = QUERY.parse(request.query ?? {});
    const { role, organisation } = request.actor;
    const governs = role === 'information-governance';
    const model = await work(request, async (tx) => {
      const years = await retentionYears(tx);
      return {
        kinds: KINDS.map((each) => ({ ...each, years: years[each.kind], basis: BASES[each.kind] })),
        children: governs && organisation.kind === 'authority' ? await childrenDue(tx, years, today(), asked) : null,
        carers: governs && organisation.kind !== 'region' ? await carersDue(tx, years, today(), asked) : null,
        adoptions: role === 'adoption-worker' ? await adoptionsDue(tx, years, today(), asked) : null,
      };
    });
    return reply.page('rights/views/retention.njk', { ...model, authority: organisation.kind === 'authority' });
  });
}

async function childrenDue(tx: Tx, years: RetentionYears, today: PlainDate, asked: Asked): Promise<List> {
  const { shown, ...list } = paged(await childrenKept(tx), years, today, asked, 'children');
  const names = await namesOf(tx, shown, today);
  const why = await reasonsToHold(
    tx,
    shown.map(({ id }) => id),
  );
  const lines = shown.map((each) => ({
    ...each,
    name: names.get(each.id) ?? 'A child',
    href: `/children/${encodeURIComponent(each.id)}/rights`,
    why: why.get(each.id) ?? [],
  }));
  return { ...list, lines };
}

async function carersDue(tx: Tx, years: RetentionYears, today: PlainDate, asked: Asked): Promise<List> {
  const carers = await carersKept(tx);
  const { shown, ...list } = paged(carers, years, today, asked, 'carers');
  const names = new Map(carers.map(({ id, name }) => [id, name]));
  const held = ['The record of a child who lived there is held'];
  const lines = shown.map((each) => ({
    ...each,
    name: names.get(each.id) ?? '',
    href: null,
    why: each.held ? held : [],
  }));
  return { ...list, lines };
}

async function adoptionsDue(tx: Tx, years: RetentionYears, today: PlainDate, asked: Asked): Promise<List> {
  const { shown, ...list } = paged(await adoptionsKept(tx), years, today, asked, 'adoptions');
  const names = await namesOf(tx, shown, today);
  const lines = shown.map((each) => ({
    ...each,
    name: names.get(each.id) ?? 'An adoption',
    href: `/children/${encodeURIComponent(each.id)}/adoption`,
    why: [],
  }));
  return { ...list, lines };
}

async function namesOf(tx: Tx, shown: readonly Due[], today: PlainDate): Promise<ReadonlyMap<string, string>> {
  const children = await childSummary(
    tx,
    shown.map(({ id }) => id),
    today,
  );
  return new Map(children.map(({ id, name }) => [id, name]));
}

/** The page of one list that is asked for, the others as they were. */
function paged(records: readonly KeptRecord[], years: RetentionYears, today: PlainDate, asked: Asked, of: keyof Asked) {
  const all = dueWithinAYear(records, years, today);
  const pages = Math.max(1, Math.ceil(all.length / A_PAGE));
  const page = Math.min(asked[of], pages);
  const to = (wanted: number, text: string) => ({
    href: `/retention?${new URLSearchParams({ ...asWords(asked), [of]: String(wanted) })}#${of}`,
    text,
  });
  return {
    shown: all.slice((page - 1) * A_PAGE, page * A_PAGE),
    found: all.length,
    due: all.filter((each) => each.due).length,
    pagination:
      pages < 2
        ? null
        : {
            ...(page > 1 ? { previous: to(page - 1, 'Earlier days') } : {}),
            ...(page < pages ? { next: to(page + 1, 'Later days') } : {}),
          },
  };
}

function asWords(asked: Asked): Record<string, string> {
  return Object.fromEntries(Object.entries(asked).flatMap(([name, page]) => (page > 1 ? [[name, String(page)]] : [])));
}
