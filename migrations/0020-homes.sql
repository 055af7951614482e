-- Homes: settings that pages read, who lives in a home as far as the asker may know.

-- The settings of the homes room are no secret; the rest of the table stays closed.
grant select on setting to homeward_app;
create policy homes_settings on setting for select to homeward_app
  using (name in ('homes: confirm within days', 'homes: skill stale after days'));

-- Homes that are touched when what a searcher must know of a child who lives there changes.
create function app.touch_homes_of_child() returns trigger language plpgsql security definer set search_path = public as $$
declare changed jsonb; child text; begin
  changed := to_jsonb(new);
  child := case tg_table_name
    when 'profile_finished' then (select p.child_id from profile p
      where p.organisation_id = changed->>'organisation_id' and p.id = changed->>'profile_id')
    when 'child' then changed->>'id' else changed->>'child_id' end;
  update home h set touched = pg_current_xact_id()
    from placement p where p.organisation_id = changed->>'organisation_id' and p.child_id = child
      and h.organisation_id = p.home_organisation_id and h.id = p.home_id and h.touched <> pg_current_xact_id();
  return null;
end $$;
alter function app.touch_homes_of_child() owner to homeward_system;
create trigger touches_homes after insert on profile_finished
  for each row execute function app.touch_homes_of_child();
create trigger touches_homes after update of born on child_identity
  for each row when (old.born is distinct from new.born) execute function app.touch_homes_of_child();
create trigger touches_homes after update of sex on child
  for each row when (old.sex is distinct from new.sex) execute function app.touch_homes_of_child();

-- A postcode file that comes later may give a finished profile's places their points: it says nothing new about the child.
create or replace function app.refuse_finished() returns trigger language plpgsql as $$
declare changed record; begin
  changed := case when tg_op = 'INSERT' then new else old end;
  if tg_op = 'UPDATE' and tg_table_name = 'profile_place' and current_user = 'homeward_system'
    and to_jsonb(old)->>'lat' is null and to_jsonb(new) - 'lat' - 'long' = to_jsonb(old) - 'lat' - 'long'
  then return new; end if;
  if exists (select from profile_finished f where f.organisation_id = changed.organisation_id
      and f.profile_id = case tg_table_name when 'profile' then to_jsonb(changed)->>'id' else to_jsonb(changed)->>'profile_id' end)
  then raise exception 'a finished profile cannot be changed' using errcode = 'HW001'; end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

-- Whether the actor may see a home at all: their own organisation's, or one of their regions'.
create function app.may_see_home(organisation text, home text) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select from home h where h.organisation_id = organisation and h.id = home and (
    (h.organisation_id = app.my_organisation() and app.my_role() <> 'regional-analyst')
    or (h.region_id = any (app.my_regions()) and app.my_role() <> 'registered-manager')))
$$;

-- How old those are who live in a home, and nothing else about them: what another organisation may know.
create function app.home_household(organisation text, home text, on_day date) returns table (age integer, placed boolean)
language sql stable security definer set search_path = public as $$
  select extract(year from age(on_day, i.born))::integer, true
    from placement p
    join child_identity i on i.organisation_id = p.organisation_id and i.child_id = p.child_id
    left join placement_ended e on e.organisation_id = p.organisation_id and e.placement_id = p.id
    where p.home_organisation_id = organisation and p.home_id = home and p.started <= on_day
      and (e.ended is null or e.ended > on_day) and app.may_see_home(organisation, home)
  union all
  select extract(year from age(on_day, m.born))::integer, false
    from household_member m where m.organisation_id = organisation and m.home_id = home and m.relation <> 'adult'
      and app.may_see_home(organisation, home)
$$;

-- The children who live in a home, for the people who run it.
create function app.children_living_in(home text, on_day date) returns table (
  authority_id text, authority text, child_id text, given_name text, born date, sex text, started date
) language sql stable security definer set search_path = public as $$
  select p.organisation_id, o.name, p.child_id, i.given_name, i.born, c.sex, p.started
    from placement p
    join organisation o on o.id = p.organisation_id
    join child c on c.organisation_id = p.organisation_id and c.id = p.child_id
    join child_identity i on i.organisation_id = p.organisation_id and i.child_id = p.child_id
    left join placement_ended e on e.organisation_id = p.organisation_id and e.placement_id = p.id
    where p.home_organisation_id = app.my_organisation() and p.home_id = home and p.started <= on_day
      and (e.ended is null or e.ended > on_day)
      and (app.my_role() = 'registered-manager' or app.works_with_children())
    order by p.started, p.child_id
$$;

-- The day a child last moved into a home: a statement that a room is free may be older than that.
create function app.last_moved_in(organisation text, home text, on_day date) returns date
language sql stable security definer set search_path = public as $$
  select max(p.started) from placement p
    where p.home_organisation_id = organisation and p.home_id = home and p.started <= on_day
      and app.may_see_home(organisation, home)
$$;

do $$ declare each text; begin
  foreach each in array array['app.may_see_home(text, text)', 'app.home_household(text, text, date)',
    'app.children_living_in(text, date)', 'app.last_moved_in(text, text, date)'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_app', each);
  end loop;
end $$;
