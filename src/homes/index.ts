export { listedSector, nameOfUnknownProvider } from './adopt-homes.ts';
export { fillPoints } from './fill-points.ts';
export { type FoundPostcode, findPostcodes } from './find-postcodes.ts';
export { HOME_KINDS, type HomeKind, KIND_WORDS, SECTOR_WORDS, type Sector, termsOn } from './home.ts';
export {
  homeForMatching,
  homeKey,
  homePath,
  isDescribed,
  type MatchingHome,
  residentsOn,
  tellsHousehold,
} from './home-for-matching.ts';
export { homesRoutes } from './home-routes.ts';
export { readSettings as readHomeSettings } from './home-store.ts';
export { type HomeForSearch, homesForSearch, type ResidentRow } from './homes-for-search.ts';
export { householdWords, NOT_SHARED } from './household.ts';
export { type HomesImport, importHomes } from './import-homes.ts';
export { importPostcodes, type PostcodesImport } from './import-postcodes.ts';
export { applyListings, importProviders, type ProvidersImport, providerColumns } from './import-providers.ts';
export {
  isProviderListHere,
  type ListedProvider,
  listedColumns,
  listedProviders,
  type ProviderList,
} from './listed-providers.ts';
export { sameOnBothDays } from './same-days.ts';
export { fileSource, plainName, TableFile, type TableSource } from './table-file.ts';
