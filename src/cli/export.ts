import { parseArgs } from 'node:util';
import { type Database, databaseTarget, openDatabase } from '../db/index.ts';
import { englandDate, Refusal } from '../kernel/index.ts';
import { authorityOfCode, type ExportKind, type MadeExport, recordExport } from '../returns/index.ts';
import { EXPORT_SUBJECTS, type Prepared } from './export-subjects.ts';
import type { Output } from './output.ts';
import { type WaitingFiles, writeFolder, writeSingle } from './written-files.ts';

/**
 * `homeward export`: writes what an authority's records hold to files of this machine. 0: written. 1: refused; then nothing
 * was written. 2: wrong usage. Whoever may run commands here may read the database; that it was done is on record.
 */
export async function runExport(args: readonly string[], output: Output): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || !Object.hasOwn(EXPORT_SUBJECTS, name)) {
    const known = Object.keys(EXPORT_SUBJECTS).join(', ');
    output.err(name === undefined ? `Say what to export: ${known}.\n` : `There is no “${name}” to export: ${known}.\n`);
    output.err(`Usage: ${usages().join('\n       ')}\n`);
    return 2;
  }
  const what = name as ExportKind;
  const subject = EXPORT_SUBJECTS[what];
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
  prepared: Prepared,
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
  return Object.values(EXPORT_SUBJECTS).map(({ usage }) => `homeward ${usage}`);
}
