-- Homes, their rooms, what they are approved for, what they do well, and who lives there.
create table home (
  organisation_id text not null references organisation, -- who runs it
  id text not null,
  region_id text references organisation, -- where it can be found by searchers; null: nowhere
  name text not null, -- never a carer's name
  kind text not null check (kind in ('fostering', 'kinship', 'residential', 'supported', 'secure')),
  sector text not null check (sector in ('authority', 'voluntary', 'private')),
  urn text,
  grade text check (grade in ('outstanding', 'good', 'requires improvement', 'inadequate', 'not yet inspected')),
  graded_on date,
  area text not null default '', -- a town or district, wide enough to show
  about text not null default '',
  pets boolean,
  adapted boolean,
  languages text[] not null default '{}',
  interests text[] not null default '{}',
  touched xid8 not null default pg_current_xact_id(),
  primary key (organisation_id, id)
);
comment on column home.touched is 'The last transaction that changed what a searcher needs to know; lets a reader fetch only what is new.';
create unique index home_urn on home (organisation_id, urn) where urn is not null;
create index home_region on home (region_id, touched);

create table home_address (
  organisation_id text not null,
  home_id text not null,
  carers text, -- names, known to the home's own agency only
  line text,
  postcode text,
  authority_code text, -- the authority it stands in
  lat double precision, long double precision,
  confidential boolean not null default false,
  primary key (organisation_id, home_id),
  foreign key (organisation_id, home_id) references home on delete cascade
);

create table registration (
  organisation_id text not null,
  home_id text not null,
  from_date date not null,
  to_date date,
  min_age smallint, max_age smallint, -- bounds included; null: not known
  sexes text[] not null default '{female,male}',
  places smallint,
  terms text not null default '',
  primary key (organisation_id, home_id, from_date),
  foreign key (organisation_id, home_id) references home on delete cascade
);
comment on table registration is 'Ofsted registration of a children''s home, or the terms of approval of a foster carer.';

create table room (
  organisation_id text not null,
  id text not null,
  home_id text not null,
  name text not null,
  adapted boolean,
  may_share boolean not null default false,
  primary key (organisation_id, id),
  foreign key (organisation_id, home_id) references home on delete cascade
);
create index room_home on room (organisation_id, home_id);

create table room_vacancy (
  organisation_id text not null,
  id text not null,
  room_id text not null,
  free_from date, -- null: not free
  said_at timestamptz not null default now(),
  said_on date not null, -- the day somebody confirmed it
  said_by text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, room_id) references room on delete cascade
);
create index room_vacancy_latest on room_vacancy (organisation_id, room_id, said_at desc, id desc);

create table room_out_of_service (
  organisation_id text not null,
  id text not null,
  room_id text not null,
  from_date date not null,
  to_date date,
  reason text not null check (reason in ('repairs', 'safety', 'staffing', 'carer break', 'held for a child', 'match with a child who lives there', 'other')),
  note text not null default '',
  said_by text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, room_id) references room on delete cascade,
  check (to_date is null or to_date >= from_date)
);
create index room_out_of_service_room on room_out_of_service (organisation_id, room_id);

create table home_skill (
  organisation_id text not null,
  home_id text not null,
  domain text not null,
  said_on date not null,
  said_at timestamptz not null default now(),
  level smallint check (level between 0 and 4),
  evidence_by text not null check (evidence_by in ('self', 'agency', 'inspection', 'placement')),
  evidence text not null default '',
  said_by text not null default '',
  primary key (organisation_id, home_id, domain, said_on, said_at),
  foreign key (organisation_id, home_id) references home on delete cascade
);
comment on table home_skill is 'Every statement is kept; the latest said_on (then said_at) is the one in use.';

create table fee (
  organisation_id text not null,
  home_id text not null,
  from_date date not null,
  weekly_pence bigint not null check (weekly_pence >= 0),
  primary key (organisation_id, home_id, from_date),
  foreign key (organisation_id, home_id) references home on delete cascade
);

create table household_member (
  organisation_id text not null,
  id text not null,
  home_id text not null,
  relation text not null check (relation in ('own child', 'staying put', 'adult')),
  sex text not null check (sex in ('female', 'male', 'unknown')),
  born date,
  alongside text not null default 'no-preference',
  primary key (organisation_id, id),
  foreign key (organisation_id, home_id) references home on delete cascade
);
create index household_member_home on household_member (organisation_id, home_id);
comment on table household_member is 'Others who live there: the carers'' own children, young adults staying put. Children in care are placements.';

create table home_connection (
  organisation_id text not null,
  home_id text not null,
  child_organisation_id text not null,
  child_id text not null,
  primary key (organisation_id, home_id, child_organisation_id, child_id),
  foreign key (organisation_id, home_id) references home on delete cascade,
  foreign key (child_organisation_id, child_id) references child on delete cascade
);
comment on table home_connection is 'Kinship carers are approved for these children only.';

-- The Ofsted list of providers, as imported; public.
create table provider_listing (
  urn text primary key,
  name text not null,
  provider text,
  kind text,
  sector text,
  grade text,
  inspected_on date,
  places integer,
  postcode text,
  authority text,
  status text
);
grant select on provider_listing to homeward_app;
grant select, insert, update, delete on provider_listing to homeward_system;

