import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { guardText, unguardText } from './safe-text.ts';
import { looksLikeFormula } from './spreadsheet-eyes.ts';
import { anyText } from './test-texts.ts';

test('a text that begins a formula gets an apostrophe, and only that', () => {
  for (const text of [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\r',
    '\nx',
    '\0',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '−5',
    '﹦1',
  ]) {
    assert.equal(guardText(text), `'${text}`, JSON.stringify(text));
  }
});

test('what cannot be seen, or is dropped, does not hide a formula', () => {
  for (const before of [
    ' ',
    '   ',
    '\uFEFF',
    '\u200B',
    '\u00A0',
    '\u200F',
    '\u202E',
    '\u2066',
    '\u00AD',
    '\u3000',
    '\u2800',
    '\u3164',
    '\u{E0020}',
    '"',
    "'",
    '”',
    ' \uFEFF"\u200D\' ',
  ]) {
    assert.equal(guardText(`${before}=1+1`), `'${before}=1+1`, JSON.stringify(before));
  }
});

test('a formula that would begin a cell for a program that divides elsewhere gets one where it begins', () => {
  assert.equal(guardText('a;=1+1'), "a;'=1+1");
  assert.equal(guardText('a, =1'), "a,' =1");
  assert.equal(guardText('","=1,"'), `",'"=1,"`);
  assert.equal(guardText('first\n-second\r\n@third'), "first\n'-second\r\n'@third");
});

test('any other text stays as it was written', () => {
  const kept = [
    '',
    'Maya',
    "O'Neill-Smith",
    'a=b',
    '5 - 3',
    "'tis",
    'x@example.org',
    '0161 496 0000',
    '2026-11-22',
    'Ночь',
    'one\r\n\r\ntwo\tthree',
  ];
  for (const text of [...kept, 'A, B; C', '“so she said”', ' ', '\u200B']) assert.equal(guardText(text), text);
});

test('property: a guarded text begins no formula, and comes back exactly', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const guarded = guardText(text);
      assert.equal(unguardText(guarded), text);
      assert.equal(looksLikeFormula(guarded), false, JSON.stringify(guarded));
      // What was removed to read it back is apostrophes and nothing else.
      assert.equal(guarded.replaceAll("'", ''), text.replaceAll("'", ''));
    }),
    { numRuns: 3_000 },
  );
});

test('the longest text takes no longer than its length asks for', () => {
  const started = performance.now();
  guardText('"'.repeat(1_000_000));
  guardText(',\u200B'.repeat(500_000));
  assert.ok(performance.now() - started < 5_000);
});
