import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertSound, layout, ofClass } from '../../test/pictures.ts';
import { type AheadPoint, forecastChart } from './forecast-chart.ts';

const month = (at: number) => `${2026 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
const ahead = (count: number, middle = 100): AheadPoint[] =>
  Array.from({ length: count }, (_, at) => ({
    month: month(at),
    p2_5: middle - 20,
    p25: middle - 5,
    p50: middle,
    p75: middle + 5,
    p97_5: middle + 20,
  }));

test('what was counted and is not told leaves a gap in the line, and a lone month is a dot', () => {
  const past = [90, null, 91, 92, null, null].map((value, at) => ({
    month: month(at - 6 + 12).replace('2027', '2025'),
    value,
  }));
  const picture = layout(forecastChart({ caption: 'All', past, ahead: ahead(12), rooms: [], told: [] }).svg, 'wide');
  assert.deepEqual(
    ofClass(picture, 'hw-chart-past').map(({ name }) => name),
    ['circle', 'path'],
  );
  assert.equal(ofClass(picture, 'hw-chart-rooms').length, 0);
});

test('the bands lie around the middle, the scale begins at nought', () => {
  const svg = forecastChart({ caption: 'All', past: [], ahead: ahead(3), rooms: [110, 110, 90], told: [] }).svg;
  const picture = layout(svg, 'wide');
  const ys = (className: string) =>
    [...(ofClass(picture, className)[0]?.attributes.d ?? '').matchAll(/ ([\d.]+)/g)].map(([, y]) => Number(y));
  // 274 is nought and 10 is the top of the scale, 150: 120 lies at 274 - 120 / 150 * 264.
  const at = (value: number) => 274 - (value / 150) * 264;
  const near = (one: number, other: number) => assert.ok(Math.abs(one - other) < 0.02, `${one} and ${other}`);
  near(Math.min(...ys('hw-chart-band-95')), at(120));
  near(Math.max(...ys('hw-chart-band-95')), at(80));
  near(Math.min(...ys('hw-chart-band-50')), at(105));
  near(ys('hw-chart-middle')[0]!, at(100));
  near(ys('hw-chart-rooms')[2]!, at(90));
});

test('the table tells the months that are asked for, in whole children', () => {
  const { table, words } = forecastChart({
    caption: 'In foster homes',
    past: [],
    ahead: ahead(12, 40.4),
    rooms: [],
    told: [month(2), month(11)],
  });
  assert.deepEqual(table.rows, [
    ['March 2026', '40', '35 and 45', '20 and 60'],
    ['December 2026', '40', '35 and 45', '20 and 60'],
  ]);
  assert.equal(words, 'In foster homes: 40.4 in December 2026, and between 20.4 and 60.4 in 95 of 100 runs.');
});

test('property: whatever is given, nothing sticks out and nothing breaks', () => {
  const number = fc.double({ min: 0, max: 90_000, noNaN: true });
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }),
      fc.array(fc.option(number), { maxLength: 60 }),
      fc.array(fc.tuple(number, number, number, number, number), { minLength: 1, maxLength: 120 }),
      fc.boolean(),
      (caption, counted, runs, withRooms) => {
        const points = runs.map((values, at) => {
          const [p2_5 = 0, p25 = 0, p50 = 0, p75 = 0, p97_5 = 0] = [...values].sort((a, b) => a - b);
          return { month: month(at), p2_5, p25, p50, p75, p97_5 };
        });
        const past = counted.map((value, at) => ({ month: month(at), value }));
        const rooms = withRooms ? points.map(({ p50 }) => p50) : [];
        assertSound(forecastChart({ caption, past, ahead: points, rooms, told: [] }).svg);
      },
    ),
    { numRuns: 60 },
  );
});
