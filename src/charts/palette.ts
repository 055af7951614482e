import { element, type Markup, PAPER, together } from './svg.ts';

/**
 * Colours for categories, those of the Government Analysis Function (chosen for colour-blind readers), each at least
 * 3:1 on white. They are told apart by texture, gap and label as well.
 */
export const COLOURS = ['#12436d', '#28a197', '#801650', '#f46a25', '#3d3d3d', '#a285d1'] as const;
export const TEXTURES = ['solid', 'upright', 'dots', 'level'] as const;
export type Texture = (typeof TEXTURES)[number];

/** Colour and texture of the n-th category: the first 24 are all different, and neighbours differ in both. */
export function tone(index: number): { readonly colour: string; readonly texture: Texture } {
  const step = index + Math.floor(index / 12);
  return {
    colour: COLOURS[index % COLOURS.length] ?? COLOURS[0],
    texture: TEXTURES[step % TEXTURES.length] ?? 'solid',
  };
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A filled box with its texture in white. Dashed lines make the texture, since patterns would need ids. */
export function filled(box: Box, index: number, className?: string): Markup {
  const { colour, texture } = tone(index);
  return together([element('rect', { class: className, ...box, fill: colour }), textured(box, texture)]);
}

function textured({ x, y, width, height }: Box, texture: Texture): Markup {
  const middle = y + height / 2;
  if (texture === 'upright') {
    return overlay(`M${at(x)} ${at(middle)}h${at(width)}`, { 'stroke-width': height, 'stroke-dasharray': '0 4 1.5 0' });
  }
  if (texture === 'dots' && width > 4) {
    const lines = [0.3, 0.7].map((share) => `M${at(x + 2)} ${at(y + height * share)}h${at(width - 4)}`).join('');
    return overlay(lines, { 'stroke-width': 2.2, 'stroke-dasharray': '0 6', 'stroke-linecap': 'round' });
  }
  if (texture === 'level') {
    const lines = [0.25, 0.5, 0.75].map((share) => `M${at(x)} ${at(y + height * share)}h${at(width)}`).join('');
    return overlay(lines, { 'stroke-width': 1.5 });
  }
  return together([]);
}

function overlay(d: string, attributes: Readonly<Record<string, string | number>>): Markup {
  return element('path', { d, stroke: PAPER, fill: 'none', ...attributes });
}

function at(value: number): number {
  return Math.round(value * 10) / 10;
}
