-- Forecasts of what homes will be needed: what they are counted from, what somebody asked for, and what came of it.

-- What might be done, or might happen, written down to be forecast with: the lines of a scenario file
-- (src/sufficiency/scenario.ts). No child is in it.
create table planning_scenario (
  organisation_id text not null references organisation,
  id text not null,
  name text not null check (length(trim(name)) between 1 and 200),
  changes jsonb not null default '[]',
  version integer not null default 1, -- one more with each change, so that of two at once the second is told
  at timestamptz not null,
  by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (organisation_id, id)
);
comment on table planning_scenario is 'A scenario kept by its name. A forecast holds the lines it was made with, so a change here changes no result.';

create table forecast_run (
  organisation_id text not null references organisation,
  id text not null,
  name text not null check (length(name) <= 100),
  source text not null check (source in ('records', 'files')),
  scope_key text not null, -- all, or the id of one authority; files where it was made from files
  scope_name text not null,
  authorities text[] not null, -- whose records were counted; empty for files
  as_of date, -- the day it is forecast from; null until that is known
  months integer not null check (months between 1 and 360),
  runs integer not null check (runs between 1 and 10000),
  seed integer not null check (seed >= 0),
  scenario jsonb, -- its name and lines as they were then
  prices jsonb, -- by kind of home, with ranges
  rooms jsonb, -- rooms there are, by kind of home
  at timestamptz not null,
  by text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  stage text not null default '', -- what is being done, in words
  share real not null default 0 check (share between 0 and 1),
  beat_at timestamptz not null, -- when whoever carries it out was last heard of
  why text, -- it failed, in words for whoever asked
  done_at timestamptz,
  digest text, -- of everything that decides the figures: the same digest means the same figures
  records_digest text, -- of the records alone: two results of the same records, day, runs and seed can be compared run by run
  version text, -- of the method
  result bytea, -- packed: src/forecasts/pack.ts
  paths bytea, -- packed: children at each year's end in each run
  primary key (organisation_id, id)
);
create index forecast_run_newest on forecast_run (organisation_id, at);
comment on table forecast_run is 'One forecast, asked for and kept until whoever made it removes it. Numbers of children; no child.';

do $$ declare target text; begin
  foreach target in array array['planning_scenario', 'forecast_run'] loop
    perform app.protect(target::regclass);
    execute format('grant select, delete on %I to homeward_app', target);
    execute format('create policy made_by_me on %I for insert to homeward_app with check (
      organisation_id = (select app.my_organisation()) and by = app.actor()
      and (select app.my_role()) in (''commissioner'', ''regional-analyst''))', target);
    execute format('create policy removed_by_me on %I for delete to homeward_app using (
      organisation_id = (select app.my_organisation()) and by = app.actor()
      and (select app.my_role()) in (''commissioner'', ''regional-analyst''))', target);
  end loop;
end $$;
create policy planners on planning_scenario for select to homeward_app using (
  organisation_id = (select app.my_organisation())
  and (select app.my_role()) in ('commissioner', 'director', 'regional-analyst'));
create policy changed_by_planners on planning_scenario for update to homeward_app using (
    organisation_id = (select app.my_organisation()) and (select app.my_role()) in ('commissioner', 'regional-analyst'))
  with check (organisation_id = (select app.my_organisation()) and changed_by = app.actor());
-- What was counted from one authority alone is that authority's to share, for as long as it does.
create policy planners on forecast_run for select to homeward_app using (
  organisation_id = (select app.my_organisation())
  and (select app.my_role()) in ('commissioner', 'director', 'regional-analyst')
  and (cardinality(authorities) <> 1 or authorities[1] in (select p.organisation_id from app.planning_authorities() p)));
grant insert (organisation_id, id, name, changes, at, by, changed_at, changed_by) on planning_scenario to homeward_app;
grant update (name, changes, version, changed_at, changed_by) on planning_scenario to homeward_app;
-- How far it is and what came of it is written by whoever carries it out, which is no person.
grant insert (organisation_id, id, name, source, scope_key, scope_name, authorities, as_of, months, runs, seed, scenario,
  prices, rooms, at, by, beat_at) on forecast_run to homeward_app;

-- What a forecast of some authorities is made from, for those who plan: children without name, id, place or day of birth.
-- Told are authorities whose numbers the actor may count (app.planning_authorities), of those asked for, one a row. Sealed
-- and adopted children count like all others, because a figure that left them out would tell how many they are. Children
-- are numbers that are drawn anew for each answer. Each column holds lines, because rows cost the embedded database more
-- than letters do:
--   children  child|month of birth
--   episodes  child|from|to|RNE|PLACE|year of the return
--   stays     child|from|to|whether care ended with it (t)|kind|whether it began in a return (t)
--             recorded here, or in a return and ended here
--   imported  the years whose return was imported, by the year they end in
create function app.care_for_planning(asked text[]) returns table (
  organisation_id text, children text, episodes text, stays text, imported text
) language plpgsql stable security definer set search_path = public, pg_temp set jit = off as $$
#variable_conflict use_column
declare
  -- 48 bits of a hash: two of ten thousand children have one number once in five million answers.
  draw constant bigint := hashtextextended(gen_random_uuid()::text, 0);
begin
  return query
  select p.organisation_id,
    (select string_agg(concat(hashtextextended(i.child_id, draw) >> 16, '|', to_char(i.born, 'YYYY-MM')), E'\n')
      from child_identity i where i.organisation_id = p.organisation_id),
    (select string_agg(concat(hashtextextended(e.child_id, draw) >> 16, '|', e.decom, '|', coalesce(e.dec, e.presumed_end), '|',
        e.rne, '|', e.place, '|', e.return_year), E'\n')
      from episode e where e.organisation_id = p.organisation_id),
    (select string_agg(concat(hashtextextended(l.child_id, draw) >> 16, '|', l.started, '|',
        case when not x.from_return then x.ended end, '|', x.reason ~ '^E[0-9]', '|', h.kind, '|', l.from_return), E'\n')
      from placement l
      left join placement_ended x on x.organisation_id = l.organisation_id and x.placement_id = l.id
      left join home h on h.organisation_id = l.home_organisation_id and h.id = l.home_id
      where l.organisation_id = p.organisation_id
        and (not l.from_return or (x.placement_id is not null and not x.from_return))),
    (select string_agg(distinct m.return_year::text, '|') from return_import m where m.organisation_id = p.organisation_id)
  from app.planning_authorities() p where p.organisation_id = any (asked);
end $$;
alter function app.care_for_planning(text[]) owner to homeward_system;
revoke execute on function app.care_for_planning(text[]) from public;
grant execute on function app.care_for_planning(text[]) to homeward_app;
