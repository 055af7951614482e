/** A document as plain data: the same one becomes a web page, a PDF, and later a Word file. */
export interface Document {
  readonly title: string;
  /** Under the title: for whom, from which day. */
  readonly subtitle: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  /** A JPEG, with what can be seen in it for people who cannot see it. */
  | { readonly kind: 'picture'; readonly jpeg: Buffer; readonly words: string }
  /** Names and values, one under the other. */
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] };

export interface Fact {
  readonly name: string;
  readonly value: string;
}
