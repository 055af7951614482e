import { dayNumber, fromDayNumber, fromParts, type SeededRandom, seededId } from '../src/kernel/index.ts';
import { type AgeBand, career, leaving } from './careers.ts';
import { ASSUMPTIONS, FIGURES } from './figures.ts';
import type { Authority } from './geography.ts';
import { YEAR } from './people.ts';
import { COMMUNITIES, type Community, ETHNICITIES, HOME_LANGUAGES, JOURNEYS, NAMES } from './people-names.ts';
import type { Child, Family, Group } from './population.ts';

/** Years of entries that are simulated: who came at birth may still be in care at 17, on every day of the kept history. */
export const YEARS_OF_ENTRIES = 23.7;
/** Whole return years of history that are kept, before the one that is running. */
export const YEARS_KEPT = 5;

/** Ages on entering by the first child of a family; brothers and sisters move the shares to the published ones. */
const FIRST_AGES: Readonly<Record<AgeBand, number>> = {
  'under 1': 0.265,
  '1-4': 0.08,
  '5-9': 0.1,
  '10-15': 0.235,
  '16+': 0.32,
};
const UNACCOMPANIED_STARTS = 0.19;
/** How many come on one day: one child, two brothers or sisters, three … */
const TOGETHER = { 1: 0.745, 2: 0.14, 3: 0.07, 4: 0.03, 5: 0.011, 6: 0.004 } as const;
const CHILDREN_A_FAMILY = Object.entries(TOGETHER).reduce((sum, [size, share]) => sum + Number(size) * share, 0);
/** All live together; otherwise they are parted into two or more groups. */
const ALL_TOGETHER: Readonly<Record<number, number>> = { 2: 0.79, 3: 0.68, 4: 0.56, 5: 0.42, 6: 0.36 };

/**
 * Everybody who was in care of one authority at some time from `from` to `asOf`.
 * @param inCare how many should be in care on `asOf`, on average
 */
export function familiesOf(
  random: SeededRandom,
  authority: Authority,
  asOf: number,
  from: number,
  inCare: number,
): Family[] {
  const startsADay = (inCare * FIGURES.startsForEachChildInCare) / YEAR;
  const familiesADay = startsADay / (CHILDREN_A_FAMILY * (1 - UNACCOMPANIED_STARTS) + UNACCOMPANIED_STARTS);
  const families: Family[] = [];
  let day = asOf - Math.round(YEARS_OF_ENTRIES * YEAR);
  let number = 0;
  for (;;) {
    day += random.exponential(1 / familiesADay);
    const entry = Math.floor(day);
    if (entry >= asOf) break;
    const family = makeFamily(random.fork(`family ${number++}`), authority, entry, asOf, from);
    if (family) families.push(family);
  }
  let returnNumber = 100_000 + authority.index;
  for (const family of families)
    for (const child of family.children) {
      returnNumber += 1 + Math.floor(child.random.fork('return').next() * 7);
      (child as { returnId: string }).returnId = String(returnNumber);
    }
  return families;
}

/** One family on the day its children come into care; null when all of them left before the kept years. */
function makeFamily(
  random: SeededRandom,
  authority: Authority,
  entry: number,
  asOf: number,
  from: number,
): Family | null {
  const unaccompanied = random.chance(UNACCOMPANIED_STARTS);
  const size = unaccompanied ? 1 : Number(random.weighted(TOGETHER));
  const ages = agesOf(random, size, unaccompanied);
  const way = leaving(random, ages[0] as number, unaccompanied);
  const exits = ages.map((age) => exitOf(random, way.days, way.way, age, entry));
  if (exits.every((exit) => exit.day <= from)) return null;
  const journey = unaccompanied
    ? random.weighted(
        Object.fromEntries(Object.entries(JOURNEYS).map(([key, { share }]) => [key, share])) as Record<
          keyof typeof JOURNEYS,
          number
        >,
      )
    : null;
  const ethnicity = journey ? JOURNEYS[journey].ethnicity : random.weighted(ETHNICITIES);
  const community: Community = journey ?? random.pick(COMMUNITIES[ethnicity] ?? (['british'] as const));
  const family: Family = {
    authority,
    home: random.pick(authority.spots),
    name: random.pick(NAMES[community].family),
    community,
    ethnicity,
    children: [],
    groups: [],
    hidden: random.chance(0.06),
  };
  const needs = needOf(random, ages[0] as number);
  const names = new Set<string>();
  ages.forEach((age, index) => {
    const part = random.fork(`child ${index}`);
    const sex = part.chance(unaccompanied ? ASSUMPTIONS.maleUnaccompanied : ASSUMPTIONS.male) ? 'male' : 'female';
    let given: string;
    do
      given = part.pick(
        NAMES[part.chance(ethnicity.startsWith('M') && !unaccompanied ? 0.5 : 0) ? 'british' : community][sex],
      );
    while (names.has(given) && names.size < 5);
    names.add(given);
    const exit = exits[index] as { day: number; rec: string };
    const home = HOME_LANGUAGES[community];
    family.children.push({
      id: seededId('ch', part),
      returnId: '',
      random: part,
      family,
      sex,
      given,
      born: Math.min(entry, Math.round(entry - age * YEAR)),
      unaccompanied,
      languages: journey
        ? [part.pick<string>(JOURNEYS[journey].languages)]
        : home && part.chance(0.45)
          ? ['English', part.pick(home)]
          : ['English'],
      need: Math.min(1, Math.max(0, needs + part.normal(0, 0.08))),
      entry,
      exit: exit.day > asOf ? null : exit.day,
      rec: exit.day > asOf ? '' : exit.rec,
      group: undefined as unknown as Group,
      script: null,
    });
  });
  for (const members of parted(random, family.children))
    addGroup(
      random,
      family,
      members,
      exits.map((each) => each.day),
      way.way,
      asOf,
    );
  return family;
}

