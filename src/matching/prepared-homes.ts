import { DOMAINS, type Place } from '../kernel/index.ts';
import { type EvidenceBy, HOME_KINDS, type Home, type Resident } from './matching-file.ts';
import { DOUBT, STALE_DOUBT } from './policy.ts';
import { checkedHomes, dateNumber } from './read-matching-file.ts';
import { type KnownRoom, knownRooms } from './rooms.ts';

/**
 * Homes read once into flat columns, so that ranking a child reads numbers that lie side by side. A page that ranks
 * against the same homes again and again keeps one of these and hands it to `rank`.
 * Yes-or-no facts are 1, 0 and -1 for unknown; numbers are NaN where unknown; dates are `yyyymmdd`.
 */
export interface PreparedHomes {
  readonly size: number;
  readonly homes: readonly Home[];
  readonly facts: readonly HomeFacts[];
  /** A point on the unit sphere for each home; NaN where the place is unknown. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** Twelve levels to a home, in the order of DOMAINS; NaN unknown. */
  readonly skills: Float64Array;
  /** Twelve to a home: how far the range around a known skill is widened, before age of evidence. */
  readonly doubt: Float64Array;
  /** Twelve to a home: the date of the evidence; 0 undated, so always stale; `NO_EVIDENCE` where none is given. */
  readonly evidenceOn: Int32Array;
  /** For each home in the list, its position once homes are put in order of their ids. */
  readonly byId: () => Int32Array;
}

export const NO_EVIDENCE = 99_999_999;

/** What the rules read about one home. Always the same fields in the same order, which keeps reading them quick. */
export interface HomeFacts {
  readonly kind: number;
  readonly rooms: number;
  /** NaN unknown, Infinity: no room is free. */
  readonly freeFrom: number;
  readonly confirmed: number;
  readonly knownRooms: readonly KnownRoom[] | null;
  readonly minAge: number;
  readonly maxAge: number;
  /** 1 girls, 2 boys, 3 both, 0 unknown. */
  readonly sexes: number;
  readonly pets: number;
  readonly adapted: number;
  /** How many people live there; -1 unknown. */
  readonly residents: number;
  readonly youngest: number;
  readonly oldest: number;
  readonly someAgeUnknown: boolean;
  readonly someoneSolo: boolean;
  /** The oldest resident who can live with older children only; the youngest who can live with younger ones only. */
  readonly oldestWantingOlder: number;
  readonly youngestWantingYounger: number;
  /** Some resident's wish, or the age of one who has a wish about ages, is unknown. */
  readonly someWishUnknown: boolean;
  readonly fostered: number;
  readonly perhapsFostered: number;
}

const KIND_CODES: ReadonlyMap<string, number> = new Map(HOME_KINDS.map((kind, code) => [kind, code]));
export const KIND = { fostering: 0, kinship: 1, residential: 2, supported: 3, secure: 4 } as const;

/** Checks the homes (throws a Refusal that says what is wrong) and reads them into columns. */
export function prepareHomes(homes: readonly Home[]): PreparedHomes {
  return prepareChecked(checkedHomes(homes));
}

export function prepareChecked(homes: readonly Home[]): PreparedHomes {
  const size = homes.length;
  const facts: HomeFacts[] = new Array(size);
  const [x, y, z] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const skills = new Float64Array(size * DOMAINS.length);
  const doubt = new Float64Array(size * DOMAINS.length);
  const evidenceOn = new Int32Array(size * DOMAINS.length);
  for (let h = 0; h < size; h++) {
    const home = homes[h]!;
    facts[h] = factsOf(home);
    const at = home.at;
    [x[h], y[h], z[h]] = at ? onSphere(at) : NOWHERE;
    readSkills(home, h * DOMAINS.length, skills, doubt, evidenceOn);
  }
  let order: Int32Array | undefined;
  const byId = () => {
    order ??= positionsById(homes);
    return order;
  };
  return { size, homes, facts, x, y, z, skills, doubt, evidenceOn, byId };
}

const NOWHERE: readonly [number, number, number] = [Number.NaN, Number.NaN, Number.NaN];
const RADIANS = Math.PI / 180;

export function onSphere(at: Place): readonly [number, number, number] {
  const flat = Math.cos(at.lat * RADIANS);
  return [flat * Math.cos(at.long * RADIANS), flat * Math.sin(at.long * RADIANS), Math.sin(at.lat * RADIANS)];
}

