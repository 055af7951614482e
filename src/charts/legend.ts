import type { Point } from './map-projection.ts';
import { type Markup, written } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

/** One entry: a mark of up to `markWidth` pixels, drawn around its middle, and its words (or words alone). `figures` are never cut. */
export interface Entry {
  readonly mark?: (middle: Point) => Markup;
  readonly text: string;
  readonly figures?: string;
}

export interface Look {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly markWidth: number;
  readonly size: number;
  readonly line: number;
}

/** Entries side by side, in as many lines as they need. `bottom` is where the last line ends. */
export function legend(entries: readonly Entry[], look: Look): { readonly marks: Markup[]; readonly bottom: number } {
  const { left, top, width, markWidth, size, line } = look;
  const marks: Markup[] = [];
  let x = left;
  let y = top;
  for (const { mark, text, figures } of entries) {
    const after = figures === undefined ? '' : ` ${figures}`;
    const start = mark === undefined ? 0 : markWidth + 5;
    const words = fitted(text, width - start - textWidth(after, size), size) + after;
    const length = start + textWidth(words, size);
    if (x > left && x + length > left + width) {
      x = left;
      y += line;
    }
    if (mark !== undefined) marks.push(mark({ x: x + markWidth / 2, y: y + line / 2 }));
    marks.push(written(words, x + start, y + line / 2 + 4, size));
    x += length + 12;
  }
  return { marks, bottom: entries.length > 0 ? y + line : top };
}
