import { counted, type Drawing, inBothSizes, listed, type Size, WIDTH } from './drawing.ts';
import { type Entry, legend } from './legend.ts';
import type { Point } from './map-projection.ts';
import { element, FAINT, GREY, INK, type Markup, PAPER, picture, round, together, written } from './svg.ts';
import { fitted } from './text-width.ts';

export type Level = 0 | 1 | 2 | 3 | 4;
/** How well it is known what the home can do: seen lately, seen long ago, or said by the home itself. */
export type Evidence = 'fresh' | 'stale' | 'self';

export interface SkillRow {
  readonly label: string;
  /** null: not known. */
  readonly need: Level | null;
  readonly skill: Level | null;
  readonly evidence: Evidence;
}

export const EVIDENCE_WORDS: Readonly<Record<Evidence, string>> = {
  fresh: 'seen lately',
  stale: 'seen long ago',
  self: 'the home’s own word',
};

const SKILL = '#12436d';
const SHORT = '#942514';
const TOP = 26;

/** Where things stand in each layout; `unknown` is the column of what is not known, apart from the scale. */
const LAYOUT: Readonly<Record<Size, { left: number; right: number; unknown: number; row: number; line: number }>> = {
  wide: { left: 262, right: 470, unknown: 528, row: 30, line: 15 },
  compact: { left: 16, right: 170, unknown: 214, row: 46, line: 30 },
};

/** For each area of life, what the child needs beside what the home can do. What is not known stands apart, never at 0. */
export function skillsAndNeeds(input: { readonly rows: readonly SkillRow[] }): Drawing {
  const words = inWords(input.rows);
  return {
    svg: inBothSizes((size) => draw(input.rows, size, words)),
    table: {
      caption: 'What is needed and what the home can do, from 0 to 4',
      head: ['Area', 'Needed', 'The home can do', 'How it is known', 'Result'],
      rows: input.rows.map((row) => [
        row.label,
        levelWords(row.need),
        levelWords(row.skill),
        row.skill === null ? '' : EVIDENCE_WORDS[row.evidence],
        resultWords(row),
      ]),
    },
    words,
  };
}

function draw(rows: readonly SkillRow[], size: Size, words: string): Markup {
  const place = LAYOUT[size];
  const width = WIDTH[size];
  const bottom = TOP + rows.length * place.row;
  const along = (level: number) => place.left + (level / 4) * (place.right - place.left);
  const key = legend(KEY, { left: 4, top: bottom + 6, width: width - 8, markWidth: 24, size: 12, line: 26 });
  return picture({ width, height: key.bottom + 2 }, words, `hw-chart-skills hw-chart-${size}`, [
    ...[0, 1, 2, 3, 4].map((level) =>
      written(String(level), along(level), 16, 12, { 'text-anchor': 'middle', fill: GREY }),
    ),
    written('Not known', place.unknown, 16, 12, { 'text-anchor': 'middle', fill: GREY }),
    ...rows.map((row, index) => drawRow(row, TOP + index * place.row, size, along)),
    ...key.marks,
  ]);
}

function drawRow(row: SkillRow, top: number, size: Size, along: (level: number) => number): Markup {
  const { left, right, unknown, line } = LAYOUT[size];
  const y = top + line;
  const isShort = resultOf(row) === 'short';
  // Where both are unknown they stand side by side; elsewhere the circle is seen within the wider diamond.
  const apart = row.need === null && row.skill === null ? 13 : 0;
  const need = { x: row.need === null ? unknown - apart : along(row.need), y };
  const skill = { x: row.skill === null ? unknown + apart : along(row.skill), y };
  const label =
    size === 'wide'
      ? written(fitted(row.label, left - 24, 13), 4, y + 4, 13)
      : written(fitted(row.label, WIDTH.compact - 8, 12), 4, top + 13, 12);
  const ticks = [0, 1, 2, 3, 4].map((level) => `M${round(along(level))} ${y - 4}v8`).join('');
  return element(
    'g',
    { class: 'hw-chart-row' },
    element('path', { d: `M4 ${top}H${WIDTH[size] - 4}`, stroke: '#e5e6e7' }),
    label,
    element('path', { d: `M${left} ${y}H${right}${ticks}`, stroke: FAINT }),
    isShort
      ? element('path', { d: `M${round(skill.x)} ${y}H${round(need.x)}`, stroke: SHORT, 'stroke-width': 4 })
      : together([]),
    row.need === null ? unknownMark('need', need) : needMark(need),
    row.skill === null ? unknownMark('skill', skill) : skillMark(row.evidence, skill),
    written(resultWords(row), size === 'wide' ? unknown + 38 : unknown + 32, y + 4, 12, {
      'font-weight': isShort ? 'bold' : undefined,
      fill: isShort ? SHORT : undefined,
    }),
  );
}

