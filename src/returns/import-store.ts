import { first, rows, sql, type Tx } from '../db/index.ts';
import type { ReturnYear, TableName } from '../ssda903/index.ts';

/** Writes who the arriving children are: the latest return counts, an earlier one only fills what is blank. */
export async function writeChildren(tx: Tx, authority: string, year: ReturnYear): Promise<void> {
  await sql`update child k set sex = w.sex, ethnicity = w.ethnicity, unaccompanied = w.unaccompanied, return_year = w.year
    from (select k.id, greatest(k.return_year, ${year}) as year, k.unaccompanied or a.unaccompanied as unaccompanied,
        case when a.sex <> 'unknown' and (k.sex = 'unknown' or coalesce(k.return_year, 0) <= ${year}) then a.sex else k.sex end as sex,
        case when coalesce(k.return_year, 0) <= ${year} then coalesce(a.ethnicity, k.ethnicity)
          else coalesce(k.ethnicity, a.ethnicity) end as ethnicity
      from arriving_child a join child k on k.organisation_id = ${authority} and k.id = a.id) w
    where k.organisation_id = ${authority} and k.id = w.id
      and (k.sex, k.ethnicity, k.unaccompanied, k.return_year) is distinct from (w.sex, w.ethnicity, w.unaccompanied, w.year)`.execute(
    tx,
  );
  await sql`insert into child (organisation_id, id, return_id, sex, ethnicity, unaccompanied, return_year)
    select ${authority}, id, child, sex, ethnicity, unaccompanied, ${year} from arriving_child where is_new`.execute(
    tx,
  );
  await sql`insert into child_identity (organisation_id, child_id, born, upn)
    select ${authority}, id, born, upn from arriving_child where is_new`.execute(tx);
  // The year on the child is written by now: it is the arriving one where this return counts.
  await sql`update child_identity i set born = w.born, born_estimated = false, upn = w.upn
    from (select a.id, case when k.return_year <= ${year} then a.born else o.born end as born,
        case when k.return_year <= ${year} then coalesce(a.upn, o.upn) else coalesce(o.upn, a.upn) end as upn
      from arriving_child a join child k on k.organisation_id = ${authority} and k.id = a.id
      join child_identity o on o.organisation_id = ${authority} and o.child_id = a.id where not a.is_new) w
    where i.organisation_id = ${authority} and i.child_id = w.id
      and (i.born, i.born_estimated, i.upn) is distinct from (w.born, false, w.upn)`.execute(tx);
}

export interface EpisodesWritten {
  readonly added: number;
  readonly changed: number;
  /** Rows of an earlier import of the same year that the return no longer has. */
  readonly withdrawn: number;
}

/** Writes the arriving episodes; where the same episode is known from a later year, that one stays. */
export async function writeEpisodes(
  tx: Tx,
  authority: string,
  year: ReturnYear,
  importId: string,
): Promise<EpisodesWritten> {
  const withdrawn = await sql`delete from episode e where e.organisation_id = ${authority} and e.return_year = ${year}
    and not exists (select from arriving_episode a where a.child_id = e.child_id and a.decom = e.decom)`.execute(tx);
  const before = await countEpisodes(tx, authority);
  const written =
    await sql`insert into episode (organisation_id, child_id, decom, rne, ls, cin, place, place_provider, dec,
      rec, reason_place_change, home_post, pl_post, urn, import_id, return_year)
    select ${authority}, child_id, decom, rne, ls, cin, place, place_provider, dec, rec, reason_place_change, home_post,
      pl_post, urn, ${importId}, ${year} from arriving_episode order by child_id, decom
    on conflict (organisation_id, child_id, decom) do update set rne = excluded.rne, ls = excluded.ls, cin = excluded.cin,
      place = excluded.place, place_provider = excluded.place_provider, dec = excluded.dec, rec = excluded.rec,
      reason_place_change = excluded.reason_place_change, home_post = excluded.home_post, pl_post = excluded.pl_post,
      urn = excluded.urn, import_id = excluded.import_id, return_year = excluded.return_year
    where episode.return_year <= excluded.return_year
      and (episode.rne, episode.ls, episode.cin, episode.place, episode.place_provider, episode.dec, episode.rec,
        episode.reason_place_change, episode.home_post, episode.pl_post, episode.urn, episode.return_year)
      is distinct from (excluded.rne, excluded.ls, excluded.cin, excluded.place, excluded.place_provider, excluded.dec,
        excluded.rec, excluded.reason_place_change, excluded.home_post, excluded.pl_post, excluded.urn,
        excluded.return_year)`.execute(tx);
  const added = (await countEpisodes(tx, authority)) - before;
  return {
    added,
    changed: Number(written.numAffectedRows ?? 0n) - added,
    withdrawn: Number(withdrawn.numAffectedRows ?? 0n),
  };
}

async function countEpisodes(tx: Tx, authority: string): Promise<number> {
  const found = await first<{ n: number }>(
    tx,
    sql`select count(*)::int as n from episode where organisation_id = ${authority}`,
  );
  return found?.n ?? 0;
}

/** The years that the authority's records come from. */
export async function importedYears(tx: Tx, authority: string): Promise<ReturnYear[]> {
  const found = await rows<{ year: number }>(
    tx,
    sql`select return_year as year from return_import where organisation_id = ${authority}
      union select return_year from episode where organisation_id = ${authority} order by 1`,
  );
  return found.map(({ year }) => year);
}

export interface KnownImport {
  readonly id: string;
  readonly year: ReturnYear;
  readonly at: Date;
}

/** The last import of a year, where it was of these very files. `year` null: of whichever year. */
export async function sameAsLastImport(
  tx: Tx,
  authority: string,
  digest: string,
  year: ReturnYear | null,
): Promise<KnownImport | null> {
  return first<KnownImport>(
    tx,
    sql`select id, return_year as year, at from return_import i
      where organisation_id = ${authority} and digest like ${`${digest}:%`}
        and (${year}::int is null or return_year = ${year}::int)
        and not exists (select from return_import later where later.organisation_id = i.organisation_id
          and later.return_year = i.return_year and later.at > i.at)
      order by at desc limit 1`,
  );
}

/** Keeps that a return was imported; the same files again, after others of the year, count as the last ones. */
export async function keepImport(
  tx: Tx,
  authority: string,
  kept: {
    readonly id: string;
    readonly digest: string;
    readonly year: ReturnYear;
    readonly by: string;
    readonly counts: object;
    /** Tables that there was a file for. */
    readonly given: readonly TableName[];
  },
): Promise<void> {
  const digest = `${kept.digest}:${kept.year}`;
  await sql`insert into return_import (organisation_id, id, digest, return_year, at, by, counts, tables)
    values (${authority}, ${kept.id}, ${digest}, ${kept.year}, clock_timestamp(), ${kept.by},
      ${JSON.stringify(kept.counts)}::jsonb, ${kept.given}::text[])
    on conflict (organisation_id, digest) do update set id = excluded.id, at = excluded.at, by = excluded.by,
      counts = excluded.counts, tables = excluded.tables`.execute(tx);
}
