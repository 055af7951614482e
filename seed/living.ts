import { milesBetween, type SeededRandom } from '../src/kernel/index.ts';
import type { Authority, Geography, Spot } from './geography.ts';
import { isPooled, makeKinshipHome, type Pooled, type Pools } from './homes.ts';
import { ageAt } from './people.ts';
import type { Child, Family, Group, Home, Living, Provider, Spell } from './population.ts';

/** How often a home is in the child's own authority, near by in another, or more than twenty miles away. */
const WHERE: Readonly<Record<Pooled, { own: number; near: number; far: number }>> = {
  'in-house fostering': { own: 0.95, near: 0.04, far: 0.01 },
  'independent fostering': { own: 0.34, near: 0.28, far: 0.38 },
  residential: { own: 0.26, near: 0.2, far: 0.54 },
  supported: { own: 0.64, near: 0.16, far: 0.2 },
  secure: { own: 0.2, near: 0.3, far: 0.5 },
};

/** Kinship homes that were made while the children were given their homes. */
export interface Housed {
  readonly kinship: Home[];
}

/**
 * Gives every spell its home, day by day, so that no home ever has more children than places and nobody lives with
 * strangers of a sex or age it is not registered for.
 */
export function giveHomes(
  random: SeededRandom,
  geography: Geography,
  pools: Pools,
  families: readonly Family[],
): Housed {
  const moves: { group: Group; spell: Spell; index: number }[] = [];
  for (const family of families)
    for (const group of family.groups)
      for (const [index, spell] of group.spells.entries()) moves.push({ group, spell, index });
  moves.sort(
    (a, b) =>
      a.spell.start - b.spell.start || (a.group.children[0]?.id ?? '').localeCompare(b.group.children[0]?.id ?? ''),
  );
  const kinship: Home[] = [];
  for (const { group, spell, index } of moves) {
    const part = random.fork(`${group.children[0]?.id} ${index}`);
    const own = group.family.authority;
    if (spell.living === 'kinship') {
      const authority = part.chance(0.8) ? own : part.pick(geography.authorities);
      const home = makeKinshipHome(part, group, providerOf(pools, own), authority);
      kinship.push(home);
      moveIn(home, group, spell);
    } else if (isPooled(spell.living)) {
      const home = findHome(part, geography, pools, group, spell, spell.living);
      if (home) moveIn(home, group, spell);
      else if (group.children.length === 1 && ageAt(group.children[0] as Child, spell.start) >= 12) {
        // The last resort of a full region, as in life: somewhere without the right registration.
        becomes(spell, 'unregistered', 'Z1');
        spell.spot = part.pick(own.spots);
      } else {
        const family = fosterHomeFor(part, geography, pools, group, spell);
        if (family) {
          becomes(spell, family.provider.authority ? 'in-house fostering' : 'independent fostering', 'U6');
          moveIn(family, group, spell);
        } else {
          // Then friends of the family take the children in.
          const friends = makeKinshipHome(part, group, providerOf(pools, own), own);
          becomes(spell, 'kinship', 'U3');
          kinship.push(friends);
          moveIn(friends, group, spell);
        }
      }
    } else spell.spot = placeFor(part, spell.living, group.family, geography);
  }
  return { kinship };
}

function providerOf(pools: Pools, authority: Authority): Provider {
  return pools.providers.find((each) => each.authority === authority) as Provider;
}

function becomes(spell: Spell, living: Living, place: string): void {
  (spell as { living: Living }).living = living;
  spell.place = place;
}

function moveIn(home: Home, group: Group, spell: Spell): void {
  spell.home = home;
  home.stays.push({ group, spell });
  home.present.push({ group, spell });
}

/** Foster homes are approved for four or five when they take in brothers and sisters: the usual limit of three is not meant for them. */
const MOST_TOGETHER = 5;

