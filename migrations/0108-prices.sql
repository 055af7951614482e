-- What homes cost those who pay for them: agreed prices of stays, rooms bought as a block, who owns a provider. For planning
-- and buying alone: no function that ranks or proposes homes reads any of it.

create table agreed_price (
  organisation_id text not null, -- the placing authority, which pays
  id text not null,
  placement_id text not null,
  from_date date not null, -- the first day of this price; it holds until the next one or the end of the stay
  weekly_pence bigint not null check (weekly_pence between 0 and 10000000),
  -- Who pays which part of the week's price.
  social_care_pence bigint not null check (social_care_pence >= 0),
  education_pence bigint not null default 0 check (education_pence >= 0),
  health_pence bigint not null default 0 check (health_pence >= 0),
  bought text not null check (bought in ('own', 'block', 'framework', 'spot')),
  retainer boolean not null default false, -- the room is kept while the child is away
  why text not null check (why in ('start', 'uplift', 'change of support', 'step-down', 'retainer', 'correction')),
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id),
  -- A return that corrects the day of a move gives the stay another id (src/placements): its prices go with it.
  foreign key (organisation_id, placement_id) references placement on delete cascade,
  check (social_care_pence + education_pence + health_pence = weekly_pence)
);
comment on table agreed_price is 'Every statement is kept; of several for one first day the latest is in use.';
create index agreed_price_stay on agreed_price (organisation_id, placement_id, from_date);

create table block_contract (
  organisation_id text not null references organisation, -- who buys: an authority, or a region for all of them
  id text not null,
  provider_id text not null references organisation,
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('fostering', 'residential', 'supported', 'secure')),
  rooms smallint not null check (rooms between 1 and 500),
  weekly_pence bigint not null check (weekly_pence between 0 and 10000000), -- for each room
  paid_unused boolean not null, -- each room is paid for whether a child lives in it or not
  from_day date not null,
  to_day date not null, -- the last day
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id),
  check (to_day >= from_day)
);
create table block_home (
  organisation_id text not null,
  contract_id text not null,
  home_organisation_id text not null,
  home_id text not null,
  primary key (organisation_id, contract_id, home_organisation_id, home_id),
  foreign key (organisation_id, contract_id) references block_contract on delete cascade,
  foreign key (home_organisation_id, home_id) references home (organisation_id, id) on update cascade on delete cascade
);
comment on table block_home is 'The homes whose rooms a block contract pays for.';
create table block_contract_ended (
  organisation_id text not null,
  contract_id text not null,
  until_day date not null, -- the last day it holds, before the contract's own; the day before its first: entered by mistake
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, contract_id),
  foreign key (organisation_id, contract_id) references block_contract on delete cascade
);

create table provider_group (
  organisation_id text not null references organisation, -- who says so
  id text not null,
  provider_id text not null references organisation,
  name text not null check (length(name) <= 100), -- blank: belongs to no group
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id)
);
comment on table provider_group is 'Who owns a provider, as somebody who plans homes wrote it down; the latest is in use.';

-- Which codes of the return count as places that are not registered: the meaning of codes changes from year to year.
create policy market_settings on setting for select to homeward_app
  using (name = 'market: places not registered' and (select app.my_role()) in ('commissioner', 'director', 'regional-analyst'));

-- Whether the actor may write down what a stay costs: whoever buys homes for their authority, and no sealed record.
create function app.buys_stay(organisation text, stay text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select organisation = app.my_organisation() and app.my_role() = 'commissioner'
    and exists (select from placement p where p.organisation_id = organisation and p.id = stay
      and p.child_id not in (select app.sealed_here()))
$$;

do $$ declare target text; begin
  foreach target in array array['agreed_price', 'block_contract', 'block_home', 'block_contract_ended', 'provider_group'] loop
    perform app.protect(target::regclass);
  end loop;
end $$;
grant select, insert on agreed_price, block_contract, block_home, block_contract_ended, provider_group to homeward_app;
create policy of_stays_bought on agreed_price for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'commissioner' and app.buys_stay(organisation_id, placement_id));
create policy said_by_me on agreed_price for insert to homeward_app with check (
  by = app.actor() and app.buys_stay(organisation_id, placement_id));
-- Everything held about a person goes into their pack, what their home costs too: where the stay itself is open.
create policy in_a_pack on agreed_price for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and (select app.my_role()) in ('information-governance', 'adoption-worker')
  and exists (select from placement p where p.organisation_id = agreed_price.organisation_id and p.id = agreed_price.placement_id));
