import { type Database, insertAll, rows, sql, type Tx } from '../../src/db/index.ts';
import { addDays, DOMAINS, type PlainDate } from '../../src/kernel/index.ts';
import { becomeOwner } from '../faults/every-table.ts';
import { people, region } from './canaries-people.ts';
import { Canaries, idOf } from './canaries-words.ts';

/*
 * Two authorities of one region and an agency. The rows are made from the catalogue: each set of rows below has one row
 * in every table, and every text in it is a canary, so that a table or a column of a later migration has its canary
 * without anybody thinking of it.
 */

/** A set of rows that belong together: one child and all that may be written of them, or one agency’s home. */
export interface SetOfRows {
  readonly owner: string;
  readonly organisation: string;
  /**
   * open: at work; closed: with every ending, seal and hidden address too; agency: lives in the agency’s home;
   * later: comes when everybody has looked, in a home that is in no region; provider: the agency’s home and people.
   */
  readonly kind: 'open' | 'closed' | 'agency' | 'later' | 'provider';
}

export const SETS: readonly SetOfRows[] = [
  { owner: 'acorn', organisation: 'acorn', kind: 'provider' },
  { owner: 'north', organisation: 'north', kind: 'open' },
  { owner: 'north closed', organisation: 'north', kind: 'closed' },
  { owner: 'north in acorn', organisation: 'north', kind: 'agency' },
  { owner: 'south', organisation: 'south', kind: 'open' },
  { owner: 'south closed', organisation: 'south', kind: 'closed' },
  { owner: 'south in acorn', organisation: 'south', kind: 'agency' },
];
const LATER: SetOfRows = { owner: 'south later', organisation: 'south', kind: 'later' };

/** Tables that nobody of an authority writes, or that follow from others by themselves. */
export const NOT_FILLED: Readonly<Record<string, string>> = {
  access_rule: 'the policy, public',
  access_opens: 'made from the policy',
  audit_check: 'holds no text',
  audit_check_asked: 'who asked, and when; shown on no page',
  audit_check_over: 'holds no text',
  child_listed: 'follows from the child’s rows by itself, and holds their canaries',
  disclosed_field: 'the policy, public',
  event_digest: 'digests of events, of no page',
  event_seal: 'digests of events, of no page',
  listing_due: 'a note of the database to itself, empty after each transaction',
  organisation: 'known to all; written below',
  postcode: 'a public list',
  benchmark: 'published figures, public',
  provider_listing: 'a public list',
  region_member: 'known to all; written below',
  schema_migration: 'the migrations',
  setting: 'settings of the whole service, written by nobody on a page',
  strategy_published:
    'a copy of a strategy and its texts, which have their canaries; nobody could write beside it afterwards',
  sharing_agreement: 'of a region, for all its parties; written below',
  sharing_agreement_ended: 'of a region, for all its parties; written below',
  sharing_asked: 'of a region, for all its parties; written below',
  sharing_party: 'of a region, for all its parties; written below',
};

/** What ends, seals or hides something: in the closed sets only, because it would close the way to all the rest. */
const CLOSES =
  /_ended$|_closed$|_unsealed$|^record_sealed$|^record_named|^address_|^confidential_address$|^adoption_link$|^break_glass_review$|^subject_request_closed$/;
/** What an agency has of its own: its people and its homes. */
const OF_AGENCY =
  /^(account|account_.*|actor|team|team_cover|home|home_.*|household_member|registration|room|room_.*|fee|session|session_oidc|sign_in_link|kept_form|event)$/;

interface Table {
  readonly name: string;
  readonly columns: readonly { name: string; type: string; needed: boolean; written: boolean }[];
  readonly links: readonly { columns: string[]; to: string; of: string[] }[];
  readonly checks: readonly string[];
}

type Row = Record<string, unknown>;

