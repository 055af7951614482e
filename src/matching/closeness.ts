import type { Place } from '../kernel/index.ts';
import { type Measure, settle, unknownBetween } from './estimate.ts';
import { AREA, type Curve } from './policy.ts';
import { onSphere, type PreparedHomes } from './prepared-homes.ts';

const EARTH_DIAMETER_MILES = 2 * 3958.7613;

/** Miles over the ground from home `h` to a point on the unit sphere; NaN where the home's place is unknown. */
export function milesFrom(homes: PreparedHomes, h: number, to: readonly [number, number, number]): number {
  const dx = homes.x[h]! - to[0];
  const dy = homes.y[h]! - to[1];
  const dz = homes.z[h]! - to[2];
  const half = Math.sqrt(dx * dx + dy * dy + dz * dz) / 2;
  return EARTH_DIAMETER_MILES * arcsine(half);
}

/**
 * Below 0.02, which is 158 miles, the first terms of the series are the arcsine to the last digit (the next one is
 * 0.03 x^9, under 2e-17) at a third of the time; a search measures tens of thousands of such distances.
 */
function arcsine(x: number): number {
  if (!(x < 0.02)) return Math.asin(x > 1 ? 1 : x);
  const square = x * x;
  return x * (1 + square * (1 / 6 + square * (3 / 40 + square * (15 / 336))));
}

/** 1 within `full` miles, and half for every `half` miles beyond. */
export function worth(miles: number, curve: Curve | 'area'): number {
  if (curve !== 'area') return miles <= curve.full ? 1 : 2 ** ((curve.full - miles) / curve.half);
  if (miles <= AREA.full) return 1;
  return miles >= AREA.none ? 0 : (AREA.none - miles) / (AREA.none - AREA.full);
}

/** The mean closeness to the places; unknown where the places, or the home's own, are. */
export function closeness(homes: PreparedHomes, places: readonly Place[] | null, curve: Curve | 'area'): Measure {
  if (places === null) return (_h, out) => unknownBetween(out, 0, 1);
  const points = places.map(onSphere);
  return (h, out) => {
    if (Number.isNaN(homes.x[h]!)) return unknownBetween(out, 0, 1);
    let sum = 0;
    for (const point of points) sum += worth(milesFrom(homes, h, point), curve);
    const value = sum / points.length;
    return settle(out, value, value, value, true);
  };
}
