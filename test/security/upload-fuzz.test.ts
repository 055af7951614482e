import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { policy } from '../../src/access/index.ts';
import { type Database, insertAll } from '../../src/db/index.ts';
import { takesFiles, type UploadLimits } from '../../src/uploads/index.ts';
import { embeddedForTest } from '../database.ts';
import { sendRaw } from '../raw-form.ts';
import { allocate } from '../relationships.ts';
import { serverForTest, type TestServer } from '../server.ts';

/* Forms with files as no browser sends them: answered in words, never as a fault, and nothing of them stays. */

const LIMITS: UploadLimits = { kinds: ['text'], fileBytes: 2_000, files: 2, fields: 2, fieldBytes: 100 };
const ROUNDS = Number(process.env.HOMEWARD_FUZZ_ROUNDS ?? 1) * 150;
const SEED = Number(process.env.HOMEWARD_FUZZ_SEED ?? Date.now() % 1_000_000);

describe('forms with files as no browser sends them', () => {
  const work = mkdtempSync(join(tmpdir(), 'homeward-upload-fuzz-'));
  const uploadFolder = join(work, 'uploads');
  let database: Database;
  let server: TestServer;
  let cookie = '';
  let token = '';

  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
      await insertAll(tx, 'actor', [{ organisation_id: 'north', id: 'w', name: 'Nia Holt', role: 'social-worker' }]);
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'c', sex: 'female' }]);
      await allocate(tx, 'north', 'w', ['c']);
    });
    server = await serverForTest(database, undefined, undefined, undefined, {
      uploadFolder,
      routes: (app) => {
        app.post('/children/:childId/try', takesFiles(policy('profile.write', 'test.sent'), LIMITS), (request, reply) =>
          request.takeFiles(async (taken) => {
            if (!taken.ok) return reply.code(taken.problem.status).send(taken.problem.words);
            const sizes = taken.value.files.map((file) => file.bytes);
            assert.ok(sizes.length <= LIMITS.files && sizes.every((bytes) => bytes > 0 && bytes <= LIMITS.fileBytes));
            return reply.send('taken');
          }),
        );
      },
    });
    const worker = await server.actAs('w');
    token = /name="_csrf" value="([^"]+)"/.exec((await worker.get('/account')).html)?.[1] ?? '';
    cookie = worker.cookies();
  });
  after(async () => {
    await server?.close();
    await database?.close();
    rmSync(work, { recursive: true, force: true });
  });

  const part = fc.record({
    boundary: fc.constantFrom('--x\r\n', '--x\r\n', '--x\r\n', '--y\r\n', '--x--\r\n', '--x', '\r\n--x\n'),
    head: fc.constantFrom(
      'Content-Disposition: form-data; name="f"; filename="a.csv"',
      'Content-Disposition: form-data; name="f"; filename=""',
      'Content-Disposition: form-data; name="f"; filename="../../../etc/passwd"',
      'Content-Disposition: form-data; name="f"; filename*=UTF-8\'\'%00%ff',
      'Content-Disposition: form-data; name="note"',
      'Content-Disposition: form-data; name="__proto__"',
      'Content-Disposition: form-data; name="constructor"; filename="x"',
      'Content-Disposition: form-data; name=""',
      'Content-Disposition: form-data',
      'Content-Disposition: attachment; filename="x"',
      'Content-Disposition: form-data; name="j"\r\nContent-Type: application/json',
      'Content-Disposition: form-data; name="o"\r\nContent-Type: application/octet-stream',
      'Content-Disposition: form-data; name="f"; filename="a"\r\nContent-Transfer-Encoding: base64',
      `X-Long: ${'h'.repeat(20_000)}`,
      'no header at all',
    ),
    between: fc.constantFrom('\r\n\r\n', '\r\n\r\n', '\r\n\r\n', '\r\n', '\n\n', ''),
    content: fc.oneof(
      fc.constantFrom('A,B\n1,2\n', '', '{"__proto__":{"a":1}}', 'x'.repeat(2_001), '\0', '--x--', '{not json'),
      fc.string({ unit: 'binary', maxLength: 300 }),
    ),
  });

  test('whatever comes is answered in words, and nothing of it stays', { timeout: 250_000 }, async () => {
    const statuses = new Map<number, number>();
    const property = fc.asyncProperty(
      fc.array(part, { maxLength: 6 }),
      fc.boolean(),
      fc.option(fc.nat(3_000)),
      async (parts, isEnded, cut) => {
        const body = parts.map((each) => `${each.boundary}${each.head}${each.between}${each.content}\r\n`).join('');
        const whole = `--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n${body}${isEnded ? '--x--\r\n' : ''}`;
        const sent = cut === null ? whole : whole.slice(0, Math.max(200, cut));
        const { status, text } = await sendRaw(server.url, { path: '/children/c/try', cookie, body: sent });
        assert.ok(status === 200 || (status >= 400 && status < 500), `answers ${status}: ${text.slice(0, 200)}`);
        assert.notEqual(text, '');
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      },
    );
    await fc.assert(property, { numRuns: ROUNDS, seed: SEED });
    // Unless some were taken and some refused, little was tried.
    for (const status of [200, 400, 403]) assert.ok((statuses.get(status) ?? 0) > 2, JSON.stringify([...statuses]));
    const left = () => (existsSync(uploadFolder) ? readdirSync(uploadFolder) : []);
    for (let tries = 0; left().length > 0 && tries < 200; tries++) await pause(10);
    assert.deepEqual(left(), []);
    assert.equal(({} as { a?: number }).a, undefined);
    assert.doesNotMatch(JSON.stringify(server.log), /"fault"/);
  });
});
