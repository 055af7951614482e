import type { Authority } from './geography.ts';
import { residents } from './living.ts';
import type { Home } from './population.ts';

/**
 * Sees to it that the written cases have something to find: homes that stand empty by chance are said to be free, and
 * a few are given what such a home would have. Chance alone leaves a small region without any home for four.
 */
export function readyHomes(homes: readonly Home[], first: Authority, asOf: number): void {
  const living = new Map(homes.map((home) => [home, residents(home, asOf).flatMap((each) => each.children).length]));
  const there = (home: Home) => living.get(home) ?? 0;
  const roomy = homes.filter((home) => home.kind !== 'kinship' && there(home) < home.places);
  const own = (home: Home) => Number(home.authority === first);
  // Two homes for four brothers and sisters: those with most rooms, the child's own authority first.
  const large = roomy
    .filter((home) => home.kind === 'fostering' && home.sexes.length === 2 && home.places <= 4 && there(home) === 0)
    .sort((a, b) => b.places - a.places || own(b) - own(a) || a.id.localeCompare(b.id));
  for (const home of large.slice(0, 2)) {
    home.places = 4;
    home.minAge = 0;
    home.maxAge = 17;
    home.ready = 'four together';
  }
  // Two small children's homes that know how to be steady.
  const small = roomy
    .filter((home) => home.kind === 'residential' && home.sexes.includes('male'))
    .sort((a, b) => there(a) - there(b) || a.places - b.places || a.id.localeCompare(b.id));
  for (const home of small.slice(0, 2)) {
    home.maxAge = 17;
    home.minAge = Math.min(home.minAge, 12);
    home.ready = 'liberty order';
  }
  // A foster home and supported accommodation close by, for a young person who came alone.
  const near = roomy
    .filter((home) => home.sexes.includes('male') && home.ready === null)
    .sort((a, b) => own(b) - own(a) || there(a) - there(b) || a.id.localeCompare(b.id));
  for (const kind of ['fostering', 'supported']) {
    const home = near.find((each) => each.kind === kind);
    if (!home) continue;
    home.maxAge = 17;
    home.ready = 'arrived yesterday';
  }
}
