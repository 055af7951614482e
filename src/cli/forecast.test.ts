import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeRegion, writeReturns } from '../../seed/index.ts';
import { type Backtest, type Forecast, forecast } from '../sufficiency/index.ts';
import { run } from './main.ts';
import { readYearlyReturns } from './yearly-returns.ts';

const work = mkdtempSync(join(tmpdir(), 'homeward-forecast-'));
const SEEDS = ['201', '202'];
let authority = '';

before(async () => {
  for (const seed of SEEDS) {
    await writeReturns(makeRegion({ seed, size: 'default', asOf: '2026-11-21' as never }), join(work, seed));
  }
  authority = join(work, SEEDS[0]!, readdirSync(join(work, SEEDS[0]!))[0]!);
});
after(() => rmSync(work, { recursive: true, force: true }));

async function homeward(...args: string[]) {
  let [out, err] = ['', ''];
  const output = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  const code = await run(['forecast', ...args], output);
  return { code, out, err };
}

const json = async (...args: string[]) => JSON.parse((await homeward(...args, '--json')).out) as Forecast;

test('five yearly returns give a forecast in words and as data, with the back-test beside it', async () => {
  const { code, out } = await homeward(authority, '--months', '12', '--runs', '50');
  assert.equal(code, 0);
  assert.match(out, /^Children in care on 2026-03-31: \d+ \(fostering \d+/);
  assert.match(out, /2027-03 {2}all/);
  assert.match(out, /2025-03-31 {2}all +predicted [\d.]+, came \d+.*“as that day”.*stock-flow/);
  const told = await json(authority, '--months', '2', '--runs', '50', '--seed', '4');
  assert.deepEqual([told.asOf, told.runs, told.months.length], ['2026-03-31', 50, 10]);
  assert.deepEqual(Object.keys(told.months[0]!), ['month', 'kind', 'mean', 'p2_5', 'p25', 'p50', 'p75', 'p97_5']);
  assert.deepEqual(
    [...new Set(told.backtest.map(({ from, months }) => `${from} ${months}`))],
    ['2022-03-31 12', '2023-03-31 12', '2024-03-31 12', '2025-03-31 12'],
  );
});

test('a scenario file changes the forecast; one of no change does not', async () => {
  const file = (changes: unknown[]) => {
    const path = join(work, `scenario-${changes.length}.json`);
    writeFileSync(path, JSON.stringify({ name: 'early help', changes }));
    return path;
  };
  const asked = [authority, '--months', '24', '--runs', '60'];
  const plain = await json(...asked);
  const none = await json(...asked, '--scenario', file([]));
  const fewer = await json(...asked, '--scenario', file([{ what: 'entries', from: '2026-04', multiply: 0.5 }]));
  assert.deepEqual(none.months, plain.months);
  assert.ok(fewer.months.at(-1)!.mean < plain.months.at(-1)!.mean);
  assert.equal(fewer.method.scenario, 'early help');
});

test('with prices it says what homes cost, and nothing else changes', async () => {
  const price = (value: number) => ({ value, low: value, high: value });
  const path = join(work, 'prices.json');
  const weekly = { fostering: price(100_000), residential: price(0), supported: price(0), other: price(0) };
  writeFileSync(path, JSON.stringify({ weekly, inflation: price(0) }));
  const asked = [authority, '--months', '12', '--runs', '40'];
  const plain = await json(...asked);
  const priced = (await json(...asked, '--prices', path)) as Forecast & { cost: { total: { mean: number } } };
  assert.deepEqual(priced.months, plain.months);
  // £1,000 a week for each child fostered: about 52 weeks of the mean number between the beginning and the ends of months.
  const fostered = plain.months.filter(({ kind }) => kind === 'fostering').map(({ mean }) => mean);
  const about = ([plain.today.fostering, ...fostered].reduce((sum, one) => sum + one, 0) / 13) * 52.14 * 100_000;
  assert.ok(Math.abs(priced.cost.total.mean / about - 1) < 0.01, `${priced.cost.total.mean} and ${about}`);
  assert.match((await homeward(...asked, '--prices', path)).out, /What homes cost.*\n {2}to 2027-03 {2}£/);
});

test('several years in one folder are told apart by their days', async () => {
  const { header, episodes } = await readYearlyReturns(authority);
  const folder = join(work, 'together');
  mkdirSync(folder);
  const lines = (columns: readonly string[], rows: readonly object[]) =>
    [
      columns.join(),
      ...rows.map((row) => columns.map((name) => (row as Record<string, string | null>)[name] ?? '').join()),
    ].join('\n');
  writeFileSync(
    join(folder, 'header.csv'),
    lines(['CHILD', 'SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB'], header),
  );
  const columns = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
  writeFileSync(join(folder, 'episodes.csv'), lines(columns.split(','), episodes));
  const asked = ['--months', '3', '--runs', '40'];
  const [apart, together] = [await json(authority, ...asked), await json(folder, ...asked)];
  assert.equal(together.asOf, apart.asOf);
  assert.deepEqual(together.today, apart.today);
});

test('what cannot be done is refused in words, and wrong usage said', async () => {
  const refused = async (words: RegExp, ...args: string[]) => {
    const { code, err } = await homeward(...args);
    assert.equal(code, 1, err);
    assert.match(err, words);
  };
  await refused(/There is no folder/, join(work, 'nowhere'));
  await refused(/months: expected a whole number/, authority, '--months', '0');
  await refused(/runs: expected a whole number/, authority, '--runs', '1e9');
  await refused(/--months must be a number, not many/, authority, '--months', 'many');
  await refused(/The returns end on 2026-03-31/, authority, '--as-of', '2030-03-31');
  await refused(/cannot be read/, authority, '--scenario', join(work, 'none.json'));
  const nonsense = join(work, 'nonsense.json');
  writeFileSync(nonsense, '{ "name": "x", "changes": [{ "what": "wishes" }] }');
  await refused(/The scenario cannot be used/, authority, '--scenario', nonsense);
  const empty = join(work, 'empty');
  mkdirSync(empty);
  await refused(/There are no files/, empty);
  writeFileSync(join(empty, 'header.csv'), 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/01/2015,WBRI,,,\n');
  await refused(/a return has a file of Header and one of Episodes/, empty);
  assert.equal((await homeward()).code, 2);
  assert.equal((await homeward(authority, authority)).code, 2);
});

test('over made-up authorities, intervals hold about as often as they say', async () => {
  const done: Backtest[] = [];
  for (const seed of SEEDS) {
    for (const name of readdirSync(join(work, seed))) {
      const rows = await readYearlyReturns(join(work, seed, name));
      done.push(...(await forecast({ ...rows, months: 1, runs: 150 })).backtest);
    }
  }
  // Two regions of eight authorities, four days to forecast from, four kinds and all.
  assert.equal(done.length, 2 * 8 * 4 * 5);
  const share = (holds: (one: Backtest) => boolean, of = done) => of.filter(holds).length / of.length;
  const all = done.filter(({ kind }) => kind === 'all');
  for (const some of [done, all]) {
    const [half, most] = [share(({ within50 }) => within50, some), share(({ within95 }) => within95, some)];
    assert.ok(most >= 0.9 && most <= 0.99, `${most} within 95%`);
    assert.ok(half >= 0.4 && half <= 0.65, `${half} within 50%`);
  }
  const bias = done.reduce((sum, { predicted, actual }) => sum + predicted - actual, 0);
  const came = done.reduce((sum, { actual }) => sum + actual, 0);
  assert.ok(Math.abs(bias / came) < 0.03, `off by ${bias} of ${came} in all`);
});
