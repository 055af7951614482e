import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import writeExcelFile from 'write-excel-file/node';
import { problemWords } from './problems.ts';
import { rawColumns, readRawTables } from './raw-tables.ts';
import type { TableName } from './tables.ts';
import { textRow, workbookOf, zipOf } from './test-archives.ts';
import { EPISODES, fileOf, HEADER, ONE_EPISODE, ONE_HEADER } from './test-files.ts';

const read = (...files: readonly (readonly [string, Uint8Array | string])[]) =>
  readRawTables(files.map(([name, content]) => fileOf(name, content, 4_096)));

function cellsOf(got: Awaited<ReturnType<typeof read>>, table: TableName, column: string) {
  return got.tables[table]?.rows.map((row) => row[rawColumns(table).indexOf(column)]);
}

describe('a workbook', () => {
  test('a sheet for each table: texts, numbers and days as the return writes them', async () => {
    // Excel counts days from 1900: 25569 is 1 January 1970, so 41157 is 5 September 2012 and 45748 1 April 2025.
    const sheets = {
      Header: `${textRow(1, HEADER.split(','))}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>2</v></c><c r="C2" s="1"><v>41157</v></c><c r="E2" t="s"><v>1</v></c></row>`,
      'Placed for adoption': `${textRow(1, ['CHILD', 'DOB', 'DATE_PLACED', 'DATE_PLACED_CEASED', 'REASON_PLACED_CEASED'])}<row r="4"><c r="A4"><v>1E+3</v></c><c r="C4" s="2"><v>45748</v></c><c r="D4" s="1"><v>45748.5</v></c></row>`,
    };
    const texts = '<si><t>A1</t></si><si><r><t>UN</t></r><r><t>3</t></r><rPh><t>x</t></rPh></si>';
    const got = await read(['return.xlsx', workbookOf({ sheets, texts, formats: ['[$-809]dd\\ mmmm\\ yyyy;@'] })]);
    assert.equal(got.stops, 0);
    assert.deepEqual(cellsOf(got, 'Header', 'CHILD'), ['A1']);
    assert.deepEqual(cellsOf(got, 'Header', 'SEX'), ['2']);
    assert.deepEqual(cellsOf(got, 'Header', 'DOB'), ['05/09/2012']);
    assert.deepEqual(cellsOf(got, 'Header', 'UPN'), ['UN3']);
    assert.deepEqual(cellsOf(got, 'Header', 'MC_DOB'), [null]);
    assert.deepEqual(cellsOf(got, 'PlacedAdoption', 'CHILD'), ['1000']);
    assert.deepEqual(cellsOf(got, 'PlacedAdoption', 'DATE_PLACED'), ['01/04/2025']);
    // A time of day is not lost in silence: the cell is no day, and the rules say so.
    assert.deepEqual(cellsOf(got, 'PlacedAdoption', 'DATE_PLACED_CEASED'), ['01/04/2025 12:00']);
    assert.deepEqual(got.lines.PlacedAdoption, [4]);
  });

  test('what a spreadsheet program writes is read', async () => {
    const bold = (value: string) => ({ value, fontWeight: 'bold' as const });
    const day = new Date(Date.UTC(2012, 8, 5));
    const written = await writeExcelFile(
      [
        [bold('CHILD'), bold('SEX'), bold('DOB'), bold('ETHNIC'), bold('UPN'), bold('MOTHER'), bold('MC_DOB')],
        [
          { value: 'A, "1"', type: String },
          { value: 2, type: Number },
          { value: day, type: Date, format: 'dd/mm/yyyy' },
          { value: 'WBRI', type: String },
          { value: 'UN1', type: String },
        ],
      ],
      { sheet: 'Header' },
    ).toBuffer();
    const got = await read(['return.xlsx', written]);
    assert.deepEqual([got.stops, cellsOf(got, 'Header', 'DOB')], [0, ['05/09/2012']]);
    assert.deepEqual(cellsOf(got, 'Header', 'CHILD'), ['A, "1"']);
  });

  test('formulas take the value they last showed, and that is said once for a column', async () => {
    const cell = (row: number, value: string) =>
      `<row r="${row}"><c r="A${row}" t="str"><f>CONCAT("A",1)</f><v>${value}</v></c><c r="B${row}"><v>1</v></c></row>`;
    const sheets = { Header: `${textRow(1, ['CHILD', 'SEX'])}${cell(2, 'A1')}${cell(3, 'A2')}` };
    const got = await read(['return.xlsx', workbookOf({ sheets })]);
    assert.deepEqual(cellsOf(got, 'Header', 'CHILD'), ['A1', 'A2']);
    const said = got.problems.filter((one) => /not a formula/.test(one.expected)).map(problemWords);
    assert.deepEqual(said, [
      'return.xlsx: Header, line 2, CHILD: found “A1”; expected a value, not a formula; what it last showed is read',
    ]);
  });

  test('day numbers without a format, zeros in front, counts from 1904, and 29 February 1900', async () => {
    const rows = (style: number, serial: string) =>
      `${textRow(1, ['CHILD', 'DOB'])}<row r="2"><c r="A2" s="2"><v>42</v></c><c r="B2" s="${style}"><v>${serial}</v></c></row>`;
    const dob = async (style: number, serial: string, from1904 = false) =>
      cellsOf(
        await read([
          'header.xlsx',
          workbookOf({ sheets: { Sheet1: rows(style, serial) }, formats: ['0000'], from1904 }),
        ]),
        'Header',
        'DOB',
      )?.[0];
    assert.equal(await dob(0, '41157'), '05/09/2012');
    // 1,462 days lie between the two counts.
    assert.equal(await dob(1, '39695', true), '05/09/2012');
    assert.equal(await dob(1, '1'), '01/01/1900');
    assert.equal(await dob(1, '61'), '01/03/1900');
    assert.equal(await dob(1, '41156.99999999'), '05/09/2012');
    assert.equal(await dob(1, '60'), '60');
    assert.equal(await dob(0, '7'), '7');
    const got = await read(['header.xlsx', workbookOf({ sheets: { Sheet1: rows(0, '41157') }, formats: ['0000'] })]);
    assert.deepEqual(cellsOf(got, 'Header', 'CHILD'), ['0042']);
    assert.ok(got.problems.some((one) => /read as the day that the number counts to/.test(one.expected) && !one.stops));
  });

  test('sheets that are no table are named and left; a file for each table works as well', async () => {
    const sheet = (csv: string) =>
      csv
        .trim()
        .split('\n')
        .map((line, at) => textRow(at + 1, line.split(',')))
        .join('');
    const header = workbookOf({ sheets: { Header: sheet(ONE_HEADER), Notes: textRow(1, ['Ask Jo about child 7']) } });
    const episodes = workbookOf({ sheets: { Sheet1: sheet(ONE_EPISODE) } });
    const got = await read(
      ['a.xlsx', header],
      ['903 episodes.xlsx', episodes],
      ['reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n'],
    );
    assert.deepEqual(Object.keys(got.tables).sort(), ['Episodes', 'Header', 'Reviews']);
    assert.deepEqual(
      got.problems.map((one) => [one.file, one.stops]),
      [['a.xlsx: Notes', false]],
    );
  });

  for (const [what, bytes, words] of [
    [
      'entities of its own',
      workbookOf({
        sheets: { Header: textRow(1, ['CHILD', 'SEX']) },
        prolog: '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
      }),
      /a workbook without a DOCTYPE/,
    ],
    ['a sheet cut short', workbookOf({ sheets: { Header: '<row r="1"><c>' } }), /well-formed XML/],
    ['a part that is missing', zipOf([{ path: 'xl/workbook.xml', content: '<workbook/>' }]), /a whole workbook/],
    ['row numbers without end', workbookOf({ sheets: { Header: '<row r="99999999"/>' } }), /at most 1,048,576 rows/],
    [
      'columns without end',
      workbookOf({ sheets: { Header: '<row r="1"><c r="XFD1"/></row>' } }),
      /at most 1000 columns/,
    ],
    ['an older kind', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), /saved as \.xlsx and without a password/],
    ['another document', zipOf([{ path: 'mimetype', content: 'application/x' }]), /another kind of document/],
  ] as const) {
    test(`refused in words, and the other files are read: ${what}`, async () => {
      const got = await read(['book.xlsx', bytes], ['episodes.csv', ONE_EPISODE]);
      assert.equal(got.tables.Episodes?.rows.length, 1);
      assert.ok(
        got.problems.some((one) => one.stops && words.test(one.expected)),
        got.problems.map(problemWords).join(),
      );
    });
  }
});

