import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { onEachDatabase } from '../../test/database.ts';
import { hiddenWorld } from '../../test/security/hidden-world.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';

// Hiding looks whether an address stands in anything said of a child before it goes through the columns. The rule: where
// taking the address out would change any one text, it is found; so nothing is passed over that would have been hidden.

const today = englandDate(new Date());
const PLACE = {
  line: '12 Orchard Way, Millbrook',
  postcode: 'ZZ4 7QP',
  area: 'Old Mill-on-Sea',
  lat: 53.4871,
  long: -2.2412,
};

/** Pieces of the address as people write it, pieces that are nearly it, and what joins or parts them. */
const piece = fc.constantFrom(
  ...['ZZ4 7QP', 'zz47qp', 'ZZ4', '7QP', '12 Orchard Way', 'orchard  way', 'Orchard', 'Way', 'Millbrook'],
  ...['Old Mill-on-Sea', 'old mill-on-sea', 'Old', 'Mill-on-Sea', '53.487', '53.48', '-2.2412', '2.241', '12'],
  ...[' ', ', ', '\n', '.', 'x', '7', '', 'é', "'s", '[not shown]'],
);
const words = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const PROFILE = [
  'about_me',
  'live_with',
  'why_no_words',
  'culture_words',
  'other_risk_to_child',
  'other_risk_to_others',
];
const DOMAIN = ['going_well', 'what_helps', 'not_known', 'own_words', 'said_by'];
const said = fc.record({
  profile: fc.tuple(...PROFILE.map(() => words)),
  wordsBy: words,
  interests: fc.array(words, { maxLength: 3 }),
  domain: fc.tuple(...DOMAIN.map(() => words)),
  other: words,
  note: words,
});
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never;

