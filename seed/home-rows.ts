import { DOMAINS, fromDayNumber, type SeededRandom } from '../src/kernel/index.ts';
import { addFees } from './home-fees.ts';
import { gradeOf } from './home-grades.ts';
import { addHousehold } from './home-household.ts';
import { carers, homeName } from './home-names.ts';
import { closedOn, supportedCategory, terms, widenTerms } from './home-registration.ts';
import { addRooms } from './home-rooms.ts';
import { addSkills } from './home-skills.ts';
import * as words from './home-words.ts';
import { residents } from './living.ts';
import { YEAR } from './people.ts';
import { STREETS } from './place-names.ts';
import type { Home } from './population.ts';
import type { RowBox } from './rows.ts';
import type { Lives } from './simulate.ts';
import type { Worker } from './staff.ts';

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

/** Languages beside English that carers and staff speak, some of them with their hands. */
const SPOKEN = [
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
] as const;

/** Speaks for each provider's homes, by the provider's id. */
export type Speakers = ReadonlyMap<string, Worker>;

/**
 * All rows about one home, but for who lives there.
 * @returns the names of its carers, where there are some and the home is not hidden
 */
export function addHome(box: RowBox, lives: Lives, home: Home, speakers: Speakers, number: number): string | null {
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
      ? random.chance(0.015)
      : home.kind === 'residential' && random.chance(0.01);
  const gift = random.pick(DOMAINS);
  const graded = gradeOf(random, lives, home);
  const interests = random
    .shuffle(words.HOME_INTERESTS)
    .slice(0, home.kind === 'kinship' ? random.between(0, 2) : random.between(1, 4));
  const spoken = random.chance(0.16) ? [random.pick(SPOKEN)] : [];
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
  const names = home.kind === 'fostering' || home.kind === 'kinship' ? carers(random, family) : null;
  box.add('home_address', {
    organisation_id: org,
    home_id: home.id,
    carers: names,
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
    addFees(box, home, asOf, opened);
    addHousehold(box, random.fork('household'), lives, home);
  }
  return confidential ? null : names;
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

/** How Ofsted’s list names a home. */
export function listing(home: Home): Record<string, unknown> {
  const kinds = {
    residential: 'Children’s home',
    supported: 'Supported accommodation',
    secure: 'Secure children’s home',
    fostering: 'Fostering agency',
    kinship: 'Kinship',
  };
  return {
    urn: home.urn,
    name: `${kinds[home.kind]} of ${home.provider.name}`,
    provider: home.provider.name,
    kind: kinds[home.kind],
    sector: home.provider.sector,
    grade: null,
    inspected_on: null,
    places: home.places,
    postcode: null,
    authority: home.authority.name,
    status: 'Active',
  };
}
