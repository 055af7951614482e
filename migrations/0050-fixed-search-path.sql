-- Functions with more rights than their caller look for tables in public alone. PostgreSQL searches the temporary
-- schema first unless it is named last, so a caller could otherwise put a table of their own in the place of `worker`.
do $$ declare each regprocedure; begin
  for each in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'app' and p.prosecdef
  loop
    execute format('alter function %s set search_path = public, pg_temp', each);
  end loop;
end $$;

-- Names of organisations are for people who work here, not for any name that is claimed.
alter policy known_to_all on organisation using ((select app.my_organisation()) is not null);
alter policy known_to_all on region_member using ((select app.my_organisation()) is not null);

-- The app's own login may see whether the schema is up to date, and nothing else.
grant select on public.schema_migration to homeward_login;
