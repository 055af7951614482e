-- Gaps: why no suitable home was found, homes that are on the way, and what need and rooms are counted from.

-- ---- Why no suitable home was found so far ----

create table search_unmet (
  organisation_id text not null,
  id text not null,
  search_id text not null,
  codes text[] not null check (codes <@ array['none-near', 'none-free', 'not-in-time', 'none-skilled', 'none-together', 'none-age',
    'no-emergency', 'none-alongside', 'refused-needs', 'refused-matching', 'refused-other', 'liberty-order', 'adaptation',
    'cost', 'child-said-no', 'other']), -- as src/searches/unmet-reasons.ts has them; empty: what was said before holds no more
  after_id text, -- the statement it follows; null: the first
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id),
  unique nulls not distinct (organisation_id, search_id, after_id), -- two who answer the same statement: the second is refused
  foreign key (organisation_id, search_id) references search on delete cascade
);
comment on table search_unmet is 'Why no suitable home was found for a search so far, as somebody who looked said on a day. All statements are kept; the latest is in use.';
select app.protect('search_unmet');
grant select, insert on search_unmet to homeward_app;
create policy open_to_me on search_unmet for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and search_id in (select app.my_searches('read')));
create policy in_a_pack on search_unmet for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and search_id in (select app.searches_in_packs()));
create policy said_by_me on search_unmet for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and search_id in (select app.my_searches('write'))
  and not exists (select from search_closed x where x.organisation_id = search_unmet.organisation_id and x.search_id = search_unmet.search_id));

-- ---- Homes on the way ----

-- Each edition says everything; the latest holds. A project is never removed: it is dropped, with why.
create table home_project (
  organisation_id text not null references organisation, -- whose project it is: an authority, or a region for all
  id text not null,
  edition integer not null check (edition > 0),
  what text not null check (what in ('homes', 'recruitment')), -- rooms that open on a day, or foster carers found over months
  name text not null check (length(name) between 1 and 100),
  for_authority_id text references organisation, -- where the rooms will be; null: anywhere in the region
  kind text not null check (kind in ('fostering', 'residential', 'supported')),
  rooms integer not null check (rooms between 1 and 1000), -- all of them; of carers, the rooms of all
  carers integer check (carers between 1 and 1000),
  min_age smallint not null check (min_age between 0 and 17),
  max_age smallint not null check (max_age between 0 and 17),
  need text not null check (need in ('low', 'some', 'high')), -- the highest level it is meant for
  opens_on date not null, -- of a recruitment, its first day
  until_on date, -- of a recruitment, its last day
  sure boolean not null,
  status text not null check (status in ('planned', 'approved', 'opened', 'dropped')),
  why text not null default '' check (length(why) <= 300), -- it was dropped
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id, edition),
  check (min_age <= max_age),
  check ((what = 'recruitment') = (until_on is not null and carers is not null)),
  check (until_on is null or until_on >= opens_on),
  check (what = 'homes' or kind = 'fostering'),
  check (status <> 'dropped' or length(trim(why)) >= 5)
);
comment on table home_project is 'Homes and foster carers that are planned, as they were written down each time; counted as rooms when they open.';
select app.protect('home_project');
grant select, insert on home_project to homeward_app;
create policy planned_with on home_project for select to homeward_app using (
  (select app.my_role()) in ('commissioner', 'director', 'regional-analyst')
  and (organisation_id = (select app.my_organisation())
    or organisation_id in (select p.organisation_id from app.planning_authorities() p)
    or organisation_id in (select s.region_id from app.shared_owners('counts') s)));
create policy said_by_me on home_project for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor()
  and (select app.my_role()) in ('commissioner', 'regional-analyst')
  and (for_authority_id is null or for_authority_id in (select p.organisation_id from app.planning_authorities() p)));

-- ---- What need and rooms are counted from ----

-- Over the authorities whose numbers the actor may count: children as numbers drawn anew for each answer, without name, home
-- or day of birth. A family home is told to a grid of 0.02 degrees (about a mile), and not where it or the child's home is
-- hidden, or the record sealed: there the authority alone. Sealed and adopted children count like all others, because a
-- figure that left them out would tell how many they are. Each column holds lines, because rows cost the embedded database
-- more than letters do; what ended before the first day is left out.
--   needs    child|authority|lat|long|month of birth|from|to|kind of home, or waits, or asks (has a home and looks for
--            another)|whether the stay goes on in the same home|kinds that the latest profile prefers (f, r, s)|levels
--   homes    authority that runs it, or - |authority it stands in|lat|long|kind|youngest|oldest|levels of skill|rooms|
--            children who live there, by authority (other: of authorities that are not counted)
--   reasons  authority|month of birth of the youngest|kinds preferred|levels|codes|month it was said
create function app.gaps_counted(first_day date, last_day date) returns table (needs text, homes text, reasons text)
language plpgsql stable security definer set search_path = public, pg_temp set jit = off set enable_nestloop = off as $$
#variable_conflict use_column
declare
  mine constant text[] := array(select p.organisation_id from app.planning_authorities() p);
  within constant text[] := array(select distinct s.region_id || ' ' || s.owner_id from app.shared_owners('homes') s);
  me constant text := app.my_organisation();
  draw constant bigint := hashtextextended(gen_random_uuid()::text, 0);
