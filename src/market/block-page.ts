import { figuresBeside } from '../charts/index.ts';
import type { KeptForecast } from '../forecasts/index.ts';
import { daysInMonth, inWords, type PlainDate } from '../kernel/index.ts';
import { blockSaving, type MonthOfNeed } from '../sufficiency/index.ts';
import type { BlockRead } from './block-form.ts';
import { figure, type Section } from './report.ts';
import { percent, pounds, thousands } from './words.ts';

/** The first whole months of a forecast for a kind of home, as the sum needs them. */
export function monthsOfNeed(kept: KeptForecast, { kind, months }: BlockRead): MonthOfNeed[] {
  return kept.forecast.months
    .filter((month) => month.kind === kind && month.month > kept.settings.asOf.slice(0, 7))
    .slice(0, months)
    .map(({ month, p2_5, p25, p50, p75, p97_5 }) => ({
      month,
      days: daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7))),
      p2_5,
      p25,
      p50,
      p75,
      p97_5,
    }));
}

/** What a block would save, with all it is worked out from. */
export function blockSections(kept: KeptForecast, read: BlockRead): Section[] {
  const months = monthsOfNeed(kept, read);
  const { asked } = read;
  const found = blockSaving(months, asked);
  const result = found.mean >= 0 ? `save ${thousands(found.mean)}` : `cost ${thousands(-found.mean)} more`;
  const range =
    found.low === found.high
      ? 'Within what the forecast thinks likely, as many rooms are wanted every month: it is the same at its low and its high end.'
      : `95 of 100 times what is saved lies between ${thousands(found.low)} and ${thousands(found.high)} (below nought: it costs more).`;
  return [
    {
      id: 'result',
      heading: `${asked.rooms} rooms over ${months.length} months would ${result}`,
      words: [
        `${range} In ${percent(found.likely)} of what the forecast thinks possible, the block saves something.`,
        `Children would live in the rooms on ${percent(found.used.mean)} of their days (between ${percent(found.used.low)} and ${percent(found.used.high)}).`,
        found.breakEven === null
          ? asked.paidUnused
            ? 'At these prices the block costs more however many of its days are used.'
            : 'Empty rooms cost nothing here, so that the block saves something as soon as it is the cheaper way and anybody lives in it.'
          : `It pays for itself where children live in the rooms on ${percent(found.breakEven)} of their days or more.`,
      ],
      tables: [
        {
          caption: 'Saved by month',
          head: ['', 'Mean', 'At least, 97 of 100 times', 'At most, 97 of 100 times'],
          rows: found.months.map(({ month, mean, low, high }) => ({
            label: inWords(`${month}-01` as PlainDate).replace(/^1 /, ''),
            figures: [mean, low, high].map((each) => figure(pounds(each), Math.round(each / 100))),
          })),
        },
      ],
      chart: figuresBeside({
        caption: 'Cost of the rooms a month on average',
        unit: 'A month',
        figures: costs(found.used.mean, read, months),
      }),
    },
    {
      id: 'from',
      heading: 'What this is worked out from',
      words: [],
      tables: [
        {
          caption: 'Assumptions',
          head: ['', 'Value', 'Where from'],
          rows: [
            [
              'Need',
              `${months[0] ? Math.round(months[0].p50) : 0} to ${Math.round(months.at(-1)?.p50 ?? 0)} children (middle of the forecast, first and last month)`,
              `Forecast “${kept.name}” of ${inWords(kept.settings.asOf)}, ${kept.settings.runs} runs`,
            ],
            ['Bought by itself otherwise', percent(asked.spotShare), read.from.share],
            ['Rooms are right for', percent(asked.suitable), 'In the form; our own assumption to begin with'],
            [
              'Days on which a wanted room is ready',
              percent(asked.ready),
              'In the form; our own assumption to begin with',
            ],
            ['A room of the block, a week', pounds(asked.blockWeekly), read.from.block],
            ['A room bought by itself, a week', pounds(asked.spotWeekly), read.from.spot],
            ['Empty rooms', asked.paidUnused ? 'Are paid for' : 'Cost nothing', 'In the form'],
          ].map(([label = '', value = '', from = '']) => ({ label, figures: [figure(value), figure(from)] })),
        },
      ],
      how: [
        'A room that a child lives in saves the difference of the two prices. An empty room that is paid for costs its price. Only children who would otherwise live in a room bought by itself, and for whom these rooms are right, live in it, and no more than there are rooms.',
        'High need in one month is taken to go with high need in all, which gives the widest range. Prices are taken not to change, and children’s needs not to either. Rooms of blocks there are already are counted as not bought by themselves.',
      ],
    },
  ];
}

function costs(used: number, { asked }: BlockRead, months: readonly MonthOfNeed[]) {
  const weeks = months.reduce((sum, { days }) => sum + days, 0) / 7 / Math.max(1, months.length);
  const lived = used * asked.rooms * weeks;
  const block = (asked.paidUnused ? asked.rooms * weeks : lived) * asked.blockWeekly;
  const spot = lived * asked.spotWeekly;
  return [
    { label: 'As a block', words: thousands(block), value: Math.round(block), own: true },
    { label: 'One by one', words: thousands(spot), value: Math.round(spot), own: false },
  ];
}
