import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allOf, assertSound, layout } from '../../test/pictures.ts';
import { type AreaOnMap, areasMap } from './areas-map.ts';

const ashby: AreaOnMap = { name: 'Ashby', at: { lat: 53, long: -2 }, short: 12 };
const draw = (...areas: AreaOnMap[]) => areasMap({ areas, one: 'room short', many: 'rooms short' });

test('each area has its number, its colour and shape, and the legend says them in words', () => {
  const { svg, words, table } = draw(
    ashby,
    { name: 'Brook', at: { lat: 53.3, long: -2.2 }, short: 0 },
    { name: 'Calder', at: { lat: 53.1, long: -2.5 }, short: null },
    { name: 'Dale', at: null, short: 20 },
  );
  for (const size of ['compact', 'wide'] as const) {
    const { text } = layout(svg, size);
    for (const said of ['Ashby', '12', 'Brook', 'None short', '6 to 15 short', 'Not told: too few children'])
      assert.ok(text.includes(said), `${said} on the ${size} map`);
    assert.ok(!text.includes('Dale'), 'nobody knows where it is');
    const fills = allOf(layout(svg, size), ({ name }) => name === 'path' || name === 'circle').map(
      ({ attributes }) => attributes.fill,
    );
    assert.ok(new Set(fills).size >= 3);
  }
  assert.deepEqual(table.head, ['Area', 'Rooms short']);
  assert.deepEqual(table.rows, [
    ['Dale', '20'],
    ['Ashby', '12'],
    ['Brook', '0'],
    ['Calder', 'not told'],
  ]);
  assert.equal(words, 'Map of 3 areas; most are missing in Dale (20 rooms short) and Ashby (12 rooms short).');
});

test('property: whatever is given, nothing sticks out and nothing breaks', () => {
  const area = fc.record({
    name: fc.string({ maxLength: 60 }),
    at: fc.option(
      fc.record({
        lat: fc.double({ min: 50, max: 55, noNaN: true }),
        long: fc.double({ min: -4, max: 1, noNaN: true }),
      }),
    ),
    short: fc.option(fc.integer({ min: 0, max: 999 })),
  });
  fc.assert(
    fc.property(fc.array(area, { maxLength: 14 }), (areas) => {
      assertSound(draw(...areas).svg);
    }),
    { numRuns: 60 },
  );
});
