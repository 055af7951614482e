import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { insertAll, rows, sql, type Tx } from '../db/index.ts';

const PASSWORD = 'lantern otter quarry seven';

onEachDatabase('people and posts', (open) => {
  let server: TestServer;
  let admin: Visitor;
  let now = new Date('2026-11-21T10:00:00Z');

  before(async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North Council' },
        { id: 'south', kind: 'authority', name: 'South Council' },
      ]);
      await insertAll(
        tx,
        'account',
        ['ada', 'nia', 'both'].map((id) => ({ id, name: id, email: `${id}@north.example`, by: 'system' })),
      );
      const actor = (id: string, role: string, account_id: string | null, organisation_id = 'north') => ({
        organisation_id,
        id,
        name: `Name of ${id}`,
        role,
        account_id,
      });
      await insertAll(tx, 'team', [{ organisation_id: 'south', id: 'team_south', name: 'Southern team' }]);
      await insertAll(tx, 'actor', [
        actor('w_ada', 'administrator', 'ada'),
        actor('w_ada_finder', 'home-finder', 'ada'),
        actor('w_lone', 'administrator', null),
        actor('w_nia', 'home-finder', 'nia'),
        actor('w_both', 'social-worker', 'both'),
        actor('w_both_south', 'social-worker', 'both', 'south'),
        actor('w_south', 'manager', null, 'south'),
      ]);
    });
    server = await serverForTest(open(), () => now);
    admin = await server.actAs('w_ada');
  });
  after(() => server.close());

  const system = <T>(work: (tx: Tx) => Promise<T>) => open().asSystem(work);
  const all = <Row>(query: ReturnType<typeof sql>) => system((tx) => rows<Row>(tx, query));
  const linkIn = (html: string) => /\/sign-in\/link\/[\w-]{43}/.exec(html)?.[0] ?? '';

  test('an administrator adds a person with role and team, who comes in by a link shown once', async () => {
    await admin.post('/people-and-posts/teams', { name: 'Children in care 1' });
    const list = await admin.get('/people-and-posts');
    assert.match(list.html, /Children in care 1/);
    assert.doesNotMatch(list.html, /w_south|Southern team/);
    const [team] = await all<{ id: string }>(sql`select id from team where organisation_id = 'north'`);
    const form = { name: 'Ola Grey', email: 'ola@north.example', role: 'social-worker', team: team?.id ?? '' };
    const made = await admin.post('/people-and-posts/new', form);
    assert.equal(made.status, 200);
    const path = linkIn(made.html);
    const ola = server.visitor();
    assert.match((await ola.get(path)).html, /Ola Grey, you are invited as <strong>social worker<\/strong>/);
    assert.equal((await ola.post(path, { password: PASSWORD })).status, 303);
    assert.deepEqual(
      await all(sql`select a.name, a.role, a.team_id = ${team?.id} as team, c.email
        from actor a join account c on c.id = a.account_id where a.name = 'Ola Grey'`),
      [{ name: 'Ola Grey', role: 'social-worker', team: true, email: 'ola@north.example' }],
    );
    for (const [wrong, status] of [
      [{ role: 'regional-analyst' }, 400],
      [{ role: 'superuser' }, 400],
      [{ name: '' }, 400],
      [{ email: 'x' }, 400],
      [{ team: 'team_south' }, 404],
    ] as const)
      assert.equal((await admin.post('/people-and-posts/new', { ...form, ...wrong })).status, status);
  });

  test('nobody gives themselves a post, not under another writing of their address either', async () => {
    for (const email of ['ada@north.example', 'ADA@North.example', 'ada+two@north.example', 'ａda@north.example']) {
      const refused = await admin.post('/people-and-posts/new', { name: 'Ada', email, role: 'director', team: '' });
      assert.equal(refused.status, 400, email);
    }
    // And an invitation that somehow names them is not given to them.
    await system((tx) =>
      insertAll(tx, 'actor', [{ organisation_id: 'north', id: 'w_bait', name: 'Bait', role: 'director' }]),
    );
    const fished = await admin.post('/people-and-posts/w_bait/invitation', { email: 'Ada@north.example' });
    assert.equal(fished.status, 400);
  });

  test('nobody ends or changes their own posts', async () => {
    for (const own of ['w_ada', 'w_ada_finder']) {
      assert.match((await admin.get(`/people-and-posts/${own}`)).html, /This is you/);
      assert.equal((await admin.post(`/people-and-posts/${own}/end`, { reason: 'holiday' })).status, 400);
      assert.equal((await admin.post(`/people-and-posts/${own}/password`, {})).status, 400);
    }
    assert.deepEqual(await all(sql`select 1 from post_ended`), []);
  });

  test('a link for another password is made only for people of this organisation alone', async () => {
    assert.match(linkIn((await admin.post('/people-and-posts/w_nia/password', {})).html), /sign-in\/link/);
    assert.equal((await admin.post('/people-and-posts/w_both/password', {})).status, 400);
    assert.equal((await admin.post('/people-and-posts/w_both_south/password', {})).status, 404);
    assert.deepEqual(await all(sql`select keeps_codes, account_id from sign_in_link where purpose = 'reset'`), [
      { keeps_codes: true, account_id: 'nia' },
    ]);
  });

  test('ending a post ends what is open, with a reason, and shows it', async () => {
    const nia = await server.actAs('w_nia');
    assert.equal((await nia.get('/account')).status, 200);
    assert.equal((await admin.post('/people-and-posts/w_nia/sessions/end', {})).status, 303);
    assert.equal((await nia.get('/account')).status, 302);
    const again = await server.actAs('w_nia');
    assert.equal((await admin.post('/people-and-posts/w_nia/end', { reason: '' })).status, 400);
    assert.equal((await again.get('/account')).status, 200);
    assert.equal((await admin.post('/people-and-posts/w_nia/end', { reason: 'left on 21 November' })).status, 303);
    assert.equal((await again.get('/account')).status, 302);
    assert.match((await admin.get('/people-and-posts/w_nia')).html, /left on 21 November/);
    assert.equal((await admin.post('/people-and-posts/w_nia/end', { reason: 'twice' })).status, 400);
    assert.equal((await all(sql`select 1 from event where kind = 'post.ended' and subject = 'w_nia'`)).length, 1);
  });

  test('another organisation’s people are not there, and nobody but administrators has these pages', async () => {
    for (const path of ['', '/end', '/password', '/invitation', '/sessions/end']) {
      const page =
        path === ''
          ? await admin.get('/people-and-posts/w_south')
          : await admin.post(`/people-and-posts/w_south${path}`, { reason: 'x', email: 'a@b.example' });
      assert.equal(page.status, 404, path);
    }
    const manager = await server.actAs('w_south');
    for (const path of ['', '/new', '/w_both_south'])
      assert.equal((await manager.get(`/people-and-posts${path}`)).status, 403);
    assert.equal((await manager.post('/people-and-posts/w_both_south/end', { reason: 'x' })).status, 403);
  });

  test('changes ask for a fresh sign-in', async () => {
    now = new Date(now.getTime() + 6 * 60_000);
    assert.equal((await admin.get('/people-and-posts')).status, 200);
    assert.equal((await admin.get('/people-and-posts/new')).location, '/sign-in/again?next=%2Fpeople-and-posts%2Fnew');
    const end = await admin.post('/people-and-posts/w_both/end', { reason: 'x' });
    assert.equal(end.location, '/sign-in/again?next=%2Fpeople-and-posts%2Fw_both');
    await admin.post('/sign-in/again', { next: '/people-and-posts/new' });
    assert.equal((await admin.get('/people-and-posts/new')).status, 200);
  });

  test('the database refuses whoever would raise themselves, by any column', async () => {
    const as = (actorId: string, statement: ReturnType<typeof sql>) =>
      open().asActor(actorId, (tx) => rows(tx, statement));
    const REFUSED = /permission denied|row-level security/;
    for (const actorId of ['w_ada', 'w_both', 'w_south']) {
      for (const statement of [
        sql`update actor set role = 'director' where id = ${actorId}`,
        sql`update actor set organisation_id = 'south'`,
        sql`update actor set account_id = 'ada'`,
        sql`update actor set team_id = null`,
        sql`delete from post_ended`,
        sql`update post_ended set at = now() + interval '1 year'`,
        sql`insert into actor (organisation_id, id, name, role, account_id) values ('north', 'w_x', 'X', 'director', 'ada')`,
        sql`insert into actor (organisation_id, id, name, role) values ('nowhere', 'w_x', 'X', 'director')`,
        sql`insert into account (id, name, email, by) values ('x', 'x', 'x@north.example', 'x')`,
        sql`update account set email = 'x@north.example'`,
        sql`update account_password set hash = 'x'`,
        sql`insert into access_rule (role, through, class, may) values ('administrator', 'authority', 'care', 'read')`,
      ])
        await assert.rejects(as(actorId, statement), REFUSED);
    }
    const link = (by: string, actor: string | null, account: string | null, purpose: string, email: string | null) =>
      sql`insert into sign_in_link (digest, purpose, organisation_id, actor_id, account_id, email, by, expires_at)
        values (gen_random_uuid()::text, ${purpose}, ${purpose === 'invitation' ? 'north' : null}, ${actor}, ${account}, ${email},
        ${by}, now() + interval '1 day')`;
    for (const [actorId, statement] of [
      ['w_ada', link('w_ada', null, 'ada', 'reset', null)],
      ['w_ada', link('w_ada', null, 'both', 'reset', null)],
      ['w_ada', link('w_ada', 'w_bait', null, 'invitation', 'ada@north.example')],
      ['w_ada', link('w_both', 'w_bait', null, 'invitation', 'x@north.example')],
      ['w_ada', link('w_ada', 'w_both', null, 'invitation', 'x@north.example')],
      ['w_ada', link('w_ada', null, null, 'first administrator', null)],
      ['w_both', link('w_both', 'w_bait', null, 'invitation', 'both@north.example')],
      [
        'w_ada_finder',
        sql`insert into post_ended (organisation_id, actor_id, by) values ('north', 'w_both', 'w_ada_finder')`,
      ],
      ['w_lone', sql`insert into post_ended (organisation_id, actor_id, by) values ('north', 'w_lone', 'w_lone')`],
      ['w_ada', sql`insert into post_ended (organisation_id, actor_id, by) values ('north', 'w_ada_finder', 'w_ada')`],
      ['w_ada', sql`insert into post_ended (organisation_id, actor_id, by) values ('south', 'w_south', 'w_ada')`],
      ['w_both', sql`insert into team (organisation_id, id, name) values ('north', 't', 'T')`],
    ] as const)
      await assert.rejects(as(actorId, statement), REFUSED);
    await as('w_ada', link('w_ada', 'w_bait', null, 'invitation', 'x@north.example'));
  });
});
