import { stderr } from 'node:process';
import { type Actor, ROLES, type Role } from '../src/access/index.ts';
import { type Database, insertAll, refreshStatistics, rows, sql, type Tx } from '../src/db/index.ts';
import { date } from '../src/kernel/index.ts';
import { type ChildrenFilter, childrenList, childrenListQuery } from '../src/people/index.ts';
import { embeddedForTest, postgresForTest } from '../test/database.ts';
import type { Measurements } from './bench.ts';

const CHILDREN = 5_000;
const LIMIT_SECONDS = 0.05;
const ROUNDS = 60;
const TODAY = date('2026-11-21');

/** Who opens the list: the whole authority, twice; a manager of a team of 100 and whoever is without a worker; 20 children. */
const WHO: readonly (readonly [id: string, role: Role, words: string])[] = [
  ['data', 'data-officer', 'data officer, all 5,000'],
  ['night', 'out-of-hours-worker', 'out-of-hours worker, all 5,000'],
  ['m0', 'manager', 'manager of a team of 100'],
  ['w7', 'social-worker', 'social worker of 20'],
];

const LISTS: readonly (readonly [words: string, filter: ChildrenFilter, page: number])[] = [
  ['in care, page 3', { search: '', shown: 'in-care', whose: 'open' }, 3],
  ['who need a home', { search: '', shown: 'needs-a-home', whose: 'open' }, 1],
  ['a search among everyone', { search: 'elise', shown: 'everyone', whose: 'open' }, 1],
];

/**
 * One page of the list of children, as each of these people opens it, in an authority of 5,000 children beside another
 * of 5,000: the statement with its counts, and what its 30 lines show, in one transaction under the row-level policies.
 * On the embedded database, and on PostgreSQL where TEST_DATABASE_URL is set. The plans are written beside the numbers.
 */
export async function benchChildrenList(): Promise<Measurements> {
  const embedded = await embeddedForTest();
  const found: Record<string, Measurements[string]> = { ...(await measure(embedded)) };
  await embedded.close();
  const server = await postgresForTest();
  if (!server) return found;
  try {
    return { ...found, ...(await measure(server.database)) };
  } finally {
    await server.drop();
  }
}

async function measure(database: Database): Promise<Measurements> {
  await database.asSystem(fillForBench);
  const found: Record<string, Measurements[string]> = {};
  for (const [id, role, who] of WHO) {
    const actor: Actor = {
      ...{ id, name: id, role, roleWords: ROLES[role] },
      organisation: { id: 'north', name: 'North', kind: 'authority' },
    };
    for (const [words, filter, page] of LISTS) {
      const list = () => database.asActor(id, (tx) => childrenList(tx, actor, filter, page, TODAY));
      for (let i = 0; i < 5; i++) await list();
      const times: number[] = [];
      for (let i = 0; i < ROUNDS; i++) {
        const began = performance.now();
        await list();
        times.push((performance.now() - began) / 1000);
      }
      times.sort((a, b) => a - b);
      for (const [name, share] of [
        ['median', 0.5],
        ['p95', 0.95],
      ] as const) {
        const seconds = times[Math.ceil(ROUNDS * share) - 1] as number;
        found[`${database.kind}: ${who}: ${words}, ${name}`] = {
          ...{ seconds, against: LIMIT_SECONDS, ratio: seconds / LIMIT_SECONDS },
        };
      }
    }
    const plan = await database.asActor(id, (tx) => planOf(tx, actor));
    stderr.write(`${database.kind}: ${who}\n${plan.join('\n')}\n`);
  }
  return found;
}

/** The lines of the plan that say how the tables are read: which scan, by which index, how many rows, how long. */
async function planOf(tx: Tx, actor: Actor): Promise<string[]> {
  const query = childrenListQuery(actor, (LISTS[0] as (typeof LISTS)[number])[1], 3, TODAY);
  const lines = await rows<Record<string, string>>(tx, sql`explain (analyze, buffers, timing off) ${query}`);
  return lines
    .map((line) => Object.values(line)[0] ?? '')
    .filter((line) => /Scan (using|on) |Index Cond|Execution Time/.test(line) && !/CTE Scan/.test(line))
    .map((line) => `  ${line.trim().replace(/^-> +/, '')}`);
}

