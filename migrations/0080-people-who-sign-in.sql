-- Everyone who acts in the system, and what ties them to a child. A row of `actor` is a person in one role of one
-- organisation; somebody with two jobs has two. Who may see what stands in access_rule (0081), written from src/access.
alter table worker rename to actor;
alter table actor rename constraint worker_pkey to actor_pkey;
comment on table actor is 'A person in one role of one organisation: the one whom every query runs as.';

alter table actor drop constraint worker_role_check;
alter table actor add constraint actor_role_check check (role in (
  'child', 'parent', 'advocate', 'social-worker', 'out-of-hours-worker', 'home-finder', 'provider',
  'registered-manager', 'foster-carer', 'supervising-social-worker', 'manager', 'nominated-officer', 'director',
  'iro', 'virtual-school-head', 'commissioner', 'regional-analyst', 'family-help-lead', 'partner', 'reform-lead',
  'data-officer', 'information-governance', 'administrator', 'adoption-worker'));

create table team (
  organisation_id text not null references organisation,
  id text not null,
  name text not null,
  primary key (organisation_id, id)
);
alter table actor add column team_id text,
  add constraint actor_team_fkey foreign key (organisation_id, team_id) references team (organisation_id, id);
comment on column actor.team_id is 'The team a person works in; a manager leads it.';
create index actor_team on actor (organisation_id, team_id);

create table post_ended (
  organisation_id text not null,
  actor_id text not null,
  at timestamptz not null default now(),
  by text not null,
  reason text not null default '',
  primary key (organisation_id, actor_id),
  foreign key (organisation_id, actor_id) references actor (organisation_id, id) on delete cascade
);
comment on table post_ended is 'From this moment the actor sees nothing, whatever session is open.';

create table team_cover (
  organisation_id text not null,
  id text not null,
  actor_id text not null,
  team_id text not null,
  from_at timestamptz not null default now(),
  until_at timestamptz not null, -- cover always ends
  by text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, actor_id) references actor (organisation_id, id) on delete cascade,
  foreign key (organisation_id, team_id) references team (organisation_id, id) on delete cascade,
  check (until_at > from_at)
);
create index team_cover_actor on team_cover (organisation_id, actor_id);
comment on table team_cover is 'Somebody stands in for a team for a while and sees its children.';

