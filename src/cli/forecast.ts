import { parseArgs } from 'node:util';
import { Refusal } from '../kernel/index.ts';
import {
  type CostMonth,
  type Forecast,
  forecastBy,
  readPrices,
  readScenario,
  runShared,
  studyBy,
} from '../sufficiency/index.ts';
import { readJsonFile } from './json-file.ts';
import type { Output } from './output.ts';
import { readYearlyReturns } from './yearly-returns.ts';

const USAGE =
  'Usage: homeward forecast FOLDER [--as-of 2021-03-31] [--months 60] [--runs 500] [--seed 1] [--scenario FILE] [--prices FILE] [--json]\n';

/** `homeward forecast FOLDER`. 0 done, 1 refused input, 2 wrong usage. */
export async function forecastCommand(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      'as-of': { type: 'string' },
      months: { type: 'string', default: '60' },
      runs: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      scenario: { type: 'string' },
      prices: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) {
    output.err(USAGE);
    return 2;
  }
  const scenario = values.scenario === undefined ? undefined : readScenario(await readJsonFile(values.scenario));
  const prices = values.prices === undefined ? null : readPrices(await readJsonFile(values.prices));
  const { header, episodes, problems } = await readYearlyReturns(path);
  for (const problem of problems) output.err(`${problem}\n`);
  const input = {
    header,
    episodes,
    asOf: values['as-of'],
    months: number('--months', values.months),
    runs: number('--runs', values.runs),
    seed: number('--seed', values.seed),
    ...(scenario ? { scenario } : {}),
  };
  const study = prices && (await studyBy(input, prices, runShared));
  const told = study ? study.forecast : await forecastBy(input, runShared);
  for (const warning of told.warnings) output.err(`Note: ${warning}.\n`);
  const cost = study?.cost ? { cost: { months: study.cost.months, total: study.cost.total } } : {};
  output.out(
    values.json ? `${JSON.stringify({ ...told, ...cost })}\n` : asText(told) + costText(study?.costByYear ?? []),
  );
  return 0;
}

/** What homes cost by year, in whole pounds. */
function costText(years: readonly CostMonth[]): string {
  if (years.length === 0) return '';
  const pounds = (pence: number) => `£${Math.round(pence / 100).toLocaleString('en-GB')}`;
  const lines = years.map(
    ({ month, mean, p2_5, p97_5 }) =>
      `  to ${month}  ${pounds(mean)}, 95 of 100 between ${pounds(p2_5)} and ${pounds(p97_5)}`,
  );
  return `\nWhat homes cost, at the prices of their time:\n${lines.join('\n')}\n`;
}

function number(what: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new Refusal(`${what} must be a number, not ${text}.`);
  return value;
}

const SHOWN_EVERY = 6;

function asText({ asOf, months, backtest, today, runs, method }: Forecast): string {
  const lines = [
    `Children in care on ${asOf}: ${today.all} (fostering ${today.fostering}, residential ${today.residential}, supported ${today.supported}, other ${today.other}).`,
    `Simulated ${runs} times${method.scenario === null ? '' : `, with “${method.scenario}”`}. Half of the runs lie between 25 and 75, 95 of 100 between 2.5 and 97.5.`,
    '',
    'month    kind             mean     2.5      25      50      75    97.5',
  ];
  const last = months.at(-1)?.month;
  const shown = new Set([...new Set(months.map(({ month }) => month))].filter((_, at) => (at + 1) % SHOWN_EVERY === 0));
  for (const one of months) {
    if (!shown.has(one.month) && one.month !== last) continue;
    const figures = [one.mean, one.p2_5, one.p25, one.p50, one.p75, one.p97_5];
    lines.push(`${one.month}  ${one.kind.padEnd(12)}${figures.map((value) => value.toFixed(1).padStart(8)).join('')}`);
  }
  lines.push('', 'Back-test: forecasts made a year before, with what was known then.');
  if (backtest.length === 0) lines.push('  The returns do not go back far enough for one.');
  for (const { from, kind, predicted, actual, within95, error, persistenceError, stockFlowError } of backtest) {
    const errors = [error, persistenceError, stockFlowError].map((value) => `${(value * 100).toFixed(1)}%`);
    lines.push(
      `  ${from}  ${kind.padEnd(12)} predicted ${predicted.toFixed(1)}, came ${actual}${within95 ? '' : ' (outside)'}; off by ${errors[0]}, “as that day” ${errors[1]}, stock-flow ${errors[2]}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
