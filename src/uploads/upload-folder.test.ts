import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { after, test } from 'node:test';
import { openUploadFolder } from './index.ts';

const work = mkdtempSync(join(tmpdir(), 'homeward-upload-folder-'));
after(() => rmSync(work, { recursive: true, force: true }));

const never = (error: Error) => assert.fail(error.message);
const random = 'a'.repeat(32);
/** No system gives a process this number (Linux: at most 4,194,304). */
const NOBODY = 999_999_999;

test('the folder is made when it is first needed, for its owner alone', () => {
  const path = join(work, 'new', 'uploads');
  const folder = openUploadFolder(path, never);
  assert.equal(existsSync(path), false);
  assert.equal(dirname(folder.newPath()), path);
  assert.equal(statSync(path).mode & 0o777, 0o700);
});

test('a folder that was open to others is closed', () => {
  const path = join(work, 'open');
  mkdirSync(path, { mode: 0o755 });
  openUploadFolder(path, never).newPath();
  assert.equal(statSync(path).mode & 0o777, 0o700);
});

test('a start removes what a killed process left, and nothing of one that runs', () => {
  const path = join(work, 'left');
  mkdirSync(path);
  const ofParent = `${process.ppid}.${random}`;
  const old = `${process.ppid}.${'b'.repeat(32)}`;
  for (const name of [`${NOBODY}.${random}`, `${process.pid}.${random}`, ofParent, old]) {
    writeFileSync(join(path, name), 'words of a child');
  }
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
  utimesSync(join(path, old), twoDaysAgo, twoDaysAgo);
  openUploadFolder(path, never);
  assert.deepEqual(readdirSync(path), [ofParent]);
});

test('files of somebody else are left alone, and so is their folder', () => {
  const path = join(work, 'shared');
  mkdirSync(path, { mode: 0o755 });
  for (const name of ['letter.txt', `${NOBODY}.txt`, `${NOBODY}.${random}`]) writeFileSync(join(path, name), 'x');
  openUploadFolder(path, never).newPath();
  assert.deepEqual(readdirSync(path).sort(), [`${NOBODY}.txt`, 'letter.txt']);
  assert.equal(statSync(path).mode & 0o777, 0o755);
});

test('a folder of our own goes at the end', async () => {
  const folder = openUploadFolder(null, never);
  const path = folder.newPath();
  writeFileSync(path, 'x');
  await folder.remove(path);
  assert.deepEqual(readdirSync(dirname(path)), []);
  await folder.remove(path); // not there any more, and that is no fault
  folder.close();
  assert.equal(existsSync(dirname(path)), false);
});
