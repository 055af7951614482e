import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../kernel/index.ts';
import { termsOn, whoMayLiveHere } from './home.ts';
import { householdWords } from './household.ts';
import { skillsInUse } from './skill.ts';

test('the terms in force are the latest that have begun and not ended, both days included', () => {
  const all = [
    { from: '2020-01-01', to: null, name: 'first' },
    { from: '2026-06-01', to: '2026-11-21', name: 'exemption' },
    { from: '2027-01-01', to: null, name: 'next year' },
  ];
  const on = (day: string) => termsOn(all, date(day))?.name ?? null;
  assert.deepEqual(['2019-12-31', '2020-01-01', '2026-06-01', '2026-11-21', '2026-11-22', '2027-01-01'].map(on), [
    null,
    'first',
    'exemption',
    'exemption',
    'first',
    'next year',
  ]);
});

test('who may live here is said in words, and what is not known is said', () => {
  const both = ['female', 'male'];
  assert.equal(whoMayLiveHere({ minAge: 8, maxAge: 17, sexes: ['female'] }), 'girls aged 8 to 17');
  assert.equal(whoMayLiveHere({ minAge: 16, maxAge: 16, sexes: ['male'] }), 'boys aged 16');
  assert.equal(whoMayLiveHere({ minAge: null, maxAge: 12, sexes: both }), 'children up to 12');
  assert.equal(whoMayLiveHere({ minAge: null, maxAge: null, sexes: both }), 'children; ages not known');
});

test('a household is told as numbers and ages, and a single child without an exact age', () => {
  const living = (...ages: (number | null)[]) => householdWords(ages.map((age) => ({ age })));
  assert.equal(living(), 'No children live here now.');
  assert.equal(householdWords([], false), 'Who lives here is not recorded.');
  assert.equal(householdWords([{ age: 16 }], false), 'One child aged 16 or 17 lives here. Others may.');
  assert.equal(living(8, 11), 'Two children aged 8 to 11 live here.');
  assert.equal(living(9, 9, 9), 'Three children aged 9 live here.');
  assert.equal(living(10), 'One child of primary school age lives here.');
  assert.equal(living(11), 'One child of secondary school age lives here.');
  assert.equal(living(4), 'One child under 5 lives here.');
  assert.equal(living(16), 'One child aged 16 or 17 lives here.');
  assert.equal(living(null), 'One child whose age is not known lives here.');
  assert.equal(living(null, 3), 'Two children (not all ages are known) live here.');
  assert.equal(living(5, 19), 'One child of primary school age and a young adult live here.');
  assert.equal(living(18), 'A young adult lives here; no children do now.');
});

test('the latest day, then the latest writing, is the skill in use; age and self-declaration are told', () => {
  const said = { domain: 'health', evidence: '', saidBy: '' } as const;
  const skills = skillsInUse(
    [
      { ...said, level: 1, by: 'inspection', saidOn: date('2026-03-01'), saidAt: 9 },
      { ...said, level: 2, by: 'agency', saidOn: date('2026-05-01'), saidAt: 2 },
      { ...said, level: 3, by: 'self', saidOn: date('2026-05-01'), saidAt: 3 },
      { ...said, level: 4, by: 'inspection', saidOn: date('2026-04-01'), saidAt: 8 },
      { ...said, domain: 'family', level: null, by: 'agency', saidOn: date('2025-11-20'), saidAt: 1 },
      { ...said, domain: 'coping', level: 2, by: 'placement', saidOn: date('2025-11-21'), saidAt: 1 },
    ],
    date('2026-11-21'),
    365,
  );
  const brief = (domain: 'health' | 'family' | 'coping' | 'friends') => {
    const skill = skills.get(domain);
    return skill && [skill.level, skill.stale, skill.selfDeclared];
  };
  assert.deepEqual(brief('health'), [3, false, true]);
  assert.deepEqual(brief('family'), [null, true, false]);
  assert.deepEqual(brief('coping'), [2, false, false]);
  assert.equal(brief('friends'), undefined);
});
