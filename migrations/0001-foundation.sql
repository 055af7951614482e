-- The foundation: roles, who is acting, organisations, workers, events.
-- Three roles. homeward_login owns nothing and may do nothing by itself; a transaction becomes
-- homeward_app (a named actor; row-level policies decide) or homeward_system (imports, seeding, jobs).
do $$ declare wanted text; begin
  foreach wanted in array array['homeward_login', 'homeward_app', 'homeward_system'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin execute format('create role %I nologin noinherit', wanted);
      exception when duplicate_object or unique_violation then null; -- another database of this cluster was faster
      end;
    end if;
  end loop;
end $$;
grant homeward_app, homeward_system to homeward_login;
grant homeward_login, homeward_app, homeward_system to current_user;

create schema app;
comment on schema app is 'Functions that the row-level policies stand on.';
grant usage on schema app, public to homeward_login, homeward_app, homeward_system;
grant create on schema app to homeward_system;
revoke create on schema public from public;

-- Every table with rows of an organisation goes through here once: policies on, for the owner too.
create function app.protect(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('grant select, insert, update, delete on %s to homeward_system', target);
  execute format('create policy system_work on %s to homeward_system using (true) with check (true)', target);
end $$;

create function app.actor() returns text language sql stable as
$$ select nullif(current_setting('app.actor', true), '') $$;

create table organisation (
  id text primary key,
  kind text not null check (kind in ('authority', 'provider', 'region')),
  name text not null,
  code text unique, -- the ONS code of an authority, the Ofsted number of a provider
  lat double precision, long double precision, -- the middle of an authority, for its map only
  sector text check (sector in ('authority', 'voluntary', 'private'))
);
comment on table organisation is 'Tenants. Names of organisations are public; what they hold is not.';
select app.protect('organisation');
grant select on organisation to homeward_app;
create policy known_to_all on organisation for select to homeward_app using (app.actor() is not null);

create table region_member (
  region_id text not null references organisation,
  organisation_id text not null references organisation,
  primary key (organisation_id, region_id)
);
select app.protect('region_member');
grant select on region_member to homeward_app;
create policy known_to_all on region_member for select to homeward_app using (app.actor() is not null);

create table worker (
  organisation_id text not null references organisation,
  id text not null unique,
  name text not null,
  role text not null check (role in ('social-worker', 'home-finder', 'manager', 'commissioner', 'data-officer',
    'registered-manager', 'regional-analyst', 'out-of-hours-worker')),
  primary key (organisation_id, id)
);
comment on table worker is 'People who act in the system. Sign-in joins here later.';
select app.protect('worker');

-- Read by every policy, so they are written to be planned once a query: (select app.my_organisation()).
create function app.my_organisation() returns text language sql stable security definer set search_path = public as
$$ select organisation_id from worker where id = app.actor() $$;
create function app.my_role() returns text language sql stable security definer set search_path = public as
$$ select role from worker where id = app.actor() $$;
create function app.my_regions() returns text[] language sql stable security definer set search_path = public as
$$ select coalesce(array_agg(distinct m.region_id), '{}') from region_member m
   where m.organisation_id = app.my_organisation() or m.region_id = app.my_organisation() $$;
-- Staff of an authority who work with children's records. A regional analyst and a provider's staff do not.
create function app.works_with_children() returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from worker w join organisation o on o.id = w.organisation_id
   where w.id = app.actor() and o.kind = 'authority'
     and w.role in ('social-worker', 'home-finder', 'manager', 'data-officer', 'out-of-hours-worker')) $$;
alter function app.my_organisation() owner to homeward_system;
alter function app.my_role() owner to homeward_system;
alter function app.my_regions() owner to homeward_system;
alter function app.works_with_children() owner to homeward_system;

grant select on worker to homeward_app;
create policy own_organisation on worker for select to homeward_app
  using (organisation_id = (select app.my_organisation()));

create table event (
  organisation_id text not null references organisation,
  id text not null,
  at timestamptz not null default now(),
  actor text not null,
  kind text not null,
  subject text not null, -- the id of what it is about
  detail jsonb not null default '{}',
  primary key (organisation_id, id)
);
comment on table event is 'What was done, by whom, when: written in the same transaction as the fact.';
create index event_subject on event (organisation_id, subject, at);
select app.protect('event');
grant select, insert on event to homeward_app;
create policy own_organisation on event for select to homeward_app
  using (organisation_id = (select app.my_organisation()));
create policy as_oneself on event for insert to homeward_app
  with check (organisation_id = (select app.my_organisation()) and actor = app.actor());

create table setting (
  name text primary key,
  value jsonb not null
);
comment on table setting is 'Settings of this installation (the signing key, whether the made-up region is loaded).';
select app.protect('setting');

create table postcode (
  postcode text primary key,
  lat double precision not null,
  long double precision not null,
  authority_code text
);
comment on table postcode is 'From the ONS Postcode Directory; no personal data.';
grant select on postcode to homeward_app;
grant select, insert, update, delete on postcode to homeward_system;
