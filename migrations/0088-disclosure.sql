-- Who works on a search, what of it a provider is shown and when, and what crosses between the organisations of a region.

-- Today in England, whatever the clock of the database's session is set to: agreements begin and end by it.
create function app.england_day() returns date language sql stable as
$$ select (now() at time zone 'Europe/London')::date $$;

-- ---- Working on a search ----

create table search_worker_ended (
  organisation_id text not null,
  id text not null default 'stint_' || replace(gen_random_uuid()::text, '-', ''),
  search_id text not null,
  actor_id text not null,
  from_at timestamptz not null,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, search_id) references search on delete cascade
);
create index search_worker_ended_search on search_worker_ended (organisation_id, search_id);
comment on table search_worker_ended is 'Who has worked on a search and handed it on; written when they leave search_worker.';
select app.protect('search_worker_ended');
grant select on search_worker_ended to homeward_app;
create policy open_to_me on search_worker_ended for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and search_id in (select app.my_searches('read')));

create function app.keep_stint() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into search_worker_ended (organisation_id, search_id, actor_id, from_at, by)
    select old.organisation_id, old.search_id, old.actor_id, old.from_at, coalesce(app.actor(), 'system')
    where exists (select from search s where s.organisation_id = old.organisation_id and s.id = old.search_id);
  return null;
end $$;
create trigger keeps_stint after delete on search_worker for each row execute function app.keep_stint();

-- A search with a sealed record is nobody's but its named people's: it is not taken on, listed or shared.
create function app.any_sealed(org text, search text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from search_child c where c.organisation_id = org and c.search_id = search
    and app.is_sealed(c.organisation_id, c.child_id))
$$;

-- The children of a search are those it was started with: nobody adds one to a search of others, or to one that is
-- already shared.
create function app.just_asked(search text, child text, profile text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from search s where s.organisation_id = app.my_organisation() and s.id = search
      and s.asked_by = app.actor() and s.asked_at = now())
    and exists (select from profile p where p.organisation_id = app.my_organisation() and p.id = profile and p.child_id = child)
$$;
alter policy added_by_me on search_child with check (
  organisation_id = (select app.my_organisation())
  and (child_id in (select app.my_children('{search}', 'write'))
    or ((select app.sees_all('{search}', 'write')) and child_id not in (select app.sealed_here())))
  and app.just_asked(search_id, child_id, profile_id));

-- An open search of the actor's authority in which no record is sealed: what may be taken on, shared and closed by hand.
create function app.is_workable(search text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from search s where s.organisation_id = app.my_organisation() and s.id = search)
    and not exists (select from search_closed x where x.organisation_id = app.my_organisation() and x.search_id = search)
    and not app.any_sealed(app.my_organisation(), search)
$$;

-- A home finder takes a search on for themselves; whoever may change it adds a home finder as a colleague. Nobody else
-- comes to see a child by this.
create function app.may_work_on(search text, worker text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select app.is_workable(search) and exists (select from actor a
    where a.organisation_id = app.my_organisation() and a.id = worker and a.role = 'home-finder'
      and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
      and (a.id = app.actor() or search in (select app.my_searches('write'))))
$$;
grant insert, delete on search_worker to homeward_app;
create policy taken_on on search_worker for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and app.may_work_on(search_id, actor_id));
create policy left_by_me on search_worker for delete to homeward_app using (
  organisation_id = (select app.my_organisation()) and actor_id = app.actor());

-- The open searches of the authority that a home finder does not work on: how old the children will be, how many, when
-- and who works on it. No name, no child's id, no note; nothing of a search with a sealed record.
create function app.searches_waiting() returns table (
  search_id text, needed_by date, emergency boolean, children integer, ages integer[], working text[]
) language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.needed_by, s.emergency, count(*)::integer,
    array_agg(extract(year from age(s.needed_by, i.born))::integer order by i.born),
    array(select a.name from search_worker w join actor a on a.organisation_id = w.organisation_id and a.id = w.actor_id
      where w.organisation_id = s.organisation_id and w.search_id = s.id order by a.name)
  from search s
  join search_child c on c.organisation_id = s.organisation_id and c.search_id = s.id
  join child_identity i on i.organisation_id = c.organisation_id and i.child_id = c.child_id
  where app.my_role() = 'home-finder' and s.organisation_id = app.my_organisation()
    and not exists (select from search_closed x where x.organisation_id = s.organisation_id and x.search_id = s.id)
    and s.id not in (select app.my_searches('read'))
    and not app.any_sealed(s.organisation_id, s.id)
  group by s.organisation_id, s.id
