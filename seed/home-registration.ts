import { fromDayNumber, type SeededRandom } from '../src/kernel/index.ts';
import type { SUPPORTED_ABOUT } from './home-words.ts';
import { ageAt } from './people.ts';
import type { Child, Home } from './population.ts';

/** Approval follows the children who have grown up there, but for a few that are being put right. */
export function widenTerms(random: SeededRandom, home: Home, children: readonly Child[], asOf: number): void {
  for (const child of children) {
    const age = Math.floor(ageAt(child, asOf));
    if (random.chance(0.06)) continue;
    if (age > home.maxAge) home.maxAge = Math.min(17, age + 1);
    if (age < home.minAge) home.minAge = age;
  }
}

/** What the register or the approval says the home is for. */
export function terms(random: SeededRandom, home: Home): string {
  if (home.kind === 'kinship')
    return `Approved for ${home.connected.length === 1 ? 'one named child' : `${home.connected.length} named children`}.`;
  if (home.kind === 'residential')
    return `${home.places} ${home.places === 1 ? 'young person' : 'young people'}; ${random.pick(['emotional and behavioural support', 'learning disability', 'emotional and behavioural support', 'emotional and behavioural support, learning disability'])}.`;
  if (home.kind === 'supported') return `Supported accommodation: ${supportedCategory(home)}.`;
  if (home.kind === 'secure') return 'Secure children’s home.';
  return random.pick([
    'Long term and short term.',
    'Short term.',
    'Long term.',
    'Short term and emergencies.',
    'Long term, short term and short breaks.',
    'Brothers and sisters, long or short term.',
  ]);
}

/** The four categories of supported accommodation that are registered. */
export function supportedCategory(home: Home): keyof typeof SUPPORTED_ABOUT {
  if (home.places === 1) return home.random.fork('category').chance(0.6) ? 'single occupancy' : 'private house';
  return home.places >= 4 ? 'group' : home.random.fork('category').chance(0.8) ? 'shared' : 'private house';
}

/** The day the last child who lived there left. */
export function closedOn(home: Home, asOf: number): string {
  const ends = home.stays.flatMap(({ group, spell }) => [
    spell.end ?? asOf,
    ...group.children.map((child) => child.exit ?? 0).filter((exit) => exit > 0 && exit < (spell.end ?? asOf)),
  ]);
  return fromDayNumber(Math.min(asOf, Math.max(...ends)));
}
