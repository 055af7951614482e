import { DOMAINS, type Domain, milesBetween, type SeededRandom } from '../src/kernel/index.ts';
import { livingAt } from './child-rows.ts';
import type { Geography, Spot } from './geography.ts';
import { BIG_SCHOOLS, INTERESTS, SCHOOL_NAMES, SCHOOLS } from './interests.ts';
import { ageAt } from './people.ts';
import type { Child } from './population.ts';

/** How far each domain leans away from a child's whole need, on average; where need shows is different for everybody. */
const LEAN: Readonly<Record<Domain, number>> = {
  health: -1.1,
  'emotional-wellbeing': 0.5,
  coping: 0.35,
  identity: -0.3,
  family: 0.4,
  friends: 0,
  education: 0.25,
  communication: -1.2,
  'safe-at-home': -0.35,
  'safe-outside': -0.1,
  independence: -0.1,
  'play-and-talents': -0.9,
};

/** What holds for all versions of a child's profile. */
export interface Portrait {
  readonly levels: Readonly<Record<Domain, number>>;
  readonly interests: readonly string[];
  readonly school: Spot | null;
  readonly schoolName: string;
  readonly friends: readonly Spot[];
  readonly avoid: Spot | null;
}

/** Draws how much help the child needs in each domain, what they love, and the places that matter to them. */
export function portraitOf(random: SeededRandom, geography: Geography, child: Child, asOf: number): Portrait {
  const age = Math.floor(ageAt(child, asOf));
  const residential = ['residential', 'secure', 'unregistered'].includes(livingAt(child, asOf)) ? 0.75 : 0;
  const base = 0.25 + 2.5 * child.need + residential;
  const levels = Object.fromEntries(
    DOMAINS.map((domain) => [
      domain,
      Math.max(0, Math.min(4, Math.round(base + LEAN[domain] + random.normal(0, 0.75)))),
    ]),
  ) as Record<Domain, number>;
  const possible = INTERESTS.filter((each) => age >= each.from && age <= each.to).map((each) => each.name);
  const authority = child.family.authority;
  const near = child.unaccompanied && ageAt(child, child.entry) > 13 ? random.pick(authority.spots) : child.family.home;
  const close = authority.spots.filter((spot) => milesBetween(spot, near) < 3);
  const around = close.length > 0 ? close : authority.spots;
  const school =
    age >= 4 && age < 17 && random.chance(child.script === 'arrived yesterday' ? 0 : 0.9) ? random.pick(around) : null;
  return {
    levels,
    interests: random.shuffle(possible).slice(0, random.between(2, age < 4 ? 3 : 4)),
    school,
    schoolName: `${random.pick(SCHOOL_NAMES)} ${random.pick(age < 11 ? SCHOOLS : BIG_SCHOOLS)}`,
    friends: age >= 7 && random.chance(0.42) ? [random.pick(around)] : [],
    avoid: random.chance(0.13)
      ? random.pick(random.chance(0.75) ? around : random.pick(geography.authorities).spots)
      : null,
  };
}
