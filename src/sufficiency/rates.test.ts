import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chancesByCell } from './cell-chances.ts';
import type { Exposure } from './exposure.ts';
import { CELLS, cellOf, KIND_COUNT, YEARS } from './kinds.ts';
import { fitRates } from './rates.ts';

test('where much was seen, chances are the shares that were seen', () => {
  const atRisk = new Float64Array(CELLS).fill(10_000);
  const events = atRisk.map((count, cell) => count * (cell % 7 === 0 ? 0.2 : 0.02));
  chancesByCell(atRisk, events).forEach((chance, cell) => {
    const share = cell % 7 === 0 ? 0.2 : 0.02;
    assert.ok(Math.abs(chance / share - 1) < 0.02, `${chance} for ${share}`);
  });
});

test('where nothing was seen, chances come from what was seen of the same kind and of the same age', () => {
  const atRisk = new Float64Array(CELLS);
  const events = new Float64Array(CELLS);
  // Children's homes end three times as often as foster homes, children of 10 to 15 leave half as often as those of 5.
  for (const [kind, age, chance] of [
    [0, 2, 0.02],
    [0, 3, 0.01],
    [1, 2, 0.06],
  ] as const) {
    for (let care = 0; care < 7; care += 1) {
      atRisk[cellOf(kind, age, care)] = 4_000;
      events[cellOf(kind, age, care)] = 4_000 * chance;
    }
  }
  const chance = chancesByCell(atRisk, events)[cellOf(1, 3, 3)]!;
  assert.ok(chance > 0.02 && chance < 0.045, `${chance}, of a product of 0.03`);
});

test('nothing at risk and nothing happening give small chances, not none and not certainty', () => {
  for (const chance of chancesByCell(new Float64Array(CELLS), new Float64Array(CELLS))) {
    assert.ok(chance > 0 && chance < 0.05, String(chance));
  }
});

function exposureOf(entries: readonly number[]): Exposure {
  const months = entries.length;
  const began = new Float64Array(KIND_COUNT * YEARS);
  began[5] = entries.reduce((sum, one) => sum + one, 0);
  const none = () => new Float64Array(months);
  return {
    from: 2020 * 12 + 3,
    to: 2020 * 12 + 3 + months,
    atRisk: new Float64Array(CELLS).fill(100),
    exits: new Float64Array(CELLS).fill(2),
    moves: new Float64Array(CELLS * KIND_COUNT),
    entries: Float64Array.from(entries),
    began,
    months: { atRisk: none().fill(14_000), exits: none().fill(280), moves: none() },
  };
}

test('steady entries go on as they were; a plain fall goes on, and ever more slowly', () => {
  const steady = fitRates(exposureOf(Array(60).fill(20)), 60).entries;
  for (const count of steady) assert.ok(Math.abs(count - 20) < 0.3, String(count));
  // 3% fewer each month.
  const falling = fitRates(exposureOf(Array.from({ length: 48 }, (_, at) => 200 * 0.97 ** at)), 60).entries;
  const last = 200 * 0.97 ** 47;
  assert.ok(falling[0]! < last && falling[11]! < last * 0.8, `${falling[11]} after ${last}`);
  assert.ok(falling[59]! / falling[48]! > falling[11]! / falling[0]!);
  // As a trend fades by 3% a month, what is left of it in all is less than 33 months of it.
  assert.ok(falling[59]! > last * 0.97 ** 33, String(falling[59]));
});

test('months of the year are told apart where years were seen', () => {
  // Twice as many each September, the sixth month of a year that begins in April.
  const entries = Array.from({ length: 60 }, (_, at) => (at % 12 === 5 ? 200 : 100));
  const ahead = fitRates(exposureOf(entries), 12).entries;
  assert.ok(ahead[5]! / ahead[4]! > 1.7 && ahead[5]! / ahead[4]! < 2.05, `${ahead[5]} after ${ahead[4]}`);
});

test('what little was seen is doubted more', () => {
  const many = fitRates(exposureOf(Array(60).fill(40)), 12).doubt;
  const few = fitRates(exposureOf(Array(60).fill(1)), 12).doubt;
  assert.ok(few.entries > many.entries);
  assert.ok(few.trend >= many.trend);
});

test('numbers stay numbers where nobody came in, left or moved', () => {
  const { entries, exit, move, doubt } = fitRates(
    { ...exposureOf(Array(12).fill(0)), exits: new Float64Array(CELLS) },
    24,
  );
  for (const value of [...entries, ...exit, ...move, doubt.entries, doubt.trend, ...doubt.uneven.entries]) {
    assert.ok(Number.isFinite(value) && value >= 0, String(value));
  }
  assert.ok(entries[23]! < 0.2, String(entries[23]));
});
