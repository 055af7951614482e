import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ALL_ROLES, type Role } from '../../src/access/index.ts';
import { sessionCookieName, startSession } from '../../src/accounts/index.ts';
import { first, insertAll, rows, sql } from '../../src/db/index.ts';
import { onEachDatabase } from '../database.ts';
import { everyRoute, PROVIDER_AWAY } from '../every-route.ts';
import { serverForTest, type TestServer, type Visitor } from '../server.ts';
import { type Fields, FORMS, HONEST, smuggled } from './raising-forms.ts';
import { raisingWorld } from './raising-world.ts';

/*
 * Nobody raises themselves by a form. raising.test.ts tries the columns in SQL; here everybody sends every form that
 * touches roles, posts, teams, allocations and agreements, with their own id in it, plain and with smuggled fields.
 */

const routes = everyRoute();

/** Tables by which somebody comes to see or do more. Sessions and events are left out: each request may write one. */
const WATCHED = `account account_closed actor address_hidden address_hidden_ended address_hidden_from address_named
  address_named_ended adoption_link allocation allocation_ended break_glass break_glass_review brother_or_sister child
  confidential_address disclosure disclosure_ended disclosure_stage home_carer home_carer_ended post_ended record_named
  record_named_ended record_sealed record_unsealed search search_child search_closed search_worker search_worker_ended
  session_ended sharing_agreement sharing_agreement_ended sharing_asked sharing_party sign_in_link subject_request
  subject_request_closed team team_cover team_cover_ended`.split(/\s+/);

/** Addresses of forms by which somebody is given something to see or do. */
const RAISING =
  /^\/(people-and-posts|team|region\/agreements|sealed)(\/|$)|\/(people|carers|seal|work|colleague|post)(\/|$)/;

onEachDatabase('nobody raises themselves by a form', (open) => {
  let server: TestServer;
  let address = '';
  before(async () => {
    await open().asSystem(async (tx) => {
      await raisingWorld(tx);
      address = (await first<{ id: string }>(tx, sql`select id from confidential_address`))?.id ?? '';
      await insertAll(tx, 'team', [{ organisation_id: 'south', id: 't_south', name: 'Team of South' }]);
    });
    server = await serverForTest(open(), undefined, undefined, PROVIDER_AWAY);
  });
  after(() => server?.close());

  /** Somebody who has just signed in to their account, in the post of this role. */
  const signedIn = async (role: Role): Promise<Visitor> => {
    const actorId = `w_${role}`;
    const visitor = server.visitor();
    const { token } = await open().asSystem((tx) =>
      startSession(tx, { accountId: actorId, actorId, method: 'password', now: new Date() }),
    );
    visitor.setCookie(sessionCookieName(false), token);
    await visitor.get('/account');
    return visitor;
  };
  const state = () =>
    open().asSystem(async (tx) => {
      const found = new Map<string, string[]>();
      for (const table of WATCHED)
        found.set(
          table,
          (
            await rows<{ row: string }>(tx, sql`select to_jsonb(t)::text as row from ${sql.table(table)} t order by 1`)
          ).map((each) => each.row),
        );
      return found;
    });
  const changed = (was: ReadonlyMap<string, string[]>, is: ReadonlyMap<string, string[]>) =>
    WATCHED.flatMap((table) => {
      const [old, now] = [was.get(table) ?? [], is.get(table) ?? []];
      const made = now.filter((row) => !old.includes(row));
      return made.length + old.filter((row) => !now.includes(row)).length > 0 ? [{ table, made }] : [];
    });
  const fill = (fields: Fields, me: string, also: string): Record<string, string | readonly string[]> => {
    const one = (text: string) =>
      text.replaceAll('{me}', me).replaceAll('{ME}', me.toUpperCase()).replaceAll('{also}', also);
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? one(value) : value.map(one)]),
    );
  };

  test('every form that gives somebody something to see or do is tried', () => {
    const tried = [...FORMS, ...HONEST].map(({ path }) => path);
    const forms = routes.filter(({ method, url }) => method === 'POST' && RAISING.test(url) && !/^\/sign-in/.test(url));
    assert.ok(forms.length > 20, `${forms.length} forms`);
    const missing = forms.filter(({ url }) => {
      const pattern = new RegExp(`^${url.replace(/:\w+/g, '[^/]+')}$`);
      return !tried.some((path) => pattern.test(path));
    });
    assert.deepEqual(
      missing.map(({ url }) => url),
      [],
    );
  });

  for (const role of ALL_ROLES)
    test(`${role}: with their own id, and with smuggled fields, nothing is opened and nothing changed`, async () => {
      const [me, also] = [`w_${role}`, `also_${role}`];
      const visitor = await signedIn(role);
      const extra = smuggled(me, also);
      const was = await state();
      const answers: string[] = [];
      for (const { what, path, fields, theirs, ignored } of FORMS) {
        if (theirs?.includes(role)) continue;
        for (const more of [extra, {}]) {
          const to = path.replaceAll('{me}', me).replaceAll('{also}', also).replaceAll('{address}', address);
          // What the form itself says stays: a smuggled field may only stand beside it.
          const answer = await visitor.post(to, { ...more, ...fill(fields, me, also) });
          answers.push(`${what}: ${answer.status}`);
          const said = `${what} is answered ${answer.status} ${answer.location ?? ''}`;
          assert.ok((answer.status >= 400 && answer.status < 500) || (ignored && answer.status === 303), said);
          // Refused by the role alone, before anything of the form is read: without the smuggled fields it is the same.
          if (answer.status === 403) break;
        }
      }
      assert.deepEqual(changed(was, await state()), [], answers.join('\n'));
      const still = await open().asSystem((tx) =>
        rows(tx, sql`select role, organisation_id, team_id from actor where id = ${me}`),
      );
      assert.deepEqual(still, [{ role, organisation_id: 'north', team_id: 't_own' }]);
      assert.equal((await visitor.get('/account')).status, 200, 'still signed in');
    });

  for (const { who, path, fields, makes } of HONEST)
    test(`${who} at ${path}: what is smuggled beside honest work is not listened to`, async () => {
      const [me, also] = [`w_${who}`, `also_${who}`];
      const visitor = await signedIn(who);
      const was = await state();
      const answer = await visitor.post(path, { ...smuggled(me, also), ...fill(fields, me, also) });
      assert.ok([200, 303].includes(answer.status), `${answer.status}`);
      const after = changed(was, await state());
      assert.deepEqual(after.map(({ table }) => table).sort(), Object.keys(makes).sort());
      for (const { table, made } of after) {
        assert.equal(made.length, 1, table);
        const row = JSON.parse(made[0] ?? '{}') as Record<string, unknown>;
        for (const [column, value] of Object.entries(makes[table] ?? {}))
          assert.deepEqual(row[column], value === '{me}' ? me : value, `${table}.${column}`);
        // Whatever else the row says, it is of now, and speaks of the sender as whoever did it and as nothing else.
        for (const [column, value] of Object.entries(row)) {
          if (column !== 'by') assert.ok(value !== me && value !== also, `${table}.${column} is ${value}`);
          assert.ok(!/^20(20|99)-/.test(String(value)), `${table}.${column} is ${value}`);
        }
      }
    });
});
