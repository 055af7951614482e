import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { onEachDatabase } from '../../test/database.ts';
import { type Database, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { addDays, date, englandDate, type PlainDate } from '../kernel/index.ts';
import { homesOf } from './child-read.ts';
import { standing } from './where.ts';

// Where a child stands is one rule, the function standing(); lists ask the database, and here the two are compared.

/** Around today, because what is kept holds today: some of each history lies behind, some ahead. */
const DAY_ONE = addDays(englandDate(new Date()), -6);
const LAST = 12;
const BORN = date('2020-01-01');

const day = fc.integer({ min: 0, max: LAST });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const reason = fc.constantFrom('', 'X1', 'CARPL', 'E4A', 'E', 'not in the next return', 'xE4A');
/** Few days, few homes and few codes, so that histories touch, overlap, and end before they begin. */
const history = fc.record({
  placements: fc.array(fc.record({ home: fc.constantFrom('h1', 'h2'), started: day, ended: maybe(day), reason }), {
    maxLength: 4,
  }),
  episodes: fc.uniqueArray(
    fc.record({
      ...{ decom: day, dec: maybe(day), rec: maybe(reason), place: maybe(fc.constant('U4')), joins: fc.boolean() },
      ...{ urn: maybe(fc.constant('SC1')), presumedEnd: maybe(day), presumedReason: maybe(reason) },
    }),
    { maxLength: 4, selector: (each) => each.decom },
  ),
  /** What is written later, changed and taken out again. */
  late: fc.nat({ max: 15 }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

/** Episodes of a return often begin on the day the one before ends. */
function joined(episodes: History['episodes']): History['episodes'] {
  const inOrder = [...episodes].sort((a, b) => a.decom - b.decom);
  return inOrder.map((row, i) => ({ ...row, dec: row.joins ? (inOrder[i + 1]?.decom ?? row.dec) : row.dec }));
}

const on = (days: number): PlainDate => addDays(DAY_ONE, days);

async function write(tx: Tx, histories: readonly History[]): Promise<void> {
  await sql`delete from child`.execute(tx);
  const key = (n: number) => ({ organisation_id: 'north', child_id: `c${n}` });
  await insertAll(
    tx,
    'child',
    histories.map((_, n) => ({ organisation_id: 'north', id: `c${n}`, sex: 'male', created_at: '2026-01-01' })),
  );
  await insertAll(
    tx,
    'child_identity',
    histories.map((_, n) => ({ ...key(n), born: BORN })),
  );
  const placements = histories.flatMap(({ placements: each }, n) =>
    each.map((row, i) => ({ n, i, id: `p${n}_${i}`, ...row })),
  );
  const ends = placements.filter((row) => row.ended !== null);
  const end = (row: (typeof ends)[number]) => ({
    ...{ organisation_id: 'north', placement_id: row.id, ended: on(row.ended ?? 0), reason: row.reason, by: 'x' },
    at: '2026-01-01',
  });
  const isLate = (n: number, bit: number) => ((histories[n]?.late ?? 0) & bit) !== 0;
  await insertAll(
    tx,
    'placement',
    placements.map((row) => ({
      ...{ ...key(row.n), id: row.id, home_organisation_id: 'north', home_id: row.home },
      started: on(row.started),
    })),
  );
  await insertAll(tx, 'placement_ended', ends.filter((row) => !isLate(row.n, 1)).map(end));
  await insertAll(
    tx,
    'episode',
    histories.flatMap(({ episodes }, n) =>
      joined(episodes).map((row) => ({
        ...{ ...key(n), decom: on(row.decom), dec: row.dec === null ? null : on(row.dec), rec: row.rec },
        ...{ place: row.place, urn: row.urn, import_id: 'i', return_year: 2026 },
        presumed_end: row.presumedEnd === null ? null : on(row.presumedEnd),
        presumed_reason: row.presumedReason,
      })),
    ),
  );
  await insertAll(tx, 'placement_ended', ends.filter((row) => isLate(row.n, 1)).map(end));
  const late = (bit: number) => histories.flatMap((_, n) => (isLate(n, bit) ? [`c${n}`] : []));
  await sql`update placement_ended e set ended = e.ended + 1 from placement p
    where p.id = e.placement_id and p.child_id = any (${late(2)}::text[])`.execute(tx);
  await sql`update episode set dec = null where child_id = any (${late(4)}::text[]) and decom > ${on(6)}`.execute(tx);
  await sql`delete from placement where id like '%!_0' escape '!' and child_id = any (${late(8)}::text[])`.execute(tx);
}

interface Said {
  child_id: string;
  stands: string;
  ends_on: PlainDate | null;
}

onEachDatabase('where a child stands, in the database', (open: () => Database) => {
  before(() =>
    open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
      const home = { organisation_id: 'north', kind: 'fostering', sector: 'authority' };
      await insertAll(tx, 'home', [
        { ...home, id: 'h1', name: 'One' },
        { ...home, id: 'h2', name: 'Two' },
      ]);
    }),
  );

  /** Both answers for every child on every day, as words that compare. */
  const compare = (tx: Tx, histories: readonly History[]) => {
    const ids = histories.map((_, n) => `c${n}`);
    return (async () => {
      const { placements, episodes } = await homesOf(tx, ids);
      const settled = await rows<Said & { from_day: string; until_day: string }>(
        tx,
        sql`select child_id, stands, ends_on, from_day::text, until_day::text from child_listed order by child_id`,
      );
      assert.equal(settled.length, ids.length, 'every child has a line');
      let held = 0;
      for (let days = -1; days <= LAST + 2; days++) {
        const today = on(days);
        const said = await rows<Said>(
          tx,
          sql`select child_id, stands, ends_on from app.standings('north', ${ids}::text[], ${today}::date)`,
        );
        const byId = new Map(said.map((row) => [row.child_id, row]));
        for (const id of ids) {
          const rule = standing(placements.get(id) ?? [], episodes.get(id) ?? [], BORN, today);
          const words = [id, today, rule.is, rule.is === 'at-home' ? rule.endsOn : null];
          const row = byId.get(id);
          assert.deepEqual([id, today, row?.stands, row?.ends_on], words);
          const kept = settled.find((each) => each.child_id === id);
          if (kept && (kept.from_day === '-infinity' || kept.from_day <= today) && today < kept.until_day) {
            assert.deepEqual([id, today, kept.stands, kept.ends_on], words, 'as it is kept');
            held++;
          }
        }
      }
      assert.ok(held >= settled.length, 'what is kept holds on some day, today');
    })();
  };

  test('property: the database and the rule agree on made-up histories, on every day', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(history, { minLength: 1, maxLength: 40 }), (histories) =>
        open().asSystem(async (tx) => {
          await write(tx, histories);
          await compare(tx, histories);
        }),
      ),
      { numRuns: 50 },
    );
  });

  test('an import of many is settled when it is committed, and only then', async () => {
    const histories = fc.sample(history, { numRuns: 260, seed: 7 });
    await open().asSystem(async (tx) => {
      await write(tx, histories);
      const due = await rows(tx, sql`select 1 from listing_due`);
      assert.ok(due.length > 0, 'it is asked for');
    });
    await open().asSystem(async (tx) => {
      await compare(tx, histories);
      assert.deepEqual(await rows(tx, sql`select 1 from listing_due`), []);
    });
  });

  test('a child who is erased leaves nothing behind', async () => {
    await open().asSystem(async (tx) => {
      await write(tx, fc.sample(history, { numRuns: 3, seed: 1 }));
      await sql`delete from child`.execute(tx);
      assert.deepEqual(await rows(tx, sql`select child_id from child_listed`), []);
    });
  });
});
