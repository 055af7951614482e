import type { Drawing } from '../charts/index.ts';
import type { Column } from '../exports/index.ts';

/** A cell: what is written, and its number where it has one (a spreadsheet gets the number). */
export interface Figure {
  readonly words: string;
  readonly number: number | null;
}

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row says what the row is about. */
  readonly rows: readonly { readonly label: string; readonly figures: readonly Figure[] }[];
}

/** One part of a page. */
export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly words: readonly string[];
  readonly tables: readonly Table[];
  readonly chart?: Drawing;
  /** How it is worked out. */
  readonly how?: readonly string[];
}

export function figure(words: string, number: number | null = null): Figure {
  return { words, number };
}

/** A row of the file: every figure of every table of a page in a line of its own. */
interface FileLine {
  readonly section: string;
  readonly table: string;
  readonly label: string;
  readonly heading: string;
  readonly figure: Figure;
}

export const FILE_COLUMNS: readonly Column<FileLine>[] = [
  { heading: 'Part', text: ({ section }) => section },
  { heading: 'Table', text: ({ table }) => table },
  { heading: 'Line', text: ({ label }) => label },
  { heading: 'Figure', text: ({ heading }) => heading },
  { heading: 'As written', text: ({ figure: each }) => each.words },
  { heading: 'Number', number: ({ figure: each }) => each.number },
];

export function fileLines(sections: readonly Section[]): FileLine[] {
  return sections.flatMap(({ heading: section, tables }) =>
    tables.flatMap((table) =>
      table.rows.flatMap(({ label, figures }) =>
        figures.map((each, at) => ({
          section,
          table: table.caption,
          label,
          heading: table.head[at + 1] ?? '',
          figure: each,
        })),
      ),
    ),
  );
}
