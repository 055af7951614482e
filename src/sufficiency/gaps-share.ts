/** Rooms in one place that some groups of children can use. */
export interface Pool {
  readonly rooms: number;
  /** Positions of the groups that can use them. */
  readonly for: readonly number[];
}

/** Shares change by less than this part of a group's need: well below what a page shows. */
const CLOSE = 1e-5;
const MOST_ROUNDS = 400;

/**
 * Shares rooms among groups of children. The answer is the one with the fairest shares: what is missing of each group's
 * need, squared and divided by the need, adds up to the least. No other sharing meets more need in all, because rooms that
 * reach different groups form a polymatroid, of which such a sharing is a base (S. Fujishige, Lexicographically optimal
 * base of a polymatroid, Mathematics of Operations Research 5, 1980); and how much each group gets is determined.
 *
 * Found by sharing out the rooms of one pool after the other, the others held still, until nothing changes: each step is
 * exact, and as the sum is convex and the pools do not constrain each other, the steps end at the least.
 * @param needs by group, 0 or more
 * @param start an earlier answer for the first of the same pools, to begin from
 * @returns how much each group gets, and of which pool how much
 */
export function shareRooms(
  needs: readonly number[],
  pools: readonly Pool[],
  start: readonly Float64Array[] = [],
): { readonly got: Float64Array; readonly from: readonly Float64Array[] } {
  const got = new Float64Array(needs.length);
  const from = pools.map((pool, at) => start[at]?.slice() ?? new Float64Array(pool.for.length));
  for (const [at, parts] of from.entries()) for (const [i, part] of parts.entries()) got[pools[at]!.for[i]!]! += part;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let moved = 0;
    pools.forEach((pool, at) => {
      moved = Math.max(moved, shareOne(pool, needs, got, from[at]!));
    });
    if (moved < CLOSE) break;
  }
  return { got, from };
}

/** Shares the rooms of one pool so that what is missing is the same part of each need; the largest change of a part. */
function shareOne(pool: Pool, needs: readonly number[], got: Float64Array, parts: Float64Array): number {
  const { for: groups } = pool;
  const level = waterLevel(pool, needs, got, parts);
  let moved = 0;
  for (let i = 0; i < groups.length; i += 1) {
    const group = groups[i]!;
    const need = needs[group]!;
    const part = Math.max(0, need - (got[group]! - parts[i]!) - level * need);
    const change = part - parts[i]!;
    if (change === 0) continue;
    moved = Math.max(moved, Math.abs(change) / need);
    got[group]! += change;
    parts[i] = part;
  }
  return moved;
}

/**
 * The part of its need that each group of a pool lacks when its rooms are used up; 0 when there are enough. Groups that
 * lack less already are taken out until none is left that does: the level only rises by that (C. Michelot, A finite
 * algorithm for finding the projection of a point onto the canonical simplex, JOTA 50, 1986).
 */
function waterLevel(
  { rooms, for: groups }: Pool,
  needs: readonly number[],
  got: Float64Array,
  parts: Float64Array,
): number {
  let level = 0;
  for (let before = -1; level > before; ) {
    before = level;
    let missing = 0;
    let need = 0;
    for (let i = 0; i < groups.length; i += 1) {
      const group = groups[i]!;
      const left = needs[group]! - (got[group]! - parts[i]!);
      if (left <= level * needs[group]!) continue;
      missing += left;
      need += needs[group]!;
    }
    if (need > 0) level = Math.max(level, (missing - rooms) / need);
  }
  return level;
}
