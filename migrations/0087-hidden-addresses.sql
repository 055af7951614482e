-- Seals that end, carers of a home, confidential addresses, adoption. Each of them goes by named people: what a role, a
-- team or an emergency would open elsewhere opens nothing here.

-- 1. A seal, a name on it, and being a home's carer can end. The tables of 0080 keep what is so now, because every
-- policy reads them; what has been is kept whole in the table that ends it.
create table record_unsealed (
  organisation_id text not null,
  child_id text not null,
  at timestamptz not null default now(),
  by text not null,
  reason text not null check (length(trim(reason)) >= 5),
  why text not null, -- of the seal that ended: why, since when, by whom, and who was named
  sealed_at timestamptz not null,
  sealed_by text not null,
  named text[] not null,
  primary key (organisation_id, child_id, at),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table record_unsealed is 'A seal that has ended. Writing the row ends it, with all who were named on it.';
create table record_named_ended (
  organisation_id text not null,
  child_id text not null,
  actor_id text not null,
  at timestamptz not null default now(),
  by text not null,
  named_at timestamptz not null,
  named_by text not null,
  primary key (organisation_id, child_id, actor_id, at),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table record_named_ended is 'Somebody is named on a sealed record no more. Writing the row ends it.';
create table home_carer_ended (
  organisation_id text not null,
  home_id text not null,
  actor_id text not null,
  at timestamptz not null default now(),
  by text not null,
  named_at timestamptz not null,
  named_by text not null,
  primary key (organisation_id, home_id, actor_id, at),
  foreign key (organisation_id, home_id) references home on delete cascade on update cascade
);
comment on table home_carer_ended is 'Somebody keeps this home no more. Writing the row ends it.';

create function app.end_seal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare seal record_sealed; begin
  delete from record_sealed s where s.organisation_id = new.organisation_id and s.child_id = new.child_id returning * into seal;
  if seal is null then raise exception 'this record is not sealed' using errcode = 'HW002'; end if;
  new.why := seal.why; new.sealed_at := seal.at; new.sealed_by := seal."by";
  return new;
end $$;
-- The names go with their seal, so they are taken down before it.
create function app.keep_named() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.named := array(select n.actor_id from record_named n
    where n.organisation_id = new.organisation_id and n.child_id = new.child_id order by n.actor_id);
  return new;
end $$;
create function app.end_named() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare was record_named; begin
  delete from record_named n where n.organisation_id = new.organisation_id and n.child_id = new.child_id
    and n.actor_id = new.actor_id returning * into was;
  if was is null then raise exception 'this person is not named' using errcode = 'HW002'; end if;
  new.named_at := was.at; new.named_by := was."by";
  return new;
end $$;
create function app.end_carer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare was home_carer; begin
  delete from home_carer c where c.organisation_id = new.organisation_id and c.home_id = new.home_id
    and c.actor_id = new.actor_id returning * into was;
  if was is null then raise exception 'this person is not a carer of the home' using errcode = 'HW002'; end if;
  new.named_at := was.at; new.named_by := was."by";
  return new;
end $$;
create trigger a_keeps_named before insert on record_unsealed for each row execute function app.keep_named();
create trigger b_ends_seal before insert on record_unsealed for each row execute function app.end_seal();
create trigger ends_named before insert on record_named_ended for each row execute function app.end_named();
create trigger ends_carer before insert on home_carer_ended for each row execute function app.end_carer();

create function app.is_sealed(organisation text, child text) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as
$$
begin return (
  select exists (select from record_sealed s where s.organisation_id = organisation and s.child_id = child)
);
end $$;
-- Records that an adoption has sealed: nobody opens, names or unseals them but adoption workers who are named.
create function app.adopted_here() returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as
$$
#variable_conflict use_column
begin return query
  select s.child_id from record_sealed s where s.organisation_id = app.my_organisation() and s.why = 'adoption';
end $$;
-- Sealed records that the actor must not learn of by the record of events either: information governance seals and
-- answers for it, so it sees those that are not an adoption's.
create function app.sealed_from_me() returns text[] language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin return (
  select array(select s.child_id from record_sealed s where s.organisation_id = app.my_organisation()
    and (s.why = 'adoption' or app.my_role() <> 'information-governance')
    and not exists (select from record_named n where n.organisation_id = s.organisation_id and n.child_id = s.child_id
      and n.actor_id = app.actor()))
);
end $$;

alter policy named_people on record_sealed using (
  organisation_id = (select app.my_organisation())
  and (child_id in (select app.my_children('{basics,identity}', 'read'))
    or (why <> 'adoption' and (select app.my_role()) = 'information-governance')));
alter policy named_people on record_named using (
  organisation_id = (select app.my_organisation())
  and (child_id in (select app.my_children('{basics,identity}', 'read'))
    or (child_id not in (select app.adopted_here()) and (select app.my_role()) = 'information-governance')));
alter policy sealed_by on record_sealed with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and why <> 'adoption'
  and (select app.my_role()) = 'information-governance');
-- Nobody names themselves; on an adoption's record adoption workers name one another and nobody else.
alter policy named_by on record_named with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and actor_id <> app.actor()
  and case when child_id in (select app.adopted_here())
    then (select app.my_role()) = 'adoption-worker' and child_id in (select app.my_children('{identity}', 'read'))
      and exists (select from actor a where a.id = actor_id and a.role = 'adoption-worker')
    else (select app.my_role()) = 'information-governance' end);

do $$ declare target text; begin
  foreach target in array array['record_unsealed', 'record_named_ended', 'home_carer_ended'] loop
    perform app.protect(target::regclass);
  end loop;
end $$;
grant insert (organisation_id, child_id, by, reason) on record_unsealed to homeward_app;
grant insert (organisation_id, child_id, actor_id, by) on record_named_ended to homeward_app;
grant insert (organisation_id, home_id, actor_id, by) on home_carer_ended to homeward_app;
grant select on record_unsealed, record_named_ended, home_carer_ended to homeward_app;
create policy information_governance on record_unsealed for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'information-governance' and why <> 'adoption');
create policy information_governance on record_named_ended for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'information-governance'
  and child_id not in (select app.adopted_here()));
-- The seal is already taken off when a policy looks at the new row, so the trigger leaves in it why there was one.
create policy unsealed_by on record_unsealed for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor()
  and (select app.my_role()) = 'information-governance' and why <> 'adoption');
create policy named_ended_by on record_named_ended for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor()
  and case when child_id in (select app.adopted_here())
    then (select app.my_role()) = 'adoption-worker' and child_id in (select app.my_children('{identity}', 'read'))
    else (select app.my_role()) = 'information-governance' end);
create policy own_organisation on home_carer_ended for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and (select app.keeps_homes()));
create policy ended_by_agency on home_carer_ended for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor()
  and (select app.my_role()) in ('registered-manager', 'provider', 'supervising-social-worker', 'manager'));
-- Only an account of a carer is named a home's carer.
alter policy named_by_agency on home_carer with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and actor_id <> app.actor()
  and (select app.my_role()) in ('registered-manager', 'provider', 'supervising-social-worker', 'manager')
  and exists (select from actor a where a.organisation_id = home_carer.organisation_id and a.id = home_carer.actor_id
    and a.role = 'foster-carer'));

-- Carers keep rooms, skills and household up to date. What they are approved and paid for is the agency's word.
do $$ declare target text; begin
  foreach target in array array['registration', 'fee', 'home_connection', 'home_address', 'home'] loop
    execute format('drop policy own_home on %I', target);
    execute format($p$create policy own_home on %I for select to homeward_app using (
      organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'foster-carer'
      and %I in (select app.my_homes()))$p$, target, case target when 'home' then 'id' else 'home_id' end);
  end loop;
end $$;
-- A carer says what they can do themselves; what an agency or an inspection found is not theirs to say.
alter policy own_home on home_skill with check (
  organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'foster-carer'
  and home_id in (select app.my_homes()) and evidence_by = 'self');

