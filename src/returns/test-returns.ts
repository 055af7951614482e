import fc from 'fast-check';
import { fromDayNumber } from '../kernel/index.ts';
import {
  type CODE_LISTS,
  type Column,
  codesIn,
  columnsOf,
  type ReturnYear,
  type RowOf,
  TABLES,
  type TableName,
} from '../ssda903/index.ts';

/* Made-up returns of any sort, right or wrong, for tests of what goes in and comes out. */

export type Tables = { [T in TableName]?: RowOf<T>[] };

const day = fc.integer({ min: 12_000, max: 21_000 }).map(fromDayNumber);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

/** Columns that tell a child's rows apart, and one that always says something: in XML a row that says nothing is none. */
const KEYS: { readonly [T in TableName]?: readonly string[] } = {
  Reviews: ['REVIEW'],
  OC2: [],
  OC3: [],
  AD1: [],
  PlacedAdoption: ['DATE_PLACED'],
  PrevPerm: [],
  Missing: ['MIS_START'],
  SWEpisodes: ['SW_DECOM', 'SW_ID'],
  DoLo: ['DOLO_START'],
};
const ALWAYS_SAID = ['IMMUNISATIONS', 'IN_TOUCH', 'FOSTER_CARE', 'PREV_PERM'];

/** Any return, be it a wrong one, in which each child and each beginning stands once; unaccompanied is who was in care. */
export function anyReturn(year: ReturnYear): fc.Arbitrary<Tables> {
  const code = (list: keyof typeof CODE_LISTS) => maybe(fc.constantFrom(...codesIn(list, year).map((one) => one.code)));
  const others = Object.entries(KEYS).filter(([table]) => TABLES[table as TableName].from <= year);
  const one = fc.record({
    sex: fc.constantFrom('female', 'male', 'unknown'),
    born: day,
    ethnicity: code('ETHNIC'),
    upn: maybe(fc.constantFrom('UN1', 'A123456789012')),
    mother: maybe(fc.boolean()),
    motherOf: maybe(day),
    unaccompanied: fc.boolean(),
    until: maybe(day),
    episodes: fc.uniqueArray(
      fc.record({
        DECOM: day,
        RNE: code('RNE'),
        LS: code('LS'),
        CIN: code('CIN'),
        PLACE: code('PLACE'),
        PLACE_PROVIDER: code('PLACE_PROVIDER'),
        DEC: maybe(day),
        REC: code('REC'),
        REASON_PLACE_CHANGE: code('REASON_PLACE_CHANGE'),
        HOME_POST: maybe(fc.constantFrom('QX1 1AA', 'QX9')),
        PL_POST: maybe(fc.constant('QX2 2BB')),
        URN: maybe(fc.constantFrom('1234567', 'SC123456', 'XXXXXXX')),
      }),
      { maxLength: 4, selector: ({ DECOM }) => DECOM },
    ),
    others: fc.record(
      Object.fromEntries(others.map(([table, key]) => [table, anyRows(table as TableName, key, year)])),
    ),
  });
  return fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 99 }), one), { maxLength: 5, selector: ([id]) => id })
    .map((all) => ({
      Header: all.map(([id, { sex, born, ethnicity, upn, mother, motherOf }]) => ({
        CHILD: `C${id}`,
        SEX: sex as RowOf<'Header'>['SEX'],
        DOB: born,
        ETHNIC: ethnicity,
        UPN: upn,
        MOTHER: mother,
        MC_DOB: motherOf,
      })),
      UASC: all.flatMap(([id, { sex, born, unaccompanied, until, episodes }]) =>
        unaccompanied && episodes.length > 0
          ? [{ CHILD: `C${id}`, SEX: sex as RowOf<'UASC'>['SEX'], DOB: born, DUC: until }]
          : [],
      ),
      Episodes: all.flatMap(([id, { episodes }]) => episodes.map((row) => ({ CHILD: `C${id}`, ...row }))),
      ...Object.fromEntries(
        others.map(([table]) => [
          table,
          all.flatMap(([id, { born, others: said }]) =>
            (said[table] ?? []).map((row) => ({ CHILD: `C${id}`, DOB: born, ...row })),
          ),
        ]),
      ),
    }));
}

function anyRows(table: TableName, key: readonly string[], year: ReturnYear): fc.Arbitrary<object[]> {
  const columns = Object.entries(columnsOf(table)).filter(([name]) => name !== 'CHILD' && name !== 'DOB');
  const row = fc.record(Object.fromEntries(columns.map(([name, column]) => [name, anyValue(name, column, year)])), {
    noNullPrototype: true,
  });
  const told = (each: object) => JSON.stringify(key.map((name) => (each as Record<string, unknown>)[name] ?? ''));
  return fc.uniqueArray(row, { maxLength: key.length === 0 ? 1 : 3, selector: told });
}

function anyValue(name: string, column: Column, year: ReturnYear): fc.Arbitrary<unknown> {
  const value = ((): fc.Arbitrary<unknown> => {
    switch (column.kind) {
      case 'date':
        return day;
      case 'partial-date':
        return fc.constantFrom(
          { year: 2012, month: 5, day: 6 },
          { year: 2012, month: null, day: null },
          { year: null, month: null, day: null },
        );
      case 'yes-no':
        return fc.boolean();
      case 'whole-number':
        return fc.integer({ min: column.least, max: column.most });
      case 'code':
        return fc.constantFrom(...codesIn(column.list, year).map((one) => one.code));
      default:
        return fc.constantFrom('AB123456', 'E09000027', '7');
    }
  })();
  return column.need === 'key' || ALWAYS_SAID.includes(name) ? value : maybe(value);
}
