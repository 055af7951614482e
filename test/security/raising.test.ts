import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ALL_ROLES } from '../../src/access/index.ts';
import { first, rows, sql } from '../../src/db/index.ts';
import { onEachDatabase } from '../database.ts';
import { everyTable } from '../faults/every-table.ts';
import { ATTEMPTS } from './raising-attempts.ts';
import { raisingWorld } from './raising-world.ts';

/*
 * Nobody raises themselves by any column. Everybody tries in SQL, as homeward_app and as themselves, everything that
 * could give access, on both databases; whatever is carried out must be their work, and must not open more to them.
 *
 * Out of scope on purpose: set_config('app.actor', …), and what the database remembers of an actor in app.known_role,
 * app.known_organisation and their kin. Who runs SQL of their own as homeward_app is the server itself and can say that it
 * is anybody; the policies guard against our mistakes in a page, which never sets these. Whoever can write such SQL
 * into a page has to be kept from doing so there: all values are bound, and fuzz.test.ts tries.
 */

/** Tables by which somebody comes to see or do more, with the columns that pages may write. Each has attempts. */
const GIVES_ACCESS: Readonly<Record<string, string>> = {
  actor: 'id name organisation_id role team_id',
  address_hidden: 'basis by child_id hidden_from home_id id organisation_id until_on why',
  address_hidden_ended: 'by hidden_id organisation_id reason',
  address_hidden_from: 'actor_id hidden_id organisation_id',
  address_named: 'actor_id address_id by organisation_id',
  address_named_ended: 'actor_id address_id by organisation_id',
  allocation: 'actor_id by child_id id organisation_id relation',
  allocation_ended: 'allocation_id by organisation_id',
  break_glass: 'actor_id at child_id id organisation_id reason until_at',
  break_glass_review: 'at break_glass_id by closed note organisation_id outcome',
  brother_or_sister: 'child_id organisation_id other_child_id',
  confidential_address: 'area authority_code carers lat line long name postcode',
  disclosure: 'at by home_id id organisation_id provider_id search_id',
  disclosure_ended: 'at by disclosure_id organisation_id',
  disclosure_stage: 'at by disclosure_id organisation_id stage',
  event: 'about_organisation_id actor children detail fields id kind organisation_id purpose request_id subject',
  home_carer: 'actor_id at by home_id organisation_id',
  home_carer_ended: 'actor_id by home_id organisation_id',
  post_ended: 'actor_id at by organisation_id reason',
  record_named: 'actor_id at by child_id organisation_id',
  record_named_ended: 'actor_id by child_id organisation_id',
  record_sealed: 'at by child_id organisation_id why',
  record_unsealed: 'by child_id organisation_id reason',
  search: 'asked_at asked_by emergency id needed_by note organisation_id',
  search_child: 'child_id organisation_id profile_id search_id',
  search_closed: 'at by organisation_id search_id why',
  search_worker: 'actor_id by from_at organisation_id search_id',
  session_ended: 'at by session_id why',
  sharing_agreement: 'at by fields from_day id purpose region_id signed_words to_day',
  sharing_agreement_ended: 'agreement_id at by organisation_id region_id why',
  sharing_asked: 'agreement_id organisation_id region_id',
  sharing_party: 'agreement_id at by organisation_id region_id',
  sign_in_link: 'account_id actor_id at by digest email expires_at organisation_id purpose',
  subject_request: 'asked_by_words asked_on at by child_id id organisation_id',
  subject_request_closed: 'at by organisation_id outcome request_id',
  team: 'id name organisation_id',
  team_cover: 'actor_id by from_at id organisation_id team_id until_at',
  team_cover_ended: 'by cover_id organisation_id',
};

/** Tables that pages write and that say nothing about who sees what: the content of records and homes. */
const CONTENT = [
  ...[
    'child',
    'child_address',
    'child_identity',
    'child_picture',
    'correction',
    'correction_answered',
    'episode',
    'fee',
    'home',
  ],
  ...[
    'home_address',
    'home_connection',
    'home_skill',
    'household_member',
    'pack_words',
    'placement',
    'placement_ended',
  ],
  ...[
    'profile',
    'profile_domain',
    'profile_finished',
    'profile_place',
    'record_hold',
    'record_hold_ended',
    'registration',
  ],
  // What homes cost: read and written by whoever plans and buys them, and by no rule of who sees what.
  ...['agreed_price', 'block_contract', 'block_contract_ended', 'block_home', 'provider_group'],
  // A name and numbers, of the planners of one organisation.
  'invest_case',
  // Why no home was found, as codes, by whoever may change the search anyway; homes that are planned.
  ...['search_unmet', 'home_project'],
  // Of a data officer's own authority alone; what it says of a row opens nothing to anybody.
  // Numbers of children and what might be done, of one's own organisation; what is counted is the database's to say.
  ...['forecast_run', 'planning_scenario'],
  // The same, with what planners write beside it; what was published the database keeps as it is.
  ...['strategy', 'strategy_action', 'strategy_published', 'strategy_text'],
  ...['return_accepted', 'return_accepted_withdrawn', 'return_check'],
  ...['return_import', 'room', 'room_out_of_service', 'room_vacancy', 'search_order'],
];

/** Functions that write with more rights than whoever asks. */
const WRITING_FUNCTIONS = ['ask_audit_check', 'record_adoption'];

