import { rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { ageWords, calledName, compareNames, looksLike } from './child.ts';
import { type EpisodeRow, type PlacementRow, type Standing, standing } from './where.ts';

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
  placement: PlacementRow | null;
  episode: EpisodeRow | null;
}

const A_PAGE = 30;

/** The open home of each child, or the last that ended, and the last episode: enough to tell where they stand. */
const LISTED = sql`select c.id, c.return_id, i.given_name, i.family_name, i.born, i.born_estimated,
    to_jsonb(p) as placement, to_jsonb(e) as episode
  from child c
  join child_identity i on i.organisation_id = c.organisation_id and i.child_id = c.id
  left join (select distinct on (p.organisation_id, p.child_id) p.organisation_id, p.child_id, p.home_id, p.home_organisation_id,
      p.started::text, pe.ended::text, pe.reason, h.name, h.kind, h.area
    from placement p
    left join placement_ended pe on pe.organisation_id = p.organisation_id and pe.placement_id = p.id
    left join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
    order by p.organisation_id, p.child_id, (pe.ended is null) desc, p.started desc) p
    on p.organisation_id = c.organisation_id and p.child_id = c.id
  left join (select distinct on (organisation_id, child_id) organisation_id, child_id, decom::text, dec::text, rec, place,
      reason_place_change, urn
    from episode order by organisation_id, child_id, decom desc) e
    on e.organisation_id = c.organisation_id and e.child_id = c.id`;

/**
 * The children the actor may see, by name, a page at a time.
 * @param search a part of a name or of the return's id; empty for all
 * @param page from 1; a page that is not there gives the nearest
 */
export async function childrenList(
  tx: Tx,
  { search, shown, page }: { readonly search: string; readonly shown: Shown; readonly page: number },
  today: PlainDate,
): Promise<ChildrenList> {
  const all = (await rows<ListRow>(tx, LISTED)).map((row) => ({ row, child: listed(row, today) }));
  const needAHome = all.filter(({ child }) => child.standing.is === 'needs-a-home').length;
  const found = all
    .filter(({ child }) => isShown(child, shown))
    .filter(({ row, child }) => !search || matches(row, child, search))
    .map(({ child }) => child)
    .sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1));
  const pages = Math.max(1, Math.ceil(found.length / A_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  return { children: found.slice((at - 1) * A_PAGE, at * A_PAGE), found: found.length, page: at, pages, needAHome };
}

function listed(row: ListRow, today: PlainDate): ListedChild {
  return {
    id: row.id,
    name: calledName({ givenName: row.given_name, returnId: row.return_id }),
    returnId: row.return_id,
    age: ageWords(row.born, row.born_estimated, today),
    standing: standing(row.placement ? [row.placement] : [], row.episode ? [row.episode] : [], row.born, today),
  };
}

function isShown({ standing }: ListedChild, shown: Shown): boolean {
  if (shown === 'everyone') return true;
  return shown === 'needs-a-home' ? standing.is === 'needs-a-home' : standing.is !== 'left';
}

function matches(row: ListRow, child: ListedChild, search: string): boolean {
  const whole = [row.given_name, row.family_name].filter(Boolean).join(' ');
  return looksLike(whole, search) || looksLike(child.name, search) || looksLike(row.return_id ?? '', search);
}
