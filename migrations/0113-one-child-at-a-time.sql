-- Who may see what, as before, for less time on the page of one child. No rule changes. Until here every page found out
-- all children whom its reader has to do with, to look at one of them. Now the page of a child finds out what ties the
-- reader to that child, and to its brothers and sisters, by indexes that begin with the child. Lists find out the rest.

create index brother_or_sister_other on brother_or_sister (organisation_id, other_child_id);

-- The actor; what the rules open to the role is put together where somebody asks for it.
create or replace function app.know_me() returns void language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text; mine text; begin
  select a.organisation_id, a.role into org, mine from actor a where a.id = app.actor()
    and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id);
  perform set_config('app.known', coalesce(app.actor(), ''), true),
    set_config('app.known_organisation', coalesce(org, ''), true),
    set_config('app.known_role', coalesce(mine, ''), true),
    set_config('app.known_rules', '?', true),
    set_config('app.known_near', '', true),
    set_config('app.known_relations', '?', true);
end $$;

-- |class/way/relationship|, both ways where a rule lets the role write.
create function app.my_rules() returns text language plpgsql stable security definer set search_path = public, pg_temp as $$
declare mine text := app.my_role(); begin
  if current_setting('app.known_rules') = '?' then
    perform set_config('app.known_rules', coalesce((select '|' || string_agg(r.class || '/read/' || r.through
      || case r.may when 'write' then '|' || r.class || '/write/' || r.through else '' end, '|') || '|'
      from access_rule r where r.role = mine), ''), true);
  end if;
  return current_setting('app.known_rules');
end $$;

create or replace function app.sees_all(classes text[], way text) returns boolean language plpgsql stable as $$
declare class text; rules text; begin
  if app.my_role() is null then return false; end if;
  rules := app.my_rules();
  foreach class in array classes loop
    if position('|' || class || '/' || way || '/authority|' in rules) > 0 then return true; end if;
  end loop;
  return false;
end $$;

create or replace function app.children_open(classes text[], way text) returns text[] language plpgsql stable as $$
declare open text[] := '{}'; kind text; class text; rules text; begin
  foreach kind in array app.my_kinds_of_relationship() loop
    rules := app.my_rules();
    foreach class in array classes loop
      if position('|' || class || '/' || way || '/' || kind || '|' in rules) > 0 then
        open := open || app.known_of(kind);
        exit;
      end if;
    end loop;
  end loop;
  return open;
end $$;

-- What a relationship opens to a role, in the words in which it is left for the policies (app.know_near).
create table access_opens (
  role text not null,
  through text not null,
  words text not null, -- |#/class/way| for each, # being actor and child
  primary key (role, through)
);
comment on table access_opens is 'Made from access_rule, whenever that changes. Nobody writes it.';
select app.protect('access_opens');
create function app.make_access_opens() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from access_opens;
  insert into access_opens (role, through, words)
    select r.role, r.through, string_agg('|#/' || r.class || '/' || w.way || '|', '')
    from (select distinct r.role, r.through, g.class, r.may from access_rule r
      -- A policy that asks for either of two classes asks once.
      join (values ('basics', 'basics,identity'), ('identity', 'basics,identity'), ('profile', 'profile,about-me'),
        ('about-me', 'profile,about-me')) either(class, pair) on either.class = r.class
      cross join lateral (values (r.class), (either.pair)) g(class)
      union select r.role, r.through, r.class, r.may from access_rule r) r
    join (values ('read'), ('write')) w(way) on w.way = 'read' or r.may = 'write' group by r.role, r.through;
  return null;
end $$;
alter function app.make_access_opens() owner to homeward_system;
revoke execute on function app.make_access_opens() from public;
create trigger makes_access_opens after insert or update or delete on access_rule for each statement execute function app.make_access_opens();
update access_rule set may = may;

