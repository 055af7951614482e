import { saw } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';
import { ageOn, type Domain, isDomain, type PlainDate } from '../kernel/index.ts';
import { mayHide, seesHidden } from '../people/index.ts';
import { type HomeSettings, type Terms, termsOn } from './home.ts';
import {
  type AddressRow,
  feeOn,
  findAddress,
  findHome,
  type HomeRow,
  type MemberRow,
  membersOf,
  readSettings,
  termsOf,
} from './home-store.ts';
import type { Living } from './household.ts';
import { type RoomState, roomState } from './room-state.ts';
import { type RoomRow, roomsOf } from './room-store.ts';
import { type EvidenceBy, type Skill, skillsInUse } from './skill.ts';

/** A child who lives in the home, as the people who run it know them. */
export interface ChildLivingHere {
  readonly authorityId: string;
  readonly authority: string;
  readonly childId: string;
  readonly name: string | null;
  readonly age: number | null;
  readonly since: PlainDate;
}

/** All that a home's page shows; what the actor may not know is not in it. */
export interface HomeView {
  readonly home: HomeRow & { readonly provider: string };
  /** The day since which no child of any return has lived here; null: in use, or not known from returns. */
  readonly unusedSince: PlainDate | null;
  /** Null: not the actor's own organisation, or not said. */
  readonly address: AddressRow | null;
  readonly terms: Terms | null;
  readonly termsNext: Terms | null;
  readonly rooms: readonly (RoomRow & { readonly state: RoomState })[];
  readonly placesLeft: number | null;
  readonly skills: ReadonlyMap<Domain, Skill>;
  readonly living: readonly Living[];
  /** False: no sharing agreement tells this actor who lives in the home, so how many places are left is not known. */
  readonly tellsHousehold: boolean;
  readonly children: readonly ChildLivingHere[];
  readonly members: readonly MemberRow[];
  readonly weeklyPence: number | null;
  readonly settings: HomeSettings;
  /** Whether the actor is named on the home's hidden address, and whether they may hide one that is open. */
  readonly seesAddress: boolean;
  readonly mayHide: boolean;
}

/** A home as this actor may see it; null where it is not there for them. */
export async function viewHome(
  tx: Tx,
  organisationId: string,
  homeId: string,
  today: PlainDate,
): Promise<HomeView | null> {
  const home = await findHome(tx, organisationId, homeId);
  if (!home) return null;
  const settings = await readSettings(tx);
  const also = await first<{ name: string; unusedSince: PlainDate | null; tellsHousehold: boolean }>(
    tx,
    sql`select o.name, h.unused_since as "unusedSince", app.may_see_household(h.organisation_id, h.id) as "tellsHousehold" from home h join organisation o on o.id = h.organisation_id
      where h.organisation_id = ${organisationId} and h.id = ${homeId}`,
  );
  const known = await termsOf(tx, organisationId, homeId);
  const terms = termsOn(known, today);
  const living = await rows<Living & { placed: boolean }>(
    tx,
    sql`select age, placed from app.home_household(${organisationId}, ${homeId}, ${today}::date)`,
  );
  const moved = await first<{ on: PlainDate | null }>(
    tx,
    sql`select app.last_moved_in(${organisationId}, ${homeId}, ${today}::date) as on`,
  );
  const rooms = await roomsOf(tx, organisationId, homeId, today);
  const options = { confirmWithinDays: settings.confirmWithinDays, lastMovedIn: moved?.on ?? null };
  return {
    home: { ...home, provider: also?.name ?? '' },
    unusedSince: also?.unusedSince ?? null,
    address: await findAddress(tx, organisationId, homeId),
    terms,
    termsNext: known.find((each) => each.from > today) ?? null,
    rooms: rooms.map((room) => ({ ...room, state: roomState(room, today, options) })),
    placesLeft:
      terms?.places == null || !also?.tellsHousehold
        ? null
        : terms.places - living.filter((each) => each.placed).length,
    skills: skillsInUse(await statementsOf(tx, organisationId, homeId), today, settings.skillStaleAfterDays),
    living,
    tellsHousehold: also?.tellsHousehold ?? false,
    children: await childrenLivingIn(tx, organisationId, homeId, today),
    members: await membersOf(tx, organisationId, homeId),
    weeklyPence: await feeOn(tx, organisationId, homeId, today),
    settings,
    ...(await protectionOf(tx, organisationId, homeId)),
  };
}

async function protectionOf(tx: Tx, organisationId: string, id: string) {
  const of = { kind: 'home', organisationId, id } as const;
  return { seesAddress: await seesHidden(tx, of), mayHide: await mayHide(tx, of) };
}

async function statementsOf(tx: Tx, organisationId: string, homeId: string) {
  const found = await rows<{
    domain: string;
    level: number | null;
    by: EvidenceBy;
    evidence: string;
    saidBy: string;
    saidOn: PlainDate;
    saidAt: Date;
  }>(
    tx,
    sql`select domain, level, evidence_by as by, evidence, said_by as "saidBy", said_on as "saidOn", said_at as "saidAt"
      from home_skill where organisation_id = ${organisationId} and home_id = ${homeId}`,
  );
  return found.flatMap(({ domain, ...said }) =>
    isDomain(domain) ? [{ ...said, domain, saidAt: said.saidAt.getTime() }] : [],
  );
}

async function childrenLivingIn(
  tx: Tx,
  organisationId: string,
  homeId: string,
  today: PlainDate,
): Promise<ChildLivingHere[]> {
  const found = await rows<{
    authority_id: string;
    authority: string;
    child_id: string;
    given_name: string | null;
    born: PlainDate | null;
    started: PlainDate;
  }>(
    tx,
    // Homes are named within their organisation, so a home of another organisation must not be asked for by its id alone.
    sql`select c.* from app.children_living_in(${homeId}, ${today}::date) c where app.my_organisation() = ${organisationId}`,
  );
  for (const [authority, children] of Map.groupBy(found, (each) => each.authority_id)) {
    saw(
      tx,
      children.map((each) => each.child_id),
      'identity',
      authority,
    );
  }
  return found.map((each) => ({
    authorityId: each.authority_id,
    authority: each.authority,
    childId: each.child_id,
    name: each.given_name,
    age: each.born ? ageOn(each.born, today) : null,
    since: each.started,
  }));
}
