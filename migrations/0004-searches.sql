-- Asking for a home.
create table search_order (
  organisation_id text not null references organisation,
  position smallint not null,
  step text not null check (step in ('kinship', 'authority', 'voluntary', 'private')),
  words text not null,
  primary key (organisation_id, position)
);
comment on table search_order is 'Who is asked first; never changes how well a home fits.';

create table search (
  organisation_id text not null references organisation,
  id text not null,
  needed_by date not null,
  emergency boolean not null default false,
  note text not null default '',
  asked_at timestamptz not null default now(),
  asked_by text not null,
  primary key (organisation_id, id)
);

create table search_child (
  organisation_id text not null,
  search_id text not null,
  child_id text not null,
  profile_id text not null, -- the version that was asked with; may be a draft in an emergency
  primary key (organisation_id, search_id, child_id),
  foreign key (organisation_id, search_id) references search on delete cascade,
  foreign key (organisation_id, child_id) references child on delete cascade,
  foreign key (organisation_id, profile_id) references profile (organisation_id, id)
);

do $$ declare target text; begin
  foreach target in array array['search_order', 'search', 'search_child'] loop
    perform app.protect(target::regclass);
    execute format('grant select, insert, update, delete on %I to homeward_app', target);
    execute format('create policy own_authority on %I to homeward_app
      using (organisation_id = (select app.my_organisation()) and (select app.works_with_children()))
      with check (organisation_id = (select app.my_organisation()) and (select app.works_with_children()))', target);
  end loop;
end $$;

-- Everything the matching engine needs of the homes of the actor's regions, changed since a transaction.
-- It runs with more rights than the actor: residents of other authorities and exact points are in it, so it
-- answers only to staff who work with children, and the searches room shows households and whole miles only.
create function app.homes_for_search(since xid8) returns table (
  organisation_id text, home_id text, name text, kind text, sector text, area text, urn text, grade text, graded_on date,
  about text, provider text, pets boolean, adapted boolean, languages text[], interests text[],
  lat double precision, long double precision, hidden boolean, authority_code text,
  registration jsonb, rooms jsonb, skills jsonb, residents jsonb, connected jsonb, weekly_pence bigint
) language sql stable security definer set search_path = public as $$
  select h.organisation_id, h.id, h.name, h.kind, h.sector, h.area, h.urn, h.grade, h.graded_on,
    h.about, o.name, h.pets, h.adapted, h.languages, h.interests,
    case when a.confidential then null else a.lat end, case when a.confidential then null else a.long end,
    coalesce(a.confidential, false), case when a.confidential then null else a.authority_code end,
    (select jsonb_build_object('minAge', r.min_age, 'maxAge', r.max_age, 'sexes', r.sexes, 'places', r.places, 'to', r.to_date)
       from registration r where r.organisation_id = h.organisation_id and r.home_id = h.id
       order by r.from_date desc limit 1),
    (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'adapted', r.adapted, 'mayShare', r.may_share,
         'freeFrom', v.free_from, 'confirmed', v.said_on,
         'out', (select coalesce(jsonb_agg(jsonb_build_object('from', x.from_date, 'to', x.to_date, 'reason', x.reason)), '[]')
            from room_out_of_service x where x.organisation_id = r.organisation_id and x.room_id = r.id)) order by r.id), '[]')
       from room r left join lateral (select free_from, said_on from room_vacancy v
         where v.organisation_id = r.organisation_id and v.room_id = r.id order by said_at desc, id desc limit 1) v on true
       where r.organisation_id = h.organisation_id and r.home_id = h.id),
    (select coalesce(jsonb_object_agg(s.domain, jsonb_build_object('level', s.level, 'by', s.evidence_by, 'on', s.said_on, 'evidence', s.evidence)), '{}')
       from (select distinct on (s.domain) s.* from home_skill s
         where s.organisation_id = h.organisation_id and s.home_id = h.id
         order by s.domain, s.said_on desc, s.said_at desc) s),
    (select coalesce(jsonb_agg(who), '[]') from (
       select jsonb_build_object('authority', p.organisation_id, 'child', p.child_id, 'born', i.born, 'sex', c.sex,
           'fostered', true, 'from', p.started, 'profile', (
             select jsonb_build_object('alongside', f.alongside, 'risksToOthers', f.risks_to_others,
               'needs', (select jsonb_object_agg(d.domain, d.level) from profile_domain d
                 where d.organisation_id = f.organisation_id and d.profile_id = f.id))
             from profile f join profile_finished ff on ff.organisation_id = f.organisation_id and ff.profile_id = f.id
             where f.organisation_id = p.organisation_id and f.child_id = p.child_id order by f.number desc limit 1)) as who
         from placement p
         join child c on c.organisation_id = p.organisation_id and c.id = p.child_id
         join child_identity i on i.organisation_id = p.organisation_id and i.child_id = p.child_id
         left join placement_ended e on e.organisation_id = p.organisation_id and e.placement_id = p.id
         where p.home_organisation_id = h.organisation_id and p.home_id = h.id and e.placement_id is null
       union all
       select jsonb_build_object('born', m.born, 'sex', m.sex, 'fostered', false, 'relation', m.relation,
           'profile', jsonb_build_object('alongside', m.alongside))
         from household_member m where m.organisation_id = h.organisation_id and m.home_id = h.id and m.relation <> 'adult'
     ) everyone),
    (select coalesce(jsonb_agg(k.child_id), '[]') from home_connection k
       where k.organisation_id = h.organisation_id and k.home_id = h.id), -- ids say nothing; the engine only looks for its own children
    (select f.weekly_pence from fee f where f.organisation_id = h.organisation_id and f.home_id = h.id
       order by f.from_date desc limit 1)
  from home h
  join organisation o on o.id = h.organisation_id
  left join home_address a on a.organisation_id = h.organisation_id and a.home_id = h.id
  where app.works_with_children() and h.region_id = any (app.my_regions()) and h.touched >= since
$$;
alter function app.homes_for_search(xid8) owner to homeward_system;
revoke execute on function app.homes_for_search(xid8) from public;
grant execute on function app.homes_for_search(xid8) to homeward_app;
