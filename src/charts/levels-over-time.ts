import { dayNumber, inWords, type PlainDate } from '../kernel/index.ts';
import { type Drawing, listed } from './drawing.ts';
import type { Level } from './skills-and-needs.ts';
import { element, FAINT, GREY, type Markup, PAPER, picture, round, together, written } from './svg.ts';
import { fitted, wrapped } from './text-width.ts';

export interface LevelPoint {
  readonly on: PlainDate;
  /** null: looked at and not known, or no longer known, from this day on. */
  readonly level: Level | null;
}

export interface DomainLevels {
  readonly domain: string;
  readonly label: string;
  readonly points: readonly LevelPoint[];
}

/** One small chart of the set. */
export interface SmallChart {
  readonly domain: string;
  readonly svg: string;
  readonly words: string;
}

export interface LevelsDrawing extends Drawing {
  /** The same charts one by one, for a page that puts other things between them. */
  readonly charts: readonly SmallChart[];
}

const LINE = '#12436d';
const SIZE = { width: 180, height: 134 } as const;
/** Pixels after the last date, so that what was found on that day is seen to hold. */
const TAIL = 22;
const PLOT = { left: 18, right: 172, top: 40, bottom: 96 } as const;

interface Span {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/**
 * How the level in each domain went, as small step charts on one common time, in a grid that follows the width.
 * A level holds until the next time somebody looked. Where it is not known there is a gap with a question mark.
 * @param levelWords words for the levels 0 to 4, from the instrument; without them a level is called by its number
 */
export function levelsOverTime(input: {
  readonly domains: readonly DomainLevels[];
  readonly levelWords?: readonly string[];
}): LevelsDrawing {
  const domains = input.domains.map((each) => ({ ...each, points: inOrder(each.points) }));
  const days = domains.flatMap(({ points }) => points.map(({ on }) => on)).sort();
  const [from, to] = [days[0], days.at(-1)];
  const span = from === undefined || to === undefined ? null : { from, to };
  const called = (level: Level | null) =>
    level === null ? 'not known' : (input.levelWords?.[level] ?? `level ${level} of 4`);
  const charts = domains.map((each) => {
    const words = smallWords(each, called);
    return { domain: each.domain, svg: draw(each, span, words, called), words };
  });
  return {
    svg: element('div', { class: 'hw-chart-grid' }, ...charts.map(({ svg }) => svg)),
    charts,
    table: {
      caption: 'Levels over time',
      head: ['Area', 'Date', 'Level'],
      rows: domains.flatMap(({ label, points }) =>
        points.length === 0
          ? [[label, '', 'not known']]
          : points.map(({ on, level }) => [label, inWords(on), level === null ? 'not known' : called(level)]),
      ),
    },
    words: setWords(domains, span),
  };
}

/** By date; of two of one day the later given counts. */
function inOrder(points: readonly LevelPoint[]): LevelPoint[] {
  const byDay = new Map(points.map((point) => [point.on, point]));
  return [...byDay.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
}

function draw(
  { label, points }: DomainLevels,
  span: Span | null,
  words: string,
  called: (level: Level | null) => string,
): Markup {
  const title = wrapped(label, SIZE.width - 8, 12, 2, true);
  const last = points.at(-1);
  const lastWords = last === undefined ? 'Not yet known' : sentence(called(last.level));
  return picture(SIZE, words, 'hw-chart-small', [
    ...title.map((text, index) =>
      written(text, 4, 28 + (index - title.length + 1) * 15, 12, { 'font-weight': 'bold' }),
    ),
    scale(),
    span === null || points.length === 0 ? unknownFrom(PLOT.left, PLOT.right) : steps(points, span),
    ...(span === null ? [] : dates(span)),
    written(fitted(lastWords, SIZE.width - 8, 12, true), 4, 130, 12, { 'font-weight': 'bold', fill: LINE }),
  ]);
}

function scale(): Markup {
  const lines = [0, 1, 2, 3, 4].map((level) => `M${PLOT.left} ${up(level)}H${PLOT.right}`).join('');
  return together([
    element('path', { d: lines, stroke: FAINT, 'stroke-width': 0.5 }),
    ...[0, 4].map((level) =>
      written(String(level), PLOT.left - 6, up(level) + 4, 12, { 'text-anchor': 'end', fill: GREY }),
    ),
  ]);
}

function dates({ from, to }: Span): Markup[] {
  const y = PLOT.bottom + 15;
  const start = written(from.slice(0, 4), PLOT.left - 4, y, 12, { fill: GREY });
  if (from.slice(0, 4) === to.slice(0, 4)) return [start];
  return [start, written(to.slice(0, 4), PLOT.right + 4 - TAIL / 2, y, 12, { 'text-anchor': 'end', fill: GREY })];
}

function steps(points: readonly LevelPoint[], span: Span): Markup {
  const days = dayNumber(span.to) - dayNumber(span.from);
  const along = (on: PlainDate) =>
    PLOT.left +
    4 +
    (days === 0 ? 0 : ((dayNumber(on) - dayNumber(span.from)) / days) * (PLOT.right - TAIL - PLOT.left - 4));
  const gaps: Markup[] = [];
  const dots: Markup[] = [];
  let line = '';
  let before: Level | null = null;
  runs(points, span).forEach(({ on, level, next }) => {
    const x = along(on);
    const until = next === undefined ? PLOT.right : along(next);
    if (level === null) gaps.push(unknownFrom(x, until));
    else {
      // From a known level the line steps up or down; after a gap it starts anew.
      line += `${before === null ? `M${round(x)} ` : 'V'}${up(level)}H${round(until)}`;
      dots.push(element('circle', { class: 'hw-chart-level', cx: x, cy: up(level), r: 3, fill: LINE }));
    }
    before = level;
  });
  const path =
    line === ''
      ? []
      : [element('path', { class: 'hw-chart-line', d: line, fill: 'none', stroke: LINE, 'stroke-width': 2 })];
  return together([...gaps, ...path, ...dots]);
}

/** Each level with the day on which the next begins; time without a level is one run, also before the first point. */
function runs(points: readonly LevelPoint[], span: Span): (LevelPoint & { readonly next: PlainDate | undefined })[] {
  const fromStart = points[0]?.on === span.from ? points : [{ on: span.from, level: null }, ...points];
  const kept = fromStart.filter(
    ({ level }, index) => level !== null || fromStart[index - 1]?.level !== null || index === 0,
  );
  return kept.map((point, index) => ({ ...point, next: kept[index + 1]?.on }));
}

/** The time in which the level was not known: an empty dashed box, with a question mark in it. */
function unknownFrom(from: number, to: number): Markup {
  const middle = Math.min(PLOT.right - 5, Math.max(PLOT.left + 5, (from + to) / 2));
  const inset = to - from > 8 ? 4 : 0;
  const box = { x: from + inset, y: PLOT.top, width: to - from - 2 * inset, height: PLOT.bottom - PLOT.top };
  return element(
    'g',
    { class: 'hw-chart-unknown' },
    inset > 0 ? element('rect', { ...box, fill: PAPER, stroke: GREY, 'stroke-dasharray': '2 3' }) : together([]),
    written('?', middle, (PLOT.top + PLOT.bottom) / 2 + 5, 14, {
      'text-anchor': 'middle',
      'font-weight': 'bold',
      fill: GREY,
      stroke: PAPER,
      'stroke-width': 3,
      'paint-order': 'stroke',
    }),
  );
}

function up(level: number): number {
  return PLOT.bottom - (level / 4) * (PLOT.bottom - PLOT.top);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function smallWords({ label, points }: DomainLevels, called: (level: Level | null) => string): string {
  const last = points.at(-1);
  if (last === undefined) return `${label}: not yet known.`;
  const earlier = points.slice(0, -1).findLast(({ level }) => level !== null);
  const before = earlier === undefined ? '' : `, ${called(earlier.level)} on ${inWords(earlier.on)}`;
  return `${label}: ${called(last.level)} on ${inWords(last.on)}${before}.`;
}

/** Between the first and the last known level; a higher level is more need of help. */
function setWords(domains: readonly DomainLevels[], span: Span | null): string {
  if (span === null) return 'No levels are known yet.';
  const changes = domains.map(({ label, points }) => {
    const known = points.flatMap(({ level }) => (level === null ? [] : [level]));
    const [first, last] = [known[0], known.at(-1)];
    return { label, by: first === undefined || last === undefined ? 0 : last - first, isKnown: points.at(-1)?.level };
  });
  const named = (accept: (by: number) => boolean) =>
    listed(changes.filter(({ by }) => accept(by)).map(({ label }) => label));
  const unknown = listed(
    changes.filter(({ isKnown }) => isKnown === null || isKnown === undefined).map(({ label }) => label),
  );
  const parts = [
    [named((by) => by > 0), 'higher in'],
    [named((by) => by < 0), 'lower in'],
    [unknown, 'not known now in'],
  ].flatMap(([names, what]) => (names === '' ? [] : [`${what} ${names}`]));
  const when = span.from === span.to ? `On ${inWords(span.from)}` : `From ${inWords(span.from)} to ${inWords(span.to)}`;
  return `${when}: ${parts.length === 0 ? 'no level changed' : parts.join('; ')}.`;
}
