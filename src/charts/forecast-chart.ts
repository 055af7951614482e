import { type Drawing, figure, inBothSizes, type Size, WIDTH } from './drawing.ts';
import { type Entry, legend } from './legend.ts';
import { COLOURS } from './palette.ts';
import { element, FAINT, GREY, type Markup, PAPER, picture, round, together, written } from './svg.ts';
import { textWidth } from './text-width.ts';

/** What was counted at the end of a month that is over; null where it is not told. */
export interface PastPoint {
  /** `2026-04`. */
  readonly month: string;
  readonly value: number | null;
}

/** What is expected at the end of a month ahead: the middle, and between what half and 95 of 100 runs lie. */
export interface AheadPoint {
  readonly month: string;
  readonly p2_5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p97_5: number;
}

export interface ForecastPicture {
  readonly caption: string;
  /** In order, month by month; may be empty. */
  readonly past: readonly PastPoint[];
  /** In order, month by month; at least one. */
  readonly ahead: readonly AheadPoint[];
  /** By month ahead: rooms there are; empty where they are not known. */
  readonly rooms: readonly number[];
  /** Months ahead that the table tells, such as the ends of years. */
  readonly told: readonly string[];
}

const HEIGHT: Readonly<Record<Size, number>> = { compact: 230, wide: 300 };
const PLOT = { top: 10, right: 12, below: 26 } as const;
const BLUE = COLOURS[0];
const ROOMS = COLOURS[2];
const WIDE_BAND = '#c4d1e0';
const HALF_BAND = '#7d9bbd';
/** What a vertical scale may rise by. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];

/** The past as a line, what is ahead as its middle with bands of 50% and 95%, on a scale that begins at nought. */
export function forecastChart(input: ForecastPicture): Drawing {
  const last = input.ahead.at(-1);
  const words = last
    ? `${input.caption}: ${figure(last.p50)} in ${monthWords(last.month)}, and between ${figure(last.p2_5)} and ${figure(last.p97_5)} in 95 of 100 runs.`
    : `${input.caption}: nothing to show.`;
  const told = new Set(input.told);
  return {
    svg: inBothSizes((size) => draw(input, size, words)),
    table: {
      caption: input.caption,
      head: ['End of', 'Middle of the runs', 'Half lie between', '95 of 100 runs lie between'],
      rows: input.ahead
        .filter(({ month }) => told.has(month))
        .map((one) => [
          monthWords(one.month),
          String(Math.round(one.p50)),
          between(one.p25, one.p75),
          between(one.p2_5, one.p97_5),
        ]),
    },
    words,
  };
}

/** In whole children. */
function between(low: number, high: number): string {
  return `${Math.round(low)} and ${Math.round(high)}`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `April 2026`. */
export function monthWords(month: string): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;
}

/** Where months and numbers lie in a picture. */
interface Scale {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly ticks: readonly number[];
}

function draw(input: ForecastPicture, size: Size, words: string): Markup {
  const { past, ahead, rooms } = input;
  const scale = scaleOf(input, size);
  const begin = past.length;
  const lines = [
    grid(scale),
    years([...past, ...ahead], scale, size),
    band(ahead, begin, scale, ['p2_5', 'p97_5'], WIDE_BAND, 'hw-chart-band-95'),
    band(ahead, begin, scale, ['p25', 'p75'], HALF_BAND, 'hw-chart-band-50'),
    ...pastLines(past, scale),
    middle(past, ahead, scale),
    ...(rooms.length > 0 ? [roomsLine(rooms, begin, scale)] : []),
    ...(begin > 0
      ? [
          element('path', {
            d: `M${x(scale, begin - 1)} ${PLOT.top}V${round(scale.bottom)}`,
            stroke: GREY,
            'stroke-dasharray': '1 3',
          }),
        ]
      : []),
  ];
  const entries = legendOf(past.length > 0, rooms.length > 0);
  const { marks, bottom } = legend(entries, {
    left: 0,
    top: HEIGHT[size],
    width: WIDTH[size],
    markWidth: 20,
    size: 12,
    line: 18,
  });
  return picture({ width: WIDTH[size], height: bottom + 2 }, words, `hw-chart-${size}`, [...lines, ...marks]);
}

const x = ({ x: along }: Scale, at: number) => round(along(at));

function scaleOf({ past, ahead, rooms }: ForecastPicture, size: Size): Scale {
  const most = Math.max(1, ...past.map(({ value }) => value ?? 0), ...ahead.map(({ p97_5 }) => p97_5), ...rooms);
  const step = STEPS.find((one) => most / one <= 5) ?? most / 5;
  const ticks = Array.from({ length: Math.ceil(most / step) + 1 }, (_, at) => at * step);
  const top = ticks.at(-1) ?? 1;
  const left = Math.max(...ticks.map((tick) => textWidth(figure(tick), 12))) + 8;
  const right = WIDTH[size] - PLOT.right;
  const bottom = HEIGHT[size] - PLOT.below;
  const last = Math.max(1, past.length + ahead.length - 1);
  return {
    x: (at) => left + (at / last) * (right - left),
    y: (value) => bottom - (value / top) * (bottom - PLOT.top),
    left,
    right,
    bottom,
    ticks,
  };
}