do $$ declare target text; begin
  foreach target in array array['block_contract', 'block_home', 'block_contract_ended'] loop
    execute format('create policy own_organisation on %I for select to homeward_app using (
      organisation_id = (select app.my_organisation()) and (select app.my_role()) in (''commissioner'', ''director'', ''regional-analyst''))', target);
  end loop;
  foreach target in array array['block_contract', 'block_contract_ended', 'provider_group'] loop
    execute format('create policy said_by_me on %I for insert to homeward_app with check (
      organisation_id = (select app.my_organisation()) and by = app.actor() and (select app.my_role()) in (''commissioner'', ''regional-analyst''))', target);
  end loop;
end $$;
create policy said_by_me on block_home for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and (select app.my_role()) in ('commissioner', 'regional-analyst')
  and app.may_see_home(home_organisation_id, home_id));
create policy known_to_planners on provider_group for select to homeward_app using (
  (select app.my_role()) in ('commissioner', 'director', 'regional-analyst')
  and (organisation_id = (select app.my_organisation()) or organisation_id = any ((select app.my_regions())::text[])));

-- The stays that the actor's authority pays for, without the children: the home, the month in which the stay began and
-- ended, and the price in use on a day.
create function app.stays_to_price(on_day date) returns table (
  placement_id text, provider text, home text, kind text, started text, ended text,
  from_date date, weekly_pence bigint, social_care_pence bigint, education_pence bigint, health_pence bigint,
  bought text, retainer boolean, statements integer
) language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare org constant text := app.my_organisation(); begin
  if org is null or app.my_role() is distinct from 'commissioner' then return; end if;
  return query
    with said as (
      select distinct on (a.placement_id) a.* from agreed_price a where a.organisation_id = org and a.from_date <= on_day
        order by a.placement_id, a.from_date desc, a.at desc, a.id desc),
    counts as (select a.placement_id, count(*)::int as n from agreed_price a where a.organisation_id = org group by 1)
    select p.id, o.name, h.name, h.kind, to_char(p.started, 'YYYY-MM'), to_char(x.ended, 'YYYY-MM'),
        s.from_date, s.weekly_pence, s.social_care_pence, s.education_pence, s.health_pence, s.bought, s.retainer, coalesce(c.n, 0)
      from placement p
      join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
      join organisation o on o.id = h.organisation_id
      left join placement_ended x on x.organisation_id = p.organisation_id and x.placement_id = p.id
      left join said s on s.placement_id = p.id
      left join counts c on c.placement_id = p.id
      where p.organisation_id = org and p.child_id not in (select app.sealed_here())
        and coalesce(x.ended, 'infinity') > on_day - 400;
end $$;

-- How many miles apart two points are, as a band; null where one is not known. Haversine, as wherever Homeward tells a distance.
create function app.miles_band(lat1 double precision, long1 double precision, lat2 double precision, long2 double precision)
returns integer language sql immutable as $$
  select case when lat1 is null or long1 is null or lat2 is null or long2 is null then null when miles < 10 then 0 when miles < 20 then 10 when miles < 50 then 20 else 50 end
    from (select 7917.5226 * asin(least(1, sqrt(sin(radians(lat2 - lat1) / 2) ^ 2
      + cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(long2 - long1) / 2) ^ 2))) as miles) m
$$;

-- What those who plan homes read of prices, over the authorities whose numbers they may count (of these only
-- some, where they are named): children, stays and homes as
-- numbers drawn anew for each answer, without name, place or day of birth. Sealed and adopted children count like all
-- others, because a figure that left them out would tell how many they are. Each column holds lines, because rows cost the
-- embedded database more than letters do; the last day counts.
--   stays   stay|child|authority|kind|sector|provider|home|grade|miles|started|ended|reason|age|registered|contracts
--           every stay that touches the days. Miles: 0, 10, 20 or 50 at least, from the family home, blank where that
--           or the child's home is hidden or not known. Age: whole years when the stay, or the first day, began.
--           Registered: whether a home that must be registered is in Ofsted's list (t, f), blank where it need not be
--           or no list was imported. Contracts: the blocks that cover the home for this authority, with commas between.
--   prices  stay|from|weekly|social care|education|health|bought|retainer|why|need|age
--           every statement in use, also those before the first day. Need: the sum of the levels of the profile finished
--           last by the day of the price, or first within 90 days after it, blown up to twelve domains where at least
--           nine are known; blank: not known. Age: on the price's first day.
--   blocks  contract|buyer|provider|kind|rooms|weekly|paid unused|from|to|days used, from prices of stays in its homes
--   nights  authority|PLACE|nights|nights under 16|children|children under 16, in places whose code begins with Z
create function app.prices_paid(first_day date, last_day date, only_of text[] default null) returns table (stays text, prices text, blocks text, nights text)
language plpgsql stable security definer set search_path = public, pg_temp set jit = off as $$
#variable_conflict use_column
declare
  orgs constant text[] := array(select organisation_id from app.planning_authorities() where only_of is null or organisation_id = any (only_of));
  mine constant text := app.my_organisation();
  -- 48 bits of a hash: two of ten thousand children have one number once in five million answers.
  draw constant bigint := hashtextextended(gen_random_uuid()::text, 0);
  listed constant boolean := exists (select from provider_listing);
