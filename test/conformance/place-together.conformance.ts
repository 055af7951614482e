// Compares joint matching with recorded problems whose optimum is proven. They lie beside the checkout and not in it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkJointMatching, type JointProblem, placeTogether } from '../../src/matching/index.ts';

const recorded: readonly { name: string; optimum: number; problem: JointProblem }[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', '..', 'shared', 'conformance', 'matching', 'joint.json'), 'utf8'),
);

for (const { name, optimum, problem } of recorded) {
  test(`joint matching, ${name}`, async () => {
    const answer = await placeTogether(problem);
    assert.equal(answer.optimal, true);
    assert.ok(Math.abs(answer.total - optimum) < 1e-6 * optimum, `${answer.total} is not ${optimum}`);
    assert.deepEqual(checkJointMatching(problem, answer), []);
  });
}
