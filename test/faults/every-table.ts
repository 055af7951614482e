import { type Database, first, insertAll, rows, sql, type Tx } from '../../src/db/index.ts';

// What the tests of the policies need of the catalogue: every table, a row in each of them, and a try of each statement.
// A table of a later migration is there without anyone thinking of it.

/** Hold nothing of any organisation or person, by design; what is in them is public or says nothing. */
export const PUBLIC = [
  'benchmark',
  'postcode',
  'provider_listing',
  'schema_migration',
  'access_rule',
  'disclosed_field',
];

export interface Table {
  readonly name: string;
  readonly kind: string;
  readonly on: boolean;
  readonly forced: boolean;
  /** Commands that a policy for the app opens: r, a, w, d, or * for all of them. */
  readonly policies: string[];
  /** What the app may do by its grants: select, insert, update, delete. */
  readonly grants: string[];
  /** Columns by whose names rows belong to an organisation. */
  readonly organisations: string[];
  readonly columns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly needed: boolean;
  readonly written: boolean;
  readonly inserted: boolean;
  readonly updated: boolean;
}

export function everyTable(tx: Tx): Promise<Table[]> {
  return rows<Table>(
    tx,
    sql`select c.relname as name, c.relkind::text as kind, c.relrowsecurity as on, c.relforcerowsecurity as forced,
        array(select p.polcmd::text from pg_policy p where p.polrelid = c.oid and p.polpermissive
          and 'homeward_app'::regrole = any (p.polroles)) as policies,
        array(select g from unnest(array['select', 'insert', 'update', 'delete']) g where case g
          when 'delete' then has_table_privilege('homeward_app', c.oid, g)
          else has_any_column_privilege('homeward_app', c.oid, g) end) as grants,
        array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
          and (a.attname like '%organisation_id' or a.attname = 'region_id')) as organisations,
        (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null),
            'needed', a.attnotnull and not a.atthasdef and a.attidentity = '', 'written', a.attgenerated = '' and a.attidentity = '',
            'inserted', has_column_privilege('homeward_app', c.oid, a.attnum, 'insert'),
            'updated', has_column_privilege('homeward_app', c.oid, a.attnum, 'update')) order by a.attnum)
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
  );
}

/** Becomes the owner of the tables, as whom the connection signed in, until the end of the transaction. */
export async function becomeOwner(tx: Tx): Promise<{ superuser: boolean }> {
  const owner = await first<{ name: string; superuser: boolean }>(
    tx,
    sql`select rolname::text as name, rolsuper as superuser from pg_roles
      where oid = (select relowner from pg_class where oid = 'public.schema_migration'::regclass)`,
  );
  await sql`select set_config('session_authorization', ${owner?.name ?? ''}, true), set_config('role', 'none', true)`.execute(
    tx,
  );
  return { superuser: owner?.superuser === true };
}

/** Ids of the rows that the test itself has written, for columns that point at them. */
const KNOWN: Readonly<Record<string, string>> = {
  child_id: 'c_west',
  home_id: 'h_west',
  room_id: 'r_west',
  placement_id: 'p_west',
  search_id: 's_west',
  profile_id: 'f_west',
  allocation_id: 'l_west',
};

/**
 * Gives every protected table that is still empty one row of the organisation `west`, written by `w_west`. What such a
 * row has to look like is nobody's business here, so the checks and triggers of the empty table go: the policies stay.
 */
export async function fillEmptyTables(tx: Tx): Promise<string[]> {
  const filled: string[] = [];
  for (const table of await everyTable(tx)) {
    if (!table.on || table.kind !== 'r') continue;
    if (await first(tx, sql`select 1 from ${sql.table(table.name)} limit 1`)) continue;
    await becomeOwner(tx);
    const constraints = await rows<{ name: string }>(
      tx,
      sql`select conname as name from pg_constraint
        where conrelid = ${table.name}::regclass and contype in ('c', 'f')`,
    );
    for (const { name } of constraints)
      await sql`alter table ${sql.table(table.name)} drop constraint ${sql.ref(name)}`.execute(tx);
    await sql`alter table ${sql.table(table.name)} disable trigger user`.execute(tx);
    await sql`set local role homeward_system`.execute(tx);
    const row: Record<string, unknown> = {};
    for (const column of table.columns) {
      const value = sample(table, column);
      if (column.written && value !== undefined) row[column.name] = value;
    }
    await insertAll(tx, table.name, [row]);
    filled.push(table.name);
  }
  return filled;
}

function sample(table: Table, { name, type, needed }: Column): unknown {
  if (type === 'text') {
    if (table.organisations.includes(name)) return 'west';
    if (name.endsWith('actor_id') || /^(actor|by|\w+_by)$/.test(name)) return 'w_west';
    const known = KNOWN[name];
    if (known) return known;
    return needed ? `${table.name}_west` : undefined;
  }
  if (!needed) return undefined;
  if (type.endsWith('[]')) return type === 'text[]' ? ['c_west'] : [];
  if (type === 'date' || type.startsWith('timestamp')) return '2026-01-01';
  if (type === 'interval') return '1 hour';
  if (type === 'boolean') return true;
  if (type === 'jsonb') return {};
  if (type === 'bytea') return `\\x${'00'.repeat(32)}`;
  if (type === 'uuid') return '00000000-0000-4000-8000-000000000000';
  return '1';
}

/** Statements that change every table, each with a row that is there: what they are called, and the SQL. */
export async function everyChange(tx: Tx, tables: readonly Table[]): Promise<{ what: string; sql: string }[]> {
  const changes: { what: string; sql: string }[] = [];
  for (const table of tables) {
    // Only what is granted is tried: whatever is not granted is refused before any policy is asked.
    const name = `public."${table.name}"`;
    const there = await first<{ row: string }>(
      tx,
      sql`select to_jsonb(t)::text as row from ${sql.table(table.name)} t limit 1`,
    );
    const row = `jsonb_populate_record(null::${name}, '${(there?.row ?? '{}').replaceAll("'", "''")}')`;
    // A change that reads no column of the row it changes is held by the policy of changes alone.
    const changed = table.columns.find((column) => column.updated)?.name;
    if (changed)
      changes.push({
        what: `update ${table.name}`,
        sql: `update ${name} set "${changed}" = (select "${changed}" from ${row})`,
      });
    if (table.grants.includes('delete')) changes.push({ what: `delete ${table.name}`, sql: `delete from ${name}` });
    const inserted = table.columns
      .filter((column) => column.inserted && column.written)
      .map(({ name: each }) => `"${each}"`);
    if (inserted.length === 0) continue;
    const columns = inserted.join(', ');
    changes.push({
      what: `insert ${table.name}`,
      sql: `insert into ${name} (${columns}) select ${columns} from ${row}`,
    });
  }
  return changes;
}

export interface Outcome {
  readonly what: string;
  /** The code of the error; null: it was carried out. */
  readonly code: string | null;
  readonly rows: number;
}

/** Tries each statement and takes it back, all in one go inside the database: there are many tables and many actors. */
export async function tryAll(tx: Tx, statements: readonly { what: string; sql: string }[]): Promise<Outcome[]> {
  await sql`select set_config('test.statements', ${JSON.stringify(statements)}, true)`.execute(tx);
  await sql`do $$ declare each jsonb; n bigint; said jsonb := '[]'; begin
      for each in select * from jsonb_array_elements(current_setting('test.statements')::jsonb) loop
        n := 0;
        begin
          execute each->>'sql';
          get diagnostics n = row_count;
          raise exception 'taken back' using errcode = 'HWTST';
        exception when others then
          said := said || jsonb_build_object('what', each->>'what', 'code', nullif(sqlstate, 'HWTST'), 'rows', n);
        end;
      end loop;
      perform set_config('test.said', said::text, true);
    end $$`.execute(tx);
  const said = await first<{ said: string }>(tx, sql`select current_setting('test.said') as said`);
  return JSON.parse(said?.said ?? '[]') as Outcome[];
}

/** How many rows each table shows to an actor, of those that the app may read; '' is nobody. */
export async function visible(
  database: Database,
  actor: string,
  tables: readonly Table[],
  condition: (table: Table) => string = () => 'true',
): Promise<Record<string, number>> {
  const query = tables
    .filter((table) => table.grants.includes('select'))
    .map((table) => `select '${table.name}' as name, count(*)::int as n from "${table.name}" where ${condition(table)}`)
    .join(' union all ');
  const counts = await asActor(database, actor, (tx) => rows<{ name: string; n: number }>(tx, sql.raw(query)));
  return Object.fromEntries(counts.map(({ name, n }) => [name, n]));
}

/** As an actor, or with none set, which no page can be. */
export function asActor<T>(database: Database, actor: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.asActor(actor || 'nobody', async (tx) => {
    if (!actor) await sql`select set_config('app.actor', '', true), set_config('app.known', '?', true)`.execute(tx);
    return work(tx);
  });
}
