import { ALONGSIDE, type Resident, SEXES } from './matching-file.ts';
import {
  isMaybeAge,
  isMaybeFlag,
  isMaybeOneOf,
  isMaybeTexts,
  isObject,
  type Problems,
  unknown,
} from './plain-checks.ts';

/** What the rules need to know of the people who live in a home, put together. */
export interface Household {
  /** How many people live there; -1 unknown. */
  readonly residents: number;
  /** Infinite where nobody's age is known. */
  readonly youngest: number;
  readonly oldest: number;
  readonly someAgeUnknown: boolean;
  readonly someoneSolo: boolean;
  /** The oldest resident who can live with older children only; the youngest who can live with younger ones only. */
  readonly oldestWantingOlder: number;
  readonly youngestWantingYounger: number;
  /** Some resident's wish, or the age of one who has a wish about ages, is unknown. */
  readonly someWishUnknown: boolean;
  readonly fostered: number;
  readonly perhapsFostered: number;
}

/** Checks the people who live in home `at`, notes whose brothers and sisters they are, and puts them together. */
export function readHousehold(
  people: unknown,
  at: number,
  problems: Problems,
  siblingsOf: Map<string, Map<number, number>>,
): Household {
  if (unknown(people)) return UNKNOWN;
  if (!Array.isArray(people)) {
    problems.add(`homes[${at}].residents`, 'a list, or null', people);
    return UNKNOWN;
  }
  if (people.length === 0) return NOBODY;
  let youngest = Number.POSITIVE_INFINITY;
  let oldest = Number.NEGATIVE_INFINITY;
  let oldestWantingOlder = Number.NEGATIVE_INFINITY;
  let youngestWantingYounger = Number.POSITIVE_INFINITY;
  let someAgeUnknown = false;
  let someoneSolo = false;
  let someWishUnknown = false;
  let fostered = 0;
  let perhapsFostered = 0;
  for (let position = 0; position < people.length; position++) {
    const raw: unknown = people[position];
    if (!isResident(raw)) {
      const expected = 'age, sex, alongside, risksToOthers, fostered and siblingOf of their kinds, or null';
      problems.add(`homes[${at}].residents[${position}]`, expected, raw);
      return UNKNOWN;
    }
    const one = raw as Resident;
    const age = one.age ?? null;
    if (age === null) someAgeUnknown = true;
    else {
      if (age < youngest) youngest = age;
      if (age > oldest) oldest = age;
    }
    const wish = one.alongside ?? null;
    if (wish === null || (age === null && (wish === 'only-older' || wish === 'only-younger'))) someWishUnknown = true;
    if (wish === 'solo') someoneSolo = true;
    if (age !== null && wish === 'only-older' && age > oldestWantingOlder) oldestWantingOlder = age;
    if (age !== null && wish === 'only-younger' && age < youngestWantingYounger) youngestWantingYounger = age;
    if (isFostered(one)) fostered++;
    else if (isPerhapsFostered(one)) perhapsFostered++;
    if (one.siblingOf) noteSiblings(one.siblingOf, at, siblingsOf);
  }
  return {
    residents: people.length,
    youngest,
    oldest,
    someAgeUnknown,
    someoneSolo,
    oldestWantingOlder,
    youngestWantingYounger,
    someWishUnknown,
    fostered,
    perhapsFostered,
  };
}

const NOBODY: Household = {
  residents: 0,
  youngest: Number.POSITIVE_INFINITY,
  oldest: Number.NEGATIVE_INFINITY,
  someAgeUnknown: false,
  someoneSolo: false,
  oldestWantingOlder: Number.NEGATIVE_INFINITY,
  youngestWantingYounger: Number.POSITIVE_INFINITY,
  someWishUnknown: false,
  fostered: 0,
  perhapsFostered: 0,
};

const UNKNOWN: Household = { ...NOBODY, residents: -1 };

function isResident(raw: unknown): boolean {
  return (
    isObject(raw) &&
    isMaybeAge(raw.age) &&
    isMaybeOneOf(SEXES, raw.sex) &&
    isMaybeOneOf(ALONGSIDE, raw.alongside) &&
    isMaybeTexts(raw.risksToOthers) &&
    isMaybeFlag(raw.fostered) &&
    isMaybeTexts(raw.siblingOf)
  );
}

function noteSiblings(children: readonly string[], h: number, siblingsOf: Map<string, Map<number, number>>): void {
  for (const child of new Set(children)) {
    const where = siblingsOf.get(child) ?? new Map<number, number>();
    siblingsOf.set(child, where.set(h, (where.get(h) ?? 0) + 1));
  }
}

const ADULT = 18;

/** A fostered child: somebody of 18 or more who stays put is no longer one. */
export function isFostered(one: Resident): boolean {
  return one.fostered === true && (one.age ?? 0) < ADULT;
}

export function isPerhapsFostered(one: Resident): boolean {
  return (one.fostered ?? null) === null && (one.age ?? 0) < ADULT;
}
