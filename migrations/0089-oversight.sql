-- Opening a record in need, and naming those who have looked.

-- Finds a child by what somebody in an emergency knows: the whole name with the date of birth, or the number of the
-- return. It answers only the roles that may open a record in need, only exact matches, never a sealed record, and
-- tells nothing but the id; what comes next is on record either way.
create function app.find_to_open(given text, family text, born_on date, number text) returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id from child c join child_identity i on i.organisation_id = c.organisation_id and i.child_id = c.id
  where c.organisation_id = app.my_organisation()
    and app.my_role() in (select r.role from access_rule r where r.through = 'break-glass')
    and c.id not in (select app.sealed_here())
    and case when number <> '' then c.return_id = number
      else lower(i.given_name) = lower(given) and lower(coalesce(i.family_name, '')) = lower(family) and i.born = born_on end
  limit 2
$$;

-- The name, role and organisation of people who have looked: also of another organisation's, once they have seen a
-- record of ours. Only for events the asker may read.
create function app.who_looked(actors text[]) returns table (id text, name text, role text, organisation text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.name, a.role, o.name from actor a join organisation o on o.id = a.organisation_id
  where a.id = any (actors) and (a.organisation_id = app.my_organisation()
    or exists (select from event e where e.organisation_id = a.organisation_id and e.actor = a.id
      and e.about_organisation_id = app.my_organisation()))
$$;
do $$ declare each text; begin
  foreach each in array array['app.find_to_open(text, text, date, text)', 'app.who_looked(text[])'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_app', each);
  end loop;
end $$;
