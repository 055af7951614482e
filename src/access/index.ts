export { ACCESS_RULES, type AccessRule, MAY_ADD_CHILDREN, TABLES_OF_CLASSES } from './access-rules.ts';
export { type Actor, actorOf, everyActor } from './actor.ts';
export { allows, openedBy, type Way } from './decide.ts';
export { recordEvent } from './event.ts';
export { collectLooks, type Looks, saw } from './looks.ts';
export {
  ensureAuthority,
  ensureProvider,
  ensureProviders,
  ensureRegionHere,
  firstAgreement,
  isMadeUp,
  joinRegion,
} from './organisations.ts';
export { ALL_PERMISSIONS, classOf, mayDo, type Permission, policy, type RoutePolicy } from './policy.ts';
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
export { recordedWork } from './work.ts';
