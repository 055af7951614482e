export { accountRoutes } from './account-routes.ts';
export { type AccountServices, isFresh, nextPath, signInAgainAt } from './account-services.ts';
export { beginSession, leaveSession } from './begin-session.ts';
export { authorityLink, firstLink, helpLink, lacksAdministrator } from './first-administrator.ts';
export { KEPT_FORMS, keepForm, settleKeptForm, takeKeptForm } from './keep-form.ts';
export { FIRST_TO_MEET, madeUpAccountOf, madeUpPeople } from './made-up-people.ts';
export { type OidcSettings, oidcSettings } from './oidc-settings.ts';
export { ON_THIS_MACHINE, type PublicAddress, publicAddress } from './public-address.ts';
export { clearSessionCookie, sessionCookieName, sessionToken, setSessionCookie } from './session-cookie.ts';
export { FRESH_MINUTES, type SessionLimits, sessionLimits } from './session-limits.ts';
export {
  type EndOfSession,
  endSession,
  endSessionsOfAccount,
  openSession,
  type Session,
  type SignInMethod,
  sessionOf,
  startSession,
} from './session-store.ts';
export { digestOf, newToken } from './tokens.ts';
