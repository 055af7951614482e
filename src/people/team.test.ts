import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { embeddedForTest, onEachDatabase } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { ALL_ROLES, MAY_COVER } from '../access/index.ts';
import { type Database, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { addDays, englandDate, inWords, type PlainDate } from '../kernel/index.ts';

async function people(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
  await insertAll(tx, 'team', [
    { organisation_id: 'north', id: 't1', name: 'Team One' },
    { organisation_id: 'north', id: 't2', name: 'Team Two' },
  ]);
  const actor = (id: string, name: string, role: string, team_id: string | null = null) => ({
    ...{ organisation_id: 'north', id, name, role, team_id },
  });
  await insertAll(tx, 'actor', [
    actor('mag', 'Mag Lee', 'manager', 't1'),
    actor('kit', 'Kit Orr', 'manager', 't2'),
    actor('nia', 'Nia Holt', 'social-worker', 't1'),
    actor('gone', 'Gone Person', 'social-worker', 't1'),
    actor('tom', 'Tom Reed', 'social-worker', 't2'),
    ...ALL_ROLES.map((role) => actor(`a_${role}`, `Person ${role}`, role)),
  ]);
  const ids = ['ella', 'ben', 'una', 'leo', 'tess'];
  await insertAll(
    tx,
    'child',
    ids.map((id) => ({ organisation_id: 'north', id, sex: 'female' })),
  );
  await insertAll(
    tx,
    'child_identity',
    ids.map((id) => ({ organisation_id: 'north', child_id: id, born: '2015-01-01', given_name: `${id}-name` })),
  );
  await allocate(tx, 'north', 'nia', ['ella', 'ben']);
  await allocate(tx, 'north', 'gone', ['leo']);
  await allocate(tx, 'north', 'tom', ['una']);
  await insertAll(tx, 'allocation_ended', [
    { organisation_id: 'north', allocation_id: 'social-worker_nia_ben', by: 'x', at: '2026-01-01' },
  ]);
  await insertAll(tx, 'post_ended', [{ organisation_id: 'north', actor_id: 'gone', by: 'x' }]);
}

onEachDatabase('standing in for a team', (open: () => Database) => {
  before(() => open().asSystem(people));
  const REFUSED = '42501';
  let n = 0;
  const cover = async (by: string, more: Record<string, string> = {}) => {
    const row = { actor: 'tom', team: 't1', from: '-1 hours', until: '1 hours', by, ...more };
    try {
      await open().asActor(by, (tx) =>
        sql`insert into team_cover (organisation_id, id, actor_id, team_id, from_at, until_at, by) values ('north',
          ${`v${++n}`}, ${row.actor}, ${row.team}, now() + ${row.from}::interval, now() + ${row.until}::interval, ${row.by})`.execute(
          tx,
        ),
      );
      return `v${n}`;
    } catch (error) {
      return (error as { code?: string }).code ?? 'lost';
    }
  };
  const seenBy = async (actor: string) =>
    (await open().asActor(actor, (tx) => rows<{ id: string }>(tx, sql`select id from child order by id`))).map(
      (row) => row.id,
    );

  test('only a manager arranges it, of their own team, for another who works with children, and it always ends', async () => {
    assert.equal(await cover('nia'), REFUSED, 'no social worker');
    assert.equal(await cover('tom'), REFUSED, 'not for oneself');
    assert.equal(await cover('mag', { actor: 'mag' }), REFUSED);
    assert.equal(await cover('mag', { team: 't2' }), REFUSED, 'another’s team');
    assert.equal(await cover('mag', { by: 'kit' }), REFUSED, 'in another’s name');
    assert.equal(await cover('mag', { actor: 'gone' }), REFUSED, 'who has left');
    assert.equal(await cover('mag', { until: '94 days' }), REFUSED, 'for longer than three months');
    assert.equal(await cover('mag', { until: '-2 hours' }), '23514', 'over before it begins');
    for (const role of ALL_ROLES.filter((each) => !MAY_COVER.includes(each)))
      assert.equal(await cover('mag', { actor: `a_${role}` }), REFUSED, role);
  });

  test('the children of the team are there from the first moment to the last, and not a moment longer', async () => {
    assert.deepEqual(await seenBy('tom'), ['una']);
    await cover('mag', { from: '1 hours', until: '2 hours' });
    assert.deepEqual(await seenBy('tom'), ['una'], 'not begun');
    await cover('mag', { from: '-2 hours', until: '-1 hours' });
    assert.deepEqual(await seenBy('tom'), ['una'], 'over');
    const id = await cover('mag');
    assert.deepEqual(await seenBy('tom'), ['ella', 'leo', 'una'], 'those allocated now, of who has left too');
    const end = (by: string, as = by) =>
      open().asActor(by, (tx) =>
        insertAll(tx, 'team_cover_ended', [{ organisation_id: 'north', cover_id: id, by: as }]),
      );
    await assert.rejects(end('tom'), { code: REFUSED });
    await assert.rejects(end('kit'), { code: REFUSED });
    await assert.rejects(end('mag', 'kit'), { code: REFUSED });
    await end('mag');
    assert.deepEqual(await seenBy('tom'), ['una']);
  });
});

describe('the page of a team', () => {
  let database: Database;
  let server: TestServer;
  let mag: Visitor;
  // The database decides by its own clock when cover begins and ends.
  const today = englandDate(new Date());
  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(people);
    server = await serverForTest(database);
    mag = await server.actAs('mag');
  });
  after(async () => {
    await server.close();
    await database.close();
  });
  const days = (name: string, day: PlainDate) => {
    const [year = '', month = '', date = ''] = day.split('-');
    return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
  };
  const arrange = (fields: Record<string, string>) =>
    mag.post('/team', { action: 'arrange', team: 't1', person: 'tom', ...fields });

  test('says who works with how many children, and who has left some behind', async () => {
    const page = await mag.get('/team');
    assert.match(page.html, /<h1[^>]*>Team One</);
    assert.match(page.html, /Nia Holt<br>[\s\S]*?numeric">1</);
    assert.match(page.html, /Gone Person[\s\S]*?has left, and somebody else is needed[\s\S]*?numeric">1</);
    assert.doesNotMatch(page.html, /Tom Reed<br>|(ella|ben|una|leo|tess)-name/, 'another team, and no child’s name');
    assert.match(page.html, /2 children have no social worker/);
    assert.equal((await (await server.actAs('nia')).get('/team')).status, 403);
  });

  test('what is wrong is said at its field, and nothing is arranged', async () => {
    for (const [fields, words] of [
      [{}, /Say when it ends: cover always ends/],
      [{ person: '', ...days('until', today) }, /Choose who stands in/],
      [{ ...days('until', addDays(today, -1)) }, /The last day must not be before the first/],
      [{ ...days('from', addDays(today, -1)), ...days('until', today) }, /The first day must be today or later/],
      [{ ...days('until', addDays(today, 120)) }, /three months at most/],
      [{ 'until-day': '31', 'until-month': '2', 'until-year': '2027' }, /must be a real date/],
      [{ person: 'a_iro', ...days('until', today) }, /Choose somebody from the list/],
      [{ person: 'mag', ...days('until', today) }, /Choose somebody from the list/],
      [{ team: 't2', ...days('until', today) }, /Choose one of your teams/],
    ] as const) {
      const answer = await arrange(fields);
      assert.equal(answer.status, 400, String(words));
      assert.match(answer.html, words);
    }
    assert.deepEqual(await database.asSystem((tx) => rows(tx, sql`select id from team_cover`)), []);
  });

  test('a colleague who stands in sees the team’s children, is told until when, and no more after it is ended', async () => {
    const tom = await server.actAs('tom');
    assert.equal((await tom.get('/children/ella')).status, 404);
    const until = addDays(today, 9);
    const [once, twice] = await Promise.all([arrange(days('until', until)), arrange(days('until', until))]);
    assert.deepEqual([once.status, twice.status], [303, 303]);
    const page = await mag.get('/team');
    assert.equal(page.html.split('<strong>Tom Reed</strong>').length, 2, 'pressing twice arranges it once');
    assert.ok(page.html.includes(`to the end of ${inWords(until)}`));
    const list = await tom.get('/children?whose=open');
    assert.ok(list.html.includes(`You stand in for <strong>Team One</strong> until the end of ${inWords(until)}`));
    assert.match(list.html, />ella-name</);
    assert.match(list.html, /Children I am covering/);
    const covering = await tom.get('/children?whose=covering');
    assert.match(covering.html, />ella-name</);
    assert.doesNotMatch(covering.html, />una-name</);
    assert.doesNotMatch((await tom.get('/children?whose=mine')).html, />ella-name</);
    assert.equal((await tom.get('/children/ella')).status, 200);
    const id = /name="cover" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    assert.equal((await (await server.actAs('kit')).post('/team', { action: 'end', cover: id })).status, 404);
    assert.equal((await mag.post('/team', { action: 'end', cover: id })).status, 303);
    assert.equal((await tom.get('/children/ella')).status, 404);
    assert.doesNotMatch((await tom.get('/children')).html, /You stand in|covering/);
    assert.equal((await mag.post('/team', { action: 'end', cover: id })).status, 404, 'it is over');
  });
});
