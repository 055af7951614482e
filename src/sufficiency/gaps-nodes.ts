import type { Place } from '../kernel/index.ts';
import { lostBetween, roomsFor } from './gaps-loss.ts';
import { Reach } from './gaps-reach.ts';
import type { Pool } from './gaps-share.ts';
import type { GapAges, GapInput, GapKind, GapNeed, SupplyRow } from './gaps-types.ts';
import { suitsAges, suitsNeed } from './gaps-types.ts';

/** Children who need the same rooms: one authority, kind of home, place, age band and level of need. */
export interface NeedNode {
  readonly area: string;
  /** The number of its place. */
  readonly spot: number;
  readonly kind: GapKind;
  readonly ages: GapAges;
  readonly need: GapNeed;
  /** Rooms used at a time if everybody has one. */
  readonly load: number;
  readonly children: ReadonlySet<number>;
  readonly requests: number;
}

/** The needs and the ground they stand on. */
export class Ground {
  readonly nodes: readonly NeedNode[];
  readonly #input: GapInput;
  readonly #reach: Reach;
  readonly #middles: ReadonlyMap<string, Place | null>;
  readonly #patience: ReadonlyMap<GapKind, number>;
  readonly #pools: ReadonlyMap<string, readonly number[]>;
  readonly #loads: readonly number[];

  constructor(input: GapInput) {
    this.#input = input;
    this.#reach = new Reach(input.miles);
    this.#middles = new Map(input.areas.map(({ key, at }) => [key, at]));
    for (const row of [...input.supply, ...input.coming]) this.#spotOf(row);
    this.nodes = this.#nodes();
    this.#patience = patiences(input);
    this.#pools = Map.groupBy(this.nodes.keys(), (at) => poolOf(this.nodes[at]!));
    this.#loads = this.#nearby(({ load }) => load);
  }

  #spotOf({ at, area }: { readonly at: Place | null; readonly area: string | null }): number {
    return this.#reach.idOf({ area, place: at ?? (area === null ? null : (this.#middles.get(area) ?? null)) });
  }

  /** Needs by place, kind, ages and level, in an order that does not hang on the order of the rows. */
  #nodes(): NeedNode[] {
    const { needs, windowDays, growth } = this.#input;
    const groups = Map.groupBy(needs, (row) =>
      [row.area, row.at?.lat, row.at?.long, row.kind, row.ages, row.need].join('\n'),
    );
    return [...groups.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, rows]) => {
        const { area, kind, ages, need } = rows[0]!;
        const days = rows.reduce((sum, row) => sum + row.days, 0);
        return {
          ...{ area, kind, ages, need, spot: this.#spotOf(rows[0]!) },
          load: (days / windowDays) * (growth?.[kind].mean ?? 1),
          children: new Set(rows.map(({ child }) => child)),
          requests: rows.reduce((sum, row) => sum + row.requests, 0),
        };
      });
  }

  /** Sums of something over the nodes of the same pool within reach of each node. */
  #nearby(of: (node: NeedNode, at: number) => number): number[] {
    const sums: number[] = [];
    for (const members of this.#pools.values()) {
      const at = new Map<number, number>();
      for (const one of members) {
        const { spot } = this.nodes[one]!;
        at.set(spot, (at.get(spot) ?? 0) + of(this.nodes[one]!, one));
      }
      const near = new Map([...at.keys()].map((spot) => [spot, this.#sumAround(spot, at)]));
      for (const one of members) sums[one] = near.get(this.nodes[one]!.spot)!;
    }
    return sums;
  }

  #sumAround(spot: number, at: ReadonlyMap<number, number>): number {
    return this.#reach.around(spot).reduce((sum, other) => sum + (at.get(other) ?? 0), 0);
  }

  /**
   * The rooms of each node: those used at a time, and its part of the spare ones that all within reach who share their
   * rooms need together. The more share, the fewer spare rooms each of them needs.
   */
  roomsNeeded(): number[] {
    const known = new Map<string, number>();
    return this.nodes.map((node, at) => {
      const load = this.#loads[at]!;
      if (load <= 0) return 0;
      const key = `${node.kind} ${load}`;
      const rooms = known.get(key) ?? roomsFor(load, this.#input.percent / 100, this.#patience.get(node.kind)!);
      known.set(key, rooms);
      return (node.load * rooms) / load;
    });
  }

  /** The share of requests at each node that finds a room in time with the rooms that it and its neighbours got. */
  served(got: Float64Array): number[] {
    const rooms = this.#nearby((_, at) => got[at]!);
    return this.nodes.map(({ kind }, at) => 1 - lostBetween(this.#loads[at]!, rooms[at]!, this.#patience.get(kind)!));
  }

  /** The rooms of homes that are alike and in one place, as pools for those nodes that can use them. */
  poolsOf(supply: readonly SupplyRow[], unknownSkill: number): Pool[] {
    const bySpot = Map.groupBy(this.nodes.keys(), (at) => this.nodes[at]!.spot);
    const alike = Map.groupBy(supply, (row) =>
      [row.kind, this.#spotOf(row), row.minAge, row.maxAge, row.skill ?? unknownSkill].join('\n'),
    );
    return [...alike.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, rows]) => {
        const home = rows[0]!;
        const suits = (at: number) => {
          const { kind, ages, need } = this.nodes[at]!;
          return (
            kind === home.kind &&
            suitsNeed(need, home.skill, unknownSkill) &&
            suitsAges(kind, ages, home.minAge, home.maxAge)
          );
        };
        return {
          rooms: rows.reduce((sum, row) => sum + row.rooms, 0),
          for: this.#reach.around(this.#spotOf(home)).flatMap((spot) => (bySpot.get(spot) ?? []).filter(suits)),
        };
      });
  }
}

/** Children with high needs have rooms of their own to hope for; all others share theirs. */
function poolOf({ kind, need }: NeedNode): string {
  return `${kind} ${need === 'high'}`;
}

/** Days to wait, in mean stays of the kind: days lived there for each request. A year where nobody has asked. */
function patiences({ needs, days: toWait }: GapInput): ReadonlyMap<GapKind, number> {
  return new Map(
    [...Map.groupBy(needs, ({ kind }) => kind)].map(([kind, rows]) => {
      const days = rows.reduce((sum, row) => sum + row.days, 0);
      const requests = rows.reduce((sum, row) => sum + row.requests, 0);
      return [kind, toWait / (requests > 0 && days > 0 ? days / requests : 365)];
    }),
  );
}
