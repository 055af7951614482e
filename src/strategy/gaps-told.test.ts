import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Database, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { gapsNow, USUAL_SETTINGS } from '../gaps/index.ts';
import { addDays, englandDate, type PlainDate } from '../kernel/index.ts';
import { scopesOf } from '../planning/index.ts';
import type { StrategyFigures } from './figures.ts';
import { gapsTold } from './gaps-told.ts';

const today = englandDate(new Date());
const YEAR = 366;

/**
 * Of Hill, the only one who plans: 14 children of 7 and 3 of 12 in foster homes; 4 of 12 and 4 of 16 in children’s homes.
 * No profile is finished, so that each age is one group.
 */
async function world(database: Database): Promise<void> {
  await database.asSystem(async (tx) => {
    await insertAll(tx, 'organisation', [{ id: 'hill', kind: 'authority', name: 'Hill', code: '998' }]);
    await insertAll(tx, 'actor', [{ organisation_id: 'hill', id: 'h_buyer', name: 'Bea Marsh', role: 'commissioner' }]);
    for (const [id, kind] of [
      ['carers', 'fostering'],
      ['house', 'residential'],
    ] as const) {
      const home = { id, name: `Made-up ${id}`, kind, sector: 'authority', area: 'Hill' };
      await insertAll(tx, 'home', [{ organisation_id: 'hill', ...home }]);
    }
    await children(tx, 'a', 14, 7, 'carers');
    await children(tx, 'b', 3, 12, 'carers');
    await children(tx, 'c', 4, 12, 'house');
    await children(tx, 'd', 4, 16, 'house');
  });
}

async function children(tx: Tx, name: string, n: number, years: number, home_id: string): Promise<void> {
  const ids = Array.from({ length: n }, (_, at) => `${name}${at}`);
  const key = (id: string) => ({ organisation_id: 'hill', child_id: id });
  const born: PlainDate = addDays(today, -years * YEAR - 60);
  await insertAll(
    tx,
    'child',
    ids.map((id) => ({ organisation_id: 'hill', id, sex: 'female' })),
  );
  await insertAll(
    tx,
    'child_identity',
    ids.map((id) => ({ ...key(id), born, given_name: 'A' })),
  );
  const lives = { home_organisation_id: 'hill', home_id, started: addDays(today, -20) };
  await insertAll(
    tx,
    'placement',
    ids.map((id) => ({ ...key(id), id: `stay-${id}`, ...lives })),
  );
}

onEachDatabase('rooms missing, as a strategy tells them', (open) => {
  let server: TestServer;
  before(async () => {
    await world(open());
    server = await serverForTest(open());
  });
  after(() => server.close());

  test('a group that the page of gaps keeps back is in no number of the strategy', async () => {
    const buyer = await server.actAs('h_buyer');
    const csv = (await buyer.get('/plans/gaps.csv?for=hill')).html;
    // Eight children in two groups of four: more than five together, and still kept back on the page.
    assert.match(csv, /Children’s homes"?,"?Small groups together"?,"?All levels"?,"?few"?,,,/);
    const answer = await buyer.post('/plans/strategy', { for: 'hill' });
    assert.equal(answer.status, 303, answer.html.slice(0, 2_000));
    const [kept] = await open().asSystem((tx) => rows<{ figures: string }>(tx, sql`select figures from strategy`));
    const { gaps } = JSON.parse(kept?.figures ?? '') as StrategyFigures;
    const homes = gaps?.kinds.find(({ kind }) => kind === 'residential');
    assert.deepEqual(homes, { kind: 'residential', rooms: null, leftOut: true, lines: [] });
    const { html } = await buyer.get(`${answer.location}/read`);
    assert.match(html, /Children’s homes, all ages<\/th>\s*(<td[^>]*>not told<\/td>\s*){5}/);
    assert.match(html, /Foster homes, all ages<\/th>\s*<td[^>]*>\d/);
  });

  test('each number is a sum of groups that the page tells, and an age with a small group is not told by itself', async () => {
    const now = await open().asActor('h_buyer', async (tx) => {
      const [scope] = await scopesOf(tx, 'hill');
      assert.ok(scope);
      return gapsNow(tx, scope, USUAL_SETTINGS, today);
    });
    const told = gapsTold(now, [{ id: 'hill', name: 'Hill' }]);
    const carers = told.kinds.find(({ kind }) => kind === 'fostering');
    // The 3 of 12 years are told with the 14 of 7 alone, so no age of foster homes stands by itself.
    assert.deepEqual([carers?.leftOut, carers?.lines], [false, []]);
    assert.ok((carers?.rooms?.needed ?? 0) > 0);
    const few = gapsTold({ ...now, reasons: [{ code: 'x', words: 'Why', times: 3 }] }, []);
    assert.deepEqual(few.reasons, [{ words: 'Why', times: '5 or fewer' }]);
  });

  test('between authorities, a small one is left out of the sum and told of by itself neither', async () => {
    const now = await open().asActor('h_buyer', async (tx) => {
      const [scope] = await scopesOf(tx, 'hill');
      assert.ok(scope);
      return gapsNow(tx, scope, USUAL_SETTINGS, today);
    });
    const [line] = now.lines.filter(({ kind, ages }) => kind === 'fostering' && ages === '5-9');
    assert.ok(line);
    const dale = { ...line, authority: 'dale', children: 4, roomsNeeded: 400, short: 400 };
    const both = [
      { id: 'hill', name: 'Hill' },
      { id: 'dale', name: 'Dale' },
    ];
    const alone = gapsTold({ ...now, lines: [line] }, both);
    const with4 = gapsTold({ ...now, lines: [line, dale] }, both);
    assert.deepEqual(with4.kinds[0]?.rooms, alone.kinds[0]?.rooms);
    assert.equal(with4.kinds[0]?.leftOut, true);
    assert.equal(with4.authorities[1]?.short, null);
  });
});
