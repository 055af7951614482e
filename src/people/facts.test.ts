import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { embeddedForTest, onEachDatabase } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import type { Actor, Role } from '../access/index.ts';
import { type Database, first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { joinBrotherOrSister, partBrotherOrSister } from './child-actions.ts';
import type { ChildForm } from './child-form.ts';
import { openFacts, saveFacts } from './facts-actions.ts';

const today = date('2026-11-21');

async function people(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
  await insertAll(tx, 'actor', [
    { organisation_id: 'north', id: 'nia', name: 'Nia Holt', role: 'social-worker' },
    { organisation_id: 'north', id: 'sam', name: 'Sam Reed', role: 'social-worker' },
    { organisation_id: 'north', id: 'dot', name: 'Dot Officer', role: 'data-officer' },
  ]);
  const ids = ['ella', 'tom', 'amy', 'ben'];
  await insertAll(
    tx,
    'child',
    ids.map((id) => ({ organisation_id: 'north', id, sex: 'female', unaccompanied: false })),
  );
  await insertAll(
    tx,
    'child_identity',
    ids.map((id) => ({
      ...{ organisation_id: 'north', child_id: id, born: '2010-05-21', born_estimated: id === 'amy' },
      given_name: id === 'ella' ? 'Élla' : id,
    })),
  );
  await insertAll(tx, 'child_address', [
    {
      organisation_id: 'north',
      child_id: 'ella',
      kind: 'family home',
      postcode: 'ZZ1 1AA',
      area: 'Derrow',
      confidential: false,
    },
  ]);
  await allocate(tx, 'north', 'nia', ['ella', 'tom', 'amy']);
  await allocate(tx, 'north', 'sam', ['ella', 'tom']);
}

const actor = (id: string, role: Role = 'social-worker'): Actor => ({
  ...{ id, name: id, role, roleWords: role },
  organisation: { id: 'north', name: 'North', kind: 'authority' },
});

const form = (faith: string, more: Partial<ChildForm['facts']> = {}, from = 'ZZ1 1AA'): ChildForm => ({
  facts: {
    ...{ givenName: 'Élla', familyName: null, born: date('2010-05-21'), bornEstimated: false, sex: 'female' as const },
    ...{ ethnicity: null, faith, unaccompanied: false, ...more },
  },
  from,
});

onEachDatabase('the facts of a child', (open: () => Database) => {
  before(() => open().asSystem(people));
  const seenBy = (id: string, child = 'ella') =>
    open().asActor(id, async (tx) => (await openFacts(tx, actor(id), child, today))?.seen ?? '');
  const save = (id: string, seen: string, said: ChildForm, child = 'ella') =>
    open().asActor(id, (tx) => saveFacts(tx, actor(id), child, { form: said, seen }, today));
  const faith = () =>
    open().asSystem((tx) => first<{ faith: string }>(tx, sql`select faith from child where id = 'ella'`));

  test('50 save at once, again and again: one is kept each time, and each of the others sees both', async () => {
    for (let round = 0; round < 3; round++) {
      const seen = await seenBy('nia');
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) => save(n % 2 ? 'nia' : 'sam', seen, form(`Faith ${round}.${n}`))),
      );
      const kept = answers.flatMap((answer, n) => (answer?.is === 'saved' ? [`Faith ${round}.${n}`] : []));
      assert.equal(kept.length, 1);
      assert.equal((await faith())?.faith, kept[0]);
      answers.forEach((answer, n) => {
        if (answer?.is !== 'conflict') return;
        assert.equal(answer.now.facts.faith, kept[0], 'what is kept');
        assert.equal(answer.mine.faith, `Faith ${round}.${n}`, 'and what they wrote');
      });
    }
    const events = await open().asSystem((tx) =>
      first<{ n: number }>(tx, sql`select count(*)::int as n from event where kind = 'child.changed'`),
    );
    assert.equal(events?.n, 3, 'one event for each that was kept');
  });

  test('the same said twice is one save, and a form that was never opened overwrites nothing', async () => {
    const seen = await seenBy('nia');
    const [one, other] = await Promise.all([save('nia', seen, form('Same')), save('sam', seen, form('Same'))]);
    assert.deepEqual([one?.is, other?.is], ['saved', 'saved']);
    assert.equal((await save('sam', '', form('Unseen')))?.is, 'conflict');
    assert.equal((await faith())?.faith, 'Same');
    assert.equal((await save('sam', await seenBy('sam'), form('Both')))?.is, 'saved');
  });

  test('an age that is still right leaves the date of birth as it was worked out', async () => {
    const amy = { givenName: 'amy', bornEstimated: true, born: date('2010-05-25') };
    assert.equal((await save('nia', await seenBy('nia', 'amy'), form('None', amy, ''), 'amy'))?.is, 'saved');
    const kept = await open().asSystem((tx) =>
      first(tx, sql`select i.born, c.faith from child_identity i join child c on c.id = i.child_id where c.id = 'amy'`),
    );
    assert.deepEqual(kept, { born: '2010-05-21', faith: 'None' });
  });

  test('a data officer puts the numbers right and leaves the address, which is not theirs to write', async () => {
    const opened = await open().asActor('dot', (tx) => openFacts(tx, actor('dot', 'data-officer'), 'ella', today));
    assert.equal(opened?.asksFrom, false);
    const saved = await open().asActor('dot', (tx) =>
      saveFacts(
        tx,
        actor('dot', 'data-officer'),
        'ella',
        { form: form('Of Dot', {}, 'ZZ9 9ZZ'), seen: opened?.seen ?? '' },
        today,
      ),
    );
    assert.equal(saved?.is, 'saved');
    const home = await open().asSystem((tx) => first(tx, sql`select postcode, area from child_address`));
    assert.deepEqual(home, { postcode: 'ZZ1 1AA', area: 'Derrow' });
  });

  const links = () =>
    open()
      .asSystem((tx) =>
        rows<{ pair: string }>(tx, sql`select child_id || other_child_id as pair from brother_or_sister order by 1`),
      )
      .then((found) => found.map((row) => row.pair));

  test('brothers and sisters: twice, and both at once from either side, is harmless', async () => {
    const join = (id: string, one: string, other: string) =>
      open().asActor(id, (tx) => joinBrotherOrSister(tx, actor(id), one, other));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? join('nia', 'ella', 'tom') : join('sam', 'tom', 'ella'))),
    );
    assert.ok(answers.every((each) => each));
    assert.deepEqual(await links(), ['ellatom', 'tomella']);
    const events = await open().asSystem((tx) => rows(tx, sql`select 1 from event where kind like '%sister-added'`));
    assert.equal(events.length, 1, 'it is on record once');
    const parts = await Promise.all(
      Array.from({ length: 10 }, () =>
        open().asActor('nia', (tx) => partBrotherOrSister(tx, actor('nia'), 'tom', 'ella')),
      ),
    );
    assert.ok(parts.every((each) => each));
    assert.deepEqual(await links(), []);
  });

  test('a child whom the actor may not change is linked to nobody, and parted from nobody', async () => {
    const sam = (act: typeof joinBrotherOrSister, one: string, other: string) =>
      open().asActor('sam', (tx) => act(tx, actor('sam'), one, other));
    assert.equal(await sam(joinBrotherOrSister, 'ella', 'amy'), false, 'not Sam’s child');
    assert.equal(await sam(joinBrotherOrSister, 'ella', 'ella'), false);
    assert.equal(await sam(joinBrotherOrSister, 'ella', 'nobody'), false);
    await open().asActor('nia', (tx) => joinBrotherOrSister(tx, actor('nia'), 'ella', 'amy'));
    // As the sister of a child of theirs, Sam may read who Amy is, and no more.
    assert.equal(await sam(partBrotherOrSister, 'ella', 'amy'), false);
    assert.equal(await sam(joinBrotherOrSister, 'tom', 'amy'), false);
    assert.deepEqual(await links(), ['amyella', 'ellaamy']);
  });
});

