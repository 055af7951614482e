-- A child's own picture, for the page they can keep ("All about me"). One for each child: a new one takes the place of the
-- old one, and a removed one is gone, because a picture of a child is not kept for its own sake.
create table child_picture (
  organisation_id text not null,
  child_id text not null,
  bytes bytea not null check (octet_length(bytes) between 100 and 2000000 and substr(bytes, 1, 3) = '\xffd8ff'), -- a JPEG, made anew from what was sent
  shows text not null check (length(trim(shows)) between 1 and 200), -- what can be seen in it, for people who cannot see it
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, child_id),
  foreign key (organisation_id, child_id) references child on delete cascade on update cascade
);
comment on table child_picture is 'Whose picture of the child stands in "All about me"; nothing of the file it was made from.';
select app.protect('child_picture');
grant select, insert, delete on child_picture to homeward_app;
grant update (bytes, shows, at, by) on child_picture to homeward_app;

-- No words can be taken out of a picture. Where a child's whereabouts are hidden it is open to the people named on the
-- address and to the child, so that nobody else sees a uniform, a street or a front door in it.
do $$ declare reading text; writing text; begin
  reading := $p$organisation_id = (select app.my_organisation())
    and (((select app.sees_all('{picture}', 'read')) and child_id not in (select app.sealed_here()))
      or child_id in (select app.my_children('{picture}', 'read')))
    and ((select app.my_role()) = 'child' or not app.hides_from_me(child_id))$p$;
  writing := replace(reading, '''read''', '''write''');
  execute format('create policy open_to_me on child_picture for select to homeward_app using (%s)', reading);
  execute format('create policy added_by_me on child_picture for insert to homeward_app with check (by = app.actor() and %s)', writing);
  execute format('create policy changed_by_me on child_picture for update to homeward_app using (%1$s) with check (by = app.actor() and %1$s)', writing);
  execute format('create policy removed_by_me on child_picture for delete to homeward_app using (%s)', writing);
end $$;

-- Who reads the child's own words sees the picture; whoever writes them with the child, and the child, add it.
insert into access_rule (role, through, class, may)
  select role, through, 'picture', may from access_rule where class = 'about-me' and role <> 'child'
  union all values ('child', 'self', 'picture', 'write');
