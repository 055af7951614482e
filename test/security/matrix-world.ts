import { joinRegion } from '../../src/access/index.ts';
import { type Database, insertAll } from '../../src/db/index.ts';
import { DOMAINS } from '../../src/kernel/index.ts';

/** Every role, in an authority; each has one child for each relationship, and there is a child of another authority. */
export const WORLD_ROLES = [
  'child',
  'parent',
  'advocate',
  'social-worker',
  'out-of-hours-worker',
  'home-finder',
  'provider',
  'registered-manager',
  'foster-carer',
  'supervising-social-worker',
  'manager',
  'nominated-officer',
  'director',
  'iro',
  'virtual-school-head',
  'commissioner',
  'regional-analyst',
  'family-help-lead',
  'partner',
  'reform-lead',
  'data-officer',
  'information-governance',
  'administrator',
  'adoption-worker',
] as const;

export const TIES = [
  'self',
  'named',
  'allocated',
  'team',
  'search',
  'family',
  'unallocated',
  'sibling',
  'break-glass',
  'pack',
  'authority',
  'sealed to others',
  'another authority',
] as const;
export type Tie = (typeof TIES)[number];

/** A picture of one grey point (JPEG, ITU-T T.81), as the database takes it. */
const PICTURE =
  `\\xffd8ffdb0043000302020302020303030304030304050805050404050a070706080c0a0c0c0b0a0b0b0d0e12100d0e110e0b0b1016101113141515150c0f171816141812141514ffc0000b08000100010101110 0ffc4001400010000000000000000000000000000000bffc40014100100000000000000000000000000000000ffda0008010100003f0037ffd9`.replaceAll(
    ' ',
    '',
  );

export const actorOfRole = (role: string): string => `w_${role}`;
export const childOf = (role: string, tie: Tie): string => `${role}--${tie.replaceAll(' ', '-')}`;
export const canaryOf = (child: string): string =>
  `canary-${[...child].map((c) => c.charCodeAt(0).toString(36)).join('')}`;

/** The relationships a tie amounts to: whoever is in the care of the authority is tied to all who see the whole of it. */
export function relationshipsOf(tie: Tie): readonly string[] {
  if (tie === 'another authority' || tie === 'sealed to others') return [];
  if (tie === 'named') return ['named'];
  return [tie, 'authority'];
}