$$;

-- The social workers of a child whose name the actor knows: whom to ask where they may not ask themselves.
create function app.social_workers_of(child text) returns setof text language sql stable security definer
set search_path = public, pg_temp as $$
  select distinct a.name from allocation l join actor a on a.organisation_id = l.organisation_id and a.id = l.actor_id
  where l.organisation_id = app.my_organisation() and l.child_id = child and l.relation = 'social worker' and l.from_at <= now()
    and not exists (select from allocation_ended e where e.organisation_id = l.organisation_id and e.allocation_id = l.id)
    and not exists (select from post_ended p where p.organisation_id = a.organisation_id and p.actor_id = a.id)
    and (child in (select app.my_children('{identity}', 'read'))
      or (app.sees_all('{identity}', 'read') and child not in (select app.sealed_here())))
  order by 1
$$;

-- ---- What a provider is shown of a search ----

create function app.stage_place(stage text) returns integer language sql immutable as
$$ select array_position(array['summary', 'needs', 'identified'], stage) $$;

create table disclosed_field (
  field text primary key,
  stage text not null check (stage in ('summary', 'needs', 'identified'))
);
comment on table disclosed_field is 'From which stage on a provider is told what; written from src/searches/disclosure-stages.ts, and a test compares the two. What is not here is told to no provider.';
grant select on disclosed_field to homeward_app, homeward_system;
insert into disclosed_field (field, stage) values
  ('authority', 'summary'), ('needed-by', 'summary'), ('how-many', 'summary'),
  ('age', 'summary'), ('sex', 'summary'), ('kinds-of-home', 'summary'),
  ('levels', 'needs'), ('strengths', 'needs'), ('matters', 'needs'), ('languages', 'needs'), ('communication', 'needs'),
  ('risks-to-child', 'needs'), ('other-risk-to-child', 'needs'), ('risks-to-others', 'needs'), ('other-risk-to-others', 'needs'),
  ('given-name', 'identified'), ('born', 'identified'), ('about-me', 'identified'), ('words-by', 'identified'),
  ('why-no-words', 'identified'), ('live-with', 'identified'), ('interests', 'identified'),
  ('what-helps', 'identified'), ('own-words', 'identified'), ('not-known', 'identified'), ('said-by', 'identified'),
  ('alongside', 'identified'), ('pets', 'identified'), ('adaptations', 'identified'), ('culture', 'identified'),
  ('culture-words', 'identified'), ('extra-support', 'identified'), ('secure-order', 'identified'), ('liberty-order', 'identified');

-- A home may come to another organisation; what was shared with the old one must not go with it, so nothing here follows.
create table disclosure (
  organisation_id text not null,
  id text not null,
  search_id text not null,
  provider_id text not null references organisation,
  home_id text, -- null: asked of the provider as a whole; its foster carers are then shown nothing
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, search_id) references search on delete cascade
);
create index disclosure_search on disclosure (organisation_id, search_id);
create index disclosure_provider on disclosure (provider_id);
comment on table disclosure is 'A search that is shared with a provider, for one of its homes or for all of them.';
create table disclosure_stage (
  organisation_id text not null,
  disclosure_id text not null,
  stage text not null check (stage in ('summary', 'needs', 'identified')),
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, disclosure_id, stage),
  foreign key (organisation_id, disclosure_id) references disclosure on delete cascade
);
comment on table disclosure_stage is 'A stage that a search has reached with this provider; the furthest counts.';
create table disclosure_ended (
  organisation_id text not null,
  disclosure_id text not null,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, disclosure_id),
  foreign key (organisation_id, disclosure_id) references disclosure on delete cascade
);
comment on table disclosure_ended is 'From this moment the provider is shown nothing of the search, whatever page is open.';

