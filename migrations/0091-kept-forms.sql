-- What somebody was writing when their session came to its end. It waits an hour for the same person.
create table kept_form (
  id text primary key,
  organisation_id text not null,
  actor_id text not null, -- the post in which it was written
  account_id text references account on delete cascade, -- who wrote it; null: an actor without an account (tests)
  mark text not null, -- the same form sent again is kept once
  sealed text not null, -- where it was sent and what was in it; the key is not in the database
  kept_at timestamptz not null,
  taken_at timestamptz, -- being sent again at this moment
  foreign key (organisation_id, actor_id) references actor (organisation_id, id) on delete cascade,
  unique (organisation_id, actor_id, mark)
);
create index kept_form_account on kept_form (account_id);
create index kept_form_kept on kept_form (kept_at);
comment on table kept_form is 'Forms that came in after their session had run out: unreadable here, at most three a person, for an hour.';
select app.protect('kept_form');
