import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allOf, assertAsReviewed, assertSound, layout, numberOf, ofClass } from '../../test/pictures.ts';
import { type HomeOnMap, homesMap, type PlaceOnMap } from './homes-map.ts';
import { onGrid } from './map-projection.ts';

const family: PlaceOnMap = { kind: 'family', at: { lat: 53, long: -2 }, label: "Mum's house" };

function home(lat: number, long: number, extra: Partial<HomeOnMap> = {}): HomeOnMap {
  return { id: 'h', at: { lat, long }, label: 'Rowan House', band: 'strong', ...extra };
}

function circlesOf(svg: string) {
  return ofClass(layout(svg, 'wide'), 'hw-chart-home').flatMap((each) => allOf(each, ({ name }) => name === 'circle'));
}

test('a place is moved to the nearest crossing of the grid', () => {
  assert.deepEqual(onGrid({ lat: 53.4812, long: -2.2449 }), { lat: 53.48, long: -2.24 });
  assert.deepEqual(onGrid({ lat: 53.4901, long: -2.2501 }), { lat: 53.5, long: -2.26 });
  assert.equal(onGrid(null), null);
  assert.equal(onGrid({ lat: Number.NaN, long: 0 }), null);
  assert.equal(onGrid({ lat: 53, long: Number.POSITIVE_INFINITY }), null);
});

test('nothing that is drawn or said tells where in its cell a person lives', () => {
  const cell = fc.record({ lat: fc.integer({ min: 2500, max: 2790 }), long: fc.integer({ min: -300, max: 90 }) });
  const offset = fc.double({ min: -0.0099, max: 0.0099, noNaN: true });
  const kinds = fc.constantFrom('family', 'school', 'friend', 'brother-or-sister', 'avoid');
  const moved = fc.tuple(cell, fc.tuple(offset, offset), fc.tuple(offset, offset), kinds);
  fc.assert(
    fc.property(fc.array(moved, { minLength: 1, maxLength: 12 }), (all) => {
      const drawn = [0, 1].map((which) => {
        const at = all.map(([{ lat, long }, one, two]) => {
          const [dLat, dLong] = which === 0 ? one : two;
          return { lat: lat / 50 + dLat, long: long / 50 + dLong };
        });
        return homesMap({
          homes: at.map((each, index) => ({ id: String(index), at: each, label: 'Home', band: 'possible' })),
          places: at.slice(0, 5).map((each, index) => ({ kind: all[index]![3], at: each, label: 'Place', miles: 2 })),
        });
      });
      assert.deepEqual(drawn[0], drawn[1]);
    }),
    { numRuns: 60 },
  );
});

test('a mile is as long as the frame allows, and north is up', () => {
  // 0.2 degrees of latitude fill the height of 440 less 28 at each end: the northern one is at 28, the other at 412.
  const circles = circlesOf(homesMap({ homes: [home(53, -2), home(53.2, -2)], places: [] }).svg);
  assert.deepEqual(
    circles.map((each) => [numberOf(each, 'cx'), numberOf(each, 'cy')]),
    [
      [320, 412],
      [320, 28],
    ],
  );
});

test('a degree east is shorter than a degree north by the cosine of the latitude', () => {
  const [a, b] = circlesOf(homesMap({ homes: [home(53, -2), home(53.2, -1.8)], places: [] }).svg);
  const ratio = (numberOf(b!, 'cx') - numberOf(a!, 'cx')) / (numberOf(a!, 'cy') - numberOf(b!, 'cy'));
  assert.ok(Math.abs(ratio - 0.6004) < 0.0002, `cos 53.1° is 0.6004, drawn ${ratio}`);
});

test('rings and scale bar measure the same miles', () => {
  // 0.2 degrees are 13.8187 miles in 384 pixels: 27.788 a mile. 5 miles are 138.94, and 10 are 277.88.
  const map = layout(homesMap({ homes: [home(53.2, -2)], places: [family] }).svg, 'wide');
  const radii = ofClass(map, 'hw-chart-ring').map((each) => numberOf(each, 'r'));
  assert.ok(Math.abs(radii[0]! - 138.94) < 0.02 && Math.abs(radii[1]! - 277.88) < 0.02, String(radii));
  const scale = ofClass(map, 'hw-chart-scale')[0]!;
  assert.equal(scale.text, '5 miles');
  assert.match(allOf(scale, ({ name }) => name === 'path')[0]!.attributes.d ?? '', /h138\.9\d/);
});

test('an avoid circle has its miles as radius', () => {
  const avoid: PlaceOnMap = { kind: 'avoid', at: { lat: 53.1, long: -2 }, label: 'Estate', miles: 3 };
  const map = layout(homesMap({ homes: [home(53.2, -2)], places: [family, avoid] }).svg, 'wide');
  const circle = allOf(ofClass(map, 'hw-chart-avoid')[0]!, ({ name }) => name === 'circle')[0]!;
  assert.ok(Math.abs(numberOf(circle, 'r') - 3 * 27.788) < 0.02);
});

