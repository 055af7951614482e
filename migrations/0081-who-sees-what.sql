-- Who may see what of a child's record: the rows below are written from the policy in src/access (access-rules.ts) by
-- scripts/write-access-rules.mjs, and the row-level policies of the tables read them. A test compares the two.
create table access_rule (
  role text not null,
  through text not null,
  class text not null,
  may text not null check (may in ('read', 'write')),
  primary key (role, class, through)
);
comment on table access_rule is 'Role, relationship, class of record: what may be read, or read and changed. Whatever is not here is refused.';
grant select on access_rule to homeward_app, homeward_system;
insert into access_rule (role, through, class, may) values
  ('social-worker', 'allocated', 'basics', 'write'),
  ('social-worker', 'allocated', 'identity', 'write'),
  ('social-worker', 'allocated', 'address', 'write'),
  ('social-worker', 'allocated', 'about-me', 'write'),
  ('social-worker', 'allocated', 'profile', 'write'),
  ('social-worker', 'allocated', 'search', 'write'),
  ('social-worker', 'allocated', 'care', 'read'),
  ('social-worker', 'allocated', 'people', 'read'),
  ('social-worker', 'allocated', 'looks', 'read'),
  ('social-worker', 'team', 'basics', 'write'),
  ('social-worker', 'team', 'identity', 'write'),
  ('social-worker', 'team', 'address', 'write'),
  ('social-worker', 'team', 'about-me', 'write'),
  ('social-worker', 'team', 'profile', 'write'),
  ('social-worker', 'team', 'search', 'write'),
  ('social-worker', 'team', 'care', 'read'),
  ('social-worker', 'team', 'people', 'read'),
  ('social-worker', 'team', 'looks', 'read'),
  ('social-worker', 'named', 'basics', 'write'),
  ('social-worker', 'named', 'identity', 'write'),
  ('social-worker', 'named', 'address', 'write'),
  ('social-worker', 'named', 'about-me', 'write'),
  ('social-worker', 'named', 'profile', 'write'),
  ('social-worker', 'named', 'search', 'write'),
  ('social-worker', 'named', 'care', 'read'),
  ('social-worker', 'named', 'people', 'read'),
  ('social-worker', 'named', 'looks', 'read'),
  ('family-help-lead', 'allocated', 'basics', 'write'),
  ('family-help-lead', 'allocated', 'identity', 'write'),
  ('family-help-lead', 'allocated', 'address', 'write'),
  ('family-help-lead', 'allocated', 'about-me', 'write'),
  ('family-help-lead', 'allocated', 'profile', 'write'),
  ('family-help-lead', 'allocated', 'search', 'write'),
  ('family-help-lead', 'allocated', 'care', 'read'),
  ('family-help-lead', 'allocated', 'people', 'read'),
  ('family-help-lead', 'allocated', 'looks', 'read'),
  ('family-help-lead', 'team', 'basics', 'write'),
  ('family-help-lead', 'team', 'identity', 'write'),
  ('family-help-lead', 'team', 'address', 'write'),
  ('family-help-lead', 'team', 'about-me', 'write'),
  ('family-help-lead', 'team', 'profile', 'write'),
  ('family-help-lead', 'team', 'search', 'write'),
  ('family-help-lead', 'team', 'care', 'read'),
  ('family-help-lead', 'team', 'people', 'read'),
  ('family-help-lead', 'team', 'looks', 'read'),
  ('family-help-lead', 'named', 'basics', 'write'),
  ('family-help-lead', 'named', 'identity', 'write'),
  ('family-help-lead', 'named', 'address', 'write'),
  ('family-help-lead', 'named', 'about-me', 'write'),
  ('family-help-lead', 'named', 'profile', 'write'),
  ('family-help-lead', 'named', 'search', 'write'),
  ('family-help-lead', 'named', 'care', 'read'),
  ('family-help-lead', 'named', 'people', 'read'),
  ('family-help-lead', 'named', 'looks', 'read'),
  ('manager', 'allocated', 'basics', 'write'),
  ('manager', 'allocated', 'identity', 'write'),
  ('manager', 'allocated', 'address', 'write'),
  ('manager', 'allocated', 'about-me', 'write'),
  ('manager', 'allocated', 'profile', 'write'),
  ('manager', 'allocated', 'search', 'write'),
  ('manager', 'allocated', 'people', 'write'),
  ('manager', 'allocated', 'care', 'read'),
  ('manager', 'allocated', 'looks', 'read'),
  ('manager', 'team', 'basics', 'write'),
  ('manager', 'team', 'identity', 'write'),
  ('manager', 'team', 'address', 'write'),
  ('manager', 'team', 'about-me', 'write'),
  ('manager', 'team', 'profile', 'write'),
  ('manager', 'team', 'search', 'write'),
  ('manager', 'team', 'people', 'write'),
  ('manager', 'team', 'care', 'read'),
  ('manager', 'team', 'looks', 'read'),
  ('manager', 'named', 'basics', 'write'),
  ('manager', 'named', 'identity', 'write'),
  ('manager', 'named', 'address', 'write'),
  ('manager', 'named', 'about-me', 'write'),
  ('manager', 'named', 'profile', 'write'),
  ('manager', 'named', 'search', 'write'),
  ('manager', 'named', 'people', 'write'),
  ('manager', 'named', 'care', 'read'),
  ('manager', 'named', 'looks', 'read'),
  ('manager', 'unallocated', 'basics', 'write'),
  ('manager', 'unallocated', 'identity', 'write'),
  ('manager', 'unallocated', 'address', 'write'),
  ('manager', 'unallocated', 'about-me', 'write'),
  ('manager', 'unallocated', 'profile', 'write'),
  ('manager', 'unallocated', 'search', 'write'),
  ('manager', 'unallocated', 'people', 'write'),
  ('manager', 'unallocated', 'care', 'read'),
  ('manager', 'unallocated', 'looks', 'read'),
  ('out-of-hours-worker', 'authority', 'basics', 'write'),
  ('out-of-hours-worker', 'authority', 'identity', 'write'),
  ('out-of-hours-worker', 'authority', 'address', 'write'),
  ('out-of-hours-worker', 'authority', 'about-me', 'write'),
  ('out-of-hours-worker', 'authority', 'profile', 'write'),
  ('out-of-hours-worker', 'authority', 'search', 'write'),
  ('out-of-hours-worker', 'authority', 'care', 'read'),
  ('out-of-hours-worker', 'authority', 'people', 'read'),
  ('out-of-hours-worker', 'allocated', 'basics', 'write'),
  ('out-of-hours-worker', 'allocated', 'identity', 'write'),
  ('out-of-hours-worker', 'allocated', 'address', 'write'),
  ('out-of-hours-worker', 'allocated', 'about-me', 'write'),
  ('out-of-hours-worker', 'allocated', 'profile', 'write'),
  ('out-of-hours-worker', 'allocated', 'search', 'write'),
  ('out-of-hours-worker', 'allocated', 'care', 'read'),
  ('out-of-hours-worker', 'allocated', 'people', 'read'),
  ('out-of-hours-worker', 'named', 'basics', 'write'),
  ('out-of-hours-worker', 'named', 'identity', 'write'),
  ('out-of-hours-worker', 'named', 'address', 'write'),
  ('out-of-hours-worker', 'named', 'about-me', 'write'),
  ('out-of-hours-worker', 'named', 'profile', 'write'),
  ('out-of-hours-worker', 'named', 'search', 'write'),
  ('out-of-hours-worker', 'named', 'care', 'read'),
  ('out-of-hours-worker', 'named', 'people', 'read'),
  ('adoption-worker', 'allocated', 'basics', 'write'),
  ('adoption-worker', 'allocated', 'identity', 'write'),
  ('adoption-worker', 'allocated', 'address', 'write'),
  ('adoption-worker', 'allocated', 'about-me', 'write'),
  ('adoption-worker', 'allocated', 'profile', 'write'),
  ('adoption-worker', 'allocated', 'search', 'write'),
  ('adoption-worker', 'allocated', 'care', 'read'),
  ('adoption-worker', 'allocated', 'people', 'read'),
  ('adoption-worker', 'allocated', 'looks', 'read'),
  ('adoption-worker', 'named', 'basics', 'write'),
  ('adoption-worker', 'named', 'identity', 'write'),
  ('adoption-worker', 'named', 'address', 'write'),
  ('adoption-worker', 'named', 'about-me', 'write'),
  ('adoption-worker', 'named', 'profile', 'write'),
  ('adoption-worker', 'named', 'search', 'write'),
  ('adoption-worker', 'named', 'care', 'read'),
  ('adoption-worker', 'named', 'people', 'read'),
  ('adoption-worker', 'named', 'looks', 'read'),
  ('home-finder', 'search', 'search', 'write'),
  ('home-finder', 'search', 'basics', 'read'),
  ('home-finder', 'search', 'identity', 'read'),
  ('home-finder', 'search', 'about-me', 'read'),
  ('home-finder', 'search', 'profile', 'read'),
  ('home-finder', 'search', 'care', 'read'),
  ('home-finder', 'search', 'address', 'read'),
  ('home-finder', 'search', 'people', 'read'),
  ('home-finder', 'named', 'search', 'write'),
  ('home-finder', 'named', 'basics', 'read'),
  ('home-finder', 'named', 'identity', 'read'),
  ('home-finder', 'named', 'about-me', 'read'),
  ('home-finder', 'named', 'profile', 'read'),
  ('home-finder', 'named', 'care', 'read'),
  ('home-finder', 'named', 'address', 'read'),
  ('home-finder', 'named', 'people', 'read'),
  ('home-finder', 'allocated', 'basics', 'write'),
  ('home-finder', 'allocated', 'identity', 'write'),
  ('home-finder', 'allocated', 'address', 'write'),
  ('home-finder', 'allocated', 'about-me', 'write'),
  ('home-finder', 'allocated', 'profile', 'write'),
  ('home-finder', 'allocated', 'search', 'write'),
  ('home-finder', 'allocated', 'care', 'read'),
  ('home-finder', 'allocated', 'people', 'read'),
  ('supervising-social-worker', 'allocated', 'basics', 'read'),
  ('supervising-social-worker', 'allocated', 'identity', 'read'),
  ('supervising-social-worker', 'allocated', 'about-me', 'read'),
  ('supervising-social-worker', 'allocated', 'profile', 'read'),
  ('supervising-social-worker', 'allocated', 'care', 'read'),
  ('supervising-social-worker', 'allocated', 'people', 'read'),
  ('supervising-social-worker', 'named', 'basics', 'read'),
  ('supervising-social-worker', 'named', 'identity', 'read'),
  ('supervising-social-worker', 'named', 'about-me', 'read'),
  ('supervising-social-worker', 'named', 'profile', 'read'),
  ('supervising-social-worker', 'named', 'care', 'read'),
  ('supervising-social-worker', 'named', 'people', 'read'),
  ('nominated-officer', 'authority', 'basics', 'read'),
  ('nominated-officer', 'authority', 'identity', 'read'),
  ('nominated-officer', 'authority', 'about-me', 'read'),
  ('nominated-officer', 'authority', 'profile', 'read'),
  ('nominated-officer', 'authority', 'care', 'read'),
  ('nominated-officer', 'authority', 'search', 'read'),
  ('nominated-officer', 'authority', 'people', 'read'),
  ('nominated-officer', 'named', 'basics', 'read'),
  ('nominated-officer', 'named', 'identity', 'read'),
  ('nominated-officer', 'named', 'about-me', 'read'),
  ('nominated-officer', 'named', 'profile', 'read'),
  ('nominated-officer', 'named', 'care', 'read'),
  ('nominated-officer', 'named', 'search', 'read'),
  ('nominated-officer', 'named', 'people', 'read'),
  ('director', 'authority', 'basics', 'read'),
  ('director', 'authority', 'identity', 'read'),
  ('director', 'authority', 'about-me', 'read'),
  ('director', 'authority', 'profile', 'read'),
  ('director', 'authority', 'care', 'read'),
  ('director', 'authority', 'search', 'read'),
  ('director', 'authority', 'people', 'read'),
  ('director', 'authority', 'looks', 'read'),
  ('director', 'named', 'basics', 'read'),
  ('director', 'named', 'identity', 'read'),
  ('director', 'named', 'about-me', 'read'),
  ('director', 'named', 'profile', 'read'),
  ('director', 'named', 'care', 'read'),
  ('director', 'named', 'search', 'read'),
  ('director', 'named', 'people', 'read'),
  ('director', 'named', 'looks', 'read'),
  ('iro', 'allocated', 'basics', 'read'),
  ('iro', 'allocated', 'identity', 'read'),
  ('iro', 'allocated', 'about-me', 'read'),
  ('iro', 'allocated', 'profile', 'read'),
  ('iro', 'allocated', 'care', 'read'),
  ('iro', 'allocated', 'search', 'read'),
  ('iro', 'allocated', 'people', 'read'),
  ('iro', 'allocated', 'looks', 'read'),
  ('iro', 'named', 'basics', 'read'),
  ('iro', 'named', 'identity', 'read'),
  ('iro', 'named', 'about-me', 'read'),
  ('iro', 'named', 'profile', 'read'),
  ('iro', 'named', 'care', 'read'),
  ('iro', 'named', 'search', 'read'),
  ('iro', 'named', 'people', 'read'),
  ('iro', 'named', 'looks', 'read'),
  ('virtual-school-head', 'authority', 'basics', 'read'),
  ('virtual-school-head', 'authority', 'identity', 'read'),
  ('virtual-school-head', 'authority', 'people', 'read'),
  ('virtual-school-head', 'allocated', 'basics', 'read'),
  ('virtual-school-head', 'allocated', 'identity', 'read'),
  ('virtual-school-head', 'allocated', 'about-me', 'read'),
  ('virtual-school-head', 'allocated', 'profile', 'read'),
  ('virtual-school-head', 'allocated', 'care', 'read'),
  ('virtual-school-head', 'allocated', 'people', 'read'),
  ('virtual-school-head', 'named', 'basics', 'read'),
  ('virtual-school-head', 'named', 'identity', 'read'),
  ('virtual-school-head', 'named', 'about-me', 'read'),
  ('virtual-school-head', 'named', 'profile', 'read'),
  ('virtual-school-head', 'named', 'care', 'read'),
  ('virtual-school-head', 'named', 'people', 'read'),
  ('advocate', 'allocated', 'basics', 'read'),
  ('advocate', 'allocated', 'identity', 'read'),
  ('advocate', 'allocated', 'about-me', 'read'),
  ('advocate', 'allocated', 'people', 'read'),
  ('advocate', 'allocated', 'looks', 'read'),
  ('advocate', 'named', 'basics', 'read'),
  ('advocate', 'named', 'identity', 'read'),
  ('advocate', 'named', 'about-me', 'read'),
  ('advocate', 'named', 'people', 'read'),
  ('advocate', 'named', 'looks', 'read'),
  ('partner', 'allocated', 'basics', 'read'),
  ('partner', 'allocated', 'identity', 'read'),
  ('partner', 'allocated', 'about-me', 'read'),
  ('partner', 'allocated', 'people', 'read'),
  ('partner', 'named', 'basics', 'read'),
  ('partner', 'named', 'identity', 'read'),
  ('partner', 'named', 'about-me', 'read'),
  ('partner', 'named', 'people', 'read'),
  ('child', 'self', 'basics', 'read'),
  ('child', 'self', 'identity', 'read'),
  ('child', 'self', 'about-me', 'read'),
  ('child', 'self', 'care', 'read'),
  ('child', 'self', 'people', 'read'),
  ('child', 'self', 'looks', 'read'),
  ('child', 'self', 'rights', 'read'),
  ('parent', 'family', 'identity', 'read'),
  ('parent', 'family', 'people', 'read'),
  ('social-worker', 'sibling', 'basics', 'read'),
  ('social-worker', 'sibling', 'identity', 'read'),
  ('social-worker', 'sibling', 'care', 'read'),
  ('family-help-lead', 'sibling', 'basics', 'read'),
  ('family-help-lead', 'sibling', 'identity', 'read'),
  ('family-help-lead', 'sibling', 'care', 'read'),
  ('manager', 'sibling', 'basics', 'read'),
  ('manager', 'sibling', 'identity', 'read'),
  ('manager', 'sibling', 'care', 'read'),
  ('home-finder', 'sibling', 'basics', 'read'),
  ('home-finder', 'sibling', 'identity', 'read'),
  ('home-finder', 'sibling', 'care', 'read'),
  ('adoption-worker', 'sibling', 'basics', 'read'),
  ('adoption-worker', 'sibling', 'identity', 'read'),
  ('adoption-worker', 'sibling', 'care', 'read'),
  ('social-worker', 'break-glass', 'basics', 'read'),
  ('social-worker', 'break-glass', 'identity', 'read'),
  ('social-worker', 'break-glass', 'about-me', 'read'),
  ('social-worker', 'break-glass', 'profile', 'read'),
  ('social-worker', 'break-glass', 'care', 'read'),
  ('social-worker', 'break-glass', 'address', 'read'),
  ('social-worker', 'break-glass', 'people', 'read'),
  ('home-finder', 'break-glass', 'basics', 'read'),
  ('home-finder', 'break-glass', 'identity', 'read'),
  ('home-finder', 'break-glass', 'about-me', 'read'),
  ('home-finder', 'break-glass', 'profile', 'read'),
  ('home-finder', 'break-glass', 'care', 'read'),
  ('home-finder', 'break-glass', 'address', 'read'),
  ('home-finder', 'break-glass', 'people', 'read'),
  ('manager', 'break-glass', 'basics', 'read'),
  ('manager', 'break-glass', 'identity', 'read'),
  ('manager', 'break-glass', 'about-me', 'read'),
  ('manager', 'break-glass', 'profile', 'read'),
  ('manager', 'break-glass', 'care', 'read'),
  ('manager', 'break-glass', 'address', 'read'),
  ('manager', 'break-glass', 'people', 'read'),
  ('supervising-social-worker', 'break-glass', 'basics', 'read'),
  ('supervising-social-worker', 'break-glass', 'identity', 'read'),
  ('supervising-social-worker', 'break-glass', 'about-me', 'read'),
  ('supervising-social-worker', 'break-glass', 'profile', 'read'),
  ('supervising-social-worker', 'break-glass', 'care', 'read'),
  ('supervising-social-worker', 'break-glass', 'address', 'read'),
  ('supervising-social-worker', 'break-glass', 'people', 'read'),
  ('iro', 'break-glass', 'basics', 'read'),
  ('iro', 'break-glass', 'identity', 'read'),
  ('iro', 'break-glass', 'about-me', 'read'),
  ('iro', 'break-glass', 'profile', 'read'),
  ('iro', 'break-glass', 'care', 'read'),
  ('iro', 'break-glass', 'address', 'read'),
  ('iro', 'break-glass', 'people', 'read'),
  ('family-help-lead', 'break-glass', 'basics', 'read'),
  ('family-help-lead', 'break-glass', 'identity', 'read'),
  ('family-help-lead', 'break-glass', 'about-me', 'read'),
  ('family-help-lead', 'break-glass', 'profile', 'read'),
  ('family-help-lead', 'break-glass', 'care', 'read'),
  ('family-help-lead', 'break-glass', 'address', 'read'),
  ('family-help-lead', 'break-glass', 'people', 'read'),
  ('data-officer', 'authority', 'basics', 'write'),
  ('data-officer', 'authority', 'identity', 'write'),
  ('data-officer', 'authority', 'address', 'read'),
  ('data-officer', 'authority', 'care', 'read'),
  ('data-officer', 'authority', 'people', 'read'),
  ('information-governance', 'authority', 'rights', 'write'),
  ('information-governance', 'authority', 'identity', 'read'),
  ('information-governance', 'authority', 'looks', 'read'),
  ('information-governance', 'pack', 'rights', 'write'),
  ('information-governance', 'pack', 'basics', 'read'),
  ('information-governance', 'pack', 'identity', 'read'),
  ('information-governance', 'pack', 'about-me', 'read'),
  ('information-governance', 'pack', 'profile', 'read'),
  ('information-governance', 'pack', 'care', 'read'),
  ('information-governance', 'pack', 'address', 'read'),
  ('information-governance', 'pack', 'search', 'read'),
  ('information-governance', 'pack', 'people', 'read'),
  ('information-governance', 'pack', 'looks', 'read');
