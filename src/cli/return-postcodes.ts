import { type FoundPostcode, fileSource, findPostcodes } from '../homes/index.ts';
import { postcode } from '../kernel/index.ts';
import { type RawTables, rawColumns } from '../ssda903/index.ts';

const POSTCODES = ['HOME_POST', 'PL_POST'].map((name) => rawColumns('Episodes').indexOf(name));

/**
 * Where the postcodes of some returns are, by a postcode file.
 *
 * @throws Refusal when the file cannot be read, in words
 */
export async function returnPostcodes(
  path: string,
  returns: readonly RawTables[],
): Promise<(text: string) => FoundPostcode | null> {
  const wanted = new Set<string>();
  for (const { tables } of returns) {
    for (const row of tables.Episodes?.rows ?? []) {
      for (const at of POSTCODES) {
        const code = postcode(row[at] ?? '');
        if (code !== null) wanted.add(code);
      }
    }
  }
  const found = await findPostcodes(await fileSource(path), wanted);
  return (text) => found.get(postcode(text) ?? '') ?? null;
}
