import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CELLS, type Cell, type Cells } from './cells.ts';
import { INDICATORS } from './definitions.ts';
import { type Figure, figuresOf, type Holding } from './figures.ts';
import { tellings } from './small-numbers.ts';

const HOLDING: Holding = {
  ...{ population: 60_000, sdq: true, missing: true, families: true, distances: true },
  ...{ adoption: true, leavers: true },
};

function cells(some: Partial<Cells>): Cells {
  return { ...(Object.fromEntries(CELLS.map((cell) => [cell, 0])) as Record<Cell, number>), ...some };
}

function figure(key: string, some: Partial<Cells>, holding: Partial<Holding> = {}, sum = 0): Figure {
  const sums = { sdq: sum, months: sum, 'times-missing': sum };
  const all = figuresOf(INDICATORS, { cells: cells(some), sums }, { ...HOLDING, ...holding });
  return all[INDICATORS.findIndex((each) => each.key === key)] as Figure;
}

/** A hundred children: 60 fostered, 12 in children's homes, 3 supported, 25 elsewhere. */
const HUNDRED = {
  'in-care': 100,
  foster: 60,
  kin: 20,
  residential: 12,
  supported: 3,
  elsewhere: 25,
  'distance-known': 80,
  'distance-unknown': 20,
  far: 20,
} as const;

test('numbers of 1 to 5 are few, 0 and 6 are told', () => {
  const told = (started: number) => tellings(cells({ started, 'started-unaccompanied': 0 })).started;
  assert.deepEqual([0, 1, 5, 6].map(told), ['shown', 'few', 'few', 'shown']);
});

test('the smallest other part is hidden where the total would give a small one away', () => {
  // 100 - 60 - 12 - 25 = 3, so one of them goes: 12 is the smallest, and 15 for two tells nothing about the 3.
  const told = tellings(cells(HUNDRED));
  assert.deepEqual(
    [told.foster, told.residential, told.supported, told.elsewhere],
    ['shown', 'hidden', 'few', 'shown'],
  );
});

test('where the next smallest is too small to cover, another is hidden too', () => {
  // 3 and 6 leave 9: with a number of 6 or more beside it, the small one could only be 1 to 3. So 25 goes as well.
  const told = tellings(cells({ ...HUNDRED, foster: 66, residential: 6, far: 20 }));
  assert.deepEqual(
    [told.foster, told.residential, told.supported, told.elsewhere],
    ['shown', 'hidden', 'few', 'hidden'],
  );
});

test('a part is not told where it leaves 1 to 5 of the whole; a bound is', () => {
  const some = { 'in-care': 100, foster: 100, elsewhere: 0, 'distance-known': 100, far: 97 };
  assert.deepEqual(figure('far', some), {
    is: 'few',
    bound: 'at-least',
    value: 95,
    of: { is: 'shown', count: 100 },
    unknown: { is: 'shown', count: 0 },
  });
});

test('two small parts with no other to cover them hide the total, wherever it follows from', () => {
  // 4 and 4 of 8: each could be 3 to 5 only. The 8 must not be told, nor follow from 8 in foster care and 0 elsewhere.
  const told = tellings(cells({ 'in-care': 8, foster: 8, 'distance-known': 4, 'distance-unknown': 4 }));
  assert.deepEqual([told['in-care'], told.foster], ['hidden', 'hidden']);
});

test('with a total its parts are hidden, because they would say how large it is at least', () => {
  // Of 13, 12 are known and 1 is not. All 12 are far: told, they would leave 1 for those of whom it is not known.
  const some = { 'in-care': 13, residential: 7, supported: 6, 'distance-known': 12, 'distance-unknown': 1, far: 12 };
  const told = tellings(cells(some));
  assert.deepEqual(
    [told['in-care'], told['distance-known'], told['distance-unknown'], told.far],
    ['shown', 'hidden', 'few', 'hidden'],
  );
});

test('figures: counts, shares, rates and means, by hand', () => {
  const known = (value: number, part: number | null, of: number | null, unknown: number | null = null): Figure => ({
    is: 'known',
    value,
    part: part === null ? null : { is: 'shown', count: part },
    of: of === null ? null : { is: 'shown', count: of },
    unknown: unknown === null ? null : { is: 'shown', count: unknown },
  });
  assert.deepEqual(figure('in-care', HUNDRED), known(100, null, null));
  // 100 of 60,000 children: 16.67 for each 10,000.
  assert.deepEqual(figure('in-care-rate', HUNDRED), known(17, 100, null));
  assert.deepEqual(figure('far', HUNDRED), known(25, 20, 80, 20));
  assert.deepEqual(figure('foster', HUNDRED), known(60, 60, 100));
  // 3 of 100, so 5 of 100 at most.
  const few: Figure = { is: 'few', bound: 'at-most', value: 5, of: { is: 'shown', count: 100 }, unknown: null };
  assert.deepEqual(figure('supported', HUNDRED), few);
  assert.deepEqual(figure('residential', HUNDRED), { is: 'hidden' });
  // 5 of 60,000: 0.83, rounded up.
  const rate: Figure = { is: 'few', bound: 'at-most', value: 1, of: null, unknown: null };
  assert.deepEqual(figure('started-rate', { started: 2 }), rate);
  const scored = { 'in-care': 40, elsewhere: 40, 'distance-unknown': 40, 'sdq-due': 20, 'sdq-scored': 8 };
  // 119 / 8 = 14.875
  assert.deepEqual(figure('sdq-mean', scored, {}, 119), known(14.9, null, 8));
  assert.deepEqual(figure('sdq-mean', { ...scored, 'sdq-scored': 4 }, {}, 60), { is: 'hidden' });
  // How often those who were missing went missing is told where they are more than five, or nobody.
  const away = { 'in-year': 40, missing: 6 };
  assert.deepEqual(figure('times-missing', away, {}, 9), known(9, null, 6));
  assert.deepEqual(figure('times-missing', { ...away, missing: 2 }, {}, 9), { is: 'hidden' });
  assert.deepEqual(figure('times-missing', { ...away, missing: 0 }), known(0, null, 0));
  // 70 months over 7 children.
  assert.deepEqual(figure('months-to-match', { ceased: 30, adopted: 7, matched: 7 }, {}, 70), known(10, null, 7));
  assert.deepEqual(figure('months-to-match', { ceased: 30, adopted: 9, matched: 7 }, {}, 70), { is: 'hidden' });
  assert.deepEqual(figure('came-back', {}), { is: 'nobody' });
});

