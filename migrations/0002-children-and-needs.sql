-- Children, who they are (apart), where they come from (apart), and the shared description of needs and strengths.
create table child (
  organisation_id text not null references organisation,
  id text not null,
  return_id text, -- CHILD in the statutory return
  sex text not null check (sex in ('female', 'male', 'unknown')),
  ethnicity text, -- the return's code; shown for due consideration, never weighted
  faith text,
  unaccompanied boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, return_id)
);

create table child_identity (
  organisation_id text not null,
  child_id text not null,
  born date not null,
  given_name text, -- null after an import of a return: returns carry no names
  family_name text,
  nhs_number text,
  upn text,
  primary key (organisation_id, child_id),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table child_identity is 'Names, dates of birth and numbers, apart from everything else about a child.';

create table child_address (
  organisation_id text not null,
  child_id text not null,
  kind text not null check (kind in ('family home')),
  postcode text,
  lat double precision, long double precision,
  confidential boolean not null default false,
  primary key (organisation_id, child_id, kind),
  foreign key (organisation_id, child_id) references child on delete cascade
);

create table brother_or_sister (
  organisation_id text not null,
  child_id text not null,
  other_child_id text not null,
  primary key (organisation_id, child_id, other_child_id),
  foreign key (organisation_id, child_id) references child on delete cascade,
  foreign key (organisation_id, other_child_id) references child (organisation_id, id) on delete cascade,
  check (child_id <> other_child_id)
);
comment on table brother_or_sister is 'Kept both ways round, so that one look-up answers.';

create table profile (
  organisation_id text not null,
  id text not null,
  child_id text not null,
  number integer not null check (number > 0), -- 1, 2, 3 … for one child
  edition integer not null default 1, -- grows with each save of a draft: a stale save is refused
  started_at timestamptz not null default now(),
  started_by text not null,
  about_me text not null default '', -- in the child's own words
  live_with text not null default '', -- who the child wants to live with, in their words
  matters text[] not null default '{}', -- the child's own order
  alongside text not null default 'no-preference'
    check (alongside in ('solo', 'others', 'only-older', 'only-younger', 'no-preference')),
  pets text not null default 'unknown' check (pets in ('must', 'can', 'no', 'unknown')),
  adaptations boolean,
  languages text[] not null default '{}',
  interests text[] not null default '{}',
  risks_to_child text[] not null default '{}',
  risks_to_others text[] not null default '{}',
  suits_fostering text not null default 'unspecified' check (suits_fostering in ('preferred', 'suitable', 'unsuitable', 'unspecified')),
  suits_residential text not null default 'unspecified' check (suits_residential in ('preferred', 'suitable', 'unsuitable', 'unspecified')),
  suits_supported text not null default 'unspecified' check (suits_supported in ('preferred', 'suitable', 'unsuitable', 'unspecified')),
  secure_order boolean not null default false, -- Children Act 1989 s25
  liberty_order boolean not null default false, -- deprivation of liberty order of the High Court
  primary key (organisation_id, id),
  unique (organisation_id, child_id, number),
  foreign key (organisation_id, child_id) references child on delete cascade
);

create table profile_domain (
  organisation_id text not null,
  profile_id text not null,
  domain text not null,
  level smallint check (level between 0 and 4), -- null: not known
  going_well text not null default '',
  what_helps text not null default '',
  not_known text not null default '',
  own_words text not null default '',
  said_by text not null default '',
  said_on date,
  primary key (organisation_id, profile_id, domain),
  foreign key (organisation_id, profile_id) references profile on delete cascade
);

create table profile_place (
  organisation_id text not null,
  id text not null,
  profile_id text not null,
  kind text not null check (kind in ('school', 'friend', 'avoid')),
  name text not null default '',
  postcode text,
  lat double precision, long double precision,
  miles real, -- only for a place to avoid
  must_keep boolean not null default false, -- only for a school
  primary key (organisation_id, id),
  foreign key (organisation_id, profile_id) references profile on delete cascade
);
create index profile_place_profile on profile_place (organisation_id, profile_id);

create table profile_finished (
  organisation_id text not null,
  profile_id text not null,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, profile_id),
  foreign key (organisation_id, profile_id) references profile on delete cascade
);
comment on table profile_finished is 'A finished profile is never changed again; a new number is started instead.';

do $$ declare target text; begin
  foreach target in array array['child', 'child_identity', 'child_address', 'brother_or_sister', 'profile',
    'profile_domain', 'profile_place', 'profile_finished'] loop
    perform app.protect(target::regclass);
    execute format('grant select, insert, update, delete on %I to homeward_app', target);
    execute format('create policy own_authority on %I to homeward_app
      using (organisation_id = (select app.my_organisation()) and (select app.works_with_children()))
      with check (organisation_id = (select app.my_organisation()) and (select app.works_with_children()))', target);
  end loop;
end $$;

-- A finished profile stands: no later write may touch it, whoever asks.
create function app.refuse_finished() returns trigger language plpgsql as $$
declare changed record; begin
  changed := case when tg_op = 'INSERT' then new else old end;
  if exists (select from profile_finished f where f.organisation_id = changed.organisation_id
      and f.profile_id = case tg_table_name when 'profile' then to_jsonb(changed)->>'id' else to_jsonb(changed)->>'profile_id' end)
  then raise exception 'a finished profile cannot be changed' using errcode = 'HW001'; end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger stands before update on profile for each row execute function app.refuse_finished();
create trigger stands before insert or update on profile_domain for each row execute function app.refuse_finished();
create trigger stands before insert or update on profile_place for each row execute function app.refuse_finished();