-- A link to a sealed brother or sister would tell that there is one.
alter policy open_to_me on brother_or_sister using (
  organisation_id = (select app.my_organisation())
  and (((select app.sees_all('{basics}', 'read')) and child_id not in (select app.sealed_here()))
    or child_id in (select app.my_children('{basics}', 'read')))
  and (other_child_id not in (select app.sealed_here()) or other_child_id in (select app.my_children('{basics,identity}', 'read'))));

-- The people who run a home do not read a sealed record's name in the list of who lives there.
create or replace function app.children_living_in(home text, on_day date) returns table (
  authority_id text, authority text, child_id text, given_name text, born date, sex text, started date
) language sql stable security definer set search_path = public, pg_temp as $$
  select p.organisation_id, o.name, p.child_id, i.given_name, i.born, c.sex, p.started
    from placement p
    join organisation o on o.id = p.organisation_id
    join child c on c.organisation_id = p.organisation_id and c.id = p.child_id
    join child_identity i on i.organisation_id = p.organisation_id and i.child_id = p.child_id
    left join placement_ended e on e.organisation_id = p.organisation_id and e.placement_id = p.id
    where p.home_organisation_id = app.my_organisation() and p.home_id = home and p.started <= on_day
      and (e.ended is null or e.ended > on_day)
      and ((not app.is_sealed(p.organisation_id, p.child_id)
          and (app.my_role() in ('registered-manager', 'supervising-social-worker')
            or (app.my_role() = 'foster-carer' and home in (select app.my_homes()))))
        or (p.organisation_id = app.my_organisation()
          and (p.child_id in (select app.my_children('{identity}', 'read'))
            or (app.sees_all('{identity}', 'read') and p.child_id not in (select app.sealed_here())))))
    order by p.started, p.child_id
$$;

-- What is on record about a sealed child is read by those who may know of the record.
alter policy open_to_me on event using (
  actor = app.actor()
  or ((organisation_id = (select app.my_organisation()) or about_organisation_id = (select app.my_organisation()))
    and not (children && (select app.sealed_from_me())) and subject <> all ((select app.sealed_from_me())::text[])
    and ((select app.my_role()) in ('information-governance', 'director')
      or children && (select array(select app.my_children('{looks}', 'read'))))));

-- A seal changes what searchers are told of who lives in a home.
create function app.touch_homes_of_sealed() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare org text; child text; begin
  org := case tg_op when 'DELETE' then old.organisation_id else new.organisation_id end;
  child := case tg_op when 'DELETE' then old.child_id else new.child_id end;
  update home h set touched = pg_current_xact_id() from placement p
    where p.organisation_id = org and p.child_id = child
      and h.organisation_id = p.home_organisation_id and h.id = p.home_id and h.touched <> pg_current_xact_id();
  return null;
end $$;
create trigger touches_homes after insert or delete on record_sealed
  for each row execute function app.touch_homes_of_sealed();

do $$ declare each text; begin
  foreach each in array array['app.end_seal()', 'app.keep_named()', 'app.end_named()', 'app.end_carer()',
    'app.is_sealed(text, text)', 'app.adopted_here()', 'app.sealed_from_me()', 'app.touch_homes_of_sealed()'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_system', each);
  end loop;
  grant execute on function app.adopted_here(), app.sealed_from_me() to homeward_app;
end $$;

-- 2. Confidential addresses. While an address is hidden its details stand in a table of their own that named people
-- read, and the tables everybody else reads hold nothing but that it is confidential: so a distance, a point, a town, an
-- order in a list or a cache cannot tell what is not there.
create table confidential_address (
  organisation_id text not null references organisation,
  id text not null default 'address_' || replace(gen_random_uuid()::text, '-', ''),
  child_id text,
  home_id text,
  name text, -- of a home whose name tells where it is
  carers text,
  line text,
  postcode text,
  area text not null default '',
  authority_code text,
  lat double precision, long double precision,
  primary key (organisation_id, id),
  unique (organisation_id, child_id),
  unique (organisation_id, home_id),
  foreign key (organisation_id, child_id) references child on delete cascade,
  foreign key (organisation_id, home_id) references home on delete cascade on update cascade,
  check (num_nonnulls(child_id, home_id) = 1)
);
comment on table confidential_address is 'Where a hidden family or home is. Read by named people only: by no role, not in an emergency, not by the matching.';

create table address_hidden (
  organisation_id text not null,
  id text not null default 'hiding_' || replace(gen_random_uuid()::text, '-', ''),
  child_id text, -- where this child's family lives
  home_id text, -- where this home is
  why text not null check (why in ('refuge', 'court order', 'police', 'risk of harm')),
  basis text not null default '', -- the order, its date and court, in words
  hidden_from text not null default '', -- in words
  until_on date, -- the day the order names; the address stays hidden until somebody ends it
  by_itself boolean not null default false, -- written because a child came to live in a refuge
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, child_id) references child on delete cascade,
  foreign key (organisation_id, home_id) references home on delete cascade on update cascade,
  check (num_nonnulls(child_id, home_id) = 1)
);
create index address_hidden_child on address_hidden (organisation_id, child_id) where child_id is not null;
create index address_hidden_home on address_hidden (organisation_id, home_id) where home_id is not null;
comment on table address_hidden is 'Why an address is hidden. Writing it moves the address away from everybody who is not named, at once.';

create table address_hidden_ended (
  organisation_id text not null,
  hidden_id text not null,
  at timestamptz not null default now(),
  by text not null,
  reason text not null check (length(trim(reason)) >= 5),
  primary key (organisation_id, hidden_id),
  foreign key (organisation_id, hidden_id) references address_hidden on delete cascade on update cascade
);
comment on table address_hidden_ended is 'A reason that holds no more. With the last of them the address comes back to where it was.';

create table address_hidden_from (
  organisation_id text not null,
  hidden_id text not null,
  actor_id text not null references actor (id) on delete cascade,
  primary key (organisation_id, hidden_id, actor_id),
  foreign key (organisation_id, hidden_id) references address_hidden on delete cascade on update cascade
);
comment on table address_hidden_from is 'People with an account who must not learn it: nobody can name them.';

create table address_named (
  organisation_id text not null,
  address_id text not null,
  actor_id text not null references actor (id) on delete cascade,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, address_id, actor_id),
  foreign key (organisation_id, address_id) references confidential_address on delete cascade on update cascade
);
create index address_named_actor on address_named (actor_id);
comment on table address_named is 'Who may see a hidden address now.';
create table address_named_ended (
  organisation_id text not null,
  address_id text not null,
  actor_id text not null,
  at timestamptz not null default now(),
  by text not null,
  named_at timestamptz not null,
  named_by text not null,
  primary key (organisation_id, address_id, actor_id, at),
  foreign key (organisation_id, address_id) references confidential_address on delete cascade on update cascade
);
comment on table address_named_ended is 'Somebody may not see it any more. Writing the row ends it.';

create table address_found (
  organisation_id text not null,
  address_id text not null,
  place text not null, -- table and column
  row_id text not null,
  words text not null, -- what of the address stood there
  before text, after text, -- where it was taken out; null in a finished profile, which stands and is masked when read
  primary key (organisation_id, address_id, place, row_id),
  foreign key (organisation_id, address_id) references confidential_address on delete cascade on update cascade
);
comment on table address_found is 'Where the address stood in words when it was hidden.';

create table address_was (
  organisation_id text not null,
  address_id text not null,
  at timestamptz not null default clock_timestamp(),
  name text, line text, postcode text, area text,
  lat double precision, long double precision,
  foreign key (organisation_id, address_id) references confidential_address on delete cascade on update cascade
);
create index address_was_address on address_was (organisation_id, address_id);
comment on table address_was is 'What a hidden address was before it was written anew: it stays out of words as well. Read by nobody.';

create function app.in_force(organisation text, hiding text) returns boolean language sql stable as $$
  select not exists (select from address_hidden_ended e where e.organisation_id = organisation and e.hidden_id = hiding)
