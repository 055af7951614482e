import { firstAgreement, planningAgreement, planningAgreementId } from '../src/access/index.ts';
import type { PlainDate } from '../src/kernel/index.ts';
import { ACCESS_TABLES, addAllocations, socialWorkerOf } from './access-rows.ts';
import {
  ADDRESS_TABLES,
  addBrothersAndSisters,
  addChild,
  addStays,
  CHILD_TABLES,
  FAMILY_TABLES,
  STAY_TABLES,
} from './child-rows.ts';
import type { Authority } from './geography.ts';
import { addHome, HOME_TABLES, listing, type Speakers } from './home-rows.ts';
import { addLooks, addShares, LOOK_TABLES } from './look-rows.ts';
import { at } from './moments.ts';
import { addProjects, addUnmet, PLAN_TABLES, UNMET_TABLES } from './plans.ts';
import type { Child, Home, Provider } from './population.ts';
import { addProviderGroups, PRICE_TABLES, PricesAgreed } from './price-rows.ts';
import { addProfiles, PROFILE_TABLES } from './profile.ts';
import { type Chunk, RowBox } from './rows.ts';
import { addSearch, SEARCH_TABLES, searchOrder } from './search-rows.ts';
import { inCare, type Lives, simulateRegion } from './simulate.ts';
import { type RegionSize, SIZES } from './sizes.ts';
import {
  type AuthorityStaff,
  addPeople,
  authorityStaff,
  providerStaff,
  regionStaff,
  type Worker,
  worker,
} from './staff.ts';
import { addTold, TOLD_TABLES } from './told-rows.ts';

/** Grows when the same seed gives another region than before. */
export const REGION_VERSION = 5;

export interface RegionOptions {
  readonly seed: number | string;
  readonly size: RegionSize;
  readonly asOf: PlainDate;
}

/** A made-up region (or thirteen of them): rows and lives, made anew each time they are gone through, one region at a time. */
export interface MadeUpRegion extends RegionOptions {
  /** How many regions `lives` and `chunks` go through. */
  readonly regions: number;
  lives(): Iterable<Lives>;
  /** Rows in an order in which they can be inserted. */
  chunks(): Iterable<Chunk>;
}

/**
 * Makes a region of people and homes that do not exist. Pure: the same seed, size and day give the same rows on every
 * machine. Nothing is kept but the region being gone through.
 */
export function makeRegion(options: RegionOptions): MadeUpRegion {
  const size = SIZES[options.size];
  function* lives(): Generator<Lives> {
    for (let number = 0; number < size.regions; number++)
      yield simulateRegion(String(options.seed), number, size, options.asOf);
  }
  return {
    ...options,
    regions: size.regions,
    lives,
    *chunks() {
      for (const region of lives()) yield* rowsOf(region);
    },
  };
}

function* rowsOf(lives: Lives): Generator<Chunk> {
  const { geography, pools, random, asOf } = lives;
  const { authorities, regionId, regionName } = geography;
  const region = new RowBox([
    'organisation',
    'sharing_agreement',
    'region_member',
    'sharing_party',
    'team',
    'account',
    'actor',
    'search_order',
    'postcode',
    'provider_listing',
    ...HOME_TABLES,
    'home_carer',
    'provider_group',
    ...PLAN_TABLES,
  ]);
  region.add('organisation', {
    id: regionId,
    kind: 'region',
    name: `${regionName} Regional Care Co-operative`,
    code: null,
    lat: null,
    long: null,
    sector: null,
  });
  region.add('sharing_agreement', firstAgreement(regionId));
  region.add('sharing_agreement', planningAgreement(regionId));
  const children = childrenByAuthority(lives);
  const staff = new Map(
    authorities.map((each) => [
      each,
      authorityStaff(
        random.fork(`staff of ${each.index}`),
        each,
        (children.get(each) ?? []).filter((child) => inCare(child, asOf)).length,
      ),
    ]),
  );
  const speakers = new Map<string, Worker>();
  const since = at(lives.asOf - 365, 9);
  for (const provider of pools.providers) {
    const own = provider.authority;
    region.add('organisation', {
      id: provider.id,
      kind: own ? 'authority' : 'provider',
      name: provider.name,
      code: own ? own.code : provider.urn,
      lat: own?.at.lat ?? null,
      long: own?.at.long ?? null,
      sector: provider.sector,
    });
    region.add('region_member', { region_id: regionId, organisation_id: provider.id });
    region.add('sharing_party', {
      region_id: regionId,
      agreement_id: `agreement_${regionId}`,
      organisation_id: provider.id,
    });
    if (own)
      region.add('sharing_party', {
        region_id: regionId,
        agreement_id: planningAgreementId(regionId),
        organisation_id: provider.id,
      });
    if (provider.work !== 'residential' && provider.work !== 'supported')
      region.add('provider_listing', agencyListing(provider));
    const speaking = providerStaff(random.fork('speakers'), provider);
    speakers.set(provider.id, speaking[0]);
    addPeople(region, speaking, since);
    if (!own) continue;
    for (const team of staff.get(own)?.teams ?? [])
      region.add('team', { organisation_id: own.id, id: team.id, name: team.name });
    addPeople(region, staff.get(own)?.all ?? [], since);
    for (const row of searchOrder(own.id)) region.add('search_order', row);
    const commissioner = staff.get(own)?.all.find(({ role }) => role === 'commissioner');
    if (commissioner) addProjects(region, random.fork(`projects of ${own.index}`), own, commissioner, lives.asOf);
    for (const spot of own.spots)
      region.add('postcode', { postcode: spot.postcode, lat: spot.lat, long: spot.long, authority_code: own.code });
  }
  const analyst = regionStaff(random.fork('regional staff'), regionId);
  addPeople(region, [analyst], since);
  addProviderGroups(region, random.fork('provider groups'), regionId, analyst.id, asOf, pools.providers);
  const homes = keptHomes(lives);
  const numbers = new Map<string, number>();
  const signing = new CarersWhoSignIn(region, speakers, since);
  for (const home of homes) {
    const named = home.kind === 'supported' ? 'residential' : home.kind;
    const number = numbers.get(named) ?? 0;
    numbers.set(named, number + 1);
    const carers = addHome(region, lives, home, speakers as Speakers, number);
    if (home.kind === 'fostering' && carers) signing.add(home, carers);
    if (home.urn) region.add('provider_listing', listing(home));
  }
  yield* region.chunks();
  const kept = new Set(homes.map((home) => home.id));
  for (const authority of authorities) {
    const box = new RowBox([
      ...CHILD_TABLES,
      ...FAMILY_TABLES,
      'home_connection',
      ...PROFILE_TABLES,
      ...STAY_TABLES,
      ...TOLD_TABLES,
      ...PRICE_TABLES,
      ...SEARCH_TABLES,
      ...UNMET_TABLES,
      ...ACCESS_TABLES,
      ...LOOK_TABLES,
      // Last, because what is hidden is hidden in everything that is written: from then on only its named people know.
      ...ADDRESS_TABLES,
    ]);
    addAuthority(box, lives, authority, children.get(authority) ?? [], staff.get(authority) as AuthorityStaff, kept);
    yield* box.chunks();
  }
}

