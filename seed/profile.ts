import { DOMAINS, type Domain, fromDayNumber, milesBetween, type SeededRandom, seededId } from '../src/kernel/index.ts';
import { aboutMe, liveWith } from './about-me.ts';
import { livingAt } from './child-rows.ts';
import type { Geography, Spot } from './geography.ts';
import { at } from './home-rows.ts';
import { BIG_SCHOOLS, INTERESTS, SCHOOL_NAMES, SCHOOLS } from './interests.ts';
import { ageAt, type Child, YEAR } from './people.ts';
import type { RowBox } from './rows.ts';
import { inCare } from './simulate.ts';
import { personName, type Worker } from './staff.ts';
import { type Line, wordsFor } from './words/index.ts';
import { writtenCase } from './written-profiles.ts';

export const PROFILE_TABLES = ['profile', 'profile_domain', 'profile_place', 'profile_finished'];

/** How far each domain leans away from a child's whole need, on average; where need shows is different for everybody. */
const LEAN: Readonly<Record<Domain, number>> = {
  health: -1.1,
  'emotional-wellbeing': 0.5,
  coping: 0.35,
  identity: -0.3,
  family: 0.4,
  friends: 0,
  education: 0.25,
  communication: -1.2,
  'safe-at-home': -0.35,
  'safe-outside': -0.1,
  independence: -0.1,
  'play-and-talents': -0.9,
};

/** What a home should understand or provide, in words that fit anybody: what it is, the child says. */
const CULTURE = [
  'Food and feast days from home matter.',
  'Hair and skin care from somebody who knows how.',
  'Time and a quiet place for what is kept at home.',
  'Keeping up the language spoken at home.',
  'Music, cooking and stories from the family.',
];

/** What holds for all versions of a child's profile. */
interface Portrait {
  readonly levels: Readonly<Record<Domain, number>>;
  readonly interests: readonly string[];
  readonly school: Spot | null;
  readonly schoolName: string;
  readonly friends: readonly Spot[];
  readonly avoid: Spot | null;
}

/** The versions of a child's profile on the day, the latest last; a draft where the case says so. @returns the latest id */
export function addProfiles(
  box: RowBox,
  geography: Geography,
  child: Child,
  asOf: number,
  by: Worker,
  draft: boolean,
): string {
  const random = child.random.fork('profile');
  const portrait = portraitOf(random.fork('portrait'), geography, child, asOf);
  const days = versionDays(random, child, asOf, draft);
  let id = '';
  days.forEach((day, index) => {
    const last = index === days.length - 1;
    id = addVersion(box, random.fork(`version ${index}`), child, portrait, {
      number: index + 1,
      of: days.length,
      day,
      by: by.id,
      worker: by.name,
      draft: draft && last,
      asOf,
    });
  });
  return id;
}

/** One to three versions: soon after coming into care, and about once a year when somebody looked again. */
function versionDays(random: SeededRandom, child: Child, asOf: number, draft: boolean): number[] {
  const first = Math.min(asOf, child.entry + (draft ? 0 : random.between(4, 24)));
  const span = asOf - first;
  const count = draft ? 1 : span > 420 ? random.between(1, 3) : span > 150 ? random.between(1, 2) : 1;
  if (count === 1) return [draft ? asOf : Math.max(first, asOf - random.between(5, 300))];
  const latest = asOf - random.between(4, Math.min(160, Math.floor(span / 3)));
  const start = Math.max(first, latest - Math.round(2.4 * YEAR));
  return Array.from({ length: count }, (_, index) => Math.round(start + ((latest - start) * index) / (count - 1)));
}

