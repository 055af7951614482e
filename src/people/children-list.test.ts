import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { onEachDatabase } from '../../test/database.ts';
import { type Actor, ALL_ROLES, openTo, ROLES, type Role } from '../access/index.ts';
import { type Database, insertAll, sql, type Tx } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { calledName, compareNames } from './child.ts';
import { childSummary } from './child-read.ts';
import { type ChildrenFilter, childrenList, everyListedChild } from './children-list.ts';
import { needsAHome } from './where.ts';

const today = date('2026-11-21');
const CHILDREN = 65;
const EVERY_ID = Array.from({ length: CHILDREN + 5 }, (_, n) => `c${n}`);
const child = fc.nat({ max: CHILDREN - 1 }).map((n) => `c${n}`);
const children = fc.uniqueArray(child, { maxLength: 40 });

/** What may tie one actor to children: any of it, in any mixture. */
const ties = fc.record({
  role: fc.constantFrom(...ALL_ROLES),
  allocated: children,
  ended: children,
  teammates: children,
  inTeam: fc.boolean(),
  covers: fc.boolean(),
  searches: children,
  opened: children,
  asked: children,
  sealed: fc.uniqueArray(child, { maxLength: 8 }),
  named: fc.uniqueArray(child, { maxLength: 4 }),
  siblings: fc.array(fc.tuple(child, child), { maxLength: 10 }),
});
type Ties = typeof ties extends fc.Arbitrary<infer T> ? T : never;

const RELATIONS: Partial<Record<Role, string>> = {
  child: 'self',
  parent: 'parent',
  advocate: 'advocate',
  iro: 'independent reviewing officer',
};

async function world(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [
    { id: 'north', kind: 'authority', name: 'North' },
    { id: 'south', kind: 'authority', name: 'South' },
  ]);
  await insertAll(tx, 'team', [{ organisation_id: 'north', id: 't1', name: 'Team One' }]);
  await insertAll(tx, 'actor', [
    { organisation_id: 'north', id: 'mate', name: 'Mate', role: 'social-worker', team_id: 't1' },
  ]);
  await insertAll(tx, 'home', [
    { organisation_id: 'north', id: 'h1', name: 'Oak', kind: 'fostering', sector: 'authority' },
  ]);
  const all = Array.from({ length: CHILDREN + 5 }, (_, n) => ({
    n,
    organisation_id: n < CHILDREN ? 'north' : 'south',
  }));
  await insertAll(
    tx,
    'child',
    all.map(({ n, organisation_id }) => ({
      organisation_id,
      id: `c${n}`,
      sex: 'male',
      return_id: n % 9 ? null : `R${n}`,
      unaccompanied: false,
      created_at: '2026-01-01',
    })),
  );
  await insertAll(
    tx,
    'child_identity',
    all.map(({ n, organisation_id }) => ({
      organisation_id,
      child_id: `c${n}`,
      born_estimated: false,
      born: n % 11 ? '2015-01-01' : '2008-11-21',
      given_name: n % 9 ? `${['Ella', 'Élla', 'Øyvind', 'tom'][n % 4]} ${n % 7}` : null,
      family_name: `Okafor${n}`,
    })),
  );
  const ours = all.filter((each) => each.organisation_id === 'north');
  await insertAll(
    tx,
    'placement',
    ours
      .filter(({ n }) => n % 3)
      .map(({ n }) => ({
        organisation_id: 'north',
        id: `p${n}`,
        child_id: `c${n}`,
        home_organisation_id: 'north',
        home_id: 'h1',
        started: '2025-01-01',
      })),
  );
  await insertAll(
    tx,
    'placement_ended',
    ours
      .filter(({ n }) => n % 3 && n % 4 === 0)
      .map(({ n }) => ({
        organisation_id: 'north',
        placement_id: `p${n}`,
        ended: n % 8 ? '2026-12-20' : '2026-01-01',
        reason: n % 5 ? 'CARPL' : 'E4A',
        by: 'x',
        at: '2026-01-01',
      })),
  );
  await insertAll(
    tx,
    'episode',
    ours
      .filter(({ n }) => n % 3)
      .map(({ n }) => ({
        ...{ organisation_id: 'north', child_id: `c${n}`, decom: '2025-01-01', place: 'U4' },
        ...{ import_id: 'i', return_year: 2026 },
      })),
  );
  await insertAll(
    tx,
    'profile',
    ours.map(({ n }) => ({
      organisation_id: 'north',
      id: `f${n}`,
      child_id: `c${n}`,
      number: 1,
      edition: 1,
      started_by: 'x',
    })),
  );
}

