import type { Actor } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import type { Scenario } from '../sufficiency/index.ts';

/** A scenario that is kept by its name. */
export interface KeptScenario {
  readonly id: string;
  readonly name: string;
  readonly changes: Scenario['changes'];
  /** One more with each change. */
  readonly version: number;
  readonly by: string;
  readonly byName: string;
  readonly changedAt: Date;
  readonly changedByName: string;
}

const COLUMNS = sql`s.id, s.name, s.changes, s.version, s.by, coalesce(a.name, '') as "byName",
  s.changed_at as "changedAt", coalesce(c.name, '') as "changedByName"`;
const FROM = sql`planning_scenario s
  left join actor a on a.organisation_id = s.organisation_id and a.id = s.by
  left join actor c on c.organisation_id = s.organisation_id and c.id = s.changed_by`;

/** The scenarios of the reader's organisation, the one changed last first. */
export function scenariosHere(tx: Tx): Promise<KeptScenario[]> {
  return rows(tx, sql`select ${COLUMNS} from ${FROM} order by s.changed_at desc, s.id limit 200`);
}

/** One of them; null where there is none for this reader. */
export function scenarioHere(tx: Tx, id: string): Promise<KeptScenario | null> {
  return first(tx, sql`select ${COLUMNS} from ${FROM} where s.id = ${id}`);
}

/** Keeps a new scenario. @returns its id */
export async function addScenario(tx: Tx, actor: Actor, { name, changes }: Scenario, now: Date): Promise<string> {
  const id = newId('scenario');
  await sql`insert into planning_scenario (organisation_id, id, name, changes, at, by, changed_at, changed_by)
    values (${actor.organisation.id}, ${id}, ${name}, ${JSON.stringify(changes)}::jsonb, ${now}, ${actor.id}, ${now},
      ${actor.id})`.execute(tx);
  return id;
}

/**
 * Changes a scenario as somebody saw it.
 * @returns false where somebody else has changed or removed it since
 */
export async function changeScenario(
  tx: Tx,
  actor: Actor,
  seen: Pick<KeptScenario, 'id' | 'version'>,
  { name, changes }: Scenario,
  now: Date,
): Promise<boolean> {
  const changed = await sql`update planning_scenario set name = ${name}, changes = ${JSON.stringify(changes)}::jsonb,
      version = version + 1, changed_at = ${now}, changed_by = ${actor.id}
    where id = ${seen.id} and version = ${seen.version}`.execute(tx);
  return Number(changed.numAffectedRows ?? 0n) === 1;
}

/** Removes a scenario of the actor's own. @returns false where it was not there, or is somebody else's */
export async function removeScenario(tx: Tx, id: string): Promise<boolean> {
  const gone = await sql`delete from planning_scenario where id = ${id}`.execute(tx);
  return Number(gone.numAffectedRows ?? 0n) === 1;
}
