import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { embeddedForTest } from '../../test/database.ts';
import { sendRaw } from '../../test/raw-form.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { policy, recordedWork } from '../access/index.ts';
import { type Database, insertAll, rows, sql } from '../db/index.ts';
import { takesFiles, type UploadLimits } from '../uploads/index.ts';

const CSV: UploadLimits = {
  kinds: ['text'],
  fileBytes: 100_000,
  files: 3,
  totalBytes: 150_000,
  fields: 2,
  fieldBytes: 50,
};
const PICTURE: UploadLimits = { kinds: ['jpeg', 'png'], fileBytes: 1_048_576, files: 1, fields: 0 };

describe('files that people send', () => {
  const work = mkdtempSync(join(tmpdir(), 'homeward-uploads-test-'));
  const uploadFolder = join(work, 'uploads');
  let database: Database;
  let server: TestServer;
  let worker: Visitor;
  /** What the route was given, and what lay in the folder meanwhile. */
  let got: {
    fields: object;
    files: { field: string; kind: string; bytes: number; nameGiven: string; text: string; mode: number }[];
  } | null;
  let inWork: () => Promise<void> = async () => undefined;

  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
      const worker = { organisation_id: 'north', role: 'social-worker' };
      await insertAll(tx, 'actor', [
        { ...worker, id: 'w', name: 'Nia Holt' },
        { ...worker, id: 'other', name: 'Sam Reed' },
        { ...worker, id: 'buyer', name: 'Ann Bell', role: 'commissioner' },
      ]);
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'c', sex: 'female' }]);
      await allocate(tx, 'north', 'w', ['c']);
    });
    const routes = (url: string, limits: UploadLimits) => (app: FastifyInstance) => {
      app.post(url, takesFiles(policy('profile.write', 'test.sent'), limits), (request, reply) =>
        request.takeFiles(async (taken) => {
          if (!taken.ok) return reply.code(taken.problem.status).send(taken.problem);
          got = {
            fields: taken.value.fields,
            files: taken.value.files.map((file) => ({
              ...{ field: file.field, kind: file.kind, bytes: file.bytes, nameGiven: file.nameGiven },
              text: readFileSync(file.path, 'latin1'),
              mode: statSync(file.path).mode & 0o777,
            })),
          };
          await inWork();
          return reply.send('taken');
        }),
      );
    };
    server = await serverForTest(database, undefined, undefined, undefined, {
      uploadFolder,
      routes: (app) => {
        routes('/children/:childId/try', CSV)(app);
        routes('/children/:childId/try-picture', PICTURE)(app);
        app.post('/children/:childId/try-hasty', takesFiles(policy('profile.write', 'test.hasty'), CSV), (request) =>
          recordedWork(database)(request, async () => 'done'),
        );
      },
    });
    worker = await server.actAs('w');
    await worker.get('/account');
  });
  after(async () => {
    await server.close();
    await database.close();
    rmSync(work, { recursive: true, force: true });
  });
  beforeEach(() => {
    got = null;
    inWork = async () => undefined;
  });

  const left = () => (existsSync(uploadFolder) ? readdirSync(uploadFolder) : []);
  const form = (...parts: [string, string | Blob, string?][]) => {
    const data = new FormData();
    for (const [name, value, file] of parts) {
      if (typeof value === 'string') data.append(name, value);
      else data.append(name, value, file);
    }
    return data;
  };
  const send = (...parts: [string, string | Blob, string?][]) => worker.postFiles('/children/c/try', form(...parts));
  const csv = (text: string) => new Blob([text], { type: 'image/png' });
  /** Nothing was taken, nothing is left, and the page says why. */
  async function refusedWith(sent: Promise<{ status: number; html: string }>, status: number, words: string) {
    const { status: answered, html } = await sent;
    assert.deepEqual({ answered, words: JSON.parse(html).words }, { answered: status, words });
    assert.equal(got, null);
    await untilEmpty();
  }

  test('several files and fields come in, for their owner alone, and are gone afterwards', async () => {
    const page = await send(
      ['note', 'two tables'],
      ['files', csv('A,B\n1,2\n'), '../../Ella.csv'],
      ['files', csv('C\n3\n'), 'b.csv'],
    );
    assert.equal(page.html, 'taken');
    const file = { field: 'files', kind: 'text', mode: 0o600 };
    assert.deepEqual(got, {
      fields: { note: 'two tables' },
      files: [
        { ...file, bytes: 8, nameGiven: 'Ella.csv', text: 'A,B\n1,2\n' },
        { ...file, bytes: 4, nameGiven: 'b.csv', text: 'C\n3\n' },
      ],
    });
    await untilEmpty();
  });

  test('nobody chose a file: there is none, and that is for the route to say', async () => {
    await send(['note', 'none'], ['files', new Blob([]), '']);
    assert.deepEqual(got, { fields: { note: 'none' }, files: [] });
    await worker.post('/children/c/try', { note: 'a form without files' });
    assert.match(JSON.stringify(got), /"note":"a form without files"\},"files":\[\]/);
  });

  test('too large, each and together, too many, empty and of another kind is refused in words', async () => {
    const large = csv('1,2\n'.repeat(25_001));
    await refusedWith(send(['files', large, 'a.csv']), 413, 'File 1 is larger than 97 KB. Choose a smaller one.');
    const half = csv('1,2\n'.repeat(20_000));
    await refusedWith(
      send(['files', half, 'a.csv'], ['files', half, 'b.csv']),
      413,
      'The files are larger than 146 KB together. Send fewer of them at a time.',
    );
    const one = csv('A\n');
    await refusedWith(
      send(...[1, 2, 3, 4].map((n): [string, Blob, string] => ['files', one, `${n}.csv`])),
      413,
      'Choose at most 3 files.',
    );
    await refusedWith(
      send(['files', one, 'a.csv'], ['files', csv(''), 'b.csv']),
      400,
      'File 2 is empty. Choose another one.',
    );
    await refusedWith(
      send(['files', new Blob([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])], { type: 'text/csv' }), 'a.csv']),
      415,
      'File 1 is not a CSV file. What counts is what is inside, not how its name ends.',
    );
    await refusedWith(
      worker.postFiles('/children/c/try-picture', form(['picture', csv('A,B\n1,2\n'.repeat(10)), 'a.png'])),
      415,
      'The file is not a JPEG or PNG picture. What counts is what is inside, not how its name ends.',
    );
  });

  test('a form that says itself that it is too large is refused before it comes', async () => {
    const cookie = worker.cookies();
    const answer = await sendRaw(server.url, { path: '/children/c/try', cookie, length: 3_000_000, body: '' });
    assert.equal(answer.status, 413);
  });

  test('fields that are too long or too many are refused', async () => {
    const long = 'What was typed into one of the fields is too long. Nothing was kept. Shorten it and send it again.';
    await refusedWith(send(['note', 'x'.repeat(51)]), 413, long);
    await refusedWith(send(['a', '1'], ['b', '2'], ['c', '3']), 413, long);
    const nul = await send(['note', 'a\0b']);
    assert.equal(nul.status, 400);
    assert.equal(got, null);
  });

  test('a form that is cut short is refused, and nothing of it stays', async () => {
    const token = tokenOf(await worker.get('/account'));
    const start = `--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--x\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\nA,B\n1,2\n`;
    const cookie = worker.cookies();
    const answer = await sendRaw(server.url, { path: '/children/c/try', cookie, boundary: 'x', body: start });
    assert.equal(JSON.parse(answer.text).words, 'Only a part of it arrived, so nothing was kept. Send it again.');
    assert.equal(answer.status, 400);
    await untilEmpty();
    // The sender goes away in the middle: there is nobody to answer.
    await sendRaw(server.url, {
      path: '/children/c/try',
      cookie,
      boundary: 'x',
      body: start,
      length: 90_000,
      leaveAfter: 200,
    });
    await untilEmpty();
    assert.equal(got, null);
    const broken = await sendRaw(server.url, { path: '/children/c/try', cookie, boundary: '', body: start });
    assert.equal(broken.status, 403);
  });

  test('whoever is nobody, of another role or without the child is answered before a byte of the form', async () => {
    const asked = async (visitor: Visitor) => {
      await visitor.get('/sign-in');
      return sendRaw(server.url, { path: '/children/c/try', cookie: visitor.cookies(), length: 90_000, body: '' });
    };
    const nobody = await asked(server.visitor());
    assert.deepEqual([nobody.status, nobody.location], [303, '/sign-in?next=%2Fchildren%2Fc%2Ftry']);
    assert.equal((await asked(await server.actAs('buyer'))).status, 403);
    assert.equal((await asked(await server.actAs('other'))).status, 404);
    const found = await database.asSystem((tx) =>
      rows<{ actor: string }>(tx, sql`select actor from event where kind = 'test.sent.refused' order by actor`),
    );
    assert.deepEqual(found, [{ actor: 'buyer' }, { actor: 'other' }]);
  });

  test('the token is looked at before the file comes, and it has to come first', async () => {
    const cookie = worker.cookies();
    const part = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const ask = (body: string) =>
      sendRaw(server.url, { path: '/children/c/try', cookie, boundary: 'x', body: `${body}--x\r\n`, length: 90_000 });
    assert.equal((await ask(part('_csrf', 'made-up'))).status, 403);
    const token = tokenOf(await worker.get('/account'));
    assert.equal((await ask(part('note', 'first') + part('_csrf', token))).status, 403);
    const stranger = await server.actAs('w');
    await stranger.get('/account');
    const theirs = tokenOf(await stranger.get('/account'));
    assert.equal((await ask(part('_csrf', theirs))).status, 403);
    assert.equal(got, null);
    await untilEmpty();
  });

  test('a route that works before it has taken its form does nothing, so that no token goes unlooked at', async () => {
    const page = await worker.postFiles('/children/c/try-hasty', form(['files', csv('A\n'), 'a.csv']));
    assert.equal(page.status, 500);
    const found = await database.asSystem((tx) => rows(tx, sql`select 1 from event where kind like 'test.hasty%'`));
    assert.deepEqual(found, []);
  });

  test('a route that takes no files refuses a form with files unread, and so does an address that is none', async () => {
    const cookie = worker.cookies();
    for (const path of ['/children/new', '/nowhere']) {
      assert.equal((await sendRaw(server.url, { path, cookie, length: 90_000, body: '' })).status, 415);
    }
  });

  test('the files go also when the work fails, and the fault shows nothing of them', async () => {
    inWork = async () => {
      throw new Error('canary-4417');
    };
    const page = await send(['files', csv('A\n'), 'Ella Moss canary-4418.csv']);
    assert.equal(page.status, 500);
    await untilEmpty();
    assert.doesNotMatch(page.html + JSON.stringify(server.log), /canary-441|Ella/);
  });

  test('two at once is what one person may send; the third waits', { timeout: 20_000 }, async () => {
    let ready = 0;
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    inWork = async () => {
      ready += 1;
      await gate;
    };
    const first = [send(['files', csv('A\n'), 'a.csv']), send(['files', csv('B\n'), 'b.csv'])];
    while (ready < 2) await pause(5);
    assert.equal((await send(['files', csv('C\n'), 'c.csv'])).status, 429);
    go();
    assert.deepEqual(
      (await Promise.all(first)).map((page) => page.status),
      [200, 200],
    );
    await untilEmpty();
    assert.equal((await send(['files', csv('D\n'), 'd.csv'])).status, 200);
    await untilEmpty();
  });

  /** The files go when the work is over, which the sender of a form may hear a moment before. */
  async function untilEmpty() {
    for (let tries = 0; left().length > 0 && tries < 200; tries++) await pause(10);
    assert.deepEqual(left(), []);
  }
});

function tokenOf(page: { html: string }): string {
  return /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? assert.fail('the page has no form');
}
