import { smallRegion } from '../../test/small-region.ts';
import { type Database, insertAll, sql, type Tx } from '../db/index.ts';
import { addDays, DOMAINS, type PlainDate } from '../kernel/index.ts';

/** Children of North who need the same: foster homes, 12 years old, level 3 in every part of life. */
export const TWELVE = 12;
/** Days ago on which each of them came into the home they live in. */
export const DAYS_AGO = 300;

/**
 * The small region with twelve children of North who have high needs, prefer foster homes and live near Ashgate, and one
 * agency's foster homes there with eight rooms, two of them used by South. Both authorities share figures for planning.
 */
export async function gapsWorld(database: Database, today: PlainDate): Promise<void> {
  await smallRegion(database, today);
  await database.asSystem(async (tx) => {
    await sql`update organisation set lat = 53.4, long = -2.2 where id = 'north'`.execute(tx);
    await sql`update organisation set lat = 53.5, long = -2.1 where id = 'south'`.execute(tx);
    await insertAll(tx, 'actor', [
      { organisation_id: 'north', id: 'w_commissioner', name: 'Con Price', role: 'commissioner' },
      { organisation_id: 'north', id: 'w_director', name: 'Dee Moss', role: 'director' },
      { organisation_id: 'south', id: 'w_south_plans', name: 'Sky Marsh', role: 'commissioner' },
    ]);
    await insertAll(tx, 'sharing_agreement', [
      { region_id: 'region', id: 'plan', purpose: 'Planning', fields: ['counts'], from_day: addDays(today, -1) },
    ]);
    await insertAll(
      tx,
      'sharing_party',
      ['north', 'south'].map((organisation_id) => ({ region_id: 'region', agreement_id: 'plan', organisation_id })),
    );
    await fosterHome(tx, today);
    for (let n = 1; n <= TWELVE; n += 1) await child(tx, today, 'north', `n_${n}`, n <= 6 ? 'ash' : 'near');
    for (const n of [1, 2]) await child(tx, today, 'south', `s_${n}`, 'ash');
    await reasons(tx, today);
  });
}

async function fosterHome(tx: Tx, today: PlainDate): Promise<void> {
  const key = { organisation_id: 'acorn', home_id: 'ash' };
  const home = { id: 'ash', region_id: 'region', name: 'Ashgate carers', kind: 'fostering', sector: 'private' };
  await insertAll(tx, 'home', [{ organisation_id: 'acorn', ...home, area: 'Ashgate' }]);
  await insertAll(tx, 'home_address', [{ ...key, lat: 53.412345, long: -2.212345 }]);
  await insertAll(tx, 'registration', [{ ...key, from_date: '2020-01-01', min_age: 0, max_age: 17, places: 8 }]);
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  await insertAll(
    tx,
    'room',
    numbers.map((n) => ({ ...key, id: `ash-${n}`, name: `Room ${n}` })),
  );
  // Nine rooms, one of them closed for repairs, so that eight can be used.
  const closed = { room_id: 'ash-9', from_date: addDays(today, -5), reason: 'repairs', said_by: 'w_manager' };
  await insertAll(tx, 'room_out_of_service', [{ organisation_id: 'acorn', id: 'out', ...closed }]);
  const said = { level: 3, said_on: today, evidence_by: 'inspection' };
  await insertAll(
    tx,
    'home_skill',
    DOMAINS.map((domain) => ({ ...key, domain, ...said })),
  );
}

async function child(tx: Tx, today: PlainDate, organisation_id: string, id: string, home_id: string): Promise<void> {
  const key = { organisation_id, child_id: id };
  await insertAll(tx, 'child', [{ organisation_id, id, sex: 'female' }]);
  const named = { given_name: `Given ${id}`, family_name: 'Secretname' };
  await insertAll(tx, 'child_identity', [{ ...key, born: addDays(today, -4_700), ...named }]);
  await insertAll(tx, 'child_address', [
    { ...key, kind: 'family home', postcode: 'QV2 2BB', lat: 53.401234, long: -2.201234 },
  ]);
  const profile = {
    id: `profile-${id}`,
    child_id: id,
    number: 1,
    started_by: 'w_finder',
    suits_fostering: 'preferred',
  };
  await insertAll(tx, 'profile', [{ organisation_id, ...profile }]);
  await insertAll(
    tx,
    'profile_domain',
    DOMAINS.map((domain) => ({ organisation_id, profile_id: `profile-${id}`, domain, level: 3 })),
  );
  await insertAll(tx, 'profile_finished', [{ organisation_id, profile_id: `profile-${id}`, by: 'w_finder' }]);
  const lives = { home_organisation_id: 'acorn', home_id, started: addDays(today, -DAYS_AGO) };
  await insertAll(tx, 'placement', [{ organisation_id, id: `stay-${id}`, child_id: id, ...lives }]);
}

/** Seven searches found no free room; three of them found the cost in the way too. */
async function reasons(tx: Tx, today: PlainDate): Promise<void> {
  for (let n = 1; n <= 7; n += 1) {
    const [organisation_id, search_id] = ['north', `search_${n}`];
    await insertAll(tx, 'search', [{ organisation_id, id: search_id, needed_by: today, asked_by: 'w_finder' }]);
    await insertAll(tx, 'search_child', [
      { organisation_id, search_id, child_id: `n_${n}`, profile_id: `profile-n_${n}` },
    ]);
    const codes = n <= 3 ? ['none-free', 'cost'] : ['none-free'];
    await insertAll(tx, 'search_unmet', [{ organisation_id, id: `unmet_${n}`, search_id, codes, by: 'w_finder' }]);
  }
}
