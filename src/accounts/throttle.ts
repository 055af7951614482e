import { createHash } from 'node:crypto';
import { first, sql, type Tx } from '../db/index.ts';

/** What tries are counted by. */
export type ThrottleKey = { readonly email: string } | { readonly code: string } | { readonly from: string };

/** How many wrong tries cost nothing: people mistype. Whole offices share one network address. */
const FREE = { email: 5, code: 5, from: 60 } as const;
/** Then each wait is twice the one before, in seconds. */
const FIRST_WAIT = 15;
const LONGEST_WAIT = 900;
/** Without a try for so long, counting begins anew. */
const FORGOTTEN_AFTER = '24 hours';

/**
 * Counts a try before it is made, so that many at once are no way around it. As the system.
 * @returns false where this one has to wait: nothing may be tried
 */
export async function mayTry(tx: Tx, key: ThrottleKey, now: Date): Promise<boolean> {
  const at = now.toISOString();
  const free = freeFor(key);
  const count = sql`case when f.last_at < ${at}::timestamptz - ${FORGOTTEN_AFTER}::interval then 1 else f.count + 1 end`;
  const wait = sql`case when ${count} < ${free} then interval '0'
    else make_interval(secs => least(${LONGEST_WAIT}, ${FIRST_WAIT} * power(2, least(${count} - ${free}, 20)))) end`;
  const counted = await first(
    tx,
    sql`insert into sign_in_failure as f (key, count, last_at, until_at) values (${nameOf(key)}, 1, ${at}, ${at})
      on conflict (key) do update set count = ${count}, last_at = ${at}, until_at = ${at}::timestamptz + ${wait}
        where f.until_at <= ${at} returning count`,
  );
  return counted !== null;
}

/** The try was right: an account's count begins anew, a network address has one wrong try less. As the system. */
export async function triedWell(tx: Tx, key: ThrottleKey): Promise<void> {
  if ('from' in key) {
    await sql`update sign_in_failure set count = greatest(0, count - 1),
      until_at = case when count <= ${FREE.from} then last_at else until_at end where key = ${nameOf(key)}`.execute(tx);
  } else await sql`delete from sign_in_failure where key = ${nameOf(key)}`.execute(tx);
}

function freeFor(key: ThrottleKey): number {
  return 'email' in key ? FREE.email : 'code' in key ? FREE.code : FREE.from;
}

/** A digest, so that the table holds no address and nothing that somebody typed into the wrong field. */
function nameOf(key: ThrottleKey): string {
  const [[kind, value] = ['', '']] = Object.entries(key);
  return createHash('sha256')
    .update(`${kind}\n${String(value).trim().toLowerCase()}`)
    .digest('hex');
}
