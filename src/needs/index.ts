export { type Finishing, HIGH_NEED, type Missing, mayFinish, STRENGTHS_AT_LEAST } from './finishing.ts';
export {
  ageBand,
  anchorOf,
  type DomainGuide,
  guideTo,
  INSTRUMENT,
  INSTRUMENT_VERSION,
  LEVEL_WORDS,
  LEVELS,
  type Level,
  NOT_KNOWN_WORDS,
} from './instrument.ts';
export { needsRoutes } from './needs-routes.ts';
export { leavesPictureOut, pictureOf } from './picture-store.ts';
export {
  PLACEMENT_DATA_STANDARD,
  placementDataStandard,
  type RequestFacts,
  type StandardField,
  type StandardRecord,
} from './placement-data-standard.ts';
export { EMPTY_CONTENT, NOTHING_SAID, type Profile, type ProfileContent } from './profile.ts';
export { startDraft } from './profile-actions.ts';
export { forSearch, type ProfileForSearch, profileForSearch } from './profile-for-search.ts';
export { latestProfiles, profileById, profilesOf } from './profile-read.ts';
export * from './vocabulary.ts';
