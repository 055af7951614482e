import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import type { Relation } from './allocations.ts';
import { saw } from './looks.ts';
import type { Role } from './roles.ts';

/** Somebody who works, or worked, with a child. */
export interface Allocation {
  readonly id: string;
  readonly relation: Relation;
  readonly actorId: string;
  readonly name: string;
  readonly role: Role;
  /** Empty: in no team. */
  readonly team: string;
  readonly from: Date;
  /** Null: still works with the child. */
  readonly endedAt: Date | null;
  /** Their post has ended: they see nothing any more, whatever is allocated to them. */
  readonly hasLeft: boolean;
}

/** Everybody a child is, or was, allocated to; empty where that is not open to the actor. */
export async function allocationsOf(tx: Tx, childId: string): Promise<Allocation[]> {
  const found = await rows<Allocation>(
    tx,
    sql`select l.id, l.relation, l.actor_id as "actorId", a.name, a.role, coalesce(t.name, '') as team, l.from_at as "from",
        e.at as "endedAt", exists (select from post_ended p where p.organisation_id = a.organisation_id and p.actor_id = a.id) as "hasLeft"
      from allocation l
      join actor a on a.organisation_id = l.organisation_id and a.id = l.actor_id
      left join team t on t.organisation_id = a.organisation_id and t.id = a.team_id
      left join allocation_ended e on e.organisation_id = l.organisation_id and e.allocation_id = l.id
      where l.child_id = ${childId} order by l.from_at, l.id`,
  );
  if (found.length > 0) saw(tx, [childId], 'people');
  return found;
}

/** Somebody who can be allocated: staff in post, and accounts of young people and parents that are nobody else's. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly team: string;
}

/** Whom the actor may allocate; nobody, where they may allocate nobody. Never themselves. */
export function peopleToAllocate(tx: Tx, childId: string): Promise<Choice[]> {
  return rows<Choice>(
    tx,
    sql`select id, name, role, team from app.people_to_allocate(${childId}) where not app.is_me(id)`,
  );
}

/** Holds the child's record, so that two who write come one after the other. False: it is not the actor's to change. */
export async function lockChild(tx: Tx, childId: string): Promise<boolean> {
  return (await first(tx, sql`select 1 from child where id = ${childId} for no key update`)) !== null;
}

/** @throws from the database where the actor may not, or the person's role does not fit */
export async function insertAllocation(
  tx: Tx,
  organisationId: string,
  allocation: { readonly childId: string; readonly actorId: string; readonly relation: Relation; readonly by: string },
): Promise<string> {
  const id = newId('allocation');
  const { childId, actorId, relation, by } = allocation;
  await insertAll(tx, 'allocation', [
    { organisation_id: organisationId, id, child_id: childId, actor_id: actorId, relation, by },
  ]);
  return id;
}

/** Access ends with this row. @returns false where it had ended before */
export async function insertAllocationEnded(tx: Tx, organisationId: string, id: string, by: string): Promise<boolean> {
  const written = await insertAll(
    tx,
    'allocation_ended',
    [{ organisation_id: organisationId, allocation_id: id, by }],
    'on conflict do nothing',
  );
  return written > 0;
}
