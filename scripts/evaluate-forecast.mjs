// How well the forecast's back-test does on made-up returns, where what came is known: the share of what came that
// lay within the 50% and the 95% interval, and the error beside "as that day" and the simple stock-flow method.
// Prints the tables of docs/methods/sufficiency.md.
//
//   node scripts/evaluate-forecast.mjs [--seeds 40] [--from 101] [--size default] [--runs 400]
//
// Seeds below 100 are for setting the doubt of the rates; seeds from 101 on are for judging it.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { makeRegion, writeReturns } from '../seed/index.ts';
import { readYearlyReturns } from '../src/cli/yearly-returns.ts';
import { forecast, KINDS } from '../src/sufficiency/index.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '40' },
    from: { type: 'string', default: '101' },
    size: { type: 'string', default: 'default' },
    runs: { type: 'string', default: '400' },
  },
});
const [seeds, first, runs] = [Number(values.seeds), Number(values.from), Number(values.runs)];
const done = [];
for (let seed = first; seed < first + seeds; seed += 1) {
  done.push(...(await backtestsOf(String(seed))));
  process.stderr.write(`seed ${seed}\n`);
}
process.stdout.write(`${seeds} made-up regions (size ${values.size}, seeds ${first} to ${first + seeds - 1}).\n`);
for (const of of ['an authority', 'the whole region']) print(of);

/** Back-tests of each authority of a region, and of all its children together. */
async function backtestsOf(seed) {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-evaluate-'));
  try {
    await writeReturns(makeRegion({ seed, size: values.size, asOf: '2026-11-21' }), folder);
    const result = [];
    const together = { header: [], episodes: [] };
    for (const authority of readdirSync(folder)) {
      const { header, episodes } = await readYearlyReturns(join(folder, authority));
      const { backtest } = await forecast({ header, episodes, months: 1, runs });
      result.push(...backtest.map((one) => ({ ...one, of: 'an authority' })));
      // Identifiers are an authority's own.
      for (const row of header) together.header.push({ ...row, CHILD: `${authority} ${row.CHILD}` });
      for (const row of episodes) together.episodes.push({ ...row, CHILD: `${authority} ${row.CHILD}` });
    }
    const { backtest } = await forecast({ ...together, months: 1, runs });
    result.push(...backtest.map((one) => ({ ...one, of: 'the whole region' })));
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(of) {
  const out = (text) => process.stdout.write(`${text}\n`);
  out(`\n| ${of} | children | back-tests | in 50% | in 95% | too high by | error | as that day | stock-flow |`);
  out('|---|---|---|---|---|---|---|---|---|');
  for (const kind of [...KINDS, 'all']) {
    const rows = done.filter((one) => one.kind === kind && one.of === of);
    const mean = (value) => rows.reduce((sum, one) => sum + value(one), 0) / rows.length;
    const came = mean(({ actual }) => actual);
    const share = (value) => percent(mean(value));
    // Errors as a share of all children of that kind, so that a kind with three children does not decide.
    const error = (which) => percent(mean((one) => one[which] * Math.max(1, one.actual)) / came);
    out(
      `| ${kind} | ${came.toFixed(0)} | ${rows.length} | ${share(({ within50 }) => within50)} | ${share(({ within95 }) => within95)} | ${percent(mean((one) => one.predicted - one.actual) / came)} | ${error('error')} | ${error('persistenceError')} | ${error('stockFlowError')} |`,
    );
  }
}

function percent(share) {
  return `${(share * 100).toFixed(1)}%`;
}
