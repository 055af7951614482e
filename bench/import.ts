import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../src/db/index.ts';
import { addDays, date } from '../src/kernel/index.ts';
import { type RowOf, writeReturn } from '../src/ssda903/index.ts';
import type { Measurements } from './bench.ts';

const CHILDREN = 40_000;
const EPISODES = 100_000;
const MOST_SECONDS = 20;
const MOST_MEGABYTES = 500;

/**
 * Imports a made-up return of 100,000 episodes and 40,000 children into an empty embedded database, by the command
 * itself in a process of its own: its seconds from start to end against 20, and (on Linux) its peak memory against 500 MB.
 */
export async function benchImport(): Promise<Measurements> {
  const place = mkdtempSync(join(tmpdir(), 'homeward-bench-import-'));
  try {
    const folder = join(place, 'return');
    mkdirSync(folder);
    for (const file of writeReturn({ Header: children(), Episodes: episodes() }, 2026)) {
      writeFileSync(join(folder, file.name), [...file.text].join(''));
    }
    const data = join(place, 'data');
    await (await openDatabase({ kind: 'embedded', folder: data })).close();
    const { seconds, megabytes } = await runImport(folder, data);
    return {
      'import: 100,000 episodes, embedded': { seconds, against: MOST_SECONDS, ratio: seconds / MOST_SECONDS },
      ...(megabytes === null
        ? {}
        : {
            [`import: peak memory ${Math.round(megabytes)} MB`]: {
              seconds,
              against: `${MOST_MEGABYTES} MB`,
              ratio: megabytes / MOST_MEGABYTES,
            },
          }),
    };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function runImport(folder: string, data: string): Promise<{ seconds: number; megabytes: number | null }> {
  const command = fileURLToPath(new URL('../bin/homeward.js', import.meta.url));
  const args = ['import', 'return', folder, '--authority', 'E99999999'];
  const began = performance.now();
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, HOMEWARD_DATA: data, DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let megabytes: number | null = null;
  const watch = setInterval(() => {
    megabytes = peakMegabytes(child.pid) ?? megabytes;
  }, 20);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(watch);
      const seconds = (performance.now() - began) / 1000;
      if (code === 0) resolve({ seconds, megabytes });
      else reject(new Error(`the import ended with ${code}`));
    });
  });
}

/** The most memory a process has held so far, as Linux counts it. */
function peakMegabytes(pid: number | undefined): number | null {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

const FIRST_DAY = date('2023-04-01');

function* children(): Generator<RowOf<'Header'>> {
  for (let n = 0; n < CHILDREN; n += 1) {
    yield {
      CHILD: String(100_000 + n),
      SEX: n % 2 === 0 ? 'female' : 'male',
      DOB: addDays(FIRST_DAY, -1_000 - (n % 4_000)),
      ETHNIC: 'WBRI',
      UPN: `A${String(100_000_000_000 + n)}`,
      MOTHER: null,
      MC_DOB: null,
    };
  }
}

const PLACES = ['U6', 'K2', 'U4', 'H5', 'U1', 'U6', 'P1', 'U4'];
const PROVIDERS = ['PR1', 'PR4', 'PR5', 'PR2'];

/** Chains without gaps: each child has two or three homes one after the other, the last of them open for most. */
function* episodes(): Generator<RowOf<'Episodes'>> {
  for (let n = 0; n < EPISODES; n += 1) {
    const child = n % CHILDREN;
    const nth = Math.floor(n / CHILDREN);
    const last = n + CHILDREN >= EPISODES;
    const start = addDays(FIRST_DAY, (child % 300) + nth * 250);
    const ended = !last || child % 5 === 0;
    yield {
      CHILD: String(100_000 + child),
      DECOM: start,
      RNE: nth === 0 ? 'S' : 'P',
      LS: 'C2',
      CIN: 'N1',
      PLACE: PLACES[(child + nth) % PLACES.length] ?? 'U6',
      PLACE_PROVIDER: PROVIDERS[child % PROVIDERS.length] ?? 'PR1',
      DEC: ended ? addDays(start, 250) : null,
      REC: ended ? (last ? 'E4A' : 'X1') : null,
      REASON_PLACE_CHANGE: ended && !last ? 'CARPL' : null,
      HOME_POST: `M${1 + (child % 20)} ${child % 10}AB`,
      PL_POST: `OL${1 + (n % 16)} ${n % 10}CD`,
      URN: String(1_000_000 + (n % 4_000)),
    };
  }
}
