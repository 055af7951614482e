import { type Database, insertAll, sql, type Tx } from '../../src/db/index.ts';
import { addDays, type PlainDate } from '../../src/kernel/index.ts';
import { allocate } from '../relationships.ts';
import { smallRegion } from '../small-region.ts';

/** Where Maya's family lives, and where the home is that Leo lives in: told in every way there is, hidden late. */
export const FAMILY = { postcode: 'QV7 7ZQ', area: 'Canaryford', lat: 53.487654, long: -2.345678 };
export const SCHOOL = { name: 'Heronmere School', postcode: 'QV7 8ZQ', lat: 53.471717, long: -2.381818 };
export const HOME = {
  name: 'Plovercote House',
  line: '7 Magpie Canary Lane, Plovercote',
  postcode: 'QV6 6XQ',
  area: 'Plovercote',
  lat: 53.612345,
  long: -2.256789,
};

/** Whatever of these stands in a page, a file, a header, a log or a row that somebody reads has leaked. */
export const CANARIES: readonly RegExp[] = [
  /qv\s*7\s*7\s*z\s*q/i,
  /qv\s*7\s*8\s*z\s*q/i,
  /qv\s*6\s*6\s*x\s*q/i,
  /canaryford/i,
  /heronmere/i,
  /plovercote/i,
  /magpie\s+canary/i,
  // Coordinates to three decimals and more, with either sign; not the seconds of a time.
  ...[FAMILY, SCHOOL, HOME].flatMap(({ lat, long }) => [beginning(lat), beginning(long)]),
];

function beginning(degrees: number): RegExp {
  const digits = String(Math.abs(degrees)).replace('-', '');
  return new RegExp(`(?<![:\\d])${digits.slice(0, digits.indexOf('.') + 4).replace('.', '\\.')}`);
}

/** Somebody of every kind, as near to Maya and Leo as their role lets them be; nobody of them is named. */
export const NOT_NAMED = [
  'w_finder',
  'w_second',
  'w_team',
  'w_duty',
  'w_iro',
  'w_advocate',
  'w_director',
  'w_officer',
  'w_data',
  'w_governance',
  'w_school',
  'w_buyer',
  'w_admin',
  'w_maya',
  'w_parent',
  'w_south',
  'w_analyst',
  'w_raj',
  'w_agency',
  'w_carer',
] as const;

export async function hiddenWorld(database: Database, today: PlainDate): Promise<void> {
  await smallRegion(database, today);
  await database.asSystem(async (tx) => {
    const of = (organisation_id: string) => (id: string, role: string) => ({
      organisation_id,
      id,
      name: `N ${id}`,
      role,
    });
    const north = of('north');
    const acorn = of('acorn');
    await insertAll(tx, 'actor', [
      north('w_worker', 'social-worker'),
      north('w_second', 'social-worker'),
      north('w_team', 'manager'),
      north('w_duty', 'out-of-hours-worker'),
      north('w_iro', 'iro'),
      north('w_advocate', 'advocate'),
      north('w_director', 'director'),
      north('w_officer', 'nominated-officer'),
      north('w_data', 'data-officer'),
      north('w_governance', 'information-governance'),
      north('w_school', 'virtual-school-head'),
      north('w_buyer', 'commissioner'),
      north('w_admin', 'administrator'),
      north('w_maya', 'child'),
      north('w_parent', 'parent'),
      acorn('w_raj', 'registered-manager'),
      acorn('w_agency', 'provider'),
      acorn('w_carer', 'foster-carer'),
    ]);
    const both = ['maya', 'leo'];
    await allocate(tx, 'north', 'w_worker', both);
    await allocate(tx, 'north', 'w_second', both);
    await allocate(tx, 'north', 'w_team', both, 'added');
    await allocate(tx, 'north', 'w_iro', both, 'independent reviewing officer');
    await allocate(tx, 'north', 'w_advocate', both, 'advocate');
    await allocate(tx, 'north', 'w_school', both, 'virtual school');
    await allocate(tx, 'north', 'w_maya', ['maya'], 'self');
    await allocate(tx, 'north', 'w_parent', ['maya'], 'parent');
    await theHome(tx, today);
    await theFamily(tx, today);
  });
}

