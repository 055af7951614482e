export { FRESH_MINUTES, type SessionLimits, sessionLimits } from './session-limits.ts';
export {
  type EndOfSession,
  endSession,
  endSessionsOfAccount,
  endSessionsOfActor,
  freshenSession,
  type Session,
  type SignInMethod,
  sessionOf,
  startSession,
} from './session-store.ts';
export { digestOf, newToken } from './tokens.ts';
