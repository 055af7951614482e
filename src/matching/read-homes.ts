import { DOMAINS } from '../kernel/index.ts';
import { dateNumber } from './date-number.ts';
import { HOME_KINDS, type Home, SEXES } from './matching-file.ts';
import {
  isMaybeDate,
  isMaybeFlag,
  isMaybeList,
  isMaybeNumber,
  isMaybePlace,
  isMaybeTexts,
  isMaybeWhole,
  isObject,
  isOneOf,
  isText,
  maybeDateNumber,
  oneOf,
  Problems,
  type Raw,
  refuseIfAny,
  unknown,
} from './plain-checks.ts';
import { emptyFacts, type HomeFacts, NO_EVIDENCE, onSphere, type PreparedHomes, threeWays } from './prepared-homes.ts';
import { readHousehold } from './read-household.ts';
import { readEvidence, readSkills } from './read-skills.ts';
import { knownRooms } from './rooms.ts';
import { keepWords, Words, wordColumn } from './word-column.ts';

/** Checks the homes (throws a Refusal that says what is wrong) and reads them into columns, for many rankings. */
export function prepareHomes(homes: readonly Home[]): PreparedHomes {
  const problems = new Problems();
  const prepared = readHomes(homes, problems);
  refuseIfAny(problems.list);
  return prepared;
}

/**
 * As `prepareHomes`, for those of the homes that can be read: what is wrong with one home must not keep a child from all
 * the others. Those that were left out are not in `homes` of the answer; the caller says so.
 */
export function prepareReadableHomes(homes: readonly Home[]): PreparedHomes {
  const problems = new Problems();
  const prepared = readHomes(homes, problems);
  return problems.list.length === 0 ? prepared : prepareHomes(homes.filter(canBeRead));
}

/** Whether what is said of a home can be read at all. */
export function canBeRead(home: Home): boolean {
  const problems = new Problems();
  readHomes([home], problems);
  return problems.list.length === 0;
}

/**
 * Checks and reads in one go, home by home: fetching every field of ten thousand homes from memory is most of the
 * work, so each is looked at once. Only when something is wrong are ids watched for repeats, to tell them in order.
 */
export function readHomes(input: unknown, problems: Problems): PreparedHomes {
  const list: unknown[] = Array.isArray(input) ? input : [];
  if (!Array.isArray(input)) problems.add('homes', 'a list', input);
  const columns = emptyColumns(list as Home[]);
  const met = new Problems();
  readAll(list, met, columns);
  if (met.list.length > 0 || hasRepeats(columns)) readAll(list, problems, columns, new Set());
  return columns;
}

function readAll(list: readonly unknown[], problems: Problems, columns: Columns, seen?: Set<unknown>): void {
  for (let at = 0; at < list.length; at++) {
    const raw = list[at];
    if (!isObject(raw)) {
      problems.add(`homes[${at}]`, 'an object', raw);
      continue;
    }
    if (!isText(raw.id)) problems.add(`homes[${at}].id`, 'a text', raw.id);
    else if (seen?.has(raw.id)) problems.add(`homes[${at}].id`, 'an id of its own', raw.id);
    else columns.ids[at] = raw.id;
    seen?.add(raw.id);
    readHome(raw, at, problems, columns);
  }
}

/** The order of ids is needed for every ranking; in it, equal ids stand side by side. */
function hasRepeats({ ids, inIdOrder }: Columns): boolean {
  const order = inIdOrder();
  for (let at = 1; at < order.length; at++) if (ids[order[at]!] === ids[order[at - 1]!]) return true;
  return false;
}

type Columns = ReturnType<typeof emptyColumns>;

function emptyColumns(homes: readonly Home[]) {
  const size = homes.length;
  // Side by side, because sorting asks for them again and again.
  const ids = new Array<string>(size).fill('');
  let order: Int32Array | undefined;
  return {
    size,
    homes,
    facts: emptyFacts(size),
    x: new Float64Array(size).fill(Number.NaN),
    y: new Float64Array(size).fill(Number.NaN),
    z: new Float64Array(size).fill(Number.NaN),
    skills: new Float64Array(size * DOMAINS.length).fill(Number.NaN),
    saidBy: new Uint8Array(size * DOMAINS.length),
    evidenceOn: new Int32Array(size * DOMAINS.length).fill(NO_EVIDENCE),
    words: new Words(),
    languages: wordColumn(size),
    interests: wordColumn(size),
    siblingsOf: new Map<string, Map<number, number>>(),
    ids,
    inIdOrder: () => {
      order ??= new Int32Array(ids.map((_, h) => h).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1)));
      return order;
    },
  };
}

