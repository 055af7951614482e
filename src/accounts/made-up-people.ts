import { type Actor, ALL_ROLES, ROLES, type Role } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';

/** The people a newcomer should meet first. */
export const FIRST_TO_MEET: readonly Role[] = [
  'home-finder',
  'social-worker',
  'out-of-hours-worker',
  'manager',
  'child',
  'registered-manager',
  'provider',
  'regional-analyst',
];
const ORDER: readonly Role[] = [...FIRST_TO_MEET, ...ALL_ROLES.filter((role) => !FIRST_TO_MEET.includes(role))];

const BY_NAME = new Intl.Collator('en-GB').compare;

/**
 * Everybody of the made-up region whom a visitor may sign in as, by organisation, home finders first. As the system.
 * Only accounts written as made up are among them, so that no real person ever is.
 */
export async function madeUpPeople(tx: Tx): Promise<Actor[]> {
  const found = await rows<{
    id: string;
    name: string;
    role: Role;
    organisation_id: string;
    organisation: string;
    kind: Actor['organisation']['kind'];
  }>(
    tx,
    sql`select a.id, a.name, a.role, o.id as organisation_id, o.name as organisation, o.kind
      from actor a join account c on c.id = a.account_id and c.made_up join organisation o on o.id = a.organisation_id
      where not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
        and not exists (select from account_closed x where x.account_id = c.id)`,
  );
  return found
    .map(({ id, name, role, organisation_id, organisation, kind }) => ({
      id,
      name,
      role,
      roleWords: ROLES[role],
      organisation: { id: organisation_id, name: organisation, kind },
    }))
    .sort(
      (a, b) =>
        BY_NAME(a.organisation.name, b.organisation.name) ||
        ORDER.indexOf(a.role) - ORDER.indexOf(b.role) ||
        BY_NAME(a.name, b.name),
    );
}

/** The account of a post of the made-up region; null where the post is not, or is a real person's. As the system. */
export async function madeUpAccountOf(tx: Tx, actorId: string): Promise<string | null> {
  const found = await first<{ id: string }>(
    tx,
    sql`select c.id from actor a join account c on c.id = a.account_id and c.made_up where a.id = ${actorId}`,
  );
  return found?.id ?? null;
}
