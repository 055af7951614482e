-- The record of events is sealed in batches into a chain of hashes, so that an edit, a removal, an insertion into the past
-- or a cut is found (homeward audit verify). How a digest and a seal are computed: docs/methods/audit.md.
alter table event
  add column written_in xid8 not null default pg_current_xact_id(),
  add column salt uuid not null default gen_random_uuid();
comment on column event.written_in is 'The transaction that wrote it: sealing looks at nothing older than the last seal had seen the end of.';
comment on column event.salt is 'Goes into the digest and is removed with the contents, so that nobody can guess them from the digest that stays.';
create index event_written_in on event (written_in);

-- A person appends and nothing more, and neither the time nor the transaction is theirs to say. Nobody rewrites an event.
revoke insert on event from homeward_app;
grant insert (organisation_id, id, actor, kind, subject, detail, about_organisation_id, children, fields, purpose, request_id)
  on event to homeward_app;
revoke update on event from homeward_system;

create table event_seal (
  number bigint primary key check (number > 0),
  format smallint not null default 1,
  previous bytea not null check (length(previous) = 32), -- the hash of the seal before; zeros for the first
  hash bytea not null unique check (length(hash) = 32),
  sealed_at timestamptz not null,
  through xid8 not null, -- whatever older transactions have written is in this seal or in one before
  through_at timestamptz, -- when that was so; null: a first batch of many, with older events still to come
  count integer not null check (count > 0),
  events bigint not null -- in all seals so far
);
comment on table event_seal is 'One link of the chain over the record of events: of all organisations together, in the order of sealing.';
select app.protect('event_seal');
revoke update, delete on event_seal from homeward_system;

create table event_digest (
  seal_number bigint not null references event_seal,
  position integer not null check (position > 0),
  organisation_id text not null,
  event_id text not null,
  at timestamptz not null,
  digest bytea not null check (length(digest) = 32),
  removed_by text, -- the event by which it was removed when its time had come; that event is sealed and says what was removed
  primary key (seal_number, position),
  unique (organisation_id, event_id)
);
comment on table event_digest is 'The digests of the sealed events, in the order of each seal. They stay when an event''s contents are removed.';
select app.protect('event_digest');
revoke update, delete on event_digest from homeward_system;
grant update (removed_by) on event_digest to homeward_system;

create table audit_check (
  at timestamptz primary key default clock_timestamp(),
  whole boolean not null,
  findings integer not null,
  seals bigint not null,
  events bigint not null
);
comment on table audit_check is 'When the chain was verified and how that ended.';
select app.protect('audit_check');
revoke update, delete on audit_check from homeward_system;

-- What information governance needs to know of the chain; its rows stay the system's.
create function app.audit_state() returns table (
  sealed_at timestamptz, waiting bigint, checked_at timestamptz, whole boolean, findings integer
) language sql stable security definer set search_path = public, pg_temp as $$
  select s.sealed_at,
    (select count(*) from event e where e.organisation_id = app.my_organisation()
       and e.written_in >= coalesce(s.through, '0'::xid8)
       and not exists (select from event_digest d where d.organisation_id = e.organisation_id and d.event_id = e.id)),
    c.at, c.whole, c.findings
  from (select) one
  left join lateral (select * from event_seal order by number desc limit 1) s on true
  left join lateral (select * from audit_check order by at desc limit 1) c on true
  where app.my_role() in ('information-governance', 'director', 'administrator')
$$;
alter function app.audit_state() owner to homeward_system;
revoke execute on function app.audit_state() from public;
grant execute on function app.audit_state() to homeward_app, homeward_system;
