import type { PlainDate } from '../kernel/index.ts';
import {
  type LiveEpisode,
  type LiveStay,
  type ReturnYear,
  type RowOf,
  returnYearDays,
  type Sex,
  TABLE_NAMES,
  TABLES,
  type TableName,
  withRecordedStays,
} from '../ssda903/index.ts';
import { type LiveWorker, workersOf } from './live-return-workers.ts';
import type { GivenTables, OtherRecords } from './other-store.ts';
import type { OtherRow, OtherTable } from './other-tables.ts';

/** A child as the records have them, for the return. */
export interface LiveChild {
  readonly id: string;
  /** CHILD in the return; null where nobody has given one. */
  readonly returnId: string | null;
  readonly sex: Sex;
  readonly born: PlainDate;
  readonly bornEstimated: boolean;
  readonly ethnicity: string | null;
  readonly upn: string | null;
  readonly unaccompanied: boolean;
  /** The latest return that said who the child is. */
  readonly returnYear: ReturnYear | null;
  /** Where the family lives is hidden: its postcode leaves in no file. */
  readonly familyHidden: boolean;
}

/** Everything an authority's records hold for its returns. */
export interface LiveRecords {
  readonly children: readonly LiveChild[];
  readonly episodes: ReadonlyMap<string, readonly LiveEpisode[]>;
  readonly stays: ReadonlyMap<string, readonly LiveStay[]>;
  /** Years whose return was imported. */
  readonly imported: ReadonlySet<ReturnYear>;
  /** What the returns said in their other tables. */
  readonly others: OtherRecords;
  /** Who is or was allocated to each child as the social worker. */
  readonly workers: ReadonlyMap<string, readonly LiveWorker[]>;
}

type Rows = { readonly [T in TableName]: readonly RowOf<T>[] };
/** Columns of tables that are held of which nothing is. */
export type BlankColumns = Readonly<Partial<Record<TableName, readonly string[]>>>;

/** What the records hold of a year's return: the tables, and of those the columns that nothing is written down for. */
export interface Held {
  readonly tables: readonly TableName[];
  readonly blank: BlankColumns;
}

/**
 * Children, who came without family and episodes are always held. Of the other tables those that an import of the year
 * brought; who the social workers were is told by Homeward itself where no return has.
 */
export function heldIn(known: { readonly given: GivenTables; readonly allocated: boolean }, year: ReturnYear): Held {
  const given = known.given.get(year) ?? new Set<TableName | OtherTable>();
  const allocated = !given.has('SWEpisodes') && known.allocated;
  const tables = TABLE_NAMES.filter(
    (table) =>
      TABLES[table].from <= year &&
      (['Header', 'UASC', 'Episodes'].includes(table) || given.has(table) || (table === 'SWEpisodes' && allocated)),
  );
  return {
    tables,
    blank: {
      ...(given.has('Header') || given.has('mother') ? {} : { Header: ['MOTHER', 'MC_DOB'] }),
      ...(given.has('UASC') ? {} : { UASC: ['DUC'] }),
      ...(tables.includes('SWEpisodes') && allocated ? { SWEpisodes: ['SW_ID', 'SW_REASON'] } : {}),
    },
  };
}

/** The tables of a year's return that the records hold nothing of. */
export function tablesNotHeld(year: ReturnYear, held: Held): TableName[] {
  return TABLE_NAMES.filter((table) => TABLES[table].from <= year && !held.tables.includes(table));
}

/** A year's return as the records tell it. */
export interface LiveReturn {
  readonly year: ReturnYear;
  /** Empty for tables that are not held. */
  readonly tables: Rows;
  readonly held: Held;
  /** The ids of the records in it. */
  readonly children: readonly string[];
  /** Children of the year who have no id of the return, so that they cannot stand in it. */
  readonly withoutId: number;
  /** Children whose date of birth is an estimate. */
  readonly estimatedBirths: number;
  /** Positions of the episodes of which a postcode is blank because it is hidden. */
  readonly hiddenRows: readonly number[];
  /** Postcodes left blank because the address is hidden. */
  readonly hiddenPostcodes: number;
  /** Rows that no return has told yet: worked out from homes recorded here. */
  readonly fromStays: number;
}

/**
 * The return of a year out of the records: every child with an episode that was open on a day of the year, as it stood at
 * the year's end (what happened after is blank), in the order of the children's ids. The rows of a return that was
 * imported come out as they went in, as far as the tables hold them. Children whose records are sealed are in it, because
 * the return is about every child looked after (Children Act 1989 s83); who may make one is decided before.
 * @param today what lies ahead of it has not happened
 */
