import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertSound, layout, numberOf, ofClass } from '../../test/pictures.ts';
import { lowToHigh, type RowFromTo } from './low-to-high.ts';

const row = (label: string, low: number, high: number): RowFromTo => ({
  ...{ label, low, high, lowWords: `£${low}`, highWords: `£${high}` },
  ...{ ifLow: '1', ifHigh: '2' },
});
const draw = (rows: readonly RowFromTo[], likely = 10) =>
  lowToHigh({
    caption: 'What matters most',
    ...{ likely, likelyWords: `£${likely}`, nought: '£0', rows },
    head: ['Figure', 'If low', 'Saves', 'If high', 'Saves'],
  });

test('bars lie between their two ends on one scale, whichever way round', () => {
  for (const size of ['compact', 'wide'] as const) {
    const bars = ofClass(layout(draw([row('Effect', -30, 50), row('Pay', 20, 0)]).svg, size), 'hw-chart-from-to');
    const [effect = bars[0]!, pay = bars[0]!] = bars;
    assert.ok(Math.abs(numberOf(effect, 'width') - 4 * numberOf(pay, 'width')) < 0.2);
    // From -30 to 50: nought is three eighths of the way.
    assert.ok(Math.abs(numberOf(pay, 'x') - numberOf(effect, 'x') - (numberOf(effect, 'width') * 3) / 8) < 0.2);
  }
});

test('the table and the words say the same', () => {
  const { table, words } = draw([row('Effect', -30, 50)]);
  assert.deepEqual(table.rows, [['Effect', '1', '£-30', '2', '£50']]);
  assert.equal(words, 'What matters most: £10 at likely values; most depends on “Effect”, from £-30 to £50.');
});

test('property: whatever is given, nothing sticks out and nothing breaks', () => {
  const money = fc.integer({ min: -1_000_000, max: 1_000_000 });
  const any = fc.tuple(fc.string({ maxLength: 24 }), money, money).map(([label, low, high]) => row(label, low, high));
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 14 }), money, (rows, likely) => {
      assertSound(draw(rows, likely).svg);
    }),
  );
});