$$;
create function app.is_hidden(organisation text, child text, home text) returns boolean language plpgsql stable
security definer set search_path = public, pg_temp as $$
begin return (
  select exists (select from address_hidden h where h.organisation_id = organisation
      and h.child_id = child and app.in_force(h.organisation_id, h.id))
    or exists (select from address_hidden h where h.organisation_id = organisation
      and h.home_id = home and app.in_force(h.organisation_id, h.id))
);
end $$;
-- The addresses on which the actor is named; none once their post has ended.
create function app.my_addresses() returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
#variable_conflict use_column
begin return query
  select n.address_id from address_named n where n.actor_id = app.actor() and app.my_organisation() is not null;
end $$;
create function app.is_named(address text) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin return (
  select address in (select app.my_addresses())
);
end $$;

-- Every address that is hidden and says where a child is: their family's, and that of a home they live in. (In PL/pgSQL,
-- which keeps the plan of its query: this is asked by every page about a child.)
create function app.hiding_places(organisation text, child text) returns table (address_organisation text, address_id text, since timestamptz, moved_in date)
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin return query
  select c.organisation_id, c.id, min(h.at), null::date
    from address_hidden h join confidential_address c on c.organisation_id = h.organisation_id and c.child_id = h.child_id
    where h.organisation_id = organisation and h.child_id = child and app.in_force(h.organisation_id, h.id)
    group by c.organisation_id, c.id
  union all
  select c.organisation_id, c.id, min(h.at), max(p.started)
    from placement p
    join confidential_address c on c.organisation_id = p.home_organisation_id and c.home_id = p.home_id
    join address_hidden h on h.organisation_id = c.organisation_id and h.home_id = c.home_id
    where p.organisation_id = organisation and p.child_id = child and app.in_force(h.organisation_id, h.id)
      and not exists (select from placement_ended e
        where e.organisation_id = p.organisation_id and e.placement_id = p.id and e.ended <= current_date)
    group by c.organisation_id, c.id;
end $$;
-- Those of these children of the actor's authority whose whereabouts are hidden, whoever asks: the matching uses neither
-- a family home nor a school of theirs, so that no order can be read backwards.
create function app.hidden_among(children text[]) returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin return query
  select each.id from unnest(children) each(id) where exists (select from app.hiding_places(app.my_organisation(), each.id));
end $$;
create function app.hides_from_me(child text) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare mine constant text[] := array(select app.my_addresses()); begin
  return exists (select from app.hiding_places(app.my_organisation(), child) h where h.address_id <> all (mine));
end $$;

-- 2.1 What is taken out of words, and what stands there instead.
create function app.as_pattern(words text) returns text language sql immutable as $$
  select '(?<![[:alnum:]])' || regexp_replace(regexp_replace(trim(words), '([.^$*+?()\[\]{}|\\-])', '\\\1', 'g'), '[\s,]+', '[\s,]+', 'g')
    || '(?![[:alnum:]])'
$$;
create function app.any_postcode() returns text language sql immutable as
$$ select '(?<![[:alnum:]])[a-z]{1,2}[0-9][a-z0-9]?\s*[0-9][a-z]{2}(?![[:alnum:]])' $$;
create function app.without_place(words text, patterns text[]) returns text language plpgsql immutable as $$
declare pattern text; begin
  if words is null or words = '' then return words; end if;
  foreach pattern in array patterns loop words := regexp_replace(words, pattern, '[not shown]', 'gi'); end loop;
  return words;
end $$;
-- What of a place stands in words, each once and whole: found in the order in which it is taken out.
create function app.place_in(words text, patterns text[]) returns text language plpgsql immutable as $$
declare pattern text; found text[] := '{}'; begin
  foreach pattern in array patterns loop
    found := found || array(select distinct m[1] from regexp_matches(words, '(' || pattern || ')', 'gi') m where not m[1] = any (found));
    words := regexp_replace(words, pattern, '', 'gi');
  end loop;
  return array_to_string(found, '; ');
end $$;
-- An address as it may be written: postcode with any spaces, the line whole or in part, the street, the area, the
-- figures of its point; and the schools of a child whom it places. The longest goes first.
create function app.place_patterns(organisation text, address text, child_organisation text, child text) returns text[]
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
    select '(?<![[:alnum:]])' || array_to_string(regexp_split_to_array(replace(postcode, ' ', ''), ''), '\s*') || '(?![[:alnum:]])' as pattern, 1000 as size
      from codes where length(replace(postcode, ' ', '')) >= 5
    union select app.as_pattern(w), length(w) from words where length(trim(w)) >= 4
    union select '(?<![0-9.])' || replace(trunc(abs(n)::numeric, 3)::text, '.', '\.') || '[0-9]*', 1 from said, unnest(array[lat, long]) n where n is not null
  )
  select coalesce(array_agg(pattern order by size desc, pattern), '{}') from patterns
$$;

-- 2.2 The address itself: what is written of a hidden one goes where the named people read it.
create function app.keep_address_apart() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  is_child constant boolean := tg_table_name = 'child_address';
  said jsonb := to_jsonb(new);
  child text := said->>'child_id'; home text := said->>'home_id';
  hidden boolean := app.is_hidden(new.organisation_id, child, home);
  address text; something boolean;
begin
  if tg_op = 'UPDATE' and old.confidential and not new.confidential and not hidden then return new; end if;
  something := coalesce(said->>'postcode', said->>'line', said->>'carers', said->>'authority_code', said->>'lat', nullif(said->>'area', '')) is not null;
  new.confidential := true;
  insert into confidential_address (organisation_id, child_id, home_id) values (new.organisation_id, child, home) on conflict do nothing;
  select c.id into address from confidential_address c
    where c.organisation_id = new.organisation_id and (c.child_id = child or c.home_id = home);
  if something then
    -- What hiding itself moves was there before; what somebody types over a hidden address is theirs to know.
    if hidden and app.actor() is not null and not app.is_named(address) and (tg_op = 'INSERT' or old.confidential) then
      raise exception 'a hidden address is changed by the people who may see it' using errcode = 'HW003';
    end if;
    -- Another postcode is another place: the point of the old one does not stay with it.
    update confidential_address c set
      lat = case when said->>'lat' is null and (said->>'postcode') is not null and c.postcode is distinct from said->>'postcode' then null
        else coalesce((said->>'lat')::double precision, c.lat) end,
      long = case when said->>'long' is null and (said->>'postcode') is not null and c.postcode is distinct from said->>'postcode' then null
        else coalesce((said->>'long')::double precision, c.long) end,
      authority_code = coalesce(said->>'authority_code', c.authority_code),
      postcode = coalesce(said->>'postcode', c.postcode), line = coalesce(said->>'line', c.line),
      carers = coalesce(said->>'carers', c.carers), area = coalesce(nullif(said->>'area', ''), c.area)
      where c.organisation_id = new.organisation_id and c.id = address;
  end if;
  new.postcode := null; new.lat := null; new.long := null;
  if is_child then new.area := ''; else new.line := null; new.carers := null; new.authority_code := null; end if;
  return new;
end $$;
create trigger keeps_apart before insert on child_address for each row when (new.confidential) execute function app.keep_address_apart();
create trigger keeps_apart_later before update on child_address for each row when (old.confidential or new.confidential) execute function app.keep_address_apart();
create trigger keeps_apart before insert on home_address for each row when (new.confidential) execute function app.keep_address_apart();
create trigger keeps_apart_later before update on home_address for each row when (old.confidential or new.confidential) execute function app.keep_address_apart();

-- An address that is written down as confidential (a form, a file) is hidden by that.
create function app.hide_what_is_confidential() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare said jsonb := to_jsonb(new); begin
  if not app.is_hidden(new.organisation_id, said->>'child_id', said->>'home_id') then
    insert into address_hidden (organisation_id, child_id, home_id, why, basis, by)
      values (new.organisation_id, said->>'child_id', said->>'home_id', 'risk of harm', 'Written down as confidential', coalesce(app.actor(), 'system'));
  end if;
  return null;
