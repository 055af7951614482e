import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeLink } from '../../src/accounts/sign-in-link-store.ts';
import { insertAll, rows, sql, type Tx } from '../../src/db/index.ts';
import { completeContent } from '../../src/needs/profile-examples.ts';
import { insertProfile } from '../../src/needs/profile-store.ts';
import { onEachDatabase } from '../database.ts';
import { allocate } from '../relationships.ts';
import { type Page, serverForTest, type TestServer, type Visitor } from '../server.ts';

/*
 * Fifty at once who do the same, or what cannot both be: no fault, exactly as many effects as there may be, and whatever
 * was answered with yes is there. What is answered with no says so in words.
 */

const AT_ONCE = 50;
const NORTH = { organisation_id: 'north' };
const MANY = [1, 2, 3, 4, 5];
const CHILDREN = ['saved', 'finished', 'closed', 'taken', 'ended', 'corrected', 'emergency', 'brother', 'sister'];

onEachDatabase(`${AT_ONCE} at once`, (open) => {
  let server: TestServer;
  const visitors = new Map<string, Visitor[]>();

  before(async () => {
    await open().asSystem(world);
    server = await serverForTest(open());
    for (const role of ['social-worker', 'home-finder', 'manager', 'information-governance', 'iro']) {
      const each = await Promise.all(MANY.map((n) => server.actAs(`${role}-${n}`)));
      await Promise.all(each.map((visitor) => visitor.get('/account'))); // gives each the token of a form
      visitors.set(role, each);
    }
  });
  after(() => server.close());

  const system = <T>(work: (tx: Tx) => Promise<T>) => open().asSystem(work);
  const all = <T>(query: ReturnType<typeof sql>) => system((tx) => rows<T>(tx, query));
  const events = async (kind: string) => (await all(sql`select id from event where kind = ${kind}`)).length;
  const of = (role: string, n: number): Visitor => visitors.get(role)?.[n % MANY.length] as Visitor;

  /** Sends all of them together; none may be a fault, and every refusal has a page of its own. */
  async function together(send: (n: number) => Promise<Page>, known: readonly number[]): Promise<Page[]> {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => send(n)));
    for (const { status, html } of answers) {
      assert.ok(known.includes(status), `answers ${status}: ${/<h1[^>]*>([^<]*)/.exec(html)?.[1] ?? ''}`);
      if (status >= 400) assert.match(html, /<h1/);
    }
    return answers;
  }
  const withStatus = (answers: readonly Page[], status: number) =>
    answers.flatMap((answer, n) => (answer.status === status ? [n] : []));
  const hidden = (page: Page) =>
    Object.fromEntries(
      ['profile', 'edition', 'seen'].map((name) => [
        name,
        new RegExp(`name="${name}" value="([^"]*)"`).exec(page.html)?.[1] ?? '',
      ]),
    );
  const words = (n: number) => ({
    aboutMe: `Words of ${n}`,
    wordsBy: 'Nia',
    'wordsOn-day': '1',
    'wordsOn-month': '11',
    'wordsOn-year': '2026',
  });

  test('save one part of a profile: one is saved, and the others see both texts', async () => {
    const path = '/children/saved/profile/edit/words';
    const form = hidden(await of('social-worker', 0).get(path));
    assert.ok(form.profile);
    const answers = await together((n) => of('social-worker', n).post(path, { ...form, ...words(n) }), [303, 409]);
    const [winner, ...more] = withStatus(answers, 303);
    assert.ok(winner !== undefined && more.length === 0, 'exactly one');
    assert.deepEqual(await all(sql`select about_me from profile where child_id = 'saved'`), [
      { about_me: `Words of ${winner}` },
    ]);
    for (const n of withStatus(answers, 409)) {
      assert.match(answers[n]?.html ?? '', new RegExp(`Words of ${winner}\\b`));
      assert.match(answers[n]?.html ?? '', new RegExp(`Words of ${n}\\b`));
    }
    assert.equal(await events('profile.saved'), 1);
  });

  test('finish a profile while it is saved: it is finished once, with what was acknowledged', async () => {
    const path = '/children/finished/profile/edit/words';
    const form = hidden(await of('social-worker', 0).get(path));
    const [asItWas] = await all<{ about_me: string }>(sql`select about_me from profile where child_id = 'finished'`);
    const answers = await together(
      (n) =>
        n % 2
          ? of('social-worker', n).post('/children/finished/profile/finish', {})
          : of('social-worker', n).post(path, { ...form, ...words(n), whyNoWords: '', liveWith: '' }),
      [303, 409],
    );
    const saved = withStatus(answers, 303).filter((n) => n % 2 === 0);
    assert.ok(saved.length <= 1, 'at most one is saved');
    assert.equal(
      (
        await all(
          sql`select 1 from profile_finished f join profile p on p.id = f.profile_id where p.child_id = 'finished'`,
        )
      ).length,
      1,
    );
    const stands = await all(sql`select about_me from profile where child_id = 'finished'`);
    assert.deepEqual(stands, [{ about_me: saved.length ? `Words of ${saved[0]}` : asItWas?.about_me }]);
    assert.equal(await events('profile.finished'), 1);
  });

  test('close a search: it is closed once, by the reason of one of them', async () => {
    const WHY = ['home found', 'not needed any more', 'started by mistake'];
    const answers = await together(
      (n) =>
        of(n % 3 ? 'social-worker' : 'home-finder', n).post('/searches/s_closed/close', { why: WHY[n % 3] as string }),
      // Whoever saw it only as one who works on it sees it no more.
      [303, 404],
    );
    const yes = withStatus(answers, 303);
    const closed = await all<{ by: string; why: string }>(
      sql`select by, why from search_closed where search_id = 's_closed'`,
    );
    assert.equal(closed.length, 1);
    assert.ok(
      yes.some((n) => WHY[n % 3] === closed[0]?.why),
      'the reason of one who was told yes',
    );
    assert.equal(await events('search.closed'), 1);
  });

  test('take on a search: each finder once', async () => {
    await together((n) => of('home-finder', n).post('/searches/s_taken/work', {}), [303]);
    const workers = await all<{ actor_id: string }>(
      sql`select actor_id from search_worker where search_id = 's_taken' order by 1`,
    );
    assert.deepEqual(
      workers.map((each) => each.actor_id),
      MANY.map((n) => `home-finder-${n}`),
    );
    assert.equal(await events('search.taken-on'), MANY.length);
  });

  test('end an allocation: once', async () => {
    const ending = { action: 'end', allocation: 'social-worker_social-worker-1_ended' };
    const answers = await together((n) => of('manager', n).post('/children/ended/people', ending), [303, 404]);
    assert.ok(withStatus(answers, 303).length >= 1);
    assert.equal((await all(sql`select 1 from allocation_ended where allocation_id = ${ending.allocation}`)).length, 1);
    assert.equal(await events('allocation.ended'), 1);
  });

  test('answer a correction: one answer stands', async () => {
    const answers = await together(
      (n) =>
        of('information-governance', n).post('/children/corrected/rights/answers', {
          ...{ correction: 'correction', outcome: 'changed', reason: `Reason of ${n}` },
        }),
      [303, 400],
    );
    const [winner, ...more] = withStatus(answers, 303);
    assert.ok(winner !== undefined && more.length === 0, 'exactly one');
    assert.deepEqual(await all(sql`select reason from correction_answered`), [{ reason: `Reason of ${winner}` }]);
    assert.equal(await events('correction.answered'), 1);
  });

  test('open one record in an emergency: one opening for each person', async () => {
    const need = {
      given: 'emergency',
      family: 'Example',
      'born-day': '6',
      'born-month': '5',
      'born-year': '2014',
      reason: 'Found at a bus stop at night',
    };
    const answers = await together((n) => of('iro', n).post('/emergency', need), [303]);
    assert.ok(answers.every(({ location }) => location === '/children/emergency'));
    const opened = await all<{ actor_id: string }>(sql`select actor_id from break_glass order by 1`);
    assert.deepEqual(
      opened.map((each) => each.actor_id),
      MANY.map((n) => `iro-${n}`),
    );
    assert.equal(await events('break-glass.opened'), MANY.length);
  });

  test('accept one invitation: one account, and the link is used', async () => {
    const invitation = {
      purpose: 'invitation' as const,
      organisationId: 'north',
      actorId: 'invited',
      email: 'new@north.example',
      by: 'system',
    };
    const path = `/sign-in/link/${await system((tx) => makeLink(tx, { ...invitation, now: new Date() }))}`;
    const visitor = server.visitor();
    await visitor.get(path);
    const answers = await together((n) => visitor.post(path, { password: `a long enough password ${n}` }), [303, 410]);
    assert.equal(withStatus(answers, 303).length, 1);
    const accounts = await all<{ id: string }>(sql`select id from account where email = 'new@north.example'`);
    assert.equal(accounts.length, 1);
    assert.deepEqual(await all(sql`select account_id as id from actor where id = 'invited'`), accounts);
  });

  test('say of two children that they are brother and sister, from both sides', async () => {
    await together(
      (n) => {
        const [one, other] = n % 2 ? ['brother', 'sister'] : ['sister', 'brother'];
        return of('social-worker', n).post(`/children/${one}/brothers-and-sisters`, { other: other as string });
      },
      [303],
    );
    assert.deepEqual(await all(sql`select child_id, other_child_id from brother_or_sister order by 1`), [
      { child_id: 'brother', other_child_id: 'sister' },
      { child_id: 'sister', other_child_id: 'brother' },
    ]);
    assert.equal(await events('child.brother-or-sister-added'), 1);
  });
});

