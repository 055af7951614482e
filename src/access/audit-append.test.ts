import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { append, appendWithin, asAttacker, countOf, twoAuthorities } from '../../test/audit.ts';
import { onEachDatabase } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { first, insertAll, rows, type Sql, sql } from '../db/index.ts';
import { sealEvents } from './audit-sealing.ts';
import { auditState } from './audit-state.ts';
import { verifyAudit } from './audit-verify.ts';

const COLUMNS = sql.raw(
  'organisation_id, id, actor, kind, subject, detail, about_organisation_id, children, fields, purpose, request_id',
);

onEachDatabase('the record of events is only ever added to, and nothing is shown that is not on it', (open) => {
  let server: TestServer;
  let nia: Visitor;

  before(async () => {
    await twoAuthorities(open());
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_social', name: 'Nia Holt', role: 'social-worker' },
        { organisation_id: 'north', id: 'w_governs', name: 'Gwen', role: 'information-governance' },
        { organisation_id: 'south', id: 'w_governs_south', name: 'Guy', role: 'information-governance' },
      ]);
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'ella', sex: 'female' }]);
      await insertAll(tx, 'child_identity', [
        {
          organisation_id: 'north',
          child_id: 'ella',
          born: '2015-03-01',
          given_name: 'Canarygiven',
          family_name: 'Canaryfamily',
        },
      ]);
      await allocate(tx, 'north', 'w_social', ['ella']);
    });
    await append(open(), 2, 'north');
    await append(open(), 1, 'south');
    await sealEvents(open());
    server = await serverForTest(open());
    nia = await server.actAs('w_social');
  });
  after(() => server.close());

  const asNorth = (statement: Sql<unknown>) => open().asActor('w_north', (tx) => rows(tx, statement));
  const event = (organisation: string, actor: string) =>
    asNorth(sql`insert into event (organisation_id, id, actor, kind, subject)
      values (${organisation}, 'forged', ${actor}, 'child.read', 'ella')`);

  test('a person appends in their own name and for their own organisation only', async () => {
    await assert.rejects(event('north', 'w_social'), /row-level security/);
    await assert.rejects(event('south', 'w_north'), /row-level security/);
    await assert.rejects(event('south', 'w_south'), /row-level security/);
    await assert.rejects(
      open().asActor('nobody', (tx) => appendWithin(tx)),
      /row-level security/,
    );
    assert.equal(await open().asSystem((tx) => first(tx, sql`select id from event where id = 'forged'`)), null);
  });

  test('a person sets neither the time of an event, nor its transaction, nor its salt', async () => {
    for (const [column, value] of [
      ['at', '2020-01-01'],
      ['written_in', '3'],
      ['salt', '00000000-0000-4000-8000-000000000000'],
    ] as const)
      await assert.rejects(
        asNorth(sql`insert into event (organisation_id, id, actor, kind, subject, ${sql.ref(column)})
          select 'north', 'forged', 'w_north', 'k', 's', ${sql.ref(column)}
          from jsonb_populate_record(null::event, ${JSON.stringify({ [column]: value })}::jsonb)`),
        /permission denied/,
        column,
      );
  });

  test('a person changes and removes nothing, and does not see the chain', async () => {
    for (const statement of [
      sql`update event set kind = 'x'`,
      sql`delete from event`,
      sql`truncate event`,
      sql`insert into event (${COLUMNS}) select ${COLUMNS} from event on conflict (organisation_id, id) do update set kind = 'x'`,
      sql`select * from event_seal`,
      sql`select * from event_digest`,
      sql`select * from audit_check`,
      sql`insert into event_digest select * from event_digest`,
      sql`delete from event_seal`,
    ])
      await assert.rejects(asNorth(statement), /permission denied/);
    assert.equal((await verifyAudit(open(), null)).whole, true);
  });

  test('the system itself rewrites no event and takes nothing out of the chain', async () => {
    for (const statement of [
      sql`update event set kind = 'x'`,
      sql`delete from event_digest`,
      sql`update event_digest set position = position + 10`,
      sql`update event_seal set events = 0`,
      sql`delete from event_seal`,
      sql`truncate event_seal cascade`,
    ])
      await assert.rejects(
        open().asSystem((tx) => rows(tx, statement)),
        /permission denied/,
      );
  });

  test('a person sees their own events, and nobody those of another authority', async () => {
    const seen = (actor: string) =>
      open().asActor(actor, (tx) => rows<{ actor: string }>(tx, sql`select distinct actor from event order by 1`));
    assert.deepEqual(await seen('w_north'), [{ actor: 'w_north' }]);
    assert.deepEqual(await seen('w_governs_south'), [{ actor: 'w_south' }]);
  });

  test('information governance is told how the chain stands, others are not', async () => {
    await append(open(), 1, 'north');
    await verifyAudit(open(), null);
    const state = await open().asActor('w_governs', auditState);
    assert.ok(state?.sealedAt instanceof Date);
    assert.ok(state.waiting >= 1);
    assert.deepEqual([state.checked?.whole, state.checked?.findings], [true, 0]);
    await sealEvents(open());
    assert.equal((await open().asActor('w_governs', auditState))?.waiting, 0);
    await append(open(), 1, 'south');
    assert.equal((await open().asActor('w_governs', auditState))?.waiting, 0, 'the other authority’s are not counted');
    assert.equal(await open().asActor('w_north', auditState), null);
    assert.equal(await open().asActor('nobody', auditState), null);
  });

  /** Each makes it impossible to write an event, and undoes it. */
  const BROKEN: Record<string, { breaks: Sql<unknown>; mends: Sql<unknown> }> = {
    'may not be written': {
      breaks: sql`revoke insert on event from homeward_app`,
      mends: sql`grant insert (${COLUMNS}) on event to homeward_app`,
    },
    'breaks a constraint': {
      breaks: sql`alter table event add constraint broken check (kind = 'nothing') not valid`,
      mends: sql`alter table event drop constraint if exists broken`,
    },
    'has no table': {
      breaks: sql`alter table event rename to event_away`,
      mends: sql`alter table if exists event_away rename to event`,
    },
  };
  afterEach(async () => {
    for (const { mends } of Object.values(BROKEN).reverse()) await asAttacker(open(), (tx) => mends.execute(tx));
  });

  for (const [how, { breaks }] of Object.entries(BROKEN)) {
    test(`where an event ${how}, no page shows the child and nothing is written`, async () => {
      const form = await nia.get('/children/ella/facts');
      assert.equal(form.status, 200);
      assert.match(form.html, /Canarygiven/, 'the child is shown while all is well');
      const children = await countOf(open(), 'child');
      await asAttacker(open(), (tx) => breaks.execute(tx));
      const logged = server.log.length;

      const answers = [
        await nia.get('/children/ella'),
        await nia.get('/children/ella/facts'),
        await nia.get('/children'),
        await nia.post('/children/ella/facts', { givenName: 'Changed', age: '11', sex: 'female', from: '' }),
        await nia.post('/children/new', { givenName: 'Canarynew', age: '16', sex: 'male', from: '' }),
      ];
      for (const answer of answers) {
        assert.equal(answer.status, 500);
        assert.doesNotMatch(answer.html, /Canary|\b2015\b|\bella\b/i); // whole words: a nonce holds any figures
      }
      assert.doesNotMatch(JSON.stringify(server.log.slice(logged)), /Canary|\bella\b/i);

      assert.equal(await countOf(open(), 'child'), children);
      const name = await open().asSystem((tx) =>
        first(tx, sql`select given_name from child_identity where child_id = 'ella'`),
      );
      assert.deepEqual(name, { given_name: 'Canarygiven' });
    });
  }

  test('with the record whole again the page is shown, and is on it', async () => {
    const page = await nia.get('/children/ella');
    assert.equal(page.status, 200);
    const look = await open().asSystem((tx) =>
      first(tx, sql`select actor, kind, children, purpose from event order by at desc limit 1`),
    );
    assert.deepEqual(look, { actor: 'w_social', kind: 'child.viewed', children: ['ella'], purpose: 'allocated' });
  });
});
