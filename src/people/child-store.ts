import { insertAll, sql, type Tx } from '../db/index.ts';
import { newId, type PlainDate } from '../kernel/index.ts';

export type Sex = 'female' | 'male' | 'unknown';

/** What is written about who a child is. */
export interface ChildFacts {
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly born: PlainDate;
  readonly bornEstimated: boolean;
  readonly sex: Sex;
  readonly ethnicity: string | null;
  readonly faith: string | null;
  readonly unaccompanied: boolean;
}

/** Where a child's family lives, as far as anybody knows; of a hidden one nothing is here but that it is hidden. */
export interface FamilyHome {
  readonly postcode: string | null;
  readonly area: string;
  readonly lat: number | null;
  readonly long: number | null;
  readonly confidential: boolean;
}

/** Writes a new child. @returns their id, which carries nothing about them */
export async function insertChild(
  tx: Tx,
  organisationId: string,
  facts: ChildFacts,
  familyHome: FamilyHome | null,
): Promise<string> {
  const id = newId('child');
  await insertAll(tx, 'child', [
    {
      organisation_id: organisationId,
      id,
      sex: facts.sex,
      ethnicity: facts.ethnicity,
      faith: facts.faith,
      unaccompanied: facts.unaccompanied,
      created_at: new Date().toISOString(),
    },
  ]);
  await insertAll(tx, 'child_identity', [
    {
      organisation_id: organisationId,
      child_id: id,
      born: facts.born,
      born_estimated: facts.bornEstimated,
      given_name: facts.givenName,
      family_name: facts.familyName,
    },
  ]);
  if (familyHome) await putFamilyHome(tx, organisationId, id, familyHome);
  return id;
}

export async function updateFacts(tx: Tx, organisationId: string, childId: string, facts: ChildFacts): Promise<void> {
  await sql`update child set sex = ${facts.sex}, ethnicity = ${facts.ethnicity}, faith = ${facts.faith},
      unaccompanied = ${facts.unaccompanied}
    where organisation_id = ${organisationId} and id = ${childId}`.execute(tx);
  await sql`update child_identity set born = ${facts.born}, born_estimated = ${facts.bornEstimated},
      given_name = ${facts.givenName}, family_name = ${facts.familyName}
    where organisation_id = ${organisationId} and child_id = ${childId}`.execute(tx);
}

/** Writes or replaces the family home. One that is confidential goes to the people named on it (migration 0087). */
export async function putFamilyHome(tx: Tx, organisationId: string, childId: string, home: FamilyHome): Promise<void> {
  await sql`insert into child_address (organisation_id, child_id, kind, postcode, area, lat, long, confidential)
    values (${organisationId}, ${childId}, 'family home', ${home.postcode}, ${home.area}, ${home.lat}, ${home.long}, ${home.confidential})
    on conflict (organisation_id, child_id, kind) do update set postcode = excluded.postcode, area = excluded.area,
      lat = excluded.lat, long = excluded.long, confidential = excluded.confidential`.execute(tx);
}

/**
 * Records that two children are brother and sister, both ways round. The rows go in the order of their ids, so that two
 * people who say it at once do not wait for each other. @returns false where it was known
 */
export async function linkChildren(tx: Tx, organisationId: string, one: string, other: string): Promise<boolean> {
  const [first = '', second = ''] = [one, other].sort();
  const written = await insertAll(
    tx,
    'brother_or_sister',
    [
      { organisation_id: organisationId, child_id: first, other_child_id: second },
      { organisation_id: organisationId, child_id: second, other_child_id: first },
    ],
    'on conflict do nothing',
  );
  return written > 0;
}

/** @returns false where they were not, or somebody else has parted them */
export async function unlinkChildren(tx: Tx, organisationId: string, one: string, other: string): Promise<boolean> {
  const gone = await sql`delete from brother_or_sister where organisation_id = ${organisationId}
    and ((child_id = ${one} and other_child_id = ${other}) or (child_id = ${other} and other_child_id = ${one}))`.execute(
    tx,
  );
  return Number(gone.numAffectedRows ?? 0n) > 0;
}
