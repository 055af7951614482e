import { Refusal } from '../src/kernel/index.ts';

/** How large a made-up region is asked for. */
export type RegionSize = 'town' | 'default' | 'region' | 'nation';

export interface Size {
  readonly regions: number;
  readonly authorities: number; // in each region
  readonly children: number; // in care on the day, in each region
}

/** Homes follow from the children: about two for three children, as in England (52,000 for 82,000). */
export const SIZES: Readonly<Record<RegionSize, Size>> = {
  town: { regions: 1, authorities: 2, children: 150 },
  default: { regions: 1, authorities: 8, children: 1_500 },
  region: { regions: 1, authorities: 12, children: 6_000 },
  nation: { regions: 13, authorities: 12, children: 6_310 },
};

/** Reads a size as written after `--size`. @throws Refusal when there is no such size */
export function parseSize(text: string): RegionSize {
  if (Object.hasOwn(SIZES, text)) return text as RegionSize;
  throw new Refusal(`There is no size “${text}”. Sizes are ${Object.keys(SIZES).join(', ')}.`);
}
