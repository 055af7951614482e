import { type Domain, newId, type PlainDate } from '../kernel/index.ts';
import { termsOn } from './home.ts';
import type { HomeFileRow } from './home-columns.ts';
import type { AddressRow, HomeRow, TermsRow } from './home-store.ts';

interface Fee {
  readonly from: PlainDate;
  readonly weeklyPence: number;
}

/** What is already known of a home that a file speaks of. */
export interface KnownHome {
  readonly home: HomeRow;
  readonly address: AddressRow | null;
  readonly terms: readonly TermsRow[];
  readonly fees: readonly Fee[];
  readonly rooms: readonly {
    readonly id: string;
    readonly name: string;
    readonly statement: {
      readonly freeFrom: PlainDate | null;
      readonly saidOn: PlainDate;
      readonly saidBy: string;
    } | null;
  }[];
  /** Every statement ever made, as `domain level by on`. */
  readonly skills: ReadonlySet<string>;
  readonly connected: ReadonlySet<string>;
  /** Made by a return, and named by no homes file yet. */
  readonly ofReturn: boolean;
  /** People of its organisation work here. */
  readonly staffed: boolean;
}

/** What a file adds to what is known; all empty: it says nothing new. */
export interface HomeChanges {
  readonly organisationId: string;
  readonly homeId: string;
  readonly home: HomeRow | null;
  readonly address: AddressRow | null;
  readonly terms: TermsRow | null;
  readonly fee: Fee | null;
  readonly rooms: readonly { readonly id: string; readonly name: string }[];
  readonly statements: readonly {
    readonly id: string;
    readonly roomId: string;
    readonly freeFrom: PlainDate | null;
    readonly saidOn: PlainDate;
  }[];
  readonly skills: readonly { readonly domain: Domain; readonly level: number }[];
  readonly connect: readonly string[];
}

/** Who said what a file says. A person's own word of the same day is never replaced by a file's. */
export const BY_IMPORT = 'import';

export interface Owner {
  readonly organisationId: string;
  readonly regionId: string | null;
}

/**
 * What has to be written so that what the file says is known. A blank cell says nothing and leaves what is there.
 * Pure: the same row against its own outcome changes nothing.
 * @param children the ids of children for the numbers in `connected_to`
 */
export function homeChanges(
  row: HomeFileRow,
  known: KnownHome | null,
  owner: Owner,
  children: readonly string[],
  today: PlainDate,
): HomeChanges {
  const home = homeAfter(row, known?.home ?? null, owner);
  const address = addressAfter(row, known?.address ?? null);
  return {
    organisationId: home.organisationId,
    homeId: home.id,
    home: same(home, known?.home ?? null) ? null : home,
    address: same(address, known?.address ?? null) ? null : address,
    terms: newTerms(row, known?.terms ?? [], today),
    fee: newFee(row, known?.fees ?? [], today),
    ...roomChanges(row, known),
    skills: skillChanges(row, known),
    connect: children.filter((each) => !known?.connected.has(each)),
  };
}

export function saysNothingNew(changes: HomeChanges): boolean {
  const { home, address, terms, fee, rooms, statements, skills, connect } = changes;
  const single = [home, address, terms, fee];
  return (
    single.every((each) => each === null) && [rooms, statements, skills, connect].every((each) => each.length === 0)
  );
}

function homeAfter(row: HomeFileRow, known: HomeRow | null, owner: Owner): HomeRow {
  return {
    organisationId: owner.organisationId,
    id: known?.id ?? newId('home'),
    regionId: owner.regionId,
    name: row.name,
    kind: row.kind,
    sector: row.sector,
    urn: row.urn ?? known?.urn ?? null,
    grade: row.grade ?? known?.grade ?? null,
    gradedOn: row.graded_on ?? known?.gradedOn ?? null,
    area: row.area ?? known?.area ?? '',
    about: row.about ?? known?.about ?? '',
    pets: row.pets ?? known?.pets ?? null,
    adapted: row.adapted ?? known?.adapted ?? null,
    languages: row.languages ?? known?.languages ?? [],
    interests: row.interests ?? known?.interests ?? [],
  };
}

function addressAfter(row: HomeFileRow, known: AddressRow | null): AddressRow | null {
  const said = [row.postcode, row.address, row.carers, row.confidential];
  if (said.every((each) => each === null)) return known;
  return {
    carers: row.carers ?? known?.carers ?? null,
    line: row.address ?? known?.line ?? null,
    postcode: row.postcode ?? known?.postcode ?? null,
    // What is hidden is shown again by the people named on it, with a reason; never by a file.
    confidential: known?.confidential || (row.confidential ?? false),
  };
}

