-- The same guarantees for less work where many rows are written at once: the made-up region, imports of homes and
-- returns. No rule changes here; what a trigger refuses, moves away or touches is what it was.

-- 1. That a home's rows changed is noted once a statement, not once a row (as for placements since 0040).
create function app.touch_homes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update home h set touched = pg_current_xact_id()
    from (select distinct organisation_id, home_id from changed) c
    where h.organisation_id = c.organisation_id and h.id = c.home_id and h.touched <> pg_current_xact_id();
  return null;
end $$;
create function app.touch_homes_of_rooms() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update home h set touched = pg_current_xact_id()
    from (select distinct r.organisation_id, r.home_id from changed c
      join room r on r.organisation_id = c.organisation_id and r.id = c.room_id) found
    where h.organisation_id = found.organisation_id and h.id = found.home_id and h.touched <> pg_current_xact_id();
  return null;
end $$;
do $$ declare target text; touch text; begin
  foreach target in array array['home_address', 'registration', 'room', 'home_skill', 'fee', 'household_member',
    'home_connection', 'room_vacancy', 'room_out_of_service'] loop
    touch := case when target in ('room_vacancy', 'room_out_of_service') then 'touch_homes_of_rooms' else 'touch_homes' end;
    execute format('drop trigger touches_home on %I', target);
    execute format('create trigger touches_homes_new after insert on %I referencing new table as changed
      for each statement execute function app.%I()', target, touch);
    execute format('create trigger touches_homes_changed after update on %I referencing new table as changed
      for each statement execute function app.%I()', target, touch);
    execute format('create trigger touches_homes_gone after delete on %I referencing old table as changed
      for each statement execute function app.%I()', target, touch);
  end loop;
end $$;
drop function app.touch_home();

-- 2. A finished profile stands: new parts of it are refused once a statement, and its id is read from the row itself, without
-- making the whole row, words and all, into JSON.
create function app.refuse_new_parts() returns trigger language plpgsql as $$
begin
  if exists (select from (select distinct organisation_id, profile_id from changed) c
    cross join lateral (select from profile_finished f
      where f.organisation_id = c.organisation_id and f.profile_id = c.profile_id limit 1) finished)
  then raise exception 'a finished profile cannot be changed' using errcode = 'HW001'; end if;
  return null;
end $$;
create or replace function app.refuse_finished() returns trigger language plpgsql as $$
declare profile text; begin
  if tg_table_name = 'profile' then
    profile := old.id;
  else
    -- A postcode that is read in later gives a place its point.
    if tg_table_name = 'profile_place' and current_user = 'homeward_system' and to_jsonb(old)->>'lat' is null
      and to_jsonb(new) - 'lat' - 'long' = to_jsonb(old) - 'lat' - 'long'
    then return new; end if;
    profile := old.profile_id;
  end if;
  if exists (select from profile_finished f where f.organisation_id = old.organisation_id and f.profile_id = profile)
  then raise exception 'a finished profile cannot be changed' using errcode = 'HW001'; end if;
  return new;
end $$;
do $$ declare target text; begin
  foreach target in array array['profile_domain', 'profile_place'] loop
    execute format('drop trigger stands on %I', target);
    execute format('create trigger stands before update on %I for each row execute function app.refuse_finished()', target);
    execute format('create trigger stands_new after insert on %I referencing new table as changed
      for each statement execute function app.refuse_new_parts()', target);
  end loop;
end $$;

-- 3. Words about a home are looked through where its address is hidden, and cost nothing where it is not.
create or replace function app.write_without_place() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare said jsonb; child text; home text; place record; begin
  if tg_table_name in ('profile', 'profile_domain') then
    said := to_jsonb(new);
    child := coalesce(said->>'child_id', (select p.child_id from profile p
      where p.organisation_id = new.organisation_id and p.id = said->>'profile_id'));
    for place in select h.address_organisation as org, h.address_id as id from app.hiding_places(new.organisation_id, child) h loop
      new := jsonb_populate_record(new, app.words_without(to_jsonb(new), string_to_array(tg_argv[0], ' '), case when app.is_named(place.id)
        then app.place_patterns(place.org, place.id, new.organisation_id, child) else array[app.any_postcode()] end));
    end loop;
    return new;
  end if;
  if tg_table_name = 'home' then
    home := new.id;
  elsif tg_table_name = 'room_out_of_service' then
    select r.home_id into home from room r where r.organisation_id = new.organisation_id and r.id = new.room_id;
  else
    home := new.home_id;
  end if;
  select c.organisation_id as org, c.id into place from confidential_address c
    where c.organisation_id = new.organisation_id and c.home_id = home and app.is_hidden(c.organisation_id, null, home);
  if not found then return new; end if;
  return jsonb_populate_record(new, app.words_without(to_jsonb(new), string_to_array(tg_argv[0], ' '),
    case when app.actor() is null or app.is_named(place.id)
      then app.place_patterns(place.org, place.id, null, null) else array[app.any_postcode()] end));
end $$;

-- 4. Hiding looks for the address in all that is said of a child at once, and goes through the columns one by one only
-- where it stands somewhere, or stood when it was looked for before. One text after the other, a line apart: a pattern
-- that is found in one of them is found in all of them together, because no letter and no figure has come to stand beside it.
create function app.says_place(organisation text, address text, child_organisation text, child text, patterns text[]) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare words text; begin
  if exists (select from address_found f where f.organisation_id = organisation and f.address_id = address) then return true; end if;
  select string_agg(said, chr(10)) into words from (
    select concat_ws(chr(10), p.about_me, p.live_with, p.why_no_words, p.culture_words, p.other_risk_to_child, p.other_risk_to_others,
        p.words_by, array_to_string(p.interests, chr(10))) as said
      from profile p where p.organisation_id = child_organisation and p.child_id = child
    union all
    select concat_ws(chr(10), d.going_well, d.what_helps, d.not_known, d.own_words, d.said_by)
      from profile p join profile_domain d on d.organisation_id = p.organisation_id and d.profile_id = p.id
      where p.organisation_id = child_organisation and p.child_id = child
    union all
    select s.note from search_child c join search s on s.organisation_id = c.organisation_id and s.id = c.search_id
      where c.organisation_id = child_organisation and c.child_id = child) all_words;
  return exists (select from unnest(patterns) p where words ~* p);
end $$;

create or replace function app.take_out_of_child(organisation text, address text, child_organisation text, child text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  patterns text[];
  mine constant text := format('t.organisation_id = %L and t.child_id = %L', child_organisation, child);
  its constant text := format('t.organisation_id = %1$L and t.profile_id in (select p.id from profile p where p.organisation_id = %1$L and p.child_id = %2$L)',
    child_organisation, child);
  finished constant text := '(select f.profile_id from profile_finished f where f.organisation_id = t.organisation_id)';
  each text; stands boolean;
begin
  -- Of most children of an import nothing is written yet.
  if not exists (select from profile p where p.organisation_id = child_organisation and p.child_id = child)
    and not exists (select from search_child c where c.organisation_id = child_organisation and c.child_id = child) then return; end if;
  patterns := app.place_patterns(organisation, address, child_organisation, child);
  if not app.says_place(organisation, address, child_organisation, child, patterns) then return; end if;
  foreach stands in array array[true, false] loop
    foreach each in array array['about_me', 'live_with', 'why_no_words', 'culture_words', 'other_risk_to_child', 'other_risk_to_others', 'words_by', 'interests'] loop
      perform app.take_out(organisation, address, patterns, 'profile', each, 't.id',
        mine || ' and t.id ' || case when stands then 'in ' else 'not in ' end || finished, stands);
    end loop;
    foreach each in array array['going_well', 'what_helps', 'not_known', 'own_words', 'said_by'] loop
      perform app.take_out(organisation, address, patterns, 'profile_domain', each, 't.profile_id || '' '' || t.domain',
        its || ' and t.profile_id ' || case when stands then 'in ' else 'not in ' end || finished, stands);
    end loop;
  end loop;
  perform app.take_out(organisation, address, patterns, 'search', 'note', 't.id', format(
    't.organisation_id = %1$L and t.id in (select c.search_id from search_child c where c.organisation_id = %1$L and c.child_id = %2$L)',
    child_organisation, child), false);
end $$;

do $$ declare each text; begin
  foreach each in array array['app.touch_homes()', 'app.touch_homes_of_rooms()', 'app.says_place(text, text, text, text, text[])'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_system', each);
  end loop;
end $$;
