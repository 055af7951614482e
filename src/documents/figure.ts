import { createRequire } from 'node:module';

/**
 * A drawing as plain data. It holds no markup, so that it may be kept, and each kind of file draws it in its own way.
 * Lengths are in CSS pixels at its natural width, from the upper left corner.
 */
export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** Colours are written as #rrggbb. */
export type Shape =
  | {
      readonly is: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string;
    }
  /** From point to point; filled, it is closed. */
  | {
      readonly is: 'line';
      readonly points: readonly Point[];
      readonly colour: string;
      readonly thick: number;
      readonly dashed?: boolean;
    }
  | { readonly is: 'area'; readonly points: readonly Point[]; readonly fill: string }
  /** `x` is where the text starts, has its middle, or ends; `y` its base line. */
  | {
      readonly is: 'text';
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly from: 'start' | 'middle' | 'end';
      readonly bold?: boolean;
    };

export type Point = readonly [x: number, y: number];

export const INK = '#0b0c0c';

const require = createRequire(import.meta.url);
/** Letters of most of the world's names; the built-in faces of PDF know Western Europe's only. */
export const REGULAR = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
export const BOLD = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

/** What is used of fontkit, which brings no types. */
interface Font {
  readonly unitsPerEm: number;
  layout(text: string): {
    readonly advanceWidth: number;
    readonly glyphs: readonly { readonly advanceWidth: number; readonly path: { toSVG(): string } }[];
    readonly positions: readonly { readonly xAdvance: number }[];
  };
}
const fontkit = require('fontkit') as { openSync(path: string): Font };

/**
 * As SVG in one element, without ids or style, so that a strict content security policy holds.
 * @param words what a screen reader says in place of the picture
 * @param outlined whether letters are drawn as shapes: for a machine that may have no fonts
 */
export function figureSvg(figure: Figure, words: string, outlined = false): string {
  const { width, height } = figure;
  const label = outlined ? '' : ` role="img" aria-label="${escaped(words)}"`;
  const shapes = figure.shapes.map((shape) => shapeSvg(shape, outlined)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}"${label} font-family="Arial, Helvetica, sans-serif" fill="${INK}">${shapes}</svg>`;
}

function shapeSvg(shape: Shape, outlined: boolean): string {
  switch (shape.is) {
    case 'box':
      return `<rect x="${n(shape.x)}" y="${n(shape.y)}" width="${n(shape.width)}" height="${n(shape.height)}" fill="${colour(shape.fill)}"/>`;
    case 'line': {
      const dashes = shape.dashed ? ' stroke-dasharray="5 4"' : '';
      return `<path d="${path(shape.points)}" fill="none" stroke="${colour(shape.colour)}" stroke-width="${n(shape.thick)}"${dashes}/>`;
    }
    case 'area':
      return `<path d="${path(shape.points)}Z" fill="${colour(shape.fill)}"/>`;
    case 'text': {
      if (outlined) return letters(shape);
      const bold = shape.bold ? ' font-weight="bold"' : '';
      return `<text x="${n(shape.x)}" y="${n(shape.y)}" font-size="${n(shape.size)}" text-anchor="${shape.from}"${bold}>${escaped(shape.text)}</text>`;
    }
  }
}

/** The shapes of letters, in the face that the PDF has too. */
function letters(shape: Shape & { readonly is: 'text' }): string {
  const font = fontOf(shape.bold === true);
  const run = font.layout(shape.text);
  const scale = shape.size / font.unitsPerEm;
  const back = shape.from === 'start' ? 0 : shape.from === 'end' ? run.advanceWidth : run.advanceWidth / 2;
  let along = -back;
  const glyphs = run.glyphs.map((glyph, at) => {
    const drawn = `<path transform="translate(${n(along)} 0)" d="${glyph.path.toSVG()}"/>`;
    along += run.positions[at]?.xAdvance ?? glyph.advanceWidth;
    return drawn;
  });
  return `<g transform="translate(${n(shape.x)} ${n(shape.y)}) scale(${scale} ${-scale})">${glyphs.join('')}</g>`;
}

const opened = new Map<string, Font>();

function fontOf(isBold: boolean): Font {
  const file = isBold ? BOLD : REGULAR;
  const font = opened.get(file) ?? fontkit.openSync(file);
  opened.set(file, font);
  return font;
}

function path(points: readonly Point[]): string {
  return points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`).join('');
}

/** Two decimals are finer than any screen or printer. */
function n(value: number): number {
  if (!Number.isFinite(value)) throw new Error(`a figure was given ${value} to draw`);
  return Math.round(value * 100) / 100 || 0;
}

/** Figures are kept and come back from where they are kept: a colour that is none must not become markup. */
function colour(value: string): string {
  return /^#[0-9a-f]{6}$/i.test(value) ? value : INK;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as XML and HTML write it. */
export function escaped(text: string): string {
  return plain(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** Text without what XML 1.0 does not allow: one stray character would make a whole file unreadable. */
export function plain(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 does not allow.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
  );
}
