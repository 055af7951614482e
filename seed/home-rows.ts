import { DOMAINS, type Domain, fromDayNumber, type SeededRandom, seededId } from '../src/kernel/index.ts';
import { ASSUMPTIONS, FIGURES } from './figures.ts';
import * as words from './home-words.ts';
import type { Home } from './homes.ts';
import { residents } from './living.ts';
import { ageAt, type Child, YEAR } from './people.ts';
import { STREETS } from './place-names.ts';
import { HOUSE_BEGINNINGS, HOUSE_ENDINGS } from './provider-names.ts';
import type { RowBox } from './rows.ts';
import { inCare, type Lives } from './simulate.ts';
import { personName, type Worker } from './staff.ts';

export const HOME_TABLES = [
  'home',
  'home_address',
  'registration',
  'room',
  'room_vacancy',
  'room_out_of_service',
  'home_skill',
  'fee',
  'household_member',
];

/** Of the rooms nobody lives in, the share that could be offered; the others are out of service or unsaid. */
const OFFERED: Readonly<Record<Home['kind'], number>> = {
  fostering: FIGURES.vacantFosterPlaces / (1 - FIGURES.filledFosterPlaces),
  kinship: 0.5,
  residential: 0.45,
  supported: 0.6,
  secure: 0.3,
};

/** Speaks for each provider's homes, by the provider's id. */
export type Speakers = ReadonlyMap<string, Worker>;

/** All rows about one home, but for who lives there. */
export function addHome(box: RowBox, lives: Lives, home: Home, speakers: Speakers, number: number): void {
  const random = home.random.fork('rows');
  const { asOf } = lives;
  const org = home.provider.id;
  const here = residents(home, asOf);
  const first = Math.min(asOf, ...home.stays.map(({ spell }) => spell.start));
  const opened = first - Math.round(20 + random.exponential(home.kind === 'kinship' ? 8 : 2.2 * YEAR));
  const speaker = speakers.get(org)?.id ?? 'made-up region';
  const open = home.kind !== 'kinship' || here.length > 0 || home.stays.length === 0;
  const confidential =
    home.kind === 'fostering' || home.kind === 'kinship'
      ? random.chance(0.09)
      : home.kind === 'residential' && random.chance(0.03);
  const gift = random.pick(DOMAINS);
  const graded =
    home.kind === 'residential' || home.kind === 'secure'
      ? grade(random)
      : home.kind === 'fostering'
        ? gradeOf(lives, org)
        : null;
  const interests = random
    .shuffle(words.HOME_INTERESTS)
    .slice(0, home.kind === 'kinship' ? random.between(0, 2) : random.between(1, 4));
  const spoken = random.chance(0.16)
    ? [
        random.pick([
          'Urdu',
          'Polish',
          'Arabic',
          'BSL',
          'Makaton',
          'French',
          'Romanian',
          'Bengali',
          'Punjabi',
          'Tigrinya',
          'Pashto',
          'Kurdish (Sorani)',
          'Spanish',
          'Yoruba',
        ]),
      ]
    : [];
  const about = aboutWords(random, home);
  box.add('home', {
    organisation_id: org,
    id: home.id,
    region_id: open ? lives.geography.regionId : null,
    name: homeName(random, home, number),
    kind: home.kind,
    sector: home.provider.sector,
    urn: home.urn,
    grade: graded?.grade ?? null,
    graded_on: graded ? fromDayNumber(asOf - graded.ago) : null,
    area: home.spot.town,
    about: home.kind === 'kinship' ? about : `${about} ${words.GIFTS[gift]}`,
    pets: random.chance(0.12)
      ? null
      : random.chance(home.kind === 'fostering' || home.kind === 'kinship' ? 0.52 : 0.14),
    adapted: random.chance(0.14) ? null : random.chance(home.kind === 'residential' ? 0.14 : 0.07),
    languages: [...new Set(['English', ...spoken, ...(home.ready === 'arrived yesterday' ? ['Arabic'] : [])])],
    interests,
  });
  const family = home.kind === 'kinship' ? home.connected[0]?.family.name : undefined;
  box.add('home_address', {
    organisation_id: org,
    home_id: home.id,
    carers: home.kind === 'fostering' || home.kind === 'kinship' ? carers(random, family) : null,
    line: `${random.between(1, 148)} ${random.pick(STREETS)}`,
    postcode: home.spot.postcode,
    authority_code: home.authority.code,
    lat: home.spot.lat,
    long: home.spot.long,
    confidential,
  });
  widenTerms(
    random,
    home,
    here.flatMap((each) => each.children),
    asOf,
  );
  box.add('registration', {
    organisation_id: org,
    home_id: home.id,
    from_date: fromDayNumber(opened),
    to_date: open ? null : closedOn(home, asOf),
    min_age: home.minAge,
    max_age: home.maxAge,
    sexes: home.sexes,
    places: home.places,
    terms: terms(random, home),
  });
  if (open) {
    addRooms(box, random.fork('rooms'), lives, home, here, speaker, opened);
    addSkills(box, random.fork('skills'), home, gift, asOf, speakers.get(org)?.name ?? '');
    addFees(box, random.fork('fees'), home, asOf, opened);
    addHousehold(box, random.fork('household'), lives, home);
  }
}

