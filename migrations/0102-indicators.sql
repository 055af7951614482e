-- The indicators of the National Framework: what the figures of an authority are counted from, and the published figures
-- that stand beside them.

create table benchmark (
  level text not null check (level in ('national', 'regional', 'authority')),
  place text not null, -- as the file names it
  metric text not null, -- as the file names it, in small letters and without the year
  period text not null, -- as the file writes it: 2025, 2024/25
  value double precision, -- null where nothing was published; written then says why
  written text not null,
  unit text not null check (unit in ('percent', 'number')),
  source text not null, -- the name of the file
  imported_at timestamptz not null default now(),
  primary key (metric, period, level, place)
);
comment on table benchmark is 'Published figures of England, its regions and authorities, from a file. Public: nothing of a person or an organisation here.';
revoke all on benchmark from public;
grant select on benchmark to homeward_app;
grant select, insert, update, delete on benchmark to homeward_system;

-- What the figures of the actor's own authority are counted from, and of no other: children without name, id or place, for
-- those who answer for figures. Sealed and adopted children count like all others, because a figure that left them out
-- would tell how many they are. Told is what was so after a first day, and who the children are, whenever they were in care.
-- Children and homes are numbers that are drawn anew for each answer. Each column holds lines, because rows cost the
-- embedded database more than letters do:
--   children  child|born|unaccompanied
--   episodes  child|from|to|RNE|LS|PLACE|REC|reason for the change|distance in hundredths of a mile, only of what was so
--             between the two last days. It is worked out here, so that no postcode leaves, and never where the family's
--             home or the child's is hidden.
--   stays     child|from|to|reason|kind|home|whether it was worked out from a return
--   families  child|child, of brothers and sisters
create function app.care_counted(known_from date, left_after date, first_day date, last_day date) returns table (
  children text, episodes text, stays text, families text
) language plpgsql stable security definer set search_path = public, pg_temp set jit = off as $$
#variable_conflict use_column
declare
  org constant text := app.my_organisation();
  -- 48 bits of a hash: two of ten thousand children have one number once in five million answers.
  draw constant bigint := hashtextextended(gen_random_uuid()::text, 0);
begin
  if org is null or app.my_role() is null
    or app.my_role() not in ('data-officer', 'director', 'commissioner', 'manager', 'regional-analyst') then return; end if;
  return query
  with told as materialized (
    select e.child_id, e.decom, coalesce(e.dec, e.presumed_end) as until, e.rne, e.ls, e.place, e.rec, e.reason_place_change,
        e.home_post, e.pl_post
      from episode e where e.organisation_id = org and coalesce(e.dec, e.presumed_end, 'infinity') > known_from),
  stay as materialized (
    select p.child_id, p.started, x.ended, x.reason, p.from_return, p.home_organisation_id, p.home_id
      from placement p left join placement_ended x on x.organisation_id = org and x.placement_id = p.id
      where p.organisation_id = org and coalesce(x.ended, 'infinity') > left_after),
  lived as materialized (
    select s.* from stay s where s.ended is null or s.ended > first_day
    -- What ended before counts where no return has told of the ending yet.
    union all select s.* from stay s
      left join (select t.child_id, max(t.decom) as decom, max(coalesce(t.until, 'infinity')) as until from told t group by t.child_id) o
        on o.child_id = s.child_id
      where s.ended <= first_day and not s.from_return
        and (o.child_id is null or (o.until = 'infinity' and s.ended > o.decom))),
  in_force as materialized (
    select h.organisation_id, h.child_id, h.home_id from address_hidden h
      where not exists (select from address_hidden_ended x where x.organisation_id = h.organisation_id and x.hidden_id = h.id)),
  hidden as materialized (
    select h.child_id from in_force h where h.organisation_id = org and h.child_id is not null
    union select a.child_id from child_address a where a.organisation_id = org and a.confidential
    union select l.child_id from lived l
      where (l.home_organisation_id, l.home_id) in (select h.organisation_id, h.home_id from in_force h where h.home_id is not null))
  select
    (select string_agg(concat(hashtextextended(i.child_id, draw) >> 16, '|', i.born, '|', k.unaccompanied), E'\n')
      from child_identity i join child k on k.organisation_id = org and k.id = i.child_id where i.organisation_id = org),
    (select string_agg(concat(hashtextextended(t.child_id, draw) >> 16, '|', t.decom, '|', t.until, '|', t.rne, '|', t.ls, '|',
        t.place, '|', t.rec, '|', t.reason_place_change, '|',
        -- Haversine over the mean radius of the earth, as wherever Homeward tells a distance.
        case when f.lat is not null and q.lat is not null then (791752.26 * asin(least(1, sqrt(
          sin(radians(q.lat - f.lat) / 2) ^ 2
            + cos(radians(f.lat)) * cos(radians(q.lat)) * sin(radians(q.long - f.long) / 2) ^ 2))))::int end), E'\n')
      from told t left join hidden h on h.child_id = t.child_id
      left join postcode f on f.postcode = case when h.child_id is null and t.decom <= last_day
        and coalesce(t.until, 'infinity') > first_day then t.home_post end
      left join postcode q on q.postcode = case when f.postcode is not null then t.pl_post end),
    (select string_agg(concat(hashtextextended(l.child_id, draw) >> 16, '|', l.started, '|', l.ended, '|',
        -- A reason may be in somebody's own words, which are nobody's business here: of a reason only a code is told.
        substring(l.reason from '^E[0-9]+[A-Z]?$'), '|', h.kind, '|',
        hashtextextended(concat(l.home_organisation_id, ' ', l.home_id), draw) >> 16, '|', l.from_return), E'\n')
      from lived l left join home h on h.organisation_id = l.home_organisation_id and h.id = l.home_id),
    (select string_agg(concat(hashtextextended(b.child_id, draw) >> 16, '|', hashtextextended(b.other_child_id, draw) >> 16), E'\n')
      from brother_or_sister b where b.organisation_id = org);
end $$;
alter function app.care_counted(date, date, date, date) owner to homeward_system;
revoke execute on function app.care_counted(date, date, date, date) from public;
grant execute on function app.care_counted(date, date, date, date) to homeward_app;