create table placement (
  organisation_id text not null, -- the placing authority
  id text not null,
  child_id text not null,
  home_organisation_id text not null,
  home_id text not null,
  started date not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, child_id) references child on delete cascade,
  foreign key (home_organisation_id, home_id) references home (organisation_id, id)
);
create index placement_home on placement (home_organisation_id, home_id);
create index placement_child on placement (organisation_id, child_id);

create table placement_ended (
  organisation_id text not null,
  placement_id text not null,
  ended date not null,
  reason text not null default '', -- the return's code for why the home ended
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, placement_id),
  foreign key (organisation_id, placement_id) references placement on delete cascade
);

create table episode (
  organisation_id text not null,
  child_id text not null,
  decom date not null,
  rne text, ls text, cin text, place text, place_provider text,
  dec date, rec text, reason_place_change text,
  home_post text, pl_post text, urn text,
  import_id text not null,
  return_year smallint not null, -- 2026: the year that ended on 31 March 2026; the latest year wins
  primary key (organisation_id, child_id, decom),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table episode is 'The statutory return''s episodes; column names are the return''s own.';

create table return_import (
  organisation_id text not null references organisation,
  id text not null,
  digest text not null, -- of the files as read: the same files change nothing
  return_year smallint not null,
  at timestamptz not null default now(),
  by text not null,
  counts jsonb not null,
  primary key (organisation_id, id),
  unique (organisation_id, digest)
);

do $$ declare target text; begin
  foreach target in array array['home', 'home_address', 'registration', 'room', 'room_vacancy', 'room_out_of_service',
    'home_skill', 'fee', 'household_member', 'home_connection', 'placement', 'placement_ended', 'episode', 'return_import'] loop
    perform app.protect(target::regclass);
    execute format('grant select, insert, update, delete on %I to homeward_app', target);
  end loop;
  -- The organisation that runs a home keeps its records.
  foreach target in array array['home', 'home_address', 'registration', 'room', 'room_vacancy', 'room_out_of_service',
    'home_skill', 'fee', 'household_member', 'home_connection'] loop
    execute format('create policy own_homes on %I to homeward_app
      using (organisation_id = (select app.my_organisation()) and (select app.my_role()) <> ''regional-analyst'')
      with check (organisation_id = (select app.my_organisation()) and (select app.my_role()) <> ''regional-analyst'')', target);
  end loop;
  foreach target in array array['placement', 'placement_ended', 'episode', 'return_import'] loop
    execute format('create policy own_authority on %I to homeward_app
      using (organisation_id = (select app.my_organisation()) and (select app.works_with_children()))
      with check (organisation_id = (select app.my_organisation()) and (select app.works_with_children()))', target);
  end loop;
  -- What every searcher of the region may read about a home: never addresses, carers or who lives there.
  execute 'create policy found_in_region on home for select to homeward_app
      using (region_id = any ((select app.my_regions())::text[]) and (select app.my_role()) <> ''registered-manager'')';
  foreach target in array array['registration', 'room', 'room_vacancy', 'room_out_of_service', 'home_skill', 'fee'] loop
    execute format('create policy found_in_region on %I for select to homeward_app using (%s)', target,
      case when target in ('room_vacancy', 'room_out_of_service')
        then format('exists (select from room r where r.organisation_id = %I.organisation_id and r.id = %I.room_id)', target, target)
        else format('exists (select from home h where h.organisation_id = %I.organisation_id and h.id = %I.home_id)', target, target) end);
  end loop;
end $$;

-- Whatever a searcher needs to know of a home marks the home as touched.
create function app.touch_home() returns trigger language plpgsql security definer set search_path = public as $$
declare changed jsonb; org text; homes text; begin
  changed := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  org := coalesce(changed->>'home_organisation_id', changed->>'organisation_id');
  homes := changed->>'home_id';
  if homes is null and changed ? 'room_id' then
    select home_id into homes from room where organisation_id = org and id = changed->>'room_id';
  end if;
  if homes is null and changed ? 'placement_id' then
    select home_organisation_id, home_id into org, homes from placement
      where organisation_id = changed->>'organisation_id' and id = changed->>'placement_id';
  end if;
  update home set touched = pg_current_xact_id()
    where organisation_id = org and id = homes and touched <> pg_current_xact_id();
  return null;
end $$;
alter function app.touch_home() owner to homeward_system;
do $$ declare target text; begin
  foreach target in array array['home_address', 'registration', 'room', 'room_vacancy', 'room_out_of_service',
    'home_skill', 'fee', 'household_member', 'home_connection', 'placement', 'placement_ended'] loop
    execute format('create trigger touches_home after insert or update or delete on %I
      for each row execute function app.touch_home()', target);
  end loop;
end $$;
create function app.touch_itself() returns trigger language plpgsql as $$
begin new.touched := pg_current_xact_id(); return new; end $$;
create trigger touches_itself before insert or update on home for each row execute function app.touch_itself();
