import { milesBetween, type Place } from '../kernel/index.ts';
import { lostBetween, roomsFor } from './gaps-loss.ts';
import type { Pool } from './gaps-share.ts';
import type { GapAges, GapInput, GapKind, GapNeed, SupplyRow } from './gaps-types.ts';
import { suitsAges, suitsNeed } from './gaps-types.ts';

/** Where something is: a place, or only an area where the place is not known. */
interface Spot {
  readonly place: Place | null;
  readonly area: string | null;
}

/** Children who need the same rooms: one kind of home, one place, one age band, one level of need. */
export interface NeedNode extends Spot {
  readonly area: string;
  readonly kind: GapKind;
  readonly ages: GapAges;
  readonly need: GapNeed;
  /** Rooms used at a time if everybody has one. */
  readonly load: number;
  readonly children: ReadonlySet<number>;
  readonly requests: number;
  /** Rooms needed, with the spare ones; set by `withRoomsNeeded`. */
  rooms: number;
}

/**
 * Within reach: not farther than so many miles in a straight line. Where one of the two has no place on the map, only what
 * is of the same area.
 */
function isNear(a: Spot, b: Spot, miles: number): boolean {
  if (a.place && b.place) return milesBetween(a.place, b.place) <= miles;
  return a.area !== null && a.area === b.area;
}

/** Places are looked up many times, so who is near whom is worked out once for each pair of places. */
export class Reach {
  readonly #miles: number;
  readonly #known = new Map<string, boolean>();
  constructor(miles: number) {
    this.#miles = miles;
  }
  near(a: Spot, b: Spot): boolean {
    const key = `${spotKey(a)}|${spotKey(b)}`;
    let found = this.#known.get(key);
    if (found === undefined) {
      found = isNear(a, b, this.#miles);
      this.#known.set(key, found);
    }
    return found;
  }
}

/** One place is one place, whose ever it is. */
function spotKey({ place, area }: Spot): string {
  return place ? `${place.lat},${place.long}` : `${area}`;
}

/** Needs by place, kind, ages and level, in an order that does not hang on the order of the rows. */
export function needNodes(input: GapInput): NeedNode[] {
  const middles = new Map(input.areas.map(({ key, at }) => [key, at]));
  const groups = Map.groupBy(input.needs, (row) => {
    const place = row.at ?? middles.get(row.area) ?? null;
    return [row.area, spotKey({ place, area: row.area }), row.kind, row.ages, row.need].join('\n');
  });
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rows]) => {
      const { area, at, kind, ages, need } = rows[0]!;
      const days = rows.reduce((sum, row) => sum + row.days, 0);
      return {
        ...{ area, kind, ages, need, rooms: 0 },
        place: at ?? middles.get(area) ?? null,
        load: (days / input.windowDays) * (input.growth?.[kind].mean ?? 1),
        children: new Set(rows.map(({ child }) => child)),
        requests: rows.reduce((sum, row) => sum + row.requests, 0),
      };
    });
}

/** Children with high needs have rooms of their own to hope for; all others share theirs. */
export const poolOf = ({ kind, need }: { kind: GapKind; need: GapNeed }): string => `${kind} ${need === 'high'}`;

/** Days to wait, in mean stays of the kind: days lived there for each request. A year where nobody has asked. */
export function patiences(input: GapInput): ReadonlyMap<GapKind, number> {
  return new Map(
    [...Map.groupBy(input.needs, ({ kind }) => kind)].map(([kind, rows]) => {
      const days = rows.reduce((sum, row) => sum + row.days, 0);
      const requests = rows.reduce((sum, row) => sum + row.requests, 0);
      const stay = requests > 0 && days > 0 ? days / requests : 365;
      return [kind, input.days / stay];
    }),
  );
}

/** Sums of something over the nodes of the same pool within reach of each node. */
function nearby(nodes: readonly NeedNode[], reach: Reach, of: (node: NeedNode, at: number) => number): number[] {
  const positions = new Map(nodes.map((node, at) => [node, at]));
  const sums: number[] = [];
  for (const members of Map.groupBy(nodes, poolOf).values()) {
    // Nodes of one place have the same neighbours.
    const spots = [...Map.groupBy(members, spotKey).values()];
    const totals = spots.map((here) => here.reduce((sum, node) => sum + of(node, positions.get(node)!), 0));
    for (const here of spots) {
      let sum = 0;
      spots.forEach((there, at) => {
        if (reach.near(here[0]!, there[0]!)) sum += totals[at]!;
      });
      for (const node of here) sums[positions.get(node)!] = sum;
    }
  }
  return sums;
}

/**
 * Gives each node its rooms: those used at a time, and its part of the spare ones that all within reach who share their
 * rooms need together. The more share, the fewer spare rooms each of them needs.
 */
export function withRoomsNeeded(nodes: readonly NeedNode[], input: GapInput, reach: Reach): void {
  const patience = patiences(input);
  const loads = nearby(nodes, reach, ({ load }) => load);
  nodes.forEach((node, at) => {
    const load = loads[at]!;
    node.rooms = load > 0 ? (node.load * roomsFor(load, input.percent / 100, patience.get(node.kind)!)) / load : 0;
  });
}

/** The share of requests at each node that finds a room in time with the rooms that it and its neighbours got. */
export function servedShares(
  nodes: readonly NeedNode[],
  got: Float64Array,
  input: GapInput,
  reach: Reach,
): readonly number[] {
  const patience = patiences(input);
  const loads = nearby(nodes, reach, ({ load }) => load);
  const rooms = nearby(nodes, reach, (_, at) => got[at]!);
  return nodes.map(({ kind }, at) => 1 - lostBetween(loads[at]!, rooms[at]!, patience.get(kind)!));
}

/** The rooms of each place as pools of those nodes that can use them. */
export function poolsOf(
  supply: readonly SupplyRow[],
  nodes: readonly NeedNode[],
  middles: ReadonlyMap<string, Place | null>,
  reach: Reach,
  unknownSkill: number,
): Pool[] {
  const byKind = Map.groupBy([...nodes.entries()], ([, { kind }]) => kind);
  const alike = Map.groupBy(supply, (row) => {
    const place = row.at ?? (row.area === null ? null : (middles.get(row.area) ?? null));
    const bounds = [row.minAge, row.maxAge, row.skill ?? unknownSkill];
    return [row.kind, spotKey({ place, area: row.area }), place ? '' : row.area, ...bounds].join('\n');
  });
  return [...alike.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rows]) => {
      const { kind, area, at, minAge, maxAge, skill } = rows[0]!;
      const spot = { area, place: at ?? (area === null ? null : (middles.get(area) ?? null)) };
      return {
        rooms: rows.reduce((sum, row) => sum + row.rooms, 0),
        for: (byKind.get(kind) ?? []).flatMap(([position, node]) =>
          suitsNeed(node.need, skill, unknownSkill) &&
          suitsAges(kind, node.ages, minAge, maxAge) &&
          reach.near(spot, node)
            ? [position]
            : [],
        ),
      };
    });
}
