import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { ALL_ROLES } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { endSessionsOfAccount, sessionLimits, sessionOf, startSession } from './index.ts';

const MINUTE = 60_000;

onEachDatabase('sessions', (open) => {
  let server: TestServer;
  const began = new Date('2026-11-21T10:00:00Z');
  const now = began;

  before(async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North Council' },
        { id: 'south', kind: 'authority', name: 'South Council' },
      ]);
      await insertAll(
        tx,
        'account',
        ['nia', 'sam', 'eve', 'tom'].map((name) => ({ id: name, name, email: `${name}@north.example`, by: 'system' })),
      );
      const actor = (id: string, role: string, account_id: string | null, organisation_id = 'north') => ({
        organisation_id,
        id,
        name: id,
        role,
        account_id,
      });
      await insertAll(tx, 'actor', [
        actor('w_nia', 'home-finder', 'nia'),
        actor('w_nia_night', 'out-of-hours-worker', 'nia', 'south'),
        actor('w_sam', 'social-worker', 'sam'),
        actor('w_eve', 'manager', 'eve'),
        actor('w_tom', 'manager', 'tom'),
        actor('w_night', 'out-of-hours-worker', null),
        actor('w_child', 'child', null),
        actor('w_admin', 'administrator', null),
        actor('w_other_admin', 'administrator', null, 'south'),
        actor('w_gone', 'partner', null),
      ]);
    });
    server = await serverForTest(open(), () => now);
  });
  after(() => server.close());

  const system = <T>(work: (tx: Tx) => Promise<T>) => open().asSystem(work);
  const start = (actorId: string, at = now) =>
    system((tx) =>
      startSession(tx, { accountId: null, actorId, method: 'test', now: at, device: 'Firefox on Windows' }),
    );
  const isOpen = async (token: string, at = now) => (await system((tx) => sessionOf(tx, token, at))) !== null;
  const after_ = (minutes: number) => new Date(began.getTime() + minutes * MINUTE);

  test('idles out and comes to its end by the limits of the role', async () => {
    const expected: Record<string, [number, number]> = {
      w_nia: [60, 12 * 60],
      w_night: [4 * 60, 14 * 60],
      w_child: [20, 4 * 60],
      w_admin: [30, 8 * 60],
    };
    for (const [actorId, [idle, absolute]] of Object.entries(expected)) {
      const { token } = await start(actorId);
      assert.equal(await isOpen(token, after_(idle + 0.5)), false, `${actorId} idles`);
      assert.equal(await isOpen(token, after_(idle - 0.5)), true, `${actorId} does not idle yet`);
      // Somebody who never rests is out at the end all the same.
      for (let at = idle - 0.5; at < absolute; at += idle / 2) assert.equal(await isOpen(token, after_(at)), true);
      assert.equal(await isOpen(token, after_(absolute + 0.1)), false, `${actorId} comes to the end`);
    }
    for (const role of ALL_ROLES) assert.ok(sessionLimits(role).idle < sessionLimits(role).absolute);
  });

  test('looking at pages writes once a minute at most', async () => {
    const { token, sessionId } = await start('w_sam');
    const version = async () =>
      (await system((tx) => first<{ xmin: string }>(tx, sql`select xmin::text from session where id = ${sessionId}`)))
        ?.xmin;
    const before = await version();
    for (const second of [1, 20, 40, 59]) await isOpen(token, new Date(began.getTime() + second * 1000));
    assert.equal(await version(), before);
    await isOpen(token, after_(1.1));
    assert.notEqual(await version(), before);
  });

  test('is over at once when the post ends, the account is closed, the post goes to somebody else, or is removed', async () => {
    const ways: readonly [string, (tx: Tx) => Promise<unknown>][] = [
      ['w_sam', (tx) => insertAll(tx, 'post_ended', [{ organisation_id: 'north', actor_id: 'w_sam', by: 'w_admin' }])],
      ['w_eve', (tx) => insertAll(tx, 'account_closed', [{ account_id: 'eve', by: 'w_admin' }])],
      ['w_tom', (tx) => sql`update actor set account_id = 'sam' where id = 'w_tom'`.execute(tx)],
      ['w_gone', (tx) => sql`delete from actor where id = 'w_gone'`.execute(tx)],
    ];
    for (const [actorId, end] of ways) {
      const visitor = await server.actAs(actorId);
      assert.equal((await visitor.get('/account')).status, 200, actorId);
      await system(end);
      assert.equal((await visitor.get('/account')).location, '/sign-in?next=%2Faccount', actorId);
      assert.equal(
        (await visitor.post('/account/sessions/end', { session: 'others' })).location,
        '/sign-in?next=%2Fkept-form',
        actorId,
      );
      if (actorId !== 'w_tom') await assert.rejects(start(actorId), /This post has ended/, actorId);
    }
  });

  test('its owner sees where they are signed in, and ends one or all others, in every post', async () => {
    await system((tx) => endSessionsOfAccount(tx, 'nia', { by: 'system', why: 'signed out', now }));
    const here = await server.actAs('w_nia');
    const there = await server.actAs('w_nia');
    const night = await server.actAs('w_nia_night');
    const { sessionId } = await start('w_nia');
    const page = await here.get('/account');
    assert.match(page.html, /Firefox on Windows/);
    assert.equal([...page.html.matchAll(/>End it</g)].length, 3);
    assert.equal((await here.post('/account/sessions/end', { session: sessionId })).status, 303);
    assert.equal([...(await here.get('/account')).html.matchAll(/>End it</g)].length, 2);
    await here.post('/account/sessions/end', { session: 'others' });
    for (const other of [there, night]) assert.equal((await other.get('/account')).status, 302);
    assert.equal((await here.get('/account')).status, 200);
    // Somebody else's cannot be ended, and looks like one that is not there.
    const foreign = await start('w_night');
    assert.equal((await here.post('/account/sessions/end', { session: foreign.sessionId })).status, 404);
    assert.equal(await isOpen(foreign.token), true);
  });

  test('working in another post is another session with another secret', async () => {
    const visitor = await server.actAs('w_nia');
    const before = visitor.cookies();
    assert.match((await visitor.get('/account')).html, /Work here/);
    assert.equal((await visitor.post('/account/post', { post: 'w_nia_night' })).location, '/');
    assert.notEqual(visitor.cookies(), before);
    assert.match(
      (await visitor.get('/account')).html,
      /<strong>w_nia_night<\/strong>, out-of-hours worker, South Council/,
    );
    const old = server.visitor();
    old.setCookie('homeward-session', /homeward-session=([\w-]{43})/.exec(before)?.[1] ?? '');
    assert.equal((await old.get('/account')).status, 302);
    assert.equal((await visitor.post('/account/post', { post: 'w_admin' })).status, 404, 'not somebody else’s post');
  });

  test('all of an account end together', async () => {
    const tokens = [(await start('w_nia')).token, (await start('w_nia_night')).token];
    const ended = await system((tx) => endSessionsOfAccount(tx, 'nia', { by: 'system', why: 'password changed', now }));
    assert.ok(ended >= 2);
    for (const token of tokens) assert.equal(await isOpen(token), false);
  });

  test('the database shows nobody a secret, and lets nobody end or make what is not theirs', async () => {
    const { sessionId } = await start('w_night');
    const as = (actorId: string, statement: ReturnType<typeof sql>) =>
      open().asActor(actorId, (tx) => rows(tx, statement));
    for (const actorId of ['w_nia', 'w_admin', 'w_child']) {
      await assert.rejects(as(actorId, sql`select digest from session`), /permission denied/);
      for (const table of [
        'account_password',
        'account_totp',
        'account_recovery_code',
        'sign_in_link',
        'sign_in_step',
        'sign_in_failure',
      ])
        await assert.rejects(as(actorId, sql`select * from ${sql.table(table)}`), /permission denied/, table);
    }
    const seen = (actorId: string) => as(actorId, sql`select id from session where id = ${sessionId}`);
    assert.equal((await seen('w_night')).length, 1);
    assert.equal((await seen('w_admin')).length, 1, 'the administrator of the same organisation');
    assert.equal((await seen('w_other_admin')).length, 0, 'not the one of another');
    assert.equal((await seen('w_child')).length, 0);
    const end = (actorId: string) =>
      as(actorId, sql`insert into session_ended (session_id, by, why) values (${sessionId}, ${actorId}, 'signed out')`);
    await assert.rejects(end('w_child'), /row-level security/);
    await assert.rejects(end('w_other_admin'), /row-level security/);
    for (const statement of [
      sql`update session set ends_at = now() + interval '1 year'`,
      sql`delete from session_ended`,
      sql`insert into session (digest, id, organisation_id, actor_id, method, signed_in_at, fresh_at, last_seen_at, idle, ends_at)
        values ('x', 'x', 'north', 'w_admin', 'test', now(), now(), now(), '1 hour', now() + interval '1 hour')`,
    ])
      await assert.rejects(as('w_nia', statement), /permission denied/);
    await end('w_admin');
  });
});
