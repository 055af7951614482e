import { type Drawing, forecastChart, monthWords } from '../charts/index.ts';
import { inWords, type PlainDate } from '../kernel/index.ts';
import { type Backtest, KINDS, type Kind } from '../sufficiency/index.ts';
import { countsTold, countWords, type KindCounts, type KindsTold } from './counts-told.ts';
import { KIND_NAMES } from './forecast-form.ts';
import type { ForecastRun } from './forecast-run.ts';
import type { KeptForecast } from './kept-forecasts.ts';
import { leadOf, verdictOf, whyOther } from './result-lead.ts';
import { moneyWords, percentWords, plusMinus, warningWords } from './result-words.ts';
import { changeWords } from './scenario-words.ts';

/** All children first, then each kind of home. */
export const SHOWN = ['all', ...KINDS] as const;

/** Rows of words with a heading, as pages show them. */
export interface WordTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many columns from the first on hold words (1). */
  readonly texts?: number;
}

/** What the page of a result shows, in words and pictures. */
export function resultModel(kept: KeptForecast, run: ForecastRun) {
  const { forecast, settings } = kept;
  const several = run.authorities.length > 1;
  const ends = endsOf(kept);
  return {
    lead: leadOf(kept, several),
    whyOther: whyOther(kept),
    asOf: inWords(settings.asOf),
    ends: monthWords(ends.at(-1) ?? ''),
    charts: SHOWN.map((kind) => ({ kind, heading: KIND_NAMES[kind], chart: chartOf(kept, kind, several, ends) })),
    backtest: backtestOf(forecast.backtest, several),
    rooms: roomsOf(kept, ends),
    cost: costOf(kept),
    effect: effectOf(kept),
    warnings: forecast.warnings.map(warningWords),
    scenario: kept.scenario && { name: kept.scenario.name, lines: kept.scenario.changes.map(changeWords) },
    isPlain: kept.scenario !== null && kept.scenario.changes.length === 0,
    several,
  };
}

/** The ends of years that tables tell: each March ahead, and the last month. */
export function endsOf({ forecast }: Pick<KeptForecast, 'forecast'>): string[] {
  const months = [...new Set(forecast.months.map(({ month }) => month))];
  return months.filter((month) => month.endsWith('-03') || month === months.at(-1));
}

function chartOf(
  { forecast, past }: KeptForecast,
  kind: Kind | 'all',
  several: boolean,
  ends: readonly string[],
): Drawing {
  const byMonth = Map.groupBy(past, ({ month }) => month);
  return forecastChart({
    caption: KIND_NAMES[kind],
    past: [...byMonth].map(([month, rows]) => {
      const counts = Object.fromEntries(rows.map((row) => [row.kind, row.count])) as unknown as KindCounts;
      const told = countsTold(counts, several)[kind];
      return { month, value: typeof told === 'number' ? told : null };
    }),
    ahead: forecast.months.filter((one) => one.kind === kind),
    rooms: forecast.rooms.filter((one) => one.kind === kind && kind !== 'other').map(({ rooms }) => rooms),
    told: ends,
  });
}

/** How forecasts of earlier days would have done: in sentences for all children, in a table for each kind. */
function backtestOf(done: readonly Backtest[], several: boolean) {
  const byDay = [...Map.groupBy(done, ({ from }) => from)];
  const toldOn = new Map(
    byDay.map(([from, rows]) => {
      const counts = Object.fromEntries(rows.map(({ kind, actual }) => [kind, actual])) as unknown as KindCounts;
      return [from, countsTold(counts, several)] as const;
    }),
  );
  const told = (one: Backtest): KindsTold[Kind] => toldOn.get(one.from)?.[one.kind] ?? 'hidden';
  const all = done.filter(({ kind }) => kind === 'all');
  return {
    sentences: all.map((one) => {
      const within = one.within50
        ? 'within what half of the runs said'
        : one.within95
          ? 'within what 95 of 100 runs said'
          : 'outside what 95 of 100 runs said';
      return `From ${inWords(one.from as PlainDate)}, a year ahead: this method would have said ${Math.round(one.predicted).toLocaleString('en-GB')}; ${countWords(told(one))} came (${within}).`;
    }),
    methods: {
      caption: 'How far off each method was on average',
      head: [
        '',
        'This forecast',
        'As many as that day',
        'Stock-flow',
        'Within half of the runs',
        'Within 95 of 100 runs',
      ],
      rows: SHOWN.flatMap((kind) => {
        const rows = done.filter((one) => one.kind === kind);
        if (rows.length === 0) return [];
        const mean = (of: (one: Backtest) => number) => rows.reduce((sum, one) => sum + of(one), 0) / rows.length;
        const times = (of: (one: Backtest) => boolean) => `${rows.filter(of).length} of ${rows.length}`;
        // An error of few children, with what was said beside it, would tell how many came.
        const few = rows.some((one) => typeof told(one) !== 'number');
        const off = (of: (one: Backtest) => number) => (few ? 'not told' : percentWords(mean(of)));
        return [
          [
            KIND_NAMES[kind],
            off(({ error }) => error),
            off(({ persistenceError }) => persistenceError),
            off(({ stockFlowError }) => stockFlowError),
            times(({ within50 }) => within50),
            times(({ within95 }) => within95),
          ],
        ];
      }),
    } satisfies WordTable,
    verdict: verdictOf(
      all,
      all.some((one) => typeof told(one) !== 'number'),
    ),
    table: {
      caption: 'Each forecast of the past beside what came',
      head: ['From', 'Kind of home', 'Would have said', 'Came'],
      texts: 2,
      rows: done.map((one) => [
        inWords(one.from as PlainDate),
        KIND_NAMES[one.kind],
        String(Math.round(one.predicted)),
        countWords(told(one)),
      ]),
    } satisfies WordTable,
  };
}

