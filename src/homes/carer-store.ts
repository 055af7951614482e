import { insertAll, rows, sql, type Tx } from '../db/index.ts';

export interface Carer {
  readonly id: string;
  readonly name: string;
}

/** The carers who keep a home up to date, by name; only its own organisation reads them. */
export function carersOf(tx: Tx, organisationId: string, homeId: string): Promise<Carer[]> {
  return rows<Carer>(
    tx,
    sql`select a.id, a.name from home_carer c join actor a on a.organisation_id = c.organisation_id and a.id = c.actor_id
      where c.organisation_id = ${organisationId} and c.home_id = ${homeId}
        and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
      order by a.name, a.id`,
  );
}

/** Foster carers of the agency with an account, whatever home they keep; never the person who asks. */
export function everyCarer(tx: Tx, organisationId: string): Promise<Carer[]> {
  return rows<Carer>(
    tx,
    sql`select a.id, a.name from actor a where a.organisation_id = ${organisationId} and a.role = 'foster-carer'
      and not app.is_me(a.id) and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
      order by a.name, a.id`,
  );
}

export async function insertCarer(
  tx: Tx,
  organisationId: string,
  homeId: string,
  carer: string,
  by: string,
): Promise<void> {
  await insertAll(
    tx,
    'home_carer',
    [{ organisation_id: organisationId, home_id: homeId, actor_id: carer, by }],
    'on conflict do nothing',
  );
}

export async function insertCarerEnded(
  tx: Tx,
  organisationId: string,
  homeId: string,
  carer: string,
  by: string,
): Promise<void> {
  await sql`insert into home_carer_ended (organisation_id, home_id, actor_id, by)
    values (${organisationId}, ${homeId}, ${carer}, ${by})`.execute(tx);
}
