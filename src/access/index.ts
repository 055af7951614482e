export { type Actor, actorOf, everyActor, type Role } from './actor.ts';
export { recordEvent } from './event.ts';
export { ensureAuthority, ensureProvider, ensureProviders, ensureRegionHere, isMadeUp } from './organisations.ts';
export { mayDo, type Permission, policy, type RoutePolicy } from './policy.ts';
export { NotHere, type RegisterRoutes, type RoomServices } from './request.ts';
