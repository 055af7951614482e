import { first, rows, sql, type Tx } from '../db/index.ts';

export type Role =
  | 'social-worker'
  | 'home-finder'
  | 'manager'
  | 'commissioner'
  | 'data-officer'
  | 'registered-manager'
  | 'regional-analyst'
  | 'out-of-hours-worker';

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

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  'social-worker': 'social worker',
  'home-finder': 'home finder',
  manager: 'team manager',
  commissioner: 'commissioner',
  'data-officer': 'data officer',
  'registered-manager': 'registered manager',
  'regional-analyst': 'regional analyst',
  'out-of-hours-worker': 'out-of-hours worker',
};

interface WorkerRow {
  id: string;
  name: string;
  role: Role;
  organisation_id: string;
  organisation_name: string;
  organisation_kind: Actor['organisation']['kind'];
}

const WORKER = sql`select w.id, w.name, w.role, o.id as organisation_id, o.name as organisation_name, o.kind as organisation_kind
  from worker w join organisation o on o.id = w.organisation_id`;

/** The actor of an open transaction; null when there is no such worker. */
export async function actorOf(tx: Tx, workerId: string): Promise<Actor | null> {
  const found = await first<WorkerRow>(tx, sql`${WORKER} where w.id = ${workerId}`);
  return found && fromRow(found);
}

/** Everybody a visitor may act as, home finders first. Read as the system: nobody has been chosen yet. */
export async function everyActor(tx: Tx): Promise<Actor[]> {
  const found = (await rows<WorkerRow>(tx, WORKER)).map(fromRow);
  const order: Role[] = [
    'home-finder',
    'social-worker',
    'out-of-hours-worker',
    'manager',
    'registered-manager',
    'commissioner',
    'data-officer',
    'regional-analyst',
  ];
  const byName = new Intl.Collator('en-GB').compare;
  return found.sort(
    (a, b) =>
      byName(a.organisation.name, b.organisation.name) ||
      order.indexOf(a.role) - order.indexOf(b.role) ||
      byName(a.name, b.name),
  );
}

function fromRow(row: WorkerRow): Actor {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    roleWords: ROLE_WORDS[row.role],
    organisation: { id: row.organisation_id, name: row.organisation_name, kind: row.organisation_kind },
  };
}
