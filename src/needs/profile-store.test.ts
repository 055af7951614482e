import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import type { Actor } from '../access/index.ts';
import { type Database, first, insertAll, rows, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { EMPTY_CONTENT, NOTHING_SAID, type Profile } from './profile.ts';
import { digestOf, finishProfile, saveSection, startDraft, type Writing } from './profile-actions.ts';
import { completeContent } from './profile-examples.ts';
import { profileForSearch } from './profile-for-search.ts';
import { draftOf, profileById, profilesOf } from './profile-read.ts';
import { insertProfile } from './profile-store.ts';
import { partOf, type Section, type SectionContent } from './sections.ts';

const now = new Date('2026-11-21T10:00:00Z');

function writer(id: string, name: string, organisation = 'north'): Writing {
  const actor: Actor = {
    id,
    name,
    role: 'social-worker',
    roleWords: 'social worker',
    organisation: { id: organisation, name: organisation, kind: 'authority' },
  };
  return { actor, now };
}
const nia = writer('w_nia', 'Nia Holt');
const sam = writer('w_sam', 'Sam Reed');

onEachDatabase('profiles', (open) => {
  const as = <T>(writing: Writing, work: Parameters<Database['asActor']>[1]): Promise<T> =>
    open().asActor(writing.actor.id, work) as Promise<T>;

  beforeEach(async () => {
    await open().asSystem(async (tx) => {
      await sql`delete from event`.execute(tx);
      await sql`delete from child`.execute(tx);
      for (const id of ['north', 'south']) {
        await insertAll(tx, 'organisation', [{ id, kind: 'authority', name: id }], 'on conflict do nothing');
      }
      await insertAll(
        tx,
        'actor',
        [
          { organisation_id: 'north', id: 'w_nia', name: 'Nia Holt', role: 'social-worker' },
          { organisation_id: 'north', id: 'w_sam', name: 'Sam Reed', role: 'social-worker' },
          { organisation_id: 'north', id: 'w_none', name: 'No Tie', role: 'social-worker' },
          { organisation_id: 'south', id: 'w_far', name: 'Far Away', role: 'social-worker' },
        ],
        'on conflict do nothing',
      );
      await insertAll(tx, 'postcode', [{ postcode: 'ZZ1 1AA', lat: 53.5, long: -2.2 }], 'on conflict do nothing');
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'c1', sex: 'female' }]);
      await insertAll(tx, 'child_identity', [{ organisation_id: 'north', child_id: 'c1', born: '2017-03-04' }]);
      for (const worker of ['w_nia', 'w_sam']) await allocate(tx, 'north', worker, ['c1']);
    });
  });

  const start = (writing = nia): Promise<Profile> =>
    as<Profile | null>(writing, (tx) => startDraft(tx, writing, 'c1')).then((made) => {
      assert.ok(made);
      return made;
    });

  const save = (writing: Writing, opened: Profile, section: Section, part: SectionContent) =>
    as<Awaited<ReturnType<typeof saveSection>>>(writing, (tx) =>
      saveSection(tx, writing, {
        profileId: opened.id,
        section,
        edition: opened.edition,
        seen: digestOf(partOf(opened, section)),
        part,
      }),
    );

  const words = (aboutMe: string): SectionContent => ({ words: { ...EMPTY_CONTENT.words, aboutMe } });

  test('an emergency starts with an empty draft, in which nothing is known', async () => {
    const draft = await start();
    assert.equal(draft.number, 1);
    assert.equal(draft.finished, null);
    assert.equal(draft.startedBy, 'Nia Holt');
    const found = await as<Awaited<ReturnType<typeof profileForSearch>>>(nia, (tx) =>
      profileForSearch(tx, ['c1'], { draftsToo: true }),
    );
    assert.equal(found.get('c1')?.finished, false);
    assert.equal(found.get('c1')?.unknownDomains.length, 12);
    assert.equal(found.get('c1')?.needs.health.level, null);
    assert.equal((await as<Map<string, unknown>>(nia, (tx) => profileForSearch(tx, ['c1']))).size, 0);
  });

  test('two people who start at once get one draft', async () => {
    const [one, other] = await Promise.all([start(nia), start(sam)]);
    assert.equal(one.id, other.id);
  });

  test('neither another authority nor a worker of this one without the child can start or save', async () => {
    const draft = await start();
    for (const other of [writer('w_far', 'Far Away', 'south'), writer('w_none', 'No Tie')]) {
      assert.equal(await as(other, (tx) => startDraft(tx, other, 'c1')), null);
      const saved = await save(other, draft, 'words', words('Mine now.'));
      assert.deepEqual(saved, { ok: false, problem: { is: 'not-here' } });
      assert.deepEqual(await as(other, (tx) => profilesOf(tx, 'c1')), []);
    }
  });

  test('what is saved is what is read, section by section, and each save leaves its event', async () => {
    const draft = await start();
    const content = completeContent();
    const domains = partOf(content, 'belonging');
    const first = await save(nia, draft, 'words', partOf(content, 'words'));
    const second = await save(nia, draft, 'belonging', domains);
    const living = {
      ...EMPTY_CONTENT.living,
      adaptations: false,
      languages: ['Welsh'],
      communication: ['BSL' as const],
    };
    const third = await save(nia, draft, 'living', { living });
    assert.ok(first.ok && second.ok && third.ok);
    const stored = await as<Profile | null>(nia, (tx) => profileById(tx, draft.id));
    assert.deepEqual(stored?.words, content.words);
    assert.deepEqual(stored?.domains.family, content.domains.family);
    assert.deepEqual(stored?.domains.health, NOTHING_SAID);
    assert.deepEqual(stored?.living, living);
    assert.equal(stored?.edition, 4);
    const events = await as<{ kind: string }[]>(nia, (tx) => rows(tx, sql`select kind from event order by kind`));
    assert.deepEqual(
      events.map((event) => event.kind),
      ['profile.saved', 'profile.saved', 'profile.saved', 'profile.started'],
    );
  });

  test('two people in different sections both keep what they wrote', async () => {
    const opened = await start();
    assert.ok((await save(nia, opened, 'words', words('I like dragons.'))).ok);
    assert.ok(
      (await save(sam, opened, 'risks', { safe: { ...EMPTY_CONTENT.safe, risksToChild: ['going-missing'] } })).ok,
    );
    const now = await as<Profile | null>(nia, (tx) => profileById(tx, opened.id));
    assert.equal(now?.words.aboutMe, 'I like dragons.');
    assert.deepEqual(now?.safe.risksToChild, ['going-missing']);
  });

  test('a stale save of the same section writes nothing and shows both texts', async () => {
    const opened = await start();
    assert.ok((await save(nia, opened, 'words', words('I like dragons.'))).ok);
    const stale = await save(sam, opened, 'words', words('I like trains.'));
    assert.ok(!stale.ok && stale.problem.is === 'conflict');
    assert.equal(stale.problem.profile.words.aboutMe, 'I like dragons.');
    assert.equal(stale.problem.profile.savedBy, 'Nia Holt');
    assert.equal(stale.problem.mine.words?.aboutMe, 'I like trains.');
    const stored = await as<Profile | null>(nia, (tx) => profileById(tx, opened.id));
    assert.equal(stored?.words.aboutMe, 'I like dragons.');
    // Having seen both, Sam saves from the newer edition.
    assert.ok((await save(sam, stale.problem.profile, 'words', words('I like dragons and trains.'))).ok);
  });

  test('saves that race: one is kept, the other is told', async () => {
    const opened = await start();
    const answers = await Promise.all([
      save(nia, opened, 'words', words('From Nia.')),
      save(sam, opened, 'words', words('From Sam.')),
    ]);
    assert.equal(answers.filter((answer) => answer.ok).length, 1);
    const stored = await as<Profile | null>(nia, (tx) => profileById(tx, opened.id));
    assert.equal(stored?.words.aboutMe, answers[0]?.ok ? 'From Nia.' : 'From Sam.');
    assert.equal(stored?.edition, 2);
  });

  test('the same text twice is one save', async () => {
    const opened = await start();
    await save(nia, opened, 'words', words('I like dragons.'));
    const again = await save(sam, opened, 'words', words('I like dragons. '));
    assert.ok(again.ok && again.value.edition === 2);
  });

  test('a postcode in the file gives a point, another is accepted without one', async () => {
    const opened = await start();
    const place = { id: '', name: 'Hill School', lat: null, long: null, miles: null, mustKeep: true };
    await save(nia, opened, 'places', {
      places: [
        { ...place, kind: 'school', postcode: 'zz1 1aa' },
        { ...place, kind: 'avoid', name: 'The arcade', postcode: 'ZZ9 9ZZ', miles: 3, mustKeep: false },
      ],
    });
    const found = await as<Awaited<ReturnType<typeof profileForSearch>>>(nia, (tx) =>
      profileForSearch(tx, ['c1'], { draftsToo: true }),
    );
    assert.deepEqual(found.get('c1')?.school, { lat: 53.5, long: -2.2, name: 'Hill School', mustKeep: true });
    assert.deepEqual(found.get('c1')?.avoid, []);
    assert.deepEqual(found.get('c1')?.notOnTheMap, [{ kind: 'avoid', name: 'The arcade', mustKeep: false }]);
  });

  const complete = (): Promise<string> =>
    as<string>(nia, (tx) =>
      insertProfile(tx, { organisationId: 'north', workerId: 'w_nia', at: now }, 'c1', 1, {
        ...completeContent(),
        places: [
          {
            ...{ id: '', kind: 'friend', name: 'Mo', postcode: null, lat: 53.4, long: -2.1, miles: null },
            mustKeep: false,
          },
        ],
      }),
    );
  const finish = (id: string) => as<Awaited<ReturnType<typeof finishProfile>>>(nia, (tx) => finishProfile(tx, nia, id));

  test('an incomplete draft is not finished, and says why', async () => {
    const draft = await start();
    const answer = await finish(draft.id);
    assert.ok(!answer.ok && answer.why !== 'not-here' && answer.why.missing.length > 0);
    assert.equal((await as<Profile | null>(nia, (tx) => profileById(tx, draft.id)))?.finished, null);
  });

  test('a finished profile stands: no save, no finish, no statement changes it', async () => {
    const id = await complete();
    const finished = await finish(id);
    assert.ok(finished.ok && finished.profile.finished?.by === 'Nia Holt');
    const late = await save(sam, finished.profile, 'words', words('Too late.'));
    assert.ok(!late.ok && late.problem.is === 'finished');
    assert.ok((await finish(id)).ok);
    for (const statement of [
      sql`update profile set about_me = 'x' where id = ${id}`,
      sql`delete from profile_domain where profile_id = ${id}`,
      sql`delete from profile_place where profile_id = ${id}`,
      sql`insert into profile_domain (organisation_id, profile_id, domain) values ('north', ${id}, 'x')`,
    ]) {
      await assert.rejects(
        as(nia, (tx) => statement.execute(tx)),
        /finished profile/,
      );
    }
    for (const statement of [
      sql`delete from profile_finished where profile_id = ${id}`,
      sql`delete from profile where id = ${id}`,
    ]) {
      await assert.rejects(
        as(nia, (tx) => statement.execute(tx)),
        /permission denied/,
      );
    }
  });

  test('of many parts written at once, one for a finished profile is enough to refuse them all, whoever writes', async () => {
    const id = await complete();
    await finish(id);
    const draft = await start(sam);
    const parts = (table: 'profile_domain' | 'profile_place', profiles: readonly string[]) =>
      table === 'profile_domain'
        ? sql`insert into profile_domain (organisation_id, profile_id, domain) select 'north', p, 'x' from unnest(${profiles}::text[]) p`
        : sql`insert into profile_place (organisation_id, id, profile_id, kind)
            select 'north', 'x-' || p, p, 'friend' from unnest(${profiles}::text[]) p`;
    const written = () =>
      open().asSystem((tx) =>
        rows(
          tx,
          sql`select 1 from profile_domain where domain = 'x' union all select 1 from profile_place where id like 'x-%'`,
        ),
      );
    for (const table of ['profile_domain', 'profile_place'] as const) {
      for (const both of [
        [draft.id, id],
        [id, draft.id],
      ]) {
        await assert.rejects(
          as(nia, (tx) => parts(table, both).execute(tx)),
          /finished profile/,
        );
        await assert.rejects(
          open().asSystem((tx) => parts(table, both).execute(tx)),
          /finished profile/,
        );
      }
      assert.deepEqual(await written(), [], table);
      await assert.rejects(
        open().asSystem((tx) => sql`update ${sql.table(table)} set profile_id = profile_id`.execute(tx)),
        /finished profile/,
      );
    }
    for (const table of ['profile_domain', 'profile_place'] as const)
      await as(nia, (tx) => parts(table, [draft.id]).execute(tx));
    assert.equal((await written()).length, 2);
  });

  test('a child who is erased takes even finished profiles along', async () => {
    await finish(await complete());
    await open().asSystem((tx) => sql`delete from child where id = 'c1'`.execute(tx));
    assert.equal(await open().asSystem((tx) => first(tx, sql`select 1 from profile_domain`)), null);
  });

  test('the next version starts as a copy of the last, and is the one drafted in', async () => {
    await finish(await complete());
    const next = await start(sam);
    assert.equal(next.number, 2);
    assert.equal(next.words.aboutMe, 'I like drawing dragons.');
    assert.deepEqual(next.domains, completeContent().domains);
    assert.equal(next.places.length, 1);
    assert.equal(next.startedBy, 'Sam Reed');
    assert.equal((await as<Profile | null>(nia, (tx) => draftOf(tx, 'c1')))?.id, next.id);
    const all = await as<Profile[]>(nia, (tx) => profilesOf(tx, 'c1'));
    assert.deepEqual(
      all.map((each) => each.number),
      [2, 1],
    );
    const forSearch = (draftsToo: boolean) =>
      as<Awaited<ReturnType<typeof profileForSearch>>>(nia, (tx) => profileForSearch(tx, ['c1'], { draftsToo }));
    assert.equal((await forSearch(false)).get('c1')?.version, 1);
    assert.equal((await forSearch(true)).get('c1')?.version, 2);
    assert.deepEqual((await forSearch(false)).get('c1')?.friends, [{ lat: 53.4, long: -2.1 }]);
  });

  test('dates come back as the days they were', async () => {
    const id = await complete();
    const stored = await as<Profile | null>(nia, (tx) => profileById(tx, id));
    assert.equal(stored?.words.wordsOn, date('2026-11-02'));
    assert.equal(stored?.domains.health.saidOn, date('2026-11-01'));
  });
});
