import { milesBetween } from '../kernel/index.ts';
import type { ChildFacts } from './prepared-children.ts';
import { type HomeFacts, KIND, type PreparedHomes } from './prepared-homes.ts';
import { type Household, isFostered, isPerhapsFostered } from './read-household.ts';
import { roomsHold } from './rooms.ts';
import { RULE_CODES, type RuleCode } from './rule-book.ts';

/**
 * What may not be: each rule says fine, ask, or out, from known facts alone. A fact that is not known and could
 * make the rule fail is "ask"; only what is known rules a home out. The words are in rule-words.ts.
 */
export const FINE = 0;
export const ASK = 1;
export const OUT = 2;
export type Verdict = typeof FINE | typeof ASK | typeof OUT;

/** The group that asks for a home, and when. */
export interface Asking {
  readonly group: readonly ChildFacts[];
  /** `yyyymmdd`. */
  readonly neededBy: number;
  /** A room confirmed on or after this day needs no new question. */
  readonly confirmedFrom: number;
  /** How many children are known to need an adapted room, and how many more may. */
  readonly adapted: number;
  readonly perhapsAdapted: number;
}

export const GROUP_RULES: Readonly<
  Partial<Record<RuleCode, (asking: Asking, homes: PreparedHomes, h: number) => Verdict>>
> = {
  'no-room': (asking, homes, h) => {
    const { freeFrom, confirmed } = homes.facts[h]!;
    if (freeFrom === Number.POSITIVE_INFINITY) return OUT;
    return Number.isNaN(freeFrom) || !(confirmed >= asking.confirmedFrom) ? ASK : FINE;
  },
  'not-free-in-time': (asking, homes, h) => lateness(asking, homes.facts[h]!),
  'too-few-rooms': (asking, homes, h) => shortage(asking, homes.facts[h]!),
  'usual-limit': usualLimit,
};

export const CHILD_RULES: Readonly<
  Partial<Record<RuleCode, (child: ChildFacts, asking: Asking, homes: PreparedHomes, h: number) => Verdict>>
> = {
  age: (child, _asking, homes, h) => {
    const { minAge, maxAge } = homes.facts[h]!;
    if (child.age < minAge || child.age > maxAge) return OUT;
    return child.age >= minAge && child.age <= maxAge ? FINE : ASK;
  },
  sex: (child, _asking, homes, h) => {
    const { sexes } = homes.facts[h]!;
    if (sexes === 3) return FINE;
    if (sexes === 0 || child.sex === 0) return ASK;
    return (sexes & child.sex) === 0 ? OUT : FINE;
  },
  'kind-unsuitable': (child, _asking, homes, h) =>
    child.suitability[homes.facts[h]!.kind] === 'unsuitable' ? OUT : FINE,
  'not-connected': (child, _asking, homes, h) => {
    if (homes.facts[h]!.kind !== KIND.kinship) return FINE;
    const approvedFor = homes.homes[h]!.connectedTo;
    if (!approvedFor) return ASK;
    return approvedFor.includes(child.id) ? FINE : OUT;
  },
  'supported-under-16': (child, _asking, homes, h) => {
    if (homes.facts[h]!.kind !== KIND.supported || child.age >= 16) return FINE;
    return child.age < 16 ? OUT : ASK;
  },
  'secure-without-order': (child, _asking, homes, h) => {
    if (homes.facts[h]!.kind !== KIND.secure || child.secureOrder === 1) return FINE;
    return child.secureOrder === 0 ? OUT : ASK;
  },
  'avoid-area': avoidArea,
  adaptation: (child, asking, homes, h) => adaptation(child, asking, homes.facts[h]!),
  pets: (child, _asking, homes, h) => {
    const { pets } = homes.facts[h]!;
    if (child.pets === 'can') return FINE;
    if (child.pets === 'unknown' || pets === -1) return ASK;
    return (child.pets === 'no') === (pets === 1) ? OUT : FINE;
  },
  'alongside-child': (child, _asking, homes, h) => alongsideChild(child, homes.facts[h]!.household),
  'alongside-resident': (child, _asking, homes, h) => alongsideResident(child, homes.facts[h]!.household),
};

/** Bits of the masks in which verdicts are kept: the position of the rule in the rule book. */
export const BIT: Readonly<Record<RuleCode, number>> = Object.fromEntries(
  RULE_CODES.map((code, at) => [code, 1 << at]),
) as Record<RuleCode, number>;

/** A home that says it has a room but describes none that is free has too few rooms, and is not late. */
function lateness(asking: Asking, home: HomeFacts): Verdict {
  if (home.freeFrom === Number.POSITIVE_INFINITY) return FINE;
  if (!home.knownRooms) {
    if (Number.isNaN(home.freeFrom)) return ASK;
    return home.freeFrom > asking.neededBy ? OUT : FINE;
  }
  const ever = { children: asking.group.length, adapted: 0, by: Number.POSITIVE_INFINITY };
  const inTime = { ...ever, by: asking.neededBy };
  if (!roomsHold(home.knownRooms, home.rooms, ever, true)) {
    const noneInTime = home.knownRooms.length > 0 && home.knownRooms.every((room) => room.free > asking.neededBy);
    return noneInTime ? OUT : FINE;
  }
  if (!roomsHold(home.knownRooms, home.rooms, inTime, true)) return OUT;
  const someDayUnknown = home.knownRooms.some((room) => Number.isNaN(room.free));
  return someDayUnknown && !roomsHold(home.knownRooms, home.rooms, inTime, false) ? ASK : FINE;
}

