import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { onEachDatabase } from '../../test/database.ts';
import { type Database, rows, sql } from '../db/index.ts';
import { compareNames } from './child.ts';

// How names are looked up, as the language of the browser does it; the database keeps the same beside each name.
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('’', "'")
    .toLocaleLowerCase('en-GB')
    .replaceAll('ς', 'σ')
    .trim();

/** Letters of scripts that names here are written in, composed and not, with capitals, marks and small print. */
const LETTERS = [
  ..."abcxyzABCXYZ -’'.019 \u00a0ÀÉéèñÑçÇßØøŁłĐđÞþÐðÆæŒœİıŠšžŽ",
  ...['é', 'Å', 'ﬁ', 'Ǆ', 'ǅ'],
  ...'ΆΑαΣσςΩώЖжЁёЇїҐґԱաՖֆאבשׁءأمُحَمَّدनमस्तेทดสอบ王芳김',
];
const words = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 12 });

/** What names in England are made of: their order is that of a browser, letter by letter. */
const name = fc.string({ unit: fc.constantFrom(..."aAbBeEéÉèoOøØöñzZßæŁ -.'’0127"), minLength: 1, maxLength: 8 });

onEachDatabase('names in the database', (open: () => Database) => {
  const ask = <Row>(query: Parameters<typeof rows>[1]) => open().asSystem((tx) => rows<Row>(tx, query));

  test('property: words are folded as they were in the pages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 60 }), async (list) => {
        const folded = await ask<{ f: string }>(
          sql`select app.folded(w) as f from unnest(${list}::text[]) with ordinality u(w, n) order by n`,
        );
        assert.deepEqual(
          folded.map((row) => row.f),
          list.map(plain),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('every letter that has a small form is found by it', async () => {
    const capitals = Array.from({ length: 0x2000 }, (_, code) => String.fromCodePoint(code))
      .filter((each) => each < '\u0590' || each >= '\u1e00')
      .filter((each) => /[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Armn}]/u.test(each) && !/\p{M}/u.test(each))
      .filter((each) => each.toLocaleLowerCase('en-GB') !== each);
    assert.ok(capitals.length > 600);
    const folded = await ask<{ f: string }>(
      sql`select app.folded(w) as f from unnest(${capitals}::text[]) with ordinality u(w, n) order by n`,
    );
    assert.deepEqual(
      folded.map((row) => row.f),
      capitals.map(plain),
    );
  });

  test('property: names sort as a browser in England sorts them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 2, maxLength: 30 }), async (list) => {
        const keys = await ask<{ k: string }>(
          sql`select app.name_order(w) as k from unnest(${list}::text[]) with ordinality u(w, n) order by n`,
        );
        const sorted = await ask<{ w: string }>(
          sql`select w from unnest(${list}::text[]) with ordinality u(w, n) order by app.name_order(w) collate "C", n`,
        );
        const expected = list.map((w, n) => ({ w: w.trim(), n })).sort((a, b) => compareNames(a.w, b.w) || a.n - b.n);
        assert.deepEqual(
          sorted.map((row) => row.w.trim()),
          expected.map((row) => row.w),
          JSON.stringify(keys),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('names people look up', async () => {
    const list = [
      'Zoe',
      'Élise',
      'child 20',
      'Child 3',
      'adam',
      'Ann-Marie',
      'Ann Marie',
      'Annabel',
      "O'Neill",
      'Øyvind',
    ];
    const sorted = await ask<{ w: string }>(
      sql`select w from unnest(${list}::text[]) w order by app.name_order(w) collate "C"`,
    );
    assert.deepEqual(
      sorted.map((row) => row.w),
      ['adam', 'Ann Marie', 'Ann-Marie', 'Annabel', 'Child 3', 'child 20', 'Élise', "O'Neill", 'Øyvind', 'Zoe'],
    );
  });
});
