-- The list of children: found, ordered and paged in the database, by the same policies as every single record.
--
-- 1. Names as people look them up. The database may sort by bytes (the embedded one does), so what a name is sorted and
-- searched by is kept beside it, as generated columns: whoever writes a name, they are in step.

-- Without accents, case and surrounding space. Capital letters of Latin, Greek, Cyrillic and Armenian are named here,
-- because lower() knows only those that the locale of the database does; the marks are Unicode's (category M).
create function app.folded(words text) returns text language plpgsql immutable strict parallel safe as $$
begin return
  btrim(case when octet_length(words) <> char_length(words) then
    translate(regexp_replace(lower(normalize(words, NFD) collate "C"),
      '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a'
      '\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a'
      '\u07a6-\u07b0\u07eb-\u07f3\u07fd\u0816-\u0819\u081b-\u0823\u0825-\u0827\u0829-\u082d\u0859-\u085b'
      '\u0897-\u089f\u08ca-\u08e1\u08e3-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962-\u0963\u0981-\u0983'
      '\u09bc\u09be-\u09c4\u09c7-\u09c8\u09cb-\u09cd\u09d7\u09e2-\u09e3\u09fe\u0a01-\u0a03'
      '\u0a3c\u0a3e-\u0a42\u0a47-\u0a48\u0a4b-\u0a4d\u0a51\u0a70-\u0a71\u0a75\u0a81-\u0a83'
      '\u0abc\u0abe-\u0ac5\u0ac7-\u0ac9\u0acb-\u0acd\u0ae2-\u0ae3\u0afa-\u0aff\u0b01-\u0b03\u0b3c'
      '\u0b3e-\u0b44\u0b47-\u0b48\u0b4b-\u0b4d\u0b55-\u0b57\u0b62-\u0b63\u0b82\u0bbe-\u0bc2\u0bc6-\u0bc8'
      '\u0bca-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c\u0c3e-\u0c44\u0c46-\u0c48\u0c4a-\u0c4d\u0c55-\u0c56'
      '\u0c62-\u0c63\u0c81-\u0c83\u0cbc\u0cbe-\u0cc4\u0cc6-\u0cc8\u0cca-\u0ccd\u0cd5-\u0cd6\u0ce2-\u0ce3'
      '\u0cf3\u0d00-\u0d03\u0d3b-\u0d3c\u0d3e-\u0d44\u0d46-\u0d48\u0d4a-\u0d4d\u0d57\u0d62-\u0d63'
      '\u0d81-\u0d83\u0dca\u0dcf-\u0dd4\u0dd6\u0dd8-\u0ddf\u0df2-\u0df3\u0e31\u0e34-\u0e3a'
      '\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f18-\u0f19\u0f35\u0f37\u0f39'
      '\u0f3e-\u0f3f\u0f71-\u0f84\u0f86-\u0f87\u0f8d-\u0f97\u0f99-\u0fbc\u0fc6\u102b-\u103e\u1056-\u1059'
      '\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u135d-\u135f'
      '\u1712-\u1715\u1732-\u1734\u1752-\u1753\u1772-\u1773\u17b4-\u17d3\u17dd\u180b-\u180d\u180f'
      '\u1885-\u1886\u18a9\u1920-\u192b\u1930-\u193b\u1a17-\u1a1b\u1a55-\u1a5e\u1a60-\u1a7c\u1a7f'
      '\u1ab0-\u1add\u1ae0-\u1aeb\u1b00-\u1b04\u1b34-\u1b44\u1b6b-\u1b73\u1b80-\u1b82\u1ba1-\u1bad\u1be6-\u1bf3'
      '\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce8\u1ced\u1cf4\u1cf7-\u1cf9\u1dc0-\u1dff\u20d0-\u20f0'
      '\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099-\u309a\ua66f-\ua672\ua674-\ua67d\ua69e-\ua69f'
      '\ua6f0-\ua6f1\ua802\ua806\ua80b\ua823-\ua827\ua82c\ua880-\ua881\ua8b4-\ua8c5'
      '\ua8e0-\ua8f1\ua8ff\ua926-\ua92d\ua947-\ua953\ua980-\ua983\ua9b3-\ua9c0\ua9e5\uaa29-\uaa36'
      '\uaa43\uaa4c-\uaa4d\uaa7b-\uaa7d\uaab0\uaab2-\uaab4\uaab7-\uaab8\uaabe-\uaabf\uaac1'
      '\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f]', '', 'g'),
      'ÆÐØÞĐĦĲĿŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǄǅǇǈǊǋǤǱǲǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΤΥΦΧΨ'
      'ΩϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶ'
      'ҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖẞỺỼỾＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯ'
      'ＰＱＲＳＴＵＶＷＸＹＺΣς’',
      'æðøþđħĳŀłŋœŧɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǆǆǉǉǌǌǥǳǳƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρτυφχψ'
      'ωϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷ'
      'ҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆßỻỽỿａｂｃｄｅｆｇｈｉｊｋｌｍｎｏ'
      'ｐｑｒｓｔｕｖｗｘｙｚσσ''')
    else lower(words collate "C") end, E' \t\n\x0b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff');
