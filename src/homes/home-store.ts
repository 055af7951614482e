import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { DEFAULT_SETTINGS, type Grade, type HomeKind, type HomeSettings, type Relation, type Sector } from './home.ts';

/** A home as it is kept, without its address. */
export interface HomeRow {
  readonly organisationId: string;
  readonly id: string;
  readonly regionId: string | null;
  readonly name: string;
  readonly kind: HomeKind;
  readonly sector: Sector;
  readonly urn: string | null;
  readonly grade: Grade | null;
  readonly gradedOn: PlainDate | null;
  readonly area: string;
  readonly about: string;
  readonly pets: boolean | null;
  readonly adapted: boolean | null;
  readonly languages: readonly string[];
  readonly interests: readonly string[];
}

/** Where a home is and who cares there: for its own organisation only. */
export interface AddressRow {
  readonly carers: string | null;
  readonly line: string | null;
  readonly postcode: string | null;
  readonly confidential: boolean;
}

const HOME = sql`select organisation_id as "organisationId", id, region_id as "regionId", name, kind, sector, urn, grade,
  graded_on as "gradedOn", area, about, pets, adapted, languages, interests from home`;

export function findHome(tx: Tx, organisationId: string, homeId: string): Promise<HomeRow | null> {
  return first<HomeRow>(tx, sql`${HOME} where organisation_id = ${organisationId} and id = ${homeId}`);
}

/** A home as columns of its table. */
export function homeAsRow(home: HomeRow): Record<string, unknown> {
  return {
    organisation_id: home.organisationId,
    id: home.id,
    region_id: home.regionId,
    name: home.name,
    kind: home.kind,
    sector: home.sector,
    urn: home.urn,
    grade: home.grade,
    graded_on: home.gradedOn,
    area: home.area,
    about: home.about,
    pets: home.pets,
    adapted: home.adapted,
    languages: home.languages,
    interests: home.interests,
  };
}

/** Where a home is already there, all that can be edited of it becomes what is said now. */
export const EVERY_HOME_COLUMN = `on conflict (organisation_id, id) do update set region_id = excluded.region_id,
  name = excluded.name, kind = excluded.kind, sector = excluded.sector, urn = excluded.urn, grade = excluded.grade,
  graded_on = excluded.graded_on, area = excluded.area, about = excluded.about, pets = excluded.pets,
  adapted = excluded.adapted, languages = excluded.languages, interests = excluded.interests`;

/** Writes a home: a new one, or all that can be edited of one that is there. */
export async function saveHome(tx: Tx, home: HomeRow): Promise<void> {
  await insertAll(tx, 'home', [homeAsRow(home)], EVERY_HOME_COLUMN);
}

export function findAddress(tx: Tx, organisationId: string, homeId: string): Promise<AddressRow | null> {
  return first<AddressRow>(
    tx,
    sql`select carers, line, postcode, confidential from home_address
      where organisation_id = ${organisationId} and home_id = ${homeId}`,
  );
}

/** Keeps an address; its point and authority come from the postcode file, and stay unknown where that has none. */
export async function saveAddress(tx: Tx, organisationId: string, homeId: string, address: AddressRow): Promise<void> {
  await sql`insert into home_address (organisation_id, home_id, carers, line, postcode, authority_code, lat, long, confidential)
    select ${organisationId}, ${homeId}, ${address.carers}::text, ${address.line}::text, given.postcode,
      p.authority_code, p.lat, p.long, ${address.confidential}::boolean
    from (select ${address.postcode}::text as postcode) given left join postcode p on p.postcode = given.postcode
    on conflict (organisation_id, home_id) do update set carers = excluded.carers, line = excluded.line,
      postcode = excluded.postcode, confidential = excluded.confidential,
      authority_code = case when home_address.postcode is distinct from excluded.postcode
        then excluded.authority_code else coalesce(excluded.authority_code, home_address.authority_code) end,
      lat = case when home_address.postcode is distinct from excluded.postcode
        then excluded.lat else coalesce(excluded.lat, home_address.lat) end,
      long = case when home_address.postcode is distinct from excluded.postcode
        then excluded.long else coalesce(excluded.long, home_address.long) end`.execute(tx);
}

