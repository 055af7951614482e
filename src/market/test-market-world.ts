import { smallRegion } from '../../test/small-region.ts';
import { type Database, insertAll, sql, type Tx } from '../db/index.ts';
import { addDays, DOMAINS, type PlainDate } from '../kernel/index.ts';

/** The people who plan and buy in the world of these tests. */
export const PEOPLE = {
  buyer: 'w_buyer',
  director: 'w_director',
  south: 'w_south_buyer',
  analyst: 'w_analyst',
} as const;

/**
 * The small region with eight children of North and six of South in homes of Acorn and one more provider, all with prices,
 * and an agreement to plan together. Every child has lived there for 140 days, 20 weeks.
 */
export async function marketWorld(database: Database, today: PlainDate): Promise<void> {
  await smallRegion(database, today);
  await database.asSystem(async (tx) => {
    // The one stay of the small region has no price; sums by hand are easier without it.
    await sql`delete from placement`.execute(tx);
    await insertAll(tx, 'organisation', [
      { id: 'beech', kind: 'provider', name: 'Beech Care', sector: 'voluntary' },
      { id: 'west', kind: 'authority', name: 'West', sector: 'authority', code: 'E09000099' },
    ]);
    await insertAll(tx, 'actor', [
      { organisation_id: 'north', id: PEOPLE.buyer, name: 'Bo Marsh', role: 'commissioner' },
      { organisation_id: 'north', id: PEOPLE.director, name: 'Dee Hill', role: 'director' },
      { organisation_id: 'south', id: PEOPLE.south, name: 'Sol Wren', role: 'commissioner' },
      { organisation_id: 'west', id: 'w_west', name: 'Wes Pool', role: 'commissioner' },
    ]);
    await insertAll(tx, 'sharing_agreement', [
      { region_id: 'region', id: 'plan', purpose: 'Planning', fields: ['counts'], from_day: addDays(today, -1) },
    ]);
    await insertAll(
      tx,
      'sharing_party',
      ['north', 'south'].map((organisation_id) => ({ region_id: 'region', agreement_id: 'plan', organisation_id })),
    );
    await insertAll(tx, 'home', [
      {
        organisation_id: 'beech',
        id: 'glade',
        region_id: 'region',
        name: 'Glade House',
        kind: 'residential',
        sector: 'voluntary',
        area: 'Millby',
      },
    ]);
    for (let n = 1; n <= 14; n++) await addChild(tx, today, n);
  });
}

/** Child 1 to 8 are North’s, 9 to 14 South’s; odd ones live in Near House for £4,000 a week, even ones in Glade House for £5,000. */
async function addChild(tx: Tx, today: PlainDate, n: number): Promise<void> {
  const organisation_id = n <= 8 ? 'north' : 'south';
  const child_id = `m${n}`;
  const odd = n % 2 === 1;
  await insertAll(tx, 'child', [{ organisation_id, id: child_id, sex: 'female', return_id: `R${n}` }]);
  await insertAll(tx, 'child_identity', [
    { organisation_id, child_id, born: addDays(today, -12 * 366), given_name: `Market${n}`, family_name: 'Quillon' },
  ]);
  await insertAll(tx, 'child_address', [
    { organisation_id, child_id, kind: 'family home', postcode: 'QV2 2BB', lat: 53.4, long: -2.2 },
  ]);
  await insertAll(tx, 'profile', [
    { organisation_id, id: `mp${n}`, child_id, number: 1, started_by: 'w_finder', matters: [] },
  ]);
  await insertAll(
    tx,
    'profile_domain',
    DOMAINS.map((domain) => ({ organisation_id, profile_id: `mp${n}`, domain, level: 2 })),
  );
  const moved = addDays(today, -139);
  await insertAll(tx, 'profile_finished', [
    { organisation_id, profile_id: `mp${n}`, by: 'w_finder', at: `${addDays(moved, -10)}T12:00:00Z` },
  ]);
  await insertAll(tx, 'placement', [
    {
      ...{ organisation_id, id: `ms${n}`, child_id, started: moved },
      ...{ home_organisation_id: odd ? 'acorn' : 'beech', home_id: odd ? 'near' : 'glade' },
    },
  ]);
  const weekly = odd ? 400_000 : 500_000;
  await insertAll(tx, 'agreed_price', [
    {
      ...{ organisation_id, id: `price${n}`, placement_id: `ms${n}`, from_date: moved, weekly_pence: weekly },
      ...{
        social_care_pence: weekly - 100_000,
        education_pence: 100_000,
        bought: 'spot',
        why: 'start',
        by: 'somebody',
      },
    },
  ]);
}
