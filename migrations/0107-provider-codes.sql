-- What rules of the return ask of Ofsted's list beside number, name and grade: of which kinds of place and of provider a
-- number may be, until when it was registered, and in which authorities it has premises. Lists tell some of it or nothing,
-- and what a list does not tell is not blank: the rules must know one from the other.
alter table provider_listing
  add column place_codes text, -- PLACE codes of the return, as `K1,K2`
  add column provider_codes text, -- PLACE_PROVIDER codes, as `PR1,PR3`
  add column registration_ended date, -- last day of the registration; null while it is open
  add column authority_codes text[] not null default '{}', -- ONS codes, the one that was named last at the end
  add column told text[] not null default '{}'; -- which of these columns a list has told of this provider, blank or not
comment on column provider_listing.told is 'Columns of which some list said what stands there; of all others nothing is known.';