-- What ties the actor to children is written once, and made into two kinds of function: about everybody, and about a few
-- children, `near`. Where a name stands in braces, the second kind asks of it that it is one of the few.
do $migration$
declare
  without_worker constant text := $law$
  -- Of those in care by the return, and of those whom people here wrote down, gave up or left behind.
  select distinct w.child_id from (
    select o.child_id from episode o where o.organisation_id = org and o.dec is null and o.presumed_end is null{o}
    union all
    select x.child_id from (
      select l.child_id from allocation l where l.organisation_id = org and l.relation = 'added'{l}
      union all
      select l.child_id from allocation_ended e join allocation l on l.organisation_id = org and l.id = e.allocation_id
        where e.organisation_id = org and l.relation = 'social worker'{l}
      union all
      select l.child_id from post_ended p join allocation l on l.organisation_id = org and l.actor_id = p.actor_id
        where p.organisation_id = org and l.relation = 'social worker'{l}
    ) x where not exists (select from episode o where o.organisation_id = org and o.child_id = x.child_id)
  ) w
  where not exists (select from allocation l where l.organisation_id = org and l.child_id = w.child_id and l.relation = 'social worker'
    and not exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id)
    and not exists (select from post_ended p where p.organisation_id = org and p.actor_id = l.actor_id))$law$;
  allocated constant text := $law$
    select l.child_id, case l.relation when 'self' then 'self' when 'parent' then 'family' else 'allocated' end as through
      from allocation l where l.organisation_id = org and l.actor_id = me and l.from_at <= now(){l}
        and not exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id)$law$;
  team constant text := $law$
    select l.child_id, 'team' as through from {allocations} l
      join actor w on w.organisation_id = org and w.id = l.actor_id and w.team_id = any (teams)
      where l.organisation_id = org and l.actor_id <> me and l.relation not in ('self', 'parent') and l.from_at <= now()
        and not exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id)$law$;
  search constant text := $law$
    select c.child_id, 'search' as through from search_worker w
      join search_child c on c.organisation_id = org and c.search_id = w.search_id{c}
      where w.organisation_id = org and w.actor_id = me
        and not exists (select from search_closed x where x.organisation_id = org and x.search_id = w.search_id)$law$;
  emergency constant text := $law$
    select b.child_id, 'break-glass' as through from break_glass b
      where b.organisation_id = org and b.actor_id = me and now() >= b.at and now() < b.until_at{b}$law$;
  pack constant text := $law$
    select q.child_id, 'pack' as through from subject_request q where mine = 'information-governance' and q.organisation_id = org{q}
      and not exists (select from subject_request_closed x where x.organisation_id = org and x.request_id = q.id)$law$;
  unallocated constant text := $law$
    select u as child_id, 'unallocated' as through from app.without_social_worker(org{near}) u where mine = 'manager'$law$;
  named constant text := $law$
    select n.child_id, 'named' as through from record_named n where n.organisation_id = org and n.actor_id = me{n}$law$;
  sealed constant text := $law$
    select r.child_id from record_sealed r where r.organisation_id = org{r}$law$;
  everybody constant text := '\{\w+\}';
