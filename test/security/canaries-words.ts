/** Who a canary belongs to, and where it was written: what a leak is called. */
export interface Canary {
  /** An organisation's set of rows, such as `south` or `south sealed`. */
  readonly owner: string;
  readonly table: string;
  readonly column: string;
}

export const called = ({ owner, table, column }: Canary): string => `${table}.${column} of ${owner}`;

/**
 * Words that stand nowhere else: one for each owner, table and column, so that a word that is found says what leaked.
 * Numbers and postcodes have the form that pages give them, with or without spaces.
 */
export class Canaries {
  readonly #byWord = new Map<string, Canary>();
  readonly #wordOf = new Map<string, string>();

  /** The word of a column, the same at each call. */
  word(owner: string, table: string, column: string): string {
    const name = called({ owner, table, column });
    const known = this.#wordOf.get(name);
    if (known) return known;
    const number = this.#wordOf.size;
    const word = shapeOf(column)(number);
    this.#wordOf.set(name, word);
    this.#byWord.set(plain(word), { owner, table, column });
    return word;
  }

  /** A number or a day of somebody, as whatever text it may be written in. */
  also(owner: string, table: string, column: string, ...words: readonly string[]): void {
    for (const word of words) this.#byWord.set(plain(word), { owner, table, column });
  }

  /** Whatever of all owners stands in a text, in any case and however spaced; each once. */
  in(text: string): Canary[] {
    const found = new Set<Canary>();
    for (const [word] of text.matchAll(SHAPES)) {
      const canary = this.#byWord.get(plain(word));
      if (canary) found.add(canary);
    }
    return [...found];
  }
}

/** The id of an owner’s row in a table whose rows have one, as every other table points at it. */
export const idOf = (canaries: Canaries, owner: string, table: string): string => canaries.word(owner, table, 'id');

/** Two letters that no English word has together, digits that no other number begins with, and days of a birth. */
const SHAPES =
  /qz[a-z]{8}|zq\d\dz\s?\d[a-z]{2}|x739\d{9}|(?<!\d)739\s?\d{3}\s?\d{4}(?!\d)|(?<!\d)739\d{3}(?!\d)|\d{1,2}\.739\d\d|\d{1,2} (?:april|may) 201\d|201\d-0[45]-\d\d|\d\d\/0[45]\/201\d/gi;

function shapeOf(column: string): (number: number) => string {
  if (/postcode|_post$/.test(column)) return (n) => `ZQ${two(n)}Z ${n % 10}${letters(Math.floor(n / 10), 2)}`;
  if (column === 'urn') return (n) => `739${String(n).padStart(3, '0')}`;
  if (column === 'nhs_number') return (n) => `739${String(n).padStart(7, '0')}`;
  if (column === 'upn') return (n) => `X739${String(n).padStart(9, '0')}`;
  return (n) => `Qz${letters(scattered(n), 8)}`;
}

const two = (n: number): string => String(n % 100).padStart(2, '0');
const plain = (word: string): string => word.toLowerCase().replace(/\s/g, '');
/** Neighbours get words that are not alike, so that a page that shortens or folds them cannot mistake one for another. */
const scattered = (n: number): number => (n * 104_729_137 + 7_654_321) % 208_827_064_576;

function letters(n: number, length: number): string {
  let rest = n;
  let word = '';
  for (let at = 0; at < length; at++) {
    word += String.fromCharCode(97 + (rest % 26));
    rest = Math.floor(rest / 26);
  }
  return word;
}