/** Values that a rule of the table asks for, or that a page must understand. Null: left as the table has it. */
function given(set: SetOfRows, table: string, today: PlainDate): Row {
  const at = placeOf(set);
  const day = String(10 + at).padStart(2, '0');
  const closed = set.kind === 'closed';
  const known: Readonly<Record<string, Row>> = {
    account: { made_up: false },
    account_totp: { confirmed_at: null },
    actor: { role: set.kind === 'provider' ? 'provider' : 'social-worker' },
    address_hidden: { home_id: null },
    adoption_link: { before_child_id: `child ${set.owner}`, after_child_id: `child ${set.organisation}` },
    break_glass: { at: '2026-01-01T09:00:00Z', until_at: '2026-01-01T10:00:00Z' },
    brother_or_sister: {
      other_child_id: `child ${set.organisation}${set.kind === 'open' ? ' in acorn' : ''}`,
    },
    child: { sex: 'female', return_year: 2026 },
    child_address: { kind: 'family home', lat: 53.73901 + at / 1e5, long: -2.73901 - at / 1e5 },
    child_identity: { born: `2013-04-${day}` },
    confidential_address: { home_id: null, lat: 53.73921 + at / 1e5, long: -2.73921 - at / 1e5 },
    disclosure: { provider_id: 'acorn', home_id: null },
    episode: { decom: '2025-01-01' },
    fee: { from_date: '2025-01-01', weekly_pence: 100_000 },
    forecast_run: {
      ...{ authorities: [], scope_key: 'all', scenario: null, prices: null, rooms: null, digest: null },
      ...{ records_digest: null, months: 12, runs: 100, as_of: '2026-11-01' },
    },
    home: {
      region_id: closed || set.kind === 'later' ? null : 'region',
      grade: 'good',
      kind: 'fostering',
      of_return: false,
      touched: null,
    },
    home_address: { lat: 53.73941 + at / 1e5, long: -2.73941 - at / 1e5 },
    home_connection: set.kind === 'provider' ? { child_organisation_id: 'north', child_id: 'child north' } : {},
    home_skill: { domain: DOMAINS[0], level: 2, evidence_by: 'inspection' },
    household_member: { relation: 'own child', alongside: 'no-preference', born: `2012-05-${day}` },
    placement:
      set.kind === 'agency' ? { home_organisation_id: 'acorn', home_id: 'home acorn', started: '2025-01-01' } : {},
    profile: {
      ...{ communication: ['Other'], matters: ['family'], instrument: 1, number: 1 },
      ...{ risks_to_child: ['self-harm'], risks_to_others: ['fire-setting'], alongside: 'no-preference' },
    },
    planning_scenario: { changes: [] },
    prev_perm: { date_perm: 'zz/05/2012' },
    profile_domain: { domain: DOMAINS[0], level: 2 },
    profile_place: { lat: 53.73961 + at / 1e5, long: -2.73961 - at / 1e5 },
    registration: { sexes: ['female', 'male'], min_age: 0, max_age: 17, places: 3 },
    oidc_started: { next: '/', session_id: null },
    sign_in_link: { purpose: 'invitation', number: null },
    room_out_of_service: { from_date: '2025-01-01', to_date: set.kind === 'open' ? undefined : '2025-01-02' },
    room_vacancy: { free_from: today, said_on: today },
    search: { needed_by: addDays(today, 20) },
    search_unmet: { codes: ['cost'] },
    strategy: {
      authorities: [],
      figures: JSON.stringify({
        ...{ version: '1', organisation: 'North', scope: { key: 'all', name: 'The Region', authorities: [] } },
        ...{ countedOn: '2026-11-01', rounded: true, children: null, homes: null, gaps: null, forecast: null },
        ...{ scenarios: [], prices: null, coming: null, missing: [] },
      }),
    },
    subject_request: { asked_on: '2026-11-01' },
    team_cover: { from_at: '2026-01-01', until_at: '2026-01-02' },
  };
  return known[table] ?? {};
}

export async function canariesWorld(database: Database, today: PlainDate): Promise<Canaries> {
  const canaries = new Canaries();
  await database.asSystem(async (tx) => {
    await region(tx, canaries);
    const tables = inOrder((await catalogue(tx)).filter(({ name }) => !(name in NOT_FILLED)));
    for (const table of tables) await fill(tx, table, canaries, today);
    await people(tx, canaries);
  });
  return canaries;
}

