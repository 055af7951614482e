import type { SeededRandom } from '../src/kernel/index.ts';
import type { Geography } from './geography.ts';
import { YEAR } from './people.ts';
import type { Child } from './population.ts';
import { portraitOf } from './portrait.ts';
import { addVersion } from './profile-version.ts';
import type { RowBox } from './rows.ts';
import type { Worker } from './staff.ts';

export const PROFILE_TABLES = ['profile', 'profile_domain', 'profile_place', 'profile_finished'];

/** The versions of a child's profile on the day, the latest last; a draft where the case says so. @returns the latest id */
export function addProfiles(
  box: RowBox,
  geography: Geography,
  child: Child,
  asOf: number,
  by: Worker,
  draft: boolean,
): string {
  const random = child.random.fork('profile');
  const portrait = portraitOf(random.fork('portrait'), geography, child, asOf);
  const days = versionDays(random, child, asOf, draft);
  let id = '';
  days.forEach((day, index) => {
    const last = index === days.length - 1;
    id = addVersion(box, random.fork(`version ${index}`), child, portrait, {
      number: index + 1,
      of: days.length,
      day,
      by: by.id,
      worker: by.name,
      draft: draft && last,
      asOf,
    });
  });
  return id;
}

/** One to three versions: soon after coming into care, and about once a year when somebody looked again. */
function versionDays(random: SeededRandom, child: Child, asOf: number, draft: boolean): number[] {
  const first = Math.min(asOf, child.entry + (draft ? 0 : random.between(4, 24)));
  const span = asOf - first;
  const count = draft ? 1 : span > 420 ? random.between(1, 3) : span > 150 ? random.between(1, 2) : 1;
  if (count === 1) return [draft ? asOf : Math.max(first, asOf - random.between(5, 300))];
  const latest = asOf - random.between(4, Math.min(160, Math.floor(span / 3)));
  const start = Math.max(first, latest - Math.round(2.4 * YEAR));
  return Array.from({ length: count }, (_, index) => Math.round(start + ((latest - start) * index) / (count - 1)));
}
