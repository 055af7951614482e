import { KIND_COUNT, KINDS, type Kind } from './kinds.ts';

/** Need and rooms of one kind at the end of one month. */
export interface RoomsMonth {
  readonly month: string;
  readonly kind: Kind;
  readonly rooms: number;
  /** Mean number of children who need this kind and have no room in it. */
  readonly unmet: number;
  /** Share of runs in which every child has a room. */
  readonly enough: number;
  /** Rooms that would do in 95 of 100 runs. */
  readonly roomsFor95: number;
}

/**
 * Sets need against rooms: the simulation tells what children need, and rooms limit what can be had. Need beyond them
 * is unmet; it is told, and changes nobody's course in care.
 */
export function needAgainstRooms(
  counts: Uint32Array,
  runs: number,
  rooms: readonly (readonly number[])[],
  monthText: (ahead: number) => string,
): RoomsMonth[] {
  const months = rooms.length;
  const result: RoomsMonth[] = [];
  const need = new Float64Array(runs);
  for (let month = 0; month < months; month += 1) {
    for (let kind = 0; kind < KIND_COUNT; kind += 1) {
      const there = rooms[month]![kind]!;
      let unmet = 0;
      let enough = 0;
      for (let run = 0; run < runs; run += 1) {
        const needed = counts[(run * months + month) * KIND_COUNT + kind]!;
        need[run] = needed;
        unmet += Math.max(0, needed - there);
        if (needed <= there) enough += 1;
      }
      need.sort();
      result.push({
        month: monthText(month),
        kind: KINDS[kind]!,
        rooms: there,
        unmet: Math.round((unmet / runs) * 100) / 100,
        enough: enough / runs,
        roomsFor95: need[Math.min(runs - 1, Math.ceil(0.95 * runs) - 1)]!,
      });
    }
  }
  return result;
}