function roomsOf({ forecast }: KeptForecast, ends: readonly string[]): WordTable | null {
  const told = forecast.rooms.filter(({ month, kind }) => ends.includes(month) && kind !== 'other');
  if (told.length === 0) return null;
  return {
    caption: 'Rooms and need at the ends of years',
    texts: 2,
    head: ['End of', 'Kind of home', 'Rooms', 'Children without one', 'Enough in', 'Rooms for 95 of 100'],
    rows: told
      .toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
      .map(({ month, kind, rooms, unmet, enough, roomsFor95 }) => [
        monthWords(month),
        KIND_NAMES[kind],
        String(Math.round(rooms)),
        String(Math.round(unmet * 10) / 10),
        `${Math.round(enough * 100)} of 100 runs`,
        String(roomsFor95),
      ]),
  };
}

function costOf({ cost, costByYear }: KeptForecast): WordTable | null {
  if (!cost || !costByYear) return null;
  const row = (name: string, one: { mean: number; p2_5: number; p97_5: number }) => [
    name,
    moneyWords(one.mean),
    moneyRange(one),
  ];
  return {
    caption: 'What homes cost',
    head: ['Year to', 'Expected', '95 of 100 runs lie between'],
    rows: [...costByYear.map((one) => row(monthWords(one.month), one)), row('All together', cost.total)],
  };
}

/** `£1.2 million and £1.9 million`. */
function moneyRange({ p2_5, p97_5 }: { readonly p2_5: number; readonly p97_5: number }): string {
  return `${moneyWords(p2_5)} and ${moneyWords(p97_5)}`;
}

/** What the scenario changes beside the same forecast without it. */
function effectOf({ effect }: KeptForecast) {
  if (!effect) return null;
  return differenceTables(effect);
}

/** A difference of two forecasts, run by run, as tables. */
export function differenceTables({ stock, cost }: NonNullable<KeptForecast['effect']>) {
  return {
    stock: {
      caption: 'Children more or fewer at the ends of years',
      texts: 2,
      head: ['End of', 'Kind of home', 'On average', '95 of 100 runs lie between', 'Fewer in'],
      rows: stock
        .toSorted(
          (a, b) =>
            SHOWN.indexOf(a.kind) - SHOWN.indexOf(b.kind) || (a.month < b.month ? -1 : a.month > b.month ? 1 : 0),
        )
        .map(({ month, kind, mean, p2_5, p97_5, fewer }) => [
          monthWords(month),
          KIND_NAMES[kind],
          plusMinus(mean),
          `${plusMinus(p2_5)} and ${plusMinus(p97_5)}`,
          `${Math.round(fewer * 100)} of 100 runs`,
        ]),
    } satisfies WordTable,
    cost: cost && {
      caption: 'Cost more or less',
      head: ['Year to', 'On average', '95 of 100 runs lie between'],
      rows: [
        ...cost.months.map((one) => [monthWords(one.month), moneyWords(one.mean), moneyRange(one)]),
        ['All together', moneyWords(cost.total.mean), moneyRange(cost.total)],
      ],
    },
    costsLess: cost && `It costs less in ${Math.round(cost.less * 100)} of 100 runs.`,
    isNothing: stock.every(({ p2_5, p97_5, mean }) => mean === 0 && p2_5 === 0 && p97_5 === 0),
  };
}
