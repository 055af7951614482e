export { ACCESS_RULES, type AccessRule, MAY_ADD_CHILDREN } from './access-rules.ts';
export { type Actor, actorOf } from './actor.ts';
export { placeOf, type Relation, WORKS, wordsOf } from './allocations.ts';
export { allocate, endAllocation } from './allocations-actions.ts';
export { type Allocation, allocationsOf, type Choice, lockChild, peopleToAllocate } from './allocations-store.ts';
export { type AskedCheck, askedCheck, askForCheck, checksAskedFor } from './audit-asked.ts';
export { type Checkpoint, checkpointFile } from './audit-checkpoints.ts';
export type { Finding } from './audit-findings.ts';
export { keepSealing, sealNow } from './audit-keeper.ts';
export { type RemoveOptions, removeEventContents, yearsEventsAreKept } from './audit-retention.ts';
export { sealEvents } from './audit-sealing.ts';
export { type AuditState, auditState } from './audit-state.ts';
export { isChainBusy } from './audit-store.ts';
export { type AuditReport, verifyAudit } from './audit-verify.ts';
export { allows, openedBy, type Way } from './decide.ts';
export { recordApart, recordEvent } from './event.ts';
export { collectLooks, type Looks, saw } from './looks.ts';
export { matrixInMarkdown } from './matrix.ts';
export {
  ensureAuthority,
  ensureProvider,
  ensureProviders,
  ensureRegionHere,
  firstAgreement,
  isMadeUp,
  joinRegion,
  planningAgreement,
  planningAgreementId,
} from './organisations.ts';
export { ALL_PERMISSIONS, classOf, isTheirWork, mayDo, type Permission, policy, type RoutePolicy } from './policy.ts';
export { roleChoices, rolesOf } from './posts.ts';
export { insertPost, insertPostEnded, listPosts, POSTS_A_PAGE, type Post, postOf } from './posts-store.ts';
export {
  ALL_CLASSES,
  ALL_RELATIONSHIPS,
  RECORD_CLASSES,
  RELATIONSHIPS,
  type RecordClass,
  type Relationship,
} from './record-classes.ts';
export { openTo, readable, relationshipsWith } from './relationships.ts';
export { NotHere, type RegisterRoutes, type RoomServices } from './request.ts';
export { ALL_ROLES, ROLES, type Role } from './roles.ts';
export { addTeam, arrangeCover, type CoverForm, endCover, LONGEST_COVER_DAYS, MAY_COVER } from './teams-actions.ts';
export {
  type Cover,
  countWithoutSocialWorker,
  coveredBy,
  coverOfMyTeams,
  myTeams,
  peopleToCover,
  teamsHere,
  workersOfMyTeams,
} from './teams-store.ts';
export { openBefore, recordedWork, refusedByRole } from './work.ts';
