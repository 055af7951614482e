import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sendRaw } from '../raw-form.ts';
import { startService } from '../service.ts';
import { dataFolder, kill, startNode } from './started.ts';

/* A file that somebody was sending when the machine stopped does not outlive the next start. */

const WORDS = 'Ella Moss, born 2013-04-05';

test('a process that is killed in the middle of an upload leaves a private file, and the next start removes it', async () => {
  const data = await dataFolder();
  const uploads = join(data, 'uploads');
  const taker = startNode(['test/faults/upload-taker.ts', uploads]);
  const { url, cookie, token } = JSON.parse(await firstLine(taker)) as Record<'url' | 'cookie' | 'token', string>;
  const part = (name: string, more: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}`;
  const body = `${part('_csrf', '', token)}\r\n${part('file', '; filename="a.csv"', `${WORDS}\n`.repeat(5_000))}`;
  // More is promised than comes, so that it is waited for.
  const sent = sendRaw(url, { path: '/children/c/try', cookie, body, length: 900_000 }).catch(() => null);
  const files = () => (existsSync(uploads) ? readdirSync(uploads) : []);
  for (let tries = 0; files().length === 0 && tries < 300; tries++) await pause(10);
  await kill(taker);
  await sent;
  const [left = '', ...more] = files();
  assert.equal(more.length, 0);
  assert.equal(statSync(join(uploads, left)).mode & 0o777, 0o600);
  assert.equal(statSync(uploads).mode & 0o777, 0o700);

  const service = await startService({ data, args: ['--empty'] });
  assert.deepEqual(files(), []);
  await service.stop();
});

test('a start throws away what a process that ended long ago has left', async () => {
  const data = await dataFolder();
  mkdirSync(join(data, 'uploads'));
  writeFileSync(join(data, 'uploads', `999999999.${'a'.repeat(32)}`), WORDS);
  const service = await startService({ data, args: ['--empty'] });
  assert.deepEqual(readdirSync(join(data, 'uploads')), []);
  await service.stop();
});

/** What a process says first; empty where it ended before it said anything. */
async function firstLine(child: ReturnType<typeof startNode>): Promise<string> {
  let said = '';
  for await (const text of child.stdout) {
    said += String(text);
    if (said.includes('\n')) break;
  }
  return said;
}
