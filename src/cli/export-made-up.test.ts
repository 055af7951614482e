import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeRegion, returnYears, writeReturns } from '../../seed/index.ts';
import { onEachDatabase } from '../../test/database.ts';
import { kept, textFile } from '../../test/returns.ts';
import { sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { authorityOfCode, exportReturn, importReturns } from '../returns/index.ts';
import {
  openReturn,
  type RawTables,
  type ReturnFile,
  readRawTables,
  TABLE_NAMES,
  type TableName,
} from '../ssda903/index.ts';

const today = date('2026-11-22');
const work = mkdtempSync(join(tmpdir(), 'homeward-round-'));
after(() => rmSync(work, { recursive: true, force: true }));

const region = makeRegion({ seed: '5', size: 'town', asOf: today });
const authorities = writeReturns(region, work).then(() => readdirSync(work).sort());
const years = returnYears(region);

/** The rows of a table as text, in one order. */
function rowsOf(read: RawTables, table: TableName): string[] {
  return (read.tables[table]?.rows ?? []).map((row) => JSON.stringify(row)).sort();
}

onEachDatabase('made-up returns of every year', (open) => {
  const empty = () =>
    open().asSystem(async (tx) => {
      for (const table of ['placement', 'home', 'episode', 'return_import', 'child', 'event'])
        await sql`delete from ${sql.table(table)}`.execute(tx);
      for (const table of ['sharing_party', 'sharing_agreement', 'region_member', 'actor', 'organisation'])
        await sql`delete from ${sql.table(table)}`.execute(tx);
    });
  const goesIn = async (returns: ReturnFile[][], authority: string) => {
    for (const one of await importReturns(open(), { returns, authority })) assert.equal(one.is, 'imported');
  };
  const comesOut = (authority: string, year: number): Promise<ReturnFile[]> =>
    open().asSystem(async (tx) => {
      const { id } = await authorityOfCode(tx, authority);
      const { files } = await exportReturn(tx, id, { year, format: 'csv', today });
      return files.map(({ name, content }) => textFile(name, [...(content as Iterable<string>)].join('')));
    });

  test('each comes out row by row as it went in, and once more imported gives the same records', async () => {
    for (const [at, code] of (await authorities).entries()) {
      // Every second year of each authority, so that each year is tried once.
      for (const year of years.filter((_, index) => index % 2 === at % 2)) {
        await empty();
        const given = await openReturn(join(work, code, String(year)));
        await goesIn([given], code);
        const once = await kept(open());
        const out = await comesOut(code, year);
        const [before, now] = [await readRawTables(given), await readRawTables(out)];
        for (const table of TABLE_NAMES)
          assert.deepEqual(rowsOf(now, table), rowsOf(before, table), `${code} ${year} ${table}`);
        await empty();
        await goesIn([out], code);
        assert.deepEqual(await kept(open()), once, `${code} ${year}`);
      }
    }
  });

  test('the latest comes out as it went in when all years are there', async () => {
    const [code = ''] = await authorities;
    await empty();
    const all = await Promise.all(years.map((year) => openReturn(join(work, code, String(year)))));
    await goesIn(all, code);
    const latest = years.at(-1) ?? 0;
    const [before, now] = [await readRawTables(all.at(-1) ?? []), await readRawTables(await comesOut(code, latest))];
    for (const table of TABLE_NAMES) assert.deepEqual(rowsOf(now, table), rowsOf(before, table), table);
    assert.ok(rowsOf(now, 'Episodes').length > 0);
  });
});