-- What the policies ask of the actor is found out once a transaction and kept in its settings: planning and running
-- these queries for every table of every query would take longer than the pages. Settings last as long as the
-- transaction; triggers forget them when something they stand on is written in it. Whoever can run any SQL as
-- homeward_app could set app.actor as well, so the settings give nobody more than that (docs/security.md).
create function app.know_me() returns void language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare me record; begin
  select a.organisation_id, a.role into me from actor a where a.id = app.actor()
    and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id);
  perform set_config('app.known', coalesce(app.actor(), ''), true),
    set_config('app.known_organisation', coalesce(me.organisation_id, ''), true),
    set_config('app.known_role', coalesce(me.role, ''), true),
    set_config('app.known_relations', '?', true);
end $$;
create or replace function app.my_organisation() returns text language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  if current_setting('app.known', true) is distinct from coalesce(app.actor(), '') then perform app.know_me(); end if;
  return nullif(current_setting('app.known_organisation', true), '');
end $$;
create or replace function app.my_role() returns text language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  if current_setting('app.known', true) is distinct from coalesce(app.actor(), '') then perform app.know_me(); end if;
  return nullif(current_setting('app.known_role', true), '');
end $$;

-- The regions whose homes the actor's organisation may see today, by a sharing agreement it is a party of; the region's
-- own people see theirs.
create or replace function app.my_regions() returns text[] language sql stable security definer
set search_path = public, pg_temp as
$$ select coalesce(array_agg(distinct g.region_id), '{}') from sharing_agreement g
   where 'homes' = any (g.fields) and current_date >= g.from_day and (g.to_day is null or current_date <= g.to_day)
     and (g.region_id = app.my_organisation() or exists (select from sharing_party p
       where p.region_id = g.region_id and p.agreement_id = g.id and p.organisation_id = app.my_organisation())) $$;

