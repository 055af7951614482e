import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkSsda903 } from '../src/return-rules/index.ts';
import { problemWords, readRawTables, TABLE_NAMES, type TableName } from '../src/ssda903/index.ts';
import { cleanReturn, csvOf } from './clean-return.ts';

// A return with something wrong in its files is still checked as far as it can be read: what was said of the file,
// and what the rules then find. Without the damage nothing is found.

type Damage = (csv: string) => string | Buffer;
const HEADER_ROW = '101,F,05/09/2012,WBRI,A123456789012,0,';

async function check(table: TableName, damage: Damage) {
  const given = cleanReturn();
  const files = TABLE_NAMES.filter((name) => given[name]).map((name) => {
    const csv = csvOf(name, given[name] ?? []);
    const content = Buffer.from((name === table ? damage(csv) : csv) as string);
    return {
      name: `${name}.csv`,
      async *open() {
        yield content;
      },
    };
  });
  const { tables, problems } = await readRawTables(files);
  const { findings, notRun } = checkSsda903({ year: '2025-26', tables });
  return {
    said: problems.map(problemWords).join('\n'),
    found: findings.map((one) => `${one.rule} ${one.table} ${one.row}`),
    notRun,
  };
}

const swap = (from: string, to: string): Damage => {
  return (csv) => {
    assert.ok(csv.includes(from), `${from} is in the file`);
    return csv.replace(from, to);
  };
};

describe('a return with bad files is checked as far as it can be read', () => {
  const cases: readonly (readonly [string, TableName, Damage, RegExp | null, readonly string[]])[] = [
    ['nothing wrong', 'Header', (csv) => csv, null, []],
    ['a byte order mark and Windows line ends', 'Episodes', (csv) => `\uFEFF${csv.replaceAll('\n', '\r\n')}`, null, []],
    ['30 February', 'Header', swap('05/09/2012', '30/02/2012'), null, ['102 Header 0']],
    ['a year of two figures', 'Header', swap('05/09/2012', '05/09/12'), null, ['102 Header 0']],
    ['yyyy-mm-dd', 'Header', swap('05/09/2012', '2012-09-05'), /written dd\/mm\/yyyy; read as/, []],
    // 101: a sex that is no code; the row itself is checked, though its last cells are missing.
    ['a row cut short', 'Header', swap(HEADER_ROW, '101,X'), /7 cells in the row.*has 2/, ['101 Header 0']],
    ['quotation marks and a line end in a cell', 'Header', swap('101,F', '"101\n",F'), null, []],
    ['an extra column', 'Header', (csv) => csv.replaceAll('\n', ',x\n'), /only columns of the table Header/, []],
    ['columns in another order', 'UASC', () => 'dob,child,duc,sex\n14/02/2010,102,,M\n', null, []],
    // 4 children with care, and the care leaver: ethnicity must be there for each (rule 103).
    [
      'a missing column',
      'Header',
      (csv) =>
        csv
          .split('\n')
          .map((line) => line.split(',').toSpliced(3, 1).join(','))
          .join('\n'),
      /ETHNIC: expected this column; read as blank/,
      [0, 1, 2, 3, 4].map((row) => `103 Header ${row}`),
    ],
  ];
  for (const [what, table, damage, says, expected] of cases) {
    test(what, async () => {
      const { said, found } = await check(table, damage);
      if (says === null) assert.equal(said, '');
      else assert.match(said, says);
      for (const one of expected) assert.ok(found.includes(one), `${one}; found ${found.join(', ')}`);
      if (expected.length === 0) assert.deepEqual(found, []);
    });
  }

  for (const [what, damage, says] of [
    ['another encoding', (csv: string) => Buffer.from(csv, 'utf16le'), /saved as UTF-8/],
    ['a column twice', (csv: string) => csv.replace('CHILD', 'CHILD,CHILD'), /each column once/],
    ['an empty file', () => '', /the file is empty/],
  ] as const) {
    test(`${what}: the table is left out, its rules say so, and no rule fails`, async () => {
      const { said, notRun } = await check('Header', damage);
      assert.match(said, says);
      assert.ok(notRun.some((one) => one.rule === '102' && one.why === 'the return has no table Header'));
      assert.ok(notRun.every((one) => !one.why.startsWith('the rule failed')));
    });
  }
});
