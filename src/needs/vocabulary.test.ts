import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALONGSIDE, MATTERS, PET_WISHES, SUITABILITIES } from '../matching/index.ts';
import { ALONGSIDE_WORDS, codesOf, MATTER_WORDS, PETS_WORDS, SUITABILITY_WORDS } from './vocabulary.ts';

test('a profile and the matching engine speak of the same things by the same codes', () => {
  for (const [ours, engines] of [
    [MATTER_WORDS, MATTERS],
    [ALONGSIDE_WORDS, ALONGSIDE],
    [PETS_WORDS, PET_WISHES],
    [SUITABILITY_WORDS, SUITABILITIES],
  ] as const) {
    assert.deepEqual(codesOf<string>(ours).sort(), [...engines].sort());
  }
});