/** Ties one actor to children in the given ways; whatever was there before is gone. */
async function tie(tx: Tx, { role, ...by }: Ties): Promise<Actor> {
  for (const table of [
    'search',
    'allocation',
    'team_cover',
    'break_glass',
    'subject_request',
    'record_named',
    'record_sealed',
    'brother_or_sister',
  ])
    await sql`delete from ${sql.table(table)}`.execute(tx);
  await sql`delete from actor where id = 'me'`.execute(tx);
  await insertAll(tx, 'actor', [
    { organisation_id: 'north', id: 'me', name: 'Me', role, team_id: by.inTeam ? 't1' : null },
  ]);
  const relation = RELATIONS[role] ?? 'social worker';
  const mine = relation === 'self' ? by.allocated.slice(0, 1) : by.allocated;
  const at = { organisation_id: 'north', from_at: '2026-01-01', by: 'x' };
  await insertAll(tx, 'allocation', [
    ...mine.map((id) => ({ ...at, id: `m_${id}`, child_id: id, actor_id: 'me', relation })),
    ...by.teammates.map((id) => ({ ...at, id: `t_${id}`, child_id: id, actor_id: 'mate', relation: 'social worker' })),
  ]);
  const over = by.ended.flatMap((id) => [
    ...(mine.includes(id) ? [`m_${id}`] : []),
    ...(by.teammates.includes(id) ? [`t_${id}`] : []),
  ]);
  await insertAll(
    tx,
    'allocation_ended',
    over.map((id) => ({ organisation_id: 'north', allocation_id: id, at: '2026-01-01', by: 'x' })),
  );
  if (by.covers)
    await sql`insert into team_cover values ('north', 'v', 'me', 't1', now() - interval '1 day', now() + interval '1 day', 'x')`.execute(
      tx,
    );
  if (by.searches.length) {
    await insertAll(tx, 'search', [
      {
        organisation_id: 'north',
        id: 's',
        needed_by: '2026-12-01',
        emergency: false,
        note: '',
        asked_by: 'me',
        asked_at: '2026-01-01',
      },
    ]);
    await insertAll(
      tx,
      'search_worker',
      [{ organisation_id: 'north', search_id: 's', actor_id: 'me', by: 'x', from_at: '2026-01-01' }],
      'on conflict do nothing',
    );
    await insertAll(
      tx,
      'search_child',
      by.searches.map((id) => ({
        organisation_id: 'north',
        search_id: 's',
        child_id: id,
        profile_id: `f${id.slice(1)}`,
      })),
    );
  }
  for (const id of by.opened)
    await sql`insert into break_glass values ('north', ${`g_${id}`}, ${id}, 'me', 'A reason of the test', now() - interval '1 hour', now() + interval '1 hour')`.execute(
      tx,
    );
  await insertAll(
    tx,
    'subject_request',
    by.asked.map((id) => ({
      organisation_id: 'north',
      id: `q_${id}`,
      child_id: id,
      asked_on: '2026-01-01',
      asked_by_words: '',
      at: '2026-01-01',
      by: 'x',
    })),
  );
  await insertAll(
    tx,
    'record_sealed',
    by.sealed.map((id) => ({ organisation_id: 'north', child_id: id, at: '2026-01-01', by: 'x', why: 'other' })),
  );
  const named = by.named.filter((id) => by.sealed.includes(id));
  await insertAll(
    tx,
    'record_named',
    named.map((id) => ({ organisation_id: 'north', child_id: id, actor_id: 'me', at: '2026-01-01', by: 'x' })),
  );
  await insertAll(
    tx,
    'brother_or_sister',
    by.siblings
      .filter(([one, other]) => one !== other)
      .flatMap(([one, other]) => [
        { organisation_id: 'north', child_id: one, other_child_id: other },
        { organisation_id: 'north', child_id: other, other_child_id: one },
      ]),
    'on conflict do nothing',
  );
  return {
    id: 'me',
    name: 'Me',
    role,
    roleWords: ROLES[role],
    organisation: { id: 'north', name: 'North', kind: 'authority' },
  };
}

