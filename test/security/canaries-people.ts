import { ALL_ROLES } from '../../src/access/index.ts';
import { insertAll, type Tx } from '../../src/db/index.ts';
import { type Canaries, idOf } from './canaries-words.ts';

/** The people who crawl: in North everybody there is, with the child of the set `north` as near as their role lets them. */
export const AGENCY_ROLES = ['provider', 'registered-manager', 'foster-carer', 'supervising-social-worker'] as const;
const OF_AGENCY_ALONE = ['provider', 'registered-manager', 'regional-analyst'];
export const NORTH_ROLES = ALL_ROLES.filter((role) => !OF_AGENCY_ALONE.includes(role));

/** The two authorities, their region and its agreement, and the agency. */
export async function region(tx: Tx, canaries: Canaries): Promise<void> {
  await insertAll(tx, 'organisation', [
    { id: 'region', kind: 'region', name: 'The Region', sector: null },
    { id: 'north', kind: 'authority', name: 'North', sector: 'authority' },
    { id: 'south', kind: 'authority', name: 'South', sector: 'authority' },
    { id: 'acorn', kind: 'provider', name: 'Acorn Homes', sector: 'private' },
  ]);
  const parties = ['north', 'south'].map((organisation_id) => ({ region_id: 'region', organisation_id }));
  await insertAll(tx, 'region_member', parties);
  const word = (column: string) => canaries.word('region', 'sharing_agreement', column);
  await insertAll(tx, 'sharing_agreement', [
    {
      ...{ region_id: 'region', id: word('id'), purpose: word('purpose'), signed_words: word('signed_words') },
      ...{ fields: ['homes', 'households'], from_day: '2026-01-01' },
    },
  ]);
  await insertAll(
    tx,
    'sharing_party',
    parties.map((party) => ({ ...party, agreement_id: word('id') })),
  );
}

/** Somebody of every role beside North’s child, the agency’s people, the region’s analyst, and South’s own people. */
export async function people(tx: Tx, canaries: Canaries): Promise<void> {
  const actor = (organisation_id: string, role: string) => ({
    ...{ organisation_id, id: `${organisation_id}_${role}`, name: `${role} of ${organisation_id}`, role },
    team_id:
      ['north', 'south'].includes(organisation_id) && role === 'manager'
        ? idOf(canaries, organisation_id, 'team')
        : null,
  });
  await insertAll(tx, 'actor', [
    ...['north', 'south'].flatMap((side) => NORTH_ROLES.map((role) => actor(side, role))),
    ...AGENCY_ROLES.map((role) => actor('acorn', role)),
    actor('region', 'regional-analyst'),
  ]);
  const relation: Readonly<Record<string, string>> = { child: 'self', parent: 'parent' };
  for (const side of ['north', 'south'] as const) {
    await insertAll(
      tx,
      'allocation',
      NORTH_ROLES.map((role) => ({
        ...{ organisation_id: side, id: `allocation_${side}_${role}`, child_id: idOf(canaries, side, 'child') },
        ...{ actor_id: `${side}_${role}`, relation: relation[role] ?? 'social worker', by: `${side}_manager` },
      })),
    );
    await insertAll(tx, 'search_worker', [
      {
        organisation_id: side,
        search_id: idOf(canaries, side, 'search'),
        actor_id: `${side}_home-finder`,
        by: 'system',
      },
    ]);
  }
  // The agency is told of North’s search as far as it goes, of South’s the first stage alone.
  await insertAll(
    tx,
    'disclosure_stage',
    ['needs', 'identified'].map((stage) => ({
      ...{
        organisation_id: 'north',
        disclosure_id: idOf(canaries, 'north', 'disclosure'),
        stage,
        by: 'north_home-finder',
      },
    })),
  );
  await insertAll(tx, 'home_carer', [
    {
      organisation_id: 'acorn',
      home_id: idOf(canaries, 'acorn', 'home'),
      actor_id: 'acorn_foster-carer',
      by: 'acorn_provider',
    },
    {
      organisation_id: 'north',
      home_id: idOf(canaries, 'north', 'home'),
      actor_id: 'north_foster-carer',
      by: 'north_manager',
    },
  ]);
}
