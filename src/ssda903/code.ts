import type { ReturnYear } from './return-year.ts';

/** One code of a code list. */
export interface Code {
  readonly code: string;
  /** What it means, in words for a screen. */
  readonly words: string;
  /** First and last return year it is valid in; absent when there is no such bound within 2017 to 2026-27. */
  readonly from?: ReturnYear;
  readonly to?: ReturnYear;
  /** `words`: the code is certain, its meaning is general knowledge of the sector. `meaning`: nobody published it to us. */
  readonly unsure?: 'words' | 'meaning';
}
