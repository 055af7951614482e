import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { grouped } from './grouped.ts';

test('every number is in its group, in the order given, and in no other', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(1_000_000))), (pairs) => {
      const groups = grouped(10, (put) => {
        for (const [group, number] of pairs) put(group, number);
      });
      for (let group = 0; group < 10; group += 1) {
        const own = pairs.flatMap(([of, number]) => (of === group ? [number] : []));
        assert.deepEqual([...groups.of(group)], own);
        assert.equal(groups.size(group), own.length);
      }
    }),
  );
});
