import type { Place } from '../kernel/index.ts';
import { type Size, WIDTH } from './drawing.ts';
import { type Entry, legend } from './legend.ts';
import { type Frame, type Point, type Projection, projection } from './map-projection.ts';
import {
  AVOID,
  avoidCircle,
  BAND_WORDS,
  BANDS,
  type Band,
  badgeWidth,
  countBadge,
  halo,
  homeShape,
  PLACE_KINDS,
  PLACE_WORDS,
  type PlaceKind,
  placeShape,
  ring,
} from './map-shapes.ts';
import { around, Space, type Spot, spread } from './map-space.ts';
import type { Box } from './palette.ts';
import { element, FAINT, GREY, INK, type Markup, PAPER, picture, round, together, written } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

/** What is drawn. All places of people are on the grid already. Homes are in the order in which they get room. */
export interface MapPicture {
  readonly homes: readonly { readonly at: Place; readonly number: string; readonly band: Band }[];
  readonly places: readonly {
    readonly at: Place;
    readonly kind: PlaceKind;
    readonly label: string;
    readonly miles: number;
  }[];
  readonly areas: readonly { readonly at: Place; readonly name: string }[];
  readonly origin: Place | null;
}

const TEXT = 12;
const MARKER = 24;
const ICON = 22;
const MARGIN = 28;
const LENGTHS = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

export function drawMap(map: MapPicture, size: Size, words: string): Markup {
  const seen = [...map.homes.map(({ at }) => ({ at, miles: 0 })), ...map.places];
  const height = seen.length === 0 ? 100 : size === 'wide' ? 440 : 330;
  const frame: Frame = { width: WIDTH[size], height };
  const { marks, counted } = seen.length === 0 ? nothing(frame) : ground(map, projection(seen, frame, MARGIN), frame);
  const key = legend(entries(map, counted), {
    left: 4,
    top: frame.height + 8,
    width: frame.width - 8,
    markWidth: 22,
    size: TEXT,
    line: 26,
  });
  return picture({ width: frame.width, height: key.bottom + 2 }, words, `hw-chart-map hw-chart-${size}`, [
    // An svg inside an svg cuts off what lies outside it, without the id that a clip path would need.
    element(
      'svg',
      { x: 0, y: 0, width: frame.width, height: frame.height, 'aria-hidden': 'true' },
      element('rect', { width: frame.width, height: frame.height, fill: '#f8f8f8' }),
      ...marks,
    ),
    element('rect', { x: 0.5, y: 0.5, width: frame.width - 1, height: frame.height - 1, fill: 'none', stroke: FAINT }),
    ...key.marks,
  ]);
}

/** What lies inside the frame, and whether some homes are only counted at another's marker. */
interface Ground {
  readonly marks: readonly Markup[];
  readonly counted: boolean;
}

function nothing({ width, height }: Frame): Ground {
  const text = written('No places to show', width / 2, height / 2 + 5, 14, { 'text-anchor': 'middle', fill: GREY });
  return { marks: [text], counted: false };
}

/** From the ground up: circles first, markers next, words last. Room is given in order of weight, not of drawing. */
function ground(map: MapPicture, view: Projection, frame: Frame): Ground {
  const homes = map.homes.map((item) => ({ item, at: view.toPixels(item.at) }));
  const space = new Space(
    frame,
    homes.map(({ at }) => at),
  );
  const scale = scaleBar(view.pixelsAMile, space);
  const kept = map.places.filter(({ kind }) => kind !== 'avoid');
  const icons = spread(
    kept.map((item) => ({ item, at: view.toPixels(item.at) })),
    ICON,
    space,
  );
  const names = icons.map(({ item, drawn, others }) =>
    placeLabel([item, ...others].map(({ label }) => label).join(', '), drawn, space),
  );
  const avoided = map.places
    .filter(({ kind }) => kind === 'avoid')
    .map(({ at, label, miles }) => {
      const middle = view.toPixels(at);
      const radius = Math.max(8, miles * view.pixelsAMile);
      return { circle: avoidCircle(middle, radius), label: avoidLabel(label, middle, radius, space) };
    });
  const markers = spread(homes, MARKER, space);
  const rings = map.origin === null ? [] : distanceRings(view.toPixels(map.origin), view.pixelsAMile, space);
  const counts = markers.filter(({ others }) => others.length > 0).map((spot) => badge(spot, space));
  const towns = map.areas.flatMap(({ at, name }) => areaLabel(name, view.toPixels(at), space));
  const marks = [
    ...avoided.map(({ circle }) => circle),
    ...rings,
    ...towns,
    scale,
    ...[...icons, ...markers].map(leader),
    ...icons.map(({ item, drawn }) => placeShape(item.kind, drawn)),
    ...markers.map(({ item, drawn }) =>
      element('g', { class: 'hw-chart-home' }, homeShape(item.band, drawn, item.number)),
    ),
    ...counts,
    ...avoided.map(({ label }) => label),
    ...names,
  ];
  return { marks, counted: counts.length > 0 };
}