async function world(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
  await insertAll(tx, 'team', [{ ...NORTH, id: 'team', name: 'Team' }]);
  const people = ['social-worker', 'home-finder', 'manager', 'information-governance', 'iro'].flatMap((role) =>
    MANY.map((n) => ({ ...NORTH, id: `${role}-${n}`, name: `${role} ${n}`, role, team_id: 'team' })),
  );
  await insertAll(tx, 'actor', [
    ...people,
    { ...NORTH, id: 'invited', name: 'New', role: 'social-worker', team_id: 'team' },
  ]);
  for (const id of CHILDREN) {
    await insertAll(tx, 'child', [{ ...NORTH, id, sex: 'female' }]);
    await insertAll(tx, 'child_identity', [
      { ...NORTH, child_id: id, born: '2014-05-06', given_name: id, family_name: 'Example' },
    ]);
    await insertProfile(
      tx,
      { organisationId: 'north', workerId: 'social-worker-1', at: new Date('2026-11-02') },
      id,
      1,
      completeContent(),
    );
    await insertAll(tx, 'search', [{ ...NORTH, id: `s_${id}`, needed_by: '2027-01-01', asked_by: 'social-worker-1' }]);
    const [profile] = await rows<{ id: string }>(tx, sql`select id from profile where child_id = ${id}`);
    await insertAll(tx, 'search_child', [{ ...NORTH, search_id: `s_${id}`, child_id: id, profile_id: profile?.id }]);
  }
  for (const n of MANY)
    await allocate(
      tx,
      'north',
      `social-worker-${n}`,
      CHILDREN.filter((id) => id !== 'ended' || n === 1),
    );
  await insertAll(
    tx,
    'search_worker',
    MANY.map((n) => ({ ...NORTH, search_id: 's_closed', actor_id: `home-finder-${n}`, by: 'system' })),
  );
  await insertAll(tx, 'correction', [
    { ...NORTH, id: 'correction', child_id: 'corrected', by: 'social-worker-1', what: 'My name is wrong' },
  ]);
}
