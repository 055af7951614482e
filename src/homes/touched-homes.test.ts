import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { onEachDatabase } from '../../test/database.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import { addDays, date } from '../kernel/index.ts';

// A reader who knows the homes up to a transaction asks for those touched since. The rule: whoever writes, changes or
// takes away a row of a home has touched that home and no other, however many rows one statement writes.

const HOMES = ['t0', 't1', 't2', 't3'];
const TODAY = date('2026-11-22');

/** One row of each table that says something of a home; `nth` tells apart what is written of the same home. */
const ROWS: Readonly<Record<string, (home: string, nth: number) => Record<string, unknown>>> = {
  registration: (home_id, nth) => ({ home_id, from_date: addDays(TODAY, nth) }),
  room: (home_id, nth) => ({ home_id, id: `${home_id}-${nth}`, name: 'Room' }),
  room_vacancy: (home, nth) => ({ id: `v-${home}-${nth}`, room_id: `${home}-room`, said_on: TODAY, said_by: 'x' }),
  room_out_of_service: (home, nth) => ({
    ...{ id: `o-${home}-${nth}`, room_id: `${home}-room`, from_date: TODAY, reason: 'repairs', said_by: 'x' },
  }),
  home_skill: (home_id, nth) => ({ home_id, domain: 'health', said_on: addDays(TODAY, nth), evidence_by: 'self' }),
  fee: (home_id, nth) => ({ home_id, from_date: addDays(TODAY, nth), weekly_pence: 100 }),
  household_member: (home_id, nth) => ({ home_id, id: `m-${home_id}-${nth}`, relation: 'adult', sex: 'unknown' }),
  home_connection: (home_id, nth) => ({
    ...{ home_id, child_organisation_id: 'north', child_id: nth === 0 ? 'maya' : 'leo' },
  }),
  home_address: (home_id) => ({ home_id, line: '1 Any Street' }),
};

const homes = fc.subarray(HOMES);
const change = fc.record({
  table: fc.constantFrom(...Object.keys(ROWS)),
  written: homes,
  twice: fc.boolean(),
  changed: homes,
  gone: homes,
});

onEachDatabase('the homes that a change touches', (open) => {
  before(async () => {
    await smallRegion(open(), TODAY);
    await open().asSystem(async (tx) => {
      const home = (id: string) => ({
        ...{ organisation_id: 'acorn', id, name: id, kind: 'residential', sector: 'private' },
      });
      await insertAll(tx, 'home', HOMES.map(home));
      const room = (id: string) => ({ organisation_id: 'acorn', id: `${id}-room`, home_id: id, name: 'Room' });
      await insertAll(tx, 'room', HOMES.map(room));
    });
  });

  const touched = (tx: Tx) =>
    rows<{ id: string; touched: string }>(tx, sql`select id, touched::text from home where organisation_id = 'acorn'`);

  /** Does the work in a transaction of its own, and answers the homes that bear its number afterwards. */
  async function touchedBy(work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
    return open().asSystem(async (tx) => {
      await work(tx);
      const now = await rows<{ me: string }>(tx, sql`select pg_current_xact_id()::text as me`);
      const all = await touched(tx);
      return all
        .filter((each) => each.touched === now[0]?.me)
        .map((each) => each.id)
        .sort();
    });
  }

  test('property: those of the rows written, changed or gone, and no others', async () => {
    await fc.assert(
      fc.asyncProperty(change, async ({ table, written, twice, changed, gone }) => {
        const once = table === 'home_address';
        const make = ROWS[table] as (typeof ROWS)[string];
        const list = (some: readonly string[]) =>
          some.flatMap((home) =>
            (twice && !once ? [0, 1] : [0]).map((nth) => ({ organisation_id: 'acorn', ...make(home, nth) })),
          );
        const inRooms = table.startsWith('room_');
        // Of the home's own room nothing is asked here: it carries what is said of rooms.
        const of = (some: readonly string[]) =>
          inRooms
            ? sql`room_id = any (${some.map((home) => `${home}-room`)}::text[])`
            : sql`home_id = any (${some}::text[])${table === 'room' ? sql` and id not like '%room'` : sql``}`;
        assert.deepEqual(await touchedBy((tx) => insertAll(tx, table, list(written))), written);
        const rest = HOMES.filter((home) => !written.includes(home));
        await open().asSystem((tx) => insertAll(tx, table, list(rest)));
        assert.deepEqual(
          await touchedBy((tx) =>
            sql`update ${sql.table(table)} set organisation_id = organisation_id where ${of(changed)}`.execute(tx),
          ),
          changed,
        );
        assert.deepEqual(
          await touchedBy((tx) => sql`delete from ${sql.table(table)} where ${of(gone)}`.execute(tx)),
          gone,
        );
        await open().asSystem((tx) => sql`delete from ${sql.table(table)} where ${of(HOMES)}`.execute(tx));
      }),
      { numRuns: 40 },
    );
  });

  test('a home that goes takes its rows along, and touches nobody', async () => {
    await open().asSystem(async (tx) => {
      const home = { organisation_id: 'acorn', id: 'goes', name: 'goes', kind: 'residential', sector: 'private' };
      await insertAll(tx, 'home', [home]);
      await insertAll(tx, 'room', [{ organisation_id: 'acorn', id: 'goes-room', home_id: 'goes', name: 'Room' }]);
      for (const [table, make] of Object.entries(ROWS))
        await insertAll(tx, table, [{ organisation_id: 'acorn', ...make('goes', 0) }]);
    });
    assert.deepEqual(await touchedBy((tx) => sql`delete from home where id = 'goes'`.execute(tx)), []);
  });
});
