import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { sessionCookieName, startSession } from '../../src/accounts/index.ts';
import { type Database, insertAll } from '../../src/db/index.ts';
import { englandDate } from '../../src/kernel/index.ts';
import { createApp } from '../../src/web/index.ts';
import { embeddedForTest, postgresForTest } from '../database.ts';
import { everyRoute, PROVIDER_AWAY } from '../every-route.ts';
import { smallRegion } from '../small-region.ts';
import type { FuzzAnswer, FuzzRequest } from './fuzz-session.ts';
import { fuzz } from './fuzzer.ts';

/** Another seed asks other questions: HOMEWARD_FUZZ_SEED=7 and, for longer, HOMEWARD_FUZZ_ROUNDS=50. */
const SEED = Number(process.env.HOMEWARD_FUZZ_SEED ?? 1);
const ROUNDS = Number(process.env.HOMEWARD_FUZZ_ROUNDS ?? 1);

const routes = everyRoute();

describe('input that nobody would send', () => {
  let database: Database;
  /** Where there is one, because it is stricter in what it takes and says more when it refuses. */
  let postgres: Awaited<ReturnType<typeof postgresForTest>>;
  let app: Awaited<ReturnType<typeof createApp>>;
  let searchId = '';
  const log: object[] = [];

  before(async () => {
    postgres = await postgresForTest();
    database = postgres?.database ?? (await embeddedForTest());
    await smallRegion(database, englandDate(new Date()));
    await database.asSystem((tx) =>
      insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_governance', name: 'Ivy Gray', role: 'information-governance' },
      ]),
    );
    app = await createApp({
      database,
      clock: () => new Date(),
      today: () => englandDate(new Date()),
      cookieKey: randomBytes(32).toString('hex'),
      pagesPerMinute: 1_000_000,
      oidc: PROVIDER_AWAY,
      log: (line) => void log.push(line),
    });
    await app.ready();
    await aSearchAndAProfile();
  });
  after(async () => {
    await app.close();
    await (postgres ? postgres.drop() : database.close());
  });

  const signInAs = (actorId: string) => async () => {
    const begun = { accountId: null, actorId, method: 'test' as const, now: new Date() };
    const { token } = await database.asSystem((tx) => startSession(tx, begun));
    return `${sessionCookieName(false)}=${token}`;
  };

  /** So that there are results to look at and a profile to write in. */
  async function aSearchAndAProfile(): Promise<void> {
    const session = await signInAs('w_finder')();
    const page = await app.inject({ url: '/children', headers: { cookie: session } });
    const cookie = `${session}; ${[page.headers['set-cookie'] ?? ''].flat()[0]?.split(';')[0]}`;
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const send = (url: string, fields: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ _csrf, ...fields }).toString(),
      });
    const search = await send('/searches', { children: 'maya', when: 'today' });
    searchId = /^\/searches\/([\w-]+)/.exec(String(search.headers.location))?.[1] ?? '';
    const profile = await send('/children/maya/profile/start', {});
    assert.ok(searchId !== '' && profile.statusCode === 303, `${search.statusCode} ${profile.statusCode}`);
  }

  let asked = 0;
  const ask = async ({ method, path, headers, body }: FuzzRequest): Promise<FuzzAnswer> => {
    asked += 1;
    const answer = await app.inject({
      method: method as 'GET',
      url: path,
      headers,
      ...(body === undefined ? {} : { payload: body }),
      // The limit of requests is by address; here it would hide what is behind it.
      remoteAddress: `10.0.${(asked >> 8) & 255}.${asked & 255}`,
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  };

  test('is answered in words by every route, whoever sends it: no fault, no stack, no text that became a page', async () => {
    const here = { childId: 'maya', actorId: 'w_finder', section: 'about-me', searchId, '*': 'homeward.css' };
    const own = { ...here, organisationId: 'north', homeId: 'far', roomId: 'far-1' };
    const provided = { ...here, organisationId: 'acorn', homeId: 'near', roomId: 'near-1' };
    const { findings, answers } = await fuzz({
      routes,
      visitors: [
        { name: 'no one', signIn: async () => '', ids: own, knocks: true },
        { name: 'home finder', signIn: signInAs('w_finder'), ids: own },
        { name: 'provider', signIn: signInAs('w_manager'), ids: provided },
        { name: 'information governance', signIn: signInAs('w_governance'), ids: own },
      ],
      ask,
      seed: SEED,
      rounds: ROUNDS,
      others: ['other', 'near', 'far', 'hidden', 'south', 'w_south', 'north'],
    });
    const faults = log.filter((line) => 'fault' in line && line.fault !== 'ProviderAway');
    const told = findings.map(
      ({ what, as, request, answer }) => `${what}, as ${as}: ${JSON.stringify(request).slice(0, 900)}\n    ${answer}`,
    );
    const again = `the same questions again: HOMEWARD_FUZZ_SEED=${SEED}`;
    assert.ok(
      told.length + faults.length === 0,
      [again, ...told, ...faults.map((each) => JSON.stringify(each))].join('\n'),
    );
    // Much was refused, and much got through: otherwise only the door was tested.
    for (const status of [200, 302, 303, 400, 403, 404])
      assert.ok((answers.get(status) ?? 0) >= 5, JSON.stringify([...answers]));
    assert.equal(({} as { zq7?: unknown }).zq7, undefined, 'every object has got a property');
    assert.equal((await ask({ method: 'GET', path: '/ready', headers: {} })).status, 200);
  });

  test('a form that breaks off, or is longer or shorter than it says, ends in words or in nothing', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    const head = (more: string) => `POST /sign-out HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${more}\r\n`;
    const form = 'Content-Type: application/x-www-form-urlencoded\r\n';
    for (const text of [
      `${head(`${form}Content-Length: 500\r\n`)}_csrf=a`,
      `${head(`${form}Content-Length: -1\r\n`)}_csrf=a`,
      `${head(`${form}Content-Length: 2\r\nContent-Length: 9\r\n`)}_csrf=a`,
      `${head(`${form}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n`)}_csrf=a`,
      `${head(`${form}Transfer-Encoding: chunked\r\n`)}zz\r\n_csrf=a\r\n`,
      `${head(`${form}Transfer-Encoding: gzip, chunked\r\n`)}0\r\n\r\n`,
      'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
      'GET http://evil.zq7/ HTTP/1.1\r\nHost: evil.zq7\r\nConnection: close\r\n\r\n',
      'GET /\u0000 HTTP/1.1\r\n\r\n',
    ]) {
      const said = await overTheWire(port, text);
      assert.doesNotMatch(said, /HTTP\/1\.1 5|\n\s+at |FST_|evil|node_modules/, text);
    }
    assert.equal((await fetch(`http://127.0.0.1:${port}/ready`)).status, 200);
  });
});

/** Everything a server says to a text, which is the whole of what is sent. */
function overTheWire(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text);
      // Nothing more comes, as when somebody goes into a tunnel; until then the server may have answered.
      setTimeout(() => socket.end(), 100);
    });
    socket.on('data', (data) => {
      said += String(data);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(said));
  });
}
