import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { startService } from '../service.ts';
import { dataFolder } from './started.ts';

const linkIn = (said: string) =>
  /link works once, for 24 hours\): https?:\/\/[^/]+(\/first\/[\w-]{43})\n/.exec(said)?.[1];

/** The status of a page asked for under a name, as a browser or a proxy would. */
function statusFor(baseURL: string, host: string, path: string): Promise<number> {
  const { port } = new URL(baseURL);
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test('an empty system prints the way in at each start, a new one each time, until somebody is in', async () => {
  const data = await dataFolder();
  const first = await startService({ data, args: ['--empty'] });
  const old = linkIn(first.said()) ?? '';
  assert.notEqual(old, '', first.said());
  assert.equal((await fetch(first.baseURL + old)).status, 200);
  await first.stop();

  const second = await startService({ data });
  const path = linkIn(second.said()) ?? '';
  assert.notEqual(path, old);
  assert.equal((await fetch(second.baseURL + old)).status, 410, 'the one before counts no more');
  const page = await fetch(second.baseURL + path);
  const jar = page.headers.getSetCookie().map((line) => line.split(';')[0]);
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const begun = await fetch(second.baseURL + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: jar.join('; ') },
    body: new URLSearchParams({
      _csrf: token,
      authority: 'Harbridge Council',
      code: 'E09000027',
      name: 'Ada Lane',
      email: 'ada@harbridge.example',
      password: 'lantern otter quarry seven',
    }),
  });
  assert.equal(begun.status, 303);
  await second.stop();

  const third = await startService({ data, env: { HOMEWARD_URL: 'https://homeward.example.gov.uk' } });
  assert.equal(linkIn(third.said()), undefined, 'somebody is in');
  assert.match(third.said(), /Homeward is ready: https:\/\/homeward\.example\.gov\.uk\n/);
  for (const [host, status] of [
    ['homeward.example.gov.uk', 200],
    ['HOMEWARD.example.gov.uk', 200],
    ['localhost:3000', 200],
    ['evil.example', 421],
    ['homeward.example.gov.uk.evil.example', 421],
  ] as const)
    assert.equal(await statusFor(third.baseURL, host, '/sign-in'), status, host);
  await third.stop();
});
