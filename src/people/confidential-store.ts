import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { newId, type PlainDate } from '../kernel/index.ts';
import {
  type HiddenAddress,
  type HiddenSubject,
  type HidingReason,
  type NamedPerson,
  placeWords,
  type WhyHidden,
} from './confidential-address.ts';

// Nothing outside this file and the migrations names the table of hidden addresses (a test looks).

const idsOf = (of: HiddenSubject): { child: string | null; home: string | null } => ({
  child: of.kind === 'child' ? of.id : null,
  home: of.kind === 'home' ? of.id : null,
});

/** Whether the actor may hide this address: it is theirs to change, and it is there for them. */
export async function mayHide(tx: Tx, of: HiddenSubject): Promise<boolean> {
  const { child, home } = idsOf(of);
  const found = await first<{ may: boolean }>(tx, sql`select app.may_hide(${child}::text, ${home}::text) as may`);
  return found?.may ?? false;
}

export async function isHidden(tx: Tx, of: HiddenSubject): Promise<boolean> {
  const { child, home } = idsOf(of);
  const found = await first<{ hidden: boolean }>(
    tx,
    sql`select app.is_hidden(${of.organisationId}, ${child}::text, ${home}::text) as hidden`,
  );
  return found?.hidden ?? false;
}

/** Which pages of what goes by named people a child's page leads to, for this actor. */
export async function protectionOf(
  tx: Tx,
  childId: string,
): Promise<{
  readonly seesAddress: boolean;
  readonly mayHide: boolean;
  readonly maySeal: boolean;
  readonly mayAdopt: boolean;
}> {
  const found = await first<{ sees: boolean; may: boolean; role: string | null }>(
    tx,
    sql`select exists (select from confidential_address c where c.child_id = ${childId}
          and app.is_hidden(c.organisation_id, ${childId}, null)) as sees,
        app.may_hide(${childId}, null) as may, app.my_role() as role`,
  );
  return {
    seesAddress: found?.sees ?? false,
    mayHide: found?.may ?? false,
    maySeal: found?.role === 'information-governance',
    mayAdopt: found?.role === 'adoption-worker',
  };
}

/** The hidden address as its named people read it; null for everybody else, and where nothing is hidden. */
export async function findHidden(tx: Tx, of: HiddenSubject): Promise<HiddenAddress | null> {
  const { child, home } = idsOf(of);
  const address = await first<Omit<HiddenAddress, 'reasons' | 'named' | 'found'>>(
    tx,
    sql`select id, organisation_id as "organisationId", name, carers, line, postcode, area from confidential_address
      where organisation_id = ${of.organisationId} and (child_id = ${child} or home_id = ${home})`,
  );
  if (!address) return null;
  const reasons = await rows<Omit<HidingReason, 'hiddenFromPeople'> & { hiddenFromPeople: string[] | null }>(
    tx,
    sql`select h.id, h.why, h.basis, h.hidden_from as "hiddenFrom", h.until_on as "untilOn", h.at,
        coalesce(a.name, h.by) as by,
        (select array_agg(w.name order by w.name) from address_hidden_from f join actor w on w.id = f.actor_id
          where f.organisation_id = h.organisation_id and f.hidden_id = h.id) as "hiddenFromPeople"
      from address_hidden h left join actor a on a.id = h.by
      where h.organisation_id = ${of.organisationId} and (h.child_id = ${child} or h.home_id = ${home})
        and not exists (select from address_hidden_ended e
          where e.organisation_id = h.organisation_id and e.hidden_id = h.id)
      order by h.at, h.id`,
  );
  if (reasons.length === 0) return null;
  const people = await peopleToName(tx, address.id);
  const named = await rows<{ id: string }>(
    tx,
    sql`select actor_id as id from address_named where address_id = ${address.id}`,
  );
  const found = await rows<{ place: string; words: string }>(
    tx,
    sql`select distinct place, words from address_found where address_id = ${address.id} order by place, words`,
  );
  return {
    ...address,
    reasons: reasons.map((each) => ({ ...each, hiddenFromPeople: each.hiddenFromPeople ?? [] })),
    named: people.filter((each) => named.some(({ id }) => id === each.id)),
    found: found.map((each) => ({ place: placeWords(each.place), words: each.words })),
  };
}

/** Whether the actor is named on this address, and it is hidden now: enough to lead them to its page. */
export async function seesHidden(tx: Tx, of: HiddenSubject): Promise<boolean> {
  const { child, home } = idsOf(of);
  const found = await first(
    tx,
    sql`select 1 from confidential_address c where c.organisation_id = ${of.organisationId}
      and (c.child_id = ${child} or c.home_id = ${home}) and app.is_hidden(c.organisation_id, c.child_id, c.home_id)`,
  );
  return found !== null;
}

/** Whom this address may be shown to, by name; empty for whoever is not named on it. */
export function peopleToName(tx: Tx, addressId: string): Promise<NamedPerson[]> {
  return rows<NamedPerson>(
    tx,
    sql`select distinct m.id, m.name, m.role, m.organisation from app.may_be_named(${addressId}) m order by m.name, m.id`,
  );
}

