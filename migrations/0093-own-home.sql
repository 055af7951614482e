-- A child reads the name of the homes they live or have lived in. What is hidden of a home stands elsewhere (0087).
-- By a function, because a policy that looks into another table's policies makes every query about homes slow to plan.
create function app.homes_of_self() returns table (organisation_id text, home_id text) language plpgsql stable
security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare org text := app.my_organisation(); begin
  if app.my_role() is distinct from 'child' then return; end if;
  return query select p.home_organisation_id, p.home_id from app.my_relationships() r
    join placement p on p.organisation_id = org and p.child_id = r.child_id where r.through = 'self';
end $$;
alter function app.homes_of_self() owner to homeward_system;
revoke execute on function app.homes_of_self() from public;
grant execute on function app.homes_of_self() to homeward_app, homeward_system;
create policy my_home on home for select to homeward_app using (
  (organisation_id, id) in (select s.organisation_id, s.home_id from app.homes_of_self() s));
