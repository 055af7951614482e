import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { run } from './main.ts';

const work = mkdtempSync(join(tmpdir(), 'homeward-returns-'));
after(() => rmSync(work, { recursive: true, force: true }));

async function homeward(...args: string[]) {
  let [out, err] = ['', ''];
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

test('the made-up authorities’ returns are written by authority and year, the same for the same seed', async () => {
  const written = async (name: string, seed: string) => {
    const folder = join(work, name);
    const args = ['write-returns', folder, '--size', 'town', '--seed', seed, '--as-of', '2026-11-21'];
    assert.equal((await homeward(...args)).code, 0);
    return folder;
  };
  const one = await written('one', '3');
  const again = await written('again', '3');
  const authorities = readdirSync(one);
  assert.equal(authorities.length, 2);
  const [code = ''] = authorities;
  assert.deepEqual(readdirSync(join(one, code)).sort(), ['2022', '2023', '2024', '2025', '2026']);
  const episodes = (folder: string) => readFileSync(join(folder, code, '2026', 'episodes.csv'), 'utf8');
  assert.match(episodes(one), /^CHILD,DECOM,RNE,/);
  assert.equal(episodes(one), episodes(again));
  assert.notEqual(episodes(one), episodes(await written('other', '4')));
});

test('a folder that cannot be written to, a wrong date and a wrong size are refused in words', async () => {
  const file = join(work, 'a-file');
  writeFileSync(file, '');
  const refused = await homeward('write-returns', join(file, 'x'), '--size', 'town');
  assert.equal(refused.code, 1);
  assert.match(refused.err, /cannot be written to/);
  assert.equal((await homeward('write-returns', work, '--as-of', '2026-02-30')).code, 1);
  assert.equal((await homeward('write-returns', work, '--size', 'village')).code, 1);
  assert.equal((await homeward('write-returns')).code, 2);
});
