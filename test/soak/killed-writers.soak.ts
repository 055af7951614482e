import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../src/kernel/index.ts';
import { killRounds } from '../faults/kill-rounds.ts';
import { dataFolder } from '../faults/started.ts';

const ROUNDS = Number(process.env.SOAK_ROUNDS || 60);

test(`no acknowledged write is lost over ${ROUNDS} kills at random moments`, async (t) => {
  const seed = process.env.SOAK_SEED || String(Date.now());
  const random = seededRandom(seed);
  const counts = Array.from({ length: ROUNDS }, () => random.between(1, 400));
  const written = await killRounds(await dataFolder(), counts);
  t.diagnostic(`${written} writes acknowledged and found again over ${ROUNDS} kills; SOAK_SEED=${seed}`);
  assert.ok(written >= counts.reduce((sum, each) => sum + each, 0));
});
