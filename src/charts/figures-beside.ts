import { type Drawing, inBothSizes, listed, type Size, WIDTH } from './drawing.ts';
import { COLOURS } from './palette.ts';
import { element, FAINT, GREY, INK, type Markup, PAPER, picture, written } from './svg.ts';
import { textWidth } from './text-width.ts';

/** One figure of a row: how long its bar is and what stands beside it. */
export interface FigureBeside {
  readonly label: string;
  /** What is written, such as `25%` or `5 or fewer`. */
  readonly words: string;
  /** Null where there is nothing to draw: not known, not shown, not published. */
  readonly value: number | null;
  /** True where the value is only a bound: the bar is drawn empty. */
  readonly bound?: boolean;
  /** True for one's own figures, false for those one compares with. */
  readonly own: boolean;
}

export interface FiguresBeside {
  readonly caption: string;
  /** At least one. */
  readonly figures: readonly FigureBeside[];
  /** The heading of the figures in the table. */
  readonly unit: string;
}

const ROW = 24;
const BAR = 14;
const TEXT = 12;
const LABELS: Readonly<Record<Size, number>> = { compact: 124, wide: 230 };
const GAP = 6;

/** Figures of one indicator as bars from nought, one's own in another colour and with a darker edge. */
export function figuresBeside(input: FiguresBeside): Drawing {
  const most = Math.max(0, ...input.figures.map(({ value }) => value ?? 0));
  const drawn = input.figures.filter(({ value }) => value !== null);
  const words = `${input.caption}: ${listed(drawn.map(({ label, words: said }) => `${label} ${said}`)) || 'nothing to show'}.`;
  return {
    svg: inBothSizes((size) => draw(input, most, size, words)),
    table: {
      caption: input.caption,
      head: ['Who and when', input.unit],
      rows: input.figures.map(({ label, words: said }) => [label, said]),
    },
    words,
  };
}

function draw(input: FiguresBeside, most: number, size: Size, words: string): Markup {
  const left = LABELS[size] + GAP;
  const widest = Math.max(...input.figures.map((each) => textWidth(each.words, TEXT)));
  const room = Math.max(20, WIDTH[size] - left - GAP - widest);
  const rows = input.figures.flatMap((each, at) => {
    const y = at * ROW + 4;
    const length = each.value === null || most === 0 ? 0 : Math.max(0, (each.value / most) * room);
    const colour = each.own ? (COLOURS[0] as string) : FAINT;
    return [
      written(shortened(each.label, LABELS[size]), 0, y + BAR - 3, TEXT, each.own ? { 'font-weight': 'bold' } : {}),
      ...(each.value === null
        ? []
        : [
            element('rect', {
              class: 'hw-chart-figure',
              x: left,
              y,
              width: length,
              height: BAR,
              fill: each.bound ? PAPER : colour,
              stroke: each.own ? COLOURS[0] : GREY,
              'stroke-width': 1,
              ...(each.bound ? { 'stroke-dasharray': '3 2' } : {}),
            }),
          ]),
      written(each.words, left + length + GAP, y + BAR - 3, TEXT, { fill: each.value === null ? GREY : INK }),
    ];
  });
  const axis = element('path', { d: `M${left} 0V${input.figures.length * ROW}`, stroke: GREY });
  return picture({ width: WIDTH[size], height: input.figures.length * ROW }, words, `hw-chart-${size}`, [
    axis,
    ...rows,
  ]);
}

/** The table says the whole of it. */
function shortened(label: string, width: number): string {
  if (textWidth(label, TEXT) <= width) return label;
  let text = label;
  while (text.length > 1 && textWidth(`${text}…`, TEXT) > width) text = text.slice(0, -1);
  return `${text.trimEnd()}…`;
}
