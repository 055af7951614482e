import { milesBetween, type Place } from '../kernel/index.ts';

/** Where something is: a place, or only an area where the place is not known. */
export interface Spot {
  readonly place: Place | null;
  readonly area: string | null;
}

/** Who is within reach of whom. Places are numbered, and the distance of two is worked out once. */
export class Reach {
  readonly #miles: number;
  readonly #spots: Spot[] = [];
  readonly #ids = new Map<string, number>();
  readonly #near = new Map<number, readonly number[]>();

  constructor(miles: number) {
    this.#miles = miles;
  }

  /** The number of a place: one place is one, whose ever it is. Number all places before asking for neighbours. */
  idOf({ place, area }: Spot): number {
    const key = place ? `${place.lat},${place.long}` : `${area}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#spots.push({ place, area: place ? null : area }) - 1;
      this.#ids.set(key, id);
    }
    return id;
  }

  /** The places within reach of one, itself among them. */
  around(id: number): readonly number[] {
    let found = this.#near.get(id);
    if (!found) {
      const here = this.#spots[id]!;
      found = [...this.#spots.keys()].filter((other) => other === id || this.isNear(here, this.#spots[other]!));
      this.#near.set(id, found);
    }
    return found;
  }

  /** Not farther than so many miles in a straight line. What has no place on the map is near nothing but its own area. */
  private isNear({ place: a }: Spot, { place: b }: Spot): boolean {
    return a !== null && b !== null && milesBetween(a, b) <= this.#miles;
  }
}
