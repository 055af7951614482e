import { ageOn, DOMAINS, type PlainDate } from '../kernel/index.ts';
import type { Home, Resident, Room, Sex } from '../matching/index.ts';
import { type HomeKind, type Sector, termsOn } from './home.ts';
import type { HomeForSearch, ResidentRow } from './homes-for-search.ts';
import { usableFrom } from './room-state.ts';
import type { EvidenceBy } from './skill.ts';

/** What the engine is told of a home, and nothing more: no name, no address, nothing that is not weighed or checked. */
export type MatchingHome = Home & { readonly kind: HomeKind; readonly sector: Sector };

/** How a home is named in the engine and in addresses of pages: unique across organisations. */
export function homeKey(home: { readonly organisation_id: string; readonly home_id: string }): string {
  return `${home.organisation_id}/${home.home_id}`;
}

/** The part of a page's address that names a home: after `/homes`, or after `/searches/…/homes`. */
export function homePath(home: { readonly organisation_id: string; readonly home_id: string }): string {
  return `/${encodeURIComponent(home.organisation_id)}/${encodeURIComponent(home.home_id)}`;
}

/** False for a home that only a return speaks of: no rooms, no terms, so who else lives there is not known either. */
export function isDescribed(home: Pick<HomeForSearch, 'rooms' | 'registration'>): boolean {
  return home.rooms.length > 0 || home.registration.length > 0;
}

/** False where an organisation that runs the home does not share who lives there with the actor's. */
export function tellsHousehold(home: Pick<HomeForSearch, 'household_shared'>): boolean {
  return home.household_shared !== false;
}

/** Those who live there on a day, or are about to: whoever has left by then is gone. Positions are the engine's. */
export function residentsOn(home: Pick<HomeForSearch, 'residents'>, on: PlainDate): readonly ResidentRow[] {
  const { residents } = home;
  return residents.every((each) => staysPast(each, on)) ? residents : residents.filter((each) => staysPast(each, on));
}

function staysPast(resident: ResidentRow, on: PlainDate): boolean {
  return resident.until == null || resident.until > on;
}

/**
 * A home as the engine reads it for a day on which a home is needed. Unknown stays null.
 *
 * - Rooms count while somebody has said they are free and they are in service; places of the registration in force on
 *   that day, less the children who live there, are the limit. A registration that has ended leaves no place.
 * - `rooms`: those usable by the day; where none is, those usable later, so that "too late" and "too few" stay apart.
 * - `confirmed`: the oldest word among those rooms, and none where a child has moved in since it was given.
 * - Where no room is known to be free, and there are rooms of which nobody has ever said anything (or no rooms are
 *   recorded at all), `freeFrom` is absent: whether there is a room is not known, so it is asked and rules nothing out.
 *   The rooms themselves, and the places left, stay known. Only what somebody said, an ended registration, places that
 *   are all taken, or rooms out of service on the day make it null: no room.
 *
 * @param siblings for a resident of `authority/child`, the searching children whose brother or sister they are
 */
export function homeForMatching(
  row: HomeForSearch,
  on: PlainDate,
  siblings?: ReadonlyMap<string, readonly string[]>,
): MatchingHome {
  const terms = termsOn(row.registration, on);
  const people = residentsOn(row, on);
  const vacancy = vacancyOn(row, people, terms, on);
  const home = {
    ...sameEveryDay(row),
    ...vacancy,
    registered: terms
      ? { minAge: terms.minAge, maxAge: terms.maxAge, sexes: terms.sexes as readonly Sex[] }
      : { minAge: null, maxAge: null, sexes: null },
    residents:
      people.length === 0 && !(isDescribed(row) && tellsHousehold(row))
        ? null
        : people.map((each) => residentForMatching(each, on, siblings)),
  };
  return row.kind === 'kinship' ? { ...home, connectedTo: row.connected } : home;
}

type SameEveryDay = Omit<MatchingHome, 'rooms' | 'freeFrom' | 'confirmed' | 'roomsDetail' | 'registered' | 'residents'>;

/** Rows are kept from one search to the next, so what does not hang on the day is worked out once for each. */
const worked = new WeakMap<HomeForSearch, SameEveryDay>();

