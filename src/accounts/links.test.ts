import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import { authorityLink, firstLink, helpLink } from './index.ts';
import { makeLink } from './sign-in-link-store.ts';

const PASSWORD = 'lantern otter quarry seven';
const OTHER = 'velvet harbour nine sparrows';

onEachDatabase('links', (open) => {
  let server: TestServer;
  let now = new Date('2026-11-21T10:00:00Z');
  before(async () => {
    server = await serverForTest(open(), () => now);
  });
  after(() => server.close());

  const system = <T>(work: (tx: Tx) => Promise<T>) => open().asSystem(work);
  const all = <Row>(query: ReturnType<typeof sql>) => system((tx) => rows<Row>(tx, query));
  const later = (hours: number) => {
    now = new Date(now.getTime() + hours * 3_600_000);
  };
  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() });

  /** The second step of somebody who has chosen a password. */
  async function setUp(visitor: Visitor): Promise<string> {
    const page = await visitor.get('/sign-in/set-up');
    const secret = (/hw-accounts-key">([A-Z2-7 ]+)</.exec(page.html)?.[1] ?? '').replaceAll(' ', '');
    assert.equal((await visitor.post('/sign-in/set-up', { code: codeOf(secret) })).status, 200);
    return secret;
  }

  const FIRST = {
    authority: 'North Council',
    code: 'e09000027',
    name: 'Ada Lane',
    email: 'ada@north.example',
    password: PASSWORD,
  };
  let ada: { visitor: Visitor; secret: string };

  test('an empty system is entered by the newest link of the console, once, and then by nobody else', async () => {
    const old = await system((tx) => firstLink(tx, now));
    const path = (await system((tx) => firstLink(tx, now))) ?? '';
    assert.match(path, /^\/first\/[\w-]{43}$/);
    const visitor = server.visitor();
    assert.equal((await visitor.get(old ?? '')).status, 410, 'a newer one was printed');
    assert.equal((await visitor.get(`/first/${'x'.repeat(43)}`)).status, 410);
    const page = await visitor.get(path);
    assert.match(page.html, /ONS code of your authority/);
    for (const [wrong, said] of [
      [{ code: 'Birmingham' }, /an E and eight digits/],
      [{ email: 'ada' }, /Enter an e-mail address/],
      [{ name: '' }, /Enter your name/],
      [{ password: 'short' }, /12 characters or longer/],
      [{ password: 'Password1234' }, /everybody tries first/],
      [{ password: 'adalane-2026' }, /made of your name/],
    ] as const) {
      const refused = await visitor.post(path, { ...FIRST, ...wrong });
      assert.equal(refused.status, 400);
      assert.match(refused.html, said);
      assert.ok(!refused.html.includes('value="adalane-2026"'), 'a password is not shown again');
    }
    assert.equal((await visitor.post(path, FIRST)).location, '/sign-in/code');
    ada = { visitor, secret: await setUp(visitor) };
    assert.match(
      (await visitor.get('/people-and-posts')).html,
      /<strong>Ada Lane<\/strong>, administrator, North Council/,
    );
    assert.deepEqual(await all(sql`select code, name from organisation where kind = 'authority'`), [
      { code: 'E09000027', name: 'North Council' },
    ]);
    assert.equal((await server.visitor().get(path)).status, 410);
    assert.equal((await server.visitor().post(path, FIRST)).status, 410);
    assert.equal(await system((tx) => firstLink(tx, now)), null, 'somebody is here');
  });

  test('fifty people at once with one link make one account', async () => {
    await system((tx) =>
      insertAll(tx, 'organisation', [{ id: 'south', kind: 'authority', name: 'South', code: 'E09000028' }]),
    );
    const path = await system((tx) => authorityLink(tx, 'E09000028', now));
    const visitor = server.visitor();
    await visitor.get(path);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        visitor.post(path, { name: `Sid ${i}`, email: `sid${i}@south.example`, password: PASSWORD }),
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 303).length, 1);
    assert.equal(answers.filter(({ status }) => status === 410).length, 49);
    assert.equal((await all(sql`select 1 from account where email like 'sid%'`)).length, 1);
    assert.equal((await all(sql`select 1 from actor where organisation_id = 'south'`)).length, 1);
    await assert.rejects(
      system((tx) => authorityLink(tx, 'E09000028', now)),
      /South has an administrator/,
    );
  });

  const invitation = async (id: string, email: string, organisationId = 'authority_e09000027', by = 'system') => {
    await system((tx) =>
      insertAll(
        tx,
        'actor',
        [{ organisation_id: organisationId, id, name: 'Ben Moss', role: 'social-worker' }],
        'on conflict do nothing',
      ),
    );
    const link = { purpose: 'invitation' as const, organisationId, actorId: id, email, by, now };
    return `/sign-in/link/${await system((tx) => makeLink(tx, link))}`;
  };

  test('an invitation lasts seven days, and not past the end of the post', async () => {
    const path = await invitation('w_ben', 'ben@north.example');
    later(7 * 24 - 1);
    assert.equal((await server.visitor().get(path)).status, 200);
    later(2);
    assert.equal((await server.visitor().get(path)).status, 410);
    assert.equal((await server.visitor().post(path, { password: PASSWORD })).status, 410);
    const another = await invitation('w_ben', 'ben@north.example');
    await system((tx) =>
      insertAll(tx, 'post_ended', [{ organisation_id: 'authority_e09000027', actor_id: 'w_ben', by: 'system' }]),
    );
    assert.equal((await server.visitor().get(another)).status, 410);
  });

  test('an invitation for somebody who has an account is taken up by signing in with it, and by no other', async () => {
    const path = await invitation('w_ada_too', 'ADA@north.example', 'south');
    const visitor = server.visitor();
    const page = await visitor.get(path);
    assert.match(page.html, /You have an account here already/);
    assert.equal((await visitor.post(path, { password: OTHER })).status, 410, 'no second password for it');
    const link = path.split('/').at(-1) ?? '';
    later(1);
    await visitor.post('/sign-in', { email: 'ada@north.example', password: PASSWORD, link });
    assert.deepEqual(await all(sql`select account_id from actor where id = 'w_ada_too'`), [{ account_id: null }]);
    assert.equal((await visitor.post('/sign-in/code', { code: codeOf(ada.secret) })).status, 303);
    assert.match((await visitor.get('/account')).html, /<strong>Ben Moss<\/strong>, social worker, South/);

    // Nor is a post given to whoever made the invitation, should such a link ever come about.
    const [maker] = await all<{ id: string }>(sql`select id from actor where name = 'Ada Lane'`);
    const made = await invitation('w_bait', 'ada@north.example', 'south', maker?.id);
    later(1);
    const fishing = server.visitor();
    await fishing.post('/sign-in', {
      email: 'ada@north.example',
      password: PASSWORD,
      link: made.split('/').at(-1) ?? '',
    });
    await fishing.post('/sign-in/code', { code: codeOf(ada.secret) });
    assert.deepEqual(await all(sql`select account_id from actor where id = 'w_bait'`), [{ account_id: null }]);

    // Somebody else signs in with a link that is not theirs: they are in, and the link is not used up by it.
    const mine = await invitation('w_cy', 'cy@north.example');
    const cy = server.visitor();
    await cy.post(mine, { password: PASSWORD });
    const secret = await setUp(cy);
    const foreign = await invitation('w_dot', 'dot@north.example');
    later(1);
    const other = server.visitor();
    await other.post('/sign-in', {
      email: 'cy@north.example',
      password: PASSWORD,
      link: foreign.split('/').at(-1) ?? '',
    });
    assert.equal((await other.post('/sign-in/code', { code: codeOf(secret) })).status, 303);
    assert.deepEqual(await all(sql`select account_id from actor where id = 'w_dot'`), [{ account_id: null }]);
  });

  test('another password ends every session, and the second step stays unless the machine’s keeper takes it away', async () => {
    const cy = server.visitor();
    const reset = await system((tx) => helpLink(tx, 'cy@north.example', false, now));
    const openOnes = () =>
      all(sql`select s.id from session s join account a on a.id = s.account_id
        where a.email = 'cy@north.example' and s.last_seen_at + s.idle > ${now.toISOString()}
          and not exists (select from session_ended e where e.session_id = s.id)`);
    assert.ok((await openOnes()).length > 0);
    assert.equal((await cy.get(reset)).status, 200);
    assert.equal((await cy.post(reset, { password: OTHER })).location, '/sign-in/code');
    assert.equal((await cy.get('/sign-in/code')).status, 200, 'the code is asked for');
    assert.equal((await cy.get('/account')).status, 302, 'the link alone opens nothing');
    assert.deepEqual(await openOnes(), []);
    const old = await server.visitor().post('/sign-in', { email: 'cy@north.example', password: PASSWORD });
    assert.equal(old.status, 400);
    const anew = await system((tx) => helpLink(tx, 'cy@north.example', true, now));
    assert.equal((await cy.post(anew, { password: PASSWORD })).status, 303);
    await setUp(cy);
    assert.equal((await cy.get('/account')).status, 200);
  });

  test('an e-mail address belongs to one person, whatever its letters', async () => {
    await system((tx) =>
      insertAll(tx, 'organisation', [{ id: 'west', kind: 'authority', name: 'West', code: 'E09000029' }]),
    );
    const path = await system((tx) => authorityLink(tx, 'E09000029', now));
    const visitor = server.visitor();
    const refused = await visitor.post(path, { name: 'Ada Two', email: 'Ada@North.example', password: PASSWORD });
    assert.equal(refused.status, 400);
    assert.match(refused.html, /Somebody signs in with that e-mail address already/);
    const taken = await visitor.post(path, { name: 'Wyn West', email: 'wyn@west.example', password: PASSWORD });
    assert.equal(taken.status, 303, 'the link was not used up by the slip');
  });
});
