import assert from 'node:assert/strict';
import { test } from 'node:test';
import { milesBetween } from '../kernel/index.ts';
import { rawColumns } from '../ssda903/index.ts';
import { type PostcodePlace, withPlaces, withUasc } from './derive.ts';
import { type Cells, gridOf } from './grid.ts';

const MINE = 'E08000003';
// A degree of latitude is 69.09 miles on this sphere (3958.7613 × π / 180).
const PLACES: { readonly [postcode: string]: PostcodePlace } = {
  'M1 1AA': { lat: 53, long: -2, authority: MINE },
  'LL1 1AA': { lat: 54, long: -2, authority: 'W06000003' },
  'E1 1AA': { lat: 53, long: -2, authority: 'E09000030' },
  'IM1 1AA': { lat: 54, long: -2, authority: null },
};

function placesOf(row: Cells, authority: string | null = MINE): (string | null | undefined)[] {
  const grid = withPlaces(gridOf('Episodes', [row]), (text) => PLACES[text] ?? null, authority, milesBetween);
  const columns = rawColumns('Episodes');
  return ['PL_DISTANCE', 'PL_LA', 'PL_LOCATION'].map((name) => grid?.rows[0]?.[columns.indexOf(name)]);
}

test('where a placement lies, and how far from home', () => {
  const home = { HOME_POST: 'M1 1AA' };
  assert.deepEqual(placesOf({ ...home, PL_POST: 'M1 1AA' }), ['0.0', MINE, 'IN']);
  assert.deepEqual(placesOf({ ...home, PL_POST: 'E1 1AA' }), ['0.0', 'E09000030', 'OUT']);
  assert.deepEqual(placesOf({ ...home, PL_POST: 'LL1 1AA' }), ['69.1', 'WAL', 'OUT']);
  assert.deepEqual(placesOf({ ...home, PL_POST: 'IM1 1AA' }), ['69.1', null, null]);
  assert.deepEqual(placesOf({ ...home, PL_POST: 'ZZ9 9ZZ' }), [null, null, null]);
  assert.deepEqual(placesOf({ PL_POST: 'M1 1AA' }), [null, MINE, 'IN']);
});

test('no IN or OUT without an authority', () => {
  assert.deepEqual(placesOf({ HOME_POST: 'M1 1AA', PL_POST: 'M1 1AA' }, null), ['0.0', MINE, null]);
});

test('what the return carries itself is left as it is', () => {
  assert.deepEqual(placesOf({ HOME_POST: 'M1 1AA', PL_POST: 'M1 1AA', PL_LA: 'E1' }), [null, 'E1', null]);
});

test('Header learns from the table UASC who is unaccompanied, where it does not say so itself', () => {
  const UASC = rawColumns('Header').indexOf('UASC');
  const uasc = gridOf('UASC', [{ CHILD: '2' }]);
  const header = gridOf('Header', [{ CHILD: '1' }, { CHILD: '2' }]);
  assert.deepEqual(
    withUasc(header, uasc)?.rows.map((line) => line[UASC]),
    ['0', '1'],
  );
  const said = gridOf('Header', [{ CHILD: '2', UASC: '0' }]);
  assert.equal(withUasc(said, uasc), said);
  assert.equal(withUasc(header, undefined), header);
});