create function app.may_disclose(search text, provider text, home text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select app.is_workable(search) and search in (select app.my_searches('write'))
    and exists (select from home h where h.organisation_id = provider and (home is null or h.id = home)
      and app.may_see_home(h.organisation_id, h.id))
    and not exists (select from disclosure d where d.organisation_id = app.my_organisation() and d.search_id = search
      and d.provider_id = provider and d.home_id is not distinct from home
      and not exists (select from disclosure_ended e where e.organisation_id = d.organisation_id and e.disclosure_id = d.id))
$$;
create function app.may_go_further(disclosure_id text, stage text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from disclosure d where d.organisation_id = app.my_organisation() and d.id = disclosure_id
    and app.is_workable(d.search_id) and d.search_id in (select app.my_searches('write'))
    and not exists (select from disclosure_ended e where e.organisation_id = d.organisation_id and e.disclosure_id = d.id)
    and not exists (select from disclosure_stage s where s.organisation_id = d.organisation_id and s.disclosure_id = d.id
      and app.stage_place(s.stage) >= app.stage_place(may_go_further.stage)))
$$;

do $$ declare target text; begin
  foreach target in array array['disclosure', 'disclosure_stage', 'disclosure_ended'] loop
    perform app.protect(target::regclass);
    execute format('grant select, insert on %I to homeward_app', target);
  end loop;
  foreach target in array array['disclosure_stage', 'disclosure_ended'] loop
    execute format($p$create policy open_to_me on %1$I for select to homeward_app using (
      organisation_id = (select app.my_organisation()) and exists (select from disclosure d
        where d.organisation_id = %1$I.organisation_id and d.id = %1$I.disclosure_id))$p$, target);
  end loop;
end $$;
create policy open_to_me on disclosure for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and search_id in (select app.my_searches('read')));
create policy shared_by_me on disclosure for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and app.may_disclose(search_id, provider_id, home_id));
create policy taken_further on disclosure_stage for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and app.may_go_further(disclosure_id, stage));
create policy ended_by_me on disclosure_ended for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor()
  and exists (select from disclosure d where d.organisation_id = disclosure_ended.organisation_id and d.id = disclosure_ended.disclosure_id
    and d.search_id in (select app.my_searches('write'))));

-- A name as a pattern that finds it whatever its capitals, accents, hyphens and spaces. The letters are listed, because a
-- server's own idea of capitals and accents hangs on how it was set up.
create function app.pattern_of(name text) returns text language plpgsql immutable as $$
declare
  letters constant text[] := array['aÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎ', 'cÇçĆćĈĉĊċČč', 'dÐðĎďĐđ', 'eÈÉÊËèéêëĒēĔĕĖėĘęĚě', 'gĜĝĞğĠġĢģ',
    'hĤĥĦħ', 'iÌÍÎÏìíîïĨĩĪīĬĭĮįİı', 'jĴĵ', 'kĶķ', 'lĹĺĻļĽľŁł', 'nÑñŃńŅņŇň', 'oÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơ', 'rŔŕŖŗŘř',
    'sŚśŜŝŞşŠšȘș', 'tŢţŤťȚț', 'uÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯư', 'wŴŵ', 'yÝýÿŶŷŸ', 'zŹźŻżŽž'];
  each text; class text; found text := '';
begin
  foreach each in array string_to_array(normalize(btrim(name), NFC), null) loop
    select l into class from unnest(letters) l where position(each in l) > 0 or position(lower(each) in l) = 1;
    found := found || case
      when class is not null then '[' || class || ']'
      when each ~ '[\s''’‘`-]' then '[\s''’‘`-]*'
      when each ~ '[[:alnum:]]' then each
      else '\' || each end;
  end loop;
  return '(?<![[:alpha:]])' || found || '(?=s?([^[:alpha:]]|$))';
end $$;