function addAuthority(
  box: RowBox,
  lives: Lives,
  authority: Authority,
  children: readonly Child[],
  staff: AuthorityStaff,
  kept: ReadonlySet<string>,
): void {
  const { asOf, geography } = lives;
  const waiting = lives.waiting.filter((each) => each.children[0]?.family.authority === authority);
  const drafts = new Set(waiting.filter((each) => each.draft).flatMap((each) => each.children));
  const profiles = new Map<string, string>();
  const prices = new PricesAgreed(box, lives, authority, children, staff);
  for (const child of children) {
    const own = socialWorkerOf(child, staff);
    addChild(box, child);
    addBrothersAndSisters(box, child);
    if (inCare(child, asOf)) profiles.set(child.id, addProfiles(box, geography, child, asOf, own, drafts.has(child)));
    for (const stay of addStays(box, lives, child, kept, own.id)) prices.add(child, stay);
    addTold(box, child, asOf);
  }
  for (const home of lives.homes)
    for (const child of home.connected)
      if (kept.has(home.id) && child.family.authority === authority)
        box.add('home_connection', {
          organisation_id: home.provider.id,
          home_id: home.id,
          child_organisation_id: authority.id,
          child_id: child.id,
        });
  const searches = waiting.map((each, index) =>
    addSearch(box, lives.random.fork(`search ${authority.index} ${index}`), each, staff, profiles),
  );
  searches.forEach((search, index) => {
    const each = waiting[index];
    if (each) addUnmet(box, lives.random.fork(`why not ${authority.index} ${index}`), each, search, asOf);
  });
  addAllocations(box, lives, children, staff);
  addShares(box, lives, searches, kept);
  addLooks(box, lives, waiting, staff);
}

/** How many homes of each organisation have carers who sign in. */
const CARERS_WHO_SIGN_IN = 2;

/** Gives the carers of the first homes of each organisation an account: they keep their own home and no other. */
class CarersWhoSignIn {
  readonly #box: RowBox;
  readonly #speakers: ReadonlyMap<string, Worker>;
  readonly #since: string;
  readonly #counts = new Map<string, number>();

  constructor(box: RowBox, speakers: ReadonlyMap<string, Worker>, since: string) {
    this.#box = box;
    this.#speakers = speakers;
    this.#since = since;
  }

  add(home: Home, carers: string): void {
    const organisation = home.provider.id;
    const count = this.#counts.get(organisation) ?? 0;
    if (count >= CARERS_WHO_SIGN_IN) return;
    this.#counts.set(organisation, count + 1);
    const carer = worker(home.random.fork('carer who signs in'), organisation, 'foster-carer', { name: carers });
    addPeople(this.#box, [carer], this.#since);
    this.#box.add('home_carer', {
      organisation_id: organisation,
      home_id: home.id,
      actor_id: carer.id,
      at: this.#since,
      by: this.#speakers.get(organisation)?.id ?? 'made-up region',
    });
  }
}

function childrenByAuthority(lives: Lives): Map<Authority, Child[]> {
  const out = new Map<Authority, Child[]>();
  for (const family of lives.families) {
    const list = out.get(family.authority) ?? [];
    out.set(family.authority, list);
    list.push(...family.children);
  }
  return out;
}

/** All homes with a pool of rooms, and those kinship homes in which a child who is in care today has lived or may live. */
function keptHomes(lives: Lives): Home[] {
  return lives.homes.filter(
    (home) => home.kind !== 'kinship' || home.connected.some((child) => inCare(child, lives.asOf)),
  );
}

/** How Ofsted’s list names a fostering agency, an authority’s own among them: episodes with foster carers have its number. */
function agencyListing({ urn, name, sector }: Provider): Record<string, unknown> {
  const unknown = { grade: null, inspected_on: null, places: null, postcode: null, authority: null };
  return { urn, name, provider: name, kind: 'Fostering agency', sector, ...unknown, status: 'Active' };
}
