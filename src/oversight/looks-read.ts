import { ROLES, type Role, saw } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';
import { doneWords, whyWords } from './look-words.ts';

/** One entry of the record of who did and who saw what. */
export interface LookEntry {
  readonly at: Date;
  readonly actorId: string;
  readonly who: string;
  readonly role: string;
  readonly organisation: string;
  readonly done: string;
  readonly why: string;
  /** The same, to whoever looked. */
  readonly whyYours: string;
  readonly fields: readonly string[];
  readonly children: readonly string[];
}

export interface LookPage {
  readonly entries: readonly LookEntry[];
  readonly found: number;
  readonly page: number;
  readonly pages: number;
}

interface EventRow {
  at: Date;
  actor: string;
  kind: string;
  purpose: string;
  fields: string[];
  children: string[];
}

const A_PAGE = 50;

/**
 * Who has seen a child's record, the latest first; attempts that were refused are there too. Each page of it is itself
 * on record.
 */
export async function looksAtChild(tx: Tx, childId: string, page: number, toTheChild = false): Promise<LookPage> {
  saw(tx, [childId], 'looks');
  // Refused attempts name the child, a search of theirs or the like as subject only: nothing of the record was seen.
  return paged(
    tx,
    sql`(children @> array[${childId}]::text[]
      or (kind like '%.refused' and subject in (select app.records_of_child(${childId}))))`,
    page,
    toTheChild,
  );
}

/** What one person has looked at and done, the latest first. */
export async function looksOfActor(tx: Tx, actorId: string, page: number): Promise<LookPage> {
  return paged(tx, sql`actor = ${actorId}`, page);
}

/** What one person saw of one child between two moments: what a review of an emergency opening is about. */
export async function looksBetween(
  tx: Tx,
  actorId: string,
  childId: string,
  from: Date,
  until: Date,
): Promise<LookPage> {
  return paged(
    tx,
    sql`actor = ${actorId} and children @> array[${childId}]::text[] and at >= ${from.toISOString()} and at < ${until.toISOString()}`,
    1,
  );
}

async function paged(tx: Tx, which: ReturnType<typeof sql>, wanted: number, toTheChild = false): Promise<LookPage> {
  const count = await first<{ n: number }>(tx, sql`select count(*)::int as n from event where ${which}`);
  const found = count?.n ?? 0;
  const pages = Math.max(1, Math.ceil(found / A_PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const events = await rows<EventRow>(
    tx,
    sql`select at, actor, kind, purpose, fields, children from event where ${which}
      order by at desc, id limit ${A_PAGE} offset ${(page - 1) * A_PAGE}`,
  );
  return { entries: await named(tx, events, toTheChild), found, page, pages };
}

async function named(tx: Tx, events: readonly EventRow[], toTheChild: boolean): Promise<LookEntry[]> {
  const ids = [...new Set(events.map((each) => each.actor))];
  const people = await rows<{ id: string; name: string; role: Role; organisation: string }>(
    tx,
    sql`select * from app.who_looked(${ids}::text[])`,
  );
  const byId = new Map(people.map((each) => [each.id, each]));
  return events.map((each) => {
    const who = byId.get(each.actor);
    return {
      at: each.at,
      actorId: each.actor,
      who: who?.name ?? (each.actor === 'system' ? 'Homeward itself' : 'Somebody who has left'),
      role: who ? ROLES[who.role] : '',
      organisation: who?.organisation ?? '',
      done: doneWords(each.kind),
      why: whyWords(each.kind, each.purpose, toTheChild ? 'child' : 'others'),
      whyYours: whyWords(each.kind, each.purpose, 'themselves'),
      fields: each.fields,
      children: each.children,
    };
  });
}