/** A child more in South, with all that is written of one, shared with nobody. */
export async function oneMoreInSouth(database: Database, canaries: Canaries, today: PlainDate): Promise<void> {
  await database.asSystem(async (tx) => {
    for (const table of inOrder((await catalogue(tx)).filter(({ name }) => !(name in NOT_FILLED))))
      if (!CLOSES.test(table.name) && !/^disclosure/.test(table.name))
        await insertAll(tx, table.name, [rowOf(table, LATER, canaries, today)]);
  });
}

const placeOf = (set: SetOfRows): number => (set === LATER ? SETS.length : SETS.indexOf(set));

async function fill(tx: Tx, table: Table, canaries: Canaries, today: PlainDate): Promise<void> {
  // What ends something looks for it and takes it away; here both must be there to be found.
  const quiet = CLOSES.test(table.name);
  if (quiet) await triggers(tx, table.name, 'disable');
  for (const set of setsOf(table.name)) await insertAll(tx, table.name, [rowOf(table, set, canaries, today)]);
  if (quiet) await triggers(tx, table.name, 'enable');
}

/** The sets that have a row in a table. */
function setsOf(table: string): SetOfRows[] {
  return SETS.filter(
    ({ kind }) => (kind !== 'provider' || OF_AGENCY.test(table)) && (kind === 'closed' || !CLOSES.test(table)),
  );
}

async function triggers(tx: Tx, table: string, how: 'enable' | 'disable'): Promise<void> {
  await becomeOwner(tx);
  await sql`alter table ${sql.table(table)} ${sql.raw(how)} trigger user`.execute(tx);
  await sql`set local role homeward_system`.execute(tx);
}

function rowOf(table: Table, set: SetOfRows, canaries: Canaries, today: PlainDate): Row {
  const row: Row = {};
  const fixed = given(set, table.name, today);
  for (const { name, type, needed, written } of table.columns) {
    if (!written) continue;
    if (name in fixed) {
      const value = fixed[name];
      if (value === null || value === undefined) continue;
      row[name] = typeof value === 'string' && /^(child|home) \w/.test(value) ? pointed(value, canaries) : value;
      for (const each of spellings(row[name])) canaries.also(set.owner, table.name, name, each);
      continue;
    }
    const value = madeUp(table, name, type, needed, set, canaries);
    if (value !== undefined) row[name] = value;
  }
  // Somebody writes of the brother in the child's note: he must be taken out of the child's pack.
  if (table.name === 'search' && set.kind === 'open')
    row.note = `${row.note} and ${canaries.word(`${set.organisation} in acorn`, 'child_identity', 'given_name')}`;
  return row;
}

/** `child south` is the id of South’s child. */
function pointed(words: string, canaries: Canaries): string {
  const [table = '', ...owner] = words.split(' ');
  return idOf(canaries, owner.join(' '), table);
}

function madeUp(
  table: Table,
  name: string,
  type: string,
  needed: boolean,
  set: SetOfRows,
  canaries: Canaries,
): unknown {
  if (/^(\w+_)?organisation_id$/.test(name)) return set.organisation;
  const link = table.links.find(({ columns }) => columns.includes(name));
  // Numbers are given out in the order of the sets.
  if (link && type !== 'text') return [...setsOf(link.to), LATER].indexOf(set) + 1;
  if (link) return link.to === 'organisation' ? set.organisation : linked(link, name, set, canaries);
  const one = new RegExp(`\\(${name} = ANY \\(ARRAY\\['((?:[^']|'')*)'`);
  const allowed = table.checks.map((check) => one.exec(check)?.[1]).find((each) => each !== undefined);
  if (allowed !== undefined) return allowed.replaceAll("''", "'");
  if (type === 'text')
    return isActor(table.name, name) ? idOf(canaries, set.owner, 'actor') : canaries.word(set.owner, table.name, name);
  if (type === 'text[]')
    return name === 'children' ? [idOf(canaries, set.owner, 'child')] : [canaries.word(set.owner, table.name, name)];
  if (type === 'jsonb') return { said: canaries.word(set.owner, table.name, name) };
  if (!needed) return undefined;
  if (/year$/.test(name)) return 2020 + placeOf(set);
  if (type === 'date') return '2025-01-01';
  if (type.startsWith('timestamp'))
    return /expires|until|ends/.test(name) ? '2026-01-01T00:05:00Z' : '2026-01-01T00:00:00Z';
  if (type === 'interval') return '1 hour';
  if (type === 'boolean') return false;
  if (type === 'bytea') return `\\x${picture(canaries.word(set.owner, table.name, name))}`;
  return placeOf(set) + 1;
}

