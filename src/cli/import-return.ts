import { parseArgs } from 'node:util';
import { lacksAdministrator } from '../accounts/index.ts';
import { databaseTarget, openDatabase } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { type ImportedReturn, importReturns, returnsAt } from '../returns/index.ts';
import { parseReturnYear, type ReturnYear } from '../ssda903/index.ts';
import { importWords } from './import-return-words.ts';
import type { Output } from './output.ts';

/** How it is written, after `homeward`. */
export const IMPORT_RETURN_USAGE = 'import return FOLDER|FILE --authority CODE [--year 2024-25] [--json]';

/** `homeward import return`: reads one or several statutory returns of an authority into the database. */
export async function importReturn(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      authority: { type: 'string' },
      year: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1 || !values.authority) {
    output.err(`Usage: homeward ${IMPORT_RETURN_USAGE}\n`);
    return 2;
  }
  const authority = authorityCode(values.authority);
  const year = yearOf(values.year);
  const returns = await returnsAt(path);
  if (year !== undefined && returns.length > 1) {
    throw new Refusal(`There are ${returns.length} returns in ${path}. Leave --year out, or import them one by one.`);
  }
  const database = await openDatabase(databaseTarget(process.env));
  try {
    const began = performance.now();
    const imported = await importReturns(database, {
      returns,
      authority,
      ...(year === undefined ? {} : { year }),
      progress: (rows) => {
        if (performance.now() - began > SILENT_MILLISECONDS)
          output.err(`${rows.toLocaleString('en-GB')} rows read …\n`);
      },
    });
    if (values.json) output.out(`${JSON.stringify(answer(authority, imported), null, 2)}\n`);
    else
      for (const words of importWords(authority, imported)) (words.wrong ? output.err : output.out)(`${words.text}\n`);
    if (!values.json && (await database.asSystem((tx) => lacksAdministrator(tx, authority)))) {
      output.err(
        `Nobody can sign in for it yet. Make its first administrator: homeward sign-in-link --authority ${authority}\n`,
      );
    }
    return imported.at(-1)?.is === 'stopped' ? 1 : 0;
  } finally {
    await database.close();
  }
}

/** A short import says only what it did. */
const SILENT_MILLISECONDS = 2_000;

function authorityCode(text: string): string {
  const code = text.trim().toUpperCase();
  if (/^[A-Z0-9]{2,12}$/.test(code)) return code;
  throw new Refusal('--authority should be the code of the authority, such as E09000027.');
}

function yearOf(text: string | undefined): ReturnYear | undefined {
  if (text === undefined) return undefined;
  const year = parseReturnYear(text);
  if (year === null) throw new Refusal(`--year should be a year of the return, such as 2025-26; ${text} is not one.`);
  return year;
}

/** The answer for other programs: whether anything was kept, and each return with all that there is to say. */
function answer(authority: string, imported: readonly ImportedReturn[]): object {
  const kept = imported.at(-1)?.is !== 'stopped';
  return { kept, authority, returns: imported };
}
