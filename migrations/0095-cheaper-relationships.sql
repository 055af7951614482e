-- Who may see what, as before, for less time on every page. No rule changes: what the policies ask of the actor is found
-- out once a transaction in simpler steps, and answered from the settings of the transaction without another query.

-- The actor, and what the rules open to the actor's role: |class/way/relationship|, both ways where a rule lets them write.
create or replace function app.know_me() returns void language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare me record; begin
  select a.organisation_id, a.role, (select '|' || string_agg(r.class || '/read/' || r.through
      || case r.may when 'write' then '|' || r.class || '/write/' || r.through else '' end, '|') || '|'
      from access_rule r where r.role = a.role) as rules
    into me from actor a where a.id = app.actor()
    and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id);
  perform set_config('app.known', coalesce(app.actor(), ''), true),
    set_config('app.known_organisation', coalesce(me.organisation_id, ''), true),
    set_config('app.known_role', coalesce(me.role, ''), true),
    set_config('app.known_rules', coalesce(me.rules, ''), true),
    set_config('app.known_relations', '?', true);
end $$;
create function app.find_me(what text) returns text language plpgsql stable as $$
begin
  perform app.know_me();
  return nullif(current_setting(what, true), '');
end $$;
-- These two stand in every policy. They read settings and nothing else, so they need no rights of their own, and PostgreSQL
-- puts them into the query itself in place of calling them.
create or replace function app.my_organisation() returns text language sql stable as $$
  select case when coalesce(current_setting('app.known', true), '?') = coalesce(current_setting('app.actor', true), '')
    then nullif(current_setting('app.known_organisation', true), '') else app.find_me('app.known_organisation') end
$$;
create or replace function app.my_role() returns text language sql stable as $$
  select case when coalesce(current_setting('app.known', true), '?') = coalesce(current_setting('app.actor', true), '')
    then nullif(current_setting('app.known_role', true), '') else app.find_me('app.known_role') end
$$;

create or replace function app.sees_all(classes text[], way text) returns boolean language plpgsql stable as $$
declare class text; begin
  if app.my_role() is null then return false; end if;
  foreach class in array classes loop
    if position('|' || class || '/' || way || '/authority|' in current_setting('app.known_rules')) > 0 then return true; end if;
  end loop;
  return false;
end $$;

-- Children in care, or new, whom no social worker has now. The same children as before; of allocations only those are read
-- that can matter, by indexes of their own.
create index allocation_social_worker on allocation (organisation_id, child_id, actor_id, id) where relation = 'social worker';
create index allocation_added on allocation (organisation_id, child_id) where relation = 'added';
create or replace function app.without_social_worker(org text) returns setof text language plpgsql stable security definer
set search_path = public, pg_temp rows 20 as $$
begin return query
  -- Of those in care by the return, and of those whom people here wrote down, gave up or left behind.
  select distinct w.child_id from (
    select o.child_id from episode o where o.organisation_id = org and o.dec is null and o.presumed_end is null
    union all
    select x.child_id from (
      select l.child_id from allocation l where l.organisation_id = org and l.relation = 'added'
      union all
      select l.child_id from allocation_ended e join allocation l on l.organisation_id = org and l.id = e.allocation_id
        where e.organisation_id = org and l.relation = 'social worker'
      union all
      select l.child_id from post_ended p join allocation l on l.organisation_id = org and l.actor_id = p.actor_id
        where p.organisation_id = org and l.relation = 'social worker'
    ) x where not exists (select from episode o where o.organisation_id = org and o.child_id = x.child_id)
  ) w
  where not exists (select from allocation l where l.organisation_id = org and l.child_id = w.child_id and l.relation = 'social worker'
    and not exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id)
    and not exists (select from post_ended p where p.organisation_id = org and p.actor_id = l.actor_id));
end $$;

-- Every child of the actor's organisation with whom the actor has a relationship, by relationship, and the sealed records of
-- the organisation; 'authority' is not listed (app.sees_all). A sealed record has none but 'self' and 'named'.
alter function app.my_teams() rows 2;
create function app.know_relations() returns void language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); me text := app.actor(); mine text := app.my_role(); kinds text; sealed text; begin
  select array(select r.child_id from record_sealed r where r.organisation_id = org)::text into sealed;
  with own as materialized (
    select l.child_id, case l.relation when 'self' then 'self' when 'parent' then 'family' else 'allocated' end as through
      from allocation l where l.organisation_id = org and l.actor_id = me and l.from_at <= now()
        and not exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id)
    union all
    select l.child_id, 'team' from app.my_teams() t(team)
      join actor w on w.organisation_id = org and w.team_id = t.team and w.id <> me
      join allocation l on l.organisation_id = org and l.actor_id = w.id and l.relation not in ('self', 'parent')
      where l.from_at <= now()
        and not exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id)
    union all
    select c.child_id, 'search' from search_worker w
      join search_child c on c.organisation_id = org and c.search_id = w.search_id
      where w.organisation_id = org and w.actor_id = me
        and not exists (select from search_closed x where x.organisation_id = org and x.search_id = w.search_id)
    union all
    select b.child_id, 'break-glass' from break_glass b
      where b.organisation_id = org and b.actor_id = me and now() >= b.at and now() < b.until_at
    union all
    select q.child_id, 'pack' from subject_request q where mine = 'information-governance' and q.organisation_id = org
      and not exists (select from subject_request_closed x where x.organisation_id = org and x.request_id = q.id)
    union all
    select w, 'unallocated' from app.without_social_worker(org) w where mine = 'manager'
  ), everyone as (
    select o.child_id, o.through from own o
    union all
    select s.other_child_id, 'sibling' from own o
      join brother_or_sister s on s.organisation_id = org and s.child_id = o.child_id
      where o.through in ('allocated', 'team', 'search') and position('/sibling|' in current_setting('app.known_rules')) > 0
    union all
    select n.child_id, 'named' from record_named n where n.organisation_id = org and n.actor_id = me
  ), kept as (
    select e.through, set_config('app.known_of_' || replace(e.through, '-', '_'), array_agg(distinct e.child_id)::text, true) as children
    from everyone e
    where org is not null and (e.through in ('self', 'named')
      or e.child_id not in (select r.child_id from record_sealed r where r.organisation_id = org))
    group by e.through
  )
  select coalesce(string_agg(k.through, ',' order by k.through) filter (where k.children <> '{}'), '') into kinds from kept k;
  perform set_config('app.known_sealed', sealed, true), set_config('app.known_relations', kinds, true);
