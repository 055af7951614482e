import { type SeededRandom, seededId } from '../src/kernel/index.ts';
import { FIGURES } from './figures.ts';
import type { Authority, Geography } from './geography.ts';
import type { Group, Home, HomeKind, Living, Provider, Sector } from './population.ts';
import { FOSTERING_AGENCIES, HOME_COMPANIES, SUPPORTED_COMPANIES, VOLUNTARY_AGENCIES } from './provider-names.ts';

/** The kinds of home that have a pool of rooms; kinship homes come with their children. */
export const POOLED = ['in-house fostering', 'independent fostering', 'residential', 'supported', 'secure'] as const;
export type Pooled = (typeof POOLED)[number];

export function isPooled(living: Living): living is Pooled {
  return (POOLED as readonly string[]).includes(living);
}

export interface Pools {
  readonly providers: readonly Provider[];
  of(living: Pooled, authority: Authority): Home[];
  readonly all: Home[];
}

/** Share of places that are lived in, by kind; fostering is published, the others are assumptions. */
const FILLED: Readonly<Record<Pooled, number>> = {
  'in-house fostering': FIGURES.filledFosterPlaces,
  'independent fostering': FIGURES.filledFosterPlaces,
  residential: 0.74,
  supported: 0.72,
  secure: 0.25,
};

/**
 * Makes the homes that a number of children call for.
 * @param living how many children live in each kind of home, by authority (its index), on the day
 */
export function makePools(
  random: SeededRandom,
  geography: Geography,
  living: Readonly<Record<Pooled, readonly number[]>>,
): Pools {
  const providers = makeProviders(random.fork('providers'), geography, living);
  const pools = new Map<string, Home[]>();
  const all: Home[] = [];
  let urn = 9_900_101 + geography.authorities.length * 400 * Math.floor(random.fork('urn').next() * 10);
  const { authorities } = geography;
  for (const kind of POOLED) {
    const whole = living[kind].reduce((sum, each) => sum + each, 0);
    // Companies open homes where houses are, not where the children come from.
    const weights = authorities.map(
      (each) =>
        (kind === 'in-house fostering' ? 0 : 0.4 + 1.2 * random.fork(`${kind} ${each.index}`).next()) * each.share,
    );
    const weight = weights.reduce((sum, each) => sum + each, 0);
    for (const authority of authorities) {
      const filled =
        kind === 'in-house fostering'
          ? (living[kind][authority.index] ?? 0)
          : kind === 'supported'
            ? 0.5 * (living[kind][authority.index] ?? 0) + 0.5 * whole * authority.share
            : (whole * (weights[authority.index] ?? 0)) / weight;
      let places =
        kind === 'secure'
          ? authority.index === 0
            ? Math.max(8, whole / FILLED.secure)
            : 0
          : Math.ceil(filled / FILLED[kind]) + (kind.endsWith('fostering') ? 2 : 1);
      const pool: Home[] = [];
      const part = random.fork(`${kind} of ${authority.index}`);
      while (places > 0) {
        const home = makeHome(part.fork(String(pool.length)), kind, authority, providers, () => String(urn++));
        places -= home.places;
        pool.push(home);
        all.push(home);
      }
      pools.set(`${kind}|${authority.index}`, pool);
    }
  }
  return { providers, all, of: (kind, authority) => pools.get(`${kind}|${authority.index}`) ?? [] };
}

function makeProviders(
  random: SeededRandom,
  geography: Geography,
  living: Readonly<Record<Pooled, readonly number[]>>,
): Provider[] {
  const sum = (kind: Pooled) => living[kind].reduce((all, each) => all + each, 0);
  const providers: Provider[] = geography.authorities.map((authority) => ({
    id: authority.id,
    name: authority.title,
    sector: 'authority',
    urn: authority.fosteringUrn,
    work: 'all',
    authority,
  }));
  let urn = 20_001 + Math.floor(random.next() * 50_000);
  const add = (names: readonly string[], count: number, sector: Sector, work: Provider['work']) => {
    for (const [index, name] of random
      .fork(`${work} ${sector}`)
      .shuffle(names)
      .slice(0, Math.max(1, Math.min(names.length, count)))
      .entries())
      providers.push({
        id: seededId('org', random.fork(`${work} ${sector} ${index}`)),
        name,
        sector,
        urn: `SC9${urn++}`,
        work,
        authority: null,
      });
  };
  add(FOSTERING_AGENCIES, Math.round(sum('independent fostering') / 40), 'private', 'fostering');
  add(VOLUNTARY_AGENCIES, Math.round(sum('independent fostering') / 120), 'voluntary', 'any');
  add(HOME_COMPANIES, Math.round(sum('residential') / 14), 'private', 'residential');
  add(SUPPORTED_COMPANIES, Math.round(sum('supported') / 22), 'private', 'supported');
  return providers;
}

