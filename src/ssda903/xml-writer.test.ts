import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { date } from '../kernel/index.ts';
import { readRawTables } from './raw-tables.ts';
import { type ReturnTables, writeReturn } from './return-writer.ts';
import type { ReturnYear } from './return-year.ts';
import { columnsOf, type RowOf, TABLE_NAMES, TABLES, type TableName } from './tables.ts';
import { fileOf, readAll } from './test-files.ts';
import { anyRow } from './test-returns.ts';
import { writeReturnXml } from './xml-writer.ts';

type Row = Record<string, unknown>;

const ONE_A_CHILD: readonly TableName[] = ['UASC', 'AD1', 'OC3'];
/** In these a row of blanks says nothing, and the XML has no way to say that it is there. */
const saysSomething = (row: Row) =>
  Object.entries(row).some(([name, value]) => !['CHILD', 'DOB', 'SEX'].includes(name) && value !== null);

/** A return that says who each child is in one way only, in the order in which the XML has it: child by child. */
const aReturn = fc.constantFrom(2017, 2021, 2024, 2025, 2026, 2027).chain((year) => {
  const tables = TABLE_NAMES.filter((table) => TABLES[table].from <= year && table !== 'Header');
  const perChild = fc.record({
    header: anyRow('Header', year),
    rows: fc.record(
      Object.fromEntries(
        tables.map((table) => [
          table,
          fc.array(anyRow(table, year), { maxLength: ONE_A_CHILD.includes(table) ? 1 : 3 }),
        ]),
      ),
    ),
  });
  return fc
    .uniqueArray(perChild, { maxLength: 4, selector: ({ header }) => (header as Row).CHILD })
    .map((children) => ({ year, tables: together(children as { header: Row; rows: Record<string, Row[]> }[]) }));
});

function together(children: readonly { header: Row; rows: Record<string, Row[]> }[]): Record<string, Row[]> {
  const all: Record<string, Row[]> = { Header: children.map(({ header }) => header) };
  for (const { header, rows } of children) {
    for (const [table, given] of Object.entries(rows)) {
      const own = given.map((row) => {
        const said: Row = { ...row };
        for (const name of ['CHILD', 'DOB', 'SEX']) if (name in row) said[name] = header[name];
        return said;
      });
      all[table] = [...(all[table] ?? []), ...own.filter((row) => table === 'UASC' || saysSomething(row))];
    }
  }
  return all;
}

const xmlOf = (tables: object, year: ReturnYear) => [...writeReturnXml(tables as ReturnTables, year)].join('');
const plain = (rows: readonly object[]) => rows.map((row) => ({ ...row, line: undefined }));

const child: RowOf<'Header'> = {
  CHILD: 'A1',
  SEX: 'female',
  DOB: date('2012-09-05'),
  ETHNIC: 'WBRI',
  UPN: 'UN1',
  MOTHER: null,
  MC_DOB: null,
};
const review = { CHILD: 'A1', DOB: child.DOB, REVIEW: date('2024-05-01'), REVIEW_CODE: 'PN1' };