end $$;
create trigger hides after insert or update on child_address for each row when (new.confidential) execute function app.hide_what_is_confidential();
create trigger hides after insert or update on home_address for each row when (new.confidential) execute function app.hide_what_is_confidential();

-- 2.3 Words. Who knows the address (the system, a named person) never writes it into words again; whoever does not know
-- it has their own words kept, without postcodes: what is taken out of them would tell them whether they had guessed it.
create function app.write_without_place() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  said constant jsonb := to_jsonb(new); child text; home text; place record;
  columns constant text[] := string_to_array(tg_argv[0], ' ');
begin
  if tg_table_name in ('profile', 'profile_domain') then
    child := coalesce(said->>'child_id', (select p.child_id from profile p
      where p.organisation_id = new.organisation_id and p.id = said->>'profile_id'));
    for place in select h.address_organisation as org, h.address_id as id from app.hiding_places(new.organisation_id, child) h loop
      new := jsonb_populate_record(new, app.words_without(to_jsonb(new), columns, case when app.is_named(place.id)
        then app.place_patterns(place.org, place.id, new.organisation_id, child) else array[app.any_postcode()] end));
    end loop;
  else
    home := case tg_table_name when 'home' then said->>'id' when 'room_out_of_service' then (select r.home_id from room r
      where r.organisation_id = new.organisation_id and r.id = said->>'room_id') else said->>'home_id' end;
    select c.organisation_id as org, c.id into place from confidential_address c
      where c.organisation_id = new.organisation_id and c.home_id = home and app.is_hidden(c.organisation_id, null, home);
    if not found then return new; end if;
    new := jsonb_populate_record(new, app.words_without(said, columns, case when app.actor() is null or app.is_named(place.id)
      then app.place_patterns(place.org, place.id, null, null) else array[app.any_postcode()] end));
  end if;
  return new;
end $$;
create function app.words_without(said jsonb, columns text[], patterns text[]) returns jsonb language plpgsql immutable as $$
declare col text; found jsonb := '{}'; begin
  foreach col in array columns loop
    if jsonb_typeof(said->col) = 'string' then
      found := found || jsonb_build_object(col, app.without_place(said->>col, patterns));
    elsif jsonb_typeof(said->col) = 'array' then
      found := found || jsonb_build_object(col, (select coalesce(jsonb_agg(app.without_place(x, patterns)), '[]') from jsonb_array_elements_text(said->col) x));
    end if;
  end loop;
  return found;
end $$;
create trigger b_without_place before insert or update on profile for each row when (app.actor() is not null)
  execute function app.write_without_place('about_me live_with why_no_words culture_words other_risk_to_child other_risk_to_others words_by interests');
create trigger b_without_place before insert or update on profile_domain for each row when (app.actor() is not null)
  execute function app.write_without_place('going_well what_helps not_known own_words said_by');
create trigger b_without_place before insert or update of about, interests on home for each row execute function app.write_without_place('about interests');
create trigger b_without_place before insert or update of terms on registration for each row execute function app.write_without_place('terms');
create trigger b_without_place before insert or update of evidence on home_skill for each row execute function app.write_without_place('evidence');
create trigger b_without_place before insert or update of name on room for each row execute function app.write_without_place('name');
create trigger b_without_place before insert or update of note on room_out_of_service for each row execute function app.write_without_place('note');

-- The note of a search, once it is known for whom it is.
create function app.note_without_place() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare place record; begin
  for place in select h.address_organisation as org, h.address_id as id from app.hiding_places(new.organisation_id, new.child_id) h loop
    update search s set note = app.without_place(s.note, case when app.is_named(place.id)
        then app.place_patterns(place.org, place.id, new.organisation_id, new.child_id) else array[app.any_postcode()] end)
      where s.organisation_id = new.organisation_id and s.id = new.search_id and s.note <> '';
  end loop;
  return null;
end $$;
create trigger without_place after insert on search_child for each row when (app.actor() is not null)
  execute function app.note_without_place();

-- The name and area of a home say where it is: the area goes, and the name where it tells the place, or is a refuge's.
create function app.protected_name() returns text language sql immutable as $$ select 'A home whose address is protected'::text $$;
create function app.tells_place(name text, address confidential_address) returns boolean language sql stable as $$
  select exists (select from unnest(array[address.area, address.postcode, split_part(address.postcode, ' ', 1)]
      || regexp_split_to_array(coalesce(address.line, ''), '[\s,]+')) w
    where length(w) >= 3 and name ~* app.as_pattern(w)
      and lower(w) not in ('the', 'house', 'home', 'cottage', 'farm', 'lodge', 'street', 'road', 'lane', 'close', 'avenue', 'drive', 'court', 'way', 'place', 'flat', 'and'))
$$;
create function app.keep_place_of_home_apart() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare apart confidential_address; knows boolean; refuge boolean; begin
  select c.* into apart from confidential_address c where c.organisation_id = new.organisation_id and c.home_id = new.id;
  if apart.id is null or not app.is_hidden(new.organisation_id, null, new.id) then return new; end if;
  -- Hiding itself fires this with the home as it was, and is no word of the actor's about where the home is.
  knows := app.actor() is null or app.is_named(apart.id) or (new.area = old.area and new.name = old.name);
  if new.area <> '' then
    if not knows then raise exception 'a hidden address is changed by the people who may see it' using errcode = 'HW003'; end if;
    update confidential_address c set area = new.area where c.organisation_id = new.organisation_id and c.id = apart.id returning * into apart;
    new.area := '';
  end if;
  if new.name <> app.protected_name() then
    refuge := exists (select from address_hidden h where h.organisation_id = new.organisation_id and h.home_id = new.id
      and h.why = 'refuge' and app.in_force(h.organisation_id, h.id));
    -- A name that somebody who does not know the place makes up is not compared with it.
    if apart.name is not null or refuge or (knows and app.tells_place(new.name, apart)) then
      update confidential_address c set name = new.name where c.organisation_id = new.organisation_id and c.id = apart.id;
      new.name := app.protected_name();
    end if;
  end if;
  return new;
end $$;
create trigger a_keeps_apart before update of name, area on home for each row execute function app.keep_place_of_home_apart();

-- 2.4 Hiding, in one transaction and by the fact alone.

-- Looks for the address in the words of one table, takes it out of them (or, in what stands for ever, only says where it
-- is) and remembers what stood there, for the named people and for the day it comes back.
create function app.take_out(organisation text, address text, patterns text[], of_table text, of_column text, key text, which text, stands boolean)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  is_list constant boolean := of_column = 'interests';
  reading constant text := case when is_list then format('array_to_string(t.%I, chr(10))', of_column) else format('t.%I', of_column) end;
  place constant text := of_table || '.' || of_column;
begin
  if cardinality(patterns) = 0 then return; end if;
  execute format($q$insert into address_found (organisation_id, address_id, place, row_id, words, before, after)
    select $1, $2, $4, t.key, app.place_in(t.words, $3),
      case when not $5 then t.words end, case when not $5 then app.without_place(t.words, $3) end
    from (select %s as key, %s as words from %I t where %s) t
    where t.words <> '' and app.without_place(t.words, $3) <> t.words
    on conflict (organisation_id, address_id, place, row_id) do update
      set words = excluded.words, before = excluded.before, after = excluded.after$q$, key, reading, of_table, which)
    using organisation, address, patterns, place, stands;
  if stands then return; end if;
  execute format('update %I t set %I = %s from address_found f where (%s) and f.organisation_id = $1 and f.address_id = $2
      and f.place = $3 and f.row_id = %s and %s = f.before', of_table, of_column,
    case when is_list then 'string_to_array(f.after, chr(10))' else 'f.after' end, which, key, reading)
    using organisation, address, place;
