import assert from 'node:assert/strict';
import { afterEach, before, test } from 'node:test';
import { append, asAttacker, keepRecord, putBackRecord, twoAuthorities } from '../../test/audit.ts';
import { onEachDatabase } from '../../test/database.ts';
import { first, insertAll, rows, type Sql, sql } from '../db/index.ts';
import { REMOVED, type Removal, RemovedList } from './audit-removal.ts';
import { type RemoveOptions, removeEventContents, yearsEventsAreKept } from './audit-retention.ts';
import type { SealedEntry } from './audit-seal.ts';
import { sealEvents } from './audit-sealing.ts';
import { micros } from './audit-store.ts';
import { verifyAudit } from './audit-verify.ts';

const NOW = new Date();

onEachDatabase('removing events whose time to be kept has ended', (open) => {
  const at = (years: number, days = 0) =>
    sql`now() - make_interval(years => ${years}::int) - make_interval(days => ${days}::int)`;

  /** Three events of seven years ago and one just short of six, sealed before anything newer, as they would be. */
  before(async () => {
    await twoAuthorities(open());
    for (const [id, side, when] of [
      ['old_1', 'north', at(7)],
      ['old_2', 'north', at(7)],
      ['old_3', 'south', at(6, 2)],
      ['young', 'north', at(5, 360)],
    ] as const)
      await open().asSystem((tx) =>
        sql`insert into event (organisation_id, id, at, actor, kind, subject, detail)
          values (${side}, ${id}, ${when}, ${`w_${side}`}, 'child.read', 'child_canary', '{"note": "canary"}')`.execute(
          tx,
        ),
      );
    await sealEvents(open());
    await append(open(), 2);
    await sealEvents(open());
    await keepRecord(open());
  });
  afterEach(() => putBackRecord(open()));

  const remove = (options: Partial<RemoveOptions> = {}) =>
    open().asSystem((tx) => removeEventContents(tx, { now: NOW, years: 6, ...options }));
  const ids = async () =>
    (await open().asSystem((tx) => rows<{ id: string }>(tx, sql`select id from event where kind = 'child.read'`)))
      .map((row) => row.id)
      .filter((id) => !id.startsWith('event_'))
      .sort();
  const unproved = async () =>
    (await verifyAudit(open(), null)).findings.map((finding) => finding.kind).filter((kind) => kind !== 'time');

  test('events older than the limit go with all they held, and the chain is whole without them', async () => {
    assert.equal(await remove(), 3);
    assert.deepEqual(await ids(), ['young']);
    const report = await verifyAudit(open(), null);
    assert.deepEqual(report.findings, []);
    assert.equal(report.removed, 3);
    assert.ok(report.notices.includes('3 events were removed after 6 years, on record.'));
    assert.equal(await remove(), 0, 'what is gone is not removed again');
    const left = await open().asSystem((tx) =>
      first(tx, sql`select string_agg(d::text, ' ') as text from event_digest d where removed_by is not null`),
    );
    assert.doesNotMatch(JSON.stringify(left), /canary|w_north|child/);
  });

  test('each organisation has a sealed event of what went, which says nothing of whom it was about', async () => {
    await remove();
    const events = await open().asSystem((tx) =>
      rows<{ side: string; text: string; count: number; years: number; sealed: boolean }>(
        tx,
        sql`select e.organisation_id as side, e::text as text, (detail->>'count')::int as count,
            (detail->>'years')::int as years, d.event_id is not null as sealed
          from event e left join event_digest d on d.event_id = e.id where e.kind = ${REMOVED} order by 1`,
      ),
    );
    assert.deepEqual(
      events.map(({ side, count, years, sealed }) => ({ side, count, years, sealed })),
      [
        { side: 'north', count: 2, years: 6, sealed: true },
        { side: 'south', count: 1, years: 6, sealed: true },
      ],
    );
    assert.doesNotMatch(JSON.stringify(events), /canary|old_|w_/);
  });

  test('what a hold keeps stays, and what is not sure to be free of one stays too', async () => {
    assert.equal(await remove({ held: sql`e.id = 'old_1'` }), 2);
    assert.deepEqual(await ids(), ['old_1', 'young']);
    assert.equal(await remove({ held: sql`null::boolean` }), 0);
  });

  test('events that are not sealed, and the events of removals, are never removed', async () => {
    await remove({ years: 1 });
    await open().asSystem((tx) =>
      sql`insert into event (organisation_id, id, at, actor, kind, subject) values ('north', 'late', ${at(9)}, '', 'child.read', '')`.execute(
        tx,
      ),
    );
    await asAttacker(open(), (tx) => sql`update event set at = ${at(9)} where kind = ${REMOVED}`.execute(tx));
    await asAttacker(open(), (tx) =>
      sql`update event_digest set at = ${at(9)} where event_id in (select id from event where kind = ${REMOVED})`.execute(
        tx,
      ),
    );
    assert.equal(await remove(), 0);
    assert.deepEqual(await ids(), ['late']);
  });

  test('a clock of the caller that runs years ahead removes nothing early', async () => {
    assert.equal(await remove({ now: new Date(NOW.getTime() + 10 * 365 * 86_400_000) }), 3);
    assert.deepEqual(await ids(), ['young']);
  });

  test('many go in several transactions, each on record', async () => {
    assert.deepEqual(
      [await remove({ atMost: 2 }), await remove({ atMost: 2 }), await remove({ atMost: 2 })],
      [2, 1, 0],
    );
    const report = await verifyAudit(open(), null);
    assert.deepEqual([report.findings, report.removed], [[], 3]);
  });

  test('a removal that fails half-way leaves everything', async () => {
    await assert.rejects(
      open().asSystem(async (tx) => {
        await removeEventContents(tx, { now: NOW, years: 6 });
        throw new Error('killed');
      }),
      /killed/,
    );
    assert.deepEqual(await ids(), ['old_1', 'old_2', 'old_3', 'young']);
    assert.deepEqual((await verifyAudit(open(), null)).findings, []);
  });

  const tamper = (...statements: Sql<unknown>[]) =>
    asAttacker(open(), async (tx) => {
      for (const statement of statements) await statement.execute(tx);
    });
  const mark = (id: string, by: string) => sql`update event_digest set removed_by = ${by} where event_id = ${id}`;

  test('marks of removal that no sealed event stands for are found', async () => {
    await tamper(sql`delete from event where id = 'young'`, mark('young', 'event_made_up'));
    assert.deepEqual(await unproved(), ['removal unproved']);
    // An event that says so is not enough before it is sealed …
    await tamper(sql`insert into event (organisation_id, id, actor, kind, subject, detail)
      values ('north', 'event_made_up', 'system', ${REMOVED}, '', '{"before": "1", "years": 6, "count": 1, "list": "00"}')`);
    assert.deepEqual(await unproved(), ['removal unproved']);
    // … nor afterwards, where it names another list.
    await sealEvents(open());
    assert.deepEqual(await unproved(), ['removal unproved']);
  });

  test('one more event that is hidden behind a removal on record is found', async () => {
    await remove();
    const [by] = await open().asSystem((tx) =>
      rows<{ id: string }>(tx, sql`select id from event where kind = ${REMOVED} and organisation_id = 'north'`),
    );
    await tamper(sql`delete from event where id = 'young'`, mark('young', by?.id ?? ''));
    assert.deepEqual(await unproved(), ['removal unproved']);
  });

  /** Deletes one event as a removal does, with a sealed event that names it truly but for what is said otherwise. */
  const forge = async (id: string, otherwise: Partial<Removal>) => {
    const entry = await open().asSystem((tx) =>
      first<SealedEntry & { limit: string }>(
        tx,
        sql`select organisation_id as "organisationId", event_id as id, ${micros('at')} as at,
            encode(digest, 'hex') as digest, round(extract(epoch from ${at(6)}) * 1000000)::text as limit
          from event_digest where event_id = ${id}`,
      ),
    );
    assert.ok(entry);
    const list = new RemovedList();
    list.add(entry);
    const detail = { before: entry.limit, years: 6, count: 1, list: list.list(), ...otherwise };
    await tamper(
      sql`delete from event where id = ${id}`,
      mark(id, 'event_forged'),
      sql`insert into event (organisation_id, id, actor, kind, subject, detail)
        values ('north', 'event_forged', 'system', ${REMOVED}, '', ${JSON.stringify(detail)}::jsonb)`,
    );
    await sealEvents(open());
  };

  test('a sealed removal is held against its list, its count, and the age of what it took', async () => {
    await forge('old_1', {});
    assert.deepEqual(await unproved(), [], 'one that is true in all its points is a removal');
    for (const [id, otherwise] of [
      ['old_1', { list: 'ab'.repeat(32) }],
      ['old_1', { count: 2 }],
      ['young', {}],
      ['young', { before: String(Date.now() * 1000) }],
    ] as const) {
      await putBackRecord(open());
      await forge(id, otherwise);
      assert.deepEqual(await unproved(), ['removal unproved'], `${id} ${JSON.stringify(otherwise)}`);
    }
  });

  test('a removal whose event was edited proves nothing', async () => {
    await remove();
    await tamper(sql`update event set detail = detail || '{"years": 60}' where kind = ${REMOVED}`);
    assert.deepEqual(await unproved(), ['edited', 'edited', 'removal unproved', 'removal unproved']);
  });

  test('an event that was made to look old is not removed before its time', async () => {
    await tamper(sql`update event set at = ${at(8)} where id = 'young'`);
    await remove();
    assert.deepEqual(await ids(), ['young']);
    assert.deepEqual(await unproved(), ['edited']);
  });

  test('a marked event that is still there is found', async () => {
    await tamper(mark('young', 'event_made_up'));
    assert.deepEqual([...new Set(await unproved())], ['removal unproved']);
  });

  test('how long events are kept is six years, or what the setting says where that is a number of years', async () => {
    const years = (value?: unknown) =>
      open().asSystem(async (tx) => {
        const name = 'years that events are kept';
        await sql`delete from setting where name = ${name}`.execute(tx);
        if (value !== undefined) await insertAll(tx, 'setting', [{ name, value }]);
        return yearsEventsAreKept(tx);
      });
    assert.equal(await years(), 6);
    assert.equal(await years(8), 8);
    for (const nonsense of [0, -1, 2.5, 'many', false, []]) assert.equal(await years(nonsense), 6);
  });
});
