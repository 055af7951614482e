import { saw } from '../access/index.ts';
import { rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { ageWords, calledName, compareNames, looksLike } from './child.ts';
import { type EpisodeRow, needsAHome, type PlacementRow, type Standing, standing } from './where.ts';

export const SHOWN = ['in-care', 'needs-a-home', 'everyone'] as const;
export type Shown = (typeof SHOWN)[number];

export interface ListedChild {
  readonly id: string;
  readonly name: string;
  readonly returnId: string | null;
  readonly age: string;
  readonly standing: Standing;
}

export interface ChildrenList {
  readonly children: readonly ListedChild[];
  /** How many were found, on all pages. */
  readonly found: number;
  readonly page: number;
  readonly pages: number;
  readonly needAHome: number;
}

interface ListRow {
  id: string;
  return_id: string | null;
  given_name: string | null;
  family_name: string | null;
  born: PlainDate;
  born_estimated: boolean;
}

const A_PAGE = 30;

/** Rows about a child, with whose they are. */
type OfChild<Row> = Row & { readonly child_id: string };

/**
 * Every child with their homes and the last episode: enough to tell where they stand.
 * The tables are read one by one and joined here: under row-level policies the planner expects a handful of rows and
 * joins in nested loops, which for a thousand children takes ten times as long.
 */
async function readAll(tx: Tx, today: PlainDate) {
  const children = await rows<{ id: string; return_id: string | null }>(tx, sql`select id, return_id from child`);
  const identities = await rows<OfChild<Omit<ListRow, 'id' | 'return_id'>>>(
    tx,
    sql`select child_id, given_name, family_name, born, born_estimated from child_identity`,
  );
  const started = await rows<OfChild<Omit<PlacementRow, 'ended' | 'reason'>> & { id: string }>(
    tx,
    sql`select id, child_id, home_id, home_organisation_id, started from placement order by started`,
  );
  const ended = await rows<{ placement_id: string; ended: PlainDate; reason: string }>(
    tx,
    sql`select placement_id, ended, reason from placement_ended`,
  );
  const episodes = await rows<OfChild<EpisodeRow>>(
    tx,
    sql`select distinct on (child_id) child_id, decom, dec, rec, place, reason_place_change, urn from episode
      where decom <= ${today} order by child_id, decom desc`,
  );
  const identityOf = new Map(identities.map((row) => [row.child_id, row]));
  const endOf = new Map(ended.map((row) => [row.placement_id, row]));
  const placements = started.map((row) => {
    const end = endOf.get(row.id);
    return { ...row, ended: end?.ended ?? null, reason: end?.reason ?? null };
  });
  const placementsOf = Map.groupBy(placements, (row) => row.child_id);
  const episodeOf = new Map(episodes.map((row) => [row.child_id, row]));
  return children.flatMap((child) => {
    const identity = identityOf.get(child.id);
    if (!identity) return [];
    return [{ ...child, ...identity, placements: placementsOf.get(child.id) ?? [], episode: episodeOf.get(child.id) }];
  });
}

/** Names the homes of the children of one page. */
async function withHomeNames(tx: Tx, children: readonly ListedChild[]): Promise<ListedChild[]> {
  const ids = children.flatMap(({ standing }) =>
    standing.is === 'at-home' && standing.stay.homeId ? [standing.stay.homeId] : [],
  );
  if (!ids.length) return [...children];
  const homes = await rows<{ organisation_id: string; id: string; name: string; area: string }>(
    tx,
    sql`select organisation_id, id, name, area from home where id = any (${ids}::text[])`,
  );
  const byId = new Map(homes.map((home) => [`${home.organisation_id}/${home.id}`, home]));
  return children.map((child) => {
    if (child.standing.is !== 'at-home') return child;
    const { stay } = child.standing;
    const home = byId.get(`${stay.homeOrganisationId}/${stay.homeId}`);
    return home
      ? { ...child, standing: { ...child.standing, stay: { ...stay, where: home.name, area: home.area } } }
      : child;
  });
}

/**
 * The children the actor may see, a page at a time: by name, or those who need a home with the soonest first.
 * @param search a part of a name or of the return's id; empty for all
 * @param page from 1; a page that is not there gives the nearest
 */
export async function childrenList(
  tx: Tx,
  { search, shown, page }: { readonly search: string; readonly shown: Shown; readonly page: number },
  today: PlainDate,
): Promise<ChildrenList> {
  const all = (await readAll(tx, today)).map((row) => ({ row, child: listed(row, today) }));
  const needAHome = all.filter(({ child }) => needsAHome(child.standing)).length;
  const found = all
    .filter(({ child }) => isShown(child, shown))
    .filter(({ row, child }) => !search || matches(row, child, search))
    .map(({ child }) => child)
    .sort(
      (a, b) =>
        (shown === 'needs-a-home' ? bySoonest(a, b) : 0) || compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1),
    );
  const pages = Math.max(1, Math.ceil(found.length / A_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const children = await withHomeNames(tx, found.slice((at - 1) * A_PAGE, at * A_PAGE));
  saw(
    tx,
    children.map((child) => child.id),
    'identity',
  );
  return { children, found: found.length, page: at, pages, needAHome };
}

type Read = Awaited<ReturnType<typeof readAll>>[number];

function listed(row: Read, today: PlainDate): ListedChild {
  return {
    id: row.id,
    name: calledName({ givenName: row.given_name, returnId: row.return_id }),
    returnId: row.return_id,
    age: ageWords(row.born, row.born_estimated, today),
    standing: standing(row.placements, row.episode ? [row.episode] : [], row.born, today),
  };
}

/** Who has no home now stands before those whose home ends later. */
function bySoonest(a: ListedChild, b: ListedChild): number {
  const day = ({ standing }: ListedChild) => (standing.is === 'at-home' ? (standing.endsOn ?? '') : '');
  return day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0;
}

function isShown({ standing }: ListedChild, shown: Shown): boolean {
  if (shown === 'everyone') return true;
  return shown === 'needs-a-home' ? needsAHome(standing) : standing.is !== 'left';
}

function matches(row: ListRow, child: ListedChild, search: string): boolean {
  const whole = [row.given_name, row.family_name].filter(Boolean).join(' ');
  return looksLike(whole, search) || looksLike(child.name, search) || looksLike(row.return_id ?? '', search);
}
