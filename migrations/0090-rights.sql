-- The rights of the people in the records: corrections with what stood before, how long records are kept and what holds
-- them, and packs of everything held.

-- What stood in a child's basic facts before somebody changed it. Addresses are not kept: one that is hidden later must
-- not live on here.
create table child_fact_before (
  organisation_id text not null,
  id text not null default 'before_' || replace(gen_random_uuid()::text, '-', ''),
  child_id text not null,
  at timestamptz not null default now(),
  by text not null,
  field text not null,
  was text,
  primary key (organisation_id, id),
  foreign key (organisation_id, child_id) references child on delete cascade
);
create index child_fact_before_child on child_fact_before (organisation_id, child_id, at);
comment on table child_fact_before is 'Written by a trigger with every change of who a child is.';

create function app.keep_fact_before() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare field text; was jsonb := to_jsonb(old); becomes jsonb := to_jsonb(new); begin
  foreach field in array case tg_table_name when 'child' then array['sex', 'ethnicity', 'faith', 'unaccompanied', 'return_id']
    else array['given_name', 'family_name', 'born', 'born_estimated', 'nhs_number', 'upn'] end loop
    if was->field is distinct from becomes->field then
      insert into child_fact_before (organisation_id, child_id, by, field, was)
        values (old.organisation_id, coalesce(was->>'child_id', was->>'id'), coalesce(app.actor(), 'system'), field, was->>field);
    end if;
  end loop;
  return null;
end $$;
create trigger keeps_before after update on child for each row
  when (row(old.sex, old.ethnicity, old.faith, old.unaccompanied, old.return_id)
    is distinct from row(new.sex, new.ethnicity, new.faith, new.unaccompanied, new.return_id))
  execute function app.keep_fact_before();
create trigger keeps_before after update on child_identity for each row
  when (row(old.given_name, old.family_name, old.born, old.born_estimated, old.nhs_number, old.upn)
    is distinct from row(new.given_name, new.family_name, new.born, new.born_estimated, new.nhs_number, new.upn))
  execute function app.keep_fact_before();

create table correction (
  organisation_id text not null,
  id text not null,
  child_id text not null,
  at timestamptz not null default now(),
  by text not null,
  what text not null check (length(what) between 1 and 4000), -- what is wrong, and what would be right
  primary key (organisation_id, id),
  foreign key (organisation_id, child_id) references child on delete cascade
);
create index correction_child on correction (organisation_id, child_id);
comment on table correction is 'Somebody says that something held is wrong (UK GDPR Article 16).';
create table correction_answered (
  organisation_id text not null,
  correction_id text not null,
  at timestamptz not null default now(),
  by text not null,
  outcome text not null check (outcome in ('changed', 'noted beside it', 'not changed')),
  reason text not null check (length(trim(reason)) >= 5),
  primary key (organisation_id, correction_id),
  foreign key (organisation_id, correction_id) references correction on delete cascade
);

create table record_hold (
  organisation_id text not null,
  id text not null,
  child_id text not null,
  at timestamptz not null default now(),
  by text not null,
  why text not null check (length(trim(why)) >= 5),
  primary key (organisation_id, id),
  foreign key (organisation_id, child_id) references child on delete cascade
);
create index record_hold_child on record_hold (organisation_id, child_id);
comment on table record_hold is 'Nothing of the record is removed while an inquiry, a court case or a request needs it.';
create table record_hold_ended (
  organisation_id text not null,
  hold_id text not null,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, hold_id),
  foreign key (organisation_id, hold_id) references record_hold on delete cascade
);

create table pack_words (
  organisation_id text not null,
  id text not null,
  request_id text not null,
  words text not null check (length(trim(words)) between 2 and 200),
  decision text not null check (decision in ('take out', 'keep')),
  reason text not null check (length(trim(reason)) >= 3),
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, request_id) references subject_request on delete cascade
);
create index pack_words_request on pack_words (organisation_id, request_id, at);
comment on table pack_words is 'What an officer decided about words that speak of somebody else; the latest decision counts.';

do $$ declare target text; begin
  foreach target in array array['child_fact_before', 'correction', 'correction_answered', 'record_hold', 'record_hold_ended', 'pack_words'] loop
    perform app.protect(target::regclass);
    execute format('grant select, insert on %I to homeward_app', target);
  end loop;
end $$;
revoke insert on child_fact_before from homeward_app;
alter function app.keep_fact_before() owner to homeward_system;
revoke execute on function app.keep_fact_before() from public;

do $$ declare target text; condition text; begin
  foreach target in array array['child_fact_before', 'correction', 'record_hold'] loop
    condition := $p$organisation_id = (select app.my_organisation())
      and (((select app.sees_all('{rights}', 'read')) and child_id not in (select app.sealed_here()))
        or child_id in (select app.my_children('{rights}', 'read')))$p$;
    execute format('create policy open_to_me on %I for select to homeward_app using (%s)', target, condition);
    if target = 'correction' then
      execute format('create policy said_by_me on %I for insert to homeward_app with check (by = app.actor() and %s)', target, condition);
    elsif target = 'record_hold' then
      execute format('create policy held_by_me on %I for insert to homeward_app with check (by = app.actor() and %s)', target,
        replace(condition, '''read''', '''write'''));
    end if;
  end loop;
end $$;
create policy open_to_me on correction_answered for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and exists (select from correction c
    where c.organisation_id = correction_answered.organisation_id and c.id = correction_answered.correction_id));
create policy answered_by_me on correction_answered for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor()
  and (select app.my_role()) = 'information-governance' and exists (select from correction c
    where c.organisation_id = correction_answered.organisation_id and c.id = correction_answered.correction_id));
create policy open_to_me on record_hold_ended for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and exists (select from record_hold h
    where h.organisation_id = record_hold_ended.organisation_id and h.id = record_hold_ended.hold_id));
create policy ended_by_me on record_hold_ended for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor()
  and (select app.my_role()) = 'information-governance' and exists (select from record_hold h
    where h.organisation_id = record_hold_ended.organisation_id and h.id = record_hold_ended.hold_id));
create policy information_governance on pack_words to homeward_app
  using (organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'information-governance')
  with check (organisation_id = (select app.my_organisation()) and by = app.actor()
    and (select app.my_role()) = 'information-governance'
    and exists (select from subject_request r where r.organisation_id = pack_words.organisation_id and r.id = pack_words.request_id));

-- How long records are kept is for an authority to set, and no secret.
create policy retention_settings on setting for select to homeward_app using (starts_with(name, 'retention: '));

-- Whether a child was ever looked after: what the keeping of the record depends on, and nothing more of their care.
create function app.was_looked_after(child text) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); begin
  return exists (select from placement p where p.organisation_id = org and p.child_id = child)
    or exists (select from episode e where e.organisation_id = org and e.child_id = child);
end $$;
alter function app.was_looked_after(text) owner to homeward_system;
revoke execute on function app.was_looked_after(text) from public;
grant execute on function app.was_looked_after(text) to homeward_app;
