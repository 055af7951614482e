-- The tables of the statutory return beside Header and Episodes: reviews, health, care leavers, adoption, times missing,
-- social workers, orders that deprive of liberty. Column names are the return's own. Each year's return is kept as it was
-- told; where two years tell of the same thing, the later one counts. Only imports write them, with the system's rights.

create table uasc (
  organisation_id text not null,
  child_id text not null,
  return_year smallint not null, -- 2026: the year that ended on 31 March 2026
  duc date, -- when the child stopped being an unaccompanied child
  import_id text not null,
  primary key (organisation_id, child_id, return_year),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table uasc is 'Which years'' returns name the child as unaccompanied.';

create table mother (
  organisation_id text not null,
  child_id text not null,
  return_year smallint not null,
  mother boolean,
  mc_dob date, -- when her own child was born
  import_id text not null,
  primary key (organisation_id, child_id, return_year),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table mother is 'What Header says of a child who may be a mother herself; no row where it says nothing.';

create table review (
  organisation_id text not null,
  child_id text not null,
  return_year smallint not null,
  review date not null,
  review_code text, -- how the child took part
  import_id text not null,
  primary key (organisation_id, child_id, return_year, review),
  foreign key (organisation_id, child_id) references child on delete cascade
);

create table oc2 (
  organisation_id text not null,
  child_id text not null,
  return_year smallint not null,
  sdq_score integer, -- 0 to 40; another number stands as it was told
  sdq_reason text,
  convicted boolean,
  health_check boolean,
  immunisations boolean,
  teeth_check boolean,
  health_assessment boolean,
  substance_misuse boolean,
  intervention_received boolean,
  intervention_offered boolean,
  import_id text not null,
  primary key (organisation_id, child_id, return_year),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table oc2 is 'Health of children looked after for a year or more, with the strengths and difficulties score.';

create table oc3 (
  organisation_id text not null,
  child_id text not null,
  return_year smallint not null,
  in_touch text,
  activ text,
  accom text,
  import_id text not null,
  primary key (organisation_id, child_id, return_year),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table oc3 is 'Care leavers around their birthdays: whether in touch, what they do, how they live.';

create table ad1 (
  organisation_id text not null,
  child_id text not null,
  return_year smallint not null,
  date_int date, -- of the decision that the child should be placed for adoption
  date_match date,
  foster_care boolean, -- adopted by the child's foster carers
  nb_adoptr text,
  sex_adoptr text,
  ls_adoptr text,
  import_id text not null,
  primary key (organisation_id, child_id, return_year),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table ad1 is 'Adoptions, on the record from before the order; for adoption workers.';

create table placed_adoption (
  organisation_id text not null,
  child_id text not null,
  return_year smallint not null,
  date_placed date not null,
  date_placed_ceased date,
  reason_placed_ceased text,
  import_id text not null,
  primary key (organisation_id, child_id, return_year, date_placed),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table placed_adoption is 'Decisions that a child should be placed for adoption; for adoption workers.';

create table prev_perm (
  organisation_id text not null,
  child_id text not null,
  return_year smallint not null,
  prev_perm text,
  la_perm text,
  date_perm text check (date_perm ~ '^([0-9]{2}|zz)/([0-9]{2}|zz)/([0-9]{4}|zzzz)$'), -- as the return has it: parts may be unknown
  import_id text not null,
  primary key (organisation_id, child_id, return_year),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table prev_perm is 'An adoption or another permanent home before this time in care. Authority and day of an order are what two records of one child could be joined by, so it is for adoption workers.';

create table missing (
  organisation_id text not null,
  child_id text not null,
  return_year smallint not null,
  mis_start date not null,
  missing text, -- M missing, A away without permission
  mis_end date,
  import_id text not null,
  primary key (organisation_id, child_id, return_year, mis_start),
  foreign key (organisation_id, child_id) references child on delete cascade
);

create table sw_episode (
  organisation_id text not null,
  child_id text not null,
  return_year smallint not null,
  sw_decom date not null,
  sw_id text not null, -- empty where the return does not say
  sw_dec date,
  sw_reason text,
  import_id text not null,
  primary key (organisation_id, child_id, return_year, sw_decom, sw_id),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table sw_episode is 'Who a child''s social worker was, as the returns say; who works with a child in Homeward is in allocation.';

create table dolo (
  organisation_id text not null,
  child_id text not null,
  return_year smallint not null,
  dolo_start date not null,
  dolo_end date,
  import_id text not null,
  primary key (organisation_id, child_id, return_year, dolo_start),
  foreign key (organisation_id, child_id) references child on delete cascade
);
comment on table dolo is 'Times under an order of the High Court that deprives a child of liberty.';

-- Who reads them: each by the class of record that it belongs to. Care is also read for brothers and sisters of
-- a child somebody works with, so what is a child's story goes with the profile; data officers read it too, since they answer for
-- the return.
do $$ declare target text; classes text; condition text; begin
  for target, classes in values ('uasc', '{care}'), ('review', '{care}'), ('sw_episode', '{people}'),
    ('mother', '{profile}'), ('oc2', '{profile}'), ('oc3', '{profile}'), ('missing', '{profile}'), ('dolo', '{profile}'),
    ('ad1', '{care}'), ('placed_adoption', '{care}'), ('prev_perm', '{care}')
  loop
    perform app.protect(target::regclass);
    execute format('grant select on %I to homeward_app', target);
    condition := format($p$organisation_id = (select app.my_organisation())
      and (((select app.sees_all(%1$L, 'read')) and child_id not in (select app.sealed_here()))
        or child_id in (select app.my_children(%1$L, 'read')))$p$, classes);
    if classes = '{profile}' then
      condition := condition || $p$ or (organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'data-officer'
        and (select app.sees_all('{care}', 'read')) and child_id not in (select app.sealed_here()))$p$;
    end if;
    -- What tells of an adoption: adoption workers of the child, and whoever puts together everything held for the child.
    if target in ('ad1', 'placed_adoption', 'prev_perm') then
      condition := condition || ' and (select app.my_role()) in (''adoption-worker'', ''information-governance'')';
    end if;
    execute format('create policy open_to_me on %I for select to homeward_app using (%s)', target, condition);
  end loop;
end $$;

-- Which tables an import brought: one that it did not have says nothing, and one without rows says that there was nothing.
alter table return_import add column tables text[] not null default '{}';
comment on column return_import.tables is 'Tables of the return that had a file, or rows in the XML file.';
-- What was imported before this brought no more than children and episodes. The same files again bring the rest.
update return_import set digest = 'without other tables ' || digest;

-- ---- What figures are counted from ----

-- As app.care_counted of migration 0102, and besides
--   scores    child|year of the return|strengths and difficulties score
--   missing   child|day a time missing began
--   adoptions child|decision that the child should be placed for adoption|match with adopters
--   leavers   year of the return|age on its last day|in touch|activity|accommodation; no child, because nothing is joined to it
--   held      table of the return|year, of which something was imported, or that there was nothing
drop function app.care_counted(date, date, date, date);
create function app.care_counted(known_from date, left_after date, first_day date, last_day date) returns table (
  children text, episodes text, stays text, families text, scores text, missing text, adoptions text, leavers text, held text
) language plpgsql stable security definer set search_path = public, pg_temp set jit = off as $$
#variable_conflict use_column
declare
  org constant text := app.my_organisation();
  -- 48 bits of a hash: two of ten thousand children have one number once in five million answers.
  -- The years of the return that the days and the twelve months before them touch; 2026 ends on 31 March 2026.
  from_year constant int := extract(year from first_day + interval '9 months')::int - 1;
  to_year constant int := extract(year from last_day + interval '9 months')::int;
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
      from brother_or_sister b where b.organisation_id = org),
    (select string_agg(concat(hashtextextended(o.child_id, draw) >> 16, '|', o.return_year, '|', o.sdq_score), E'\n')
      from oc2 o where o.organisation_id = org and o.sdq_score is not null and o.return_year between from_year and to_year),
    -- Where two years tell of one time, the later one counts.
    (select string_agg(concat(hashtextextended(m.child_id, draw) >> 16, '|', m.mis_start), E'\n')
      from (select distinct on (m.child_id, m.mis_start) m.child_id, m.mis_start, m.missing from missing m
        where m.organisation_id = org and m.mis_start > first_day - interval '1 year' and m.mis_start <= last_day
        order by m.child_id, m.mis_start, m.return_year desc) m where m.missing = 'M'),
    (select string_agg(concat(hashtextextended(a.child_id, draw) >> 16, '|', a.date_int, '|', a.date_match), E'\n')
      from (select distinct on (a.child_id) a.child_id, a.date_int, a.date_match from ad1 a where a.organisation_id = org
        order by a.child_id, a.return_year desc) a where a.date_int is not null and a.date_match is not null),
    -- The age in whole years on the year's last day.
    (select string_agg(concat(o.return_year, '|', extract(year from age(make_date(o.return_year, 3, 31), i.born)), '|', o.in_touch,
        '|', o.activ, '|', o.accom), E'\n')
      from oc3 o join child_identity i on i.organisation_id = org and i.child_id = o.child_id
      where o.organisation_id = org and o.return_year between from_year and to_year),
    (select string_agg(concat(t.name, '|', t.return_year), E'\n') from (
      select unnest(r.tables) as name, r.return_year from return_import r where r.organisation_id = org
      union select 'OC2', o.return_year from oc2 o where o.organisation_id = org
      union select 'OC3', o.return_year from oc3 o where o.organisation_id = org
      union select 'AD1', a.return_year from ad1 a where a.organisation_id = org
      union select 'Missing', m.return_year from missing m where m.organisation_id = org) t
      where t.return_year between from_year and to_year and t.name in ('OC2', 'OC3', 'AD1', 'Missing'));
end $$;
alter function app.care_counted(date, date, date, date) owner to homeward_system;
revoke execute on function app.care_counted(date, date, date, date) from public;
grant execute on function app.care_counted(date, date, date, date) to homeward_app;
