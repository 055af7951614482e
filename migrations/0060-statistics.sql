-- The embedded database has nobody who gathers statistics by itself; without them the planner guesses a handful of
-- rows for every table. Called after much has been written: the made-up region, an import.
create function app.refresh_statistics() returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare each text; begin
  for each in select tablename from pg_tables where schemaname = 'public' loop
    execute format('analyze %I', each);
  end loop;
end $$;
revoke execute on function app.refresh_statistics() from public;
grant execute on function app.refresh_statistics() to homeward_system;
