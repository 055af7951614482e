import { Unreadable } from '../ssda903/index.ts';
import { plainName } from './table-file.ts';

/**
 * The columns read, in the names of the editions of the ONS Postcode Directory and of the National Statistics
 * Postcode Lookup: `oslaua` and `oscty` up to 2024, `lad25cd` and `cty25cd` since, with the year of the boundaries.
 */
const COLUMNS: Readonly<Record<keyof Places, { readonly names: RegExp; readonly words: string | null }>> = {
  postcode: { names: /^(pcds|pcd|pcd7|pcd8|pcd2|postcode)$/, words: 'pcds' },
  lat: { names: /^(lat|latitude)$/, words: 'lat' },
  long: { names: /^(long|lng|longitude)$/, words: 'long' },
  authority: { names: /^(oslaua|laua|lad\d\dcd|ladcd)$/, words: 'oslaua or lad25cd' },
  county: { names: /^(oscty|cty\d\dcd|ctycd)$/, words: null },
};

/** Where the columns are; -1: the file has none. */
export interface Places {
  postcode: number;
  lat: number;
  long: number;
  authority: number;
  county: number;
}

/** Where the columns of a postcode file are, by its first row. @throws Unreadable when one that is needed is missing */
export function placesIn(header: readonly string[]): Places {
  const names = header.map(plainName);
  const at = { postcode: -1, lat: -1, long: -1, authority: -1, county: -1 };
  const missing: string[] = [];
  for (const column of Object.keys(COLUMNS) as (keyof Places)[]) {
    const { names: known, words } = COLUMNS[column];
    at[column] = names.findIndex((name) => known.test(name));
    if (at[column] < 0 && words !== null) missing.push(words);
  }
  if (missing.length > 0) {
    throw new Unreadable(`the columns of the ONS Postcode Directory; missing: ${missing.join(', ')}`, {
      line: 1,
      value: header.join(', '),
    });
  }
  return at;
}

/** Degrees as written, or NaN. */
export function degrees(cell: string | undefined): number {
  return cell === undefined || !/^\s*-?\d{1,3}(\.\d+)?\s*$/.test(cell) ? Number.NaN : Number(cell);
}

/** The authority with duties to children: the county where there is one, otherwise the district, borough or unitary. */
export function authorityOf(cells: readonly string[], at: Places): string | null {
  const county = at.county < 0 ? '' : (cells[at.county] ?? '').trim();
  if (/^E10\d{6}$/.test(county)) return county;
  const district = (cells[at.authority] ?? '').trim();
  return /^[ENSW]\d{8}$/.test(district) ? district : null;
}
