import { rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type KnownHome, skillKey } from './home-changes.ts';
import type { AddressRow, HomeRow, TermsRow } from './home-store.ts';

/** How a file names a home: by its Ofsted number, or by its name among the homes of an organisation. */
export interface HomeName {
  readonly organisationId: string;
  readonly name: string;
  readonly urn: string | null;
}

interface Found {
  n: number;
  home: HomeRow;
  address: AddressRow | null;
  terms: TermsRow[];
  fees: { from: PlainDate; weeklyPence: number }[];
  rooms: {
    id: string;
    name: string;
    statement: { freeFrom: PlainDate | null; saidOn: PlainDate; saidBy: string } | null;
  }[];
  skills: { domain: string; level: number | null; by: string; on: string }[];
  connected: string[];
  ofReturn: boolean;
  staffed: boolean;
}

const names = new Intl.Collator('en-GB', { numeric: true });

/**
 * What is known of the homes that a file names, in the file's order; null where there is none yet. A home with the
 * Ofsted number goes before one with the name, and one of the named organisation before that of another: a return
 * that was imported earlier may have made the home under another organisation. Read as the system: of a hidden home the
 * details that were moved away are here too, so that a file which says the same again changes nothing.
 */
export async function knownHomes(tx: Tx, wanted: readonly HomeName[]): Promise<(KnownHome | null)[]> {
  const list = JSON.stringify(
    wanted.map((each, n) => ({ n, o: each.organisationId, name: each.name.toLowerCase(), urn: each.urn })),
  );
  const found = await rows<Found>(
    tx,
    sql`with wanted as (select * from jsonb_to_recordset(${list}::jsonb) as w(n integer, o text, name text, urn text)),
      hit as (
        select w.n, h.organisation_id, h.id, 1 as turn from wanted w join home h on h.organisation_id = w.o and h.urn = w.urn
        union all
        select w.n, h.organisation_id, h.id, 2 from wanted w join home h on h.urn = w.urn
        union all
        select w.n, h.organisation_id, h.id, 3 from wanted w
          join home h on h.organisation_id = w.o and (w.urn is null or h.urn is null)
            and (lower(h.name) = w.name or h.id in (select c.home_id from confidential_address c
              where c.organisation_id = w.o and lower(c.name) = w.name))),
      one as (select distinct on (n) n, organisation_id, id from hit order by n, turn, organisation_id, id)
      select one.n,
        jsonb_build_object('organisationId', h.organisation_id, 'id', h.id, 'regionId', h.region_id, 'name', coalesce(c.name, h.name),
          'kind', h.kind, 'sector', h.sector, 'urn', h.urn, 'grade', h.grade, 'gradedOn', h.graded_on,
          'area', coalesce(nullif(h.area, ''), c.area, ''), 'about', coalesce(t.before, h.about),
          'pets', h.pets, 'adapted', h.adapted, 'languages', h.languages, 'interests', h.interests) as home,
        (select jsonb_build_object('carers', coalesce(a.carers, c.carers), 'line', coalesce(a.line, c.line),
            'postcode', coalesce(a.postcode, c.postcode), 'confidential', a.confidential)
          from home_address a where a.organisation_id = h.organisation_id and a.home_id = h.id) as address,
        (select coalesce(jsonb_agg(jsonb_build_object('from', r.from_date, 'to', r.to_date, 'minAge', r.min_age, 'maxAge', r.max_age,
            'sexes', r.sexes, 'places', r.places, 'terms', r.terms) order by r.from_date desc), '[]')
          from registration r where r.organisation_id = h.organisation_id and r.home_id = h.id) as terms,
        (select coalesce(jsonb_agg(jsonb_build_object('from', f.from_date, 'weeklyPence', f.weekly_pence)), '[]')
          from fee f where f.organisation_id = h.organisation_id and f.home_id = h.id) as fees,
        (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'statement', (
            select jsonb_build_object('freeFrom', v.free_from, 'saidOn', v.said_on, 'saidBy', v.said_by) from room_vacancy v
              where v.organisation_id = r.organisation_id and v.room_id = r.id order by v.said_at desc, v.id desc limit 1))
            order by r.id), '[]')
          from room r where r.organisation_id = h.organisation_id and r.home_id = h.id) as rooms,
        (select coalesce(jsonb_agg(jsonb_build_object('domain', s.domain, 'level', s.level, 'by', s.evidence_by, 'on', s.said_on)), '[]')
          from home_skill s where s.organisation_id = h.organisation_id and s.home_id = h.id) as skills,
        (select coalesce(jsonb_agg(k.child_id), '[]') from home_connection k
          where k.organisation_id = h.organisation_id and k.home_id = h.id) as connected,
        h.of_return as "ofReturn", exists (select from actor w where w.organisation_id = h.organisation_id) as staffed
      from one join home h on h.organisation_id = one.organisation_id and h.id = one.id
      left join confidential_address c on c.organisation_id = h.organisation_id and c.home_id = h.id
      left join address_found t on t.organisation_id = c.organisation_id and t.address_id = c.id
        and t.place = 'home.about' and t.row_id = h.id and t.after = h.about`,
  );
  const known: (KnownHome | null)[] = wanted.map(() => null);
  for (const each of found) {
    known[each.n] = {
      home: each.home,
      address: each.address,
      terms: each.terms,
      fees: each.fees,
      rooms: each.rooms.sort((a, b) => names.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)),
      skills: new Set(each.skills.map(skillKey)),
      connected: new Set(each.connected),
      ofReturn: each.ofReturn,
      staffed: each.staffed,
    };
  }
  return known;
}
