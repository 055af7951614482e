import { DOMAINS } from '../kernel/index.ts';
import { dateNumber } from './date-number.ts';
import { EVIDENCE_BY, HOME_KINDS, type Home, SEXES } from './matching-file.ts';
import {
  isMaybeDate,
  isMaybeFlag,
  isMaybeList,
  isMaybeNumber,
  isMaybeOneOf,
  isMaybePlace,
  isMaybeTexts,
  isMaybeWhole,
  isObject,
  isText,
  oneOf,
  Problems,
  type Raw,
  refuseIfAny,
  unknown,
} from './plain-checks.ts';
import { DOUBT } from './policy.ts';
import { type HomeFacts, NO_EVIDENCE, onSphere, type PreparedHomes, skillAt, threeWays } from './prepared-homes.ts';
import { type Household, readHousehold } from './read-household.ts';
import { knownRooms } from './rooms.ts';
import { keepWords, Words, wordColumn } from './word-column.ts';

/** Checks the homes (throws a Refusal that says what is wrong) and reads them into columns, for many rankings. */
export function prepareHomes(homes: readonly Home[]): PreparedHomes {
  const problems = new Problems();
  const prepared = readHomes(homes, problems);
  refuseIfAny(problems.list);
  return prepared;
}

/** Checks and reads in one go, because looking at every field of ten thousand homes is most of the work. */
export function readHomes(input: unknown, problems: Problems): PreparedHomes {
  const list: unknown[] = Array.isArray(input) ? input : [];
  if (!Array.isArray(input)) problems.add('homes', 'a list', input);
  const columns = emptyColumns(list as Home[]);
  const seen = new Set<unknown>();
  for (let at = 0; at < list.length; at++) {
    const raw = list[at];
    if (!isObject(raw)) {
      problems.add(`homes[${at}]`, 'an object', raw);
      continue;
    }
    if (!isText(raw.id)) problems.add(`homes[${at}].id`, 'a text', raw.id);
    else if (seen.has(raw.id)) problems.add(`homes[${at}].id`, 'an id of its own', raw.id);
    seen.add(raw.id);
    readHome(raw, at, problems, columns);
  }
  return columns;
}

type Columns = ReturnType<typeof emptyColumns>;

function emptyColumns(homes: readonly Home[]) {
  const size = homes.length;
  let order: Int32Array | undefined;
  return {
    size,
    homes,
    facts: new Array<HomeFacts>(size),
    x: new Float64Array(size).fill(Number.NaN),
    y: new Float64Array(size).fill(Number.NaN),
    z: new Float64Array(size).fill(Number.NaN),
    skills: new Float64Array(size * DOMAINS.length).fill(Number.NaN),
    doubt: new Float64Array(size * DOMAINS.length).fill(DOUBT.self),
    evidenceOn: new Int32Array(size * DOMAINS.length).fill(NO_EVIDENCE),
    words: new Words(),
    languages: wordColumn(size),
    interests: wordColumn(size),
    siblingsOf: new Map<string, Map<number, number>>(),
    inIdOrder: () => {
      order ??= Int32Array.from(homes.map((_, h) => h).sort((a, b) => (homes[a]!.id < homes[b]!.id ? -1 : 1)));
      return order;
    },
  };
}

function readHome(raw: Raw, at: number, problems: Problems, columns: Columns): void {
  const before = problems.list.length;
  checkHome(raw, at, problems);
  readSkills(raw.skills, at, problems, columns);
  readEvidence(raw.evidence, at, problems, columns);
  const household = readHousehold(raw.residents, at, problems, columns.siblingsOf);
  if (problems.list.length > before) return;
  const home = raw as unknown as Home;
  columns.facts[at] = factsOf(home, household);
  if (home.at) {
    const point = onSphere(home.at);
    columns.x[at] = point[0];
    columns.y[at] = point[1];
    columns.z[at] = point[2];
  }
  if (home.languages) keepWords(columns.languages, at, home.languages, columns.words);
  if (home.interests) keepWords(columns.interests, at, home.interests, columns.words);
}