/** A JPEG of one point, in hexadecimal: what a camera would write about it stands in its comment, at 100 bytes and more. */
function picture(words: string): string {
  const comment = Buffer.from(words.padEnd(126)).toString('hex');
  return `ffd8fffe0080${comment}ffc0000b080001000101011100ffd9`;
}

/** The column of the row it points at, which is an id, or has the same name there. */
function linked(link: Table['links'][number], name: string, set: SetOfRows, canaries: Canaries): unknown {
  const there = link.of[link.columns.indexOf(name)] ?? 'id';
  if (there === 'id' || there === 'digest') return canaries.word(set.owner, link.to, there);
  if (there === 'child_id') return idOf(canaries, set.owner, 'child');
  return canaries.word(set.owner, link.to, there);
}

/** Who did something, by the id of their post; three columns of that name hold what people said instead. */
const isActor = (table: string, name: string): boolean =>
  /^(actor|by|named)$|_by$|actor_id$/.test(name) &&
  !['profile.words_by', 'profile_domain.said_by', 'home_skill.said_by'].includes(`${table}.${name}`);

function spellings(value: unknown): string[] {
  const [, year, month, day] = /^(201\d)-(0[45])-(\d\d)$/.exec(String(value)) ?? [];
  if (year)
    return [
      `${year}-${month}-${day}`,
      `${day}/${month}/${year}`,
      `${Number(day)} ${month === '04' ? 'April' : 'May'} ${year}`,
    ];
  return typeof value === 'number' && !Number.isInteger(value)
    ? [
        String(Math.abs(value))
          .slice(0, 8)
          .replace(/^(\d+\.739\d\d).*/, '$1'),
      ]
    : [];
}

/** Each table after those it points at; what finishes a profile comes after all that is in one. */
function inOrder(tables: readonly Table[]): Table[] {
  const done: Table[] = [];
  const left = new Set(tables);
  while (left.size > 0) {
    const ready = [...left].filter(
      ({ name, links }) =>
        links.every(({ to }) => to === name || ![...left].some((each) => each.name === to)) &&
        (name !== 'profile_finished' || ![...left].some((each) => /^profile_(domain|place)$/.test(each.name))),
    );
    if (ready.length === 0)
      throw new Error(`these point at each other: ${[...left].map(({ name }) => name).join(', ')}`);
    for (const table of ready) {
      done.push(table);
      left.delete(table);
    }
  }
  // Endings last, so that nothing is refused for them.
  return [...done.filter(({ name }) => !CLOSES.test(name)), ...done.filter(({ name }) => CLOSES.test(name))];
}

/** Every table with its columns, what points where, and the checks; as PostgreSQL’s catalogue has them. */
export function catalogue(tx: Tx): Promise<Table[]> {
  return rows<Table>(
    tx,
    sql`select c.relname as name,
        (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null),
            'needed', a.attnotnull and not a.atthasdef and a.attidentity = '',
            'written', a.attgenerated = '' and a.attidentity = '') order by a.attnum)
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
        (select coalesce(jsonb_agg(jsonb_build_object('to', k.confrelid::regclass::text,
            'columns', (select jsonb_agg(a.attname order by n) from unnest(k.conkey) with ordinality u(num, n)
              join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num),
            'of', (select jsonb_agg(a.attname order by n) from unnest(k.confkey) with ordinality u(num, n)
              join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num))), '[]')
          from pg_constraint k where k.conrelid = c.oid and k.contype = 'f') as links,
        array(select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c') as checks
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
}
