import { ALL_ROLES } from '../../src/access/index.ts';
import { insertAll, sql, type Tx } from '../../src/db/index.ts';

/**
 * One person of every role in North, each with an account and a second post beside (`also_…`, a social worker), and each
 * with one child in common, `own`. Everything else is somebody else's: `other` is the child of Ola, `sealed` and
 * `adopted` are closed, and South is another authority.
 */
export async function raisingWorld(tx: Tx): Promise<void> {
  const north = { organisation_id: 'north' };
  await insertAll(tx, 'organisation', [
    { id: 'north', kind: 'authority', name: 'North' },
    { id: 'south', kind: 'authority', name: 'South' },
    { id: 'west', kind: 'authority', name: 'West' },
    { id: 'region', kind: 'region', name: 'Region' },
    { id: 'elsewhere', kind: 'region', name: 'Another region' },
  ]);
  await insertAll(tx, 'region_member', [
    { region_id: 'region', organisation_id: 'north' },
    { region_id: 'region', organisation_id: 'west' },
    { region_id: 'elsewhere', organisation_id: 'south' },
  ]);
  await insertAll(tx, 'team', [
    { ...north, id: 't_own', name: 'Own team' },
    { ...north, id: 't_other', name: 'Other team' },
  ]);
  const people = ALL_ROLES.map((role) => ({ id: `w_${role}`, role }));
  await insertAll(
    tx,
    'account',
    [...people.map(({ id }) => id), 'ola'].map((id) => ({ id, name: id, email: `${id}@north.example`, by: 'system' })),
  );
  const post = (
    id: string,
    role: string,
    account_id: string | null,
    team_id: string | null,
    organisation_id = 'north',
  ) => ({
    ...{ organisation_id, id, name: id, role, account_id, team_id },
  });
  await insertAll(tx, 'actor', [
    ...people.map(({ id, role }) => post(id, role, id, 't_own')),
    ...people.map(({ id, role }) => post(`also_${role}`, 'social-worker', id, null)),
    post('ola', 'social-worker', 'ola', 't_other'),
    post('mate', 'social-worker', null, 't_own'),
    post('mate_finder', 'home-finder', null, null),
    post('mate_carer', 'foster-carer', null, null),
    post('mate_adoption', 'adoption-worker', null, null),
    post('sue', 'social-worker', null, null, 'south'),
    post('sue_governance', 'information-governance', null, null, 'south'),
    post('wes', 'social-worker', null, null, 'west'),
  ]);
  for (const id of ['own', 'other', 'sealed', 'adopted']) await child(tx, 'north', id);
  await child(tx, 'south', 'southern');
  const allocation = (child_id: string, actor_id: string, organisation_id = 'north') => ({
    ...{ organisation_id, id: `al_${child_id}_${actor_id}`, child_id, actor_id, by: 'system' },
    relation: actor_id === 'w_child' ? 'self' : actor_id === 'w_parent' ? 'parent' : 'social worker',
  });
  await insertAll(tx, 'allocation', [
    ...people.map(({ id }) => allocation('own', id)),
    allocation('other', 'ola'),
    allocation('southern', 'sue', 'south'),
  ]);
  await insertAll(tx, 'search_worker', [
    { ...north, search_id: 's_own', actor_id: 'w_home-finder', by: 'system' },
    { ...north, search_id: 's_other', actor_id: 'mate_finder', by: 'system' },
  ]);
  await insertAll(tx, 'search', [{ ...north, id: 's_closed', needed_by: '2027-01-01', asked_by: 'ola' }]);
  await insertAll(tx, 'search_child', [{ ...north, search_id: 's_closed', child_id: 'other', profile_id: 'p_other' }]);
  await insertAll(tx, 'search_closed', [{ ...north, search_id: 's_closed', by: 'ola', why: 'home found' }]);
  await insertAll(tx, 'record_sealed', [
    { ...north, child_id: 'sealed', by: 'system', why: 'other' },
    { ...north, child_id: 'adopted', by: 'system', why: 'adoption' },
  ]);
  await insertAll(tx, 'record_named', [{ ...north, child_id: 'sealed', actor_id: 'ola', by: 'system' }]);
  // Each has opened a record in their other post, a week ago, and nobody has looked into it yet.
  await insertAll(
    tx,
    'break_glass',
    [...ALL_ROLES.map((role) => `also_${role}`), 'mate'].map((actor_id) => ({
      ...{ ...north, id: `bg_${actor_id}`, child_id: 'other', actor_id, reason: 'written by the test' },
      at: new Date(Date.now() - 7 * 86_400_000).toISOString(),
      until_at: new Date(Date.now() - 7 * 86_400_000 + 3_600_000).toISOString(),
    })),
  );
  await insertAll(tx, 'home', [
    { ...north, id: 'h', name: 'A home', kind: 'fostering', sector: 'authority', region_id: 'region' },
  ]);
  await insertAll(tx, 'address_hidden', [{ ...north, id: 'hidden', child_id: 'other', why: 'police', by: 'ola' }]);
  await sql`delete from address_named`.execute(tx);
  await sql`insert into address_named (organisation_id, address_id, actor_id, by)
    select organisation_id, id, 'ola', 'ola' from confidential_address where child_id = 'other'`.execute(tx);
  await insertAll(tx, 'sharing_agreement', [
    {
      region_id: 'region',
      id: 'g',
      purpose: 'Finding homes',
      fields: ['homes'],
      from_day: '2026-01-01',
      by: 'wes',
      at: '2026-01-01',
    },
  ]);
  await insertAll(tx, 'sharing_party', [
    { region_id: 'region', agreement_id: 'g', organisation_id: 'west', by: 'wes' },
  ]);
  await insertAll(tx, 'session', [
    {
      ...{
        digest: 'd',
        id: 'session_ola',
        account_id: 'ola',
        organisation_id: 'north',
        actor_id: 'ola',
        method: 'test',
      },
      ...{
        signed_in_at: '2026-11-01',
        fresh_at: '2026-11-01',
        last_seen_at: '2026-11-01',
        idle: '1 hour',
        ends_at: '2030-01-01',
      },
    },
  ]);
}

async function child(tx: Tx, organisation_id: string, id: string): Promise<void> {
  const key = { organisation_id, child_id: id };
  await insertAll(tx, 'child', [{ organisation_id, id, sex: 'female' }]);
  await insertAll(tx, 'child_identity', [{ ...key, born: '2014-05-06', given_name: id, family_name: 'Example' }]);
  await insertAll(tx, 'child_address', [{ ...key, kind: 'family home', area: `Street of ${id}` }]);
  await insertAll(tx, 'profile', [{ organisation_id, id: `p_${id}`, child_id: id, number: 1, started_by: 'ola' }]);
  await insertAll(tx, 'search', [{ organisation_id, id: `s_${id}`, needed_by: '2027-01-01', asked_by: 'ola' }]);
  await insertAll(tx, 'search_child', [{ ...key, search_id: `s_${id}`, profile_id: `p_${id}` }]);
}
