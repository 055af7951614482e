import type { ReturnData } from './return-data.ts';
import type { AnyRow, Rows, Table } from './rows.ts';

/** First and last year of the return in which a rule holds, by the year it ends in (2023 is 2022-23). */
export interface Years {
  readonly from: number;
  readonly to: number;
}

export const FIRST_RULES = 2023;
export const LAST_RULES = 2027;
/** Every year whose rules are here. */
export const EVERY_YEAR: Years = { from: FIRST_RULES, to: LAST_RULES };

/** Years of the return by the year they end in, both included: `years(2025, 2027)` is 2024-25 to 2026-27. */
export function years(from: number, to: number = LAST_RULES): Years {
  return { from, to };
}

/** What some rules need beside the tables; the columns in capitals after `providers` are those of Ofsted's list. */
export type Need =
  | 'providers'
  | 'PLACE_CODES'
  | 'PROVIDER_CODES'
  | 'POSTCODE'
  | 'REG_END'
  | 'LA_CODE_INFERRED'
  | 'authority'
  | 'UASC'
  | 'PL_DISTANCE'
  | 'PL_LA'
  | 'PL_LOCATION';

/** Says that a row breaks the rule. Saying it twice is saying it once. */
export type Found = (row: AnyRow) => void;

/** One rule of the return. Pure: it looks at frozen data and says which rows break it. */
export interface Rule {
  /** As the Department numbers it. */
  readonly number: string;
  readonly years: Years;
  /** The columns in question, marked in each row found that has them. */
  readonly fields: readonly string[];
  /** What is wrong, in our own plain words, for the person who will put it right. */
  readonly words: string;
  /** What to do about it. */
  readonly todo: string;
  /** Tables of this year's return without which the rule has nothing to say. */
  readonly tables: readonly Table[];
  /** Tables of last year's return without which it cannot run. */
  readonly last?: readonly Table[];
  readonly needs?: readonly Need[];
  readonly find: (data: ReturnData, found: Found) => void;
}

interface Said {
  readonly years?: Years;
  readonly fields: readonly string[];
  readonly words: string;
  readonly todo: string;
  readonly tables?: readonly Table[];
  readonly last?: readonly Table[];
  readonly needs?: readonly Need[];
}

/** A rule that looks at the rows of one table one by one: `breaks` tells whether a row breaks it. */
export function rowRule<T extends Table>(
  number: string,
  table: T,
  said: Said,
  breaks: (row: Rows[T], data: ReturnData) => boolean,
): Rule {
  return {
    ...whole(number, said, [table]),
    find: (data, found) => {
      for (const row of data.now.all(table)) if (breaks(row, data)) found(row);
    },
  };
}

/** A rule that needs to look around: it is given everything, and says which rows break it. */
export function rule(
  number: string,
  said: Said & { readonly tables: readonly Table[] },
  find: (data: ReturnData, found: Found) => void,
): Rule {
  return { ...whole(number, said, said.tables), find };
}

function whole(number: string, said: Said, tables: readonly Table[]): Omit<Rule, 'find'> {
  return { number, years: EVERY_YEAR, ...said, tables: said.tables ?? tables };
}

/** Tells whether a value is one of a few codes; a blank is none of them. */
export function isOneOf(codes: readonly string[]): (value: string | null) => boolean {
  const set = new Set(codes);
  return (value) => value !== null && set.has(value);
}
