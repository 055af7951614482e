import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import { addDays, newId, type PlainDate } from '../kernel/index.ts';
import type { Role } from './roles.ts';

export interface Team {
  readonly id: string;
  readonly name: string;
}

export interface Worker {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly teamId: string;
  /** How many children are allocated to them; none of a sealed record. */
  readonly children: number;
  readonly hasLeft: boolean;
}

/** Somebody stands in for a team. */
export interface Cover {
  readonly id: string;
  readonly teamId: string;
  readonly team: string;
  readonly actorId: string;
  readonly name: string;
  readonly from: Date;
  readonly until: Date;
  /** Whether it has begun. */
  readonly now: boolean;
}

/** All teams of the actor's organisation. */
export function teamsHere(tx: Tx): Promise<Team[]> {
  return rows<Team>(
    tx,
    sql`select id, name from team where organisation_id = app.my_organisation() order by lower(name), id`,
  );
}

export async function insertTeam(tx: Tx, team: Team & { readonly organisationId: string }): Promise<void> {
  await insertAll(tx, 'team', [{ organisation_id: team.organisationId, id: team.id, name: team.name }]);
}

/** The teams whose children are open to the actor: their own, and those they stand in for. */
export function myTeams(tx: Tx): Promise<Team[]> {
  return rows<Team>(tx, sql`select id, name from team where id in (select app.my_teams()) order by name, id`);
}

/** The people of the actor's teams, and how many children each works with. */
export function workersOfMyTeams(tx: Tx): Promise<Worker[]> {
  return rows<Worker>(
    tx,
    sql`select a.id, a.name, a.role, a.team_id as "teamId", count(distinct l.child_id)::int as children,
        exists (select from post_ended p where p.organisation_id = a.organisation_id and p.actor_id = a.id) as "hasLeft"
      from actor a
      left join allocation l on l.organisation_id = a.organisation_id and l.actor_id = a.id
        and not exists (select from allocation_ended e where e.organisation_id = l.organisation_id and e.allocation_id = l.id)
      where a.team_id in (select app.my_teams()) group by a.organisation_id, a.id`,
  );
}

/** The children nobody is a social worker for; a manager sees them to choose one. */
export async function countWithoutSocialWorker(tx: Tx): Promise<number> {
  const [found] = await rows<{ n: number }>(
    tx,
    sql`select count(distinct child_id)::int as n from app.my_relationships() where through = 'unallocated'`,
  );
  return found?.n ?? 0;
}

const COVER = sql`select c.id, c.team_id as "teamId", t.name as team, c.actor_id as "actorId", a.name, c.from_at as "from",
    c.until_at as until, c.from_at <= now() as now
  from team_cover c
  join team t on t.organisation_id = c.organisation_id and t.id = c.team_id
  join actor a on a.organisation_id = c.organisation_id and a.id = c.actor_id
  where c.until_at > now()
    and not exists (select from team_cover_ended e where e.organisation_id = c.organisation_id and e.cover_id = c.id)`;

/** Who stands in for the actor's teams, now and later. */
export function coverOfMyTeams(tx: Tx): Promise<Cover[]> {
  return rows<Cover>(tx, sql`${COVER} and c.team_id in (select app.my_teams()) order by c.from_at, c.id`);
}

/** What the actor stands in for now. */
export function coveredBy(tx: Tx, actorId: string): Promise<Cover[]> {
  return rows<Cover>(tx, sql`${COVER} and c.actor_id = ${actorId} and c.from_at <= now() order by c.until_at, c.id`);
}

/** Colleagues in post who can stand in for a team: those whom a team's children can be open to. */
export function peopleToCover(tx: Tx, roles: readonly Role[], exceptFor: string) {
  return rows<{ id: string; name: string; role: Role }>(
    tx,
    sql`select a.id, a.name, a.role from actor a where a.role = any (${roles}::text[]) and a.id <> ${exceptFor} and not app.is_me(a.id)
      and a.organisation_id = (select app.my_organisation())
      and not exists (select from post_ended p where p.organisation_id = a.organisation_id and p.actor_id = a.id)`,
  );
}

/** Two who arrange cover for a team come one after the other. */
export async function lockTeam(tx: Tx, teamId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('cover'), hashtext(${teamId}))`.execute(tx);
}

/** Cover from the beginning of one day in England to the end of another. @throws from the database where it may not be */
export async function insertCover(
  tx: Tx,
  organisationId: string,
  cover: { teamId: string; actorId: string; from: PlainDate; until: PlainDate; by: string },
): Promise<string> {
  const id = newId('cover');
  await sql`insert into team_cover (organisation_id, id, actor_id, team_id, from_at, until_at, by)
    values (${organisationId}, ${id}, ${cover.actorId}, ${cover.teamId}, ${startOf(cover.from)},
      ${startOf(addDays(cover.until, 1))}, ${cover.by})`.execute(tx);
  return id;
}

function startOf(day: PlainDate) {
  return sql`(${day}::date::timestamp at time zone 'Europe/London')`;
}

/** @returns false where it was over already, or is not the actor's to end */
export async function insertCoverEnded(tx: Tx, organisationId: string, id: string, by: string): Promise<boolean> {
  const written = await insertAll(
    tx,
    'team_cover_ended',
    [{ organisation_id: organisationId, cover_id: id, by }],
    'on conflict do nothing',
  );
  return written > 0;
}
