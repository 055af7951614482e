export { HOME_KINDS, type HomeKind, KIND_WORDS, SECTOR_WORDS, type Sector, termsOn } from './home.ts';
export { homeForMatching, homeKey, homePath, type MatchingHome, residentsOn } from './home-for-matching.ts';
export { readSettings as readHomeSettings } from './home-store.ts';
export { type HomeForSearch, homesForSearch, type ResidentRow } from './homes-for-search.ts';
export { householdWords } from './household.ts';
