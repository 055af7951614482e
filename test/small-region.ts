import { joinRegion } from '../src/access/index.ts';
import { type Database, insertAll, type Tx } from '../src/db/index.ts';
import { addDays, DOMAINS, type PlainDate } from '../src/kernel/index.ts';

/**
 * Two authorities of one region, a provider, three homes and a few children, written out by hand so that a test can
 * say what must be seen. South's child carries canary words: they must reach nobody of North.
 */
export const CANARY = { name: 'Zephyrine', words: 'canary-4471', point: { lat: 53.412345, long: -2.156789 } };

export async function smallRegion(database: Database, today: PlainDate): Promise<void> {
  await database.asSystem(async (tx) => {
    await organisations(tx);
    await homes(tx, today);
    await child(tx, today, {
      organisation: 'north',
      id: 'maya',
      name: 'Maya',
      born: addDays(today, -4_100),
      sex: 'female',
    });
    await child(tx, today, {
      organisation: 'north',
      id: 'leo',
      name: 'Leo',
      born: addDays(today, -3_000),
      sex: 'male',
    });
    await child(tx, today, {
      organisation: 'south',
      id: 'other',
      name: CANARY.name,
      born: addDays(today, -13 * 365 - 100),
      sex: 'female',
      words: CANARY.words,
      alongside: 'others',
    });
    await insertAll(tx, 'brother_or_sister', [
      { organisation_id: 'north', child_id: 'maya', other_child_id: 'leo' },
      { organisation_id: 'north', child_id: 'leo', other_child_id: 'maya' },
    ]);
    // The finders wrote these children down themselves, so they are theirs to complete.
    await insertAll(tx, 'allocation', [
      { organisation_id: 'north', id: 'a1', child_id: 'maya', actor_id: 'w_finder', relation: 'added', by: 'w_finder' },
      { organisation_id: 'north', id: 'a2', child_id: 'leo', actor_id: 'w_finder', relation: 'added', by: 'w_finder' },
      { organisation_id: 'south', id: 'a3', child_id: 'other', actor_id: 'w_south', relation: 'added', by: 'w_south' },
    ]);
    await insertAll(tx, 'placement', [
      {
        organisation_id: 'south',
        id: 'p1',
        child_id: 'other',
        home_organisation_id: 'acorn',
        home_id: 'near',
        started: addDays(today, -300),
      },
    ]);
  });
}

async function organisations(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [
    { id: 'region', kind: 'region', name: 'The Region', sector: null },
    { id: 'north', kind: 'authority', name: 'North', sector: 'authority' },
    { id: 'south', kind: 'authority', name: 'South', sector: 'authority' },
    { id: 'acorn', kind: 'provider', name: 'Acorn Homes', sector: 'private' },
  ]);
  for (const authority of ['north', 'south']) await joinRegion(tx, 'region', authority);
  await insertAll(tx, 'actor', [
    { organisation_id: 'north', id: 'w_finder', name: 'Nia Holt', role: 'home-finder' },
    { organisation_id: 'south', id: 'w_south', name: 'Sam Reed', role: 'home-finder' },
    { organisation_id: 'acorn', id: 'w_manager', name: 'Ade Cole', role: 'registered-manager' },
    { organisation_id: 'region', id: 'w_analyst', name: 'Jo Lane', role: 'regional-analyst' },
  ]);
}

async function homes(tx: Tx, today: PlainDate): Promise<void> {
  const all = [
    {
      organisation_id: 'acorn',
      id: 'near',
      name: 'Near House',
      kind: 'residential',
      sector: 'private',
      at: CANARY.point,
      fee: 400_000,
    },
    {
      organisation_id: 'north',
      id: 'far',
      name: 'Far Cottage',
      kind: 'fostering',
      sector: 'authority',
      at: { lat: 53.9, long: -2.2 },
      fee: 50_000,
    },
    {
      organisation_id: 'acorn',
      id: 'hidden',
      name: 'Quiet House',
      kind: 'residential',
      sector: 'private',
      at: { lat: 53.41, long: -2.15 },
      fee: 420_000,
    },
  ];
  for (const { at, fee, ...home } of all) {
    const key = { organisation_id: home.organisation_id, home_id: home.id };
    await insertAll(tx, 'home', [{ ...home, region_id: 'region', area: 'Millby', pets: false, adapted: false }]);
    await insertAll(tx, 'home_address', [
      { ...key, line: '1 Canary Street', postcode: 'QV1 1AA', ...at, confidential: home.id === 'hidden' },
    ]);
    await insertAll(tx, 'registration', [{ ...key, from_date: '2020-01-01', min_age: 0, max_age: 17, places: 4 }]);
    await insertAll(
      tx,
      'room',
      [1, 2].map((n) => ({ ...key, id: `${home.id}-${n}`, name: `Room ${n}` })),
    );
    await insertAll(
      tx,
      'room_vacancy',
      [1, 2].map((n) => ({
        organisation_id: home.organisation_id,
        id: `v-${home.id}-${n}`,
        room_id: `${home.id}-${n}`,
        free_from: today,
        said_at: `${today}T08:00:00Z`,
        said_on: today,
        said_by: 'w_manager',
      })),
    );
    await insertAll(
      tx,
      'home_skill',
      DOMAINS.map((domain) => ({
        ...key,
        domain,
        level: 3,
        said_on: today,
        said_at: `${today}T08:00:00Z`,
        evidence_by: 'inspection',
      })),
    );
    await insertAll(tx, 'fee', [{ ...key, from_date: '2024-01-01', weekly_pence: fee }]);
  }
}

interface SmallChild {
  readonly organisation: string;
  readonly id: string;
  readonly name: string;
  readonly born: PlainDate;
  readonly sex: string;
  readonly words?: string;
  readonly alongside?: string;
}

/** A child with a family home and a finished profile in which every need is at level 2. */
async function child(tx: Tx, today: PlainDate, each: SmallChild): Promise<void> {
  const key = { organisation_id: each.organisation, child_id: each.id };
  const words = each.words ?? 'likes to cook';
  await insertAll(tx, 'child', [
    { organisation_id: each.organisation, id: each.id, sex: each.sex, ethnicity: 'WBRI', faith: 'none stated' },
  ]);
  await insertAll(tx, 'child_identity', [{ ...key, born: each.born, given_name: each.name, family_name: 'Example' }]);
  await insertAll(tx, 'child_address', [{ ...key, kind: 'family home', postcode: 'QV2 2BB', lat: 53.4, long: -2.2 }]);
  await insertAll(tx, 'profile', [
    {
      organisation_id: each.organisation,
      id: `profile-${each.id}`,
      child_id: each.id,
      number: 1,
      started_by: 'w_finder',
      about_me: words,
      matters: ['family', 'school'],
      alongside: each.alongside ?? 'no-preference',
      pets: 'can',
      adaptations: false,
    },
  ]);
  await insertAll(
    tx,
    'profile_domain',
    DOMAINS.map((domain) => ({
      organisation_id: each.organisation,
      profile_id: `profile-${each.id}`,
      domain,
      level: 2,
      going_well: words,
      said_by: 'Teacher',
      said_on: today,
    })),
  );
  await insertAll(tx, 'profile_finished', [
    { organisation_id: each.organisation, profile_id: `profile-${each.id}`, by: 'w_finder' },
  ]);
}