end $$;

-- The order of names in England: letters by their letter, whatever their marks; numbers by what they count; a hyphen
-- before a comma, a full stop and an apostrophe, all of them before letters (the root order of CLDR, as browsers sort).
create function app.name_order(words text) returns text language plpgsql immutable strict parallel safe as $$
begin return regexp_replace(regexp_replace(
    translate(replace(replace(replace(app.folded(words), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), '-,.''øłđðħŧıŋſə', '!"#$olddhtinse'),
    '([0-9]+)', '00000000000000000000\1', 'g'), '[0-9]*([0-9]{20})', '\1', 'g') collate "C";
end $$;
grant execute on function app.folded(text), app.name_order(text) to homeward_app, homeward_system;

alter table child
  add column return_search text collate "C" generated always as
    (case when return_id ~ '^[0-9]+$' then return_id else app.folded(return_id) end) stored,
  add column return_order text collate "C" generated always as
    ('child ' || case when return_id ~ '^[0-9]{1,20}$' then lpad(return_id, 20, '0') else app.name_order(return_id) end) stored;
alter table child_identity
  add column name_search text collate "C" generated always as
    (case when given_name <> '' or family_name <> '' then app.folded(coalesce(given_name, '') || case when given_name <> '' and family_name <> '' then ' ' else '' end || coalesce(family_name, '')) end) stored,
  add column name_order text collate "C" generated always as (app.name_order(nullif(app.folded(given_name), ''))) stored;
comment on column child_identity.name_order is 'Sorts a child by what they are called; null where only the return''s id is known (child.return_order).';

-- 2. Where a child stands with homes: the rule is the function standing() of src/people/where.ts, and this says the same
-- of many children at once; a test compares the two on made-up histories. Ages are left to the reader.
-- In: the authority, ids of children, and the day. Out: at-home, needs-a-home or left; ends_on: notice has been given,
-- the home ends on that coming day, and no next one is agreed; from_day, until_day: the answer is
-- the same on every day from the one to the day before the other.
do $do$ declare rule text := $rule$
create function app.%s(org text, ids text[], day date)
returns table (child_id text, stands text, ends_on date, from_day date, until_day date)
language plpgsql stable rows 20 set search_path = public, pg_temp as $of$
#variable_conflict use_column
begin
  if ids = '{}' then return; end if;
  return query
  with asked as (%s),
  p as (
    select p.child_id, p.started, p.home_organisation_id, p.home_id, e.ended, coalesce(e.reason, '') as reason
    from asked join placement p on p.organisation_id = org and p.child_id = asked.child_id
    left join placement_ended e on e.organisation_id = org and e.placement_id = p.id
  ), lives_in as (
    select distinct on (p.child_id) p.child_id, p.ended, p.reason from p
    where p.started <= day and (p.ended is null or p.ended > day)
    order by p.child_id, p.started desc, p.ended desc nulls first, p.home_organisation_id collate "C", p.home_id collate "C", p.reason collate "C"
  ), last_home as (
    select distinct on (p.child_id) p.child_id, p.started, p.reason from p where p.ended <= day and p.started <= day
    order by p.child_id, p.started desc, p.ended desc, p.home_organisation_id collate "C", p.home_id collate "C", p.reason collate "C"
  ), homes_until as (
    select p.child_id, bool_or(p.started > day) as coming,
      greatest(max(p.started) filter (where p.started <= day), max(p.ended) filter (where p.ended <= day)) as since,
      least(min(p.started) filter (where p.started > day), min(p.ended) filter (where p.ended > day)) as until
    from p group by p.child_id
  ), every_episode as (
    select e.child_id, e.decom, e.place, e.urn, coalesce(e.dec, e.presumed_end) as dec, coalesce(e.presumed_reason, e.rec) as rec
    from asked join episode e on e.organisation_id = org and e.child_id = asked.child_id
  ), episodes_until as (
    select e.child_id,
      greatest(max(e.decom) filter (where e.decom <= day), max(e.dec) filter (where e.dec <= day)) as since,
      least(min(e.decom) filter (where e.decom > day), min(e.dec) filter (where e.dec > day)) as until
    from every_episode e group by e.child_id
  ),
  -- An end that lies ahead has not happened yet.
  e as (
    select e.child_id, e.decom, e.place, e.urn, case when e.dec <= day then e.dec end as dec,
      case when e.dec <= day or e.dec is null then e.rec end as rec
    from every_episode e where e.decom <= day
  ), last_episode as (
    select distinct on (e.child_id) e.child_id, e.decom, e.rec from e order by e.child_id, e.decom desc
  ), open_only as (
    select e.* from e where e.child_id in (select o.child_id from e o where o.dec is null)
      and e.child_id not in (select l.child_id from lives_in l)
  -- A new legal status in the same home is a new episode and no new home.
  ), homes as (
    select c.child_id, c.dec, min(c.decom) over (partition by c.child_id, c.home) as since
    from (select b.*, count(*) filter (where b.moved) over (partition by b.child_id order by b.decom) as home
      from (select o.*, (lag(o.dec) over mine = o.decom and lag(o.place) over mine is not distinct from o.place
          and lag(o.urn) over mine is not distinct from o.urn) is not true as moved
        from open_only o window mine as (partition by o.child_id order by o.decom)) b) c
  ), lives_by_return as (
    select distinct h.child_id from homes h where h.dec is null and not exists (select from p
      where p.child_id = h.child_id and p.started <= h.since and h.since < p.ended)
  )
  select a.child_id,
    case when l.child_id is not null or r.child_id is not null then 'at-home'
      when t.reason ~ '^E[0-9]' or t.reason = 'not in the next return' then 'left'
      else 'needs-a-home' end,
    case when l.reason !~ '^E[0-9]' and not p.coming then l.ended end,
    coalesce(greatest(p.since, e.since), '-infinity'), coalesce(least(p.until, e.until), 'infinity')
  from asked a
  left join lives_in l using (child_id)
  left join lives_by_return r using (child_id)
  left join homes_until p using (child_id)
  left join episodes_until e using (child_id)
  left join last_home h using (child_id)
  left join last_episode s using (child_id)
  cross join lateral (select case when s.child_id is not null and (h.child_id is null or h.started <= s.decom)
    then s.rec else h.reason end as reason) t;
end $of$;
$rule$; begin
  execute format(rule, 'standings', 'select unnest(ids) as child_id');
  -- The same of every child of the authority, which is planned otherwise; ids are left out.
  execute format(rule, 'all_standings', 'select c.id as child_id from child c where c.organisation_id = org');
end $do$;

-- 3. The lines of the list: what a child is sorted and searched by, when they turn 18, and where they stand now, in one
-- table, so that a list of thousands reads neither names nor histories. It is derived: whoever writes a name, a home or an
-- episode, the line follows in the same transaction. Where the day has passed on which something known begins or ends,
-- the line says no more where the child stands, and the function above is asked.
create table child_listed (
  organisation_id text not null,
  child_id text not null,
  name_order text collate "C" not null,
  search_text text collate "C" not null, -- the folded names and the return's id, one after the other
  born date not null,
  stands text not null check (stands in ('at-home', 'needs-a-home', 'left')),
  ends_on date,
  from_day date not null, -- where the child stands holds from this day
  until_day date not null, -- to the day before this one
  primary key (organisation_id, child_id) -- a child who is erased takes the line along by a trigger, which is quicker than a foreign key
);
comment on table child_listed is 'Derived from child, child_identity, placement and episode; for whoever may read a child''s homes, and so the name.';
select app.protect('child_listed');
grant select on child_listed to homeward_app;
create policy open_to_me on child_listed for select to homeward_app using (
  organisation_id = (select app.my_organisation())
  and (((select app.sees_all('{care}', 'read')) and child_id not in (select app.sealed_here()))
    or child_id in (select app.my_children('{care}', 'read'))));

-- What a child is found by: a part of the names, of the return's id, or of what they are called without a name.
create function app.search_text(name_search text, return_search text, name_order text) returns text
language sql immutable parallel safe as $$
  select coalesce(name_search, '') || E'\x01' || coalesce(return_search, '')
    || case when name_order is null then E'\x01' || coalesce('child ' || return_search, 'a child whose name is not known yet') else '' end
$$;
create function app.line_order(name_order text, return_order text) returns text language sql immutable parallel safe as
$$ select coalesce(name_order, return_order, 'a child whose name is not known yet') collate "C" $$;
grant execute on function app.search_text(text, text, text), app.line_order(text, text) to homeward_app, homeward_system;

do $do$ declare rule text := $rule$
create function app.%s(org text, ids text[]) returns void language plpgsql security definer set search_path = public, pg_temp as $of$
begin
  insert into child_listed (organisation_id, child_id, name_order, search_text, born, stands, ends_on, from_day, until_day)
    select org, s.child_id, app.line_order(i.name_order, c.return_order), app.search_text(i.name_search, c.return_search, i.name_order),
      i.born, s.stands, s.ends_on, s.from_day, s.until_day
    from app.%s(org, ids, current_date) s
    join child c on c.organisation_id = org and c.id = s.child_id
    join child_identity i on i.organisation_id = org and i.child_id = s.child_id
    on conflict (organisation_id, child_id) do update set name_order = excluded.name_order, search_text = excluded.search_text,
      born = excluded.born, stands = excluded.stands, ends_on = excluded.ends_on, from_day = excluded.from_day, until_day = excluded.until_day;
end $of$;
$rule$; begin
  execute format(rule, 'settle', 'standings');
  execute format(rule, 'settle_all', 'all_standings');
end $do$;

-- An import writes many rows in many statements: its lines are written once, when it is committed. Nobody else writes
-- one from then to the commit, and whoever did has committed.
create table listing_due (organisation_id text not null);
comment on table listing_due is 'Empty between transactions: asks for the lines of an authority at the end of this one.';
select app.protect('listing_due');
create function app.settle_due() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from listing_due where organisation_id = new.organisation_id;
  if not found then return null; end if;
  perform pg_advisory_xact_lock(hashtext('child_listed'), hashtext(new.organisation_id));
  delete from child_listed where organisation_id = new.organisation_id;
  perform app.settle_all(new.organisation_id, null);
  return null;
end $$;
create constraint trigger settles after insert on listing_due deferrable initially deferred
  for each row execute function app.settle_due();

-- Whoever writes of a few children writes their lines at once. Two who write of the same child wait for each other from
-- here to their commit, since either would leave out what the other is writing.
create function app.settle_some(org text, ids text[]) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if cardinality(ids) = 0 then return; end if;
  perform from child c where c.organisation_id = org and c.id = any (ids) order by c.id for no key update;
  perform pg_advisory_xact_lock_shared(hashtext('child_listed'), hashtext(org));
  -- Where an import has written before in this transaction, all lines are written at its end.
  if not exists (select from listing_due d where d.organisation_id = org) then perform app.settle(org, ids); end if;
end $$;
create function app.unsettle() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare touched record; begin
  for touched in select c.organisation_id as org, count(*) as many from changed c group by 1 loop
    if touched.many > 200 then
      insert into listing_due values (touched.org);
    elsif tg_table_name = 'placement_ended' then
      perform app.settle_some(touched.org, array(select distinct p.child_id from changed c
        join placement p on p.organisation_id = c.organisation_id and p.id = c.placement_id where c.organisation_id = touched.org));
    elsif tg_table_name = 'child' then
      perform app.settle_some(touched.org, array(select c.id from changed c
        join before b on b.organisation_id = c.organisation_id and b.id = c.id
        where c.organisation_id = touched.org and c.return_id is distinct from b.return_id));
    else
      perform app.settle_some(touched.org, array(select distinct c.child_id from changed c where c.organisation_id = touched.org));
    end if;
  end loop;
  return null;
end $$;
create function app.forget_line() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from child_listed s using gone where s.organisation_id = gone.organisation_id and s.child_id = gone.id;
  return null;
end $$;
create trigger forgets_line after delete on child referencing old table as gone
  for each statement execute function app.forget_line();
create trigger unsettles_changed after update on child referencing new table as changed old table as before
  for each statement execute function app.unsettle();
do $$ declare target text; begin
  foreach target in array array['placement', 'placement_ended', 'episode'] loop
    execute format('create trigger unsettles_new after insert on %I referencing new table as changed
      for each statement execute function app.unsettle()', target);
    execute format('create trigger unsettles_changed after update on %I referencing new table as changed
      for each statement execute function app.unsettle()', target);
    execute format('create trigger unsettles_gone after delete on %I referencing old table as changed
      for each statement execute function app.unsettle()', target);
  end loop;
  create trigger unsettles_new after insert on child_identity referencing new table as changed
    for each statement execute function app.unsettle();
  create trigger unsettles_changed after update on child_identity referencing new table as changed
    for each statement execute function app.unsettle();
end $$;

do $$ declare each text; begin
  foreach each in array array['app.settle(text, text[])', 'app.settle_all(text, text[])', 'app.settle_some(text, text[])',
    'app.settle_due()', 'app.unsettle()', 'app.forget_line()'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
  end loop;
  revoke execute on function app.standings(text, text[], date), app.all_standings(text, text[], date) from public;
  grant execute on function app.all_standings(text, text[], date) to homeward_system;
  grant execute on function app.standings(text, text[], date) to homeward_app, homeward_system;
end $$;

set local role homeward_system;
select app.settle_all(o.id, null) from organisation o where o.kind = 'authority';
reset role;
-- 4. Who works with whom. An import adds children without anybody acting: nothing is called for each of them.
drop trigger allocates on child;
create trigger allocates after insert on child for each row
  when (nullif(current_setting('app.actor', true), '') is not null) execute function app.allocate_to_writer();

create table team_cover_ended (
  organisation_id text not null,
  cover_id text not null,
  at timestamptz not null default now(),
  by text not null,
  primary key (organisation_id, cover_id),
  foreign key (organisation_id, cover_id) references team_cover on delete cascade
);
comment on table team_cover_ended is 'Cover that was not needed for as long as it was arranged.';
select app.protect('team_cover_ended');
grant select, insert on team_cover_ended to homeward_app;
create policy own_organisation on team_cover_ended for select to homeward_app using (organisation_id = (select app.my_organisation()));
create policy of_own_team on team_cover_ended for insert to homeward_app with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and (select app.my_role()) = 'manager'
  and exists (select from team_cover c where c.organisation_id = team_cover_ended.organisation_id and c.id = cover_id
    and c.team_id in (select app.my_teams())));
create trigger forgets after insert or update or delete on team_cover_ended
  for each statement execute function app.forget_relations();

create or replace function app.my_teams() returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); me text := app.actor(); begin return query
  select a.team_id from actor a where a.id = me and a.organisation_id = org and a.role = 'manager' and a.team_id is not null
  union
  select c.team_id from team_cover c where c.organisation_id = org and c.actor_id = me
    and now() >= c.from_at and now() < c.until_at
    and not exists (select from team_cover_ended e where e.organisation_id = org and e.cover_id = c.id);
end $$;

-- Where a person works now, in one of these roles.
create function app.holds_post(person text, roles text[]) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from actor a where a.organisation_id = app.my_organisation() and a.id = person and a.role = any (roles)
    and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id))
$$;
-- Cover is for those whom a team's children are open to (access_rule), and for three months at most at a time.
alter policy of_own_team on team_cover with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and actor_id <> app.actor()
  and (select app.my_role()) = 'manager' and team_id in (select app.my_teams())
  and until_at <= greatest(from_at, now()) + interval '93 days'
  and app.holds_post(actor_id, array(select r.role from access_rule r where r.through = 'team')));

-- Which role does which work with a child. 'added' is written by the database alone (app.allocate_to_writer).
create function app.role_for(relation text) returns text language sql immutable as $$
  select case relation when 'social worker' then 'social-worker' when 'supervising social worker' then 'supervising-social-worker'
    when 'independent reviewing officer' then 'iro' when 'advocate' then 'advocate' when 'virtual school' then 'virtual-school-head'
    when 'family help lead' then 'family-help-lead' when 'partner' then 'partner' when 'adoption worker' then 'adoption-worker'
    when 'parent' then 'parent' when 'self' then 'child' end
$$;
-- Nobody allocates a child to themselves, and nobody dates what they do.
alter policy added_by_me on allocation with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and actor_id <> app.actor()
  and (((select app.sees_all('{people}', 'write')) and child_id not in (select app.sealed_here()))
    or child_id in (select app.my_children('{people}', 'write')))
  and app.holds_post(actor_id, array[app.role_for(relation)]));
