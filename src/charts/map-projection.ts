import type { Place } from '../kernel/index.ts';

/** A home's position is told to 0.02 degrees: about 1.4 miles north to south, 0.8 miles west to east. */
const CELLS_A_DEGREE = 50;

/** Miles in a degree of latitude, from the mean radius of the earth (3,958.7613 miles, IUGG): π/180 × radius. */
const MILES_A_DEGREE = 69.0934;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** A place with the ground that must be seen around it. */
export interface Seen {
  readonly at: Place;
  readonly miles: number;
}

/**
 * The nearest crossing of the grid; null where the numbers are not a place on earth.
 * Everything that the map draws or says about a person's place starts from this, never from the exact place.
 */
export function onGrid(at: Place | null): Place | null {
  if (at === null || !(Math.abs(at.lat) <= 85) || !(Math.abs(at.long) <= 180)) return null;
  return { lat: toGrid(at.lat), long: toGrid(at.long) };
}

function toGrid(degrees: number): number {
  return Math.round(degrees * CELLS_A_DEGREE) / CELLS_A_DEGREE || 0;
}

export interface Projection {
  readonly pixelsAMile: number;
  readonly toPixels: (at: Place) => Point;
}

/**
 * Equirectangular around the middle of what is to be seen: a degree of longitude is shortened by the cosine of the
 * middle's latitude, so that a mile is as long in every direction. Over one region the error is well under the grid's.
 * @param least fewest miles across the frame, so that one home alone is not shown as if under a lens
 */
export function projection(seen: readonly Seen[], frame: Frame, margin: number, least = 4): Projection {
  const lats = range(seen.map(({ at, miles }) => [at.lat, miles / MILES_A_DEGREE]));
  const middleLat = (lats.from + lats.to) / 2;
  const shortening = Math.cos((middleLat * Math.PI) / 180);
  const longs = range(seen.map(({ at, miles }) => [at.long, miles / MILES_A_DEGREE / shortening]));
  const middleLong = (longs.from + longs.to) / 2;
  const tall = Math.max(least, (lats.to - lats.from) * MILES_A_DEGREE);
  const broad = Math.max(least, (longs.to - longs.from) * MILES_A_DEGREE * shortening);
  const pixelsAMile = Math.min((frame.width - 2 * margin) / broad, (frame.height - 2 * margin) / tall);
  return {
    pixelsAMile,
    toPixels: ({ lat, long }) => ({
      x: frame.width / 2 + (long - middleLong) * MILES_A_DEGREE * shortening * pixelsAMile,
      y: frame.height / 2 - (lat - middleLat) * MILES_A_DEGREE * pixelsAMile,
    }),
  };
}

function range(values: readonly (readonly [number, number])[]): { from: number; to: number } {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const [middle, around] of values) {
    from = Math.min(from, middle - around);
    to = Math.max(to, middle + around);
  }
  return from <= to ? { from, to } : { from: 0, to: 0 };
}