function closedOn(home: Home, asOf: number): string {
  const ends = home.stays.flatMap(({ group, spell }) => [
    spell.end ?? asOf,
    ...group.children.map((child) => child.exit ?? 0).filter((exit) => exit > 0 && exit < (spell.end ?? asOf)),
  ]);
  return fromDayNumber(Math.min(asOf, Math.max(...ends)));
}

function aboutWords(random: SeededRandom, home: Home): string {
  if (home.kind === 'fostering') return random.pick(words.FOSTER_ABOUT);
  if (home.kind === 'kinship') return random.pick(words.KINSHIP_ABOUT);
  if (home.kind === 'residential')
    return random.pick(
      words.RESIDENTIAL_ABOUT.filter((text) => home.places === 1 || !text.includes('one young person')),
    );
  if (home.kind === 'secure') return random.pick(words.SECURE_ABOUT);
  return random.pick(words.SUPPORTED_ABOUT[supportedCategory(home)]);
}

/** The four categories of supported accommodation that are registered. */
function supportedCategory(home: Home): keyof typeof words.SUPPORTED_ABOUT {
  if (home.places === 1) return home.random.fork('category').chance(0.6) ? 'single occupancy' : 'private house';
  return home.places >= 4 ? 'group' : home.random.fork('category').chance(0.8) ? 'shared' : 'private house';
}

const ROUNDS = [
  '',
  'Blue ',
  'Little ',
  'Green ',
  'Silver ',
  'Upper ',
  'Red ',
  'Old ',
  'Winter ',
  'Summer ',
  'Quiet ',
  'Merry ',
  'White ',
  'Golden ',
  'Lower ',
  'New ',
  'Far ',
  'Near ',
  'Morning ',
  'Evening ',
  'Autumn ',
  'Spring ',
  'North ',
  'South ',
  'East ',
  'West ',
  'Middle ',
  'High ',
  'Low ',
  'Long ',
  'Bright ',
  'Copper ',
  'Grey ',
  'Early ',
  'Sunny ',
  'Windy ',
  'Misty ',
  'Mossy ',
  'Stony ',
  'Sandy ',
];

/** A name that says nothing of the carers; the number, counted by kind over the region, makes it the only one. */
function homeName(random: SeededRandom, home: Home, number: number): string {
  const bird = HOUSE_BEGINNINGS[(number * 29) % HOUSE_BEGINNINGS.length] as string;
  const round = ROUNDS[Math.floor(number / HOUSE_BEGINNINGS.length) % ROUNDS.length] as string;
  if (home.kind === 'fostering') return `${round}${bird} household`;
  if (home.kind === 'kinship') return `${round}${bird} family`;
  if (home.kind === 'secure') return `${bird} Secure Children’s Home`;
  return `${round}${bird} ${random.pick(HOUSE_ENDINGS)}`;
}

function carers(random: SeededRandom, family: string | undefined): string {
  const surname = family !== undefined && random.chance(0.6) ? family : undefined;
  const one = personName(random, surname);
  return random.chance(0.62)
    ? `${one.split(' ')[0]} and ${personName(random, one.split(' ').slice(1).join(' '))}`
    : one;
}

function grade(random: SeededRandom): { grade: string; ago: number } {
  return {
    grade: random.weighted({
      outstanding: 0.11,
      good: 0.67,
      'requires improvement': 0.14,
      inadequate: 0.015,
      'not yet inspected': 0.065,
    }),
    ago: random.between(12, 380),
  };
}

/** Foster homes carry their agency's grade. */
function gradeOf(lives: Lives, organisation: string): { grade: string; ago: number } {
  const random = lives.random.fork(`grade of ${organisation}`);
  return {
    grade: random.weighted({ outstanding: 0.2, good: 0.7, 'requires improvement': 0.1 }),
    ago: random.between(40, 900),
  };
}

/** Approval follows the children who have grown up there, but for a few that are being put right. */
function widenTerms(random: SeededRandom, home: Home, children: readonly Child[], asOf: number): void {
  for (const child of children) {
    const age = Math.floor(ageAt(child, asOf));
    if (random.chance(0.06)) continue;
    if (age > home.maxAge) home.maxAge = Math.min(17, age + 1);
    if (age < home.minAge) home.minAge = age;
  }
}

