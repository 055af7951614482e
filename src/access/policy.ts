import { ACCESS_RULES, MAY_ADD_CHILDREN } from './access-rules.ts';
import type { Way } from './decide.ts';
import type { RecordClass } from './record-classes.ts';
import { ALL_ROLES, type Role } from './roles.ts';

/** Permissions over a child's record: which class they open and how. Who has them follows from the access rules. */
const OF_A_CHILD = {
  'child.read': { class: 'identity', way: 'read' },
  'child.write': { class: 'identity', way: 'write' },
  'address.write': { class: 'address', way: 'write' },
  'about-me.read': { class: 'about-me', way: 'read' },
  'picture.read': { class: 'picture', way: 'read' },
  'picture.write': { class: 'picture', way: 'write' },
  'profile.read': { class: 'profile', way: 'read' },
  'profile.write': { class: 'profile', way: 'write' },
  'search.read': { class: 'search', way: 'read' },
  'search.write': { class: 'search', way: 'write' },
  'people.read': { class: 'people', way: 'read' },
  'people.write': { class: 'people', way: 'write' },
  'looks.read': { class: 'looks', way: 'read' },
  'rights.read': { class: 'rights', way: 'read' },
  'rights.write': { class: 'rights', way: 'write' },
} as const satisfies Record<string, { class: RecordClass; way: Way }>;

const KEEP_HOMES: readonly Role[] = [
  'registered-manager',
  'provider',
  'supervising-social-worker',
  'home-finder',
  'manager',
  'commissioner',
];
const READ_HOMES: readonly Role[] = [
  ...KEEP_HOMES,
  'foster-carer',
  'social-worker',
  'out-of-hours-worker',
  'nominated-officer',
  'director',
  'data-officer',
  'adoption-worker',
  'family-help-lead',
  'iro',
  'regional-analyst',
];

/** Permissions that are not about one child's record. `public` needs no actor, `signed-in` any. */
const BY_ROLE = {
  public: ALL_ROLES,
  'signed-in': ALL_ROLES,
  'child.add': MAY_ADD_CHILDREN,
  'home.read': READ_HOMES,
  'home.write': [...KEEP_HOMES, 'foster-carer'],
  'search-order.write': ['home-finder', 'manager', 'commissioner', 'director'],
  /** A hidden address: only the people named on it, whatever their role; the page asks the database who they are. */
  'confidential-address': ALL_ROLES,
  /** What a search has shared with the actor's own agency. */
  'shared.read': ['provider', 'registered-manager', 'supervising-social-worker', 'foster-carer'],
  'region.read': ['regional-analyst', 'commissioner', 'director', 'information-governance', 'administrator'],
  'region.write': ['information-governance'],
  /** Figures of the actor's own authority: numbers of children, and nobody of them. */
  'indicators.read': ['data-officer', 'director', 'commissioner', 'manager', 'regional-analyst'],
  /** Need, supply, gaps and cost in numbers, to plan homes with: never a child. Whose, says app.planning_authorities. */
  'plans.read': ['commissioner', 'director', 'regional-analyst'],
  'plans.write': ['commissioner', 'regional-analyst'],
  /** What each stay costs, by home and month and never by child: whoever buys homes, and nobody who chooses them. */
  'prices.write': ['commissioner'],
  /** All who wait for a home as one plan: the own searches of whoever reads them, and others' as needs without a name. */
  'waiting.read': [...new Set([...rolesOfSearches(), 'regional-analyst' as const])],
  'cover.write': ['manager'],
  'posts.write': ['administrator'],
  /** Break-glass reviews, what a worker has looked at, unusual looking, requests for everything held. */
  oversight: ['information-governance'],
  /** When records may be removed: adoptions to adoption workers alone, everything else to information governance. */
  'retention.read': ['information-governance', 'adoption-worker'],
  'break-glass': rolesThrough('break-glass'),
  'adoption.write': ['adoption-worker'],
  /** Checking a return before it is sent; its files hold the records of every child in it. */
  'returns.check': ['data-officer'],
  /** What the child themself comes for. */
  'own-record': ['child'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof OF_A_CHILD | keyof typeof BY_ROLE;

export interface RoutePolicy {
  readonly permission: Permission;
  /** The name of what looking here is, for the record of who saw what. */
  readonly audit: string;
}

/** What each route must declare; a test lists the routes and fails on one that does not. */
export function policy(permission: Permission, audit: string): { config: RoutePolicy } {
  return { config: { permission, audit } };
}

/** The class of a child's record a permission opens, and how; null for what is not about one child. */
export function classOf(permission: Permission): { class: RecordClass; way: Way } | null {
  return permission in OF_A_CHILD ? OF_A_CHILD[permission as keyof typeof OF_A_CHILD] : null;
}

/** Whether a role does this kind of work at all; for a child's record the relationship decides next (decide.ts). */
export function mayDo(role: Role, permission: Permission): boolean {
  return ROLES_OF.get(permission)?.has(role) ?? false;
}

/**
 * Whether it is what a role comes for, and not only what an emergency or an open request lets it do: for the links at the
 * top of a page.
 */
export function isTheirWork(role: Role, permission: Permission): boolean {
  const opens = classOf(permission);
  if (!opens) return mayDo(role, permission);
  return ACCESS_RULES.some(
    (rule) =>
      rule.role === role &&
      rule.class === opens.class &&
      (opens.way === 'read' || rule.may === 'write') &&
      rule.through !== 'break-glass' &&
      rule.through !== 'pack' &&
      rule.through !== 'self',
  );
}

export const ALL_PERMISSIONS = [...Object.keys(OF_A_CHILD), ...Object.keys(BY_ROLE)] as Permission[];

const ROLES_OF: ReadonlyMap<Permission, ReadonlySet<Role>> = new Map(
  ALL_PERMISSIONS.map((permission) => {
    const opens = classOf(permission);
    if (!opens) return [permission, new Set(BY_ROLE[permission as keyof typeof BY_ROLE] as readonly Role[])];
    const able = ACCESS_RULES.filter(
      (rule) => rule.class === opens.class && (opens.way === 'read' || rule.may === 'write'),
    );
    return [permission, new Set(able.map((rule) => rule.role))];
  }),
);

/** Who reads searches at all, through whatever relationship. */
function rolesOfSearches(): readonly Role[] {
  return [...new Set(ACCESS_RULES.filter((rule) => rule.class === 'search').map((rule) => rule.role))];
}

function rolesThrough(through: string): readonly Role[] {
  return [...new Set(ACCESS_RULES.filter((rule) => rule.through === through).map((rule) => rule.role))];
}
