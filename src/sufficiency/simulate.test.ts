import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AGE_COUNT, CARE_COUNT, cellOf, KIND_COUNT, YEARS } from './kinds.ts';
import { poisson } from './random.ts';
import type { Rates } from './rates.ts';
import { runAmong, runShared } from './shared-runner.ts';
import { simulate } from './simulate.ts';
import { calmRates, group, meansOf, simulationOf } from './test-simulation.ts';

const RUNS = 4_000;

/** The same chances at every age and time in care: by kind, leaving, and moving to each kind. */
function everywhere(rates: Rates, exit: readonly number[], move: readonly (readonly number[])[]): Rates {
  for (let kind = 0; kind < KIND_COUNT; kind += 1) {
    for (let age = 0; age < AGE_COUNT; age += 1) {
      for (let care = 0; care < CARE_COUNT; care += 1) {
        const cell = cellOf(kind, age, care);
        rates.exit[cell] = exit[kind]!;
        for (let to = 0; to < KIND_COUNT; to += 1) rates.move[cell * KIND_COUNT + to] = move[kind]![to]!;
      }
    }
  }
  return rates;
}

/** Within four standard errors of what the matrix says; a count's variance is at most its mean here. */
function near(mean: number, expected: number, what: string): void {
  const error = Math.sqrt(Math.max(expected, 0.05) / RUNS);
  assert.ok(Math.abs(mean - expected) <= 4 * error, `${what}: ${mean}, expected ${expected} ± ${4 * error}`);
}

const STILL = [0, 0, 0, 0];

test('leaving, moving and coming in follow the matrix of kinds', () => {
  const exit = [0.03, 0.05, 0.08, 0];
  const move = [
    [0, 0.02, 0.01, 0],
    [0.04, 0, 0.03, 0.01],
    [0, 0.01, 0, 0.02],
    [0.05, 0, 0, 0],
  ];
  const rates = everywhere(calmRates(12), exit, move);
  rates.entries.fill(6);
  rates.began[0 * YEARS + 5] = 0.5;
  rates.began[1 * YEARS + 12] = 0.25;
  rates.began[3 * YEARS + 0] = 0.25;
  const means = meansOf(simulationOf(rates, [group(60, 0, 70), group(20, 1, 150), group(10, 2, 193)]), RUNS);
  let now = [60, 20, 10, 0];
  for (let month = 0; month < 12; month += 1) {
    // n' = n P + entries: what stays, what comes from other kinds, who comes in.
    const entries = [3, 1.5, 0, 1.5];
    now = now.map((here, to) => {
      const leaving = exit[to]! + move[to]!.reduce((sum, one) => sum + one, 0);
      const arriving = now.reduce((sum, there, from) => sum + there * move[from]![to]!, 0);
      return here * (1 - leaving) + arriving + entries[to]!;
    });
    now.forEach((expected, kind) => {
      near(means[month]![kind]!, expected, `month ${month}, kind ${kind}`);
    });
  }
});

test('children grow out of care at eighteen whatever the rates, and not before', () => {
  const rates = everywhere(calmRates(6), STILL, [STILL, STILL, STILL, STILL]);
  const means = meansOf(simulationOf(rates, [group(5, 0, 213), group(3, 2, 215), group(2, 1, 100)]), 10);
  // 215 months are 216 a month later; 213 are 216 three months later.
  assert.deepEqual(
    means.map(([fostering, residential, supported]) => [fostering, residential, supported]),
    [
      [5, 2, 0],
      [5, 2, 0],
      [0, 2, 0],
      [0, 2, 0],
      [0, 2, 0],
      [0, 2, 0],
    ],
  );
});

test('those who come in at seventeen are evenly in their last year: a twelfth grows out each month', () => {
  const rates = everywhere(calmRates(4), STILL, [STILL, STILL, STILL, STILL]);
  rates.entries[0] = 24;
  rates.began[2 * YEARS + 17] = 1;
  const means = meansOf(simulationOf(rates, []), RUNS);
  [24, 22, 20, 18].forEach((expected, month) => {
    near(means[month]![2]!, expected, `month ${month}`);
  });
});

