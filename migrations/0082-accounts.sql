-- Accounts and signing in. An account is a human being who signs in; each of their posts is a row of `actor`.
-- Passwords, codes and links are read and written by the system only; a person reaches their own sessions, and an
-- administrator the posts of their organisation, by the policies below.
create table account (
  id text primary key,
  name text not null,
  email text, -- what they sign in with; null: an account of the made-up region, which has no password
  made_up boolean not null default false,
  at timestamptz not null default now(),
  by text not null,
  check (made_up or email is not null)
);
create unique index account_email on account (lower(email));
comment on table account is 'A human being who signs in. Nobody else may sign in as them, whatever posts they hold.';

create table account_closed (
  account_id text primary key references account on delete cascade,
  at timestamptz not null default now(),
  by text not null,
  reason text not null default ''
);
comment on table account_closed is 'From this moment nobody signs in with the account, and its sessions are over.';

alter table actor add column account_id text references account;
create index actor_account on actor (account_id);
comment on column actor.account_id is 'Who signs in to this post; null: nobody yet (invited, or written by an import or a test).';

create table account_password (
  account_id text primary key references account on delete cascade,
  hash text not null, -- argon2id with its own parameters and salt
  at timestamptz not null default now()
);
create table account_totp (
  account_id text primary key references account on delete cascade,
  secret text not null,
  at timestamptz not null default now(),
  confirmed_at timestamptz, -- null: shown as a QR code, no code of it typed yet
  last_step bigint not null default 0 -- a code opens the door once
);
create table account_recovery_code (
  account_id text not null references account on delete cascade,
  digest text not null,
  at timestamptz not null default now(),
  used_at timestamptz,
  primary key (account_id, digest)
);
comment on table account_recovery_code is 'Ten codes for when the phone is lost; each opens the door once.';

create table sign_in_link (
  digest text primary key, -- of the token, which is nowhere
  number bigint generated always as identity, -- of two links for the same, the newer one counts
  purpose text not null check (purpose in ('first administrator', 'invitation', 'reset')),
  organisation_id text references organisation on delete cascade, -- null: an empty system, or a reset
  actor_id text, -- the post an invitation is for
  account_id text references account on delete cascade, -- whose password a reset is for
  email text,
  keeps_codes boolean not null default true, -- a reset leaves the second step as it is
  at timestamptz not null default now(),
  by text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  foreign key (organisation_id, actor_id) references actor (organisation_id, id) on delete cascade,
  check (expires_at <= at + interval '7 days'),
  check (case purpose when 'invitation' then actor_id is not null and organisation_id is not null and email is not null
    when 'reset' then account_id is not null else actor_id is null and account_id is null end)
);
create index sign_in_link_actor on sign_in_link (organisation_id, actor_id);
create index sign_in_link_account on sign_in_link (account_id);

create table sign_in_step (
  digest text primary key,
  account_id text not null references account on delete cascade,
  link_digest text references sign_in_link on delete cascade, -- an invitation that is accepted when the step is done
  next text not null default '/',
  at timestamptz not null default now(),
  expires_at timestamptz not null
);
comment on table sign_in_step is 'The password was right and the code is outstanding: no session yet.';

create table sign_in_failure (
  key text primary key, -- digest of an e-mail address, an account or an internet address
  count integer not null,
  last_at timestamptz not null,
  until_at timestamptz not null -- before this nothing is tried
);
comment on table sign_in_failure is 'Waits that grow with each wrong try.';

create table session (
  digest text primary key, -- SHA-256 of the token in the cookie, which is nowhere
  id text not null unique,
  account_id text references account on delete cascade,
  organisation_id text not null,
  actor_id text not null,
  method text not null check (method in ('password', 'oidc', 'demo', 'test')),
  device text not null default '', -- in words: Firefox on Windows
  signed_in_at timestamptz not null,
  fresh_at timestamptz not null, -- when the person last proved who they are
  last_seen_at timestamptz not null, -- to the minute
  idle interval not null,
  ends_at timestamptz not null,
  foreign key (organisation_id, actor_id) references actor (organisation_id, id) on delete cascade
);
create index session_actor on session (organisation_id, actor_id);
create index session_account on session (account_id);
create index session_ends on session (ends_at);
comment on table session is 'An open browser. It is over when it idles, at its end, and with its post or its account.';
create table session_ended (
  session_id text primary key references session (id) on delete cascade,
  at timestamptz not null default now(),
  by text not null,
  why text not null check (why in ('signed out', 'ended by its owner', 'ended by an administrator', 'another post',
    'password changed', 'ended where they sign in'))
);

do $$ declare target text; begin
  foreach target in array array['account', 'account_closed', 'account_password', 'account_totp', 'account_recovery_code',
    'sign_in_link', 'sign_in_step', 'sign_in_failure', 'session', 'session_ended'] loop
    perform app.protect(target::regclass);
  end loop;
end $$;

