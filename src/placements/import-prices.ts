import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import { plainName, TableFile, type TableSource } from '../homes/index.ts';
import { fromParts, newId, type PlainDate, plainDate, Refusal } from '../kernel/index.ts';
import { Unreadable } from '../ssda903/index.ts';
import { penceOf } from './price-form.ts';
import { isBought, isWhy, WHYS } from './price-words.ts';

/** What an import of prices did. */
export interface PricesImport {
  readonly read: number;
  readonly added: number;
  /** Said in the same words before. */
  readonly unchanged: number;
}

const COLUMNS = [
  'authority',
  'child',
  'reference',
  'from',
  'weekly',
  'bought',
  'education',
  'health',
  'why',
  'retainer',
] as const;
type Column = (typeof COLUMNS)[number];
const NEEDED: readonly Column[] = ['from', 'weekly', 'bought'];
const LONGEST_ROW = 8_000;
const MOST_ROWS = 500_000;
const BY = 'prices file';

interface Stay {
  readonly id: string;
  readonly started: PlainDate;
  readonly ended: PlainDate | null;
}

/**
 * Writes down the prices of a file: one row a price, for a child by the return's number or for a stay by its reference
 * (docs/importing.md). All or nothing; what is said already in the same words is not said again. Needs the system's rights.
 *
 * @param code of the authority whose prices these are, where the rows do not say
 * @throws Refusal that lists what is wrong, by line and column
 */
export async function importPrices(tx: Tx, source: TableSource, code: string | null): Promise<PricesImport> {
  const file = new TableFile(source);
  const at = new Map<Column, number>();
  const known = new KnownStays(tx);
  const said: Record<string, unknown>[] = [];
  let read = 0;
  for await (const records of file.rows((cells) => readHeader(cells, at, code), LONGEST_ROW))
    for (const { cells, line } of records) {
      if (++read > MOST_ROWS)
        throw new Refusal(`A file of prices has at most ${MOST_ROWS.toLocaleString('en-GB')} rows.`);
      const row = await readRow(file, line, (column) => (cells[at.get(column) ?? -1] ?? '').trim(), code, known);
      if (row) said.push(row);
    }
  file.mustBeGood();
  const fresh = await notSaidYet(tx, said);
  await insertAll(
    tx,
    'agreed_price',
    fresh.map((row) => ({ ...row, id: newId('price'), by: BY })),
  );
  return { read, added: fresh.length, unchanged: said.length - fresh.length };
}

function readHeader(cells: readonly string[], at: Map<Column, number>, code: string | null): void {
  for (const [position, cell] of cells.entries()) {
    const name = plainName(cell);
    const column = COLUMNS.find((each) => each === name);
    if (!column) throw new Unreadable(`one of the columns ${COLUMNS.join(', ')}`, { line: 1, value: cell });
    if (at.has(column)) throw new Unreadable('each column once', { line: 1, value: cell });
    at.set(column, position);
  }
  const missing = NEEDED.filter((column) => !at.has(column));
  if (missing.length > 0) throw new Unreadable(`columns called ${missing.join(', ')}`, { line: 1 });
  if (!at.has('child') && !at.has('reference'))
    throw new Unreadable('a column called child (the number of the return) or reference (of the stay)', { line: 1 });
  if (!at.has('authority') && code === null)
    throw new Unreadable('a column called authority with the code of the authority, or --authority in the command', {
      line: 1,
    });
}

async function readRow(
  file: TableFile,
  line: number,
  cell: (column: Column) => string,
  code: string | null,
  known: KnownStays,
): Promise<Record<string, unknown> | null> {
  let good = true;
  const wrong = (column: Column, expected: string, value: string | null = cell(column)) => {
    good = false;
    file.add(line, column, value, expected);
  };
  const from = dayOf(cell('from'));
  if (!from) wrong('from', 'a day such as 2026-04-01 or 01/04/2026');
  const weekly = penceOf(cell('weekly'));
  if (weekly === null) wrong('weekly', 'pounds a week such as 5200 or 820.50, at most 100000');
  const part = (column: 'education' | 'health') => {
    if (cell(column) === '') return 0;
    const amount = penceOf(cell(column));
    if (amount === null) wrong(column, 'pounds a week such as 500, or nothing');
    return amount ?? 0;
  };
  const [education, health] = [part('education'), part('health')];
  if (weekly !== null && education + health > weekly)
    wrong('education', 'with health no more than the price of the week');
  const bought = cell('bought').toLowerCase();
  if (!isBought(bought)) wrong('bought', 'one of: own, block, framework, spot');
  const why = cell('why').toLowerCase() || 'start';
  if (!isWhy(why)) wrong('why', `one of: ${WHYS.join(', ')}; or nothing where the stay began`);
  const retainer = cell('retainer').toLowerCase();
  if (!['', 'yes', 'no'].includes(retainer)) wrong('retainer', 'yes, no or nothing');
  const authority = cell('authority').toUpperCase() || code;
  const organisation = authority === null ? null : await known.organisation(authority);
  if (!organisation) wrong('authority', 'the code of an authority that is here, such as E09000027', authority);
  if (!good || !from || !organisation) return null;
  const stay = await known.stayOn(organisation, cell('child'), cell('reference'), from);
  // The number of a child stays in the file: whoever reads the message has the line.
  if (typeof stay === 'string') {
    wrong(cell('reference') ? 'reference' : 'child', stay, null);
    return null;
  }
  return {
    organisation_id: organisation,
    placement_id: stay.id,
    from_date: from,
    weekly_pence: weekly,
    social_care_pence: (weekly ?? 0) - education - health,
    education_pence: education,
    health_pence: health,
    bought,
    retainer: retainer === 'yes',
    why,
  };
}

