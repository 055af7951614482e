import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killRounds } from './kill-rounds.ts';
import { dataFolder } from './started.ts';

// `npm run soak` does many more rounds.
test('no acknowledged write is lost, and none is there by half, when the process is killed while it writes', async () => {
  const written = await killRounds(await dataFolder(), [1, 15, 60]);
  assert.ok(written >= 76);
});