test('what the records cannot give is not held, never nought', () => {
  const nothing = {
    population: null,
    sdq: false,
    missing: false,
    families: false,
    distances: false,
    ...{ adoption: false, leavers: false },
  };
  for (const { key, needs } of INDICATORS)
    assert.equal(figure(key, HUNDRED, nothing).is === 'not-held', needs !== null, key);
});

test('every indicator says what it counts, and no two have a key or a published name in common', () => {
  assert.equal(new Set(INDICATORS.map(({ key }) => key)).size, INDICATORS.length);
  const published = INDICATORS.flatMap((each) => each.published ?? []);
  assert.equal(new Set(published).size, published.length);
  for (const each of INDICATORS) {
    assert.ok(each.words && each.numerator && each.leftOut && each.period && each.source && each.differs, each.key);
    assert.equal(each.denominator !== null, each.making.as !== 'count', each.key);
  }
});

/** Small tables of children by where they live, whose distances are known or not, and who is unaccompanied. */
const small = fc
  .record({
    foster: fc.integer({ min: 0, max: 9 }),
    residential: fc.integer({ min: 0, max: 8 }),
    supported: fc.integer({ min: 0, max: 7 }),
    elsewhere: fc.integer({ min: 0, max: 7 }),
    kin: fc.nat(),
    unaccompanied: fc.nat(),
    known: fc.nat(),
    far: fc.nat(),
  })
  .map((each): Partial<Cells> => {
    const all = each.foster + each.residential + each.supported + each.elsewhere;
    const known = each.known % (all + 1);
    return {
      'in-care': all,
      foster: each.foster,
      kin: each.kin % (each.foster + 1),
      residential: each.residential,
      supported: each.supported,
      elsewhere: each.elsewhere,
      unaccompanied: each.unaccompanied % (all + 1),
      'distance-known': known,
      'distance-unknown': all - known,
      far: each.far % (known + 1),
    };
  });

test('property: somebody who knows all the rules and adds and subtracts what is told finds no small number out', () => {
  fc.assert(
    fc.property(small, (some) => {
      const all = cells(some);
      const told = tellings(all);
      for (const [cell, value] of Object.entries(some) as [Cell, number][]) {
        if (value < 1 || value > 5) continue;
        assert.equal(told[cell], 'few', cell);
        const possible = possibleValues(some, told, cell);
        assert.ok(possible.size >= 2, `${cell} can only be ${[...possible]} in ${JSON.stringify(some)}`);
      }
    }),
    { numRuns: 150 },
  );
});

/** Every value a small number can have, given what is told of the others: tried out one by one. */
function possibleValues(some: Partial<Cells>, told: Readonly<Record<Cell, string>>, wanted: Cell): ReadonlySet<number> {
  const most = 40;
  const range = (cell: Cell): readonly number[] => {
    if (told[cell] === 'shown') return [some[cell] ?? 0];
    return told[cell] === 'few' ? [1, 2, 3, 4, 5] : Array.from({ length: most - 5 }, (_, at) => at + 6);
  };
  const found = new Set<number>();
  const fits = (cell: Cell, value: number) =>
    told[cell] === 'shown' ? value === some[cell] : told[cell] === 'few' ? value >= 1 && value <= 5 : value >= 6;
  for (const foster of range('foster'))
    for (const residential of range('residential'))
      for (const supported of range('supported'))
        for (const elsewhere of range('elsewhere')) {
          const all = foster + residential + supported + elsewhere;
          if (!fits('in-care', all)) continue;
          const kins = range('kin').filter((kin) => kin <= foster);
          const alone = range('unaccompanied').filter((each) => each <= all);
          const distances = range('distance-known').filter((known) => fits('distance-unknown', all - known));
          const fars = distances.flatMap((known) =>
            range('far')
              .filter((far) => far <= known)
              .map((far) => [known, far]),
          );
          if (kins.length === 0 || alone.length === 0 || fars.length === 0) continue;
          const values: Readonly<Record<string, readonly number[]>> = {
            'in-care': [all],
            foster: [foster],
            residential: [residential],
            supported: [supported],
            elsewhere: [elsewhere],
            kin: kins,
            unaccompanied: alone,
            'distance-known': fars.map(([known = 0]) => known),
            'distance-unknown': fars.map(([known = 0]) => all - known),
            far: fars.map(([, far = 0]) => far),
          };
          for (const value of values[wanted] ?? []) found.add(value);
          if (found.size >= 2) return found;
        }
  return found;
}