-- Staff of an authority who look for homes for children, or approve them.
create or replace function app.works_with_children() returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); mine text := app.my_role(); begin
  return mine <> 'information-governance' and exists (select from access_rule r where r.role = mine and r.class = 'search')
    and exists (select from organisation o where o.id = org and o.kind = 'authority');
end $$;

-- The teams whose children the actor sees: a manager's own, and those covered now.
create function app.my_teams() returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); me text := app.actor(); begin return query
  select a.team_id from actor a where a.id = me and a.organisation_id = org and a.role = 'manager' and a.team_id is not null
  union
  select c.team_id from team_cover c where c.organisation_id = org and c.actor_id = me
    and now() >= c.from_at and now() < c.until_at;
end $$;

-- Children in care, or new, whom no social worker has now: a manager has to see them to choose one.
create index episode_open on episode (organisation_id, child_id) where dec is null and presumed_end is null;
create function app.without_social_worker(org text) returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin return query
  -- Of those in care by the return, and of those whom people here wrote down or gave up: both are few, and by an index.
  select w.child_id from (
    select o.child_id from episode o where o.organisation_id = org and o.dec is null and o.presumed_end is null
    union
    select l.child_id from allocation l where l.organisation_id = org
      and (l.relation = 'added' or (l.relation = 'social worker' and exists (select from allocation_ended e
        where e.organisation_id = org and e.allocation_id = l.id)))
      and not exists (select from episode o where o.organisation_id = org and o.child_id = l.child_id)
  ) w
  where not exists (select from allocation l where l.organisation_id = org and l.child_id = w.child_id and l.relation = 'social worker'
    and not exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id));