revoke insert on allocation, allocation_ended, team_cover_ended from homeward_app;
grant insert (organisation_id, id, child_id, actor_id, relation, by) on allocation to homeward_app;
grant insert (organisation_id, allocation_id, by) on allocation_ended to homeward_app;
grant insert (organisation_id, cover_id, by) on team_cover_ended to homeward_app;
alter policy added_by_me on allocation_ended with check (
  organisation_id = (select app.my_organisation()) and by = app.actor() and exists (select from allocation p
    where p.organisation_id = allocation_ended.organisation_id and p.id = allocation_ended.allocation_id
      and (((select app.sees_all('{people}', 'write')) and p.child_id not in (select app.sealed_here()))
        or p.child_id in (select app.my_children('{people}', 'write')))));

-- A child or young person has one account, and the account is one child's. Asked after the policies have been.
create function app.allocate_oneself_once() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('own account'), hashtext(new.organisation_id));
  if exists (select from allocation l where l.organisation_id = new.organisation_id and l.relation = 'self' and l.id <> new.id
    and (l.child_id = new.child_id or l.actor_id = new.actor_id) and not exists (select from allocation_ended e
      where e.organisation_id = l.organisation_id and e.allocation_id = l.id))
  then raise exception 'a child has one account, and an account is one child''s' using errcode = 'HW010'; end if;
  return null;
