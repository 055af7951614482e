import type { Tx } from '../db/index.ts';
import { type PlainDate, plainDate, Refusal } from '../kernel/index.ts';
import {
  type ExportKind,
  exportPds,
  exportPnwCensus,
  exportReturn,
  exportSsds,
  type MadeExport,
} from '../returns/index.ts';
import { parseReturnYear, returnYearWords } from '../ssda903/index.ts';

/** What was written after the name of the subject. */
export interface Asked {
  readonly path: string;
  readonly year: string | undefined;
  readonly on: string | undefined;
  readonly today: PlainDate;
}

/** An export that is ready to be made. */
export interface Prepared {
  /** What was asked for, in words for the record of events. */
  readonly detail: Readonly<Record<string, string>>;
  make(tx: Tx, authority: { readonly id: string; readonly name: string }): Promise<MadeExport>;
}

export interface ExportSubject {
  /** How it is written, after `homeward`. */
  readonly usage: string;
  /** The endings that make the path one file; null where it always is a folder. */
  readonly file: RegExp | null;
  /** Whether the path may be a folder. */
  readonly folder: boolean;
  /** @throws Refusal where something is not as it should be written */
  prepare(asked: Asked): Prepared;
}

const XML = /\.xml$/i;
const SHEET = /\.(csv|xlsx)$/i;

/** Everything that `homeward export` writes. */
export const EXPORT_SUBJECTS: Readonly<Record<ExportKind, ExportSubject>> = {
  return: {
    usage: 'export return FOLDER|FILE.xml --authority CODE --year 2025-26 [--force] [--json]',
    file: XML,
    folder: true,
    prepare: ({ path, year: text, today }) => {
      const year = text === undefined ? null : parseReturnYear(text);
      if (year === null) throw new Refusal('--year should be a year of the return, such as 2025-26.');
      const format = XML.test(path) ? 'xml' : 'csv';
      return {
        detail: { year: returnYearWords(year), format },
        make: (tx, authority) => exportReturn(tx, authority.id, { year, format, today }),
      };
    },
  },
  ssds: {
    usage: 'export ssds FOLDER --authority CODE [--force] [--json]',
    file: null,
    folder: true,
    prepare: ({ today }) => ({ detail: {}, make: (tx, authority) => exportSsds(tx, authority.id, today) }),
  },
  pds: {
    usage: 'export pds FOLDER --authority CODE [--force] [--json]',
    file: null,
    folder: true,
    prepare: ({ today }) => ({ detail: {}, make: (tx, authority) => exportPds(tx, authority.id, { today }) }),
  },
  'pnw-census': {
    usage: 'export pnw-census FILE.csv|FILE.xlsx --authority CODE --on 2026-03-31 [--force] [--json]',
    file: SHEET,
    folder: false,
    prepare: ({ path, on: text }) => {
      const on = text === undefined ? null : plainDate(text);
      if (on === null) throw new Refusal('--on should be a day such as 2026-03-31.');
      const format = /\.xlsx$/i.test(path) ? 'xlsx' : 'csv';
      return { detail: { on, format }, make: (tx, authority) => exportPnwCensus(tx, authority, { on, format }) };
    },
  },
};
