import { type RecordClass, saw } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { Stage } from './disclosure-stages.ts';
import type { Search } from './search-store.ts';
import type { Told } from './told.ts';

/** A search shared with a provider, as the authority that shares it sees it. */
export interface Share {
  readonly id: string;
  readonly providerId: string;
  readonly provider: string;
  /** Null: shared with the provider as a whole. */
  readonly homeId: string | null;
  readonly home: string | null;
  readonly stage: Stage;
  readonly on: PlainDate;
  readonly by: string;
  /** Null: the provider still sees it. */
  readonly ended: PlainDate | null;
}

/** With whom a search is and was shared, the latest first. */
export async function sharesOf(tx: Tx, searchId: string): Promise<Share[]> {
  return rows<Share>(
    tx,
    sql`select d.id, d.provider_id as "providerId", o.name as provider, d.home_id as "homeId", h.name as home,
        reached.stage, (reached.at at time zone 'Europe/London')::date as on, coalesce(a.name, reached.by) as by,
        (e.at at time zone 'Europe/London')::date as ended
      from disclosure d
      join organisation o on o.id = d.provider_id
      cross join lateral (select s.stage, s.at, s.by from disclosure_stage s
        where s.organisation_id = d.organisation_id and s.disclosure_id = d.id
        order by app.stage_place(s.stage) desc limit 1) reached
      left join home h on h.organisation_id = d.provider_id and h.id = d.home_id
      left join actor a on a.organisation_id = d.organisation_id and a.id = reached.by
      left join disclosure_ended e on e.organisation_id = d.organisation_id and e.disclosure_id = d.id
      where d.search_id = ${searchId} order by e.at is not null, d.at desc, d.id`,
  );
}

/** From here to the end of the transaction nobody else shares this search or ends a share of it. */
export async function lockSharing(tx: Tx, searchId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`sharing of ${searchId}`}))`.execute(tx);
}

/** A home that the actor may see, to be asked with a search. */
export async function homeToAsk(
  tx: Tx,
  organisationId: string,
  homeId: string,
): Promise<{ readonly name: string; readonly provider: string; readonly isFamily: boolean } | null> {
  return first(
    tx,
    sql`select h.name, o.name as provider, h.kind in ('fostering', 'kinship') as "isFamily"
      from home h join organisation o on o.id = h.organisation_id
      where h.organisation_id = ${organisationId} and h.id = ${homeId}`,
  );
}

/** Whether the actor may begin to share a search with a provider, for a home of theirs or (null) for all of them. */
export async function mayDisclose(
  tx: Tx,
  searchId: string,
  providerId: string,
  homeId: string | null,
): Promise<boolean> {
  const found = await first<{ may: boolean }>(
    tx,
    sql`select app.may_disclose(${searchId}, ${providerId}, ${homeId}) as may`,
  );
  return found?.may ?? false;
}

/** What a provider would be told at a stage, exactly; null where the actor may not share the search. */
export async function previewOf(tx: Tx, search: Search, stage: Stage): Promise<Told | null> {
  const found = await first<{ told: Told | null }>(
    tx,
    sql`select app.disclosure_preview(${search.id}, ${stage}) as told`,
  );
  if (!found?.told) return null;
  const children = search.children.map((each) => each.childId);
  for (const each of CLASSES[stage]) saw(tx, children, each);
  return found.told;
}

/** The classes of a child's record that a stage is made of, for the record of who has seen what. */
const CLASSES: Readonly<Record<Stage, readonly RecordClass[]>> = {
  summary: ['basics'],
  needs: ['basics', 'profile'],
  identified: ['basics', 'profile', 'identity', 'about-me'],
};

/** A search that an authority has shared with the actor's own organisation. */
export interface SharedSearch {
  readonly id: string;
  /** The name of the home that is asked; null: no home is named. */
  readonly home: string | null;
  readonly stage: Stage;
  readonly sharedAt: Date;
  readonly told: Told;
}

interface SharedRow extends Omit<SharedSearch, 'id'> {
  readonly disclosure_id: string;
  readonly authority_id: string;
  readonly children: readonly string[];
}

const SHARED = sql`authority_id, disclosure_id, home, stage, shared_at as "sharedAt", children, told`;

/** What is shared with the actor now, soonest needed first; of each no more than the summary. */
export async function sharedWithMe(tx: Tx): Promise<SharedSearch[]> {
  const found = await rows<SharedRow>(
    tx,
    sql`select ${SHARED} from app.shared_list() order by told ->> 'needed-by', disclosure_id`,
  );
  return found.map((row) => onRecord(tx, row, 'summary'));
}

/** One of them, with what its stage tells; null when it is not shared with the actor, or not any more. */
export async function oneSharedWithMe(tx: Tx, disclosureId: string): Promise<SharedSearch | null> {
  const row = await first<SharedRow>(tx, sql`select ${SHARED} from app.shared_one(${disclosureId})`);
  return row && onRecord(tx, row, row.stage);
}

/** The authority's record of who has seen the child shows the provider's look; the ids go no further than that. */
function onRecord(tx: Tx, { authority_id, children, disclosure_id, ...shared }: SharedRow, told: Stage): SharedSearch {
  for (const each of CLASSES[told]) saw(tx, children, each, authority_id);
  return { id: disclosure_id, ...shared };
}
