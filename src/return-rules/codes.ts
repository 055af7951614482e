import type { ReturnData } from './return-data.ts';
import type { HeaderRow } from './rows.ts';

/** The year in which sex became a letter (2024-25); figures before. */
const LETTERS_FROM = 2025;

/** Whether the sex recorded is female, in the code of the year. */
export function isFemale(row: HeaderRow, data: ReturnData): boolean {
  return row.SEX === (data.year < LETTERS_FROM ? '2' : 'F');
}

/** Whether the sex recorded is male, in the code of the year. */
export function isMale(row: HeaderRow, data: ReturnData): boolean {
  return row.SEX === (data.year < LETTERS_FROM ? '1' : 'M');
}

/** Codes for a unique pupil number that is not known, with the reason. */
export const UNKNOWN_UPN = ['UN1', 'UN2', 'UN3', 'UN4', 'UN5'] as const;

/** Sex as the letter of today, so that last year's figure and this year's letter compare. */
export function sexAsLetter(code: string | null): string | null {
  return code === '1' ? 'M' : code === '2' ? 'F' : code;
}
