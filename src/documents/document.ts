import type { Figure } from './figure.ts';

/** A document as plain data: the same one becomes a web page, a PDF and a Word file. */
export interface Document {
  readonly title: string;
  /** Under the title: for whom, from which day. */
  readonly subtitle: string;
  /** Whether the names of the sections stand at the beginning, each leading to its section. */
  readonly contents?: boolean;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | Table
  | Chart
  | Picture
  /** Names and values, one under the other. */
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] };

/** A JPEG, with what can be seen in it for people who cannot see it. */
export interface Picture {
  readonly kind: 'picture';
  readonly jpeg: Buffer;
  readonly words: string;
}

/** Each row has as many cells as `head`; the first cell of a row says what the row is about. */
export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A drawing with a sentence for those who cannot see it. Its figures belong in a table beside it. */
export interface Chart {
  readonly kind: 'chart';
  readonly figure: Figure;
  readonly words: string;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** The place in a page or file where a section begins, for links to it. */
export function anchorOf(section: number): string {
  return `section-${section + 1}`;
}
