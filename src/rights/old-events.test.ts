import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { smallRegion } from '../../test/small-region.ts';
import { sealEvents, verifyAudit } from '../access/index.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';
import { removeOldEvents } from './old-events.ts';

onEachDatabase('events that were kept long enough', (open) => {
  test('go, but for those of a child whose record is held or asked for in full, until that ends', async () => {
    await smallRegion(open(), englandDate(new Date()));
    await open().asSystem(async (tx) => {
      for (const child of ['maya', 'leo', 'zed'])
        await sql`insert into event (organisation_id, id, at, actor, kind, subject, children)
          values ('north', ${`old-${child}`}, now() - interval '7 years', 'w_finder', 'child.viewed', ${child}, ${[child]}::text[])`.execute(
          tx,
        );
      await insertAll(tx, 'record_hold', [
        { organisation_id: 'north', id: 'hold', child_id: 'maya', by: 'w_finder', why: 'An inquiry' },
      ]);
      await insertAll(tx, 'subject_request', [
        { organisation_id: 'north', id: 'asked', child_id: 'leo', asked_on: '2026-11-01', by: 'w_finder' },
      ]);
    });
    await sealEvents(open());
    const left = async () =>
      (
        await open().asSystem((tx) => rows<{ id: string }>(tx, sql`select id from event where starts_with(id, 'old-')`))
      ).map((row) => row.id);
    assert.equal(await removeOldEvents(open(), new Date()), 1);
    assert.deepEqual((await left()).sort(), ['old-leo', 'old-maya']);
    await open().asSystem((tx) =>
      insertAll(tx, 'subject_request_closed', [
        { organisation_id: 'north', request_id: 'asked', by: 'w_finder', outcome: 'Handed over' },
      ]),
    );
    assert.equal(await removeOldEvents(open(), new Date()), 1);
    assert.deepEqual(await left(), ['old-maya']);
    await open().asSystem((tx) =>
      insertAll(tx, 'record_hold_ended', [{ organisation_id: 'north', hold_id: 'hold', by: 'w_finder' }]),
    );
    assert.equal(await removeOldEvents(open(), new Date()), 1);
    assert.deepEqual(await left(), []);
    assert.deepEqual((await verifyAudit(open(), null)).findings, []);
  });
});
