import { first, sql, type Tx } from '../db/index.ts';
import { type HomeForSearch, homeKey, homesForSearch } from '../homes/index.ts';

/** The homes of a region as one reading found them. The map is never changed; when a home has changed another takes its place. */
export interface Supply {
  readonly homes: ReadonlyMap<string, HomeForSearch>;
}

interface Reading extends Supply {
  readonly asOfTransaction: string;
  /** When the homes were last counted, to find those that have left. */
  readonly counted: number;
}

/** A region is a few megabytes; a process that serves a nation would rather read again than hold them all. */
const READINGS_KEPT = 4;

/**
 * Reads the homes of the actor's regions, fetching only those that changed since the last reading.
 * What is kept is never shown as it is: it holds exact places and other authorities' children (homes-for-search.ts).
 * Only staff who work with children get rows at all. A reading is kept by what is within reach: the owners whose homes
 * are shared with the actor today and whether their households are. Whoever reaches the same shares it; when an agreement
 * begins or ends, the reach is another one and so is the reading.
 */
export class RegionSupply {
  readonly #readings = new Map<string, Reading>();
  readonly #countAfter: number;

  /** @param countAfter milliseconds for which a home that has left the region may still be shown; 0: none */
  constructor(countAfter = 5_000) {
    this.#countAfter = countAfter;
  }

  async read(tx: Tx): Promise<Supply> {
    const asked = await first<{ reach: string | null }>(tx, sql`select app.reach_of_homes() as reach`);
    if (!asked?.reach) return { homes: new Map() };
    const last = this.#readings.get(asked.reach);
    const now = Date.now();
    const reading = last ? await next(tx, last, now, now - last.counted >= this.#countAfter) : await everyHome(tx, now);
    this.#keep(asked.reach, reading);
    return reading;
  }

  #keep(reach: string, reading: Reading): void {
    this.#readings.delete(reach);
    this.#readings.set(reach, reading);
    for (const oldest of this.#readings.keys()) {
      if (this.#readings.size <= READINGS_KEPT) break;
      this.#readings.delete(oldest);
    }
  }
}

/** What has changed since; counting takes longer than reading the few changes, so it is done only now and then. */
async function next(tx: Tx, last: Reading, now: number, count: boolean): Promise<Reading> {
  const { rows: changed, asOfTransaction } = await homesForSearch(tx, last.asOfTransaction);
  const homes =
    changed.length === 0 ? last.homes : new Map([...last.homes, ...changed.map((row) => [homeKey(row), row] as const)]);
  if (!count) return { homes, asOfTransaction, counted: last.counted };
  // A home that has left the region, or came to another organisation, is not among the changes: one too many is kept.
  return homes.size === (await homesThereAre(tx)) ? { homes, asOfTransaction, counted: now } : everyHome(tx, now);
}

async function homesThereAre(tx: Tx): Promise<number> {
  return (await first<{ size: number }>(tx, sql`select app.count_homes_for_search() as size`))?.size ?? 0;
}

async function everyHome(tx: Tx, now: number): Promise<Reading> {
  const { rows: all, asOfTransaction } = await homesForSearch(tx);
  return { homes: new Map(all.map((row) => [homeKey(row), row])), asOfTransaction, counted: now };
}
