import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { hiddenWorld, NOT_NAMED } from '../../test/security/hidden-world.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Actor, actorOf } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { englandDate, Refusal } from '../kernel/index.ts';
import { recordAdoption } from './adoption-actions.ts';
import { adoptionOf } from './adoption-store.ts';

const today = englandDate(new Date());
const [year = '', month = '', day = ''] = today.split('-');
const FORM = {
  givenName: 'Wren',
  familyName: 'Newname',
  'ordered-day': day,
  'ordered-month': month,
  'ordered-year': year,
  as: 'E11',
};
const OTHERS = [...NOT_NAMED, 'w_worker', 'w_manager', 'w_adopt2'];

onEachDatabase('an adoption', (open) => {
  let server: TestServer;
  let after_ = '';
  const as = <T>(actor: string, work: (tx: Tx, actor: Actor) => Promise<T>) =>
    open().asActor(actor, async (tx) => work(tx, (await actorOf(tx, actor)) as Actor));
  const get = async (actor: string, path: string) => (await server.actAs(actor)).get(path);

  before(async () => {
    await hiddenWorld(open(), today);
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_adopt', name: 'Ada Adopt', role: 'adoption-worker' },
        { organisation_id: 'north', id: 'w_adopt2', name: 'Abe Adopt', role: 'adoption-worker' },
        { organisation_id: 'north', id: 'w_leo', name: 'Leo', role: 'child' },
      ]);
      await allocate(tx, 'north', 'w_adopt', ['leo', 'maya'], 'adoption worker');
      await allocate(tx, 'north', 'w_leo', ['leo'], 'self');
      await sql`update child_identity set nhs_number = '9990000018', upn = 'A123456789012' where child_id = 'leo'`.execute(
        tx,
      );
      await sql`update child set return_id = '104' where id = 'leo'`.execute(tx);
    });
    server = await serverForTest(open());
    for (const actor of ['w_worker', 'w_director', 'w_second', 'w_leo']) await get(actor, '/children/leo');
  });
  after(() => server?.close());

  test('is recorded by an adoption worker of the child, and by nobody else', async () => {
    for (const actor of ['w_worker', 'w_governance', 'w_director', 'w_admin', 'w_data', 'w_team'])
      assert.equal((await get(actor, '/children/leo/adoption')).status, 403, actor);
    assert.equal((await get('w_adopt2', '/children/leo/adoption')).status, 404);
    const worker = await server.actAs('w_adopt');
    assert.match((await worker.get('/children/leo')).html, /href="\/children\/leo\/adoption"/);
    const empty = await worker.post('/children/leo/adoption', {
      'ordered-day': '31',
      'ordered-month': '2',
      'ordered-year': '2026',
    });
    assert.equal(empty.status, 400);
    for (const words of [
      /first name the child has now/,
      /family name the child has now/,
      /day of the order/,
      /how the order was made/,
    ])
      assert.match(empty.html, words);
    const recorded = await worker.post('/children/leo/adoption', FORM);
    assert.equal(recorded.location, '/children/leo/adoption', recorded.html.slice(0, 300));
    const page = await worker.get('/children/leo/adoption');
    after_ = /href="\/children\/(child_[a-z0-9]+)">The record since/.exec(page.html)?.[1] ?? '';
    assert.ok(after_, 'the adoption worker finds the new record');
    assert.match((await worker.get(`/children/${after_}`)).html, /Wren/);
  });

  test('the new record has the name and the day of birth, and nothing else of the old one', async () => {
    const made = await open().asSystem(async (tx) => ({
      child: await first(tx, sql`select return_id, sex, ethnicity, faith from child where id = ${after_}`),
      identity: await first(
        tx,
        sql`select i.given_name, i.family_name, i.nhs_number, i.upn, i.born = o.born as same from child_identity i
          join child_identity o on o.child_id = 'leo' where i.child_id = ${after_}`,
      ),
      others: await rows(
        tx,
        sql`select 'address' from child_address where child_id = ${after_} union all select 'brother' from brother_or_sister where ${after_} in (child_id, other_child_id)
          union all select 'profile' from profile where child_id = ${after_} union all select 'home' from placement where child_id = ${after_}`,
      ),
      open: await rows(
        tx,
        sql`select 1 from placement p where p.child_id = 'leo' and not exists (select from placement_ended e where e.placement_id = p.id)
          union all select 2 from allocation l where l.child_id = 'leo' and not exists (select from allocation_ended e where e.allocation_id = l.id)`,
      ),
      ended: await first(tx, sql`select ended::text, reason from placement_ended where placement_id = 'p-leo'`),
    }));
    assert.deepEqual(made.child, { return_id: null, sex: 'male', ethnicity: null, faith: null });
    assert.deepEqual(made.identity, {
      given_name: 'Wren',
      family_name: 'Newname',
      nhs_number: null,
      upn: null,
      same: true,
    });
    assert.deepEqual(made.others, []);
    assert.deepEqual(made.open, []);
    assert.deepEqual(made.ended, { ended: today, reason: 'E11' });
    for (const actor of ['w_team', 'w_worker', 'w_finder', 'w_iro'])
      assert.equal((await get(actor, `/children/${after_}`)).status, 404, `${actor} knew the child before`);
  });

  test('the old record is there for the adoption worker alone; not for the child’s old account either', async () => {
    assert.equal((await get('w_adopt', '/children/leo')).status, 200);
    for (const actor of [...OTHERS, 'w_leo']) {
      assert.ok([403, 404].includes((await get(actor, '/children/leo')).status), actor);
      assert.deepEqual(await as(actor, (tx) => rows(tx, sql`select 1 from child where id = 'leo'`)), [], actor);
      assert.equal(await as(actor, (tx) => adoptionOf(tx, 'leo')), null, actor);
      assert.equal(await as(actor, (tx) => adoptionOf(tx, after_)), null, actor);
    }
  });

  test('no row that anybody else reads joins the two: not by id, not by the moment, not on record', async () => {
    const columns = await open().asSystem((tx) =>
      rows<{ name: string; columns: string[] }>(
        tx,
        sql`select c.relname as name, array_agg(a.attname::text) as columns from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
            and has_column_privilege('homeward_app', c.oid, a.attnum, 'select') group by 1`,
      ),
    );
    const moment = await open().asSystem((tx) => first<{ at: Date }>(tx, sql`select at from adoption_link`));
    for (const actor of [...OTHERS, 'w_leo']) {
      await as(actor, async (tx) => {
        for (const { name, columns: list } of columns) {
          const found = await rows<{ row: string }>(
            tx,
            sql`select to_jsonb(t)::text as row from (select ${sql.join(list.map((each) => sql.ref(each)))} from ${sql.table(name)}) t`,
          );
          for (const { row } of found) {
            const old = /"(child_id|subject|id|other_child_id)": "leo"|\["leo"|"leo"\]/.test(row);
            if (!old) continue;
            assert.equal(name, 'event', `${actor} reads of the old record in ${name}: ${row}`);
            // One's own looks, from before: they say nothing of the new record, nor of the moment.
            assert.ok(row.includes(`"actor": "${actor}"`), `${actor} reads somebody else’s look: ${row}`);
            assert.ok(!row.includes(after_), row);
            const at = new Date((JSON.parse(row) as { at: string }).at);
            const about = (JSON.parse(row) as { kind: string }).kind;
            assert.ok(at < (moment?.at ?? at) || /refused$/.test(about), row);
          }
        }
      });
    }
  });

  test('every event of it holds one of the two, and the new child’s own says only that it was added', async () => {
    const events = await open().asSystem((tx) =>
      rows<{ kind: string; subject: string; children: string[]; request_id: string; detail: object }>(
        tx,
        sql`select kind, subject, children, request_id, detail from event where ${after_} = any (children) or subject = ${after_}
          or kind like 'adoption.%'`,
      ),
    );
    for (const each of events) {
      const text = JSON.stringify(each);
      assert.ok(!(text.includes('"leo"') && text.includes(after_)), text);
    }
    const added = events.filter((each) => each.kind === 'child.added');
    assert.deepEqual(added, [{ kind: 'child.added', subject: after_, children: [after_], request_id: '', detail: {} }]);
    assert.match(
      (await get('w_governance', '/sealed')).html,
      /No record is sealed/,
      'an adoption is on no list of seals',
    );
  });

  test('an adoption worker of the new child alone does not read the link until one who does names them', async () => {
    await open().asSystem((tx) => allocate(tx, 'north', 'w_adopt2', [after_], 'adoption worker'));
    assert.equal((await get('w_adopt2', `/children/${after_}`)).status, 200);
    assert.doesNotMatch((await get('w_adopt2', `/children/${after_}/adoption`)).html, /children\/leo/);
    const name = (by: string, actor_id: string) =>
      as(by, (tx) => insertAll(tx, 'record_named', [{ organisation_id: 'north', child_id: 'leo', actor_id, by }]));
    await assert.rejects(name('w_governance', 'w_director'), /row-level security/);
    await assert.rejects(name('w_adopt2', 'w_adopt2'), /row-level security/);
    await assert.rejects(name('w_adopt', 'w_director'), /row-level security/, 'adoption workers only');
    await assert.rejects(
      as('w_governance', (tx) =>
        sql`insert into record_unsealed (organisation_id, child_id, by, reason) values ('north', 'leo', 'w_governance', 'I say so')`.execute(
          tx,
        ),
      ),
      /row-level security/,
    );
    await name('w_adopt', 'w_adopt2');
    assert.match((await get('w_adopt2', `/children/${after_}/adoption`)).html, /href="\/children\/leo"/);
  });

  test('it is recorded once: again is refused, and of ten at the same moment one is', async () => {
    const worker = await server.actAs('w_adopt');
    const again = await worker.post('/children/leo/adoption', FORM);
    assert.equal(again.status, 400);
    assert.match(again.html, /recorded already/);
    const adoption = { givenName: 'Robin', familyName: 'Newname', orderedOn: today, as: 'E12' } as const;
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        as('w_adopt', (tx, actor) => recordAdoption(tx, actor, 'maya', adoption, today)),
      ),
    );
    assert.equal(tries.filter((each) => each.status === 'fulfilled').length, 1);
    for (const each of tries)
      if (each.status === 'rejected') assert.ok(each.reason instanceof Refusal, String(each.reason));
    const made = await open().asSystem((tx) => rows(tx, sql`select 1 from child_identity where given_name = 'Robin'`));
    assert.equal(made.length, 1, 'no new record is left behind');
  });
});
