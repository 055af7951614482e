import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { sourceOf } from '../../test/import-source.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { first, insertAll, sql } from '../db/index.ts';
import { addDays, date } from '../kernel/index.ts';
import { importHomes } from './import-homes.ts';

const today = date('2026-11-21');
const example = readFileSync(new URL('../../docs/examples/homes.csv', import.meta.url));

/** The words of a page, without its markup. */
const words = (html: string) =>
  html
    .replace(/<head>[\s\S]*?<\/head>|<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replace(/\s+/g, ' ');

onEachDatabase('pages about homes', (open) => {
  let server: TestServer;
  let finder: Visitor;
  let manager: Visitor;
  let stranger: Visitor;
  let rowan = '';
  let room = '';

  before(async () => {
    await open().asSystem(async (tx) => {
      await importHomes(tx, sourceOf(example, 'homes.csv', 65_536), { authority: 'E09000027', today });
      const home = await first<{ o: string; h: string; authority: string }>(
        tx,
        sql`select h.organisation_id as o, h.id as h, (select id from organisation where code = 'E09000027') as authority
          from home h where name = 'Rowan House'`,
      );
      const found = home as NonNullable<typeof home>;
      rowan = `/homes/${found.o}/${found.h}`;
      await insertAll(tx, 'organisation', [{ id: 'else', kind: 'provider', name: 'Somebody Else' }]);
      const worker = (organisation_id: string, id: string, name: string, role: string) => ({
        organisation_id,
        id,
        name,
        role,
      });
      await insertAll(tx, 'actor', [
        worker(found.authority, 'finder', 'Femi', 'home-finder'),
        worker(found.authority, 'social', 'Sol', 'social-worker'),
        worker(found.o, 'mina', 'Mina', 'registered-manager'),
        worker('else', 'olga', 'Olga', 'registered-manager'),
      ]);
      await sql`insert into setting (name, value) values ('made-up region', '{}')`.execute(tx);
      await sql`insert into home_address (organisation_id, home_id, line, carers, postcode) values (${found.o}, ${found.h}, '7 Secret Lane', 'Carer Person', 'ZZ1 5JJ')
        on conflict (organisation_id, home_id) do update set line = excluded.line, carers = excluded.carers`.execute(
        tx,
      );
      const child = { organisation_id: found.authority };
      for (const [id, name, born] of [
        ['c1', 'Idris', '2015-02-01'],
        ['c2', 'Maya', '2018-02-01'],
      ]) {
        await insertAll(tx, 'child', [{ ...child, id, sex: 'male' }]);
        await insertAll(tx, 'child_identity', [{ ...child, child_id: id, given_name: name, born }]);
        await insertAll(tx, 'placement', [
          {
            ...child,
            id: `p${id}`,
            child_id: id,
            home_organisation_id: found.o,
            home_id: found.h,
            started: '2025-06-01',
          },
        ]);
      }
      const free = await first<{ id: string }>(
        tx,
        sql`select r.id from room r join room_vacancy v on v.room_id = r.id
        where r.home_id = ${found.h} and v.free_from is not null`,
      );
      room = free?.id ?? '';
    });
    server = await serverForTest(open(), () => new Date('2026-11-21T10:00:00Z'));
    finder = await server.actAs('finder');
    manager = await server.actAs('mina');
    stranger = await server.actAs('olga');
  });
  after(() => server?.close());

  test('all homes of the region stand in one list, whoever runs them, page by page', async () => {
    const page = await finder.get('/homes');
    assert.equal(page.status, 200);
    assert.match(words(page.html), /36 homes/);
    assert.match(words(page.html), /Alder Grange .*Foster home 101 .*Larch House/);
    assert.doesNotMatch(words(page.html), /Rowan House/);
    assert.match(words((await finder.get('/homes?page=2')).html), /Rowan House/);
  });

  test('the list is narrowed by kind, who runs it, area, name and whether a room was said to be free', async () => {
    const count = async (query: string) => /(\d+) homes?</.exec((await finder.get(`/homes?${query}`)).html)?.[1];
    assert.equal(await count('kind=secure'), '1');
    assert.equal(await count('kind=fostering&sector=authority'), '10');
    assert.equal(await count('area=cawley&kind=residential'), '2');
    assert.equal(await count('name=lantern'), '4');
    assert.equal(await count('name=lantern&free=yes'), '4');
    assert.equal(await count('kind=fostering&sector=authority&free=yes'), '8');
    assert.equal(await count('own=yes'), '16');
    assert.equal(await count("name='; drop table home; --"), '0');
    assert.match(words((await finder.get('/homes?name=household 21')).html), /1 room not confirmed: ask first/);
    assert.match(words((await finder.get('/homes?name=home 105')).html), /1 room free from 1 December 2026/);
  });

  test('a home is told with what it is good at first and fees last; nothing of a child, an address or a carer', async () => {
    const { html } = await finder.get(rowan);
    const text = words(html);
    const order = [
      'What it is good at',
      'Rooms',
      'Who lives here',
      'Registration',
      'What it can do',
      'Ofsted and fee',
      '£5,150 a week',
    ];
    const places = order.map((each) => text.indexOf(each));
    assert.deepEqual(
      [...places].sort((a, b) => a - b),
      places,
    );
    assert.ok(
      places.every((each) => each > 0),
      text,
    );
    assert.match(text, /How distress shows and coping: specialist help, day and night/);
    assert.match(text, /1 room free now/);
    assert.match(text, /Two children aged 8 to 11 live here\./);
    assert.match(text, /Children aged 8 to 17, 4 places/);
    assert.match(text, /Good, inspected on 14 February 2026/);
    assert.doesNotMatch(text, /Idris|Maya|Secret Lane|Carer Person|ZZ1|Mina|Say what is free/);
  });

  test('the people who run it see who lives there, the address, and what they can change', async () => {
    const text = words((await manager.get(rowan)).html);
    assert.match(text, /Idris, aged 11, here since 1 June 2025, in the care of Authority E09000027/);
    assert.match(text, /7 Secret Lane/);
    assert.match(text, /Say what is free today/);
    const list = words((await manager.get('/homes')).html);
    assert.match(list, /4 homes/);
    assert.doesNotMatch(list, /Foster home 101|Pilot House/);
  });

  test('a home that is not to be seen is not here, and forms of others are closed in words', async () => {
    assert.equal((await stranger.get(rowan)).status, 404);
    assert.equal((await stranger.get(`${rowan}/rooms`)).status, 404);
    assert.equal((await finder.get('/homes/none/none')).status, 404);
    const closed = await finder.get(`${rowan}/rooms`);
    assert.equal(closed.status, 400);
    assert.match(words(closed.html), /Only the organisation that runs this home can change it/);
    const social = await server.actAs('social');
    assert.equal((await social.get(`${rowan}/edit`)).status, 403);
    assert.match(words((await social.get('/homes')).html), /36 homes/);
  });

  test('one press says that a room is taken; a second person who looked before is asked to look again', async () => {
    const before = (await manager.get(`${rowan}/rooms`)).html;
    const seen = new RegExp(`${room} (vacancy_[a-z0-9]+)"`).exec(before)?.[1] ?? '';
    assert.ok(seen);
    const said = await manager.post(`${rowan}/rooms/${room}`, { say: 'taken', seen });
    assert.equal(said.status, 303);
    assert.match(words((await finder.get(rowan)).html), /No room free/);
    const late = await manager.post(`${rowan}/rooms/${room}`, { say: 'free', seen });
    assert.equal(late.status, 400);
    assert.match(words(late.html), /Mina has said in the meantime that “Room 1” is taken/);
    const now = new RegExp(`${room} (vacancy_[a-z0-9]+)"`).exec((await manager.get(`${rowan}/rooms`)).html)?.[1] ?? '';
    const free = await manager.post(`${rowan}/rooms/${room}`, {
      say: 'from',
      seen: now,
      'from-day': '1',
      'from-month': '12',
      'from-year': '2026',
    });
    assert.equal(free.status, 303);
    assert.match(words((await finder.get(rowan)).html), /Free from 1 December 2026/);
    const wrong = await manager.post(`${rowan}/rooms/${room}`, {
      say: 'from',
      'from-day': '31',
      'from-month': '2',
      'from-year': '2026',
    });
    assert.equal(wrong.status, 400);
    assert.match(words(wrong.html), /There is a problem .*The day must be a real date/);
    assert.match(wrong.html, /value="31"/);
  });

  test('all rooms are confirmed by one press', async () => {
    const page = (await manager.get(`${rowan}/rooms`)).html;
    const seen = [...page.matchAll(/name="seen" value="(room_[a-z0-9]+ vacancy_[a-z0-9]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    assert.equal(seen.length, 4);
    const done = await manager.post(`${rowan}/rooms/confirm`, { seen });
    assert.equal(done.location, `${rowan}/rooms?confirmed=4`);
    assert.match(words((await manager.get(`${rowan}/rooms?confirmed=4`)).html), /4 rooms are confirmed for today/);
    const stale = await manager.post(`${rowan}/rooms/confirm`, { seen });
    assert.match(
      words(stale.html),
      /Somebody else has said something new in the meantime about Room 1, Room 2, Room 3 and Room 4/,
    );
  });

  test('a room goes out of service and comes back; its note stays inside', async () => {
    const path = `${rowan}/rooms/${room}/out-of-service`;
    assert.match(words((await manager.post(path, { note: 'x' })).html), /Choose why the room cannot be used/);
    const done = await manager.post(path, {
      reason: 'repairs',
      note: 'broken window',
      'from-day': '20',
      'from-month': '11',
      'from-year': '2026',
    });
    assert.equal(done.status, 303);
    assert.match(words((await finder.get(rowan)).html), /Repairs or decorating, until further notice/);
    assert.doesNotMatch((await finder.get(rowan)).html, /broken window/);
    const inside = (await manager.get(`${rowan}/rooms`)).html;
    assert.match(inside, /broken window/);
    const spell = /name="spell" value="([^"]+)"/.exec(inside)?.[1] ?? '';
    assert.equal((await manager.post(`${rowan}/rooms/${room}/back`, { spell })).status, 303);
    assert.match(words((await finder.get(rowan)).html), /Free from 1 December 2026/);
    assert.equal((await manager.post(`${rowan}/rooms/${room}/back`, { spell: 'other' })).status, 404);
  });

  test('a home is added with its first room, changed, and refused with the field and what was typed', async () => {
    const bad = await manager.post('/homes/new', {
      name: '',
      kind: 'residential',
      sector: 'private',
      urn: 'abc',
      postcode: 'nowhere',
      about: 'A <b>bold</b> home',
    });
    assert.equal(bad.status, 400);
    assert.match(words(bad.html), /Enter what the home is called/);
    assert.match(bad.html, /href="#urn"[\s\S]*href="#postcode"/);
    assert.match(bad.html, /A &lt;b&gt;bold&lt;\/b&gt; home/);
    const added = await manager.post('/homes/new', {
      name: 'Fern House',
      kind: 'residential',
      sector: 'private',
      urn: '9000777',
      pets: 'no',
      adapted: 'unknown',
      languages: 'Polish, BSL',
    });
    assert.equal(added.status, 303);
    const path = (added.location ?? '').replace(/\/rooms$/, '');
    assert.equal((await manager.post(`${path}/rooms/new`, { name: 'Attic', adapted: 'no', free: 'yes' })).status, 303);
    const text = words((await finder.get(path)).html);
    assert.match(text, /Fern House .*Languages: Polish, BSL .*1 room free now .*Attic/);
    const form = (await manager.get(`${path}/edit`)).html;
    assert.match(form, /value="Fern House"/);
    const edited = {
      name: 'Fern Lodge',
      kind: 'residential',
      sector: 'private',
      urn: '9000777',
      pets: 'yes',
      adapted: 'yes',
    };
    assert.equal((await manager.post(`${path}/edit`, edited)).status, 303);
    assert.match(words((await finder.get(path)).html), /Fern Lodge .*Adapted for a wheelchair/);
    assert.match(words((await manager.post('/homes/new', edited)).html), /already used by “Fern Lodge”/);
  });

  test('terms, skill, fee and household are said on forms of their own', async () => {
    const day = (name: string, on: string) => ({
      [`${name}-day`]: on.slice(8),
      [`${name}-month`]: on.slice(5, 7),
      [`${name}-year`]: on.slice(0, 4),
    });
    for (const form of [
      'terms',
      'fee',
      'skills',
      'skills?domain=health',
      'household',
      'rooms/new',
      `rooms/${room}/edit`,
    ]) {
      assert.equal((await manager.get(`${rowan}/${form}`)).status, 200, form);
    }
    assert.equal(
      (
        await manager.post(`${rowan}/terms`, {
          ...day('from', today),
          sexes: 'female',
          'min-age': '12',
          'max-age': '9',
        })
      ).status,
      400,
    );
    assert.equal(
      (
        await manager.post(`${rowan}/terms`, {
          ...day('from', today),
          sexes: 'female',
          'min-age': '9',
          'max-age': '12',
          places: '3',
        })
      ).status,
      303,
    );
    assert.match(words((await manager.post(`${rowan}/fee`, { fee: 'much' })).html), /The fee must be pounds a week/);
    assert.equal((await manager.post(`${rowan}/fee`, { fee: '6,000', ...day('from', today) })).status, 303);
    assert.match(
      words((await manager.post(`${rowan}/skills`, { domain: 'family', level: '4', by: 'inspection' })).html),
      /Say what it stands on/,
    );
    assert.equal(
      (
        await manager.post(`${rowan}/skills`, {
          domain: 'family',
          level: '4',
          by: 'self',
          ...day('on', addDays(today, -400)),
        })
      ).status,
      303,
    );
    assert.equal(
      (await manager.post(`${rowan}/skills`, { domain: 'friends', level: '4', by: 'self', ...day('on', today) }))
        .status,
      303,
    );
    assert.equal(
      (await manager.post(`${rowan}/household`, { relation: 'own child', sex: 'female', ...day('born', '2010-01-01') }))
        .status,
      303,
    );
    const text = words((await finder.get(rowan)).html);
    assert.match(text, /Girls aged 9 to 12, 3 places/);
    assert.match(text, /£6,000 a week/);
    assert.match(
      text,
      /Friends and relationships Specialist help, day and night The home says so itself, 21 November 2026 Own word only/,
    );
    assert.match(text, /Three children aged 8 to 16 live here/);
    const list = (await manager.get(`${rowan}/household`)).html;
    const member = /name="member" value="([^"]+)"/.exec(list)?.[1] ?? '';
    assert.equal((await manager.post(`${rowan}/household/remove`, { member })).status, 303);
    assert.match(words((await finder.get(rowan)).html), /Two children aged 8 to 11 live here/);
  });

  test('a home whose places are all taken is full, whatever was said of its rooms', async () => {
    await open().asSystem((tx) =>
      sql`update registration set places = 2 where home_id = ${rowan.split('/')[3]}`.execute(tx),
    );
    assert.match(words((await finder.get('/homes?name=Rowan')).html), /Rowan House .* Full/);
  });
});
