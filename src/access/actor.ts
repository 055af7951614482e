import { first, sql, type Tx } from '../db/index.ts';
import { ROLES, type Role } from './roles.ts';

/** Who is asking: the person every query runs as. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly roleWords: string;
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly kind: 'authority' | 'provider' | 'region';
  };
}

interface ActorRow {
  id: string;
  name: string;
  role: Role;
  organisation_id: string;
  organisation_name: string;
  organisation_kind: Actor['organisation']['kind'];
}

const ACTOR = sql`select w.id, w.name, w.role, o.id as organisation_id, o.name as organisation_name, o.kind as organisation_kind
  from actor w join organisation o on o.id = w.organisation_id
  where not exists (select from post_ended e where e.organisation_id = w.organisation_id and e.actor_id = w.id)`;

/** The actor of an open transaction; null when there is no such person, or their post has ended. */
export async function actorOf(tx: Tx, actorId: string): Promise<Actor | null> {
  const found = await first<ActorRow>(tx, sql`${ACTOR} and w.id = ${actorId}`);
  return found && fromRow(found);
}

function fromRow(row: ActorRow): Actor {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    roleWords: ROLES[row.role],
    organisation: { id: row.organisation_id, name: row.organisation_name, kind: row.organisation_kind },
  };
}
