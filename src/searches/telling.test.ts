import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HomeForSearch } from '../homes/index.ts';
import type { AskedChild } from './asked-child.ts';
import { familyPlace, placedByTown } from './asked-child.ts';
import { checksOfHome, notKnownOfChild, notKnownOfHome } from './not-known.ts';
import type { WorkedSearch } from './ranking-of.ts';
import { saidOnce } from './said-once.ts';
import { townNamed } from './towns.ts';

const asked = (...names: string[]): AskedChild[] =>
  names.map((name) => ({ child: { id: name, name } }) as unknown as AskedChild);

describe('what is said of several children', () => {
  test('the same words become one line that names them, in the order of the first', () => {
    const lines = [
      { child: 'Leo', words: 'Family is near.' },
      { child: 'Ada', words: 'School is near.' },
      { child: 'Ada', words: 'Family is near.' },
      { child: null, words: 'Ask about the room.' },
    ];
    assert.deepEqual(saidOnce({ asked: asked('Ada', 'Leo', 'Max') }, lines), [
      'Ada and Leo: Family is near.',
      'Ada: School is near.',
      'Ask about the room.',
    ]);
    assert.deepEqual(saidOnce({ asked: asked('Ada', 'Leo') }, lines)[0], 'Both: Family is near.');
    assert.deepEqual(saidOnce({ asked: asked('Ada') }, [{ child: 'Ada', words: 'Family is near.' }]), [
      'Family is near.',
    ]);
  });
});

describe('where a child is from, when only the town is known', () => {
  const homes = (count: number): Map<string, HomeForSearch> =>
    new Map(
      Array.from({ length: count }, (_, n) => [
        `home ${n}`,
        { area: 'Staithe End', lat: 53 + n, long: -2 } as unknown as HomeForSearch,
      ]),
    );
  const from = (area: string, unaccompanied = false): AskedChild =>
    ({
      child: { unaccompanied, familyHome: { postcode: null, area, lat: null, long: null, confidential: false } },
      town: null,
    }) as unknown as AskedChild;

  test('the middle of the homes of the town stands for it, whatever its capitals', () => {
    // 53, 54, 55, 56 and 57 degrees: the middle is 55.
    assert.deepEqual(townNamed(homes(5), ' staithe  END '), { name: 'Staithe End', at: { lat: 55, long: -2 } });
    assert.deepEqual(familyPlace(placedByTown(from('Staithe End'), homes(5))), { lat: 55, long: -2 });
    assert.equal(familyPlace(placedByTown(from('Elsewhere'), homes(5))), null);
  });

  test('a town of few homes has no middle, because it would give one of them away', () => {
    assert.equal(townNamed(homes(4), 'Staithe End'), null);
  });

  test('a child who came without family is near no family anywhere here', () => {
    assert.equal(familyPlace(placedByTown(from('Staithe End', true), homes(5))), null);
  });
});

describe('what is not known', () => {
  const worked = (child: object, row: object): WorkedSearch =>
    ({
      children: [{ id: 'c', ...child }],
      homes: new Map([['h', { skills: {}, lat: 53, pets: true, ...row }]]),
    }) as unknown as WorkedSearch;
  const ranked = (criterion: string) =>
    ({
      home: 'h',
      unknown: [criterion],
      reasons: [{ criterion, child: 'c', words: criterion, effect: 1 }],
      checks: [{ rule: 'pets', child: null, words: 'Find out.' }],
    }) as unknown as Parameters<typeof notKnownOfHome>[1];

  test('of the home is a question to the home; of the child it is not', () => {
    const described = { needs: { health: { level: 2 } } };
    assert.equal(notKnownOfHome(worked(described, {}), ranked('needs:health')).length, 1);
    assert.equal(notKnownOfHome(worked({}, {}), ranked('needs:health')).length, 0);
    assert.equal(notKnownOfHome(worked({ school: { lat: 1, long: 1 } }, { lat: null }), ranked('school')).length, 1);
    assert.equal(notKnownOfHome(worked({}, { lat: null }), ranked('school')).length, 0);
  });

  test('a check about the child is told with the child, and one about the home stays', () => {
    assert.equal(checksOfHome(worked({ pets: 'unknown' }, {}), ranked('school')).length, 0);
    assert.equal(checksOfHome(worked({ pets: 'no' }, {}), ranked('school')).length, 1);
    assert.ok(notKnownOfChild({ id: 'c', age: 9 }).includes('where school is'));
    assert.ok(!notKnownOfChild({ id: 'c', age: 16 }).includes('where school is'));
  });
});
