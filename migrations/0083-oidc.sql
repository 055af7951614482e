-- Signing in with the accounts that an organisation already has, by OpenID Connect. Read and written by the system only.
create table account_oidc (
  issuer text not null,
  subject text not null, -- the provider's own id of the person; an e-mail address can be given to somebody else
  account_id text not null references account on delete cascade,
  at timestamptz not null default now(),
  by text not null,
  primary key (issuer, subject),
  unique (account_id, issuer)
);
comment on table account_oidc is 'Whom the provider knows an account by. A second person of the same address does not get in.';

create table oidc_started (
  state_digest text primary key, -- of the state, which is in the browser and at the provider
  browser_digest text not null, -- of a secret in the cookie of the browser that began
  nonce text not null,
  verifier text not null,
  purpose text not null check (purpose in ('sign in', 'prove again', 'join')),
  session_id text references session (id) on delete cascade, -- whose session is proven anew, or joined
  next text not null check (next like '/%'),
  at timestamptz not null,
  expires_at timestamptz not null,
  check (expires_at <= at + interval '10 minutes'),
  check ((purpose = 'sign in') = (session_id is null))
);
create index oidc_started_expires on oidc_started (expires_at);
comment on table oidc_started is 'Somebody is at the provider. The row goes when they come back, so the answer counts once.';

create table session_oidc (
  session_id text primary key references session (id) on delete cascade,
  issuer text not null,
  subject text not null,
  sid text -- the provider's own id of the session; null where it gives none
);
create index session_oidc_sid on session_oidc (issuer, sid);
create index session_oidc_subject on session_oidc (issuer, subject);
comment on table session_oidc is 'What a session is called at the provider, so that a sign-out there ends it here.';

create table oidc_signed_out (
  issuer text not null,
  jti text not null, -- a logout token counts once
  sid text,
  subject text,
  issued_at timestamptz not null,
  forget_at timestamptz not null,
  primary key (issuer, jti),
  check (sid is not null or subject is not null)
);
create index oidc_signed_out_forget on oidc_signed_out (forget_at);
comment on table oidc_signed_out is 'The provider said that these sessions are over; a sign-in that was on its way finds it here.';

do $$ declare target text; begin
  foreach target in array array['account_oidc', 'oidc_started', 'session_oidc', 'oidc_signed_out'] loop
    perform app.protect(target::regclass);
  end loop;
end $$;
