import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { type Database, first, insertAll, sql } from '../db/index.ts';
import { joinedAccount, joinInvited, joinOwnAccount } from './oidc-join.ts';
import {
  carryProviderSession,
  keepUnderway,
  noteProviderSession,
  signedOutMeanwhile,
  signOutAsTold,
  takeTurn,
  takeUnderway,
  type Underway,
} from './oidc-store.ts';
import { sessionOf, startSession } from './session-store.ts';
import { newToken } from './tokens.ts';

const ISSUER = 'https://sign-in.example.gov.uk';
const NOW = new Date('2026-11-21T10:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const seconds = (at: Date) => at.getTime() / 1000;
const UNDERWAY: Underway = { nonce: 'n', verifier: 'v', purpose: 'sign in', sessionId: null, next: '/homes' };

onEachDatabase('what is kept of signing in elsewhere', (open) => {
  /** Somebody with an account and a post, as after their first sign-in. */
  async function somebody(database: Database, subject: string): Promise<{ accountId: string; actorId: string }> {
    const who = { accountId: `account ${subject}`, actorId: `actor ${subject}` };
    await database.asSystem(async (tx) => {
      await insertAll(
        tx,
        'organisation',
        [{ id: 'north', kind: 'authority', name: 'North' }],
        'on conflict do nothing',
      );
      await insertAll(tx, 'account', [
        { id: who.accountId, name: subject, email: `${subject}@north.example`, by: 'system' },
      ]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: who.actorId, name: subject, role: 'home-finder', account_id: who.accountId },
      ]);
      await insertAll(tx, 'account_oidc', [{ issuer: ISSUER, subject, account_id: who.accountId, by: who.actorId }]);
    });
    return who;
  }

  const session = (
    database: Database,
    who: { accountId: string; actorId: string },
    identity: { subject: string; sid: string | null },
    now = NOW,
  ) =>
    database.asSystem(async (tx) => {
      const began = await startSession(tx, { ...who, method: 'oidc', now });
      await noteProviderSession(tx, began.sessionId, { issuer: ISSUER, ...identity });
      return began;
    });

  const isOpen = (database: Database, token: string, now = NOW) =>
    database.asSystem(async (tx) => (await sessionOf(tx, token, now)) !== null);

  const told = (over: { jti?: string; sid?: string | null; subject?: string | null; issuedAt?: number }) => ({
    issuer: ISSUER,
    jti: newToken(),
    sid: null,
    subject: null,
    issuedAt: seconds(NOW),
    ...over,
  });

  test('of ten that come back with the same answer at once, one is taken', async () => {
    const database = open();
    const came = { state: 'state', browser: 'browser', now: NOW };
    await database.asSystem((tx) => keepUnderway(tx, came, UNDERWAY));
    const taken = await Promise.all(
      Array.from({ length: 10 }, () => database.asSystem((tx) => takeUnderway(tx, { ...came, now: later(5) }))),
    );
    const [one] = taken.filter((each) => each !== null);
    assert.equal(taken.filter((each) => each !== null).length, 1);
    assert.deepEqual(one, { ...UNDERWAY, secondsAgo: 5 });
  });

  test('one that never came back is over after ten minutes, and forgotten with the next', async () => {
    const database = open();
    const came = { state: 'slow', browser: 'browser', now: NOW };
    await database.asSystem((tx) => keepUnderway(tx, came, UNDERWAY));
    assert.equal(await database.asSystem((tx) => takeUnderway(tx, { ...came, now: later(600) })), null);
    await database.asSystem((tx) => keepUnderway(tx, { ...came, state: 'other', now: later(601) }, UNDERWAY));
    const left = await database.asSystem((tx) =>
      first<{ n: number }>(tx, sql`select count(*)::int as n from oidc_started`),
    );
    assert.equal(left?.n, 1);
  });

  test('neither secret of a sign-in on its way is in the database', async () => {
    const database = open();
    const came = { state: 'canary-state', browser: 'canary-browser', now: NOW };
    await database.asSystem((tx) => keepUnderway(tx, came, UNDERWAY));
    const row = await database.asSystem((tx) => first(tx, sql`select to_jsonb(o)::text as all from oidc_started o`));
    assert.doesNotMatch(JSON.stringify(row), /canary/);
  });

  test('a sign-out that meets a sign-in never leaves the session open, whichever is first', async () => {
    const database = open();
    const who = await somebody(database, 'race');
    for (let round = 0; round < 12; round++) {
      const identity = { issuer: ISSUER, subject: 'race', sid: `sid ${round}`, issuedAt: seconds(NOW) };
      const signIn = database.asSystem(async (tx) => {
        await takeTurn(tx, ISSUER);
        if (await signedOutMeanwhile(tx, identity)) return null;
        // As long as making a session takes when the machine is busy.
        await sql`select pg_sleep(0.01)`.execute(tx);
        const { token, sessionId } = await startSession(tx, { ...who, method: 'oidc', now: NOW });
        await noteProviderSession(tx, sessionId, identity);
        return token;
      });
      const signOut = database.asSystem((tx) => signOutAsTold(tx, told({ sid: identity.sid, subject: 'race' }), NOW));
      const [token] = await Promise.all([signIn, signOut]);
      assert.equal(token !== null && (await isOpen(database, token)), false, `round ${round}`);
    }
  });

  test('a token is remembered for as long as it would be good, and then forgotten', async () => {
    const database = open();
    const once = told({ jti: 'once', subject: 'nobody' });
    const say = (at: Date) => database.asSystem((tx) => signOutAsTold(tx, once, at));
    assert.deepEqual([await say(NOW), await say(later(330)), await say(later(361))], [0, null, 0]);
  });

  test('a sid ends its own session, a subject all of theirs, and the count says how many were open', async () => {
    const database = open();
    const [who, other] = [await somebody(database, 'una'), await somebody(database, 'una-other')];
    const desk = await session(database, who, { subject: 'una', sid: 'desk' });
    const phone = await session(database, who, { subject: 'una', sid: 'phone' });
    const hers = await session(database, other, { subject: 'una-other', sid: 'hers' });
    const say = (over: Parameters<typeof told>[0]) => database.asSystem((tx) => signOutAsTold(tx, told(over), NOW));
    assert.equal(await say({ sid: 'desk', subject: 'una-other' }), 0);
    assert.equal(await say({ sid: 'desk', subject: 'una' }), 1);
    assert.equal(await say({ sid: 'desk' }), 0, 'ended already');
    assert.equal(await isOpen(database, desk.token), false);
    assert.equal(await say({ subject: 'una' }), 1);
    assert.equal(await isOpen(database, phone.token), false);
    assert.equal(await isOpen(database, hers.token), true);
    const elsewhere = { ...told({ sid: 'hers' }), issuer: 'https://another.example' };
    assert.equal(await database.asSystem((tx) => signOutAsTold(tx, elsewhere, NOW)), 0);
    assert.equal(await isOpen(database, hers.token), true);
  });

  test('a session in another post ends with the one it came from', async () => {
    const database = open();
    const who = await somebody(database, 'val');
    const before = await session(database, who, { subject: 'val', sid: 'val' });
    const after = await database.asSystem(async (tx) => {
      const began = await startSession(tx, { ...who, method: 'oidc', now: NOW, freshAt: NOW });
      await carryProviderSession(tx, before.sessionId, began.sessionId);
      return began;
    });
    assert.equal(await database.asSystem((tx) => signOutAsTold(tx, told({ sid: 'val' }), NOW)), 2);
    assert.equal(await isOpen(database, after.token), false);
  });

  test('somebody invited who comes twice at the same moment has one account', async () => {
    const database = open();
    await database.asSystem(async (tx) => {
      await insertAll(
        tx,
        'organisation',
        [{ id: 'north', kind: 'authority', name: 'North' }],
        'on conflict do nothing',
      );
      await insertAll(tx, 'actor', [{ organisation_id: 'north', id: 'actor wim', name: 'Wim', role: 'manager' }]);
      const link = {
        purpose: 'invitation',
        organisation_id: 'north',
        actor_id: 'actor wim',
        email: 'wim@north.example',
      };
      await insertAll(tx, 'sign_in_link', [{ digest: 'wim', ...link, at: NOW, by: 'boss', expires_at: later(3_600) }]);
    });
    const identity = { issuer: ISSUER, subject: 'wim' };
    const come = () =>
      database.asSystem(async (tx) => {
        await takeTurn(tx, ISSUER);
        const known = await joinedAccount(tx, identity);
        return known ? { accountId: known } : joinInvited(tx, identity, 'Wim@North.example', NOW);
      });
    const [one, two] = await Promise.all([come(), come()]);
    assert.ok(one !== null && typeof one === 'object');
    assert.deepEqual(one, two);
  });

  test('an account and a person of the provider belong to one another only', async () => {
    const database = open();
    const [who, other] = [await somebody(database, 'xan'), await somebody(database, 'xan-other')];
    const join = (subject: string, own: typeof who) =>
      database.asSystem((tx) => joinOwnAccount(tx, { issuer: ISSUER, subject }, own, NOW));
    assert.equal(await join('xan', who), true, 'again');
    assert.equal(await join('xan', other), false, 'somebody else’s');
    assert.equal(await join('xan-second', who), false, 'a second one');
    assert.equal(await join('xan-other', who), false, 'both have another');
  });

  test('nobody who is signed in reads or writes any of it', async () => {
    const database = open();
    await somebody(database, 'yan');
    for (const table of ['account_oidc', 'oidc_started', 'session_oidc', 'oidc_signed_out']) {
      for (const statement of [`select * from ${table}`, `delete from ${table}`]) {
        await assert.rejects(
          database.asActor('actor yan', (tx) => sql.raw(statement).execute(tx)),
          /permission denied/,
          statement,
        );
      }
    }
  });
});
