import { type SeededRandom, seededId } from '../src/kernel/index.ts';
import type { Spot } from './geography.ts';
import type { Child } from './population.ts';
import type { Portrait } from './portrait.ts';
import type { RowBox } from './rows.ts';
import { personName } from './staff.ts';
import { writtenCase } from './written-profiles.ts';

/** The places that matter: the school, a friend, and where the child should not live near. */
export function addPlaces(
  box: RowBox,
  random: SeededRandom,
  organisation_id: string,
  profile_id: string,
  child: Child,
  portrait: Portrait,
  age: number,
  small: boolean,
): void {
  const add = (
    kind: 'school' | 'friend' | 'avoid',
    spot: Spot,
    name: string,
    miles: number | null,
    must_keep: boolean,
  ) =>
    box.add('profile_place', {
      organisation_id,
      id: seededId('pp', random),
      profile_id,
      kind,
      name,
      postcode: spot.postcode,
      lat: spot.lat,
      long: spot.long,
      miles,
      must_keep,
    });
  if (small && child.script === 'arrived yesterday') return;
  if (portrait.school && age >= 4)
    add('school', portrait.school, portrait.schoolName, null, age >= 9 && random.chance(0.5));
  for (const friend of portrait.friends)
    if (age >= 7 && !small) add('friend', friend, `${personName(random).split(' ')[0]}, a friend`, null, false);
  if (portrait.avoid && !writtenCase(child))
    add('avoid', portrait.avoid, `Part of ${portrait.avoid.town}`, random.pick([1, 2, 3, 5]), false);
}
