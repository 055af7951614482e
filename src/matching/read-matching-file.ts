import { DOMAINS, isDomain, ok, Refusal, type Result, refused } from '../kernel/index.ts';
import {
  ALONGSIDE,
  type Child,
  EVIDENCE_BY,
  HOME_KINDS,
  type Home,
  MATTERS,
  type MatchingFile,
  PET_WISHES,
  SEXES,
  SUITABILITIES,
} from './matching-file.ts';

/**
 * Reads what somebody hands us, by hand and not by schema: ten thousand homes are checked on every ranking, and
 * a path is only put into words when something is wrong. Fields that the engine does not read are let through.
 */
type Raw = Record<string, unknown>;

const ENOUGH_PROBLEMS = 50;

class Problems {
  readonly list: string[] = [];
  add(path: string, expected: string, got: unknown): void {
    if (this.list.length < ENOUGH_PROBLEMS) this.list.push(`${path}: expected ${expected}, got ${shown(got)}`);
  }
}

/** A matching file, or the list of what is wrong with it: where, what is expected, what was found. */
export function parseMatchingFile(input: unknown): Result<MatchingFile, string[]> {
  const problems = new Problems();
  if (!isObject(input)) problems.add('the file', 'an object with asOf, neededBy, children and homes', input);
  else {
    if (!isDate(input.asOf)) problems.add('asOf', 'a date as yyyy-mm-dd', input.asOf);
    if (!isDate(input.neededBy)) problems.add('neededBy', 'a date as yyyy-mm-dd', input.neededBy);
    readChildren(input.children, problems);
    readHomes(input.homes, problems);
  }
  return problems.list.length > 0 ? refused(problems.list) : ok(input as unknown as MatchingFile);
}

/** As the reader, for one part; throws a Refusal that lists what is wrong. */
export function checkedChildren(children: unknown): readonly Child[] {
  const problems = new Problems();
  readChildren(children, problems);
  refuseIfAny(problems.list);
  return children as readonly Child[];
}

export function checkedHomes(homes: unknown): readonly Home[] {
  const problems = new Problems();
  readHomes(homes, problems);
  refuseIfAny(problems.list);
  return homes as readonly Home[];
}

export function refuseIfAny(problems: readonly string[]): void {
  if (problems.length > 0) throw new Refusal(`The matching file cannot be used. ${problems.join('. ')}.`);
}

/** `yyyymmdd` as a number, so that dates compare and store as numbers; NaN when there is no such day. */
export function dateNumber(text: string): number {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  let digits = 0;
  for (let i = 0; i < 10; i++) {
    if (i === 4 || i === 7) continue;
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    digits = digits * 10 + digit;
  }
  const day = digits % 100;
  const month = ((digits - day) / 100) % 100;
  const year = (digits - month * 100 - day) / 10_000;
  if (month < 1 || month > 12 || day < 1 || year < 1800 || year > 2199) return Number.NaN;
  if (day > 28 && day > lastDay(year, month)) return Number.NaN;
  return digits;
}

