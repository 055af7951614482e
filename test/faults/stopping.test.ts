import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase, rows, sql } from '../../src/db/index.ts';
import { freePort, type Service, startService } from '../service.ts';
import { dataFolder, hasSaid, kill, startNode, temporaryFolder } from './started.ts';

let service: Service;
let data = '';
let stopped = false;

before(async () => {
  data = await dataFolder();
  service = await startService({ data, args: ['--empty'] });
});
after(async () => {
  if (!stopped) await service.stop('SIGKILL');
});

test('the server listens on loopback and on no other address of the machine', async () => {
  const { port } = new URL(service.baseURL);
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((address) => !address.internal && address.family === 'IPv4')
    .map((address) => address.address);
  for (const address of others) assert.equal(await answers(address, Number(port)), false, `it answers on ${address}`);
  assert.equal(await answers('127.0.0.1', Number(port)), true);

  if (!existsSync('/proc/net/tcp')) return;
  const hex = Number(port).toString(16).toUpperCase().padStart(4, '0');
  const listening = ['/proc/net/tcp', '/proc/net/tcp6']
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter((parts) => parts[3] === '0A' && parts[1]?.endsWith(`:${hex}`))
    .map((parts) => parts[1]);
  assert.deepEqual(listening, [`0100007F:${hex}`]);
});

test('a web site that points its own name at this machine is refused', async () => {
  const { port } = new URL(service.baseURL);
  for (const host of [
    'attacker.example',
    `attacker.example:${port}`,
    'localhost.attacker.example',
    '127.0.0.1.nip.example',
  ])
    assert.equal(await statusFor(host), 421, host);
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, 'LOCALHOST'])
    assert.equal(await statusFor(host), 200, host);
});

test('a request on its way when told to end is answered; then the process ends with 0 and the folder opens again', async () => {
  const { port } = new URL(service.baseURL);
  const body = 'worker=nobody';
  const socket = connect({ host: '127.0.0.1', port: Number(port) });
  let answer = '';
  socket.on('data', (text) => {
    answer += String(text);
  });
  const closed = new Promise<void>((resolve) => void socket.on('close', () => resolve()));
  // The head and half of the form are sent, so that the request has begun and cannot be answered yet.
  socket.write(
    `POST /sign-in HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
  );
  await pause(200);
  stopped = true;
  const told = performance.now();
  const code = service.stop('SIGTERM');
  await pause(300);
  assert.equal(await answers('127.0.0.1', Number(port)), false, 'it still takes new requests');
  socket.write(body.slice(5));
  await closed;
  // The form has no token, so it is refused; what counts is that there is a whole answer.
  assert.match(answer, /^HTTP\/1\.1 403 /);
  assert.match(answer, /This page was open for too long/);
  assert.match(answer, /<\/html>/);
  assert.equal(await code, 0);
  assert.ok(performance.now() - told < 6_000, 'it waited for a connection that nobody used any more');

  const database = await openDatabase({ kind: 'embedded', folder: data });
  assert.deepEqual(
    await database.asSystem((tx) => rows(tx, sql`select name from setting where name = 'started empty'`)),
    [{ name: 'started empty' }],
  );
  await database.close();
});

test('a first start that is killed while it makes the region leaves nothing of it, and the next start makes it', async () => {
  const folder = join(temporaryFolder(), 'data');
  const child = startNode(['bin/homeward.js', 'start', '--size', 'town'], {
    HOMEWARD_DATA: folder,
    PORT: String(await freePort()),
  });
  assert.ok(await hasSaid(child, 'Telling children’s stories'), 'it ended before it had begun');
  await kill(child);
  assert.deepEqual(await counts(folder), { organisations: 0, children: 0, marks: 0 });

  const next = await startService({ data: folder, args: ['--size', 'town'], within: 120 });
  assert.match(next.said(), /The made-up region is ready/);
  assert.equal(await next.stop(), 0);
  const made = await counts(folder);
  assert.ok(made.organisations > 2 && made.children > 100 && made.marks === 1, JSON.stringify(made));

  const later = await startService({ data: folder, args: ['--empty'], within: 60 });
  assert.doesNotMatch(later.said(), /made-up region is ready/);
  assert.match(later.said(), /--empty changes nothing here/);
  assert.equal(await later.stop('SIGINT'), 0);
  assert.deepEqual(await counts(folder), made);
});

async function counts(folder: string): Promise<{ organisations: number; children: number; marks: number }> {
  const database = await openDatabase({ kind: 'embedded', folder });
  try {
    const [found] = await database.asSystem((tx) =>
      rows<{ organisations: number; children: number; marks: number }>(
        tx,
        sql`select (select count(*)::int from organisation) as organisations, (select count(*)::int from child) as children,
          (select count(*)::int from setting where name = 'made-up region') as marks`,
      ),
    );
    return found ?? { organisations: -1, children: -1, marks: -1 };
  } finally {
    await database.close();
  }
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}

/** Asks the running server under another name; fetch does not allow that. */
function statusFor(host: string): Promise<number> {
  const { port } = new URL(service.baseURL);
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/health', headers: { host }, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    asked.on('error', reject);
    asked.end();
  });
}
