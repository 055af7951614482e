import { fromDayNumber, type SeededRandom, seededId } from '../src/kernel/index.ts';
import { YEAR } from './people.ts';
import type { Home } from './population.ts';
import type { RowBox } from './rows.ts';
import { inCare, type Lives } from './simulate.ts';

/** Who else lives in a foster home: the carers’ own children, and young people who stayed on at 18. */
export function addHousehold(box: RowBox, random: SeededRandom, lives: Lives, home: Home): void {
  if (home.kind !== 'fostering') return;
  const { asOf } = lives;
  const member = (relation: string, sex: string, born: number, alongside: string) =>
    box.add('household_member', {
      organisation_id: home.provider.id,
      id: seededId('hm', random),
      home_id: home.id,
      relation,
      sex,
      born: fromDayNumber(born),
      alongside,
    });
  if (random.chance(0.34)) {
    for (let count = random.between(1, 2); count > 0; count--)
      member(
        'own child',
        random.pick(['female', 'male']),
        asOf - Math.round((3 + 14.5 * random.next()) * YEAR),
        random.weighted({ 'no-preference': 0.72, 'only-younger': 0.14, 'only-older': 0.06, others: 0.08 }),
      );
  }
  for (const { group, spell } of home.stays)
    for (const child of group.children)
      if (
        child.rec === 'E17' &&
        child.exit !== null &&
        (spell.end === null || spell.end >= child.exit) &&
        spell.start < child.exit &&
        asOf - child.exit < 3 * YEAR &&
        !inCare(child, asOf) &&
        random.chance(0.6)
      )
        member('staying put', child.sex, child.born, 'no-preference');
}
