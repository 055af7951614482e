-- Nobody raises themselves. What a test that tries every column as every role (test/security/raising.test.ts) has found
-- open is closed here; the policies are restrictive, so that whatever else opens a table cannot open these again.

-- Whether an actor is the person who asks, in this post or in another one of theirs: who may not do something for
-- themselves may not do it for the other hat they wear either.
create function app.is_me(person text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(person = app.actor() or exists (select from actor a where a.id = person and a.account_id = app.my_account()), false)
$$;
alter function app.is_me(text) owner to homeward_system;
revoke execute on function app.is_me(text) from public;
grant execute on function app.is_me(text) to homeward_app, homeward_system;

do $$ declare target text; begin
  foreach target in array array['allocation', 'team_cover', 'record_named', 'address_named', 'home_carer'] loop
    execute format('create policy not_for_oneself on %I as restrictive for insert to homeward_app with check (not app.is_me(actor_id))', target);
  end loop;
end $$;
create policy not_of_oneself on break_glass_review as restrictive for insert to homeward_app with check (
  not exists (select from break_glass b where b.organisation_id = break_glass_review.organisation_id
    and b.id = break_glass_review.break_glass_id and app.is_me(b.actor_id)));

-- An opening begins when it is written, with its reason: nobody opens tomorrow's today. A minute for clocks that differ.
create policy begins_now on break_glass as restrictive for insert to homeward_app with check (at <= now() + interval '1 minute');

-- The name of a brother or sister is open to whoever works with a child, so nobody makes one out of a child whose record
-- they could not change themselves.
create policy of_known_children on brother_or_sister as restrictive for insert to homeward_app with check (
  ((select app.sees_all('{basics}', 'write')) and other_child_id not in (select app.sealed_here()))
  or other_child_id in (select app.my_children('{basics}', 'write')));
-- A link is made and taken away; no page changes one.
revoke update on brother_or_sister from homeward_app;
