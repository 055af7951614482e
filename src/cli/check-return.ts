import { parseArgs } from 'node:util';
import { Refusal } from '../kernel/index.ts';
import { type Check, checkSsda903, type Finding, RULES, rulesOf, takeTables } from '../return-rules/index.ts';
import { openReturn, parseReturnYear, problemWords, type RawTables, readRawTables } from '../ssda903/index.ts';
import type { Output } from './output.ts';

const USAGE =
  'Usage: homeward check-return FOLDER|FILE.xml --year 2025-26 [--previous FOLDER|FILE.xml] [--authority CODE] [--json]\n';
const PROBLEMS_SHOWN = 20;

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
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (positionals.length !== 1 || path === undefined || values.year === undefined) {
    output.err(USAGE);
    return 2;
  }
  const year = parseReturnYear(values.year);
  if (year === null || rulesOf(year).length === 0) {
    const known = [...new Set(RULES.flatMap(({ years }) => [years.from, years.to]))].sort();
    throw new Refusal(
      `--year ${values.year}: the rules here are those of ${yearWords(known.at(0))} to ${yearWords(known.at(-1))}. Write the year as 2025-26.`,
    );
  }
  const authority = values.authority ?? null;
  const now = await readYear(path, authority);
  const last = values.previous === undefined ? null : await readYear(values.previous, authority);
  const check = checkSsda903({
    year: yearWords(year),
    tables: now.tables,
    previous: last?.tables ?? null,
    collection: { file_format: now.format, localAuthority: authority },
  });
  tellProblems(now, path, output);
  if (last !== null && values.previous !== undefined) tellProblems(last, values.previous, output);
  if (values.json) writeJson(check, now, output);
  else output.out(asText(check));
  return check.findings.length > 0 || now.stops > 0 || (last?.stops ?? 0) > 0 ? 1 : 0;
}

/** One year's return, as the rules read it: what the files held is let go at once, which halves the memory. */
async function readYear(path: string, authority: string | null) {
  const { tables, format, problems, stops } = await readRawTables(await openReturn(path));
  return { tables: takeTables(tables, undefined, authority), format, problems, stops };
}

function yearWords(year: number | undefined): string {
  return year === undefined ? '' : `${year - 1}-${String(year % 100).padStart(2, '0')}`;
}

function tellProblems(read: Pick<RawTables, 'problems'>, path: string, output: Output): void {
  if (read.problems.length === 0) return;
  output.err(`${path}:\n`);
  for (const problem of read.problems.slice(0, PROBLEMS_SHOWN)) output.err(`  ${problemWords(problem)}\n`);
  if (read.problems.length > PROBLEMS_SHOWN) output.err(`  … and ${read.problems.length - PROBLEMS_SHOWN} more.\n`);
}

const FINDINGS_IN_A_PIECE = 20_000;

/** One document, written in pieces: the findings of a large return may be longer than one text can be. */
function writeJson(check: Check, read: Pick<RawTables, 'problems'>, output: Output): void {
  output.out('{"findings":[');
  for (let from = 0; from < check.findings.length; from += FINDINGS_IN_A_PIECE) {
    const piece = JSON.stringify(check.findings.slice(from, from + FINDINGS_IN_A_PIECE));
    output.out(`${from === 0 ? '' : ','}${piece.slice(1, -1)}`);
  }
  const rest = { notRun: check.notRun, rules: check.rules, seconds: check.seconds, problems: read.problems };
  output.out(`],${JSON.stringify(rest).slice(1)}\n`);
}

/** By rule: how many rows break it, what is wrong, what to do, and the first rows. */
function asText(check: Check): string {
  const byRule = Map.groupBy(check.findings, (finding) => finding.rule);
  const lines = [
    check.findings.length === 0
      ? `Nothing was found by ${check.rules - check.notRun.length} rules.`
      : `${counted(check.findings.length, 'row')} to look at, found by ${counted(byRule.size, 'rule')} of ${check.rules}.`,
    '',
  ];
  for (const [number, findings] of byRule) {
    const rule = RULES.find((one) => one.number === number);
    lines.push(`${number}  ${counted(findings.length, 'row')}: ${rule?.words ?? ''}`);
    lines.push(`      ${rule?.todo ?? ''}`);
    lines.push(`      ${firstRows(findings)}`);
  }
  if (check.notRun.length > 0) {
    lines.push('', `${counted(check.notRun.length, 'rule')} did not run:`);
    for (const [why, rules] of Map.groupBy(check.notRun, (one) => one.why)) {
      lines.push(`  ${why}: ${rules.map((one) => one.rule).join(', ')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function firstRows(findings: readonly Finding[]): string {
  const shown = findings.slice(0, 5).map((one) => `${one.table} row ${one.row + 1}`);
  return `${shown.join(', ')}${findings.length > shown.length ? ' …' : ''}`;
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`;
}
