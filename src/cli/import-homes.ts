import { importHomes } from '../homes/index.ts';
import { englandDate, Refusal } from '../kernel/index.ts';
import { counted, importFile } from './import-file.ts';
import type { Output } from './output.ts';

/** `homeward import homes FILE.csv`: homes, their rooms, terms, skills and fees (docs/importing.md). */
export async function importHomesCommand(args: readonly string[], output: Output): Promise<number> {
  return importFile(args, output, {
    usage: 'import homes FILE.csv [--authority CODE] [--json]',
    authority: true,
    run: (database, source, authority) => {
      if (authority !== null && !/^[A-Z0-9]{2,12}$/.test(authority)) {
        throw new Refusal('--authority should be the code of the authority, such as E09000027.');
      }
      return database.asSystem((tx) => importHomes(tx, source, { authority, today: englandDate(new Date()) }));
    },
    notices: (done) => done.notices,
    words: (done, name) => [
      `${name}: ${counted(done.added, 'home')} added, ${done.changed.toLocaleString('en-GB')} changed, ${done.unchanged.toLocaleString('en-GB')} as they were.`,
      ...(done.placed > 0 ? [`${counted(done.placed, 'address', 'addresses')} found on the map.`] : []),
    ],
  });
}