function portraitOf(random: SeededRandom, geography: Geography, child: Child, asOf: number): Portrait {
  const age = Math.floor(ageAt(child, asOf));
  const residential = ['residential', 'secure', 'unregistered'].includes(livingAt(child, asOf)) ? 0.75 : 0;
  const base = 0.25 + 2.5 * child.need + residential;
  const levels = Object.fromEntries(
    DOMAINS.map((domain) => [
      domain,
      Math.max(0, Math.min(4, Math.round(base + LEAN[domain] + random.normal(0, 0.75)))),
    ]),
  ) as Record<Domain, number>;
  const possible = INTERESTS.filter((each) => age >= each.from && age <= each.to).map((each) => each.name);
  const authority = child.family.authority;
  const near = child.unaccompanied && ageAt(child, child.entry) > 13 ? random.pick(authority.spots) : child.family.home;
  const close = authority.spots.filter((spot) => milesBetween(spot, near) < 3);
  const around = close.length > 0 ? close : authority.spots;
  const school =
    age >= 4 && age < 17 && random.chance(child.script === 'arrived yesterday' ? 0 : 0.9) ? random.pick(around) : null;
  return {
    levels,
    interests: random.shuffle(possible).slice(0, random.between(2, age < 4 ? 3 : 4)),
    school,
    schoolName: `${random.pick(SCHOOL_NAMES)} ${random.pick(age < 11 ? SCHOOLS : BIG_SCHOOLS)}`,
    friends: age >= 7 && random.chance(0.42) ? [random.pick(around)] : [],
    avoid: random.chance(0.13)
      ? random.pick(random.chance(0.75) ? around : random.pick(geography.authorities).spots)
      : null,
  };
}

interface Version {
  readonly number: number;
  readonly of: number;
  readonly day: number;
  readonly by: string;
  readonly worker: string;
  readonly draft: boolean;
  readonly asOf: number;
}

