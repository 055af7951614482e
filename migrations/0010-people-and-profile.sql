-- What an emergency knows (an age, a district) is kept as such, and the profile gains the fields of the
-- Placements Data Standard v2 that had no home yet.
alter table child_identity add column born_estimated boolean not null default false;
comment on column child_identity.born_estimated is 'Only an age was known; born is then half a year past that birthday.';

alter table child_address add column area text not null default '';
comment on column child_address.area is 'Where the family lives in words (a town, a part of it) while no postcode is known.';

alter table profile
  add column instrument smallint not null default 1, -- the version of the domains and anchors it was written with
  add column saved_at timestamptz,
  add column saved_by text,
  add column words_by text not null default '', -- who heard the child's words, or saw what is described for a small child
  add column words_on date,
  add column why_no_words text not null default '', -- why the child's own words are not here yet
  add column communication text[] not null default '{}' -- BSL, Makaton, ESOL, Other, None; empty: not said
    check (communication <@ array['ESOL', 'BSL', 'Makaton', 'Other', 'None']),
  add column culture text not null default 'unknown' check (culture in ('required', 'not-required', 'unknown', 'other')),
  add column culture_words text not null default '',
  add column extra_support text not null default 'unsaid' check (extra_support in
    ('additional-supervision', 'therapeutic-support', 'respite-worker', 'taxis-to-school', 'none', 'other', 'unsaid')),
  add column other_risk_to_child text not null default '',
  add column other_risk_to_others text not null default '';