function needMark({ x, y }: Point): Markup {
  return element('path', {
    class: 'hw-chart-need',
    d: diamond(x, y, 11),
    fill: 'none',
    stroke: INK,
    'stroke-width': 2,
  });
}

/** Full: seen lately. Half full: seen long ago. A ring with a dot: the home's own word. */
function skillMark(evidence: Evidence, { x, y }: Point): Markup {
  const filling =
    evidence === 'stale'
      ? element('path', { d: `M${round(x)} ${y - 5}a5 5 0 0 0 0 10z`, fill: SKILL })
      : evidence === 'self'
        ? element('circle', { cx: x, cy: y, r: 1.5, fill: SKILL })
        : together([]);
  return together([
    element('circle', {
      class: 'hw-chart-skill',
      cx: x,
      cy: y,
      r: 5,
      fill: evidence === 'fresh' ? SKILL : PAPER,
      stroke: SKILL,
      'stroke-width': 2,
    }),
    filling,
  ]);
}

function unknownMark(what: 'need' | 'skill', { x, y }: Point): Markup {
  const look = { class: `hw-chart-unknown-${what}`, fill: PAPER, 'stroke-width': 1.5, 'stroke-dasharray': '3 2' };
  return together([
    what === 'need'
      ? element('path', { d: diamond(x, y, 12), stroke: INK, ...look })
      : element('circle', { cx: x, cy: y, r: 8, stroke: SKILL, ...look }),
    written('?', x, y + 4.5, 12, { 'text-anchor': 'middle', 'font-weight': 'bold' }),
  ]);
}

function diamond(x: number, y: number, reach: number): string {
  return `M${round(x)} ${round(y - reach)}l${reach} ${reach}l${-reach} ${reach}l${-reach} ${-reach}z`;
}

const KEY: readonly Entry[] = [
  { text: 'What is needed', mark: needMark },
  { text: 'What the home can do, seen lately', mark: (at) => skillMark('fresh', at) },
  { text: 'Seen long ago', mark: (at) => skillMark('stale', at) },
  { text: 'The home’s own word', mark: (at) => skillMark('self', at) },
];

function levelWords(level: Level | null): string {
  return level === null ? 'not known' : String(level);
}

/** Where nothing is needed, it does not matter that the skill is unknown. */
function resultOf({ need, skill }: SkillRow): 'met' | 'short' | 'ask' {
  if (need === 0) return 'met';
  if (need === null || skill === null) return 'ask';
  return skill >= need ? 'met' : 'short';
}

function resultWords(row: SkillRow): string {
  const result = resultOf(row);
  return result === 'short' ? `${(row.need ?? 0) - (row.skill ?? 0)} short` : result;
}

function inWords(rows: readonly SkillRow[]): string {
  if (rows.length === 0) return 'Nothing is recorded of what is needed or of what the home can do.';
  const unknown = rows.filter((row) => resultOf(row) === 'ask');
  const short = rows.filter((row) => resultOf(row) === 'short');
  const met = rows.length - unknown.length - short.length;
  const parts = [
    `the home can meet what is needed in ${met} of ${counted(rows.length, 'area', 'areas')}`,
    ...(short.length > 0 ? [`falls short in ${listed(short.map((row) => `${row.label} (${resultWords(row)})`))}`] : []),
  ];
  const open = unknown.length > 0 ? `; not yet known for ${listed(unknown.map(({ label }) => label))}` : '';
  const text = `${parts.join(' and ')}${open}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
