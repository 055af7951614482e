/** The indicators of the National Framework that records of care can give. A pure engine: plain data in, plain data out. */
export type { CareEpisode, CareLeaver, ChildInCare } from './care.ts';
export {
  CELLS,
  type Cell,
  type Cells,
  type Counted,
  count,
  lastYearBy,
  type Reckoned,
  reckon,
  yearsUpTo,
} from './cells.ts';
export { INDICATORS, type Indicator, NOT_HELD, POPULATION } from './definitions.ts';
export { type Figure, figuresOf, type Holding, type Needs, type Told } from './figures.ts';
export { FEW, type Telling, tellings } from './small-numbers.ts';
