import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Database, insertAll, sql } from '../../src/db/index.ts';
import { englandDate } from '../../src/kernel/index.ts';
import { asAttacker } from '../audit.ts';
import { embeddedForTest, postgresForTest } from '../database.ts';
import { addressOf, everyRoute } from '../every-route.ts';
import { serverForTest, type TestServer } from '../server.ts';
import { CANARY, smallRegion } from '../small-region.ts';

// Logs are read by people who may not read records, and kept where records are not. So whatever somebody sends, and
// whatever a record holds, stays out of them: of our own log, and of what the process writes itself.

const SENT = 'canary-log-5521';
/** What no log may hold: what was sent, and the children of the small region: ids, names, words, where they live. */
const SECRET = new RegExp(`${SENT}|maya|leo\\b|${CANARY.name}|${CANARY.words}|QV[12] ?\\d`, 'i');

const routes = everyRoute();

describe('the log', () => {
  let database: Database;
  /** Where there is one, because it is stricter in what it takes and says more when it refuses. */
  let postgres: Awaited<ReturnType<typeof postgresForTest>>;
  let server: TestServer;
  const written: string[] = [];
  const undo: (() => void)[] = [];

  before(async () => {
    postgres = await postgresForTest();
    database = postgres?.database ?? (await embeddedForTest());
    await smallRegion(database, englandDate(new Date()));
    await database.asSystem((tx) =>
      insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_governance', name: 'Ivy Gray', role: 'information-governance' },
      ]),
    );
    server = await serverForTest(database);
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write;
      // The runner of the tests reports on these too, so that everything still goes where it should.
      stream.write = ((...args: Parameters<typeof write>) => {
        written.push(String(args[0]));
        return write.apply(stream, args);
      }) as typeof write;
      undo.push(() => {
        stream.write = write;
      });
    }
  });
  after(async () => {
    for (const each of undo) each();
    await server.close();
    await (postgres ? postgres.drop() : database.close());
  });

  const everything = () => `${JSON.stringify(server.log)}\n${written.join('')}`;

  test('holds nothing that was sent: in the address, what was searched for, forms, cookies, headers', async () => {
    const headers = {
      'user-agent': SENT,
      referer: `https://example.org/${SENT}`,
      'accept-language': SENT,
      'x-forwarded-for': SENT,
      'x-request-id': SENT,
      authorization: `Bearer ${SENT}`,
    };
    const visitors = [server.visitor()];
    for (const actor of ['w_finder', 'w_manager', 'w_governance']) visitors.push(await server.actAs(actor));
    const statuses = new Set<number>();
    for (const visitor of visitors) {
      const page = await visitor.get('/sign-in');
      const shown = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
      for (const route of routes.filter(({ method }) => method !== 'HEAD')) {
        for (const id of ['maya', SENT]) {
          const address = `${addressOf(route, () => id)}?search=${SENT}&${SENT}=1&next=/${SENT}`;
          const cookie = `${visitor.cookies()}; a=${SENT}; homeward-kept=${SENT}`;
          // Signing out is signing out: its form is sent without the token.
          const token = route.url === '/sign-out' ? '' : shown;
          const body = new URLSearchParams({ _csrf: token, ...FIELDS, [SENT]: SENT });
          const init: RequestInit = route.method === 'GET' ? {} : { method: route.method, body };
          const response = await fetch(`${server.url}${address}`, {
            ...init,
            headers: { ...headers, cookie },
            redirect: 'manual',
          });
          statuses.add(response.status);
          await response.arrayBuffer();
        }
      }
      for (const body of [`{"${SENT}":`, JSON.stringify({ [SENT]: SENT })]) {
        await fetch(`${server.url}/searches`, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json' },
        });
      }
      for (const path of [`/${SENT}/%zz`, `/${SENT.repeat(40)}`, `/children/${SENT.repeat(40)}`])
        await visitor.get(path);
    }
    for (const status of [200, 302, 303, 400, 403, 404]) assert.ok(statuses.has(status), `${[...statuses]}`);
    await settled();
    assert.ok(server.log.length > routes.length);
    noSecretIn(everything());
  });

  test('holds nothing of a fault but its kind and where it happened', async () => {
    // A database that says in its message what was typed, in lines that look like places in a program.
    await asAttacker(database, async (tx) => {
      await sql`create function public.say_it_all() returns trigger language plpgsql as $$ begin
        raise exception 'no % %', new.given_name, E'\n    at canary-log-5521 (/home/canary-log-5521.ts:1:1)'
          using detail = 'canary-log-5521', hint = 'canary-log-5521'; end $$`.execute(tx);
      await sql`grant execute on function public.say_it_all() to public`.execute(tx);
      await sql`create trigger says_it_all before insert or update on child_identity
        for each row execute function public.say_it_all()`.execute(tx);
    });
    const before = server.log.length;
    const finder = await server.actAs('w_finder');
    const page = await finder.post('/children/new', { ...FIELDS, givenName: SENT, familyName: SENT });
    assert.equal(page.status, 500, page.html);
    noSecretIn(page.html);
    await settled();
    const faults = server.log.slice(before).filter((line) => 'fault' in line) as { stack?: string[] }[];
    assert.equal(faults.length, 1);
    assert.match(faults[0]?.stack?.join('\n') ?? '', /src\/people\//);
    noSecretIn(everything());
  });

  test('has lines of known words only, so that nothing new slips in', async () => {
    const known = [
      'at',
      'request',
      'method',
      'route',
      'status',
      'ms',
      'fault',
      'code',
      'stack',
      'in',
      'signIn',
      'signOut',
    ];
    const keys = new Set(server.log.flatMap((line) => Object.keys(line)));
    assert.deepEqual(
      [...keys].filter((key) => ![...known, 'reason', 'sessions'].includes(key)),
      [],
    );
  });
});

/** Fields of many forms at once, each with something that can be told apart. */
const FIELDS: Readonly<Record<string, string>> = Object.fromEntries([
  ...[
    'name',
    'search',
    'note',
    'about',
    'basis',
    'reason',
    'why',
    'person',
    'email',
    'password',
    'code',
    'token',
    'next',
  ]
    .concat([
      'line',
      'area',
      'postcode',
      'hiddenFrom',
      'words',
      'familyName',
      'carers',
      'interests',
      'child',
      'children',
    ])
    .map((name) => [name, SENT]),
  ['givenName', 'Ella'],
  ['sex', 'female'],
  ['born-day', '4'],
  ['born-month', '5'],
  ['born-year', '2015'],
]);

function noSecretIn(text: string): void {
  const found = SECRET.exec(text);
  assert.equal(found && text.slice(Math.max(0, found.index - 200), found.index + 100), null);
}

/** A line is written when the answer has gone, a moment after it has come. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