end $$;

-- Every child of the actor's organisation with whom the actor has a relationship, and which; 'authority' is not listed
-- (app.sees_all). A sealed record has none but 'named'.
create function app.find_relationships() returns table (child_id text, through text) language plpgsql stable
security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare my_org text := app.my_organisation(); my_id text := app.actor(); mine text := app.my_role(); begin return query
  with me as (select my_org as org, my_id as id, mine as role where my_org is not null
  ), own as (
    select l.child_id,
      case l.relation when 'self' then 'self' when 'parent' then 'family' else 'allocated' end as through
      from me join allocation l on l.organisation_id = me.org and l.actor_id = me.id
      where l.from_at <= now() and not exists (select from allocation_ended e
        where e.organisation_id = l.organisation_id and e.allocation_id = l.id)
    union
    select l.child_id, 'team' from me
      join app.my_teams() t(team) on true
      join actor w on w.organisation_id = me.org and w.team_id = t.team and w.id <> me.id
      join allocation l on l.organisation_id = w.organisation_id and l.actor_id = w.id and l.relation not in ('self', 'parent')
      where l.from_at <= now() and not exists (select from allocation_ended e
        where e.organisation_id = l.organisation_id and e.allocation_id = l.id)
    union
    select c.child_id, 'search' from me
      join search_worker w on w.organisation_id = me.org and w.actor_id = me.id
      join search_child c on c.organisation_id = w.organisation_id and c.search_id = w.search_id
      where not exists (select from search_closed x where x.organisation_id = w.organisation_id and x.search_id = w.search_id)
    union
    select b.child_id, 'break-glass' from me
      join break_glass b on b.organisation_id = me.org and b.actor_id = me.id and now() >= b.at and now() < b.until_at
    union
    select q.child_id, 'pack' from me join subject_request q on q.organisation_id = me.org
      where me.role = 'information-governance' and not exists (select from subject_request_closed x
        where x.organisation_id = q.organisation_id and x.request_id = q.id)
    union
    select w.child_id, 'unallocated' from me cross join lateral app.without_social_worker(me.org) w(child_id)
      where me.role = 'manager'
  ), everyone as (
    select child_id, through from own
    union
    select s.other_child_id, 'sibling' from me join own on own.through in ('allocated', 'team', 'search')
      join brother_or_sister s on s.organisation_id = me.org and s.child_id = own.child_id
      where me.role in (select r.role from access_rule r where r.through = 'sibling')
  )
  select e.child_id, e.through from me join everyone e on true
    where e.through = 'self' or not exists (select from record_sealed r where r.organisation_id = me.org and r.child_id = e.child_id)
  union all
  select n.child_id, 'named' from me join record_named n on n.organisation_id = me.org and n.actor_id = me.id;
