import type { Frame, Point } from './map-projection.ts';
import type { Box } from './palette.ts';

/** Half a marker: a box closer than this to a wanted point would be covered by its marker. */
const NEAR = 12;

/** Remembers what is already drawn, so that markers and labels do not cover each other. */
export class Space {
  readonly frame: Frame;
  readonly #taken: Box[] = [];
  readonly #wanted: readonly Point[];

  /** @param wanted where markers would like to stand: words keep clear of them where they can */
  constructor(frame: Frame, wanted: readonly Point[]) {
    this.frame = frame;
    this.#wanted = wanted;
  }

  /** Of the boxes that are free, the one over the fewest wanted points, the first of equals; it is then taken. */
  takeBest(boxes: readonly Box[]): Box | undefined {
    let best: Box | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const box of boxes) {
      if (least === 0 || !this.isFree(box)) continue;
      const cost = this.#wanted.filter(
        ({ x, y }) =>
          x > box.x - NEAR && x < box.x + box.width + NEAR && y > box.y - NEAR && y < box.y + box.height + NEAR,
      ).length;
      if (cost < least) {
        least = cost;
        best = box;
      }
    }
    if (best !== undefined) this.take(best);
    return best;
  }

  take(box: Box): void {
    this.#taken.push(box);
  }

  isFree(box: Box): boolean {
    if (box.x < 2 || box.y < 2) return false;
    if (box.x + box.width > this.frame.width - 2 || box.y + box.height > this.frame.height - 2) return false;
    return !this.#taken.some(
      (other) =>
        box.x < other.x + other.width &&
        other.x < box.x + box.width &&
        box.y < other.y + other.height &&
        other.y < box.y + box.height,
    );
  }
}

export function around({ x, y }: Point, width: number, height = width): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

export interface Spot<T> {
  readonly item: T;
  /** Where it is on the grid. */
  readonly at: Point;
  /** Where it is drawn. */
  readonly drawn: Point;
  /** Others that found no room near by, and are counted here. */
  readonly others: T[];
}

/** On the spot, then all around it, then all around it further out. */
const STEPS: readonly Point[] = [
  { x: 0, y: 0 },
  ...[1, 1.9].flatMap((far) =>
    [0, 60, 120, 180, 240, 300].map((degrees) => ({
      x: far * Math.sin((degrees * Math.PI) / 180),
      y: -far * Math.cos((degrees * Math.PI) / 180),
    })),
  ),
];

/** More than this many are not pushed so far: lines to all of them would be harder to read than a count. */
const MANY = 25;

/**
 * Gives each item a place of its own near where it is, in the given order; one for which there is none is counted
 * with the nearest that has one.
 */
export function spread<T>(items: readonly { item: T; at: Point }[], size: number, space: Space): Spot<T>[] {
  const spots: Spot<T>[] = [];
  const steps = items.length > MANY ? STEPS.slice(0, 7) : STEPS;
  for (const { item, at } of items) {
    const drawn = steps
      .map((step) => ({ x: at.x + step.x * size, y: at.y + step.y * size }))
      .find((point) => space.isFree(around(point, size)));
    const near = drawn === undefined ? nearest(spots, at) : undefined;
    if (near !== undefined) near.others.push(item);
    else {
      const point = drawn ?? at;
      space.take(around(point, size));
      spots.push({ item, at, drawn: point, others: [] });
    }
  }
  return spots;
}

function nearest<T>(spots: readonly Spot<T>[], { x, y }: Point): Spot<T> | undefined {
  let best: Spot<T> | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const spot of spots) {
    const far = (spot.at.x - x) ** 2 + (spot.at.y - y) ** 2;
    if (far < least) {
      least = far;
      best = spot;
    }
  }
  return best;
}