begin
  execute format('create or replace function app.without_social_worker(org text) returns setof text language plpgsql stable
    security definer set search_path = public, pg_temp rows 20 as $f$ begin return query %s; end $f$',
    regexp_replace(without_worker, everybody, '', 'g'));
  execute format('create function app.without_social_worker(org text, near text[]) returns setof text language plpgsql stable
    security definer set search_path = public, pg_temp rows 1 as $f$ begin return query %s; end $f$',
    regexp_replace(without_worker, '\{(\w+)\}', ' and \1.child_id = any (near)', 'g'));

  execute regexp_replace(format($make$
create or replace function app.know_relations() returns void language plpgsql stable security definer
set search_path = public, pg_temp as $f$
-- Every child of the actor's organisation with whom the actor has a relationship, by relationship, and the sealed records
-- of the organisation; 'authority' is not listed (app.sees_all).
declare org text := app.my_organisation(); me text := app.actor(); mine text := app.my_role(); rules text := app.my_rules();
  teams text[] := array(select app.my_teams()); kinds text; sealed text[] := array(%9$s); begin
  with own as materialized (%1$s union all %2$s union all %3$s union all %4$s union all %5$s union all %6$s
  ), everyone as (
    select o.child_id, o.through from own o
    union all
    select s.other_child_id, 'sibling' from own o
      join brother_or_sister s on s.organisation_id = org and s.child_id = o.child_id
      where o.through in ('allocated', 'team', 'search') and position('/sibling|' in rules) > 0
    union all %7$s
  ), kept as (
    select e.through, set_config('app.known_of_' || replace(e.through, '-', '_'), array_agg(distinct e.child_id)::text, true) as children
    from everyone e where org is not null and (e.through in ('self', 'named') or e.child_id not in (%8$s))
    group by e.through
  )
  select coalesce(string_agg(k.through, ',' order by k.through) filter (where k.children <> '{}'), '') into kinds from kept k;
  perform set_config('app.known_sealed', sealed::text, true), set_config('app.known_relations', kinds, true);
end $f$ $make$, allocated, replace(team, '{allocations}', 'allocation'), search, emergency, pack, unallocated, named, sealed, sealed),
    everybody, '', 'g');

  execute regexp_replace(replace(format($make$
create function app.know_near(child text) returns void language plpgsql stable security definer
set search_path = public, pg_temp as $f$
-- The same of one child, and of the child's brothers and sisters, for the page of that child, a step at a time: most
-- steps find nothing. Left in app.known_near: |actor>child| for each of them, |actor>child~relationship| for what ties
-- the actor to them, and |actor>child/class/way| for what that opens. The policies look there first.
declare org text := app.my_organisation(); me text := app.actor(); mine text := app.my_role();
  few text[]; near text[]; teams text[]; sealed text[]; own text[]; tied text[]; said text; begin
  perform set_config('app.known_near', '', true);
  select array_agg(f.id) into few from (
    select c.id from child c where c.organisation_id = org and c.id = child
    union all
    select s.other_child_id from brother_or_sister s where s.organisation_id = org and s.child_id = child) f;
  if few is null then return; end if;
  -- An id that could be read as more than an id opens nothing.
  if me || array_to_string(few, '') ~ '[|>~/]' then raise exception 'the id of a child or an actor has a sign that no id has'; end if;
  -- Whether one of the few is a brother or sister of a child the actor works with is told by that other child.
  near := few || array(select s.child_id from brother_or_sister s
    where s.organisation_id = org and s.other_child_id = any (few) and s.child_id <> all (few));
  own := array(select t.child_id || '~' || t.through from (%1$s union all %3$s union all %4$s) t);
  if mine = 'manager' or exists (select from team_cover c where c.organisation_id = org and c.actor_id = me) then
    teams := array(select app.my_teams());
    own := own || array(select t.child_id || '~' || t.through from (%2$s) t);
  end if;
  tied := own;
  if mine = 'information-governance' then tied := tied || array(select t.child_id || '~' || t.through from (%5$s) t); end if;
  if mine = 'manager' then tied := tied || array(select t.child_id || '~' || t.through from (%6$s) t); end if;
  if cardinality(near) > 1 then
    if own <> '{}' and exists (select from access_opens r where r.role = mine and r.through = 'sibling') then
      tied := tied || array(select s.other_child_id || '~sibling' from unnest(own) o
        join brother_or_sister s on s.organisation_id = org and s.child_id = split_part(o, '~', 1)
        where split_part(o, '~', 2) in ('allocated', 'team', 'search'));
    end if;
    tied := array(select t from unnest(tied) t where split_part(t, '~', 1) = any (few));
  end if;
  sealed := array(%8$s);
  -- Only on a sealed record is anybody named.
  if sealed <> '{}' then
    tied := array(select t from unnest(tied || array(select t.child_id || '~' || t.through from (%7$s) t)) t
      where split_part(t, '~', 1) = any (few)
        and (split_part(t, '~', 1) <> all (sealed) or split_part(t, '~', 2) in ('self', 'named')));
  end if;
  select string_agg('|' || me || '>' || t || '|' || coalesce(replace(r.words, '#', me || '>' || split_part(t, '~', 1)), ''), '')
    into said from unnest(few || tied || array(select f || '~authority' from unnest(few) f where f <> all (sealed))) t
    left join access_opens r on r.role = mine and r.through = split_part(t, '~', 2);
  perform set_config('app.known_near', said, true);
end $f$ $make$, allocated,
    -- Of a child there are few allocations, of a team many: the planner is told to begin with the child.
    replace(team, '{allocations}', '(select * from allocation a where a.organisation_id = org and a.child_id = any (near) offset 0)'),
    search, emergency, pack, unallocated, named, sealed), '{near}', ', near'),
    '\{([a-z])\}', ' and \1.child_id = any (near)', 'g');
