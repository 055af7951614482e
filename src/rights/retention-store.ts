import { rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { Kept, KeptRecord } from './retention.ts';

/** What decides how long a child's record is kept. */
interface KeptChild {
  readonly born: PlainDate;
  readonly lookedAfter: boolean;
  readonly died: PlainDate | null;
}

/** A child's record, as its keeping has it. */
export function keptAs({ born, lookedAfter, died }: KeptChild): Kept {
  return lookedAfter ? { kind: 'looked-after', born, died } : { kind: 'not-looked-after', born };
}

/**
 * The children's records of the actor's authority; nobody's but information governance's to go through. Sealed records and
 * those of adoptions are not among them.
 */
export async function childrenKept(tx: Tx): Promise<KeptRecord[]> {
  const found = await rows<KeptChild & { id: string; held: boolean }>(
    tx,
    sql`select child_id as id, born, looked_after as "lookedAfter", died, held from app.children_kept()`,
  );
  return found.map(({ id, held, ...child }) => ({ id, held, kept: keptAs(child) }));
}

/** The carers of the actor's organisation whose approval has a last day, for information governance. */
export async function carersKept(tx: Tx): Promise<(KeptRecord & { readonly name: string })[]> {
  const found = await rows<{ id: string; name: string; ended: PlainDate; held: boolean }>(
    tx,
    sql`select home_id as id, name, ended, held from app.carers_kept()`,
  );
  return found.map(({ id, name, ended, held }) => ({ id, name, held, kept: { kind: 'carer', ended } }));
}

/** Adoptions that the actor, an adoption worker, is named on; by the record from before the order. */
export async function adoptionsKept(tx: Tx): Promise<KeptRecord[]> {
  const found = await rows<{ id: string; ordered: PlainDate; held: boolean }>(
    tx,
    sql`select before_child_id as id, ordered_on as ordered, held from app.adoptions_kept()`,
  );
  return found.map(({ id, ordered, held }) => ({ id, held, kept: { kind: 'adoption', ordered } }));
}

/** Why records are held now, by child, as far as the actor may read it. */
export async function reasonsToHold(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await rows<{ id: string; why: string }>(
    tx,
    sql`select h.child_id as id, h.why, h.at from record_hold h where h.child_id = any (${ids}::text[])
        and not exists (select from record_hold_ended e where e.organisation_id = h.organisation_id and e.hold_id = h.id)
      union all
      select r.child_id, 'A request for everything held is open', r.at from subject_request r where r.child_id = any (${ids}::text[])
        and not exists (select from subject_request_closed c where c.organisation_id = r.organisation_id and c.request_id = r.id)
      order by 3, 2`,
  );
  return new Map([...Map.groupBy(found, ({ id }) => id)].map(([id, each]) => [id, each.map(({ why }) => why)]));
}
