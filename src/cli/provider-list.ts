import { fileSource, plainName, providerColumns, TableFile } from '../homes/index.ts';

/** A row of Ofsted's list, by the names under which the rules of the return ask for it. */
export type ListedProvider = { readonly [column: string]: string | null };

const LONGEST_ROW = 64_000;
/** What checkers' lists of providers call what the rules ask, beside the number and the postcode. */
const COLUMNS: { readonly [column: string]: RegExp } = {
  PROVIDER_CODES: /^provider_codes?$/,
  PLACE_CODES: /^place(ment)?_codes?$/,
  REG_END: /^(reg|registration)_end(_date)?$|^date_(registration_)?(closed|ended)$|^closed_date$/,
  LA_CODE_INFERRED: /^la_code_inferred$/,
};
const NOTHING = new Set(['', 'null', 'n/a', 'na', '-', 'redacted', 'not applicable', 'unknown']);

/**
 * Reads Ofsted's list of providers: the one with the codes of the return, or as Ofsted publishes it, which tells
 * numbers and postcodes. A column that the list does not have is left out, so that no rule takes it for blank.
 *
 * @throws Refusal when it cannot be read, in words
 */
export async function readProviderList(path: string): Promise<readonly ListedProvider[]> {
  const file = new TableFile(await fileSource(path));
  const at = new Map<string, number>();
  const header = (cells: readonly string[]) => {
    const { urn, postcode } = providerColumns(cells);
    at.set('URN', urn);
    if (postcode >= 0) at.set('POSTCODE', postcode);
    const names = cells.map(plainName);
    for (const [column, known] of Object.entries(COLUMNS)) {
      const found = names.findIndex((name) => known.test(name));
      if (found >= 0) at.set(column, found);
    }
  };
  const providers: ListedProvider[] = [];
  for await (const records of file.rows(header, LONGEST_ROW)) {
    for (const { cells } of records) {
      const row: { [column: string]: string | null } = {};
      for (const [column, position] of at) {
        const text = (cells[position] ?? '').trim();
        // Spreadsheets turn a number into 1234567.0.
        const plain = column === 'URN' ? text.replace(/\.0+$/, '') : text;
        row[column] = NOTHING.has(plain.toLowerCase()) ? null : plain;
      }
      providers.push(row);
    }
  }
  file.mustBeGood('read');
  return providers;
}
