import type { SeededRandom } from '../src/kernel/index.ts';
import type { Child } from './population.ts';
import type { Portrait } from './portrait.ts';
import { inCare } from './simulate.ts';

/** What matters most to the child, the first thing first. */
export function mattersOf(random: SeededRandom, child: Child, portrait: Portrait, age: number, asOf: number): string[] {
  const together = child.family.children.some((other) => other !== child && inCare(other, asOf));
  const shares: Record<string, number> = {
    'brothers-and-sisters': together ? 3 : 0,
    family: child.unaccompanied ? 0.2 : 1.6,
    school: portrait.school ? 1.3 : 0,
    friends: age >= 8 ? 1.2 : 0.2,
    interests: 1,
    pets: 0.5,
    area: age >= 11 ? 0.7 : 0.2,
  };
  const out: string[] = [];
  for (let count = random.between(age < 4 ? 1 : 2, age < 4 ? 2 : 4); count > 0; count--) {
    const next = random.weighted(
      Object.fromEntries(Object.entries(shares).filter(([key, share]) => share > 0 && !out.includes(key))),
    );
    out.push(next);
  }
  return out;
}

/** With which other children this child lives best. */
export function alongsideOf(random: SeededRandom, child: Child, levels: Portrait['levels'], small: boolean): string {
  if (small) return 'no-preference';
  const great = levels.coping >= 3 || levels.friends >= 3;
  // Somebody who has brothers or sisters in care is not described as an only child, nor is a toddler.
  const group = child.family.children.length > 1;
  return random.weighted({
    'no-preference': 0.66,
    others: 0.14,
    'only-older': 0.06,
    'only-younger': great ? 0.02 : 0.05,
    solo: group ? 0 : great ? 0.2 : 0.02,
  });
}

/** Which kinds of home would suit. */
export function suits(
  random: SeededRandom,
  child: Child,
  age: number,
  levels: Portrait['levels'],
  small: boolean,
): Record<string, string> {
  const none = { suits_fostering: 'unspecified', suits_residential: 'unspecified', suits_supported: 'unspecified' };
  if (small) return age >= 16 ? none : { ...none, suits_supported: 'unsuitable' };
  if (child.script === 'liberty order')
    return { suits_fostering: 'unspecified', suits_residential: 'preferred', suits_supported: 'unsuitable' };
  const need = (levels.coping + levels['emotional-wellbeing'] + levels['safe-outside']) / 3;
  const residential =
    age < 8
      ? 'unsuitable'
      : need >= 3
        ? random.pick(['preferred', 'suitable'])
        : random.weighted({ unsuitable: 0.5, suitable: 0.2, unspecified: 0.3 });
  return {
    suits_residential: residential,
    suits_fostering:
      residential === 'preferred' ? random.weighted({ suitable: 0.5, unspecified: 0.3, unsuitable: 0.2 }) : 'preferred',
    suits_supported: age < 16 ? 'unsuitable' : need < 2.2 ? random.pick(['preferred', 'suitable']) : 'unspecified',
  };
}
