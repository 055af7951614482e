import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { sourceOf } from '../../test/import-source.ts';
import { first, insertAll, rows, sql } from '../db/index.ts';
import { DOMAINS, date } from '../kernel/index.ts';
import { homeColumns, skillColumn } from './home-columns.ts';
import { importHomes } from './import-homes.ts';

const today = date('2026-11-21');
const example = readFileSync(new URL('../../docs/examples/homes.csv', import.meta.url));

const HEADER =
  'Name,KIND,sector,Provider,urn,min age,max_age,places,rooms_free,confirmed_on,weekly_fee,skill_health,skills_on,postcode,languages';
const ROWAN =
  'Rowan House,residential,private,Rowan Care,9000001,8,17,4,1,20/11/2026,"5,150.50",3,2026-02-01,zz1 1aa,Polish; BSL';

onEachDatabase('a homes file', (open) => {
  const importText = (content: string | Uint8Array, authority: string | null = 'E09000027', on = today) =>
    open().asSystem((tx) => importHomes(tx, sourceOf(content, 'homes.csv', 4096), { authority, today: on }));
  const all = <T>(query: ReturnType<typeof sql>) => open().asSystem((tx) => rows<T>(tx, query));
  const one = <T>(query: ReturnType<typeof sql>) => open().asSystem((tx) => first<T>(tx, query));

  /** Everything a homes file could change, so that "nothing changed" means all of it. */
  const everything = () =>
    all(sql`select 'home' as t, to_jsonb(x) - 'touched' as v, touched::text as w from home x
      union all select 'address', to_jsonb(x), '' from home_address x union all select 'terms', to_jsonb(x), '' from registration x
      union all select 'room', to_jsonb(x), '' from room x union all select 'word', to_jsonb(x), '' from room_vacancy x
      union all select 'skill', to_jsonb(x), '' from home_skill x union all select 'fee', to_jsonb(x), '' from fee x
      union all select 'event', to_jsonb(x), '' from event x union all select 'organisation', to_jsonb(x), '' from organisation x
      order by 1, 2`);

  beforeEach(() =>
    open().asSystem(async (tx) => {
      for (const table of [
        'event',
        'placement',
        'home',
        'child',
        'sharing_party',
        'sharing_agreement',
        'region_member',
        'actor',
        'postcode',
        'organisation',
      ]) {
        await sql`delete from ${sql.table(table)}`.execute(tx);
      }
    }),
  );

  test('one row gives a home, its terms, rooms, first word, skill and fee, and the organisation that runs it', async () => {
    await open().asSystem((tx) =>
      insertAll(tx, 'postcode', [{ postcode: 'ZZ1 1AA', lat: 53, long: -2, authority_code: 'E08000001' }]),
    );
    const done = await importText(`${HEADER}\n${ROWAN}\n`);
    assert.deepEqual([done.added, done.changed, done.unchanged, done.placed, done.notices], [1, 0, 0, 1, []]);
    const home =
      await one(sql`select h.name, h.kind, h.sector, h.urn, h.languages, o.name as organisation, o.kind as organisation_kind,
      h.region_id is not null as found from home h join organisation o on o.id = h.organisation_id`);
    assert.deepEqual(home, {
      name: 'Rowan House',
      kind: 'residential',
      sector: 'private',
      urn: '9000001',
      languages: ['Polish', 'BSL'],
      organisation: 'Rowan Care',
      organisation_kind: 'provider',
      found: true,
    });
    assert.deepEqual(await one(sql`select postcode, lat, authority_code from home_address`), {
      postcode: 'ZZ1 1AA',
      lat: 53,
      authority_code: 'E08000001',
    });
    assert.deepEqual(await one(sql`select min_age, max_age, places, from_date from registration`), {
      min_age: 8,
      max_age: 17,
      places: 4,
      from_date: today,
    });
    assert.deepEqual(
      await all(
        sql`select r.name, v.free_from, v.said_on, v.said_by from room r join room_vacancy v on v.room_id = r.id order by r.name`,
      ),
      [1, 2, 3, 4].map((number) => ({
        name: `Room ${number}`,
        free_from: number === 1 ? '2026-11-20' : null,
        said_on: '2026-11-20',
        said_by: 'import',
      })),
    );
    assert.deepEqual(await all(sql`select domain, level, evidence_by, said_on from home_skill`), [
      { domain: 'health', level: 3, evidence_by: 'self', said_on: '2026-02-01' },
    ]);
    assert.deepEqual(await one(sql`select weekly_pence from fee`), { weekly_pence: '515050' });
  });

  test('the same file again changes nothing, not even on another day', async () => {
    await importText(example);
    const before = await everything();
    const again = await importText(example, 'E09000027', date('2027-03-01'));
    assert.deepEqual([again.added, again.changed], [0, 0]);
    assert.equal(again.unchanged, 36);
    assert.deepEqual(await everything(), before);
  });

  test('the example is of every kind and sector, and a home finder of the authority finds it', async () => {
    await importText(example);
    const kinds = await all<{ kind: string }>(sql`select distinct kind from home order by kind`);
    assert.deepEqual(
      kinds.map((each) => each.kind),
      ['fostering', 'kinship', 'residential', 'secure', 'supported'],
    );
    await open().asSystem((tx) =>
      sql`insert into actor (organisation_id, id, name, role)
        select id, 'finn', 'Finn', 'home-finder' from organisation where kind = 'authority'`.execute(tx),
    );
    const seen = await open().asActor('finn', (tx) => rows(tx, sql`select * from app.homes_for_search('0'::xid8)`));
    assert.equal(seen.length, 36);
  });

  test('a later file updates what it says, and a blank cell leaves what is there', async () => {
    await importText(`${HEADER}\n${ROWAN}\n`);
    const later = 'New Rowan,residential,private,Rowan Care,9000001,10,,,2,2026-11-21,5300,4,2026-11-01,,\n';
    const done = await importText(`${HEADER}\n${later}`);
    assert.deepEqual([done.added, done.changed], [0, 1]);
    assert.deepEqual(await one(sql`select name, languages from home`), {
      name: 'New Rowan',
      languages: ['Polish', 'BSL'],
    });
    assert.deepEqual(await one(sql`select min_age, max_age, places from registration`), {
      min_age: 10,
      max_age: 17,
      places: 4,
    });
    const free = await all(sql`select r.name from room r where (select v.free_from is not null from room_vacancy v
      where v.room_id = r.id order by v.said_at desc, v.id desc limit 1) order by r.name`);
    assert.deepEqual(free, [{ name: 'Room 1' }, { name: 'Room 2' }]);
    assert.deepEqual(await all(sql`select weekly_pence from fee`), [{ weekly_pence: '530000' }]);
    assert.deepEqual(await all(sql`select level from home_skill order by said_on`), [{ level: 3 }, { level: 4 }]);
  });

  test('what a person said of a room on the same day or later stands', async () => {
    await importText(`${HEADER}\n${ROWAN}\n`);
    await open().asSystem((tx) =>
      sql`insert into room_vacancy (organisation_id, id, room_id, free_from, said_on, said_by)
      select organisation_id, 'v' || id, id, null, '2026-11-20', 'mina' from room`.execute(tx),
    );
    const done = await importText(`${HEADER}\n${ROWAN}\n`);
    assert.equal(done.unchanged, 1);
  });

  test('a home that is here under its Ofsted number is the same home, and stays with who runs it', async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'made', kind: 'provider', name: 'Known here' }]);
      await insertAll(tx, 'home', [
        {
          organisation_id: 'made',
          id: 'h',
          name: 'Children’s home 9000001',
          kind: 'residential',
          sector: 'private',
          urn: '9000001',
        },
      ]);
    });
    const done = await importText(`${HEADER}\n${ROWAN}\n`);
    assert.deepEqual([done.added, done.changed], [0, 1]);
    assert.deepEqual(await all(sql`select organisation_id, name from home`), [
      { organisation_id: 'made', name: 'Rowan House' },
    ]);
  });

  test('a kinship home is tied to the child whose number it names; a number that is not here yet is a notice', async () => {
    const text = 'name,kind,sector,connected_to\nAunt,kinship,authority,104; 105\n';
    const first = await importText(text);
    assert.equal(first.notices.length, 2);
    assert.match(
      first.notices[0] ?? '',
      /homes.csv, line 2, connected_to: found “1… \(3 characters\)”; expected the number of a child/,
    );
    await open().asSystem(async (tx) => {
      const authority = await tx
        .selectFrom('organisation')
        .select('id')
        .where('kind', '=', 'authority')
        .executeTakeFirstOrThrow();
      await insertAll(tx, 'child', [{ organisation_id: authority.id, id: 'c104', return_id: '104', sex: 'male' }]);
    });
    const second = await importText(text);
    assert.deepEqual([second.changed, second.notices.length], [1, 1]);
    assert.deepEqual(await all(sql`select child_id from home_connection`), [{ child_id: 'c104' }]);
  });

  const refused = async (content: string | Uint8Array, words: RegExp, authority: string | null = 'E09000027') => {
    await assert.rejects(importText(content, authority), (error: Error) => {
      assert.equal(error.name, 'Refusal');
      assert.match(error.message, /^Nothing was imported: homes\.csv has/);
      assert.match(error.message, words);
      return true;
    });
    assert.equal(await one(sql`select 1 from home`), null, 'nothing may be half imported');
    assert.equal(await one(sql`select 1 from organisation`), null);
  };

  test('every cell that is wrong is named with line, column, value and what was expected, and nothing is kept', async () => {
    const wrong = 'Fir,castle,private,,9000002,9,8,4,1,2027-01-01,lots,5,2026-02-01,nowhere,\n';
    const lines = [
      'line 3, kind: found “castle”; expected one of: fostering, kinship, residential, supported, secure',
      'line 3, confirmed_on: found “2027-01-01”; expected a day that is not in the future',
      'line 3, weekly_fee: found “lots”; expected pounds a week',
      'line 3, skill_health: found “5”; expected a whole number from 0 to 4',
      'line 3, postcode: found “n… \\(7 characters\\)”; expected a postcode',
    ];
    for (const line of lines) await refused(`${HEADER}\n${ROWAN}\n${wrong}`, new RegExp(line));
  });

  test('cells that do not agree are named', async () => {
    const row = (cells: string) =>
      `name,kind,sector,provider,urn,min_age,max_age,rooms,rooms_free,free_from,confirmed_on\n${cells}\n`;
    await refused(row('A,residential,private,,,,,,,,'), /provider: blank; expected the name of the organisation/);
    await refused(row('A,residential,authority,,,,,,,,'), /--authority CODE/, null);
    await refused(row('A,fostering,authority,,9000001,,,,,,'), /urn: found “9000001”; expected nothing for a foster/);
    await refused(row('A,fostering,authority,,,9,8,,,,'), /max_age: found “8”/);
    await refused(row('A,fostering,authority,,,,,,1,,'), /confirmed_on: blank; expected the day somebody confirmed/);
    await refused(
      row('A,fostering,authority,,,,,1,2,,2026-11-01'),
      /rooms_free: found “2”; expected no more than rooms/,
    );
    await refused(row('A,fostering,authority,,,,,1,0,2026-12-01,2026-11-01'), /free_from: found “2026-12-01”/);
    await refused(
      row('A,fostering,authority,,,,,,,,\na,fostering,authority,,,,,,,,'),
      /line 3, name: found “a”; expected each home once; this name stands in line 2/,
    );
  });

  test('a formula in a cell is refused', async () => {
    const about = (text: string) => `name,kind,sector,about\nA,fostering,authority,"${text}"\n`;
    for (const text of ['=HYPERLINK(1)', '@SUM(1)', '+1+1', "-2+cmd|' /C calc'!A0"]) {
      await refused(about(text), /line 2, about: found “.*”; expected text that does not begin with/);
    }
  });

  test('files that cannot be read say so in one clear line', async () => {
    const good = `${HEADER}\n${ROWAN}\n`;
    await refused('', /line 1: expected a row of column names; the file is empty/);
    await refused('name,kind\nA,fostering\n', /missing: sector/);
    await refused(
      'name,kind,sector,shoe size\n',
      /line 1: found “shoe size”; expected only the columns that docs\/importing\.md lists/,
    );
    await refused('name,kind,sector,NAME\n', /each column once/);
    await refused(good.slice(0, -60), /15 cells, as in the first row; this row has \d+ \(is the file cut short\?\)/);
    await refused(`${good}"Ash House,residential`, /closing quotation mark/);
    await refused('name;kind;sector\nA;fostering;authority\n', /only the columns that docs/);
    await refused(
      Buffer.from(good.replace('Rowan House', 'Château'), 'latin1'),
      /line 2: expected text saved as UTF-8/,
    );
    await refused(Buffer.from(`\ufeff${good}`, 'utf16le'), /UTF-16/);
    await refused(Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]), /workbook or a zip archive/);
    await refused(
      `${HEADER},about\n${ROWAN},"${'x'.repeat(5_000)}"\n`,
      /about: found “x.*”; expected at most 4000 characters/,
    );
  });

  test('a line of 50 MB is refused without being kept', async () => {
    const huge = (async function* () {
      yield Buffer.from('name,kind,sector\n"');
      for (let i = 0; i < 50; i++) yield Buffer.alloc(1_000_000, 120);
    })();
    const before = process.memoryUsage().rss;
    await assert.rejects(
      open().asSystem((tx) => importHomes(tx, { name: 'huge.csv', bytes: () => huge }, { authority: null, today })),
      /line 2: expected rows of at most 64,000 bytes/,
    );
    assert.ok(process.memoryUsage().rss - before < 40_000_000);
  });
});

test('docs/importing.md describes exactly the columns that are read', () => {
  const text = readFileSync(new URL('../../docs/importing.md', import.meta.url), 'utf8');
  const section = text.slice(text.indexOf('## Homes'), text.indexOf('## Postcodes'));
  const described = [...section.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]);
  const read = [...Object.keys(homeColumns(today)), ...DOMAINS.map(skillColumn)];
  assert.deepEqual(described.sort(), read.sort());
});
