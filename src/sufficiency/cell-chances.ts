import { eachCell } from './exposure.ts';
import { AGE_COUNT, CARE_COUNT, CELLS, KIND_COUNT } from './kinds.ts';

/** Expected events that what is believed without them weighs as much as. */
export const SHRINK = 8;

/** What chances may depend on: each of the three alone, then two of them together. */
const FACTORS: readonly { readonly size: number; readonly of: (kind: number, age: number, care: number) => number }[] =
  [
    { size: KIND_COUNT, of: (kind) => kind },
    { size: AGE_COUNT, of: (_, age) => age },
    { size: CARE_COUNT, of: (_kind, _age, care) => care },
    { size: KIND_COUNT * AGE_COUNT, of: (kind, age) => kind * AGE_COUNT + age },
    { size: KIND_COUNT * CARE_COUNT, of: (kind, _, care) => kind * CARE_COUNT + care },
    { size: AGE_COUNT * CARE_COUNT, of: (_, age, care) => age * CARE_COUNT + care },
  ];
const ROUNDS = 8;

/** By factor and cell, which of its values holds there. */
const VALUE_OF = FACTORS.map(({ of }) => {
  const values = new Uint8Array(CELLS);
  eachCell((cell, kind, age, care) => {
    values[cell] = of(kind, age, care);
  });
  return values;
});

/**
 * Monthly chances by cell, from child-months and events. They are a product of factors for kind, age and time in care
 * and for each two of them, fitted in turn; each factor is drawn towards 1, and each cell's own share towards the
 * product, the more the less was seen.
 */
export function chancesByCell(atRisk: Float64Array, events: Float64Array): Float64Array {
  const sum = (values: Float64Array) => values.reduce((all, one) => all + one, 0);
  const overall = (sum(events) + 0.5) / (sum(atRisk) + 50);
  const expected = new Float64Array(CELLS).fill(overall);
  const factors = FACTORS.map(({ size }) => new Float64Array(size).fill(1));
  for (let round = 0; round < ROUNDS; round += 1) {
    factors.forEach((factor, which) => {
      const values = VALUE_OF[which]!;
      const seen = new Float64Array(factor.length).fill(SHRINK / 4);
      const told = new Float64Array(factor.length).fill(SHRINK / 4);
      for (let cell = 0; cell < CELLS; cell += 1) {
        const value = values[cell]!;
        seen[value]! += events[cell]!;
        told[value]! += (atRisk[cell]! * expected[cell]!) / factor[value]!;
      }
      const fitted = seen.map((count, value) => count / told[value]!);
      for (let cell = 0; cell < CELLS; cell += 1) expected[cell]! *= fitted[values[cell]!]! / factor[values[cell]!]!;
      factors[which] = fitted;
    });
  }
  return expected.map((chance, cell) => {
    const believed = Math.min(0.9, chance);
    return Math.min(0.95, (events[cell]! + SHRINK) / (atRisk[cell]! + SHRINK / believed));
  });
}
