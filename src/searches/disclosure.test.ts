import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { DISCLOSED, STAGES, type Stage } from './disclosure-stages.ts';
import { canary, GIVEN, NEVER, SEARCH, sharingWorld, wordsOf } from './test-sharing.ts';

const TODAY = date('2026-11-21');

/** Fields that hold words; all others are codes, numbers and days. */
const OF_WORDS = [
  'strengths',
  'languages',
  'other-risk-to-child',
  'other-risk-to-others',
  'about-me',
  'words-by',
  'why-no-words',
  'live-with',
  'interests',
  'what-helps',
  'own-words',
  'not-known',
  'said-by',
  'culture-words',
];
const OF_SEARCH = ['authority', 'needed-by', 'how-many'];

const toldAt = (stage: Stage): string[] =>
  STAGES.slice(0, STAGES.indexOf(stage) + 1).flatMap((each) => DISCLOSED[each]);

onEachDatabase('what the database tells a provider', (open) => {
  before(() => sharingWorld(open(), TODAY, date('2026-12-01')));

  const asOne = (actor: string, id: string) =>
    open().asActor(actor, async (tx) => {
      const found = await rows<{ told: object; children: string[]; stage: string }>(
        tx,
        sql`select told, children, stage from app.shared_one(${id})`,
      );
      return found[0] ?? null;
    });
  const list = (actor: string) =>
    open().asActor(actor, (tx) =>
      rows<{ disclosure_id: string; told: object }>(tx, sql`select * from app.shared_list()`),
    );
  const shareOf = async (id: string, stage: Stage, provider = 'acorn', home: string | null = null) => {
    await open().asSystem(async (tx) => {
      const key = { organisation_id: 'north', by: 'w_finder' };
      await insertAll(tx, 'disclosure', [{ ...key, id, search_id: SEARCH, provider_id: provider, home_id: home }]);
      await insertAll(tx, 'disclosure_stage', [{ ...key, disclosure_id: id, stage }]);
    });
    return id;
  };

  test('the stages of the code are the stages of the database', async () => {
    const stored = await open().asSystem((tx) =>
      rows<{ field: string; stage: string }>(tx, sql`select field, stage from disclosed_field`),
    );
    const written = STAGES.flatMap((stage) => DISCLOSED[stage].map((field) => ({ field, stage })));
    const sorted = (list: { field: string; stage: string }[]) => list.sort((a, b) => (a.field < b.field ? -1 : 1));
    assert.deepEqual(sorted(stored), sorted(written));
  });

  for (const stage of STAGES) {
    test(`${stage}: every field of it, none of a later one, and nothing that is never told`, async () => {
      const id = await shareOf(`s_${stage}`, stage);
      const one = await asOne('w_provider', id);
      assert.ok(one);
      const { children, ...search } = one.told as { children: Record<string, unknown>[] };
      const told = toldAt(stage);
      assert.deepEqual(Object.keys(search).sort(), OF_SEARCH.sort());
      assert.equal(children.length, 2);
      for (const child of children)
        assert.deepEqual(Object.keys(child).sort(), told.filter((each) => !OF_SEARCH.includes(each)).sort());
      const text = JSON.stringify(one.told);
      for (const field of OF_WORDS)
        assert.equal(text.includes(canary(field)), told.includes(field), `${field} at ${stage}`);
      for (const [what, words] of Object.entries(NEVER))
        assert.ok(!plain(text).includes(plain(words)), `${what} at ${stage}`);
      for (const each of ['draft', 'faith']) assert.ok(!text.includes(canary(each)), `${each} at ${stage}`);
      const named = GIVEN.some((name) => plain(text).includes(plain(name)) || /\bzoe|\bmarie/i.test(fold(text)));
      assert.equal(named, stage === 'identified', `given names at ${stage}`);
      const inner = /profile-|p_c_1|"c_1"|"c_2"|w_social|"lat"|"long"|postcode|20200001234/.exec(text);
      assert.equal(inner, null, `ids and places at ${stage}`);
    });
  }

  test('the words stay readable: what is taken out leaves a mark, and the rest stands', async () => {
    const one = await asOne('w_provider', 's_needs');
    assert.ok(one);
    const child = (one.told as { children: { 'other-risk-to-child': string }[] }).children[0];
    const words = child?.['other-risk-to-child'] ?? '';
    assert.match(
      words,
      /^canary-other-risk-to-child \[the child\], \[the child\] and \[the child\]\. \[the child\]s room;/,
    );
    assert.match(words, /\(\[the child\]\) and \[brother or sister\]'s, \[brother or sister\]! Mr \[family name\],/);
    assert.match(
      words,
      /Goes to \[place\].*by \[place\] in \[place\], near \[place\] or \[place\]; lives at \[place\]\./,
    );
    assert.match(words, /ring \[number\] or \[number\], \[address\]/);
    assert.ok(words.length < wordsOf('other-risk-to-child').length * 1.5);
  });

  test('the list tells the summary of each, however far it has gone', async () => {
    const found = (await list('w_provider')).find((each) => each.disclosure_id === 's_identified');
    assert.ok(found);
    const keys = Object.keys((found.told as { children: object[] }).children[0] ?? {});
    assert.deepEqual(keys.sort(), ['age', 'kinds-of-home', 'sex']);
  });

  test('only those who answer for homes of that provider, and the carers of the home that is named', async () => {
    await shareOf('s_nest', 'needs', 'acorn', 'nest');
    const ids = async (actor: string) => (await list(actor)).map((each) => each.disclosure_id).sort();
    const all = ['s_identified', 's_needs', 's_nest', 's_summary'];
    for (const actor of ['w_provider', 'w_manager', 'w_supervisor']) assert.deepEqual(await ids(actor), all, actor);
    assert.deepEqual(await ids('w_carer'), ['s_nest']);
    for (const actor of ['w_carer2', 'w_beech', 'w_finder', 'w_social', 'w_director', 'w_analyst', 'w_south', 'nobody'])
      assert.deepEqual(await ids(actor), [], actor);
    assert.equal(await asOne('w_beech', 's_nest'), null);
    assert.equal(await asOne('w_carer2', 's_nest'), null);
    assert.equal(await asOne('w_carer', 's_summary'), null);
  });

  test('a postcode is taken out whatever figure is written against it', async () => {
    const [found] = await open().asSystem((tx) =>
      rows<{ words: string }>(
        tx,
        sql`select app.without('Ring 07700 900123ZZ4 7QP, or ZZ4 7QP. B2B is a shop.', p.patterns, p.instead) as words
          from (select array_agg(t.pattern) as patterns, array_agg(t.instead) as instead
            from app.taken_out('north', ${SEARCH}, 'c_1', false) t) p`,
      ),
    );
    assert.equal(found?.words, 'Ring [number][place], or [place]. B2B is a shop.');
  });

  test('a provider reads no table of it, and cannot ask for a stage', async () => {
    for (const actor of ['w_provider', 'w_carer', 'w_manager']) {
      const seen = await open().asActor(actor, async (tx) => {
        const counts: Record<string, number> = {};
        for (const table of [
          'disclosure',
          'disclosure_stage',
          'disclosure_ended',
          'search',
          'search_child',
          'child',
          'child_identity',
          'profile',
          'profile_domain',
          'profile_place',
        ])
          counts[table] = (await rows(tx, sql`select 1 from ${sql.table(table)}`)).length;
        return counts;
      });
      assert.deepEqual(new Set(Object.values(seen)), new Set([0]), actor);
      const preview = await open().asActor(actor, (tx) =>
        rows<{ told: unknown }>(tx, sql`select app.disclosure_preview(${SEARCH}, 'identified') as told`),
      );
      assert.equal(preview[0]?.told ?? null, null, actor);
      for (const inner of [
        sql`select app.disclosed('north', ${SEARCH}, 'identified')`,
        sql`select app.taken_out('north', ${SEARCH}, 'c_1', false)`,
        sql`select * from app.shares_with_me()`,
      ])
        await assert.rejects(
          open().asActor(actor, (tx) => rows(tx, inner)),
          /permission denied/,
        );
    }
  });

  test('nobody writes themselves a share, or takes one further', async () => {
    const row = (by: string) => ({ organisation_id: 'north', by });
    const write = (actor: string, table: string, values: object) =>
      open().asActor(actor, (tx) => insertAll(tx, table, [values as Record<string, unknown>]));
    const denied = /row-level security|permission denied/;
    for (const actor of ['w_provider', 'w_beech', 'w_south', 'w_second', 'w_director']) {
      const share = { ...row(actor), id: `x_${actor}`, search_id: SEARCH, provider_id: 'beech', home_id: 'elm' };
      await assert.rejects(write(actor, 'disclosure', share), denied, actor);
      const further = { ...row(actor), disclosure_id: 's_summary', stage: 'identified' };
      await assert.rejects(write(actor, 'disclosure_stage', further), denied, actor);
    }
    // Not even the home finder: backwards, in somebody else's name, or with a home that is not the provider's.
    const back = { ...row('w_finder'), disclosure_id: 's_identified', stage: 'needs' };
    await assert.rejects(write('w_finder', 'disclosure_stage', back), denied);
    const other = { ...row('w_second'), disclosure_id: 's_summary', stage: 'needs' };
    await assert.rejects(write('w_finder', 'disclosure_stage', other), denied);
    const strange = { ...row('w_finder'), id: 'x', search_id: SEARCH, provider_id: 'beech', home_id: 'nest' };
    await assert.rejects(write('w_finder', 'disclosure', strange), denied);
    await assert.rejects(
      open().asActor('w_finder', (tx) => sql`update disclosure_stage set stage = 'identified'`.execute(tx)),
      denied,
    );
  });

  test('an ended share, a sealed record and a closed search each end what is seen, at once', async () => {
    const seen = async () => (await list('w_provider')).length;
    assert.equal(await seen(), 4);
    await open().asActor('w_finder', (tx) =>
      insertAll(tx, 'disclosure_ended', [{ organisation_id: 'north', disclosure_id: 's_needs', by: 'w_finder' }]),
    );
    assert.equal(await seen(), 3);
    assert.equal(await asOne('w_provider', 's_needs'), null);
    await open().asSystem((tx) =>
      insertAll(tx, 'record_sealed', [{ organisation_id: 'north', child_id: 'c_2', by: 'w_ig', why: 'other' }]),
    );
    assert.equal(await seen(), 0);
    await open().asSystem((tx) => sql`delete from record_sealed`.execute(tx));
    assert.equal(await seen(), 3);
    await open().asActor('w_finder', (tx) =>
      insertAll(tx, 'search_closed', [
        { organisation_id: 'north', search_id: SEARCH, by: 'w_finder', why: 'home found' },
      ]),
    );
    assert.equal(await seen(), 0);
    assert.equal(await asOne('w_provider', 's_identified'), null);
    assert.equal(await asOne('w_carer', 's_nest'), null);
  });
});

function fold(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '');
}

/** Without what a writer may have changed: capitals, accents, spaces, hyphens. */
function plain(words: string): string {
  return fold(words)
    .toLowerCase()
    .replace(/[\s\-–’']/g, '');
}
