import type { Figure, Shape } from '../documents/index.ts';
import type { ForecastPoint } from './figures.ts';

const BLUE = '#12436d';
const PALE = '#bfd3e6';
const PALER = '#e3ecf4';
const GREY = '#b1b4b6';
const WIDTH = 640;

/** One bar for each name, with its number beside it. */
export function bars(
  rows: readonly { readonly name: string; readonly value: number; readonly words: string }[],
): Figure {
  const [left, row, most] = [212, 28, Math.max(1, ...rows.map(({ value }) => value))];
  const shapes = rows.flatMap(({ name, value, words }, at): Shape[] => {
    const y = 8 + at * row;
    const width = (value / most) * (WIDTH - left - 110);
    return [
      { is: 'text', text: name, x: left - 10, y: y + 15, size: 13, from: 'end' },
      { is: 'box', x: left, y, width: Math.max(1, width), height: row - 8, fill: BLUE },
      { is: 'text', text: words, x: left + width + 8, y: y + 15, size: 14, from: 'start' },
    ];
  });
  return { width: WIDTH, height: rows.length * row + 12, shapes };
}

/** The middle and the ranges of 50 and 95 of 100, from the day it begins on. */
export function fan(points: readonly ForecastPoint[]): Figure {
  const [left, right, top, bottom] = [60, WIDTH - 24, 18, 240];
  const high = Math.max(...points.map(({ p97_5 }) => p97_5));
  const step = stepOf(points);
  const from = axisFrom(points, step);
  const to = Math.ceil(high / step) * step;
  const x = (at: number) => left + (at / Math.max(1, points.length - 1)) * (right - left);
  const y = (value: number) => bottom - ((value - from) / (to - from || 1)) * (bottom - top);
  const band = (upper: (p: ForecastPoint) => number, lower: (p: ForecastPoint) => number, fill: string): Shape => ({
    is: 'area',
    fill,
    points: [
      ...points.map((p, at) => [x(at), y(upper(p))] as const),
      ...points.map((p, at) => [x(at), y(lower(p))] as const).reverse(),
    ],
  });
  const ticks: Shape[] = [];
  for (let value = from; value <= to + step / 2; value += step) {
    ticks.push({
      is: 'line',
      points: [
        [left, y(value)],
        [right, y(value)],
      ],
      colour: GREY,
      thick: 0.75,
    });
    ticks.push({
      is: 'text',
      text: value.toLocaleString('en-GB'),
      x: left - 8,
      y: y(value) + 4,
      size: 13,
      from: 'end',
    });
  }
  const every = Math.max(1, Math.ceil(points.length / 6));
  const months = points.flatMap(({ month }, at): Shape[] =>
    at % every === 0
      ? [
          {
            is: 'text',
            text: month,
            x: x(at),
            y: bottom + 22,
            size: 13,
            from: at === 0 ? 'start' : at === points.length - 1 ? 'end' : 'middle',
          },
        ]
      : [],
  );
  return {
    width: WIDTH,
    height: bottom + 34,
    shapes: [
      band(
        ({ p97_5 }) => p97_5,
        ({ p2_5 }) => p2_5,
        PALER,
      ),
      band(
        ({ p75 }) => p75,
        ({ p25 }) => p25,
        PALE,
      ),
      ...ticks,
      { is: 'line', points: points.map(({ mean }, at) => [x(at), y(mean)] as const), colour: BLUE, thick: 2.5 },
      ...months,
    ],
  };
}

/** Not always from zero: a band of some tens of a thousand would be a line. Whoever shows it says so. */
export function beginsAtZero(points: readonly ForecastPoint[]): boolean {
  return axisFrom(points, stepOf(points)) === 0;
}

function axisFrom(points: readonly ForecastPoint[], step: number): number {
  return Math.max(0, Math.floor(Math.min(...points.map(({ p2_5 }) => p2_5)) / step) * step);
}

function stepOf(points: readonly ForecastPoint[]): number {
  const low = Math.min(...points.map(({ p2_5 }) => p2_5));
  const high = Math.max(...points.map(({ p97_5 }) => p97_5));
  return niceStep((high - low || 1) / 4);
}

/** 1, 2 or 5 times a power of ten. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const times = rough / power;
  return Math.max(1, (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10) * power);
}