end $$;
create function app.my_relationships() returns table (child_id text, through text) language plpgsql stable
security definer set search_path = public, pg_temp as $$
begin
  if current_setting('app.known', true) is distinct from coalesce(app.actor(), '') then perform app.know_me(); end if;
  if current_setting('app.known_relations') = '?' then
    perform set_config('app.known_relations', coalesce((select string_agg(f.child_id || E'\t' || f.through, E'\n')
      from app.find_relationships() f), ''), true);
  end if;
  return query select split_part(line, E'\t', 1), split_part(line, E'\t', 2)
    from string_to_table(current_setting('app.known_relations'), E'\n') line where line <> '';
end $$;
create function app.forget_relations() returns trigger language plpgsql as $$
begin perform set_config('app.known_relations', '?', true); return null; end $$;
create function app.forget_me() returns trigger language plpgsql as $$
begin perform set_config('app.known', '?', true); return null; end $$;
do $$ declare target text; begin
  foreach target in array array['allocation', 'allocation_ended', 'team_cover', 'search_worker', 'search_child',
    'search_closed', 'break_glass', 'subject_request', 'subject_request_closed', 'record_sealed', 'record_named',
    'brother_or_sister', 'child', 'episode'] loop
    execute format('create trigger forgets after insert or update or delete on %I
      for each statement execute function app.forget_relations()', target);
  end loop;
  foreach target in array array['actor', 'post_ended'] loop
    execute format('create trigger forgets after insert or update or delete on %I
      for each statement execute function app.forget_me()', target);
  end loop;
end $$;

-- The relationships with one child; what a single page asks before it shows anything.
create function app.relationships_with(child text) returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); begin return query
  select distinct r.through from app.my_relationships() r where r.child_id = child
  union all
  select 'authority' from child c join organisation o on o.id = c.organisation_id and o.kind = 'authority'
    where c.organisation_id = org and c.id = child
      and not exists (select from record_sealed s where s.organisation_id = org and s.child_id = child);
end $$;

-- True where the actor's role opens one of these classes for every child of their authority that is not sealed.
create function app.sees_all(classes text[], way text) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare mine text := app.my_role(); begin
  return exists (select from access_rule r where r.role = mine and r.class = any (classes) and r.through = 'authority'
    and (way = 'read' or r.may = 'write'));
end $$;

create function app.sealed_here() returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); begin
  return query select s.child_id from record_sealed s where s.organisation_id = org;