function grid({ ticks, y, left, right }: Scale): Markup {
  return together(
    ticks.flatMap((tick) => [
      element('path', {
        d: `M${round(left)} ${round(y(tick))}H${round(right)}`,
        stroke: tick === 0 ? GREY : FAINT,
        'stroke-width': tick === 0 ? 1 : 0.5,
      }),
      written(figure(tick), left - 6, y(tick) + 4, 12, { 'text-anchor': 'end', fill: GREY }),
    ]),
  );
}

/** A tick at each March, the end of the year of the return; every second year or so where there is no room for more. */
function years(months: readonly { readonly month: string }[], scale: Scale, size: Size): Markup {
  const marches = months.flatMap(({ month }, at) => (month.endsWith('-03') ? [{ month, at }] : []));
  const wide = textWidth('0000', 12) + 10;
  const room = marches.length < 2 ? Number.POSITIVE_INFINITY : scale.x(12) - scale.x(0);
  const each = Math.max(1, Math.ceil(wide / room));
  return together(
    marches.flatMap(({ month, at }, index) => [
      element('path', { d: `M${x(scale, at)} ${round(scale.bottom)}v5`, stroke: GREY }),
      ...((marches.length - 1 - index) % each === 0 && scale.x(at) > scale.left + 14 && scale.x(at) < WIDTH[size] - 14
        ? [written(month.slice(0, 4), scale.x(at), scale.bottom + 18, 12, { 'text-anchor': 'middle', fill: GREY })]
        : []),
    ]),
  );
}

function band(
  ahead: readonly AheadPoint[],
  begin: number,
  scale: Scale,
  [low, high]: readonly ['p2_5' | 'p25', 'p75' | 'p97_5'],
  fill: string,
  className: string,
): Markup {
  const up = ahead.map((one, at) => `${x(scale, begin + at)} ${round(scale.y(one[high]))}`);
  const down = ahead.map((one, at) => `${x(scale, begin + at)} ${round(scale.y(one[low]))}`).reverse();
  return element('path', { class: className, d: `M${[...up, ...down].join('L')}Z`, fill });
}

/** What was counted, in one line for each stretch without a gap; a lone month as a dot. */
function pastLines(past: readonly PastPoint[], scale: Scale): Markup[] {
  const stretches: { at: number; value: number }[][] = [];
  let now: { at: number; value: number }[] | null = null;
  past.forEach(({ value }, at) => {
    if (value === null) now = null;
    else if (now) now.push({ at, value });
    else {
      now = [{ at, value }];
      stretches.push(now);
    }
  });
  return stretches.map((points) =>
    points.length === 1
      ? element('circle', {
          class: 'hw-chart-past',
          cx: scale.x(points[0]!.at),
          cy: scale.y(points[0]!.value),
          r: 2,
          fill: BLUE,
        })
      : element('path', {
          class: 'hw-chart-past',
          d: `M${points.map(({ at, value }) => `${x(scale, at)} ${round(scale.y(value))}`).join('L')}`,
          fill: 'none',
          stroke: BLUE,
          'stroke-width': 2,
        }),
  );
}

function middle(past: readonly PastPoint[], ahead: readonly AheadPoint[], scale: Scale): Markup {
  const before = past.at(-1)?.value ?? null;
  const points = [
    ...(before === null ? [] : [`${x(scale, past.length - 1)} ${round(scale.y(before))}`]),
    ...ahead.map(({ p50 }, at) => `${x(scale, past.length + at)} ${round(scale.y(p50))}`),
  ];
  return element('path', {
    class: 'hw-chart-middle',
    d: `M${points.join('L')}`,
    fill: 'none',
    stroke: BLUE,
    'stroke-width': 2,
    'stroke-dasharray': '5 3',
  });
}

function roomsLine(rooms: readonly number[], begin: number, scale: Scale): Markup {
  const steps = rooms.map((value, at) => `${at === 0 ? 'M' : 'L'}${x(scale, begin + at)} ${round(scale.y(value))}`);
  return element('path', {
    class: 'hw-chart-rooms',
    d: steps.join(''),
    fill: 'none',
    stroke: ROOMS,
    'stroke-width': 2,
    'stroke-dasharray': '2 2',
  });
}

function legendOf(past: boolean, rooms: boolean): Entry[] {
  const line = (colour: string, dashes?: string) => (at: { x: number; y: number }) =>
    element('path', {
      d: `M${round(at.x - 9)} ${round(at.y)}h18`,
      stroke: colour,
      'stroke-width': 2,
      'stroke-dasharray': dashes,
    });
  const box = (colour: string) => (at: { x: number; y: number }) =>
    element('rect', { x: at.x - 9, y: at.y - 6, width: 18, height: 12, fill: colour, stroke: PAPER });
  return [
    ...(past ? [{ mark: line(BLUE), text: 'counted' }] : []),
    { mark: line(BLUE, '5 3'), text: 'middle of the runs' },
    { mark: box(HALF_BAND), text: 'half of the runs' },
    { mark: box(WIDE_BAND), text: '95 of 100 runs' },
    ...(rooms ? [{ mark: line(ROOMS, '2 2'), text: 'rooms' }] : []),
  ];
}
