import { Refusal } from '../kernel/index.ts';
import { importPrices } from '../placements/index.ts';
import { counted, importFile } from './import-file.ts';
import type { Output } from './output.ts';

/** `homeward import prices FILE.csv`: what was agreed to pay for stays (docs/importing.md). */
export async function importPricesCommand(args: readonly string[], output: Output): Promise<number> {
  return importFile(args, output, {
    usage: 'import prices FILE.csv [--authority CODE] [--json]',
    authority: true,
    run: (database, source, authority) => {
      if (authority !== null && !/^[A-Z0-9]{2,12}$/.test(authority)) {
        throw new Refusal('--authority should be the code of the authority, such as E09000027.');
      }
      return database.asSystem((tx) => importPrices(tx, source, authority));
    },
    words: (done, name) => [
      `${name}: ${counted(done.read, 'row')} read, ${counted(done.added, 'price')} written down, ${done.unchanged.toLocaleString('en-GB')} as they were.`,
    ],
  });
}