function positionsById(homes: readonly Home[]): Int32Array {
  const order = homes.map((_, h) => h).sort((a, b) => (homes[a]!.id < homes[b]!.id ? -1 : 1));
  const positions = new Int32Array(homes.length);
  for (let at = 0; at < order.length; at++) positions[order[at]!] = at;
  return positions;
}

function readSkills(
  home: Home,
  start: number,
  skills: Float64Array,
  doubt: Float64Array,
  evidenceOn: Int32Array,
): void {
  const { skills: known, evidence } = home;
  for (let d = 0; d < DOMAINS.length; d++) {
    const domain = DOMAINS[d]!;
    skills[start + d] = known?.[domain] ?? Number.NaN;
    const one = evidence?.[domain];
    doubt[start + d] = doubtOf(one?.by);
    evidenceOn[start + d] = !one ? NO_EVIDENCE : typeof one.on === 'string' ? dateNumber(one.on) : 0;
  }
}

/** A level nobody stands behind is what the home says of itself. */
function doubtOf(by: EvidenceBy | null | undefined): number {
  return DOUBT[by ?? 'self'];
}

/** How much of the way to "unknown" the range around a known skill goes, given the last day on which it was fresh. */
export function widening(homes: PreparedHomes, at: number, freshFrom: number): number {
  return homes.doubt[at]! + (homes.evidenceOn[at]! < freshFrom ? STALE_DOUBT : 0);
}

function factsOf(home: Home): HomeFacts {
  const people = home.residents;
  let [youngest, oldest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [oldestWantingOlder, youngestWantingYounger] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [someAgeUnknown, someoneSolo, someWishUnknown] = [false, false, false];
  let [fostered, perhapsFostered] = [0, 0];
  for (const one of people ?? []) {
    const age = one.age ?? null;
    if (age === null) someAgeUnknown = true;
    else {
      youngest = Math.min(youngest, age);
      oldest = Math.max(oldest, age);
    }
    const wish = one.alongside ?? null;
    const aboutAge = wish === 'only-older' || wish === 'only-younger';
    if (wish === null || (aboutAge && age === null)) someWishUnknown = true;
    if (wish === 'solo') someoneSolo = true;
    if (wish === 'only-older' && age !== null) oldestWantingOlder = Math.max(oldestWantingOlder, age);
    if (wish === 'only-younger' && age !== null) youngestWantingYounger = Math.min(youngestWantingYounger, age);
    if (isFostered(one)) fostered++;
    else if (isPerhapsFostered(one)) perhapsFostered++;
  }
  const terms = home.registered;
  return {
    kind: KIND_CODES.get(home.kind)!,
    rooms: home.rooms ?? Number.NaN,
    freeFrom: home.freeFrom === null ? Number.POSITIVE_INFINITY : dateOrUnknown(home.freeFrom),
    confirmed: dateOrUnknown(home.confirmed),
    knownRooms: knownRooms(home, dateNumber),
    minAge: terms?.minAge ?? Number.NaN,
    maxAge: terms?.maxAge ?? Number.NaN,
    sexes: (terms?.sexes?.includes('female') ? 1 : 0) + (terms?.sexes?.includes('male') ? 2 : 0),
    pets: threeWays(home.pets),
    adapted: threeWays(home.adapted),
    residents: people ? people.length : -1,
    youngest,
    oldest,
    someAgeUnknown,
    someoneSolo,
    oldestWantingOlder,
    youngestWantingYounger,
    someWishUnknown,
    fostered,
    perhapsFostered,
  };
}

const ADULT = 18;

/** A fostered child: somebody of 18 or more who stays put is no longer one. */
export function isFostered(one: Resident): boolean {
  return one.fostered === true && (one.age ?? 0) < ADULT;
}

export function isPerhapsFostered(one: Resident): boolean {
  return (one.fostered ?? null) === null && (one.age ?? 0) < ADULT;
}

function dateOrUnknown(text: string | null | undefined): number {
  return typeof text === 'string' ? dateNumber(text) : Number.NaN;
}

export function threeWays(flag: boolean | null | undefined): number {
  return flag === true ? 1 : flag === false ? 0 : -1;
}
