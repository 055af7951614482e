import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { embeddedForTest } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { type Database, insertAll, rows, sql } from '../db/index.ts';

const NAMES = ['Ella', 'Élla', 'Zoë "Zed"', '=1+1', 'Tom, the', 'Ava', 'Canary'];

describe('the list of children as a file', () => {
  let database: Database;
  let server: TestServer;
  let nia: Visitor;
  const ours = Array.from({ length: 64 }, (_, n) => `n${n}`);
  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North' },
        { id: 'south', kind: 'authority', name: 'South' },
      ]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'nia', name: 'Nia', role: 'social-worker' },
        { organisation_id: 'north', id: 'ada', name: 'Ada', role: 'advocate' },
      ]);
      await insertAll(tx, 'home', [
        { organisation_id: 'north', id: 'oak', name: '@Oak', kind: 'fostering', sector: 'authority', area: 'Ashby' },
      ]);
      const child = (id: string) => ({ organisation_id: id.startsWith('s') ? 'south' : 'north', id, sex: 'male' });
      const everyone = [...ours, 's1', 'closed'].map(child).map((row) => ({
        ...row,
        organisation_id: row.id === 'closed' ? 'north' : row.organisation_id,
      }));
      await insertAll(tx, 'child', everyone);
      await insertAll(
        tx,
        'child_identity',
        everyone.map(({ organisation_id, id }, n) => ({
          ...{ organisation_id, child_id: id, born: '2015-03-01', family_name: 'Okafor' },
          given_name: ours.includes(id) ? `${NAMES[n % 6]} ${n}` : 'Canary',
        })),
      );
      const placed = ours.filter((_, n) => n % 2 === 0);
      await insertAll(
        tx,
        'placement',
        placed.map((id) => ({
          ...{ organisation_id: 'north', id: `p_${id}`, child_id: id, home_organisation_id: 'north' },
          ...{ home_id: 'oak', started: '2025-02-03' },
        })),
      );
      await insertAll(tx, 'placement_ended', [
        {
          organisation_id: 'north',
          placement_id: 'p_n0',
          ended: '2026-12-20',
          reason: 'CARPL',
          by: 'x',
          at: '2026-01-01',
        },
      ]);
      await allocate(tx, 'north', 'nia', ours);
      await allocate(tx, 'north', 'ada', ['n0'], 'advocate');
    });
    server = await serverForTest(database, () => new Date('2026-11-21T12:00:00Z'));
    nia = await server.actAs('nia');
  });
  after(async () => {
    await server.close();
    await database.close();
  });

  const fetched = (path: string, who = nia) => fetch(new URL(path, server.url), { headers: { cookie: who.cookies() } });
  const csv = async (query: string, who = nia) =>
    parse(await (await fetched(`/children.csv?${query}`, who)).text(), { bom: true }) as string[][];
  const listed = async (query: string) => {
    const names: string[] = [];
    for (let page = 1; page <= 3; page++) {
      const { html } = await nia.get(`/children?${query}&page=${page}`);
      names.push(...[...html.matchAll(/href="\/children\/(n\d+)"/g)].map((found) => found[1] ?? ''));
    }
    return names;
  };

  test('holds every page of what the same filter shows, in the same order', async () => {
    const [heading, ...all] = await csv('show=everyone');
    assert.deepEqual(heading, [
      'Name',
      'Id in the return',
      'Age',
      'Where they live',
      'Area',
      'Since',
      'Needs a home by',
    ]);
    const ids = await listed('show=everyone');
    assert.equal(ids.length, 64);
    assert.deepEqual(
      all.map((row) => /\d+$/.exec(row[0] ?? '')?.[0]),
      ids.map((id) => id.slice(1)),
    );
    const waiting = await csv('show=needs-a-home');
    assert.equal(waiting.length - 1, 33);
    assert.deepEqual(waiting.at(-1), ['Ella 0', '', '11', "'@Oak", 'Ashby', '2025-02-03', '2026-12-20']);
    assert.equal((await csv('search=zo%C3%AB&show=everyone')).length - 1, 11);
    assert.deepEqual((await csv('search=nobody')).length, 1);
  });

  test('is safe to open, names nobody in its own name, and holds nobody else’s child', async () => {
    const answer = await fetched('/children.csv?show=everyone');
    assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="children-2026-11-21.csv"');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const text = await answer.text();
    assert.ok(text.includes(`"'=1+1 3"`), 'a name that would be a formula is not');
    assert.doesNotMatch(text, /Canary|Okafor/);
    const excel = await fetched('/children.xlsx?show=everyone');
    const book = Buffer.from(await excel.arrayBuffer());
    assert.equal(book.subarray(0, 2).toString(), 'PK');
    assert.match(excel.headers.get('content-type') ?? '', /spreadsheetml/);
  });

  test('shows no homes to whom they are closed', async () => {
    const [, ...only] = await csv('show=everyone', await server.actAs('ada'));
    assert.deepEqual(only, [['Ella 0', '', '11', '', '', '', '']]);
  });

  test('each download is one event with every child it holds', async () => {
    await database.asSystem((tx) => sql`delete from event`.execute(tx));
    await csv('show=everyone');
    await csv('search=ava&show=everyone');
    await (await fetched('/children.xlsx?show=needs-a-home')).arrayBuffer();
    const events = await database.asSystem((tx) =>
      rows(tx, sql`select kind, cardinality(children) as many, fields from event order by at, id`),
    );
    const event = (many: number) => ({ kind: 'children.downloaded', many, fields: ['identity', 'care'] });
    assert.deepEqual(
      events.sort((a, b) => (b as { many: number }).many - (a as { many: number }).many),
      [event(64), event(33), event(10)],
    );
  });
});
