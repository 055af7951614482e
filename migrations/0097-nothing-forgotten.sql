-- What a pack left out of searches for several children, refused looks at searches beside those at the child, when each
-- kind of record may be removed, and checks of the record of events that somebody asked for.

-- ---- Packs ----

-- A search for brothers and sisters together belongs into the pack of each. Of the others in it nothing opens by this;
-- with a sealed record in it, it stays closed to whoever puts the pack together.
create function app.searches_in_packs() returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); begin
  if app.my_role() is distinct from 'information-governance' then return; end if;
  return query select distinct c.search_id from search_child c
    where c.organisation_id = org and c.child_id in (select app.my_children('{search}', 'read'))
      and not app.any_sealed(org, c.search_id);
end $$;
do $$ declare target text; begin
  foreach target in array array['search', 'search_closed', 'search_worker', 'search_worker_ended', 'disclosure'] loop
    execute format($p$create policy in_a_pack on %I for select to homeward_app using (
      organisation_id = (select app.my_organisation()) and %I in (select app.searches_in_packs()))$p$,
      target, case target when 'search' then 'id' else 'search_id' end);
  end loop;
end $$;
create policy in_a_pack on search_child for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and search_id in (select app.searches_in_packs())
  and child_id in (select app.my_children('{search}', 'read')));

-- ---- Refused looks ----

-- Under which ids a refused look is a look at this child: the child's own, of searches, of what was shared, of requests
-- and of openings in an emergency. For whoever may know who has looked at the child.
create function app.records_of_child(child text) returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); begin
  if child in (select app.my_children('{looks}', 'read'))
    or (app.sees_all('{looks}', 'read') and not app.is_sealed(org, child)) then
    return query
      select c.id from child c where c.organisation_id = org and c.id = child
      union select s.search_id from search_child s where s.organisation_id = org and s.child_id = child
      union select d.id from disclosure d join search_child s on s.organisation_id = d.organisation_id
        and s.search_id = d.search_id where d.organisation_id = org and s.child_id = child
      union select r.id from subject_request r where r.organisation_id = org and r.child_id = child
      union select b.id from break_glass b where b.organisation_id = org and b.child_id = child;
  end if;
end $$;

-- ---- Searches that are over ----

-- When and why a search was closed, for whoever may read it and for those who asked for it or worked on it until then: to
-- them the search itself is not open any more.
create function app.closed_search(search text) returns table (at timestamptz, why text) language plpgsql stable security definer
set search_path = public, pg_temp as $$
#variable_conflict use_column
declare org text := app.my_organisation(); me text := app.actor(); begin
  return query select x.at, x.why from search_closed x where x.organisation_id = org and x.search_id = search
    and (search in (select app.my_searches('read'))
      or exists (select from search_worker w where w.organisation_id = org and w.search_id = search and w.actor_id = me)
      or exists (select from search s where s.organisation_id = org and s.id = search and s.asked_by = me));
end $$;

-- ---- How long records are kept ----

-- The day a child died, where their care ended with that (the return's reason E2); null otherwise.
create function app.died_in_care(child text) returns date language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); begin
  if child in (select app.my_children('{identity,rights}', 'read'))
    or (app.sees_all('{identity,rights}', 'read') and not app.is_sealed(org, child)) then
    return (select max(e.dec) from episode e where e.organisation_id = org and e.child_id = child and e.rec = 'E2');
  end if;
  return null;
end $$;

