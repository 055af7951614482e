import { first, sql, type Tx } from '../db/index.ts';

/** How the record of events stands, for the page of information governance. */
export interface AuditState {
  /** When events were last sealed; null: never. */
  readonly sealedAt: Date | null;
  /** Events of the actor's organisation that are not sealed yet. */
  readonly waiting: number;
  /** The last time somebody verified the chain, and how that ended; null: never. */
  readonly checked: { readonly at: Date; readonly whole: boolean; readonly findings: number } | null;
}

/** @returns null for an actor whose work it is not: information governance, a director or an administrator may ask */
export async function auditState(tx: Tx): Promise<AuditState | null> {
  const found = await first<{
    sealed_at: Date | null;
    waiting: string;
    checked_at: Date | null;
    whole: boolean | null;
    findings: number | null;
  }>(tx, sql`select * from app.audit_state()`);
  if (!found) return null;
  const { checked_at: at, whole, findings } = found;
  return {
    sealedAt: found.sealed_at,
    waiting: Number(found.waiting),
    checked: at === null ? null : { at, whole: whole === true, findings: findings ?? 0 },
  };
}