/**
 * 5,000 children of one authority in 50 teams of five workers with 20 children each: three of ten have left care, one of
 * fifty is about to lose a home, one of a hundred has no social worker. As many of another authority stand beside them.
 */
export async function fillForBench(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [
    { id: 'north', kind: 'authority', name: 'North' },
    { id: 'south', kind: 'authority', name: 'South' },
  ]);
  const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
  const ours = { organisation_id: 'north' };
  await insertAll(
    tx,
    'team',
    numbers(50).map((n) => ({ ...ours, id: `t${n}`, name: `Team ${n}` })),
  );
  const workers = numbers(250).map((n) => ({ id: `w${n}`, role: 'social-worker', team_id: `t${Math.floor(n / 5)}` }));
  const others = WHO.slice(0, 3).map(([id, role]) => ({ id, role, team_id: role === 'manager' ? 't0' : null }));
  await insertAll(
    tx,
    'actor',
    [...workers, ...others].map((each) => ({ ...ours, ...each, name: each.id })),
  );
  const home = { ...ours, kind: 'fostering', sector: 'authority' };
  await insertAll(
    tx,
    'home',
    numbers(300).map((n) => ({ ...home, id: `h${n}`, name: `Home ${n}` })),
  );
  await sql`insert into child (organisation_id, id, return_id, sex)
    select case when n > ${CHILDREN} then 'south' else 'north' end, 'c' || n, (100000 + n)::text, 'female'
    from generate_series(1, ${CHILDREN * 2}) n`.execute(tx);
  await sql`insert into child_identity (organisation_id, child_id, born, given_name, family_name)
    select organisation_id, id, date '2009-01-01' + n * 37 % 6000, case when n % 10 > 0 then
      (array['Ella','Élise','Tom','Aisha','Yusuf','Noah','Zoë','Leo','Mia','Omar'])[n % 10 + 1] || ' ' || chr(65 + n % 26) end,
      'Family' || n % 700
    from (select *, substr(id, 2)::int as n from child) c`.execute(tx);
  await sql`insert into placement (organisation_id, id, child_id, home_organisation_id, home_id, started)
    select 'north', 'p' || c || '_' || k, 'c' || c, 'north', 'h' || (c * 7 + k) % 300, date '2019-01-01' + c % 900 + k * 300
    from generate_series(1, ${CHILDREN}) c, generate_series(0, 1) k`.execute(tx);
  await sql`insert into placement_ended (organisation_id, placement_id, ended, reason, by)
    select 'north', p.id, case when not last then p.started + 300 when n % 50 = 0 then date '2026-12-20' else p.started + 500 end,
      case when last and n % 50 > 0 and n % 10 < 3 then 'E4A' else 'CARPL' end, 'x'
    from (select *, substr(child_id, 2)::int as n, right(id, 2) = '_1' as last from placement) p
    where not last or n % 50 = 0 or n % 10 < 3 or n % 29 = 0`.execute(tx);
  await sql`insert into episode (organisation_id, child_id, decom, dec, rec, place, urn, import_id, return_year)
    select 'north', 'c' || c, day, day + 100, 'X1', 'U4', 'SC' || c % 300, 'i', 2026
    from generate_series(1, ${CHILDREN}) c, generate_series(0, 2) k, lateral (select date '2018-01-01' + c % 300 + k * 100 as day) d`.execute(
    tx,
  );
  await sql`insert into allocation (organisation_id, id, child_id, actor_id, relation, by)
    select 'north', 'a' || c, 'c' || c, 'w' || c / 20 % 250, 'social worker', 'x'
    from generate_series(1, ${CHILDREN}) c where c % 100 <> 0`.execute(tx);
  await sql`insert into brother_or_sister (organisation_id, child_id, other_child_id)
    select 'north', 'c' || c + d, 'c' || c + 1 - d from generate_series(2, ${CHILDREN - 2}, 9) c, (values (0), (1)) v(d)`.execute(
    tx,
  );
  await refreshStatistics(tx);
}
