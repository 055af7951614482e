-- Sufficiency strategies: what our children, homes and their own words are counted from; drafts, and what was published.

create table strategy (
  organisation_id text not null references organisation, -- whose strategy it is: an authority, or a region
  id text not null,
  scope_key text not null, -- all, or the id of one authority
  scope_name text not null,
  authorities text[] not null, -- whose records were counted
  counted_on date not null,
  figures text not null, -- the figures as they may be told, as JSON: small numbers are kept back before they come here
  digest text not null, -- of the figures
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id)
);
comment on table strategy is 'A strategy with its figures, which nobody changes: whoever wants newer ones writes a new strategy. Numbers of children; no child.';
create index strategy_newest on strategy (organisation_id, at);

create table strategy_text (
  organisation_id text not null,
  strategy_id text not null,
  section text not null check (section in ('summary', 'children', 'homes', 'gaps', 'forecast', 'cost', 'coming', 'voice')),
  edition integer not null check (edition > 0), -- one more with each save, so that of two at once the second is told
  text text not null check (length(text) <= 8000),
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, strategy_id, section, edition),
  foreign key (organisation_id, strategy_id) references strategy
);
comment on table strategy_text is 'What people write beside the figures of a section. All editions are kept; the latest is in use.';

create table strategy_action (
  organisation_id text not null,
  strategy_id text not null,
  id text not null,
  edition integer not null check (edition > 0),
  what text not null check (length(what) between 1 and 500),
  owner text not null check (length(owner) between 1 and 200), -- a post or a person who answers for it
  due date not null,
  closes text not null check (length(closes) <= 500), -- which gap
  dropped boolean not null default false,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, strategy_id, id, edition),
  foreign key (organisation_id, strategy_id) references strategy
);
comment on table strategy_action is 'What will be done, as somebody decided and wrote it. All editions are kept; the latest is in use.';

create table strategy_published (
  organisation_id text not null,
  strategy_id text not null,
  scope_key text not null,
  version integer not null check (version > 0), -- 1, 2, 3 … of one scope
  document text not null, -- as JSON: src/documents/document.ts; every file is made from it
  digest text not null, -- of the document
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, strategy_id),
  unique (organisation_id, scope_key, version),
  foreign key (organisation_id, strategy_id) references strategy
);
comment on table strategy_published is 'A version that was published. It never changes: a later one follows.';

-- Nobody changes what was published, whatever role they have here.
create function app.published_stands() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'A strategy that was published stands as it is.' using errcode = 'check_violation';
end $$;
create trigger published_stands before update or delete on strategy_published for each row execute function app.published_stands();
create function app.published_is_whole() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- Whoever publishes holds the same lock, so that no text slips in between what was published and that it was.
  perform pg_advisory_xact_lock(hashtextextended('strategy ' || new.organisation_id || ' ' || new.strategy_id, 0));
  if exists (select from strategy_published p where p.organisation_id = new.organisation_id and p.strategy_id = new.strategy_id) then
    raise exception 'A strategy that was published stands as it is.' using errcode = 'check_violation';
  end if;
  return new;
end $$;
alter function app.published_is_whole() owner to homeward_system;
create trigger published_is_whole before insert or update on strategy_text for each row execute function app.published_is_whole();
create trigger published_is_whole before insert or update on strategy_action for each row execute function app.published_is_whole();

do $$ declare target text; begin
  foreach target in array array['strategy', 'strategy_text', 'strategy_action', 'strategy_published'] loop
    perform app.protect(target::regclass);
    execute format('grant select on %I to homeward_app', target);
  end loop;
end $$;
-- What was counted from one authority alone is that authority's to share, for as long as it does.
create policy planners on strategy for select to homeward_app using (
  organisation_id = (select app.my_organisation())
  and (select app.my_role()) in ('commissioner', 'director', 'regional-analyst')
  and (cardinality(authorities) <> 1 or authorities[1] in (select p.organisation_id from app.planning_authorities() p)));
create policy written_by_me on strategy for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor()
  and (select app.my_role()) in ('commissioner', 'regional-analyst')
  and authorities <@ array(select p.organisation_id from app.planning_authorities() p));