-- What has to be taken out of words about a child before a provider reads them, and what stands there instead; whatever
-- is longest goes first. The given names of the children who are asked for stay once they are known by name.
create function app.taken_out(org text, search text, child text, by_name boolean)
returns table (pattern text, instead text) language sql stable security definer set search_path = public, pg_temp as $$
  with asked as (
    select c.child_id from search_child c where c.organisation_id = org and c.search_id = search
  ), family as (
    select a.child_id, true as asked from asked a
    union
    select b.other_child_id, false from asked a
      join brother_or_sister b on b.organisation_id = org and b.child_id = a.child_id
      where b.other_child_id not in (select child_id from asked)
  ), person as (
    select f.*, i.given_name, i.family_name, i.nhs_number, i.upn, c.return_id from family f
      join child c on c.organisation_id = org and c.id = f.child_id
      join child_identity i on i.organisation_id = org and i.child_id = f.child_id
  ), names as (
    select given_name as words, case when child_id = child then '[the child]' else '[brother or sister]' end as instead, 2 as least
      from person where not (asked and by_name)
    union all select family_name, '[family name]', 3 from person
  ), said as (
    select words, instead from names where length(btrim(words)) >= 2
    union select part, instead from names, regexp_split_to_table(words, '[\s-]+') part where length(part) >= least
    union select number, '[number]' from person, unnest(array[nhs_number, upn, return_id]) number where length(btrim(number)) >= 4
    union select place, '[place]' from (
      select l.name from profile_place l join profile p on p.organisation_id = l.organisation_id and p.id = l.profile_id
        where p.organisation_id = org and p.child_id in (select child_id from asked)
      -- "Millbrook Primary School" is "Millbrook" to those who know it.
      union select regexp_replace(l.name, '(the|primary|secondary|junior|infants?|nursery|high|grammar|community|academy|college|school|special)(?![[:alpha:]])', '', 'gi')
        from profile_place l join profile p on p.organisation_id = l.organisation_id and p.id = l.profile_id
        where l.kind = 'school' and p.organisation_id = org and p.child_id in (select child_id from asked)
      union select a.area from child_address a where a.organisation_id = org and a.child_id in (select child_id from asked)
      union select h.name from placement p join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
        where p.organisation_id = org and p.child_id in (select child_id from family)
    ) somewhere(place) where length(btrim(place)) >= 3
  ), patterns as (
    select app.pattern_of(words) as pattern, instead, length(words) as size from said where words is not null
    union all
    values ('[^\s@]+@[^\s@]+', '[address]', 1000),
      ('(?<![[:alnum:]])[a-z]{1,2}[0-9][a-z0-9]?\s*[0-9][a-z]{2}(?![[:alnum:]])', '[place]', 999),
      -- Telephone and NHS numbers; before the child is known by name, also dates, which may be that of birth.
      (case when by_name then '\+?[0-9]([ -]?[0-9]){8,}' else '\+?[0-9]([ /.-]?[0-9]){5,}' end, '[number]', 998)
  )
  select pattern, instead from patterns order by size desc, pattern, instead
$$;
create function app.without(words text, patterns text[], instead text[]) returns text language plpgsql immutable as $$
declare left_over text := normalize(coalesce(words, ''), NFC); begin
  if left_over = '' then return ''; end if;
  for n in 1 .. coalesce(array_length(patterns, 1), 0) loop
    left_over := regexp_replace(left_over, patterns[n], instead[n], 'gi');
  end loop;
  return left_over;
end $$;

-- What a stage tells of a search, and nothing else: of every child the latest finished profile, its words without names.
-- A field is told only where disclosed_field says so; addresses, schools, numbers, cost and other homes are not even read.
create function app.disclosed(org text, search text, stage text) returns jsonb language plpgsql stable security definer
set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  told_by_now constant text[] := array(select f.field from disclosed_field f where app.stage_place(f.stage) <= app.stage_place($3));
  by_name constant boolean := 'given-name' = any (told_by_now);
  patterns text[]; instead text[]; each record; child jsonb; children jsonb := '[]'; whole jsonb;