/** The count stands at the corner of the marker that is freest. */
function badge({ drawn: { x, y }, others }: Spot<unknown>, space: Space): Markup {
  const width = badgeWidth(others.length);
  const corners = [
    { x: x + 5, y: y - 20 },
    { x: x + 5, y: y + 6 },
    { x: x - 5 - width, y: y - 20 },
    { x: x - 5 - width, y: y + 6 },
  ].map((corner) => ({ ...corner, width, height: 15 }));
  // Its own marker is in the way of the whole badge, so the part that stands out is asked for.
  const outside = corners.map((box) => ({ box, out: { ...box, x: box.x > x ? x + 12 : box.x, width: width - 7 } }));
  const isInside = ({ box }: { box: Box }) => box.y > 0 && box.x > 0 && box.x + width < space.frame.width;
  const best = outside.find(({ out }) => space.isFree(out)) ?? outside.find(isInside) ?? outside[0];
  if (best === undefined) return together([]);
  space.take(best.out);
  return countBadge(best.box, others.length);
}

/** A line from where something is drawn to where it is, when it had to give way. */
function leader({ at, drawn }: Spot<unknown>): Markup {
  if (at.x === drawn.x && at.y === drawn.y) return together([]);
  return together([
    element('path', { d: `M${round(at.x)} ${round(at.y)}L${round(drawn.x)} ${round(drawn.y)}`, stroke: INK }),
    element('circle', { cx: at.x, cy: at.y, r: 2, fill: INK }),
  ]);
}

/** Takes the best of the places for a text's middle; undefined where none is free. */
function bestMiddle(text: string, middles: readonly Point[], space: Space, bold = false): Point | undefined {
  const width = textWidth(text, TEXT, bold) + 4;
  const best = space.takeBest(middles.map((middle) => around(middle, width, TEXT + 4)));
  return best === undefined ? undefined : { x: best.x + best.width / 2, y: best.y + best.height / 2 };
}

function centred(text: string, middle: Point, attributes: Readonly<Record<string, string | number>> = {}): Markup {
  return halo(text, { x: middle.x, y: middle.y + 4 }, TEXT, { 'text-anchor': 'middle', ...attributes });
}

function placeLabel(label: string, { x, y }: Point, space: Space): Markup {
  const text = fitted(label, space.frame.width * 0.55, TEXT, true);
  const half = textWidth(text, TEXT, true) / 2;
  const clamped = (middle: number) => Math.min(space.frame.width - half - 6, Math.max(half + 6, middle));
  const middles = [14, 26, 40].flatMap((far) => [
    { x: x + far + half, y },
    { x: x - far - half, y },
    { x: clamped(x), y: y + far + 6 },
    { x: clamped(x), y: y - far - 6 },
  ]);
  const middle = bestMiddle(text, middles, space, true) ?? { x: clamped(x + 14 + half), y };
  return centred(text, middle, { 'font-weight': 'bold' });
}

