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
import type { HomeFacts } from './prepared-homes.ts';

/** Checks the people who live in home `at`, notes whose brothers and sisters they are, and puts them together. */
export function readHousehold(
  people: unknown,
  at: number,
  problems: Problems,
  facts: HomeFacts,
  siblingsOf: Map<string, Map<number, number>>,
): void {
  if (unknown(people)) return;
  if (!Array.isArray(people)) {
    problems.add(`homes[${at}].residents`, 'a list, or null', people);
    return;
  }
  facts.residents[at] = people.length;
  for (let position = 0; position < people.length; position++) {
    const raw: unknown = people[position];
    if (!isResident(raw)) {
      const expected = 'age, sex, alongside, risksToOthers, fostered and siblingOf of their kinds, or null';
      problems.add(`homes[${at}].residents[${position}]`, expected, raw);
      return;
    }
    addResident(raw as Resident, at, facts);
    const { siblingOf } = raw as Resident;
    if (siblingOf) noteSiblings(siblingOf, at, siblingsOf);
  }
}

function addResident(one: Resident, at: number, facts: HomeFacts): void {
  const age = one.age ?? null;
  const wish = one.alongside ?? null;
  if (age === null) {
    facts.someAgeUnknown[at] = 1;
    if (wish === 'only-older' || wish === 'only-younger') facts.someWishUnknown[at] = 1;
  } else {
    if (age < facts.youngest[at]!) facts.youngest[at] = age;
    if (age > facts.oldest[at]!) facts.oldest[at] = age;
    if (wish === 'only-older' && age > facts.oldestWantingOlder[at]!) facts.oldestWantingOlder[at] = age;
    if (wish === 'only-younger' && age < facts.youngestWantingYounger[at]!) facts.youngestWantingYounger[at] = age;
  }
  if (wish === null) facts.someWishUnknown[at] = 1;
  if (wish === 'solo') facts.someoneSolo[at] = 1;
  if (isFostered(one)) facts.fostered[at]!++;
  else if (isPerhapsFostered(one)) facts.perhapsFostered[at]!++;
}

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