begin
  if cardinality(orgs) = 0 then return; end if;
  return query
  with stay as materialized (
    select p.organisation_id, p.id, p.child_id, p.started, x.ended, x.reason, p.home_organisation_id, p.home_id, h.kind, h.sector, h.grade,
        case when listed and h.kind in ('residential', 'supported', 'secure')
          then exists (select from provider_listing l where l.urn = h.urn) end as registered
      from placement p
      join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
      left join placement_ended x on x.organisation_id = p.organisation_id and x.placement_id = p.id
      where p.organisation_id = any (orgs) and p.started <= last_day and coalesce(x.ended, 'infinity') > first_day),
  in_force as materialized (
    select h.organisation_id, h.child_id, h.home_id from address_hidden h
      where not exists (select from address_hidden_ended x where x.organisation_id = h.organisation_id and x.hidden_id = h.id)),
  hidden as materialized (
    select h.organisation_id, h.child_id from in_force h where h.organisation_id = any (orgs) and h.child_id is not null
    union select a.organisation_id, a.child_id from child_address a where a.organisation_id = any (orgs) and a.confidential
    union select s.organisation_id, s.child_id from stay s
      where (s.home_organisation_id, s.home_id) in (select h.organisation_id, h.home_id from in_force h where h.home_id is not null)
    union select s.organisation_id, s.child_id from stay s
      join home_address a on a.organisation_id = s.home_organisation_id and a.home_id = s.home_id and a.confidential),
  said as materialized (
    select distinct on (a.organisation_id, a.placement_id, a.from_date) a.*, s.child_id, s.ended, s.home_organisation_id, s.home_id
      from agreed_price a join stay s on s.organisation_id = a.organisation_id and s.id = a.placement_id
      where a.from_date <= last_day
      order by a.organisation_id, a.placement_id, a.from_date, a.at desc, a.id desc),
  finished as materialized (
    select p.organisation_id, p.child_id, (f.at at time zone 'Europe/London')::date as on_day,
        case when count(d.level) >= 9 then round(sum(d.level) * 12.0 / count(d.level)) end as need
      from profile_finished f
      join profile p on p.organisation_id = f.organisation_id and p.id = f.profile_id
      join profile_domain d on d.organisation_id = p.organisation_id and d.profile_id = p.id
      where f.organisation_id = any (orgs) group by p.organisation_id, p.id, p.child_id, f.at),
  priced as materialized (
    select distinct on (s.organisation_id, s.placement_id, s.from_date) s.*, f.need,
        extract(year from age(s.from_date, i.born))::int as age
      from said s
      join child_identity i on i.organisation_id = s.organisation_id and i.child_id = s.child_id
      left join finished f on f.organisation_id = s.organisation_id and f.child_id = s.child_id and f.on_day <= s.from_date + 90
      order by s.organisation_id, s.placement_id, s.from_date, case when f.on_day <= s.from_date then 0 else 1 end, abs(f.on_day - s.from_date)),
  -- Blocks of the authorities, and of the region where the actor is the region's.
  block as materialized (
    select c.*, least(c.to_day, x.until_day) as last
      from block_contract c
      left join block_contract_ended x on x.organisation_id = c.organisation_id and x.contract_id = c.id
      where c.organisation_id = any (orgs || mine) and c.from_day <= last_day and least(c.to_day, x.until_day) >= first_day
        and least(c.to_day, x.until_day) >= c.from_day),
  covered as materialized (
    select h.home_organisation_id, h.home_id, b.organisation_id, b.id from block b
      join block_home h on h.organisation_id = b.organisation_id and h.contract_id = b.id),
  lasting as materialized (
    select s.*, least(coalesce(lead(s.from_date) over (partition by s.organisation_id, s.placement_id order by s.from_date), 'infinity'),
        coalesce(s.ended, 'infinity')) as until from said s
      where (s.home_organisation_id, s.home_id) in (select c.home_organisation_id, c.home_id from covered c)),
  used as materialized (
    select b.organisation_id, b.id, sum(greatest(0, least(l.until, b.last + 1, last_day + 1) - greatest(l.from_date, b.from_day, first_day)))::bigint as days
      from block b
      join covered h on h.organisation_id = b.organisation_id and h.id = b.id
      join lasting l on l.home_organisation_id = h.home_organisation_id and l.home_id = h.home_id and l.bought = 'block'
        and (l.organisation_id = b.organisation_id or not b.organisation_id = any (orgs))
      group by b.organisation_id, b.id),
  other as materialized (
    select e.organisation_id, e.child_id, e.place,
        greatest(0, least(coalesce(e.dec, e.presumed_end, 'infinity'), last_day + 1) - greatest(e.decom, first_day)) as nights,
        greatest(0, least(coalesce(e.dec, e.presumed_end, 'infinity'), last_day + 1, (i.born + interval '16 years')::date)
          - greatest(e.decom, first_day)) as young
      from episode e join child_identity i on i.organisation_id = e.organisation_id and i.child_id = e.child_id
      where e.organisation_id = any (orgs) and e.place like 'Z%' and e.decom <= last_day
        and coalesce(e.dec, e.presumed_end, 'infinity') > first_day)
  select
    (select string_agg(concat(hashtextextended(concat(s.organisation_id, ' ', s.id), draw) >> 16, '|',
        hashtextextended(concat(s.organisation_id, ' ', s.child_id), draw) >> 16, '|', s.organisation_id, '|', s.kind, '|', s.sector, '|',
        s.home_organisation_id, '|', hashtextextended(concat(s.home_organisation_id, ' ', s.home_id), draw) >> 16, '|', s.grade, '|',
        case when d.child_id is null then app.miles_band(a.lat, a.long, h.lat, h.long) end, '|', s.started, '|', s.ended, '|',
        -- A reason may be in somebody's own words, which are nobody's business here: of a reason only a code is told.
        substring(s.reason from '^[A-Z][A-Z0-9]{1,5}$'), '|',
        extract(year from age(greatest(s.started, first_day), i.born))::int, '|', s.registered, '|',
        (select string_agg((hashtextextended(concat(c.organisation_id, ' ', c.id), draw) >> 16)::text, ',') from covered c
          where c.home_organisation_id = s.home_organisation_id and c.home_id = s.home_id
            and (c.organisation_id = s.organisation_id or not c.organisation_id = any (orgs)))), E'\n')
      from stay s
      join child_identity i on i.organisation_id = s.organisation_id and i.child_id = s.child_id
      left join hidden d on d.organisation_id = s.organisation_id and d.child_id = s.child_id
      left join child_address a on a.organisation_id = s.organisation_id and a.child_id = s.child_id and a.kind = 'family home'
      left join home_address h on h.organisation_id = s.home_organisation_id and h.home_id = s.home_id),
    (select string_agg(concat(hashtextextended(concat(p.organisation_id, ' ', p.placement_id), draw) >> 16, '|', p.from_date, '|', p.weekly_pence, '|',
        p.social_care_pence, '|', p.education_pence, '|', p.health_pence, '|', p.bought, '|', p.retainer, '|', p.why, '|', p.need, '|', p.age), E'\n')
      from priced p),
    (select string_agg(concat(hashtextextended(concat(b.organisation_id, ' ', b.id), draw) >> 16, '|', b.organisation_id, '|', b.provider_id, '|',
        b.kind, '|', b.rooms, '|', b.weekly_pence, '|', b.paid_unused, '|', b.from_day, '|', b.last, '|', coalesce(u.days, 0)), E'\n')
      from block b left join used u on u.organisation_id = b.organisation_id and u.id = b.id),
    (select string_agg(concat(n.organisation_id, '|', n.place, '|', n.nights, '|', n.young, '|', n.children, '|', n.young_children), E'\n')
      from (select o.organisation_id, o.place, sum(o.nights) as nights, sum(o.young) as young, count(distinct o.child_id) as children,
          count(distinct o.child_id) filter (where o.young > 0) as young_children from other o group by 1, 2) n);
end $$;

do $$ declare each text; begin
  foreach each in array array['app.buys_stay(text, text)', 'app.stays_to_price(date)', 'app.prices_paid(date, date, text[])'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_app', each);
  end loop;
end $$;
