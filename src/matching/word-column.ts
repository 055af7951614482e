/** Languages and interests kept as numbers: homes share a few words, and comparing numbers is quick. */
export interface WordColumn {
  /** Where a home's words begin in `ids`, and how many there are; -1: unknown. */
  readonly start: Int32Array;
  readonly count: Int32Array;
  readonly ids: number[];
}

/** Two texts are the same word when they differ only in case and in space around them. */
export function plainly(text: string): string {
  return text.trim().toLowerCase();
}

/** The words that were met, each with its number. */
export class Words {
  readonly #asWritten = new Map<string, number>();
  readonly #plain = new Map<string, number>();

  /** The number of a word, a new one if it was not met before. */
  numberOf(text: string): number {
    let id = this.#asWritten.get(text);
    if (id === undefined) {
      const plain = plainly(text);
      id = this.#plain.get(plain) ?? this.#plain.size;
      this.#plain.set(plain, id);
      this.#asWritten.set(text, id);
    }
    return id;
  }

  /** The number of a word; -1 for one that no home has. */
  find(text: string): number {
    return this.#plain.get(plainly(text)) ?? -1;
  }
}

export function wordColumn(size: number): WordColumn {
  return { start: new Int32Array(size), count: new Int32Array(size).fill(-1), ids: [] };
}

export function keepWords(column: WordColumn, h: number, texts: readonly string[], words: Words): void {
  column.start[h] = column.ids.length;
  column.count[h] = texts.length;
  for (let at = 0; at < texts.length; at++) column.ids.push(words.numberOf(texts[at]!));
}
