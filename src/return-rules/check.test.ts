import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkSsda903 } from './check.ts';

// Callers of the library need not have types: whatever they give is refused in words or read, and no rule meets it.
const check = (input: unknown) => checkSsda903(input as Parameters<typeof checkSsda903>[0]);
const found = (input: unknown, rule: string) => check(input).findings.filter((one) => one.rule === rule);
const year = '2025-26';

describe('what is refused, in words', () => {
  const cases: readonly (readonly [string, unknown, typeof TypeError | typeof RangeError, RegExp])[] = [
    ['nothing at all', undefined, TypeError, /expected one object.*found nothing/],
    ['a text', 'Episodes', TypeError, /expected one object.*found a string/],
    ['no year', { tables: {} }, TypeError, /^year: expected text/],
    ['a year that is a number', { year: 2026, tables: {} }, TypeError, /^year: expected text.*found a number/],
    ['a year without rules', { year: '2021-22', tables: {} }, RangeError, /2022-23 to 2026-27.*"2021-22"/],
    ['a year that is none', { year: '2025-27', tables: {} }, RangeError, /"2025-27" is none/],
    ['no tables', { year }, TypeError, /^tables: expected an object of tables; found nothing/],
    ['tables in an array', { year, tables: [] }, TypeError, /^tables: .*found an array/],
    ['a table that is no array', { year, tables: { Header: 'a' } }, TypeError, /^tables.Header: .*found a string/],
    ['a table that is an object', { year, tables: { OC2: { 0: {} } } }, TypeError, /^tables.OC2: .*found an object/],
    ['a row that is null', { year, tables: { Header: [{}, null] } }, TypeError, /^tables.Header, row 1: .*found null/],
    ['a row that is an array', { year, tables: { Header: [['1']] } }, TypeError, /row 0: .*found an array/],
    ['rows with a hole', { year, tables: { Header: new Array(1) } }, TypeError, /row 0: .*found nothing/],
    [
      'a cell that is a Date',
      { year, tables: { Header: [{ DOB: new Date(0) }] } },
      TypeError,
      /row 0, DOB: .*a Date \(write the day as dd\/mm\/yyyy\)/,
    ],
    ['a cell that is a list', { year, tables: { Header: [{ SEX: ['F'] }] } }, TypeError, /SEX: .*found an array/],
    ['last year as a text', { year, tables: {}, previous: 'x' }, TypeError, /^previous: .*found a string/],
    ['a row of last year', { year, tables: {}, previous: { Header: [7] } }, TypeError, /^previous.Header, row 0/],
    ['a collection as a text', { year, tables: {}, collection: 'x' }, TypeError, /^collection: .*found a string/],
    ['an authority as a number', { year, tables: {}, collection: { localAuthority: 3 } }, TypeError, /localAuthority/],
    [
      'a start that is no day',
      { year, tables: {}, collection: { collection_start: '31/02/2025' } },
      RangeError,
      /collection_start: .*"31\/02\/2025"/,
    ],
    [
      'an end before the start',
      { year, tables: {}, collection: { collection_start: '01/04/2025', collection_end: '31/03/2025' } },
      RangeError,
      /ends \(31\/03\/2025\) before it starts \(01\/04\/2025\)/,
    ],
    ['providers as an array', { year, tables: {}, providers: [] }, TypeError, /^providers: .*found an array/],
    ['providers without rows', { year, tables: {}, providers: {} }, TypeError, /^providers.rows: .*found nothing/],
    ['a provider that is null', { year, tables: {}, providers: { rows: [null] } }, TypeError, /rows, row 0/],
    ['postcodes as a list', { year, tables: {}, postcodes: [] }, TypeError, /^postcodes: .*found an array/],
  ];
  for (const [what, input, kind, words] of cases) {
    test(what, () => {
      assert.throws(
        () => check(input),
        (error: unknown) => error instanceof kind && words.test(error.message),
      );
    });
  }
});

describe('what is read all the same', () => {
  const episode = { CHILD: 1, DECOM: '01/05/2025', RNE: 'S', LS: 'C2', CIN: 'N1', PLACE: 'U6', URN: 1234567 };

  test('a return without any table: every rule that misses one says so, and none fails', () => {
    const { findings, notRun, rules } = check({ year, tables: {} });
    assert.deepEqual(findings, []);
    assert.equal(notRun.length, rules);
    assert.ok(notRun.every((one) => /^the return has no table/.test(one.why)));
  });

  test('the year written 2025/26 or by its end', () => {
    for (const written of ['2025/26', '2026', ' 2025-26 '])
      assert.equal(check({ year: written, tables: {} }).rules, 312);
  });

  test('tables that the return does not have, and tables that are null', () => {
    const { findings, notRun, rules } = check({ year, tables: { Schools: 7, episodes: [], Header: null } });
    assert.deepEqual([findings.length, notRun.length], [0, rules]);
  });

  test('numbers stand for their digits, and NaN for a blank', () => {
    // 102: what stands as the date of birth is no day. 1008: the number must be on Ofsted's list.
    const Header = ['31/04/2012', Number.NaN, 41030].map((DOB) => ({ CHILD: 1, SEX: 'F', DOB }));
    const tables = { Header, Episodes: [episode] };
    assert.deepEqual(
      found({ year, tables }, '102').map((one) => one.row),
      [0, 2],
    );
    const withList = (URN: unknown) => ({ year, tables, providers: { rows: [{ URN }] } });
    assert.deepEqual(found(withList(1234567), '1008'), []);
    assert.deepEqual(found(withList('7654321'), '1008'), [{ rule: '1008', table: 'Episodes', row: 0 }]);
  });

  test('a list without a column: the rules that ask for it say so, and those that do not run', () => {
    const why = (providers: object) =>
      Object.fromEntries(
        check({ year, tables: { Episodes: [episode] }, providers }).notRun.map((one) => [one.rule, one.why]),
      );
    const bare = why({ rows: [{ URN: '1234567' }] });
    assert.equal(bare['1008'], undefined);
    assert.match(bare['219'] ?? '', /does not tell for which kinds of placement/);
    assert.match(bare['221'] ?? '', /postcodes/);
    for (const rule of ['224', '227', '228', '229']) assert.match(bare[rule] ?? '', /^Ofsted's list as given does not/);
    const some = why({ rows: [{ URN: '1234567' }], columns: ['URN', 'PLACE_CODES'] });
    assert.deepEqual([some['219'], some['1008']], [undefined, undefined]);
    assert.match(some['224'] ?? '', /PROVIDER_CODES/);
  });

  test('days of the collection written yyyy-mm-dd', () => {
    const collection = { collection_start: '2025-04-01', collection_end: '2026-03-31' };
    const given = { year, tables: { Episodes: [episode] } };
    assert.deepEqual(check({ ...given, collection }).findings, check(given).findings);
  });
});
