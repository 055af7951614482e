import { ACCESS_RULES, type Actor, allows, readable } from '../access/index.ts';
import { rows, type Sql, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type FoundChild, type ListedChild, listedChildren } from './listed-children.ts';

export const SHOWN = ['in-care', 'needs-a-home', 'unallocated', 'everyone'] as const;
export type Shown = (typeof SHOWN)[number];

/** Everybody who is open to the actor, those allocated to them, their team's, or those of a team they stand in for. */
export const WHOSE = ['open', 'mine', 'team', 'covering'] as const;
export type Whose = (typeof WHOSE)[number];

export interface ChildrenFilter {
  /** A part of a name or of the return's id; empty for all. */
  readonly search: string;
  readonly shown: Shown;
  /** `changeable`: those whose basics the actor may change, for linking brothers and sisters. */
  readonly whose: Whose | 'changeable';
}

export interface ChildrenList {
  readonly children: readonly ListedChild[];
  /** How many were found, on all pages. */
  readonly found: number;
  readonly page: number;
  readonly pages: number;
  /** How many of all who are open to the actor need a home. */
  readonly needAHome: number;
}

const A_PAGE = 30;

/**
 * The children the actor may see, a page at a time: by name, or those who need a home with the soonest first. Filtered,
 * counted, ordered and cut in one statement, under the same rules as every single record.
 * @param page from 1; a page that is not there gives the nearest
 */
export async function childrenList(
  tx: Tx,
  actor: Actor,
  filter: ChildrenFilter,
  page: number,
  today: PlainDate,
): Promise<ChildrenList> {
  const found = await rows<{ found: number; need: number; child_id: string | null; stands: FoundChild['stands'] }>(
    tx,
    childrenListQuery(actor, filter, page, today),
  );
  const { found: count = 0, need = 0 } = found[0] ?? {};
  const pages = Math.max(1, Math.ceil(count / A_PAGE));
  const onPage = found.flatMap(({ child_id, stands }) => (child_id === null ? [] : [{ id: child_id, stands }]));
  return {
    children: await listedChildren(tx, onPage, today),
    found: count,
    page: Math.min(Math.max(1, page), pages),
    pages,
    needAHome: need,
  };
}

/** The statement of one page of the list: two counts, and the children of the page beside them. */
export function childrenListQuery(actor: Actor, filter: ChildrenFilter, page: number, today: PlainDate): Sql<unknown> {
  return sql`${foundBy(actor, filter, today)},
    totals as (select count(*) filter (where ${SHOWS[filter.shown]})::int as found,
      count(*) filter (where needs)::int as need from found)
    select t.found, t.need, p.child_id, p.stands from totals t left join (
      select child_id, stands, name_order, ends_on from found where ${SHOWS[filter.shown]} order by ${ORDER[filter.shown]} limit ${A_PAGE}
      offset (select least(${page}::int - 1, greatest((found - 1) / ${A_PAGE}, 0)) * ${A_PAGE} from totals)) p on true
    order by ${ORDER[filter.shown]}`;
}

/** Every child that the same filter finds, on all pages, in the same order: what a download holds. */
export async function everyListedChild(
  tx: Tx,
  actor: Actor,
  filter: ChildrenFilter,
  today: PlainDate,
): Promise<ListedChild[]> {
  const found = await rows<FoundChild>(
    tx,
    sql`${foundBy(actor, filter, today)}
      select child_id as id, stands from found where ${SHOWS[filter.shown]} order by ${ORDER[filter.shown]}`,
  );
  return listedChildren(tx, found, today);
}

/** Who has no home now stands before those whose home ends later. */
const BY_NAME = sql`name_order, child_id`;
const ORDER: Readonly<Record<Shown, Sql<unknown>>> = {
  'in-care': BY_NAME,
  'needs-a-home': sql`ends_on nulls first, ${BY_NAME}`,
  unallocated: BY_NAME,
  everyone: BY_NAME,
};

/** Where the homes of a child are closed to the actor, the child counts as in care and as having one. */
const SHOWS: Readonly<Record<Shown, Sql<unknown>>> = {
  'in-care': sql`wanted and stands is distinct from 'left'`,
  'needs-a-home': sql`wanted and needs`,
  unallocated: sql`wanted and stands is distinct from 'left'`,
  everyone: sql`wanted`,
};