test('a child’s chances change on birthdays and as time in care goes on', () => {
  const rates = calmRates(3);
  // Fostered, 4 years and 11 months old, just come in: first the chances of 1 to 4 and of the first month in care,
  // then those of 5 to 9 and of the months 1 and 2.
  rates.exit[cellOf(0, 1, 0)] = 0.5;
  rates.exit[cellOf(0, 2, 1)] = 0.1;
  const means = meansOf(simulationOf(rates, [group(40, 0, 59, 0)]), RUNS);
  near(means[0]![0]!, 20, 'first month');
  near(means[1]![0]!, 18, 'second month');
  near(means[2]![0]!, 16.2, 'third month');
});

test('of a month that is half over, half of what happens in a month happens', () => {
  const rates = everywhere(calmRates(1), [0.1, 0, 0, 0], [[0, 0.2, 0, 0], STILL, STILL, STILL]);
  rates.entries.fill(8);
  rates.began[3 * YEARS + 3] = 1;
  const [month] = meansOf({ ...simulationOf(rates, [group(50, 0, 100)]), firstShare: 0.5 }, RUNS);
  // 50 × (1 − 0.05 − 0.1), 50 × 0.1, and half of 8.
  [42.5, 5, 0, 4].forEach((expected, kind) => {
    near(month![kind]!, expected, `kind ${kind}`);
  });
});

test('Poisson numbers have their mean and variance, small and beyond what one number can hold', () => {
  for (const expected of [0.3, 4, 700, 1_300]) {
    const draws = Array.from({ length: 4_000 }, (_, at) => poisson(expected, Math.imul(at + 1, 0x9e3779b1) >>> 0));
    const mean = draws.reduce((sum, one) => sum + one, 0) / draws.length;
    const variance = draws.reduce((sum, one) => sum + (one - mean) ** 2, 0) / draws.length;
    assert.ok(Math.abs(mean - expected) < 4 * Math.sqrt(expected / draws.length), `mean ${mean} of ${expected}`);
    assert.ok(Math.abs(variance / expected - 1) < 0.12, `variance ${variance} of ${expected}`);
  }
});

test('with one draw, more expected never gives a smaller Poisson number', () => {
  for (let draw = 1; draw < 2 ** 32; draw += 85_899_345) {
    let before = 0;
    for (let expected = 0; expected < 1_600; expected += 3.7) {
      const now = poisson(expected, draw);
      assert.ok(now >= before, `${now} after ${before} at ${expected}`);
      before = now;
    }
  }
});

function busy() {
  const rates = everywhere(calmRates(24), [0.03, 0.04, 0.05, 0.02], [[0, 0.02, 0, 0], [0.02, 0, 0, 0], STILL, STILL]);
  rates.entries.fill(5);
  rates.began[0 * YEARS + 3] = 0.6;
  rates.began[2 * YEARS + 16] = 0.4;
  return { ...simulationOf(rates, [group(80, 0, 60, 4), group(30, 1, 160, 20)]), doubt: true };
}

test('one thread, two and five workers, and runs in parts give the same numbers', async () => {
  const simulation = busy();
  const here = simulate(simulation, 0, 41);
  for (const workers of [1, 2, 5]) assert.deepEqual(await runAmong(workers)(simulation, 41), here);
  assert.deepEqual(await runAmong(5)(simulation, 3), here.slice(0, 3 * 24 * KIND_COUNT));
  assert.deepEqual(await runShared(simulation, 41), here);
  assert.deepEqual(simulate(simulation, 10, 20), here.slice(10 * 24 * KIND_COUNT, 20 * 24 * KIND_COUNT));
});

test('another seed gives other numbers', () => {
  assert.notDeepEqual(simulate(busy(), 0, 5), simulate({ ...busy(), seed: 8 }, 0, 5));
});

test('doubt widens a forecast and moves its mean by little', () => {
  const spread = (doubt: boolean) => {
    const totals = Array.from({ length: 1_000 }, (_, run) =>
      simulate({ ...busy(), doubt }, run, run + 1)
        .slice(-KIND_COUNT)
        .reduce((sum, one) => sum + one, 0),
    );
    const mean = totals.reduce((sum, one) => sum + one, 0) / totals.length;
    return { mean, sd: Math.sqrt(totals.reduce((sum, one) => sum + (one - mean) ** 2, 0) / totals.length) };
  };
  const [sure, unsure] = [spread(false), spread(true)];
  assert.ok(unsure.sd > 1.2 * sure.sd, `${unsure.sd} after ${sure.sd}`);
  assert.ok(Math.abs(unsure.mean / sure.mean - 1) < 0.03, `${unsure.mean} after ${sure.mean}`);
});
