export { ACCESS_RULES, type AccessRule, MAY_ADD_CHILDREN, TABLES_OF_CLASSES } from './access-rules.ts';
export { type Actor, actorOf, everyActor } from './actor.ts';
export { allows, openedBy, type Way } from './decide.ts';
export { recordEvent } from './event.ts';
export { ensureAuthority, ensureProvider, ensureProviders, ensureRegionHere, isMadeUp } from './organisations.ts';
export { mayDo, type Permission, policy, type RoutePolicy } from './policy.ts';
export {
  ALL_CLASSES,
  ALL_RELATIONSHIPS,
  RECORD_CLASSES,
  type RecordClass,
  RELATIONSHIPS,
  type Relationship,
} from './record-classes.ts';
export { NotHere, type RegisterRoutes, type RoomServices } from './request.ts';
export { ALL_ROLES, ROLES, type Role } from './roles.ts';