begin
  if me is null or cardinality(mine) = 0 then return; end if;
  return query
  with in_force as materialized (
    select h.organisation_id, h.child_id, h.home_id from address_hidden h
      where not exists (select from address_hidden_ended x where x.organisation_id = h.organisation_id and x.hidden_id = h.id)),
  stay as materialized (
    select p.organisation_id, p.child_id, p.started, x.ended, p.home_organisation_id, p.home_id, h.kind,
        lag(p.home_id) over (partition by p.organisation_id, p.child_id order by p.started, p.id) is not distinct from p.home_id as same
      from placement p
      join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
      left join placement_ended x on x.organisation_id = p.organisation_id and x.placement_id = p.id
      where p.organisation_id = any (mine)),
  lived as materialized (
    select * from stay s where s.started <= last_day and coalesce(s.ended, 'infinity') > first_day
      and s.kind in ('fostering', 'residential', 'supported')),
  open_search as materialized (
    select c.organisation_id, c.child_id, min((s.asked_at at time zone 'Europe/London')::date) as asked
      from search s join search_child c on c.organisation_id = s.organisation_id and c.search_id = s.id
      where s.organisation_id = any (mine)
        and not exists (select from search_closed x where x.organisation_id = s.organisation_id and x.search_id = s.id)
      group by c.organisation_id, c.child_id),
  said as materialized (
    select distinct on (u.organisation_id, u.search_id) u.organisation_id, u.search_id, u.codes, u.at from search_unmet u
      where u.organisation_id = any (mine) order by u.organisation_id, u.search_id, u.at desc, u.id desc),
  asked as materialized (
    select u.organisation_id, u.search_id, u.codes, to_char(u.at at time zone 'Europe/London', 'YYYY-MM') as month
      from said u where u.codes <> '{}' and (u.at at time zone 'Europe/London')::date between first_day and last_day),
  youngest as materialized (
    select distinct on (a.organisation_id, a.search_id) a.organisation_id, a.search_id, c.child_id from asked a
      join search_child c on c.organisation_id = a.organisation_id and c.search_id = a.search_id
      join child_identity i on i.organisation_id = c.organisation_id and i.child_id = c.child_id
      order by a.organisation_id, a.search_id, i.born desc, c.child_id),
  sealed as materialized (select s.organisation_id, s.child_id from record_sealed s where s.organisation_id = any (mine)),
  hidden as materialized (
    select h.organisation_id, h.child_id from in_force h where h.child_id is not null
    union select s.organisation_id, s.child_id from sealed s
    union select a.organisation_id, a.child_id from child_address a where a.confidential and a.organisation_id = any (mine)
    union select s.organisation_id, s.child_id from stay s where coalesce(s.ended, 'infinity') > last_day
      and (s.home_organisation_id, s.home_id) in (select h.organisation_id, h.home_id from in_force h where h.home_id is not null)),
  needing as materialized (
    select l.organisation_id, l.child_id from lived l union select o.organisation_id, o.child_id from open_search o
    union select y.organisation_id, y.child_id from youngest y),
  latest as materialized (
    select distinct on (p.organisation_id, p.child_id) p.organisation_id, p.child_id, p.id,
        concat(case when p.suits_fostering = 'preferred' then 'f' end, case when p.suits_residential = 'preferred' then 'r' end,
          case when p.suits_supported = 'preferred' then 's' end) as preferred
      from profile p
      join profile_finished f on f.organisation_id = p.organisation_id and f.profile_id = p.id
      join needing n on n.organisation_id = p.organisation_id and n.child_id = p.child_id
      where not exists (select from sealed s where s.organisation_id = p.organisation_id and s.child_id = p.child_id)
      order by p.organisation_id, p.child_id, p.number desc),
  levels as materialized (
    select d.organisation_id, d.profile_id, string_agg(d.level::text, '') as levels from profile_domain d
      join latest l on l.organisation_id = d.organisation_id and l.id = d.profile_id group by 1, 2),
  who as materialized (
    select n.organisation_id, n.child_id, to_char(i.born, 'YYYY-MM') as born, l.preferred, v.levels,
        concat(round((a.lat * 50)::numeric) / 50, '|', round((a.long * 50)::numeric) / 50) as at
      from needing n
      join child_identity i on i.organisation_id = n.organisation_id and i.child_id = n.child_id
      left join latest l on l.organisation_id = n.organisation_id and l.child_id = n.child_id
      left join levels v on v.organisation_id = l.organisation_id and v.profile_id = l.id
      left join child_address a on a.organisation_id = n.organisation_id and a.child_id = n.child_id and a.kind = 'family home'
        and (n.organisation_id, n.child_id) not in (select h.organisation_id, h.child_id from hidden h)),
  need as (
    select l.organisation_id, l.child_id, l.started, l.ended, l.kind, l.same from lived l
    union all
    select o.organisation_id, o.child_id, o.asked, null, case when exists (select from stay s
        where s.organisation_id = o.organisation_id and s.child_id = o.child_id and s.started <= last_day
          and coalesce(s.ended, 'infinity') > last_day) then 'asks' else 'waits' end, false
      from open_search o),
  inside as materialized (
    select p.home_organisation_id as organisation_id, p.home_id,
        case when p.organisation_id = any (mine) then p.organisation_id else 'other' end as owner, count(*) as n
      from placement p left join placement_ended x on x.organisation_id = p.organisation_id and x.placement_id = p.id
      where p.started <= last_day and coalesce(x.ended, 'infinity') > last_day group by 1, 2, 3),
  shown as materialized (
    select h.organisation_id, h.id, h.kind, o.kind as owner_kind, h.unused_since from home h
      join organisation o on o.id = h.organisation_id
      where h.kind in ('fostering', 'residential', 'supported')
        and (h.organisation_id = any (mine) or h.region_id || ' ' || h.organisation_id = any (within)
          or exists (select from inside i where i.organisation_id = h.organisation_id and i.home_id = h.id and i.owner <> 'other'))),
  terms as materialized (
    select distinct on (r.organisation_id, r.home_id) r.organisation_id, r.home_id, r.min_age, r.max_age, r.places,
        coalesce(r.to_date, 'infinity') >= last_day as holds
      from registration r join shown h on h.organisation_id = r.organisation_id and h.id = r.home_id
      where r.from_date <= last_day order by r.organisation_id, r.home_id, r.from_date desc),
  in_use as materialized (
    select r.organisation_id, r.home_id, count(*) as n from room r
      join shown h on h.organisation_id = r.organisation_id and h.id = r.home_id
      where not exists (select from room_out_of_service x where x.organisation_id = r.organisation_id and x.room_id = r.id
        and x.reason <> 'held for a child' and x.from_date <= last_day and coalesce(x.to_date, 'infinity') >= last_day)
      group by 1, 2),
  skill as materialized (
    select s.organisation_id, s.home_id, string_agg(s.level::text, '') as levels from (
        select distinct on (k.organisation_id, k.home_id, k.domain) k.organisation_id, k.home_id, k.level from home_skill k
          join shown h on h.organisation_id = k.organisation_id and h.id = k.home_id
          order by k.organisation_id, k.home_id, k.domain, k.said_on desc, k.said_at desc) s
      group by 1, 2),
  lives as materialized (
    select i.organisation_id, i.home_id, sum(i.n) as n, string_agg(i.owner || '=' || i.n, ',') as by_owner from inside i group by 1, 2)
  select
    (select string_agg(concat(hashtextextended(n.organisation_id || ' ' || n.child_id, draw) >> 16, '|', n.organisation_id, '|', w.at, '|',
        w.born, '|', n.started, '|', n.ended, '|', n.kind, '|', n.same, '|', w.preferred, '|', w.levels), E'\n')
      from need n join who w on w.organisation_id = n.organisation_id and w.child_id = n.child_id),
    (select string_agg(concat(case h.owner_kind when 'authority' then h.organisation_id else '-' end, '|', o.id, '|',
        round((a.lat * 50)::numeric) / 50, '|', round((a.long * 50)::numeric) / 50, '|', h.kind, '|', t.min_age, '|', t.max_age, '|',
        k.levels, '|',
        -- A home that has stopped has no rooms but those of the children who live there still.
        greatest(case when t.holds is not false and (h.unused_since is null or u.n is not null)
          then least(coalesce(u.n, 0), coalesce(t.places, u.n)) else 0 end, coalesce(l.n, 0)), '|', l.by_owner), E'\n')
      from shown h
      left join home_address a on a.organisation_id = h.organisation_id and a.home_id = h.id and not a.confidential
      left join confidential_address c on c.organisation_id = h.organisation_id and c.home_id = h.id
      left join organisation o on o.kind = 'authority' and o.code = coalesce(a.authority_code, c.authority_code)
      left join terms t on t.organisation_id = h.organisation_id and t.home_id = h.id
      left join in_use u on u.organisation_id = h.organisation_id and u.home_id = h.id
      left join skill k on k.organisation_id = h.organisation_id and k.home_id = h.id
      left join lives l on l.organisation_id = h.organisation_id and l.home_id = h.id),
    (select string_agg(concat(a.organisation_id, '|', w.born, '|', w.preferred, '|', w.levels, '|', array_to_string(a.codes, ','), '|',
        a.month), E'\n')
      from asked a join youngest y on y.organisation_id = a.organisation_id and y.search_id = a.search_id
      join who w on w.organisation_id = y.organisation_id and w.child_id = y.child_id);
end $$;
alter function app.gaps_counted(date, date) owner to homeward_system;
revoke execute on function app.gaps_counted(date, date) from public;
grant execute on function app.gaps_counted(date, date) to homeward_app;
