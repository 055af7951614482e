import { createHash } from 'node:crypto';
import { ensureAuthority } from '../access/index.ts';
import { type Database, insertAll, refreshStatistics, type Tx } from '../db/index.ts';
import { newId, Refusal } from '../kernel/index.ts';
import { type Problem, type ReadSummary, type ReturnFile, type ReturnYear, readReturn } from '../ssda903/index.ts';
import { writeChains } from './chain-store.ts';
import { writeHomes } from './home-store.ts';
import { importedYears, keepImport, sameAsLastImport, writeChildren, writeEpisodes } from './import-store.ts';
import { dropStaged, type Staged, stageOther } from './other-staging.ts';
import { writeOthers } from './other-store.ts';
import type { OtherTable } from './other-tables.ts';
import { closeStaging, matchStaged, openStaging, repeatedRows, rowsOfNobody, stage } from './staging.ts';
import { noteUnusedHomes } from './unused-homes.ts';

export interface ImportRequest {
  /** One return after another; they go in together or not at all. */
  readonly returns: readonly (readonly ReturnFile[])[];
  /** The authority's code. */
  readonly authority: string;
  /** Where it is known; otherwise the episodes tell it. Only for a single return. */
  readonly year?: ReturnYear;
  /** Told how many rows have been read, now and then. */
  readonly progress?: (rows: number) => void;
}

export interface ImportCounts {
  readonly children: number;
  readonly episodes: number;
  /** Rows of the other tables, by table: reviews, health, care leavers … (`mother`: what Header says of mothers). */
  readonly otherRows: Readonly<Partial<Record<OtherTable, number>>>;
  /** Homes that the return's rows point to, known before or new. */
  readonly homes: number;
  readonly moves: number;
  readonly newHomes: number;
  readonly newEpisodes: number;
  readonly changedEpisodes: number;
  /** Rows of an earlier import of the same year that are no longer in the return. */
  readonly withdrawnEpisodes: number;
  readonly withdrawnOtherRows: number;
  /** Children whose last row was left open, and of whom it shows with this return that they are not in the next. */
  readonly notInNextReturn: number;
  /** Ofsted numbers of homes of which nothing says who runs them. */
  readonly homesUnclear: number;
}

interface Said {
  readonly stops: number;
  readonly notices: number;
  /** The first thousand of each sort, those that stop first. */
  readonly problems: readonly Problem[];
}

export type ImportedReturn =
  | (Said & { readonly is: 'imported'; readonly year: ReturnYear; readonly counts: ImportCounts })
  | { readonly is: 'already imported'; readonly year: ReturnYear; readonly at: Date }
  | (Said & { readonly is: 'stopped'; readonly year: ReturnYear | null });

/**
 * Imports returns of one authority in one transaction: children, episodes, homes by Ofsted number, stays and moves,
 * and everything that its other tables say.
 * Where anything stops one of them nothing at all is written, and the last answer says what stopped it.
 * The latest year wins, whatever the order in which years are imported; the last import of a year replaces the one before.
 * @returns one answer for each return, up to the one that stopped
 */
export async function importReturns(database: Database, request: ImportRequest): Promise<ImportedReturn[]> {
  const done: ImportedReturn[] = [];
  try {
    await database.asSystem(async (tx) => {
      for (const files of request.returns) {
        const one = await importOne(tx, files, request);
        done.push(one);
        if (one.is === 'stopped') throw new NothingKept();
      }
      if (done.every(({ is }) => is === 'already imported')) return;
      await noteUnusedHomes(tx);
      await refreshStatistics(tx);
    });
  } catch (error) {
    if (!(error instanceof NothingKept)) throw error;
  }
  return done;
}

/** Thrown to roll the transaction back; what there is to say has been kept. */
class NothingKept extends Error {
  override name = 'NothingKept';
}

