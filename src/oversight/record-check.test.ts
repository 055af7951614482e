import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { asAttacker } from '../../test/audit.ts';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { ALL_ROLES, checksAskedFor, sealNow } from '../access/index.ts';
import { first, insertAll, rows, sql } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';

const PAGE = '/looks/unusual';
const CHECK = '/looks/unusual/check';

onEachDatabase('the record of events is verified from its page', (open) => {
  let here: TestServer;
  let there: TestServer;
  before(async () => {
    await smallRegion(open(), englandDate(new Date()));
    await open().asSystem((tx) =>
      insertAll(
        tx,
        'actor',
        ['north', 'south'].flatMap((organisation_id) =>
          ALL_ROLES.map((role) => ({ organisation_id, id: `${organisation_id}_${role}`, name: 'Somebody', role })),
        ),
      ),
    );
    // Two machines that serve the same database.
    here = await serverForTest(open());
    there = await serverForTest(open());
    await (await here.actAs('w_finder')).get('/children/maya');
    await sealNow(open(), null);
  });
  after(async () => {
    await here?.close();
    await there?.close();
  });
  beforeEach(() => open().asSystem((tx) => forget(tx)));

  const forget = async (tx: Parameters<typeof rows>[0]) => {
    const [owner] = await rows<{ name: string }>(tx, sql`select rolname as name from pg_roles where oid = 10`);
    await sql`set local session authorization ${sql.ref(owner?.name ?? '')}`.execute(tx);
    await sql`truncate audit_check_asked, audit_check_over, audit_check`.execute(tx);
  };
  const counted = async () =>
    open().asSystem((tx) =>
      first<{ asked: number; over: number; checks: number }>(
        tx,
        sql`select (select count(*)::int from audit_check_asked) as asked, (select count(*)::int from audit_check_over) as over,
          (select count(*)::int from audit_check) as checks`,
      ),
    );
  /** The page once nothing is running any more. */
  const done = async (visitor: Visitor): Promise<string> => {
    for (let tries = 0; tries < 100; tries++) {
      const { html } = await visitor.get(PAGE);
      if (!html.includes('being verified')) return html;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return assert.fail('the check did not come to an end');
  };

  test('the button starts a check, the page says how it ended, and asking is on record', async () => {
    const gil = await here.actAs('north_information-governance');
    const at_first = (await gil.get(PAGE)).html;
    assert.match(at_first, /Nobody has verified it yet/);
    assert.match(at_first, /Verify the record now/);
    const asked = await gil.post(CHECK, {});
    assert.deepEqual([asked.status, asked.location], [303, '/looks/unusual#record']);
    const html = await done(gil);
    assert.match(html, /Verified on [^<]*: whole\. Gone through: \d+ entr(y|ies) in 1 seal\./);
    assert.match(html, /Verify the record now/);
    assert.deepEqual(await counted(), { asked: 1, over: 1, checks: 1 });
    const events = await open().asSystem((tx) =>
      rows<{ actor: string }>(tx, sql`select actor from event where kind = 'audit.check-asked'`),
    );
    assert.deepEqual(events, [{ actor: 'north_information-governance' }]);
  });

  test('many who press at once, at two machines, have one check', async () => {
    const gil = await here.actAs('north_information-governance');
    const lou = await there.actAs('south_information-governance');
    for (const visitor of [gil, lou]) await visitor.get(PAGE);
    const answers = await Promise.all([gil, lou, gil, lou, gil, lou].map((visitor) => visitor.post(CHECK, {})));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([303]));
    assert.match(await done(lou), /Verified on [^<]*: whole/);
    assert.deepEqual(await counted(), { asked: 1, over: 1, checks: 1 });
  });

  test('while one is running nobody starts another, and both see that it is', async () => {
    await open().asSystem((tx) =>
      insertAll(tx, 'audit_check_asked', [{ organisation_id: 'north', by: 'north_information-governance' }]),
    );
    for (const visitor of [
      await here.actAs('north_information-governance'),
      await there.actAs('south_information-governance'),
    ]) {
      const { html } = await visitor.get(PAGE);
      assert.match(html, /It is being verified now/);
      assert.doesNotMatch(html, /Verify the record now/);
      assert.equal((await visitor.post(CHECK, {})).status, 303);
    }
    assert.deepEqual(await counted(), { asked: 1, over: 0, checks: 0 });
  });

  test('a check whose machine stopped in the middle is in nobody’s way', async () => {
    await open().asSystem((tx) =>
      insertAll(tx, 'audit_check_asked', [
        { organisation_id: 'north', by: 'system', at: new Date(Date.now() - 60_000).toISOString() },
      ]),
    );
    const gil = await here.actAs('north_information-governance');
    assert.match((await gil.get(PAGE)).html, /Verify the record now/);
    await gil.post(CHECK, {});
    assert.match(await done(gil), /Verified on [^<]*: whole/);
    assert.deepEqual(await counted(), { asked: 2, over: 1, checks: 1 });
  });

  test('one that goes on for long is still seen to run', async (t) => {
    if (open().kind === 'embedded') return t.skip('one connection: nobody looks while it runs');
    await open().asSystem((tx) =>
      insertAll(tx, 'audit_check_asked', [
        { organisation_id: 'north', by: 'system', at: new Date(Date.now() - 3_600_000).toISOString() },
      ]),
    );
    const gil = await here.actAs('north_information-governance');
    await open().asSystem(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtext('homeward audit chain'))`.execute(tx);
      // The other connection must not be inside this transaction's context.
      const page = fetch(new URL(PAGE, here.url), { headers: { cookie: gil.cookies() } }).then((each) => each.text());
      assert.match(await page, /It is being verified now/);
    });
    assert.match((await gil.get(PAGE)).html, /Verify the record now/);
  });

  test('what could not be carried out says so, and not that something is wrong with the record', async () => {
    const faults: string[] = [];
    const missing = '/nowhere/at-all/audit-checkpoints.jsonl';
    const broken = checksAskedFor({
      database: { ...open(), asSystem: (work) => failOnce(work) },
      checkpoints: missing,
      fault: (error) => void faults.push(error.message),
    });
    let failed = false;
    const failOnce: ReturnType<typeof open>['asSystem'] = (work) => {
      if (failed) return open().asSystem(work);
      failed = true;
      return Promise.reject(new Error('the disk is full'));
    };
    await open().asSystem((tx) => insertAll(tx, 'audit_check_asked', [{ organisation_id: 'north', by: 'system' }]));
    const asked = await open().asSystem((tx) => first<{ id: string }>(tx, sql`select id from audit_check_asked`));
    broken.start(Number(asked?.id));
    await broken.end();
    const gil = await here.actAs('north_information-governance');
    const { html } = await gil.get(PAGE);
    assert.match(html, /could not be carried out, which says nothing about the record/);
    assert.match(html, /Verify the record now/);
    assert.doesNotMatch(html, /Verified on/);
  });

  test('nobody but information governance asks for one', async () => {
    for (const role of ALL_ROLES.filter((each) => each !== 'information-governance')) {
      const visitor = await here.actAs(`north_${role}`);
      assert.equal((await visitor.post(CHECK, {})).status, 403, role);
      await assert.rejects(
        open().asActor(`north_${role}`, (tx) => sql`select app.ask_audit_check()`.execute(tx)),
        /only information governance/,
        role,
      );
    }
    const state = await open().asActor('nobody', (tx) => rows(tx, sql`select * from app.audit_check_state()`));
    assert.deepEqual(state, []);
    assert.deepEqual(await counted(), { asked: 0, over: 0, checks: 0 });
  });

  test('what somebody has changed behind the record’s back is found, and the page says how much', async () => {
    await asAttacker(open(), (tx) =>
      sql`update event set kind = 'child.never' where kind = 'child.viewed'`.execute(tx),
    );
    const gil = await here.actAs('north_information-governance');
    await gil.post(CHECK, {});
    const html = await done(gil);
    assert.match(html, /<strong>Verified on [^<]*: 1 finding\. Speak to your administrator today\.<\/strong>/);
  });
});