end $$;

create function app.take_out_of_child(organisation text, address text, child_organisation text, child text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  patterns constant text[] := app.place_patterns(organisation, address, child_organisation, child);
  mine constant text := format('t.organisation_id = %L and t.child_id = %L', child_organisation, child);
  its constant text := format('t.organisation_id = %1$L and t.profile_id in (select p.id from profile p where p.organisation_id = %1$L and p.child_id = %2$L)',
    child_organisation, child);
  finished constant text := '(select f.profile_id from profile_finished f where f.organisation_id = t.organisation_id)';
  each text; stands boolean;
begin
  -- Of most children of an import nothing is written yet.
  if not exists (select from profile p where p.organisation_id = child_organisation and p.child_id = child)
    and not exists (select from search_child c where c.organisation_id = child_organisation and c.child_id = child) then return; end if;
  foreach stands in array array[true, false] loop
    foreach each in array array['about_me', 'live_with', 'why_no_words', 'culture_words', 'other_risk_to_child', 'other_risk_to_others', 'words_by', 'interests'] loop
      perform app.take_out(organisation, address, patterns, 'profile', each, 't.id',
        mine || ' and t.id ' || case when stands then 'in ' else 'not in ' end || finished, stands);
    end loop;
    foreach each in array array['going_well', 'what_helps', 'not_known', 'own_words', 'said_by'] loop
      perform app.take_out(organisation, address, patterns, 'profile_domain', each, 't.profile_id || '' '' || t.domain',
        its || ' and t.profile_id ' || case when stands then 'in ' else 'not in ' end || finished, stands);
    end loop;
  end loop;
  perform app.take_out(organisation, address, patterns, 'search', 'note', 't.id', format(
    't.organisation_id = %1$L and t.id in (select c.search_id from search_child c where c.organisation_id = %1$L and c.child_id = %2$L)',
    child_organisation, child), false);
end $$;

create function app.take_out_of_words(organisation text, address text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare c confidential_address; patterns text[]; of_home text; lives record; begin
  select x.* into c from confidential_address x where x.organisation_id = organisation and x.id = address;
  if c.child_id is not null then
    perform app.take_out_of_child(organisation, address, organisation, c.child_id);
    return;
  end if;
  patterns := app.place_patterns(organisation, address, null, null);
  of_home := format('t.organisation_id = %L and t.home_id = %L', organisation, c.home_id);
  perform app.take_out(organisation, address, patterns, 'home', 'about', 't.id', format('t.organisation_id = %L and t.id = %L', organisation, c.home_id), false);
  perform app.take_out(organisation, address, patterns, 'home', 'interests', 't.id', format('t.organisation_id = %L and t.id = %L', organisation, c.home_id), false);
  perform app.take_out(organisation, address, patterns, 'registration', 'terms', 't.from_date::text', of_home, false);
  perform app.take_out(organisation, address, patterns, 'home_skill', 'evidence', 't.domain || '' '' || t.said_on || '' '' || extract(epoch from t.said_at)', of_home, false);
  perform app.take_out(organisation, address, patterns, 'room', 'name', 't.id', of_home, false);
  perform app.take_out(organisation, address, patterns, 'room_out_of_service', 'note', 't.id', format(
    't.organisation_id = %1$L and t.room_id in (select r.id from room r where r.organisation_id = %1$L and r.home_id = %2$L)', organisation, c.home_id), false);
  for lives in select p.organisation_id as org, p.child_id as id from placement p
    where p.home_organisation_id = organisation and p.home_id = c.home_id and not exists (select from placement_ended e
      where e.organisation_id = p.organisation_id and e.placement_id = p.id and e.ended <= current_date)
  loop
    perform app.take_out_of_child(organisation, address, lives.org, lives.id);
  end loop;
end $$;

-- The children who live in a refuge are hidden with it, whoever's record it is.
create function app.hide_child_in_refuge(child_organisation text, child text, why_words text, who text) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into address_hidden (organisation_id, child_id, why, basis, by_itself, by)
    select child_organisation, child, 'refuge', why_words, true, who
    where not app.is_hidden(child_organisation, child, null)
$$;

-- One after the other: whoever hides second finds what the first has hidden. Before the row is there, because its own
-- reference holds the child or the home as well, and two who hold it would wait for each other.
create function app.hide_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.child_id is not null then perform 1 from child c where c.organisation_id = new.organisation_id
    and (c.id = new.child_id or c.id in (select b.other_child_id from brother_or_sister b
      where b.organisation_id = new.organisation_id and b.child_id = new.child_id)) order by c.id for update;
  else perform 1 from home h where h.organisation_id = new.organisation_id and h.id = new.home_id for update; end if;
  return new;
end $$;
create trigger takes_turns before insert on address_hidden for each row execute function app.hide_in_turn();

create function app.hide_address() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare address confidential_address; is_first boolean; other record; begin
  is_first := not exists (select from address_hidden h where h.organisation_id = new.organisation_id and h.id <> new.id
    and (h.child_id = new.child_id or h.home_id = new.home_id) and app.in_force(h.organisation_id, h.id));
  insert into confidential_address (organisation_id, child_id, home_id) values (new.organisation_id, new.child_id, new.home_id) on conflict do nothing;
  select c.* into address from confidential_address c where c.organisation_id = new.organisation_id
    and (c.child_id = new.child_id or c.home_id = new.home_id);

  -- Whoever hides an address that was open to them is the first who may see it. Where nobody did it by hand, those who
  -- have kept it go on: the child's social workers, the people who run the home.
  if is_first and app.actor() is not null and not new.by_itself then
    insert into address_named (organisation_id, address_id, actor_id, by) values (new.organisation_id, address.id, app.actor(), new."by") on conflict do nothing;
  elsif is_first then
    insert into address_named (organisation_id, address_id, actor_id, by)
      select new.organisation_id, address.id, a.id, new."by" from actor a
      where a.organisation_id = new.organisation_id
        and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
        and case when new.child_id is not null then exists (select from allocation l where l.organisation_id = a.organisation_id
            and l.child_id = new.child_id and l.actor_id = a.id and l.relation = 'social worker'
            and not exists (select from allocation_ended e where e.organisation_id = l.organisation_id and e.allocation_id = l.id))
          else a.role in ('registered-manager', 'provider', 'supervising-social-worker') end
      on conflict do nothing;
  end if;

  if new.child_id is not null then
    insert into child_address (organisation_id, child_id, kind, confidential) values (new.organisation_id, new.child_id, 'family home', true)
      on conflict (organisation_id, child_id, kind) do update set confidential = true where not child_address.confidential;
    select c.* into address from confidential_address c where c.organisation_id = new.organisation_id and c.id = address.id;
    perform app.take_out_of_words(new.organisation_id, address.id);
    -- Brothers and sisters who have the same family home would tell where it is.
    for other in select b.other_child_id as id from brother_or_sister b
      join child_address a on a.organisation_id = b.organisation_id and a.child_id = b.other_child_id and not a.confidential
      where b.organisation_id = new.organisation_id and b.child_id = new.child_id
        and (a.postcode = address.postcode or (a.lat = address.lat and a.long = address.long)
          or (address.postcode is null and a.postcode is null and a.area <> '' and lower(a.area) = lower(address.area)))
    loop
      insert into address_hidden (organisation_id, child_id, why, basis, hidden_from, until_on, by_itself, by)
        select new.organisation_id, other.id, new.why, new.basis, new.hidden_from, new.until_on, new.by_itself, new."by"
        where not app.is_hidden(new.organisation_id, other.id, null);
    end loop;
  else
    insert into home_address (organisation_id, home_id, confidential) values (new.organisation_id, new.home_id, true)
      on conflict (organisation_id, home_id) do update set confidential = true where not home_address.confidential;
    update home h set name = h.name, area = h.area where h.organisation_id = new.organisation_id and h.id = new.home_id;
    perform app.take_out_of_words(new.organisation_id, address.id);
    if new.why = 'refuge' then
      perform app.hide_child_in_refuge(p.organisation_id, p.child_id, 'Lives in a refuge', new."by") from placement p
        where p.home_organisation_id = new.organisation_id and p.home_id = new.home_id and not exists (select from placement_ended e
          where e.organisation_id = p.organisation_id and e.placement_id = p.id and e.ended <= current_date);
    end if;
  end if;
  return null;
end $$;
create trigger hides after insert on address_hidden for each row execute function app.hide_address();

-- An address that its people write anew is looked for again, and what it was stays out of words.
create function app.keep_what_was() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into address_was (organisation_id, address_id, name, line, postcode, area, lat, long)
    values (old.organisation_id, old.id, old.name, old.line, old.postcode, old.area, old.lat, old.long);
  return null;
end $$;
create trigger a_keeps_what_was after update on confidential_address for each row
  when ((old.name, old.line, old.postcode, old.area, old.lat, old.long) is distinct from (new.name, new.line, new.postcode, new.area, new.lat, new.long)
    and num_nonnulls(old.name, old.line, old.postcode, nullif(old.area, ''), old.lat) > 0)
  execute function app.keep_what_was();
create function app.look_again() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.is_hidden(new.organisation_id, new.child_id, new.home_id) then perform app.take_out_of_words(new.organisation_id, new.id); end if;
  return null;
end $$;
create trigger looks_again after update of name, line, postcode, area on confidential_address for each row
  when (pg_trigger_depth() = 0 and (old.name, old.line, old.postcode, old.area) is distinct from (new.name, new.line, new.postcode, new.area))
  execute function app.look_again();

-- A child who comes to live in a hidden home: their words may speak of it, and a refuge hides them as well.
create function app.hide_who_moves_in() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare each record; begin
  for each in select distinct c.organisation_id as org, c.id, p.organisation_id as child_org, p.child_id,
      exists (select from address_hidden r where r.organisation_id = c.organisation_id and r.home_id = c.home_id
        and r.why = 'refuge' and app.in_force(r.organisation_id, r.id)) as refuge
    from moved p join confidential_address c on c.organisation_id = p.home_organisation_id and c.home_id = p.home_id
    -- A return brings a whole life at once: only the home the child came to last is where they live.
    where app.is_hidden(c.organisation_id, null, c.home_id) and not exists (select from placement l
      where l.organisation_id = p.organisation_id and l.child_id = p.child_id and l.started > p.started)
  loop
    perform app.take_out_of_child(each.org, each.id, each.child_org, each.child_id);
    if each.refuge then
      perform app.hide_child_in_refuge(each.child_org, each.child_id, 'Lives in a refuge', coalesce(app.actor(), 'system'));
    end if;
  end loop;
  return null;
end $$;
create trigger hides_who_moves_in after insert on placement
  referencing new table as moved for each statement execute function app.hide_who_moves_in();

-- The last reason is gone: everything comes back to where it was, and nobody is named any more.
create function app.bring_address_back() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare fact address_hidden; c confidential_address; each record; begin
  select h.* into fact from address_hidden h where h.organisation_id = new.organisation_id and h.id = new.hidden_id;
  if fact.child_id is not null then perform 1 from child x where x.organisation_id = fact.organisation_id and x.id = fact.child_id for update;
  else perform 1 from home x where x.organisation_id = fact.organisation_id and x.id = fact.home_id for update; end if;
  if app.is_hidden(fact.organisation_id, fact.child_id, fact.home_id) then return null; end if;
  select x.* into c from confidential_address x where x.organisation_id = fact.organisation_id
    and (x.child_id = fact.child_id or x.home_id = fact.home_id);
  if c.child_id is not null then
    update child_address a set confidential = false, postcode = c.postcode, area = c.area, lat = coalesce(c.lat, p.lat), long = coalesce(c.long, p.long)
      from (select) one left join postcode p on p.postcode = c.postcode
      where a.organisation_id = c.organisation_id and a.child_id = c.child_id;
  else
    update home_address a set confidential = false, line = c.line, carers = c.carers, postcode = c.postcode,
        lat = coalesce(c.lat, p.lat), long = coalesce(c.long, p.long), authority_code = coalesce(c.authority_code, p.authority_code)
      from (select) one left join postcode p on p.postcode = c.postcode
      where a.organisation_id = c.organisation_id and a.home_id = c.home_id;
    update home h set area = c.area, name = coalesce(c.name, h.name) where h.organisation_id = c.organisation_id and h.id = c.home_id;
  end if;
  -- Words that nobody has changed since say again what they said.
  for each in select f.* from address_found f where f.organisation_id = c.organisation_id and f.address_id = c.id and f.before is not null loop
    perform app.put_back(each.place, each.row_id, c.organisation_id, c.home_id, each.before, each.after);
  end loop;
  -- But for what else is hidden of the same children: a brother's address, the home they live in.
  for each in select distinct h.address_organisation, h.address_id, told.organisation_id, told.child_id
    from address_found f
    join lateral (select p.organisation_id, p.child_id from profile p where p.id = split_part(f.row_id, ' ', 1) and starts_with(f.place, 'profile')
      union select s.organisation_id, s.child_id from search_child s where s.search_id = f.row_id and f.place = 'search.note') told on true
    cross join lateral app.hiding_places(told.organisation_id, told.child_id) h
    where f.organisation_id = c.organisation_id and f.address_id = c.id and f.before is not null
  loop
    perform app.take_out_of_child(each.address_organisation, each.address_id, each.organisation_id, each.child_id);
  end loop;
  delete from address_found f where f.organisation_id = c.organisation_id and f.address_id = c.id;
  insert into address_named_ended (organisation_id, address_id, actor_id, by)
    select n.organisation_id, n.address_id, n.actor_id, new."by" from address_named n where n.organisation_id = c.organisation_id and n.address_id = c.id;
  update confidential_address x set name = null, carers = null, line = null, postcode = null, area = '', authority_code = null, lat = null, long = null
    where x.organisation_id = c.organisation_id and x.id = c.id;
  delete from address_was w where w.organisation_id = c.organisation_id and w.address_id = c.id;
  return null;
end $$;
create function app.put_back(place text, row_key text, home_organisation text, home text, before text, after text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_table constant text := split_part(place, '.', 1); of_column constant text := split_part(place, '.', 2);
  is_list constant boolean := split_part(place, '.', 2) = 'interests';
  of_home constant text := format('t.organisation_id = %L and t.home_id = %L and ', home_organisation, home);
  which constant text := case of_table
    when 'profile' then 't.id = $1 and t.id not in (select f.profile_id from profile_finished f where f.organisation_id = t.organisation_id)'
    when 'profile_domain' then 't.profile_id || '' '' || t.domain = $1 and t.profile_id not in (select f.profile_id from profile_finished f where f.organisation_id = t.organisation_id)'
    when 'registration' then of_home || 't.from_date::text = $1'
    when 'home_skill' then of_home || 't.domain || '' '' || t.said_on || '' '' || extract(epoch from t.said_at) = $1'
    else 't.id = $1' end;
begin
  execute format('update %1$I t set %2$I = %3$s where %4$s and %5$s = $3', of_table, of_column,
    case when is_list then 'string_to_array($2, chr(10))' else '$2' end, which,
    case when is_list then format('array_to_string(t.%I, chr(10))', of_column) else format('t.%I', of_column) end)
    using row_key, before, after;
end $$;
create trigger brings_back after insert on address_hidden_ended for each row execute function app.bring_address_back();

create function app.end_address_named() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare was address_named; begin
  delete from address_named n where n.organisation_id = new.organisation_id and n.address_id = new.address_id
    and n.actor_id = new.actor_id returning * into was;
  if was is null then raise exception 'this person is not named' using errcode = 'HW002'; end if;
  new.named_at := was.at; new.named_by := was."by";
  return new;
end $$;
create trigger ends_named before insert on address_named_ended for each row execute function app.end_address_named();
-- From whom it is hidden is stronger than any naming.
create function app.refuse_hidden_from() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from address_hidden_from f join address_hidden h on h.organisation_id = f.organisation_id and h.id = f.hidden_id
    join confidential_address c on c.organisation_id = h.organisation_id and (c.child_id = h.child_id or c.home_id = h.home_id)
    where c.organisation_id = new.organisation_id and c.id = new.address_id and f.actor_id = new.actor_id
      and app.in_force(h.organisation_id, h.id))
  then raise exception 'the address is hidden from this person' using errcode = 'HW003'; end if;
  return new;
end $$;
create trigger refuses_hidden_from before insert on address_named for each row execute function app.refuse_hidden_from();
create function app.unname_hidden_from() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into address_named_ended (organisation_id, address_id, actor_id, by)
    select n.organisation_id, n.address_id, n.actor_id, h.by from address_hidden h
    join confidential_address c on c.organisation_id = h.organisation_id and (c.child_id = h.child_id or c.home_id = h.home_id)
    join address_named n on n.organisation_id = c.organisation_id and n.address_id = c.id and n.actor_id = new.actor_id
    where h.organisation_id = new.organisation_id and h.id = new.hidden_id;
  return null;
end $$;
create trigger unnames after insert on address_hidden_from for each row execute function app.unname_hidden_from();

-- Hidden addresses of children that nobody may see, because nobody was a social worker of theirs yet when they were written
-- down: their social workers now may. For the system's own loading of records, once; never in answer to a person.
create function app.name_social_workers() returns void language sql as $$
  insert into address_named (organisation_id, address_id, actor_id, by)
    select distinct c.organisation_id, c.id, l.actor_id, 'system' from confidential_address c
    join allocation l on l.organisation_id = c.organisation_id and l.child_id = c.child_id and l.relation = 'social worker'
    where app.is_hidden(c.organisation_id, c.child_id, null)
      and not exists (select from allocation_ended e where e.organisation_id = l.organisation_id and e.allocation_id = l.id)
      and not exists (select from address_named n where n.organisation_id = c.organisation_id and n.address_id = c.id)
    on conflict do nothing
$$;

-- 2.5 What a child's record says of a school says where the child is.
create function app.hides_school(profile text) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin return coalesce((select app.hides_from_me(p.child_id) from profile p
  where p.organisation_id = app.my_organisation() and p.id = profile), false); end $$;
create policy schools_of_hidden_children on profile_place as restrictive for select to homeward_app using (
  kind <> 'school' or not app.hides_school(profile_id));
-- Somebody who does not see the school starts a new version without it; it comes along all the same.
create function app.carry_school() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.number > 1 and app.hides_from_me(new.child_id) then
    insert into profile_place (organisation_id, id, profile_id, kind, name, postcode, lat, long, miles, must_keep)
      select s.organisation_id, 'place_' || replace(gen_random_uuid()::text, '-', ''), new.id, s.kind, s.name, s.postcode, s.lat, s.long, s.miles, s.must_keep
      from profile_place s join profile p on p.organisation_id = s.organisation_id and p.id = s.profile_id
      where s.kind = 'school' and p.organisation_id = new.organisation_id and p.child_id = new.child_id and p.number = new.number - 1;
  end if;
  return null;
end $$;
create trigger carries_school after insert on profile for each row when (app.actor() is not null) execute function app.carry_school();

-- Words of a finished profile as the actor may read them: what was finished before an address was hidden stands in the
-- table as it was, and is shown without the address to everybody who is not named.
create function app.as_shown(child text, finished_at timestamptz, words text[]) returns text[] language plpgsql stable
security definer set search_path = public, pg_temp as $$
declare place record; patterns text[]; begin
  for place in select h.* from app.hiding_places(app.my_organisation(), child) h where h.address_id not in (select app.my_addresses())
    and (finished_at <= h.since or (h.moved_in is not null and finished_at::date <= h.moved_in))
  loop
    patterns := app.place_patterns(place.address_organisation, place.address_id, app.my_organisation(), child);
    select array_agg(app.without_place(w, patterns) order by n) into words from unnest(words) with ordinality x(w, n);
  end loop;
  return words;
end $$;

-- Returns carry postcodes, and so does Ofsted's list: the app reads the rest of both.
do $$ declare target text; begin
  foreach target in array array['episode', 'provider_listing'] loop
    execute format('revoke select on %I from homeward_app', target);
    execute format('grant select (%s) on %I to homeward_app', (select string_agg(quote_ident(column_name), ', ')
      from information_schema.columns where table_schema = 'public' and table_name = target
        and column_name not in ('home_post', 'pl_post', 'postcode')), target);
  end loop;
end $$;

-- 2.6 Who may do what.
create function app.may_hide(child text, home text) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin return (
  select case when child is not null then child in (select app.my_children('{address}', 'write'))
      or (app.sees_all('{address}', 'write') and exists (select from child c where c.organisation_id = app.my_organisation() and c.id = child)
        and child not in (select app.sealed_here()))
    else exists (select from home h where h.organisation_id = app.my_organisation() and h.id = home
      and (app.my_role() in ('registered-manager', 'provider', 'supervising-social-worker', 'home-finder', 'manager', 'commissioner')
        or h.id in (select app.my_homes()))) end
);
end $$;
-- Hidden addresses whose named people have all left: information governance names others, and never itself.
create function app.addresses_nobody_sees() returns table (address_id text, of_a_home boolean, since timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.home_id is not null, min(h.at) from confidential_address c
    join address_hidden h on h.organisation_id = c.organisation_id and (h.child_id = c.child_id or h.home_id = c.home_id)
    where app.my_role() = 'information-governance' and c.organisation_id = app.my_organisation() and app.in_force(h.organisation_id, h.id)
      and not exists (select from address_named n join actor a on a.id = n.actor_id
        where n.organisation_id = c.organisation_id and n.address_id = c.id
          and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id))
    group by c.id, c.home_id
$$;
-- Whom an address may be shown to: staff of the organisation that keeps it, its carers, and the social workers of the
-- children who live in a home.
create function app.may_be_named(address text) returns table (id text, name text, role text, organisation text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.name, a.role, o.name from confidential_address c
    join actor a on (a.organisation_id = c.organisation_id and a.role not in ('child', 'parent', 'partner', 'advocate', 'regional-analyst', 'reform-lead'))
      or (c.home_id is not null and exists (select from placement p
        join allocation l on l.organisation_id = p.organisation_id and l.child_id = p.child_id and l.actor_id = a.id and l.relation = 'social worker'
        where p.home_organisation_id = c.organisation_id and p.home_id = c.home_id and p.organisation_id = a.organisation_id
          and not app.is_sealed(p.organisation_id, p.child_id)
          and not exists (select from placement_ended e where e.organisation_id = p.organisation_id and e.placement_id = p.id and e.ended <= current_date)
          and not exists (select from allocation_ended e where e.organisation_id = l.organisation_id and e.allocation_id = l.id)))
    join organisation o on o.id = a.organisation_id
    where c.id = address
      and (c.id in (select app.my_addresses()) or c.id in (select x.address_id from app.addresses_nobody_sees() x))
      and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
$$;

do $$ declare target text; begin
  foreach target in array array['confidential_address', 'address_hidden', 'address_hidden_ended', 'address_hidden_from',
    'address_named', 'address_named_ended', 'address_found', 'address_was'] loop
    perform app.protect(target::regclass);
  end loop;
end $$;
grant select on confidential_address, address_hidden, address_hidden_ended, address_hidden_from, address_named, address_named_ended to homeward_app;
grant select (organisation_id, address_id, place, row_id, words) on address_found to homeward_app;
grant update (name, carers, line, postcode, area, authority_code, lat, long) on confidential_address to homeward_app;
grant insert (organisation_id, id, child_id, home_id, why, basis, hidden_from, until_on, by) on address_hidden to homeward_app;
grant insert (organisation_id, hidden_id, by, reason) on address_hidden_ended to homeward_app;
grant insert on address_hidden_from to homeward_app;
grant insert (organisation_id, address_id, actor_id, by) on address_named to homeward_app;
grant insert (organisation_id, address_id, actor_id, by) on address_named_ended to homeward_app;

create policy named_people on confidential_address for select to homeward_app using (id in (select app.my_addresses()));
create policy kept_by_named on confidential_address for update to homeward_app using (id in (select app.my_addresses()))
  with check (id in (select app.my_addresses()));
create policy named_people on address_named for select to homeward_app using (address_id in (select app.my_addresses()));
create policy named_people on address_named_ended for select to homeward_app using (address_id in (select app.my_addresses()));
create policy named_people on address_found for select to homeward_app using (address_id in (select app.my_addresses()));
create policy named_people on address_hidden for select to homeward_app using (exists (select from confidential_address c
  where c.organisation_id = address_hidden.organisation_id and (c.child_id = address_hidden.child_id or c.home_id = address_hidden.home_id)));
do $$ declare target text; begin
  foreach target in array array['address_hidden_ended', 'address_hidden_from'] loop
    execute format($p$create policy named_people on %1$I for select to homeward_app using (exists (select from address_hidden h
      where h.organisation_id = %1$I.organisation_id and h.id = %1$I.hidden_id))$p$, target);
  end loop;
end $$;
-- An open address is hidden by whoever may change it; to one that is hidden already only its people add a reason.
create policy hidden_by on address_hidden for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and app.may_hide(child_id, home_id)
  and (not app.is_hidden(organisation_id, child_id, home_id) or exists (select from confidential_address c
    where c.organisation_id = address_hidden.organisation_id and (c.child_id = address_hidden.child_id or c.home_id = address_hidden.home_id))));
create policy ended_by_named on address_hidden_ended for insert to homeward_app with check (
  by = app.actor() and exists (select from address_hidden h
    where h.organisation_id = address_hidden_ended.organisation_id and h.id = address_hidden_ended.hidden_id));
create policy written_by_named on address_hidden_from for insert to homeward_app with check (
  actor_id <> app.actor() and exists (select from address_hidden h
    where h.organisation_id = address_hidden_from.organisation_id and h.id = address_hidden_from.hidden_id));
create policy named_by_named on address_named for insert to homeward_app with check (
  by = app.actor() and actor_id <> app.actor() and actor_id in (select m.id from app.may_be_named(address_id) m));
create policy ended_by_named on address_named_ended for insert to homeward_app with check (
  by = app.actor() and (address_id in (select app.my_addresses()) or actor_id = app.actor()));

-- 3. Adoption: the child has a new record under the new name. The old one is sealed, and what joins the two is read by
-- the adoption workers who are named on the old one.
create table adoption_link (
  organisation_id text not null,
  before_child_id text not null,
  after_child_id text not null,
  ordered_on date not null,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, before_child_id),
  unique (organisation_id, after_child_id),
  foreign key (organisation_id, before_child_id) references child (organisation_id, id) on delete cascade,
  foreign key (organisation_id, after_child_id) references child (organisation_id, id) on delete cascade,
  check (before_child_id <> after_child_id)
);
comment on table adoption_link is 'The only row that joins a child before and after an adoption.';
select app.protect('adoption_link');
grant select on adoption_link to homeward_app;
create policy adoption_workers on adoption_link for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'adoption-worker'
  and before_child_id in (select app.my_children('{identity}', 'read')));