onEachDatabase('words in which an address may stand', (open) => {
  let address = '';
  before(async () => {
    await hiddenWorld(open(), today);
    await open().asSystem(async (tx) => {
      const key = { organisation_id: 'north', id: 'told' };
      await insertAll(tx, 'child', [{ ...key, sex: 'female' }]);
      await insertAll(tx, 'search', [{ ...key, needed_by: today, asked_by: 'w_finder' }]);
      await insertAll(tx, 'child_address', [
        { organisation_id: 'north', child_id: 'told', kind: 'family home', confidential: true, area: PLACE.area },
      ]);
      await sql`update confidential_address set line = ${PLACE.line}, postcode = ${PLACE.postcode}, lat = ${PLACE.lat},
        long = ${PLACE.long} where child_id = 'told'`.execute(tx);
      const found = await first<{ id: string }>(tx, sql`select id from confidential_address where child_id = 'told'`);
      address = found?.id ?? '';
    });
  });

  async function write(tx: Tx, each: Said): Promise<void> {
    await sql`delete from address_found`.execute(tx);
    await sql`delete from search_child where child_id = 'told'`.execute(tx);
    await sql`delete from profile where child_id = 'told'`.execute(tx);
    const texts = Object.fromEntries(PROFILE.map((column, n) => [column, each.profile[n]]));
    const own = { organisation_id: 'north', profile_id: 'told-1' };
    await insertAll(tx, 'profile', [
      {
        organisation_id: 'north',
        id: 'told-1',
        child_id: 'told',
        number: 1,
        started_by: 'x',
        ...texts,
        words_by: each.wordsBy,
        interests: each.interests,
      },
    ]);
    await insertAll(tx, 'search_child', [{ ...own, search_id: 'told', child_id: 'told' }]);
    await insertAll(tx, 'profile_domain', [
      { ...own, domain: 'health', ...Object.fromEntries(DOMAIN.map((column, n) => [column, each.domain[n]])) },
      {
        ...own,
        domain: 'education',
        ...Object.fromEntries(DOMAIN.map((column) => [column, ''])),
        own_words: each.other,
      },
    ]);
    await sql`update search set note = ${each.note} where id = 'told'`.execute(tx);
  }

  const textsOf = (each: Said) => [
    ...[...each.profile, each.wordsBy, ...each.domain, each.other, each.note, each.interests.join('\n')],
  ];

  test('property: found wherever taking it out of one of the texts would change it', async () => {
    await fc.assert(
      fc.asyncProperty(said, (each) =>
        open().asSystem(async (tx) => {
          await write(tx, each);
          const [row] = await rows<{ changes: boolean; found: boolean }>(
            tx,
            sql`select app.says_place('north', ${address}, 'north', 'told', p.patterns) as found,
                exists (select from unnest(${textsOf(each)}::text[]) t where app.without_place(t, p.patterns) <> t) as changes
              from (select app.place_patterns('north', ${address}, 'north', 'told') as patterns) p`,
          );
          if (row?.changes) assert.equal(row.found, true, JSON.stringify(each));
        }),
      ),
      { numRuns: 60 },
    );
  });

  test('property: hiding leaves each text without the place, and keeps those that had it', async () => {
    await fc.assert(
      fc.asyncProperty(said, (each) =>
        open().asSystem(async (tx) => {
          await write(tx, each);
          const was = textsOf(each);
          const [expected] = await rows<{ texts: string[] }>(
            tx,
            sql`select array(select app.without_place(t, app.place_patterns('north', ${address}, 'north', 'told'))
              from unnest(${was}::text[]) with ordinality x(t, n) order by n) as texts`,
          );
          await sql`select app.take_out_of_child('north', ${address}, 'north', 'told')`.execute(tx);
          const [now] = await rows<{ texts: string[]; found: string[] }>(
            tx,
            sql`select array[p.about_me, p.live_with, p.why_no_words, p.culture_words, p.other_risk_to_child, p.other_risk_to_others,
                p.words_by, d.going_well, d.what_helps, d.not_known, d.own_words, d.said_by, e.own_words, s.note,
                array_to_string(p.interests, chr(10))] as texts,
              array(select f.before from address_found f where f.address_id = ${address}) as found
            from profile p join profile_domain d on d.profile_id = p.id and d.domain = 'health'
              join profile_domain e on e.profile_id = p.id and e.domain = 'education'
              join search s on s.id = 'told' where p.id = 'told-1'`,
          );
          assert.deepEqual(now?.texts, expected?.texts);
          assert.deepEqual(now?.found.sort(), was.filter((text, n) => text !== expected?.texts[n]).sort());
        }),
      ),
      { numRuns: 30 },
    );
  });

  test('a part of it that another part stands against is taken out too, whichever was looked for first', async () => {
    for (const [words, left] of [
      ['Near -2.2412ZZ4 7QP, behind the shop', 'Near -[not shown][not shown], behind the shop'],
      ['ZZ4 7QP12 Orchard Way', '[not shown][not shown]'],
      ['2.241253.4871ZZ4 7QP', '[not shown].4871[not shown]'],
      ['ZZ4 7QP53.4871', '[not shown][not shown]'],
      ['53.4871ZZ4 7QP-2.2412', '[not shown][not shown]-[not shown]'],
      ['12 Orchard Way53.4871', '[not shown][not shown]'],
      ['2.2412Orchard Way53.4871zz47qp', '[not shown][not shown][not shown][not shown]'],
      // Two halves of a postcode with something between them are no postcode, also once that is gone.
      ['ZZ4 2.2417QP', 'ZZ4 [not shown]QP'],
      ['I like maps.', 'I like maps.'],
      ['[not shown]', '[not shown]'],
    ] as const) {
      const [row] = await open().asSystem((tx) =>
        rows<{ shown: string; found: string }>(
          tx,
          sql`select app.without_place(${words}, p.patterns) as shown, app.place_in(${words}, p.patterns) as found
            from (select app.place_patterns('north', ${address}, 'north', 'told') as patterns) p`,
        ),
      );
      assert.equal(row?.shown, left, words);
      assert.equal(
        /zz4\s*7qp/i.test(row?.found ?? ''),
        /zz4\s*7qp/i.test(words),
        'the postcode is among what was found',
      );
    }
  });

  test('property: a postcode never survives beside figures and words of the place', async () => {
    const parts = fc.constantFrom('-2.2412', '53.4871', 'Millbrook', '12 Orchard Way', ' ', ',', '\n');
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { maxLength: 3 }), fc.array(parts, { maxLength: 3 }), async (before, behind) => {
        const words = `${before.join('')}ZZ4 7QP${behind.join('')}`;
        // Letters that run into the postcode make another word of both.
        fc.pre(!/[a-z]ZZ4|7QP[a-z]/i.test(words));
        const found = await open().asSystem((tx) =>
          first<{ shown: string }>(
            tx,
            sql`select app.without_place(${words}, app.place_patterns('north', ${address}, 'north', 'told')) as shown`,
          ),
        );
        assert.doesNotMatch(found?.shown ?? '', /ZZ4 7QP/, words);
      }),
      { numRuns: 100 },
    );
  });

  test('nothing is found where nothing of it stands', async () => {
    await open().asSystem(async (tx) => {
      const none = { profile: PROFILE.map(() => 'I like maps.'), wordsBy: '', interests: ['maps'] };
      await write(tx, { ...none, domain: DOMAIN.map(() => 'A quiet room'), other: '', note: 'Near school' } as Said);
      const found = await first<{ says: boolean }>(
        tx,
        sql`select app.says_place('north', ${address}, 'north', 'told', app.place_patterns('north', ${address}, 'north', 'told')) as says`,
      );
      assert.equal(found?.says, false);
    });
  });
});
