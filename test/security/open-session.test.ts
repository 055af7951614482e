import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { insertAll, sql, type Tx } from '../../src/db/index.ts';
import { englandDate } from '../../src/kernel/index.ts';
import { onEachDatabase } from '../database.ts';
import { serverForTest, type TestServer } from '../server.ts';
import { smallRegion } from '../small-region.ts';

/*
 * Access ends on an open session: whoever has a page open may not load it once more from the moment on in which what
 * opened it to them has ended, whoever ended it. Every case has a child, a search and people of its own.
 */

const NORTH = { organisation_id: 'north' };
const SIGN_IN = 'sign in';

interface Case {
  readonly what: string;
  readonly role: string;
  /** Where the person works; North where nothing is said. */
  readonly organisation?: string;
  /** What opens the page to them, beside the child and the search that are there. */
  readonly open: (tx: Tx, it: Its) => Promise<unknown>;
  readonly page: (it: Its) => string;
  readonly end: (tx: Tx, it: Its) => Promise<unknown>;
  /** What they get gets: a status, or the way to sign in. */
  readonly gets: 403 | 404 | typeof SIGN_IN;
}

interface Its {
  readonly child: string;
  readonly search: string;
  readonly actor: string;
  readonly id: string;
}

const add = (table: string, row: Record<string, unknown>) => (tx: Tx) => insertAll(tx, table, [row]);
const run = (tx: Tx, query: ReturnType<typeof sql>) => query.execute(tx);
const childPage = ({ child }: Its) => `/children/${child}`;
const searchPage = ({ search }: Its) => `/searches/${search}`;
const endPost = (tx: Tx, { actor }: Its) => add('post_ended', { ...NORTH, actor_id: actor, by: 'system' })(tx);
const allocated = (tx: Tx, { child, actor, id }: Its) =>
  add('allocation', { ...NORTH, id, child_id: child, actor_id: actor, relation: 'social worker', by: 'system' })(tx);
const working = (tx: Tx, { search, actor }: Its) =>
  add('search_worker', { ...NORTH, search_id: search, actor_id: actor, by: 'system' })(tx);
const seal = (tx: Tx, { child }: Its) =>
  add('record_sealed', { ...NORTH, child_id: child, by: 'system', why: 'other' })(tx);
/** Somebody of another team is the child's social worker, and the person stands in for that team. */
const covering = async (tx: Tx, { child, actor, id }: Its) => {
  await insertAll(tx, 'team', [{ ...NORTH, id, name: id }]);
  await insertAll(tx, 'actor', [{ ...NORTH, id: `mate_${id}`, name: 'Mate', role: 'social-worker', team_id: id }]);
  await insertAll(tx, 'allocation', [
    { ...NORTH, id, child_id: child, actor_id: `mate_${id}`, relation: 'social worker', by: 'system' },
  ]);
  await insertAll(tx, 'team_cover', [
    { ...NORTH, id, actor_id: actor, team_id: id, until_at: inHours(5), by: 'system' },
  ]);
};
const opened = (tx: Tx, { child, actor, id }: Its) =>
  add('break_glass', {
    ...NORTH,
    id,
    child_id: child,
    actor_id: actor,
    reason: 'written by the test',
    until_at: inHours(3),
  })(tx);
const named = async (tx: Tx, it: Its) => {
  await seal(tx, it);
  await add('record_named', { ...NORTH, child_id: it.child, actor_id: it.actor, by: 'system' })(tx);
};
const shared = async (tx: Tx, { search, id }: Its) => {
  await insertAll(tx, 'disclosure', [{ ...NORTH, id, search_id: search, provider_id: 'acorn', by: 'system' }]);
  await insertAll(tx, 'disclosure_stage', [{ ...NORTH, disclosure_id: id, stage: 'needs', by: 'system' }]);
};
const nothing = async () => undefined;
const sharedPage = ({ id }: Its) => `/shared/${id}`;
const closed = (tx: Tx, { search }: Its) =>
  add('search_closed', { ...NORTH, search_id: search, by: 'system', why: 'home found' })(tx);

