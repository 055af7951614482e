import type { Point } from './map-projection.ts';
import type { Box } from './palette.ts';
import { element, GREY, INK, type Markup, PAPER, round, together, written } from './svg.ts';

export const BANDS = ['strong', 'possible', 'stretch'] as const;
export type Band = (typeof BANDS)[number];
export const PLACE_KINDS = ['family', 'school', 'friend', 'brother-or-sister', 'avoid'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export const BAND_WORDS: Readonly<Record<Band, string>> = {
  strong: 'Strong fit',
  possible: 'Possible fit',
  stretch: 'A stretch',
};

export const PLACE_WORDS: Readonly<Record<PlaceKind, string>> = {
  family: 'Family home',
  school: 'School',
  friend: 'Friend',
  'brother-or-sister': 'Brother or sister',
  avoid: 'Place to avoid',
};

/** Dark red for what to keep away from; 7:1 on white. */
export const AVOID = '#942514';
const STRONG = '#12436d';
const POSSIBLE = '#1c7068';

/** A home: round for a strong fit, square for a possible one, a diamond for a stretch. `text` may be empty. */
export function homeShape(band: Band, at: Point, text: string, radius = 11): Markup {
  const { x, y } = { x: round(at.x), y: round(at.y) };
  const edge = { stroke: PAPER, 'stroke-width': 1.5 };
  const side = radius * 0.9;
  const shape =
    band === 'strong'
      ? element('circle', { cx: x, cy: y, r: radius, fill: STRONG, ...edge })
      : band === 'possible'
        ? element('rect', { x: x - side, y: y - side, width: 2 * side, height: 2 * side, fill: POSSIBLE, ...edge })
        : diamond(x, y, radius * 1.18);
  const size = text.length > 2 ? 11 : 12;
  const colour = band === 'stretch' ? INK : PAPER;
  const number = written(text, x, y + 4.3, size, { 'text-anchor': 'middle', 'font-weight': 'bold', fill: colour });
  return together(text === '' ? [shape] : [shape, number]);
}

function diamond(x: number, y: number, reach: number): Markup {
  const r = round(reach);
  return together([
    element('path', {
      d: `M${x} ${round(y - r - 1.5)}l${r + 1.5} ${r + 1.5}l${-r - 1.5} ${r + 1.5}l${-r - 1.5} ${-r - 1.5}z`,
      fill: PAPER,
    }),
    element('path', {
      d: `M${x} ${round(y - r)}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`,
      fill: PAPER,
      stroke: INK,
      'stroke-width': 2,
    }),
  ]);
}

/** How many more homes are counted at a marker, in a box of its own size. */
export function countBadge({ x, y, width, height }: Box, count: number): Markup {
  return together([
    element('rect', { x, y, width, height, rx: 7, fill: PAPER, stroke: INK }),
    written(`+${count}`, x + width / 2, y + 12, 12, { 'text-anchor': 'middle', 'font-weight': 'bold' }),
  ]);
}

export function badgeWidth(count: number): number {
  return 8 + 8.3 * `+${count}`.length;
}

/** A place in the child's life; each kind has a shape of its own, about 18 pixels across. */
export function placeShape(kind: PlaceKind, at: Point): Markup {
  const start = `M${round(at.x)} ${round(at.y)}`;
  const look = { fill: INK, stroke: PAPER, 'stroke-width': 1.5, 'stroke-linejoin': 'round' };
  if (kind === 'family') return element('path', { d: `${start}m0 -10l10 8.5h-2.5v9h-15v-9h-2.5z`, ...look });
  if (kind === 'school') {
    // A flag on a roof.
    return element('path', { d: `${start}m-1 -12h8v5h-6v2l8 5v8h-18v-8l8 -5z`, ...look });
  }
  if (kind === 'friend') {
    return element('path', {
      d: `${start}m0 -10l2.9 6.3l6.9 .8l-5.1 4.7l1.4 6.8l-6.1 -3.4l-6.1 3.4l1.4 -6.8l-5.1 -4.7l6.9 -.8z`,
      ...look,
    });
  }
  if (kind === 'brother-or-sister') {
    // Two people side by side.
    const person = (dx: number) => `${start}m${dx} -9a3.6 3.6 0 1 1 -.01 0zm-4.5 17v-4a4.5 4.5 0 0 1 9 0v4z`;
    return element('path', { d: `${person(-5)}${person(5)}`, ...look });
  }
  return element('path', { d: `${start}m-6 -6l12 12m0 -12l-12 12`, stroke: AVOID, 'stroke-width': 3, fill: 'none' });
}

/** A circle to keep away from: dashed edge and slanting lines, cut to the circle by hand since clips would need ids. */
export function avoidCircle(at: Point, radius: number): Markup {
  const lines: string[] = [];
  const gap = Math.max(9, radius / 20);
  // Lines run along (1, -1); `off` is each line's distance from the middle, `half` half the chord's length.
  for (let off = -radius + gap / 2; off < radius; off += gap) {
    const half = Math.sqrt(radius * radius - off * off) * Math.SQRT1_2;
    const middle = off * Math.SQRT1_2;
    lines.push(`M${round(at.x + middle - half)} ${round(at.y + middle + half)}l${round(2 * half)} ${round(-2 * half)}`);
  }
  return element(
    'g',
    { class: 'hw-chart-avoid', stroke: AVOID, fill: 'none' },
    element('path', { d: lines.join(''), 'stroke-width': 1 }),
    element('circle', { cx: at.x, cy: at.y, r: radius, 'stroke-width': 2, 'stroke-dasharray': '6 3' }),
  );
}

export function ring(at: Point, radius: number): Markup {
  return element('circle', {
    class: 'hw-chart-ring',
    cx: at.x,
    cy: at.y,
    r: radius,
    fill: 'none',
    stroke: GREY,
    'stroke-dasharray': '2 4',
  });
}

/** Text over the drawing, with a white edge that keeps it readable. */
export function halo(
  text: string,
  at: Point,
  size: number,
  attributes: Readonly<Record<string, string | number>> = {},
): Markup {
  return written(text, at.x, at.y, size, {
    stroke: PAPER,
    'stroke-width': 3,
    'stroke-linejoin': 'round',
    'paint-order': 'stroke',
    ...attributes,
  });
}
