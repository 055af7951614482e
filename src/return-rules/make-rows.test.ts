import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rawColumns } from '../ssda903/index.ts';
import { dayOf } from './day.ts';
import { gridOf } from './grid.ts';
import { makeRows, TABLES } from './make-rows.ts';
import { written } from './rows.ts';

describe('rows of the return', () => {
  for (const table of TABLES) {
    test(`${table}: each column stands under its own name, and no row can be changed`, () => {
      const given = Object.fromEntries(rawColumns(table).map((column) => [column, `about ${column}`]));
      const [row] = makeRows(table, gridOf(table, [given]).rows);
      assert.ok(row);
      for (const column of rawColumns(table)) {
        const value: unknown = (row as unknown as Record<string, unknown>)[column];
        // A day that is none is null, and what stood there is kept beside.
        assert.equal(value ?? row.noDays?.[column], `about ${column}`, column);
        assert.equal(written(row, column), true);
      }
      assert.equal(Object.isFrozen(row), true);
    });
  }

  test('days are read, blanks are null, a missing column is blank', () => {
    const [row] = makeRows(
      'Missing',
      gridOf('Missing', [{ CHILD: ' 7 ', MIS_START: '29/02/2024', MIS_END: ' ' }]).rows,
    );
    assert.equal(row?.CHILD, '7');
    assert.equal(row?.MIS_START, dayOf(2024, 2, 29));
    assert.equal(row?.MIS_END, null);
    assert.equal(row?.MISSING, null);
    assert.equal(row && written(row, 'MIS_END'), false);
    assert.equal(row?.noDays, null);
  });
});
