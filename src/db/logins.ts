import type pg from 'pg';
import { Refusal } from '../kernel/index.ts';

/** A login of PostgreSQL that owns nothing, and the one role it becomes when it works. */
export interface Login {
  readonly name: string;
  readonly becomes: string;
}

/** Pages, as a named person: the row-level policies decide. */
export const WEB: Login = { name: 'homeward_login', becomes: 'homeward_app' };

/** Imports, seeding and jobs: the system itself, which sees every row. */
export const JOBS: Login = { name: 'homeward_jobs', becomes: 'homeward_system' };

/** What a fresh connection says first; nothing where it signed in as the login itself. */
export type StepDown = (login: Login) => string;

/** A superuser can hand the session over for good; another owner can only step down role by role, and up again. */
export function ownersStepDown(superuser: boolean): StepDown {
  return ({ name }) => (superuser ? `set session authorization ${name}` : `set role ${name}`);
}

/** What an owner who serves pages is told once a start. */
export const OWNER_SERVES = `Homeward is signed in to PostgreSQL as an owner. It steps down before each page, but SQL smuggled into a page could step up again. For real records serve as ${WEB.name} and ${JOBS.name}: docs/operations.md.\n`;

/** Steps down and up once, so that a missing grant (a restored database, new roles) is told at the start. */
export async function checkStepsDown(client: pg.Client, login: Login, stepDown: string): Promise<void> {
  await client.query('begin');
  if (stepDown) await client.query(stepDown);
  await client.query(`set local role ${login.becomes}`);
  // A rollback takes the session's own user back as well.
  await client.query('rollback');
}

/**
 * Makes sure that a login can become its one role and nothing else: no role that was granted beside it, no attribute
 * and no table of its own by which it could give itself more, and no temporary table in the place of a real one.
 * @throws Refusal naming what is too much
 */
export async function checkNothingMore(client: pg.ClientBase, login: Login): Promise<void> {
  const [found] = (
    await client.query<{ roles: string[]; attributes: boolean; owns: boolean; temporary: boolean }>(
      `select array(select rolname::text from pg_roles where rolname not in ($1, $2) and pg_has_role($1, oid, 'member')
           order by 1) as roles,
         exists (select from pg_roles where rolname in ($1, $2)
           and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)) as attributes,
         exists (select from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ($1, $2)
           and c.relnamespace in (select oid from pg_namespace where nspname in ('public', 'app'))) as owns,
         has_database_privilege($1, current_database(), 'temporary') as temporary`,
      [login.name, login.becomes],
    )
  ).rows;
  const tooMuch = [
    ...(found?.roles.length ? [`is a member of ${found.roles.join(', ')}`] : []),
    ...(found?.attributes ? ['may make roles or databases, or pass by the policies'] : []),
    ...(found?.owns ? ['owns tables'] : []),
    ...(found?.temporary ? ['may make temporary tables'] : []),
  ];
  if (found && tooMuch.length === 0) return;
  throw new Refusal(
    `${login.name} can do more than become ${login.becomes}: it ${tooMuch.join(', and ')}. The policies would not hold. Take that from it (docs/operations.md), or start Homeward once as the owner of the database. Nothing was changed.`,
  );
}

/** Tries what an attacker would: the catalogue may be misread, the attempt may not. @throws Refusal when it succeeds */
export async function checkCannotBecome(client: pg.Client, login: Login, role: string): Promise<void> {
  await client.query('begin');
  const refused = await client.query(`set local role ${role}`).then(
    () => false,
    () => true,
  );
  await client.query('rollback');
  if (!refused)
    throw new Refusal(
      `${login.name} can become ${role}. Take that from it as a superuser: revoke ${role} from ${login.name}; then start again.`,
    );
}
