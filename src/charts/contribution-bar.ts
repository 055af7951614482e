import { type Drawing, figure, inBothSizes, listed, type Size, WIDTH } from './drawing.ts';
import { type Entry, legend } from './legend.ts';
import { filled } from './palette.ts';
import { element, FAINT, GREY, INK, type Markup, PAPER, picture, round, written } from './svg.ts';
import { textWidth } from './text-width.ts';

/** What one criterion adds to the fit, and the most that it could add, on the scale of the fit. */
export interface Part {
  readonly label: string;
  readonly effect: number;
  /** null where it is not stated. */
  readonly possible: number | null;
}

export interface Contributions {
  /** In the same order for every home of a page: a criterion then has the same colour and texture everywhere. */
  readonly parts: readonly Part[];
  readonly fit: number;
  /** The range of the fit, given what is not known. */
  readonly low: number;
  readonly high: number;
  readonly max: 100;
}

const EDGE = 6;
const BAR = { top: 36, height: 22 } as const;
const LABEL = 12;
const LINE = 18;
const SWATCH = 12;

/**
 * One home's fit as a bar of what each criterion adds, with the range of the fit above it.
 * An effect below zero cannot be drawn as a length: it is left out of the bar and stands in the list and the table.
 */
export function contributionBar(input: Contributions): Drawing {
  const max = input.max > 0 ? input.max : 100;
  const within = (value: number) => Math.min(max, Math.max(0, value || 0));
  const fit = within(input.fit);
  const shown: Contributions = {
    ...input,
    parts: input.parts.map((part) => ({
      ...part,
      effect: part.effect || 0,
      possible: Number.isNaN(part.possible) ? null : part.possible,
    })),
    fit,
    low: Math.min(fit, Number.isNaN(input.low) ? fit : within(input.low)),
    high: Math.max(fit, within(input.high)),
  };
  const words = inWords(shown);
  return {
    svg: inBothSizes((size) => draw(shown, max, size, words)),
    table: {
      caption: 'What the fit is made of',
      head: ['What counts', 'Adds', 'Could add at most'],
      rows: [
        ...shown.parts.map((part) => [
          part.label,
          figure(part.effect),
          part.possible === null ? 'not stated' : figure(part.possible),
        ]),
        ['Fit', figure(fit), figure(max)],
        ['Range, given what is not known', `${figure(shown.low)} to ${figure(shown.high)}`, ''],
      ],
    },
    words,
  };
}

function draw(input: Contributions, max: number, size: Size, words: string): Markup {
  const width = WIDTH[size];
  const along = (value: number) => EDGE + (Math.min(max, Math.max(0, value)) / max) * (width - 2 * EDGE);
  const bars: Markup[] = [];
  const gaps: Markup[] = [];
  const labels: Markup[] = [];
  const direct: number[] = [];
  let sum = 0;
  input.parts.forEach((part, index) => {
    if (!isDrawn(part)) return;
    const x = along(sum);
    sum += part.effect;
    const length = along(sum) - x;
    bars.push(filled({ x, y: BAR.top, width: length, height: BAR.height }, index, 'hw-chart-part'));
    gaps.push(
      element('path', { d: `M${round(x + length)} ${BAR.top}v${BAR.height}`, stroke: PAPER, 'stroke-width': 1.5 }),
    );
    if (Math.max(textWidth(part.label, LABEL), textWidth(figures(part), LABEL)) <= length - 4) {
      direct.push(index);
      labels.push(
        written(part.label, x + 1, BAR.top + BAR.height + 14, LABEL),
        written(figures(part), x + 1, BAR.top + BAR.height + 28, LABEL),
      );
    }
  });
  // One label under the bar and all others in the list would look like a mistake: then the list has them all.
  const labelled = direct.length > 1 ? labels : [];
  const below = input.parts.flatMap((part, index) =>
    labelled === labels && direct.includes(index) ? [] : [{ part, entry: entry(part, index) }],
  );
  const key = legend(
    [...below.filter(({ part }) => isDrawn(part)), ...below.filter(({ part }) => !isDrawn(part))].map(
      (each) => each.entry,
    ),
    {
      left: EDGE,
      top: BAR.top + BAR.height + (labelled.length > 0 ? 33 : 4),
      width: width - 2 * EDGE,
      markWidth: SWATCH,
      size: LABEL,
      line: LINE,
    },
  );
  return picture({ width, height: key.bottom + 4 }, words, `hw-chart-bar hw-chart-${size}`, [
    headline(input, size),
    element('rect', {
      class: 'hw-chart-track',
      x: EDGE,
      y: BAR.top,
      width: width - 2 * EDGE,
      height: BAR.height,
      fill: PAPER,
      stroke: GREY,
    }),
    ...[0.25, 0.5, 0.75].map((share) =>
      element('path', { d: `M${round(along(max * share))} ${BAR.top + 1}v${BAR.height - 2}`, stroke: FAINT }),
    ),
    ...bars,
    ...gaps,
    whisker(round(along(input.low)), round(along(input.fit)), round(along(input.high))),
    ...labelled,
    ...key.marks,
  ]);
}