const CASES: readonly Case[] = [
  {
    ...{ what: 'an allocation has ended', role: 'social-worker', open: allocated, page: childPage, gets: 404 },
    end: (tx, { id }) => add('allocation_ended', { ...NORTH, allocation_id: id, by: 'system' })(tx),
  },
  {
    ...{ what: 'cover for a team was ended', role: 'social-worker', open: covering, page: childPage, gets: 404 },
    end: (tx, { id }) => add('team_cover_ended', { ...NORTH, cover_id: id, by: 'system' })(tx),
  },
  {
    ...{ what: 'cover for a team has run out', role: 'social-worker', open: covering, page: childPage, gets: 404 },
    end: (tx, { id }) =>
      run(tx, sql`update team_cover set from_at = ${inHours(-2)}, until_at = ${inHours(-0.001)} where id = ${id}`),
  },
  {
    ...{ what: 'the colleague for whose team they stand in has handed the child on', role: 'social-worker' },
    ...{ open: covering, page: childPage, gets: 404 },
    end: (tx, { id }) => add('allocation_ended', { ...NORTH, allocation_id: id, by: 'system' })(tx),
  },
  {
    what: 'a search was closed: the child',
    role: 'home-finder',
    open: working,
    page: childPage,
    end: closed,
    gets: 404,
  },
  {
    what: 'a search was closed: its homes',
    role: 'home-finder',
    open: working,
    page: searchPage,
    end: closed,
    gets: 404,
  },
  {
    ...{ what: 'they were taken off a search', role: 'home-finder', open: working, page: searchPage, gets: 404 },
    end: (tx, { actor }) => run(tx, sql`delete from search_worker where actor_id = ${actor}`),
  },
  { what: 'the record was sealed', role: 'social-worker', open: allocated, page: childPage, end: seal, gets: 404 },
  {
    what: 'the record was sealed to those who see all',
    role: 'director',
    open: nothing,
    page: childPage,
    end: seal,
    gets: 404,
  },
  {
    what: 'the record of a search was sealed',
    role: 'home-finder',
    open: working,
    page: searchPage,
    end: seal,
    gets: 404,
  },
  {
    ...{
      what: 'they are not named on a sealed record any more',
      role: 'social-worker',
      open: named,
      page: childPage,
      gets: 404,
    },
    end: (tx, { child, actor }) =>
      add('record_named_ended', { ...NORTH, child_id: child, actor_id: actor, by: 'system' })(tx),
  },
  {
    ...{ what: 'an emergency opening has run out', role: 'iro', open: opened, page: childPage, gets: 404 },
    end: (tx, { id }) =>
      run(tx, sql`update break_glass set at = ${inHours(-4)}, until_at = ${inHours(-0.001)} where id = ${id}`),
  },
  {
    what: 'their post has ended',
    role: 'social-worker',
    open: allocated,
    page: childPage,
    end: endPost,
    gets: SIGN_IN,
  },
  {
    what: 'their post has ended: their own account',
    role: 'manager',
    open: nothing,
    page: () => '/account',
    end: endPost,
    gets: SIGN_IN,
  },
  {
    ...{ what: 'their account was closed', role: 'social-worker', open: allocated, page: childPage, gets: SIGN_IN },
    end: (tx, { actor }) => add('account_closed', { account_id: actor, by: 'system' })(tx),
  },
  {
    ...{
      what: 'the post is somebody else’s now',
      role: 'social-worker',
      open: allocated,
      page: childPage,
      gets: SIGN_IN,
    },
    end: (tx, { actor }) => run(tx, sql`update actor set account_id = null where id = ${actor}`),
  },
  {
    ...{ what: 'the post is of another role now', role: 'social-worker', open: allocated, page: childPage, gets: 403 },
    end: (tx, { actor }) => run(tx, sql`update actor set role = 'administrator' where id = ${actor}`),
  },
  {
    ...{
      what: 'an administrator has ended the session',
      role: 'social-worker',
      open: allocated,
      page: childPage,
      gets: SIGN_IN,
    },
    end: (tx, { actor }) =>
      run(
        tx,
        sql`insert into session_ended (session_id, by, why)
        select id, 'system', 'ended by an administrator' from session where actor_id = ${actor}`,
      ),
  },
  {
    ...{ what: 'a request for everything held was closed', role: 'information-governance', gets: 404 },
    open: (tx, { child, id }) =>
      add('subject_request', { ...NORTH, id, child_id: child, asked_on: '2026-11-01', by: 'system' })(tx),
    page: ({ child }) => `/children/${child}/people`,
    end: (tx, { id }) => add('subject_request_closed', { ...NORTH, request_id: id, by: 'system' })(tx),
  },
  {
    what: 'a share of a search was ended',
    role: 'provider',
    organisation: 'acorn',
    open: shared,
    page: sharedPage,
    gets: 404,
    end: (tx, { id }) => add('disclosure_ended', { ...NORTH, disclosure_id: id, by: 'system' })(tx),
  },
  {
    what: 'a shared search was closed',
    role: 'provider',
    organisation: 'acorn',
    open: shared,
    page: sharedPage,
    gets: 404,
    end: closed,
  },
  {
    what: 'the record of a shared search was sealed',
    role: 'provider',
    organisation: 'acorn',
    open: shared,
    page: sharedPage,
    gets: 404,
    end: seal,
  },
  {
    ...{ what: 'a carer keeps the home no more', role: 'foster-carer', gets: 404 },
    open: (tx, { actor }) => add('home_carer', { ...NORTH, home_id: 'far', actor_id: actor, by: 'system' })(tx),
    page: () => '/homes/north/far',
    end: (tx, { actor }) => add('home_carer_ended', { ...NORTH, home_id: 'far', actor_id: actor, by: 'system' })(tx),
  },
  // The last one: it ends what all of North sees of the region.
  {
    ...{
      what: 'an agreement of the region was ended',
      role: 'home-finder',
      open: nothing,
      page: () => '/homes/acorn/near',
      gets: 404,
    },
    end: (tx) =>
      run(
        tx,
        sql`insert into sharing_agreement_ended (region_id, agreement_id, organisation_id, by)
        select region_id, agreement_id, organisation_id, 'system' from sharing_party where organisation_id = 'north'`,
      ),
  },
];

