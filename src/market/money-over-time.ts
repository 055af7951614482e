import { figuresBeside } from '../charts/index.ts';
import { addDays, inWords, type PlainDate } from '../kernel/index.ts';
import {
  emptyRooms,
  mayTell,
  type Period,
  priceChanges,
  quartersBefore,
  spendByQuarter,
} from '../sufficiency/index.ts';
import type { Market } from './market-store.ts';
import { figure, type Section, type Table } from './report.ts';
import { kindWords, percent, pounds, TOO_FEW, thousands, whole } from './words.ts';

/** The quarters that the trend shows. */
export function quartersTo(today: PlainDate): Period[] {
  return quartersBefore(today, 6);
}

export function trend(market: Market, today: PlainDate): Section {
  const quarters = spendByQuarter(market.stays, quartersTo(today));
  const name = (first: PlainDate) =>
    `${inWords(first).replace(/^1 /, '')} to ${inWords(addDays(first, 80)).replace(/^\d+ /, '')}`;
  const rows = quarters.map(({ first, told }) => ({
    label: name(first),
    figures: told
      ? [
          figure(thousands(told.pence), Math.round(told.pence / 100)),
          figure(whole(told.weeks), Math.round(told.weeks)),
          told.weekly === null ? figure('Not known') : figure(pounds(told.weekly), told.weekly / 100),
          told.spot === null ? figure(TOO_FEW) : figure(percent(told.spot), Math.round(100 * told.spot) / 100),
        ]
      : [figure(TOO_FEW), figure(TOO_FEW), figure(TOO_FEW), figure(TOO_FEW)],
  }));
  return {
    id: 'quarters',
    heading: 'Quarter by quarter',
    words: [
      'Whole quarters, and only weeks with a known price: where fewer prices were written down earlier, less was counted, not spent.',
    ],
    tables: [
      {
        caption: 'Quarter by quarter',
        head: ['', 'Spent', 'Weeks', 'A week on average', 'Weeks bought by spot'],
        rows,
      },
    ],
    chart: figuresBeside({
      caption: 'A week on average, by quarter',
      unit: 'A week on average',
      figures: quarters.map(({ first, told }) => ({
        label: name(first),
        words: told?.weekly ? pounds(told.weekly) : TOO_FEW,
        value: told?.weekly ?? null,
        own: true,
      })),
    }),
  };
}

const CHANGE_WORDS = {
  uplift: 'A rise for everybody (uplift)',
  'change of support': 'More or other support for a child',
  'step-down': 'Less support needed',
} as const;

export function changes(market: Market, period: Period): Section {
  const signed = (share: number) => `${share < 0 ? '−' : '+'}${percent(Math.abs(share), 1)}`;
  const tables = (['own', 'outside'] as const).flatMap((who): Table[] => {
    const stays = market.stays.filter(({ prices }) => (prices.at(-1)?.bought === 'own') === (who === 'own'));
    const rows = priceChanges(stays, period).map((each) => ({
      label: CHANGE_WORDS[each.why as keyof typeof CHANGE_WORDS],
      figures: [
        figure(whole(each.changes), each.changes),
        figure(signed(each.mean), each.mean),
        figure(signed(each.middle), each.middle),
        figure(`${signed(each.low)} to ${signed(each.high)}`),
        figure(`${inWords(`${each.month}-01` as PlainDate).replace(/^1 /, '')} (${percent(each.monthShare)})`),
      ],
    }));
    const caption = who === 'own' ? 'Changes of price in own homes' : 'Changes of price in homes that are bought';
    return rows.length
      ? [{ caption, head: ['', 'About how many', 'Mean', 'Middle', 'Middle half', 'Mostly from'], rows }]
      : [];
  });
  return {
    id: 'changes',
    heading: 'How prices changed',
    words: tables.length ? [] : [`${TOO_FEW}.`],
    tables,
    how: [
      'Each change is compared with the price of the same child’s home before it. Rooms that are only kept for a while are left out.',
    ],
  };
}

export function empty(market: Market, period: Period): Section {
  const rows = [...Map.groupBy(emptyRooms(market.blocks, market.stays, period), ({ block }) => block.kind)].map(
    ([kind, list]) => {
      const sum = (of: (each: (typeof list)[number]) => number) => list.reduce((all, each) => all + of(each), 0);
      const [room, used, emptyDays, pence] = [
        sum((e) => e.roomDays),
        sum((e) => e.usedDays),
        sum((e) => e.emptyDays),
        sum((e) => e.pence),
      ];
      const told = mayTell(list.flatMap(({ stays }) => stays));
      return {
        label: kindWords(kind),
        figures: told
          ? [
              figure(whole(room), room),
              figure(room === 0 ? 'None' : percent(used / room), room === 0 ? null : used / room),
              figure(whole(emptyDays), emptyDays),
              figure(thousands(pence), Math.round(pence / 100)),
            ]
          : [figure(whole(room), room), figure(TOO_FEW), figure(TOO_FEW), figure(TOO_FEW)],
      };
    },
  );
  return {
    id: 'empty',
    heading: 'Rooms of blocks that stood empty',
    words: rows.length
      ? ['What was paid for them comes on top of all figures above.']
      : ['No block of rooms is written down.'],
    tables: rows.length
      ? [
          {
            caption: 'Rooms of blocks',
            head: ['', 'Days of rooms', 'Used', 'Empty days', 'Paid for empty rooms'],
            rows,
          },
        ]
      : [],
  };
}