describe('the page of a child’s facts', () => {
  let database: Database;
  let server: TestServer;
  let nia: Visitor;
  let sam: Visitor;
  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(people);
    server = await serverForTest(database, () => new Date('2026-11-21T12:00:00Z'));
    nia = await server.actAs('nia');
    sam = await server.actAs('sam');
  });
  after(async () => {
    await server.close();
    await database.close();
  });
  const seenIn = (html: string) => /name="seen" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const FACTS = {
    givenName: 'Élla',
    'born-day': '21',
    'born-month': '5',
    'born-year': '2010',
    sex: 'female',
    from: 'zz11aa',
  };

  test('the second of two people sees both texts, and saves from what they have seen', async () => {
    const seen = seenIn((await nia.get('/children/ella/facts')).html);
    assert.equal(seenIn((await sam.get('/children/ella/facts')).html), seen);
    const first = await nia.post('/children/ella/facts', { ...FACTS, seen, faith: 'Quaker' });
    assert.equal(first.status, 303);
    const second = await sam.post('/children/ella/facts', {
      ...FACTS,
      seen,
      faith: 'Friend <b>',
      familyName: 'Okafor',
    });
    assert.equal(second.status, 409);
    assert.match(second.html, /Somebody else saved these facts while you were writing/);
    assert.match(
      second.html,
      /Faith<\/dt>\s*<dd><span[^>]*>Saved now<\/span>Quaker<\/dd>\s*<dd><span[^>]*>You wrote<\/span>Friend &lt;b&gt;/,
    );
    assert.match(second.html, /Family name<\/dt>/);
    assert.doesNotMatch(second.html, /Where they are from<\/dt>|First name<\/dt>/, 'only what differs');
    assert.match(second.html, /name="faith"[^>]*value="Friend &lt;b&gt;"/);
    const again = await sam.post('/children/ella/facts', { ...FACTS, seen: seenIn(second.html), faith: 'Both' });
    assert.equal(again.status, 303);
    const wrong = await nia.post('/children/ella/facts', { ...FACTS, seen, sex: '' });
    assert.equal(wrong.status, 400);
    assert.equal(seenIn(wrong.html), seen, 'a form that was wrong remembers what it was opened with');
  });

  test('linking a child who is not the actor’s to change is refused in words, and on record', async () => {
    const answer = await sam.post('/children/ella/brothers-and-sisters', { other: 'amy', action: 'join' });
    assert.equal(answer.status, 404);
    assert.match(answer.html, /Ask somebody who works with both children/);
    await nia.post('/children/ella/brothers-and-sisters', { other: 'amy', action: 'join' });
    const search = await sam.get('/children/tom/brothers-and-sisters?search=a');
    assert.match(search.html, /Add<span class="govuk-visually-hidden"> Élla/);
    assert.doesNotMatch(
      search.html,
      /Add<span class="govuk-visually-hidden"> amy/,
      'Sam may read her as a sister only',
    );
    const refused = await database.asSystem((tx) =>
      rows(tx, sql`select kind, children from event where actor = 'sam' and kind like '%.refused'`),
    );
    assert.deepEqual(refused, [{ kind: 'child.changed.refused', children: [] }]);
  });
});
