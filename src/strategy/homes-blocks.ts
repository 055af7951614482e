import type { Block } from '../documents/index.ts';
import { FEW } from '../indicators/index.ts';
import { inWords } from '../kernel/index.ts';
import { bars } from './drawings.ts';
import type { GapRooms, StrategyFigures } from './figures.ts';
import { agesName, kindName, percent, pounds, SECTOR_NAMES } from './words.ts';

/** What homes there are. */
export function homesBlocks({ homes }: StrategyFigures): Block[] {
  if (!homes) return [];
  const words = (n: number) => n.toLocaleString('en-GB');
  return [
    {
      kind: 'paragraph',
      text: 'Homes that can be found here, and homes elsewhere in which our children live. Rooms in use are those that are not closed; a room is free where somebody who runs the home confirmed it within 14 days. Foster homes are those of family and friends too.',
    },
    {
      kind: 'table',
      caption: 'Homes and rooms by kind and who runs them',
      head: ['Kind of home', 'Who runs it', 'Homes', 'Rooms in use', 'Free rooms', 'Rated good or outstanding'],
      rows: homes.map(({ kind, sector, homes: n, rooms, free, good, graded }) => [
        kindName(kind),
        SECTOR_NAMES[sector] ?? sector,
        words(n),
        words(rooms),
        words(free),
        graded === 0 ? 'no grades' : `${words(good)} of ${words(graded)}`,
      ]),
    },
  ];
}

/** Which rooms are missing. */
export function gapsBlocks({ gaps }: StrategyFigures): Block[] {
  if (!gaps) return [];
  const cells = (rooms: GapRooms | null): string[] =>
    rooms
      ? [rooms.needed, rooms.now, rooms.coming, rooms.short]
          .map((n) => n.toLocaleString('en-GB'))
          .concat(percent(rooms.served))
      : Array.from({ length: 5 }, () => 'not told');
  const short = gaps.kinds.flatMap(({ kind, rooms }) =>
    rooms ? [{ name: kindName(kind), value: rooms.short, words: rooms.short.toLocaleString('en-GB') }] : [],
  );
  return [
    {
      kind: 'paragraph',
      text: `Rooms that would be needed on ${inWords(gaps.on)} so that ${gaps.percent}% of children could live within ${gaps.miles} miles of home within ${gaps.days} days of asking, by how often homes were needed in the last year. Rooms on the way are those that are planned or approved; only sure ones lower what is missing. Children of an age and a need of whom there are ${FEW} or fewer are counted with others as small groups together, or not at all.`,
    },
    {
      kind: 'table',
      caption: 'Rooms needed, rooms there are, and rooms missing',
      head: ['Kind and age', 'Rooms needed', 'Rooms now', 'On the way', 'Missing', 'Find one in time'],
      rows: gaps.kinds.flatMap(({ kind, rooms, leftOut, lines }) => [
        [
          `${kindName(kind)}, all ages${rooms && leftOut ? ' (without groups too small to tell)' : ''}`,
          ...cells(rooms),
        ],
        ...lines.map((line) => [`${kindName(kind)}, ${agesName(line.ages)}`, ...cells(line.rooms)]),
      ]),
    },
    ...(short.length > 1
      ? [
          {
            kind: 'chart',
            figure: bars(short),
            words: `Rooms missing by kind of home: ${short.map(({ name, words }) => `${name} ${words}`).join(', ')}.`,
          } as const,
        ]
      : []),
    ...(gaps.authorities.length > 0
      ? [
          {
            kind: 'table',
            caption: 'Rooms missing by authority',
            head: ['Authority', 'Rooms missing'],
            rows: gaps.authorities.map(({ name, short: n }) => [
              name,
              n === null ? 'not told' : n.toLocaleString('en-GB'),
            ]),
          } as const,
        ]
      : []),
    ...(gaps.reasons.length > 0
      ? [
          { kind: 'heading', text: 'Why no suitable home was found' } as const,
          {
            kind: 'table',
            caption: 'Reasons that those who looked for a home gave in the last year; one search may have several',
            head: ['Reason', 'Searches'],
            rows: gaps.reasons.map(({ words, times }) => [words, times]),
          } as const,
        ]
      : []),
  ];
}

/** What homes cost, and how they are bought. */
export function pricesBlocks({ prices }: StrategyFigures): Block[] {
  if (!prices) return [];
  const price = (pence: number | null) => (pence === null ? 'too few' : pounds(pence));
  const share = (value: number | null) => (value === null ? 'too few' : percent(value));
  return [
    {
      kind: 'paragraph',
      text: `Prices agreed for a week that were in use on ${inWords(prices.on)}. Half of the prices lie between the lower and the upper. Cost is for planning alone: it has no part in which home is right for a child.`,
    },
    {
      kind: 'table',
      caption: 'Weekly prices by kind of home',
      head: ['Kind of home', 'Lower', 'Middle', 'Upper'],
      rows: prices.kinds.map(({ kind, median, low, high }) => [kindName(kind), price(low), price(median), price(high)]),
    },
    {
      kind: 'paragraph',
      text: `Shares are of the children who lived in a home with a price on ${inWords(prices.on)}, not of weeks or of money in a year, and are rounded to 5%. Where all shares of a kind of home are told, they are rounded so that they add up to 100%.`,
    },
    {
      kind: 'table',
      caption: 'How homes are bought: shares of the children of the day',
      head: ['Kind of home', 'Spot', 'Framework', 'Block', 'Own'],
      rows: prices.kinds.map(({ kind, spot, framework, block, own }) => [
        kindName(kind),
        share(spot),
        share(framework),
        share(block),
        share(own),
      ]),
    },
  ];
}

/** Homes that are planned. */
export function comingBlocks({ coming }: StrategyFigures): Block[] {
  if (!coming) return [];
  if (coming.length === 0) return [{ kind: 'paragraph', text: 'No homes are on the way.' }];
  return [
    {
      kind: 'table',
      caption: 'Homes and foster carers that are planned or approved',
      head: ['What', 'Where', 'Kind of home', 'Ages', 'Rooms', 'Opens', 'How sure'],
      rows: coming.map(({ name, where, kind, ages, rooms, opens, until, sure }) => [
        name,
        where,
        kindName(kind),
        ages,
        rooms.toLocaleString('en-GB'),
        until ? `${inWords(opens)} to ${inWords(until)}` : inWords(opens),
        sure ? 'Sure' : 'Likely',
      ]),
    },
  ];
}
