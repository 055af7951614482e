import { fileSource, type ListedProvider, providerColumns, TableFile } from '../homes/index.ts';

const LONGEST_ROW = 64_000;
/** Which columns the rules of the return ask for, by what the import of the list calls them. */
const COLUMNS = {
  URN: 'urn',
  POSTCODE: 'postcode',
  PLACE_CODES: 'place_codes',
  PROVIDER_CODES: 'provider_codes',
  REG_END: 'registration_ended',
  LA_CODE_INFERRED: 'authority_code',
} as const;
const NOTHING = new Set(['', 'null', 'n/a', 'na', '-', 'redacted', 'not applicable', 'unknown']);

/**
 * Reads Ofsted's list of providers: the one with the codes of the return, or as Ofsted publishes it, which tells
 * numbers and postcodes. A column that the list does not have is left out, so that no rule takes it for blank; so is a
 * blank postcode.
 *
 * @throws Refusal when it cannot be read, in words
 */
export async function readProviderList(path: string): Promise<readonly ListedProvider[]> {
  const file = new TableFile(await fileSource(path));
  const at = new Map<string, number>();
  const header = (cells: readonly string[]) => {
    const places = providerColumns(cells);
    for (const [name, column] of Object.entries(COLUMNS)) if (places[column] >= 0) at.set(name, places[column]);
  };
  const providers: ListedProvider[] = [];
  for await (const records of file.rows(header, LONGEST_ROW)) {
    for (const { cells } of records) {
      const row: { [column: string]: string | null } = {};
      for (const [column, position] of at) {
        const text = (cells[position] ?? '').trim();
        // Spreadsheets turn a number into 1234567.0.
        const plain = column === 'URN' ? text.replace(/\.0+$/, '') : text;
        const blank = NOTHING.has(plain.toLowerCase());
        // Ofsted publishes no postcode of a children's home: a blank one contradicts nothing.
        if (blank && column === 'POSTCODE') continue;
        row[column] = blank ? null : plain;
      }
      providers.push(row);
    }
  }
  file.mustBeGood('read');
  return providers;
}
