export { ASSUMPTIONS, FIGURES } from './figures.ts';
export { loadRegion, madeUpRegion, type Progress, type Summary } from './load.ts';
export { type MadeUpRegion, makeRegion, type RegionOptions } from './region.ts';
export type { Chunk } from './rows.ts';
export { parseSize, type RegionSize, SIZES } from './sizes.ts';
export { returnYears, writeReturns } from './write-returns.ts';
