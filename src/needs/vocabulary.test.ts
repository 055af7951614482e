import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { smallRegion } from '../../test/small-region.ts';
import { sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { ALONGSIDE, MATTERS, PET_WISHES, SUITABILITIES } from '../matching/index.ts';
import {
  ALONGSIDE_WORDS,
  codesOf,
  MATTER_WORDS,
  PETS_WORDS,
  RISK_TO_CHILD_WORDS,
  RISK_TO_OTHERS_WORDS,
  SUITABILITY_WORDS,
} from './vocabulary.ts';

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

onEachDatabase('codes in the database', (open) => {
  before(() => smallRegion(open(), date('2026-11-21')));
  for (const [column, words] of [
    ['matters', MATTER_WORDS],
    ['risks_to_child', RISK_TO_CHILD_WORDS],
    ['risks_to_others', RISK_TO_OTHERS_WORDS],
  ] as const)
    test(`${column} holds every code there is, none, and no other`, async () => {
      const put = (codes: readonly (string | null)[]) =>
        open().asSystem((tx) =>
          sql`insert into profile (organisation_id, id, child_id, number, started_by, ${sql.ref(column)})
            select 'north', ${column} || ' ' || next, 'maya', next, 'x', ${[...codes]}::text[]
            from (select coalesce(max(number), 0) + 1 as next from profile where child_id = 'maya') n`.execute(tx),
        );
      await put([]);
      await put(codesOf<string>(words));
      for (const wrong of [['made-up'], [...codesOf<string>(words), 'x'], [''], [null]]) {
        await assert.rejects(put(wrong), new RegExp(`known_${column}`));
      }
    });
});
