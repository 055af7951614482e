import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import type { NamedPerson } from './confidential-address.ts';

export const WHY_SEALED = ["staff member's family", 'police or court', 'other'] as const;
export type WhySealed = (typeof WHY_SEALED)[number];

export const WHY_SEALED_WORDS: Readonly<Record<WhySealed, string>> = {
  "staff member's family": 'A member of staff is family of the child',
  'police or court': 'The police or a court have asked for it',
  other: 'Another reason',
};

/** A sealed record as information governance reads it: nothing that says whose it is. */
export interface SealedRecord {
  readonly childId: string;
  readonly at: Date;
  readonly by: string;
  readonly why: WhySealed;
  readonly named: readonly NamedPerson[];
}

/** Sealed records of the actor's authority, the latest first; empty for everybody but information governance. */
export async function sealedRecords(tx: Tx): Promise<SealedRecord[]> {
  const sealed = await rows<Omit<SealedRecord, 'named'>>(
    tx,
    sql`select s.child_id as "childId", s.at, coalesce(a.name, s.by) as by, s.why from record_sealed s
      left join actor a on a.organisation_id = s.organisation_id and a.id = s.by
      where s.why <> 'adoption' order by s.at desc, s.child_id`,
  );
  const named = await rows<NamedPerson & { child: string }>(
    tx,
    sql`select n.child_id as child, a.id, a.name, a.role, o.name as organisation from record_named n
      join actor a on a.organisation_id = n.organisation_id and a.id = n.actor_id
      join organisation o on o.id = a.organisation_id order by a.name, a.id`,
  );
  const byChild = Map.groupBy(named, (each) => each.child);
  return sealed.map((each) => ({
    ...each,
    named: (byChild.get(each.childId) ?? []).map(({ child: _, ...person }) => person),
  }));
}

export async function isSealedHere(tx: Tx, childId: string): Promise<boolean> {
  return (await first(tx, sql`select 1 from record_sealed where child_id = ${childId}`)) !== null;
}

export async function insertSeal(
  tx: Tx,
  organisationId: string,
  childId: string,
  seal: { readonly why: WhySealed; readonly by: string },
): Promise<void> {
  await insertAll(tx, 'record_sealed', [{ organisation_id: organisationId, child_id: childId, ...seal }]);
}

export async function insertNamedOnRecord(
  tx: Tx,
  organisationId: string,
  childId: string,
  person: string,
  by: string,
): Promise<void> {
  await insertAll(
    tx,
    'record_named',
    [{ organisation_id: organisationId, child_id: childId, actor_id: person, by }],
    'on conflict do nothing',
  );
}

export async function endNamedOnRecord(
  tx: Tx,
  organisationId: string,
  childId: string,
  person: string,
  by: string,
): Promise<void> {
  await sql`insert into record_named_ended (organisation_id, child_id, actor_id, by)
    values (${organisationId}, ${childId}, ${person}, ${by})`.execute(tx);
}

/** Opens a sealed record again: the seal and all who were named on it end, and are kept as what has been. */
export async function insertUnsealed(
  tx: Tx,
  organisationId: string,
  childId: string,
  by: string,
  reason: string,
): Promise<void> {
  await sql`insert into record_unsealed (organisation_id, child_id, by, reason)
    values (${organisationId}, ${childId}, ${by}, ${reason})`.execute(tx);
}
