-- A postcode that is written against a telephone number ("07700 900123ZZ4 7QP") is one all the same: it was looked for
-- only where no figure stands before it, and the number was taken out afterwards. It is looked for first, as in words
-- that hide an address.
create or replace function app.taken_out(org text, search text, child text, by_name boolean)
returns table (pattern text, instead text) language sql stable security definer set search_path = public, pg_temp as $$
  select x.pattern, x.instead from (
    select 0 as turn, n, p.pattern, '[place]' as instead
      from search_child c
      cross join lateral app.hiding_places(org, c.child_id) h
      cross join lateral unnest(app.place_patterns(h.address_organisation, h.address_id, org, c.child_id)) with ordinality p(pattern, n)
      where c.organisation_id = org and c.search_id = search
    union all
    select 1, 0, app.any_postcode(), '[place]'
    union all
    select 2, t.n, t.pattern, t.instead from app.taken_out_of_names(org, search, child, by_name) with ordinality t(pattern, instead, n)
  ) x order by x.turn, x.n
$$;
