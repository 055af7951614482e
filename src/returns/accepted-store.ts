import { type Actor, recordEvent } from '../access/index.ts';
import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import type { ReturnYear } from '../ssda903/index.ts';
import { type KeptFinding, rowKey } from './check-pack.ts';

/** A finding that somebody has said is right as it stands. */
export interface Accepted {
  readonly id: string;
  readonly rule: string;
  readonly reason: string;
  readonly at: Date;
  readonly by: string;
}

/** By rule and row (`acceptedKey`): what is accepted for a year. */
export type AcceptedRows = ReadonlyMap<string, Accepted>;

/** How an accepted finding is found again in any check of its year. */
export function acceptedKey(rule: string, row: { table: string; child: string; day: string }): string {
  return `${rule}\n${rowKey(row)}`;
}

/**
 * What is accepted for a year and has not been withdrawn.
 * @param of only of one rule, or only of one child
 */
export async function acceptedRows(
  tx: Tx,
  year: ReturnYear,
  of: { readonly rule?: string; readonly child?: string } = {},
): Promise<AcceptedRows> {
  const found = await rows<Accepted & { table: string; child: string; day: string }>(
    tx,
    sql`select a.id, a.rule, a.table_name as table, a.return_child_id as child, a.day, a.reason, a.at, coalesce(w.name, '') as by
      from return_accepted a left join actor w on w.organisation_id = a.organisation_id and w.id = a.by
      where a.year = ${year} and not exists (select from return_accepted_withdrawn x
          where x.organisation_id = a.organisation_id and x.accepted_id = a.id)
        ${of.rule === undefined ? sql`` : sql`and a.rule = ${of.rule}`}
        ${of.child === undefined ? sql`` : sql`and a.return_child_id = ${of.child}`}
      order by a.at, a.id`,
  );
  return new Map(found.map((one) => [acceptedKey(one.rule, one), one]));
}

/** Says of findings of one rule, with a reason, that they are right as they stand. What is accepted already stays as it is. */
export async function acceptFindings(
  tx: Tx,
  actor: Actor,
  check: { readonly id: string; readonly year: ReturnYear },
  rule: string,
  findings: readonly KeptFinding[],
  reason: string,
  now: Date,
): Promise<number> {
  const already = await acceptedRows(tx, check.year, { rule });
  const fresh = new Map(
    findings.map((one) => [acceptedKey(rule, one), one] as const).filter(([key]) => !already.has(key)),
  );
  await insertAll(
    tx,
    'return_accepted',
    [...fresh.values()].map(({ table, child, day }) => ({
      ...{ organisation_id: actor.organisation.id, id: newId('accepted'), year: check.year, rule },
      ...{ table_name: table, return_child_id: child, day, reason, at: now, by: actor.id },
    })),
  );
  await recordEvent(tx, actor, 'return-check.accepted', check.id, { rule, rows: fresh.size });
  return fresh.size;
}

/** Takes back that something is accepted; what has been withdrawn already stays so. */
export async function withdrawAccepted(
  tx: Tx,
  actor: Actor,
  check: { readonly id: string; readonly year: ReturnYear },
  rule: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  const open = await acceptedRows(tx, check.year, { rule });
  const here = [...open.values()].filter(({ id }) => ids.includes(id));
  await insertAll(
    tx,
    'return_accepted_withdrawn',
    here.map(({ id }) => ({ organisation_id: actor.organisation.id, accepted_id: id, at: now, by: actor.id })),
    'on conflict do nothing',
  );
  await recordEvent(tx, actor, 'return-check.withdrawn', check.id, { rule, rows: here.length });
}
