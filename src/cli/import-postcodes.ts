import { importPostcodes } from '../homes/index.ts';
import { counted, importFile } from './import-file.ts';
import type { Output } from './output.ts';

/** `homeward import postcodes FILE`: the ONS Postcode Directory, so that distances can be told. */
export async function importPostcodesCommand(args: readonly string[], output: Output): Promise<number> {
  return importFile(args, output, {
    usage: 'import postcodes FILE.csv [--json]',
    authority: false,
    run: (database, source) => database.asSystem((tx) => importPostcodes(tx, source)),
    words: (done, name) => [
      `${name}: ${counted(done.read, 'postcode')} read, ${done.changed.toLocaleString('en-GB')} new or changed.`,
      ...(done.withoutPoint > 0
        ? [`${counted(done.withoutPoint, 'postcode')} without a place on the map were left out.`]
        : []),
      ...(done.oldForms > 0 ? [`${counted(done.oldForms, 'postcode')} in forms no longer used were left out.`] : []),
      `${counted(done.placed, 'address', 'addresses')} of children and homes found on the map.`,
    ],
  });
}
