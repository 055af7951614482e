import { refreshStatistics, sql, type Tx } from '../db/index.ts';
import { postcode } from '../kernel/index.ts';
import { fillPoints } from './fill-points.ts';
import { authorityOf, degrees, type Places, placesIn } from './postcode-columns.ts';
import { TableFile, type TableSource } from './table-file.ts';

/** The longest row of a postcode file, in bytes; those of the ONS have some 500. */
const LONGEST_ROW = 16_000;
const BATCH = 5_000;

export interface PostcodesImport {
  readonly read: number;
  /** Rows that were new or other than before. */
  readonly changed: number;
  /** Postcodes that the file gives no point (99.999999): they stay unknown. */
  readonly withoutPoint: number;
  /** Postcodes in forms that have not been in use since 1996 and before (NPT 0AA, GIR 0AA). */
  readonly oldForms: number;
  /** Addresses that found their point. */
  readonly placed: number;
}

/**
 * Imports a postcode file with the system's rights, in batches of bounded size: all of it or, with a problem anywhere,
 * nothing. Postcodes that were ended are kept: old addresses have them.
 * @throws Refusal with the problems
 */
export async function importPostcodes(tx: Tx, source: TableSource): Promise<PostcodesImport> {
  const file = new TableFile(source);
  const counts = { read: 0, changed: 0, withoutPoint: 0, oldForms: 0 };
  let at: Places | null = null;
  let batch = new Map<string, readonly [number, number, string | null]>();

  const write = async () => {
    const list = [...batch];
    batch = new Map();
    if (list.length === 0 || file.problems.stopsCount > 0) return;
    const result = await sql`insert into postcode (postcode, lat, long, authority_code)
      select * from unnest(${list.map(([code]) => code)}::text[], ${list.map(([, row]) => row[0])}::float8[],
        ${list.map(([, row]) => row[1])}::float8[], ${list.map(([, row]) => row[2])}::text[])
      on conflict (postcode) do update set lat = excluded.lat, long = excluded.long, authority_code = excluded.authority_code
        where (postcode.lat, postcode.long, postcode.authority_code)
          is distinct from (excluded.lat, excluded.long, excluded.authority_code)`.execute(tx);
    counts.changed += Number(result.numAffectedRows ?? 0n);
  };

  const header = (cells: readonly string[]) => {
    at = placesIn(cells);
  };
  for await (const records of file.rows(header, LONGEST_ROW)) {
    const where = at as unknown as Places;
    for (const { cells, line } of records) {
      counts.read += 1;
      const text = (cells[where.postcode] ?? '').trim();
      const code = postcode(text);
      if (code === null) {
        if (/^[A-Z0-9 ]{5,8}$/i.test(text)) counts.oldForms += 1;
        else file.add(line, 'pcds', text, 'a postcode');
        continue;
      }
      const lat = degrees(cells[where.lat]);
      const long = degrees(cells[where.long]);
      if (lat > 99 || (cells[where.lat] ?? '') === '') {
        counts.withoutPoint += 1;
        continue;
      }
      if (!(lat > 49 && lat < 62))
        file.add(line, 'lat', cells[where.lat] ?? '', 'degrees north in the United Kingdom, 49 to 62');
      if (!(long > -9 && long < 3))
        file.add(line, 'long', cells[where.long] ?? '', 'degrees east in the United Kingdom, -9 to 3');
      batch.set(code, [lat, long, authorityOf(cells, where)]);
      if (batch.size >= BATCH) await write();
    }
  }
  await write();
  file.mustBeGood();
  const placed = await fillPoints(tx);
  await refreshStatistics(tx);
  return { ...counts, placed };
}