function addVersion(box: RowBox, random: SeededRandom, child: Child, portrait: Portrait, version: Version): string {
  const organisation_id = child.family.authority.id;
  const id = seededId('pr', random);
  const age = Math.max(0, Math.floor(ageAt(child, version.day)));
  const { levels } = portrait;
  const written = writtenCase(child);
  // What was written by hand comes first, so that a sentence about what they love says what they say they love.
  const interests = written?.interests?.length ? written.interests : portrait.interests;
  const say = sayer(random, child, interests);
  const know = thoseWhoKnow(
    child.random.fork(`who knows ${livingAt(child, version.day)}`),
    child,
    age,
    version.day,
    version.worker,
  );
  const said_by = random.chance(0.5) ? know[0] : know[1];
  const said = version.day - random.between(0, 9);
  const behind = version.of - version.number;
  const small = version.draft;
  const about = written?.aboutMe ?? (small ? '' : aboutMe(random.fork('about'), child, age, interests));
  const matters = written?.matters ?? (small ? [] : mattersOf(random, child, portrait, age, version.asOf));
  const culture = small ? 'unknown' : random.weighted({ 'not-required': 0.62, unknown: 0.2, required: 0.18 });
  const together = matters[0] === 'brothers-and-sisters';
  box.add('profile', {
    organisation_id,
    id,
    child_id: child.id,
    number: version.number,
    started_at: at(version.day, 9),
    started_by: version.by,
    about_me: about,
    live_with: written?.liveWith ?? (small ? '' : liveWith(random.fork('live with'), child, age, interests, together)),
    words_by: about ? said_by : '',
    words_on: about ? fromDayNumber(Math.max(child.entry, said)) : null,
    why_no_words: about ? '' : 'There has been no time to sit down together yet.',
    matters,
    alongside: written?.alongside ?? alongsideOf(random, child, levels, small || age < 3),
    pets: written?.pets ?? (small ? 'unknown' : random.weighted({ can: 0.54, unknown: 0.34, no: 0.07, must: 0.03 })),
    adaptations: small ? null : random.chance(0.1) ? null : random.chance(0.035),
    languages: child.languages,
    interests: written?.interests ?? interests,
    culture_words: culture === 'required' ? `${random.pick(CULTURE)} ${child.given} can say more.` : '',
    communication: child.unaccompanied
      ? ['ESOL']
      : small
        ? []
        : random.chance(0.03)
          ? [random.pick(['BSL', 'Makaton'])]
          : ['None'],
    culture,
    risks_to_child: small ? [] : risksToChild(random, levels, age),
    risks_to_others: small ? [] : risksToOthers(random, levels, age),
    ...suits(random, child, age, levels, small),
    secure_order: livingAt(child, version.day) === 'secure',
    liberty_order:
      child.script === 'liberty order' ||
      (livingAt(child, version.day) === 'unregistered' && age >= 12 && child.need > 0.8),
    extra_support: small
      ? 'unsaid'
      : child.need > 0.75
        ? random.pick(['additional-supervision', 'therapeutic-support'])
        : random.weighted({ none: 0.6, 'therapeutic-support': 0.16, 'taxis-to-school': 0.1, unsaid: 0.14 }),
    saved_at: at(version.day, 10),
    saved_by: version.by,
  });
  for (const domain of DOMAINS) {
    const lines = wordsFor(domain, child.unaccompanied);
    const own = written?.domains?.[domain];
    // Earlier versions knew less, and needed more: most children settle.
    const unknown = own ? own.level === null : random.chance(small ? 0.72 : behind > 0 ? 0.22 : 0.1);
    const moved = behind === 0 ? 0 : random.chance(0.45) ? random.pick([0, 1, 1, -1]) : 0;
    const level = own ? own.level : unknown ? null : Math.max(0, Math.min(mostAt(domain, age), levels[domain] + moved));
    const help = level === null || level <= 1 ? lines.light : level === 2 ? lines.some : lines.much;
    const speaks = own?.own ?? (random.chance(small ? 0.08 : age < 2 ? 0.25 : 0.5) ? say(domain, lines.own, age) : '');
    const going =
      own?.well ??
      (small && random.chance(0.6)
        ? ''
        : level !== null && level < 3 && random.chance(0.12)
          ? ''
          : say(
              domain,
              level !== null && level >= 3
                ? (lines.wellBeside ?? lines.well)
                : level !== null && level <= 1
                  ? untroubled(lines.well)
                  : lines.well,
              age,
            ));
    const helps =
      own?.helps ??
      (level === null
        ? random.chance(0.3) && !small
          ? say(domain, lines.light, age)
          : ''
        : level >= 2 || random.chance(0.62)
          ? say(domain, help, age)
          : '');
    const open = own?.unknown ?? (level === null || random.chance(0.16) ? say(domain, lines.unknown, age) : '');
    const anything = going || helps || speaks || open;
    box.add('profile_domain', {
      organisation_id,
      profile_id: id,
      domain,
      level,
      going_well: going,
      what_helps: helps,
      not_known: open,
      own_words: speaks,
      said_by: anything
        ? speaks
          ? said_by
          : domain === 'education' && !small
            ? know[2]
            : random.chance(0.5)
              ? know[0]
              : know[1]
        : '',
      said_on: anything ? fromDayNumber(Math.max(child.entry, version.day - random.between(0, 20))) : null,
    });
  }
  addPlaces(box, random, organisation_id, id, child, portrait, age, small);
  if (!version.draft)
    box.add('profile_finished', {
      organisation_id,
      profile_id: id,
      at: at(Math.min(version.day + random.between(0, 5), version.asOf), 8),
      by: version.by,
    });
  return id;
}