test('homes at one place are each seen, or counted', () => {
  const homes = Array.from({ length: 40 }, (_, index) => home(53.1, -2, { rank: index + 1 }));
  const map = layout(homesMap({ homes, places: [family] }).svg, 'wide');
  const numbers = ofClass(map, 'hw-chart-home').map((each) => each.text);
  const counts = [...map.text.matchAll(/\+(\d+)/g)].map((found) => Number(found[1]));
  assert.equal(numbers[0], '1');
  assert.equal(new Set(numbers).size, numbers.length);
  // The legend's example of a count is +2, and stands last.
  assert.equal(counts.pop(), 2);
  assert.equal(numbers.length + counts.reduce((a, b) => a + b, 0), 40);
});

test('shape tells the band, not colour alone', () => {
  const draw = (band: HomeOnMap['band']) => {
    const map = layout(homesMap({ homes: [home(53, -2, { band })], places: [] }).svg, 'wide');
    return ofClass(map, 'hw-chart-home')[0]!.children.map(({ name }) => name);
  };
  assert.deepEqual(draw('strong'), ['circle', 'text']);
  assert.deepEqual(draw('possible'), ['rect', 'text']);
  assert.deepEqual(draw('stretch'), ['path', 'path', 'text']);
});

test('table and words give miles from rounded places, and say so', () => {
  const homes = [home(53.2, -2), home(53, -2, { band: 'stretch', label: 'Elm' }), { ...home(0, 0), at: null }];
  const { table, words } = homesMap({ homes, places: [family] });
  assert.deepEqual(table.head, ['Number', 'Name', 'What it is', 'Miles from the family home, about']);
  assert.deepEqual(table.rows, [
    ['1', 'Rowan House', 'Strong fit', '14'], // 13.8
    ['2', 'Elm', 'A stretch', 'under 1'],
    ['3', 'Rowan House', 'Strong fit', 'not known'],
    ['', "Mum's house", 'Family home', '0'],
  ]);
  assert.equal(
    words,
    'Map of 2 homes (1 strong fit and 1 a stretch); the nearest is under a mile from the family home; 1 home is not on it, because the place is not known; positions are approximate, rounded to about a mile.',
  );
});

test('labels with markup are text', () => {
  const label = `<script>alert("x")</script>'`;
  const drawing = homesMap({
    homes: [home(53, -2, { label })],
    places: [{ kind: 'school', at: { lat: 53.1, long: -2 }, label: '<b>"' }],
    areas: [{ name: '<i>', at: { lat: 53.05, long: -2.1 } }],
  });
  const root = assertSound(drawing.svg);
  assert.ok(root.text.includes('<b>"') && root.text.includes('<i>'));
});

test('whatever the places, the map is sound', () => {
  const at = fc.record({ lat: fc.double(), long: fc.double() });
  const near = fc.record({ lat: fc.double({ min: 50, max: 55 }), long: fc.double({ min: -5, max: 2 }) });
  const any = fc.oneof(at, near);
  const homes = fc.array(
    fc.record({
      id: fc.string(),
      at: fc.oneof(any, fc.constant(null)),
      label: fc.string(),
      band: fc.constantFrom('strong', 'possible', 'stretch'),
      rank: fc.oneof(fc.integer(), fc.double()),
    }),
    { maxLength: 40 },
  );
  const kind = fc.constantFrom('family', 'school', 'friend', 'brother-or-sister', 'avoid');
  const places = fc.array(fc.record({ kind, at: any, label: fc.string(), miles: fc.double() }), { maxLength: 8 });
  const areas = fc.array(fc.record({ name: fc.string(), at: any }), { maxLength: 5 });
  fc.assert(
    fc.property(homes, places, areas, (someHomes, somePlaces, someAreas) => {
      assertSound(homesMap({ homes: someHomes, places: somePlaces, areas: someAreas }).svg);
    }),
    { numRuns: 60 },
  );
});

test('nothing to show is said', () => {
  const { svg, words } = homesMap({ homes: [], places: [] });
  assert.ok(assertSound(svg).text.includes('No places to show'));
  assert.equal(words, 'Map of no homes; positions are approximate, rounded to about a mile.');
});

test('looks as reviewed', () => {
  const homes = [
    home(53.12, -2.1, { rank: 1 }),
    home(53.12, -2.1, { rank: 2, band: 'possible' }),
    home(52.96, -1.9, { rank: 3, band: 'stretch' }),
  ];
  const places: PlaceOnMap[] = [
    family,
    { kind: 'school', at: { lat: 53.04, long: -1.98 }, label: 'Ashdown Primary' },
    { kind: 'avoid', at: { lat: 52.94, long: -2.2 }, label: 'Harrowgate', miles: 2 },
  ];
  const areas = [{ name: 'Brackenshire', at: { lat: 53.08, long: -2.2 } }];
  assertAsReviewed('homes-map', homesMap({ homes, places, areas }).svg);
});