export interface TermsRow {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly minAge: number | null;
  readonly maxAge: number | null;
  readonly sexes: readonly string[];
  readonly places: number | null;
  readonly terms: string;
}

export function termsOf(tx: Tx, organisationId: string, homeId: string): Promise<TermsRow[]> {
  return rows<TermsRow>(
    tx,
    sql`select from_date as "from", to_date as "to", min_age as "minAge", max_age as "maxAge", sexes, places, terms
      from registration where organisation_id = ${organisationId} and home_id = ${homeId} order by from_date desc`,
  );
}

export function termsAsRow(organisationId: string, homeId: string, terms: TermsRow): Record<string, unknown> {
  return {
    organisation_id: organisationId,
    home_id: homeId,
    from_date: terms.from,
    to_date: terms.to,
    min_age: terms.minAge,
    max_age: terms.maxAge,
    sexes: terms.sexes,
    places: terms.places,
    terms: terms.terms,
  };
}

/** Terms said again for the day on which others begin take their place. */
export const TERMS_OF_A_DAY = `on conflict (organisation_id, home_id, from_date) do update set to_date = excluded.to_date,
  min_age = excluded.min_age, max_age = excluded.max_age, sexes = excluded.sexes, places = excluded.places, terms = excluded.terms`;

/** Keeps the terms that begin on a day; the ones before them end by themselves, because the latest are in force. */
export async function saveTerms(tx: Tx, organisationId: string, homeId: string, terms: TermsRow): Promise<void> {
  await insertAll(tx, 'registration', [termsAsRow(organisationId, homeId, terms)], TERMS_OF_A_DAY);
}

/** The weekly fee in force on a day, in pence; null where none is known. */
export async function feeOn(tx: Tx, organisationId: string, homeId: string, on: PlainDate): Promise<number | null> {
  const found = await first<{ pence: string }>(
    tx,
    sql`select weekly_pence as pence from fee where organisation_id = ${organisationId} and home_id = ${homeId}
      and from_date <= ${on}::date order by from_date desc limit 1`,
  );
  return found ? Number(found.pence) : null;
}

export async function saveFee(
  tx: Tx,
  organisationId: string,
  homeId: string,
  from: PlainDate,
  weeklyPence: number,
): Promise<void> {
  await insertAll(
    tx,
    'fee',
    [{ organisation_id: organisationId, home_id: homeId, from_date: from, weekly_pence: weeklyPence }],
    'on conflict (organisation_id, home_id, from_date) do update set weekly_pence = excluded.weekly_pence',
  );
}

export interface MemberRow {
  readonly id: string;
  readonly relation: Relation;
  readonly sex: 'female' | 'male' | 'unknown';
  readonly born: PlainDate | null;
  readonly alongside: string;
}

/** Others who live there; only the home's own organisation reads them by row. */
export function membersOf(tx: Tx, organisationId: string, homeId: string): Promise<MemberRow[]> {
  return rows<MemberRow>(
    tx,
    sql`select id, relation, sex, born, alongside from household_member
      where organisation_id = ${organisationId} and home_id = ${homeId} order by relation, born nulls last, id`,
  );
}

export async function readSettings(tx: Tx): Promise<HomeSettings> {
  const found = await rows<{ name: string; value: unknown }>(
    tx,
    sql`select name, value from setting where name in ('homes: confirm within days', 'homes: skill stale after days')`,
  );
  const days = (name: string, otherwise: number): number => {
    const value = found.find((each) => each.name === name)?.value;
    return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : otherwise;
  };
  return {
    confirmWithinDays: days('homes: confirm within days', DEFAULT_SETTINGS.confirmWithinDays),
    skillStaleAfterDays: days('homes: skill stale after days', DEFAULT_SETTINGS.skillStaleAfterDays),
  };
}
