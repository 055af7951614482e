import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { type Page, serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { endSessionsOfAccount, sessionCookieName, startSession } from './index.ts';
import { formToKeep, keyOfKeptForms, openForm, sealForm } from './kept-form.ts';
import { leaveKept, takeKept } from './kept-form-store.ts';

const MINUTE = 60_000;
const WORDS = 'I like it when Nan – “Tess” – reads to me.\nAnd <b>no</b> onions.';

onEachDatabase('a form that comes in when its session has run out', (open) => {
  let server: TestServer;
  let now = new Date('2026-11-21T10:00:00Z');
  const later = (minutes: number) => {
    now = new Date(now.getTime() + minutes * MINUTE);
  };

  before(async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North' },
        { id: 'south', kind: 'authority', name: 'South' },
      ]);
      const account = (id: string, made_up = false) => ({
        id,
        name: id,
        email: made_up ? null : `${id}@a.example`,
        made_up,
        by: 'system',
      });
      await insertAll(tx, 'account', [account('nia'), account('sam'), account('demo', true)]);
      const actor = (id: string, account_id: string, organisation_id = 'north') => ({
        organisation_id,
        id,
        name: id,
        role: 'social-worker',
        account_id,
      });
      await insertAll(tx, 'actor', [
        actor('w_nia', 'nia'),
        actor('w_nia_south', 'nia', 'south'),
        actor('w_sam', 'sam'),
        actor('w_demo', 'demo'),
        actor('w_demo_too', 'demo', 'south'),
      ]);
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'ella', sex: 'female' }]);
      await insertAll(tx, 'child_identity', [
        { organisation_id: 'north', child_id: 'ella', born: '2015-03-01', given_name: 'Ella' },
      ]);
      for (const actor_id of ['w_nia', 'w_sam', 'w_demo']) await allocate(tx, actor_id);
    });
    server = await serverForTest(open(), () => now);
  });
  after(() => server.close());
  beforeEach(() => system((tx) => sql`delete from kept_form`.execute(tx)));

  const system = <T>(work: (tx: Tx) => Promise<T>) => open().asSystem(work);
  const allocate = (tx: Tx, actor_id: string) =>
    insertAll(tx, 'allocation', [
      {
        organisation_id: 'north',
        id: `al_${actor_id}`,
        child_id: 'ella',
        actor_id,
        relation: 'social worker',
        by: 'system',
      },
    ]);
  const kept = async () =>
    await system((tx) =>
      rows<{ id: string; all: string }>(tx, sql`select id, kept_form::text as all from kept_form order by id`),
    );

  /** Somebody signs in at this browser, as after the sign-in page. */
  async function signIn(
    visitor: Visitor,
    actorId: string,
    accountId: string,
    method: 'password' | 'demo' = 'password',
  ) {
    const { token } = await system((tx) => startSession(tx, { accountId, actorId, method, now }));
    visitor.setCookie(sessionCookieName(false), token);
  }
  async function signedIn(actorId = 'w_nia', accountId = 'nia', method: 'password' | 'demo' = 'password') {
    const visitor = server.visitor();
    await signIn(visitor, actorId, accountId, method);
    assert.equal((await visitor.get('/account')).status, 200);
    return visitor;
  }
  const FACTS = {
    givenName: 'Ella',
    familyName: WORDS.slice(0, 40),
    sex: 'female',
    'born-day': '1',
    'born-month': '3',
    'born-year': '2015',
    postcode: 'AB1 2CD',
  };
  const sendFacts = (visitor: Visitor, more: Record<string, string> = {}) =>
    visitor.post('/children/ella/facts', { ...FACTS, ...more });

  /** What a form about the child's facts was opened with: it says so when it is sent. */
  const openedFacts = async (visitor: Visitor) => {
    const page = await visitor.get('/children/ella/facts');
    return { seen: /name="seen" value="([^"]+)"/.exec(page.html)?.[1] ?? '' };
  };

  /** What a browser would send with the button of a kept form: all its hidden fields, as HTML reads them. */
  function toSend(page: Page): { path: string; fields: Record<string, string[]> } {
    const form = /<form method="post" action="(\/children[^"]*)">([\s\S]*?)<\/form>/.exec(page.html);
    const fields: Record<string, string[]> = {};
    for (const [, name = '', value = ''] of (form?.[2] ?? '').matchAll(/name="([^"]*)" value="([^"]*)"/g)) {
      if (name !== '_csrf') fields[unescaped(name)] = [...(fields[unescaped(name)] ?? []), unescaped(value)];
    }
    return { path: unescaped(form?.[1] ?? ''), fields };
  }
  const sendAgain = (visitor: Visitor, page: Page) => visitor.post(toSend(page).path, toSend(page).fields);
  const familyName = () =>
    system((tx) => first<{ family_name: string | null }>(tx, sql`select family_name from child_identity`));

  test('the facts of a child come back to the same person, and are saved by one click', async () => {
    const nia = await signedIn();
    const opened = await openedFacts(nia);
    later(61);
    const sent = await sendFacts(nia, opened);
    assert.deepEqual([sent.status, sent.location], [303, '/sign-in?next=%2Fkept-form']);
    assert.match((await nia.get('/sign-in?next=%2Fkept-form')).html, /sign in as the same person/);
    await signIn(nia, 'w_nia', 'nia');
    const page = await nia.get('/kept-form');
    assert.equal(page.status, 200);
    assert.match(page.html, /You were signed out while you wrote/);
    assert.match(page.html, /Nothing is lost/);
    assert.match(page.html, /I like it when Nan – “Tess”/);
    // The page may be loaded again: only sending or throwing away takes the form.
    assert.equal((await nia.get('/kept-form')).status, 200);
    const done = await sendAgain(nia, page);
    assert.deepEqual([done.status, done.location], [303, '/children/ella']);
    assert.equal((await familyName())?.family_name, FACTS.familyName);
    assert.deepEqual(await kept(), []);
    assert.equal((await nia.get('/kept-form')).location, '/');
  });

  test('a section of a profile comes back with its edition, and a stale one is not put over what another has saved', async () => {
    const nia = await signedIn();
    await nia.post('/children/ella/profile/start', {});
    const PATH = '/children/ella/profile/edit/words';
    const opened = await nia.get(PATH);
    const hidden = Object.fromEntries(
      ['profile', 'edition', 'seen'].map((name) => [
        name,
        new RegExp(`name="${name}" value="([^"]*)"`).exec(opened.html)?.[1] ?? '',
      ]),
    );
    assert.ok(hidden.profile);
    const fields = {
      ...hidden,
      aboutMe: WORDS,
      wordsBy: 'Nia',
      'wordsOn-day': '20',
      'wordsOn-month': '11',
      'wordsOn-year': '2026',
      next: 'next',
    };
    later(61);
    assert.equal((await nia.post(PATH, fields)).status, 303);
    const sam = await signedIn('w_sam', 'sam');
    const theirs = await sam.post(PATH, { ...fields, aboutMe: 'What Sam wrote.' });
    assert.equal(theirs.status, 303);
    await signIn(nia, 'w_nia', 'nia');
    const page = await nia.get('/kept-form');
    assert.deepEqual(toSend(page).fields.aboutMe, [WORDS]);
    const again = await sendAgain(nia, page);
    assert.equal(again.status, 409, 'the second sees both texts');
    assert.match(again.html, /What Sam wrote\./);
    assert.match(again.html, /reads to me/);
    // Not accepted, so it waits on.
    assert.equal((await kept()).length, 1);
    const stands = await system((tx) => first<{ about_me: string }>(tx, sql`select about_me from profile`));
    assert.equal(stands?.about_me, 'What Sam wrote.');
  });

  test('somebody else at the same browser gets nothing and learns nothing', async () => {
    const visitor = await signedIn();
    later(61);
    const said = await sendFacts(visitor);
    const nobody = server.visitor();
    const unkept = await nobody.post('/children/ella/facts', FACTS);
    assert.equal(said.location, unkept.location, 'the address is the same where nothing was kept');
    await signIn(visitor, 'w_sam', 'sam');
    const page = await visitor.get('/kept-form');
    assert.deepEqual([page.status, page.location, page.html], [302, '/', '']);
    const [row] = await kept();
    // With its id guessed neither sending nor throwing away reaches it.
    assert.equal((await sendFacts(visitor, { _kept: row?.id ?? '' })).status, 400);
    await visitor.post('/kept-form', { form: row?.id ?? '' });
    assert.equal((await kept()).length, 1);
    // Nor does the same person at another browser: the key is in this one.
    const elsewhere = await signedIn();
    assert.equal((await elsewhere.get('/kept-form')).location, '/');
    await signIn(visitor, 'w_nia', 'nia');
    assert.equal((await visitor.get('/kept-form')).status, 200);
  });

  test('in another post of the same person it waits for the post in which it was written', async () => {
    const nia = await signedIn();
    later(61);
    await sendFacts(nia);
    await signIn(nia, 'w_nia_south', 'nia');
    const page = await nia.get('/kept-form');
    assert.match(page.html, /You wrote this in another post: social worker, North/);
    assert.ok(!page.html.includes('Tess') && !page.html.includes('ella'));
    const changed = await nia.post('/account/post', { post: 'w_nia', next: '/kept-form' });
    assert.equal(changed.location, '/kept-form');
    assert.match((await nia.get('/kept-form')).html, /Tess/);
  });

  test('of the made-up people only the same one gets it', async () => {
    const visitor = await signedIn('w_demo', 'demo', 'demo');
    later(61);
    await sendFacts(visitor);
    await signIn(visitor, 'w_demo_too', 'demo', 'demo');
    assert.equal((await visitor.get('/kept-form')).location, '/');
    await signIn(visitor, 'w_demo', 'demo', 'demo');
    assert.match((await visitor.get('/kept-form')).html, /Tess/);
  });

  test('what was ended on purpose, or is over for good, keeps nothing', async () => {
    const ways: readonly [string, (visitor: Visitor) => Promise<unknown>][] = [
      [
        'ended by its owner',
        () => system((tx) => endSessionsOfAccount(tx, 'nia', { by: 'w_nia', why: 'ended by its owner', now })),
      ],
      [
        'signed out',
        async (visitor) => {
          const cookie = /homeward-session=([^;]+)/.exec(visitor.cookies())?.[1] ?? '';
          await visitor.post('/sign-out', {});
          visitor.setCookie(sessionCookieName(false), cookie);
        },
      ],
      [
        'post ended',
        () =>
          system((tx) => insertAll(tx, 'post_ended', [{ organisation_id: 'north', actor_id: 'w_nia', by: 'system' }])),
      ],
      ['account closed', () => system((tx) => insertAll(tx, 'account_closed', [{ account_id: 'nia', by: 'system' }]))],
      ['no such session', async (visitor) => visitor.setCookie(sessionCookieName(false), 'A'.repeat(43))],
    ];
    for (const [way, end] of ways) {
      const nia = await signedIn();
      await end(nia);
      later(61);
      assert.equal((await sendFacts(nia)).status, 303, way);
      assert.deepEqual(await kept(), [], way);
      await system(async (tx) => {
        await sql`delete from post_ended`.execute(tx);
        await sql`delete from account_closed`.execute(tx);
      });
    }
  });

  test('without the token of a form nothing is kept: another site cannot put a form there', async () => {
    const nia = await signedIn();
    later(61);
    const body = new URLSearchParams(FACTS);
    const answer = await fetch(`${server.url}/children/ella/facts`, {
      method: 'POST',
      body,
      headers: { cookie: nia.cookies() },
      redirect: 'manual',
    });
    assert.equal(answer.status, 403);
    assert.deepEqual(await kept(), []);
  });

  test('passwords and codes are never kept, and no form of signing in', async () => {
    const nia = await signedIn();
    later(61);
    const secret = 'correct horse battery';
    for (const [path, fields] of [
      ['/account/password', { password: secret }],
      ['/sign-in/again', { password: secret, next: '/' }],
      ['/sign-in', { email: 'nia@a.example', password: secret }],
      ['/sign-in/code', { code: '123456' }],
      ['/children/ella/facts', { ...FACTS, code: '123456' }],
      ['/children/ella/facts', { ...FACTS, 'new-password': secret }],
      ['/kept-form', { form: 'kept_1' }],
    ] as const) {
      await nia.post(path, fields);
      assert.deepEqual(await kept(), [], path);
    }
    const base = { path: '/children/ella/facts', permission: 'child.write', childId: 'ella' } as const;
    assert.deepEqual(formToKeep({ ...base, body: { _csrf: 't', postcode: 'AB1', a: ['1', '2'] } })?.fields, [
      ['postcode', 'AB1'],
      ['a', '1'],
      ['a', '2'],
    ]);
    assert.equal(formToKeep({ ...base, path: '//elsewhere.example/x', body: {} }), null);
  });

  test('the row says nothing to whoever reads the database, and answers for no other row', async () => {
    const nia = await signedIn();
    later(61);
    await sendFacts(nia);
    const [row] = await kept();
    for (const word of [
      'Tess',
      'Nan',
      'ella',
      'facts',
      'AB1',
      Buffer.from('familyName').toString('base64').slice(0, 10),
    ])
      assert.ok(!row?.all.includes(word), word);
    const seen = await open()
      .asActor('w_nia', (tx) => sql`select * from kept_form`.execute(tx))
      .catch((error: { code?: string }) => error.code);
    assert.equal(seen, '42501', 'the pages themselves may not read the table');
    const form = formToKeep({ path: '/x', permission: 'signed-in', childId: '', body: { a: 'b' } });
    assert.ok(form);
    const key = keyOfKeptForms('k'.repeat(64), 'browser');
    const sealed = sealForm(form, key, 'one');
    assert.deepEqual(openForm(sealed, key, 'one'), form);
    assert.equal(openForm(sealed, key, 'two'), null);
    assert.equal(openForm(sealed, keyOfKeptForms('k'.repeat(64), 'another browser'), 'one'), null);
    assert.equal(openForm(sealed, keyOfKeptForms('l'.repeat(64), 'browser'), 'one'), null);
    assert.equal(openForm('', key, 'one'), null);
  });

  const changes = async () =>
    (await system((tx) => rows(tx, sql`select id from event where kind = 'child.changed'`))).length;

  test('sent by two clicks at once it is done once', async () => {
    const nia = await signedIn();
    const opened = await openedFacts(nia);
    later(61);
    await sendFacts(nia, { ...opened, faith: 'Quaker' });
    await signIn(nia, 'w_nia', 'nia');
    const page = await nia.get('/kept-form');
    const before = await changes();
    const answers = await Promise.all(Array.from({ length: 6 }, () => sendAgain(nia, page)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 400, 400, 400, 400, 400]);
    assert.match(answers.find(({ status }) => status === 400)?.html ?? '', /This has been sent already/);
    assert.equal((await sendAgain(nia, page)).status, 400);
    assert.equal(await changes(), before + 1);
  });

  test('while it is being sent nobody sends it a second time, and a stopped machine holds it up for a minute', async () => {
    const nia = await signedIn();
    later(61);
    await sendFacts(nia);
    const [row] = await kept();
    const writer = { organisationId: 'north', actorId: 'w_nia', accountId: 'nia' };
    const take = () => system((tx) => takeKept(tx, writer, row?.id ?? '', now));
    assert.deepEqual([await take(), await take()], [true, false]);
    await system((tx) => leaveKept(tx, row?.id ?? ''));
    assert.deepEqual([await take(), await take()], [true, false]);
    later(1);
    assert.deepEqual([await take(), await take()], [true, false]);
  });

  test('what the page refuses waits on, and can be thrown away', async () => {
    const nia = await signedIn();
    later(61);
    await sendFacts(nia, { sex: 'nonsense' });
    await signIn(nia, 'w_nia', 'nia');
    const page = await nia.get('/kept-form');
    assert.equal((await sendAgain(nia, page)).status, 400);
    assert.equal((await sendAgain(nia, page)).status, 400);
    const [row] = await kept();
    assert.equal((await nia.post('/kept-form', { form: row?.id ?? '' })).location, '/kept-form');
    assert.deepEqual(await kept(), []);
  });

  test('where the record has closed to them meanwhile, what was typed about it is not shown', async () => {
    const nia = await signedIn();
    later(61);
    await sendFacts(nia);
    await system((tx) =>
      insertAll(tx, 'allocation_ended', [{ organisation_id: 'north', allocation_id: 'al_w_nia', by: 'system' }]),
    );
    await signIn(nia, 'w_nia', 'nia');
    const page = await nia.get('/kept-form');
    assert.match(page.html, /is not open to you any more/);
    assert.ok(!page.html.includes('Tess') && !page.html.includes('/children/ella'));
    await system((tx) => sql`delete from allocation_ended`.execute(tx));
    const [look] = await system((tx) =>
      rows<{ children: string[] }>(
        tx,
        sql`select children from event where kind = 'kept-form.viewed' order by at desc, id limit 1`,
      ),
    );
    assert.deepEqual(look?.children, []);
    assert.match((await nia.get('/kept-form')).html, /Tess/);
    const seen = await system((tx) =>
      rows(tx, sql`select id from event where kind = 'kept-form.viewed' and actor = 'w_nia' and children = '{ella}'`),
    );
    assert.ok(seen.length >= 1, 'seeing it again is on record for the child');
  });

  test('after an hour it is gone, three are kept at most, and the same one sent twice is one', async () => {
    const nia = await signedIn();
    later(61);
    for (const faith of ['a', 'b', 'c', 'd', 'd']) {
      await sendFacts(nia, { faith });
      later(1);
    }
    assert.equal((await kept()).length, 3);
    await Promise.all(['e', 'f', 'g', 'h', 'i', 'j'].map((faith) => sendFacts(nia, { faith })));
    assert.equal((await kept()).length, 3);
    await signIn(nia, 'w_nia', 'nia');
    const page = await nia.get('/kept-form');
    assert.equal(page.html.match(/Send it again/g)?.length, 3);
    later(59);
    await signIn(nia, 'w_nia', 'nia');
    assert.equal((await nia.get('/kept-form')).status, 200);
    later(1);
    assert.equal((await sendAgain(nia, page)).status, 400);
    assert.equal((await nia.get('/kept-form')).location, '/');
    assert.deepEqual(await kept(), []);
  });

  test('a form of any size that could be sent is kept, and none that could not', async () => {
    const nia = await signedIn();
    later(61);
    assert.equal((await sendFacts(nia, { faith: 'x'.repeat(1_048_576) })).status, 413);
    assert.deepEqual(await kept(), []);
    assert.equal((await sendFacts(nia, { faith: 'x'.repeat(1_000_000) })).status, 303);
    await signIn(nia, 'w_nia', 'nia');
    assert.equal(toSend(await nia.get('/kept-form')).fields.faith?.[0]?.length, 1_000_000);
  });
});

function unescaped(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
