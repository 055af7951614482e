import type { Role } from '../src/access/index.ts';
import { type SeededRandom, seededId } from '../src/kernel/index.ts';
import type { Authority } from './geography.ts';
import { COMMUNITIES, ETHNICITIES, NAMES } from './people-names.ts';
import type { Provider } from './population.ts';

export interface Worker {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly role: Role;
}

/** The name of a grown-up who does not exist. */
export function personName(random: SeededRandom, familyName?: string): string {
  const community = NAMES[random.pick(COMMUNITIES[random.weighted(ETHNICITIES)] ?? (['british'] as const))];
  const given = random.pick(random.chance(0.72) ? community.female : community.male);
  return `${given} ${familyName ?? random.pick(community.family)}`;
}

function worker(random: SeededRandom, organisationId: string, role: Role): Worker {
  return { id: seededId('w', random), organisationId, name: personName(random), role };
}

export interface AuthorityStaff {
  readonly all: readonly Worker[];
  readonly homeFinders: readonly Worker[];
  readonly socialWorkers: readonly Worker[];
  readonly outOfHours: Worker;
  readonly manager: Worker;
}

/** The people of an authority who act in the system; about one social worker for sixteen children. */
export function authorityStaff(random: SeededRandom, authority: Authority, children: number): AuthorityStaff {
  const make = (role: Role, count: number) =>
    Array.from({ length: count }, (_, index) => worker(random.fork(`${role} ${index}`), authority.id, role));
  const homeFinders = make('home-finder', Math.max(1, Math.round(children / 180)));
  const socialWorkers = make('social-worker', Math.max(3, Math.round(children / 16)));
  const [manager] = make('manager', 1);
  const [outOfHours] = make('out-of-hours-worker', 1);
  return {
    homeFinders,
    socialWorkers,
    outOfHours: outOfHours as Worker,
    manager: manager as Worker,
    all: [
      ...homeFinders,
      ...socialWorkers,
      manager as Worker,
      outOfHours as Worker,
      ...make('data-officer', 1),
      ...make('commissioner', 1),
    ],
  };
}

/** Who speaks for a provider's homes: of an authority, its own registered manager. */
export function providerStaff(random: SeededRandom, provider: Provider): Worker {
  return worker(random.fork(`registered manager ${provider.id}`), provider.id, 'registered-manager');
}

export function regionStaff(random: SeededRandom, regionId: string): Worker {
  return worker(random.fork('analyst'), regionId, 'regional-analyst');
}
