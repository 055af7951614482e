-- Pages and jobs sign in apart. Until now homeward_login could become homeward_system, which sees every row, so one
-- statement smuggled into a page could have put all policies aside. From here on homeward_login can become homeward_app
-- only, and homeward_jobs, a login of its own that owns nothing, homeward_system only.
-- (Embedded there is one session for both; there the opener lets homeward_login be both: src/db/open.ts.)

-- Every start of an owner calls this again, because roles belong to the whole server: an older Homeward that sets up
-- another database there would undo it. It runs with the caller's rights.
create function app.part_logins() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare granted record; begin
  if not exists (select from pg_roles where rolname = 'homeward_jobs') then
    begin create role homeward_jobs nologin noinherit;
    exception when duplicate_object or unique_violation then null; -- another database of this cluster was faster
    end;
  end if;
  -- Asked first, because who may not grant a role may still find it granted.
  if not pg_has_role('homeward_jobs', 'homeward_system', 'member') then grant homeward_system to homeward_jobs; end if;
  begin execute format('grant homeward_jobs to %I', current_user);
  exception when insufficient_privilege then null; -- whether the owner can step down is tried at each start
  end;
  -- A temporary table would stand in the place of a real one for whoever is given the connection next.
  if has_database_privilege('homeward_login', current_database(), 'temporary') then
    execute format('revoke temporary on database %I from public', current_database());
    execute format('grant temporary on database %I to homeward_system', current_database());
  end if;
  -- From PostgreSQL 16 on a membership stands once for each who granted it, and each is taken back by itself.
  for granted in select m.grantor::regrole as giver from pg_auth_members m
    where m.roleid = 'homeward_system'::regrole and m.member = 'homeward_login'::regrole
  loop
    begin
      if current_setting('server_version_num')::int < 160000 then revoke homeward_system from homeward_login;
      else execute format('revoke homeward_system from homeward_login granted by %s', granted.giver);
      end if;
    exception when insufficient_privilege then
      raise warning 'homeward_login can still become homeward_system; a superuser takes that back';
    end;
  end loop;
end $$;
revoke execute on function app.part_logins() from public;

select app.part_logins();
grant usage on schema app, public to homeward_jobs;
grant select on public.schema_migration to homeward_jobs;

-- One's own deeds are on record under one's own name, so a policy that opens those is easily one that opens them to
-- somebody whose post has ended. Whatever such policies say, without a post there is nothing to read.
create policy with_a_post on event as restrictive for select to homeward_app using ((select app.my_organisation()) is not null);
