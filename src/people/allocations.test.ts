import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { embeddedForTest, onEachDatabase } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { type Actor, ALL_ROLES, allocate as choose, endAllocation, WORKS } from '../access/index.ts';
import { type Database, insertAll, rows, sql, type Tx } from '../db/index.ts';

/** A manager with a team of one, a colleague in another team, and one person of every other role. */
async function people(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [
    { id: 'north', kind: 'authority', name: 'North' },
    { id: 'south', kind: 'authority', name: 'South' },
  ]);
  await insertAll(tx, 'team', [
    { organisation_id: 'north', id: 't1', name: 'Team One' },
    { organisation_id: 'north', id: 't2', name: 'Team Two' },
  ]);
  const actor = (id: string, role: string, team_id: string | null = null, organisation_id = 'north') => ({
    ...{ organisation_id, id, role, team_id },
    name: id === 'nia' ? 'Nia Holt' : `Person ${id}`,
  });
  await insertAll(tx, 'actor', [
    actor('mag', 'manager', 't1'),
    actor('nia', 'social-worker', 't1'),
    actor('tom', 'social-worker', 't2'),
    actor('far', 'social-worker', null, 'south'),
    ...ALL_ROLES.map((role) => actor(`a_${role}`, role)),
    actor('a_child2', 'child'),
  ]);
  const child = (id: string, organisation_id = 'north') => ({ organisation_id, id, sex: 'female' });
  await insertAll(tx, 'child', [child('ella'), child('ben'), child('una'), child('else', 'south')]);
  await insertAll(
    tx,
    'child_identity',
    ['ella', 'ben', 'una', 'else'].map((id) => ({
      ...{ organisation_id: id === 'else' ? 'south' : 'north', child_id: id, born: '2015-01-01' },
      given_name: id === 'ella' ? 'Élla' : id,
    })),
  );
  await allocate(tx, 'north', 'nia', ['ella', 'ben']);
  await allocate(tx, 'north', 'a_out-of-hours-worker', ['una'], 'added');
}

