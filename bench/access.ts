import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import pg from 'pg';
import { loadRegion } from '../seed/index.ts';
import { policy, recordedWork } from '../src/access/index.ts';
import { openSession, startSession } from '../src/accounts/index.ts';
import { type Database, openDatabase, openEmbedded, rows, sql, type Tx } from '../src/db/index.ts';
import { date, englandDate } from '../src/kernel/index.ts';
import { profileForSearch } from '../src/needs/index.ts';
import { brothersAndSisters, oneChild } from '../src/people/index.ts';
import type { Measurements } from './bench.ts';

const LIMIT = { embedded: 0.006, postgres: 0.002 } as const;
const ROUNDS = 150;
const NOW = new Date();
const TODAY = englandDate(NOW);

/**
 * Without policies nothing names the authority in these queries, so the bare readings get indexes by child alone: else
 * they would be slower than the guarded ones, and the comparison would flatter us.
 */
const INDEXES = `
  create index on child (id); create index on child_identity (child_id); create index on child_address (child_id);
  create index on brother_or_sister (child_id); create index on placement (child_id); create index on placement_ended (placement_id);
  create index on episode (child_id); create index on profile (child_id); create index on profile_finished (profile_id);
  create index on profile_domain (profile_id); create index on profile_place (profile_id); create index on home (id);
  create index on actor (id);
  analyze;`;

/**
 * What access adds to a page: the same readings of one child done bare (as the system: no session, no policies of a
 * person, nothing on record), and as a page does them (session looked up, relationship checked, row-level policies,
 * look written). One after the other in turn, so that both meet the same noise; medians.
 */
export async function benchAccess(): Promise<Measurements> {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-bench-'));
  try {
    const made = await openDatabase({ kind: 'embedded', folder });
    await loadRegion(made, { seed: '1', size: 'default', asOf: date(TODAY) }, () => undefined);
    await made.close();
    const owner = await openEmbedded(folder);
    await owner.exec(INDEXES);
    await owner.close();
    const embedded = await openDatabase({ kind: 'embedded', folder });
    const found: Record<string, Measurements[string]> = { ...(await measure(embedded, 'embedded')) };
    await embedded.close();
    const server = process.env.TEST_DATABASE_URL;
    if (server) Object.assign(found, await onServer(server));
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onServer(server: string): Promise<Measurements> {
  const name = `homeward_bench_${randomBytes(6).toString('hex')}`;
  const statement = async (text: string, where = server) => {
    const client = new pg.Client({ connectionString: where });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  await statement(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openDatabase({ kind: 'postgres', url: url.href });
  try {
    await loadRegion(database, { seed: '1', size: 'default', asOf: date(TODAY) }, () => undefined);
    await statement(INDEXES, url.href);
    return await measure(database, 'postgres');
  } finally {
    await database.close();
    await statement(`drop database ${name} with (force)`);
  }
}

async function measure(database: Database, kind: 'embedded' | 'postgres'): Promise<Measurements> {
  const work = recordedWork(database);
  const found: Record<string, Measurements[string]> = {};
  for (const role of ['social-worker', 'manager', 'out-of-hours-worker'] as const) {
    const { actor, children } = await somebody(database, role);
    const { token } = await database.asSystem((tx) =>
      startSession(tx, { accountId: null, actorId: actor, method: 'test', now: NOW }),
    );
    const bare: number[] = [];
    const whole: number[] = [];
    for (let round = -20; round < ROUNDS; round++) {
      const child = children[Math.abs(round) % children.length] as string;
      const one = await timedBare(database, child);
      const other = await timed(async () => {
        const session = await openSession(database, token, NOW);
        const request = {
          id: randomBytes(8).toString('hex'),
          method: 'GET',
          params: { childId: child },
          routeOptions: policy('child.read', 'child.viewed'),
          actor: session?.actor,
        } as unknown as FastifyRequest;
        return work(request, (tx) => readings(tx, child));
      });
      if (round < 0) continue;
      bare.push(one);
      whole.push(other);
    }
    const added = median(whole) - median(bare);
    found[`access adds to a page, ${role}, ${kind}`] = {
      seconds: added,
      against: LIMIT[kind],
      ratio: added / LIMIT[kind],
    };
  }
  return found;
}

/** Somebody of a role who has children to look at. */
async function somebody(database: Database, role: string): Promise<{ actor: string; children: string[] }> {
  const people = await database.asSystem((tx) =>
    rows<{ id: string }>(tx, sql`select id from actor where role = ${role} order by id limit 20`),
  );
  for (const { id } of people) {
    const children = await database.asActor(id, (tx) =>
      rows<{ child_id: string }>(tx, sql`select child_id from child_identity order by child_id limit 20`),
    );
    if (children.length > 5) return { actor: id, children: children.map((row) => row.child_id) };
  }
  throw new Error(`nobody of the role ${role} has children to look at`);
}

/** What the page of one child reads, and the profile with it. */
async function readings(tx: Tx, childId: string): Promise<void> {
  await oneChild(tx, childId, TODAY);
  await brothersAndSisters(tx, childId, TODAY);
  await profileForSearch(tx, [childId], { draftsToo: true });
}

/**
 * The readings bare, as fast as they go: their plans are kept, as those of a page are (src/db/database.ts), and go by
 * indexes, as those of a page do. Left to itself the planner, to whom a child may be any number of children, reads every
 * home and every worker to find a few, which took the bare readings as long as access takes. Asking for it is not counted.
 */
async function timedBare(database: Database, childId: string): Promise<number> {
  let aside = 0;
  const all = await timed(() =>
    database.asSystem(async (tx) => {
      aside = await timed(() => AS_FAST_AS_THEY_GO.execute(tx));
      await readings(tx, childId);
    }),
  );
  return all - aside;
}

const AS_FAST_AS_THEY_GO = sql`select set_config('plan_cache_mode', 'force_generic_plan', true),
  set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('enable_seqscan', 'off', true)`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