begin
  for each in
    select c.child_id, s.needed_by, ch.sex, i.born, i.born_estimated, i.given_name, p.*
    from search s join search_child c on c.organisation_id = s.organisation_id and c.search_id = s.id
    join child ch on ch.organisation_id = c.organisation_id and ch.id = c.child_id
    join child_identity i on i.organisation_id = c.organisation_id and i.child_id = c.child_id
    left join lateral (select p.* from profile p
      where p.organisation_id = c.organisation_id and p.child_id = c.child_id and exists (select from profile_finished f
        where f.organisation_id = p.organisation_id and f.profile_id = p.id) order by p.number desc limit 1) p on true
    where s.organisation_id = org and s.id = search order by i.born, c.child_id
  loop
    child := jsonb_build_object(
      'age', jsonb_build_object('years', extract(year from age(each.needed_by, each.born))::integer, 'about', each.born_estimated),
      'sex', each.sex,
      'given-name', each.given_name,
      'born', jsonb_build_object('day', each.born, 'about', each.born_estimated));
    if each.id is not null then
      child := child || jsonb_build_object('kinds-of-home', jsonb_build_object('fostering', each.suits_fostering,
        'residential', each.suits_residential, 'supported', each.suits_supported));
    end if;
    -- Somebody's words are read only where a stage tells some, and never without what takes the names out of them.
    if each.id is not null and stage <> 'summary' then
      select array_agg(t.pattern), array_agg(t.instead) into strict patterns, instead from app.taken_out(org, search, each.child_id, by_name) t;
      child := child || jsonb_build_object(
        'matters', each.matters, 'communication', each.communication,
        'languages', (select coalesce(jsonb_agg(app.without(l, patterns, instead)), '[]') from unnest(each.languages) l),
        'interests', (select coalesce(jsonb_agg(app.without(l, patterns, instead)), '[]') from unnest(each.interests) l),
        'risks-to-child', each.risks_to_child, 'other-risk-to-child', app.without(each.other_risk_to_child, patterns, instead),
        'risks-to-others', each.risks_to_others, 'other-risk-to-others', app.without(each.other_risk_to_others, patterns, instead),
        'about-me', app.without(each.about_me, patterns, instead), 'words-by', app.without(each.words_by, patterns, instead),
        'why-no-words', app.without(each.why_no_words, patterns, instead), 'live-with', app.without(each.live_with, patterns, instead),
        'alongside', each.alongside, 'pets', each.pets, 'adaptations', each.adaptations, 'culture', each.culture,
        'culture-words', app.without(each.culture_words, patterns, instead), 'extra-support', each.extra_support,
        'secure-order', each.secure_order, 'liberty-order', each.liberty_order)
        || (select jsonb_build_object('levels', coalesce(jsonb_object_agg(d.domain, d.level), '{}'),
            'strengths', coalesce(jsonb_object_agg(d.domain, app.without(d.going_well, patterns, instead)), '{}'),
            'what-helps', coalesce(jsonb_object_agg(d.domain, app.without(d.what_helps, patterns, instead)), '{}'),
            'own-words', coalesce(jsonb_object_agg(d.domain, app.without(d.own_words, patterns, instead)), '{}'),
            'not-known', coalesce(jsonb_object_agg(d.domain, app.without(d.not_known, patterns, instead)), '{}'),
            'said-by', coalesce(jsonb_object_agg(d.domain, app.without(d.said_by, patterns, instead)), '{}'))
          from profile_domain d where d.organisation_id = org and d.profile_id = each.id);
    end if;
    children := children || (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(child) where key = any (told_by_now));
  end loop;
  select jsonb_build_object('authority', o.name, 'needed-by', s.needed_by, 'how-many', jsonb_array_length(children)) into whole
    from search s join organisation o on o.id = s.organisation_id where s.organisation_id = org and s.id = search;
  return (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(whole) where key = any (told_by_now))
    || jsonb_build_object('children', children);
end $$;

-- What a provider would be shown, for those who may share the search; null for everybody else.
create function app.disclosure_preview(search text, stage text) returns jsonb language sql stable security definer
set search_path = public, pg_temp as $$
  select app.disclosed(app.my_organisation(), search, stage)
    where app.is_workable(search) and search in (select app.my_searches('write')) and app.stage_place(stage) is not null
$$;

-- What is shared with the actor's organisation now. Carers see only what names their own home.
create function app.shares_with_me() returns table (
  authority_id text, disclosure_id text, search_id text, home_id text, stage text, shared_at timestamptz
) language sql stable security definer set search_path = public, pg_temp as $$
  select d.organisation_id, d.id, d.search_id, d.home_id, reached.stage, reached.at
  from disclosure d
  cross join lateral (select s.stage, s.at from disclosure_stage s
    where s.organisation_id = d.organisation_id and s.disclosure_id = d.id order by app.stage_place(s.stage) desc limit 1) reached
  where d.provider_id = app.my_organisation()
    and (app.my_role() in ('provider', 'registered-manager', 'supervising-social-worker')
      or (app.my_role() = 'foster-carer' and d.home_id in (select app.my_homes())))
    and not exists (select from disclosure_ended e where e.organisation_id = d.organisation_id and e.disclosure_id = d.id)
    and not exists (select from search_closed x where x.organisation_id = d.organisation_id and x.search_id = d.search_id)
    and not app.any_sealed(d.organisation_id, d.search_id)
$$;

-- The same for pages: the list tells the summary of each, one share what its stage tells. The children's ids are for the
-- record of who has seen them, never for a page.
create function app.shared_list() returns table (
  authority_id text, disclosure_id text, home text, stage text, shared_at timestamptz, children text[], told jsonb
) language sql stable security definer set search_path = public, pg_temp as $$
  select m.authority_id, m.disclosure_id, h.name, m.stage, m.shared_at,
    array(select c.child_id from search_child c where c.organisation_id = m.authority_id and c.search_id = m.search_id),
    app.disclosed(m.authority_id, m.search_id, 'summary')
  from app.shares_with_me() m
  left join home h on h.organisation_id = app.my_organisation() and h.id = m.home_id
$$;
create function app.shared_one(disclosure text) returns table (
  authority_id text, disclosure_id text, home text, stage text, shared_at timestamptz, children text[], told jsonb
) language sql stable security definer set search_path = public, pg_temp as $$
  select m.authority_id, m.disclosure_id, h.name, m.stage, m.shared_at,
    array(select c.child_id from search_child c where c.organisation_id = m.authority_id and c.search_id = m.search_id),
    app.disclosed(m.authority_id, m.search_id, m.stage)
  from app.shares_with_me() m
  left join home h on h.organisation_id = app.my_organisation() and h.id = m.home_id
  where m.disclosure_id = disclosure
