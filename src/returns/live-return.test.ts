import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { onEachDatabase } from '../../test/database.ts';
import { child, ended, episode, kept, returnFiles, textFile } from '../../test/returns.ts';
import { sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { type ReturnYear, TABLE_NAMES, TABLES, writeReturnXml } from '../ssda903/index.ts';
import { importReturns } from './index.ts';
import { heldIn, type LiveReturn, liveReturn, tablesNotHeld } from './live-return.ts';
import { authorityOfCode, liveRecords } from './live-return-store.ts';
import { anyReturn, type Tables } from './test-returns.ts';

const authority = 'E09000027';
const today = date('2026-11-22');

const inOrder = (rows: Iterable<object> | undefined) =>
  [...(rows ?? [])].map((row) => JSON.stringify(sorted(row))).sort();
const sorted = (row: object) => Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));

onEachDatabase('the return made from the records', (open) => {
  const empty = () =>
    open().asSystem(async (tx) => {
      for (const table of ['placement', 'home', 'episode', 'return_import', 'child', 'event'])
        await sql`delete from ${sql.table(table)}`.execute(tx);
      for (const table of ['sharing_party', 'sharing_agreement', 'region_member', 'actor', 'organisation'])
        await sql`delete from ${sql.table(table)}`.execute(tx);
    });
  beforeEach(empty);
  const goesIn = async (year: ReturnYear, tables: Tables) => {
    const [one] = await importReturns(open(), { returns: [returnFiles(year, tables)], authority, year });
    assert.equal(one?.is, 'imported', JSON.stringify(one));
  };
  const made = (year: ReturnYear, on = today): Promise<LiveReturn> =>
    open().asSystem(async (tx) =>
      liveReturn(await liveRecords(tx, (await authorityOfCode(tx, authority)).id), year, on),
    );
  const run = (query: ReturnType<typeof sql>) => open().asSystem((tx) => query.execute(tx));

  test('any return that was imported comes out again row by row, and once more imported gives the same records', async () => {
    const any = fc.integer({ min: 2017, max: 2027 }).chain((year) => fc.tuple(fc.constant(year), anyReturn(year)));
    await fc.assert(
      fc.asyncProperty(any, async ([year, tables]) => {
        await empty();
        await goesIn(year, tables);
        const once = await kept(open());
        const out = await made(year);
        for (const table of TABLE_NAMES) assert.deepEqual(inOrder(out.tables[table]), inOrder(tables[table]), table);
        await empty();
        await goesIn(year, out.tables as unknown as Tables);
        assert.deepEqual(await kept(open()), once);
        // The same through the single XML file.
        await empty();
        const xml = textFile('return.xml', [...writeReturnXml(out.tables, year)].join(''));
        const [one] = await importReturns(open(), { returns: [[xml]], authority, year });
        assert.equal(one?.is, 'imported', JSON.stringify(one));
        assert.deepEqual(await kept(open()), once);
      }),
      { numRuns: 6 },
    );
  });

  test('several years, in whatever order they are imported: what each said beside episodes comes out as it was', async () => {
    const any = fc
      .tuple(fc.integer({ min: 2017, max: 2025 }), fc.boolean())
      .chain(([first, turned]) =>
        fc.tuple(
          fc.constant(turned),
          fc.tuple(...[first, first + 1, first + 2].map((year) => fc.tuple(fc.constant(year), anyReturn(year)))),
        ),
      );
    await fc.assert(
      fc.asyncProperty(any, async ([turned, years]) => {
        await empty();
        for (const [year, tables] of turned ? [...years].reverse() : years) await goesIn(year, tables);
        for (const [year, tables] of years) {
          const out = await made(year);
          for (const table of TABLE_NAMES.filter((name) => name !== 'Header' && name !== 'Episodes')) {
            // Who a child is has one answer, that of the latest year.
            const said = (rows: Iterable<object> | undefined) =>
              inOrder([...(rows ?? [])].map((row) => ({ ...row, DOB: null, SEX: null })));
            assert.deepEqual(said(out.tables[table]), said(tables[table]), `${year} ${table}`);
          }
          // Whoever stands in a table stands in Header, or there would be no place for them in the XML file.
          assert.doesNotThrow(() => [...writeReturnXml(out.tables, year)]);
          assert.deepEqual(
            out.held.tables,
            TABLE_NAMES.filter((table) => TABLES[table].from <= year),
          );
        }
      }),
      { numRuns: 2 },
    );
  });

  test('an earlier year is told as it stood at its end, as far as it is still known', async () => {
    await goesIn(2025, {
      Header: [child('1'), child('2')],
      Episodes: [episode('1', '2024-05-01'), episode('2', '2024-06-01')],
    });
    await goesIn(2026, {
      Header: [child('1'), child('3')],
      Episodes: [
        episode('1', '2024-05-01', ended('2025-09-01')),
        episode('1', '2025-09-01', { RNE: 'P', URN: '7654321' }),
        episode('3', '2025-04-02'),
      ],
    });
    const rowsOf = async (year: ReturnYear) =>
      (await made(year)).tables.Episodes.map(({ CHILD, DECOM, DEC, REC }) => [CHILD, DECOM, DEC, REC]);
    // The move of September 2025 had not happened by 31 March 2025, and child 3 was not there.
    assert.deepEqual(await rowsOf(2025), [
      ['1', '2024-05-01', null, null],
      ['2', '2024-06-01', null, null],
    ]);
    // Child 2 is not in the return of 2025-26: taken to have left care on 31 March 2025.
    assert.deepEqual(await rowsOf(2026), [
      ['1', '2024-05-01', '2025-09-01', 'X1'],
      ['1', '2025-09-01', null, null],
      ['3', '2025-04-02', null, null],
    ]);
    // A year of which no return has come yet: those who are still in care.
    assert.deepEqual(await rowsOf(2027), [
      ['1', '2025-09-01', null, null],
      ['3', '2025-04-02', null, null],
    ]);
    assert.deepEqual(await rowsOf(2024), []);
  });

  test('a move and an end recorded here since the return are in it, with what they do not tell left blank', async () => {
    await goesIn(2026, { Header: [child('1')], Episodes: [episode('1', '2025-05-01', { LS: 'E1' })] });
    await run(sql`insert into organisation (id, kind, name) values ('oak', 'provider', 'Oak')`);
    await run(sql`insert into home (organisation_id, id, name, kind, sector, urn) values
      ('oak', 'oak_house', 'Oak House', 'secure', 'voluntary', '7000001')`);
    await run(
      sql`insert into home_address (organisation_id, home_id, postcode) values ('oak', 'oak_house', 'QX7 7AA')`,
    );
    await run(sql`insert into placement (organisation_id, id, child_id, home_organisation_id, home_id, started)
      select organisation_id, 'p1', id, 'oak', 'oak_house', '2026-06-10' from child`);
    const moved = await made(2027);
    assert.equal(moved.fromStays, 1);
    const [before, after] = moved.tables.Episodes;
    assert.deepEqual([before?.DEC, before?.REC, before?.REASON_PLACE_CHANGE], ['2026-06-10', 'X1', null]);
    assert.deepEqual(after, {
      ...episode('1', '2026-06-10', { LS: 'E1' }),
      RNE: 'P',
      PLACE: 'K1',
      PLACE_PROVIDER: 'PR5',
      PL_POST: 'QX7 7AA',
      URN: '7000001',
    });
    // Before the move, and in the year before it, nothing of it is told.
    assert.equal((await made(2027, date('2026-06-09'))).tables.Episodes.length, 1);
    assert.deepEqual((await made(2026)).tables.Episodes, [episode('1', '2025-05-01', { LS: 'E1' })]);
    await run(sql`insert into placement_ended (organisation_id, placement_id, ended, reason, by)
      select organisation_id, 'p1', '2026-09-01', 'E12', 'w' from child`);
    const left = (await made(2027)).tables.Episodes.at(-1);
    assert.deepEqual([left?.DEC, left?.REC], ['2026-09-01', 'E12']);
    assert.deepEqual((await made(2028)).tables.Episodes, []);
  });

  test('sealed children are in it; hidden postcodes and children without an id are not, and are counted', async () => {
    await goesIn(2026, {
      Header: [child('1'), child('2')],
      Episodes: [episode('1', '2025-05-01', { URN: '1000009' }), episode('2', '2025-06-01')],
    });
    await run(sql`insert into record_sealed (organisation_id, child_id, by, why)
      select organisation_id, id, 'w', 'adoption' from child where return_id = '2'`);
    await run(sql`update child_address set confidential = true, postcode = null, lat = null, long = null, area = ''
      where child_id = (select id from child where return_id = '2')`);
    await run(sql`update home_address a set confidential = true, postcode = null, line = null, carers = null,
      authority_code = null, lat = null, long = null from home h where h.id = a.home_id and h.urn = '1000009'`);
    await run(
      sql`insert into child (organisation_id, id, sex) select organisation_id, 'new', 'male' from child limit 1`,
    );
    await run(sql`insert into child_identity (organisation_id, child_id, born, born_estimated)
      select organisation_id, id, '2012-01-01', true from child where id = 'new'`);
    await run(sql`insert into placement (organisation_id, id, child_id, home_organisation_id, home_id, started)
      select c.organisation_id, 'p2', c.id, h.organisation_id, h.id, '2025-07-01' from child c, home h
      where c.id = 'new' and h.urn = '1000009'`);
    const out = await made(2026);
    assert.deepEqual(
      out.tables.Episodes.map(({ CHILD, HOME_POST, PL_POST }) => [CHILD, HOME_POST, PL_POST]),
      [
        ['1', 'QX1 1AA', null],
        ['2', null, 'QX2 2BB'],
      ],
    );
    assert.deepEqual([out.withoutId, out.estimatedBirths, out.hiddenPostcodes, out.fromStays], [1, 0, 2, 0]);
  });

  test('says which tables of a year are not held', () => {
    const nothing = { given: new Map(), allocated: false };
    const always = ['Reviews', 'OC2', 'OC3', 'AD1', 'PlacedAdoption', 'PrevPerm', 'Missing'];
    assert.deepEqual(tablesNotHeld(2023, heldIn(nothing, 2023)), always);
    assert.deepEqual(tablesNotHeld(2027, heldIn(nothing, 2027)), [...always, 'SWEpisodes', 'DoLo']);
  });
});
