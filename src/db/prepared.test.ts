import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import { onEachDatabase, postgresForTest } from '../../test/database.ts';
import { rows, sql, type Tx } from './index.ts';
import { MOST_PREPARED, PreparedStatements } from './prepared.ts';

describe('which statements are prepared', () => {
  test('what a second transaction asks, and not what one transaction asks a thousand times', () => {
    const prepared = new PreparedStatements('x');
    prepared.begin();
    for (let i = 0; i < 1_000; i++) assert.equal(prepared.nameOf('select 1'), null);
    prepared.begin();
    const name = prepared.nameOf('select 1');
    assert.ok(name);
    assert.equal(prepared.nameOf('select 1'), name);
    prepared.begin();
    assert.equal(prepared.nameOf('select 1'), name);
    assert.equal(prepared.nameOf('select 2'), null);
  });

  test('no more than a connection keeps in memory, and under new names after those were let go', () => {
    const prepared = new PreparedStatements('x');
    const ask = (round: string) => {
      prepared.begin();
      return Array.from({ length: MOST_PREPARED + 50 }, (_, i) => prepared.nameOf(`select ${round}${i}`));
    };
    ask('1');
    const names = ask('1').filter((name) => name !== null);
    assert.equal(new Set(names).size, MOST_PREPARED);
    assert.equal(prepared.full, true);
    assert.deepEqual(prepared.forget().sort(), names.sort());
    assert.equal(prepared.full, false);
    ask('1');
    const after = ask('1').filter((name) => name !== null);
    assert.equal(after.filter((name) => names.includes(name)).length, 0);
  });
});

const PREPARED = sql`select name from pg_prepared_statements where statement like 'select $1::int as n,%'`;

