import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRegion } from '../seed/index.ts';
import { sessionCookieName, startSession } from '../src/accounts/index.ts';
import { openDatabase, rows, sql } from '../src/db/index.ts';
import { date, englandDate } from '../src/kernel/index.ts';
import { createApp } from '../src/web/index.ts';
import type { Measurements } from './bench.ts';

const TARGET_SECONDS = 0.15;
const PER_SECOND = 10;
const REQUESTS = 100;

/**
 * The results page of a region of 4,000 homes on the embedded database, asked for ten times a second as home finders
 * of all its authorities would, each time another search, so that few answers are still kept from the last time.
 */
export async function benchResultsPage(): Promise<Measurements> {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-bench-'));
  const database = await openDatabase({ kind: 'embedded', folder });
  const now = new Date();
  try {
    await loadRegion(database, { seed: '1', size: 'region', asOf: date(englandDate(now)) }, () => undefined);
    const app = await createApp({
      database,
      clock: () => now,
      today: () => englandDate(now),
      cookieKey: randomBytes(32).toString('hex'),
      log: () => undefined,
    });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const searches = await database.asSystem((tx) =>
      rows<{ id: string; worker: string }>(
        tx,
        sql`select s.id, (select w.actor_id from search_worker w where w.organisation_id = s.organisation_id and w.search_id = s.id order by 1 limit 1) as worker
          from search s where exists (select from search_worker w where w.organisation_id = s.organisation_id and w.search_id = s.id)
          order by s.id limit 60`,
      ),
    );
    const cookieOf = new Map<string, string>();
    for (const { worker } of searches) {
      if (cookieOf.has(worker)) continue;
      const { token } = await database.asSystem((tx) =>
        startSession(tx, { accountId: null, actorId: worker, method: 'test', now }),
      );
      cookieOf.set(worker, `${sessionCookieName(false)}=${token}`);
    }
    const ask = async (at: number): Promise<number> => {
      const { id, worker } = searches[at % searches.length] as (typeof searches)[number];
      const began = performance.now();
      const answer = await fetch(`${url}/searches/${id}`, { headers: { cookie: cookieOf.get(worker) ?? '' } });
      const html = await answer.text();
      if (answer.status !== 200 || !html.includes('ruled out'))
        throw new Error(`results page answered ${answer.status}`);
      return (performance.now() - began) / 1000;
    };
    await ask(0);
    const answers: Promise<number>[] = [];
    for (let i = 0; i < REQUESTS; i++) {
      answers.push(ask(i));
      await new Promise((resolve) => setTimeout(resolve, 1000 / PER_SECOND));
    }
    const times = (await Promise.all(answers)).sort((a, b) => a - b);
    await app.close();
    const share = (part: number) => times[Math.min(times.length - 1, Math.ceil(times.length * part) - 1)] as number;
    return {
      'results page, 4,000 homes, p95 at 10 a second': against(share(0.95)),
      'results page, 4,000 homes, median at 10 a second': against(share(0.5)),
    };
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function against(seconds: number): { seconds: number; against: number; ratio: number } {
  return { seconds, against: TARGET_SECONDS, ratio: seconds / TARGET_SECONDS };
}
