import { first, rows, sql, type Tx } from '../db/index.ts';
import type { ReturnYear, TableName } from '../ssda903/index.ts';
import { type Staged, stagedTable } from './other-staging.ts';
import {
  columnsKept,
  OTHER_TABLE_NAMES,
  OTHER_TABLES,
  type OtherRow,
  type OtherTable,
  toldRow,
} from './other-tables.ts';

export interface OtherWritten {
  /** Rows of each table that are kept of this return; tables without rows are not named. */
  readonly rows: Readonly<Partial<Record<OtherTable, number>>>;
  /** Rows of an earlier import of the same year that the return no longer has. */
  readonly withdrawn: number;
}

/**
 * Writes what the return says in its other tables; the children are there already. What an earlier import of the year said
 * is replaced, table by table: one that this return has no file for says nothing, and stays.
 */
export async function writeOthers(
  tx: Tx,
  { authority, year, importId, given }: ImportOf,
  staged: Staged,
): Promise<OtherWritten> {
  const counts: Partial<Record<OtherTable, number>> = {};
  let withdrawn = 0;
  for (const table of OTHER_TABLE_NAMES) {
    if (!given.includes(table === 'mother' ? 'Header' : table)) continue;
    const { table: kept, key } = OTHER_TABLES[table];
    const into = sql.table(kept);
    const same = sql`t.organisation_id = ${authority} and t.return_year = ${year}`;
    if (!staged.has(table)) {
      const gone = await sql`delete from ${into} t where ${same}`.execute(tx);
      withdrawn += Number(gone.numAffectedRows ?? 0n);
      continue;
    }
    const keys = ['child', ...key.map((name) => name.toLowerCase())].map((name) => sql.ref(name));
    const columns = columnsKept(table).map((name) => name.toLowerCase());
    const arriving = sql.table(`arriving_${kept}`);
    await sql`create temp table ${arriving} on commit drop as
      select distinct on (${sql.join(keys)}) k.id as child_id, s.* from ${stagedTable(table)} s
      join child k on k.organisation_id = ${authority} and k.return_id = s.child
      order by ${sql.join(keys)}, s.line desc`.execute(tx);
    const gone = await sql`delete from ${into} t where ${same} and not exists (select from ${arriving} a
      where a.child_id = t.child_id ${sql.join(
        key.map((name) => sql`and a.${sql.ref(name.toLowerCase())} = t.${sql.ref(name.toLowerCase())}`),
        sql` `,
      )})`.execute(tx);
    withdrawn += Number(gone.numAffectedRows ?? 0n);
    const all = sql.join(columns.map((name) => sql.ref(name)));
    const others = OTHER_TABLES[table].columns.map((name) => name.toLowerCase());
    const conflict = ['organisation_id', 'child_id', 'return_year', ...key.map((name) => name.toLowerCase())];
    await sql`insert into ${into} as t (organisation_id, child_id, return_year, import_id, ${all})
      select ${authority}, child_id, ${year}, ${importId}, ${all} from ${arriving}
      on conflict (${sql.join(conflict.map((name) => sql.ref(name)))}) do update set import_id = excluded.import_id,
        ${sql.join(others.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`))}
      where (${sql.join(others.map((name) => sql`t.${sql.ref(name)}`))})
        is distinct from (${sql.join(others.map((name) => sql`excluded.${sql.ref(name)}`))})`.execute(tx);
    counts[table] = (await first<{ n: number }>(tx, sql`select count(*)::int as n from ${arriving}`))?.n ?? 0;
    await sql`drop table ${arriving}`.execute(tx);
  }
  return { rows: counts, withdrawn };
}

export interface ImportOf {
  readonly authority: string;
  readonly year: ReturnYear;
  readonly importId: string;
  /** Tables that the return had a file for. */
  readonly given: readonly TableName[];
}

/** Tables that each year's imports brought, or that there are rows of. */
export type GivenTables = ReadonlyMap<ReturnYear, ReadonlySet<OtherTable | TableName>>;

export async function tablesGiven(tx: Tx, authority: string): Promise<GivenTables> {
  const each = OTHER_TABLE_NAMES.map(
    (table) => sql`select distinct return_year as year, ${table}::text as "table"
      from ${sql.table(OTHER_TABLES[table].table)} where organisation_id = ${authority}`,
  );
  const found = await rows<{ year: ReturnYear; table: OtherTable | TableName }>(
    tx,
    sql`select return_year as year, unnest(tables) as "table" from return_import where organisation_id = ${authority}
      union ${sql.join(each, sql` union `)}`,
  );
  const given = new Map<ReturnYear, Set<OtherTable | TableName>>();
  for (const { year, table } of found) given.set(year, (given.get(year) ?? new Set()).add(table));
  return given;
}

/** What the returns of some years say of an authority's children, beside who they are and where they live. */
export interface OtherRecords {
  readonly given: GivenTables;
  /** A child's rows of a year, in the order of their days; empty where there are none. */
  readonly rowsOf: <T extends OtherTable>(table: T, year: ReturnYear, childId: string) => readonly OtherRow<T>[];
  /** The children with a row of a year. */
  readonly childrenOf: (year: ReturnYear) => ReadonlySet<string>;
}

/**
 * Reads them with the system's rights.
 * @param years null: all there are
 */
export async function otherRecords(
  tx: Tx,
  authority: string,
  years: readonly ReturnYear[] | null,
): Promise<OtherRecords> {
  const given = await tablesGiven(tx, authority);
  const found = new Map<string, Map<string, object[]>>();
  const children = new Map<ReturnYear, Set<string>>();
  for (const table of OTHER_TABLE_NAMES) {
    const names = columnsKept(table);
    const columns = names.map((name) => sql`${sql.ref(name.toLowerCase())} as ${sql.ref(name)}`);
    const order = ['child_id', 'return_year', ...OTHER_TABLES[table].key.map((name) => name.toLowerCase())];
    const read = await rows<{ childId: string; year: ReturnYear }>(
      tx,
      sql`select child_id as "childId", return_year as year, ${sql.join(columns)} from ${sql.table(OTHER_TABLES[table].table)}
        where organisation_id = ${authority} ${years === null ? sql`` : sql`and return_year = any (${years}::int[])`}
        order by ${sql.join(order.map((name) => sql.ref(name)))}`,
    );
    for (const { childId, year, ...kept } of read) {
      const key = `${table} ${year}`;
      const ofYear = found.get(key) ?? new Map<string, object[]>();
      found.set(key, ofYear);
      const row = toldRow(table, kept);
      const known = ofYear.get(childId);
      if (known) known.push(row);
      else ofYear.set(childId, [row]);
      const there = children.get(year) ?? new Set();
      children.set(year, there.add(childId));
    }
  }
  return {
    given,
    rowsOf: <T extends OtherTable>(table: T, year: ReturnYear, childId: string) =>
      (found.get(`${table} ${year}`)?.get(childId) ?? []) as unknown as readonly OtherRow<T>[],
    childrenOf: (year) => children.get(year) ?? new Set(),
  };
}
