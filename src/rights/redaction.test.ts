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
