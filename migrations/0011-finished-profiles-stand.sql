-- A finished profile stands against deletes as well: its parts go only when the whole child is erased.
create function app.refuse_finished_parts() returns trigger language plpgsql as $$
begin
  -- Depth 1: somebody deletes the part itself. Deeper: the row goes with its profile or child.
  if pg_trigger_depth() = 1 and exists (select from profile_finished f
      where f.organisation_id = old.organisation_id and f.profile_id = old.profile_id)
  then raise exception 'a finished profile cannot be changed' using errcode = 'HW001'; end if;
  return old;
end $$;
create trigger stands_whole before delete on profile_domain for each row execute function app.refuse_finished_parts();
create trigger stands_whole before delete on profile_place for each row execute function app.refuse_finished_parts();
revoke delete on profile from homeward_app;
revoke update, delete on profile_finished from homeward_app;