$$;

-- ---- What crosses between the organisations of a region ----

alter table sharing_agreement
  add column at timestamptz not null default now(),
  add column by text not null default 'system',
  add constraint sharing_agreement_says_something check (fields <> '{}' and length(btrim(purpose)) > 0);
create table sharing_asked (
  region_id text not null,
  agreement_id text not null,
  organisation_id text not null references organisation,
  primary key (region_id, agreement_id, organisation_id),
  foreign key (region_id, agreement_id) references sharing_agreement on delete cascade
);
comment on table sharing_asked is 'Organisations that are to be parties; each becomes one (sharing_party) by its own officer''s word.';
alter table sharing_party
  add column at timestamptz not null default now(),
  add column by text not null default 'system';
create table sharing_agreement_ended (
  region_id text not null,
  agreement_id text not null,
  at timestamptz not null default now(),
  by text not null,
  organisation_id text not null references organisation, -- the party that ended it
  why text not null default '',
  primary key (region_id, agreement_id),
  foreign key (region_id, agreement_id) references sharing_agreement on delete cascade
);
comment on table sharing_agreement_ended is 'From this moment nothing crosses by the agreement.';

-- An agreement that is in force today, names the field, and has both as parties. A provider need not be a party: its
-- homes stand in the region to be found. The region's own people count as parties of what is agreed there.
create function app.shares(field text, region text, owner text) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin return exists (
  select from sharing_agreement g
  where g.region_id = region and field = any (g.fields)
    and app.england_day() >= g.from_day and (g.to_day is null or app.england_day() <= g.to_day)
    and not exists (select from sharing_agreement_ended e where e.region_id = g.region_id and e.agreement_id = g.id)
    and (g.region_id = app.my_organisation() or exists (select from sharing_party p
      where p.region_id = g.region_id and p.agreement_id = g.id and p.organisation_id = app.my_organisation()))
    and (exists (select from sharing_party p where p.region_id = g.region_id and p.agreement_id = g.id and p.organisation_id = owner)
      or exists (select from organisation o where o.id = owner and o.kind = 'provider')));
end $$;

-- The same for a whole list: every region and owner whose homes cross to the actor by the field.
create function app.shared_owners(field text) returns table (region_id text, owner_id text) language plpgsql stable
security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin return query
  with mine as (
    select g.region_id, g.id from sharing_agreement g
    where field = any (g.fields)
      and app.england_day() >= g.from_day and (g.to_day is null or app.england_day() <= g.to_day)
      and not exists (select from sharing_agreement_ended e where e.region_id = g.region_id and e.agreement_id = g.id)
      and (g.region_id = app.my_organisation() or exists (select from sharing_party p
        where p.region_id = g.region_id and p.agreement_id = g.id and p.organisation_id = app.my_organisation()))
  )
  select m.region_id, p.organisation_id from mine m
    join sharing_party p on p.region_id = m.region_id and p.agreement_id = m.id
  union
  select m.region_id, o.id from mine m join organisation o on o.kind = 'provider';
end $$;

create or replace function app.my_regions() returns text[] language sql stable security definer
set search_path = public, pg_temp as
$$ select coalesce(array_agg(distinct s.region_id), '{}') from app.shared_owners('homes') s $$;

-- Who looks at the homes of others at all: staff of authorities and the region's own. An agency has no search to make, and
-- what others ask for their homes is not for it.
create or replace function app.looks_across_region() returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select app.works_with_children() or exists (select from organisation o where o.id = app.my_organisation() and o.kind <> 'provider'
    and app.my_role() in ('commissioner', 'regional-analyst', 'supervising-social-worker'))
$$;

create or replace function app.may_see_home(organisation text, home text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from home h where h.organisation_id = organisation and h.id = home and (
    (h.organisation_id = app.my_organisation() and (app.keeps_homes() or h.id in (select app.my_homes())))
    or (app.looks_across_region() and app.shares('homes', h.region_id, h.organisation_id))))
