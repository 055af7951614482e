import { type Actor, mayDo, NotHere, recordEvent } from '../access/index.ts';
import { first, insertAll, sql, type Tx } from '../db/index.ts';
import { type Domain, newId, type PlainDate, Refusal } from '../kernel/index.ts';
import type { Relation } from './home.ts';
import {
  type AddressRow,
  findAddress,
  findHome,
  type HomeRow,
  saveAddress,
  saveFee,
  saveHome,
  saveTerms,
  type TermsRow,
} from './home-store.ts';
import type { EvidenceBy } from './skill.ts';

/** What a person says of a home when they add or edit it. */
export type HomeInput = Omit<HomeRow, 'organisationId' | 'id' | 'regionId'> & { readonly address: AddressRow };

/**
 * Only the people who run a home write about it. The database's policies refuse anybody else as well; this says it in
 * words first.
 */
export function mustRun(actor: Actor, organisationId: string): void {
  if (actor.organisation.id !== organisationId || actor.organisation.kind === 'region') {
    throw new Refusal('Only the organisation that runs this home can change it. Ask them to.');
  }
  if (!mayDo(actor.role, 'home.write')) {
    throw new Refusal(
      `A ${actor.roleWords} cannot change homes. Ask a home finder, a team manager or the registered manager.`,
    );
  }
}

/** What a home is, what it is approved for and what it is paid is its agency's word, not the carers'. */
export function mustKeepRecords(actor: Actor, organisationId: string): void {
  mustRun(actor, organisationId);
  if (actor.role === 'foster-carer') {
    throw new Refusal('Your agency keeps this part. Tell your supervising social worker what has changed.');
  }
}

/** @returns the id of the new home */
export async function addHome(tx: Tx, actor: Actor, input: HomeInput): Promise<string> {
  mustKeepRecords(actor, actor.organisation.id);
  const id = newId('home');
  const regionId = await regionOf(tx, actor.organisation.id);
  await write(tx, { ...input, organisationId: actor.organisation.id, id, regionId });
  await recordEvent(tx, actor, 'home.added', id, { kind: input.kind });
  return id;
}

export async function editHome(tx: Tx, actor: Actor, homeId: string, input: HomeInput): Promise<void> {
  mustKeepRecords(actor, actor.organisation.id);
  const home = await findHome(tx, actor.organisation.id, homeId);
  if (!home) throw new NotHere('This home is not here.');
  await write(tx, { ...input, organisationId: home.organisationId, id: home.id, regionId: home.regionId });
  await recordEvent(tx, actor, 'home.edited', homeId);
}

async function write(tx: Tx, home: HomeRow & { readonly address: AddressRow }): Promise<void> {
  if (home.urn !== null) {
    const other = await first<{ name: string }>(
      tx,
      sql`select name from home where organisation_id = ${home.organisationId} and urn = ${home.urn} and id <> ${home.id}`,
    );
    if (other) throw new Refusal(`The Ofsted number ${home.urn} is already used by “${other.name}”.`);
  }
  // Where a hidden home is is written on its own page, by the people named on it.
  const hidden = (await findAddress(tx, home.organisationId, home.id))?.confidential ?? false;
  await saveHome(tx, hidden ? { ...home, area: '' } : home);
  if (!hidden) await saveAddress(tx, home.organisationId, home.id, home.address);
}

/** The region in which an organisation's homes are found: the authority's own, or that of the provider's other homes. */
async function regionOf(tx: Tx, organisationId: string): Promise<string | null> {
  const found = await first<{ id: string }>(
    tx,
    sql`select id from (
        select region_id as id, 1 as turn from region_member where organisation_id = ${organisationId}
        union all select region_id, 2 from home where organisation_id = ${organisationId} and region_id is not null
        union all select id, 3 from organisation where kind = 'region') known
      order by turn, id limit 1`,
  );
  return found?.id ?? null;
}

/** Says what a home can do in a domain; earlier statements stay. */
export async function recordSkill(
  tx: Tx,
  actor: Actor,
  homeId: string,
  said: {
    readonly domain: Domain;
    readonly level: number | null;
    readonly by: EvidenceBy;
    readonly evidence: string;
    readonly on: PlainDate;
  },
): Promise<void> {
  mustRun(actor, actor.organisation.id);
  if (actor.role === 'foster-carer' && said.by !== 'self') {
    throw new Refusal('Say what you can do yourself. What an agency or an inspection found is theirs to say.');
  }
  await sql`insert into home_skill (organisation_id, home_id, domain, said_on, said_at, level, evidence_by, evidence, said_by)
    values (${actor.organisation.id}, ${homeId}, ${said.domain}, ${said.on}::date, clock_timestamp(), ${said.level}::smallint,
      ${said.by}, ${said.evidence}, ${actor.name})`.execute(tx);
  await recordEvent(tx, actor, 'home.skill', homeId, { domain: said.domain, level: said.level, by: said.by });
}

export async function recordTerms(tx: Tx, actor: Actor, homeId: string, terms: TermsRow): Promise<void> {
  mustKeepRecords(actor, actor.organisation.id);
  if (terms.to !== null && terms.to < terms.from) throw new Refusal('The last day of the terms is before the first.');
  if (terms.minAge !== null && terms.maxAge !== null && terms.maxAge < terms.minAge) {
    throw new Refusal('The oldest age is below the youngest.');
  }
  await saveTerms(tx, actor.organisation.id, homeId, terms);
  await recordEvent(tx, actor, 'home.terms', homeId, { from: terms.from });
}

export async function recordFee(
  tx: Tx,
  actor: Actor,
  homeId: string,
  fee: { readonly from: PlainDate; readonly weeklyPence: number },
): Promise<void> {
  mustKeepRecords(actor, actor.organisation.id);
  await saveFee(tx, actor.organisation.id, homeId, fee.from, fee.weeklyPence);
  await recordEvent(tx, actor, 'home.fee', homeId, { from: fee.from });
}

/** Adds somebody who lives there and is not a child in care: the carers' own child, a young adult staying put, an adult. */
export async function addMember(
  tx: Tx,
  actor: Actor,
  homeId: string,
  member: {
    readonly relation: Relation;
    readonly sex: 'female' | 'male' | 'unknown';
    readonly born: PlainDate | null;
    readonly alongside: string;
  },
): Promise<string> {
  mustRun(actor, actor.organisation.id);
  const id = newId('member');
  await insertAll(tx, 'household_member', [{ organisation_id: actor.organisation.id, id, home_id: homeId, ...member }]);
  await recordEvent(tx, actor, 'home.member-added', homeId, { relation: member.relation });
  return id;
}

export async function removeMember(tx: Tx, actor: Actor, homeId: string, memberId: string): Promise<void> {
  mustRun(actor, actor.organisation.id);
  const gone = await first<{ relation: string }>(
    tx,
    sql`delete from household_member where organisation_id = ${actor.organisation.id} and home_id = ${homeId}
      and id = ${memberId} returning relation`,
  );
  if (!gone) throw new NotHere('This person is not on the list any more.');
  await recordEvent(tx, actor, 'home.member-removed', homeId, gone);
}