end $$;

-- The children whose records of one of these classes the actor's relationships open.
create function app.my_children(classes text[], way text) returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare mine text := app.my_role(); opening text[]; begin
  opening := array(select distinct r.through from access_rule r where r.role = mine
    and r.class = any (classes) and (way = 'read' or r.may = 'write'));
  return query select m.child_id from app.my_relationships() m where m.through = any (opening);
end $$;

-- The searches the actor may see: every child in it must be open to them, so that no sealed brother is read through it.
create function app.my_searches(way text) returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare everything boolean := app.sees_all('{search}', way); org text := app.my_organisation(); begin
  return query
  with opened as materialized (select o.child_id from app.my_children('{search}', way) o(child_id))
  select c.search_id from search_child c
  where c.organisation_id = org and (everything or c.search_id in (select x.search_id from search_child x
    where x.organisation_id = org and x.child_id in (select child_id from opened)))
  group by c.search_id
  having bool_and(c.child_id in (select child_id from opened)
    or (everything and c.child_id not in (select app.sealed_here())));
end $$;

-- Who may write down a child, and for whom a search may be started, is asked before there is any relationship.
create function app.may_add_children() returns boolean language sql stable security definer
set search_path = public, pg_temp as
$$ select coalesce(app.my_role() in ('social-worker', 'family-help-lead', 'home-finder', 'manager', 'out-of-hours-worker', 'adoption-worker'), false) $$;

-- Whoever writes a child down is the child's first worker; nobody can give themselves a child in any other way.
create function app.allocate_to_writer() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if app.actor() is not null and app.may_add_children() then
    insert into allocation (organisation_id, id, child_id, actor_id, relation, by)
      values (new.organisation_id, 'allocation_' || replace(gen_random_uuid()::text, '-', ''), new.id, app.actor(),
        case when app.my_role() = 'social-worker' then 'social worker' else 'added' end, app.actor());
  end if;
  return null;
end $$;
create trigger allocates after insert on child for each row execute function app.allocate_to_writer();

-- A home finder who starts a search works on it; the same for whoever else may only see a child through a search.
create function app.work_on_started() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if app.actor() is not null and app.my_role() = 'home-finder' then
    insert into search_worker (organisation_id, search_id, actor_id, by)
      values (new.organisation_id, new.id, app.actor(), app.actor()) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger worked_on after insert on search for each row execute function app.work_on_started();

