-- Homes that only a return speaks of: whose they are may be learnt later, and some closed long ago.
alter table home add column of_return boolean not null default false;
comment on column home.of_return is 'Made by a return, which knows little more than its number; until a homes file names it, who runs it may still change.';
alter table home add column unused_since date;
comment on column home.unused_since is 'In no latest return of an authority does a child live here; the last one moved out on this day. Not offered to searchers unless rooms are recorded.';

-- The owner of the tables is bound by the policies as well, so the rows are changed as the system.
set local role homeward_system;
update home set of_return = true where starts_with(id, 'home_urn_');
reset role;

-- A home keeps everything that is known of it when it comes to another organisation.
do $$ declare each record; begin
  for each in select conrelid::regclass as target, conname, pg_get_constraintdef(oid) as definition from pg_constraint
    where contype = 'f' and confrelid in ('home'::regclass, 'room'::regclass)
  loop
    execute format('alter table %s drop constraint %I, add constraint %I %s on update cascade',
      each.target, each.conname, each.conname, each.definition);
  end loop;
end $$;

-- Everything the matching engine needs of the homes of the actor's regions, changed since a transaction.
-- It runs with more rights than the actor: residents of other authorities and exact points are in it, so it
-- answers only to staff who work with children, and the searches room shows households and whole miles only.
-- Every registration that has not ended is there (the engine picks by the day the home is needed), no fee that has not
-- begun, a child whose ending lies ahead still lives there until then, and homes no longer in use are left out.
create or replace function app.homes_for_search(since xid8) returns table (
  organisation_id text, home_id text, name text, kind text, sector text, area text, urn text, grade text, graded_on date,
  about text, provider text, pets boolean, adapted boolean, languages text[], interests text[],
  lat double precision, long double precision, hidden boolean, authority_code text,
  registration jsonb, rooms jsonb, skills jsonb, residents jsonb, connected jsonb, weekly_pence bigint
) language sql stable security definer set search_path = public, pg_temp as $$
  select h.organisation_id, h.id, h.name, h.kind, h.sector, h.area, h.urn, h.grade, h.graded_on,
    h.about, o.name, h.pets, h.adapted, h.languages, h.interests,
    case when a.confidential then null else a.lat end, case when a.confidential then null else a.long end,
    coalesce(a.confidential, false), case when a.confidential then null else a.authority_code end,
    (select coalesce(jsonb_agg(jsonb_build_object('from', r.from_date, 'to', r.to_date, 'minAge', r.min_age,
         'maxAge', r.max_age, 'sexes', r.sexes, 'places', r.places) order by r.from_date desc), '[]')
       from registration r where r.organisation_id = h.organisation_id and r.home_id = h.id),
    (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'adapted', r.adapted, 'mayShare', r.may_share,
         'freeFrom', v.free_from, 'confirmed', v.said_on,
         'out', (select coalesce(jsonb_agg(jsonb_build_object('from', x.from_date, 'to', x.to_date, 'reason', x.reason)
             order by x.from_date), '[]')
            from room_out_of_service x where x.organisation_id = r.organisation_id and x.room_id = r.id
              and (x.to_date is null or x.to_date >= current_date))) order by r.id), '[]')
       from room r left join lateral (select free_from, said_on from room_vacancy v
         where v.organisation_id = r.organisation_id and v.room_id = r.id order by said_at desc, id desc limit 1) v on true
       where r.organisation_id = h.organisation_id and r.home_id = h.id),
    (select coalesce(jsonb_object_agg(s.domain, jsonb_build_object('level', s.level, 'by', s.evidence_by, 'on', s.said_on, 'evidence', s.evidence)), '{}')
       from (select distinct on (s.domain) s.* from home_skill s
         where s.organisation_id = h.organisation_id and s.home_id = h.id
         order by s.domain, s.said_on desc, s.said_at desc) s),
    (select coalesce(jsonb_agg(who), '[]') from (
       select jsonb_build_object('authority', p.organisation_id, 'child', p.child_id, 'born', i.born, 'sex', c.sex,
           'fostered', true, 'from', p.started, 'until', e.ended, 'profile', (
             select jsonb_build_object('alongside', f.alongside, 'risksToOthers', f.risks_to_others,
               'needs', (select jsonb_object_agg(d.domain, d.level) from profile_domain d
                 where d.organisation_id = f.organisation_id and d.profile_id = f.id))
             from profile f join profile_finished ff on ff.organisation_id = f.organisation_id and ff.profile_id = f.id
             where f.organisation_id = p.organisation_id and f.child_id = p.child_id order by f.number desc limit 1)) as who
         from placement p
         join child c on c.organisation_id = p.organisation_id and c.id = p.child_id
         join child_identity i on i.organisation_id = p.organisation_id and i.child_id = p.child_id
         left join placement_ended e on e.organisation_id = p.organisation_id and e.placement_id = p.id
         where p.home_organisation_id = h.organisation_id and p.home_id = h.id
           and (e.ended is null or e.ended > current_date)
       union all
       select jsonb_build_object('born', m.born, 'sex', m.sex, 'fostered', false, 'relation', m.relation,
           'profile', jsonb_build_object('alongside', m.alongside))
         from household_member m where m.organisation_id = h.organisation_id and m.home_id = h.id and m.relation <> 'adult'
     ) everyone),
    (select coalesce(jsonb_agg(k.child_id), '[]') from home_connection k
       where k.organisation_id = h.organisation_id and k.home_id = h.id), -- ids say nothing; the engine only looks for its own children
    (select f.weekly_pence from fee f where f.organisation_id = h.organisation_id and f.home_id = h.id
       and f.from_date <= current_date order by f.from_date desc limit 1)
  from home h
  join organisation o on o.id = h.organisation_id
  left join home_address a on a.organisation_id = h.organisation_id and a.home_id = h.id
  where app.works_with_children() and h.region_id = any (app.my_regions()) and h.touched >= since
    and (h.unused_since is null
      or exists (select from room r where r.organisation_id = h.organisation_id and r.home_id = h.id))
$$;
alter function app.homes_for_search(xid8) owner to homeward_system;
revoke execute on function app.homes_for_search(xid8) from public;
grant execute on function app.homes_for_search(xid8) to homeward_app;
