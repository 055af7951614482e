import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, beforeEach, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { FAMILY, HOME, hiddenWorld, SCHOOL } from '../../test/security/hidden-world.ts';
import { type Actor, actorOf, NotHere } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { englandDate, Refusal } from '../kernel/index.ts';
import { childSummary } from './child-read.ts';
import {
  addReason,
  changeHidden,
  endReason,
  type HideForm,
  hideAddress,
  mustSee,
  namePerson,
  unnamePerson,
} from './confidential-actions.ts';
import type { HiddenSubject } from './confidential-address.ts';
import { findHidden } from './confidential-store.ts';

const today = englandDate(new Date());
const MAYA: HiddenSubject = { kind: 'child', organisationId: 'north', id: 'maya' };
const LEO: HiddenSubject = { kind: 'child', organisationId: 'north', id: 'leo' };
const LATE: HiddenSubject = { kind: 'home', organisationId: 'acorn', id: 'late' };
const FORM: HideForm = {
  why: 'court order',
  basis: 'Family Court, 3 March 2026',
  hiddenFrom: 'her father',
  untilOn: null,
  from: [],
  named: [],
  self: true,
};

/** Undoes everything at the end, so that each test begins with the address in the open. */
class Undone extends Error {}

onEachDatabase('hidden addresses', (open) => {
  before(() => hiddenWorld(open(), today));

  const as = <T>(actor: string, work: (tx: Tx, actor: Actor) => Promise<T>) =>
    open().asActor(actor, async (tx) => work(tx, (await actorOf(tx, actor)) as Actor));
  const system = <T>(work: (tx: Tx) => Promise<T>) => open().asSystem(work);
  const openAgain = () =>
    system(async (tx) => {
      await sql`insert into address_hidden_ended (organisation_id, hidden_id, by, reason)
        select organisation_id, id, 'test', 'between tests' from address_hidden h where not exists
          (select from address_hidden_ended e where e.hidden_id = h.id)`.execute(tx);
      await sql`delete from address_hidden`.execute(tx);
      await sql`delete from placement where id = 'moved'`.execute(tx);
    });
  beforeEach(openAgain);

  test('whoever hides it reads it, and those they name; nobody by role, and nobody names themselves', async () => {
    await as('w_worker', (tx, actor) => hideAddress(tx, actor, MAYA, { ...FORM, named: ['w_team'] }));
    for (const actor of ['w_worker', 'w_team'])
      assert.equal((await as(actor, (tx) => findHidden(tx, MAYA)))?.postcode, FAMILY.postcode, actor);
    for (const actor of [
      'w_second',
      'w_finder',
      'w_director',
      'w_governance',
      'w_data',
      'w_duty',
      'w_iro',
      'w_south',
    ]) {
      assert.equal(await as(actor, (tx) => findHidden(tx, MAYA)), null, actor);
      await assert.rejects(
        as(actor, (tx) =>
          insertAll(tx, 'address_named', [{ organisation_id: 'north', address_id: 'x', actor_id: actor, by: actor }]),
        ),
        /row-level security/,
        actor,
      );
    }
    const id = (await as('w_worker', (tx) => mustSee(tx, MAYA))).id;
    await assert.rejects(
      as('w_second', (tx) =>
        insertAll(tx, 'address_named', [
          { organisation_id: 'north', address_id: id, actor_id: 'w_second', by: 'w_second' },
        ]),
      ),
      /row-level security/,
    );
    await as('w_team', (tx, actor) => namePerson(tx, actor, MAYA, 'w_second'));
    assert.ok(await as('w_second', (tx) => findHidden(tx, MAYA)));
    await as('w_team', (tx, actor) => unnamePerson(tx, actor, MAYA, 'w_second'));
    assert.equal(await as('w_second', (tx) => findHidden(tx, MAYA)), null);
    const kept = await system((tx) =>
      rows(tx, sql`select actor_id, by, named_by from address_named_ended where actor_id = 'w_second'`),
    );
    assert.deepEqual(kept, [{ actor_id: 'w_second', by: 'w_team', named_by: 'w_team' }]);
  });

  test('a brother’s same family home is hidden with it', async () => {
    await as('w_worker', (tx, actor) => hideAddress(tx, actor, MAYA, { ...FORM, named: ['w_team'] }));
    assert.equal((await as('w_team', (tx) => findHidden(tx, LEO)))?.postcode, FAMILY.postcode);
    const [leo] = await as('w_finder', (tx) => childSummary(tx, ['leo'], today));
    assert.deepEqual(leo?.familyHome, { postcode: null, area: '', lat: null, long: null, confidential: true });
  });

  test('who is not named adds no reason, ends none and writes no other address over it', async () => {
    await as('w_worker', (tx, actor) => hideAddress(tx, actor, MAYA, FORM));
    const [reason] = (await as('w_worker', (tx) => mustSee(tx, MAYA))).reasons;
    await assert.rejects(
      as('w_second', (tx, actor) => hideAddress(tx, actor, MAYA, FORM)),
      Refusal,
    );
    await assert.rejects(
      as('w_second', (tx, actor) => addReason(tx, actor, MAYA, FORM)),
      NotHere,
    );
    const own = { organisation_id: 'north', child_id: 'maya', why: 'police', by: 'w_second' };
    await assert.rejects(
      as('w_second', (tx) => insertAll(tx, 'address_hidden', [{ id: 'x', ...own }])),
      /row-level security/,
    );
    await assert.rejects(
      as('w_second', (tx, actor) => endReason(tx, actor, MAYA, { hiding: reason?.id ?? '', reason: 'I say so' })),
      NotHere,
    );
    await assert.rejects(
      as('w_second', (tx) =>
        insertAll(tx, 'address_hidden_ended', [
          { organisation_id: 'north', hidden_id: reason?.id, by: 'w_second', reason: 'I say so' },
        ]),
      ),
      /row-level security/,
    );
    await assert.rejects(
      as('w_second', (tx) => sql`update child_address set postcode = 'QV1 1AA' where child_id = 'maya'`.execute(tx)),
      /people who may see it/,
    );
    await as('w_second', (tx) =>
      sql`update child_address set confidential = false where child_id = 'maya'`.execute(tx),
    );
    assert.equal((await as('w_worker', (tx) => mustSee(tx, MAYA))).postcode, FAMILY.postcode);
  });

  test('nobody can show it to a person it is hidden from', async () => {
    await as('w_worker', (tx, actor) => hideAddress(tx, actor, MAYA, { ...FORM, from: ['w_second'] }));
    await assert.rejects(
      as('w_worker', (tx, actor) => namePerson(tx, actor, MAYA, 'w_second')),
      /hidden from this person/,
    );
    const both = { ...FORM, named: ['w_second'], from: ['w_second'] };
    await assert.rejects(
      as('w_worker', (tx, actor) => addReason(tx, actor, MAYA, both)),
      Refusal,
    );
  });

  test('a post that ends sees nothing; with the last one, information governance names somebody else, never itself', async () => {
    await as('w_worker', (tx, actor) => hideAddress(tx, actor, MAYA, FORM));
    const { id } = await as('w_worker', (tx) => mustSee(tx, MAYA));
    const name = (by: string, who: string) =>
      as(by, (tx) => insertAll(tx, 'address_named', [{ organisation_id: 'north', address_id: id, actor_id: who, by }]));
    await assert.rejects(name('w_governance', 'w_second'), /row-level security/, 'somebody still sees it');
    await system((tx) => insertAll(tx, 'post_ended', [{ organisation_id: 'north', actor_id: 'w_worker', by: 'test' }]));
    assert.equal(await as('w_worker', (tx) => first(tx, sql`select 1 from confidential_address`)), null);
    await assert.rejects(name('w_governance', 'w_governance'), /row-level security/);
    await name('w_governance', 'w_second');
    assert.equal((await as('w_second', (tx) => findHidden(tx, MAYA)))?.postcode, FAMILY.postcode);
    assert.equal(await as('w_governance', (tx) => first(tx, sql`select 1 from confidential_address`)), null);
    await system((tx) => sql`delete from post_ended`.execute(tx));
  });

  test('a refuge hides the children who live there, and who moves in later, by itself', async () => {
    await as('w_manager', (tx, actor) => hideAddress(tx, actor, LATE, { ...FORM, why: 'refuge' }));
    assert.equal(
      (await as('w_worker', (tx) => findHidden(tx, LEO)))?.postcode,
      FAMILY.postcode,
      'his social worker goes on',
    );
    assert.equal(await as('w_manager', (tx) => findHidden(tx, LEO)), null, 'the refuge learns nothing of his family');
    assert.equal(await as('w_team', (tx) => findHidden(tx, LEO)), null);
    await openAgain();
    await as('w_manager', (tx, actor) => hideAddress(tx, actor, LATE, { ...FORM, why: 'refuge' }));
    await openAgainOf('maya');
    await system((tx) =>
      insertAll(tx, 'placement', [
        {
          organisation_id: 'north',
          id: 'moved',
          child_id: 'maya',
          home_organisation_id: 'acorn',
          home_id: 'late',
          started: today,
        },
      ]),
    );
    const why = await system((tx) => rows(tx, sql`select why, by_itself from address_hidden where child_id = 'maya'`));
    assert.deepEqual(why, [{ why: 'refuge', by_itself: true }]);
  });
  const openAgainOf = (child: string) =>
    system((tx) => sql`delete from address_hidden where child_id = ${child}`.execute(tx));

  test('ending it brings everything back where it was; words too, but not those somebody has changed since', async () => {
    const everything = () =>
      system(async (tx) => ({
        child: await rows(tx, sql`select * from child_address where child_id in ('maya', 'leo') order by child_id`),
        address: await rows(tx, sql`select * from home_address where home_id = 'late'`),
        home: await rows(tx, sql`select name, area, about, interests from home where id = 'late'`),
        terms: await rows(tx, sql`select terms from registration where home_id = 'late'`),
        room: await rows(tx, sql`select name from room where home_id = 'late'`),
        out: await rows(tx, sql`select note from room_out_of_service where id = 'out-late'`),
        skill: await rows(tx, sql`select evidence from home_skill where home_id = 'late'`),
      }));
    const was = await everything();
    await as('w_manager', (tx, actor) => hideAddress(tx, actor, LATE, FORM));
    await as('w_worker', (tx, actor) => hideAddress(tx, actor, MAYA, FORM));
    await as('w_raj', (tx) => sql`update room set name = 'The blue room' where id = 'late-1'`.execute(tx));
    for (const [actor, of] of [
      ['w_manager', LATE],
      ['w_worker', MAYA],
      ['w_worker', LEO],
    ] as const) {
      const [reason] = (await as(actor, (tx) => mustSee(tx, of))).reasons;
      const ending = { hiding: reason?.id ?? '', reason: 'The order has run out' };
      await as(actor, (tx, me) => endReason(tx, me, of, ending));
      assert.equal(await as(actor, (tx) => findHidden(tx, of)), null);
    }
    assert.deepEqual(await everything(), { ...was, room: [{ name: 'The blue room' }] });
    await system((tx) => sql`update room set name = 'Room to 7 Magpie Canary Lane' where id = 'late-1'`.execute(tx));
    const left = await system((tx) =>
      rows(
        tx,
        sql`select 1 from address_found union all select 1 from address_was union all select 1 from address_named`,
      ),
    );
    assert.deepEqual(left, []);
  });

  test('two reasons: it stays hidden until both have ended', async () => {
    await as('w_worker', (tx, actor) => hideAddress(tx, actor, MAYA, FORM));
    await as('w_worker', (tx, actor) => addReason(tx, actor, MAYA, { ...FORM, why: 'police' }));
    for (const left of [1, 0]) {
      const hidden = await as('w_worker', (tx) => mustSee(tx, MAYA));
      const ending = { hiding: hidden.reasons[0]?.id ?? '', reason: 'It has run out' };
      await as('w_worker', (tx, actor) => endReason(tx, actor, MAYA, ending));
      assert.equal((await as('w_worker', (tx) => findHidden(tx, MAYA)))?.reasons.length ?? 0, left);
    }
  });

  test('who does not know the address cannot find it out by writing guesses; who does never writes it again', async () => {
    await as('w_worker', (tx, actor) => hideAddress(tx, actor, MAYA, FORM));
    const write = (actor: string, id: string, words: string) =>
      as(actor, async (tx) => {
        await insertAll(tx, 'profile', [
          {
            organisation_id: 'north',
            id,
            child_id: 'maya',
            number: id === 'guess' ? 50 : 51,
            started_by: actor,
            about_me: words,
          },
        ]);
        return (await first<{ about_me: string }>(tx, sql`select about_me from profile where id = ${id}`))?.about_me;
      });
    const guesses = `Canaryford? Elsewhere? ${SCHOOL.name}? ${FAMILY.postcode}? QV1 1AA?`;
    assert.equal(
      await write('w_second', 'guess', guesses),
      `Canaryford? Elsewhere? ${SCHOOL.name}? [not shown]? [not shown]?`,
    );
    assert.equal(
      await write('w_worker', 'known', guesses),
      '[not shown]? Elsewhere? [not shown]? [not shown]? QV1 1AA?',
    );
    await system((tx) => sql`delete from profile where id in ('guess', 'known')`.execute(tx));
  });

  test('the school is not there for who is not named, and comes along into the version they start', async () => {
    const schools = (actor: string) =>
      as(
        actor,
        async (tx) =>
          (await rows(tx, sql`select 1 from profile_place where kind = 'school' and profile_id = 'maya-told'`)).length,
      );
    assert.deepEqual([await schools('w_second'), await schools('w_iro')], [1, 1]);
    await as('w_worker', (tx, actor) => hideAddress(tx, actor, MAYA, FORM));
    assert.deepEqual([await schools('w_second'), await schools('w_iro'), await schools('w_worker')], [0, 0, 1]);
    await as('w_second', (tx) =>
      insertAll(tx, 'profile', [
        { organisation_id: 'north', id: 'next', child_id: 'maya', number: 3, started_by: 'w_second' },
      ]),
    );
    const carried = await system((tx) =>
      rows(tx, sql`select name, must_keep from profile_place where profile_id = 'next'`),
    );
    assert.deepEqual(carried, [{ name: SCHOOL.name, must_keep: true }]);
    await system((tx) => sql`delete from profile where id = 'next'`.execute(tx));
  });

  test('an address written anew takes its place; what it was stays out of words as well', async () => {
    await as('w_worker', (tx, actor) => hideAddress(tx, actor, MAYA, FORM));
    const details = { name: null, carers: null, line: '9 Owl Row', postcode: 'QV1 1AA', area: 'Owlby' };
    await as('w_worker', (tx, actor) => changeHidden(tx, actor, MAYA, details));
    const shown = await as('w_second', (tx) =>
      first<{ words: string[] }>(
        tx,
        sql`select app.as_shown('maya', '-infinity', array['From Canaryford to 9 owl  row, OWLBY, qv11aa', 'Nothing']) as words`,
      ),
    );
    assert.deepEqual(shown?.words, ['From [not shown] to [not shown], [not shown], [not shown]', 'Nothing']);
  });

  test('twenty people who hide the same address at once: one has hidden it, the others are told', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        as(n % 2 ? 'w_worker' : 'w_second', (tx, actor) => hideAddress(tx, actor, MAYA, FORM)),
      ),
    );
    assert.equal(tries.filter((each) => each.status === 'fulfilled').length, 1);
    for (const each of tries)
      if (each.status === 'rejected') assert.ok(each.reason instanceof Refusal, String(each.reason));
    const named = await system((tx) => rows(tx, sql`select distinct actor_id from address_named`));
    assert.equal(named.length, 1);
  });

  test('a crash in the middle leaves it as it was', async () => {
    const broken = as('w_worker', async (tx, actor) => {
      await hideAddress(tx, actor, MAYA, FORM);
      throw new Undone();
    });
    await assert.rejects(broken, Undone);
    const [maya] = await as('w_finder', (tx) => childSummary(tx, ['maya'], today));
    assert.equal(maya?.familyHome?.confidential, false);
    assert.ok(maya?.familyHome?.postcode);
  });

  test('what a file says of a hidden home goes where its people read it', async () => {
    await as('w_manager', (tx, actor) => hideAddress(tx, actor, LATE, FORM));
    await system((tx) =>
      sql`insert into home_address (organisation_id, home_id, postcode, line) values ('acorn', 'late', 'QV3 3AA', '1 New Row')
        on conflict (organisation_id, home_id) do update set postcode = excluded.postcode, line = excluded.line, confidential = excluded.confidential`.execute(
        tx,
      ),
    );
    const shown = await system((tx) =>
      first(tx, sql`select postcode, line, confidential from home_address where home_id = 'late'`),
    );
    assert.deepEqual(shown, { postcode: null, line: null, confidential: true });
    const hidden = await as('w_manager', (tx) => mustSee(tx, LATE));
    assert.deepEqual([hidden.postcode, hidden.line, hidden.name], ['QV3 3AA', '1 New Row', HOME.name]);
  });
});

test('no other code names the tables that hold a hidden address', () => {
  const allowed = ['src/people/confidential-store.ts', 'src/homes/known-homes.ts', 'src/rights/pack-sources.ts'];
  const found = ['src', 'seed'].flatMap((folder) =>
    readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true })
      .map((each) => `${folder}/${each}`)
      .filter((each) => each.endsWith('.ts') && !each.endsWith('.test.ts'))
      .filter((each) =>
        /confidential_address|(from|join) address_(found|was)/.test(
          readFileSync(new URL(`../../${each}`, import.meta.url), 'utf8'),
        ),
      ),
  );
  assert.deepEqual(found.sort(), allowed.sort());
});