export function liveReturn(records: LiveRecords, year: ReturnYear, today: PlainDate): LiveReturn {
  const held = heldIn({ given: records.others.given, allocated: records.workers.size > 0 }, year);
  const tables = Object.fromEntries(TABLE_NAMES.map((table) => [table, []])) as unknown as {
    readonly [T in TableName]: RowOf<T>[];
  };
  const children: string[] = [];
  const hiddenRows: number[] = [];
  const count = { withoutId: 0, estimatedBirths: 0, hiddenPostcodes: 0, fromStays: 0 };
  const toldOf = records.others.childrenOf(year);
  for (const child of [...records.children].sort(byId)) {
    const known = withRecordedStays(
      records.episodes.get(child.id) ?? [],
      records.stays.get(child.id) ?? [],
      year,
      today,
    );
    const inYear = known.filter((episode) => isInReturn(episode, year, records.imported));
    // Who left care before stands in the Header of an imported year for what became of them since.
    const told = toldOf.has(child.id) || (child.returnYear === year && records.imported.has(year));
    if (inYear.length === 0 && !told) continue;
    if (child.returnId === null) {
      count.withoutId += 1;
      continue;
    }
    children.push(child.id);
    if (child.bornEstimated) count.estimatedBirths += 1;
    addOthers(tables, { ...child, returnId: child.returnId }, records, {
      year,
      held,
      today,
      inCare: inYear.length > 0,
    });
    for (const episode of inYear) {
      const [row, hidden] = episodeRow(child.returnId, episode, child.familyHidden, year);
      if (hidden > 0) hiddenRows.push(tables.Episodes.length);
      tables.Episodes.push(row);
      count.hiddenPostcodes += hidden;
      if (episode.fromStay) count.fromStays += 1;
    }
  }
  return { year, tables, held, children, hiddenRows, ...count };
}

const AS_TOLD = ['Reviews', 'OC2', 'OC3', 'AD1', 'PlacedAdoption', 'PrevPerm', 'Missing', 'DoLo'] as const;

/** A child's rows of all tables but Episodes. */
function addOthers(
  tables: { readonly [T in TableName]: RowOf<T>[] },
  child: LiveChild & { readonly returnId: string },
  { others, workers }: LiveRecords,
  asked: { readonly year: ReturnYear; readonly held: Held; readonly today: PlainDate; readonly inCare: boolean },
): void {
  const { id, sex: SEX, born: DOB, returnId: CHILD } = child;
  const { year, held } = asked;
  const [mother] = others.rowsOf('mother', year, id);
  const { MOTHER, MC_DOB } = mother ?? { MOTHER: null, MC_DOB: null };
  tables.Header.push({ CHILD, SEX, DOB, ETHNIC: child.ethnicity, UPN: child.upn, MOTHER, MC_DOB });
  if (!held.blank.UASC)
    for (const { DUC } of others.rowsOf('UASC', year, id)) tables.UASC.push({ CHILD, SEX, DOB, DUC });
  // Of those who have left care, the records alone do not tell in which year they stopped being unaccompanied.
  else if (child.unaccompanied && asked.inCare) tables.UASC.push({ CHILD, SEX, DOB, DUC: null });
  for (const table of AS_TOLD) {
    if (!held.tables.includes(table)) continue;
    const rows = tables[table] as object[];
    for (const row of others.rowsOf(table, year, id)) rows.push({ CHILD, DOB, ...row });
  }
  if (!held.tables.includes('SWEpisodes')) return;
  for (const row of workersIn(id, others, workers, asked)) tables.SWEpisodes.push({ CHILD, DOB, ...row });
}

/** As the year's return told it; where it did not, by who is allocated here, after what the return before told. */
function workersIn(
  id: string,
  others: OtherRecords,
  workers: LiveRecords['workers'],
  { year, held, today, inCare }: { year: ReturnYear; held: Held; today: PlainDate; inCare: boolean },
): readonly OtherRow<'SWEpisodes'>[] {
  if (!held.blank.SWEpisodes) return others.rowsOf('SWEpisodes', year, id);
  return inCare ? workersOf(others.rowsOf('SWEpisodes', year - 1, id), workers.get(id) ?? [], year, today) : [];
}

function byId(a: LiveChild, b: LiveChild): number {
  const [one, other] = [a.returnId ?? '', b.returnId ?? ''];
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * Whether an episode stands in the return of a year. What the year's own return told, it told; an episode last told by an
 * earlier return than an imported one was left out of that; every other is in it while it was open.
 */
function isInReturn(episode: LiveEpisode, year: ReturnYear, imported: ReadonlySet<ReturnYear>): boolean {
  if (!episode.fromStay && episode.returnYear === year) return true;
  if (!episode.fromStay && episode.returnYear < year && imported.has(year)) return false;
  const { first, last } = returnYearDays(year);
  const ended = episode.dec ?? episode.presumedEnd;
  return episode.decom <= last && (ended === null || ended >= first);
}

function episodeRow(
  CHILD: string,
  episode: LiveEpisode,
  familyHidden: boolean,
  year: ReturnYear,
): [row: RowOf<'Episodes'>, hidden: number] {
  const asTold = episode.returnYear === year && !episode.changed;
  const open = episode.dec !== null && episode.dec > returnYearDays(year).last && !asTold;
  const homePost = familyHidden ? null : episode.homePost;
  const placePost = episode.placeHidden ? null : episode.placePost;
  const hidden = Number(homePost !== episode.homePost) + Number(placePost !== episode.placePost);
  const row = {
    CHILD,
    DECOM: episode.decom,
    RNE: episode.rne,
    LS: episode.ls,
    CIN: episode.cin,
    PLACE: episode.place,
    PLACE_PROVIDER: episode.placeProvider,
    DEC: open ? null : episode.dec,
    REC: open ? null : episode.rec,
    REASON_PLACE_CHANGE: open ? null : episode.reasonPlaceChange,
    HOME_POST: homePost,
    PL_POST: placePost,
    URN: episode.urn,
  };
  return [row, hidden];
}
