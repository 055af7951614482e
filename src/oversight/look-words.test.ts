import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALL_RELATIONSHIPS } from '../access/index.ts';
import { whyWords } from './look-words.ts';

test('why somebody could is a sentence that speaks to its reader, for every relationship', () => {
  assert.equal(whyWords('child.viewed', 'allocated'), 'The child is allocated to them');
  assert.equal(whyWords('child.viewed', 'allocated', 'themselves'), 'The child is allocated to you');
  assert.equal(whyWords('child.viewed', 'team allocated', 'child'), 'It is their job to work with you');
  for (const each of ALL_RELATIONSHIPS) {
    for (const reader of ['others', 'themselves', 'child'] as const) {
      assert.match(whyWords('child.viewed', each, reader), /^[A-Z]/, `${each} to ${reader}`);
    }
    assert.doesNotMatch(whyWords('child.viewed', each, 'themselves'), /\b(they|them|their)\b/i, each);
  }
});

test('a list says why it was shown; what was refused has no why', () => {
  assert.equal(whyWords('children.listed', ''), 'It shows only what is open to them');
  assert.equal(whyWords('searches.listed', '', 'themselves'), 'It shows only what is open to you');
  assert.equal(whyWords('children.listed.refused', ''), '');
  assert.equal(whyWords('child.viewed.refused', ''), '');
});
