/** A sentence, and the ages it is right for (both included). */
export interface Line {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What can be said about one of the twelve domains. Sentences are about nobody; names and pronouns are filled in. */
export interface DomainWords {
  /** What is going well. */
  readonly well: readonly Line[];
  /** What is going well beside a great need (3–4), where the other sentences would not ring true. */
  readonly wellBeside?: readonly Line[];
  /** What helps, where the need is light (0–1), regular (2) or great (3–4). */
  readonly light: readonly Line[];
  readonly some: readonly Line[];
  readonly much: readonly Line[];
  readonly unknown: readonly Line[];
  /** The child's own words; up to three years, what those who know the child see. */
  readonly own: readonly Line[];
}

/**
 * Reads lines of `from-to sentence`; without ages a sentence is right for all. In a sentence {name}, {he}, {him}, {his}
 * and {himself} stand for the child, capitals included ({He}); {interest} for something the child loves.
 */
export function lines(text: string): readonly Line[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const parts = /^\s*(?:(\d+)-(\d+) )?(.+?)\s*$/.exec(line);
      if (!parts?.[3]) throw new Error(`not a line of words: ${line}`);
      return { from: Number(parts[1] ?? 0), to: Number(parts[2] ?? 18), text: parts[3] };
    });
}
