import type { Place } from '../kernel/index.ts';
import { milesFrom, worth } from './closeness.ts';
import { type Measure, settle, unknownBetween } from './estimate.ts';
import { CURVES, NEAR_IS_NOT_TOGETHER } from './policy.ts';
import { onSphere, type PreparedHomes } from './prepared-homes.ts';

/**
 * Living with brothers and sisters, or near them. Each of them counts the same: one who lives in this home counts in
 * full, one elsewhere by closeness, and never quite as much as together. Those known to live in this home are taken
 * to be the nearest of the places that were given. Null: the child is known to have none elsewhere.
 */
export function familyTogether(child: string, given: readonly Place[] | null, homes: PreparedHomes): Measure | null {
  const withOne = homesWithBrotherOrSister(child, homes);
  const places = given && given.length > 0 ? given : placesOf(withOne, homes);
  if (places.length === 0 && withOne.size === 0) return given === null ? unknownEverywhere : null;
  const points = places.map(onSphere);
  const near = new Float64Array(points.length);
  return (h, out) => {
    const together = withOne.get(h) ?? 0;
    const count = Math.max(points.length, together);
    if (count === 0) return unknownBetween(out, 0, NEAR_IS_NOT_TOGETHER);
    if (Number.isNaN(homes.x[h]!)) {
      return unknownBetween(out, together / count, (together + NEAR_IS_NOT_TOGETHER * (count - together)) / count);
    }
    for (let p = 0; p < points.length; p++) {
      near[p] = worth(milesFrom(homes, h, points[p]!), CURVES['brothers-and-sisters']);
    }
    if (near.length > 1) near.sort();
    let sum = 0;
    for (let p = 0; p < count - together; p++) sum += near[p]!;
    const value = (together + NEAR_IS_NOT_TOGETHER * sum) / count;
    return settle(out, value, value, value, true);
  };
}

const unknownEverywhere: Measure = (_h, out) => unknownBetween(out, 0, 1);

/** How many brothers and sisters of the child live in each home, for the homes where some do. */
export function homesWithBrotherOrSister(child: string, homes: PreparedHomes): ReadonlyMap<number, number> {
  return homes.siblingsOf.get(child) ?? NOBODY;
}

const NOBODY: ReadonlyMap<number, number> = new Map();

/** Where they are known to live, one place for each of them. */
function placesOf(withOne: ReadonlyMap<number, number>, homes: PreparedHomes): Place[] {
  const places: Place[] = [];
  for (const [h, count] of withOne) {
    const at = homes.homes[h]!.at;
    if (at) for (let i = 0; i < count; i++) places.push(at);
  }
  return places;
}