/** A foster home of any provider for children who found no home of the kind they were to have; an empty one may grow for them. */
function fosterHomeFor(
  random: SeededRandom,
  geography: Geography,
  pools: Pools,
  group: Group,
  spell: Spell,
): Home | null {
  for (const kind of ['independent fostering', 'in-house fostering'] as const) {
    const home = findHome(random, geography, pools, group, spell, kind);
    if (home) return home;
  }
  const coming = group.children.filter((child) => child.exit === null || child.exit > spell.start);
  if (coming.length > MOST_TOGETHER) return null;
  const own = group.family.authority;
  const near = [...pools.of('independent fostering', own), ...pools.of('in-house fostering', own)];
  const empty = near
    .filter((home) => stillThere(home, spell.start).length === 0 && fits(home, coming, spell.start))
    .sort((a, b) => b.places - a.places)[0];
  if (empty) empty.places = Math.max(empty.places, coming.length);
  return empty ?? null;
}

function placeFor(random: SeededRandom, living: Living, family: Family, geography: Geography): Spot {
  if (living === 'with parents') return family.home;
  const authority: Authority = random.chance(living === 'other' ? 0.6 : 0.35)
    ? family.authority
    : random.pick(geography.authorities);
  return random.pick(authority.spots);
}

/** Children who live in a home on a day, with the days their stays began. */
export function residents(home: Home, day: number): { group: Group; spell: Spell; children: Group['children'] }[] {
  return home.stays
    .filter(({ spell }) => spell.start <= day && (spell.end === null || spell.end > day))
    .map(({ group, spell }) => ({
      group,
      spell,
      children: group.children.filter((child) => child.exit === null || child.exit > day),
    }))
    .filter(({ children }) => children.length > 0);
}

function findHome(
  random: SeededRandom,
  geography: Geography,
  pools: Pools,
  group: Group,
  spell: Spell,
  living: Pooled,
): Home | null {
  const own = group.family.authority;
  const others = geography.authorities.filter((each) => each !== own);
  const wish = random.weighted(WHERE[living]);
  const elsewhere = () => others.flatMap((each) => pools.of(living, each));
  const miles = (home: Home) => milesBetween(home.spot, group.family.home);
  const pick = (homes: Home[], accept: (home: Home) => boolean, strict: boolean): Home | null => {
    for (let tries = Math.min(60, homes.length * 2); tries > 0; tries--) {
      const home = random.pick(homes);
      if (accept(home) && hasRoom(home, group, spell.start, strict)) return home;
    }
    return null;
  };
  const mine = pools.of(living, own);
  const rest = living === 'in-house fostering' && wish === 'own' ? [] : elsewhere();
  const all = [...mine, ...elsewhere()];
  return (
    (wish === 'own' && mine.length > 0 ? pick(mine, () => true, true) : null) ??
    (wish === 'near' && rest.length > 0 ? pick(rest, (home) => miles(home) <= 20, true) : null) ??
    (wish === 'far' && rest.length > 0 ? pick(rest, (home) => miles(home) > 20, true) : null) ??
    (mine.length > 0 ? pick(mine, () => true, true) : null) ??
    pick(all, () => true, true) ??
    all.find((home) => hasRoom(home, group, spell.start, true)) ??
    all.find((home) => hasRoom(home, group, spell.start, false)) ??
    null
  );
}

/** Room for all of the group, within registration (strict) and within the usual limit of three fostered children. */
function hasRoom(home: Home, group: Group, day: number, strict: boolean): boolean {
  const coming = group.children.filter((child) => child.exit === null || child.exit > day);
  let there = 0;
  let strangers = false;
  for (const stay of stillThere(home, day)) {
    for (const child of stay.group.children) if (child.exit === null || child.exit > day) there++;
    strangers ||= stay.group.family !== group.family;
  }
  if (there + coming.length > home.places) return false;
  if (home.kind === 'fostering' && strangers && there > 0 && there + coming.length > 3) return false;
  if (home.kind === 'supported' && coming.some((child) => ageAt(child, day) < 16)) return false;
  return !strict || fits(home, coming, day);
}

/** The stays that are not over on a day. The days only go forward, so a stay that is over is forgotten. */
function stillThere(home: Home, day: number): Home['present'] {
  home.present = home.present.filter(({ spell }) => spell.end === null || spell.end > day);
  return home.present;
}

/** Whether all of the children are of an age and a sex that the home is registered for. */
function fits(home: Home, children: readonly Child[], day: number): boolean {
  return children.every((child) => {
    const age = ageAt(child, day);
    return age >= home.minAge && age < home.maxAge + 1 && home.sexes.includes(child.sex);
  });
}