function terms(random: SeededRandom, home: Home): string {
  if (home.kind === 'kinship')
    return `Approved for ${home.connected.length === 1 ? 'one named child' : `${home.connected.length} named children`}.`;
  if (home.kind === 'residential')
    return `${home.places} ${home.places === 1 ? 'young person' : 'young people'}; ${random.pick(['emotional and behavioural support', 'learning disability', 'emotional and behavioural support', 'emotional and behavioural support, learning disability'])}.`;
  if (home.kind === 'supported') return `Supported accommodation: ${supportedCategory(home)}.`;
  if (home.kind === 'secure') return 'Secure children’s home.';
  return random.pick([
    'Long term and short term.',
    'Short term.',
    'Long term.',
    'Short term and emergencies.',
    'Long term, short term and short breaks.',
    'Brothers and sisters, long or short term.',
  ]);
}

function addRooms(
  box: RowBox,
  random: SeededRandom,
  lives: Lives,
  home: Home,
  here: ReturnType<typeof residents>,
  speaker: string,
  opened: number,
): void {
  const { asOf } = lives;
  const org = home.provider.id;
  const lastMove = Math.max(opened, ...home.stays.map(({ spell }) => spell.start).filter((start) => start <= asOf));
  const living = here.flatMap(({ children, spell }) => children.map((child) => ({ child, spell })));
  for (let index = 0; index < home.places; index++) {
    const id = seededId('room', random);
    const resident = living[index];
    const mayShare = home.kind === 'fostering' || home.kind === 'kinship' ? random.chance(0.24) : false;
    box.add('room', {
      organisation_id: org,
      id,
      home_id: home.id,
      name: roomName(index, home),
      adapted: random.chance(0.1) ? null : random.chance(0.08),
      may_share: mayShare,
    });
    if (resident) {
      const leaves = Math.min(resident.spell.endsSoon ?? Infinity, resident.child.exit ?? Infinity);
      const soon = leaves - asOf <= 45 && random.chance(0.7);
      const said = soon ? asOf - random.between(0, 6) : resident.spell.start;
      box.add('room_vacancy', {
        organisation_id: org,
        id: seededId('vac', random),
        room_id: id,
        free_from: soon ? fromDayNumber(leaves + 1) : null,
        said_at: at(said, 16),
        said_on: fromDayNumber(said),
        said_by: speaker,
      });
      continue;
    }
    const offered =
      home.ready !== null || (home.stays.length === 0 && home.kind === 'kinship')
        ? true
        : random.chance(OFFERED[home.kind]);
    const lag = home.ready
      ? 1
      : offered
        ? Number(
            random.weighted({
              0: 0.2,
              1: 0.15,
              2: 0.12,
              4: 0.12,
              6: 0.1,
              9: 0.07,
              12: 0.06,
              26: 0.08,
              44: 0.06,
              71: 0.04,
            }),
          )
        : random.between(2, 60);
    const said = random.chance(0.85) ? Math.max(lastMove, asOf - lag) : asOf - lag;
    const ahead = offered && home.ready === null && random.chance(0.14) ? random.between(2, 40) : 0;
    const freeFrom = ahead > 0 ? asOf + ahead : Math.max(Math.min(lastMove, said), said - random.between(0, 20));
    if (offered || random.chance(0.75))
      box.add('room_vacancy', {
        organisation_id: org,
        id: seededId('vac', random),
        room_id: id,
        free_from: fromDayNumber(freeFrom),
        said_at: at(said, 11),
        said_on: fromDayNumber(said),
        said_by: speaker,
      });
    if (offered) continue;
    const reason = outReason(random, home, living.length > 0);
    const from = asOf - random.between(1, 140);
    box.add('room_out_of_service', {
      organisation_id: org,
      id: seededId('out', random),
      room_id: id,
      from_date: fromDayNumber(from),
      to_date: random.chance(reason === 'match with a child who lives there' ? 0.15 : 0.55)
        ? fromDayNumber(asOf + random.between(4, 70))
        : null,
      reason,
      note: random.pick(words.OUT_NOTES[reason] as readonly string[]),
      said_by: speaker,
    });
  }
}

function roomName(index: number, home: Home): string {
  return home.kind === 'residential' || home.kind === 'supported' || home.kind === 'secure'
    ? `Room ${index + 1}`
    : (['Back bedroom', 'Front bedroom', 'Attic room', 'Box room', 'Garden room', 'Side room'][index] ??
        `Bedroom ${index + 1}`);
}

