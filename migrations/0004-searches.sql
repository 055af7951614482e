-- Asking for a home.
create table search_order (
  organisation_id text not null references organisation,
  position smallint not null,
  step text not null check (step in ('kinship', 'authority', 'voluntary', 'private')),
  words text not null,
  primary key (organisation_id, position)
);
comment on table search_order is 'Who is asked first; never changes how well a home fits.';

create table search (
  organisation_id text not null references organisation,
  id text not null,
  needed_by date not null,
  emergency boolean not null default false,
  note text not null default '',
  asked_at timestamptz not null default now(),
  asked_by text not null,
  primary key (organisation_id, id)
);

create table search_child (
  organisation_id text not null,
  search_id text not null,
  child_id text not null,
  profile_id text not null, -- the version that was asked with; may be a draft in an emergency
  primary key (organisation_id, search_id, child_id),
  foreign key (organisation_id, search_id) references search on delete cascade,
  foreign key (organisation_id, child_id) references child on delete cascade,
  foreign key (organisation_id, profile_id) references profile (organisation_id, id)
);

do $$ declare target text; begin
  foreach target in array array['search_order', 'search', 'search_child'] loop
    perform app.protect(target::regclass);
    execute format('grant select, insert, update, delete on %I to homeward_app', target);
    execute format('create policy own_authority on %I to homeward_app
      using (organisation_id = (select app.my_organisation()) and (select app.works_with_children()))
      with check (organisation_id = (select app.my_organisation()) and (select app.works_with_children()))', target);
  end loop;
end $$;
