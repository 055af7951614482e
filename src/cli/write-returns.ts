import { parseArgs } from 'node:util';
import { makeRegion, parseSize, returnYears, writeReturns } from '../../seed/index.ts';
import { englandDate, plainDate, Refusal } from '../kernel/index.ts';
import { returnYearWords } from '../ssda903/index.ts';
import type { Output } from './output.ts';

/**
 * `homeward write-returns FOLDER`: writes what the made-up authorities would send each year, one folder an authority
 * and year, for trying imports and checks. The same seed, size and day give the same files; no database is opened.
 */
export async function writeMadeUpReturns(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      size: { type: 'string', default: 'default' },
      'as-of': { type: 'string' },
    },
  });
  const [folder] = positionals;
  if (!folder || positionals.length > 1) {
    output.err('Name one folder to write to: homeward write-returns FOLDER\n');
    return 2;
  }
  const asked = values['as-of'];
  const asOf = asked === undefined ? englandDate(new Date()) : plainDate(asked);
  if (!asOf) throw new Refusal('--as-of should be a date such as 2026-11-21.');
  const region = makeRegion({ seed: values.seed, size: parseSize(values.size), asOf });
  const files = await writeReturns(region, folder).catch((error: NodeJS.ErrnoException) => {
    throw error.code ? new Refusal(`${folder} cannot be written to (${error.code}). Name a folder you own.`) : error;
  });
  const years = returnYears(region).map(returnYearWords);
  output.out(
    `Wrote ${files} files to ${folder}: returns of ${years[0]} to ${years.at(-1)}, a folder an authority and year.\n`,
  );
  return 0;
}