/** Colleagues of the actor, those who work with the child first: for a form before anything is hidden. */
export function colleagues(tx: Tx, of: HiddenSubject): Promise<(NamedPerson & { near: boolean })[]> {
  return rows(
    tx,
    sql`select a.id, a.name, a.role, o.name as organisation,
        exists (select from allocation l where l.organisation_id = a.organisation_id and l.actor_id = a.id
          and l.child_id = ${idsOf(of).child} and not exists (select from allocation_ended e
            where e.organisation_id = l.organisation_id and e.allocation_id = l.id)) as near
      from actor a join organisation o on o.id = a.organisation_id
      where a.organisation_id = ${of.organisationId}
        and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
      order by near desc, a.name, a.id`,
  );
}

export interface Hiding {
  readonly why: WhyHidden;
  readonly basis: string;
  readonly hiddenFrom: string;
  readonly untilOn: PlainDate | null;
}

/** Writes why an address is hidden; the database moves everything that goes with it. @returns the id of the reason */
export async function insertHidden(tx: Tx, of: HiddenSubject, by: string, hiding: Hiding): Promise<string> {
  const { child, home } = idsOf(of);
  const id = newId('hiding');
  await sql`insert into address_hidden (organisation_id, id, child_id, home_id, why, basis, hidden_from, until_on, by)
    values (${of.organisationId}, ${id}, ${child}, ${home}, ${hiding.why}, ${hiding.basis}, ${hiding.hiddenFrom},
      ${hiding.untilOn}::date, ${by})`.execute(tx);
  return id;
}

/** Reasons and addresses that this transaction has hidden: brothers and sisters with the same family home go along. */
export function hiddenJustNow(
  tx: Tx,
  by: string,
): Promise<{ hiding: string; address: string; organisation: string }[]> {
  return rows(
    tx,
    sql`select h.id as hiding, c.id as address, h.organisation_id as organisation from address_hidden h
      join confidential_address c on c.organisation_id = h.organisation_id
        and (c.child_id = h.child_id or c.home_id = h.home_id)
      where h.by = ${by} and h.at = now()`,
  );
}

export async function insertHiddenFrom(
  tx: Tx,
  organisationId: string,
  hiding: string,
  people: readonly string[],
): Promise<void> {
  await insertAll(
    tx,
    'address_hidden_from',
    people.map((actor_id) => ({ organisation_id: organisationId, hidden_id: hiding, actor_id })),
    'on conflict do nothing',
  );
}

export async function insertNamed(
  tx: Tx,
  organisationId: string,
  address: string,
  people: readonly string[],
  by: string,
): Promise<void> {
  await insertAll(
    tx,
    'address_named',
    people.map((actor_id) => ({ organisation_id: organisationId, address_id: address, actor_id, by })),
    'on conflict do nothing',
  );
}

export async function endNamed(
  tx: Tx,
  organisationId: string,
  address: string,
  actorId: string,
  by: string,
): Promise<void> {
  await sql`insert into address_named_ended (organisation_id, address_id, actor_id, by)
    values (${organisationId}, ${address}, ${actorId}, ${by})`.execute(tx);
}

/** Ends reasons; with the last one the address comes back to where everybody who may read addresses reads it. */
export async function insertEnded(
  tx: Tx,
  organisationId: string,
  hidings: readonly string[],
  by: string,
  reason: string,
): Promise<void> {
  await insertAll(
    tx,
    'address_hidden_ended',
    hidings.map((hidden_id) => ({ organisation_id: organisationId, hidden_id, by, reason })),
  );
}

/** What the named people write of the address itself. */
export type AddressDetails = Pick<HiddenAddress, 'name' | 'carers' | 'line' | 'postcode' | 'area'>;

/** Writes a hidden address anew; its point comes from the postcode file. */
export async function updateHidden(tx: Tx, address: string, details: AddressDetails): Promise<void> {
  await sql`update confidential_address c set name = ${details.name}, carers = ${details.carers}, line = ${details.line},
      postcode = ${details.postcode}, area = ${details.area},
      authority_code = case when c.postcode = ${details.postcode} then coalesce(p.authority_code, c.authority_code) else p.authority_code end,
      lat = case when c.postcode = ${details.postcode} then coalesce(p.lat, c.lat) else p.lat end,
      long = case when c.postcode = ${details.postcode} then coalesce(p.long, c.long) else p.long end
    from (select) one left join postcode p on p.postcode = ${details.postcode}
    where c.id = ${address}`.execute(tx);
}

/** Those of these children whose whereabouts are hidden, whoever asks: the matching is told neither home nor school. */
export async function hiddenAmong(tx: Tx, children: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ id: string }>(tx, sql`select h.id from app.hidden_among(${children}::text[]) as h(id)`);
  return new Set(found.map((each) => each.id));
}

/**
 * Words about a child without the places that are hidden from the actor: for what is copied out of the system, whatever
 * it was written in and whenever. Pages read profiles through the room of needs, which asks the same of the database.
 */
export async function withoutHiddenPlaces(tx: Tx, childId: string, words: readonly string[]): Promise<string[]> {
  if (words.length === 0) return [];
  const found = await first<{ shown: string[] }>(
    tx,
    sql`select app.as_shown(${childId}, '-infinity', ${words}::text[]) as shown`,
  );
  return found?.shown ?? words.map(() => '');
}

/** Hidden addresses of the actor's organisation that nobody in post may see; for information governance only. */
export function addressesNobodySees(tx: Tx): Promise<{ id: string; ofAHome: boolean; since: Date }[]> {
  return rows(
    tx,
    sql`select address_id as id, of_a_home as "ofAHome", since from app.addresses_nobody_sees() order by since, address_id`,
  );
}
