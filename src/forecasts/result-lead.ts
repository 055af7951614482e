import { monthWords } from '../charts/index.ts';
import { inWords } from '../kernel/index.ts';
import type { Backtest, ForecastMonth } from '../sufficiency/index.ts';
import { countsTold, countWords, type KindsTold } from './counts-told.ts';
import { KIND_NAMES } from './forecast-form.ts';
import { FILES } from './forecast-run.ts';
import type { KeptForecast } from './kept-forecasts.ts';
import { percentWords } from './result-words.ts';

/** What a reader takes away who reads no further: all children, then each kind of home, in a line each. */
export interface Lead {
  readonly all: string;
  readonly kinds: readonly string[];
}

/** The last month ahead beside the day the forecast begins on; small counts of that day are kept back. */
export function leadOf({ forecast, settings }: KeptForecast, several: boolean): Lead {
  const told = countsTold(forecast.today, several);
  const last = forecast.months.at(-1)?.month ?? '';
  const ends = forecast.months.filter(({ month }) => month === last);
  const whole = (one: ForecastMonth) => Math.round(one.p50).toLocaleString('en-GB');
  const all = ends
    .filter(({ kind }) => kind === 'all')
    .map((one) => {
      const now = `On ${inWords(settings.asOf)} ${wereWords(told.all)}.`;
      return `By the end of ${monthWords(last)} about ${whole(one)} children in care: 95 of 100 runs lie between ${rangeWords(one, 'and')}. ${now}`;
    });
  const kinds = ends.flatMap((one) => {
    if (one.kind === 'all') return [];
    const now = told[one.kind] === 'hidden' ? 'not told for that day' : `${countWords(told[one.kind])} on that day`;
    return [`${KIND_NAMES[one.kind]}: about ${whole(one)} (${rangeWords(one, 'to')}), ${now}`];
  });
  return { all: all[0] ?? '', kinds };
}

function wereWords(told: KindsTold['all']): string {
  return told === 'hidden' ? 'how many there were is not told' : `there were ${countWords(told)}`;
}

/** Between what 95 of 100 runs lie, in whole children: `81 to 138`. */
function rangeWords({ p2_5, p97_5 }: ForecastMonth, join: 'to' | 'and'): string {
  return [p2_5, p97_5].map((value) => Math.round(value).toLocaleString('en-GB')).join(` ${join} `);
}

/** Why the count of the day may not be the one that other pages tell. */
export function whyOther({ settings, scopeKey }: Pick<KeptForecast, 'settings' | 'scopeKey'>): string {
  const day = inWords(settings.asOf);
  if (scopeKey === FILES) {
    return `Other pages may tell another number: this one counts who was in care on ${day} by the yearly returns that were given for it, and not by the records here.`;
  }
  return `Other pages may tell a few more or fewer: this one counts who was in care on ${day} by the returns that were imported and what was recorded here since, with those on short breaks, and it knows only the month in which somebody turns eighteen.`;
}

/**
 * Which of the three ways was nearest for all children, said plainly.
 *
 * @param few whether a count that came is kept back: an error would tell it
 */
export function verdictOf(all: readonly Backtest[], few: boolean): string {
  if (all.length === 0) {
    return 'The records do not go back far enough to see how a forecast of an earlier day would have done. Take these figures with care.';
  }
  const mean = (of: (one: Backtest) => number) => all.reduce((sum, one) => sum + of(one), 0) / all.length;
  const [own, same, flow] = [
    mean((one) => one.error),
    mean((one) => one.persistenceError),
    mean((one) => one.stockFlowError),
  ];
  const off = (share: number) => ` by ${percentWords(share)}`;
  const tried = `Tried on ${all.length === 1 ? 'an earlier day' : `${all.length} earlier days`}, a year ahead,`;
  if (same < own && same <= flow) {
    const told = few ? '' : `: off${off(same)} on average, this forecast${off(own)}`;
    return `${tried} “as many as that day” came nearer${told}. If you want one number for next year and see no change coming, take the count of the day it begins on; the forecast adds how sure that is, what comes later, and scenarios.`;
  }
  if (flow < own) {
    return `${tried} the simple stock-flow method came nearer${few ? '' : `: off${off(flow)} on average, this forecast${off(own)}`}.`;
  }
  return `${tried} this forecast came nearest${few ? '' : `: off${off(own)} on average, “as many as that day”${off(same)}, the stock-flow method${off(flow)}`}.`;
}
