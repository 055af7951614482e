import { fromDayNumber, type PlainDate } from '../src/kernel/index.ts';
import type { ReturnTables } from '../src/ssda903/index.ts';

/** The tables of one return while they are being filled. */
export type ReturnRows = {
  [T in keyof ReturnTables]-?: NonNullable<ReturnTables[T]> extends Iterable<infer R> ? R[] : never;
};

/** The return year that is being written. */
export interface Year {
  readonly year: number;
  /** Day numbers of 1 April and of the last day that the return covers. */
  readonly first: number;
  readonly last: number;
}

/** A day number as the return writes it. */
export const day = (number: number): PlainDate => fromDayNumber(number);
