import type { SeededRandom } from '../src/kernel/index.ts';
import type { Home } from './population.ts';
import { HOUSE_BEGINNINGS, HOUSE_ENDINGS } from './provider-names.ts';
import { personName } from './staff.ts';

/** Put before a name once all names have been used; each round through the list has its own. */
const ROUNDS = [
  '',
  'Blue ',
  'Little ',
  'Green ',
  'Silver ',
  'Upper ',
  'Red ',
  'Old ',
  'Winter ',
  'Summer ',
  'Quiet ',
  'Merry ',
  'White ',
  'Golden ',
  'Lower ',
  'New ',
  'Far ',
  'Near ',
  'Morning ',
  'Evening ',
  'Autumn ',
  'Spring ',
  'North ',
  'South ',
  'East ',
  'West ',
  'Middle ',
  'High ',
  'Low ',
  'Long ',
  'Bright ',
  'Copper ',
  'Grey ',
  'Early ',
  'Sunny ',
  'Windy ',
  'Misty ',
  'Mossy ',
  'Stony ',
  'Sandy ',
];

/** A name that says nothing of the carers; the number, counted by kind over the region, makes it the only one. */
export function homeName(random: SeededRandom, home: Home, number: number): string {
  const bird = HOUSE_BEGINNINGS[(number * 29) % HOUSE_BEGINNINGS.length] as string;
  const round = ROUNDS[Math.floor(number / HOUSE_BEGINNINGS.length) % ROUNDS.length] as string;
  if (home.kind === 'fostering') return `${round}${bird} household`;
  if (home.kind === 'kinship') return `${round}${bird} family`;
  if (home.kind === 'secure') return `${bird} Secure Children’s Home`;
  return `${round}${bird} ${random.pick(HOUSE_ENDINGS)}`;
}

/** Who cares for children in a family home; relatives often share the family’s name. */
export function carers(random: SeededRandom, family: string | undefined): string {
  const surname = family !== undefined && random.chance(0.6) ? family : undefined;
  const one = personName(random, surname);
  return random.chance(0.62)
    ? `${one.split(' ')[0]} and ${personName(random, one.split(' ').slice(1).join(' '))}`
    : one;
}
