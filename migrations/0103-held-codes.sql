-- Codes that only the forms kept to are held by the database too, an address is taken out of words however its parts stand
-- against each other, and a pack says that a picture is left out of it.

-- ---- Codes ----

-- The engine refuses what it does not know, so one wrong word would stop every search of a region. (Lists as in
-- needs/vocabulary.ts and homes/home.ts.) Checked after they stand, so that nobody waits for the reading of all rows.
alter table household_member add constraint known_alongside
  check (alongside in ('solo', 'others', 'only-older', 'only-younger', 'no-preference')) not valid;
alter table profile add constraint known_matters
  check (matters <@ array['school', 'family', 'friends', 'brothers-and-sisters', 'pets', 'area', 'interests']) not valid;
alter table profile add constraint known_risks_to_child
  check (risks_to_child <@ array['self-harm', 'sexual-exploitation', 'criminal-exploitation', 'drug-and-alcohol-use',
    'eating-disorder', 'going-missing']) not valid;
alter table profile add constraint known_risks_to_others
  check (risks_to_others <@ array['physical-harm', 'sexual-harm', 'fire-setting', 'harm-to-animals',
    'criminal-exploitation']) not valid;
alter table household_member validate constraint known_alongside;
alter table profile validate constraint known_matters;
alter table profile validate constraint known_risks_to_child;
alter table profile validate constraint known_risks_to_others;

-- ---- Words without a place ----

-- What is taken out may have hidden what stood against it: in "53.4871Orchard Way" nothing but the figure is found
-- before that is gone. So the words are looked through until nothing more is found. Meanwhile a sign that is in no address stands where something
-- was, so that each look finds less than the one before and what was apart never comes together.
create or replace function app.without_place(words text, patterns text[]) returns text language plpgsql immutable as $$
declare pattern text; was text := words; said text := words; begin
  if words is null or words = '' then return words; end if;
  loop
    foreach pattern in array patterns loop said := regexp_replace(said, pattern, chr(1), 'gi'); end loop;
    exit when said = was;
    was := said;
  end loop;
  return case when said = words then words else replace(said, chr(1), '[not shown]') end;
end $$;
-- What of a place stands in words, each once and whole: found in the order in which it is taken out.
create or replace function app.place_in(words text, patterns text[]) returns text language plpgsql immutable as $$
declare pattern text; found text[] := '{}'; was text := words; begin
  loop
    foreach pattern in array patterns loop
      found := found || array(select distinct m[1] from regexp_matches(words, '(' || pattern || ')', 'gi') m where not m[1] = any (found));
      words := regexp_replace(words, pattern, chr(1), 'gi');
    end loop;
    exit when words is not distinct from was;
    was := words;
  end loop;
  return array_to_string(found, '; ');
end $$;
-- Figures against a postcode make no other postcode of it; only letters do ("B1 1AA" is no part of "AB1 1AA").
create or replace function app.any_postcode() returns text language sql immutable as
$$ select '(?<![[:alpha:]])[a-z]{1,2}[0-9][a-z0-9]?\s*[0-9][a-z]{2}(?![[:alpha:]])' $$;
create or replace function app.place_patterns(organisation text, address text, child_organisation text, child text) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  with said as (
    select c.name, c.line, c.postcode, c.area, c.lat, c.long from confidential_address c where c.organisation_id = organisation and c.id = address
    union all
    select w.name, w.line, w.postcode, w.area, w.lat, w.long from address_was w where w.organisation_id = organisation and w.address_id = address
  ), codes as (
    select postcode from said union
    select s.postcode from profile_place s join profile p on p.organisation_id = s.organisation_id and p.id = s.profile_id
      where s.kind = 'school' and p.organisation_id = child_organisation and p.child_id = child
  ), words as (
    select line as w from said union select split_part(line, ',', 1) from said union select name from said
    union select regexp_replace(split_part(line, ',', 1), '^[^[:alpha:]]*[0-9]+[a-z]?[\s,]+', '', 'i') from said
    union select area from said
    union select s.name from profile_place s join profile p on p.organisation_id = s.organisation_id and p.id = s.profile_id
      where s.kind = 'school' and p.organisation_id = child_organisation and p.child_id = child
  ), patterns as (
    select '(?<![[:alpha:]])' || array_to_string(regexp_split_to_array(replace(postcode, ' ', ''), ''), '\s*') || '(?![[:alpha:]])' as pattern, 1000 as size
      from codes where length(replace(postcode, ' ', '')) >= 5
    union select app.as_pattern(w), length(w) from words where length(trim(w)) >= 4
    union select '(?<![0-9.])' || replace(trunc(abs(n)::numeric, 3)::text, '.', '\.') || '[0-9]*', 1 from said, unnest(array[lat, long]) n where n is not null
  )
  select coalesce(array_agg(pattern order by size desc, pattern), '{}') from patterns
$$;

-- ---- A picture that a pack leaves out ----

-- Whether a picture of the child is held that the actor may not see, because the child's whereabouts are hidden from them:
-- for whoever hands over everything held, so that a pack never looks whole when it is not.
create function app.leaves_picture_out(child text) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org constant text := app.my_organisation(); begin
  -- The picture opens to them with a request for everything held, and with nothing else.
  if app.my_role() is distinct from 'information-governance' or child not in (select app.my_children('{picture}', 'read')) then
    return false;
  end if;
  return app.hides_from_me(child) and exists (select from child_picture p where p.organisation_id = org and p.child_id = child);
end $$;
alter function app.leaves_picture_out(text) owner to homeward_system;
revoke execute on function app.leaves_picture_out(text) from public;
grant execute on function app.leaves_picture_out(text) to homeward_app, homeward_system;
