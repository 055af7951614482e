/** A point on the ground in degrees, WGS84. */
export interface Place {
  readonly lat: number;
  readonly long: number;
}

const EARTH_RADIUS_MILES = 3958.7613;
const RADIANS = Math.PI / 180;

/**
 * Miles between two places in a straight line over the ground (haversine, mean earth radius 6,371.0088 km, IUGG).
 * The statutory return measures distance the same way, "as the crow flies".
 */
export function milesBetween(a: Place, b: Place): number {
  const dLat = (b.lat - a.lat) * RADIANS;
  const dLong = (b.long - a.long) * RADIANS;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * Math.sin(dLong / 2) ** 2;
  return 2 * EARTH_RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(h)));
}

const POSTCODE = /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$/;

/**
 * A postcode in its usual form (`SW1A 2AA`); null when the text cannot be one.
 * Spaces and case do not matter. Whether the postcode exists is a question for the postcode file.
 */
export function postcode(text: string): string | null {
  const parts = POSTCODE.exec(text.toUpperCase().replace(/\s+/g, ''));
  return parts ? `${parts[1]} ${parts[2]}` : null;
}