function lastDay(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function readChildren(input: unknown, problems: Problems): void {
  if (!Array.isArray(input) || input.length === 0) {
    problems.add('children', 'a list of one or more', input);
    return;
  }
  const seen = new Set<unknown>();
  input.forEach((raw: unknown, at) => {
    const path = `children[${at}]`;
    if (!isObject(raw)) {
      problems.add(path, 'an object', raw);
      return;
    }
    if (!isText(raw.id)) problems.add(`${path}.id`, 'a text', raw.id);
    else if (seen.has(raw.id)) problems.add(`${path}.id`, 'an id of its own', raw.id);
    seen.add(raw.id);
    readChild(raw, path, problems);
  });
}

function readChild(raw: Raw, path: string, problems: Problems): void {
  const want = (good: boolean, field: string, expected: string) => {
    if (!good) problems.add(`${path}.${field}`, expected, raw[field]);
  };
  const isFlag = (field: string) => want(isMaybeFlag(raw[field]), field, 'true, false or null');
  want(isMaybeAge(raw.age), 'age', 'whole years from 0 to 120, or null');
  want(isMaybeOneOf(SEXES, raw.sex), 'sex', oneOf(SEXES));
  want(isMaybeOneOf(ALONGSIDE, raw.alongside), 'alongside', oneOf(ALONGSIDE));
  want(isMaybeOneOf(PET_WISHES, raw.pets), 'pets', oneOf(PET_WISHES));
  isFlag('adaptations');
  isFlag('secureOrder');
  for (const field of ['languages', 'interests', 'risksToOthers']) {
    want(isMaybeTexts(raw[field]), field, 'a list of texts, or null');
  }
  want(isMaybePlace(raw.from), 'from', 'a place with lat and long, or null');
  const school = raw.school;
  const schoolIsRight = isMaybePlace(school) && (!isObject(school) || isMaybeFlag(school.mustKeep));
  want(schoolIsRight, 'school', 'a place with lat, long and mustKeep, or null');
  for (const field of ['friends', 'siblings']) {
    want(isMaybeList(raw[field], isPlace), field, 'a list of places with lat and long, or null');
  }
  const isAvoid = (one: unknown) => isPlace(one) && isMaybeNumber((one as unknown as Raw).miles, 0, 25_000);
  want(isMaybeList(raw.avoid, isAvoid), 'avoid', 'a list of places with lat, long and miles, or null');
  const isMatter = (one: unknown) => isMaybeOneOf(MATTERS, one) && one !== null;
  want(isMaybeList(raw.matters, isMatter), 'matters', `a list of ${oneOf(MATTERS)}`);
  readNeeds(raw.needs, `${path}.needs`, problems);
  const suitability = raw.suitability;
  if (unknown(suitability)) return;
  if (!isObject(suitability)) {
    problems.add(`${path}.suitability`, 'an object, or null', suitability);
    return;
  }
  for (const kind of ['fostering', 'residential', 'supported']) {
    const good = isMaybeOneOf(SUITABILITIES, suitability[kind]);
    if (!good) problems.add(`${path}.suitability.${kind}`, oneOf(SUITABILITIES), suitability[kind]);
  }
}

function readNeeds(needs: unknown, path: string, problems: Problems): void {
  if (unknown(needs)) return;
  if (!isObject(needs)) {
    problems.add(path, 'an object of domains, or null', needs);
    return;
  }
  for (const [domain, need] of Object.entries(needs)) {
    if (!isDomain(domain)) problems.add(`${path}.${domain}`, `a domain: ${DOMAINS.join(', ')}`, domain);
    else if (!unknown(need) && !(isObject(need) && isMaybeNumber(need.level, 0, 4))) {
      problems.add(`${path}.${domain}`, 'an object with level 0 to 4 or null', need);
    }
  }
}

function readHomes(input: unknown, problems: Problems): void {
  if (!Array.isArray(input)) {
    problems.add('homes', 'a list', input);
    return;
  }
  const seen = new Set<unknown>();
  for (let at = 0; at < input.length; at++) {
    const raw: unknown = input[at];
    if (!isObject(raw)) {
      problems.add(`homes[${at}]`, 'an object', raw);
      continue;
    }
    const id = raw.id;
    seen.add(id);
    if (!isText(id)) problems.add(`homes[${at}].id`, 'a text', id);
    else if (seen.size !== at + 1 && problems.list.length === 0) {
      problems.add(`homes[${at}].id`, 'an id of its own', id);
    }
    readHome(raw, at, problems);
  }
}

function readHome(raw: Raw, at: number, problems: Problems): void {
  const wrong = (field: string, expected: string) => problems.add(`homes[${at}].${field}`, expected, raw[field]);
  if (!isMaybeOneOf(HOME_KINDS, raw.kind) || unknown(raw.kind)) wrong('kind', oneOf(HOME_KINDS));
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
  const terms = raw.registered;
  if (!unknown(terms) && !isTerms(terms)) wrong('registered', 'minAge and maxAge in years or null, and sexes');
  readSkills(raw.skills, at, problems);
  readEvidence(raw.evidence, at, problems);
  const residents = raw.residents;
  if (unknown(residents)) return;
  if (!Array.isArray(residents)) {
    wrong('residents', 'a list, or null');
    return;
  }
  for (let one = 0; one < residents.length; one++) {
    if (!isResident(residents[one])) {
      const expected = 'age, sex, alongside, risksToOthers, fostered and siblingOf of their kinds, or null';
      problems.add(`homes[${at}].residents[${one}]`, expected, residents[one]);
    }
  }
}

function readSkills(skills: unknown, at: number, problems: Problems): void {
  if (unknown(skills)) return;
  if (!isObject(skills)) {
    problems.add(`homes[${at}].skills`, 'an object of domains, or null', skills);
    return;
  }
  for (const domain in skills) {
    if (!isDomain(domain)) problems.add(`homes[${at}].skills`, `domains: ${DOMAINS.join(', ')}`, domain);
    else if (!isMaybeNumber(skills[domain], 0, 4)) {
      problems.add(`homes[${at}].skills.${domain}`, 'a level 0 to 4, or null', skills[domain]);
    }
  }
}

function readEvidence(evidence: unknown, at: number, problems: Problems): void {
  if (unknown(evidence)) return;
  if (!isObject(evidence)) {
    problems.add(`homes[${at}].evidence`, 'an object of domains, or null', evidence);
    return;
  }
  for (const domain in evidence) {
    const one = evidence[domain];
    if (!isDomain(domain)) problems.add(`homes[${at}].evidence`, `domains: ${DOMAINS.join(', ')}`, domain);
    else if (!unknown(one) && !(isObject(one) && isMaybeOneOf(EVIDENCE_BY, one.by) && isMaybeDate(one.on))) {
      problems.add(`homes[${at}].evidence.${domain}`, `by (${oneOf(EVIDENCE_BY)}) and on (a date)`, one);
    }
  }
}

function isRoom(raw: unknown): boolean {
  return isObject(raw) && isMaybeDate(raw.freeFrom) && isMaybeFlag(raw.adapted) && isMaybeFlag(raw.mayShare);
}

function isTerms(raw: unknown): boolean {
  return (
    isObject(raw) &&
    isMaybeNumber(raw.minAge, 0, 120) &&
    isMaybeNumber(raw.maxAge, 0, 120) &&
    isMaybeList(raw.sexes, isSex)
  );
}

function isSex(raw: unknown): boolean {
  return isMaybeOneOf(SEXES, raw) && !unknown(raw);
}

function isResident(raw: unknown): boolean {
  return (
    isObject(raw) &&
    isMaybeAge(raw.age) &&
    isMaybeOneOf(SEXES, raw.sex) &&
    isMaybeOneOf(ALONGSIDE, raw.alongside) &&
    isMaybeTexts(raw.risksToOthers) &&
    isMaybeFlag(raw.fostered) &&
    isMaybeTexts(raw.siblingOf)
  );
}

function unknown(raw: unknown): raw is null | undefined {
  return raw === null || raw === undefined;
}

function isObject(raw: unknown): raw is Raw {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

function isText(raw: unknown): raw is string {
  return typeof raw === 'string' && raw !== '';
}

function isDate(raw: unknown): boolean {
  return typeof raw === 'string' && dateNumber(raw) > 0;
}

function isMaybeDate(raw: unknown): boolean {
  return unknown(raw) || isDate(raw);
}

function isMaybeFlag(raw: unknown): boolean {
  return unknown(raw) || typeof raw === 'boolean';
}

function isMaybeNumber(raw: unknown, low: number, high: number): boolean {
  return unknown(raw) || (typeof raw === 'number' && raw >= low && raw <= high);
}

function isMaybeAge(raw: unknown): boolean {
  return unknown(raw) || (isMaybeWhole(raw) && (raw as number) <= 120);
}

function isMaybeWhole(raw: unknown): boolean {
  return unknown(raw) || (Number.isSafeInteger(raw) && (raw as number) >= 0);
}

function isMaybeOneOf(list: readonly string[], raw: unknown): boolean {
  return unknown(raw) || list.includes(raw as string);
}

function isMaybeTexts(raw: unknown): boolean {
  return isMaybeList(raw, isText);
}

function isMaybeList(raw: unknown, isOne: (one: unknown) => boolean): boolean {
  if (unknown(raw)) return true;
  if (!Array.isArray(raw)) return false;
  for (let at = 0; at < raw.length; at++) if (!isOne(raw[at])) return false;
  return true;
}

function isPlace(raw: unknown): boolean {
  if (!isObject(raw)) return false;
  const { lat, long } = raw;
  return typeof lat === 'number' && lat >= -90 && lat <= 90 && typeof long === 'number' && Math.abs(long) <= 180;
}

function isMaybePlace(raw: unknown): boolean {
  return unknown(raw) || isPlace(raw);
}

function oneOf(list: readonly string[]): string {
  return `one of ${list.join(', ')}`;
}

/** What was found, without spilling it: an object may hold an address, so only its field names are said. */
function shown(raw: unknown): string {
  if (raw === undefined) return 'nothing';
  if (Array.isArray(raw)) return `a list of ${raw.length}`;
  if (isObject(raw)) return `an object (${Object.keys(raw).slice(0, 8).join(', ')})`;
  const text = typeof raw === 'string' ? JSON.stringify(raw) : String(raw);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