do $$ declare each text; begin
  foreach each in array array['app.my_organisation()', 'app.my_role()', 'app.my_regions()', 'app.works_with_children()',
    'app.my_teams()', 'app.know_me()', 'app.find_relationships()', 'app.without_social_worker(text)', 'app.my_relationships()', 'app.relationships_with(text)', 'app.sees_all(text[], text)',
    'app.sealed_here()', 'app.my_children(text[], text)', 'app.my_searches(text)', 'app.may_add_children()',
    'app.allocate_to_writer()', 'app.work_on_started()'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_app, homeward_system', each);
  end loop;
end $$;
-- Takes the organisation as it is told, so only the functions that know whose it is may ask.
revoke execute on function app.without_social_worker(text) from homeward_app;

-- The policies. A child's record is opened by a class; parts of a profile, a placement or a search go with the whole.
do $$ declare target text; classes text; reading text; writing text; parent text; link text; begin
  for target in select tablename from pg_tables where schemaname = 'public' and tablename in ('child', 'child_identity',
    'child_address', 'brother_or_sister', 'profile', 'profile_domain', 'profile_place', 'profile_finished',
    'placement', 'placement_ended', 'episode', 'search', 'search_child', 'return_import')
  loop execute format('drop policy own_authority on %I', target); end loop;

  for target, classes, link in values
    ('child', '{basics,identity}', 'id'), ('brother_or_sister', '{basics}', 'child_id'),
    ('child_identity', '{identity}', 'child_id'), ('child_address', '{address}', 'child_id'),
    ('profile', '{profile,about-me}', 'child_id'), ('placement', '{care}', 'child_id'),
    ('episode', '{care}', 'child_id'), ('allocation', '{people}', 'child_id')
  loop
    reading := format($p$organisation_id = (select app.my_organisation())
      and (((select app.sees_all(%1$L, 'read')) and %2$I not in (select app.sealed_here()))
        or %2$I in (select app.my_children(%1$L, 'read')))$p$, classes, link);
    writing := replace(reading, '''read''', '''write''');
    execute format('create policy open_to_me on %I for select to homeward_app using (%s)', target, reading);
    execute format('create policy changed_by_me on %I for update to homeward_app using (%s) with check (%s)', target, writing, writing);
    execute format('create policy removed_by_me on %I for delete to homeward_app using (%s)', target, writing);
    execute format('create policy added_by_me on %I for insert to homeward_app with check (%s)', target,
      case target when 'child' then 'organisation_id = (select app.my_organisation()) and (select app.may_add_children())' else writing end);
  end loop;

  for target, parent, link in values ('profile_domain', 'profile', 'profile_id'), ('profile_place', 'profile', 'profile_id'),
    ('profile_finished', 'profile', 'profile_id'), ('placement_ended', 'placement', 'placement_id'),
    ('allocation_ended', 'allocation', 'allocation_id')
  loop
    classes := case parent when 'profile' then '{profile,about-me}' when 'placement' then '{care}' else '{people}' end;
    reading := format('organisation_id = (select app.my_organisation()) and exists (select from %1$I p
      where p.organisation_id = %2$I.organisation_id and p.id = %2$I.%3$I)', parent, target, link);
    writing := format($p$organisation_id = (select app.my_organisation()) and exists (select from %1$I p
      where p.organisation_id = %2$I.organisation_id and p.id = %2$I.%3$I
        and (((select app.sees_all(%4$L, 'write')) and p.child_id not in (select app.sealed_here()))
          or p.child_id in (select app.my_children(%4$L, 'write'))))$p$, parent, target, link, classes);
    execute format('create policy open_to_me on %I for select to homeward_app using (%s)', target, reading);
    execute format('create policy added_by_me on %I for insert to homeward_app with check (%s)', target, writing);
    execute format('create policy changed_by_me on %I for update to homeward_app using (%s) with check (%s)', target, writing, writing);
    execute format('create policy removed_by_me on %I for delete to homeward_app using (%s)', target, writing);
  end loop;

  foreach target in array array['search_child', 'search_worker', 'search_closed'] loop
    execute format($p$create policy open_to_me on %I for select to homeward_app using (
      organisation_id = (select app.my_organisation()) and search_id in (select app.my_searches('read')))$p$, target);
  end loop;
end $$;

grant select, insert on allocation, allocation_ended, team_cover, search_closed, record_sealed, record_named, break_glass,
  break_glass_review, subject_request, subject_request_closed to homeward_app;
grant select on team, post_ended, search_worker, sharing_agreement, sharing_party to homeward_app;
-- Allocations are never rewritten: one ends and another begins.
drop policy changed_by_me on allocation;
drop policy removed_by_me on allocation;
drop policy changed_by_me on allocation_ended;
drop policy removed_by_me on allocation_ended;

create policy open_to_me on search for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and id in (select app.my_searches('read')));
create policy started_by_me on search for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and asked_by = app.actor() and (select app.works_with_children()));
create policy changed_by_me on search for update to homeward_app using (
  organisation_id = (select app.my_organisation()) and id in (select app.my_searches('write')));
create policy added_by_me on search_child for insert to homeward_app with check (
  organisation_id = (select app.my_organisation())
  and (child_id in (select app.my_children('{search}', 'write'))
    or ((select app.sees_all('{search}', 'write')) and child_id not in (select app.sealed_here()))));
revoke update, delete on search_child, search from homeward_app;
create policy closed_by_me on search_closed for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and search_id in (select app.my_searches('write')));

alter policy own_authority on search_order using (organisation_id = (select app.my_organisation()) and (select app.works_with_children()))
  with check (organisation_id = (select app.my_organisation()) and (select app.my_role()) in ('home-finder', 'manager', 'commissioner', 'director'));
create policy data_officer on return_import to homeward_app
  using (organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'data-officer')
  with check (organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'data-officer');

create policy own_organisation on team for select to homeward_app using (organisation_id = (select app.my_organisation()));
create policy own_organisation on post_ended for select to homeward_app using (organisation_id = (select app.my_organisation()));
create policy own_organisation on team_cover for select to homeward_app using (organisation_id = (select app.my_organisation()));
-- A manager arranges cover of their own team; nobody for themselves.
create policy of_own_team on team_cover for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and actor_id <> app.actor()
  and (select app.my_role()) = 'manager' and team_id in (select app.my_teams()));

create policy named_people on record_sealed for select to homeward_app using (
  organisation_id = (select app.my_organisation())
  and (child_id in (select app.my_children('{basics,identity}', 'read')) or (select app.my_role()) = 'information-governance'));
create policy named_people on record_named for select to homeward_app using (
  organisation_id = (select app.my_organisation())
  and (child_id in (select app.my_children('{basics,identity}', 'read')) or (select app.my_role()) = 'information-governance'));
-- Information governance seals, and names the people; who seals is not among them by that.
create policy sealed_by on record_sealed for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and (select app.my_role()) = 'information-governance');
create policy named_by on record_named for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and actor_id <> app.actor()
  and (select app.my_role()) = 'information-governance');

create policy own_or_reviewed on break_glass for select to homeward_app using (
  organisation_id = (select app.my_organisation())
  and (actor_id = app.actor() or (select app.my_role()) = 'information-governance'));
create policy by_oneself on break_glass for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and actor_id = app.actor()
  and (select app.my_role()) in (select r.role from access_rule r where r.through = 'break-glass')
  and child_id not in (select app.sealed_here()));
create policy reviewed on break_glass_review for select to homeward_app using (
  organisation_id = (select app.my_organisation())
  and exists (select from break_glass b where b.organisation_id = break_glass_review.organisation_id and b.id = break_glass_review.break_glass_id));
create policy reviewed_by on break_glass_review for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and (select app.my_role()) = 'information-governance'
  and not exists (select from break_glass b where b.organisation_id = break_glass_review.organisation_id
    and b.id = break_glass_review.break_glass_id and b.actor_id = app.actor()));