function avoidLabel(label: string, { x, y }: Point, radius: number, space: Space): Markup {
  const text = fitted(label, space.frame.width * 0.55, TEXT, true);
  const half = textWidth(text, TEXT, true) / 2;
  const clamped = Math.min(space.frame.width - half - 6, Math.max(half + 6, x));
  const middles = [
    { x: clamped, y },
    { x: clamped, y: y - radius - 10 },
    { x: clamped, y: y + radius + 10 },
    { x: clamped, y: y - radius / 2 },
    { x: clamped, y: y + radius / 2 },
  ];
  const middle = bestMiddle(text, middles, space, true) ?? { x: clamped, y };
  return centred(text, middle, { 'font-weight': 'bold', fill: AVOID });
}

function areaLabel(name: string, { x, y }: Point, space: Space): Markup[] {
  const text = fitted(name, space.frame.width * 0.3, TEXT);
  const middle = bestMiddle(
    text,
    [
      { x, y },
      { x, y: y - 18 },
      { x, y: y + 18 },
    ],
    space,
  );
  return middle === undefined ? [] : [centred(text, middle, { fill: GREY, 'font-style': 'italic' })];
}

/** Rings of 5, 10 and 20 miles, and wider ones on wider maps; only those wide enough to read and within the frame. */
function distanceRings(middle: Point, pixelsAMile: number, space: Space): Markup[] {
  const { width, height } = space.frame;
  const reach = Math.hypot(Math.max(middle.x, width - middle.x), Math.max(middle.y, height - middle.y));
  return [5, 10, 20, 50, 100, 200]
    .map((miles) => ({ miles, radius: miles * pixelsAMile }))
    .filter(({ radius }) => radius >= 26 && radius < reach)
    .flatMap(({ miles, radius }) => {
      const points = [0, 180, 45, 315, 135, 225, 90, 270, 22, 338, 158, 202].map((degrees) => ({
        x: middle.x + radius * Math.sin((degrees * Math.PI) / 180),
        y: middle.y - radius * Math.cos((degrees * Math.PI) / 180),
      }));
      const text = `${miles} miles`;
      const label = bestMiddle(text, points, space);
      return [ring(middle, radius), ...(label === undefined ? [] : [centred(text, label, { fill: GREY })])];
    });
}

function scaleBar(pixelsAMile: number, space: Space): Markup {
  const { width, height } = space.frame;
  const miles = LENGTHS.findLast((each) => each * pixelsAMile <= width * 0.25) ?? 0.5;
  const length = miles * pixelsAMile;
  const text = miles === 1 ? '1 mile' : `${miles} miles`;
  const box = { x: 8, y: height - 36, width: Math.max(length, textWidth(text, TEXT)) + 16, height: 30 };
  space.take(box);
  const [left, bottom] = [round(box.x + 8), box.y + 22];
  return element(
    'g',
    { class: 'hw-chart-scale' },
    element('rect', { ...box, fill: PAPER, 'fill-opacity': 0.85 }),
    written(text, left, box.y + 13, TEXT),
    element('path', {
      d: `M${left} ${bottom - 4}v4h${round(length)}v-4`,
      fill: 'none',
      stroke: INK,
      'stroke-width': 2,
    }),
  );
}

function entries(map: MapPicture, counted: boolean): Entry[] {
  const bands = BANDS.filter((band) => map.homes.some((home) => home.band === band));
  const kinds = PLACE_KINDS.filter((kind) => map.places.some((place) => place.kind === kind));
  const more = (at: Point) => countBadge(around(at, badgeWidth(2), 15), 2);
  return [
    ...bands.map((band) => ({ text: BAND_WORDS[band], mark: (at: Point) => homeShape(band, at, '', 9) })),
    ...kinds.map((kind) => ({
      text: PLACE_WORDS[kind],
      mark: (at: Point) => (kind === 'avoid' ? avoidCircle(at, 10) : placeShape(kind, at)),
    })),
    ...(counted ? [{ text: 'More homes close by', mark: more }] : []),
    ...(bands.length + kinds.length > 0 ? [{ text: 'Places are rounded to about a mile.' }] : []),
  ];
}
