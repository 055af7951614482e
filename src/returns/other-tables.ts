// data
import type { PartialDate, ReadRow, RowOf, TableName } from '../ssda903/index.ts';

/** Tables of the return beside those of who the children are and where they live; `mother` is a part of Header. */
export type OtherTable = Exclude<TableName, 'Header' | 'Episodes'> | 'mother';

/** The rows of a table as the records have them: without CHILD, and without what Header says of the child. */
export type OtherRow<T extends OtherTable> = T extends 'mother'
  ? Pick<RowOf<'Header'>, 'MOTHER' | 'MC_DOB'>
  : T extends TableName
    ? Omit<RowOf<T>, 'CHILD' | 'DOB' | 'SEX'>
    : never;

interface Kept {
  /** The table of the database; its columns are the return's in small letters. */
  readonly table: string;
  /** What tells a child's rows of a year apart, in the return's names; none: a child has one row. */
  readonly key: readonly string[];
  /** The other columns. */
  readonly columns: readonly string[];
}

/** Where each table is kept (migrations/0106), in the return's order. */
export const OTHER_TABLES: Readonly<Record<OtherTable, Kept>> = {
  mother: { table: 'mother', key: [], columns: ['MOTHER', 'MC_DOB'] },
  UASC: { table: 'uasc', key: [], columns: ['DUC'] },
  Reviews: { table: 'review', key: ['REVIEW'], columns: ['REVIEW_CODE'] },
  OC2: {
    table: 'oc2',
    key: [],
    columns: [
      ...['SDQ_SCORE', 'SDQ_REASON', 'CONVICTED', 'HEALTH_CHECK', 'IMMUNISATIONS', 'TEETH_CHECK'],
      ...['HEALTH_ASSESSMENT', 'SUBSTANCE_MISUSE', 'INTERVENTION_RECEIVED', 'INTERVENTION_OFFERED'],
    ],
  },
  OC3: { table: 'oc3', key: [], columns: ['IN_TOUCH', 'ACTIV', 'ACCOM'] },
  AD1: {
    table: 'ad1',
    key: [],
    columns: ['DATE_INT', 'DATE_MATCH', 'FOSTER_CARE', 'NB_ADOPTR', 'SEX_ADOPTR', 'LS_ADOPTR'],
  },
  PlacedAdoption: {
    table: 'placed_adoption',
    key: ['DATE_PLACED'],
    columns: ['DATE_PLACED_CEASED', 'REASON_PLACED_CEASED'],
  },
  PrevPerm: { table: 'prev_perm', key: [], columns: ['PREV_PERM', 'LA_PERM', 'DATE_PERM'] },
  Missing: { table: 'missing', key: ['MIS_START'], columns: ['MISSING', 'MIS_END'] },
  SWEpisodes: { table: 'sw_episode', key: ['SW_DECOM', 'SW_ID'], columns: ['SW_DEC', 'SW_REASON'] },
  DoLo: { table: 'dolo', key: ['DOLO_START'], columns: ['DOLO_END'] },
};

export const OTHER_TABLE_NAMES = Object.keys(OTHER_TABLES) as readonly OtherTable[];

export function columnsKept(table: OtherTable): readonly string[] {
  const { key, columns } = OTHER_TABLES[table];
  return [...key, ...columns];
}

/** A value as the database has it: of a date of which parts are unknown, the return's text. */
export function keptValue(name: string, row: ReadRow<TableName> | object): unknown {
  const value = (row as Readonly<Record<string, unknown>>)[name] ?? null;
  if (name === 'DATE_PERM' && value !== null) return partialText(value as PartialDate);
  return name === 'SW_ID' ? (value ?? '') : value;
}

/** The row as the return has it. */
export function toldRow<T extends OtherTable>(table: T, kept: Readonly<Record<string, unknown>>): OtherRow<T> {
  if (table === 'PrevPerm') return { ...kept, DATE_PERM: partialOf(kept.DATE_PERM as string | null) } as OtherRow<T>;
  if (table === 'SWEpisodes') return { ...kept, SW_ID: kept.SW_ID === '' ? null : kept.SW_ID } as OtherRow<T>;
  return kept as OtherRow<T>;
}

/** `zz/05/2012`, as the return writes a day of which parts are not known. */
export function partialText({ day, month, year }: PartialDate): string {
  const part = (value: number | null, length: number) =>
    value === null ? 'z'.repeat(length) : String(value).padStart(length, '0');
  return `${part(day, 2)}/${part(month, 2)}/${part(year, 4)}`;
}

function partialOf(text: string | null): PartialDate | null {
  if (text === null) return null;
  const [day, month, year] = text.split('/').map((part) => (part.startsWith('z') ? null : Number(part)));
  return { year: year ?? null, month: month ?? null, day: day ?? null };
}