$$;
-- Who lives in a home is one's own to know, or shared by name of the field.
create function app.may_see_household(organisation text, home text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.may_see_home(organisation, home) and exists (select from home h where h.organisation_id = organisation and h.id = home
    and (h.organisation_id = app.my_organisation() or app.shares('households', h.region_id, h.organisation_id)))
$$;
alter policy found_in_region on home using ((select app.looks_across_region())
  and (region_id, organisation_id) in (select s.region_id, s.owner_id from app.shared_owners('homes') s));

create or replace function app.home_household(organisation text, home text, on_day date) returns table (age integer, placed boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select extract(year from age(on_day, i.born))::integer, true
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
create or replace function app.last_moved_in(organisation text, home text, on_day date) returns date
language sql stable security definer set search_path = public, pg_temp as $$
  select max(p.started) from placement p
    where p.home_organisation_id = organisation and p.home_id = home and p.started <= on_day
      and app.may_see_household(organisation, home)
$$;

-- Every region and owner whose homes the actor's searches may use, their own always, and whether who lives there is told.
create function app.homes_within_reach() returns table (region_id text, owner_id text, households boolean) language plpgsql
stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare me constant text := app.my_organisation(); today constant date := app.england_day(); begin return query
  with mine as (
    select g.region_id, g.id, 'homes' = any (g.fields) as homes, 'households' = any (g.fields) as households
    from sharing_agreement g
    where g.fields && '{homes,households}' and today >= g.from_day and (g.to_day is null or today <= g.to_day)
      and not exists (select from sharing_agreement_ended e where e.region_id = g.region_id and e.agreement_id = g.id)
      and (g.region_id = me or exists (select from sharing_party p
        where p.region_id = g.region_id and p.agreement_id = g.id and p.organisation_id = me))
  ), owners as (
    select m.region_id, p.organisation_id as owner_id, m.homes, m.households from mine m
      join sharing_party p on p.region_id = m.region_id and p.agreement_id = m.id
    union all
    select m.region_id, o.id, m.homes, m.households from mine m join organisation o on o.kind = 'provider'
    union all
    select distinct h.region_id, me, true, true from home h where h.organisation_id = me and h.region_id is not null
  )
  select o.region_id, o.owner_id, bool_or(o.households) or o.owner_id = me from owners o
    group by o.region_id, o.owner_id having bool_or(o.homes);
end $$;
-- The same in a few letters: readings of homes that are kept are shared among those for whom it is the same.
create function app.reach_of_homes() returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case when app.works_with_children() then
    (select md5(string_agg(r.region_id || ' ' || r.owner_id || ' ' || r.households, ',' order by r.region_id, r.owner_id))
      from app.homes_within_reach() r) end
$$;

drop function app.homes_for_search(xid8);
create function app.homes_for_search(since xid8) returns table (
  organisation_id text, home_id text, name text, kind text, sector text, area text, urn text, grade text, graded_on date,
  about text, provider text, pets boolean, adapted boolean, languages text[], interests text[],
  lat double precision, long double precision, hidden boolean, authority_code text,
  registration jsonb, rooms jsonb, skills jsonb, residents jsonb, household_shared boolean, connected jsonb, weekly_pence bigint
) language sql stable security definer set search_path = public, pg_temp as $$
  with reach as materialized (select r.* from app.homes_within_reach() r)
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
              and (x.to_date is null or x.to_date >= app.england_day()))) order by r.id), '[]')
       from room r left join lateral (select free_from, said_on from room_vacancy v
         where v.organisation_id = r.organisation_id and v.room_id = r.id order by said_at desc, id desc limit 1) v on true
       where r.organisation_id = h.organisation_id and r.home_id = h.id),
    (select coalesce(jsonb_object_agg(s.domain, jsonb_build_object('level', s.level, 'by', s.evidence_by, 'on', s.said_on, 'evidence', s.evidence)), '{}')
       from (select distinct on (s.domain) s.* from home_skill s
         where s.organisation_id = h.organisation_id and s.home_id = h.id
         order by s.domain, s.said_on desc, s.said_at desc) s),
    case when h.told then (select coalesce(jsonb_agg(who), '[]') from (
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
           and (e.ended is null or e.ended > app.england_day())
       union all
       select jsonb_build_object('born', m.born, 'sex', m.sex, 'fostered', false, 'relation', m.relation,
           'profile', jsonb_build_object('alongside', m.alongside))
         from household_member m where m.organisation_id = h.organisation_id and m.home_id = h.id and m.relation <> 'adult'
     ) everyone) else '[]' end,
    h.told,
    (select coalesce(jsonb_agg(k.child_id), '[]') from home_connection k
       where k.organisation_id = h.organisation_id and k.home_id = h.id), -- ids say nothing; the engine only looks for its own children
    (select f.weekly_pence from fee f where f.organisation_id = h.organisation_id and f.home_id = h.id
       and f.from_date <= app.england_day() order by f.from_date desc limit 1)
  from (select x.*, (x.region_id, x.organisation_id) in (select region_id, owner_id from reach where households) as told
    -- What has changed is found first, by the index of the region: that is nothing at nearly every look.
    from (select * from home where region_id = any (array(select region_id from reach)) and touched >= since offset 0) x
    where (x.region_id, x.organisation_id) in (select region_id, owner_id from reach)) h
  join organisation o on o.id = h.organisation_id
  left join home_address a on a.organisation_id = h.organisation_id and a.home_id = h.id
  where app.works_with_children()
    and (h.unused_since is null
      or exists (select from room r where r.organisation_id = h.organisation_id and r.home_id = h.id))
