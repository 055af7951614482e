import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readScenario } from '../sufficiency/index.ts';
import { typed } from '../ui/index.ts';
import { MEASURES, Reading } from './scenario-measures.ts';
import { changeWords } from './scenario-words.ts';

const FROM = { 'from-month': '4', 'from-year': '2027' };

function linesOf(key: string, fields: Readonly<Record<string, string>>) {
  const read = new Reading(typed({ ...FROM, ...fields }));
  const changes = MEASURES.find((one) => one.key === key)!.changes(read);
  return { changes, errors: read.errors.map(({ href }) => href) };
}

test('each step in a planner’s words is lines of the file, which the engine reads, and a sentence', () => {
  const steps: readonly [string, Record<string, string>, object[], string][] = [
    [
      'carers',
      { count: '12' },
      [{ what: 'rooms', kind: 'fostering', add: 12, from: '2027-04' }],
      'Rooms in foster homes: 12 more, from April 2027 on.',
    ],
    [
      'family-help',
      { percent: '15', 'age-from': '0', 'age-to': '15', 'to-month': '3', 'to-year': '2029' },
      [{ what: 'entries', multiply: 0.85, age: [0, 15], from: '2027-04', to: '2029-03' }],
      'Children who come into care (0 to 15 years old): 15% fewer, from April 2027 to March 2029.',
    ],
    [
      'step-down',
      { count: '2' },
      [{ what: 'moves', kind: 'residential', into: 'fostering', add: 2, from: '2027-04' }],
      'Children who move from children’s homes to foster homes: 2 more a month, from April 2027 on.',
    ],
    [
      'closing',
      { kind: 'residential', count: '4' },
      [{ what: 'rooms', kind: 'residential', add: -4, from: '2027-04' }],
      'Rooms in children’s homes: 4 fewer, from April 2027 on.',
    ],
    [
      'opening',
      { kind: 'supported', count: '6' },
      [{ what: 'rooms', kind: 'supported', add: 6, from: '2027-04' }],
      'Rooms in supported accommodation: 6 more, from April 2027 on.',
    ],
    [
      'arriving-alone',
      { count: '3', kind: 'supported' },
      [{ what: 'entries', kind: 'supported', age: [16, 17], add: 3, from: '2027-04' }],
      'Children who come into care (16 to 17 years old, to supported accommodation): 3 more a month, from April 2027 on.',
    ],
  ];
  for (const [key, fields, expected, words] of steps) {
    const { changes, errors } = linesOf(key, fields);
    assert.deepEqual([changes, errors], [expected, []], key);
    assert.doesNotThrow(() => readScenario({ name: key, changes }));
    assert.equal(changeWords(changes[0]!), words);
  }
  const kinship = linesOf('kinship', { count: '1.5', percent: '10' });
  assert.deepEqual(kinship.changes, [
    { what: 'exits', kind: 'fostering', add: 1.5, from: '2027-04' },
    { what: 'entries', multiply: 0.9, from: '2027-04' },
  ]);
});

test('what is wrong is said beside its field, and what the engine would refuse never gets there', () => {
  assert.deepEqual(linesOf('carers', { count: 'many' }).errors, ['#count']);
  assert.deepEqual(linesOf('carers', { count: '1', 'from-month': '13' }).errors, ['#from-month']);
  assert.deepEqual(linesOf('family-help', { percent: '120' }).errors, ['#percent']);
  assert.deepEqual(linesOf('family-help', { percent: '1', 'age-from': '9', 'age-to': '3' }).errors, ['#age-from']);
  assert.deepEqual(linesOf('family-help', { percent: '1', 'to-month': '1', 'to-year': '2026' }).errors, ['#to-month']);
  assert.deepEqual(linesOf('kinship', {}).errors, ['#count']);
  assert.deepEqual(linesOf('line', { what: 'rooms', add: '3' }).errors, ['#kind']);
  assert.deepEqual(linesOf('line', { what: 'exits', into: 'fostering', add: '3' }).errors, ['#into']);
  assert.deepEqual(linesOf('line', { what: 'moves', kind: 'other', into: 'other', add: '3' }).errors, ['#into']);
  assert.deepEqual(linesOf('line', { what: 'entries' }).errors, ['#multiply']);
});