-- What the keeping of each child's record hangs on, for information governance. A request for everything held that is open
-- holds the record, because it may not be removed before it is answered. Sealed records and those that an adoption
-- joins are their adoption workers' to look after, and stand in no list of anybody else.
create function app.children_kept() returns table (child_id text, born date, looked_after boolean, died date, held boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare org text := app.my_organisation(); begin
  if app.my_role() is distinct from 'information-governance' then return; end if;
  return query
    select i.child_id, i.born,
      exists (select from placement p where p.organisation_id = org and p.child_id = i.child_id)
        or exists (select from episode e where e.organisation_id = org and e.child_id = i.child_id),
      (select max(e.dec) from episode e where e.organisation_id = org and e.child_id = i.child_id and e.rec = 'E2'),
      exists (select from record_hold h where h.organisation_id = org and h.child_id = i.child_id
          and not exists (select from record_hold_ended x where x.organisation_id = org and x.hold_id = h.id))
        or exists (select from subject_request r where r.organisation_id = org and r.child_id = i.child_id
          and not exists (select from subject_request_closed c where c.organisation_id = org and c.request_id = r.id))
    from child_identity i
    where i.organisation_id = org and not app.is_sealed(org, i.child_id)
      and not exists (select from adoption_link l where l.organisation_id = org and i.child_id in (l.before_child_id, l.after_child_id));
end $$;

-- The carers of the organisation whose approval has ended or is known to end, with the last day of it. A hold on the record
-- of a child who lived with them holds theirs too, whoever keeps the child's: of that only the yes or no crosses.
create function app.carers_kept() returns table (home_id text, name text, ended date, held boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare org text := app.my_organisation(); begin
  if app.my_role() is distinct from 'information-governance' then return; end if;
  return query
    select h.id, h.name, max(r.to_date),
      exists (select from placement p join record_hold k on k.organisation_id = p.organisation_id and k.child_id = p.child_id
        where p.home_organisation_id = org and p.home_id = h.id
          and not exists (select from record_hold_ended x where x.organisation_id = k.organisation_id and x.hold_id = k.id))
    from home h join registration r on r.organisation_id = h.organisation_id and r.home_id = h.id
    where h.organisation_id = org and h.kind in ('fostering', 'kinship')
    group by h.id, h.name having bool_and(r.to_date is not null);
end $$;

-- Adoptions, for the adoption workers who may read what joins the two records.
create function app.adoptions_kept() returns table (before_child_id text, ordered_on date, held boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare org text := app.my_organisation(); begin
  if app.my_role() is distinct from 'adoption-worker' then return; end if;
  return query
    select l.before_child_id, l.ordered_on, exists (select from record_hold h where h.organisation_id = org
      and h.child_id in (l.before_child_id, l.after_child_id)
      and not exists (select from record_hold_ended x where x.organisation_id = org and x.hold_id = h.id))
    from adoption_link l
    where l.organisation_id = org and l.before_child_id in (select app.my_children('{identity}', 'read'));
end $$;

-- ---- Checking the record of events ----

create table audit_check_asked (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  organisation_id text not null references organisation,
  by text not null
);
comment on table audit_check_asked is 'Somebody asked on a page for the chain to be verified; one check serves everybody who asks meanwhile.';
create table audit_check_over (
  asked_id bigint primary key references audit_check_asked,
  at timestamptz not null default clock_timestamp(),
  failed boolean not null
);
comment on table audit_check_over is 'A check that was asked for has come to its end; how it ended stands in audit_check, unless it could not be carried out.';
do $$ declare target text; begin
  foreach target in array array['audit_check_asked', 'audit_check_over'] loop
    perform app.protect(target::regclass);
    execute format('revoke update, delete on %I from homeward_system', target);
  end loop;
end $$;

-- The newest check that was asked for. It is running while the chain is locked; in its first moments the lock may not be
-- taken yet, and a machine that stopped in the middle leaves a check that is not running any more.
create function app.audit_check_state() returns table (
  asked_at timestamptz, running boolean, failed boolean, seals bigint, events bigint
) language plpgsql stable security definer set search_path = public, pg_temp as $$
declare chain bigint := hashtext('homeward audit chain'); begin
  if app.my_role() is null or app.my_role() not in ('information-governance', 'director', 'administrator') then return; end if;
  return query
  select a.at, a.id is not null and o.asked_id is null and (a.at > clock_timestamp() - interval '20 seconds'
      or exists (select from pg_locks k where k.locktype = 'advisory' and k.granted and k.objsubid = 1
        and k.database = (select d.oid from pg_database d where d.datname = current_database())
        and k.classid::bigint = (chain >> 32 & 4294967295) and k.objid::bigint = (chain & 4294967295))),
    coalesce(o.failed, false), c.seals, c.events
  from (select) one
  left join lateral (select * from audit_check_asked x order by x.id desc limit 1) a on true
  left join audit_check_over o on o.asked_id = a.id
  left join lateral (select * from audit_check x order by x.at desc limit 1) c on true;
end $$;
-- @returns the number of the check to carry out; null where one is on its way, or was asked for a moment ago: what somebody
-- else has just been answered serves whoever pressed at the same time
create function app.ask_audit_check() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare asked bigint; begin
  if app.my_role() is distinct from 'information-governance' then
    raise exception 'only information governance may ask for a check' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtext('homeward audit check'));
  if (select s.running or (not s.failed and s.asked_at > clock_timestamp() - interval '10 seconds')
    from app.audit_check_state() s) then return null; end if;
  insert into audit_check_asked (organisation_id, by) values (app.my_organisation(), app.actor()) returning id into asked;
  return asked;
end $$;

do $$ declare each text; begin
  foreach each in array array['app.searches_in_packs()', 'app.closed_search(text)', 'app.records_of_child(text)', 'app.died_in_care(text)',
    'app.children_kept()', 'app.carers_kept()', 'app.adoptions_kept()', 'app.audit_check_state()', 'app.ask_audit_check()'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_app, homeward_system', each);
  end loop;
end $$;

-- ---- What an agreement shares ----

-- “Counts” stood in agreements and opened nothing. Nobody is asked to agree to what has no effect, and an agreement that
-- said nothing else let nothing cross.
delete from sharing_agreement where fields <@ array['counts'];
update sharing_agreement set fields = array_remove(fields, 'counts') where 'counts' = any (fields);
alter table sharing_agreement drop constraint sharing_agreement_fields_check;
alter table sharing_agreement add constraint sharing_agreement_fields_check check (fields <@ array['homes', 'households']);
