import { ALL_ROLES } from '../../src/access/index.ts';
import { insertAll, type Tx } from '../../src/db/index.ts';

/** Roles of an authority; each of them is somebody in the south, in the east, and somebody gone in the north. */
export const ROLES = ALL_ROLES;

/**
 * North and west each have a child, a home and a search. They share their homes with the south and an agency, by an
 * agreement of their region; the east shares nothing. South and east have people only: every record is somebody else's.
 */
export async function fourAuthorities(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [
    { id: 'north', kind: 'authority', name: 'North' },
    { id: 'south', kind: 'authority', name: 'South' },
    { id: 'west', kind: 'authority', name: 'West' },
    { id: 'east', kind: 'authority', name: 'East' },
    { id: 'agency', kind: 'provider', name: 'Agency' },
    { id: 'region', kind: 'region', name: 'Region' },
  ]);
  const parties = ['north', 'west', 'south', 'agency'].map((id) => ({ region_id: 'region', organisation_id: id }));
  await insertAll(tx, 'region_member', parties);
  await insertAll(tx, 'sharing_agreement', [
    { region_id: 'region', id: 'g', purpose: 'Finding homes', fields: ['homes', 'households'], from_day: '2026-01-01' },
  ]);
  await insertAll(
    tx,
    'sharing_party',
    parties.map((party) => ({ ...party, agreement_id: 'g' })),
  );
  const north = { organisation_id: 'north' };
  await insertAll(tx, 'team', [{ ...north, id: 't_north', name: 'First team' }]);
  await insertAll(tx, 'actor', [
    { ...north, id: 'w_north', name: 'Nia', role: 'social-worker', team_id: 't_north' },
    { ...north, id: 'w_colleague', name: 'Cai', role: 'social-worker', team_id: null },
    { ...north, id: 'w_finder', name: 'Fay', role: 'home-finder', team_id: null },
    { ...north, id: 'w_leads', name: 'Lee', role: 'manager', team_id: 't_north' },
    { ...north, id: 'w_buyer', name: 'Bo', role: 'commissioner', team_id: null },
    { organisation_id: 'agency', id: 'w_nurse', name: 'Ana', role: 'registered-manager', team_id: null },
    { organisation_id: 'region', id: 'w_analyst', name: 'Ali', role: 'regional-analyst', team_id: null },
    ...ROLES.flatMap((role) => [
      { ...north, id: `gone_${role}`, name: 'Gone', role, team_id: 't_north' },
      { organisation_id: 'south', id: `south_${role}`, name: 'Sam', role, team_id: null },
      { organisation_id: 'east', id: `east_${role}`, name: 'Eva', role, team_id: null },
    ]),
  ]);
  for (const side of ['north', 'west']) await oneChild(tx, side);
  await insertAll(tx, 'allocation', [
    allocation('l_north', 'w_north', 'social worker'),
    // Those who have gone had every relationship with the child that there is.
    ...ROLES.map((role) => allocation(`l_gone_${role}`, `gone_${role}`, relationOf(role))),
  ]);
  await insertAll(tx, 'search_worker', [
    { ...north, search_id: 's_north', actor_id: 'w_finder', by: 'w_finder' },
    ...ROLES.map((role) => ({ ...north, search_id: 's_north', actor_id: `gone_${role}`, by: 'w_finder' })),
  ]);
  await insertAll(tx, 'home_carer', [{ ...north, home_id: 'h_north', actor_id: 'gone_foster-carer', by: 'w_north' }]);
  await insertAll(
    tx,
    'event',
    ROLES.map((role) => ({ ...north, id: `e_${role}`, actor: `gone_${role}`, kind: 'child.look', subject: 'c_north' })),
  );
  await insertAll(
    tx,
    'post_ended',
    ROLES.map((role) => ({ ...north, actor_id: `gone_${role}`, by: 'w_leads' })),
  );
}

function relationOf(role: (typeof ROLES)[number]): string {
  return role === 'child' ? 'self' : role === 'parent' ? 'parent' : 'social worker';
}

function allocation(id: string, actor: string, relation: string) {
  return { organisation_id: 'north', id, child_id: 'c_north', actor_id: actor, relation, by: 'w_leads' };
}

async function oneChild(tx: Tx, side: string): Promise<void> {
  const own = { organisation_id: side };
  const child = { ...own, child_id: `c_${side}` };
  const home = { ...own, home_id: `h_${side}` };
  await insertAll(tx, 'child', [{ ...own, id: `c_${side}`, sex: 'female' }]);
  await insertAll(tx, 'child_identity', [{ ...child, born: '2014-05-01', given_name: 'Kit' }]);
  await insertAll(tx, 'child_address', [{ ...child, kind: 'family home', postcode: 'XX1 1XX' }]);
  await insertAll(tx, 'home', [
    { ...own, id: `h_${side}`, region_id: 'region', name: 'Home', kind: 'fostering', sector: 'authority' },
  ]);
  await insertAll(tx, 'home_address', [{ ...home, carers: 'A carer', line: '1 The Lane' }]);
  await insertAll(tx, 'room', [{ ...home, id: `r_${side}`, name: 'Room' }]);
  await insertAll(tx, 'placement', [
    { ...child, id: `p_${side}`, home_organisation_id: side, home_id: `h_${side}`, started: '2026-01-01' },
  ]);
  // One description that is still being written, because a finished one refuses changes for reasons of its own.
  await insertAll(tx, 'profile', [{ ...child, id: `f_${side}`, number: 1, started_by: `w_${side}` }]);
  await insertAll(tx, 'profile_domain', [{ ...own, profile_id: `f_${side}`, domain: 'health', level: 2 }]);
  await insertAll(tx, 'profile_place', [{ ...own, profile_id: `f_${side}`, id: `pp_${side}`, kind: 'school' }]);
  await insertAll(tx, 'profile', [{ ...child, id: `ff_${side}`, number: 2, started_by: `w_${side}` }]);
  await insertAll(tx, 'profile_finished', [{ ...own, profile_id: `ff_${side}`, by: `w_${side}` }]);
  await insertAll(tx, 'search', [{ ...own, id: `s_${side}`, needed_by: '2026-12-01', asked_by: `w_${side}` }]);
  await insertAll(tx, 'search_child', [{ ...child, search_id: `s_${side}`, profile_id: `f_${side}` }]);
}