do $$ declare target text; begin
  foreach target in array array['subject_request', 'subject_request_closed'] loop
    execute format($p$create policy information_governance on %I to homeward_app
      using (organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'information-governance')
      with check (organisation_id = (select app.my_organisation()) and by = app.actor()
        and (select app.my_role()) = 'information-governance')$p$, target);
  end loop;
  foreach target in array array['sharing_agreement', 'sharing_party'] loop
    execute format('create policy known_to_all on %I for select to homeward_app using ((select app.my_organisation()) is not null)', target);
  end loop;
end $$;

-- The record of who did and who saw what: one's own rows; all of the organisation's for information governance and the
-- director; those about a child for whoever the policy lets know who has looked.
drop policy own_organisation on event;
create policy open_to_me on event for select to homeward_app using (
  (actor = app.actor() and (select app.my_organisation()) is not null)
  or ((organisation_id = (select app.my_organisation()) or about_organisation_id = (select app.my_organisation()))
    and ((select app.my_role()) in ('information-governance', 'director')
      or exists (select from unnest(children) c where c in (select app.my_children('{looks}', 'read'))))));

create function app.keeps_homes() returns boolean language sql stable security definer set search_path = public, pg_temp as
$$ select coalesce(app.my_role() in ('registered-manager', 'provider', 'supervising-social-worker', 'home-finder', 'manager',
     'commissioner', 'social-worker', 'out-of-hours-worker', 'nominated-officer', 'director', 'data-officer',
     'adoption-worker'), false) $$;
create function app.my_homes() returns setof text language sql stable security definer set search_path = public, pg_temp as
$$ select home_id from home_carer where organisation_id = app.my_organisation() and actor_id = app.actor() $$;
-- Who may look at the homes of a region, so far as its sharing agreements go.
create function app.looks_across_region() returns boolean language sql stable security definer set search_path = public, pg_temp as
$$ select app.works_with_children() or coalesce(app.my_role() in ('commissioner', 'regional-analyst', 'supervising-social-worker'), false) $$;

create or replace function app.may_see_home(organisation text, home text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from home h where h.organisation_id = organisation and h.id = home and (
    (h.organisation_id = app.my_organisation() and (app.keeps_homes() or h.id in (select app.my_homes())))
    or (h.region_id = any (app.my_regions()) and app.looks_across_region())))
$$;

-- The children who live in a home, for the people who run it, its carers, and whoever works with the child.
create or replace function app.children_living_in(home text, on_day date) returns table (
  authority_id text, authority text, child_id text, given_name text, born date, sex text, started date
) language sql stable security definer set search_path = public, pg_temp as $$
  select p.organisation_id, o.name, p.child_id, i.given_name, i.born, c.sex, p.started
    from placement p
    join organisation o on o.id = p.organisation_id
    join child c on c.organisation_id = p.organisation_id and c.id = p.child_id
    join child_identity i on i.organisation_id = p.organisation_id and i.child_id = p.child_id
    left join placement_ended e on e.organisation_id = p.organisation_id and e.placement_id = p.id
    where p.home_organisation_id = app.my_organisation() and p.home_id = home and p.started <= on_day
      and (e.ended is null or e.ended > on_day)
      and (app.my_role() in ('registered-manager', 'supervising-social-worker')
        or (app.my_role() = 'foster-carer' and home in (select app.my_homes()))
        or (p.organisation_id = app.my_organisation()
          and (p.child_id in (select app.my_children('{identity}', 'read'))
            or (app.sees_all('{identity}', 'read') and p.child_id not in (select app.sealed_here())))))
    order by p.started, p.child_id
$$;

do $$ declare each text; target text; begin
  foreach each in array array['app.keeps_homes()', 'app.my_homes()', 'app.looks_across_region()'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_app, homeward_system', each);
  end loop;
  alter policy found_in_region on home using (region_id = any ((select app.my_regions())::text[]) and (select app.looks_across_region()));
  foreach target in array array['home_address', 'registration', 'room', 'home_skill', 'fee', 'household_member', 'home_connection'] loop
    execute format($p$create policy own_home on %I to homeward_app
      using (organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'foster-carer' and home_id in (select app.my_homes()))
      with check (organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'foster-carer' and home_id in (select app.my_homes()))$p$, target);
  end loop;
  create policy own_home on home to homeward_app
    using (organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'foster-carer' and id in (select app.my_homes()))
    with check (organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'foster-carer' and id in (select app.my_homes()));
  foreach target in array array['room_vacancy', 'room_out_of_service'] loop
    execute format($p$create policy own_home on %1$I to homeward_app
      using (organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'foster-carer'
        and exists (select from room r where r.organisation_id = %1$I.organisation_id and r.id = %1$I.room_id))
      with check (organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'foster-carer'
        and exists (select from room r where r.organisation_id = %1$I.organisation_id and r.id = %1$I.room_id))$p$, target);
  end loop;
end $$;
grant select, insert on home_carer to homeward_app;
create policy own_organisation on home_carer for select to homeward_app using (
  organisation_id = (select app.my_organisation()) and ((select app.keeps_homes()) or actor_id = app.actor()));
create policy named_by_agency on home_carer for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and actor_id <> app.actor()
  and (select app.my_role()) in ('registered-manager', 'provider', 'supervising-social-worker', 'manager'));

-- Homes are kept by the people whose work it is; children, parents and partners read none of them here.
do $$ declare target text; begin
  foreach target in array array['home', 'home_address', 'registration', 'room', 'room_vacancy', 'room_out_of_service',
    'home_skill', 'fee', 'household_member', 'home_connection'] loop
    execute format($p$alter policy own_homes on %I
      using (organisation_id = (select app.my_organisation()) and (select app.keeps_homes()))
      with check (organisation_id = (select app.my_organisation()) and (select app.keeps_homes()))$p$, target);
  end loop;
end $$;
