import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Home, prepareHomes, rank, withChangedHouseholds } from './index.ts';

const DATES = { asOf: '2026-11-21', neededBy: '2026-11-25' };
const children = [{ id: 'c1', age: 9, alongside: 'solo' as const, siblings: null }];

function home(id: string, residents: Home['residents']): Home {
  return {
    id,
    kind: 'fostering',
    at: { lat: 53.4, long: -2.2 },
    rooms: 1,
    freeFrom: '2026-11-20',
    residents: residents ?? null,
  };
}

it('prepared homes with other people in some rank as if prepared anew', () => {
  const brother = { age: 12, alongside: 'others' as const, fostered: true, siblingOf: ['c1'] };
  const stranger = { age: 12, alongside: 'solo' as const, fostered: true };
  const before = [home('a', [brother]), home('b', []), home('c', [stranger]), home('d', [brother, stranger])];
  const after = [home('a', []), home('b', [brother]), home('c', [stranger]), home('d', [brother])];
  const changed = new Map([0, 1, 3].map((h) => [h, after[h]!]));
  const answer = (homes: ReturnType<typeof prepareHomes>) => JSON.parse(JSON.stringify(rank(children, homes, DATES)));
  const prepared = prepareHomes(before);
  const first = answer(prepared);
  assert.deepEqual(answer(withChangedHouseholds(prepared, changed)), answer(prepareHomes(after)));
  assert.deepEqual(answer(prepared), first);
  assert.notDeepEqual(answer(prepareHomes(after)), first);
});
