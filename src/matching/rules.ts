import { milesBetween } from '../kernel/index.ts';
import type { Resident } from './matching-file.ts';
import type { ChildFacts } from './prepared-children.ts';
import { type HomeFacts, KIND, type PreparedHomes } from './prepared-homes.ts';
import { isFostered, isPerhapsFostered } from './read-household.ts';
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

/** What one rule says of a home. */
export type Judge = (h: number) => Verdict;

/**
 * A rule looks once at who asks, then at every home; null where it can fail for no home, so that none is looked at.
 * One loop over the homes for one rule reads a few columns from end to end, which is quick.
 */
export type GroupRule = (asking: Asking, homes: PreparedHomes) => Judge | null;
export type ChildRule = (child: ChildFacts, asking: Asking, homes: PreparedHomes) => Judge | null;

export const GROUP_RULES: Readonly<Partial<Record<RuleCode, GroupRule>>> = {
  'no-room': (asking, { facts: { freeFrom, confirmed } }) => {
    const { confirmedFrom } = asking;
    return (h) => {
      if (freeFrom[h] === Number.POSITIVE_INFINITY) return OUT;
      return Number.isNaN(freeFrom[h]) || !(confirmed[h]! >= confirmedFrom) ? ASK : FINE;
    };
  },
  'not-free-in-time': (asking, { facts }) => {
    return (h) => lateness(asking, facts, h);
  },
  'too-few-rooms': (asking, { facts }) => {
    return (h) => shortage(asking, facts, h);
  },
  'usual-limit': usualLimit,
};

export const CHILD_RULES: Readonly<Partial<Record<RuleCode, ChildRule>>> = {
  age: ({ age }, _asking, { facts: { minAge, maxAge } }) => {
    return (h) => {
      if (age < minAge[h]! || age > maxAge[h]!) return OUT;
      return age >= minAge[h]! && age <= maxAge[h]! ? FINE : ASK;
    };
  },
  sex: ({ sex }, _asking, { facts: { sexes } }) => {
    return (h) => {
      if (sexes[h] === 3) return FINE;
      if (sexes[h] === 0 || sex === 0) return ASK;
      return (sexes[h]! & sex) === 0 ? OUT : FINE;
    };
  },
  'kind-unsuitable': ({ suitability }, _asking, { facts: { kind } }) => {
    if (!suitability.includes('unsuitable')) return null;
    return (h) => (suitability[kind[h]!] === 'unsuitable' ? OUT : FINE);
  },
  'not-connected': ({ id }, _asking, { facts: { kind }, homes }) => {
    return (h) => {
      if (kind[h] !== KIND.kinship) return FINE;
      const approvedFor = homes[h]!.connectedTo;
      if (!approvedFor) return ASK;
      return approvedFor.includes(id) ? FINE : OUT;
    };
  },
  'supported-under-16': ({ age }, _asking, { facts: { kind } }) => {
    if (age >= 16) return null;
    const under = age < 16 ? OUT : ASK;
    return (h) => (kind[h] === KIND.supported ? under : FINE);
  },
  'secure-without-order': ({ secureOrder }, _asking, { facts: { kind } }) => {
    if (secureOrder === 1) return null;
    const without = secureOrder === 0 ? OUT : ASK;
    return (h) => (kind[h] === KIND.secure ? without : FINE);
  },
  'avoid-area': avoidArea,
  adaptation: (child, asking, { facts }) => {
    if (child.adaptations === 0) return null;
    return (h) => adaptation(child, asking, facts, h);
  },
  pets: ({ pets: wish }, _asking, { facts: { pets } }) => {
    if (wish === 'can') return null;
    if (wish === 'unknown') return () => ASK;
    const wrong = wish === 'no' ? 1 : 0;
    return (h) => (pets[h] === -1 ? ASK : pets[h] === wrong ? OUT : FINE);
  },
  'alongside-child': alongsideChild,
  'alongside-resident': alongsideResident,
};

/** Bits of the masks in which verdicts are kept: the position of the rule in the rule book. */
export const BIT: Readonly<Record<RuleCode, number>> = Object.fromEntries(
  RULE_CODES.map((code, at) => [code, 1 << at]),
) as Record<RuleCode, number>;

/** A home that says it has a room but describes none that is free has too few rooms, and is not late. */
function lateness(asking: Asking, { freeFrom, knownRooms, rooms }: HomeFacts, h: number): Verdict {
  if (freeFrom[h] === Number.POSITIVE_INFINITY) return FINE;
  const known = knownRooms[h]!;
  if (!known) {
    if (Number.isNaN(freeFrom[h])) return ASK;
    return freeFrom[h]! > asking.neededBy ? OUT : FINE;
  }
  const limit = rooms[h]!;
  const ever = { children: asking.group.length, adapted: 0, by: Number.POSITIVE_INFINITY };
  const inTime = { ...ever, by: asking.neededBy };
  if (!roomsHold(known, limit, ever, true)) {
    const noneInTime = known.length > 0 && known.every((room) => room.free > asking.neededBy);
    return noneInTime ? OUT : FINE;
  }
  if (!roomsHold(known, limit, inTime, true)) return OUT;
  const someDayUnknown = known.some((room) => Number.isNaN(room.free));
  return someDayUnknown && !roomsHold(known, limit, inTime, false) ? ASK : FINE;
}

