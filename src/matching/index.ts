/** Finding the right home: the pure engine. Plain data in, plain data out; no clock, no database. */
export { withChangedHouseholds } from './changed-homes.ts';
export { type Change, whatWouldChange } from './changes.ts';
export { criterionWords } from './criterion-words.ts';
export type { Dates } from './evaluation.ts';
export { forTheChild } from './for-the-child.ts';
export * from './matching-file.ts';
export { nearMisses } from './near-misses.ts';
export { type Pair, type PairHome, type PairOptions, type Pairs, pairsOf, rankPairs } from './pairs.ts';
export { pointsPossible } from './points.ts';
export { type Options, VERSION } from './policy.ts';
export type { PreparedHomes } from './prepared-homes.ts';
export { rank, rankHomes } from './rank.ts';
export * from './ranking.ts';
export { prepareHomes } from './read-homes.ts';
export { parseMatchingFile } from './read-matching-file.ts';
export { basisOf, RULE_CODES, type RuleCode } from './rule-book.ts';