export async function matrixWorld(database: Database): Promise<void> {
  const rows = new Map<string, Record<string, unknown>[]>();
  const add = (table: string, row: Record<string, unknown>) => {
    const list = rows.get(table) ?? [];
    rows.set(table, list);
    list.push(row);
  };
  for (const table of [
    'team',
    'actor',
    'child',
    'child_identity',
    'child_address',
    'profile',
    'child_picture',
    'profile_domain',
    'home',
    'placement',
    'episode',
    'review',
    'sw_episode',
    'oc2',
    'ad1',
    'search',
    'search_child',
    'search_worker',
    'search_closed',
    'brother_or_sister',
    'allocation',
    'team_cover',
    'record_sealed',
    'record_named',
    'break_glass',
    'subject_request',
  ])
    rows.set(table, []);
  const north = { organisation_id: 'north' };
  const now = new Date().toISOString();
  const later = new Date(Date.now() + 3_600_000).toISOString();

  const child = (id: string, organisation_id = 'north') => {
    const key = { organisation_id, child_id: id };
    add('child', { organisation_id, id, sex: 'female', ethnicity: 'WBRI' });
    add('child_identity', { ...key, born: '2014-05-06', given_name: canaryOf(id), family_name: 'Example' });
    add('child_address', { ...key, kind: 'family home', area: `Street of ${canaryOf(id)}` });
    add('profile', {
      organisation_id,
      id: `p-${id}`,
      child_id: id,
      number: 1,
      started_by: 'w_other',
      about_me: `words ${canaryOf(id)}`,
    });
    add('child_picture', { ...key, bytes: PICTURE, shows: canaryOf(id), by: 'w_other' });
    add('placement', {
      organisation_id,
      id: `pl-${id}`,
      child_id: id,
      home_organisation_id: organisation_id,
      home_id: `home-${organisation_id}`,
      started: '2025-01-01',
    });
    add('episode', { ...key, decom: '2025-01-01', place: 'U1', import_id: 'i', return_year: 2026 });
    const told = { ...key, import_id: 'i', return_year: 2026 };
    add('review', { ...told, review: '2025-06-01' });
    add('sw_episode', { ...told, sw_decom: '2025-01-01', sw_id: 'SW1' });
    add('oc2', { ...told, sdq_score: 12 });
    add('ad1', { ...told, date_int: '2025-06-01' });
    add('search', { organisation_id, id: `s-${id}`, needed_by: '2026-12-24', asked_by: 'w_other' });
    add('search_child', { organisation_id, search_id: `s-${id}`, child_id: id, profile_id: `p-${id}` });
  };
  const allocate = (child_id: string, actor_id: string, relation: string) =>
    add('allocation', { ...north, id: `al-${child_id}-${relation}`, child_id, actor_id, relation, by: 'system' });

  add('team', { ...north, id: 'other-team', name: 'Other' });
  add('home', { ...north, id: 'home-north', name: 'North home', kind: 'fostering', sector: 'authority' });
  add('home', {
    organisation_id: 'south',
    id: 'home-south',
    name: 'South home',
    kind: 'fostering',
    sector: 'authority',
  });
  add('actor', { ...north, id: 'w_other', name: 'Other worker', role: 'social-worker', team_id: 'other-team' });
  for (const role of WORLD_ROLES) {
    const me = actorOfRole(role);
    add('team', { ...north, id: `covered-${role}`, name: `Covered by ${role}` });
    add('actor', { ...north, id: me, name: `The ${role}`, role, team_id: null });
    add('actor', {
      ...north,
      id: `mate-${role}`,
      name: `Mate of ${role}`,
      role: 'social-worker',
      team_id: `covered-${role}`,
    });
    add('team_cover', {
      ...north,
      id: `cover-${role}`,
      actor_id: me,
      team_id: `covered-${role}`,
      until_at: later,
      by: 'system',
    });
    for (const tie of TIES) {
      const id = childOf(role, tie);
      child(id, tie === 'another authority' ? 'south' : 'north');
      if (tie === 'another authority') continue;
      if (tie !== 'unallocated') allocate(id, tie === 'team' ? `mate-${role}` : 'w_other', 'social worker');
      if (tie === 'self') allocate(id, me, 'self');
      if (tie === 'family') allocate(id, me, 'parent');
      if (tie === 'allocated') allocate(id, me, 'added');
      if (tie === 'search') add('search_worker', { ...north, search_id: `s-${id}`, actor_id: me, by: 'system' });
      if (tie === 'break-glass')
        add('break_glass', {
          ...north,
          id: `bg-${role}`,
          child_id: id,
          actor_id: me,
          reason: 'written by the test',
          at: now,
          until_at: later,
        });
      if (tie === 'pack')
        add('subject_request', { ...north, id: `sr-${role}`, child_id: id, asked_on: '2026-11-01', by: 'system' });
      if (tie === 'sibling') {
        const other = childOf(role, 'allocated');
        add('brother_or_sister', { ...north, child_id: id, other_child_id: other });
        add('brother_or_sister', { ...north, child_id: other, other_child_id: id });
      }
      if (tie === 'named' || tie === 'sealed to others')
        add('record_sealed', { ...north, child_id: id, by: 'system', why: 'other' });
      if (tie === 'named') add('record_named', { ...north, child_id: id, actor_id: me, by: 'system' });
    }
  }
  await database.asSystem(async (tx) => {
    await insertAll(tx, 'organisation', [
      { id: 'region', kind: 'region', name: 'The Region' },
      { id: 'north', kind: 'authority', name: 'North' },
      { id: 'south', kind: 'authority', name: 'South' },
    ]);
    for (const authority of ['north', 'south']) await joinRegion(tx, 'region', authority);
    const domains = (rows.get('profile') ?? []).map((each) => ({
      organisation_id: each.organisation_id,
      profile_id: each.id,
      domain: DOMAINS[0],
      level: 2,
    }));
    rows.set('profile_domain', domains);
    for (const [table, list] of rows) await insertAll(tx, table, list);
  });
}
