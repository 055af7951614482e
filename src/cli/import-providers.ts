import { importProviders } from '../homes/index.ts';
import { counted, importFile } from './import-file.ts';
import type { Output } from './output.ts';

/** `homeward import providers FILE`: Ofsted's list of providers, for names, grades and days of inspection. */
export async function importProvidersCommand(args: readonly string[], output: Output): Promise<number> {
  return importFile(args, output, {
    usage: 'import providers FILE.csv [--json]',
    authority: false,
    run: (database, source) => database.asSystem((tx) => importProviders(tx, source)),
    notices: (done) => done.notices,
    words: (done, name) => [
      `${name}: ${counted(done.read, 'row')} read, ${counted(done.providers, 'provider')}, ${done.changed.toLocaleString('en-GB')} new or changed.`,
      `${counted(done.homes, 'home')} known here ${done.homes === 1 ? 'has' : 'have'} a new grade or name.`,
    ],
  });
}
