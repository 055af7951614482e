import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Output } from '../src/cli/output.ts';

/**
 * One thing measured. `against` is what it is compared with in seconds (a limit that was set, or another way
 * to do the same work), or words for it; `ratio` is seconds divided by that, so below 1 is faster.
 */
export interface Measurement {
  readonly seconds: number;
  readonly against: number | string;
  readonly ratio: number;
}

/** What one bench answers: its measurements by name. */
export type Measurements = Readonly<Record<string, Measurement>>;

/**
 * `homeward bench [NAME…] [--json]`: runs every function called `bench…` that a file of this folder exports,
 * one after another, or those whose file or name holds one of the given names.
 */
export async function bench(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const found: Record<string, Measurement> = {};
  const benches = await findBenches(positionals);
  if (benches.length === 0) {
    output.err(
      positionals.length === 0 ? 'There are no benches.\n' : `No bench is called ${positionals.join(' or ')}.\n`,
    );
    return positionals.length === 0 ? 1 : 2;
  }
  if (!values.json) output.out(row('what', 'seconds', 'against', 'ratio'));
  for (const { name, measure } of benches) {
    output.err(`${name} …\n`);
    const measured = await measure();
    for (const [key, value] of Object.entries(measured)) {
      found[key] = value;
      if (!values.json) output.out(row(key, shown(value.seconds), shown(value.against), value.ratio.toFixed(2)));
    }
  }
  if (values.json) output.out(`${JSON.stringify(found, null, 2)}\n`);
  return 0;
}

interface Bench {
  readonly name: string;
  readonly measure: () => Promise<Measurements>;
}

/** Loads only the files that are asked for where a file's name says so; else all, and picks by function name. */
async function findBenches(wanted: readonly string[]): Promise<Bench[]> {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = globSync('*.ts', { cwd: folder })
    .filter((file) => file !== 'bench.ts' && !file.endsWith('.test.ts'))
    .sort();
  const named = files.filter((file) => wanted.some((word) => basename(file, '.ts').includes(word)));
  const benches: Bench[] = [];
  for (const file of named.length > 0 ? named : files) {
    const exported: Record<string, unknown> = await import(pathToFileURL(`${folder}${file}`).href);
    for (const [name, measure] of Object.entries(exported)) {
      const asked = named.length > 0 || wanted.length === 0 || wanted.some((word) => lower(name).includes(lower(word)));
      if (/^bench[A-Z]/.test(name) && typeof measure === 'function' && asked) {
        benches.push({ name, measure: async () => measure() });
      }
    }
  }
  return benches;
}

function lower(word: string): string {
  return word.toLowerCase();
}

function shown(value: number | string): string {
  return typeof value === 'number' ? value.toPrecision(3) : value;
}

function row(name: string, seconds: string, against: string, ratio: string): string {
  return `${name.padEnd(64)} ${seconds.padStart(10)} ${against.padStart(24)} ${ratio.padStart(8)}\n`;
}
