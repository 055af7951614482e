import { first, rows, sql, type Tx } from '../db/index.ts';
import type { Problem, ReturnYear, TableName } from '../ssda903/index.ts';
import { type ChildRows, type KeptFinding, unpack, unpackFindings } from './check-pack.ts';

/** A check as pages show it. */
export interface ReturnCheck {
  readonly id: string;
  readonly year: ReturnYear;
  /** Sent as files, or made from the records by night. */
  readonly source: 'upload' | 'live';
  readonly withLast: boolean;
  readonly at: Date;
  readonly by: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly stage: string;
  readonly share: number;
  readonly why: string | null;
  readonly doneAt: Date | null;
  readonly comparedWith: string | null;
  readonly rules: number;
  readonly found: number;
  readonly rowsFound: number;
  readonly children: number;
  readonly gone: number;
  readonly looksLike: ReturnYear | null;
  readonly tables: readonly { readonly table: TableName; readonly rows: number; readonly found: number }[];
  readonly problems: readonly Problem[];
  readonly problemsCount: number;
  readonly stops: number;
  readonly notRun: readonly { readonly rule: string; readonly why: string }[];
}

/** How long nothing is heard of a check before it counts as lost. */
const SILENT_MS = 60_000;
const LOST =
  'The check stopped in the middle, for example because Homeward was started again. Nothing of your files was kept. Send them again.';

const COLUMNS = sql`c.id, c.year, c.source, c.with_last as "withLast", c.at, coalesce(a.name, '') as by, c.state, c.stage, c.share, c.why,
  c.done_at as "doneAt", c.compared_with as "comparedWith", coalesce(c.rules, 0) as rules, coalesce(c.found, 0) as found,
  coalesce(c.rows_found, 0) as "rowsFound", coalesce(c.children, 0) as children, coalesce(c.gone, 0) as gone,
  c.looks_like as "looksLike", c.tables, c.problems, c.problems_count as "problemsCount", c.stops, c.not_run as "notRun", c.beat_at`;
const FROM = sql`return_check c left join actor a on a.organisation_id = c.organisation_id and a.id = c.by`;

type Row = ReturnCheck & { readonly beat_at: Date };

/** The checks of the reader's organisation, the newest first. */
export async function checksHere(tx: Tx, now: Date): Promise<ReturnCheck[]> {
  const found = await rows<Row>(tx, sql`select ${COLUMNS} from ${FROM} order by c.at desc, c.id limit 50`);
  return found.map((row) => asItIs(row, now));
}

/** One check; null where there is none, or none for this reader. */
export async function checkOf(tx: Tx, id: string, now: Date): Promise<ReturnCheck | null> {
  const found = await first<Row>(tx, sql`select ${COLUMNS} from ${FROM} where c.id = ${id}`);
  return found && asItIs(found, now);
}

function asItIs({ beat_at, ...check }: Row, now: Date): ReturnCheck {
  const open = check.state === 'waiting' || check.state === 'running';
  if (!open || now.getTime() - beat_at.getTime() < SILENT_MS) return check;
  return { ...check, state: 'failed', why: LOST };
}

/** The newest check of exactly these files that has not failed. */
export async function sameFiles(tx: Tx, digest: string, now: Date): Promise<ReturnCheck | null> {
  const found = await first<Row>(
    tx,
    sql`select ${COLUMNS} from ${FROM} where c.digest = ${digest} and c.state <> 'failed' order by c.at desc limit 1`,
  );
  const check = found && asItIs(found, now);
  return check?.state === 'failed' ? null : check;
}

/** What one rule found, counted. */
export interface RuleCount {
  readonly rule: string;
  readonly count: number;
  readonly new: number;
  readonly tables: { readonly [table: string]: number };
}

/** The rules that found something, most rows first. */
export async function rulesFound(tx: Tx, checkId: string): Promise<RuleCount[]> {
  return rows(
    tx,
    sql`select rule, count, new, tables from return_check_rule where check_id = ${checkId} order by count desc, place`,
  );
}

/** The rows that one rule found; null where it found none. */
export async function findingsOf(tx: Tx, checkId: string, rule: string): Promise<KeptFinding[] | null> {
  const found = await packedOf(tx, checkId, rule);
  return found && unpackFindings(found);
}

/** The same, still packed. */
export async function packedOf(tx: Tx, checkId: string, rule: string): Promise<Uint8Array | null> {
  const found = await first<{ findings: Uint8Array }>(
    tx,
    sql`select findings from return_check_rule where check_id = ${checkId} and rule = ${rule}`,
  );
  return found?.findings ?? null;
}

export interface ChildCount {
  readonly place: number;
  readonly child: string;
  readonly count: number;
}

/** A page of the children with findings, most findings first; with a search, those whose id begins so. */
export async function childrenFound(
  tx: Tx,
  checkId: string,
  search: string,
  page: number,
  aPage: number,
): Promise<{ readonly found: number; readonly children: ChildCount[] }> {
  const which = sql`check_id = ${checkId}${search === '' ? sql`` : sql` and starts_with(lower(child), ${search.toLowerCase()})`}`;
  const count = await first<{ n: number }>(tx, sql`select count(*)::int as n from return_check_child where ${which}`);
  const children = await rows<ChildCount>(
    tx,
    sql`select place, child, count from return_check_child where ${which} order by place
      limit ${aPage} offset ${(page - 1) * aPage}`,
  );
  return { found: count?.n ?? 0, children };
}

/** All rows of one child with findings; null where there is no such place. */
export async function childRows(tx: Tx, checkId: string, place: number): Promise<ChildRows | null> {
  const found = await first<{ child: string; rows: Uint8Array }>(
    tx,
    sql`select c.child, p.rows from return_check_child c
      join return_check_part p on p.organisation_id = c.organisation_id and p.check_id = c.check_id and p.part = c.part
      where c.check_id = ${checkId} and c.place = ${place}`,
  );
  if (!found) return null;
  return (unpack(found.rows) as ChildRows[]).find(({ child }) => child === found.child) ?? null;
}
