import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { openUploadFolder, type Part, type UploadLimits, withFiles } from './index.ts';

const work = mkdtempSync(join(tmpdir(), 'homeward-take-files-'));
after(() => rmSync(work, { recursive: true, force: true }));
const folder = openUploadFolder(work, (error) => assert.fail(error.message));
const LIMITS: UploadLimits = { kinds: ['text'], fileBytes: 100, files: 2, fields: 1 };

const file = (chunks: readonly (string | Error)[], filename: string | undefined = 'a.csv'): Part => ({
  type: 'file',
  fieldname: 'files',
  filename,
  file: Readable.from(
    (function* () {
      for (const chunk of chunks) {
        if (chunk instanceof Error) throw chunk;
        yield Buffer.from(chunk);
      }
    })(),
  ),
});
async function* form(...parts: Part[]): AsyncGenerator<Part> {
  yield* parts;
}
const disk = (code: string) => Object.assign(new Error(`${code}: write`), { code });
/** Why nothing was taken, while the work saw it; nothing stays in any case. */
async function whyNot(...parts: Part[]): Promise<string> {
  const why = await withFiles(form(...parts), LIMITS, folder, async (taken) =>
    taken.ok ? 'taken' : taken.problem.why,
  );
  assert.deepEqual(readdirSync(work), []);
  return why;
}

test('files come in in pieces, in their order, and are there while the work is done', async () => {
  const texts = await withFiles(
    form(file(['A,', 'B\n']), file(['C\n'], 'C:\\Users\\Ann\\c.csv')),
    LIMITS,
    folder,
    async (taken) => {
      assert.ok(taken.ok);
      return taken.value.files.map((each) => [each.nameGiven, each.bytes, readFileSync(each.path, 'utf8')]);
    },
  );
  assert.deepEqual(texts, [
    ['a.csv', 4, 'A,B\n'],
    ['c.csv', 2, 'C\n'],
  ]);
  assert.deepEqual(readdirSync(work), []);
});

test('a disk without room is said in words; another fault of it is a fault', async () => {
  assert.equal(await whyNot(file(['A\n', disk('ENOSPC')])), 'no-room');
  assert.equal(await whyNot(file(['A\n', disk('EDQUOT')])), 'no-room');
  await assert.rejects(whyNot(file(['A\n', disk('EIO')])), /EIO/);
  assert.deepEqual(readdirSync(work), []);
});

test('the sizes stop a file at the first piece that is too much', async () => {
  assert.equal(await whyNot(file(['x'.repeat(100)])), 'taken');
  let read = 0;
  const endless: Part = {
    ...{ type: 'file', fieldname: 'files', filename: 'a.csv' },
    file: Readable.from(
      (function* () {
        for (;;) {
          read += 10;
          yield Buffer.from('x'.repeat(10));
        }
      })(),
      { highWaterMark: 1 },
    ),
  };
  assert.equal(await whyNot(endless), 'too-large');
  assert.ok(read < 200, `${read} bytes were read`);
});

test('what the work throws is thrown, and the files are gone', async () => {
  const broken = withFiles(form(file(['A\n'])), LIMITS, folder, async () => {
    throw new Error('the work');
  });
  await assert.rejects(broken, /the work/);
  assert.deepEqual(readdirSync(work), []);
});
