-- What an import needs to remember so that years may come in any order.
alter table child add column return_year smallint;
comment on column child.return_year is 'The latest return that said who the child is; an earlier one only fills what is blank.';

alter table episode add column presumed_end date;
comment on column episode.presumed_end is 'Left open in the return, but a later row or a later return shows that it ended, on this day at the latest.';
alter table episode add column presumed_reason text;
comment on column episode.presumed_reason is 'Says ''not in the next return'' where the child is in no later one: taken to have left care.';

alter table placement add column from_return boolean not null default false;
comment on column placement.from_return is 'Worked out from episodes and replaced by the next import; what Homeward itself recorded is never replaced.';
alter table placement_ended add column from_return boolean not null default false;

-- An import writes many placements at once: homes are touched once a statement, not once a row.
create function app.touch_homes_of_placements() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update home h set touched = pg_current_xact_id()
    from (select distinct home_organisation_id, home_id from changed) c
    where h.organisation_id = c.home_organisation_id and h.id = c.home_id and h.touched <> pg_current_xact_id();
  return null;
end $$;
create function app.touch_homes_of_endings() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update home h set touched = pg_current_xact_id()
    from (select distinct p.home_organisation_id, p.home_id from changed c
      join placement p on p.organisation_id = c.organisation_id and p.id = c.placement_id) found
    where h.organisation_id = found.home_organisation_id and h.id = found.home_id and h.touched <> pg_current_xact_id();
  return null;
end $$;
alter function app.touch_homes_of_placements() owner to homeward_system;
alter function app.touch_homes_of_endings() owner to homeward_system;

drop trigger touches_home on placement;
drop trigger touches_home on placement_ended;
create trigger touches_homes_new after insert on placement
  referencing new table as changed for each statement execute function app.touch_homes_of_placements();
create trigger touches_homes_changed after update on placement
  referencing new table as changed for each statement execute function app.touch_homes_of_placements();
create trigger touches_homes_left after update on placement
  referencing old table as changed for each statement execute function app.touch_homes_of_placements();
create trigger touches_homes_gone after delete on placement
  referencing old table as changed for each statement execute function app.touch_homes_of_placements();
create trigger touches_homes_new after insert on placement_ended
  referencing new table as changed for each statement execute function app.touch_homes_of_endings();
create trigger touches_homes_changed after update on placement_ended
  referencing new table as changed for each statement execute function app.touch_homes_of_endings();
create trigger touches_homes_gone after delete on placement_ended
  referencing old table as changed for each statement execute function app.touch_homes_of_endings();
