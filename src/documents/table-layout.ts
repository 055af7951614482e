import type { Table } from './document.ts';

/** How a column of a table lies on paper. */
export interface Column {
  /** Of the width of the text, 0 to 1; a narrow table leaves the rest empty. */
  readonly share: number;
  /** Numbers stand under each other by their last digit. */
  readonly right: boolean;
}

/** Letters of the size of tables that fit beside each other. */
const LETTERS = 84;
/** What lies between two columns, in letters. */
const BETWEEN = 3;
const MOST_WANTED = 36;
const LONGEST_OF_NUMBERS = 14;

/** No word is broken where all fit; what is left goes to columns with long texts. */
export function columnsOf({ head, rows }: Table): Column[] {
  const columns = head.map((title, at) => [title, ...rows.map((row) => row[at] ?? '')]);
  const least = columns.map(
    (texts) => Math.max(...texts.flatMap((each) => each.split(/\s+/).map(({ length }) => length))) + BETWEEN,
  );
  const wanted = columns.map((texts, at) =>
    Math.max(least[at] ?? 0, Math.min(MOST_WANTED, Math.max(...texts.map(({ length }) => length)) + BETWEEN)),
  );
  const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
  const room = LETTERS - sum(least);
  const more = sum(wanted) - sum(least);
  const long = sum(columns.map((texts) => Math.max(...texts.map(({ length }) => length)))) > LETTERS;
  return columns.map((texts, at) => {
    const [small, large] = [least[at] ?? 0, wanted[at] ?? 0];
    const letters =
      room <= 0 ? (small / sum(least)) * LETTERS : small + (large - small) * Math.min(1, room / (more || 1));
    const filled = long && room > more ? (letters / sum(wanted)) * LETTERS : letters;
    const right =
      at > 0 && texts.slice(1).some(isFigure) && texts.slice(1).every(({ length }) => length <= LONGEST_OF_NUMBERS);
    return { share: filled / LETTERS, right };
  });
}

function isFigure(words: string): boolean {
  return /^[-–−+£]{0,2}[\d,.]+( ?%)?$/.test(words);
}