do $$ declare target text; begin
  foreach target in array array['strategy_text', 'strategy_action', 'strategy_published'] loop
    execute format('create policy planners on %I for select to homeward_app using (
      organisation_id = (select app.my_organisation())
      and strategy_id in (select s.id from strategy s where s.organisation_id = (select app.my_organisation())))', target);
    execute format('create policy written_by_me on %I for insert to homeward_app with check (
      organisation_id = (select app.my_organisation()) and by = app.actor()
      and (select app.my_role()) in (''commissioner'', ''regional-analyst'')
      and strategy_id in (select s.id from strategy s where s.organisation_id = (select app.my_organisation())))', target);
  end loop;
end $$;
grant insert (organisation_id, id, scope_key, scope_name, authorities, counted_on, figures, digest, at, by) on strategy to homeward_app;
grant insert (organisation_id, strategy_id, section, edition, text, at, by) on strategy_text to homeward_app;
grant insert (organisation_id, strategy_id, id, edition, what, owner, due, closes, dropped, at, by) on strategy_action to homeward_app;
grant insert (organisation_id, strategy_id, scope_key, version, document, digest, at, by) on strategy_published to homeward_app;

-- What a strategy tells of children and homes, over the authorities whose numbers the actor may count: children without
-- number, name, place or day of birth, each in the broad groups that the strategy tells of. Sealed and adopted children
-- count like all others, because a figure that left them out would tell how many they are; what their profiles say is not
-- read. Each column holds lines, because rows cost the embedded database more than letters do.
--   children  authority|kind|ages|levels of the latest finished profile|least miles from the family home (0, 10, 20 or 50),
--             blank where either is hidden or not known|brothers and sisters in care: t with all of them, f not, u not known
--   voice     authority|what matters most, in the child's order: one line for each child with a finished profile that says so
--   homes     sector|kind|grade|homes|rooms in use|rooms that somebody confirmed as free within 14 days
create function app.strategy_counted(on_day date) returns table (children text, voice text, homes text)
language plpgsql stable security definer set search_path = public, pg_temp set jit = off as $$
#variable_conflict use_column
declare
  mine constant text[] := array(select p.organisation_id from app.planning_authorities() p);
  within constant text[] := array(select distinct s.region_id || ' ' || s.owner_id from app.shared_owners('homes') s);
