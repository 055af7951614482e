import { rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type HomeKind, type HomeSettings, type Sector, type Terms, termsOn } from './home.ts';
import { roomState } from './room-state.ts';
import { type RoomRow, roomsOfHomes } from './room-store.ts';
import { type VacancyLine, vacancyLine } from './vacancy-words.ts';

export const PAGE_SIZE = 25;

export interface HomeFilter {
  readonly kind: HomeKind | '';
  readonly sector: Sector | '';
  /** Words in the area, case does not matter; empty: anywhere. */
  readonly area: string;
  readonly name: string;
  /** Only homes where somebody has said that a room is free, now or later, and it is in service. */
  readonly free: boolean;
  /** Only the homes of the actor's own organisation. */
  readonly own: boolean;
  readonly page: number;
}

export interface HomeLine {
  readonly organisationId: string;
  readonly homeId: string;
  readonly name: string;
  readonly kind: HomeKind;
  readonly sector: Sector;
  readonly area: string;
  readonly provider: string;
  readonly terms: Terms | null;
  readonly vacancy: VacancyLine;
}

interface Row extends Omit<HomeLine, 'terms' | 'vacancy'> {
  total: number;
  terms: Terms[];
  /** Null: who lives there is not shared. */
  placed: number | null;
  lastMovedIn: PlainDate | null;
}

/** One page of the homes the actor may see, by name, and how many there are in all. */
export async function listHomes(
  tx: Tx,
  filter: HomeFilter,
  settings: HomeSettings,
  today: PlainDate,
): Promise<{ readonly homes: readonly HomeLine[]; readonly total: number }> {
  const found = await rows<Row>(
    tx,
    sql`with hit as (
        select h.*, count(*) over ()::integer as total from home h
        where (${filter.kind} = '' or h.kind = ${filter.kind}) and (${filter.sector} = '' or h.sector = ${filter.sector})
          and (${filter.area} = '' or position(lower(${filter.area}) in lower(h.area)) > 0)
          and (${filter.name} = '' or position(lower(${filter.name}) in lower(h.name)) > 0)
          and (not ${filter.own}::boolean or h.organisation_id = (select app.my_organisation()))
          and (not ${filter.free}::boolean or ${SAID_FREE(today)})
          and (h.unused_since is null or h.organisation_id = (select app.my_organisation())
            or exists (select from room r where r.organisation_id = h.organisation_id and r.home_id = h.id))
        order by lower(h.name), h.organisation_id, h.id limit ${PAGE_SIZE} offset ${(filter.page - 1) * PAGE_SIZE})
      select h.organisation_id as "organisationId", h.id as "homeId", h.name, h.kind, h.sector, h.area, o.name as provider, h.total,
        (select coalesce(jsonb_agg(jsonb_build_object('from', r.from_date, 'to', r.to_date, 'minAge', r.min_age, 'maxAge', r.max_age,
            'sexes', r.sexes, 'places', r.places, 'terms', r.terms)), '[]')
          from registration r where r.organisation_id = h.organisation_id and r.home_id = h.id) as terms,
        case when app.may_see_household(h.organisation_id, h.id) then
          (select count(*)::integer from app.home_household(h.organisation_id, h.id, ${today}::date) l where l.placed) end as placed,
        app.last_moved_in(h.organisation_id, h.id, ${today}::date) as "lastMovedIn"
      from hit h join organisation o on o.id = h.organisation_id order by lower(h.name), h.organisation_id, h.id`,
  );
  const rooms = await roomsOfHomes(tx, found.map(keyOf), today);
  return { homes: found.map((row) => lineOf(row, rooms, settings, today)), total: found[0]?.total ?? 0 };
}

const SAID_FREE = (today: PlainDate) => sql`exists (select from room r
  cross join lateral (select v.free_from from room_vacancy v where v.organisation_id = r.organisation_id and v.room_id = r.id
    order by v.said_at desc, v.id desc limit 1) latest
  where r.organisation_id = h.organisation_id and r.home_id = h.id and latest.free_from is not null
    and not exists (select from room_out_of_service x where x.organisation_id = r.organisation_id and x.room_id = r.id
      and x.from_date <= ${today}::date and (x.to_date is null or x.to_date >= ${today}::date)))`;

function keyOf(row: { readonly organisationId: string; readonly homeId: string }): string {
  return `${row.organisationId}/${row.homeId}`;
}

function lineOf(row: Row, rooms: readonly RoomRow[], settings: HomeSettings, today: PlainDate): HomeLine {
  const { terms: all, placed, lastMovedIn, total: _, ...home } = row;
  const terms = termsOn(all, today);
  const states = rooms
    .filter((room) => keyOf(room) === keyOf(row))
    .map((room) => roomState(room, today, { confirmWithinDays: settings.confirmWithinDays, lastMovedIn }));
  const left = terms?.places == null || placed === null ? null : terms.places - placed;
  return { ...home, terms, vacancy: vacancyLine(states, left) };
}
