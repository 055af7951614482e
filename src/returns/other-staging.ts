import { insertAll, rows, type Sql, sql, type Tx } from '../db/index.ts';
import type { ReadRow, ReturnBatch, TableName } from '../ssda903/index.ts';
import { columnsKept, keptValue, OTHER_TABLES, type OtherTable } from './other-tables.ts';

/** Tables of this return that had a row, and so have a table of their own in this transaction; the others cost nothing. */
export type Staged = Set<OtherTable>;

/** Takes the rows of a table beside Header and Episodes as they were read, and of Header what it says of mothers. */
export async function stageOther(tx: Tx, staged: Staged, { table, file, rows: read }: ReturnBatch): Promise<void> {
  if (table === 'Episodes') return;
  if (table === 'Header') {
    const mothers = read.filter(({ MOTHER, MC_DOB }) => MOTHER !== null || MC_DOB !== null);
    if (mothers.length > 0) await put(tx, staged, 'mother', file, mothers);
  } else if (read.length > 0) await put(tx, staged, table, file, read);
}

async function put(
  tx: Tx,
  staged: Staged,
  table: OtherTable,
  file: string,
  read: readonly ReadRow<TableName>[],
): Promise<void> {
  if (!staged.has(table)) {
    const columns = columnsKept(table).map((name) => sql.ref(name.toLowerCase()));
    await sql`create temp table ${stagedTable(table)} on commit drop as select null::text as file, null::int as line,
      null::text as child, ${sql.join(columns)} from ${sql.table(OTHER_TABLES[table].table)} with no data`.execute(tx);
    staged.add(table);
  }
  const names = columnsKept(table).map((name) => [name, name.toLowerCase()] as const);
  await insertAll(
    tx,
    `staged_${OTHER_TABLES[table].table}`,
    read.map((row) => {
      const kept: Record<string, unknown> = { file, line: row.line, child: row.CHILD };
      for (const [name, column] of names) kept[column] = keptValue(name, row);
      return kept;
    }),
  );
}

export function stagedTable(table: OtherTable): Sql<unknown> {
  return sql.table(`staged_${OTHER_TABLES[table].table}`);
}

/** So that several returns may follow each other in one transaction. */
export async function dropStaged(tx: Tx, staged: Staged): Promise<void> {
  for (const table of staged) await sql`drop table ${stagedTable(table)}`.execute(tx);
}

/** A row of the return that something is wrong with. */
export interface OddRow {
  readonly file: string;
  readonly line: number;
  readonly child: string;
  readonly column: string;
  readonly all: string;
}

/** Rows that say the same of a child as a later one does: of a day, or in the year. */
export function repeatedOther(tx: Tx, staged: Staged, most: number): Promise<OddRow[]> {
  const each = [...staged]
    .filter((table) => table !== 'mother') // told with the child
    .map((table) => {
      const key = OTHER_TABLES[table].key;
      const told = sql.join(['child', ...key.map((name) => name.toLowerCase())].map((name) => sql.ref(name)));
      return sql`select file, line, child, ${key[0] ?? 'CHILD'}::text as "column" from (select file, line, child,
        row_number() over (partition by ${told} order by line desc) as nth from ${stagedTable(table)}) t where nth > 1`;
    });
  return oddRows(tx, each, most);
}

/** Rows about a child whom neither this return's Header nor an earlier import knows. */
export function otherRowsOfNobody(tx: Tx, staged: Staged, authority: string, most: number): Promise<OddRow[]> {
  const each = [...staged].map(
    (table) => sql`select file, line, child, 'CHILD'::text as "column" from ${stagedTable(table)} t
      where not exists (select from staged_child c where c.child = t.child)
        and not exists (select from child k where k.organisation_id = ${authority} and k.return_id = t.child)`,
  );
  return oddRows(tx, each, most);
}

async function oddRows(tx: Tx, each: readonly Sql<unknown>[], most: number): Promise<OddRow[]> {
  if (each.length === 0) return [];
  return rows<OddRow>(
    tx,
    sql`select *, count(*) over () as "all" from (${sql.join(each, sql` union all `)}) odd order by file, line limit ${most}`,
  );
}
