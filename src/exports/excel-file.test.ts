import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { date } from '../kernel/index.ts';
import { type Column, unguardText, writeExcel } from './index.ts';
import { looksLikeFormula } from './spreadsheet-eyes.ts';
import { anyText } from './test-texts.ts';

// A workbook is read back here by hand, part by part, and not by the library that wrote it.

interface ReadCell {
  readonly type: string;
  readonly format: string;
  readonly value: string;
}

test('cells are text, number and date, each with its format, and the day is the day', async () => {
  const columns: readonly Column<[string | null, number, string]>[] = [
    { heading: 'Name', text: (row) => row[0] },
    { heading: 'Change', number: (row) => row[1] },
    { heading: 'Born', date: (row) => date(row[2]) },
  ];
  const book = await writeExcel('Children', columns, [
    ['=1+1', -5, '1900-03-01'],
    ['Zoë', 0.25, '2026-11-22'],
    [null, 0, '1899-12-31'],
  ]);
  const text = (value: string) => ({ type: 's', format: '@', value });
  const day = (value: string) => ({ type: 'n', format: 'dd/mm/yyyy', value });
  const number = (value: string) => ({ type: 'n', format: 'General', value });
  // Day 1 of Excel is 1 January 1900, and it counts a 29 February 1900 that never was; the days were counted by hand.
  assert.deepEqual(readBook(book), [
    [text('Name'), text('Change'), text('Born')],
    [text("'=1+1"), number('-5'), day('61')],
    [text('Zoë'), number('0.25'), day('46348')],
    [number('0'), text('1899-12-31')],
  ]);
});

test('property: any text comes back from the workbook, and no cell is a formula', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 60 }), async (texts) => {
      const column: Column<string> = { heading: 'Text', text: (each) => each };
      const parts = unzip(await writeExcel('Texts', [column], texts));
      const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
      assert.match(sheet, /<c /);
      assert.doesNotMatch(sheet, /<f[\s>/]/);
      const cells = readBook(await writeExcel('Texts', [column], texts))
        .slice(1)
        .map(([cell]) => cell?.value ?? '');
      for (const cell of cells) assert.equal(looksLikeFormula(cell), false, JSON.stringify(cell));
      assert.deepEqual(cells.map(unguardText), texts);
    }),
    { numRuns: 60 },
  );
});

test('a large sheet is whole, and the file tells nothing of who made it', async () => {
  const rows = Array.from({ length: 5_000 }, (_, at) => at);
  const columns: readonly Column<number>[] = [
    { heading: 'Number', number: (row) => row },
    { heading: 'Words', text: (row) => `Words of row ${row}, with enough of them to be worth packing` },
  ];
  const book = await writeExcel('Large', columns, rows);
  const cells = readBook(book);
  assert.equal(cells.length, 5_001);
  assert.equal(cells[5_000]?.[1]?.value, 'Words of row 4999, with enough of them to be worth packing');
  assert.deepEqual(
    [...unzip(book).keys()].filter((name) => name.startsWith('docProps')),
    [],
  );
});

/** The parts of a zip file, by the list at its end. */
function unzip(file: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const packed = file.readUInt16LE(at + 10) === 8;
    const size = file.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const data = file.subarray(start, start + size);
    parts.set(file.toString('utf8', at + 46, at + 46 + name), (packed ? inflateRawSync(data) : data).toString('utf8'));
    at += 46 + name + extra + comment;
  }
  return parts;
}

/** The rows of the first sheet; cells without a value are left out. */
function readBook(file: Buffer): ReadCell[][] {
  const parts = unzip(file);
  const shared = textsOf(parts.get('xl/sharedStrings.xml') ?? '');
  const formats = formatsOf(parts.get('xl/styles.xml') ?? '');
  const rows: ReadCell[][] = [];
  let open: { type: string; format: string } | null = null;
  let value = '';
  read(parts.get('xl/worksheets/sheet1.xml') ?? '', {
    opened: (name, attributes) => {
      if (name === 'row') rows.push([]);
      if (name === 'c') open = { type: attributes.t ?? 'n', format: formats[Number(attributes.s ?? 0)] ?? 'General' };
      if (name === 'v') value = '';
    },
    text: (text) => {
      value += text;
    },
    closed: (name) => {
      if (name !== 'v' || !open) return;
      rows.at(-1)?.push({ ...open, value: open.type === 's' ? (shared[Number(value)] ?? 'missing') : value });
    },
  });
  return rows;
}

function textsOf(xml: string): string[] {
  const texts: string[] = [];
  read(xml, {
    opened: (name) => void (name === 'si' && texts.push('')),
    text: (text) => texts.push((texts.pop() ?? '') + text),
    closed: () => {},
  });
  return texts.map((text) =>
    text.replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  );
}

/** The number format of each cell style. */
function formatsOf(xml: string): string[] {
  const named = new Map([
    ['0', 'General'],
    ['49', '@'],
  ]);
  const formats: string[] = [];
  let inside = false;
  read(xml, {
    opened: (name, attributes) => {
      if (name === 'numFmt') named.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
      if (name === 'cellXfs') inside = true;
      if (name === 'xf' && inside) formats.push(named.get(attributes.numFmtId ?? '0') ?? 'General');
    },
    text: () => {},
    closed: (name) => {
      if (name === 'cellXfs') inside = false;
    },
  });
  return formats;
}

interface Listener {
  opened(name: string, attributes: Record<string, string>): void;
  text(text: string): void;
  closed(name: string): void;
}

function read(xml: string, listener: Listener): void {
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => listener.opened(tag.name, tag.attributes as Record<string, string>));
  parser.on('text', (text) => listener.text(text));
  parser.on('closetag', (tag) => listener.closed(tag.name));
  parser.write(xml).close();
}