function readHome(raw: Raw, at: number, problems: Problems, columns: Columns): void {
  const before = problems.list.length;
  readFacts(raw, at, problems, columns.facts);
  readSkills(raw.skills, at, problems, columns);
  readEvidence(raw.evidence, at, problems, columns);
  readHousehold(raw.residents, at, problems, columns.facts, columns.siblingsOf);
  if (problems.list.length > before) return;
  const home = raw as unknown as Home;
  if (home.roomsDetail) columns.facts.knownRooms[at] = knownRooms(home, dateNumber);
  if (home.at) {
    const point = onSphere(home.at);
    columns.x[at] = point[0];
    columns.y[at] = point[1];
    columns.z[at] = point[2];
  }
  if (home.languages) keepWords(columns.languages, at, home.languages, columns.words);
  if (home.interests) keepWords(columns.interests, at, home.interests, columns.words);
}

/** Each field is checked and kept while it is at hand; what is kept of a file with a problem is never used. */
function readFacts(raw: Raw, at: number, problems: Problems, facts: HomeFacts): void {
  const { kind, rooms, freeFrom, confirmed, pets, adapted, registered } = raw;
  if (!isOneOf(HOME_KINDS, kind)) wrong(problems, raw, at, 'kind', oneOf(HOME_KINDS));
  else facts.kind[at] = HOME_KINDS.indexOf(kind);
  if (!isMaybeTexts(raw.connectedTo)) wrong(problems, raw, at, 'connectedTo', 'a list of child ids, or null');
  if (!isMaybePlace(raw.at)) wrong(problems, raw, at, 'at', 'a place with lat and long, or null');
  if (!isMaybeWhole(rooms)) wrong(problems, raw, at, 'rooms', 'a whole number from 0, or null');
  else if (typeof rooms === 'number') facts.rooms[at] = rooms;
  const free = maybeDateNumber(freeFrom);
  if (free === 0) wrong(problems, raw, at, 'freeFrom', 'a date as yyyy-mm-dd, or null');
  facts.freeFrom[at] = freeFrom === null ? Number.POSITIVE_INFINITY : free;
  facts.confirmed[at] = maybeDateNumber(confirmed);
  if (facts.confirmed[at] === 0) wrong(problems, raw, at, 'confirmed', 'a date as yyyy-mm-dd, or null');
  if (!isMaybeFlag(pets)) wrong(problems, raw, at, 'pets', 'true, false or null');
  else facts.pets[at] = threeWays(pets);
  if (!isMaybeFlag(adapted)) wrong(problems, raw, at, 'adapted', 'true, false or null');
  else facts.adapted[at] = threeWays(adapted);
  if (!isMaybeTexts(raw.languages)) wrong(problems, raw, at, 'languages', 'a list of texts, or null');
  if (!isMaybeTexts(raw.interests)) wrong(problems, raw, at, 'interests', 'a list of texts, or null');
  if (!isMaybeList(raw.roomsDetail, isRoom)) {
    const expected = 'a list of rooms with freeFrom (a date or null), adapted and mayShare, or null';
    wrong(problems, raw, at, 'roomsDetail', expected);
  }
  if (!readTerms(registered, at, facts)) {
    wrong(problems, raw, at, 'registered', 'minAge and maxAge in years or null, and sexes');
  }
}

function wrong(problems: Problems, raw: Raw, at: number, field: string, expected: string): void {
  problems.add(`homes[${at}].${field}`, expected, raw[field]);
}

function isRoom(raw: unknown): boolean {
  return isObject(raw) && isMaybeDate(raw.freeFrom) && isMaybeFlag(raw.adapted) && isMaybeFlag(raw.mayShare);
}

/** Whether the terms of approval or registration are right; false keeps nothing. */
function readTerms(terms: unknown, at: number, facts: HomeFacts): boolean {
  if (unknown(terms)) return true;
  if (!isObject(terms)) return false;
  const { minAge, maxAge, sexes } = terms;
  if (!isMaybeNumber(minAge, 0, 120) || !isMaybeNumber(maxAge, 0, 120)) return false;
  if (typeof minAge === 'number') facts.minAge[at] = minAge;
  if (typeof maxAge === 'number') facts.maxAge[at] = maxAge;
  if (unknown(sexes)) return true;
  if (!Array.isArray(sexes)) return false;
  let both = 0;
  for (let i = 0; i < sexes.length; i++) {
    const sex: unknown = sexes[i];
    if (sex === 'female') both |= 1;
    else if (sex === 'male') both |= 2;
    else if (!isOneOf(SEXES, sex)) return false;
  }
  facts.sexes[at] = both;
  return true;
}