function addGroup(
  random: SeededRandom,
  family: Family,
  members: Child[],
  exits: readonly number[],
  way: Parameters<typeof career>[1]['way'],
  asOf: number,
): void {
  const entry = members[0]?.entry as number;
  const until = Math.max(...members.map((child) => exits[family.children.indexOf(child)] as number));
  const ages = members.map((child) => (entry - child.born) / YEAR);
  const spells = career(random.fork(`career ${family.groups.length}`), {
    entry,
    until,
    eldest: Math.max(...ages),
    youngest: Math.min(...ages),
    size: members.length,
    way,
    unaccompanied: members.some((child) => child.unaccompanied),
    need: Math.max(...members.map((child) => child.need)),
  }).filter((spell) => spell.start < asOf);
  for (const spell of spells)
    if (spell.end !== null && spell.end > asOf) {
      // What the simulation knows of the coming weeks becomes notice that has been given.
      if (spell.reason && spell.end - asOf <= 45) spell.endsSoon = spell.end;
      spell.end = null;
      spell.reason = '';
    }
  const group: Group = { family, children: members, spells };
  for (const child of members) child.group = group;
  family.groups.push(group);
}

/** How much support: most children need some, a few need a great deal; older children who come have waited longer. */
function needOf(random: SeededRandom, age: number): number {
  const draw = 0.22 + 0.2 * random.next() + (age > 9 ? 0.1 : 0) + random.exponential(0.13);
  return Math.min(1, draw);
}

function agesOf(random: SeededRandom, size: number, unaccompanied: boolean): number[] {
  if (unaccompanied) return [random.chance(0.8) ? 16 + 1.7 * random.next() : 13.5 + 2.4 * random.next()];
  const shares = size === 1 ? { ...FIRST_AGES } : { ...FIRST_AGES, '16+': 0.01, 'under 1': 0.09 };
  const band = random.weighted(shares);
  const first = {
    'under 1': random.chance(0.75) ? 0.03 * random.next() : random.next(),
    '1-4': 1 + 4 * random.next(),
    '5-9': 5 + 5 * random.next(),
    '10-15': 10 + 6 * random.next() ** 0.75,
    '16+': 16 + 1.8 * random.next() ** 1.3,
  }[band];
  const ages = [first];
  while (ages.length < size) {
    const gap = 1.1 + random.exponential(1.3);
    const younger = (ages.at(-1) as number) - gap;
    ages.push(younger > 0.05 ? younger : Math.max(...ages) + gap);
  }
  return ages.map((age) => Math.min(age, 17.6));
}

function exitOf(
  random: SeededRandom,
  days: number,
  way: string,
  age: number,
  entry: number,
): { day: number; rec: string } {
  const at18 = birthday(Math.min(entry, Math.round(entry - age * YEAR)), 18);
  const day = Math.round(entry + Math.max(1, days));
  if (day >= at18 || way === 'at 18')
    return { day: at18, rec: random.weighted({ E5: 0.42, E6: 0.1, E17: 0.27, E8: 0.15, E7: 0.06 }) };
  if (way === 'adopted') return { day, rec: random.chance(0.35) ? 'E11' : 'E12' };
  if (way === 'guardianship') return { day, rec: random.weighted({ E45: 0.55, E46: 0.07, E47: 0.2, E41: 0.18 }) };
  if (way === 'home') return { day, rec: random.chance(0.78) ? 'E4A' : 'E4B' };
  return { day, rec: random.weighted({ E8: 0.6, E13: 0.22, E3: 0.1, E41: 0.08 }) };
}

/** Who lives with whom: mostly all together; otherwise neighbours in age stay together. */
function parted(random: SeededRandom, children: Child[]): Child[][] {
  if (children.length === 1 || random.chance(ALL_TOGETHER[children.length] ?? 0.3)) {
    if (children.length <= 4) return [children];
  }
  const byAge = [...children].sort((a, b) => a.born - b.born);
  const cut = random.between(1, byAge.length - 1);
  const parts = [byAge.slice(0, cut), byAge.slice(cut)];
  return parts.flatMap((part) => (part.length > 2 && random.chance(0.35) ? [part.slice(0, 1), part.slice(1)] : [part]));
}

/** The day number of a birthday; somebody born on 29 February has it on 1 March in common years. */
export function birthday(born: number, years: number): number {
  const on = fromDayNumber(born);
  const [year, month, day] = [Number(on.slice(0, 4)) + years, Number(on.slice(5, 7)), Number(on.slice(8))];
  return dayNumber(fromParts(year, month, day) ?? (fromParts(year, 3, 1) as never));
}