end $$;

-- The relationships that the actor has with anybody; what each of them holds is in app.known_of_….
create function app.my_kinds_of_relationship() returns text[] language plpgsql stable as $$
begin
  if app.my_role() is null then return '{}'; end if;
  if current_setting('app.known_relations') = '?' then perform app.know_relations(); end if;
  return string_to_array(current_setting('app.known_relations'), ',');
end $$;
create function app.known_of(through text) returns text[] language sql stable as $$
  select current_setting('app.known_of_' || replace(through, '-', '_'))::text[]
$$;
create or replace function app.my_relationships() returns table (child_id text, through text) language plpgsql stable as $$
begin
  return query select c, t from unnest(app.my_kinds_of_relationship()) t cross join lateral unnest(app.known_of(t)) c;
end $$;
drop function app.find_relationships();

-- The relationships with one child; what a single page asks before it shows anything.
create or replace function app.relationships_with(child text) returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); kind text; begin
  foreach kind in array app.my_kinds_of_relationship() loop
    if child = any (app.known_of(kind)) then return next kind; end if;
  end loop;
  return query select 'authority' from child c join organisation o on o.id = c.organisation_id and o.kind = 'authority'
    where c.organisation_id = org and c.id = child
      and not exists (select from record_sealed s where s.organisation_id = org and s.child_id = child);
end $$;

create function app.sealed_children() returns text[] language plpgsql stable as $$
begin
  if app.my_role() is null then return '{}'; end if;
  if current_setting('app.known_relations') = '?' then perform app.know_relations(); end if;
  return current_setting('app.known_sealed')::text[];
end $$;
create or replace function app.sealed_here() returns setof text language plpgsql stable as $$
begin return query select unnest(app.sealed_children()); end $$;

-- The children whose records of one of these classes the actor's relationships open; some of them twice.
create function app.children_open(classes text[], way text) returns text[] language plpgsql stable as $$
declare open text[] := '{}'; kind text; class text; begin
  foreach kind in array app.my_kinds_of_relationship() loop
    foreach class in array classes loop
      if position('|' || class || '/' || way || '/' || kind || '|' in current_setting('app.known_rules')) > 0 then
        open := open || app.known_of(kind);
        exit;
      end if;
    end loop;
  end loop;
  return open;
end $$;
create or replace function app.my_children(classes text[], way text) returns setof text language plpgsql stable as $$
begin return query select unnest(app.children_open(classes, way)); end $$;

do $$ declare each text; begin
  foreach each in array array['app.find_me(text)', 'app.know_relations()',
    'app.my_kinds_of_relationship()', 'app.known_of(text)', 'app.sealed_children()', 'app.children_open(text[], text)'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_app, homeward_system', each);
  end loop;
end $$;

-- Asked with every home; it reads nothing, so it needs no rights of its own.
create or replace function app.keeps_homes() returns boolean language sql stable as
$$ select coalesce(app.my_role() in ('registered-manager', 'provider', 'supervising-social-worker', 'home-finder', 'manager',
     'commissioner', 'social-worker', 'out-of-hours-worker', 'nominated-officer', 'director', 'data-officer',
     'adoption-worker'), false) $$;

-- The policies say the same and ask the lists themselves: a function that gives rows fills a table of its own each time.
do $$ declare each record; using_now text; check_now text; begin
  for each in select tablename, policyname, qual, with_check from pg_policies where schemaname = 'public'
    and coalesce(qual, '') || coalesce(with_check, '') ~ 'app\.(my_children|sealed_here)\('
  loop
    using_now := regexp_replace(regexp_replace(each.qual, 'SELECT app\.my_children\(([^()]*)\) AS my_children', 'SELECT unnest(app.children_open(\1))', 'g'),
      'SELECT app\.sealed_here\(\) AS sealed_here', 'SELECT unnest(app.sealed_children())', 'g');
    check_now := regexp_replace(regexp_replace(each.with_check, 'SELECT app\.my_children\(([^()]*)\) AS my_children', 'SELECT unnest(app.children_open(\1))', 'g'),
      'SELECT app\.sealed_here\(\) AS sealed_here', 'SELECT unnest(app.sealed_children())', 'g');
    execute format('alter policy %I on public.%I', each.policyname, each.tablename)
      || coalesce(' using (' || using_now || ')', '') || coalesce(' with check (' || check_now || ')', '');
  end loop;
  if exists (select from pg_policies where coalesce(qual, '') || coalesce(with_check, '') ~ 'app\.(my_children|sealed_here)\(') then
    raise exception 'a policy still asks row by row';
  end if;
end $$;