/** Who may run a home of a kind. */
function providerFor(
  random: SeededRandom,
  kind: Pooled,
  authority: Authority,
  providers: readonly Provider[],
): Provider {
  const own = providers.find((each) => each.authority === authority) as Provider;
  const outside = (work: Provider['work']) => providers.filter((each) => each.work === work);
  if (kind === 'in-house fostering' || kind === 'secure') return own;
  if (kind === 'independent fostering')
    return random.chance(0.14) ? random.pick(outside('any')) : random.pick(outside('fostering'));
  if (kind === 'residential') {
    const sector = random.weighted({ private: FIGURES.privateChildrensHomes, authority: 0.12, voluntary: 0.04 });
    return sector === 'authority' ? own : random.pick(outside(sector === 'private' ? 'residential' : 'any'));
  }
  return random.chance(0.15)
    ? own
    : random.chance(0.2)
      ? random.pick(outside('any'))
      : random.pick(outside('supported'));
}

function makeHome(
  random: SeededRandom,
  kind: Pooled,
  authority: Authority,
  providers: readonly Provider[],
  urn: () => string,
): Home {
  const provider = providerFor(random, kind, authority, providers);
  const fostering = kind.endsWith('fostering');
  const places = fostering
    ? Number(random.weighted({ 1: 0.24, 2: 0.47, 3: 0.255, 4: 0.035 }))
    : kind === 'residential'
      ? Number(random.weighted({ 1: 0.13, 2: 0.19, 3: 0.22, 4: 0.25, 5: 0.12, 6: 0.07, 8: 0.02 }))
      : kind === 'secure'
        ? 8
        : Number(random.weighted({ 1: 0.2, 2: 0.25, 3: 0.25, 4: 0.2, 6: 0.1 }));
  const [minAge, maxAge] = fostering
    ? fosterAges(random)
    : kind === 'residential'
      ? residentialAges(random)
      : kind === 'secure'
        ? [10, 17]
        : [16, 17];
  const sexes = (
    fostering
      ? random.chance(0.92)
      : kind === 'residential'
        ? random.chance(0.86)
        : kind === 'secure' || random.chance(0.85)
  )
    ? (['female', 'male'] as const)
    : ([random.pick(['female', 'male'] as const)] as const);
  return {
    id: seededId('home', random),
    random,
    provider,
    authority,
    places,
    minAge,
    maxAge,
    sexes,
    kind: fostering ? 'fostering' : (kind as HomeKind),
    spot: random.pick(authority.spots),
    urn: fostering ? null : urn(),
    stays: [],
    present: [],
    connected: [],
    ready: null,
  };
}

function fosterAges(random: SeededRandom): [number, number] {
  return { any: [0, 17], little: [0, 8], young: [0, 11], school: [4, 17], older: [9, 17], teens: [12, 17] }[
    random.weighted({ any: 0.6, little: 0.07, young: 0.06, school: 0.12, older: 0.1, teens: 0.05 })
  ] as [number, number];
}

function residentialAges(random: SeededRandom): [number, number] {
  return { wide: [8, 17], teens: [11, 17], older: [13, 17], young: [6, 13], all: [5, 17] }[
    random.weighted({ wide: 0.46, teens: 0.25, older: 0.1, young: 0.05, all: 0.14 })
  ] as [number, number];
}

/** The home of relatives or friends who care for one family's children. */
export function makeKinshipHome(random: SeededRandom, group: Group, provider: Provider, authority: Authority): Home {
  return {
    id: seededId('home', random),
    random,
    provider,
    authority,
    kind: 'kinship',
    spot: random.pick(authority.spots),
    urn: null,
    places: group.children.length,
    minAge: 0,
    maxAge: 17,
    sexes: ['female', 'male'],
    stays: [],
    present: [],
    connected: [...group.children],
    ready: null,
  };
}
