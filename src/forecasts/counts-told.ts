import { CELLS, type Cells, FEW, tellings } from '../indicators/index.ts';
import { KINDS, type Kind } from '../sufficiency/index.ts';

/** Children by kind of home on one day, and all of them. */
export type KindCounts = { readonly [K in Kind | 'all']: number };

/** The same as it may be told: a number, `few` for 1 to 5, `hidden` where such a number would follow from it. */
export type KindsTold = { readonly [K in Kind | 'all']: number | 'few' | 'hidden' };

/** What a count of several authorities is rounded to. */
export const ROUNDED_TO = 5;

const CELL = { fostering: 'foster', residential: 'residential', supported: 'supported', other: 'elsewhere' } as const;

/**
 * Counts as a page or a file may tell them. Of one authority, numbers of 1 to 5 are kept back, and what they would follow
 * from. Of several together numbers are rounded to 5, so that what the others have does not give away what one has.
 */
export function countsTold(counts: KindCounts, several: boolean): KindsTold {
  if (several) {
    const rounded = (count: number) =>
      count > 0 && count <= FEW ? 'few' : Math.round(count / ROUNDED_TO) * ROUNDED_TO;
    return Object.fromEntries([...KINDS, 'all' as const].map((kind) => [kind, rounded(counts[kind])])) as KindsTold;
  }
  const cells = {
    ...Object.fromEntries(CELLS.map((cell) => [cell, 0])),
    ...Object.fromEntries(KINDS.map((kind) => [CELL[kind], counts[kind]])),
    'in-care': counts.all,
  } as unknown as Cells;
  const told = tellings(cells);
  const tell = (cell: (typeof CELL)[Kind] | 'in-care', count: number) => (told[cell] === 'shown' ? count : told[cell]);
  return {
    ...(Object.fromEntries(KINDS.map((kind) => [kind, tell(CELL[kind], counts[kind])])) as Record<
      Kind,
      KindsTold[Kind]
    >),
    all: tell('in-care', counts.all),
  };
}

/** `12`, `5 or fewer`, or that it is not told. */
export function countWords(told: KindsTold[Kind]): string {
  if (told === 'few') return `${FEW} or fewer`;
  return told === 'hidden' ? 'not told' : told.toLocaleString('en-GB');
}