function headline(input: Contributions, size: Size): Markup {
  return written(fitInWords(input), EDGE, 15, size === 'wide' ? 15 : 14, { 'font-weight': 'bold' });
}

/** Whole points: a tenth would claim a precision that the range beside it denies. The table has the tenths. */
function fitInWords({ fit, low, high, max }: Contributions): string {
  const [least, most] = [Math.round(low), Math.round(high)];
  return `Fit ${Math.round(fit)} of ${max}${least === most ? '' : `, between ${least} and ${most}`}`;
}

/** The range as a line with ends, the fit as a diamond on it. */
function whisker(low: number, fit: number, high: number): Markup {
  const y = BAR.top - 8;
  return element(
    'g',
    { class: 'hw-chart-range', stroke: INK, 'stroke-width': 2, fill: 'none' },
    element('path', { d: `M${low} ${y - 5}v10M${low} ${y}H${high}M${high} ${y - 5}v10` }),
    element('path', { d: `M${fit} ${y - 6}l5 6l-5 6l-5 -6z`, fill: INK, stroke: PAPER, 'stroke-width': 1 }),
  );
}

/** A part that has no label under the bar, with its swatch; one that adds nothing has an empty swatch. */
function entry(part: Part, index: number): Entry {
  return {
    text: part.label,
    figures: figures(part),
    mark: ({ x, y }) => {
      const box = { x: x - SWATCH / 2, y: y - SWATCH / 2, width: SWATCH, height: SWATCH };
      if (isDrawn(part)) return filled(box, index);
      return element('rect', {
        class: 'hw-chart-swatch',
        ...box,
        fill: PAPER,
        stroke: GREY,
        'stroke-dasharray': '2 2',
      });
    },
  };
}

function isDrawn(part: Part): boolean {
  return part.effect > 0;
}

function figures(part: Part): string {
  return part.possible === null ? figure(part.effect) : `${figure(part.effect)} of ${figure(part.possible)}`;
}

function inWords(input: Contributions): string {
  const range = Math.round(input.low) === Math.round(input.high) ? '' : ' depending on what is not yet known';
  const most = input.parts
    .filter(isDrawn)
    .sort((a, b) => b.effect - a.effect)
    .slice(0, 2)
    .map((part) => `${part.label} (${figures(part)})`);
  const from = most.length > 0 ? `; most of it from ${listed(most)}` : '';
  const without = input.parts.filter((part) => !isDrawn(part)).map((part) => part.label);
  const none = most.length > 0 && without.length > 0 ? `, nothing from ${listed(without)}` : '';
  return `${fitInWords(input)}${range}${from}${none}.`;
}