onEachDatabase('nobody raises themselves', (open) => {
  before(() => open().asSystem(raisingWorld));

  test('every table and column that pages may write is known here', async () => {
    const tables = await open().asSystem(everyTable);
    const writable = tables.filter(({ grants }) => grants.some((grant) => grant !== 'select'));
    const known = [...Object.keys(GIVES_ACCESS), ...CONTENT].sort();
    assert.deepEqual(writable.map(({ name }) => name).sort(), known, 'say of a new table whether it gives access');
    for (const { name, columns } of writable) {
      if (!(name in GIVES_ACCESS)) continue;
      const written = columns.filter((column) => column.inserted || column.updated).map((column) => column.name);
      assert.equal(written.sort().join(' '), GIVES_ACCESS[name], name);
      assert.ok(
        ATTEMPTS.some((attempt) => new RegExp(`(into|update|from) ${name}\\b`).test(attempt.sql)),
        `nobody tries ${name}`,
      );
    }
  });

  test('every function that pages may call and that could write with more rights is known here', async () => {
    const found = await open().asSystem((tx) =>
      rows<{ name: string }>(
        tx,
        sql`select distinct p.proname as name from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef
          and p.provolatile = 'v' and p.prorettype <> 'trigger'::regtype
          and has_function_privilege('homeward_app', p.oid, 'execute') order by 1`,
      ),
    );
    assert.deepEqual(
      found.map(({ name }) => name),
      WRITING_FUNCTIONS,
    );
  });

  for (const role of ALL_ROLES) {
    test(`${role}`, async () => {
      const me = `w_${role}`;
      const also = `also_${role}`;
      const fill = (text: string) =>
        text.replaceAll('{me}', me).replaceAll('{ME}', me.toUpperCase()).replaceAll('{also}', also);
      const addresses = await open().asSystem((tx) =>
        rows<{ id: string }>(tx, sql`select id from confidential_address`),
      );
      assert.equal(addresses.length, 1);
      const known = `(values ('${addresses[0]?.id}')) as a(id)`;
      const said = await open().asActor(me, async (tx) => {
        const statements = ATTEMPTS.map(({ what, sql: text }) => ({
          what,
          sql: fill(text).replace('known_addresses a', known),
        }));
        await sql`select set_config('test.statements', ${JSON.stringify(statements)}, true)`.execute(tx);
        await sql.raw(tryEach(me, also)).execute(tx);
        return (await first<{ said: string }>(tx, sql`select current_setting('test.said') as said`))?.said ?? '[]';
      });
      const outcomes = JSON.parse(said) as {
        what: string;
        code: string | null;
        rows: number;
        gains: string[] | null;
      }[];
      assert.equal(outcomes.length, ATTEMPTS.length);
      const wrong: string[] = [];
      for (const [i, { what, code, rows: n, gains }] of outcomes.entries()) {
        const done = code === null && n > 0;
        const may = ATTEMPTS[i]?.may?.includes(role) ?? false;
        if (done !== may)
          wrong.push(
            `${what} ${done ? `is carried out and opens ${gains?.join(', ')}` : `is refused (${code}, ${n})`}`,
          );
        // Refused by the rules, not by chance: a key that is not there would hide a hole.
        else if (!done && code !== null && !/^(42501|HW00\d|23514)$/.test(code))
          wrong.push(`${what} fails with ${code}`);
        else if (done && !ATTEMPTS[i]?.opens && gains?.length) wrong.push(`${what} opens ${gains.join(', ')}`);
      }
      assert.deepEqual(wrong, []);
    });
  }
});

/** What an actor sees of people's records, and what they are: one line each. */
const SEEN = `select 'am ' || coalesce(app.my_role(), '') || ' of ' || coalesce(app.my_organisation(), '') as line
  union all select 'team ' || t from app.my_teams() t union all select 'home ' || h from app.my_homes() h
  union all select 'region ' || r from unnest(app.my_regions()) r union all select 'place ' || a from app.my_addresses() a
  union all select 'child ' || organisation_id || ' ' || id from child union all select 'identity ' || child_id from child_identity
  union all select 'address ' || child_id from child_address union all select 'profile ' || id from profile
  union all select 'search ' || id from search union all select 'home ' || organisation_id || ' ' || id from home
  union all select 'not hidden ' || child_id from child_address where not confidential
  union all select 'where ' || coalesce(line, '-') from confidential_address`;

/** Tries each statement and takes it back; of those that are carried out, what the person sees then in either post and did not before. */
function tryEach(me: string, also: string): string {
  const look = (into: string) => `
    perform set_config('app.actor', '${also}', true), set_config('app.known', '?', true);
    ${into} := array(select line from (${SEEN}) s);
    perform set_config('app.actor', '${me}', true), set_config('app.known', '?', true);
    ${into} := ${into} || array(select line from (${SEEN}) s);`;
  return `do $do$ declare each jsonb; n bigint; said jsonb := '[]'; at_first text[]; now_seen text[]; gains jsonb; begin
    ${look('at_first')}
    for each in select * from jsonb_array_elements(current_setting('test.statements')::jsonb) loop
      n := 0; gains := null;
      begin
        execute each->>'sql';
        get diagnostics n = row_count;
        if n > 0 then
          ${look('now_seen')}
          gains := to_jsonb(array(select unnest(now_seen) except select unnest(at_first)));
        end if;
        raise exception 'taken back' using errcode = 'HWTST';
      exception when others then
        said := said || jsonb_build_object('what', each->>'what', 'code', nullif(sqlstate, 'HWTST'), 'rows', n, 'gains', gains);
      end;
    end loop;
    perform set_config('test.said', said::text, true);
  end $do$`;
}
