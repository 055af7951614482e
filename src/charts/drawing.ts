import { element, type Markup } from './svg.ts';

/** The same data as the picture, for those who read rather than look. Cells are plain text: the page escapes them. */
export interface TableModel {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What every chart answers. `svg` is safe to put on a page as it is; `words` is a summary of one sentence. */
export interface Drawing {
  readonly svg: string;
  readonly table: TableModel;
  readonly words: string;
}

/** The two layouts of a chart. Which is seen is decided by the width of its box, in charts.css. */
export type Size = 'compact' | 'wide';

/** Natural widths in pixels: at a phone of 320 to 390 and at a desk, text is then never below 11 pixels. */
export const WIDTH: Readonly<Record<Size, number>> = { compact: 300, wide: 640 };

/** Both layouts in one box. A hidden one is hidden from screen readers too, so nothing is said twice. */
export function inBothSizes(draw: (size: Size) => Markup): Markup {
  return element('div', { class: 'hw-chart-sizes' }, draw('compact'), draw('wide'));
}

/** A number for people: at most one decimal, no `.0`. */
export function figure(value: number): string {
  return String(Math.round(value * 10) / 10 || 0);
}

/** `3 homes`, `1 home` */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a, b and c` */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
