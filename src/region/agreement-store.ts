import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { NewAgreement, Region, SharedField } from './agreement.ts';

/** A sharing agreement with its facts. */
export interface Agreement {
  readonly regionId: string;
  readonly id: string;
  readonly region: string;
  readonly purpose: string;
  readonly fields: readonly SharedField[];
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly signedWords: string;
  /** Organisations that have signed. */
  readonly parties: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  /** Organisations that are to be parties and have not signed yet. */
  readonly asked: readonly { readonly id: string; readonly name: string }[];
  readonly ended: { readonly on: PlainDate; readonly by: string; readonly why: string } | null;
}

const MY_REGIONS = sql`(select m.region_id from region_member m where m.organisation_id = (select app.my_organisation())
  union select app.my_organisation())`;

const AGREEMENT = sql`select g.region_id as "regionId", g.id, r.name as region, g.purpose, g.fields, g.from_day as "from",
    g.to_day as "to", g.signed_words as "signedWords",
    (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind) order by o.name, o.id), '[]')
       from sharing_party p join organisation o on o.id = p.organisation_id
       where p.region_id = g.region_id and p.agreement_id = g.id) as parties,
    (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name, o.id), '[]')
       from sharing_asked a join organisation o on o.id = a.organisation_id
       where a.region_id = g.region_id and a.agreement_id = g.id and not exists (select from sharing_party p
         where p.region_id = a.region_id and p.agreement_id = a.agreement_id and p.organisation_id = a.organisation_id)) as asked,
    (select jsonb_build_object('on', (e.at at time zone 'Europe/London')::date, 'by', o.name, 'why', e.why)
       from sharing_agreement_ended e join organisation o on o.id = e.organisation_id
       where e.region_id = g.region_id and e.agreement_id = g.id) as ended
  from sharing_agreement g join organisation r on r.id = g.region_id`;

/** The agreements of the regions that the actor's organisation belongs to (or is), the newest first. */
export async function agreementsHere(tx: Tx): Promise<Agreement[]> {
  return rows<Agreement>(
    tx,
    sql`${AGREEMENT} where g.region_id in ${MY_REGIONS} order by g.from_day desc, g.at desc, g.id`,
  );
}

/** One of them; null when it is not of the actor's regions. */
export async function agreementHere(tx: Tx, regionId: string, id: string): Promise<Agreement | null> {
  const found = await rows<Agreement>(
    tx,
    sql`${AGREEMENT} where g.region_id in ${MY_REGIONS} and g.region_id = ${regionId} and g.id = ${id}`,
  );
  return found[0] ?? null;
}

/** The regions the actor's organisation is a member of, with the other authorities of each. */
export async function regionsToShareIn(tx: Tx): Promise<Region[]> {
  return rows<Region>(
    tx,
    sql`select r.id, r.name,
        (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name, o.id), '[]')
           from region_member x join organisation o on o.id = x.organisation_id and o.kind = 'authority'
           where x.region_id = r.id and x.organisation_id <> m.organisation_id) as others
      from region_member m join organisation r on r.id = m.region_id
      where m.organisation_id = (select app.my_organisation()) order by r.name, r.id`,
  );
}

/** Writes an agreement down, with who is asked, signed by the writer's own organisation. */
export async function insertAgreement(
  tx: Tx,
  by: { readonly id: string; readonly organisationId: string },
  id: string,
  agreement: NewAgreement,
): Promise<void> {
  const key = { region_id: agreement.regionId, agreement_id: id };
  await insertAll(tx, 'sharing_agreement', [
    {
      region_id: agreement.regionId,
      id,
      purpose: agreement.purpose,
      fields: agreement.fields,
      from_day: agreement.from,
      to_day: agreement.to,
      signed_words: agreement.signedWords,
      by: by.id,
    },
  ]);
  await insertAll(
    tx,
    'sharing_asked',
    agreement.asked.map((organisation_id) => ({ ...key, organisation_id })),
  );
  await insertParty(tx, by, { regionId: agreement.regionId, id });
}

/** @returns false where the organisation had signed already */
export async function insertParty(
  tx: Tx,
  by: { readonly id: string; readonly organisationId: string },
  agreement: { readonly regionId: string; readonly id: string },
): Promise<boolean> {
  const row = {
    region_id: agreement.regionId,
    agreement_id: agreement.id,
    organisation_id: by.organisationId,
    by: by.id,
  };
  return (await insertAll(tx, 'sharing_party', [row], 'on conflict do nothing')) > 0;
}

/** @returns false where it had been ended already */
export async function insertEnded(
  tx: Tx,
  by: { readonly id: string; readonly organisationId: string },
  agreement: { readonly regionId: string; readonly id: string },
  why: string,
): Promise<boolean> {
  const row = {
    region_id: agreement.regionId,
    agreement_id: agreement.id,
    organisation_id: by.organisationId,
    by: by.id,
    why,
  };
  return (await insertAll(tx, 'sharing_agreement_ended', [row], 'on conflict do nothing')) > 0;
}
