import type { Drawing } from '../charts/index.ts';
import type { Column } from '../exports/index.ts';
import { TOO_FEW } from './words.ts';

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
  /** Where the wider figures are, where a table told nothing. */
  readonly more?: { readonly href: string; readonly link: string };
  /** How it is worked out. */
  readonly how?: readonly string[];
}

export function figure(words: string, number: number | null = null): Figure {
  return { words, number };
}

/** The figures of more authorities than a page is about. */
export interface Wider {
  readonly name: string;
  readonly href: string;
}

/**
 * Sections for a page: a table in which every figure is kept back becomes a sentence, which points to wider figures where
 * there are some. With its last table a section loses its picture, which would be as empty. Files keep the whole table.
 */
export function withoutEmptyTables(sections: readonly Section[], wider: Wider | null): Section[] {
  return sections.map((section) => {
    const told = section.tables.filter(({ rows }) => rows.some(({ figures }) => !figures.every(isKeptBack)));
    const { chart, ...rest } = section;
    const isBare = section.words.length === 1 && section.words[0] === `${TOO_FEW}.`;
    const gone = section.tables.filter((table) => !told.includes(table)).map(({ caption }) => caption);
    const sentences = [
      ...(gone.length > 0 || isBare ? [gone.join(', ') || section.heading] : []),
      ...told.flatMap((table) => emptyColumns(table).map((at) => table.head[at + 1] ?? '')),
    ].map((what) => `${what}: too few children to tell${wider ? ' here' : ''}.`);
    if (sentences.length === 0) return section;
    return {
      ...rest,
      words: [...(isBare ? [] : section.words), sentences.join(' ')],
      tables: told.map(withoutEmptyColumns),
      ...(chart && told.length > 0 ? { chart } : {}),
      ...(wider ? { more: { href: wider.href, link: `See the figures of ${wider.name}` } } : {}),
    };
  });
}

/** Places of the figures that every one of several rows keeps back. */
function emptyColumns({ rows }: Table): number[] {
  if (rows.length < 2) return [];
  return [...(rows[0]?.figures.keys() ?? [])].filter((at) =>
    rows.every(({ figures }) => figures[at]?.words === TOO_FEW),
  );
}

function withoutEmptyColumns(table: Table): Table {
  const empty = emptyColumns(table);
  return {
    ...table,
    head: table.head.filter((_, at) => !empty.includes(at - 1)),
    rows: table.rows.map(({ label, figures }) => ({ label, figures: figures.filter((_, at) => !empty.includes(at)) })),
  };
}

function isKeptBack({ words }: Figure): boolean {
  return words === TOO_FEW;
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
