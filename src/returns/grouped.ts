/** Numbers put in groups without an array for each group. */
export interface Grouped {
  /** The numbers of a group, in the order in which they were given. */
  of(group: number): Uint32Array;
  size(group: number): number;
}

/**
 * Puts numbers in groups: counted first, then written one behind the other.
 * @param groups how many groups there are
 * @param each says each number with its group, the same ones in the same order whenever it is called; it is called twice
 */
export function grouped(groups: number, each: (put: (group: number, number: number) => void) => void): Grouped {
  const ends = new Uint32Array(groups + 1);
  let all = 0;
  each((group) => {
    ends[group + 1] = (ends[group + 1] ?? 0) + 1;
    all += 1;
  });
  for (let group = 1; group <= groups; group += 1) ends[group] = (ends[group] ?? 0) + (ends[group - 1] ?? 0);
  const numbers = new Uint32Array(all);
  const next = ends.slice();
  each((group, number) => {
    const at = next[group] ?? 0;
    numbers[at] = number;
    next[group] = at + 1;
  });
  return {
    of: (group) => numbers.subarray(ends[group] ?? 0, ends[group + 1] ?? 0),
    size: (group) => (ends[group + 1] ?? 0) - (ends[group] ?? 0),
  };
}