end $migration$;

-- These stand in the policies; they read settings and nothing else, so that PostgreSQL puts them into the query itself.
create function app.is_near(child text) returns boolean language sql stable as $$
  select position('|' || current_setting('app.actor', true) || '>' || child || '|' in current_setting('app.known_near', true)) > 0
$$;
-- @param words `/class/way|`, or `~relationship|`
create function app.is_said(child text, words text) returns boolean language sql stable as $$
  select position('|' || current_setting('app.actor', true) || '>' || child || words in current_setting('app.known_near', true)) > 0
$$;
-- What the policies ask where no child is near, as one list: whoever sees all of an authority sees every child that is
-- not on it, the sealed ones; everybody else those that are.
create function app.listed(classes text[], way text) returns text[] language plpgsql stable as $$
begin
  if not app.sees_all(classes, way) then return app.children_open(classes, way); end if;
  return array(select unnest(app.sealed_children()) except select unnest(app.children_open(classes, way)));
end $$;

-- The relationships with one child; what a single page asks before it shows anything.
create or replace function app.relationships_with(child text) returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  if app.my_role() is null then return; end if;
  if app.is_near(child) is distinct from true then perform app.know_near(child); end if;
  return query select k from unnest('{allocated,authority,break-glass,family,named,pack,search,self,sibling,team,unallocated}'::text[]) k
    where app.is_said(child, '~' || k || '|')
      and (k <> 'authority' or exists (select from organisation o where o.id = app.my_organisation() and o.kind = 'authority'));
end $$;

-- What is known of children is forgotten with what is known of everybody, as soon as anything it stands on is written.
create or replace function app.forget_relations() returns trigger language plpgsql as $$
begin perform set_config('app.known_relations', '?', true), set_config('app.known_near', '', true); return null; end $$;
create or replace function app.forget_me() returns trigger language plpgsql as $$
begin perform set_config('app.known', '?', true), set_config('app.known_near', '', true); return null; end $$;

-- The policies say the same, and look first whether the child is one of those near. (Those written since 0095 ask for the
-- lists by functions that give rows; they come to ask as 0095 has the others ask.)
do $$ declare each record; found integer := 0;
  lists constant text := 'SELECT app\.my_children\(([^()]*)\) AS my_children';
  sealed constant text := 'SELECT app\.sealed_here\(\) AS sealed_here';
  open constant text := ' AND \(NOT \(([a-z_.]+) IN \( SELECT unnest\(app\.sealed_children\(\)\) AS unnest\)\)\)\)'
    || ' OR \(\3 IN \( SELECT unnest\(app\.children_open\([^()]*\)\) AS unnest\)\)\)';
  one constant text := '\(\(\( SELECT app\.sees_all\(''\{([a-z-]+)\}''::text\[\], ''(read|write)''::text\) AS sees_all\)' || open;
  two constant text := '\(\(\( SELECT app\.sees_all\(''\{([a-z-]+),([a-z-]+)\}''::text\[\], ''(read|write)''::text\) AS sees_all\)'
    || replace(open, '\3', '\4');
  one_now constant text := '(case when app.is_said(\3, ''/\1/\2|'') then true when app.is_near(\3) then false'
    || ' else (\3 in (select unnest(app.listed(''{\1}'', ''\2'')))) <> (select app.sees_all(''{\1}'', ''\2'')) end)';
  two_now constant text := '(case when app.is_said(\4, ''/\1,\2/\3|'') then true when app.is_near(\4) then false'
    || ' else (\4 in (select unnest(app.listed(''{\1,\2}'', ''\3'')))) <> (select app.sees_all(''{\1,\2}'', ''\3'')) end)';
