import { first, rows, sql, type Tx } from '../db/index.ts';
import { DOMAIN_WORDS, inWords, isDomain, plainDate } from '../kernel/index.ts';
import { leavesPictureOut, pictureOf } from '../needs/index.ts';
import { doneWords } from '../oversight/index.ts';
import { calledName, withoutHiddenPlaces } from '../people/index.ts';
import { STAGE_WORDS, type Stage } from '../searches/index.ts';
import { PACK_SOURCES, type PackSource, type Shown } from './pack-sources.ts';
import type { PackItem, PackSection, SomebodyElse } from './redaction.ts';

/** Everything held about a child, in the order of a pack, nothing taken out. Only as far as the actor may read it. */
export async function everythingHeld(tx: Tx, childId: string): Promise<PackSection[]> {
  const sections: PackSection[] = [];
  const names = await namesFor(tx, childId);
  for (const source of PACK_SOURCES) {
    const shownAs = columnsOf(source);
    const columns = sql.join(shownAs.flatMap(({ column, of }) => [sql.lit(column), of]));
    const found = await rows<{ row: Readonly<Record<string, unknown>> }>(
      tx,
      sql`select jsonb_build_object(${columns}) as row from ${sql.table(source.table)} t where ${source.about(childId)} order by ${sql.raw(source.order)}`,
    );
    const records = found.map(({ row }) =>
      shownAs.flatMap(({ column, name, shown }): PackItem[] => {
        const value = valueWords(row[column], shown, names);
        return value === '' ? [] : [{ name, value, free: shown === 'free' || shown === 'child' }];
      }),
    );
    const said = records.filter((record) => record.length > 0);
    const picture = source.table === 'child_picture' ? await pictureOf(tx, childId) : null;
    if (said.length > 0) sections.push({ heading: source.heading, records: said, ...(picture ? { picture } : {}) });
    else if (source.table === 'child_picture' && (await leavesPictureOut(tx, childId))) {
      sections.push({ heading: source.heading, records: [[PICTURE_LEFT_OUT]], leftOut: true });
    }
  }
  return withoutPlaces(tx, childId, sections);
}

/** It says nothing of where the child is, and no more than the pack says of protected addresses anyway. */
const PICTURE_LEFT_OUT: PackItem = {
  name: 'Left out',
  value:
    'There is a picture of you. It is not in this pack, because a picture can show a place, and a place of yours is protected. The people who are named on what is protected can add it: ask your social worker.',
  free: false,
};

/** What is read of each row: its own columns, and what is joined to it. */
function columnsOf({ columns, joined = {} }: PackSource) {
  return [
    ...Object.entries(joined).map(([column, [name, shown, of]]) => ({ column, name, shown, of })),
    ...Object.entries(columns).map(([column, [name, shown = 'as-is' as const]]) => ({
      ...{ column, name, shown },
      of: sql`t.${sql.ref(column)}`,
    })),
  ];
}

/** A finished profile stands as it was written; a pack leaves with nothing of an address that is hidden now. */
async function withoutPlaces(tx: Tx, childId: string, sections: readonly PackSection[]): Promise<PackSection[]> {
  const values = sections.flatMap(({ records }) => records.flatMap((record) => record.map((item) => item.value)));
  const shown = (await withoutHiddenPlaces(tx, childId, values)).values();
  return sections.map((section) => ({
    ...section,
    records: section.records.map((record) => record.map((item) => ({ ...item, value: shown.next().value ?? '' }))),
  }));
}

/** Others whose names may stand in what is held: the family, friends, and children who live in the same home now. */
export async function othersIn(tx: Tx, childId: string): Promise<SomebodyElse[]> {
  const family = await rows<{ given: string | null; family: string | null }>(
    tx,
    sql`select i.given_name as given, i.family_name as family from brother_or_sister b
      join child_identity i on i.organisation_id = b.organisation_id and i.child_id = b.other_child_id
      where b.child_id = ${childId}`,
  );
  const places = await rows<{ name: string }>(
    tx,
    sql`select distinct l.name from profile_place l join profile p on p.organisation_id = l.organisation_id and p.id = l.profile_id
      where p.child_id = ${childId} and l.kind in ('friend', 'avoid') and l.name <> ''`,
  );
  const parents = await rows<{ name: string }>(
    tx,
    sql`select a.name from allocation l join actor a on a.organisation_id = l.organisation_id and a.id = l.actor_id
      where l.child_id = ${childId} and l.relation = 'parent'`,
  );
  return [
    ...family.flatMap(({ given, family: name }) =>
      [given, name].flatMap((each) => (each ? [{ name: each, who: 'a brother or sister' }] : [])),
    ),
    ...parents.map(({ name }) => ({ name, who: 'a parent' })),
    ...places.map(({ name }) => ({ name, who: 'a friend or somebody to keep away from' })),
  ];
}

/** The names that are the child's own. */
export async function ownNames(tx: Tx, childId: string): Promise<string[]> {
  const found = await first<{ given: string | null; family: string | null }>(
    tx,
    sql`select given_name as given, family_name as family from child_identity where child_id = ${childId}`,
  );
  return [found?.given, found?.family].filter((each): each is string => Boolean(each));
}

interface Names {
  readonly actors: ReadonlyMap<string, string>;
  readonly children: ReadonlyMap<string, string>;
  readonly organisations: ReadonlyMap<string, string>;
}

async function namesFor(tx: Tx, childId: string): Promise<Names> {
  const actors = await rows<{ id: string; name: string }>(tx, sql`select id, name from actor`);
  const children = await rows<{ id: string; given: string | null; number: string | null }>(
    tx,
    sql`select c.id, i.given_name as given, c.return_id as number from brother_or_sister b
      join child c on c.organisation_id = b.organisation_id and c.id = b.other_child_id
      join child_identity i on i.organisation_id = c.organisation_id and i.child_id = c.id where b.child_id = ${childId}`,
  );
  const organisations = await rows<{ id: string; name: string }>(
    tx,
    sql`select o.id, o.name from organisation o where o.id in (select d.provider_id from disclosure d
      join search_child c on c.organisation_id = d.organisation_id and c.search_id = d.search_id where c.child_id = ${childId})`,
  );
  return {
    organisations: new Map(organisations.map((row) => [row.id, row.name])),
    actors: new Map(actors.map((row) => [row.id, row.name])),
    children: new Map(children.map((row) => [row.id, calledName({ givenName: row.given, returnId: row.number })])),
  };
}

const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/London' });

function valueWords(value: unknown, shown: Shown, names: Names): string {
  if (value === null || value === undefined || value === '') return '';
  if (shown === 'actor')
    return names.actors.get(String(value)) ?? (value === 'system' ? 'Homeward itself' : 'Somebody else');
  if (shown === 'child') return names.children.get(String(value)) ?? 'A brother or sister';
  if (shown === 'event') return doneWords(String(value));
  if (shown === 'organisation') return names.organisations.get(String(value)) ?? 'An organisation';
  if (shown === 'stage') return STAGE_WORDS[value as Stage].adds;
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return MOMENT.format(new Date(text));
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? plainDate(text) : null;
  if (day) return inWords(day);
  return isDomain(text) ? DOMAIN_WORDS[text] : text;
}