create table allocation (
  organisation_id text not null, -- the authority that keeps the child's record
  id text not null,
  child_id text not null,
  actor_id text not null,
  relation text not null check (relation in ('social worker', 'supervising social worker', 'independent reviewing officer',
    'advocate', 'virtual school', 'family help lead', 'partner', 'adoption worker', 'added', 'parent', 'self')),
  from_at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, child_id) references child on delete cascade,
  foreign key (organisation_id, actor_id) references actor (organisation_id, id) on delete cascade
);
create index allocation_actor on allocation (organisation_id, actor_id);
create index allocation_child on allocation (organisation_id, child_id);
comment on column allocation.relation is '''added'': the person who wrote the child down first; ''self'': the child; ''parent'': their parent.';

create table allocation_ended (
  organisation_id text not null,
  allocation_id text not null,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, allocation_id),
  foreign key (organisation_id, allocation_id) references allocation on delete cascade
);

create table search_worker (
  organisation_id text not null,
  search_id text not null,
  actor_id text not null,
  from_at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, search_id, actor_id),
  foreign key (organisation_id, search_id) references search on delete cascade,
  foreign key (organisation_id, actor_id) references actor (organisation_id, id) on delete cascade
);
create index search_worker_actor on search_worker (organisation_id, actor_id);
comment on table search_worker is 'Who works on a search; they see its children for as long as it is open.';

create table search_closed (
  organisation_id text not null,
  search_id text not null,
  at timestamptz not null default now(),
  by text not null,
  why text not null check (why in ('home found', 'not needed any more', 'started by mistake')),
  primary key (organisation_id, search_id),
  foreign key (organisation_id, search_id) references search on delete cascade
);
create index search_child_child on search_child (organisation_id, child_id);

create table record_sealed (
  organisation_id text not null,
  child_id text not null,
  at timestamptz not null default now(),
  by text not null,
  why text not null check (why in ('staff member''s family', 'adoption', 'police or court', 'other')),
  primary key (organisation_id, child_id),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table record_sealed is 'A sealed record is seen by its named people only, whatever their role or team.';
create table record_named (
  organisation_id text not null,
  child_id text not null,
  actor_id text not null,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, child_id, actor_id),
  foreign key (organisation_id, child_id) references record_sealed on delete cascade,
  foreign key (organisation_id, actor_id) references actor (organisation_id, id) on delete cascade
);

create table break_glass (
  organisation_id text not null,
  id text not null,
  child_id text not null,
  actor_id text not null,
  reason text not null check (length(trim(reason)) >= 10),
  at timestamptz not null default now(),
  until_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, child_id) references child on delete cascade,
  foreign key (organisation_id, actor_id) references actor (organisation_id, id),
  check (until_at <= at + interval '4 hours' and until_at > at)
);
create index break_glass_actor on break_glass (organisation_id, actor_id, until_at);
comment on table break_glass is 'Opening a record without a relationship: with a reason, for at most four hours, reviewed afterwards.';
create table break_glass_review (
  organisation_id text not null,
  break_glass_id text not null,
  at timestamptz not null default now(),
  by text not null,
  outcome text not null check (outcome in ('appropriate', 'not appropriate', 'more to find out')),
  note text not null default '',
  closed boolean not null,
  primary key (organisation_id, break_glass_id, at),
  foreign key (organisation_id, break_glass_id) references break_glass on delete cascade
);
comment on table break_glass_review is 'What information governance found; every statement is kept, one of them closes the review.';

create table subject_request (
  organisation_id text not null,
  id text not null,
  child_id text not null,
  asked_on date not null,
  asked_by_words text not null default '', -- who asked and how it was checked who they are
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, child_id) references child on delete cascade
);
create index subject_request_child on subject_request (organisation_id, child_id);
create table subject_request_closed (
  organisation_id text not null,
  request_id text not null,
  at timestamptz not null default now(),
  by text not null,
  outcome text not null default '',
  primary key (organisation_id, request_id),
  foreign key (organisation_id, request_id) references subject_request on delete cascade
);
comment on table subject_request is 'A person asks for everything held about them; while it is open information governance may read the record.';

create table sharing_agreement (
  region_id text not null references organisation,
  id text not null,
  purpose text not null,
  fields text[] not null check (fields <@ array['homes', 'households', 'counts']),
  from_day date not null,
  to_day date, -- last day it is in force; null: until it is ended
  signed_words text not null default '',
  primary key (region_id, id),
  check (to_day is null or to_day >= from_day)
);
comment on table sharing_agreement is 'What the organisations of a region let each other see: which fields, for what, from when to when.';
create table sharing_party (
  region_id text not null,
  agreement_id text not null,
  organisation_id text not null references organisation,
  primary key (region_id, agreement_id, organisation_id),
  foreign key (region_id, agreement_id) references sharing_agreement on delete cascade
);
create index sharing_party_organisation on sharing_party (organisation_id);

-- The record of who did and who saw what: one table, for writes and for looks.
alter table event
  add column about_organisation_id text, -- who keeps the record that was seen; null: the actor's own organisation
  add column children text[] not null default '{}', -- ids of the children whose records were read or written
  add column fields text[] not null default '{}', -- the classes of record that were read
  add column purpose text not null default '', -- the relationship it was done through, or the reason given
  add column request_id text not null default '';
comment on column event.kind is 'What was done; names of looks come from the routes (policy in src/access).';
create index event_children on event using gin (children) with (fastupdate = off);
create index event_actor on event (organisation_id, actor, at);

do $$ declare target text; begin
  foreach target in array array['team', 'post_ended', 'team_cover', 'allocation', 'allocation_ended', 'search_worker',
    'search_closed', 'record_sealed', 'record_named', 'break_glass', 'break_glass_review', 'subject_request',
    'subject_request_closed', 'sharing_agreement', 'sharing_party'] loop
    perform app.protect(target::regclass);
  end loop;
end $$;

-- What was shared within a region so far goes on under an agreement that says so.
set local role homeward_system;
insert into sharing_agreement (region_id, id, purpose, fields, from_day, signed_words)
  select id, 'agreement_' || id, 'Finding homes for children across the region', '{homes,households,counts}', current_date,
    'Written down when sharing agreements were introduced; replace it by the one your authorities signed.'
  from organisation where kind = 'region';
insert into sharing_party (region_id, agreement_id, organisation_id)
  select region_id, 'agreement_' || region_id, organisation_id from region_member;
-- Until now whoever worked for an authority saw all of its children; people of an import go on as home finders.
insert into search_worker (organisation_id, search_id, actor_id, by)
  select s.organisation_id, s.id, a.id, 'system' from search s
  join actor a on a.organisation_id = s.organisation_id and a.role = 'home-finder' on conflict do nothing;
reset role;
create table home_carer (
  organisation_id text not null,
  home_id text not null,
  actor_id text not null,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, home_id, actor_id),
  foreign key (organisation_id, home_id) references home on delete cascade on update cascade,
  foreign key (organisation_id, actor_id) references actor (organisation_id, id) on delete cascade
);
comment on table home_carer is 'The foster or kinship carers of a home: they keep this home up to date and no other.';
select app.protect('home_carer');
