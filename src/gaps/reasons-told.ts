import { FEW } from '../indicators/index.ts';
import { GAP_AGES, GAP_KINDS } from '../sufficiency/index.ts';
import type { GapsNow } from './gaps-now.ts';
import { childrenWords } from './told-lines.ts';
import { AGES_WORDS, KIND_WORDS } from './words.ts';

export interface ReasonsTold {
  /** Every reason was given for five searches or fewer, so that nothing can be compared. */
  readonly tooFew: boolean;
  /** The reasons by themselves, in a row, by the alphabet: their order tells nothing of how often. */
  readonly names: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly words: string; readonly cells: readonly string[] }[];
}

/** Why no suitable home was found, by kind and age, each number as far as it may be told; null where nobody said why. */
export function reasonsTold({ reasons, reasonRows }: GapsNow): ReasonsTold | null {
  if (reasons.length === 0) return null;
  return {
    tooFew: reasons.every(({ times }) => times <= FEW),
    names: reasons
      .map(({ words }) => words.charAt(0).toLowerCase() + words.slice(1))
      .sort()
      .join('; '),
    head: [
      'Searches',
      ...GAP_KINDS.map((kind) => KIND_WORDS[kind]),
      ...GAP_AGES.map(({ key }) => (key === '0-4' ? AGES_WORDS[key] : `Age ${AGES_WORDS[key]}`)),
    ],
    rows: reasons.map(({ code, words, times }) => {
      const said = reasonRows.filter(({ codes }) => codes.includes(code));
      const count = (of: (row: (typeof said)[number]) => boolean) => childrenWords(said.filter(of).length);
      return {
        words,
        cells: [
          childrenWords(times),
          ...GAP_KINDS.map((kind) => count((row) => row.kind === kind)),
          ...GAP_AGES.map(({ key }) => count((row) => row.ages === key)),
        ],
      };
    }),
  };
}
