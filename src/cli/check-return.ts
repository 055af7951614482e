import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Refusal } from '../kernel/index.ts';
import { checkSsda903, RULES, rulesOf } from '../return-rules/index.ts';
import {
  openReturn,
  parseReturnYear,
  problemWords,
  type RawTables,
  readRawTables,
  returnYearWords,
} from '../ssda903/index.ts';
import { asText, type Checked, findingsAsCsv, writeJson } from './check-return-words.ts';
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
  const read = await readRawTables(await openReturn(path));
  const last = values.previous === undefined ? null : await readRawTables(await openReturn(values.previous));
  const returns = last === null ? [read] : [read, last];
  const authority = values.authority?.trim().toUpperCase() ?? null;
  // What reads these lists is loaded only when they are given.
  const providers =
    values.providers === undefined
      ? null
      : { rows: await (await import('./provider-list.ts')).readProviderList(values.providers) };
  const postcodes =
    values.postcodes === undefined
      ? undefined
      : await (await import('./return-postcodes.ts')).returnPostcodes(values.postcodes, returns);
  const check = checkSsda903({
    year: returnYearWords(year),
    tables: read.tables,
    previous: last?.tables ?? null,
    collection: { file_format: read.format, localAuthority: authority },
    providers,
    ...(postcodes ? { postcodes } : {}),
  });
  const checked: Checked = { check, read, year };
  tellProblems(read, path, output);
  if (last !== null && values.previous !== undefined) tellProblems(last, values.previous, output);
  if (values.csv !== undefined) writeFile(values.csv, findingsAsCsv(checked));
  if (values.json) writeJson(checked, output);
  else output.out(asText(checked));
  return check.findings.length > 0 || returns.some(({ stops }) => stops > 0) ? 1 : 0;
}

function yearOf(text: string): number {
  const year = parseReturnYear(text);
  if (year !== null && rulesOf(year).length > 0) return year;
  const known = RULES.flatMap(({ years }) => [years.from, years.to]).sort();
  throw new Refusal(
    `--year ${text}: the rules here are those of ${returnYearWords(known.at(0) ?? 0)} to ${returnYearWords(known.at(-1) ?? 0)}. Write the year as 2025-26.`,
  );
}

function tellProblems(read: RawTables, path: string, output: Output): void {
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