-- Seals the old record to adoption workers and joins the two. The new record is there already, written by the same worker.
create function app.record_adoption(old_child text, new_child text, ordered date, ended_because text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); workers text[]; begin
  if app.my_role() is distinct from 'adoption-worker' or old_child not in (select app.my_children('{identity}', 'write'))
    or new_child not in (select app.my_children('{identity}', 'write')) then
    raise exception 'only an adoption worker of both records records an adoption' using errcode = '42501';
  end if;
  perform 1 from child c where c.organisation_id = org and c.id = old_child for update;
  if exists (select from adoption_link l where l.organisation_id = org
    and (old_child in (l.before_child_id, l.after_child_id) or new_child in (l.before_child_id, l.after_child_id))) then
    raise exception 'an adoption of this child is recorded already' using errcode = 'HW002';
  end if;
  workers := array(select a.id from actor a where a.organisation_id = org and a.role = 'adoption-worker'
    and not exists (select from post_ended e where e.organisation_id = org and e.actor_id = a.id)
    and (a.id = app.actor() or exists (select from allocation l where l.organisation_id = org and l.child_id = old_child and l.actor_id = a.id
      and not exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id))
      or exists (select from record_named n where n.organisation_id = org and n.child_id = old_child and n.actor_id = a.id)));
  if app.is_sealed(org, old_child) then
    insert into record_unsealed (organisation_id, child_id, by, reason) values (org, old_child, app.actor(), 'An adoption was recorded');
  end if;
  insert into record_sealed (organisation_id, child_id, by, why) values (org, old_child, app.actor(), 'adoption');
  insert into record_named (organisation_id, child_id, actor_id, by) select org, old_child, w, app.actor() from unnest(workers) w;
  insert into allocation_ended (organisation_id, allocation_id, by)
    select org, l.id, app.actor() from allocation l where l.organisation_id = org and l.child_id = old_child
      and not exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id);
  insert into placement_ended (organisation_id, placement_id, ended, reason, by)
    select org, p.id, greatest(p.started, ordered), ended_because, app.actor() from placement p
      where p.organisation_id = org and p.child_id = old_child on conflict do nothing;
  -- The new record has a worker from the start: one without would stand on every manager's list the moment the old one leaves.
  insert into allocation (organisation_id, id, child_id, actor_id, relation, by)
    values (org, 'allocation_' || replace(gen_random_uuid()::text, '-', ''), new_child, app.actor(), 'social worker', app.actor());
  insert into adoption_link (organisation_id, before_child_id, after_child_id, ordered_on, by)
    values (org, old_child, new_child, ordered, app.actor());