async function importOne(tx: Tx, files: readonly ReturnFile[], request: ImportRequest): Promise<ImportedReturn> {
  const digest = await digestOf(files);
  const authority = await ensureAuthority(tx, request.authority);
  const same = await sameAsLastImport(tx, authority.id, digest, request.year ?? null);
  if (same) return { is: 'already imported', year: same.year, at: same.at };

  await openStaging(tx);
  const staged: Staged = new Set();
  const summary = await readInto(tx, staged, files, request);
  const nobody = await rowsOfNobody(tx, staged, authority.id);
  const repeated = await repeatedRows(tx, staged);
  const said = together(summary, nobody, repeated);
  if (said.stops > 0) return { is: 'stopped', year: summary.year, ...said };
  const year = summary.year;
  if (year === null) {
    throw new Refusal('No episode tells which year this return is for. Say it with --year, such as --year 2025-26.');
  }

  const importId = newId('import');
  const read = await matchStaged(tx, authority.id);
  await writeChildren(tx, authority.id, year);
  const episodes = await writeEpisodes(tx, authority.id, year, importId);
  const of = { authority: authority.id, year, importId, given: summary.given };
  const others = await writeOthers(tx, of, staged);
  const homes = await writeHomes(tx, authority.id, authority.regionId);
  const chains = await writeChains(tx, authority.id, year, await importedYears(tx, authority.id));
  const counts: ImportCounts = {
    children: read.children,
    episodes: read.episodes,
    otherRows: others.rows,
    homes: homes.homes,
    moves: chains.moves,
    newHomes: homes.added,
    newEpisodes: episodes.added,
    changedEpisodes: episodes.changed,
    withdrawnEpisodes: episodes.withdrawn,
    withdrawnOtherRows: others.withdrawn,
    notInNextReturn: chains.missing,
    homesUnclear: homes.unclear,
  };
  await keepImport(tx, authority.id, { id: importId, digest, year, by: 'system', counts, given: summary.given });
  await insertAll(tx, 'event', [
    {
      organisation_id: authority.id,
      id: newId('event'),
      at: new Date().toISOString(),
      actor: 'system',
      kind: 'return.imported',
      subject: importId,
      detail: { year, ...counts },
    },
  ]);
  await closeStaging(tx);
  await dropStaged(tx, staged);
  return { is: 'imported', year, counts, ...said };
}

const ROWS_A_WORD = 10_000;

async function readInto(
  tx: Tx,
  staged: Staged,
  files: readonly ReturnFile[],
  request: ImportRequest,
): Promise<ReadSummary> {
  const reading = readReturn(files, request.year === undefined ? {} : { year: request.year });
  let count = 0;
  for await (const batch of reading.batches) {
    await stage(tx, batch);
    await stageOther(tx, staged, batch);
    const before = count;
    count += batch.rows.length;
    if (Math.floor(count / ROWS_A_WORD) > Math.floor(before / ROWS_A_WORD)) request.progress?.(count);
  }
  return reading.summary();
}

/** After a problem that stops, rows are no longer handed out: what is not there must then not be called missing. */
function together(
  read: ReadSummary,
  nobody: { readonly count: number; readonly problems: readonly Problem[] },
  repeated: { readonly count: number; readonly problems: readonly Problem[] },
): Said {
  if (read.stops > 0) return { stops: read.stops, notices: read.notices, problems: read.problems };
  return {
    stops: nobody.count,
    notices: read.notices + repeated.count,
    problems: [...nobody.problems, ...read.problems, ...repeated.problems],
  };
}

/** Tells whether these are the files of an earlier import: by their names and every byte. */
async function digestOf(files: readonly ReturnFile[]): Promise<string> {
  const all = createHash('sha256');
  for (const file of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const one = createHash('sha256');
    for await (const bytes of file.open()) one.update(bytes);
    all.update(`${JSON.stringify(file.name)} ${one.digest('hex')}\n`);
  }
  return all.digest('hex');
}
