import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { problemWords } from './problems.ts';
import { rawColumns, readRawTables } from './raw-tables.ts';
import { EPISODES, fileOf, HEADER } from './test-files.ts';

/*
 * Returns as they should not be: what is said, and what is read all the same. What the rules then find:
 * test/bad-returns-checked.test.ts.
 */

type Content = string | Uint8Array;
interface Bad {
  readonly header: Content;
  readonly episodes?: Content;
  readonly name?: string;
  /** What a problem must say, in words a person can act on; null: nothing is wrong. */
  readonly says: RegExp | null;
  readonly stops?: boolean;
  /** CHILD and DOB of every row of Header that was read, or null where the table is left out. */
  readonly reads: readonly (readonly (string | null)[])[] | null;
}

const GOOD = 'A1,2,05/09/2012,WBRI,UN1,,';
const ONE: Bad['reads'] = [['A1', '05/09/2012']];
const table = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

const bad: { readonly [what: string]: Bad } = {
  'a byte order mark': { header: `\uFEFF${table(GOOD)}`, says: null, reads: ONE },
  'line ends of Windows': { header: table(GOOD).replaceAll('\n', '\r\n'), says: null, reads: ONE },
  'line ends of old Macs': { header: table(GOOD).replaceAll('\n', '\r'), says: null, reads: ONE },
  'no line end at the end': { header: table(GOOD).trim(), says: null, reads: ONE },
  'UTF-16': { header: utf16(table(GOOD)), says: /saved as UTF-8.*this file is in UTF-16/, stops: true, reads: null },
  'UTF-16 without a mark': {
    header: Buffer.from(table(GOOD), 'utf16le'),
    says: /saved as UTF-8/,
    stops: true,
    reads: null,
  },
  'Windows-1252': {
    header: Buffer.from(table('Jos\xe9,2,05/09/2012,WBRI,UN1,,'), 'latin1'),
    says: /line 2: expected text saved as UTF-8.*another encoding, often Windows-1252/,
    stops: true,
    reads: null,
  },
  'an empty file': {
    header: '',
    says: /first row with the columns CHILD, SEX.*the file is empty/,
    stops: true,
    reads: null,
  },
  'column names only': { header: `${HEADER}\n`, says: null, reads: [] },
  'no column names': {
    header: `${GOOD}\n`,
    says: /columns of the table Header; CHILD is missing/,
    stops: true,
    reads: null,
  },
  'a column twice': {
    header: `${HEADER},dob\n${GOOD},\n`,
    says: /DOB: found “dob”; expected each column once/,
    stops: true,
    reads: null,
  },
  semicolons: { header: table(GOOD).replaceAll(',', ';'), says: /separated by commas/, stops: true, reads: null },
  'a missing column': {
    header: 'CHILD,SEX,DOB,UPN,MOTHER,MC_DOB\nA1,2,05/09/2012,UN1,,\n',
    says: /ETHNIC: expected this column; read as blank in every row/,
    reads: ONE,
  },
  'an extra column': {
    header: `${HEADER},NAME\n${GOOD},Jo\n`,
    says: /NAME: expected only columns of the table Header; this one is not read/,
    reads: ONE,
  },
  'columns in another order and case': {
    header: 'dob, Child ,sex,ethnic,upn,mother,mc_dob\n05/09/2012,A1,2,WBRI,UN1,,\n',
    says: null,
    reads: ONE,
  },
  'a row with too many cells': {
    header: table(`${GOOD},x`, 'A2,1,06/09/2012,WBRI,UN1,,'),
    says: /line 2: expected 7 cells in the row.*this row has 8/,
    stops: true,
    reads: [...ONE, ['A2', '06/09/2012']],
  },
  'a row with too few cells': {
    header: table('A2,1', GOOD),
    says: /line 2: expected 7 cells in the row.*this row has 2/,
    stops: true,
    reads: [['A2', null], ...ONE],
  },
  'a line end within quotation marks': {
    header: table('"A\n1",2,05/09/2012,WBRI,UN1,,', GOOD),
    says: null,
    reads: [['A\n1', '05/09/2012'], ...ONE],
  },
  'a quotation mark that is never closed': {
    header: table(GOOD, '"A2,1,06/09/2012'),
    says: /closing quotation mark.*is the file cut short\?/,
    stops: true,
    reads: ONE,
  },
  'a quotation mark within a cell': {
    header: table(GOOD, 'A"2,1,06/09/2012,WBRI,UN1,,'),
    says: /quotation marks only around a whole cell/,
    stops: true,
    reads: ONE,
  },
  'an endless line': {
    header: `${table(GOOD)}${'x'.repeat(1_100_000)}`,
    says: /rows of at most 1,000,000 bytes/,
    stops: true,
    reads: ONE,
  },
  // The three below are not the reader's to judge: they stand as they are, and the rules find them.
  '30 February': { header: table('A1,2,30/02/2012,WBRI,UN1,,'), says: null, reads: [['A1', '30/02/2012']] },
  'a year of two figures': { header: table('A1,2,05/09/12,WBRI,UN1,,'), says: null, reads: [['A1', '05/09/12']] },
  'an American day': { header: table('A1,2,09/25/2012,WBRI,UN1,,'), says: null, reads: [['A1', '09/25/2012']] },
  'days as databases write them': {
    header: table('A1,2,2012-09-05T00:00:00,WBRI,UN1,,'),
    says: /expected days written dd\/mm\/yyyy; read as the day it means/,
    reads: ONE,
  },
  'a formula': {
    header: table('=A1+1,2,05/09/2012,WBRI,UN1,,'),
    says: /expected a value, not a formula; it is checked as text and not run/,
    reads: [['=A1+1', '05/09/2012']],
  },
  'control characters': {
    header: table('A\u0007\u202e1,2,05/09/2012,WBRI,UN1,,'),
    says: null,
    reads: [['A\u0007\u202e1', '05/09/2012']],
  },
  'entities of its own in XML': {
    name: 'return.xml',
    header:
      '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><EXPSSDA903><CHILD><HEADER><CHILDID>&b;</CHILDID></HEADER></CHILD></EXPSSDA903>',
    says: /without a DOCTYPE: declarations and entities of its own are refused/,
    stops: true,
    reads: null,
  },
  'an entity that nobody declared': {
    name: 'return.xml',
    header: '<EXPSSDA903><CHILD><HEADER><CHILDID>&b;</CHILDID></HEADER></CHILD></EXPSSDA903>',
    says: /well-formed XML/,
    stops: true,
    reads: null,
  },
  'XML cut short': {
    name: 'return.xml',
    header: '<EXPSSDA903><CHILD><HEADER><CHILDID>A1</CHILDID><DOB>05/09/2012</DOB></HEADER></CHILD><CHILD>',
    says: /ends inside EXPSSDA903\/CHILD/,
    stops: true,
    reads: ONE,
  },
  'XML of something else': {
    name: 'return.xml',
    header: '<html/>',
    says: /outermost element EXPSSDA903/,
    stops: true,
    reads: null,
  },
};

