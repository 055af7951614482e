import { type Actor, recordEvent } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import type { Project } from './project.ts';

const COLUMNS = sql`p.organisation_id as "organisationId", p.id, p.edition, p.what, p.name, p.for_authority_id as "forAuthority", p.kind,
  p.rooms, p.carers, p.min_age as "minAge", p.max_age as "maxAge", p.need, p.opens_on as "opensOn", p.until_on as "untilOn", p.sure,
  p.status, p.why, p.at, p.by`;

/**
 * The projects of a scope as they stand: those in its authorities, and those of a region that are for no authority alone
 * where the scope is everybody. By the day they open; what was dropped last.
 */
export async function projectsOf(tx: Tx, scope: PlanningScope): Promise<readonly Project[]> {
  const mine = new Set(scope.authorities.map(({ id }) => id));
  return (await allProjects(tx)).filter(({ forAuthority, organisationId }) =>
    forAuthority === null ? scope.key === 'all' || mine.has(organisationId) : mine.has(forAuthority),
  );
}

/** Every project that the actor may read, each as it stands. */
export async function allProjects(tx: Tx): Promise<readonly Project[]> {
  return rows<Project>(
    tx,
    sql`select * from (select distinct on (p.organisation_id, p.id) ${COLUMNS} from home_project p
        order by p.organisation_id, p.id, p.edition desc) p
      order by p.status = 'dropped', p."opensOn", p.name, p.id`,
  );
}

/** One project as it was written down each time, the latest first, with who did; empty where it is not open to the actor. */
export async function editionsOf(tx: Tx, id: string): Promise<readonly (Project & { readonly byName: string })[]> {
  return rows(
    tx,
    sql`select ${COLUMNS}, coalesce(a.name, '') as "byName" from home_project p
      left join actor a on a.organisation_id = p.organisation_id and a.id = p.by
      where p.id = ${id} order by p.edition desc`,
  );
}

export type ProjectWritten = Omit<Project, 'organisationId' | 'edition' | 'at' | 'by'>;

/**
 * Keeps a new edition of a project of the actor's own organisation.
 * @param after the edition that it was written from; 0: it is new
 * @returns false where somebody else has kept one in between: nothing is written then
 */
export async function keepProject(
  tx: Tx,
  actor: Actor,
  project: ProjectWritten,
  after: number,
  now: Date,
): Promise<boolean> {
  const organisation_id = actor.organisation.id;
  if (after > 0) {
    const latest = await first<{ edition: number; status: string }>(
      tx,
      sql`select edition, status from home_project where organisation_id = ${organisation_id} and id = ${project.id}
        order by edition desc limit 1`,
    );
    if (latest?.edition !== after) return false;
  }
  const { id, what, name, kind, rooms: all, carers, need, sure, status, why } = project;
  const kept = await insertAll(
    tx,
    'home_project',
    [
      {
        ...{
          organisation_id,
          id,
          edition: after + 1,
          what,
          name,
          for_authority_id: project.forAuthority,
          kind,
          rooms: all,
        },
        ...{ carers, min_age: project.minAge, max_age: project.maxAge, need, opens_on: project.opensOn },
        ...{ until_on: project.untilOn, sure, status, why, at: now, by: actor.id },
      },
    ],
    'on conflict do nothing',
  );
  if (kept === 0) return false;
  await recordEvent(tx, actor, after === 0 ? 'project.added' : 'project.changed', id, { status });
  return true;
}

/** What the page needs to tell two apart who write at once. */
export function isSame(a: ProjectWritten, b: ProjectWritten): boolean {
  const plain = (one: ProjectWritten) => {
    const {
      what,
      name,
      forAuthority,
      kind,
      rooms: all,
      carers,
      minAge,
      maxAge,
      need,
      opensOn,
      untilOn,
      sure,
      status,
      why,
    } = one;
    return JSON.stringify([
      what,
      name,
      forAuthority,
      kind,
      all,
      carers,
      minAge,
      maxAge,
      need,
      opensOn as PlainDate,
      untilOn,
      sure,
      status,
      why,
    ]);
  };
  return plain(a) === plain(b);
}