end $$;
create trigger once after insert on allocation for each row when (new.relation = 'self')
  execute function app.allocate_oneself_once();

-- Whom a manager may choose for a child: staff in post, and accounts of young people and parents who are beside no other
-- child (beside a brother or sister who is open to the manager, for a parent). Their names are nobody else's to read.
create function app.people_to_allocate(child text) returns table (id text, name text, role text, team text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare org text := app.my_organisation(); begin
  if child not in (select app.my_children('{people}', 'write')) then return; end if;
  return query select a.id, a.name, a.role, coalesce(t.name, '') from actor a
    left join team t on t.organisation_id = a.organisation_id and t.id = a.team_id
    where a.organisation_id = org and a.id <> app.actor()
      and not exists (select from post_ended e where e.organisation_id = org and e.actor_id = a.id)
      and a.role in ('social-worker', 'iro', 'advocate', 'virtual-school-head', 'supervising-social-worker', 'family-help-lead',
        'partner', 'adoption-worker', 'child', 'parent')
      and (a.role not in ('child', 'parent') or not exists (select from allocation l
        where l.organisation_id = org and l.actor_id = a.id and l.relation in ('self', 'parent')
          and (a.role = 'child' or l.child_id not in (select app.my_children('{people}', 'write')))
          and not exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id)))
    order by a.name, a.id;