create function app.my_account() returns text language sql stable security definer set search_path = public, pg_temp as
$$ select a.account_id from actor a where a.id = app.actor() and app.my_organisation() is not null $$;
-- Whether an account works for the actor's organisation and for no other: only then may its administrator help with it.
create function app.works_here_only(account text) returns boolean language sql stable security definer
set search_path = public, pg_temp as
$$ select coalesce(bool_and(a.organisation_id = app.my_organisation()), false) from actor a where a.account_id = account
   and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id) $$;
do $$ declare each text; begin
  foreach each in array array['app.my_account()', 'app.works_here_only(text)'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_app, homeward_system', each);
  end loop;
end $$;

-- The open session of a cookie, asked for by every page: PL/pgSQL keeps the plan of its query, which halves the time.
create function app.session_of(token_digest text, moment timestamptz) returns table (
  id text, account_id text, actor_id text, name text, role text, organisation_id text, organisation_name text,
  organisation_kind text, method text, signed_in double precision, fresh double precision, stale boolean
) language plpgsql stable set search_path = public, pg_temp as $$
begin
  return query select s.id, s.account_id, s.actor_id, a.name, a.role, o.id, o.name, o.kind, s.method,
      extract(epoch from s.signed_in_at)::float8, extract(epoch from s.fresh_at)::float8,
      s.last_seen_at < moment - interval '1 minute'
    from session s
    join actor a on a.organisation_id = s.organisation_id and a.id = s.actor_id
    join organisation o on o.id = s.organisation_id
    where s.digest = token_digest and s.ends_at > moment and s.last_seen_at + s.idle > moment
      and a.account_id is not distinct from s.account_id
      and not exists (select from session_ended x where x.session_id = s.id)
      and not exists (select from post_ended e where e.organisation_id = s.organisation_id and e.actor_id = s.actor_id)
      and not exists (select from account_closed c where c.account_id = s.account_id);
end $$;
alter function app.session_of(text, timestamptz) owner to homeward_system;
revoke execute on function app.session_of(text, timestamptz) from public;
grant execute on function app.session_of(text, timestamptz) to homeward_system;

grant select on account, account_closed to homeward_app;
create policy own_or_administered on account for select to homeward_app using (
  id = (select app.my_account())
  or ((select app.my_role()) = 'administrator' and id in (select a.account_id from actor a
    where a.organisation_id = (select app.my_organisation()))));
create policy own_or_administered on account_closed for select to homeward_app using (
  exists (select from account a where a.id = account_closed.account_id));

grant select (id, account_id, organisation_id, actor_id, method, device, signed_in_at, fresh_at, last_seen_at, idle, ends_at)
  on session to homeward_app;
create policy own_or_administered on session for select to homeward_app using (
  (organisation_id = (select app.my_organisation())
    and (actor_id = app.actor() or (select app.my_role()) = 'administrator'))
  or account_id = (select app.my_account()));
grant select, insert on session_ended to homeward_app;
create policy own_or_administered on session_ended for select to homeward_app using (
  exists (select from session s where s.id = session_ended.session_id));
create policy own_or_administered_ends on session_ended for insert to homeward_app with check (
  by = app.actor() and exists (select from session s where s.id = session_ended.session_id));

-- An administrator adds posts and teams and ends posts of others; the column that says who signs in to a post
-- (account_id) is written by the system alone, when the person themselves accepts.
grant insert (organisation_id, id, name, role, team_id) on actor to homeward_app;
create policy added_by_administrator on actor for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'administrator');
grant insert on team, post_ended to homeward_app;
create policy added_by_administrator on team for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'administrator');
create policy ended_by_administrator on post_ended for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and (select app.my_role()) = 'administrator' and by = app.actor()
  and actor_id <> app.actor()
  and not exists (select from actor a where a.organisation_id = post_ended.organisation_id and a.id = post_ended.actor_id
    and a.account_id = (select app.my_account())));

-- Links: an invitation for a post of the organisation that nobody signs in to yet; a reset for somebody who works here
-- only, and never without their second step. Nobody makes one for themselves.
grant insert (digest, purpose, organisation_id, actor_id, account_id, email, at, by, expires_at) on sign_in_link to homeward_app;
create policy made_by_administrator on sign_in_link for insert to homeward_app with check (
  by = app.actor() and (select app.my_role()) = 'administrator' and keeps_codes and used_at is null
  and case purpose
    when 'invitation' then organisation_id = (select app.my_organisation()) and actor_id <> app.actor()
      and exists (select from actor a where a.organisation_id = sign_in_link.organisation_id
        and a.id = sign_in_link.actor_id and a.account_id is null)
      and lower(email) is distinct from (select lower(a.email) from account a where a.id = (select app.my_account()))
    when 'reset' then account_id is distinct from (select app.my_account()) and app.works_here_only(account_id)
    else false end);

-- The person at this machine, whom imports made while there was no sign-in, sees nothing from now on.
set local role homeward_system;
insert into post_ended (organisation_id, actor_id, by, reason)
  select organisation_id, id, 'system', 'Signing in has come; nobody acts for this machine any more.'
  from actor where id = 'operator_' || organisation_id on conflict do nothing;
reset role;