onEachDatabase('allocations', (open: () => Database) => {
  before(() => open().asSystem(people));
  const write = (by: string, row: object, statement = 'allocation') =>
    open()
      .asActor(by, (tx) => insertAll(tx, statement, [{ organisation_id: 'north', ...row }]))
      .then(
        () => 'written',
        (error: { code?: string }) => error.code ?? String(error),
      );
  const REFUSED = '42501';
  let n = 0;
  const row = (more: object = {}) => ({
    ...{ id: `l${++n}`, child_id: 'ella', actor_id: 'tom', relation: 'social worker', by: 'mag' },
    ...more,
  });

  test('each kind of work takes its own role, in the pages as in the database', async () => {
    for (const role of ALL_ROLES) {
      for (const { relation } of WORKS) {
        const fits = WORKS.some((work) => work.relation === relation && work.role === role);
        const answer = await open().asSystem((tx) =>
          rows<{ fits: boolean }>(tx, sql`select app.role_for(${relation}) = ${role} as fits`),
        );
        assert.equal(answer[0]?.fits, fits, `${role} as ${relation}`);
      }
    }
    assert.equal(await write('mag', row({ relation: 'advocate' })), REFUSED, 'a social worker is no advocate');
    assert.equal(await write('mag', row({ relation: 'added' })), REFUSED, 'only the database says who wrote first');
  });

  test('nobody allocates a child to themselves, in another’s name, or to who has left or works elsewhere', async () => {
    assert.equal(await write('nia', row({ actor_id: 'nia', child_id: 'una', by: 'nia' })), REFUSED);
    assert.equal(await write('tom', row({ actor_id: 'tom', by: 'tom' })), REFUSED);
    assert.equal(await write('mag', row({ actor_id: 'mag' })), REFUSED);
    assert.equal(await write('mag', row({ by: 'nia' })), REFUSED, 'in the name of somebody else');
    assert.equal(await write('nia', row({ by: 'nia' })), REFUSED, 'a social worker allocates nobody');
    assert.equal(await write('mag', row({ from_at: '2020-01-01' })), REFUSED, 'nobody dates what they do');
    assert.equal(await write('mag', row({ actor_id: 'far' })), REFUSED);
    assert.equal(await write('mag', row({ child_id: 'else' })), REFUSED);
    await open().asSystem((tx) =>
      insertAll(tx, 'post_ended', [{ organisation_id: 'north', actor_id: 'a_social-worker', by: 'x' }]),
    );
    assert.equal(await write('mag', row({ actor_id: 'a_social-worker' })), REFUSED, 'who has left');
    assert.equal(await write('mag', row()), 'written');
    const end = { allocation_id: 'social-worker_nia_ella', by: 'nia' };
    assert.equal(await write('nia', end, 'allocation_ended'), REFUSED);
    assert.equal(await write('mag', end, 'allocation_ended'), REFUSED, 'in another’s name');
    const rewritten = open().asActor('mag', (tx) => sql`update allocation set actor_id = 'mag'`.execute(tx));
    await assert.rejects(rewritten, { code: REFUSED });
  });

  test('an account is one child’s, also when two managers give it away at once', async () => {
    const give = (child_id: string, actor_id: string) => write('mag', row({ child_id, actor_id, relation: 'self' }));
    const answers = await Promise.all([give('ella', 'a_child'), give('ben', 'a_child'), give('ella', 'a_child2')]);
    assert.equal(answers.filter((each) => each === 'written').length >= 1, true);
    const kept = await open().asSystem((tx) =>
      rows<{ child_id: string; actor_id: string }>(
        tx,
        sql`select child_id, actor_id from allocation where relation = 'self'`,
      ),
    );
    assert.equal(new Set(kept.map((each) => each.child_id)).size, kept.length);
    assert.equal(new Set(kept.map((each) => each.actor_id)).size, kept.length);
  });

  test('ten managers at once who choose the same person make one allocation, and end it once', async () => {
    const mag: Actor = {
      ...{ id: 'mag', name: 'Mag', role: 'manager', roleWords: 'manager' },
      organisation: { id: 'north', name: 'North', kind: 'authority' },
    };
    const ten = <T>(work: (tx: Tx) => Promise<T>) =>
      Promise.all(Array.from({ length: 10 }, () => open().asActor('mag', work)));
    const kept = (table: string) =>
      open().asSystem((tx) =>
        rows<{ id: string }>(
          tx,
          sql`select l.id from allocation l ${sql.raw(table)} where l.child_id = 'ben' and l.actor_id = 'a_iro'`,
        ),
      );
    await ten((tx) => choose(tx, mag, 'ben', { relation: 'independent reviewing officer', person: 'a_iro' }));
    const made = await kept('');
    assert.equal(made.length, 1);
    await ten((tx) => endAllocation(tx, mag, 'ben', made[0]?.id ?? ''));
    assert.equal((await kept('join allocation_ended e on e.allocation_id = l.id')).length, 1);
    const events = await open().asSystem((tx) =>
      rows(tx, sql`select kind from event where actor = 'mag' order by kind`),
    );
    assert.deepEqual(events, [{ kind: 'allocation.ended' }, { kind: 'allocation.made' }]);
  });

  test('a manager is offered no account of another’s child', async () => {
    const offered = () =>
      open().asActor('mag', (tx) => rows<{ id: string }>(tx, sql`select id from app.people_to_allocate('ben')`));
    const before = (await offered()).map((each) => each.id);
    assert.ok(before.includes('a_parent') && !before.includes('mag') && !before.includes('far'));
    await open().asSystem(async (tx) => {
      await allocate(tx, 'north', 'tom', ['una']);
      await allocate(tx, 'north', 'a_parent', ['una'], 'parent');
    });
    assert.ok(!(await offered()).some((each) => each.id === 'a_parent'));
    const others = await open().asActor('nia', (tx) => rows(tx, sql`select id from app.people_to_allocate('ben')`));
    assert.deepEqual(others, [], 'who allocates nobody is offered nobody');
  });
});

