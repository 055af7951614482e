import fc from 'fast-check';
import { fromDayNumber } from '../kernel/index.ts';
import { codesIn } from './code-lists.ts';
import type { ReturnYear } from './return-year.ts';
import { type Column, columnsOf, type TableName } from './tables.ts';

const day = fc.integer({ min: 0, max: 25_000 }).map(fromDayNumber);
const digits = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String);

/** Any value that a column of a year's return may hold. */
export function anyValue(column: Column, year: ReturnYear): fc.Arbitrary<unknown> {
  const value = ((): fc.Arbitrary<unknown> => {
    switch (column.kind) {
      case 'date':
        return day;
      case 'partial-date':
        return fc.oneof(
          day.map((on) => ({ year: Number(on.slice(0, 4)), month: Number(on.slice(5, 7)), day: Number(on.slice(8)) })),
          fc.integer({ min: 1990, max: 2025 }).map((known) => ({ year: known, month: null, day: null })),
          fc.constant({ year: null, month: null, day: null }),
        );
      case 'sex':
        return fc.constantFrom('female', 'male', 'unknown');
      case 'yes-no':
        return fc.boolean();
      case 'whole-number':
        return fc.integer({ min: column.least, max: column.most });
      case 'code':
        return fc.constantFrom(...codesIn(column.list, year).map((one) => one.code));
      case 'upn':
        return fc.constantFrom('UN1', 'A123456789012', 'B12345678901X');
      case 'postcode':
        return fc.constantFrom('M1 1AA', 'SW1A 2AA', 'CR2 6XH');
      case 'urn':
        return fc.constantFrom('SC123456', '1234567', 'XXXXXXX');
      default:
        return fc.oneof(digits(0, 999_999), fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_/-]{0,9}[a-z]$/));
    }
  })();
  return column.need === 'key' || column.kind === 'sex' ? value : fc.option(value, { nil: null });
}

/** A row of a table with any values. */
export function anyRow(table: TableName, year: ReturnYear): fc.Arbitrary<object> {
  const columns = Object.entries(columnsOf(table)).map(([name, column]) => [name, anyValue(column, year)] as const);
  return fc.record(Object.fromEntries(columns), { noNullPrototype: true });
}
