import type { Role } from '../src/access/index.ts';
import { type SeededRandom, seededId } from '../src/kernel/index.ts';
import type { Authority } from './geography.ts';
import { COMMUNITIES, ETHNICITIES, NAMES } from './people-names.ts';
import type { Provider } from './population.ts';
import type { RowBox } from './rows.ts';

export interface Worker {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly role: Role;
  /** The account that signs in to this post; several posts of one person share it. */
  readonly account: string;
  readonly team: string | null;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly manager: Worker;
  readonly workers: readonly Worker[];
}

/** The name of a grown-up who does not exist. */
export function personName(random: SeededRandom, familyName?: string): string {
  const community = NAMES[random.pick(COMMUNITIES[random.weighted(ETHNICITIES)] ?? (['british'] as const))];
  const given = random.pick(random.chance(0.72) ? community.female : community.male);
  return `${given} ${familyName ?? random.pick(community.family)}`;
}

/** A person in a post, with an account of their own; `name` where they are known already (a child, a carer). */
export function worker(
  random: SeededRandom,
  organisationId: string,
  role: Role,
  { team = null, name }: { readonly team?: string | null; readonly name?: string } = {},
): Worker {
  const id = seededId('w', random);
  return { id, organisationId, name: name ?? personName(random), role, account: `account_${id}`, team };
}

/** Another post of somebody who has one already. */
function alsoAs(person: Worker, random: SeededRandom, role: Role): Worker {
  return { ...person, id: seededId('w', random), role, team: null };
}

export interface AuthorityStaff {
  readonly all: readonly Worker[];
  readonly teams: readonly Team[];
  readonly homeFinders: readonly Worker[];
  readonly socialWorkers: readonly Worker[];
  readonly outOfHours: Worker;
  readonly reviewers: readonly Worker[];
  readonly governance: Worker;
  readonly headOfSchool: Worker;
  readonly advocate: Worker;
  readonly partner: Worker;
  readonly adoption: Worker;
  readonly familyHelp: Worker;
  readonly supervising: Worker;
}

/** How many social workers one manager leads. */
const A_TEAM = 6;
const TEAM_NAMES = ['Alder', 'Birch', 'Cedar', 'Damson', 'Elder', 'Fern', 'Gorse', 'Hazel', 'Ivy', 'Juniper', 'Larch'];

/** The people of an authority who act in the system; about one social worker for sixteen children. */
export function authorityStaff(random: SeededRandom, authority: Authority, children: number): AuthorityStaff {
  const make = (role: Role, count: number, team: (index: number) => string | null = () => null) =>
    Array.from({ length: count }, (_, index) =>
      worker(random.fork(`${role} ${index}`), authority.id, role, { team: team(index) }),
    );
  const one = (role: Role) => make(role, 1)[0] as Worker;
  const count = Math.max(3, Math.round(children / 16));
  const teamIds = Array.from({ length: Math.ceil(count / A_TEAM) }, (_, index) =>
    seededId('team', random.fork(`team ${index}`)),
  );
  const teamOf = (index: number) => teamIds[index % teamIds.length] as string;
  const socialWorkers = make('social-worker', count, teamOf);
  const managers = make('manager', teamIds.length, teamOf);
  const director = one('director');
  const staff = {
    homeFinders: make('home-finder', Math.max(1, Math.round(children / 180))),
    socialWorkers,
    outOfHours: one('out-of-hours-worker'),
    reviewers: make('iro', Math.max(1, Math.round(children / 70))),
    governance: one('information-governance'),
    headOfSchool: one('virtual-school-head'),
    advocate: one('advocate'),
    partner: one('partner'),
    adoption: one('adoption-worker'),
    familyHelp: one('family-help-lead'),
    supervising: one('supervising-social-worker'),
  };
  return {
    ...staff,
    teams: teamIds.map((id, index) => ({
      id,
      name: `${TEAM_NAMES[index % TEAM_NAMES.length]} team${index < TEAM_NAMES.length ? '' : ` ${Math.floor(index / TEAM_NAMES.length) + 1}`}`,
      manager: managers[index] as Worker,
      workers: socialWorkers.filter((each) => each.team === id),
    })),
    all: [
      ...Object.values(staff).flat(),
      ...managers,
      director,
      alsoAs(director, random.fork('nominated officer'), 'nominated-officer'),
      ...(['administrator', 'data-officer', 'commissioner', 'reform-lead'] as const).map(one),
    ],
  };
}

/** Who speaks for a provider's homes: of an authority, its own registered manager. Agencies also have somebody who answers searches. */
export function providerStaff(random: SeededRandom, provider: Provider): readonly [Worker, ...Worker[]] {
  const speaker = worker(random.fork(`registered manager ${provider.id}`), provider.id, 'registered-manager');
  return provider.authority
    ? [speaker]
    : [speaker, worker(random.fork(`answers for ${provider.id}`), provider.id, 'provider')];
}

export function regionStaff(random: SeededRandom, regionId: string): Worker {
  return worker(random.fork('analyst'), regionId, 'regional-analyst');
}

/** Writes people with their accounts, each account once. They have no password: the page of the region signs them in. */
export function addPeople(box: RowBox, people: readonly Worker[], at: string): void {
  const accounts = new Map(people.map((each) => [each.account, each.name]));
  for (const [id, name] of accounts) box.add('account', { id, name, made_up: true, at, by: 'made-up region' });
  for (const { organisationId: organisation_id, id, name, role, account, team } of people)
    box.add('actor', { organisation_id, id, name, role, account_id: account, team_id: team });
}
