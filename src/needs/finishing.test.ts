import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DOMAINS, date } from '../kernel/index.ts';
import { mayFinish, STRENGTHS_AT_LEAST } from './finishing.ts';
import { LEVELS } from './instrument.ts';
import { EMPTY_CONTENT, type ProfileContent } from './profile.ts';
import { completeContent, withNotes } from './profile-examples.ts';

function missing(content: ProfileContent, age = 9): string[] {
  const finishing = mayFinish(content, age);
  return finishing.may ? [] : finishing.missing.map((each) => each.words);
}

describe('finishing a profile', () => {
  test('a complete one may be finished', () => {
    assert.deepEqual(missing(completeContent()), []);
  });

  test('an empty one says everything that is missing, at once', () => {
    const words = missing(EMPTY_CONTENT);
    assert.equal(words.length, 1 + DOMAINS.length + 1); // own words, each domain, strengths
  });

  test('needs only is never enough: three strengths are one too few', () => {
    const three = withNotes(completeContent(), 'health', { goingWell: '  ' });
    assert.match(missing(three).join(), /at least 4 parts of life \(3 so far\)/);
  });

  test('a high need says what is going well in the same part of life', () => {
    const high = withNotes(completeContent(), 'coping', { level: 3, whatHelps: 'A quiet corner.' });
    assert.deepEqual(missing(high), ['How distress shows and coping: say what is going well, beside the need.']);
    assert.deepEqual(missing(withNotes(high, 'coping', { goingWell: 'Says when it is too loud.' })), []);
    assert.deepEqual(missing(withNotes(high, 'coping', { level: 2 })), []);
  });

  test('a level of 2 says what helps, or that nobody knows yet', () => {
    const helped = withNotes(completeContent(), 'family', { level: 2 });
    assert.deepEqual(missing(helped), ['Family and family time: say what helps, or that it is not known yet.']);
    assert.deepEqual(missing(withNotes(helped, 'family', { whatHelps: 'Nan comes too.' })), []);
    assert.deepEqual(missing(withNotes(helped, 'family', { notKnown: 'What helps after visits.' })), []);
    assert.deepEqual(missing(withNotes(helped, 'family', { level: 1 })), []);
  });

  test('a level may stay unknown when the profile says what is not known', () => {
    const unknown = withNotes(completeContent(), 'identity', { level: null });
    assert.equal(missing(unknown).length, 1);
    assert.deepEqual(missing(withNotes(unknown, 'identity', { notKnown: 'What they were told.' })), []);
  });

  test('whatever is said has somebody who said it, and a day', () => {
    const nobody = withNotes(completeContent(), 'friends', { saidBy: '' });
    const never = withNotes(completeContent(), 'friends', { saidOn: null });
    for (const content of [nobody, never]) {
      assert.deepEqual(missing(content), ['Friends and relationships: say who said this, and when.']);
    }
  });

  test('the child’s own words are there, or why not yet', () => {
    const complete = completeContent();
    const silent = { ...complete, words: { ...complete.words, aboutMe: '', wordsBy: '', wordsOn: null } };
    assert.match(missing(silent, 9).join(), /the child’s own words, or why/);
    assert.match(missing(silent, 3).join(), /what people who know the child see/);
    const reason = { ...silent, words: { ...silent.words, whyNoWords: 'Arrived an hour ago and is asleep.' } };
    assert.deepEqual(missing(reason), []);
    const unheard = { ...complete, words: { ...complete.words, wordsOn: null } };
    assert.deepEqual(missing(unheard), ['Say who listened to the child, and when.']);
  });

  const text = fc.constantFrom('', ' ', 'Something was said.');
  const notes = fc.record({
    level: fc.constantFrom(null, ...LEVELS),
    goingWell: text,
    whatHelps: text,
    notKnown: text,
    ownWords: text,
    saidBy: fc.constantFrom('', 'Nan'),
    saidOn: fc.constantFrom(null, date('2026-10-01')),
  });
  // Most parts of life stay as in a complete profile, so that many of the profiles made here can be finished.
  const content = fc
    .array(fc.tuple(fc.constantFrom(...DOMAINS), notes), { maxLength: 4 })
    .map((changes) => changes.reduce((made, [domain, said]) => withNotes(made, domain, said), completeContent()));

  test('property: whatever is finished has strengths, sources, and names what it does not know', () => {
    let finished = 0;
    fc.assert(
      fc.property(content, fc.integer({ min: 0, max: 17 }), (profile, age) => {
        if (!mayFinish(profile, age).may) return;
        finished += 1;
        const all = DOMAINS.map((domain) => profile.domains[domain]);
        assert.ok(all.filter((each) => each.goingWell.trim()).length >= STRENGTHS_AT_LEAST);
        for (const each of all) {
          if (each.level === null) assert.ok(each.notKnown.trim());
          if (each.level !== null && each.level >= 3) assert.ok(each.goingWell.trim());
          assert.ok(each.saidBy && each.saidOn);
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(finished > 50, `only ${finished} could be finished: the property was hardly tried`);
  });

  test('property: saying one more thing that goes well never makes a profile less finished', () => {
    fc.assert(
      fc.property(content, fc.constantFrom(...DOMAINS), (made, domain) => {
        const profile = withNotes(made, domain, {
          saidBy: 'Nan',
          saidOn: date('2026-10-01'),
        });
        const better = withNotes(profile, domain, { goingWell: 'Laughs a lot.' });
        assert.ok(missing(better).length <= missing(profile).length);
      }),
      { numRuns: 300 },
    );
  });
});
