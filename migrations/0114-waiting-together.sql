-- Who is waiting, for a whole region: searches that others work on join one plan, as needs and an age, never as somebody.

-- An agreement may name it, like every other thing that crosses between organisations.
alter table sharing_agreement drop constraint sharing_agreement_fields_check;
alter table sharing_agreement add constraint sharing_agreement_fields_check
  check (fields <@ array['homes', 'households', 'counts', 'waiting']);

-- Those who look at all who wait: home finders and those who answer for them, and the region's analyst, who places nobody.
create function app.plans_for_all_waiting() returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare mine constant text := app.my_role(); kind text; begin
  select o.kind into kind from organisation o where o.id = app.my_organisation();
  return coalesce((kind = 'authority' and mine in ('home-finder', 'manager', 'director')) or (kind = 'region' and mine = 'regional-analyst'), false);
end $$;

-- Open searches that are not open to the actor: of other authorities that share them, and of the actor's own authority.
-- For the matching engine of this process alone, as the rows of app.homes_for_search are: a page shows an age, a sex and an
-- authority. No name, no words of anybody, no address; the point of a family's home is left out where it is hidden, with
-- the school. A search with a sealed record is not told of at all.
-- Points stand on a grid of about a mile, so that nobody can work a family's home out from how homes fit; a place to keep
-- away from counts a mile more for it.
--   key       stands for the search in an address of a page, the same from day to day
--   children  [{ id, born, sex, unaccompanied, at: {lat, long, area}, home: "organisation/home", siblings: [{ authority, id, home }],
--             profile: { id, finished, needs, matters, alongside, pets, adaptations, languages, interests, risks, suits, secure, places } }]
create function app.waiting_elsewhere(today date) returns table (
  organisation_id text, authority text, search_id text, key text, needed_by date, emergency boolean, asked_at timestamptz, children jsonb
) language plpgsql stable security definer set search_path = public, pg_temp set jit = off as $$
#variable_conflict use_column
declare me constant text := app.my_organisation(); begin
  if me is null or not app.plans_for_all_waiting() then return; end if;
  return query
  with theirs as materialized (
    select s.* from search s
    where (s.organisation_id = me or s.organisation_id in (select o.owner_id from app.shared_owners('waiting') o))
      and not exists (select from search_closed x where x.organisation_id = s.organisation_id and x.search_id = s.id)
      and not (s.organisation_id = me and s.id in (select app.my_searches('read')))
      and not app.any_sealed(s.organisation_id, s.id)),
  asked as materialized (
    select t.organisation_id, t.id as search_id, c.child_id,
      exists (select from app.hiding_places(t.organisation_id, c.child_id)) as hidden
    from theirs t join search_child c on c.organisation_id = t.organisation_id and c.search_id = t.id),
  lives as materialized (
    select distinct on (p.organisation_id, p.child_id) p.organisation_id, p.child_id, p.home_organisation_id || '/' || p.home_id as home
    from placement p left join placement_ended e on e.organisation_id = p.organisation_id and e.placement_id = p.id
    where p.started <= today and (e.ended is null or e.ended > today)
      and (p.organisation_id, p.child_id) in (select a.organisation_id, a.child_id from asked a
        union all select b.organisation_id, b.other_child_id from brother_or_sister b
          join asked a on a.organisation_id = b.organisation_id and a.child_id = b.child_id)
    order by p.organisation_id, p.child_id, p.started desc, p.id),
  version as materialized (
    select distinct on (p.organisation_id, p.child_id) p.*, f.at is not null as finished
    from asked a join profile p on p.organisation_id = a.organisation_id and p.child_id = a.child_id
    left join profile_finished f on f.organisation_id = p.organisation_id and f.profile_id = p.id
    order by p.organisation_id, p.child_id, p.number desc),
  child_told as (
    select a.organisation_id, a.search_id, jsonb_agg(jsonb_build_object(
      'id', a.child_id, 'born', i.born, 'sex', k.sex, 'unaccompanied', k.unaccompanied,
      'at', case when d.child_id is not null and not a.hidden and not d.confidential
        then jsonb_build_object('lat', round(d.lat * 60) / 60, 'long', round(d.long * 36) / 36, 'area', d.area) end,
      'home', l.home,
      'siblings', (select coalesce(jsonb_agg(jsonb_build_object('authority', b.organisation_id, 'id', b.other_child_id, 'home', bl.home)
          order by b.other_child_id), '[]')
        from brother_or_sister b left join lives bl on bl.organisation_id = b.organisation_id and bl.child_id = b.other_child_id
        where b.organisation_id = a.organisation_id and b.child_id = a.child_id
          and not app.is_sealed(b.organisation_id, b.other_child_id)
          and b.other_child_id not in (select o.child_id from asked o
            where o.organisation_id = a.organisation_id and o.search_id = a.search_id)),
      'profile', case when v.id is not null then jsonb_build_object(
        'id', v.id, 'finished', v.finished, 'matters', v.matters, 'alongside', v.alongside, 'pets', v.pets, 'adaptations', v.adaptations,
        'languages', v.languages, 'interests', v.interests, 'risks', v.risks_to_others,
        'suits', jsonb_build_object('fostering', v.suits_fostering, 'residential', v.suits_residential, 'supported', v.suits_supported),
        'secure', v.secure_order, 'liberty', v.liberty_order,
        'needs', (select coalesce(jsonb_object_agg(n.domain, n.level), '{}') from profile_domain n
          where n.organisation_id = v.organisation_id and n.profile_id = v.id),
        'places', (select coalesce(jsonb_agg(jsonb_build_object('kind', x.kind, 'lat', round(x.lat * 60) / 60, 'long', round(x.long * 36) / 36,
            'miles', x.miles + 1, 'mustKeep', x.must_keep) order by x.kind, x.id), '[]')
          from profile_place x where x.organisation_id = v.organisation_id and x.profile_id = v.id
            and x.lat is not null and x.long is not null and not (a.hidden and x.kind = 'school'))) end
      ) order by i.born, a.child_id) as children
    from asked a
    join child k on k.organisation_id = a.organisation_id and k.id = a.child_id
    join child_identity i on i.organisation_id = a.organisation_id and i.child_id = a.child_id
    left join child_address d on d.organisation_id = a.organisation_id and d.child_id = a.child_id and d.kind = 'family home'
    left join lives l on l.organisation_id = a.organisation_id and l.child_id = a.child_id
    left join version v on v.organisation_id = a.organisation_id and v.child_id = a.child_id
    group by a.organisation_id, a.search_id)
  select t.organisation_id, o.name, t.id, 'w_' || left(encode(sha256(convert_to('waiting ' || t.organisation_id || ' ' || t.id, 'UTF8')), 'hex'), 20),
    t.needed_by, t.emergency, t.asked_at, c.children
  from theirs t join organisation o on o.id = t.organisation_id
  join child_told c on c.organisation_id = t.organisation_id and c.search_id = t.id
  order by t.needed_by, t.asked_at, t.id;
end $$;

-- The region's analyst reads the homes that the plan is made of, where an agreement lets searches be planned together.
create function app.reads_homes_for_search() returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  return coalesce(app.works_with_children(), false)
    or (app.my_role() = 'regional-analyst' and app.plans_for_all_waiting() and exists (select from app.shared_owners('waiting')));
end $$;
-- The functions stand as they are but for this one question.
do $$ declare each regprocedure; told text; begin
  foreach each in array array['app.reach_of_homes()', 'app.count_homes_for_search()', 'app.homes_with_everybody(xid8)']::regprocedure[] loop
    told := pg_get_functiondef(each);
    if position('app.works_with_children()' in told) = 0 then raise exception '% does not ask who works with children', each; end if;
    execute replace(told, 'app.works_with_children()', 'app.reads_homes_for_search()');
  end loop;
end $$;

do $$ declare each text; begin
  foreach each in array array['app.plans_for_all_waiting()', 'app.waiting_elsewhere(date)', 'app.reads_homes_for_search()'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_system', each);
  end loop;
  grant execute on function app.plans_for_all_waiting(), app.waiting_elsewhere(date) to homeward_app;
end $$;