begin
  for each in
    with asked as (
      select tablename, policyname,
        regexp_replace(regexp_replace(qual, lists, 'SELECT unnest(app.children_open(\1)) AS unnest', 'g'),
          sealed, 'SELECT unnest(app.sealed_children()) AS unnest', 'g') as qual,
        regexp_replace(regexp_replace(with_check, lists, 'SELECT unnest(app.children_open(\1)) AS unnest', 'g'),
          sealed, 'SELECT unnest(app.sealed_children()) AS unnest', 'g') as with_check
      from pg_policies where schemaname = 'public')
    select tablename, policyname,
      regexp_replace(regexp_replace(qual, one, one_now, 'g'), two, two_now, 'g') as using_now,
      regexp_replace(regexp_replace(with_check, one, one_now, 'g'), two, two_now, 'g') as check_now
    from asked where qual ~ one or qual ~ two or with_check ~ one or with_check ~ two
  loop
    execute format('alter policy %I on public.%I', each.policyname, each.tablename)
      || coalesce(' using (' || each.using_now || ')', '') || coalesce(' with check (' || each.check_now || ')', '');
    found := found + 1;
  end loop;
  if exists (select from pg_policies where coalesce(qual, '') || coalesce(with_check, '') ~ 'is_said\([a-z_.]+, ''/[a-z-]+,'
    and coalesce(qual, '') || coalesce(with_check, '') !~ 'is_said\([a-z_.]+, ''/(basics,identity|profile,about-me)/')
  then raise exception 'a policy asks for a pair of classes that access_opens does not have'; end if;
  if found < 40 then raise exception 'only % policies ask whether a child is near', found; end if;
end $$;
-- A link to a sealed brother or sister would tell that there is one (0087).
alter policy open_to_me on brother_or_sister using (
  organisation_id = (select app.my_organisation())
  and (case when app.is_said(child_id, '/basics/read|') then true when app.is_near(child_id) then false
    else (child_id in (select unnest(app.listed('{basics}', 'read')))) <> (select app.sees_all('{basics}', 'read')) end)
  and (case when app.is_near(other_child_id)
    then app.is_said(other_child_id, '~authority|') or app.is_said(other_child_id, '/basics,identity/read|')
    else other_child_id not in (select unnest(app.sealed_children()))
      or other_child_id in (select unnest(app.children_open('{basics,identity}', 'read'))) end));

-- Homes. The same, in PL/pgSQL, which keeps the plan of its query, with what is the same for every row found once.
create or replace function app.looks_across_region() returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  return app.works_with_children() or (coalesce(app.my_role() in ('commissioner', 'regional-analyst', 'supervising-social-worker'), false)
    and exists (select from organisation o where o.id = app.my_organisation() and o.kind <> 'provider'));
end $$;
create or replace function app.my_homes() returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); me text := app.actor(); begin
  return query select c.home_id from home_carer c where c.organisation_id = org and c.actor_id = me;
end $$;
create or replace function app.shared_owners(field text) returns table (region_id text, owner_id text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare org text := app.my_organisation(); today date := app.england_day(); begin return query
  with mine as materialized (
    select g.region_id, g.id from sharing_agreement g
    where field = any (g.fields) and today >= g.from_day and (g.to_day is null or today <= g.to_day)
      and not exists (select from sharing_agreement_ended e where e.region_id = g.region_id and e.agreement_id = g.id)
      and (g.region_id = org or exists (select from sharing_party p
        where p.region_id = g.region_id and p.agreement_id = g.id and p.organisation_id = org))
  )
  select m.region_id, p.organisation_id from mine m
    join sharing_party p on p.region_id = m.region_id and p.agreement_id = m.id
  union
  select m.region_id, o.id from mine m join organisation o on o.kind = 'provider';
end $$;

alter policy my_home on home using ((select app.my_role()) = 'child'
  and (organisation_id, id) in (select s.organisation_id, s.home_id from app.homes_of_self() s));

-- Most children have nothing hidden about them, and of them nothing need be put together.
create or replace function app.hides_from_me(child text) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); mine text[]; begin
  if not exists (select from address_hidden h where h.organisation_id = org and h.child_id = child)
    and not exists (select from placement p join address_hidden h on h.organisation_id = p.home_organisation_id and h.home_id = p.home_id
      where p.organisation_id = org and p.child_id = child) then return false; end if;
  mine := array(select app.my_addresses());
  return exists (select from app.hiding_places(org, child) h where h.address_id <> all (mine));
end $$;

do $$ declare each text; begin
  foreach each in array array['app.my_rules()', 'app.without_social_worker(text, text[])', 'app.know_near(text)',
    'app.is_near(text)', 'app.is_said(text, text)',
    'app.listed(text[], text)'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_app, homeward_system', each);
  end loop;
  revoke execute on function app.without_social_worker(text, text[]) from homeward_app;
end $$;