onEachDatabase('access ends on an open session', (open) => {
  let server: TestServer;
  before(async () => {
    await smallRegion(open(), englandDate(new Date()));
    await open().asSystem(async (tx) => {
      for (const [i, each] of CASES.entries()) await prepare(tx, its(i), each);
    });
    server = await serverForTest(open());
  });
  after(() => server.close());

  for (const [i, each] of CASES.entries()) {
    test(`when ${each.what}`, async () => {
      const visitor = await server.actAs(its(i).actor);
      const path = each.page(its(i));
      assert.equal((await visitor.get(path)).status, 200, 'before');
      assert.equal((await visitor.get(path)).status, 200, 'once more before');
      await open().asSystem((tx) => each.end(tx, its(i)));
      const page = await visitor.get(path);
      if (each.gets !== SIGN_IN) return assert.equal(page.status, each.gets);
      assert.deepEqual([page.status, page.location], [302, `/sign-in?next=${encodeURIComponent(path)}`]);
      assert.equal((await visitor.get('/account')).location, '/sign-in?next=%2Faccount', 'and nothing else either');
    });
  }
});

function its(i: number): Its {
  return { child: `child${i}`, search: `search${i}`, actor: `actor${i}`, id: `it${i}` };
}

async function prepare(tx: Tx, it: Its, { role, organisation = 'north', open }: Case): Promise<void> {
  const key = { ...NORTH, child_id: it.child };
  await insertAll(tx, 'account', [{ id: it.actor, name: it.actor, email: `${it.actor}@a.example`, by: 'system' }]);
  await insertAll(tx, 'actor', [
    { organisation_id: organisation, id: it.actor, name: it.actor, role, account_id: it.actor },
  ]);
  await insertAll(tx, 'child', [{ ...NORTH, id: it.child, sex: 'female' }]);
  await insertAll(tx, 'child_identity', [{ ...key, born: '2014-05-06', given_name: 'Kit' }]);
  await insertAll(tx, 'profile', [{ ...key, id: `profile_${it.child}`, number: 1, started_by: 'system' }]);
  await insertAll(tx, 'profile_finished', [{ ...NORTH, profile_id: `profile_${it.child}`, by: 'system' }]);
  await insertAll(tx, 'search', [{ ...NORTH, id: it.search, needed_by: '2027-01-01', asked_by: 'system' }]);
  await insertAll(tx, 'search_child', [{ ...key, search_id: it.search, profile_id: `profile_${it.child}` }]);
  await open(tx, it);
}

function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}
