import { type Actor, recordEvent } from '../access/index.ts';
import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import type { About } from './figures.ts';

/** What somebody worked out and kept by a name, with what the page said then. */
export interface InvestCase {
  readonly id: string;
  readonly name: string;
  readonly about: About;
  /** What was typed, as the page’s address has it. */
  readonly asked: string;
  readonly whose: string;
  readonly costPence: number;
  /** Endings a year, or the share of time lived in; null where nothing would be enough. */
  readonly needed: number | null;
  readonly netPence: number;
  readonly netLowPence: number;
  readonly netHighPence: number;
  readonly at: Date;
  readonly by: string;
  /** Whether the actor kept it, and may take it away. */
  readonly mine: boolean;
}

export async function keptCases(tx: Tx, actor: Actor): Promise<readonly InvestCase[]> {
  const found = await rows<
    Omit<InvestCase, 'costPence' | 'needed' | 'netPence' | 'netLowPence' | 'netHighPence'> &
      Record<'cost' | 'net' | 'low' | 'high', string> & { needed: string | null }
  >(
    tx,
    sql`select c.id, c.name, c.about, c.asked, c.whose, c.cost_pence as cost, c.needed_hundredths as needed, c.net_pence as net,
        c.net_low_pence as low, c.net_high_pence as high, c.at, coalesce(a.name, '') as by, c.by = ${actor.id} as mine
      from invest_case c left join actor a on a.organisation_id = c.organisation_id and a.id = c.by
      where c.organisation_id = ${actor.organisation.id} order by c.at desc, c.id`,
  );
  return found.map(({ cost, net, low, high, needed, ...one }) => ({
    ...one,
    costPence: Number(cost),
    needed: needed === null ? null : Number(needed) / 100,
    netPence: Number(net),
    netLowPence: Number(low),
    netHighPence: Number(high),
  }));
}

/** Keeps it, unless the organisation has one of that name: then says so, and nothing is changed. */
export async function keepCase(
  tx: Tx,
  actor: Actor,
  one: Omit<InvestCase, 'id' | 'at' | 'by' | 'mine'>,
  now: Date,
): Promise<'kept' | 'name-taken'> {
  const id = newId('invest');
  const written = await insertAll(
    tx,
    'invest_case',
    [
      {
        ...{
          organisation_id: actor.organisation.id,
          id,
          name: one.name,
          about: one.about,
          asked: one.asked,
          whose: one.whose,
        },
        cost_pence: Math.round(one.costPence),
        needed_hundredths: one.needed === null ? null : Math.round(one.needed * 100),
        net_pence: Math.round(one.netPence),
        net_low_pence: Math.round(one.netLowPence),
        net_high_pence: Math.round(one.netHighPence),
        ...{ at: now, by: actor.id },
      },
    ],
    'on conflict do nothing',
  );
  if (written === 0) {
    // Sent twice by the same hand it is kept once, and that is what was wanted.
    const same = await rows(
      tx,
      sql`select from invest_case where organisation_id = ${actor.organisation.id} and lower(name) = lower(${one.name})
        and by = ${actor.id} and about = ${one.about} and asked = ${one.asked}`,
    );
    return same.length > 0 ? 'kept' : 'name-taken';
  }
  await recordEvent(tx, actor, 'invest-case.kept', id, { about: one.about });
  return 'kept';
}

/** Takes away what the actor kept; what is gone already, or is another’s, stays as it is. */
export async function takeCaseAway(tx: Tx, actor: Actor, id: string): Promise<'gone' | 'not-theirs'> {
  const gone = await rows(
    tx,
    sql`delete from invest_case where organisation_id = ${actor.organisation.id} and id = ${id} and by = ${actor.id} returning id`,
  );
  if (gone.length > 0) {
    await recordEvent(tx, actor, 'invest-case.taken-away', id);
    return 'gone';
  }
  const left = await rows(
    tx,
    sql`select from invest_case where organisation_id = ${actor.organisation.id} and id = ${id}`,
  );
  return left.length > 0 ? 'not-theirs' : 'gone';
}
