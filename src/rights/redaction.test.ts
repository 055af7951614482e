import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { date } from '../kernel/index.ts';
import { dueOn, packOf, withDecisions } from './pack.ts';
import { proposeRedactions, redacted, TAKEN_OUT } from './redaction.ts';

const text = (value: string, free = true) => [{ heading: 'Notes', records: [[{ name: 'Note', value, free }]] }];
const noteOf = (sections: ReturnType<typeof text> | ReturnType<typeof redacted>) => sections[0]?.records[0]?.[0]?.value;

test('names of others are proposed as whole words, whatever their case, and one’s own name is not', () => {
  const found = proposeRedactions(
    text('Leo and maya went to LEO’s school. Leonie stayed. Ring 01632 960 123 or write to a.b@example.org, QV1 1AA.'),
    [
      { name: 'Leo Example', who: 'a brother or sister' },
      { name: 'Maya', who: 'a brother or sister' },
    ],
    ['Maya', 'Example'],
  );
  assert.deepEqual(
    found.map((each) => each.words),
    ['01632 960 123', 'a.b@example.org', 'Leo', 'QV1 1AA'],
  );
});

const proposed = (value: string, names: readonly string[], own: readonly string[] = []) =>
  proposeRedactions(
    text(value),
    names.map((name) => ({ name, who: 'a friend' })),
    own,
  ).map((each) => each.words);

test('a name is found with an s behind it, with and without an apostrophe, and in capitals', () => {
  const name = ['Bartholomew'];
  for (const form of ["Bartholomew's", 'Bartholomew’s', 'BARTHOLOMEW', 'bartholomew', "BARTHOLOMEW'S"]) {
    assert.deepEqual(proposed(`At ${form} house.`, name), ['Bartholomew'], form);
  }
  for (const form of ['Bartholomews', 'BARTHOLOMEWS']) {
    assert.deepEqual(proposed(`At ${form} house.`, name), ['Bartholomews'], form);
    assert.equal(noteOf(redacted(text(`At ${form} house.`), ['Bartholomews'])), `At ${TAKEN_OUT} house.`);
  }
  assert.deepEqual(proposed('Bartholomewson stayed.', name), []);
});

test('an s does not make one’s own name of somebody else’s', () => {
  assert.deepEqual(proposed('Mr Roberts met Robert.', ['Robert'], ['Roberts']), ['Robert']);
  assert.deepEqual(proposed('Mr Roberts came.', ['Robert'], ['Roberts']), []);
});

test('a name in a longer entry, short names, and letters that are two in the other case', () => {
  assert.deepEqual(proposed('Jake has a dog.', ['Jake’s (house)']), ['Jake']);
  assert.deepEqual(proposed('Bo and Ed came; do not edit.', ['Bo', 'Ed Hill']), ['Bo', 'Ed']);
  assert.deepEqual(proposed('do as you like', ['Do Minh']), []);
  assert.deepEqual(proposed('la casa de Rosa', ['Maria de Souza']), []);
  assert.deepEqual(proposed('STRAUSS was there', ['Strauß']), ['Strauß']);
  assert.equal(noteOf(redacted(text('STRAUSS was there'), ['Strauß'])), `${TAKEN_OUT} was there`);
  assert.deepEqual(proposed('Zoe\u0308 and O’Brien', ['Zoë', "O'Brien"]), ["O'Brien", 'Zoë']);
  assert.deepEqual(proposed('Anne-Marie came', ['Anne-Marie']), ['Anne-Marie']);
});

test('property: no name of somebody else, however it is written, is left unproposed or stands in the pack', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'bkqvxzŁÉßØŠñ'), minLength: 3, maxLength: 8 });
  const joined = fc.tuple(letters, fc.constantFrom('', '-', "'", '’'), letters).map((parts) => parts.join(''));
  const mark = fc.constantFrom(
    ...['', ' ', '.', ',', '(', ')', '"', '“', '”', '_', '/', '—', '-', ':', '\n', '‘', '!'],
  );
  fc.assert(
    fc.property(
      fc.oneof(
        letters,
        joined,
        fc.tuple(letters, letters).map((both) => both.join(' ')),
      ),
      fc.constantFrom<(name: string) => string>(
        (name) => name,
        (name) => name.toUpperCase(),
        (name) => name.toLowerCase(),
        (name) => name.normalize('NFD'),
        (name) => name.charAt(0).toUpperCase() + name.slice(1).toLowerCase(),
      ),
      fc.constantFrom('', 's', "'s", '’s', 'S', "'S", "'", '’'),
      mark,
      mark,
      (name, written, ending, before, behind) => {
        const form = written(name);
        const value = `Met${before || ' '}${form}${ending}${behind || ' '}and then went home.`;
        const sections = text(value);
        const proposals = proposeRedactions(sections, [{ name, who: 'a friend' }], ['Maya', 'Example']);
        assert.ok(proposals.length > 0, value);
        const left = noteOf(packOf(sections, withDecisions(proposals, []))) ?? '';
        for (const each of form.normalize('NFC').split(' ')) {
          assert.ok(!left.toLowerCase().includes(each.toLowerCase()), `${value} → ${left}`);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('what is taken out is gone in every form of the words, and longer words leave no half behind', () => {
  const cleaned = noteOf(
    redacted(text('Anne Marie saw anne  marie and Anne. Joanne did not.'), ['Anne', 'Anne Marie']),
  );
  assert.equal(cleaned, `${TAKEN_OUT} saw ${TAKEN_OUT} and ${TAKEN_OUT}. Joanne did not.`);
});

test('facts that nobody typed stand as they are', () => {
  assert.equal(noteOf(redacted(text('Leo', false), ['Leo'])), 'Leo');
});

test('whatever nobody has decided is taken out; what is kept stays; words added by hand go too', () => {
  const sections = text('Leo met Ada and Bo.');
  const proposals = [
    { words: 'Leo', reason: 'Names a brother', times: 1 },
    { words: 'Ada', reason: 'Names a friend', times: 1 },
  ];
  const decided = withDecisions(proposals, [
    { words: 'ada', decision: 'keep', reason: 'She agreed' },
    { words: 'Bo', decision: 'take out', reason: 'A neighbour' },
  ]);
  assert.equal(noteOf(packOf(sections, decided)), `${TAKEN_OUT} met Ada and ${TAKEN_OUT}.`);
});

test('any word that is taken out stands nowhere as a whole word afterwards', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcÉłŠ.*+(['), minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 8 }), (out, around) => {
      const value = [...around, out, ...around].join(' ');
      const left = noteOf(redacted(text(value), [out])) ?? '';
      assert.ok(!left.split(' ').some((each) => each.toLowerCase() === out.toLowerCase()), left);
    }),
  );
});

test('an answer is due on the same day of the next month, or its last day', () => {
  assert.equal(dueOn(date('2026-11-03')), '2026-12-03');
  assert.equal(dueOn(date('2026-01-31')), '2026-02-28');
  assert.equal(dueOn(date('2028-01-31')), '2028-02-29');
  assert.equal(dueOn(date('2026-12-31')), '2027-01-31');
});
