import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { embeddedForTest } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { type Page, serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { type Database, insertAll, rows, sql } from '../db/index.ts';
import { DOMAINS } from '../kernel/index.ts';
import type { ProfileContent } from './profile.ts';
import { completeContent, withNotes } from './profile-examples.ts';
import { latestProfiles } from './profile-read.ts';
import { insertFinished, insertProfile } from './profile-store.ts';

describe('the pages of a profile', () => {
  let database: Database;
  let server: TestServer;
  let nia: Visitor;
  let sam: Visitor;

  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North' },
        { id: 'south', kind: 'authority', name: 'South' },
      ]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_nia', name: 'Nia Holt', role: 'social-worker' },
        { organisation_id: 'north', id: 'w_sam', name: 'Sam Reed', role: 'out-of-hours-worker' },
        { organisation_id: 'north', id: 'w_finder', name: 'Fay Lund', role: 'home-finder' },
        { organisation_id: 'north', id: 'w_none', name: 'No Tie', role: 'social-worker' },
        { organisation_id: 'north', id: 'w_buyer', name: 'Cy Bell', role: 'commissioner' },
        { organisation_id: 'south', id: 'w_far', name: 'Far Away', role: 'social-worker' },
      ]);
      for (const [id, born] of [
        ['ella', '2015-03-01'],
        ['leo', '2023-10-01'],
        ['mia', '2010-03-01'],
      ] as const) {
        await insertAll(tx, 'child', [{ organisation_id: 'north', id, sex: 'female' }]);
        await insertAll(tx, 'child_identity', [
          { organisation_id: 'north', child_id: id, born, given_name: `${id[0]?.toUpperCase()}${id.slice(1)}` },
        ]);
      }
      await allocate(tx, 'north', 'w_nia', ['ella', 'leo', 'mia']);
    });
    server = await serverForTest(database, () => new Date('2026-11-21T12:00:00Z'));
    nia = await server.actAs('w_nia');
    sam = await server.actAs('w_sam');
  });
  after(async () => {
    await server.close();
    await database.close();
  });

  const open = (visitor: Visitor, section: string, child = 'ella') =>
    visitor.get(`/children/${child}/profile/edit/${section}`);
  const hidden = (page: Page) =>
    Object.fromEntries(
      ['profile', 'edition', 'seen'].map((name) => [
        name,
        new RegExp(`name="${name}" value="([^"]*)"`).exec(page.html)?.[1] ?? '',
      ]),
    );
  const send = (
    visitor: Visitor,
    opened: Page,
    section: string,
    fields: Record<string, string | string[]>,
    child = 'ella',
  ) => visitor.post(`/children/${child}/profile/edit/${section}`, { ...hidden(opened), ...fields });

  /** Puts a finished version of a content into the database. */
  const finished = (child: string, number: number, content: ProfileContent, at: string) =>
    database.asSystem(async (tx) => {
      const by = { organisationId: 'north', workerId: 'w_nia', at: new Date(at) };
      await insertFinished(tx, by, await insertProfile(tx, by, child, number, content));
    });

  test('a child without a profile is invited to one, not scored', async () => {
    const page = await nia.get('/children/ella/profile');
    assert.match(page.html, /Nothing has been written about Ella yet/);
    assert.equal((await nia.get('/children/ella/profile/edit')).location, '/children/ella/profile');
    assert.equal((await nia.get('/children/ella/profile/standard')).status, 404);
    assert.match((await nia.get('/children/ella/all-about-me')).html, /Nothing has been written with Ella yet/);
  });

  test('a draft starts empty; what nobody said is not known, never zero', async () => {
    const started = await nia.post('/children/ella/profile/start', {});
    assert.equal(started.location, '/children/ella/profile/edit');
    const list = await nia.get('/children/ella/profile/edit');
    assert.match(list.html, /Not started/);
    assert.match(list.html, /ask for a home with this draft/);
    const page = await nia.get('/children/ella/profile');
    assert.equal(page.html.match(/hw-needs-scale--unknown/g)?.length, DOMAINS.length);
    assert.doesNotMatch(page.html, /Usual care/);
  });

  test('the form shows every anchor of its parts of life, and saves what is written', async () => {
    const form = await open(nia, 'well');
    assert.match(form.html, /a plaster and a cuddle/);
    assert.match(form.html, /Day and night: distress puts the child/);
    assert.equal(form.html.match(/id="[a-z-]+-level-unknown"[^>]* checked/g)?.length, 3);
    const saved = await send(nia, form, 'well', {
      ...{ 'health-goingWell': 'Sleeps <b>well</b>.', 'health-level': '2', 'health-whatHelps': 'Inhaler at seven.' },
      ...{
        'health-saidBy': 'Nan',
        'health-saidOn-day': '3',
        'health-saidOn-month': '11',
        'health-saidOn-year': '2026',
      },
      ...{ 'coping-level': '', next: 'next' },
    });
    assert.equal(saved.location, '/children/ella/profile/edit/belonging');
    const page = await nia.get('/children/ella/profile');
    assert.match(page.html, /Sleeps &lt;b&gt;well&lt;\/b&gt;\./);
    assert.match(page.html, /A known condition, disability or worry/);
    assert.match(page.html, /Said by Nan, 3 November 2026/);
    assert.ok(page.html.indexOf('What is going well') < page.html.indexOf('Support needed'), 'strengths come first');
  });

  test('two people in one part: nothing is overwritten and both texts are shown', async () => {
    const first = await open(nia, 'words');
    const second = await open(sam, 'words');
    assert.equal((await send(nia, first, 'words', { aboutMe: 'I like dragons.', next: 'list' })).status, 303);
    const stale = await send(sam, second, 'words', { aboutMe: 'I like trains.', next: 'list' });
    assert.equal(stale.status, 409);
    assert.match(stale.html, /Nia Holt saved this part while you were writing/);
    assert.match(stale.html, /I like dragons\./);
    assert.match(stale.html, /<textarea[^>]*name="aboutMe"[^>]*>I like trains\./);
    assert.match((await nia.get('/children/ella/profile')).html, /I like dragons\./);
    const both = await send(sam, stale, 'words', { aboutMe: 'I like dragons and trains.', next: 'stay' });
    assert.equal(both.location, '/children/ella/profile/edit/words?saved=yes');
    assert.match((await open(sam, 'words')).html, /I like dragons and trains\./);
  });

  test('what is wrong is said, saved is nothing, and all that was typed comes back', async () => {
    const form = await open(nia, 'words');
    const wrong = await send(nia, form, 'words', {
      ...{ aboutMe: 'New words.', 'wordsOn-day': '31', 'wordsOn-month': '2', 'wordsOn-year': '2026' },
      ...{ 'matter-school': '1', 'matter-pets': '1', interests: 'chess\nfootball' },
    });
    assert.equal(wrong.status, 400);
    assert.match(wrong.html, /enter a real date/);
    assert.match(wrong.html, /have the same place/);
    assert.match(wrong.html, />New words\.</);
    assert.match(wrong.html, /value="31"/);
    assert.match(wrong.html, /chess\nfootball/);
    assert.doesNotMatch((await nia.get('/children/ella/profile')).html, /New words/);
    const future = await send(nia, form, 'words', {
      aboutMe: 'x',
      'wordsOn-day': '22',
      'wordsOn-month': '11',
      'wordsOn-year': '2026',
    });
    assert.match(future.html, /must not be in the future/);
  });

  test('the child’s own order is kept as the child gave it', async () => {
    const form = await open(nia, 'words');
    await send(nia, form, 'words', { 'matter-pets': '1', 'matter-school': '3', 'matter-family': '2' });
    const [profile] = await database.asActor('w_nia', (tx) => latestProfiles(tx, ['ella'], true));
    assert.deepEqual(profile?.words.matters, ['pets', 'family', 'school']);
  });

  test('places, living and risks are saved and read back', async () => {
    const places = await send(nia, await open(nia, 'places'), 'places', {
      ...{
        'place-0-kind': 'school',
        'place-0-name': 'Hill School',
        'place-0-postcode': 'ab1',
        'place-0-mustKeep': 'yes',
      },
      ...{ 'place-1-kind': 'avoid', 'place-1-name': 'Arcade', 'place-1-postcode': 'AB1 2CD', 'place-1-miles': '3' },
    });
    assert.equal(places.status, 303);
    const noMiles = await send(nia, await open(nia, 'places'), 'places', {
      'place-0-kind': 'avoid',
      'place-0-name': 'Arcade',
    });
    assert.match(noMiles.html, /say how many miles/);
    const living = await send(nia, await open(nia, 'living'), 'living', {
      ...{
        alongside: 'only-older',
        pets: 'must',
        adaptations: 'no',
        languages: 'Welsh, BSL',
        'suits-fostering': 'preferred',
      },
      ...{ communication: ['ESOL', 'BSL'], culture: 'required', cultureWords: 'Halal food', libertyOrder: 'yes' },
    });
    assert.equal(living.status, 303);
    const none = await send(nia, await open(nia, 'living'), 'living', { communication: ['None', 'BSL'] });
    assert.equal(none.status, 400);
    await send(nia, await open(nia, 'risks'), 'risks', { risksToChild: ['going-missing', 'not-a-risk'] });
    const [profile] = await database.asActor('w_nia', (tx) => latestProfiles(tx, ['ella'], true));
    assert.deepEqual(profile?.safe.risksToChild, ['going-missing']);
    assert.deepEqual(profile?.living.languages, ['Welsh', 'BSL']);
    const page = await nia.get('/children/ella/profile');
    assert.match(page.html, /Arcade \(AB1 2CD, at least 3 miles away\)/);
    assert.match(page.html, /Only with older children/);
    const standard = await nia.get('/children/ella/profile/standard');
    assert.match(standard.html, /Only older children/);
    assert.match(standard.html, /ESOL, BSL/);
  });

  test('a draft that is not ready is not finished, and says what is missing with links', async () => {
    const answer = await nia.post('/children/ella/profile/finish', {});
    assert.equal(answer.status, 400);
    assert.match(answer.html, /This cannot be finished yet/);
    assert.match(answer.html, /href="\/children\/ella\/profile\/edit\/well#coping"/);
  });

  test('finished versions are kept, and change over time is drawn with a table beside it', async () => {
    const content = withNotes(completeContent(), 'coping', {
      level: 3,
      goingWell: 'Asks for quiet.',
      whatHelps: 'Quiet.',
    });
    await finished('mia', 1, content, '2026-01-10T12:00:00Z');
    await finished('mia', 2, withNotes(content, 'coping', { level: 1 }), '2026-08-10T12:00:00Z');
    const page = await nia.get('/children/mia/profile');
    assert.match(page.html, /Version 2\s*, finished 10 August 2026 by Nia Holt/);
    assert.match(page.html, /<svg/);
    assert.match(page.html, /The same as a table/);
    const old = await nia.get('/children/mia/profile?version=1');
    assert.match(old.html, /There is a newer version/);
    assert.equal((await nia.get('/children/mia/profile?version=9')).status, 404);
    assert.equal((await nia.get('/children/mia/profile?version=x')).status, 200);
  });

  test('a version finished while its page was open stands, and what was typed is shown', async () => {
    await nia.post('/children/mia/profile/start', {});
    const opened = await open(sam, 'words', 'mia');
    assert.equal((await nia.post('/children/mia/profile/finish', {})).status, 303);
    const late = await send(sam, opened, 'words', { aboutMe: 'My late words.' }, 'mia');
    assert.equal(late.status, 409);
    assert.match(late.html, /My late words\./);
    assert.doesNotMatch((await nia.get('/children/mia/profile')).html, /My late words/);
  });

  test('All about me has the child’s words, and no levels, risks, orders, schools or postcodes', async () => {
    const page = await nia.get('/children/ella/all-about-me');
    assert.match(page.html, /I’m Ella/);
    assert.match(page.html, /Sleeps &lt;b&gt;well/);
    for (const never of [
      /Hill School/,
      /AB1/,
      /missing/i,
      /level [0-9]/,
      /order of the/i,
      /Arcade/,
      /Regular help/,
      /\brisk/,
    ]) {
      const sheet = page.html.slice(page.html.indexOf('<article'), page.html.indexOf('</article>'));
      assert.doesNotMatch(sheet, never);
    }
  });

  test('for a child under four the words are what people see', async () => {
    await nia.post('/children/leo/profile/start', {});
    const form = await open(nia, 'words', 'leo');
    assert.match(form.html, /What Leo shows us/);
    assert.match((await open(nia, 'well', 'leo')).html, /Look out for:/);
  });

  test('a home finder reads the profile of a child they search for, and changes nothing in it', async () => {
    const fay = await server.actAs('w_finder');
    assert.equal((await fay.get('/children/mia/profile')).status, 404);
    await database.asSystem(async (tx) => {
      const [profile] = await rows<{ id: string }>(tx, sql`select id from profile where child_id = 'mia' limit 1`);
      const search = { organisation_id: 'north', search_id: 's1' };
      await insertAll(tx, 'search', [
        {
          organisation_id: 'north',
          id: 's1',
          needed_by: '2026-12-01',
          emergency: false,
          note: '',
          asked_by: 'w_nia',
          asked_at: '2026-11-20',
        },
      ]);
      await insertAll(tx, 'search_child', [{ ...search, child_id: 'mia', profile_id: profile?.id }]);
      await insertAll(tx, 'search_worker', [{ ...search, actor_id: 'w_finder', by: 'w_nia', from_at: '2026-11-20' }]);
    });
    assert.match((await fay.get('/children/mia/profile')).html, /Version 3/);
    assert.equal((await fay.get('/children/mia/profile/edit/words')).status, 404);
    assert.equal((await fay.post('/children/mia/profile/start', {})).status, 404);
    assert.equal((await fay.get('/children/ella/profile')).status, 404);
  });

  test('a worker of the same authority who does not work with the child sees nothing, and asking is on record', async () => {
    const none = await server.actAs('w_none');
    for (const path of ['profile', 'profile/edit', 'profile/edit/words', 'all-about-me', 'profile/standard']) {
      const page = await none.get(`/children/ella/${path}`);
      assert.equal(page.status, 404, path);
      assert.match(page.html, /not open to you/, path);
      assert.doesNotMatch(page.html, /Ella|dragons/, path);
    }
    assert.equal((await none.post('/children/ella/profile/edit/words', { aboutMe: 'x' })).status, 404);
    const asked = await database.asSystem((tx) =>
      rows(
        tx,
        sql`select kind, subject, children, count(*)::int from event where actor = 'w_none' group by 1, 2, 3 order by 1`,
      ),
    );
    assert.deepEqual(asked, [
      { kind: 'all-about-me.viewed.refused', subject: 'ella', children: [], count: 1 },
      { kind: 'profile.saved.refused', subject: 'ella', children: [], count: 1 },
      { kind: 'profile.viewed.refused', subject: 'ella', children: [], count: 4 },
    ]);
  });

  test('other authorities and other roles do not get in', async () => {
    const far = await server.actAs('w_far');
    for (const path of ['profile', 'profile/edit', 'profile/edit/words', 'all-about-me', 'profile/standard']) {
      assert.equal((await far.get(`/children/ella/${path}`)).status, 404, path);
    }
    assert.equal((await far.post('/children/ella/profile/start', {})).status, 404);
    assert.equal((await far.post('/children/ella/profile/edit/words', { aboutMe: 'x' })).status, 404);
    assert.equal((await (await server.actAs('w_buyer')).get('/children/ella/profile')).status, 403);
    assert.equal((await nia.get('/children/ella/profile/edit/nothing')).status, 404);
  });
});
