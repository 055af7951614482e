import type { HomeForSearch } from '../homes/index.ts';
import type { Place } from '../kernel/index.ts';

export interface Town {
  readonly name: string;
  readonly at: Place;
}

/** Fewer homes would give away where one of them is. */
const HOMES_TO_NAME_A_TOWN = 5;
/** By reading of the region: every page of it knows the same towns. */
const known = new WeakMap<ReadonlyMap<string, HomeForSearch>, Town[]>();

/** Towns by name, each in the middle of its homes: the system holds no map of its own. */
export function townsOf(homes: ReadonlyMap<string, HomeForSearch>): readonly Town[] {
  const before = known.get(homes);
  if (before) return before;
  const sums = new Map<string, { lat: number; long: number; count: number }>();
  for (const { area, lat, long } of homes.values()) {
    if (!area || lat === null || long === null) continue;
    const sum = sums.get(area) ?? { lat: 0, long: 0, count: 0 };
    sums.set(area, { lat: sum.lat + lat, long: sum.long + long, count: sum.count + 1 });
  }
  const towns = [...sums]
    .filter(([, { count }]) => count >= HOMES_TO_NAME_A_TOWN)
    .map(([name, { lat, long, count }]) => ({ name, at: { lat: lat / count, long: long / count } }));
  known.set(homes, towns);
  return towns;
}

/** The town a person typed, whatever its capitals and spaces; null when the region has no such town. */
export function townNamed(homes: ReadonlyMap<string, HomeForSearch>, typed: string): Town | null {
  const wanted = plain(typed);
  return wanted === '' ? null : (townsOf(homes).find((town) => plain(town.name) === wanted) ?? null);
}

function plain(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
