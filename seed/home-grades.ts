import type { SeededRandom } from '../src/kernel/index.ts';
import type { Home } from './population.ts';
import type { Lives } from './simulate.ts';

/** What Ofsted found, and how many days ago. */
interface Graded {
  readonly grade: string;
  readonly ago: number;
}

/** The grade of a home; relatives and supported accommodation have none. */
export function gradeOf(random: SeededRandom, lives: Lives, home: Home): Graded | null {
  if (home.kind === 'residential' || home.kind === 'secure') return ownGrade(random);
  return home.kind === 'fostering' ? agencyGrade(lives, home.provider.id) : null;
}

function ownGrade(random: SeededRandom): Graded {
  return {
    grade: random.weighted({
      outstanding: 0.11,
      good: 0.67,
      'requires improvement': 0.14,
      inadequate: 0.015,
      'not yet inspected': 0.065,
    }),
    ago: random.between(12, 380),
  };
}

/** Foster homes carry their agency's grade. */
function agencyGrade(lives: Lives, organisation: string): Graded {
  const random = lives.random.fork(`grade of ${organisation}`);
  return {
    grade: random.weighted({ outstanding: 0.2, good: 0.7, 'requires improvement': 0.1 }),
    ago: random.between(40, 900),
  };
}
