import { createHash } from 'node:crypto';
import { first, sql, type Tx } from '../db/index.ts';

/** What tries are counted by. */
export type ThrottleKey = { readonly email: string } | { readonly code: string } | { readonly from: string };

interface Patience {
  /** How many wrong tries cost nothing: people mistype. */
  readonly free: number;
  /** The longest wait, in seconds. */
  readonly longest: number;
  /** After so many seconds one wrong try is forgotten. */
  readonly forgets: number;
}

const DAY = 86_400; // seconds

/** Whole offices share one network address, so that one forgives more, and sooner. */
const PATIENCE: Readonly<Record<'email' | 'code' | 'from', Patience>> = {
  email: { free: 5, longest: 900, forgets: DAY },
  code: { free: 5, longest: 900, forgets: DAY },
  from: { free: 60, longest: 60, forgets: 30 },
};

/** Each wait is twice the one before, in seconds. */
const FIRST_WAIT = 15;

/**
 * Counts a try before it is made, so that many at once are no way around it. As the system.
 * @returns false where this one has to wait: nothing may be tried
 */
export async function mayTry(tx: Tx, key: ThrottleKey, now: Date): Promise<boolean> {
  const at = now.toISOString();
  const { free, longest, forgets } = patienceFor(key);
  const count = sql`(greatest(0, f.count - floor(extract(epoch from ${at}::timestamptz - f.last_at) / ${forgets}))::int + 1)`;
  const wait = sql`case when ${count} < ${free} then interval '0'
    else make_interval(secs => least(${longest}, ${FIRST_WAIT} * power(2, least(${count} - ${free}, 20)))) end`;
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
      until_at = case when count <= ${PATIENCE.from.free} then last_at else until_at end
      where key = ${nameOf(key)}`.execute(tx);
  } else await sql`delete from sign_in_failure where key = ${nameOf(key)}`.execute(tx);
}

/** Counts that say nothing any more. As the system. */
export async function forgetOldTries(tx: Tx, now: Date): Promise<void> {
  await sql`delete from sign_in_failure where key in (select key from sign_in_failure
    where last_at < ${now.toISOString()}::timestamptz - interval '30 days' limit 500 for update skip locked)`.execute(
    tx,
  );
}

function patienceFor(key: ThrottleKey): Patience {
  return 'email' in key ? PATIENCE.email : 'code' in key ? PATIENCE.code : PATIENCE.from;
}

/** A digest, so that the table holds no address and nothing that somebody typed into the wrong field. */
function nameOf(key: ThrottleKey): string {
  const [[kind, value] = ['', '']] = Object.entries(key);
  return createHash('sha256')
    .update(`${kind}\n${String(value).trim().toLowerCase()}`)
    .digest('hex');
}