describe('a zip archive', () => {
  test('is the files in it, wherever they say they lie', async () => {
    const zip = zipOf([
      { path: 'return/2026/header.csv', content: ONE_HEADER },
      { path: '__MACOSX/return/._header.csv', content: 'x' },
      { path: 'return\\sw_episodes.csv', content: 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n' },
      { path: 'return/episodes.csv', content: ONE_EPISODE },
      { path: 'return/read me.txt', content: 'hello' },
    ]);
    const got = await read(['header_2026.zip', zip]);
    assert.deepEqual(Object.keys(got.tables).sort(), ['Episodes', 'Header', 'SWEpisodes']);
    assert.deepEqual(
      got.problems.map((one) => [one.file, one.stops]),
      [['header_2026.zip: read me.txt', false]],
    );
  });

  test('may hold the single XML file', async () => {
    const xml = '<EXPSSDA903><CHILD><HEADER><CHILDID>A1</CHILDID><DOB>05/09/2012</DOB></HEADER></CHILD></EXPSSDA903>';
    const got = await read(['r.zip', zipOf([{ path: 'return.xml', content: xml }])]);
    assert.deepEqual([got.format, cellsOf(got, 'Header', 'CHILD')], ['xml', ['A1']]);
  });

  const dull = Buffer.concat([Buffer.from(ONE_HEADER), Buffer.alloc(3_000_000, 'A1,2,05/09/2012,WBRI,UN1,,\n')]);
  for (const [what, bytes, words] of [
    ['a bomb that says so', zipOf([{ path: 'header.csv', content: dull }]), /at most 200 times their size/],
    [
      'a bomb that lies about it',
      zipOf([{ path: 'header.csv', content: dull, declared: 900_000 }]),
      /a whole zip archive \(.*too many bytes/,
    ],
    [
      'more than there is room for',
      zipOf(Array.from({ length: 1_001 }, (_, n) => ({ path: `${n}.csv`, content: 'x' }))),
      /at most 1000 files; this one has 1001/,
    ],
    ['a locked file', zipOf([{ path: 'header.csv', content: 'x', locked: true }]), /header\.csv is locked with one/],
    ['an archive in an archive', zipOf([{ path: 'a.zip', content: zipOf([]) }]), /a\.zip is itself an archive/],
    ['an empty one', zipOf([]), /there are none in it/],
    ['a cut one', zipOf([{ path: 'header.csv', content: ONE_HEADER }]).subarray(0, 60), /a whole zip archive/],
    ['a path out of its folder', zipOf([{ path: '../../header.csv', content: 'x' }]), /a whole zip archive/],
  ] as const) {
    test(`refused in words, and the other files are read: ${what}`, async () => {
      const got = await read(['return.zip', bytes], ['episodes.csv', `${EPISODES}\n`]);
      assert.ok(got.tables.Episodes);
      assert.ok(
        got.problems.some((one) => one.stops && words.test(one.expected)),
        got.problems.map(problemWords).join(),
      );
    });
  }
});
