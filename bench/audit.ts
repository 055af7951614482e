import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepSealing, sealEvents, verifyAudit } from '../src/access/index.ts';
import { type Database, insertAll, openDatabase } from '../src/db/index.ts';
import { newId } from '../src/kernel/index.ts';
import { postgresForTest } from '../test/database.ts';
import type { Measurements } from './bench.ts';

const EVENTS = 100_000;
/** In one transaction; a page writes one or a few, but then the bench would measure transactions. */
const TOGETHER = 100;
const AT_ONCE = 8;

/**
 * The record of events: appending alone, appending while it is sealed, verifying the whole of it, and a sealing that
 * finds nothing to do. On the embedded database, and on PostgreSQL where TEST_DATABASE_URL is set.
 */
export async function benchAudit(): Promise<Measurements> {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-bench-'));
  try {
    const embedded = await openDatabase({ kind: 'embedded', folder: join(folder, 'data') });
    const found = await measure(embedded, 'embedded', folder).finally(() => embedded.close());
    const server = await postgresForTest();
    if (!server) return found;
    return { ...found, ...(await measure(server.database, 'PostgreSQL', folder).finally(() => server.drop())) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(database: Database, name: string, folder: string): Promise<Measurements> {
  const checkpoints = join(folder, `${name}.jsonl`);
  await database.asSystem(async (tx) => {
    await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
    await insertAll(tx, 'actor', [{ organisation_id: 'north', id: 'w_north', name: 'Nia', role: 'home-finder' }]);
  });
  const alone = await seconds(() => append(database, EVENTS / 2));
  await sealEvents(database);
  const keeper = keepSealing({ database, checkpoints, every: 100, fault: (error) => console.error(error.name) });
  const sealed = await seconds(async () => {
    await append(database, EVENTS / 2);
    await keeper.end();
  });
  const idle = await seconds(() => sealEvents(database));
  const verify = await seconds(async () => {
    const report = await verifyAudit(database, checkpoints);
    if (!report.whole || report.events !== EVENTS)
      throw new Error(`the record is not whole: ${JSON.stringify(report)}`);
  });
  return {
    [`${name}: append ${EVENTS / 2} events`]: { seconds: alone, against: 'itself', ratio: 1 },
    [`${name}: the same while they are sealed, to the last`]: {
      seconds: sealed,
      against: alone,
      ratio: sealed / alone,
    },
    [`${name}: verify ${EVENTS} events`]: {
      seconds: verify,
      against: alone + sealed,
      ratio: verify / (alone + sealed),
    },
    [`${name}: seal, with nothing to seal`]: { seconds: idle, against: 0.05, ratio: idle / 0.05 },
  };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function append(database: Database, events: number): Promise<void> {
  let left = events / TOGETHER;
  const one = async () => {
    while (left-- > 0) await database.asActor('w_north', (tx) => insertAll(tx, 'event', looks()));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

function looks() {
  return Array.from({ length: TOGETHER }, () => ({
    organisation_id: 'north',
    id: newId('event'),
    actor: 'w_north',
    kind: 'child.viewed',
    subject: newId('child'),
    detail: {},
    children: [newId('child'), newId('child')],
    fields: ['basics', 'identity'],
    purpose: 'search',
    request_id: '0123456789abcdef',
  }));
}
