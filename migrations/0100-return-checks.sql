-- The return checker: what a data officer sends to be checked, what was found in it, and what they decided about it. A
-- return is checked as it stands in its files, so the children in it are references of a file and not records here.

create table return_check (
  organisation_id text not null references organisation,
  id text not null,
  year integer not null check (year between 2017 and 2100), -- the year the return's year ends in
  source text not null check (source in ('upload', 'live')),
  with_last boolean not null, -- whether last year's return was given as well
  digest text not null, -- of what was sent, to know it again
  at timestamptz not null,
  by text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  stage text not null default '', -- what is being done, in words
  share real not null default 0 check (share between 0 and 1),
  beat_at timestamptz not null, -- when whoever carries it out was last heard of
  why text, -- it failed, in words for whoever sent it
  done_at timestamptz,
  looks_like integer, -- the year its days are of, where that is another one
  compared_with text, -- the check before it, while that is kept
  rules integer,
  found integer, -- findings: a row for each rule it breaks
  rows_found integer, -- different rows among them
  children integer, -- with findings
  gone integer, -- findings of the check before that are not found any more
  tables jsonb not null default '[]', -- by table: rows read, rows with findings
  problems jsonb not null default '[]', -- of reading; the reader has masked what could find a family
  problems_count integer not null default 0,
  stops integer not null default 0, -- of these, what kept something from being read
  not_run jsonb not null default '[]',
  primary key (organisation_id, id)
);
create index return_check_newest on return_check (organisation_id, year, at);
comment on table return_check is 'One check of a return. The latest two of a year are kept, each for 30 days.';

create table return_check_rule (
  organisation_id text not null,
  check_id text not null,
  rule text not null,
  place integer not null, -- in the order of the rule book
  count integer not null,
  new integer not null, -- of these, what the check before did not find
  tables jsonb not null, -- how many in each table
  findings bytea not null, -- packed: src/returns/check-pack.ts
  primary key (organisation_id, check_id, rule),
  foreign key (organisation_id, check_id) references return_check on delete cascade
);
comment on table return_check_rule is 'What one rule found; packed, because a large return has a million findings.';

create table return_check_child (
  organisation_id text not null,
  check_id text not null,
  place integer not null, -- from 0, most findings first
  child text not null, -- as the return has it
  count integer not null,
  part integer not null,
  primary key (organisation_id, check_id, place),
  foreign key (organisation_id, check_id) references return_check on delete cascade
);
create index return_check_child_by_name on return_check_child (organisation_id, check_id, lower(child) text_pattern_ops);
comment on table return_check_child is 'The children of a return in whose rows something was found.';

create table return_check_part (
  organisation_id text not null,
  check_id text not null,
  part integer not null,
  rows bytea not null, -- packed: all rows of some hundred children, with what was found in each
  primary key (organisation_id, check_id, part),
  foreign key (organisation_id, check_id) references return_check on delete cascade
);
comment on table return_check_part is 'The rows of the children in whose rows something was found.';

create table return_accepted (
  organisation_id text not null references organisation,
  id text not null,
  year integer not null,
  rule text not null,
  table_name text not null,
  return_child_id text not null, -- as the return has it
  day text not null, -- the day by which the row is known among the child's rows of this table; empty where it needs none
  reason text not null check (length(trim(reason)) between 5 and 500),
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id)
);
create index return_accepted_of_rule on return_accepted (organisation_id, year, rule);
comment on table return_accepted is 'A finding that is right as it stands, with the reason; it holds for later checks of the same year.';
create table return_accepted_withdrawn (
  organisation_id text not null,
  accepted_id text not null,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, accepted_id),
  foreign key (organisation_id, accepted_id) references return_accepted on delete cascade
);

do $$ declare target text; begin
  foreach target in array array['return_check', 'return_check_rule', 'return_check_child', 'return_check_part',
      'return_accepted', 'return_accepted_withdrawn'] loop
    perform app.protect(target::regclass);
    execute format('grant select on %I to homeward_app', target);
    execute format('create policy data_officers on %I for select to homeward_app using (
      organisation_id = (select app.my_organisation()) and (select app.my_role()) = ''data-officer'')', target);
  end loop;
  -- What a check finds is written by whoever carries it out, which is no person.
  foreach target in array array['return_check', 'return_accepted', 'return_accepted_withdrawn'] loop
    execute format('create policy by_me on %I for insert to homeward_app with check (
      organisation_id = (select app.my_organisation()) and by = app.actor() and (select app.my_role()) = ''data-officer'')', target);
  end loop;
end $$;
grant insert (organisation_id, id, year, source, with_last, digest, at, by, beat_at) on return_check to homeward_app;
grant insert on return_accepted, return_accepted_withdrawn to homeward_app;
