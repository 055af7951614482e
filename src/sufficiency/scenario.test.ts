import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../kernel/index.ts';
import { CELLS, KIND_COUNT, YEARS } from './kinds.ts';
import { monthOf } from './months.ts';
import { needAgainstRooms } from './rooms.ts';
import { changesByMonth, readScenario, roomsByMonth, type Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';
import { calmRates, group, meansOf, simulationOf } from './test-simulation.ts';

const FIRST = monthOf('2026-04-01' as never);
const RUNS = 3_000;

type Change = Scenario['changes'][number];

function changed(months: number, ...changes: Change[]) {
  return changesByMonth(readScenario({ name: 'a test', changes }), FIRST, months);
}

function near(mean: number, expected: number, what: string): void {
  const error = Math.sqrt(Math.max(expected, 0.05) / RUNS);
  assert.ok(Math.abs(mean - expected) <= 4 * error, `${what}: ${mean}, expected ${expected} ± ${4 * error}`);
}

/** Ten come in each month: 6 fostered at 11, 3 fostered at 4, 1 in a children's home at 11. Nobody leaves. */
function coming(months: number) {
  const rates = calmRates(months);
  rates.entries.fill(10);
  rates.began[0 * YEARS + 11] = 0.6;
  rates.began[0 * YEARS + 4] = 0.3;
  rates.began[1 * YEARS + 11] = 0.1;
  return simulationOf(rates, []);
}

test('entries: multiplied for a kind and ages, in its months only', () => {
  const change: Change = {
    what: 'entries',
    kind: 'fostering',
    age: [10, 15],
    from: '2026-05',
    to: '2026-06',
    multiply: 0.5,
  };
  const means = meansOf({ ...coming(4), changes: changed(4, change) }, RUNS);
  // 9 a month to foster homes; 3 fewer in May and June. Children's homes are not touched.
  [9, 15, 21, 30].forEach((expected, month) => {
    near(means[month]![0]!, expected, `fostering, month ${month}`);
    near(means[month]![1]!, month + 1, `residential, month ${month}`);
  });
});

test('entries: children a month are added to those whom the change names, as they come otherwise', () => {
  const means = meansOf(
    { ...coming(3), changes: changed(3, { what: 'entries', age: [11, 11], from: '2026-04', add: 7 }) },
    RUNS,
  );
  // Of seven more of eleven years, 6 in 7 go to foster homes as they do otherwise.
  near(means[2]![0]!, 3 * 15, 'fostering');
  near(means[2]![1]!, 3 * 2, 'residential');
  const fewer = meansOf({ ...coming(3), changes: changed(3, { what: 'entries', from: '2026-04', add: -50 }) }, 50);
  assert.deepEqual(fewer[2], [0, 0, 0, 0]);
});

test('entries: multiplied first, then added', () => {
  const means = meansOf(
    {
      ...coming(1),
      changes: changed(1, {
        what: 'entries',
        kind: 'residential',
        age: [11, 11],
        from: '2026-04',
        multiply: 3,
        add: 2,
      }),
    },
    RUNS,
  );
  near(means[0]![1]!, 5, 'residential');
});

function leaving(months: number) {
  const rates = calmRates(months);
  rates.exit.fill(0.1);
  return rates;
}

test('exits: multiplied for a kind and for the ages named, to the year', () => {
  const groups = [group(100, 0, 12 * 12 + 1), group(100, 1, 12 * 12 + 1), group(100, 2, 14 * 12 + 1)];
  const change: Change = { what: 'exits', age: [12, 13], from: '2026-04', multiply: 0.5 };
  const [month] = meansOf({ ...simulationOf(leaving(1), groups), changes: changed(1, change) }, RUNS);
  // Those of 14 are in the same age band of the rates as those of 12, and are not touched.
  [95, 95, 90].forEach((expected, kind) => {
    near(month![kind]!, expected, `kind ${kind}`);
  });
  const fostered = changed(1, { ...change, kind: 'fostering' });
  const [one] = meansOf({ ...simulationOf(leaving(1), groups), changes: fostered }, RUNS);
  [95, 90, 90].forEach((expected, kind) => {
    near(one![kind]!, expected, `kind ${kind}`);
  });
});

test('exits: so many children a month more leave, spread over all whom the change names', () => {
  const groups = [group(50, 0, 150), group(50, 1, 150)];
  const change: Change = { what: 'exits', from: '2026-05', to: '2026-05', add: 5 };
  const means = meansOf({ ...simulationOf(calmRates(3), groups), changes: changed(3, change) }, RUNS);
  [100, 95, 95].forEach((expected, month) => {
    near(means[month]![0]! + means[month]![1]!, expected, `month ${month}`);
  });
});

test('moves: from the kind named, stopped, halved or added', () => {
  const rates = calmRates(1);
  for (let cell = 0; cell < CELLS / KIND_COUNT; cell += 1) {
    rates.move[cell * KIND_COUNT + 1] = 0.06;
    rates.move[cell * KIND_COUNT + 2] = 0.02;
  }
  const simulation = simulationOf(rates, [group(100, 0, 150), group(10, 3, 150)]);
  const after = (change: Change) => meansOf({ ...simulation, changes: changed(1, change) }, RUNS)[0]!;
  const moved = (mean: readonly number[], expected: readonly number[]) => {
    expected.forEach((one, kind) => {
      near(mean[kind]!, one, `kind ${kind}`);
    });
  };
  assert.deepEqual(after({ what: 'moves', from: '2026-04', multiply: 0 }), [100, 0, 0, 10]);
  moved(after({ what: 'moves', kind: 'fostering', from: '2026-04', multiply: 0.5 }), [96, 3, 1, 10]);
  // Four more move where the others go: three to children's homes for each one to supported homes.
  moved(after({ what: 'moves', kind: 'fostering', age: [12, 12], from: '2026-04', add: 4 }), [88, 9, 3, 10]);
  moved(after({ what: 'moves', kind: 'residential', from: '2026-04', multiply: 0 }), [92, 6, 2, 10]);
});

test('a scenario without effect gives exactly the numbers there are without one', () => {
  const rates = leaving(24);
  rates.move.fill(0.01);
  rates.entries.fill(4);
  rates.began[5] = 1;
  const simulation = { ...simulationOf(rates, [group(60, 0, 100), group(20, 1, 200)]), doubt: true };
  const plain = simulate(simulation, 0, 20);
  const none: Change[] = (['entries', 'exits', 'moves'] as const).flatMap((what) => [
    { what, from: '2026-04', multiply: 1, add: 0 },
    { what, kind: 'fostering', age: [3, 9], from: '2026-05', multiply: 1 },
    // Nobody lives in other kinds of home at this age, and nobody moves there.
    ...(what === 'entries'
      ? []
      : [{ what, kind: 'supported' as const, age: [0, 1] as const, from: '2026-04', multiply: 5 }]),
  ]);
  assert.deepEqual(simulate({ ...simulation, changes: changed(24) }, 0, 20), plain);
  assert.deepEqual(simulate({ ...simulation, changes: changed(24, ...none) }, 0, 20), plain);
  // From a later month on, the months before are as they were.
  const later = simulate(
    { ...simulation, changes: changed(24, { what: 'exits', from: '2027-04', multiply: 3 }) },
    0,
    1,
  );
  assert.deepEqual(later.slice(0, 12 * KIND_COUNT), plain.slice(0, 12 * KIND_COUNT));
  assert.notDeepEqual(later, plain.slice(0, 24 * KIND_COUNT));
});

test('fewer entries, or more leaving, never give more children in the same run', () => {
  const rates = leaving(36);
  rates.entries.fill(9);
  for (let cell = 0; cell < rates.began.length; cell += 1) rates.began[cell] = 1 / rates.began.length;
  const simulation = { ...simulationOf(rates, [group(60, 0, 100), group(20, 1, 170)]), doubt: true };
  const plain = simulate(simulation, 0, 60);
  for (const change of [
    { what: 'entries', from: '2026-06', multiply: 0.8 },
    { what: 'entries', kind: 'fostering', age: [4, 9], from: '2026-04', add: -1 },
    { what: 'exits', from: '2026-06', multiply: 1.3 },
  ] as const) {
    const fewer = simulate({ ...simulation, changes: changed(36, change) }, 0, 60);
    assert.ok(fewer.every((count, at) => count <= plain[at]!));
    assert.ok(fewer.some((count, at) => count < plain[at]!));
  }
});

test('rooms: more, fewer or a share of those there are, by kind and month', () => {
  const scenario = readScenario({
    name: 'two homes',
    changes: [
      { what: 'rooms', kind: 'residential', from: '2026-05', add: 6 },
      { what: 'rooms', kind: 'fostering', from: '2026-06', to: '2026-06', multiply: 0.9 },
    ],
  });
  assert.deepEqual(roomsByMonth(scenario, FIRST, 4, [100, 20, 10, 5]), [
    [100, 20, 10, 5],
    [100, 26, 10, 5],
    [90, 26, 10, 5],
    [100, 26, 10, 5],
  ]);
});

test('need beyond rooms, by hand: four runs in which 3, 5, 6 and 10 children need one of 5 rooms', () => {
  const counts = Uint32Array.from([3, 5, 6, 10].flatMap((need) => [need, 0, 0, 0]));
  const [fostering, residential] = needAgainstRooms(counts, 4, [[5, 0, 0, 0]], () => '2026-04');
  // Unmet are 0, 0, 1 and 5: 1.5 on average; two runs of four have enough; ten rooms would do in 95 of 100.
  assert.deepEqual(fostering, {
    month: '2026-04',
    kind: 'fostering',
    rooms: 5,
    unmet: 1.5,
    enough: 0.5,
    roomsFor95: 10,
  });
  assert.deepEqual(residential, {
    month: '2026-04',
    kind: 'residential',
    rooms: 0,
    unmet: 0,
    enough: 1,
    roomsFor95: 0,
  });
});

test('a scenario that cannot be used is refused in words that say where', () => {
  const base = { what: 'entries', from: '2026-04', multiply: 0.9 };
  for (const [change, words] of [
    [{ ...base, what: 'wishes' }, /changes\.0\.what/],
    [{ ...base, from: '2026-13' }, /changes\.0\.from.*2026-04/],
    [{ ...base, from: 'April' }, /changes\.0\.from/],
    [{ ...base, to: '2026-03' }, /from before to/],
    [{ ...base, age: [15, 10] }, /from the lower to the higher/],
    [{ ...base, age: [0, 18] }, /changes\.0\.age\.1/],
    [{ ...base, kind: 'castles' }, /changes\.0\.kind/],
    [{ ...base, multiply: -1 }, /changes\.0\.multiply/],
    [{ what: 'exits', from: '2026-04' }, /multiply, add or both/],
    [{ what: 'rooms', from: '2026-04', add: 3 }, /rooms of a kind/],
  ] as const) {
    assert.throws(
      () => readScenario({ name: 'x', changes: [change] }),
      (problem) => problem instanceof Refusal && words.test(problem.message),
      JSON.stringify(change),
    );
  }
  for (const nonsense of [null, 5, 'x', [], {}, { name: 'x' }, { name: 'x', changes: 'all' }]) {
    assert.throws(() => readScenario(nonsense), Refusal);
  }
});

test('moves into one kind: children a month go there and nowhere else, in its months only', () => {
  const start = simulationOf(calmRates(3), [group(200, 1, 12 * 12)]);
  const change: Change = {
    what: 'moves',
    kind: 'residential',
    into: 'fostering',
    from: '2026-05',
    to: '2026-05',
    add: 20,
  };
  const means = meansOf({ ...start, changes: changed(3, change) }, RUNS);
  // Nobody moves in April, 20 of 200 in May, nobody in June.
  assert.deepEqual(means[0], [0, 200, 0, 0]);
  near(means[1]![0]!, 20, 'fostering in May');
  assert.deepEqual(means[1]!.slice(2), [0, 0]);
  assert.deepEqual(means[2], means[1]);
});

test('moves into one kind: its chance alone is multiplied, and what all moves are multiplied with holds for it too', () => {
  const rates = calmRates(1);
  // Of those in children's homes each month 5 in 100 move to foster homes and 5 to supported accommodation.
  for (let cell = 0; cell < CELLS; cell += 1) {
    if (Math.floor(cell / (CELLS / KIND_COUNT)) === 1) rates.move.set([0.05, 0, 0.05, 0], cell * KIND_COUNT);
  }
  const start = simulationOf(rates, [group(400, 1, 12 * 12)]);
  const twice: Change = { what: 'moves', kind: 'residential', into: 'fostering', from: '2026-04', multiply: 2 };
  const [one] = meansOf({ ...start, changes: changed(1, twice) }, RUNS);
  near(one![0]!, 40, 'fostering');
  near(one![2]!, 20, 'supported');
  const [both] = meansOf(
    { ...start, changes: changed(1, twice, { what: 'moves', from: '2026-04', multiply: 0.5 }) },
    RUNS,
  );
  near(both![0]!, 20, 'fostering, halved');
  near(both![2]!, 10, 'supported, halved');
  const [none] = meansOf({ ...start, changes: changed(1, { ...twice, multiply: 0 }) }, RUNS);
  near(none![0]!, 0, 'fostering, stopped');
  near(none![2]!, 20, 'supported, as before');
});

test('moves into a kind: only moves lead anywhere, and to another kind', () => {
  const wrong = (change: object) => () =>
    readScenario({ name: 'x', changes: [{ from: '2026-04', multiply: 2, ...change }] });
  assert.throws(wrong({ what: 'exits', into: 'fostering' }), Refusal);
  assert.throws(wrong({ what: 'moves', kind: 'fostering', into: 'fostering' }), Refusal);
  assert.doesNotThrow(wrong({ what: 'moves', into: 'fostering' }));
});
