import { rawColumns } from '../ssda903/index.ts';
import type { Grid, Line } from './grid.ts';

/** Where a postcode is. */
export interface PostcodePlace {
  readonly lat: number;
  readonly long: number;
  /** Code of the authority it lies in, as in the return's authority; null where the postcode file says none. */
  readonly authority: string | null;
}
export type FindPostcode = (postcode: string) => PostcodePlace | null;

/** How the return writes where a placement lies that is not in England, by the first letter of the place's code. */
const OUTSIDE_ENGLAND: ReadonlyMap<string | undefined, string> = new Map([
  ['W', 'WAL'],
  ['S', 'SCO'],
  ['N', 'NIR'],
]);

const UASC = rawColumns('Header').indexOf('UASC');
const HOME_POST = rawColumns('Episodes').indexOf('HOME_POST');
const PL_POST = rawColumns('Episodes').indexOf('PL_POST');
const PLACES = ['PL_DISTANCE', 'PL_LA', 'PL_LOCATION'];

/**
 * Header with the column UASC, which only the XML file carries: '1' for a child whom the table UASC names, else '0'.
 * Left as it is where the column is there, or where the return has no table UASC to tell it by.
 */
export function withUasc(header: Grid | undefined, uasc: Grid | undefined): Grid | undefined {
  if (!header || !uasc || header.columns.has('UASC')) return header;
  const named = new Set(uasc.rows.map((line) => line[0]));
  return {
    columns: new Set([...header.columns, 'UASC']),
    rows: header.rows.map((line) => line.with(UASC, named.has(line[0]) ? '1' : '0')),
  };
}

/**
 * Episodes with the columns that the Department derives from postcodes, where the return does not carry them:
 * PL_DISTANCE (miles with one decimal, as the crow flies, from home to placement), PL_LA (the authority the placement
 * lies in, or WAL, SCO or NIR) and PL_LOCATION (IN or OUT of the authority responsible). Blank where a postcode is
 * blank or not known.
 *
 * @param miles distance between two places in miles
 */
export function withPlaces(
  episodes: Grid | undefined,
  find: FindPostcode | undefined,
  authority: string | null,
  miles: (a: PostcodePlace, b: PostcodePlace) => number,
): Grid | undefined {
  if (!episodes || !find || PLACES.some((column) => episodes.columns.has(column))) return episodes;
  const known = new Map<string, PostcodePlace | null>();
  const place = (text: string | null | undefined): PostcodePlace | null => {
    if (!text) return null;
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const found = find(text);
    known.set(text, found);
    return found;
  };
  const located = (line: Line): Line => {
    const home = place(line[HOME_POST]);
    const placement = place(line[PL_POST]);
    return [
      ...line.slice(0, -PLACES.length),
      home && placement ? miles(home, placement).toFixed(1) : null,
      placement?.authority ? (OUTSIDE_ENGLAND.get(placement.authority[0]) ?? placement.authority) : null,
      placement?.authority && authority ? (placement.authority === authority ? 'IN' : 'OUT') : null,
    ];
  };
  const derived = authority ? PLACES : PLACES.slice(0, 2);
  return { columns: new Set([...episodes.columns, ...derived]), rows: episodes.rows.map(located) };
}