end $$;

-- A child whose social worker has left has none: a manager has to see them to choose another.
create or replace function app.without_social_worker(org text) returns setof text language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin return query
  -- Of those in care by the return, and of those whom people here wrote down, gave up or left behind: all found by an index.
  select w.child_id from (
    select o.child_id from episode o where o.organisation_id = org and o.dec is null and o.presumed_end is null
    union
    select l.child_id from allocation l where l.organisation_id = org
      and (l.relation = 'added' or (l.relation = 'social worker' and (
        exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id)
        or exists (select from post_ended p where p.organisation_id = org and p.actor_id = l.actor_id))))
      and not exists (select from episode o where o.organisation_id = org and o.child_id = l.child_id)
  ) w
  where not exists (select from allocation l where l.organisation_id = org and l.child_id = w.child_id and l.relation = 'social worker'
    and not exists (select from allocation_ended e where e.organisation_id = org and e.allocation_id = l.id)
    and not exists (select from post_ended p where p.organisation_id = org and p.actor_id = l.actor_id));
end $$;

do $$ declare each text; begin
  foreach each in array array['app.holds_post(text, text[])', 'app.role_for(text)', 'app.allocate_oneself_once()',
    'app.people_to_allocate(text)'] loop
    execute format('alter function %s owner to homeward_system', each);
    execute format('revoke execute on function %s from public', each);
    execute format('grant execute on function %s to homeward_app, homeward_system', each);
  end loop;
end $$;
