import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { append, asAttacker, keepRecord, putBackRecord, twoAuthorities } from '../../test/audit.ts';
import { onEachDatabase } from '../../test/database.ts';
import { type Sql, sql } from '../db/index.ts';
import { addCheckpoint, checkpointOf } from './audit-checkpoints.ts';
import { sealNow } from './audit-keeper.ts';
import { nextSeal } from './audit-seal.ts';
import { sealEvents } from './audit-sealing.ts';
import { lastSeal } from './audit-store.ts';
import { verifyAudit } from './audit-verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'homeward-audit-'));
after(() => rmSync(folder, { recursive: true, force: true }));

onEachDatabase('tampering with the record of events is found', (open) => {
  const kept = () => join(folder, `${open().kind}-kept.jsonl`);
  const file = () => join(folder, `${open().kind}.jsonl`);

  before(async () => {
    await twoAuthorities(open());
    for (let seal = 1; seal <= 4; seal++) {
      await append(open(), 2, 'north');
      await append(open(), 1, 'south');
      await sealNow(open(), kept());
    }
    await keepRecord(open());
    copyFileSync(kept(), file());
  });
  afterEach(async () => {
    await putBackRecord(open());
    rmSync(file(), { recursive: true, force: true });
    copyFileSync(kept(), file());
  });

  const tamper = (...statements: Sql<unknown>[]) =>
    asAttacker(open(), async (tx) => {
      for (const statement of statements) await statement.execute(tx);
    });

  /** The kinds of what is found, each once. Nothing that is said may hold what an event holds. */
  const kinds = async (checkpoints: string | null = file()): Promise<string[]> => {
    const report = await verifyAudit(open(), checkpoints);
    assert.doesNotMatch(JSON.stringify(report), /canary|w_north|child/);
    assert.equal(report.whole, report.count === 0);
    return [...new Set(report.findings.map((finding) => finding.kind))].sort();
  };

  test('an untouched record is whole, with what waits and without', async () => {
    const report = await verifyAudit(open(), file());
    assert.deepEqual(report, {
      ...{ whole: true, seals: 4, events: 12, removed: 0, waiting: 0, findings: [], count: 0, notices: [] },
    });
    await append(open(), 2);
    const waiting = await verifyAudit(open(), file());
    assert.deepEqual([waiting.whole, waiting.waiting], [true, 2]);
  });

  const SECOND = sql`(select event_id from event_digest where seal_number = 2 and position = 1)`;

  test('an event that was edited, in any of its columns', async () => {
    for (const change of [
      sql`actor = 'somebody else'`,
      sql`detail = '{"note": "nothing"}'`,
      sql`at = at + interval '1 microsecond'`,
      sql`children = '{child_2}'`,
      sql`request_id = 'another'`,
      sql`written_in = '900000000000'`,
      sql`salt = gen_random_uuid()`,
    ]) {
      await tamper(sql`update event set ${change} where id = ${SECOND}`);
      const report = await verifyAudit(open(), file());
      assert.deepEqual(
        report.findings.map(({ kind, seal, position }) => ({ kind, seal, position })),
        [{ kind: 'edited', seal: 2, position: 1 }],
      );
      await putBackRecord(open());
    }
  });

  test('an event that was edited together with its digest, and with its seal', async () => {
    const edit = sql`update event_digest set digest = sha256('other') where event_id = ${SECOND}`;
    await tamper(edit, sql`update event set actor = 'x' where id = ${SECOND}`);
    assert.deepEqual(await kinds(), ['edited', 'list changed']);
    await tamper(sql`update event_seal set hash = sha256('other') where number = 2`);
    assert.deepEqual(await kinds(), ['chain broken', 'edited', 'list changed', 'rebuilt']);
  });

  test('an event that was deleted, and one deleted with its digest', async () => {
    await tamper(sql`delete from event where id = ${SECOND}`);
    assert.deepEqual(await kinds(), ['deleted']);
    await tamper(sql`delete from event_digest where seal_number = 2 and position = 1`);
    assert.deepEqual(await kinds(), ['list changed']);
  });

  const INSERT = sql`insert into event (organisation_id, id, actor, kind, subject, at, written_in)`;

  test('an event that was put into the sealed past, before and after the next sealing', async () => {
    await tamper(
      sql`${INSERT} select organisation_id, 'put_in', actor, kind, subject, at, '3' from event where id = ${SECOND}`,
    );
    assert.deepEqual(await kinds(), ['inserted']);
    // The seal of a restored database looks through everything; so does this one, and it takes the event with it.
    await tamper(sql`update event_seal set through = '3' where number = 4`);
    await append(open(), 1);
    await sealEvents(open());
    await tamper(
      sql`update event_seal s set through = k.through from kept.event_seal k where k.number = s.number and s.number = 4`,
    );
    assert.deepEqual(await kinds(), ['inserted']);
  });

  test('an event that says it was written long before it was, before and after it is sealed', async () => {
    const backdated = sql`select organisation_id, 'backdated', actor, kind, subject, at - interval '1 day'`;
    await tamper(sql`${INSERT} ${backdated}, pg_current_xact_id() from event where id = ${SECOND}`);
    assert.deepEqual(await kinds(), ['time']);
    await sealEvents(open());
    assert.deepEqual(await kinds(), ['time']);
  });

  test('events in another order, and a digest that was put in', async () => {
    const swap = (from: number, to: number) =>
      sql`update event_digest set position = ${to} where seal_number = 2 and position = ${from}`;
    await tamper(swap(1, 9), swap(2, 1), swap(9, 2));
    assert.deepEqual(await kinds(), ['reordered']);
    await putBackRecord(open());
    await tamper(swap(3, 4));
    assert.deepEqual(await kinds(), ['list changed']);
    await putBackRecord(open());
    await tamper(
      sql`insert into event_digest select 2, 4, 'north', 'put_in', at, digest from event_digest where event_id = ${SECOND}`,
    );
    assert.deepEqual(await kinds(), ['deleted', 'list changed']);
  });

  const cut = (from: number, to: number) =>
    tamper(
      sql`delete from event where id in (select event_id from event_digest where seal_number between ${from} and ${to})`,
      sql`delete from event_digest where seal_number between ${from} and ${to}`,
      sql`delete from event_seal where number between ${from} and ${to}`,
    );

  test('seals cut from the middle and from the start, with their events or without', async () => {
    await cut(2, 3);
    assert.deepEqual(await kinds(), ['seal missing']);
    await putBackRecord(open());
    await cut(1, 1);
    assert.deepEqual(await kinds(), ['seal missing']);
    await putBackRecord(open());
    await tamper(sql`delete from event_seal where number = 2`);
    assert.deepEqual(await kinds(), ['seal missing']);
    await putBackRecord(open());
    await tamper(sql`delete from event_digest where seal_number = 2`, sql`delete from event_seal where number = 2`);
    // Their events are in no seal any more; on a server where older transactions still ran they count as waiting.
    assert.deepEqual(
      (await kinds()).filter((kind) => kind !== 'inserted'),
      ['seal missing'],
    );
    await putBackRecord(open());
    await tamper(sql`delete from event_seal where number = 4`);
    assert.deepEqual(await kinds(), ['seal missing', 'tail cut']);
  });

  test('seals moved up to hide that one was cut out', async () => {
    await cut(2, 2);
    await tamper(
      sql`update event_digest set seal_number = seal_number - 1 where seal_number > 2`,
      sql`update event_seal set number = number - 1 where number > 2`,
    );
    assert.deepEqual(await kinds(), ['chain broken', 'list changed', 'rebuilt', 'tail cut']);
  });

  test('the end cut off, all of it removed, and the end cut and grown again', async () => {
    await cut(3, 4);
    assert.deepEqual(await kinds(), ['tail cut']);
    assert.deepEqual(await kinds(null), [], 'the chain alone cannot know; the notice says so');
    assert.match((await verifyAudit(open(), null)).notices.join(), /No checkpoints are kept/);
    await cut(1, 2);
    assert.deepEqual(await kinds(), ['tail cut']);
    await putBackRecord(open());
    await cut(4, 4);
    await append(open(), 3);
    await sealEvents(open());
    assert.deepEqual(await kinds(), ['rebuilt']);
  });

  test('a chain made anew over an edited record', async () => {
    await tamper(
      sql`update event set actor = 'somebody else' where id = ${SECOND}`,
      sql`delete from event_digest`,
      sql`delete from event_seal`,
    );
    await sealEvents(open(), 3);
    assert.deepEqual(await kinds(null), []);
    const report = await verifyAudit(open(), file());
    assert.deepEqual(
      report.findings.map((finding) => finding.kind),
      ['rebuilt'],
    );
    assert.match(report.findings[0]?.words ?? '', /^Seal 1 .*4 checkpoints differ/);
  });

  test('checkpoints that are missing, damaged, emptied, or end too soon', async () => {
    rmSync(file());
    assert.deepEqual(await kinds(), ['checkpoints missing']);
    mkdirSync(file());
    assert.deepEqual(await kinds(), ['checkpoints missing']);
    rmSync(file(), { recursive: true });
    writeFileSync(file(), '');
    assert.deepEqual(await kinds(), ['checkpoints damaged']);
    for (const line of ['not JSON', '{}', '{"number":1,"hash":"00","events":3,"at":"2026-01-01"}', 'null', '[1]']) {
      copyFileSync(kept(), file());
      appendFileSync(file(), `${line}\n`);
      assert.deepEqual(await kinds(), ['checkpoints damaged'], line);
    }
    // Sealing went on for two hours after the last line that is left.
    const [first = ''] = readFileSync(kept(), 'utf8').split('\n');
    writeFileSync(file(), `${first}\n`);
    assert.deepEqual(await kinds(), []);
    const last = await open().asSystem(lastSeal);
    assert.ok(last);
    const later = String(Number(last.sealedAt) + 7_200_000_000);
    const entry = { organisationId: 'north', id: 'later', at: later, digest: 'ab'.repeat(32) };
    const seal = nextSeal(last, { sealedAt: later, through: last.through, throughAt: later }, [entry]);
    await tamper(sql`insert into event_seal (number, previous, hash, sealed_at, through, through_at, count, events)
      select 5, hash, decode(${seal.hash}, 'hex'), sealed_at + interval '2 hours', through, sealed_at + interval '2 hours', 1, 13
      from event_seal where number = 4`);
    assert.ok((await kinds()).includes('checkpoints damaged'));
  });

  test('a line that a power cut left half-written spoils no other', async () => {
    appendFileSync(file(), '{"number":4,"ha');
    const last = await open().asSystem(lastSeal);
    assert.ok(last);
    addCheckpoint(file(), checkpointOf(last));
    const report = await verifyAudit(open(), file());
    assert.deepEqual(
      report.findings.map((finding) => finding.words),
      ['Line 5 of the checkpoints cannot be read.'],
    );
  });
});
