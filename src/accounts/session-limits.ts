import type { Role } from '../access/index.ts';

/** How long an open browser stays signed in, in minutes. */
export interface SessionLimits {
  /** Without a page being asked for. */
  readonly idle: number;
  /** In all, however busy. */
  readonly absolute: number;
}

const HOUR = 60;

/** A working day, with an hour away from the desk. */
const STAFF: SessionLimits = { idle: HOUR, absolute: 12 * HOUR };

/** Records of others are one click away for these, or many records at once. */
const POWERFUL: SessionLimits = { idle: 30, absolute: 8 * HOUR };

/** Often on somebody else's computer: at school, at home, in a library. */
const VISITOR: SessionLimits = { idle: 20, absolute: 4 * HOUR };

/**
 * The limits that are not a working day's. OWASP ASVS 5 asks that both limits exist and are written down with their
 * reasons (V7.1.1, V7.3.1, V7.3.2); the numbers are ours.
 */
const LIMITS: Readonly<Partial<Record<Role, SessionLimits>>> = {
  // A night on call: the phone lies on the bedside table, and signing in again at 2 am costs a child time.
  'out-of-hours-worker': { idle: 4 * HOUR, absolute: 14 * HOUR },
  administrator: POWERFUL,
  'information-governance': POWERFUL,
  child: VISITOR,
  parent: VISITOR,
  partner: VISITOR,
  advocate: VISITOR,
};

/** The limits of a role's sessions. */
export function sessionLimits(role: Role): SessionLimits {
  return LIMITS[role] ?? STAFF;
}

/** How long after proving who they are a person may do what asks for it anew, in minutes. */
export const FRESH_MINUTES = 5;
