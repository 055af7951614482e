import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fromDayNumber } from '../src/kernel/index.ts';
import { columnsOf, type TableName } from '../src/ssda903/index.ts';

/** Episodes of one authority's return, in round numbers, and how many rows of each other table stand beside them. */
export const ONE = 5_050;
const CHILDREN = 2_675;
const BESIDE = { Reviews: 12_580, SWEpisodes: 2_120, UASC: 130, OC3: 50, AD1: 30, PlacedAdoption: 30, Missing: 43 };

/** Every table that such a return has. */
const ALL: readonly TableName[] = [
  'Header',
  'Episodes',
  'Reviews',
  'OC2',
  'PrevPerm',
  'SWEpisodes',
  'UASC',
  'OC3',
  'AD1',
  'PlacedAdoption',
  'Missing',
];

type Row = { readonly [column: string]: string | null };

/**
 * Writes a made-up return of the year, a folder of CSV files: most of it right, with a mistake in every fortieth row or so.
 * Children, their days and places follow from their numbers, and last year's are the same children a year before.
 * @param times how many authorities' worth of `ONE` episodes
 * @param year the year that the return's year ends in
 * @param only the tables that are written; all, unless fewer are named
 * @returns the path of the new folder within `folder`
 */
export function writeLargeReturn(
  folder: string,
  times: number,
  year: number,
  only: readonly TableName[] = ALL,
): string {
  const path = join(folder, `${times}-${year}`);
  mkdirSync(path);
  const children = CHILDREN * times;
  const rows: { readonly [T in TableName]?: () => Iterable<Row> } = {
    Header: () => each(children, header),
    Episodes: () => each(ONE * times, (n) => episode(n, children, year)),
    Reviews: () => each(BESIDE.Reviews * times, (n) => review(n, children, year)),
    OC2: () => each(children, health),
    PrevPerm: () => each(children, (n) => ({ ...who(n), PREV_PERM: n % 9 === 0 ? 'P1' : 'Z1' })),
    SWEpisodes: () => each(BESIDE.SWEpisodes * times, (n) => worker(n, year)),
    UASC: () => each(BESIDE.UASC * times, (n) => ({ ...who(n * 7), SEX: sexOf(n * 7) })),
    OC3: () => each(BESIDE.OC3 * times, (n) => ({ ...who(n * 40), IN_TOUCH: 'YES', ACTIV: 'F2', ACCOM: 'B1' })),
    AD1: () => each(BESIDE.AD1 * times, adoption),
    PlacedAdoption: () => each(BESIDE.PlacedAdoption * times, (n) => ({ ...who(n * 80), DATE_PLACED: day(year, n) })),
    Missing: () => each(BESIDE.Missing * times, (n) => missing(n, year)),
  };
  for (const table of only) writeTable(join(path, `${table}.csv`), table, rows[table]?.() ?? []);
  return path;
}

function* each(count: number, row: (n: number) => Row): Generator<Row> {
  for (let n = 0; n < count; n += 1) yield row(n);
}

function writeTable(path: string, table: TableName, rows: Iterable<Row>): void {
  const columns = Object.keys(columnsOf(table));
  const file = openSync(path, 'w');
  let lines = [columns.join(',')];
  for (const row of rows) {
    lines.push(columns.map((column) => row[column] ?? '').join(','));
    if (lines.length < 10_000) continue;
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  }
  writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
}

const iso = (dayNumber: number) => fromDayNumber(dayNumber).split('-').reverse().join('/');
/** 1 April of the year before the one it ends in, and days after it. */
const day = (year: number, after: number) => iso(Date.UTC(year - 1, 3, 1) / 86_400_000 + (after % 360));
const sexOf = (n: number) => (n % 2 === 0 ? 'F' : 'M');
/** 1 to 17 years old in April 2025. */
const bornOn = (n: number) => iso(Date.UTC(2008, 3, 2) / 86_400_000 + ((n * 37) % 5_800));

function who(n: number): { CHILD: string; DOB: string } {
  return { CHILD: String(10_000_000 + n), DOB: bornOn(n) };
}

function header(n: number): Row {
  const UPN = `A${String(100_000_000_000 + n)}`;
  return { ...who(n), SEX: sexOf(n), ETHNIC: n % 40 === 3 ? null : 'WBRI', UPN, MOTHER: n % 2 === 0 ? '0' : null };
}

const PLACES = [
  { PLACE: 'U6', PLACE_PROVIDER: 'PR1' },
  { PLACE: 'U6', PLACE_PROVIDER: 'PR4' },
  { PLACE: 'U1', PLACE_PROVIDER: 'PR1' },
  { PLACE: 'K2', PLACE_PROVIDER: 'PR4' },
];

/** A child's first episode began years ago; a second one, where there is one, followed it during the year. */
function episode(n: number, children: number, year: number): Row {
  const child = n % children;
  const second = n >= children;
  const moved = !second && child < (children / CHILDREN) * (ONE - CHILDREN);
  const change = day(year, child * 11);
  return {
    CHILD: who(child).CHILD,
    DECOM: second ? change : iso(Date.UTC(2023, 5, 1) / 86_400_000 + (child % 300)),
    RNE: second ? 'P' : 'S',
    LS: 'C2',
    CIN: 'N1',
    ...PLACES[(child + (second ? 1 : 0)) % PLACES.length],
    DEC: moved ? change : null,
    REC: moved ? 'X1' : null,
    REASON_PLACE_CHANGE: moved ? 'CARPL' : null,
    HOME_POST: `M${1 + (child % 20)} ${child % 10}AB`,
    PL_POST: n % 40 === 7 ? null : `OL${1 + (n % 16)} ${n % 10}CD`,
    URN: String(1_000_000 + (n % 4_000)),
  };
}

function review(n: number, children: number, year: number): Row {
  const child = n % children;
  return { ...who(child), REVIEW: day(year, 20 + 75 * Math.floor(n / children)), REVIEW_CODE: 'PN1' };
}

function health(n: number): Row {
  const yes = { HEALTH_CHECK: null, IMMUNISATIONS: '1', TEETH_CHECK: '1', HEALTH_ASSESSMENT: '1' };
  return { ...who(n), SDQ_SCORE: String(n % 41), CONVICTED: '0', ...yes, SUBSTANCE_MISUSE: '0' };
}

function worker(n: number, year: number): Row {
  return { ...who(n), SW_ID: `SW${100 + (n % 900)}`, SW_DECOM: day(year, n), SW_REASON: 'FCONTA' };
}

function adoption(n: number): Row {
  const said = { FOSTER_CARE: '0', NB_ADOPTR: '2', SEX_ADOPTR: 'MF', LS_ADOPTR: 'L11' };
  return { ...who(n * 80), DATE_INT: '01/02/2025', DATE_MATCH: '01/05/2025', ...said };
}

function missing(n: number, year: number): Row {
  return { ...who(n * 60), MISSING: 'M', MIS_START: day(year, n * 3), MIS_END: day(year, n * 3 + 1) };
}
