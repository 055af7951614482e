import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { ROLES, type Role } from './roles.ts';

/** A post of the administrator's organisation. All of this runs as the administrator: the policies decide. */
export interface Post {
  readonly actorId: string;
  readonly name: string;
  readonly role: Role;
  readonly roleWords: string;
  readonly team: string | null;
  /** Who signs in to it; null: nobody yet. */
  readonly accountId: string | null;
  readonly email: string | null;
  readonly ended: { readonly on: string; readonly reason: string } | null;
  /** The administrator's own. */
  readonly own: boolean;
  /** The person works for this organisation and no other, so its administrator may help them with their password. */
  readonly onlyHere: boolean;
}

interface Row extends Omit<Post, 'roleWords' | 'ended'> {
  readonly endedOn: string | null;
  readonly reason: string | null;
}

const POST = sql`select a.id as "actorId", a.name, a.role, t.name as team, a.account_id as "accountId", c.email,
    to_char(e.at at time zone 'Europe/London', 'FMDD FMMonth YYYY') as "endedOn", e.reason,
    (a.id = app.actor() or coalesce(a.account_id = app.my_account(), false)) as own,
    coalesce(app.works_here_only(a.account_id), false) as "onlyHere"
  from actor a left join team t on t.organisation_id = a.organisation_id and t.id = a.team_id
  left join account c on c.id = a.account_id
  left join post_ended e on e.organisation_id = a.organisation_id and e.actor_id = a.id
  where a.organisation_id = app.my_organisation()`;

export const POSTS_A_PAGE = 50;

/** The open posts of the organisation, by name. @param search part of a name, or empty @param page from 1 */
export async function listPosts(
  tx: Tx,
  search: string,
  page: number,
): Promise<{ readonly posts: readonly Post[]; readonly total: number }> {
  const matching = sql`not exists (select from post_ended x where x.organisation_id = a.organisation_id and x.actor_id = a.id)
    and strpos(lower(a.name), lower(${search})) > 0`;
  const total = await first<{ count: number }>(
    tx,
    sql`select count(*)::int as count from actor a where a.organisation_id = app.my_organisation() and ${matching}`,
  );
  const found = await rows<Row>(
    tx,
    sql`${POST} and ${matching} order by lower(a.name), a.id limit ${POSTS_A_PAGE} offset ${(page - 1) * POSTS_A_PAGE}`,
  );
  return { posts: found.map(fromRow), total: total?.count ?? 0 };
}

export async function postOf(tx: Tx, actorId: string): Promise<Post | null> {
  const found = await first<Row>(tx, sql`${POST} and a.id = ${actorId}`);
  return found && fromRow(found);
}

function fromRow({ endedOn, reason, ...rest }: Row): Post {
  return {
    ...rest,
    roleWords: ROLES[rest.role],
    ended: endedOn === null ? null : { on: endedOn, reason: reason ?? '' },
  };
}

export async function insertPost(
  tx: Tx,
  post: {
    readonly organisationId: string;
    readonly id: string;
    readonly name: string;
    readonly role: Role;
    readonly teamId: string | null;
  },
): Promise<void> {
  const { organisationId: organisation_id, teamId: team_id, id, name, role } = post;
  await insertAll(tx, 'actor', [{ organisation_id, id, name, role, team_id }]);
}

/** @returns false where it had ended before */
export async function insertPostEnded(
  tx: Tx,
  ended: {
    readonly organisationId: string;
    readonly actorId: string;
    readonly by: string;
    readonly reason: string;
    readonly now: Date;
  },
): Promise<boolean> {
  const { organisationId: organisation_id, actorId: actor_id, by, reason, now } = ended;
  const row = { organisation_id, actor_id, at: now.toISOString(), by, reason };
  return (await insertAll(tx, 'post_ended', [row], 'on conflict do nothing')) === 1;
}
