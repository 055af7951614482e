import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll, sql } from '../db/index.ts';
import { addDays, englandDate } from '../kernel/index.ts';
import { scopesOf } from './planning-scope.ts';

const today = englandDate(new Date());

onEachDatabase('whose figures those who plan may count', (open) => {
  let server: TestServer;
  before(async () => {
    await smallRegion(open(), today);
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'west', kind: 'authority', name: 'West', sector: 'authority' },
        { id: 'elsewhere', kind: 'region', name: 'Elsewhere' },
      ]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_commissioner', name: 'Con', role: 'commissioner' },
        { organisation_id: 'north', id: 'w_director', name: 'Dee', role: 'director' },
        { organisation_id: 'west', id: 'w_west', name: 'Wes', role: 'commissioner' },
        { organisation_id: 'elsewhere', id: 'w_elsewhere', name: 'Els', role: 'regional-analyst' },
        { organisation_id: 'acorn', id: 'w_oak', name: 'Oak', role: 'commissioner' },
      ]);
      await insertAll(tx, 'sharing_agreement', [
        { region_id: 'region', id: 'plan', purpose: 'Planning', fields: ['counts'], from_day: addDays(today, -1) },
      ]);
      await insertAll(
        tx,
        'sharing_party',
        ['north', 'south', 'acorn'].map((organisation_id) => ({
          region_id: 'region',
          agreement_id: 'plan',
          organisation_id,
        })),
      );
    });
    server = await serverForTest(open());
  });
  after(() => server.close());

  const seen = (actor: string, organisation: string) =>
    open().asActor(actor, async (tx) => (await scopesOf(tx, organisation)).map(({ key, name }) => [key, name]));

  test('an authority’s own, and with an agreement those of its parties, together and one by one', async () => {
    const both = [
      ['all', 'The Region'],
      ['north', 'North'],
      ['south', 'South'],
    ];
    assert.deepEqual(await seen('w_commissioner', 'north'), both);
    assert.deepEqual(await seen('w_director', 'north'), both);
    assert.deepEqual(await seen('w_analyst', 'region'), both);
    assert.deepEqual(await seen('w_west', 'west'), [['west', 'West']]);
  });

  test('nobody’s for another region, an agency, or somebody who does not plan', async () => {
    assert.deepEqual(await seen('w_elsewhere', 'elsewhere'), []);
    assert.deepEqual(await seen('w_oak', 'acorn'), []);
    assert.deepEqual(await seen('w_finder', 'north'), []);
  });

  test('the page says whose figures are counted, and is closed to others', async () => {
    assert.match((await (await server.actAs('w_analyst')).get('/plans')).html, /Counted here: North and South/);
    assert.match((await (await server.actAs('w_west')).get('/plans')).html, /What homes West has/);
    assert.match((await (await server.actAs('w_elsewhere')).get('/plans')).html, /no figures you may count yet/);
    assert.equal((await (await server.actAs('w_finder')).get('/plans')).status, 403);
  });

  test('only the own figures are left when the agreement is over', async () => {
    await open().asSystem((tx) =>
      sql`update sharing_agreement set to_day = ${addDays(today, -1)} where id = 'plan'`.execute(tx),
    );
    assert.deepEqual(await seen('w_commissioner', 'north'), [['north', 'North']]);
    assert.deepEqual(await seen('w_analyst', 'region'), []);
  });
});
