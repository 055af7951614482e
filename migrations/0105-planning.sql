-- Figures for planning may be shared again: there is now something to count.
alter table sharing_agreement drop constraint sharing_agreement_fields_check;
alter table sharing_agreement add constraint sharing_agreement_fields_check check (fields <@ array['homes', 'households', 'counts']);

-- Planning homes: whose numbers those who plan may count. An authority's own, and those of other authorities of a region
-- by an agreement in force that names 'counts'. Numbers alone: every function that counts by this answers without names,
-- ids or places of children.
create function app.planning_authorities() returns table (organisation_id text) language plpgsql stable security definer
set search_path = public, pg_temp as $$
#variable_conflict use_column
declare mine constant text := app.my_organisation(); begin
  if mine is null or app.my_role() is null or app.my_role() not in ('commissioner', 'director', 'regional-analyst') then return; end if;
  return query
    select o.id from organisation o where o.id = mine and o.kind = 'authority'
    union
    select o.id from app.shared_owners('counts') s join organisation o on o.id = s.owner_id and o.kind = 'authority'
      where exists (select from organisation m where m.id = mine and m.kind in ('authority', 'region'));
end $$;
alter function app.planning_authorities() owner to homeward_system;
revoke execute on function app.planning_authorities() from public;
grant execute on function app.planning_authorities() to homeward_app;