$$;
create index home_touched on home (touched);
-- How many of them there are: a reading that is kept notices by it that a home has left.
create function app.count_homes_for_search() returns integer language sql stable security definer
set search_path = public, pg_temp as $$
  select count(*)::integer from home h
  where app.works_with_children()
    and (h.region_id, h.organisation_id) in (select r.region_id, r.owner_id from app.homes_within_reach() r)
    and (h.unused_since is null
      or exists (select from room r where r.organisation_id = h.organisation_id and r.home_id = h.id))
$$;

do $$ declare target text; begin
  foreach target in array array['sharing_asked', 'sharing_agreement_ended'] loop
    perform app.protect(target::regclass);
    execute format('create policy known_to_all on %I for select to homeward_app using ((select app.my_organisation()) is not null)', target);
  end loop;
end $$;
grant select, insert on sharing_agreement, sharing_party, sharing_asked, sharing_agreement_ended to homeward_app;
-- An information governance officer writes an agreement of their region down and signs for their own organisation only.
-- Who is asked is settled with it: whoever signed did not agree to others who are added later.
create policy written_by on sharing_agreement for insert to homeward_app with check (
  by = app.actor() and at = now() and (select app.my_role()) = 'information-governance'
  and region_id in (select m.region_id from region_member m where m.organisation_id = (select app.my_organisation())));
create policy asked_by on sharing_asked for insert to homeward_app with check (
  (select app.my_role()) = 'information-governance' and organisation_id <> (select app.my_organisation())
  and exists (select from region_member m where m.region_id = sharing_asked.region_id and m.organisation_id = sharing_asked.organisation_id)
  and exists (select from sharing_agreement g where g.region_id = sharing_asked.region_id and g.id = sharing_asked.agreement_id
    and g.by = app.actor() and g.at = now()));
create policy signed_by on sharing_party for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and (select app.my_role()) = 'information-governance'
  and not exists (select from sharing_agreement_ended e where e.region_id = sharing_party.region_id and e.agreement_id = sharing_party.agreement_id)
  and (exists (select from sharing_agreement g where g.region_id = sharing_party.region_id and g.id = sharing_party.agreement_id
      and g.by = app.actor() and g.at = now())
    or exists (select from sharing_asked a where a.region_id = sharing_party.region_id and a.agreement_id = sharing_party.agreement_id
      and a.organisation_id = sharing_party.organisation_id)));
create policy ended_by on sharing_agreement_ended for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and (select app.my_role()) = 'information-governance'
  and exists (select from sharing_party p where p.region_id = sharing_agreement_ended.region_id
    and p.agreement_id = sharing_agreement_ended.agreement_id and p.organisation_id = (select app.my_organisation())));

-- What the app may ask is granted to it; what only these functions ask of each other is not.
do $$ declare each text; begin
  foreach each in array array['app.keep_stint()', 'app.just_asked(text, text, text)', 'app.is_workable(text)', 'app.may_work_on(text, text)', 'app.searches_waiting()',
    'app.social_workers_of(text)', 'app.may_disclose(text, text, text)', 'app.may_go_further(text, text)',
    'app.disclosure_preview(text, text)', 'app.shared_list()', 'app.shared_one(text)',
    'app.shares(text, text, text)', 'app.shared_owners(text)', 'app.may_see_household(text, text)',
    'app.reach_of_homes()', 'app.homes_for_search(xid8)', 'app.count_homes_for_search()'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_app, homeward_system', each);
  end loop;
  foreach each in array array['app.any_sealed(text, text)', 'app.taken_out(text, text, text, boolean)', 'app.disclosed(text, text, text)', 'app.shares_with_me()',
    'app.homes_within_reach()'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_system', each);
  end loop;
end $$;
