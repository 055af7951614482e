import type { Block } from '../documents/index.ts';
import { date, inWords } from '../kernel/index.ts';
import { beginsAtZero, fan } from './drawings.ts';
import type { ForecastTold, ScenarioTold, StrategyFigures } from './figures.ts';
import { toldWords } from './suppress.ts';
import { about, kindName, millions, monthName, percent } from './words.ts';

/** What we expect, how sure that is, and how such forecasts would have done before. */
export function forecastBlocks(figures: StrategyFigures): Block[] {
  const { forecast, scenarios, scope } = figures;
  if (!forecast) return [];
  return [
    {
      kind: 'paragraph',
      text: `From ${inWords(date(forecast.asOf))}, when ${toldWords(forecast.today)} children were in care, ${forecast.months} months ahead, simulated ${forecast.runs} times. It carries the past on: a new law, a new team or a closed agency is in it only as a scenario. Half of the simulations lie in the narrow range, 95 of 100 in the wide one.`,
    },
    ...besideCount(figures, forecast),
    ...(forecast.fromReturns && scope.authorities.length > 0
      ? [
          {
            kind: 'paragraph',
            text: 'This forecast is of yearly returns that were given for it, and not of the records that the other figures are of.',
          } as const,
        ]
      : []),
    ...lineBlocks(forecast),
    {
      kind: 'table',
      caption: 'Children in care at each year’s end, expected',
      head: ['Month and kind of home', 'Mean', 'Half of runs', '95 of 100 runs'],
      rows: forecast.years.map(({ month, kind, mean, p25, p75, p2_5, p97_5 }) => [
        `${monthName(month)}, ${kindName(kind).toLowerCase()}`,
        about(mean),
        `${about(p25)} to ${about(p75)}`,
        `${about(p2_5)} to ${about(p97_5)}`,
      ]),
    },
    ...(forecast.kept.length > 0
      ? [
          {
            kind: 'paragraph',
            text: `Not told, because today’s number is small or a small one would follow: ${forecast.kept.map(kindName).join(', ')}.`,
          } as const,
        ]
      : []),
    ...(forecast.cost
      ? [
          {
            kind: 'paragraph',
            text: `At the prices given with this forecast the homes of these children would cost ${millions(forecast.cost.mean)} over the ${forecast.months} months, with 95 of 100 runs between ${millions(forecast.cost.low)} and ${millions(forecast.cost.high)}.`,
          } as const,
        ]
      : []),
    ...backtestBlocks(forecast),
    ...scenarioBlocks(scenarios),
  ];
}

/** Why the number that the forecast begins with need not be the one of “Our children”: which day and records each is of. */
function besideCount(
  { children, countedOn, rounded }: StrategyFigures,
  { asOf, today, fromReturns }: ForecastTold,
): Block[] {
  if (!children) return [];
  const begun = `The forecast begins with ${toldWords(today)} children on ${inWords(date(asOf))}, from ${fromReturns ? 'the yearly returns that were given for it' : 'the returns that are held and what was recorded here since, up to the last day for which they are whole'}.`;
  const counted = `“Our children” counts ${rounded ? 'about ' : ''}${toldWords(children.total)} on ${inWords(countedOn)}, from who lives in a home on that day by the records or by a return.`;
  const why =
    asOf === countedOn
      ? 'So the two may differ, in all and by kind of home: the forecast knows of a birth the month alone, and keeps a child whose home has ended while care goes on.'
      : 'So the two may differ, in all and by kind of home: who came, moved, left or turned 18 between the two days is in one of them alone.';
  return [{ kind: 'paragraph', text: `${begun} ${counted} ${why}` }];
}

function lineBlocks({ line }: ForecastTold): Block[] {
  const last = line.at(-1);
  if (!last || line.length < 2) return [];
  return [
    {
      kind: 'chart',
      figure: fan(line),
      words: `Children in care as expected: the line is the mean, the bands hold half and 95 of 100 runs. In ${monthName(last.month)} the mean is ${about(last.mean)}, and 95 of 100 runs lie between ${about(last.p2_5)} and ${about(last.p97_5)}.${beginsAtZero(line) ? '' : ' The axis does not begin at zero.'}`,
    },
  ];
}

function backtestBlocks({ backtest }: ForecastTold): Block[] {
  const heading: Block = { kind: 'heading', text: 'How such forecasts would have done' };
  if (backtest.length === 0)
    return [
      heading,
      { kind: 'paragraph', text: 'The records do not go back far enough to try the method on earlier years.' },
    ];
  const all = backtest.find(({ kind }) => kind === 'all');
  const simple =
    all && all.persistence < all.error
      ? 'For all children together, “as many as a year before” would have been nearer than this method: whoever wants one number for next year, and sees no change coming, does well with today’s. The forecast adds how sure that is, and what comes later.'
      : 'For all children together this method was at least as near as “as many as a year before”.';
  return [
    heading,
    {
      kind: 'paragraph',
      text: `The same method, given only what was known one or more years ago, forecast a year that is known by now. ${simple} With so few years, how many lie within a range says little.`,
    },
    {
      kind: 'table',
      caption: 'Forecasts from earlier years beside what came: mean error, and how often the range held',
      head: [
        'Kind of home',
        'Years tried',
        'Within half',
        'Within 95 of 100',
        'This method',
        'As a year before',
        'Stock and flow',
      ],
      rows: backtest.map(({ kind, times, within50, within95, error, persistence, stockFlow }) => [
        kindName(kind),
        String(times),
        `${within50} of ${times}`,
        `${within95} of ${times}`,
        percent(error),
        percent(persistence),
        percent(stockFlow),
      ]),
    },
  ];
}

function scenarioBlocks(scenarios: readonly ScenarioTold[]): Block[] {
  if (scenarios.length === 0) return [];
  const change = (value: number) => (value > 0 ? `+${about(value)}` : value < 0 ? `−${about(-value)}` : '0');
  return [
    { kind: 'heading', text: 'What would change it' },
    {
      kind: 'paragraph',
      text: 'What follows if something comes as a scenario says. It does not say that anything we do would bring it about. With and without share the same chance, so the difference is the scenario’s alone.',
    },
    {
      kind: 'table',
      caption: 'Scenarios: children in care with them less without them, and cost',
      head: ['Scenario', 'By', 'Mean', '95 of 100 runs', 'Runs with fewer children', 'Cost over all months'],
      rows: scenarios.map(({ name, month, changes, cost }) => {
        const all = changes.find(({ kind }) => kind === 'all');
        return [
          name,
          monthName(month),
          all ? change(all.mean) : 'not told',
          all ? `${change(all.low)} to ${change(all.high)}` : 'not told',
          all ? percent(all.fewer) : 'not told',
          cost ? millions(cost.mean) : 'no prices',
        ];
      }),
    },
  ];
}
