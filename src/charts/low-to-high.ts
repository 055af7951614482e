import { type Drawing, inBothSizes, type Size, WIDTH } from './drawing.ts';
import { COLOURS } from './palette.ts';
import { element, GREY, INK, type Markup, PAPER, picture, written } from './svg.ts';
import { textWidth } from './text-width.ts';

/** What a result becomes if one assumption is low, and if it is high. */
export interface RowFromTo {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  /** As they are written, such as `−£8,000`. */
  readonly lowWords: string;
  readonly highWords: string;
  /** What the assumption itself is when low and high: `10` and `40`. */
  readonly ifLow: string;
  readonly ifHigh: string;
}

export interface LowToHigh {
  readonly caption: string;
  /** What every bar leads through: all assumptions at their likely value. */
  readonly likely: number;
  readonly likelyWords: string;
  /** How nought is written, such as `£0`. */
  readonly nought: string;
  /** At least one; what matters most first. */
  readonly rows: readonly RowFromTo[];
  /** Headings of the table: the assumption, if low, the result then, if high, the result then. */
  readonly head: readonly [string, string, string, string, string];
}

const ROW = 38;
const BAR = 12;
const TEXT = 12;
const GAP = 5;
const TOP = 20;

/** One bar for each assumption, from the result at its low to the result at its high: which of them matters most. */
export function lowToHigh(input: LowToHigh): Drawing {
  const first = input.rows[0];
  const words = first
    ? `${input.caption}: ${input.likelyWords} at likely values; most depends on “${first.label}”, from ${first.lowWords} to ${first.highWords}.`
    : `${input.caption}: nothing to show.`;
  return {
    svg: inBothSizes((size) => draw(input, size, words)),
    table: {
      caption: input.caption,
      head: input.head,
      rows: input.rows.map(({ label, ifLow, lowWords, ifHigh, highWords }) => [
        label,
        ifLow,
        lowWords,
        ifHigh,
        highWords,
      ]),
    },
    words,
  };
}

function draw(input: LowToHigh, size: Size, words: string): Markup {
  const ends = input.rows.flatMap(({ low, high }) => [low, high]);
  const [least, most] = [Math.min(0, input.likely, ...ends), Math.max(0, input.likely, ...ends)];
  const beside =
    GAP +
    Math.max(0, ...input.rows.flatMap((row) => [row.lowWords, row.highWords].map((text) => textWidth(text, TEXT))));
  const room = Math.max(20, WIDTH[size] - 2 * beside);
  const at = (value: number) => beside + (most > least ? ((value - least) / (most - least)) * room : room / 2);
  const height = TOP + input.rows.length * ROW + 4;
  const rows = input.rows.flatMap((row, place) => {
    const y = TOP + place * ROW;
    const turned = row.low > row.high;
    const [left, right] = turned ? [row.high, row.low] : [row.low, row.high];
    const [leftWords, rightWords] = turned ? [row.highWords, row.lowWords] : [row.lowWords, row.highWords];
    const line = y + 14 + GAP + BAR - 2;
    return [
      // The lines lead behind what is written.
      behind(0, y, textWidth(row.label, TEXT) * 1.1),
      written(row.label, 0, y + 12, TEXT, { 'font-weight': 'bold' }),
      behind(at(left) - GAP - textWidth(leftWords, TEXT), y + 17, textWidth(leftWords, TEXT)),
      behind(at(right) + GAP, y + 17, textWidth(rightWords, TEXT)),
      element('rect', {
        class: 'hw-chart-from-to',
        x: at(left),
        y: y + 14 + GAP,
        width: Math.max(1, at(right) - at(left)),
        height: BAR,
        fill: COLOURS[0],
      }),
      written(leftWords, at(left) - GAP, line, TEXT, { 'text-anchor': 'end' }),
      written(rightWords, at(right) + GAP, line, TEXT),
    ];
  });
  const upright = (x: number, dashed: boolean) =>
    element('path', {
      d: `M${Math.round(x * 10) / 10} ${TOP - 4}V${height}`,
      stroke: dashed ? INK : GREY,
      ...(dashed ? { 'stroke-dasharray': '4 3' } : {}),
    });
  return picture({ width: WIDTH[size], height }, words, `hw-chart-${size}`, [
    upright(at(0), false),
    upright(at(input.likely), true),
    ...marks(input, at, size),
    ...rows,
  ]);
}

function behind(x: number, y: number, width: number): Markup {
  return element('rect', { x, y, width, height: 16, fill: PAPER });
}

/** The names of the two lines, side by side where they would run into each other. */
function marks(input: LowToHigh, at: (value: number) => number, size: Size): Markup[] {
  const likely = `likely: ${input.likelyWords}`;
  const width = textWidth(likely, TEXT);
  const room = (x: number) => Math.min(WIDTH[size] - width, Math.max(0, x - width / 2));
  const noughtWidth = textWidth(input.nought, TEXT);
  const noughtAt = Math.min(WIDTH[size] - noughtWidth, Math.max(0, at(0) - noughtWidth / 2));
  const likelyAt = room(at(input.likely));
  const apart = likelyAt > noughtAt + noughtWidth + GAP || likelyAt + width + GAP < noughtAt;
  return [
    ...(apart ? [written(input.nought, noughtAt, 11, TEXT, { fill: GREY })] : []),
    written(likely, likelyAt, 11, TEXT),
  ];
}
