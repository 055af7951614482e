import { parseArgs } from 'node:util';
import { type Database, databaseTarget, openDatabase, type Tx } from '../db/index.ts';
import { englandDate, type PlainDate, plainDate, Refusal } from '../kernel/index.ts';
import { authorityOfCode, type ExportKind, exportReturn, type MadeExport, recordExport } from '../returns/index.ts';
import { parseReturnYear, returnYearWords } from '../ssda903/index.ts';
import type { Output } from './output.ts';
import { type WaitingFiles, writeFolder, writeSingle } from './written-files.ts';

interface Asked {
  readonly path: string;
  readonly year: string | undefined;
  readonly on: string | undefined;
  readonly today: PlainDate;
}

interface Subject {
  readonly usage: string;
  /** The ending that makes a path one file; null where it is always a folder, and the only ones allowed where it never is. */
  readonly file: RegExp | null;
  readonly folder: boolean;
  /** Made of what was asked; refuses before the database is opened. */
  readonly prepare: (asked: Asked) => {
    readonly detail: Readonly<Record<string, string>>;
    make(tx: Tx, authority: { id: string; name: string }): Promise<MadeExport>;
  };
}

const SUBJECTS: Readonly<Partial<Record<ExportKind, Subject>>> = {
  return: {
    usage: 'export return FOLDER|FILE.xml --authority CODE --year 2025-26 [--force] [--json]',
    file: /\.xml$/i,
    folder: true,
    prepare: ({ path, year: text, today }) => {
      const year = text === undefined ? null : parseReturnYear(text);
      if (year === null) throw new Refusal('--year should be a year of the return, such as 2025-26.');
      const format = /\.xml$/i.test(path) ? 'xml' : 'csv';
      return {
        detail: { year: returnYearWords(year), format },
        make: (tx, authority) => exportReturn(tx, authority.id, { year, format, today }),
      };
    },
  },
};

/**
 * `homeward export`: writes what an authority's records hold to files of this machine. 0: written. 1: refused; then nothing
 * was written. 2: wrong usage. Whoever may run commands here may read the database; that it was done is on record.
 */
export async function runExport(args: readonly string[], output: Output): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || !Object.hasOwn(SUBJECTS, name)) {
    const known = Object.keys(SUBJECTS).join(', ');
    output.err(name === undefined ? `Say what to export: ${known}.\n` : `There is no “${name}” to export: ${known}.\n`);
    output.err(`Usage: ${usages().join('\n       ')}\n`);
    return 2;
  }
  const what = name as ExportKind;
  const subject = SUBJECTS[what] as Subject;
  const { values, positionals } = parseArgs({
    args: [...rest],
    options: {
      authority: { type: 'string' },
      year: { type: 'string' },
      on: { type: 'string' },
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  const code = values.authority?.trim().toUpperCase();
  if (path === undefined || positionals.length > 1 || !code) {
    output.err(`Usage: homeward ${subject.usage}\n`);
    return 2;
  }
  if (!/^[A-Z0-9]{2,12}$/.test(code))
    throw new Refusal('--authority should be the code of the authority, such as E09000027.');
  const single = subject.file?.test(path) ?? false;
  if (!single && !subject.folder) throw new Refusal(`${path} should end in .csv or .xlsx.`);
  const prepared = subject.prepare({ path, year: values.year, on: values.on, today: englandDate(new Date()) });
  const database = await openDatabase(databaseTarget(process.env));
  try {
    const made = await write(database, what, code, prepared, (files) =>
      single && files[0] ? writeSingle(path, files[0], values.force) : writeFolder(path, files, values.force),
    );
    if (values.json) {
      const files = made.files.map((file) => file.name);
      output.out(
        `${JSON.stringify({ what, authority: code, ...prepared.detail, files, ...made.counts, notes: made.notes })}\n`,
      );
      return 0;
    }
    const much = Object.entries(made.counts).map(([of, count]) => `${count.toLocaleString('en-GB')} ${of}`);
    output.out(`Wrote ${much.join(', ')} of authority ${code} to ${path}.\n`);
    for (const note of made.notes) output.err(`${note}\n`);
    return 0;
  } finally {
    await database.close();
  }
}

/**
 * The files wait beside their place until it is on record that they were made: nothing is there that is not on record, and
 * nothing is left behind where either fails.
 */
async function write(
  database: Database,
  what: ExportKind,
  code: string,
  prepared: ReturnType<Subject['prepare']>,
  place: (files: MadeExport['files']) => Promise<WaitingFiles>,
): Promise<MadeExport> {
  let waiting: WaitingFiles | null = null;
  try {
    const made = await database.asSystem(async (tx) => {
      const authority = await authorityOfCode(tx, code);
      const one = await prepared.make(tx, authority);
      waiting = await place(one.files);
      await recordExport(tx, authority.id, what, { ...prepared.detail, ...one.counts });
      return one;
    });
    await (waiting as WaitingFiles | null)?.finish();
    return made;
  } catch (error) {
    await (waiting as WaitingFiles | null)?.drop();
    throw error;
  }
}

function usages(): string[] {
  return Object.values(SUBJECTS).map(({ usage }) => `homeward ${usage}`);
}

/** A day as an option says it. @throws Refusal where it is none */
export function dayOption(text: string | undefined, option: string): PlainDate {
  const day = text === undefined ? null : plainDate(text);
  if (day === null) throw new Refusal(`${option} should be a day such as 2026-03-31.`);
  return day;
}
