import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { replaceStaysOfReturns, type StayOfReturn, type StaysReplaced } from '../placements/index.ts';
import type { ReturnYear } from '../ssda903/index.ts';
import { type ChainEpisode, readChain } from './chain.ts';
import { PLACES_WITH_HOME } from './home-of-return.ts';

export interface ChainsWritten extends StaysReplaced {
  /** Moves to other carers among the rows of this return. */
  readonly moves: number;
  /** Children whose last row was left open, and of whom it shows with this return that they are not in the next. */
  readonly missing: number;
}

/**
 * Reads all of the authority's episodes again, child by child, and writes what follows from them: stays in homes, ends
 * of rows left open, where families live. All of them, because a new year says something about the children who are
 * not in it as well. Needs the table `home_of_urn`.
 */
export async function writeChains(
  tx: Tx,
  authority: string,
  year: ReturnYear,
  earlier: readonly ReturnYear[],
): Promise<ChainsWritten> {
  const years = [...new Set([...earlier, year])];
  await sql`create temp table concluded (child_id text, decom date, presumed_end date, presumed_reason text) on commit drop`.execute(
    tx,
  );
  await sql`create temp table told_family (child_id text, postcode text) on commit drop`.execute(tx);
  const seen = { moves: 0, missing: 0 };
  const replaced = await replaceStaysOfReturns(tx, authority, staysOfAll(tx, authority, year, years, seen));
  await writeConclusions(tx, authority);
  await writeFamilyHomes(tx, authority);
  await sql`drop table concluded, told_family`.execute(tx);
  return { ...replaced, ...seen };
}

async function* staysOfAll(
  tx: Tx,
  authority: string,
  year: ReturnYear,
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
      for (const [decom, { on, reason }] of chain.presumedEnds) {
        concluded.push({ child_id: childId, decom, presumed_end: on, presumed_reason: reason });
      }
      if (chain.familyPostcode) families.push({ child_id: childId, postcode: chain.familyPostcode });
      seen.moves += chain.moves.filter((on) => arrived.has(on)).length;
      if (showsNow(chain.missingAfter, year, years)) seen.missing += 1;
    }
    await insertAll(tx, 'concluded', concluded);
    await insertAll(tx, 'told_family', families);
    yield stays;
  }
}

/** The warning is for the return that brings it to light, not for every one after it. */
function showsNow(missingAfter: ReturnYear | null, year: ReturnYear, years: readonly ReturnYear[]): boolean {
  if (missingAfter === null) return false;
  return missingAfter === year || Math.min(...years.filter((one) => one > missingAfter)) === year;
}

interface OneChild {
  readonly childId: string;
  readonly episodes: ChainEpisode[];
  /** The first days of the rows that this return has. */
  readonly arrived: Set<PlainDate>;
}

/** An episode as the query below gives it: one JSON array, because the driver takes longer over columns than over text. */
type EpisodeCells = [
  childId: string,
  decom: PlainDate,
  dec: PlainDate | null,
  rne: string | null,
  rec: string | null,
  place: string | null,
  reasonPlaceChange: string | null,
  homePost: string | null,
  placePost: string | null,
  urn: string | null,
  returnYear: number,
  homeOrganisationId: string | null,
  homeId: string | null,
  arrived: boolean,
];

const CHILDREN_A_PAGE = 2_000;

/** Every child of the authority with all their episodes, some children at a time. */
async function* episodesByChild(tx: Tx, authority: string): AsyncGenerator<readonly OneChild[]> {
  for (const { first, last } of await pages(tx, authority)) {
    // Both tables are narrowed to the page: without statistics the database would read all of each for every page.
    const page = await rows<{ cells: string }>(
      tx,
      sql`select json_build_array(e.child_id, e.decom, e.dec, e.rne, e.rec, e.place, e.reason_place_change, e.home_post,
          e.pl_post, e.urn, e.return_year, h.organisation_id, h.id, a.decom is not null)::text as cells
        from (select * from episode where organisation_id = ${authority} and child_id between ${first} and ${last}) e
        left join home_of_urn h on h.urn = e.urn and e.place = any (${PLACES_WITH_HOME}::text[])
        left join (select child_id, decom from arriving_episode where child_id between ${first} and ${last}) a
          on a.child_id = e.child_id and a.decom = e.decom`,
    );
    const children = new Map<string, OneChild>();
    for (const { cells } of page) {
      const episode: EpisodeCells = JSON.parse(cells);
      const childId = episode[0];
      let child = children.get(childId);
      if (!child) {
        child = { childId, episodes: [], arrived: new Set() };
        children.set(childId, child);
      }
      child.episodes.push(toEpisode(episode));
      if (episode[13]) child.arrived.add(episode[1]);
    }
    yield [...children.values()];
  }
}

/** The first and last child of each page. */
async function pages(tx: Tx, authority: string): Promise<{ first: string; last: string }[]> {
  return rows(
    tx,
    sql`select min(id) as first, max(id) as last from (
        select id, (row_number() over (order by id) - 1) / ${CHILDREN_A_PAGE}::int as page
          from child where organisation_id = ${authority}) numbered
      group by page order by 1`,
  );
}

function toEpisode(cells: EpisodeCells): ChainEpisode {
  const [, decom, dec, rne, rec, place, reasonPlaceChange, homePost, placePost, urn, returnYear, organisationId, id] =
    cells;
  const home = organisationId !== null && id !== null ? { organisationId, id } : null;
  return { decom, dec, rne, rec, place, reasonPlaceChange, homePost, placePost, urn, returnYear, home };
}

async function writeConclusions(tx: Tx, authority: string): Promise<void> {
  await sql`create index on concluded (child_id, decom)`.execute(tx);
  await sql`analyze concluded`.execute(tx);
  await sql`update episode e set presumed_end = null, presumed_reason = null where e.organisation_id = ${authority} and e.presumed_end is not null
    and not exists (select from concluded c where c.child_id = e.child_id and c.decom = e.decom)`.execute(tx);
  await sql`update episode e set presumed_end = c.presumed_end, presumed_reason = c.presumed_reason from concluded c
    where e.organisation_id = ${authority} and e.child_id = c.child_id and e.decom = c.decom
      and (e.presumed_end, e.presumed_reason) is distinct from (c.presumed_end, c.presumed_reason)`.execute(tx);
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