/**
 * The children open to the actor, as a CTE `found`: `wanted` (by the search and by whose they are), where they stand
 * (null where their homes are closed to the actor), whether they need a home, and what they are sorted by.
 */
function foundBy(actor: Actor, { search, shown, whose }: ChildrenFilter, today: PlainDate): Sql<unknown> {
  const org = actor.organisation.id;
  const wanted = [
    // A mark that parts the texts which are searched is in none that is typed.
    ...(search ? [sql`strpos(i.search_text, app.folded(${search.replaceAll('\u0001', '')})) > 0`] : []),
    ...(whose === 'mine' ? [through('allocated')] : []),
    ...(whose === 'team' ? [through('team')] : []),
    ...(whose === 'changeable' ? [changeable(actor)] : []),
    ...(whose === 'covering' ? [sql`i.child_id in (${covered(actor)})`] : []),
    ...(shown === 'unallocated' ? [through('unallocated')] : []),
  ];
  return sql`with seen as materialized (
      select i.child_id, i.name_order, i.born <= ${turnsEighteen(today)}::date as grown, i.care, i.stands, i.ends_on,
        i.from_day <= ${today}::date and i.until_day > ${today}::date as known,
        ${wanted.length ? sql.join(wanted, sql` and `) : sql`true`} as wanted
      from ${lines(actor)} i
      where i.organisation_id = ${org} and ${readable(actor, 'identity', sql`i.child_id`)}),
    now as (select * from app.standings(${org},
      array(select child_id from seen where care and known is not true), ${today}::date)),
    found as materialized (
      select child_id, name_order, wanted, stands, ends_on, stands = 'needs-a-home' or ends_on is not null as needs
      from (select s.child_id, s.name_order, s.wanted,
          case when not s.care then null when s.grown then 'left' else coalesce(n.stands, s.stands) end as stands,
          case when not s.care or s.grown then null when s.known then s.ends_on else n.ends_on end as ends_on
        from seen s left join now n using (child_id)) each)`;
}

/**
 * The lines that the list is made of. For most roles whatever opens the name opens the homes as well, and one table says
 * all; for the others the lines are put together from the name, and from the homes of those children whose are open.
 */
function lines(actor: Actor): Sql<unknown> {
  const always = ACCESS_RULES.filter((rule) => rule.role === actor.role && rule.class === 'identity').every((rule) =>
    allows(actor.role, rule.through, 'care', 'read'),
  );
  if (always) return sql`(select *, true as care from child_listed)`;
  return sql`(select i.organisation_id, i.child_id, app.line_order(i.name_order, c.return_order) as name_order,
      app.search_text(i.name_search, c.return_search, i.name_order) as search_text, i.born,
      ${readable(actor, 'care', sql`i.child_id`)} as care, k.stands, k.ends_on, k.from_day, k.until_day
    from child_identity i
    join child c on c.organisation_id = i.organisation_id and c.id = i.child_id
    left join child_listed k on k.organisation_id = i.organisation_id and k.child_id = i.child_id)`;
}

function through(relationship: 'allocated' | 'team' | 'unallocated'): Sql<unknown> {
  return sql`i.child_id in (select m.child_id from app.my_relationships() m where m.through = ${relationship})`;
}

function changeable(actor: Actor): Sql<unknown> {
  return readable(actor, 'basics', sql`i.child_id`, 'write');
}

/** The children of the teams that the actor stands in for now. */
function covered(actor: Actor): Sql<unknown> {
  return sql`select l.child_id from team_cover v
    join actor w on w.organisation_id = v.organisation_id and w.team_id = v.team_id
    join allocation l on l.organisation_id = w.organisation_id and l.actor_id = w.id and l.relation not in ('self', 'parent')
    where v.actor_id = ${actor.id} and v.from_at <= now() and v.until_at > now() and l.from_at <= now()
      and not exists (select from team_cover_ended x where x.organisation_id = v.organisation_id and x.cover_id = v.id)
      and not exists (select from allocation_ended e where e.organisation_id = l.organisation_id and e.allocation_id = l.id)`;
}

/** Whoever was born on this day or before has turned 18; the 29th of February is not in every year. */
function turnsEighteen(today: PlainDate): string {
  const year = Number(today.slice(0, 4)) - 18;
  const day = today.slice(5);
  return `${year}-${day === '02-29' ? '02-28' : day}`;
}
