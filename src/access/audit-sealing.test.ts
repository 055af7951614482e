import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { append, appendWithin, asAttacker, countOf, twoAuthorities } from '../../test/audit.ts';
import { onEachDatabase } from '../../test/database.ts';
import { type Database, rows, sql } from '../db/index.ts';
import { eventDigest } from './audit-digest.ts';
import { keepSealing } from './audit-keeper.ts';
import { nextSeal } from './audit-seal.ts';
import { sealEvents, sealWithin } from './audit-sealing.ts';
import { keepSeal, lastSeal, unsealed } from './audit-store.ts';
import { verifyAudit } from './audit-verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'homeward-audit-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function wholeAndSealed(database: Database, events: number): Promise<void> {
  const report = await verifyAudit(database, null);
  assert.deepEqual(report.findings, []);
  assert.equal(report.whole, true);
  assert.equal(report.waiting, 0);
  assert.equal(report.events, events);
}

onEachDatabase('sealing the record of events', (open) => {
  before(() => twoAuthorities(open()));

  test('every column of an event goes into its digest, exactly, and alike on both databases', async () => {
    const columns = await open().asSystem((tx) =>
      rows<{ name: string }>(
        tx,
        sql`select column_name as name from information_schema.columns where table_name = 'event' and table_schema = 'public'`,
      ),
    );
    // A column that is added to the table is added to the digest, as another format: docs/methods/audit.md.
    assert.deepEqual(
      columns.map((each) => each.name).sort(),
      ['about_organisation_id', 'actor', 'at', 'children', 'detail', 'fields', 'id', 'kind', 'organisation_id'].concat([
        'purpose',
        'request_id',
        'salt',
        'subject',
        'written_in',
      ]),
    );
    const awkward = ['a,b', 'NULL', '', '{x}', '"quoted"', 'back\\slash', 'é日本\n'];
    await open().asSystem(async (tx) => {
      await sql`set local time zone 'Asia/Tokyo'`.execute(tx);
      await sql`set local datestyle to 'German'`.execute(tx);
      await sql`set local extra_float_digits to 0`.execute(tx);
      await sql`insert into event values ('north', 'event_x', '2026-01-01 00:00:00.000001+00', 'w', 'k', 's',
        '{"b":1.50,"a":"é\\n","long":[1e3,null,true]}', 'south', ${awkward}::text[], '{}', 'p', 'r', '742',
        '00000000-0000-4000-8000-000000000000')`.execute(tx);
      const [event] = await unsealed(tx, '0', 1);
      assert.ok(event);
      const detail = '{"a": "é\\n", "b": 1.50, "long": [1000, null, true]}';
      const expected = {
        ...{
          organisationId: 'north',
          id: 'event_x',
          at: '1767225600000001',
          actor: 'w',
          kind: 'k',
          subject: 's',
          detail,
        },
        ...{ aboutOrganisationId: 'south', children: awkward, fields: [], purpose: 'p', requestId: 'r' },
        ...{ writtenIn: '742', salt: '00000000-0000-4000-8000-000000000000' },
      };
      assert.deepEqual({ ...event }, expected);
      assert.equal(eventDigest(event), eventDigest(expected));
      await sql`delete from event where id = 'event_x'`.execute(tx);
    });
  });

  test('events are sealed in batches, each continuing the chain, and then nothing waits', async () => {
    await append(open(), 5, 'north');
    await append(open(), 2, 'south');
    const { sealed, newest } = await sealEvents(open(), 3);
    assert.equal(sealed, 7);
    assert.equal(newest?.number, 3);
    assert.equal(newest?.events, 7);
    assert.deepEqual(await sealEvents(open()), { sealed: 0, newest });
    await wholeAndSealed(open(), 7);
  });

  test('fifty people append while two processes seal: each event is in one seal, and the chain is whole', async () => {
    const events = await countOf(open(), 'event');
    let appending = true;
    const sealing = [3, 7].map(async (atMost) => {
      while (appending) await sealEvents(open(), atMost);
    });
    const appended = Promise.all(
      Array.from({ length: 50 }, (_, i) => append(open(), 2, i % 2 ? 'north' : 'south')),
    ).finally(() => {
      appending = false;
    });
    await Promise.all([appended, ...sealing]);
    await sealEvents(open());
    assert.equal(await countOf(open(), 'event_digest'), events + 100);
    await wholeAndSealed(open(), events + 100);
  });

  test('sealing that stops half-way leaves no part of a seal, and the next one takes all', async () => {
    const events = await countOf(open(), 'event');
    await append(open(), 3);
    const before = [await countOf(open(), 'event_seal'), await countOf(open(), 'event_digest')];
    await assert.rejects(
      open().asSystem(async (tx) => {
        await sealWithin(tx);
        throw new Error('killed');
      }),
      /killed/,
    );
    assert.deepEqual([await countOf(open(), 'event_seal'), await countOf(open(), 'event_digest')], before);
    await sealEvents(open());
    await wholeAndSealed(open(), events + 3);
  });

  test('what an earlier transaction commits after a later one was sealed is not passed over', async (t) => {
    if (open().kind === 'embedded') return t.skip('the embedded database has one transaction at a time');
    const events = await countOf(open(), 'event');
    let commit = () => {};
    const may = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let written = () => {};
    const has = new Promise<void>((resolve) => {
      written = resolve;
    });
    const early = open().asActor('w_north', async (tx) => {
      await appendWithin(tx);
      written();
      await may;
    });
    await has;
    await append(open(), 2);
    assert.equal((await sealEvents(open())).sealed, 2);
    commit();
    await early;
    assert.equal((await sealEvents(open())).sealed, 1);
    await wholeAndSealed(open(), events + 3);
  });

  test('after a restore that numbers transactions anew, nothing is passed over', async () => {
    const events = await countOf(open(), 'event');
    // The chain as it comes from a server that had numbered its transactions far higher, with an event not sealed yet.
    await append(open(), 2);
    await asAttacker(open(), (tx) =>
      sql`update event e set written_in = '900000000000'
        where not exists (select from event_digest d where d.event_id = e.id)`.execute(tx),
    );
    const last = await open().asSystem(lastSeal);
    assert.ok(last);
    const moment = { sealedAt: last.sealedAt, through: '900000000000', throughAt: last.throughAt };
    await asAttacker(open(), async (tx) => {
      const insert = sql`insert into event (organisation_id, id, actor, kind, subject) values ('north', 'restored', '', '', '')`;
      await insert.execute(tx);
      const restored = (await unsealed(tx, '0', 100)).filter((event) => event.id === 'restored');
      const entries = restored.map((event) => ({ ...event, digest: eventDigest(event) }));
      await keepSeal(tx, nextSeal(last, moment, entries), entries);
    });
    await append(open(), 1);
    const early = await verifyAudit(open(), null);
    assert.deepEqual(early.findings, []);
    assert.equal(early.waiting, 3);
    assert.match(early.notices.join(' '), /anew/);

    assert.equal((await sealEvents(open())).sealed, 3);
    await append(open(), 1);
    assert.equal((await sealEvents(open())).sealed, 1);
    const report = await verifyAudit(open(), null);
    assert.deepEqual(report.findings, []);
    assert.equal(report.events, events + 5);
    assert.match(report.notices.join(' '), /anew.*restore/);
  });

  test('while pages are served it seals by itself, and at the end what is left, with a checkpoint each', async () => {
    const file = join(folder, `${open().kind}.jsonl`);
    const faults: Error[] = [];
    const keeper = keepSealing({
      database: open(),
      checkpoints: file,
      fault: (error) => faults.push(error),
      every: 5,
      checkpointEvery: 0,
    });
    await append(open(), 1);
    while (!existsSync(file)) await pause(5);
    await append(open(), 1);
    await keeper.end();
    assert.deepEqual(faults, []);
    const report = await verifyAudit(open(), file);
    assert.deepEqual([report.findings, report.waiting], [[], 0]);
    assert.doesNotMatch(readFileSync(file, 'utf8'), /canary|north|w_/);
  });

  test('a failure of sealing is told and does not end it', async () => {
    const faults: Error[] = [];
    const keeper = keepSealing({
      database: open(),
      checkpoints: join(folder, 'file', 'below', 'a', 'file\0'),
      fault: (error) => faults.push(error),
      every: 5,
    });
    while (faults.length < 2) await pause(5);
    await keeper.end();
    assert.equal(await countOf(open(), 'event'), await countOf(open(), 'event_digest'));
  });
});