onEachDatabase('prepared statements', (open) => {
  const system = <T>(work: (tx: Tx) => Promise<T>) => open().asSystem(work);

  test('a statement that comes again is prepared', async () => {
    const ask = (n: number) => system((tx) => rows(tx, sql`select ${n}::int as n, 1 as one`));
    assert.deepEqual(await ask(1), [{ n: 1, one: 1 }]);
    assert.deepEqual(await system((tx) => rows(tx, PREPARED)), []);
    assert.deepEqual(await ask(2), [{ n: 2, one: 1 }]);
    assert.deepEqual(await ask(3), [{ n: 3, one: 1 }]);
    assert.equal((await system((tx) => rows(tx, PREPARED))).length, 1);
  });

  test('a statement that is refused when it is first prepared is answered the next time', async () => {
    const share = (n: number) => system((tx) => rows(tx, sql`select 12 / ${n}::int as share`));
    assert.deepEqual(await share(3), [{ share: 4 }]);
    for (let i = 0; i < 3; i++) await assert.rejects(share(0), { code: '22012' });
    assert.deepEqual(await share(4), [{ share: 3 }]);
  });

  test('every kind of value goes in and comes out as it does unprepared, null among them', async () => {
    const values = {
      words: 'ä “quoted” \\ {x,y}',
      list: ['a,b', 'c"d', 'null', ''],
      none: null,
      yes: true,
      day: '2026-02-28',
      big: '9007199254740993',
      part: '1.50',
      json: { a: [1, null, 'x'] },
    };
    const ask = () =>
      system((tx) =>
        rows(
          tx,
          sql`select ${values.words}::text as words, ${values.list}::text[] as list, ${values.none}::text as none,
            ${values.yes}::boolean as yes, ${values.day}::date as day, ${values.big}::bigint as big,
            ${values.part}::numeric as part, ${JSON.stringify(values.json)}::jsonb as json`,
        ),
      );
    for (let i = 0; i < 3; i++) assert.deepEqual(await ask(), [values]);
  });

  test('how many rows were written is told, and none for what reads', async () => {
    const name = () => `region_of_rows_${Math.random().toString(36).slice(2)}`;
    for (let i = 0; i < 3; i++) {
      const written = await system((tx) =>
        sql`insert into organisation (id, kind, name) values (${name()}, 'region', 'R'), (${name()}, 'region', 'S')`.execute(
          tx,
        ),
      );
      assert.equal(written.numAffectedRows, 2n);
      const none = await system((tx) => sql`update organisation set name = 'x' where id = 'nobody'`.execute(tx));
      assert.equal(none.numAffectedRows, 0n);
    }
  });

  test('a prepared statement that is refused leaves the connection and the statement in order', async () => {
    const divide = (by: number) => system((tx) => rows(tx, sql`select 10 / ${by}::int as tenth`));
    assert.deepEqual(await divide(2), [{ tenth: 5 }]);
    assert.deepEqual(await divide(5), [{ tenth: 2 }]);
    await assert.rejects(divide(0), { code: '22012' });
    assert.deepEqual(await divide(10), [{ tenth: 1 }]);
    await assert.rejects(
      system((tx) => rows(tx, sql`select nothing from nowhere`)),
      { code: '42P01' },
    );
    // Prepared for the first time where everything is refused: the next transaction has to prepare it.
    const late = sql`select 'late' as word`;
    await system((tx) => rows(tx, late));
    await assert.rejects(
      system(async (tx) => {
        await assert.rejects(rows(tx, sql`select 1 / 0`), { code: '22012' });
        await rows(tx, late);
      }),
      { code: '25P02' },
    );
    assert.deepEqual(await system((tx) => rows(tx, late)), [{ word: 'late' }]);
  });

  test('the same words asked by a person and by the system keep to what each may see', async () => {
    await system(async (tx) => {
      await sql`insert into organisation (id, kind, name) values ('kept_a', 'authority', 'A'), ('kept_b', 'authority', 'B')`.execute(
        tx,
      );
      await sql`insert into actor (organisation_id, id, name, role) values ('kept_a', 'kept_w', 'W', 'director'),
        ('kept_b', 'kept_v', 'V', 'director')`.execute(tx);
    });
    const ask = sql`select id from actor where id like 'kept_%' order by id`;
    for (let i = 0; i < 4; i++) {
      assert.deepEqual(await open().asActor('kept_w', (tx) => rows(tx, ask)), [{ id: 'kept_w' }]);
      assert.deepEqual(await open().asActor('kept_v', (tx) => rows(tx, ask)), [{ id: 'kept_v' }]);
      assert.deepEqual(await open().asActor('nobody', (tx) => rows(tx, ask)), []);
      assert.equal((await system((tx) => rows(tx, ask))).length, 2);
    }
  });

  test('more statements than may be prepared are all answered', async () => {
    for (let round = 0; round < 3; round++) {
      for (let from = 0; from < 250; from += 50)
        await system(async (tx) => {
          for (let i = from; i < from + 50; i++) {
            assert.deepEqual(await rows(tx, sql`select ${sql.raw(String(i))}::int as many`), [{ many: i }]);
          }
        });
    }
    const [held] = await system((tx) =>
      rows<{ n: number }>(tx, sql`select count(*)::int as n from pg_prepared_statements`),
    );
    assert.ok(held && held.n <= 2 * MOST_PREPARED, `${held?.n} statements are held`);
  });
});

describe('a schema that changes while the app runs', { skip: !process.env.TEST_DATABASE_URL }, () => {
  test('costs one request at the most', async () => {
    const opened = await postgresForTest();
    assert.ok(opened);
    const owner = new pg.Client({ connectionString: opened.url });
    await owner.connect();
    const ask = () => opened.database.asSystem((tx) => rows(tx, sql`select * from team`));
    for (let i = 0; i < 3; i++) await ask();
    await owner.query('alter table team add column later text');
    await ask().catch((error: unknown) => assert.match(String(error), /cached plan must not change result type/));
    for (let i = 0; i < 3; i++) assert.deepEqual(await ask(), []);
    await owner.end();
    await opened.drop();
  });
});