function sameEveryDay(row: HomeForSearch): SameEveryDay {
  const known = worked.get(row);
  if (known) return known;
  const skills: Record<string, number | null> = {};
  const evidence: Record<string, { by: EvidenceBy; on: string }> = {};
  for (const domain of DOMAINS) {
    const said = row.skills[domain];
    if (!said) continue;
    skills[domain] = said.level;
    evidence[domain] = { by: said.by, on: said.on };
  }
  const same: SameEveryDay = {
    id: homeKey(row),
    kind: row.kind,
    at: row.lat === null || row.long === null ? null : { lat: row.lat, long: row.long },
    skills,
    evidence,
    pets: row.pets,
    adapted: row.adapted,
    languages: row.languages,
    interests: row.interests,
    weeklyFee: row.weekly_pence === null ? null : Number(row.weekly_pence) / 100,
    sector: row.sector,
  };
  worked.set(row, same);
  return same;
}

interface Vacancy {
  readonly rooms: number | null;
  /** Absent: not known. Null: no room. */
  readonly freeFrom?: string | null;
  readonly confirmed: string | null;
  readonly roomsDetail: readonly Room[] | null;
}

const NO_ROOM: Vacancy = { rooms: 0, freeFrom: null, confirmed: null, roomsDetail: [] };

function vacancyOn(
  row: HomeForSearch,
  people: readonly ResidentRow[],
  terms: { readonly places: number | null } | null,
  on: PlainDate,
): Vacancy {
  if (!terms && row.registration.length > 0) return NO_ROOM;
  let placed = 0;
  let lastMovedIn = '';
  for (const each of people) {
    if (!each.fostered) continue;
    placed += 1;
    if (each.from && each.from > lastMovedIn) lastMovedIn = each.from;
  }
  const left = terms?.places == null ? Number.POSITIVE_INFINITY : terms.places - placed;
  if (left <= 0) return NO_ROOM;
  const detail: Room[] = [];
  let inTime = 0;
  let freeFrom: string | null = null;
  let confirmed: string | null = null;
  for (const room of row.rooms) {
    const from = usableFrom(room.freeFrom, room.out, on);
    if (from === null) continue;
    detail.push({ freeFrom: from, adapted: room.adapted, mayShare: room.mayShare });
    if (from <= on) inTime += 1;
    if (freeFrom === null || from < freeFrom) freeFrom = from;
    if (room.confirmed !== null && (confirmed === null || room.confirmed < confirmed)) confirmed = room.confirmed;
  }
  if (freeFrom === null) return unsaidOn(row, left, on);
  return {
    rooms: Math.min(left, inTime > 0 ? inTime : detail.length),
    freeFrom,
    confirmed: confirmed !== null && lastMovedIn > confirmed ? null : confirmed,
    roomsDetail: detail,
  };
}

/** No room is known to be free: is that because nobody has ever said? */
function unsaidOn(row: HomeForSearch, left: number, on: PlainDate): Vacancy {
  if (row.rooms.length === 0) {
    // The places left are the most there can be, so that a large group is not sent to a small home.
    return { rooms: Number.isFinite(left) ? left : null, confirmed: null, roomsDetail: null };
  }
  const unsaid = row.rooms.filter((room) => room.confirmed === null && usableFrom(on, room.out, on) === on);
  if (unsaid.length === 0) return NO_ROOM;
  return {
    rooms: Math.min(left, unsaid.length),
    confirmed: null,
    roomsDetail: unsaid.map(({ adapted, mayShare }) => ({ adapted, mayShare })),
  };
}

function residentForMatching(
  each: ResidentRow,
  on: PlainDate,
  siblings: ReadonlyMap<string, readonly string[]> | undefined,
): Resident {
  const { profile } = each;
  const of = siblings && each.child ? siblings.get(`${each.authority}/${each.child}`) : undefined;
  return {
    age: each.born == null ? null : ageOn(each.born, on),
    sex: each.sex,
    alongside: profile?.alongside ?? null,
    needs: profile?.needs ?? {},
    risksToOthers: profile?.risksToOthers ?? null,
    fostered: each.fostered,
    ...(of ? { siblingOf: of } : {}),
  };
}
