import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { replaceStaysOfReturns, type StayOfReturn, type StaysReplaced } from '../placements/index.ts';
import type { ReturnYear } from '../ssda903/index.ts';
import { type ChainEpisode, readChain } from './chain.ts';
import { PLACES_WITH_HOME } from './home-of-return.ts';

export interface ChainsWritten extends StaysReplaced {
  /** Moves to other carers among the rows of this return. */
  readonly moves: number;
  /** Children who live somewhere by an earlier return, and are in no later one. */
  readonly missing: number;
}

/**
 * Reads all of the authority's episodes again, child by child, and writes what follows from them: stays in homes, ends
 * of rows left open, where families live. All of them, because a new year says something about the children who are
 * not in it as well. Needs the table `home_of_urn`.
 */
export async function writeChains(tx: Tx, authority: string, years: readonly ReturnYear[]): Promise<ChainsWritten> {
  await sql`create temp table concluded (child_id text, decom date, presumed_end date) on commit drop`.execute(tx);
  await sql`create temp table told_family (child_id text, postcode text) on commit drop`.execute(tx);
  const seen = { moves: 0, missing: 0 };
  const replaced = await replaceStaysOfReturns(tx, authority, staysOfAll(tx, authority, years, seen));
  await writeConclusions(tx, authority);
  await writeFamilyHomes(tx, authority);
  await sql`drop table concluded, told_family`.execute(tx);
  return { ...replaced, ...seen };
}

async function* staysOfAll(
  tx: Tx,
  authority: string,
  years: readonly ReturnYear[],
  seen: { moves: number; missing: number },
): AsyncGenerator<readonly StayOfReturn[]> {
  for await (const children of episodesByChild(tx, authority)) {
    const stays: StayOfReturn[] = [];
    const concluded: Record<string, unknown>[] = [];
    const families: Record<string, unknown>[] = [];
    for (const { childId, episodes, arrived } of children) {
      const chain = readChain(episodes, years);
      for (const stay of chain.stays) stays.push({ ...stay, childId });
      for (const [decom, presumed_end] of chain.presumedEnds) {
        concluded.push({ child_id: childId, decom, presumed_end });
      }
      if (chain.familyPostcode) families.push({ child_id: childId, postcode: chain.familyPostcode });
      seen.moves += chain.moves.filter((on) => arrived.has(on)).length;
      if (chain.missing) seen.missing += 1;
    }
    await insertAll(tx, 'concluded', concluded);
    await insertAll(tx, 'told_family', families);
    yield stays;
  }
}

interface OneChild {
  readonly childId: string;
  readonly episodes: ChainEpisode[];
  /** The first days of the rows that this return has. */
  readonly arrived: Set<PlainDate>;
}

interface EpisodeRow {
  readonly child_id: string;
  readonly decom: PlainDate;
  readonly dec: PlainDate | null;
  readonly rne: string | null;
  readonly rec: string | null;
  readonly place: string | null;
  readonly reason_place_change: string | null;
  readonly home_post: string | null;
  readonly pl_post: string | null;
  readonly urn: string | null;
  readonly return_year: number;
  readonly home_organisation_id: string | null;
  readonly home_id: string | null;
  readonly arrived: boolean;
}

const CHILDREN_A_PAGE = 2_000;

/** Every child of the authority with all their episodes, some children at a time. */
async function* episodesByChild(tx: Tx, authority: string): AsyncGenerator<readonly OneChild[]> {
  let after = '';
  for (;;) {
    const page = await rows<EpisodeRow>(
      tx,
      sql`with page as (select distinct child_id from episode where organisation_id = ${authority} and child_id > ${after}
          order by child_id limit ${CHILDREN_A_PAGE})
        select e.child_id, e.decom, e.dec, e.rne, e.rec, e.place, e.reason_place_change, e.home_post, e.pl_post, e.urn,
          e.return_year, h.organisation_id as home_organisation_id, h.id as home_id, a.decom is not null as arrived
        from page join episode e on e.organisation_id = ${authority} and e.child_id = page.child_id
        left join home_of_urn h on h.urn = e.urn and e.place = any (${PLACES_WITH_HOME}::text[])
        left join arriving_episode a on a.child_id = e.child_id and a.decom = e.decom
        order by e.child_id`,
    );
    if (page.length === 0) return;
    const children = new Map<string, OneChild>();
    for (const row of page) {
      let child = children.get(row.child_id);
      if (!child) {
        child = { childId: row.child_id, episodes: [], arrived: new Set() };
        children.set(row.child_id, child);
      }
      child.episodes.push(toEpisode(row));
      if (row.arrived) child.arrived.add(row.decom);
    }
    yield [...children.values()];
    after = page.at(-1)?.child_id ?? '';
    if (children.size < CHILDREN_A_PAGE) return;
  }
}

function toEpisode(row: EpisodeRow): ChainEpisode {
  return {
    decom: row.decom,
    dec: row.dec,
    rne: row.rne,
    rec: row.rec,
    place: row.place,
    reasonPlaceChange: row.reason_place_change,
    homePost: row.home_post,
    placePost: row.pl_post,
    urn: row.urn,
    returnYear: row.return_year,
    home:
      row.home_organisation_id !== null && row.home_id !== null
        ? { organisationId: row.home_organisation_id, id: row.home_id }
        : null,
  };
}

async function writeConclusions(tx: Tx, authority: string): Promise<void> {
  await sql`create index on concluded (child_id, decom)`.execute(tx);
  await sql`analyze concluded`.execute(tx);
  await sql`update episode e set presumed_end = null where e.organisation_id = ${authority} and e.presumed_end is not null
    and not exists (select from concluded c where c.child_id = e.child_id and c.decom = e.decom)`.execute(tx);
  await sql`update episode e set presumed_end = c.presumed_end from concluded c
    where e.organisation_id = ${authority} and e.child_id = c.child_id and e.decom = c.decom
      and e.presumed_end is distinct from c.presumed_end`.execute(tx);
}

/**
 * The family's home as returns tell it. An address that somebody wrote here stands: one is taken for an earlier
 * return's only where an episode of the child has the same postcode.
 */
async function writeFamilyHomes(tx: Tx, authority: string): Promise<void> {
  await sql`insert into child_address as a (organisation_id, child_id, kind, postcode, lat, long)
    select ${authority}, t.child_id, 'family home', t.postcode, p.lat, p.long
      from told_family t left join postcode p on p.postcode = t.postcode
    on conflict (organisation_id, child_id, kind) do update set postcode = excluded.postcode, lat = excluded.lat,
      long = excluded.long
    where (a.postcode, a.lat, a.long) is distinct from (excluded.postcode, excluded.lat, excluded.long)
      and exists (select from episode e where e.organisation_id = a.organisation_id and e.child_id = a.child_id
        and e.home_post = a.postcode)`.execute(tx);
}
