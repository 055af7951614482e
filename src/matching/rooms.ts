import type { Home, Room } from './matching-file.ts';

/**
 * Whether the free rooms hold the children. Each child is put into one room that is free in time and, where the
 * child needs it, adapted: two rooms that each fit by half never pass as one that fits.
 */
export interface KnownRoom {
  /** `yyyymmdd`; NaN: free, the day unknown. */
  readonly free: number;
  /** Null: unknown. */
  readonly adapted: boolean | null;
  readonly mayShare: boolean | null;
}

/** More rooms than any group of children fills; a file that names a million of them costs no more memory. */
const MOST_COUNTED = 50;

/** Two brothers or sisters to a room that may be shared. */
const SHARED = 2;

/**
 * The rooms of a home that has described them one by one; rooms it has but did not describe follow the home's own
 * date, and whether they are adapted is unknown unless the home is known not to be.
 */
export function knownRooms(home: Home, dateOf: (text: string) => number): KnownRoom[] | null {
  const detail = home.roomsDetail;
  if (!detail || detail.length === 0) return null;
  const homeFree = typeof home.freeFrom === 'string' ? dateOf(home.freeFrom) : Number.NaN;
  const rooms = detail.filter((room) => room.freeFrom !== null).map((room) => asKnown(room, home, homeFree, dateOf));
  const undescribed = Math.min(MOST_COUNTED, Math.max(0, (home.rooms ?? 0) - detail.length));
  for (let i = 0; i < undescribed; i++) {
    rooms.push({ free: homeFree, adapted: home.adapted === false ? false : null, mayShare: false });
  }
  return rooms;
}

function asKnown(room: Room, home: Home, homeFree: number, dateOf: (text: string) => number): KnownRoom {
  return {
    free: typeof room.freeFrom === 'string' ? dateOf(room.freeFrom) : homeFree,
    adapted: room.adapted ?? (home.adapted === false ? false : null),
    mayShare: room.mayShare ?? null,
  };
}

export interface RoomsAsked {
  readonly children: number;
  /** How many of them need an adapted room. */
  readonly adapted: number;
  /** `yyyymmdd`; Infinity: whenever. */
  readonly by: number;
}

/**
 * Whether `limit` of the rooms (NaN: no limit known) can hold the children, taking every unknown for the best
 * (`hopeful`) or for the worst. Exact: adapted rooms are taken largest first until the children who need one have
 * one, then the largest of what is left.
 */
export function roomsHold(rooms: readonly KnownRoom[], limit: number, asked: RoomsAsked, hopeful: boolean): boolean {
  const usable = rooms.filter((room) => (Number.isNaN(room.free) ? hopeful : room.free <= asked.by));
  const holds = (room: KnownRoom) => ((room.mayShare ?? hopeful) ? SHARED : 1);
  const byHolding = (a: KnownRoom, b: KnownRoom) => holds(b) - holds(a);
  const adapted = usable.filter((room) => room.adapted ?? hopeful).sort(byHolding);
  const most = Number.isNaN(limit) ? usable.length : limit;
  const taken: KnownRoom[] = [];
  let adaptedPlaces = 0;
  for (const room of adapted) {
    if (adaptedPlaces >= asked.adapted) break;
    taken.push(room);
    adaptedPlaces += holds(room);
  }
  if (adaptedPlaces < asked.adapted || taken.length > most) return false;
  const rest = usable.filter((room) => !taken.includes(room)).sort(byHolding);
  const chosen = [...taken, ...rest.slice(0, most - taken.length)];
  return chosen.reduce((places, room) => places + holds(room), 0) >= asked.children;
}
