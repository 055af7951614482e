import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { run } from './main.ts';

/** Runs a command and keeps what it says. */
async function said(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

test('help is an answer and names the commands', async () => {
  const { code, out, err } = await said('--help');
  assert.equal(code, 0);
  assert.match(out, /homeward bench/);
  assert.equal(err, '');
});

test('no command, an unknown command and an unknown option are wrong usage', async () => {
  assert.equal((await said()).code, 2);
  for (const name of ['fnid', 'constructor', '__proto__']) {
    const { code, out, err } = await said(name);
    assert.equal(code, 2);
    assert.equal(out, '');
    assert.ok(err.includes(`There is no command “${name}”.`));
  }
  const { code, err } = await said('bench', '--sideways');
  assert.equal(code, 2);
  assert.match(err, /--sideways[\s\S]*Usage: homeward bench/);
});

test('the version is the one of the package', async () => {
  const described: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  assert.equal((await said('--version')).out, `${described.version}\n`);
});
