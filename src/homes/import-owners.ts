import { createHash } from 'node:crypto';
import { ensureAuthority, ensureProvider, ensureRegionHere, joinRegion } from '../access/index.ts';
import { first, insertAll, sql, type Tx } from '../db/index.ts';
import type { Owner } from './home-changes.ts';
import type { HomeFileRow } from './home-columns.ts';

const ONS_CODE = /^[ENSW]\d{8}$/i;

/** Finds or makes the organisations and regions that a homes file names; each is looked up once. */
export class ImportOwners {
  readonly #tx: Tx;
  readonly #authority: string | null;
  readonly #organisations = new Map<string, { id: string; regionId: string | null } | null>();
  readonly #regions = new Map<string, string>();
  #here: string | null = null;

  /** @param authority the ONS code for rows that are an authority's own and name none */
  constructor(tx: Tx, authority: string | null) {
    this.#tx = tx;
    this.#authority = authority;
  }

  /** Who runs a home, and the region it can be found in; null where an authority is named that nobody knows. */
  async of(row: HomeFileRow): Promise<Owner | null> {
    const named = row.provider ?? this.#authority ?? '';
    const key = `${row.sector} ${named.toLowerCase()}`;
    let organisation = this.#organisations.get(key);
    if (organisation === undefined) {
      organisation = await this.#organisation(row, named);
      this.#organisations.set(key, organisation);
    }
    if (!organisation) return null;
    const regionId = row.region
      ? await this.#region(row.region)
      : (organisation.regionId ?? (await this.#regionHere()));
    return { organisationId: organisation.id, regionId };
  }

  /** The authority whose file it is; null where none was said. */
  async ofTheFile(): Promise<string | null> {
    return this.#authority ? (await ensureAuthority(this.#tx, this.#authority)).id : null;
  }

  async #organisation(row: HomeFileRow, named: string): Promise<{ id: string; regionId: string | null } | null> {
    if (row.sector !== 'authority') {
      return { id: await ensureProvider(this.#tx, named, row.sector), regionId: null };
    }
    const known = await first<{ code: string }>(
      this.#tx,
      sql`select code from organisation where kind = 'authority' and (lower(name) = lower(${named}) or code = upper(${named}))`,
    );
    if (!known && !ONS_CODE.test(named)) return null;
    const { id, regionId } = await ensureAuthority(this.#tx, known?.code ?? named.toUpperCase());
    return { id, regionId };
  }

  /** Homes of providers are found where the file's authority looks, or in the only region there is. */
  async #regionHere(): Promise<string> {
    this.#here ??= this.#authority
      ? (await ensureAuthority(this.#tx, this.#authority)).regionId
      : await ensureRegionHere(this.#tx);
    return this.#here;
  }

  /** A region by its name; a new one is where the file's authority looks from now on as well. */
  async #region(name: string): Promise<string> {
    const key = name.toLowerCase();
    const seen = this.#regions.get(key);
    if (seen) return seen;
    const known = await first<{ id: string }>(
      this.#tx,
      sql`select id from organisation where kind = 'region' and lower(name) = ${key} order by id limit 1`,
    );
    const id = known?.id ?? `region_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
    if (!known) await insertAll(this.#tx, 'organisation', [{ id, kind: 'region', name }]);
    if (this.#authority) {
      const { id: organisation } = await ensureAuthority(this.#tx, this.#authority);
      await joinRegion(this.#tx, id, organisation);
    }
    this.#regions.set(key, id);
    return id;
  }
}