begin
  if app.my_organisation() is null or cardinality(mine) = 0 then return; end if;
  return query
  with in_force as materialized (
    select h.organisation_id, h.child_id, h.home_id from address_hidden h
      where not exists (select from address_hidden_ended x where x.organisation_id = h.organisation_id and x.hidden_id = h.id)),
  stay as materialized (
    select distinct on (p.organisation_id, p.child_id) p.organisation_id, p.child_id, p.home_organisation_id, p.home_id, h.kind
      from placement p
      join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
      left join placement_ended x on x.organisation_id = p.organisation_id and x.placement_id = p.id
      where p.organisation_id = any (mine) and p.started <= on_day and coalesce(x.ended, 'infinity') > on_day
      order by p.organisation_id, p.child_id, p.started desc, p.id),
  told as materialized (
    select distinct on (e.organisation_id, e.child_id) e.organisation_id, e.child_id, e.place, e.ls from episode e
      where e.organisation_id = any (mine) and e.decom <= on_day and coalesce(e.dec, e.presumed_end, 'infinity') > on_day
      order by e.organisation_id, e.child_id, e.decom desc),
  -- Short breaks are no care in this sense, and care ends on the eighteenth birthday (Children Act 1989 s105).
  care as materialized (
    select i.organisation_id, i.child_id, s.home_organisation_id, s.home_id,
        case when s.kind in ('fostering', 'kinship') then 'fostering' when s.kind in ('residential', 'secure') then 'residential'
          when s.kind = 'supported' then 'supported' when t.place like 'U%' then 'fostering'
          when t.place in ('K1', 'K2', 'R1') then 'residential' when t.place in ('K3', 'H5', 'P2') then 'supported' else 'other' end as kind,
        extract(year from age(on_day, i.born))::int as years
      from child_identity i
      left join stay s on s.organisation_id = i.organisation_id and s.child_id = i.child_id
      left join told t on t.organisation_id = i.organisation_id and t.child_id = i.child_id
      where i.organisation_id = any (mine) and (s.child_id is not null or t.child_id is not null)
        and coalesce(t.ls, '') not in ('V3', 'V4') and i.born <= on_day and i.born + interval '18 years' > on_day),
  sealed as materialized (select s.organisation_id, s.child_id from record_sealed s where s.organisation_id = any (mine)),
  hidden as materialized (
    select h.organisation_id, h.child_id from in_force h where h.child_id is not null
    union select s.organisation_id, s.child_id from sealed s
    union select a.organisation_id, a.child_id from child_address a where a.confidential and a.organisation_id = any (mine)
    union select c.organisation_id, c.child_id from care c
      where (c.home_organisation_id, c.home_id) in (select h.organisation_id, h.home_id from in_force h where h.home_id is not null)
    union select c.organisation_id, c.child_id from care c
      join home_address a on a.organisation_id = c.home_organisation_id and a.home_id = c.home_id and a.confidential),
  latest as materialized (
    select distinct on (p.organisation_id, p.child_id) p.organisation_id, p.child_id, p.id, p.matters
      from profile p
      join profile_finished f on f.organisation_id = p.organisation_id and f.profile_id = p.id
      join care c on c.organisation_id = p.organisation_id and c.child_id = p.child_id
      where (p.organisation_id, p.child_id) not in (select s.organisation_id, s.child_id from sealed s)
      order by p.organisation_id, p.child_id, p.number desc),
  levels as materialized (
    select l.organisation_id, l.child_id, string_agg(d.level::text, '' order by d.domain) as levels from profile_domain d
      join latest l on l.organisation_id = d.organisation_id and l.id = d.profile_id group by 1, 2),
  family as materialized (
    select b.organisation_id, b.child_id,
        case when bool_and(c.home_id is not null and o.home_id is not null and c.home_id = o.home_id and c.home_organisation_id = o.home_organisation_id) then 't'
          when bool_or(c.home_id is null or o.home_id is null) then 'u' else 'f' end as lives
      from brother_or_sister b
      join care c on c.organisation_id = b.organisation_id and c.child_id = b.child_id
      join care o on o.organisation_id = b.organisation_id and o.child_id = b.other_child_id
      group by b.organisation_id, b.child_id),
  shown as materialized (
    select h.organisation_id, h.id, h.kind, h.sector, h.grade from home h
      where h.kind in ('fostering', 'kinship', 'residential', 'supported')
        and (h.organisation_id = any (mine) or h.region_id || ' ' || h.organisation_id = any (within)
          or exists (select from stay s where s.home_organisation_id = h.organisation_id and s.home_id = h.id))),
  in_use as materialized (
    select r.organisation_id, r.home_id, count(*) as rooms,
        count(*) filter (where v.free_from <= on_day and v.said_on > on_day - 14) as free
      from room r
      join shown h on h.organisation_id = r.organisation_id and h.id = r.home_id
      left join lateral (select w.free_from, w.said_on from room_vacancy w
        where w.organisation_id = r.organisation_id and w.room_id = r.id order by w.said_on desc, w.said_at desc limit 1) v on true
      where not exists (select from room_out_of_service x where x.organisation_id = r.organisation_id and x.room_id = r.id
        and x.from_date <= on_day and coalesce(x.to_date, 'infinity') >= on_day)
      group by 1, 2),
  counted as (
    select h.sector, h.kind, h.grade, count(*) as homes, sum(coalesce(u.rooms, 0)) as rooms, sum(coalesce(u.free, 0)) as free
      from shown h left join in_use u on u.organisation_id = h.organisation_id and u.home_id = h.id group by 1, 2, 3)
  select
    (select string_agg(concat(c.organisation_id, '|', c.kind, '|',
        case when c.years < 5 then '0-4' when c.years < 10 then '5-9' when c.years < 16 then '10-15' else '16-17' end, '|',
        v.levels, '|', case when d.child_id is null then app.miles_band(a.lat, a.long, h.lat, h.long) end, '|', f.lives), E'\n')
      from care c
      left join levels v on v.organisation_id = c.organisation_id and v.child_id = c.child_id
      left join family f on f.organisation_id = c.organisation_id and f.child_id = c.child_id
      left join hidden d on d.organisation_id = c.organisation_id and d.child_id = c.child_id
      left join child_address a on a.organisation_id = c.organisation_id and a.child_id = c.child_id and a.kind = 'family home'
      left join home_address h on h.organisation_id = c.home_organisation_id and h.home_id = c.home_id),
    (select string_agg(concat(l.organisation_id, '|', array_to_string(l.matters, ',')), E'\n') from latest l where l.matters <> '{}'),
    (select string_agg(concat(c.sector, '|', c.kind, '|', c.grade, '|', c.homes, '|', c.rooms, '|', c.free), E'\n') from counted c);
end $$;
alter function app.strategy_counted(date) owner to homeward_system;
revoke execute on function app.strategy_counted(date) from public;
grant execute on function app.strategy_counted(date) to homeward_app;
