import { type Actor, recordEvent } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { newId, type PlainDate } from '../kernel/index.ts';
import { DEFAULT_YEARS, type Keeping, keepUntil, type RetentionYears } from './retention.ts';
import { keptAs } from './retention-store.ts';

export interface Correction {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly what: string;
  readonly outcome: 'changed' | 'noted beside it' | 'not changed' | null;
  readonly reason: string | null;
  readonly answeredAt: Date | null;
}

export interface Hold {
  readonly id: string;
  readonly at: Date;
  readonly why: string;
  readonly ended: boolean;
}

export interface FactBefore {
  readonly at: Date;
  readonly by: string;
  readonly field: string;
  readonly was: string | null;
}

export async function correctionsOf(tx: Tx, childId: string): Promise<Correction[]> {
  return rows<Correction>(
    tx,
    sql`select c.id, c.at, coalesce(a.name, 'Somebody') as by, c.what, n.outcome, n.reason, n.at as "answeredAt"
      from correction c left join actor a on a.organisation_id = c.organisation_id and a.id = c.by
      left join correction_answered n on n.organisation_id = c.organisation_id and n.correction_id = c.id
      where c.child_id = ${childId} order by c.at desc, c.id`,
  );
}

export async function holdsOf(tx: Tx, childId: string): Promise<Hold[]> {
  return rows<Hold>(
    tx,
    sql`select h.id, h.at, h.why, e.hold_id is not null as ended from record_hold h
      left join record_hold_ended e on e.organisation_id = h.organisation_id and e.hold_id = h.id
      where h.child_id = ${childId} order by h.at desc, h.id`,
  );
}

export async function factsBefore(tx: Tx, childId: string): Promise<FactBefore[]> {
  return rows<FactBefore>(
    tx,
    sql`select f.at, coalesce(a.name, 'Homeward itself') as by, f.field, f.was from child_fact_before f
      left join actor a on a.organisation_id = f.organisation_id and a.id = f.by
      where f.child_id = ${childId} order by f.at desc, f.id limit 200`,
  );
}

/** Says that something held is wrong. */
export async function askCorrection(tx: Tx, actor: Actor, childId: string, what: string): Promise<void> {
  await insertAll(tx, 'correction', [
    { organisation_id: actor.organisation.id, id: newId('correction'), child_id: childId, by: actor.id, what },
  ]);
  await recordEvent(tx, actor, 'correction.asked', childId);
}

/** Answers a correction, once. False when somebody has answered it already, or it is not this child's. */
export async function answerCorrection(
  tx: Tx,
  actor: Actor,
  childId: string,
  answer: { readonly id: string; readonly outcome: string; readonly reason: string },
): Promise<boolean> {
  const here = await first(tx, sql`select 1 from correction where id = ${answer.id} and child_id = ${childId}`);
  if (!here) return false;
  const written = await insertAll(
    tx,
    'correction_answered',
    [
      {
        organisation_id: actor.organisation.id,
        correction_id: answer.id,
        by: actor.id,
        outcome: answer.outcome,
        reason: answer.reason,
      },
    ],
    'on conflict do nothing',
  );
  if (written > 0) await recordEvent(tx, actor, 'correction.answered', childId);
  return written > 0;
}

export async function holdRecord(tx: Tx, actor: Actor, childId: string, why: string): Promise<void> {
  await insertAll(tx, 'record_hold', [
    { organisation_id: actor.organisation.id, id: newId('hold'), child_id: childId, by: actor.id, why },
  ]);
  await recordEvent(tx, actor, 'record.held', childId);
}

/** Ends a hold. False when it had ended, or is not this child's. */
export async function endHold(tx: Tx, actor: Actor, childId: string, holdId: string): Promise<boolean> {
  const here = await first(tx, sql`select 1 from record_hold where id = ${holdId} and child_id = ${childId}`);
  if (!here) return false;
  const written = await insertAll(
    tx,
    'record_hold_ended',
    [{ organisation_id: actor.organisation.id, hold_id: holdId, by: actor.id }],
    'on conflict do nothing',
  );
  if (written > 0) await recordEvent(tx, actor, 'record.released', childId);
  return written > 0;
}

/** How many years records are kept here: the settings, and the defaults where none is set. */
export async function retentionYears(tx: Tx): Promise<RetentionYears> {
  const found = await rows<{ name: string; value: unknown }>(
    tx,
    sql`select name, value from setting where starts_with(name, 'retention: ')`,
  );
  const set = Object.fromEntries(
    found.flatMap(({ name, value }) => {
      const years = Number(value);
      return Number.isInteger(years) && years > 0 && years <= 200 ? [[name.slice('retention: '.length), years]] : [];
    }),
  );
  return { ...DEFAULT_YEARS, ...set };
}

/** Until when a child's record is kept, as far as this actor may know what kind it is. */
export async function keepingOf(tx: Tx, childId: string): Promise<Keeping | null> {
  const found = await first<{ born: PlainDate; lookedAfter: boolean; died: PlainDate | null }>(
    tx,
    sql`select i.born, app.was_looked_after(i.child_id) as "lookedAfter",
        app.died_in_care(i.child_id) as died from child_identity i where i.child_id = ${childId}`,
  );
  if (!found) return null;
  return keepUntil(keptAs(found), await retentionYears(tx));
}
