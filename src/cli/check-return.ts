import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Refusal } from '../kernel/index.ts';
import { checkByRule, type FindPostcode, RULES, rulesOf, takeTables } from '../return-rules/index.ts';
import {
  openReturn,
  parseReturnYear,
  problemWords,
  type RawTables,
  readRawTables,
  returnYearWords,
} from '../ssda903/index.ts';
import { asText, type Checked, findingsAsCsv, type RowsRead, rowsRead, writeJson } from './check-return-words.ts';
import type { Output } from './output.ts';

const PROBLEMS_SHOWN = 20;

const USAGE =
  'Usage: homeward check-return FOLDER|FILE --year 2025-26 [--previous FOLDER|FILE] [--authority CODE] [--providers FILE.csv] [--postcodes FILE.csv] [--csv FILE] [--json]\n';

/**
 * `homeward check-return`: checks a return by every rule of its year.
 * 0: nothing found. 1: something was found, a file could not be read, or the input was refused. 2: wrong usage.
 */
export async function checkReturn(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      year: { type: 'string' },
      previous: { type: 'string' },
      authority: { type: 'string' },
      providers: { type: 'string' },
      postcodes: { type: 'string' },
      csv: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (positionals.length !== 1 || path === undefined || values.year === undefined) {
    output.err(USAGE);
    return 2;
  }
  const year = yearOf(values.year);
  const { now, last } = await readYears(path, values);
  // What reads Ofsted's list is loaded only when it is given.
  const providers =
    values.providers === undefined
      ? null
      : { rows: await (await import('./provider-list.ts')).readProviderList(values.providers) };
  const check = checkByRule({
    year: returnYearWords(year),
    tables: now.tables,
    previous: last?.tables ?? null,
    collection: { file_format: now.format, localAuthority: authorityOf(values) },
    providers,
  });
  const checked: Checked = { check, problems: now.problems, rows: now.rows, year };
  tellProblems(now, path, output);
  if (last !== null && values.previous !== undefined) tellProblems(last, values.previous, output);
  if (values.csv !== undefined) writeFile(values.csv, findingsAsCsv(checked));
  if (values.json) writeJson(checked, output);
  else output.out(asText(checked));
  return check.found.length > 0 || now.stops > 0 || (last?.stops ?? 0) > 0 ? 1 : 0;
}

interface Options {
  readonly previous?: string | undefined;
  readonly authority?: string | undefined;
  readonly postcodes?: string | undefined;
  readonly csv?: string | undefined;
}

/** One year's return as the rules read it, and what was said about its files. */
interface YearRead extends Pick<RawTables, 'format' | 'problems' | 'stops'> {
  readonly tables: ReturnType<typeof takeTables>;
  readonly rows: RowsRead | null;
}

/** Each year is taken before the next is read: what the files held is let go at once, which halves the memory. */
async function readYears(path: string, options: Options): Promise<{ now: YearRead; last: YearRead | null }> {
  const { previous, postcodes, csv } = options;
  const read = async (from: string) => readRawTables(await openReturn(from));
  const take = ({ tables, lines, format, problems, stops }: RawTables, find?: FindPostcode): YearRead => ({
    tables: takeTables(tables, find, authorityOf(options)),
    rows: csv === undefined ? null : rowsRead({ tables, lines }),
    format,
    problems,
    stops,
  });
  if (postcodes === undefined) {
    const readOne = async (from: string) => take(await read(from));
    const now = await readOne(path);
    return { now, last: previous === undefined ? null : await readOne(previous) };
  }
  // The postcode file is large, and gone through once for both years.
  const now = await read(path);
  const last = previous === undefined ? null : await read(previous);
  const { returnPostcodes } = await import('./return-postcodes.ts');
  const find = await returnPostcodes(postcodes, last ? [now, last] : [now]);
  return { now: take(now, find), last: last && take(last, find) };
}

function authorityOf({ authority }: Options): string | null {
  return authority?.trim().toUpperCase() || null;
}

function yearOf(text: string): number {
  const year = parseReturnYear(text);
  if (year !== null && rulesOf(year).length > 0) return year;
  const known = RULES.flatMap(({ years }) => [years.from, years.to]).sort();
  throw new Refusal(
    `--year ${text}: the rules here are those of ${returnYearWords(known.at(0) ?? 0)} to ${returnYearWords(known.at(-1) ?? 0)}. Write the year as 2025-26.`,
  );
}

function tellProblems(read: Pick<RawTables, 'problems'>, path: string, output: Output): void {
  if (read.problems.length === 0) return;
  output.err(`${path}:\n`);
  for (const problem of read.problems.slice(0, PROBLEMS_SHOWN)) output.err(`  ${problemWords(problem)}\n`);
  if (read.problems.length > PROBLEMS_SHOWN) output.err(`  … and ${read.problems.length - PROBLEMS_SHOWN} more.\n`);
}

/** It names children: nobody else of this machine may read it. @throws Refusal when it cannot be written */
function writeFile(path: string, parts: Iterable<string>): void {
  let file: number;
  try {
    file = openSync(path, 'w', 0o600);
  } catch (error) {
    throw new Refusal(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    for (const part of parts) writeAll(file, Buffer.from(part));
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let rest = bytes; rest.length > 0; ) rest = rest.subarray(writeSync(file, rest));
}
