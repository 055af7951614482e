import type { Place } from '../kernel/index.ts';
import { counted, type Drawing, inBothSizes, listed, type Size, WIDTH } from './drawing.ts';
import { legend } from './legend.ts';
import { onGrid, type Point, projection } from './map-projection.ts';
import { around, Space, spread } from './map-space.ts';
import { element, FAINT, GREY, INK, type Markup, PAPER, picture, round, together, written } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

/** An area by its middle, and how much of something it lacks. */
export interface AreaOnMap {
  readonly name: string;
  /** null: not known; the area stands in the table and not on the map. */
  readonly at: Place | null;
  /** What is missing, in whole numbers; null: not told. */
  readonly short: number | null;
}

export interface AreasMap {
  readonly areas: readonly AreaOnMap[];
  /** What is missing, for one and for several: `room short`, `rooms short`. */
  readonly one: string;
  readonly many: string;
}

/** From how many on a step begins; each has its colour, its shape and its words. */
const STEPS = [
  { from: 0, fill: '#1c7068', ink: PAPER, sides: 0, words: 'None short' },
  { from: 1, fill: '#ffdd00', ink: INK, sides: 4, words: '1 to 5 short' },
  { from: 6, fill: '#f46a25', ink: INK, sides: 6, words: '6 to 15 short' },
  { from: 16, fill: '#801650', ink: PAPER, sides: 3, words: '16 or more short' },
] as const;
const NOT_TOLD = { fill: PAPER, ink: INK, sides: 0, words: 'Not told: too few children' };
const TEXT = 13;
const RADIUS = 19;
const MARGIN = 56;

function stepOf(short: number | null) {
  return short === null ? NOT_TOLD : (STEPS.findLast(({ from }) => short >= from) ?? STEPS[0]);
}

/**
 * Areas by what they lack: a mark in the middle of each with its number, told apart by colour, shape and number. There
 * are no boundaries, because Homeward holds none; the table says the same.
 */
export function areasMap({ areas, one, many }: AreasMap): Drawing {
  const known = areas.flatMap((area) => (onGrid(area.at) && area.at ? [{ ...area, at: area.at }] : []));
  const lacking = areas.filter(({ short }) => (short ?? 0) > 0).sort((a, b) => (b.short ?? 0) - (a.short ?? 0));
  const words =
    lacking.length === 0
      ? `Map of ${counted(known.length, 'area', 'areas')}: none lacks any.`
      : `Map of ${counted(known.length, 'area', 'areas')}; most are missing in ${listed(
          lacking.slice(0, 3).map(({ name, short }) => `${name} (${counted(short ?? 0, one, many)})`),
        )}.`;
  return {
    svg: inBothSizes((size) => draw(known, size, words)),
    table: {
      caption: 'The map as a table',
      head: ['Area', many[0]!.toUpperCase() + many.slice(1)],
      rows: [...areas]
        .sort((a, b) => (b.short ?? -1) - (a.short ?? -1) || (a.name < b.name ? -1 : 1))
        .map(({ name, short }) => [name, short === null ? 'not told' : String(short)]),
    },
    words,
  };
}

function draw(areas: readonly (AreaOnMap & { readonly at: Place })[], size: Size, words: string): Markup {
  const frame = { width: WIDTH[size], height: areas.length === 0 ? 100 : size === 'wide' ? 400 : 320 };
  const view = projection(
    areas.map(({ at }) => ({ at, miles: 0 })),
    frame,
    MARGIN,
    12,
  );
  const spots = areas.map((item) => ({ item, at: view.toPixels(item.at) }));
  const space = new Space(
    frame,
    spots.map(({ at }) => at),
  );
  const marks = spread(spots, 2 * RADIUS, space);
  const named = marks.map(({ item, drawn, others }) =>
    nameOf([item, ...others].map(({ name }) => name).join(', '), drawn, space),
  );
  const steps = [...STEPS, NOT_TOLD].filter((step) => areas.some(({ short }) => stepOf(short) === step));
  const key = legend(
    steps.map((step) => ({ text: step.words, mark: (at: Point) => shape(step, at, 9) })),
    { left: 4, top: frame.height + 10, width: frame.width - 8, markWidth: 22, size: TEXT, line: 28 },
  );
  return picture({ width: frame.width, height: key.bottom + 2 }, words, `hw-chart-map hw-chart-${size}`, [
    element(
      'svg',
      { x: 0, y: 0, width: frame.width, height: frame.height, 'aria-hidden': 'true' },
      element('rect', { width: frame.width, height: frame.height, fill: '#f8f8f8' }),
      ...marks.map(({ item, drawn }) => marked(item.short, drawn)),
      ...named,
      areas.length === 0
        ? written('No places to show', frame.width / 2, 55, 14, { 'text-anchor': 'middle', fill: GREY })
        : together([]),
    ),
    element('rect', { x: 0.5, y: 0.5, width: frame.width - 1, height: frame.height - 1, fill: 'none', stroke: FAINT }),
    ...key.marks,
  ]);
}

function marked(short: number | null, at: Point): Markup {
  const step = stepOf(short);
  const text = short === null ? '–' : String(short);
  return together([
    shape(step, at, RADIUS),
    written(text, round(at.x), round(at.y + 5), 14, { 'text-anchor': 'middle', 'font-weight': 'bold', fill: step.ink }),
  ]);
}

/** A circle, or a figure of so many sides standing on its point or side, as wide as the circle. */
function shape({ fill, sides }: { fill: string; sides: number }, { x, y }: Point, radius: number): Markup {
  const look = { fill, stroke: INK, 'stroke-width': 1.5 };
  if (sides === 0) return element('circle', { cx: round(x), cy: round(y), r: radius, ...look });
  const reach = sides === 3 ? radius * 1.35 : sides === 4 ? radius * 1.15 : radius * 1.08;
  const points = Array.from({ length: sides }, (_, i) => {
    const turn = (2 * Math.PI * i) / sides - Math.PI / 2;
    return `${round(x + reach * Math.cos(turn))} ${round(y + reach * Math.sin(turn))}`;
  });
  return element('path', { d: `M${points.join('L')}z`, ...look });
}

function nameOf(name: string, { x, y }: Point, space: Space): Markup {
  const text = fitted(name, space.frame.width * 0.6, TEXT, true);
  const half = textWidth(text, TEXT, true) / 2;
  const clamped = Math.min(space.frame.width - half - 4, Math.max(half + 4, x));
  const middles = [
    { x: clamped, y: y + RADIUS + 16 },
    { x: clamped, y: y - RADIUS - 14 },
    { x: x + RADIUS + 8 + half, y },
    { x: x - RADIUS - 8 - half, y },
  ];
  const free = space.takeBest(middles.map((middle) => around(middle, 2 * half + 4, TEXT + 4)));
  const middle = free ? { x: free.x + free.width / 2, y: free.y + free.height / 2 } : middles[0]!;
  return written(text, round(middle.x), round(middle.y + 4.5), TEXT, {
    'text-anchor': 'middle',
    'font-weight': 'bold',
    fill: INK,
  });
}
