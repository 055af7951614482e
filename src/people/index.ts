export { ageWords, bornFromAge, calledName, compareNames, possessive } from './child.ts';
export {
  type BrotherOrSister,
  brothersAndSisters,
  brothersAndSistersOf,
  type ChildSummary,
  childIsHere,
  childSummary,
  homesOfChild,
  oneChild,
} from './child-read.ts';
export type { FamilyHome, Sex } from './child-store.ts';
export { type ChildrenFilter, childrenList, childrenListQuery } from './children-list.ts';
export { peopleRoutes } from './children-routes.ts';
export { type AddressOwner, addressRoutes } from './confidential-routes.ts';
export { hiddenAmong, mayHide, seesHidden, withoutHiddenPlaces } from './confidential-store.ts';
export { findPostcode } from './postcode-store.ts';
export { protectedRoutes } from './protected-routes.ts';
export { needsAHome, type Standing, type Stay } from './where.ts';