describe('the pages about who works with a child', () => {
  let database: Database;
  let server: TestServer;
  let mag: Visitor;
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
  const idOf = (html: string, name: string) =>
    html
      .split('<li')
      .find((part) => part.includes(name))
      ?.match(/name="allocation" value="([^"]+)"/)?.[1] ?? '';

  test('who, in which role, since when; a worker reads it and chooses nobody', async () => {
    const page = await (await server.actAs('nia')).get('/children/ella/people');
    assert.match(page.html, /Who works with Élla/);
    assert.match(page.html, /<strong>Nia Holt<\/strong>, social worker[\s\S]*Team One/);
    assert.match(page.html, /Since 1 January 2020/);
    assert.doesNotMatch(page.html, /Add somebody|name="action"/);
    assert.match((await mag.get('/children/ella')).html, /href="\/children\/ella\/people"/);
  });

  test('a manager adds people by role and name, and pressing twice adds one', async () => {
    const page = await mag.get('/children/ella/people');
    assert.match(page.html, /<optgroup label="Social worker">[\s\S]*value="social worker\/tom">Person tom, Team Two</);
    for (const { relation, role } of WORKS.filter((each) => each.role !== 'social-worker')) {
      const [once, twice] = await Promise.all(
        [1, 2].map(() => mag.post('/children/ella/people', { action: 'allocate', who: `${relation}/a_${role}` })),
      );
      assert.deepEqual([once?.status, twice?.status], [303, 303], relation);
      const after = await mag.get('/children/ella/people');
      assert.equal(after.html.split(`<strong>Person a_${role}</strong>`).length, 2, relation);
    }
    const seen = await (await server.actAs('a_advocate')).get('/children/ella');
    assert.equal(seen.status, 200);
    assert.doesNotMatch(seen.html, /no home recorded|Needs a home|Family home/, 'an advocate is told nothing of homes');
    const own = await (await server.actAs('a_child')).get('/children/ella/people');
    assert.match(own.html, /Who works with you/);
  });

  test('wrong choices are refused in words', async () => {
    const post = (fields: Record<string, string>) =>
      mag.post('/children/ella/people', { action: 'allocate', ...fields });
    const none = await post({ who: '' });
    assert.equal(none.status, 400);
    assert.match(none.html, /Choose a person/);
    for (const who of ['advocate/tom', 'social worker/far', 'social worker/nobody', 'king/tom', 'added/tom'])
      assert.match((await post({ who })).html, /cannot be chosen/, who);
    assert.match((await post({ who: 'social worker/mag' })).html, /Nobody allocates a child to themselves/);
    assert.match((await post({ who: 'self/a_child2' })).html, /has an account of their own already/);
    assert.equal(
      (await (await server.actAs('nia')).post('/children/ella/people', { who: 'advocate/a_advocate' })).status,
      403,
    );
  });

  test('ending an allocation ends access at once, in a session that is open; of this child only', async () => {
    const tom = await server.actAs('tom');
    assert.equal((await tom.get('/children/ben')).status, 404);
    await mag.post('/children/ben/people', { action: 'allocate', who: 'social worker/tom' });
    assert.equal((await tom.get('/children/ben')).status, 200);
    assert.match((await tom.get('/children')).html, />ben</);
    const id = idOf((await mag.get('/children/ben/people')).html, 'Person tom');
    const elsewhere = await mag.post('/children/ella/people', { action: 'end', allocation: id });
    assert.equal(elsewhere.status, 404, 'the allocation of another child');
    const ends = await Promise.all(
      [1, 2].map(() => mag.post('/children/ben/people', { action: 'end', allocation: id })),
    );
    assert.deepEqual(
      ends.map((each) => each.status),
      [303, 303],
    );
    const closed = await tom.get('/children/ben');
    assert.equal(closed.status, 404);
    assert.doesNotMatch(closed.html, />ben</);
    assert.doesNotMatch((await tom.get('/children?show=everyone')).html, />ben</);
    const changed = await tom.post('/children/ben/facts', { givenName: 'Mine', age: '3', sex: 'male' });
    assert.equal(changed.status, 404);
    assert.match((await mag.get('/children/ben/people')).html, /Before[\s\S]*Person tom/);
    const kinds = await database.asSystem((tx) =>
      rows(
        tx,
        sql`select kind, children, detail->>'person' as person from event
        where actor = 'mag' and kind like 'allocation.%' and detail->>'person' = 'tom' order by at, kind desc`,
      ),
    );
    assert.deepEqual(kinds, [
      { kind: 'allocation.made', children: ['ben'], person: 'tom' },
      { kind: 'allocation.ended', children: ['ben'], person: 'tom' },
    ]);
  });

  test('a manager finds the children without a social worker, and hands one to another team', async () => {
    const list = await mag.get('/children?show=unallocated');
    assert.match(list.html, /1 child<|1 child\b/);
    assert.match(list.html, />una</);
    const given = await mag.post('/children/una/people', { action: 'allocate', who: 'social worker/tom' });
    assert.equal(given.location, '/children?show=unallocated&done=yes');
    assert.equal((await mag.get('/children/una')).status, 404, 'not this manager’s child any more');
    assert.match(
      (await mag.get(given.location ?? '')).html,
      /another team’s now[\s\S]*Every child has a social worker/,
    );
    assert.doesNotMatch((await (await server.actAs('tom')).get('/children')).html, /without a social worker/);
  });
});