function shortage(asking: Asking, { knownRooms, rooms }: HomeFacts, h: number): Verdict {
  const known = knownRooms[h]!;
  const limit = rooms[h]!;
  if (known) {
    const asked = { children: asking.group.length, adapted: 0, by: Number.POSITIVE_INFINITY };
    if (!roomsHold(known, limit, asked, true)) return OUT;
    const dated = known.map((room) => ({ ...room, free: 0 }));
    return roomsHold(dated, limit, asked, false) ? FINE : ASK;
  }
  if (Number.isNaN(limit)) return ASK;
  return limit < asking.group.length ? OUT : FINE;
}

/**
 * One room that is both free in time and adapted, for each child who needs it. Where no room is free in time at
 * all, that is said by its own rule and adaptation is judged on the rooms there will be.
 */
function adaptation(child: ChildFacts, asking: Asking, facts: HomeFacts, h: number): Verdict {
  const known = facts.knownRooms[h]!;
  if (!known) {
    if (facts.adapted[h] === 1) return FINE;
    return facts.adapted[h] === 0 && child.adaptations === 1 ? OUT : ASK;
  }
  const late = lateness(asking, facts, h) === OUT;
  const short = shortage(asking, facts, h) === OUT;
  const by = late ? Number.POSITIVE_INFINITY : asking.neededBy;
  const children = late || short ? 0 : asking.group.length;
  const limit = short ? Number.NaN : facts.rooms[h]!;
  const holds = (adapted: number, hopeful: boolean) => {
    const asked = { children: Math.max(children, adapted), adapted, by };
    return roomsHold(known, limit, asked, hopeful);
  };
  if (child.adaptations === 1 && !holds(asking.adapted, true)) return OUT;
  return holds(asking.adapted + asking.perhapsAdapted, false) ? FINE : ASK;
}

function avoidArea({ avoid }: ChildFacts, _asking: Asking, homes: PreparedHomes): Judge | null {
  if (avoid === null) return () => ASK;
  if (avoid.length === 0) return null;
  return (h) => {
    if (Number.isNaN(homes.x[h])) return ASK;
    let verdict: Verdict = FINE;
    for (let a = 0; a < avoid.length; a++) {
      const area = avoid[a]!;
      if (Number.isNaN(area.miles)) verdict = ASK;
      else if (nearerThan(area.at, homes, h, area.miles) && milesTo(area, homes, h) <= area.miles) return OUT;
    }
    return verdict;
  };
}

/** Cheap and a little too generous: the straight line through the earth, against the distance over the ground. */
function nearerThan(at: readonly [number, number, number], homes: PreparedHomes, h: number, miles: number): boolean {
  const dx = homes.x[h]! - at[0];
  const dy = homes.y[h]! - at[1];
  const dz = homes.z[h]! - at[2];
  const reach = (miles + 0.001) / 3958;
  return dx * dx + dy * dy + dz * dz <= reach * reach;
}

function milesTo(area: { lat: number; long: number }, homes: PreparedHomes, h: number): number {
  return milesBetween(area, homes.homes[h]!.at!);
}

function alongsideChild({ alongside: wish, age }: ChildFacts, _asking: Asking, { facts }: PreparedHomes): Judge | null {
  if (wish === 'others' || wish === 'no-preference') return null;
  const { residents, youngest, oldest, someAgeUnknown } = facts;
  return (h) => {
    if (residents[h] === 0) return FINE;
    if (wish === null || residents[h]! < 0) return ASK;
    if (wish === 'solo') return OUT;
    if (Number.isNaN(age)) return ASK;
    const wrong = wish === 'only-older' ? youngest[h]! < age : oldest[h]! > age;
    const same = wish === 'only-older' ? youngest[h] === age : oldest[h] === age;
    return wrong ? OUT : same || someAgeUnknown[h] === 1 ? ASK : FINE;
  };
}

function alongsideResident({ age }: ChildFacts, _asking: Asking, { facts }: PreparedHomes): Judge {
  const { residents, someoneSolo, oldestWantingOlder, youngestWantingYounger, someWishUnknown } = facts;
  return (h) => {
    if (residents[h] === 0) return FINE;
    if (residents[h]! < 0) return ASK;
    if (someoneSolo[h] === 1) return OUT;
    const oldest = oldestWantingOlder[h]!;
    const youngest = youngestWantingYounger[h]!;
    if (age < oldest || age > youngest) return OUT;
    const somebodyMinds = Number.isFinite(oldest) || Number.isFinite(youngest);
    const same = age === oldest || age === youngest;
    return same || someWishUnknown[h] === 1 || (somebodyMinds && Number.isNaN(age)) ? ASK : FINE;
  };
}

const USUAL_LIMIT = 3;

/**
 * Fostered children there and coming, unless all of them are brothers and sisters of each other. Children who ask
 * as one group are taken to be; a child who lives there is one when `siblingOf` names every child who comes.
 */
function usualLimit({ group }: Asking, { facts, homes }: PreparedHomes): Judge {
  const { kind, residents, fostered, perhapsFostered } = facts;
  const coming = group.length;
  const isBrotherOrSister = (one: Resident) => group.every((child) => one.siblingOf?.includes(child.id) === true);
  return (h) => {
    if (kind[h] !== KIND.fostering && kind[h] !== KIND.kinship) return FINE;
    if (residents[h]! < 0) return ASK;
    if (coming + fostered[h]! + perhapsFostered[h]! <= USUAL_LIMIT) return FINE;
    const there = homes[h]!.residents!;
    const known = there.filter(isFostered);
    if (coming + known.length > USUAL_LIMIT && !known.every(isBrotherOrSister)) return OUT;
    return there.filter((one) => isFostered(one) || isPerhapsFostered(one)).every(isBrotherOrSister) ? FINE : ASK;
  };
}