const EPISODE = `${EPISODES}\nA1,10/06/2020,S,C2,N1,U6,PR1,,,,M1 1AA,M2 2BB,1234567\n`;

describe('returns as they should not be', () => {
  for (const [what, { header, episodes = EPISODE, name = 'header.csv', says, stops = false, reads }] of Object.entries(
    bad,
  )) {
    test(what, async () => {
      const isXml = name.endsWith('.xml');
      const files = [fileOf(name, header, 4_096), ...(isXml ? [] : [fileOf('episodes.csv', episodes)])];
      const { tables, problems, stops: stopped } = await readRawTables(files);
      const words = problems.map(problemWords);
      if (says === null) assert.deepEqual(words, []);
      else
        assert.ok(
          words.some((line) => says.test(line)),
          words.join('\n'),
        );
      assert.equal(stopped > 0, stops);
      const [child, dob] = ['CHILD', 'DOB'].map((column) => rawColumns('Header').indexOf(column));
      const got = tables.Header?.rows.map((row) => [row[child ?? 0], row[dob ?? 0]]) ?? null;
      assert.deepEqual(got, reads);
      // One bad file spoils no other.
      if (!isXml) assert.equal(tables.Episodes?.rows.length, 1);
    });
  }

  test('200 MB that the return does not ask for pass by without being kept', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const rows = 4_000;
    const notes = 'n'.repeat(50_000);
    const file = {
      name: 'header.csv',
      async *open() {
        yield Buffer.from(`${HEADER},NOTES\n`);
        for (let n = 0; n < rows; n += 1)
          yield Buffer.from(`${n},2,05/09/2012,WBRI,A${100_000_000_000 + n},,,${notes}\n`);
      },
    };
    collect();
    const before = process.memoryUsage().heapUsed;
    const { tables } = await readRawTables([file]);
    collect();
    const kept = process.memoryUsage().heapUsed - before;
    assert.equal(tables.Header?.rows.length, rows);
    assert.ok(kept < 10_000_000, `${kept} bytes are kept of ${rows} rows`);
  });
});
