// For tests alone: the small region with more people, and a search whose every field carries a canary of its own.
import { smallRegion } from '../../test/small-region.ts';
import { type Database, insertAll, type Tx } from '../db/index.ts';
import { DOMAINS, type PlainDate } from '../kernel/index.ts';

/** A word for each field that holds words: it must come out at the field's stage, and not before. */
export const canary = (field: string): string => `canary-${field}`;

/** What no provider may ever read, in whatever field somebody wrote it. */
export const NEVER: Readonly<Record<string, string>> = {
  'family name': 'Marrowstone',
  'family name of the brother': 'Quillfeather',
  'brother who is not asked for': 'Bartholomew',
  'NHS number': '943 476 5919',
  UPN: 'X820200001234',
  school: 'Thistlecombe',
  'friend’s place': 'Wolverdale Lane',
  'area of the family': 'Gorsebrough',
  'home where they live': 'Near House',
  postcode: 'QV2 2BB',
  'e-mail': 'mum@marrow.example',
  telephone: '0113 496 0735',
  'note for the home finder': 'canary-note',
  'other provider': 'Beech Care',
};

/** Given names: told from the last stage on. */
export const GIVEN = ['Zoë-Marie', 'Idris'];

/** Somebody writes names as people do: another case, without accents, with an s and no apostrophe, beside stops. */
const NAMES = `Zoë-Marie, ZOE MARIE and zoe. Zoës room; (Marie) and Idris's, IDRIS! Mr Marrowstone, marrowstone-quillfeather. Bartholomew, BARTHOLOMEWs.`;
const PLACES = `Goes to Thistlecombe Primary, thistlecombe for short, by Wolverdale  Lane in GORSEBROUGH, near QV22BB or qv2 2bb; lives at Near House.`;
const NUMBERS = `NHS 943 476 5919 or 9434765919, X820200001234, ring 0113 496 0735 or +441134960735, mum@marrow.example.`;

/** Words with everything in them that must be taken out, and the canary of the field that must stay. */
export const wordsOf = (field: string): string => `${canary(field)} ${NAMES} ${PLACES} ${NUMBERS} ${canary(field)}`;

export const SEARCH = 'search_one';

/**
 * North asks for a home for Zoë-Marie (11) and Idris (8). Acorn has a home and a foster home with a carer, Beech is
 * another agency; Nia works on the search, Nell is a home finder who does not.
 */
export async function sharingWorld(database: Database, today: PlainDate, needed: PlainDate): Promise<void> {
  await smallRegion(database, today);
  await database.asSystem(async (tx) => {
    await people(tx);
    await children(tx, today);
    await insertAll(tx, 'search', [
      {
        organisation_id: 'north',
        id: SEARCH,
        needed_by: needed,
        emergency: false,
        note: canary('note'),
        asked_by: 'w_social',
      },
    ]);
    await insertAll(
      tx,
      'search_child',
      ['c_1', 'c_2'].map((id) => ({
        organisation_id: 'north',
        search_id: SEARCH,
        child_id: id,
        profile_id: `profile-${id}`,
      })),
    );
    await insertAll(tx, 'search_worker', [
      { organisation_id: 'north', search_id: SEARCH, actor_id: 'w_finder', by: 'w_finder' },
    ]);
  });
}

async function people(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [
    { id: 'beech', kind: 'provider', name: 'Beech Care', sector: 'private', code: null },
  ]);
  const home = { area: 'Millby', region_id: 'region', pets: true, adapted: false, sector: 'private' };
  await insertAll(tx, 'home', [
    { ...home, organisation_id: 'acorn', id: 'nest', name: 'The Nest', kind: 'fostering' },
    { ...home, organisation_id: 'acorn', id: 'burrow', name: 'The Burrow', kind: 'fostering' },
    { ...home, organisation_id: 'beech', id: 'elm', name: 'Elm House', kind: 'residential' },
  ]);
  const actor = (organisation_id: string, id: string, role: string, name: string) => ({
    organisation_id,
    id,
    role,
    name,
  });
  await insertAll(tx, 'actor', [
    actor('north', 'w_second', 'home-finder', 'Nell Finder'),
    actor('north', 'w_social', 'social-worker', 'Sol Worker'),
    actor('north', 'w_brothers', 'social-worker', 'Bea Brother'),
    actor('north', 'w_director', 'director', 'Dee Rector'),
    actor('acorn', 'w_provider', 'provider', 'Pat Acorn'),
    actor('acorn', 'w_supervisor', 'supervising-social-worker', 'Sue Acorn'),
    actor('acorn', 'w_carer', 'foster-carer', 'Cara Nest'),
    actor('acorn', 'w_carer2', 'foster-carer', 'Carl Burrow'),
    actor('beech', 'w_beech', 'provider', 'Bo Beech'),
  ]);
  await insertAll(tx, 'home_carer', [
    { organisation_id: 'acorn', home_id: 'nest', actor_id: 'w_carer', by: 'w_provider' },
    { organisation_id: 'acorn', home_id: 'burrow', actor_id: 'w_carer2', by: 'w_provider' },
  ]);
}

