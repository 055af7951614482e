import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll, sql } from '../db/index.ts';
import { addDays, date } from '../kernel/index.ts';

const TODAY = date('2026-11-21');

onEachDatabase('a home of which something cannot be read', (open) => {
  let server: TestServer;
  let finder: Visitor;
  /** The first search is for today, so that the region is read for that day before the other. */
  let today: string;
  let later: string;

  before(async () => {
    await smallRegion(open(), TODAY);
    server = await serverForTest(open(), () => new Date('2026-11-21T10:00:00Z'));
    finder = await server.actAs('w_finder');
    today = (await finder.post('/searches', { children: 'maya', when: 'today', note: '' })).location ?? '';
    later = (await finder.post('/searches', { children: 'leo', when: 'five-days', note: '' })).location ?? '';
    assert.ok(today && later);
  });
  after(() => server?.close());

  const change = (statement: ReturnType<typeof sql>) => open().asSystem((tx) => statement.execute(tx));
  const ranked = (html: string): string[] =>
    [...html.matchAll(/hw-searches-card__rank.*?<a[^>]*>([^<]+)</gs)].map((m) => m[1] ?? '').sort();
  const NOT_READ = /What is known about this home cannot be read: ask them\./;

  test('is left out and named, and all the others are found', async () => {
    await change(sql`update home set languages = '{""}' where id = 'far'`);
    for (const search of [today, later]) {
      const { html, status } = await finder.get(search);
      assert.equal(status, 200);
      assert.deepEqual(ranked(html), ['Near House', 'Quiet House']);
      assert.match(html, NOT_READ);
      assert.match(html, /<strong>Far Cottage<\/strong>, North/);
      assert.doesNotMatch(html, /homes\[|languages:|expected|matching file/);
    }
    const home = await finder.get(`${today}/homes/north/far`);
    assert.equal(home.status, 404);
    assert.match(home.html, /What is known about Far Cottage cannot be read: ask them\./);
    for (const path of ['/ruled-out', '/compare?home=acorn/near&home=acorn/hidden']) {
      assert.equal((await finder.get(`${today}${path}`)).status, 200, path);
    }
    await change(sql`update home set languages = '{}' where id = 'far'`);
    for (const search of [today, later]) {
      const { html } = await finder.get(search);
      assert.deepEqual(ranked(html), ['Far Cottage', 'Near House', 'Quiet House']);
      assert.doesNotMatch(html, NOT_READ);
    }
  });

  test('is left out on the days on which it cannot be read, and only on those', async () => {
    // Somebody of 120 is a mistake, but one that can be read; from the next birthday on it is not.
    const birthday = addDays(TODAY, 2);
    await open().asSystem((tx) =>
      insertAll(tx, 'household_member', [
        {
          ...{ organisation_id: 'north', id: 'm-old', home_id: 'far', relation: 'own child', sex: 'male' },
          born: `${Number(birthday.slice(0, 4)) - 121}${birthday.slice(4)}`,
        },
      ]),
    );
    assert.deepEqual(ranked((await finder.get(today)).html), ['Far Cottage', 'Near House', 'Quiet House']);
    const { html, status } = await finder.get(later);
    assert.equal(status, 200);
    assert.deepEqual(ranked(html), ['Near House', 'Quiet House']);
    assert.match(html, NOT_READ);
    // The other way round: read first for the day on which it cannot be.
    await change(sql`update home set about = 'A cottage' where id = 'near'`);
    assert.deepEqual(ranked((await finder.get(later)).html), ['Near House', 'Quiet House']);
    assert.deepEqual(ranked((await finder.get(today)).html), ['Far Cottage', 'Near House', 'Quiet House']);
  });

  test('does not stop a search for a child who lives in it', async () => {
    await open().asSystem((tx) =>
      insertAll(tx, 'placement', [
        {
          ...{ organisation_id: 'north', id: 'p-maya', child_id: 'maya', home_id: 'far' },
          ...{ home_organisation_id: 'north', started: '2026-01-05' },
        },
      ]),
    );
    await change(sql`update home set interests = '{""}' where id = 'far'`);
    for (const search of [today, later]) {
      const { html, status } = await finder.get(search);
      assert.equal(status, 200, html.slice(0, 300));
      assert.deepEqual(ranked(html), ['Near House', 'Quiet House']);
    }
  });
});
