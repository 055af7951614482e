import { spreadOf } from './gaps-loss.ts';
import { Ground, type NeedNode } from './gaps-nodes.ts';
import { type Pool, shareRooms } from './gaps-share.ts';
import {
  type ComingRow,
  GAP_AGES,
  GAP_KINDS,
  GAP_NEEDS,
  type GapInput,
  type GapLine,
  type GapStock,
  type Gaps,
} from './gaps-types.ts';

/** What a home whose skills nobody has stated is taken for: one that can meet no need that asks for skill, or every one. */
const NOT_CONFIRMED = 0;
const ALL_CONFIRMED = 4;

interface Shared {
  readonly got: Float64Array;
  readonly from: readonly Float64Array[];
  readonly pools: readonly Pool[];
}

/**
 * Need and rooms by area, kind of home, age and level of need: rooms that are needed so that a share of children finds one
 * within so many miles in so many days, rooms they can count on, and what is missing. Pure; the order of rows does not
 * matter (to a hundredth of a room). How and with what limits: docs/methods/gaps.md.
 */
export function gaps(input: GapInput): Gaps {
  const ground = new Ground(input);
  const { nodes } = ground;
  const needs = ground.roomsNeeded();
  const poolsWith = (rows: typeof input.supply, skill = NOT_CONFIRMED) => ground.poolsOf(rows, skill);
  const share = (pools: readonly Pool[], start?: Shared): Shared => ({
    pools,
    ...shareRooms(needs, pools, start?.from),
  });
  /** What opens comes beside what there was, so that an earlier answer is where the next begins. */
  const add = (before: Shared, rows: readonly ComingRow[]): Shared =>
    rows.length === 0 ? before : share([...before.pools, ...poolsWith(rows)], before);

  const now = share(poolsWith(input.supply));
  const steps: { opens: string; sure: boolean; before: Shared; after: Shared }[] = [];
  let open = now;
  let sureOnDay = now;
  for (const sure of [true, false]) {
    const days = [
      ...Map.groupBy(
        input.coming.filter((row) => row.sure === sure),
        ({ opens }) => opens,
      ),
    ].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [opens, rows] of days) {
      const after = add(open, rows);
      steps.push({ opens, sure, before: open, after });
      open = after;
      if (sure && opens <= input.on) sureOnDay = after;
    }
  }
  const byDay = input.coming.filter(({ opens }) => opens <= input.on);
  const likelyOnDay = add(
    sureOnDay,
    byDay.filter(({ sure }) => !sure),
  );
  const confirmed = byDay.filter(({ sure }) => sure);
  const ifConfirmed = input.supply.some(({ skill }) => skill === null)
    ? share(poolsWith([...input.supply, ...confirmed], ALL_CONFIRMED))
    : sureOnDay;
  const served = ground.served(sureOnDay.got);

  const lines = [...Map.groupBy(nodes.keys(), (at) => lineKey(nodes[at]!)).values()].map((positions): GapLine => {
    const members = positions.map((at) => nodes[at]!);
    const { area, kind, ages, need } = members[0]!;
    const sum = (of: (at: number) => number) => positions.reduce((total, at) => total + of(at), 0);
    const children = new Set(members.flatMap((node) => [...node.children])).size;
    const load = sum((at) => nodes[at]!.load);
    const roomsNeeded = sum((at) => needs[at]!);
    const missing = ({ got }: Shared) => sum((at) => Math.max(0, needs[at]! - got[at]!));
    const { low, high } = interval(children, input.growth?.[kind]);
    return {
      ...{ area, kind, ages, need, children, roomsNeeded, atATime: load },
      requests: sum((at) => nodes[at]!.requests),
      low: roomsNeeded * low,
      high: roomsNeeded * high,
      roomsNow: sum((at) => now.got[at]!),
      roomsComing: steps.flatMap(({ opens, sure, before, after }) => {
        const rooms = sum((at) => after.got[at]! - before.got[at]!);
        return Math.abs(rooms) >= 0.05 ? [{ opens, rooms, sure }] : [];
      }),
      short: missing(sureOnDay),
      shortIfLikely: missing(likelyOnDay),
      shortIfConfirmed: missing(ifConfirmed),
      served: load > 0 ? sum((at) => nodes[at]!.load * served[at]!) / load : 1,
    };
  });
  return { lines: lines.sort(byPlace(input)), stock: stockOf(input) };
}

const lineKey = ({ area, kind, ages, need }: NeedNode): string => [area, kind, ages, need].join('\n');

/** In the order of the areas, then kinds, ages and needs; pages sort as they need. */
function byPlace({ areas }: GapInput): (a: GapLine, b: GapLine) => number {
  const areaAt = new Map(areas.map(({ key }, at) => [key, at]));
  const ageAt = (line: GapLine) => GAP_AGES.findIndex(({ key }) => key === line.ages);
  return (a, b) =>
    (areaAt.get(a.area) ?? areas.length) - (areaAt.get(b.area) ?? areas.length) ||
    GAP_KINDS.indexOf(a.kind) - GAP_KINDS.indexOf(b.kind) ||
    ageAt(a) - ageAt(b) ||
    GAP_NEEDS.indexOf(a.need) - GAP_NEEDS.indexOf(b.need);
}

/**
 * The 95% interval of the rooms needed, as parts of them: by how many children they are counted from, and with a forecast
 * by its own interval too. Both say nothing of each other, so their parts add up by their squares.
 */
function interval(
  children: number,
  growth?: { readonly mean: number; readonly low: number; readonly high: number },
): { readonly low: number; readonly high: number } {
  const counted = spreadOf(children);
  const expected =
    growth && growth.mean > 0
      ? { low: growth.low / growth.mean, high: growth.high / growth.mean }
      : { low: 1, high: 1 };
  return {
    low: Math.max(0, 1 - Math.hypot(1 - counted.low, 1 - expected.low)),
    high: 1 + Math.hypot(counted.high - 1, expected.high - 1),
  };
}

function stockOf({ supply, areas }: GapInput): GapStock[] {
  return [...areas.map(({ key }) => key), null].flatMap((area) =>
    GAP_KINDS.flatMap((kind) => {
      const rows = supply.filter((row) => row.area === area && row.kind === kind);
      const rooms = rows.reduce((sum, row) => sum + row.rooms, 0);
      const notConfirmed = rows.reduce((sum, row) => sum + (row.skill === null ? row.rooms : 0), 0);
      return rooms > 0 ? [{ area, kind, rooms, notConfirmed }] : [];
    }),
  );
}
