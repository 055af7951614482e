import { insertAll, refreshStatistics, rows, sql, type Tx } from '../db/index.ts';
import { newId, type PlainDate } from '../kernel/index.ts';
import { masked } from '../ssda903/index.ts';
import { type Adoption, adoptHomes } from './adopt-homes.ts';
import { fillPoints } from './fill-points.ts';
import { homeChanges, type KnownHome, type Owner, saysNothingNew } from './home-changes.ts';
import type { HomeFileRow } from './home-columns.ts';
import { HomeFileReader } from './home-file.ts';
import { ImportOwners } from './import-owners.ts';
import { knownHomes } from './known-homes.ts';
import { TableFile, type TableSource } from './table-file.ts';
import { type FileChanges, writeHomeChanges } from './write-home-changes.ts';

/** The longest row of a homes file, in bytes: several times the longest home that can be described. */
const LONGEST_ROW = 64_000;
const BATCH = 500;

export interface HomesImport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Addresses that found their point, of this file or of an earlier one. */
  readonly placed: number;
  readonly notices: readonly string[];
}

/**
 * Imports a homes file (docs/importing.md) with the system's rights: all of it or, with a problem anywhere, nothing.
 * The same file again changes nothing; a later file updates what it speaks of, and a blank cell leaves what is there.
 * @param options.authority the ONS code of the authority whose own homes they are, where a row names no provider
 * @throws Refusal with every problem's file, line, column, value and what was expected
 */
export async function importHomes(
  tx: Tx,
  source: TableSource,
  options: { readonly authority: string | null; readonly today: PlainDate },
): Promise<HomesImport> {
  const file = new TableFile(source);
  const reader = new HomeFileReader(file, options.today, options.authority !== null);
  const writer = new BatchWriter(tx, file, options);
  let batch: HomeFileRow[] = [];
  for await (const records of file.rows((cells) => reader.header(cells), LONGEST_ROW)) {
    for (const record of records) {
      const row = reader.row(record);
      if (row) batch.push(row);
      if (batch.length < BATCH) continue;
      await writer.write(batch);
      batch = [];
    }
  }
  await writer.write(batch);
  file.mustBeGood();
  const placed = await fillPoints(tx);
  await writer.recordEvents(source.name);
  await refreshStatistics(tx);
  return { ...writer.counts, placed, notices: file.notices() };
}

/** Compares a batch of rows with what is known and writes what is new. */
class BatchWriter {
  readonly counts = { added: 0, changed: 0, unchanged: 0 };
  readonly #tx: Tx;
  readonly #file: TableFile;
  readonly #today: PlainDate;
  readonly #owners: ImportOwners;
  readonly #touched = new Map<string, number>();

  constructor(tx: Tx, file: TableFile, options: { readonly authority: string | null; readonly today: PlainDate }) {
    this.#tx = tx;
    this.#file = file;
    this.#today = options.today;
    this.#owners = new ImportOwners(tx, options.authority);
  }

  async write(batch: readonly HomeFileRow[]): Promise<void> {
    // Once a problem is known nothing will be kept: the rest of the file is only read for its problems.
    if (batch.length === 0 || this.#file.problems.stopsCount > 0) return;
    const owned: { readonly row: HomeFileRow; readonly owner: Owner }[] = [];
    for (const row of batch) {
      const owner = await this.#owners.of(row);
      if (owner) owned.push({ row, owner });
      else
        this.#file.add(
          row.line,
          'provider',
          row.provider,
          'the ONS code or the name of an authority that is known here',
        );
    }
    const known = await knownHomes(
      this.#tx,
      owned.map(({ row, owner }) => ({ organisationId: owner.organisationId, name: row.name, urn: row.urn })),
    );
    const children = await this.#children(owned);
    const all: FileChanges[] = [];
    const adoptions: Adoption[] = [];
    for (const [i, { row, owner }] of owned.entries()) {
      const before = known[i] ?? null;
      const kept = before ? await this.#ownerOfKnown(before, owner, row) : owner;
      if (before?.ofReturn) {
        adoptions.push({ homeId: before.home.id, from: before.home.organisationId, to: kept.organisationId });
      }
      const changes = homeChanges(row, before, kept, this.#connected(row, owner, children), this.#today);
      if (saysNothingNew(changes)) {
        this.counts.unchanged += 1;
        continue;
      }
      this.counts[before ? 'changed' : 'added'] += 1;
      this.#touched.set(kept.organisationId, (this.#touched.get(kept.organisationId) ?? 0) + 1);
      const skillWords = { by: row.skills_by ?? 'self', on: row.skills_on, evidence: row.skills_evidence ?? '' };
      all.push({ ...changes, skillWords });
    }
    await adoptHomes(this.#tx, adoptions);
    await writeHomeChanges(this.#tx, all);
  }

  /**
   * A home stays with the organisation and in the region it has, unless the file names a region. But whose a home is
   * that only a return speaks of, the file knows better, as long as nobody but the file's own authority works with it.
   */
  async #ownerOfKnown({ home, ofReturn, staffed }: KnownHome, named: Owner, row: HomeFileRow): Promise<Owner> {
    const comesAlong = ofReturn && (!staffed || home.organisationId === (await this.#owners.ofTheFile()));
    return {
      organisationId: comesAlong ? named.organisationId : home.organisationId,
      regionId: row.region ? named.regionId : (home.regionId ?? named.regionId),
    };
  }

  /** One event for each organisation whose homes changed. */
  async recordEvents(subject: string): Promise<void> {
    const events = [...this.#touched].map(([organisation_id, homes]) => ({
      organisation_id,
      id: newId('event'),
      actor: 'import',
      kind: 'homes.imported',
      subject,
      detail: { homes },
    }));
    await insertAll(this.#tx, 'event', events);
  }

  /** Children that kinship homes of this batch are approved for, by authority and number in the return. */
  async #children(owned: readonly { row: HomeFileRow; owner: Owner }[]): Promise<ReadonlyMap<string, string>> {
    const wanted = owned.flatMap(({ row, owner }) =>
      (row.connected_to ?? []).map((number) => ({ o: owner.organisationId, r: number })),
    );
    if (wanted.length === 0) return new Map();
    const found = await rows<{ o: string; r: string; id: string }>(
      this.#tx,
      sql`select w.o, w.r, c.id from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(o text, r text)
        join child c on c.organisation_id = w.o and c.return_id = w.r`,
    );
    return new Map(found.map((each) => [`${each.o}/${each.r}`, each.id]));
  }

  #connected(row: HomeFileRow, owner: Owner, children: ReadonlyMap<string, string>): string[] {
    return (row.connected_to ?? []).flatMap((number) => {
      const child = children.get(`${owner.organisationId}/${number}`);
      if (child) return [child];
      const expected = 'the number of a child in this authority’s return; import the return, then this file again';
      this.#file.add(row.line, 'connected_to', masked(number), expected, false);
      return [];
    });
  }
}