function outReason(random: SeededRandom, home: Home, lived: boolean): string {
  if (home.kind === 'fostering' || home.kind === 'kinship')
    return random.weighted({
      'match with a child who lives there': lived ? 0.45 : 0,
      'carer break': 0.25,
      other: 0.2,
      repairs: 0.05,
      'held for a child': 0.1,
      safety: 0.02,
    });
  return random.weighted({
    staffing: 0.4,
    'match with a child who lives there': lived ? 0.28 : 0,
    repairs: 0.14,
    'held for a child': 0.13,
    safety: 0.05,
  });
}

const SKILL_BASE: Readonly<Record<Home['kind'], number>> = {
  fostering: 1.9,
  kinship: 1.5,
  residential: 2.7,
  supported: 1.8,
  secure: 3.4,
};

function addSkills(box: RowBox, random: SeededRandom, home: Home, gift: Domain, asOf: number, speaker: string): void {
  const base = SKILL_BASE[home.kind] + random.normal(0, 0.45);
  for (const domain of DOMAINS) {
    if (random.chance(home.kind === 'kinship' ? 0.45 : 0.13)) continue;
    const steady = home.ready === 'liberty order' && /^(coping|emotional|safe)/.test(domain) ? 1 : 0;
    const level = Math.max(
      0,
      Math.min(4, Math.round(base + random.normal(0, 0.65) + (domain === gift ? 1 : 0) + steady)),
    );
    const by = random.weighted({
      self: 0.36,
      agency: 0.3,
      inspection: home.kind === 'residential' || home.kind === 'secure' ? 0.22 : 0.06,
      placement: home.stays.length > 2 ? 0.24 : 0.05,
    });
    const said = asOf - Math.round(10 + random.exponential(250));
    box.add('home_skill', {
      organisation_id: home.provider.id,
      home_id: home.id,
      domain,
      said_on: fromDayNumber(said),
      said_at: at(said, 12),
      level,
      evidence_by: by,
      evidence: random.pick(words.SKILL_EVIDENCE[by]),
      said_by: by === 'self' ? 'The home' : by === 'inspection' ? 'Ofsted report' : speaker,
    });
  }
}

function addFees(box: RowBox, random: SeededRandom, home: Home, asOf: number, opened: number): void {
  const own = ASSUMPTIONS.weeklyFee;
  const pounds =
    home.kind === 'kinship'
      ? random.normal(own.kinship, 35)
      : home.kind === 'fostering'
        ? home.provider.sector === 'authority'
          ? random.normal(own['in-house fostering'], 60)
          : random.normal(FIGURES.weeklyFee['independent fostering'], 110)
        : home.kind === 'residential'
          ? Math.max(3_150, random.normal(4_350, 720) + (home.places === 1 ? 1_900 : 0))
          : home.kind === 'secure'
            ? own.secure
            : Math.max(480, random.normal(own.supported, 330));
  const april = `${Number(fromDayNumber(asOf).slice(0, 4)) - (fromDayNumber(asOf).slice(5) >= '04-01' ? 0 : 1)}-04-01`;
  const from = fromDayNumber(opened) > april ? fromDayNumber(opened) : april;
  box.add('fee', {
    organisation_id: home.provider.id,
    home_id: home.id,
    from_date: from,
    weekly_pence: Math.round(pounds) * 100,
  });
}

function addHousehold(box: RowBox, random: SeededRandom, lives: Lives, home: Home): void {
  if (home.kind !== 'fostering') return;
  const { asOf } = lives;
  const member = (relation: string, sex: string, born: number, alongside: string) =>
    box.add('household_member', {
      organisation_id: home.provider.id,
      id: seededId('hm', random),
      home_id: home.id,
      relation,
      sex,
      born: fromDayNumber(born),
      alongside,
    });
  if (random.chance(0.34)) {
    for (let count = random.between(1, 2); count > 0; count--)
      member(
        'own child',
        random.pick(['female', 'male']),
        asOf - Math.round((3 + 14.5 * random.next()) * YEAR),
        random.weighted({ 'no-preference': 0.72, 'only-younger': 0.14, 'only-older': 0.06, others: 0.08 }),
      );
  }
  for (const { group, spell } of home.stays)
    for (const child of group.children)
      if (
        child.rec === 'E17' &&
        child.exit !== null &&
        (spell.end === null || spell.end >= child.exit) &&
        spell.start < child.exit &&
        asOf - child.exit < 3 * YEAR &&
        !inCare(child, asOf) &&
        random.chance(0.6)
      )
        member('staying put', child.sex, child.born, 'no-preference');
}

/** A moment on a day, in UTC, for columns that hold moments. */
export function at(day: number, hour: number): string {
  return `${fromDayNumber(day)}T${String(hour).padStart(2, '0')}:00:00Z`;
}
