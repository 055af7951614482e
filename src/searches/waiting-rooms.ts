import { type HomeForSearch, homeForMatching } from '../homes/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { Room } from '../matching/index.ts';

/** Children who come to a home together, on a day. */
export interface Coming {
  readonly day: PlainDate;
  /** For each child, whether an adapted room is known to be needed. */
  readonly adapted: readonly boolean[];
}

/** More than a household that comes has; a search of rooms beyond it would not end. */
const MOST_CHILDREN = 10;

/**
 * Gives every child who comes a room that is free on their day and, where they need it, adapted. Two may share a room
 * that is allowed for it when they are brothers and sisters of one search, never children of different searches.
 *
 * @param row the home with those who live there already
 * @returns for each who come their rooms, as they are on their day; null where the rooms do not hold them all
 */
export function roomsFor(row: HomeForSearch, comings: readonly Coming[]): readonly (readonly Room[])[] | null {
  const there = comings.map(({ day }) => roomsOn(row, day));
  const children = comings
    .flatMap(({ adapted }, unit) => adapted.map((needs) => ({ unit, needs })))
    .sort((a, b) => Number(b.needs) - Number(a.needs) || a.unit - b.unit);
  if (children.length > MOST_CHILDREN) return null;
  const used = row.rooms.map(() => ({ unit: -1, children: 0 }));
  const place = (at: number): boolean => {
    const child = children[at];
    if (!child) return true;
    const rooms = there[child.unit] ?? [];
    for (let r = 0; r < rooms.length; r++) {
      const room = rooms[r];
      const taken = used[r];
      if (!room || !taken || (child.needs && !mayBeAdapted(room, row))) continue;
      const before = { ...taken };
      if (taken.children > 0 && !(taken.unit === child.unit && taken.children < 2 && room.mayShare)) continue;
      used[r] = { unit: child.unit, children: taken.children + 1 };
      if (place(at + 1)) return true;
      used[r] = before;
    }
    return false;
  };
  if (!place(0)) return null;
  return comings.map((_, unit) => used.flatMap((each, r) => (each.unit === unit ? (there[unit]?.[r] ?? []) : [])));
}

function mayBeAdapted(room: Room, row: HomeForSearch): boolean {
  return (room.adapted ?? row.adapted) !== false;
}

/**
 * Each room of a home as it is on a day, by its place in the row: null where it is not free by then. Where some rooms are
 * known to be free the others are not; where nobody has ever said anything any of them may be.
 */
export function roomsOn(row: HomeForSearch, day: PlainDate): readonly (Room | null)[] {
  const days = known.get(row) ?? new Map<PlainDate, readonly (Room | null)[]>();
  known.set(row, days);
  const found = days.get(day) ?? readRooms(row, day);
  days.set(day, found);
  return found;
}

/** Rows are kept from one look to the next, and searches ask for a month or two of days. */
const known = new WeakMap<HomeForSearch, Map<PlainDate, readonly (Room | null)[]>>();

function readRooms(row: HomeForSearch, day: PlainDate): readonly (Room | null)[] {
  const { freeFrom } = homeForMatching(row, day);
  if (freeFrom === null) return row.rooms.map(() => null);
  return row.rooms.map((room) => {
    const alone = homeForMatching({ ...row, rooms: [room] }, day).roomsDetail?.[0];
    if (!alone) return null;
    if (freeFrom === undefined) return alone;
    return alone.freeFrom && alone.freeFrom <= day ? alone : null;
  });
}
