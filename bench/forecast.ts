import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromDayNumber, seededRandom } from '../src/kernel/index.ts';
import { type EpisodeRow, forecast, forecastBy, type HeaderRow, runShared } from '../src/sufficiency/index.ts';

const FIRST_YEAR = 2022;
const YEARS = 5;
const DAY_ZERO = Date.UTC(FIRST_YEAR - 1, 3, 1) / 86_400_000;
const LAST_DAY = DAY_ZERO + YEARS * 365;
const PLACES = ['U6', 'U4', 'U1', 'K2', 'H5', 'P1'];

interface Rows {
  readonly header: readonly HeaderRow[];
  /** Each with the year of its return. */
  readonly episodes: readonly EpisodeRow[];
}

/** Five yearly returns in which about so many children are in care on any day; each lives in homes of about a year. */
function madeUpReturns(children: number): Rows {
  const random = seededRandom(1);
  const [header, episodes]: [HeaderRow[], EpisodeRow[]] = [[], []];
  const stay = 900;
  const before = stay * 3;
  const all = Math.round((children * (LAST_DAY - DAY_ZERO + before)) / stay);
  for (let child = 0; child < all; child += 1) {
    const begins = DAY_ZERO - before + random.between(0, LAST_DAY - DAY_ZERO + before);
    const ends = Math.min(begins + Math.ceil(random.exponential(stay)), begins + 6_000);
    if (ends < DAY_ZERO || begins > LAST_DAY) continue;
    const CHILD = String(100_000 + child);
    header.push({ CHILD, DOB: fromDayNumber(begins - random.between(0, 5_500)) });
    for (let from = begins, first = true; from < ends && from <= LAST_DAY; first = false) {
      const to = Math.min(ends, from + Math.ceil(random.exponential(365)));
      addEpisode(episodes, { CHILD, from, to, PLACE: random.pick(PLACES), RNE: first ? 'S' : 'P' });
      from = to;
    }
  }
  return { header, episodes };
}

function addEpisode(
  episodes: EpisodeRow[],
  { CHILD, from, to, PLACE, RNE }: { CHILD: string; from: number; to: number; PLACE: string; RNE: string },
): void {
  for (let year = 0; year < YEARS; year += 1) {
    const [first, last] = [DAY_ZERO + year * 365, DAY_ZERO + (year + 1) * 365 - 1];
    if (from > last || to < first) continue;
    const DEC = to <= last ? fromDayNumber(to) : null;
    episodes.push({ CHILD, DECOM: fromDayNumber(from), DEC, PLACE, RNE, year: FIRST_YEAR + year });
  }
}

/**
 * Forecasts with their back-tests, against the limits that were set: an authority of 820 children (the whole process,
 * files included), a region of 6,000, a nation of 82,000; and how one thread grows with children, months and runs.
 */
export async function benchForecast() {
  return {
    'forecast: 820 children, 60 months, 500 runs, whole process': measured(wholeProcess(), 3),
    'forecast: 6,000 children, 120 months, 500 runs': measured(await timed(6_000, 120, 500), 20),
    'forecast: 82,000 children, 120 months, 100 runs': measured(await timed(82_000, 120, 100), 60),
    ...(await growth()),
  };
}

function measured(seconds: number, against: number) {
  return { seconds, against, ratio: seconds / against };
}

const AS_OF = `${FIRST_YEAR + YEARS - 1}-03-31`;

async function timed(children: number, months: number, runs: number): Promise<number> {
  const rows = madeUpReturns(children);
  const began = performance.now();
  await forecastBy({ ...rows, asOf: AS_OF, months, runs }, runShared);
  return (performance.now() - began) / 1000;
}

/** Of this thread’s processor, so that what else the machine does tells little. */
async function processorSeconds(children: number, months: number, runs: number): Promise<number> {
  const rows = madeUpReturns(children);
  const before = process.cpuUsage();
  forecast({ ...rows, asOf: AS_OF, months, runs });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Each of the three twice as large, in one thread, against twice the time of the smaller; up to 1 is linear. */
async function growth() {
  const [children, months, runs] = [2_000, 60, 400];
  await processorSeconds(children, months, runs);
  const seconds = await processorSeconds(children, months, runs);
  const larger = {
    children: await processorSeconds(children * 2, months, runs),
    months: await processorSeconds(children, months * 2, runs),
    runs: await processorSeconds(children, months, runs * 2),
  };
  return Object.fromEntries(
    Object.entries(larger).map(([what, twice]) => [`forecast: twice the ${what}`, measured(twice, seconds * 2)]),
  );
}

function wholeProcess(): number {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-forecast-'));
  try {
    writeReturns(madeUpReturns(820), folder);
    const began = performance.now();
    const args = ['forecast', folder, '--months', '60', '--runs', '500', '--json'];
    const { status, stderr } = spawnSync(process.execPath, [
      fileURLToPath(new URL('../bin/homeward.js', import.meta.url)),
      ...args,
    ]);
    if (status !== 0) throw new Error(`the forecast ended with ${status}: ${stderr}`);
    return (performance.now() - began) / 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeReturns({ header, episodes }: Rows, folder: string): void {
  for (const [year, rows] of Map.groupBy(episodes, (row) => row.year)) {
    const there = new Set(rows.map(({ CHILD }) => CHILD));
    mkdirSync(join(folder, String(year)));
    const born = header.filter(({ CHILD }) => there.has(CHILD)).map(({ CHILD, DOB }) => `${CHILD},1,${DOB},WBRI,,,`);
    const told = rows.map(
      ({ CHILD, DECOM, RNE, PLACE, DEC }) =>
        `${CHILD},${DECOM},${RNE},C2,N1,${PLACE},PR1,${DEC ?? ''},${DEC ? 'X1' : ''},,,,`,
    );
    writeFileSync(
      join(folder, String(year), 'header.csv'),
      ['CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB', ...born].join('\n'),
    );
    const columns = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
    writeFileSync(join(folder, String(year), 'episodes.csv'), [columns, ...told].join('\n'));
  }
}