async function children(tx: Tx, today: PlainDate): Promise<void> {
  const all = [
    { id: 'c_1', given: GIVEN[0], family: 'Marrowstone', born: '2015-03-04', sex: 'female' },
    { id: 'c_2', given: GIVEN[1], family: 'Marrowstone', born: '2018-05-06', sex: 'male' },
    { id: 'c_3', given: 'Bartholomew', family: 'Quillfeather', born: '2012-01-02', sex: 'male' },
  ];
  for (const { id, given, family, born, sex } of all) {
    const key = { organisation_id: 'north', child_id: id };
    await insertAll(tx, 'child', [{ organisation_id: 'north', id, sex, ethnicity: 'WBRI', faith: canary('faith') }]);
    await insertAll(tx, 'child_identity', [
      { ...key, given_name: given, family_name: family, born, nhs_number: '9434765919', upn: 'X820200001234' },
    ]);
  }
  const links = all.flatMap((a) => all.filter((b) => b !== a).map((b) => [a.id, b.id] as const));
  await insertAll(
    tx,
    'brother_or_sister',
    links.map(([child_id, other_child_id]) => ({ organisation_id: 'north', child_id, other_child_id })),
  );
  await insertAll(tx, 'child_address', [
    { organisation_id: 'north', child_id: 'c_1', kind: 'family home', postcode: 'QV2 2BB', area: 'Gorsebrough' },
  ]);
  await insertAll(tx, 'placement', [
    {
      organisation_id: 'north',
      id: 'p_c_1',
      child_id: 'c_1',
      home_organisation_id: 'acorn',
      home_id: 'near',
      started: '2026-01-01',
    },
  ]);
  const allocation = (id: string, child_id: string, actor_id: string) => ({
    organisation_id: 'north',
    id,
    child_id,
    actor_id,
    relation: 'social worker',
    by: 'w_director',
  });
  await insertAll(tx, 'allocation', [
    allocation('al1', 'c_1', 'w_social'),
    allocation('al2', 'c_2', 'w_social'),
    allocation('al3', 'c_3', 'w_brothers'),
  ]);
  for (const id of ['c_1', 'c_2']) await profile(tx, id, today);
  // A draft that comes after: nothing of it is finished, so nothing of it is told.
  await insertAll(tx, 'profile', [
    {
      organisation_id: 'north',
      id: 'draft-c_1',
      child_id: 'c_1',
      number: 2,
      started_by: 'w_social',
      about_me: canary('draft'),
    },
  ]);
}

async function profile(tx: Tx, child: string, today: PlainDate): Promise<void> {
  const key = { organisation_id: 'north', profile_id: `profile-${child}` };
  const of = (field: string) => (child === 'c_1' ? wordsOf(field) : '');
  await insertAll(tx, 'profile', [
    {
      organisation_id: 'north',
      id: `profile-${child}`,
      child_id: child,
      number: 1,
      started_by: 'w_social',
      about_me: of('about-me'),
      words_by: of('words-by'),
      why_no_words: of('why-no-words'),
      live_with: of('live-with'),
      matters: ['family', 'pets'],
      interests: child === 'c_1' ? [of('interests')] : [],
      alongside: 'only-younger',
      pets: 'must',
      adaptations: true,
      languages: child === 'c_1' ? [of('languages')] : ['Welsh'],
      communication: ['Makaton'],
      culture: 'required',
      culture_words: of('culture-words'),
      extra_support: 'respite-worker',
      suits_fostering: 'preferred',
      suits_residential: 'unsuitable',
      secure_order: false,
      liberty_order: true,
      risks_to_child: ['self-harm'],
      other_risk_to_child: of('other-risk-to-child'),
      risks_to_others: ['fire-setting'],
      other_risk_to_others: of('other-risk-to-others'),
    },
  ]);
  await insertAll(
    tx,
    'profile_domain',
    DOMAINS.map((domain) => ({
      ...key,
      domain,
      level: 3,
      going_well: of('strengths'),
      what_helps: of('what-helps'),
      not_known: of('not-known'),
      own_words: of('own-words'),
      said_by: of('said-by'),
      said_on: today,
    })),
  );
  await insertAll(tx, 'profile_place', [
    { ...key, id: `school-${child}`, kind: 'school', name: 'Thistlecombe Primary School', postcode: 'QV3 3CC' },
    { ...key, id: `friend-${child}`, kind: 'friend', name: 'Wolverdale Lane', postcode: 'QV3 3CC' },
  ]);
  await insertAll(tx, 'profile_finished', [{ ...key, by: 'w_social' }]);
}