describe('writing the single XML file', () => {
  test('what is written reads back as it was, however the file is cut', async () => {
    await fc.assert(
      fc.asyncProperty(aReturn, fc.integer({ min: 1, max: 300 }), async ({ year, tables }, pieceBytes) => {
        const { rows, summary } = await readAll([fileOf('return.xml', xmlOf(tables, year), pieceBytes)]);
        assert.equal(summary.stops, 0, JSON.stringify(summary.problems[0]));
        for (const table of TABLE_NAMES) assert.deepEqual(plain(rows[table]), plain(tables[table] ?? []), table);
      }),
      { numRuns: 60 },
    );
  });

  test('a checker reads the same text from it as from the CSV files', async () => {
    await fc.assert(
      fc.asyncProperty(aReturn, async ({ year, tables }) => {
        const csv = await readRawTables(
          writeReturn(tables as ReturnTables, year).map((file) => fileOf(file.name, [...file.text].join(''), 999)),
        );
        const xml = await readRawTables([fileOf('return.xml', xmlOf(tables, year), 999)]);
        assert.equal(xml.format, 'xml');
        for (const table of TABLE_NAMES) {
          // The XML's Header says of each child whether they are unaccompanied; the CSV files have a table for it.
          const width = Object.keys(columnsOf(table)).length;
          const cells = (read: typeof csv) => (read.tables[table]?.rows ?? []).map((row) => row.slice(0, width));
          assert.deepEqual(cells(xml), cells(csv), table);
        }
        const unaccompanied = new Set((tables.UASC ?? []).map((row) => row.CHILD));
        for (const row of xml.tables.Header?.rows ?? []) assert.equal(row[7], unaccompanied.has(row[0]) ? '1' : '0');
      }),
      { numRuns: 40 },
    );
  });

  test('elements stand as the Department’s schema of 2021 has them, and those it wants are there when blank', () => {
    const Episodes: RowOf<'Episodes'>[] = [
      {
        CHILD: 'A1',
        DECOM: date('2020-06-10'),
        RNE: 'S',
        LS: 'C2',
        CIN: 'N1',
        PLACE: 'U6',
        PLACE_PROVIDER: 'PR1',
        DEC: null,
        REC: null,
        REASON_PLACE_CHANGE: null,
        HOME_POST: 'M1 1AA',
        PL_POST: null,
        URN: null,
      },
    ];
    const UASC = [{ CHILD: 'A1', SEX: 'female' as const, DOB: child.DOB, DUC: null }];
    const text = xmlOf({ Header: [child], UASC, Reviews: [review], Episodes }, 2021).replace(/\n\s*/g, '');
    assert.equal(
      text,
      '<?xml version="1.0" encoding="utf-8"?><EXPSSDA903><CHILD><HEADER><CHILDID>A1</CHILDID><UPN>UN1</UPN><SEX>2</SEX>' +
        '<DOB>05/09/2012</DOB><ETHNIC>WBRI</ETHNIC><UASC>1</UASC>' +
        '<AREVIEW><REVIEW>01/05/2024</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW></HEADER>' +
        '<EPISODE><DECOM>10/06/2020</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL><HOME_POST>M1 1AA</HOME_POST>' +
        '<PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC/><REC/></EPISODE></CHILD></EXPSSDA903>',
    );
  });

  test('signs of XML are escaped, and what XML or a spreadsheet cannot take is refused', () => {
    assert.match(xmlOf({ Header: [{ ...child, ETHNIC: 'A<B>&C' }] }, 2026), /<ETHNIC>A&lt;B&gt;&amp;C<\/ETHNIC>/);
    for (const CHILD of ['a\u0001b', 'a\ud800b', '=1+1', 'a\nb']) {
      assert.throws(() => xmlOf({ Header: [{ ...child, CHILD }] }, 2026), /Header\.CHILD/);
    }
  });

  test('what the file has no place for is refused, never dropped', () => {
    const Header = [child];
    assert.throws(() => xmlOf({ Header, Reviews: [{ ...review, CHILD: 'A2' }] }, 2026), /Reviews: a row of a child/);
    assert.throws(() => xmlOf({ Header: [child, child] }, 2026), /Header: two rows/);
    assert.throws(
      () => xmlOf({ Header, Reviews: [{ ...review, DOB: date('2012-09-06') }] }, 2026),
      /Reviews\.DOB is not what Header says/,
    );
    const uasc = { CHILD: 'A1', SEX: 'male' as const, DOB: child.DOB, DUC: null };
    assert.throws(() => xmlOf({ Header, UASC: [uasc] }, 2026), /UASC\.SEX is not what Header says/);
  });

  test('many children come in pieces; a table that the year does not have is left out', () => {
    const Header = Array.from({ length: 2_000 }, (_, at) => ({ ...child, CHILD: `A${at}` }));
    const pieces = [...writeReturnXml({ Header }, 2026)];
    assert.ok(pieces.length > 3 && pieces.every((piece) => piece.length < 66_000));
    const DoLo = [{ CHILD: 'A1', DOB: child.DOB, DOLO_START: date('2025-05-01'), DOLO_END: null }];
    assert.doesNotMatch(xmlOf({ Header: [child], DoLo }, 2026), /DOLO/);
    assert.match(xmlOf({ Header: [child], DoLo }, 2027), /<DOLO>\s*<DOLO_START>01\/05\/2025/);
  });
});