function newTerms(row: HomeFileRow, all: readonly TermsRow[], today: PlainDate): TermsRow | null {
  const said = [row.min_age, row.max_age, row.sexes, row.places, row.registered_from, row.terms];
  if (said.every((each) => each === null)) return null;
  const inForce = termsOn(all, today) ?? all[0] ?? null;
  const known = row.registered_from ? (all.find((each) => each.from === row.registered_from) ?? null) : inForce;
  const base = known ?? inForce;
  const after: TermsRow = {
    from: row.registered_from ?? known?.from ?? today,
    to: known?.to ?? null,
    minAge: row.min_age ?? base?.minAge ?? null,
    maxAge: row.max_age ?? base?.maxAge ?? null,
    sexes: row.sexes ?? base?.sexes ?? ['female', 'male'],
    places: row.places ?? base?.places ?? null,
    terms: row.terms ?? base?.terms ?? '',
  };
  if (same(after, known)) return null;
  // New terms without a day of their own begin today; those before them stay as they were.
  return row.registered_from ? after : { ...after, from: today, to: null };
}

function newFee(row: HomeFileRow, all: readonly Fee[], today: PlainDate): Fee | null {
  if (row.weekly_fee === null) return null;
  const begun = all.filter((each) => each.from <= today).sort((a, b) => (a.from < b.from ? 1 : -1));
  const known = row.fee_from ? all.find((each) => each.from === row.fee_from) : begun[0];
  return known?.weeklyPence === row.weekly_fee ? null : { from: row.fee_from ?? today, weeklyPence: row.weekly_fee };
}

function roomChanges(row: HomeFileRow, known: KnownHome | null): Pick<HomeChanges, 'rooms' | 'statements'> {
  const rooms = [...(known?.rooms ?? [])];
  const wanted = Math.max(
    row.rooms ?? 0,
    row.rooms_free === null ? 0 : (row.rooms ?? row.places ?? 0),
    row.rooms_free ?? 0,
  );
  const added: { id: string; name: string }[] = [];
  for (let number = 1; rooms.length < wanted; number++) {
    const name = `Room ${number}`;
    if (rooms.some((each) => each.name === name)) continue;
    const room = { id: newId('room'), name };
    added.push(room);
    rooms.push({ ...room, statement: null });
  }
  if (row.rooms_free === null || row.confirmed_on === null) return { rooms: added, statements: [] };
  const saidOn = row.confirmed_on;
  // The file counts rooms without naming them: those already known to be free are taken to be the free ones.
  const freeFirst = rooms
    .map((room, at) => ({ room, turn: (room.statement?.freeFrom ? 0 : 1_000) + at }))
    .sort((a, b) => a.turn - b.turn);
  const statements = freeFirst.flatMap(({ room }, at) => {
    const freeFrom = at < (row.rooms_free ?? 0) ? (row.free_from ?? saidOn) : null;
    const last = room.statement;
    if (last && (last.saidOn > saidOn || (last.saidOn === saidOn && last.saidBy !== BY_IMPORT))) return [];
    if (last && last.saidOn === saidOn && last.freeFrom === freeFrom) return [];
    return [{ id: newId('vacancy'), roomId: room.id, freeFrom, saidOn }];
  });
  return { rooms: added, statements };
}

/** How a statement of skill is told apart from another. */
export function skillKey(said: { domain: string; level: number | null; by: string; on: string }): string {
  return `${said.domain} ${said.level ?? '-'} ${said.by} ${said.on}`;
}

function skillChanges(row: HomeFileRow, known: KnownHome | null): HomeChanges['skills'] {
  const on = row.skills_on;
  if (on === null) return [];
  const by = row.skills_by ?? 'self';
  return Object.entries(row.skills).flatMap(([domain, level]) =>
    known?.skills.has(skillKey({ domain, level, by, on })) ? [] : [{ domain: domain as Domain, level }],
  );
}

/** Equal field by field, whatever the order of the fields. */
function same(a: object | null, b: object | null): boolean {
  if (a === null || b === null) return a === b;
  const other = b as Readonly<Record<string, unknown>>;
  return Object.entries(a).every(([name, value]) => JSON.stringify(value) === JSON.stringify(other[name]));
}