function checkHome(raw: Raw, at: number, problems: Problems): void {
  const wrong = (field: string, expected: string) => problems.add(`homes[${at}].${field}`, expected, raw[field]);
  if (unknown(raw.kind) || !isMaybeOneOf(HOME_KINDS, raw.kind)) wrong('kind', oneOf(HOME_KINDS));
  if (!isMaybeTexts(raw.connectedTo)) wrong('connectedTo', 'a list of child ids, or null');
  if (!isMaybePlace(raw.at)) wrong('at', 'a place with lat and long, or null');
  if (!isMaybeWhole(raw.rooms)) wrong('rooms', 'a whole number from 0, or null');
  if (!isMaybeDate(raw.freeFrom)) wrong('freeFrom', 'a date as yyyy-mm-dd, or null');
  if (!isMaybeDate(raw.confirmed)) wrong('confirmed', 'a date as yyyy-mm-dd, or null');
  if (!isMaybeFlag(raw.pets)) wrong('pets', 'true, false or null');
  if (!isMaybeFlag(raw.adapted)) wrong('adapted', 'true, false or null');
  if (!isMaybeTexts(raw.languages)) wrong('languages', 'a list of texts, or null');
  if (!isMaybeTexts(raw.interests)) wrong('interests', 'a list of texts, or null');
  if (!isMaybeList(raw.roomsDetail, isRoom)) {
    wrong('roomsDetail', 'a list of rooms with freeFrom (a date or null), adapted and mayShare, or null');
  }
  if (!unknown(raw.registered) && !isTerms(raw.registered)) {
    wrong('registered', 'minAge and maxAge in years or null, and sexes');
  }
}

const DOMAIN_AT: ReadonlyMap<string, number> = new Map(DOMAINS.map((domain, d) => [domain, d]));

function readSkills(skills: unknown, at: number, problems: Problems, columns: Columns): void {
  if (unknown(skills)) return;
  if (!isObject(skills)) {
    problems.add(`homes[${at}].skills`, 'an object of domains, or null', skills);
    return;
  }
  for (const domain in skills) {
    const level = skills[domain];
    const d = DOMAIN_AT.get(domain);
    if (d === undefined) problems.add(`homes[${at}].skills`, `domains: ${DOMAINS.join(', ')}`, domain);
    else if (!isMaybeNumber(level, 0, 4)) {
      problems.add(`homes[${at}].skills.${domain}`, 'a level 0 to 4, or null', level);
    } else if (typeof level === 'number') columns.skills[skillAt(columns.size, at, d)] = level;
  }
}

function readEvidence(evidence: unknown, at: number, problems: Problems, columns: Columns): void {
  if (unknown(evidence)) return;
  if (!isObject(evidence)) {
    problems.add(`homes[${at}].evidence`, 'an object of domains, or null', evidence);
    return;
  }
  for (const domain in evidence) {
    const one = evidence[domain];
    const d = DOMAIN_AT.get(domain);
    if (unknown(one) && d !== undefined) continue;
    const on = isObject(one) && typeof one.on === 'string' ? dateNumber(one.on) : 0;
    const doubt = isObject(one) ? DOUBT_BY.get(one.by ?? 'self') : undefined;
    if (d === undefined) problems.add(`homes[${at}].evidence`, `domains: ${DOMAINS.join(', ')}`, domain);
    else if (!isObject(one) || doubt === undefined || !(on > 0 || unknown(one.on))) {
      problems.add(`homes[${at}].evidence.${domain}`, `by (${oneOf(EVIDENCE_BY)}) and on (a date)`, one);
    } else {
      const here = skillAt(columns.size, at, d);
      columns.doubt[here] = doubt;
      columns.evidenceOn[here] = on;
    }
  }
}

/** A level that nobody stands behind is what the home says of itself. */
const DOUBT_BY: ReadonlyMap<unknown, number> = new Map(EVIDENCE_BY.map((by) => [by, DOUBT[by]]));

function isRoom(raw: unknown): boolean {
  return isObject(raw) && isMaybeDate(raw.freeFrom) && isMaybeFlag(raw.adapted) && isMaybeFlag(raw.mayShare);
}

function isTerms(raw: unknown): boolean {
  if (!isObject(raw)) return false;
  return isMaybeNumber(raw.minAge, 0, 120) && isMaybeNumber(raw.maxAge, 0, 120) && isMaybeList(raw.sexes, isSex);
}

function isSex(raw: unknown): boolean {
  return isMaybeOneOf(SEXES, raw) && !unknown(raw);
}

function factsOf(home: Home, household: Household): HomeFacts {
  const terms = home.registered;
  return {
    kind: HOME_KINDS.indexOf(home.kind),
    rooms: home.rooms ?? Number.NaN,
    freeFrom: home.freeFrom === null ? Number.POSITIVE_INFINITY : dateOrUnknown(home.freeFrom),
    confirmed: dateOrUnknown(home.confirmed),
    knownRooms: home.roomsDetail ? knownRooms(home, dateNumber) : null,
    minAge: terms?.minAge ?? Number.NaN,
    maxAge: terms?.maxAge ?? Number.NaN,
    sexes: terms?.sexes ? (terms.sexes.includes('female') ? 1 : 0) + (terms.sexes.includes('male') ? 2 : 0) : 0,
    pets: threeWays(home.pets),
    adapted: threeWays(home.adapted),
    household,
  };
}

function dateOrUnknown(text: string | null | undefined): number {
  return typeof text === 'string' ? dateNumber(text) : Number.NaN;
}
