-- Sealed children and hidden places in what crosses between people and organisations: the homes of a search, who lives in
-- a home, and what a provider is shown.

-- That a place in a home is taken is told, so that nobody is sent to a full home. Of a sealed child nothing else is: no
-- age, no sex, no plan, and nothing by which to know them.
create function app.without_sealed(residents jsonb, sealed text[]) returns jsonb language sql immutable as $$
  select coalesce(jsonb_agg(case when (r->>'authority') || '/' || (r->>'child') = any (sealed)
      then jsonb_build_object('born', null, 'sex', 'unknown', 'fostered', true, 'from', r->'from', 'until', r->'until', 'profile', null)
      else r end order by n), '[]')
  from jsonb_array_elements(residents) with ordinality x(r, n)
$$;

alter function app.homes_for_search(xid8) rename to homes_with_everybody;
create function app.homes_for_search(since xid8) returns table (
  organisation_id text, home_id text, name text, kind text, sector text, area text, urn text, grade text, graded_on date,
  about text, provider text, pets boolean, adapted boolean, languages text[], interests text[],
  lat double precision, long double precision, hidden boolean, authority_code text,
  registration jsonb, rooms jsonb, skills jsonb, residents jsonb, household_shared boolean, connected jsonb, weekly_pence bigint
) language sql stable security definer set search_path = public, pg_temp as $$
  with sealed as materialized (
    select p.home_organisation_id, p.home_id, array_agg(s.organisation_id || '/' || s.child_id) as children
    from record_sealed s join placement p on p.organisation_id = s.organisation_id and p.child_id = s.child_id
    group by p.home_organisation_id, p.home_id
  )
  select h.organisation_id, h.home_id, h.name, h.kind, h.sector, h.area, h.urn, h.grade, h.graded_on, h.about, h.provider,
    h.pets, h.adapted, h.languages, h.interests, h.lat, h.long, h.hidden, h.authority_code, h.registration, h.rooms, h.skills,
    case when s.children is null then h.residents else app.without_sealed(h.residents, s.children) end,
    h.household_shared, h.connected, h.weekly_pence
  from app.homes_with_everybody(since) h
  left join sealed s on s.home_organisation_id = h.organisation_id and s.home_id = h.home_id
$$;

create or replace function app.home_household(organisation text, home text, on_day date) returns table (age integer, placed boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select case when not app.is_sealed(p.organisation_id, p.child_id) then extract(year from age(on_day, i.born))::integer end, true
    from placement p
    join child_identity i on i.organisation_id = p.organisation_id and i.child_id = p.child_id
    left join placement_ended e on e.organisation_id = p.organisation_id and e.placement_id = p.id
    where p.home_organisation_id = organisation and p.home_id = home and p.started <= on_day
      and (e.ended is null or e.ended > on_day) and app.may_see_household(organisation, home)
  union all
  select extract(year from age(on_day, m.born))::integer, false
    from household_member m where m.organisation_id = organisation and m.home_id = home and m.relation <> 'adult'
      and app.may_see_household(organisation, home)
$$;

-- What a provider is shown says nothing of where a hidden child is, whichever way it was written.
alter function app.taken_out(text, text, text, boolean) rename to taken_out_of_names;
create function app.taken_out(org text, search text, child text, by_name boolean)
returns table (pattern text, instead text) language sql stable security definer set search_path = public, pg_temp as $$
  select x.pattern, x.instead from (
    select 0 as turn, n, p.pattern, '[place]' as instead
      from search_child c
      cross join lateral app.hiding_places(org, c.child_id) h
      cross join lateral unnest(app.place_patterns(h.address_organisation, h.address_id, org, c.child_id)) with ordinality p(pattern, n)
      where c.organisation_id = org and c.search_id = search
    union all
    select 1, t.n, t.pattern, t.instead from app.taken_out_of_names(org, search, child, by_name) with ordinality t(pattern, instead, n)
  ) x order by x.turn, x.n
$$;

do $$ declare each text; begin
  foreach each in array array['app.homes_for_search(xid8)', 'app.taken_out(text, text, text, boolean)'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_system', each);
  end loop;
  grant execute on function app.homes_for_search(xid8) to homeward_app;
  revoke execute on function app.homes_with_everybody(xid8) from homeward_app;
end $$;
