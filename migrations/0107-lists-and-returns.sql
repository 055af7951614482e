-- What rules of the return ask of Ofsted's list beside number, name and grade: of which kinds of place and of provider a
-- number may be, until when it was registered, and in which authorities it has premises. Lists tell some of it or nothing,
-- and what a list does not tell is not blank: the rules must know one from the other.
alter table provider_listing
  add column place_codes text, -- PLACE codes of the return, as `K1,K2`
  add column provider_codes text, -- PLACE_PROVIDER codes, as `PR1,PR3`
  add column registration_ended date, -- last day of the registration; null while it is open
  add column authority_codes text[] not null default '{}', -- ONS codes, the one that was named last at the end
  add column told text[] not null default '{}'; -- which of these columns a list has told of this provider, blank or not
comment on column provider_listing.told is 'Columns of which some list said what stands there; of all others nothing is known.';

-- The return that is made from the records is about every child looked after, also those whose records are sealed
-- (Children Act 1989 s83), so its maker reads what no person's own rights open. That is a data officer of the authority,
-- and the database says so itself: these views hold what stands in the return, of that authority, for nobody else. They
-- are named as the tables are, so that the same words read the tables for a job and these for a person
-- (src/returns/returned.ts).
create schema returned;
grant usage on schema returned to homeward_app, homeward_system;
grant create on schema returned to homeward_system;

-- The authority of which the actor may make the return; null for everybody else.
create function app.return_authority() returns text language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  if app.my_role() is distinct from 'data-officer' then return null; end if;
  return (select o.id from organisation o where o.id = app.my_organisation() and o.kind = 'authority');
end $$;
alter function app.return_authority() owner to homeward_system;
revoke execute on function app.return_authority() from public;
grant execute on function app.return_authority() to homeward_app, homeward_system;

do $$ declare target text; columns text; begin
  for target, columns in values
    ('child', 'organisation_id, id, return_id, sex, ethnicity, unaccompanied, return_year'),
    ('child_identity', 'organisation_id, child_id, born, born_estimated, upn'), -- no name, no NHS number
    ('child_address', 'organisation_id, child_id, confidential'),
    ('episode', '*'),
    ('placement', 'organisation_id, id, child_id, home_organisation_id, home_id, started, from_return'),
    ('placement_ended', 'organisation_id, placement_id, ended, reason, from_return'),
    ('allocation', 'organisation_id, id, child_id, actor_id, relation, from_at'),
    ('allocation_ended', 'organisation_id, allocation_id, at'),
    ('return_import', 'organisation_id, return_year, tables'),
    ('uasc', '*'), ('mother', '*'), ('review', '*'), ('oc2', '*'), ('oc3', '*'), ('ad1', '*'), ('placed_adoption', '*'),
    ('prev_perm', '*'), ('missing', '*'), ('sw_episode', '*'), ('dolo', '*')
  loop
    execute format('create view returned.%1$I with (security_barrier) as select %2$s from public.%1$I
      where organisation_id = (select app.return_authority())', target, columns);
  end loop;
  -- Homes may be another organisation's: those in which the authority's children live or lived.
  for target, columns in values ('home', 'organisation_id, id, kind, sector, urn'),
    ('home_address', 'organisation_id, home_id, confidential, case when not confidential then postcode end as postcode')
  loop
    execute format('create view returned.%1$I with (security_barrier) as select %2$s from public.%1$I
      where (organisation_id, %3$s) in (select p.home_organisation_id, p.home_id from public.placement p
        where p.organisation_id = (select app.return_authority()))', target, columns, case target when 'home' then 'id' else 'home_id' end);
  end loop;
  for target in select table_name from information_schema.views where table_schema = 'returned' loop
    execute format('alter view returned.%I owner to homeward_system', target);
    execute format('grant select on returned.%I to homeward_app', target);
  end loop;
end $$;
