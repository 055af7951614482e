import { type Database, first, insertAll, refreshStatistics, rows, sql, type Tx } from '../src/db/index.ts';
import { Refusal } from '../src/kernel/index.ts';
import { makeRegion, REGION_VERSION, type RegionOptions } from './region.ts';
import { type RegionSize, SIZES } from './sizes.ts';

const MARK = 'made-up region';

export interface Summary {
  readonly seconds: number;
  readonly rows: number;
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>;
}

/** How far the loading is (0–1), and in words what is being done. */
export type Progress = (share: number, words: string) => void;

/**
 * Makes a region and puts it into the database, all or nothing.
 * @throws Refusal when the database already holds an organisation
 */
export function loadRegion(
  database: Database,
  options: RegionOptions,
  progress: Progress = () => undefined,
): Promise<Summary> {
  const began = performance.now();
  return database.asSystem(async (tx) => {
    if (await first(tx, sql`select 1 from organisation limit 1`))
      throw new Refusal(
        'The made-up region can only be loaded into an empty database; this one already holds organisations.',
      );
    const size = SIZES[options.size];
    const expected = size.regions * (1 + size.authorities);
    const tables: Record<string, number> = {};
    let last = '';
    let parts = 0;
    progress(0, 'Making up lives');
    for (const { table, rows } of makeRegion(options).chunks()) {
      tables[table] =
        (tables[table] ?? 0) +
        (await insertAll(tx, table, rows, table === 'provider_listing' ? 'on conflict do nothing' : ''));
      if (table === 'child' || (table === 'home' && last !== 'home')) {
        parts++;
        progress(
          Math.min(0.99, parts / (expected + 1)),
          table === 'home' ? 'Opening homes' : 'Telling children’s stories',
        );
      }
      last = table;
    }
    // Families were written down as hidden before anybody worked with their children.
    await sql`select app.name_social_workers()`.execute(tx);
    await insertAll(tx, 'setting', [
      { name: MARK, value: { seed: options.seed, size: options.size, asOf: options.asOf, version: REGION_VERSION } },
    ]);
    await refreshStatistics(tx);
    progress(1, 'The made-up region is ready');
    return {
      seconds: (performance.now() - began) / 1000,
      rows: Object.values(tables).reduce((sum, each) => sum + each, 0),
      tables,
    };
  });
}

/** Which made-up region the database holds; null when it holds real records or nothing. */
export async function madeUpRegion(tx: Tx): Promise<{ seed: number | string; size: RegionSize; asOf: string } | null> {
  const [found] = await rows<{ value: { seed: number | string; size: RegionSize; asOf: string } }>(
    tx,
    sql`select value from setting where name = ${MARK}`,
  );
  return found ? { seed: found.value.seed, size: found.value.size, asOf: found.value.asOf } : null;
}
