import type { PlainDate } from '../kernel/index.ts';
import { type ReturnYear, type RowOf, returnYearDays, type Sex, TABLES, type TableName } from '../ssda903/index.ts';
import { type LiveEpisode, type LiveStay, withRecordedStays } from './live-return-episodes.ts';

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
}

/** The tables that the records can fill. */
export type HeldTable = 'Header' | 'UASC' | 'Episodes';
export const HELD_TABLES: readonly HeldTable[] = ['Header', 'UASC', 'Episodes'];

/** Columns of those tables that nothing here is written down for: always blank. */
export const COLUMNS_NOT_HELD: Readonly<Record<HeldTable, readonly string[]>> = {
  Header: ['MOTHER', 'MC_DOB'],
  UASC: ['DUC'],
  Episodes: [],
};

/** The tables of a year's return that the records hold nothing of. */
export function tablesNotHeld(year: ReturnYear): TableName[] {
  return (Object.keys(TABLES) as TableName[]).filter(
    (table) => TABLES[table].from <= year && !(HELD_TABLES as readonly string[]).includes(table),
  );
}

/** A year's return as the records tell it. */
export interface LiveReturn {
  readonly year: ReturnYear;
  readonly tables: {
    readonly Header: readonly RowOf<'Header'>[];
    readonly UASC: readonly RowOf<'UASC'>[];
    readonly Episodes: readonly RowOf<'Episodes'>[];
  };
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
  const Header: RowOf<'Header'>[] = [];
  const UASC: RowOf<'UASC'>[] = [];
  const Episodes: RowOf<'Episodes'>[] = [];
  const children: string[] = [];
  const hiddenRows: number[] = [];
  const count = { withoutId: 0, estimatedBirths: 0, hiddenPostcodes: 0, fromStays: 0 };
  for (const child of [...records.children].sort(byId)) {
    const known = withRecordedStays(
      records.episodes.get(child.id) ?? [],
      records.stays.get(child.id) ?? [],
      year,
      today,
    );
    const inYear = known.filter((episode) => isInReturn(episode, year, records.imported));
    // Who left care before stands in the Header of an imported year for what became of them since.
    if (inYear.length === 0 && (child.returnYear !== year || !records.imported.has(year))) continue;
    if (child.returnId === null) {
      count.withoutId += 1;
      continue;
    }
    children.push(child.id);
    const who = { CHILD: child.returnId, SEX: child.sex, DOB: child.born };
    if (child.bornEstimated) count.estimatedBirths += 1;
    Header.push({ ...who, ETHNIC: child.ethnicity, UPN: child.upn, MOTHER: null, MC_DOB: null });
    // Of those who have left care, the records do not tell in which year they stopped being unaccompanied.
    if (child.unaccompanied && inYear.length > 0) UASC.push({ ...who, DUC: null });
    for (const episode of inYear) {
      const [row, hidden] = episodeRow(child.returnId, episode, child.familyHidden, year);
      if (hidden > 0) hiddenRows.push(Episodes.length);
      Episodes.push(row);
      count.hiddenPostcodes += hidden;
      if (episode.fromStay) count.fromStays += 1;
    }
  }
  return { year, tables: { Header, UASC, Episodes }, children, hiddenRows, ...count };
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
