import type { Output } from './output.ts';

const SUBJECTS = ['return', 'homes', 'postcodes', 'providers', 'benchmarks', 'prices'] as const;

/** `homeward import`: what is imported decides which part of the program is loaded. */
export async function runImport(args: readonly string[], output: Output): Promise<number> {
  const [subject, ...rest] = args;
  switch (subject) {
    case 'return':
      return (await import('./import-return.ts')).importReturn(rest, output);
    case 'homes':
      return (await import('./import-homes.ts')).importHomesCommand(rest, output);
    case 'postcodes':
      return (await import('./import-postcodes.ts')).importPostcodesCommand(rest, output);
    case 'providers':
      return (await import('./import-providers.ts')).importProvidersCommand(rest, output);
    case 'benchmarks':
      return (await import('./import-benchmarks.ts')).importBenchmarksCommand(rest, output);
    case 'prices':
      return (await import('./import-prices.ts')).importPricesCommand(rest, output);
    default:
      output.err(
        `${subject === undefined ? 'Say what to import' : `There is nothing called “${subject}” to import`}: ${SUBJECTS.join(', ')}.\n`,
      );
      output.err('Usage: homeward import return|homes|postcodes|providers|benchmarks|prices FILE…\n');
      return 2;
  }
}