end $$;

do $$ declare each regprocedure; begin
  for each in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef
    and p.proname in ('is_hidden', 'my_addresses', 'is_named', 'hiding_places', 'hidden_among', 'hides_from_me', 'hides_school', 'place_patterns',
      'keep_address_apart', 'hide_what_is_confidential', 'write_without_place', 'note_without_place', 'keep_place_of_home_apart',
      'take_out', 'take_out_of_child', 'take_out_of_words', 'hide_child_in_refuge', 'hide_in_turn', 'hide_address', 'hide_who_moves_in',
      'bring_address_back', 'put_back', 'look_again', 'keep_what_was', 'end_address_named', 'refuse_hidden_from', 'unname_hidden_from',
      'carry_school', 'as_shown', 'may_hide', 'may_be_named', 'addresses_nobody_sees', 'record_adoption')
  loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_system', each);
  end loop;
  revoke execute on function app.name_social_workers() from public;
  grant execute on function app.name_social_workers() to homeward_system;
  grant execute on function app.is_hidden(text, text, text), app.my_addresses(), app.hidden_among(text[]),
    app.hides_from_me(text), app.hides_school(text), app.as_shown(text, timestamptz, text[]), app.may_hide(text, text), app.may_be_named(text),
    app.addresses_nobody_sees(), app.record_adoption(text, text, date, text) to homeward_app;
end $$;

-- What was confidential so far is hidden like everything that will be. The owner of the tables is bound by the policies
-- as well, so the rows are changed as the system.
set local role homeward_system;
update child_address set confidential = true where confidential;
update home_address set confidential = true where confidential;
reset role;
alter table child_address add constraint child_address_hidden check (
  not confidential or (postcode is null and area = '' and lat is null and long is null));
alter table home_address add constraint home_address_hidden check (
  not confidential or (postcode is null and line is null and carers is null and authority_code is null and lat is null and long is null));
