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
