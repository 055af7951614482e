import type { Role } from './actor.ts';

const WITH_CHILDREN: readonly Role[] = [
  'social-worker',
  'home-finder',
  'manager',
  'data-officer',
  'out-of-hours-worker',
];
const EVERYBODY: readonly Role[] = [...WITH_CHILDREN, 'commissioner', 'registered-manager', 'regional-analyst'];

/** Which roles may do what. The database's row-level policies decide again, row by row. `public` needs no actor. */
const PERMISSIONS = {
  public: EVERYBODY,
  'child.read': WITH_CHILDREN,
  'child.write': WITH_CHILDREN,
  'profile.read': WITH_CHILDREN,
  'profile.write': WITH_CHILDREN,
  'search.read': WITH_CHILDREN,
  'search.write': WITH_CHILDREN,
  'home.read': EVERYBODY,
  'home.write': ['registered-manager', 'home-finder', 'manager', 'commissioner'],
  'region.read': EVERYBODY,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export interface RoutePolicy {
  readonly permission: Permission;
  /** The name of what looking here is, for the record of who saw what. */
  readonly audit: string;
}

/** What each route must declare; a test lists the routes and fails on one that does not. */
export function policy(permission: Permission, audit: string): { config: RoutePolicy } {
  return { config: { permission, audit } };
}

export function mayDo(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