async function theHome(tx: Tx, today: PlainDate): Promise<void> {
  const key = { organisation_id: 'acorn', home_id: 'late' };
  const told = `Our house at ${HOME.line} (${HOME.postcode.replace(' ', '').toLowerCase()}) is the heart of ${HOME.area}.`;
  await insertAll(tx, 'home', [
    {
      organisation_id: 'acorn',
      id: 'late',
      region_id: 'region',
      name: HOME.name,
      kind: 'residential',
      sector: 'private',
      area: HOME.area,
      about: told,
      pets: false,
      adapted: false,
      interests: [`walks in ${HOME.area}`],
    },
  ]);
  await insertAll(tx, 'home_address', [
    { ...key, line: HOME.line, postcode: HOME.postcode, authority_code: 'E08000099', lat: HOME.lat, long: HOME.long },
  ]);
  await insertAll(tx, 'registration', [
    { ...key, from_date: '2020-01-01', min_age: 0, max_age: 17, places: 4, terms: `Only at ${HOME.postcode}` },
  ]);
  await insertAll(tx, 'room', [{ ...key, id: 'late-1', name: `Room to ${HOME.line.split(',')[0]}` }]);
  await insertAll(tx, 'room_vacancy', [
    { organisation_id: 'acorn', id: 'v-late', room_id: 'late-1', free_from: today, said_on: today, said_by: 'w_raj' },
  ]);
  await insertAll(tx, 'room_out_of_service', [
    {
      organisation_id: 'acorn',
      id: 'out-late',
      room_id: 'late-1',
      from_date: addDays(today, 30),
      to_date: addDays(today, 40),
      reason: 'repairs',
      note: `The builder comes to ${HOME.postcode}`,
      said_by: 'w_raj',
    },
  ]);
  await insertAll(tx, 'home_skill', [
    {
      ...key,
      domain: 'education',
      said_on: today,
      level: 3,
      evidence_by: 'agency',
      evidence: `The school of ${HOME.area}`,
    },
  ]);
  await insertAll(tx, 'home_carer', [{ ...key, actor_id: 'w_carer', by: 'w_raj' }]);
  await insertAll(tx, 'placement', [
    {
      organisation_id: 'north',
      id: 'p-leo',
      child_id: 'leo',
      home_organisation_id: 'acorn',
      home_id: 'late',
      started: addDays(today, -100),
    },
  ]);
}

async function theFamily(tx: Tx, today: PlainDate): Promise<void> {
  const told = `We are at ${FAMILY.postcode.toLowerCase().replace(' ', '  ')} in ${FAMILY.area.toUpperCase()}, near ${SCHOOL.name}.`;
  await sql`update child_address set postcode = ${FAMILY.postcode}, area = ${FAMILY.area}, lat = ${FAMILY.lat}, long = ${FAMILY.long}
    where child_id in ('maya', 'leo')`.execute(tx);
  // Written before they were finished, as people write: the finished versions stand.
  for (const child of ['maya', 'leo']) {
    const id = `${child}-told`;
    const own = { organisation_id: 'north', profile_id: id };
    const home = child === 'leo' ? ` I live at ${HOME.line}, ${HOME.postcode}.` : '';
    await insertAll(tx, 'profile', [
      {
        organisation_id: 'north',
        id,
        child_id: child,
        number: 2,
        started_by: 'w_worker',
        about_me: `${told}${home}`,
        words_by: `A teacher of ${SCHOOL.name}`,
        words_on: today,
        live_with: `Mum in ${FAMILY.area}`,
        matters: ['school', 'family'],
        interests: [`the market of ${FAMILY.area}`],
        other_risk_to_child: `Was followed home to ${FAMILY.postcode}`,
        adaptations: false,
        pets: 'can',
      },
    ]);
    await insertAll(tx, 'profile_domain', [
      {
        ...own,
        domain: 'education',
        level: 2,
        going_well: `Loves ${SCHOOL.name}`,
        what_helps: told,
        said_by: 'Teacher',
        said_on: today,
      },
    ]);
    await insertAll(tx, 'profile_place', [
      { organisation_id: 'north', id: `school-${child}`, profile_id: id, kind: 'school', must_keep: true, ...SCHOOL },
    ]);
    await insertAll(tx, 'profile_finished', [{ ...own, by: 'w_worker' }]);
    await insertAll(tx, 'episode', [
      {
        organisation_id: 'north',
        child_id: child,
        decom: '2025-01-01',
        place: 'K2',
        home_post: FAMILY.postcode,
        pl_post: HOME.postcode,
        import_id: 'i',
        return_year: 2026,
      },
    ]);
  }
}
