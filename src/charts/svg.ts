/** Text that is already safe to stand in SVG. Only this file makes it, so stored text cannot slip in unescaped. */
export type Markup = string & { readonly __markup: unique symbol };

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Ink and grey of all charts; both have a contrast of at least 4.5:1 on white, so that text may use either. */
export const INK = '#0b0c0c';
export const GREY = '#505a5f';
export const FAINT = '#b1b4b6';
export const PAPER = '#fff';

/** What text has unless it says otherwise; said once on the picture, since a page has thousands of texts. */
export const TEXT_SIZE = 12;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * The one place where text becomes markup, for attributes and for content alike.
 * Characters that XML forbids (control characters, halves of a surrogate pair) become U+FFFD: a label copied out
 * of a broken file must not make the whole picture unreadable.
 */
export function escapeText(text: string): Markup {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 does not allow.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '') as Markup
  );
}

/** Two decimals are finer than any screen. A number that is none is a fault of the chart, never of the data. */
export function round(value: number): number {
  if (!Number.isFinite(value)) throw new Error(`a chart was given ${value} to draw`);
  return Math.round(value * 100) / 100 || 0;
}

/** One element. Attributes that are undefined are left out; numbers are rounded; values are escaped. */
export function element(name: string, attributes: Attributes, ...children: readonly Markup[]): Markup {
  let opening = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value === undefined) continue;
    opening += ` ${key}="${typeof value === 'number' ? round(value) : escapeText(value)}"`;
  }
  const content = children.join('');
  return (content === '' ? `${opening}/>` : `${opening}>${content}</${name}>`) as Markup;
}

/** Written text; x and y are the start of its base line unless `text-anchor` says otherwise. */
export function written(text: string, x: number, y: number, size: number, attributes: Attributes = {}): Markup {
  return element('text', { x, y, 'font-size': size === TEXT_SIZE ? undefined : size, ...attributes }, escapeText(text));
}

export function together(parts: readonly Markup[]): Markup {
  return parts.join('') as Markup;
}

/**
 * A whole picture. It scales to the width of its box; one unit is one CSS pixel at its natural width.
 * It needs no ids (several stand on one page) and no style, so that a strict content security policy holds.
 * @param label what a screen reader says in place of the picture
 */
export function picture(
  size: { readonly width: number; readonly height: number },
  label: string,
  className: string,
  parts: readonly Markup[],
): Markup {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `hw-chart-picture ${className}`,
      viewBox: `0 0 ${round(size.width)} ${round(size.height)}`,
      role: 'img',
      'aria-label': label,
      'font-family': 'Arial, Helvetica, sans-serif',
      'font-size': TEXT_SIZE,
      fill: INK,
    },
    ...parts,
  );
}
