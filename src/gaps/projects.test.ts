import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { rows, sql } from '../db/index.ts';
import { addYears, date, englandDate } from '../kernel/index.ts';
import { scopesOf } from '../planning/index.ts';
import { gapsNow, USUAL_SETTINGS } from './gaps-now.ts';
import { comingOf, type Project } from './project.ts';
import { gapsWorld } from './test-gaps.ts';

const today = englandDate(new Date());
const year = String(Number(today.slice(0, 4)) + 1);
const HOME = {
  ...{ id: 'project_of-a-test', edition: '0', what: 'homes', name: 'House by the park', forAuthority: 'north' },
  ...{
    kind: 'fostering',
    rooms: '3',
    minAge: '8',
    maxAge: '17',
    need: 'high',
    sure: 'sure',
    status: 'approved',
    why: '',
  },
  ...{ 'opens-day': '1', 'opens-month': '1', 'opens-year': year },
};
const PATH = `/plans/projects/${HOME.id}`;

test('rooms come when they open: homes at once, carers quarter by quarter, what is late tomorrow', () => {
  const day = date('2026-11-22');
  const home: Project = {
    ...{ organisationId: 'a', id: 'p', edition: 1, what: 'homes', name: 'A', forAuthority: 'a', kind: 'residential' },
    ...{ rooms: 4, carers: null, minAge: 10, maxAge: 17, need: 'high', opensOn: date('2027-03-01'), untilOn: null },
    ...{ sure: true, status: 'planned', why: '', at: new Date(0), by: 'x' },
  };
  const told = (project: Project) => comingOf(project, day).map(({ opens, rooms: n }) => [opens, n]);
  assert.deepEqual(told(home), [['2027-03-01', 4]]);
  assert.deepEqual(told({ ...home, opensOn: date('2026-01-01') }), [['2026-11-23', 4]]);
  assert.deepEqual(told({ ...home, status: 'opened' }), []);
  assert.deepEqual(told({ ...home, status: 'dropped' }), []);
  // A year of 365 days in four parts of 91.25 days.
  const carers: Project = {
    ...{ ...home, what: 'recruitment', kind: 'fostering', rooms: 8, carers: 5 },
    ...{ opensOn: date('2027-01-01'), untilOn: date('2027-12-31') },
  };
  assert.deepEqual(told(carers), [
    ['2027-04-01', 2],
    ['2027-07-02', 2],
    ['2027-10-01', 2],
    ['2027-12-31', 2],
  ]);
  assert.equal(comingOf(home, day)[0]?.skill, 3);
});

onEachDatabase('homes on the way', (open) => {
  let server: TestServer;
  let con: Visitor;
  before(async () => {
    await gapsWorld(open(), today);
    server = await serverForTest(open());
    con = await server.actAs('w_commissioner');
  });
  after(() => server.close());

  const kept = () =>
    open().asSystem((tx) =>
      rows<{ edition: number; name: string; status: string; by: string }>(
        tx,
        sql`select edition, name, status, by from home_project order by id, edition`,
      ),
    );
  const short = (years: number) =>
    open().asActor('w_commissioner', async (tx) => {
      const scope = (await scopesOf(tx, 'north')).find(({ key }) => key === 'north');
      assert.ok(scope);
      const { lines, on } = await gapsNow(tx, scope, { ...USUAL_SETTINGS, years }, today);
      assert.equal(on, addYears(today, years));
      return lines.find(({ need }) => need === 'high')?.short ?? Number.NaN;
    });

  test('what is wrong is said beside its field, what was typed is kept, and nothing is written', async () => {
    const page = await con.post('/plans/projects', {
      ...HOME,
      name: '',
      rooms: '0',
      'opens-year': '2090',
      minAge: '18',
    });
    assert.equal(page.status, 400);
    for (const words of [
      /Enter a name/,
      /Rooms must be a whole number from 1 to 1000/,
      /Check the year/,
      /youngest age/,
    ])
      assert.match(page.html, words);
    assert.match(page.html, /id="maxAge"[^>]*value="17"|value="17"[^>]*id="maxAge"/);
    assert.deepEqual(await kept(), []);
  });

  test('a form that is sent twice writes one project, which counts when it opens', async () => {
    const before = await short(2);
    const both = await Promise.all([1, 2].map(() => con.post('/plans/projects', HOME)));
    assert.deepEqual(
      both.map(({ status, location }) => [status, location]),
      [
        [303, PATH],
        [303, PATH],
      ],
    );
    assert.deepEqual(await kept(), [{ edition: 1, name: HOME.name, status: 'approved', by: 'w_commissioner' }]);
    assert.match((await con.get('/plans/projects')).html, /House by the park/);
    const [now, later] = [await short(0), await short(2)];
    assert.ok(Math.abs(now - before) < 0.01, 'not open yet');
    assert.ok(Math.abs(later - Math.max(0, before - 3)) < 0.01, `${before} less three rooms is not ${later}`);
  });

  test('of two who change it at once the second is told, and may look and send again', async () => {
    const change = (name: string, edition: string) => con.post(PATH, { ...HOME, name, edition });
    assert.equal((await change('House by the river', '1')).status, 303);
    const late = await change('House by the sea', '1');
    assert.equal(late.status, 409);
    assert.match(late.html, /Somebody changed this project while you were writing/);
    assert.match(late.html, /House by the sea/);
    assert.equal((await change('House by the sea', '2')).status, 303);
    const { html } = await con.get(PATH);
    for (const name of ['by the park', 'by the river', 'by the sea']) assert.match(html, new RegExp(name));
    assert.equal((await kept()).length, 3);
  });

  test('it is dropped with a reason and stays to be read; nothing is ever taken away', async () => {
    const drop = (why: string) => con.post(PATH, { ...HOME, edition: '3', status: 'dropped', why });
    assert.equal((await drop('')).status, 400);
    assert.equal((await drop('The seller took another offer')).status, 303);
    assert.match((await con.get('/plans/projects')).html, /The seller took another offer/);
    assert.equal(await short(2), await short(0));
    for (const change of ['delete from home_project', 'update home_project set rooms = 9'])
      await assert.rejects(
        open().asActor('w_commissioner', (tx) => sql.raw(change).execute(tx)),
        /permission denied/,
      );
  });

  test('the region and its members read it, the director does not write, and nobody changes another’s', async () => {
    const analyst = await server.actAs('w_analyst');
    assert.match((await analyst.get(PATH)).html, /House by the park/);
    assert.equal((await analyst.get(`${PATH}/change`)).status, 404);
    assert.equal((await analyst.post(PATH, { ...HOME, edition: '4' })).status, 404);
    const sky = await server.actAs('w_south_plans');
    assert.equal((await sky.get(PATH)).status, 200);
    assert.equal((await sky.post(PATH, { ...HOME, edition: '4' })).status, 404);
    const dee = await server.actAs('w_director');
    assert.equal((await dee.get(PATH)).status, 200);
    assert.equal((await dee.post(PATH, { ...HOME, edition: '4' })).status, 403);
    assert.equal((await (await server.actAs('w_finder')).get('/plans/projects')).status, 403);
    assert.equal(
      (await analyst.post('/plans/projects', { ...HOME, id: 'project_of-the-region', name: 'For all' })).status,
      303,
    );
    assert.match((await con.get('/plans/projects?for=north')).html, /For all/);
    assert.equal((await con.get('/plans/projects.csv?for=north')).status, 200);
    assert.equal((await kept()).length, 5);
  });
});