/** Fills a line that fits the age with the child's name, pronouns and one thing they love; never the same line twice. */
function sayer(
  random: SeededRandom,
  child: Child,
  interests: readonly string[],
): (domain: Domain, lines: readonly Line[], age: number) => string {
  const used = new Set<string>();
  const girl = child.sex === 'female';
  const parts: Readonly<Record<string, string>> = {
    name: child.given,
    he: girl ? 'she' : 'he',
    He: girl ? 'She' : 'He',
    him: girl ? 'her' : 'him',
    his: girl ? 'her' : 'his',
    His: girl ? 'Her' : 'His',
    himself: girl ? 'herself' : 'himself',
  };
  return (domain, lines, age) => {
    const fitting = lines.filter((line) => age >= line.from && age <= line.to && !used.has(domain + line.text));
    if (fitting.length === 0) return '';
    const line = random.pick(fitting);
    used.add(domain + line.text);
    const said = line.text.replace(/\{(\w+)\}/g, (_, word: string) =>
      word === 'interest' ? random.pick(interests) : (parts[word] ?? ''),
    );
    // Something the child loves may open a sentence.
    return said.replace(/(^|[.!?] )([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
  };
}

/** The few people who know the child and say what is written: the social worker, somebody at home, somebody outside. */
function thoseWhoKnow(
  random: SeededRandom,
  child: Child,
  age: number,
  day: number,
  worker: string,
): readonly [string, string, string] {
  const living = livingAt(child, day);
  const home =
    living === 'residential' || living === 'secure'
      ? 'key worker'
      : living === 'supported'
        ? 'support worker'
        : living === 'with parents' || living === 'placed for adoption'
          ? 'family support worker'
          : living === 'kinship'
            ? 'kinship carer'
            : living.endsWith('fostering')
              ? 'foster carer'
              : 'residential worker';
  const outside =
    age < 2
      ? 'health visitor'
      : age < 4
        ? 'nursery key worker'
        : age < 11
          ? 'class teacher'
          : age < 16
            ? 'form tutor'
            : 'college tutor';
  return [`${worker}, social worker`, `${personName(random)}, ${home}`, `${personName(random)}, ${outside}`];
}

function mattersOf(random: SeededRandom, child: Child, portrait: Portrait, age: number, asOf: number): string[] {
  const together = child.family.children.some((other) => other !== child && inCare(other, asOf));
  const shares: Record<string, number> = {
    'brothers-and-sisters': together ? 3 : 0,
    family: child.unaccompanied ? 0.2 : 1.6,
    school: portrait.school ? 1.3 : 0,
    friends: age >= 8 ? 1.2 : 0.2,
    interests: 1,
    pets: 0.5,
    area: age >= 11 ? 0.7 : 0.2,
  };
  const out: string[] = [];
  for (let count = random.between(age < 4 ? 1 : 2, age < 4 ? 2 : 4); count > 0; count--) {
    const next = random.weighted(
      Object.fromEntries(Object.entries(shares).filter(([key, share]) => share > 0 && !out.includes(key))),
    );
    out.push(next);
  }
  return out;
}

function alongsideOf(random: SeededRandom, child: Child, levels: Portrait['levels'], small: boolean): string {
  if (small) return 'no-preference';
  const great = levels.coping >= 3 || levels.friends >= 3;
  // Somebody who has brothers or sisters in care is not described as an only child, nor is a toddler.
  const group = child.family.children.length > 1;
  return random.weighted({
    'no-preference': 0.66,
    others: 0.14,
    'only-older': 0.06,
    'only-younger': great ? 0.02 : 0.05,
    solo: group ? 0 : great ? 0.2 : 0.02,
  });
}

function risksToChild(random: SeededRandom, levels: Portrait['levels'], age: number): string[] {
  if (age < 9) return [];
  const outside = levels['safe-outside'];
  const chances: [string, number][] = [
    ['going-missing', outside >= 3 ? 0.5 : outside === 2 ? 0.12 : 0.01],
    ['criminal-exploitation', outside >= 3 && age >= 11 ? 0.3 : 0.01],
    ['sexual-exploitation', outside >= 3 && age >= 11 ? 0.22 : 0.01],
    ['self-harm', levels['emotional-wellbeing'] >= 3 && age >= 10 ? 0.3 : 0.02],
    ['drug-and-alcohol-use', outside >= 3 && age >= 13 ? 0.3 : 0.01],
    ['eating-disorder', levels.health >= 3 && age >= 11 ? 0.08 : 0.005],
  ];
  return chances.filter(([, chance]) => random.chance(chance)).map(([risk]) => risk);
}

function risksToOthers(random: SeededRandom, levels: Portrait['levels'], age: number): string[] {
  if (age < 6) return [];
  const great = levels.coping >= 4 ? 0.55 : levels.coping === 3 ? 0.22 : 0.01;
  const chances: [string, number][] = [
    ['physical-harm', great],
    ['fire-setting', great * 0.09],
    ['harm-to-animals', great * 0.12],
    ['sexual-harm', age >= 9 ? great * 0.08 : 0],
    ['criminal-exploitation', age >= 13 ? great * 0.1 : 0],
  ];
  return chances.filter(([, chance]) => random.chance(chance)).map(([risk]) => risk);
}

function suits(
  random: SeededRandom,
  child: Child,
  age: number,
  levels: Portrait['levels'],
  small: boolean,
): Record<string, string> {
  const none = { suits_fostering: 'unspecified', suits_residential: 'unspecified', suits_supported: 'unspecified' };
  if (small) return age >= 16 ? none : { ...none, suits_supported: 'unsuitable' };
  if (child.script === 'liberty order')
    return { suits_fostering: 'unspecified', suits_residential: 'preferred', suits_supported: 'unsuitable' };
  const need = (levels.coping + levels['emotional-wellbeing'] + levels['safe-outside']) / 3;
  const residential =
    age < 8
      ? 'unsuitable'
      : need >= 3
        ? random.pick(['preferred', 'suitable'])
        : random.weighted({ unsuitable: 0.5, suitable: 0.2, unspecified: 0.3 });
  return {
    suits_residential: residential,
    suits_fostering:
      residential === 'preferred' ? random.weighted({ suitable: 0.5, unspecified: 0.3, unsuitable: 0.2 }) : 'preferred',
    suits_supported: age < 16 ? 'unsuitable' : need < 2.2 ? random.pick(['preferred', 'suitable']) : 'unspecified',
  };
}

function addPlaces(
  box: RowBox,
  random: SeededRandom,
  organisation_id: string,
  profile_id: string,
  child: Child,
  portrait: Portrait,
  age: number,
  small: boolean,
): void {
  const add = (
    kind: 'school' | 'friend' | 'avoid',
    spot: Spot,
    name: string,
    miles: number | null,
    must_keep: boolean,
  ) =>
    box.add('profile_place', {
      organisation_id,
      id: seededId('pp', random),
      profile_id,
      kind,
      name,
      postcode: spot.postcode,
      lat: spot.lat,
      long: spot.long,
      miles,
      must_keep,
    });
  if (small && child.script === 'arrived yesterday') return;
  if (portrait.school && age >= 4)
    add('school', portrait.school, portrait.schoolName, null, age >= 9 && random.chance(0.5));
  for (const friend of portrait.friends)
    if (age >= 7 && !small) add('friend', friend, `${personName(random).split(' ')[0]}, a friend`, null, false);
  if (portrait.avoid && !writtenCase(child))
    add('avoid', portrait.avoid, `Part of ${portrait.avoid.town}`, random.pick([1, 2, 3, 5]), false);
}

/** A small child is always looked after outside and at play: there is no great extra need to name there. */
function mostAt(domain: Domain, age: number): number {
  if (age >= 4) return 4;
  return domain === 'safe-outside' ? 1 : domain === 'education' || domain === 'independence' ? 2 : 4;
}

const TROUBLE =
  /upset|meltdown|used to|missing only|catch|caught up|Attendance|trouble|hard day|safe tonight|let-downs/i;

/** Where there is little or no extra need, sentences that look back on a hard time would not ring true. */
function untroubled(lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => !TROUBLE.test(line.text));
}