function dayOf(text: string): PlainDate | null {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  return parts ? fromParts(Number(parts[3]), Number(parts[2]), Number(parts[1])) : plainDate(text);
}

/** The stays of the authorities that a file speaks of, read once for each. */
class KnownStays {
  readonly #tx: Tx;
  readonly #organisations = new Map<string, string | null>();
  readonly #stays = new Map<string, { readonly byId: Map<string, Stay>; readonly byChild: Map<string, Stay[]> }>();

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async organisation(code: string): Promise<string | null> {
    const known = this.#organisations.get(code);
    if (known !== undefined) return known;
    const found = await rows<{ id: string }>(
      this.#tx,
      sql`select id from organisation where kind = 'authority' and code = ${code}`,
    );
    const id = found[0]?.id ?? null;
    this.#organisations.set(code, id);
    return id;
  }

  /** The stay that a row means, or what was expected where there is none. */
  async stayOn(organisation: string, child: string, reference: string, on: PlainDate): Promise<Stay | string> {
    const { byId, byChild } = await this.#of(organisation);
    const isOn = ({ started, ended }: Stay) => started <= on && (ended === null || ended > on);
    if (reference !== '') {
      const stay = byId.get(reference);
      if (!stay) return 'the reference of a stay of this authority';
      return isOn(stay) ? stay : 'a first day while the stay lasts';
    }
    if (child === '') return 'the number of the child in the return, or the reference of the stay';
    const all = byChild.get(child);
    if (!all) return 'the number of a child of this authority, as in the return';
    const these = all.filter(isOn);
    if (these.length > 1) return 'a child with one home on this day; give the reference of the stay instead';
    return these[0] ?? 'a child who lives in a home that is known here on the first day of the price';
  }

  async #of(organisation: string) {
    const known = this.#stays.get(organisation);
    if (known) return known;
    const found = await rows<Stay & { child: string | null }>(
      this.#tx,
      sql`select p.id, p.started, x.ended, c.return_id as child from placement p
        join child c on c.organisation_id = p.organisation_id and c.id = p.child_id
        left join placement_ended x on x.organisation_id = p.organisation_id and x.placement_id = p.id
        where p.organisation_id = ${organisation}`,
    );
    const byChild = new Map<string, Stay[]>();
    for (const each of found)
      if (each.child !== null) byChild.set(each.child, [...(byChild.get(each.child) ?? []), each]);
    const stays = { byId: new Map(found.map((each) => [each.id, each])), byChild };
    this.#stays.set(organisation, stays);
    return stays;
  }
}

/** Rows that say something new: another price than the one in use for that first day; of equal rows of a file, one. */
async function notSaidYet(tx: Tx, said: readonly Record<string, unknown>[]): Promise<Record<string, unknown>[]> {
  const wordsOf = (row: Record<string, unknown>) =>
    [row.weekly_pence, row.education_pence, row.health_pence, row.bought, row.retainer, row.why].join('|');
  const keyOf = (row: Record<string, unknown>) => [row.organisation_id, row.placement_id, row.from_date].join('|');
  const organisations = [...new Set(said.map((row) => String(row.organisation_id)))];
  if (organisations.length === 0) return [];
  const inUse = await rows<Record<string, unknown>>(
    tx,
    sql`select distinct on (organisation_id, placement_id, from_date) organisation_id, placement_id, from_date, weekly_pence,
        education_pence, health_pence, bought, retainer, why from agreed_price where organisation_id in (${sql.join(organisations)})
      order by organisation_id, placement_id, from_date, at desc, id desc`,
  );
  const known = new Map(inUse.map((row) => [keyOf(row), wordsOf(row)]));
  const fresh = new Map<string, Record<string, unknown>>();
  for (const row of said) {
    // The last row of a file for one first day counts.
    if (known.get(keyOf(row)) === wordsOf(row)) fresh.delete(keyOf(row));
    else fresh.set(keyOf(row), row);
  }
  return [...fresh.values()];
}