function shortage(asking: Asking, home: HomeFacts): Verdict {
  const asked = { children: asking.group.length, adapted: 0, by: Number.POSITIVE_INFINITY };
  if (home.knownRooms) {
    if (!roomsHold(home.knownRooms, home.rooms, asked, true)) return OUT;
    const dated = home.knownRooms.map((room) => ({ ...room, free: 0 }));
    return roomsHold(dated, home.rooms, asked, false) ? FINE : ASK;
  }
  if (Number.isNaN(home.rooms)) return ASK;
  return home.rooms < asked.children ? OUT : FINE;
}

/**
 * One room that is both free in time and adapted, for each child who needs it. Where no room is free in time at
 * all, that is said by its own rule and adaptation is judged on the rooms there will be.
 */
function adaptation(child: ChildFacts, asking: Asking, home: HomeFacts): Verdict {
  if (child.adaptations === 0) return FINE;
  if (!home.knownRooms) {
    if (home.adapted === 1) return FINE;
    return home.adapted === 0 && child.adaptations === 1 ? OUT : ASK;
  }
  const late = lateness(asking, home) === OUT;
  const short = shortage(asking, home) === OUT;
  const by = late ? Number.POSITIVE_INFINITY : asking.neededBy;
  const children = late || short ? 0 : asking.group.length;
  const limit = short ? Number.NaN : home.rooms;
  const holds = (adapted: number, hopeful: boolean) => {
    const asked = { children: Math.max(children, adapted), adapted, by };
    return roomsHold(home.knownRooms!, limit, asked, hopeful);
  };
  if (child.adaptations === 1 && !holds(asking.adapted, true)) return OUT;
  return holds(asking.adapted + asking.perhapsAdapted, false) ? FINE : ASK;
}

function avoidArea(child: ChildFacts, _asking: Asking, homes: PreparedHomes, h: number): Verdict {
  if (child.avoid === null) return ASK;
  if (child.avoid.length === 0) return FINE;
  const x = homes.x[h]!;
  if (Number.isNaN(x)) return ASK;
  let verdict: Verdict = FINE;
  for (const area of child.avoid) {
    if (Number.isNaN(area.miles)) verdict = ASK;
    else if (nearerThan(area.at, homes, h, area.miles) && milesTo(area, homes, h) <= area.miles) return OUT;
  }
  return verdict;
}

/** Cheap and a little too generous: the straight line through the earth, against the distance over the ground. */
function nearerThan(at: readonly [number, number, number], homes: PreparedHomes, h: number, miles: number): boolean {
  const [dx, dy, dz] = [homes.x[h]! - at[0], homes.y[h]! - at[1], homes.z[h]! - at[2]];
  const reach = (miles + 0.001) / 3958;
  return dx * dx + dy * dy + dz * dz <= reach * reach;
}

function milesTo(area: { lat: number; long: number }, homes: PreparedHomes, h: number): number {
  return milesBetween(area, homes.homes[h]!.at!);
}

function alongsideChild(child: ChildFacts, home: Household): Verdict {
  const wish = child.alongside;
  if (home.residents === 0 || wish === 'others' || wish === 'no-preference') return FINE;
  if (wish === null || home.residents < 0) return ASK;
  if (wish === 'solo') return OUT;
  if (Number.isNaN(child.age)) return ASK;
  const wrong = wish === 'only-older' ? home.youngest < child.age : home.oldest > child.age;
  const same = wish === 'only-older' ? home.youngest === child.age : home.oldest === child.age;
  return wrong ? OUT : same || home.someAgeUnknown ? ASK : FINE;
}

function alongsideResident(child: ChildFacts, home: Household): Verdict {
  if (home.residents === 0) return FINE;
  if (home.residents < 0) return ASK;
  if (home.someoneSolo) return OUT;
  const { oldestWantingOlder, youngestWantingYounger } = home;
  if (child.age < oldestWantingOlder || child.age > youngestWantingYounger) return OUT;
  const somebodyMinds = Number.isFinite(oldestWantingOlder) || Number.isFinite(youngestWantingYounger);
  const same = child.age === oldestWantingOlder || child.age === youngestWantingYounger;
  return same || home.someWishUnknown || (somebodyMinds && Number.isNaN(child.age)) ? ASK : FINE;
}

const USUAL_LIMIT = 3;

/**
 * Fostered children there and coming, unless all of them are brothers and sisters of each other. Children who ask
 * as one group are taken to be; a child who lives there is one when `siblingOf` names every child who comes.
 */
function usualLimit(asking: Asking, homes: PreparedHomes, h: number): Verdict {
  const { kind, household: home } = homes.facts[h]!;
  if (kind !== KIND.fostering && kind !== KIND.kinship) return FINE;
  if (home.residents < 0) return ASK;
  const coming = asking.group.length;
  if (coming + home.fostered + home.perhapsFostered <= USUAL_LIMIT) return FINE;
  const there = homes.homes[h]!.residents!;
  const isBrotherOrSister = (one: (typeof there)[number]) =>
    asking.group.every((child) => one.siblingOf?.includes(child.id) === true);
  const fostered = there.filter(isFostered);
  if (coming + fostered.length > USUAL_LIMIT && !fostered.every(isBrotherOrSister)) return OUT;
  return there.filter((one) => isFostered(one) || isPerhapsFostered(one)).every(isBrotherOrSister) ? FINE : ASK;
}