const everyone = { search: '', shown: 'everyone', whose: 'open' } as const;
const sorted = (ids: readonly string[]) => [...ids].sort();

async function allPages(tx: Tx, actor: Actor, filter: ChildrenFilter): Promise<{ ids: string[]; need: number }> {
  const first = await childrenList(tx, actor, filter, 1, today);
  const ids = first.children.map((each) => each.id);
  for (let page = 2; page <= first.pages; page++) {
    const next = await childrenList(tx, actor, filter, page, today);
    assert.equal(next.page, page);
    ids.push(...next.children.map((each) => each.id));
  }
  assert.equal(first.found, ids.length, 'the count is of what is shown');
  return { ids, need: first.needAHome };
}

onEachDatabase('the list of children', (open: () => Database) => {
  before(() => open().asSystem(world));

  test('property: the pages, the counts, the file and the single records open to somebody are the same children', async () => {
    await fc.assert(
      fc.asyncProperty(ties, async (by) => {
        const actor = await open().asSystem((tx) => tie(tx, by));
        const found = await open().asActor('me', async (tx) => {
          const single: string[] = [];
          const needing: string[] = [];
          const records = new Map((await childSummary(tx, EVERY_ID, today)).map((each) => [each.id, each]));
          for (const id of EVERY_ID) {
            const opened = (await openTo(tx, actor, id, 'identity')).length > 0;
            const record = records.get(id);
            assert.equal(record !== undefined, opened, `${id} by the policy in the code and by the database`);
            if (!record) continue;
            single.push(id);
            const care = (await openTo(tx, actor, id, 'care')).length > 0;
            if (care && needsAHome(record.standing)) needing.push(id);
          }
          const list = await allPages(tx, actor, everyone);
          const file = await everyListedChild(tx, actor, everyone, today);
          assert.deepEqual(sorted(list.ids), sorted(single));
          assert.deepEqual(
            file.map((each) => each.id),
            list.ids,
            'the file is in the same order',
          );
          assert.equal(list.need, needing.length);
          const waiting = await allPages(tx, actor, { ...everyone, shown: 'needs-a-home' });
          assert.deepEqual(sorted(waiting.ids), sorted(needing));
          return list.ids;
        });
        // The same without the policies of the tables: the list's own condition alone says the same.
        const alone = await open().asSystem(async (tx) => {
          await sql`select set_config('app.actor', 'me', true)`.execute(tx);
          return allPages(tx, actor, everyone);
        });
        assert.deepEqual(alone.ids, found);
      }),
      { numRuns: 25 },
    );
  });

  /** A worker to whom every child of the authority is allocated, and no cover or seal about. */
  const worker = (role: Role = 'social-worker') =>
    open().asSystem((tx) =>
      tie(tx, {
        ...{ role, allocated: EVERY_ID.slice(0, CHILDREN), ended: [], teammates: [], inTeam: false, covers: false },
        ...{ searches: [], opened: [], asked: [], sealed: [], named: [], siblings: [] },
      }),
    );
  const asMe = <T>(work: (tx: Tx) => Promise<T>) => open().asActor('me', work);

  test('property: a search finds by any part of a name, the family name or the return’s id, as it always has', async () => {
    const plain = (text: string) =>
      text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLocaleLowerCase('en-GB').trim();
    const looksLike = (text: string, typed: string) => plain(text).includes(plain(typed));
    const actor = await worker();
    const summaries = await asMe((tx) => childSummary(tx, EVERY_ID, today));
    const typed = fc.oneof(
      fc.constantFrom(
        'ella',
        'ÉLLA',
        'øyv',
        'okafor6',
        'r9',
        'R',
        'child r',
        'child',
        'name is not',
        '%',
        '_',
        "'",
        '\\',
        ' ',
      ),
      fc.string({ unit: fc.constantFrom(...'eEéÉlaøØyrRk0123456789 '), maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (search) => {
        const found = await asMe((tx) => allPages(tx, actor, { ...everyone, search: search.trim() }));
        const expected = summaries.filter((each) => {
          const whole = [each.givenName, each.familyName].filter(Boolean).join(' ');
          return [whole, calledName(each), each.returnId ?? ''].some((text) => looksLike(text, search));
        });
        assert.deepEqual(sorted(found.ids), sorted(expected.map((each) => each.id)), JSON.stringify(search));
      }),
      { numRuns: 40 },
    );
  });

  test('a page that is not there gives the nearest, also when children have gone meanwhile', async () => {
    const actor = await worker();
    for (const [asked, given] of [
      [3, 3],
      [4, 3],
      [99_999, 3],
    ] as const) {
      const list = await asMe((tx) => childrenList(tx, actor, everyone, asked, today));
      assert.deepEqual([list.page, list.pages, list.found], [given, 3, CHILDREN]);
      assert.equal(list.children.length, CHILDREN - 60);
    }
    const none = await asMe((tx) => childrenList(tx, actor, { ...everyone, search: 'nobody here' }, 7, today));
    assert.deepEqual([none.page, none.pages, none.found, none.children], [1, 1, 0, []]);
  });

  test('whose children, and those without a social worker', async () => {
    const some = ['c1', 'c2', 'c3'];
    const by = {
      ...{ allocated: ['c1', 'c5'], ended: [], teammates: some, inTeam: true, covers: true, searches: [], opened: [] },
      ...{ asked: [], sealed: ['c3'], named: [], siblings: [] },
    };
    const list = async (role: Role, filter: Partial<ChildrenFilter>) => {
      const actor = await open().asSystem((tx) => tie(tx, { role, ...by }));
      return sorted((await asMe((tx) => allPages(tx, actor, { ...everyone, ...filter }))).ids);
    };
    assert.deepEqual(await list('social-worker', { whose: 'mine' }), ['c1', 'c5']);
    assert.deepEqual(
      await list('social-worker', { whose: 'covering' }),
      ['c1', 'c2', 'c5'],
      'their own are in the team',
    );
    assert.deepEqual(await list('manager', { whose: 'team' }), ['c1', 'c2']);
    const without = await list('manager', { shown: 'unallocated' });
    assert.equal(without.length > 30 && !without.some((id) => ['c1', 'c2', 'c3', 'c5'].includes(id)), true);
    assert.deepEqual(
      await list('social-worker', { shown: 'unallocated' }),
      [],
      'nobody but a manager sees them by that',
    );
    await open().asSystem((tx) =>
      sql`insert into post_ended (organisation_id, actor_id, by) values ('north', 'mate', 'x')`.execute(tx),
    );
    const left = await list('manager', { shown: 'unallocated' });
    await open().asSystem((tx) => sql`delete from post_ended`.execute(tx));
    assert.ok(left.includes('c2') && !left.includes('c3'), 'a social worker who has left is none; a seal stays shut');
  });

  test('who may not know where children live is told nothing of it', async () => {
    const actor = await worker('advocate');
    const list = await asMe((tx) => childrenList(tx, actor, { ...everyone, shown: 'in-care' }, 1, today));
    assert.equal(list.found, CHILDREN);
    assert.equal(list.needAHome, 0);
    assert.ok(list.children.every((each) => each.standing === null));
  });

  test('names stand in the order people look them up in', async () => {
    const actor = await worker();
    const { ids } = await asMe((tx) => allPages(tx, actor, everyone));
    const names = new Map((await asMe((tx) => childSummary(tx, ids, today))).map((each) => [each.id, each.name]));
    const byHand = [...ids].sort((a, b) => compareNames(names.get(a) ?? '', names.get(b) ?? '') || (a < b ? -1 : 1));
    assert.deepEqual(ids, byHand);
  });
});
