import type { Cells } from './rows.ts';

/** Where a postcode is. */
export interface PostcodePlace {
  readonly lat: number;
  readonly long: number;
  /** Code of the authority it lies in, as in the return's authority. */
  readonly authority: string;
}
export type FindPostcode = (postcode: string) => PostcodePlace | null;

type Given = readonly Cells[] | undefined;

/**
 * Header with the column UASC, which only the XML file carries: '1' for a child whom the table UASC names, else '0'.
 * Left as it is where the column is there, or where the return has no table UASC to tell it by.
 */
export function withUasc(header: Given, uasc: Given): Given {
  if (!header || !uasc || header.some((row) => row.UASC !== undefined)) return header;
  const named = new Set(uasc.map((row) => row.CHILD));
  return header.map((row) => ({ ...row, UASC: named.has(row.CHILD) ? '1' : '0' }));
}

/**
 * Episodes with the columns that the Department derives from postcodes, where the return does not carry them:
 * PL_DISTANCE (whole tenths of a mile, as the crow flies, from home to placement), PL_LA (the authority the placement
 * lies in) and PL_LOCATION (IN or OUT of the authority responsible). Blank where a postcode is blank or not known.
 *
 * @param miles distance between two places in miles
 */
export function withPlaces(
  episodes: Given,
  find: FindPostcode | undefined,
  authority: string | null,
  miles: (a: PostcodePlace, b: PostcodePlace) => number,
): Given {
  if (!episodes || !find) return episodes;
  const known = new Map<string, PostcodePlace | null>();
  const place = (text: string | null | undefined): PostcodePlace | null => {
    if (!text) return null;
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const found = find(text);
    known.set(text, found);
    return found;
  };
  return episodes.map((row) => {
    if (row.PL_DISTANCE !== undefined || row.PL_LA !== undefined || row.PL_LOCATION !== undefined) return row;
    const home = place(row.HOME_POST);
    const placement = place(row.PL_POST);
    return {
      ...row,
      PL_DISTANCE: home && placement ? miles(home, placement).toFixed(1) : null,
      PL_LA: placement?.authority ?? null,
      PL_LOCATION: placement && authority ? (placement.authority === authority ? 'IN' : 'OUT') : null,
    };
  });
}
