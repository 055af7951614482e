-- Invest to save: how many homes end without a plan, in numbers; and what somebody worked out and wants to find again.

-- Of each authority whose numbers the actor may count, by the code of the home (the return's PLACE, or `home:` and the kind
-- of a home that no return has told of yet), over so many years up to what is known:
--   with a blank reason: days children lived there, and homes that began
--   with a reason of the return for a change of home, or NONE: homes that ended while care went on
-- Nothing of a child: no number, no day but the two between which was counted. Sealed and adopted children count like all
-- others, because a figure that left them out would tell how many they are. Short breaks (V3, V4) are no care; a short stay
-- elsewhere (T0 to T4) neither ends a home nor begins one; a change of status alone (RNE L, T, U, reason PLACE) ends none.
create function app.endings_counted(last_day date, years integer) returns table (
  organisation_id text, from_day date, to_day date, place text, reason text, days bigint, began integer, ended integer
) language plpgsql stable security definer set search_path = public, pg_temp set jit = off as $$
#variable_conflict use_column
declare orgs constant text[] := array(select organisation_id from app.planning_authorities());
begin
  if cardinality(orgs) = 0 then return; end if;
  return query
  with told as materialized (
    select e.organisation_id, e.child_id, e.decom, e.place, e.rne, e.return_year, e.reason_place_change as reason,
        -- An open episode is known to go on until the end of its return's year, and nobody is in care from 18 on.
        least(coalesce(e.dec, e.presumed_end, make_date(e.return_year, 4, 1)), last_day + 1,
          (i.born + interval '18 years')::date) as until,
        lag(e.place) over chain as place_before, lag(e.reason_place_change) over chain as reason_before,
        lead(e.decom) over chain as next_day, lead(e.rne) over chain as next_rne, lead(e.place) over chain as next_place
      from episode e join child_identity i on i.organisation_id = e.organisation_id and i.child_id = e.child_id
      where e.organisation_id = any (orgs) and e.decom <= last_day and coalesce(e.ls, '') not in ('V3', 'V4')
      window chain as (partition by e.organisation_id, e.child_id order by e.decom)),
  told_until as materialized (
    select t.organisation_id, t.child_id, max(t.until) as until from told t group by 1, 2),
  -- What Homeward recorded itself, from where the returns end.
  recorded as materialized (
    select p.organisation_id, p.started, h.kind, x.reason, x.ended,
        greatest(p.started, coalesce(u.until, p.started)) as since,
        least(coalesce(x.ended, last_day + 1), last_day + 1, (i.born + interval '18 years')::date) as until,
        p.started > coalesce(u.until, '-infinity') as begins,
        exists (select from placement n where n.organisation_id = p.organisation_id and n.child_id = p.child_id
          and n.id <> p.id and n.started between x.ended - 1 and x.ended + 7) as went_on
      from placement p
      join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
      join child_identity i on i.organisation_id = p.organisation_id and i.child_id = p.child_id
      left join placement_ended x on x.organisation_id = p.organisation_id and x.placement_id = p.id
      left join told_until u on u.organisation_id = p.organisation_id and u.child_id = p.child_id
      where p.organisation_id = any (orgs) and not p.from_return and p.started <= last_day
        and coalesce(x.ended, 'infinity') > coalesce(u.until, '-infinity')),
  known as materialized (
    select k.organisation_id, min(k.since) as since, least(max(k.until), last_day + 1) as until from (
      select t.organisation_id, min(make_date(t.return_year - 1, 4, 1)) as since, max(t.until) as until from told t group by 1
      union all select r.organisation_id, min(r.started), max(r.until) from recorded r group by 1) k
    group by 1),
  span as materialized (
    select k.organisation_id, greatest(k.since, (k.until - make_interval(years => years))::date) as first, k.until as after from known k),
  counted as (
    select t.organisation_id, t.place, '' as reason,
        sum(greatest(0, least(t.until, s.after) - greatest(t.decom, s.first)))::bigint as days,
        count(*) filter (where t.decom >= s.first and t.decom < s.after and coalesce(t.place, '') not like 'T%'
          and (t.rne = 'S' or (t.rne in ('P', 'B') and coalesce(t.place_before, '') not like 'T%'
            and t.reason_before is distinct from 'PLACE')))::int as began,
        0 as ended
      from told t join span s on s.organisation_id = t.organisation_id group by 1, 2
    union all
    select t.organisation_id, t.place, coalesce(substring(t.reason from '^[A-Z]{5,6}$'), 'NONE'), 0, 0, count(*)::int
      from told t join span s on s.organisation_id = t.organisation_id
      where t.until >= s.first and t.until < s.after and t.next_day = t.until and t.next_rne in ('P', 'B')
        and coalesce(t.place, '') not like 'T%' and coalesce(t.next_place, '') not like 'T%' and t.reason is distinct from 'PLACE'
      group by 1, 2, 3
    union all
    select r.organisation_id, 'home:' || r.kind, '', sum(greatest(0, least(r.until, s.after) - greatest(r.since, s.first)))::bigint,
        count(*) filter (where r.begins and r.started >= s.first and r.started < s.after)::int, 0
      from recorded r join span s on s.organisation_id = r.organisation_id group by 1, 2
    union all
    select r.organisation_id, 'home:' || r.kind, coalesce(substring(r.reason from '^[A-Z]{5,6}$'), 'NONE'), 0, 0, count(*)::int
      from recorded r join span s on s.organisation_id = r.organisation_id
      where r.ended >= s.first and r.ended < s.after and r.went_on and r.reason is distinct from 'PLACE'
      group by 1, 2, 3)
  select c.organisation_id, s.first, s.after - 1, coalesce(c.place, ''), c.reason, c.days, c.began, c.ended
    from counted c join span s on s.organisation_id = c.organisation_id
    where c.days > 0 or c.began > 0 or c.ended > 0;
end $$;
alter function app.endings_counted(date, integer) owner to homeward_system;
revoke execute on function app.endings_counted(date, integer) from public;
grant execute on function app.endings_counted(date, integer) to homeward_app;

create table invest_case (
  organisation_id text not null references organisation,
  id text not null,
  name text not null check (length(trim(name)) between 1 and 80),
  about text not null check (about in ('preparation', 'package', 'rooms')),
  asked text not null check (length(asked) <= 4000), -- what was typed, as the page's address has it
  whose text not null, -- the authority or region whose figures were counted, as it was called
  -- What the page said then: pence a year, endings (hundredths of them) or hundredths of the time lived in; blank where nothing is enough.
  cost_pence bigint not null,
  needed_hundredths bigint check (needed_hundredths >= 0),
  net_pence bigint not null,
  net_low_pence bigint not null,
  net_high_pence bigint not null,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id)
);
comment on table invest_case is 'What somebody worked out on the page Invest to save, by a name; whoever kept it may take it away again.';
create unique index invest_case_name on invest_case (organisation_id, lower(name));

select app.protect('invest_case');
grant select, insert, delete on invest_case to homeward_app;
create policy planners on invest_case for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and (select app.my_role()) in ('commissioner', 'director', 'regional-analyst'));
create policy by_me on invest_case for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and (select app.my_role()) in ('commissioner', 'regional-analyst'));
create policy taken_away_by_me on invest_case for delete to homeward_app using (
  organisation_id = (select app.my_organisation()) and by = app.actor() and (select app.my_role()) in ('commissioner', 'regional-analyst'));
