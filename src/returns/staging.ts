import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import type { Problem, ReadRow, ReturnBatch } from '../ssda903/index.ts';
import { type OddRow, otherRowsOfNobody, repeatedOther, type Staged } from './other-staging.ts';

/*
 * A return goes into tables that only this transaction sees, and from there into the real ones by a few statements:
 * whether it may go in at all is known only when its last row has been read.
 */

export async function openStaging(tx: Tx): Promise<void> {
  await sql`create temp table staged_child (file text, line int, child text, sex text, born date, ethnicity text, upn text,
    new_id text) on commit drop`.execute(tx);
  await sql`create temp table staged_unaccompanied (child text) on commit drop`.execute(tx);
  await sql`create temp table staged_episode (file text, line int, child text, decom date, rne text, ls text, cin text,
    place text, place_provider text, dec date, rec text, reason_place_change text, home_post text, pl_post text, urn text)
    on commit drop`.execute(tx);
}

/** So that several returns may follow each other in one transaction. */
export async function closeStaging(tx: Tx): Promise<void> {
  await sql`drop table if exists staged_child, staged_unaccompanied, staged_episode, arriving_child, arriving_episode`.execute(
    tx,
  );
}

/** Takes a batch of children or episodes as it was read; the other tables are staged apart (other-staging.ts). */
export async function stage(tx: Tx, batch: ReturnBatch): Promise<void> {
  const { file } = batch;
  switch (batch.table) {
    case 'Header':
      await insertAll(
        tx,
        'staged_child',
        batch.rows.map((row) => stagedChild(file, row)),
      );
      break;
    case 'UASC':
      await insertAll(
        tx,
        'staged_unaccompanied',
        batch.rows.map(({ CHILD }) => ({ child: CHILD })),
      );
      break;
    case 'Episodes':
      await insertAll(
        tx,
        'staged_episode',
        batch.rows.map((row) => stagedEpisode(file, row)),
      );
      break;
  }
}

function stagedChild(file: string, row: ReadRow<'Header'>): Record<string, unknown> {
  const { line, CHILD: child, SEX: sex, DOB: born, ETHNIC: ethnicity, UPN: upn } = row;
  return { file, line, child, sex, born, ethnicity, upn, new_id: newId('child') };
}

function stagedEpisode(file: string, row: ReadRow<'Episodes'>): Record<string, unknown> {
  return {
    file,
    line: row.line,
    child: row.CHILD,
    decom: row.DECOM,
    rne: row.RNE,
    ls: row.LS,
    cin: row.CIN,
    place: row.PLACE,
    place_provider: row.PLACE_PROVIDER,
    dec: row.DEC,
    rec: row.REC,
    reason_place_change: row.REASON_PLACE_CHANGE,
    home_post: row.HOME_POST,
    pl_post: row.PL_POST,
    urn: row.URN,
  };
}

const MOST_LISTED = 1_000;

/** What only the whole return can tell: children, episodes and other rows that stand twice (the later row counts). */
export async function repeatedRows(tx: Tx, staged: Staged): Promise<{ count: number; problems: Problem[] }> {
  const found = await rows<OddRow>(
    tx,
    sql`select *, count(*) over () as all from (
        select file, line, child, 'CHILD' as column from (select *, row_number() over (partition by child order by line desc) as nth
          from staged_child) c where nth > 1
        union all
        select file, line, child, 'DECOM' from (select *, row_number() over (partition by child, decom order by line desc) as nth
          from staged_episode) e where nth > 1) repeated
      order by file, line limit ${MOST_LISTED}`,
  );
  const others = await repeatedOther(tx, staged, MOST_LISTED);
  const problem = ({ file, line, child, column }: OddRow, expected: string): Problem => ({
    ...{ file, line, column, value: child, expected, stops: false },
  });
  return {
    count: countOf(found) + countOf(others),
    problems: [
      ...found.map((row) =>
        problem(
          row,
          row.column === 'CHILD'
            ? 'each child once; a later row about the same child is used instead'
            : 'each child’s episodes to begin on different days; a later row is used instead',
        ),
      ),
      ...others.map((row) =>
        problem(
          row,
          row.column === 'CHILD'
            ? 'each child once in this table; a later row about the same child is used instead'
            : 'one row of a child for each day; a later row is used instead',
        ),
      ),
    ].slice(0, MOST_LISTED),
  };
}

function countOf(found: readonly OddRow[]): number {
  return Number(found[0]?.all ?? 0);
}

/** Rows of a child that neither this return nor an earlier import knows: nothing says who the child is. */
export async function rowsOfNobody(
  tx: Tx,
  staged: Staged,
  authority: string,
): Promise<{ count: number; problems: Problem[] }> {
  const found = await rows<OddRow>(
    tx,
    sql`select file, line, child, 'CHILD' as column, count(*) over () as all from staged_episode e
      where not exists (select from staged_child c where c.child = e.child)
        and not exists (select from child k where k.organisation_id = ${authority} and k.return_id = e.child)
      order by line limit ${MOST_LISTED}`,
  );
  const others = await otherRowsOfNobody(tx, staged, authority, MOST_LISTED);
  const problems = [...found, ...others].slice(0, MOST_LISTED).map(({ file, line, child, column }) => ({
    file,
    line,
    column,
    value: child,
    expected: 'a child that stands in the table Header',
    stops: true,
  }));
  return { count: countOf(found) + countOf(others), problems };
}

/** Gives the staged rows the children they are about, each once. @returns how many of each there are */
export async function matchStaged(tx: Tx, authority: string): Promise<{ children: number; episodes: number }> {
  await sql`create index on staged_child (child)`.execute(tx);
  await sql`analyze staged_child`.execute(tx);
  await sql`create temp table arriving_child on commit drop as
    select distinct on (s.child) s.child, coalesce(k.id, s.new_id) as id, k.id is null as is_new, s.sex, s.born, s.ethnicity,
      s.upn, exists (select from staged_unaccompanied u where u.child = s.child) as unaccompanied
    from staged_child s left join child k on k.organisation_id = ${authority} and k.return_id = s.child
    order by s.child, s.line desc`.execute(tx);
  await sql`create index on arriving_child (child)`.execute(tx);
  await sql`analyze arriving_child`.execute(tx);
  await sql`create temp table arriving_episode on commit drop as
    select distinct on (s.child, s.decom) coalesce(a.id, k.id) as child_id, s.*
    from staged_episode s
    left join arriving_child a on a.child = s.child
    left join child k on a.id is null and k.organisation_id = ${authority} and k.return_id = s.child
    order by s.child, s.decom, s.line desc`.execute(tx);
  await sql`create index on arriving_episode (child_id, decom)`.execute(tx);
  await sql`analyze arriving_episode`.execute(tx);
  await sql`drop table staged_episode, staged_child`.execute(tx);
  const counts = await first<{ children: number; episodes: number }>(
    tx,
    sql`select (select count(*)::int from arriving_child) as children,
      (select count(*)::int from arriving_episode) as episodes`,
  );
  return counts ?? { children: 0, episodes: 0 };
}
