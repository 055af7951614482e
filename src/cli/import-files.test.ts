import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run } from './main.ts';
import type { Output } from './output.ts';

const folder = mkdtempSync(join(tmpdir(), 'homeward-import-'));
const set = (name: string, value: string | undefined) => {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
};
const kept = { HOMEWARD_DATA: process.env.HOMEWARD_DATA, DATABASE_URL: process.env.DATABASE_URL };

before(() => {
  set('HOMEWARD_DATA', join(folder, 'data'));
  set('DATABASE_URL', undefined);
});
after(() => {
  for (const [name, value] of Object.entries(kept)) set(name, value);
  rmSync(folder, { recursive: true, force: true });
});

async function homeward(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const output: Output = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  };
  const code = await run(args, output);
  return { code, out, err };
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('what to import must be named, with one file', async () => {
  assert.equal((await homeward('import')).code, 2);
  const other = await homeward('import', 'schools', 'x.csv');
  assert.deepEqual([other.code, other.out], [2, '']);
  assert.match(
    other.err,
    /nothing called “schools” to import: return, homes, postcodes, providers, benchmarks, prices/,
  );
  assert.equal((await homeward('import', 'homes')).code, 2);
  assert.equal((await homeward('import', 'homes', 'a.csv', '--colour')).code, 2);
  const gone = await homeward('import', 'homes', join(folder, 'gone.csv'));
  assert.equal(gone.code, 1);
  assert.match(gone.err, /^There is no file .*gone\.csv/);
});

test('homes go in once, and the same file again changes nothing', async () => {
  const homes = file('homes.csv', 'name,kind,sector\nFoster home 1,fostering,authority\n');
  const done = await homeward('import', 'homes', homes, '--authority', 'E09000027');
  assert.deepEqual([done.code, done.out, done.err], [0, 'homes.csv: 1 home added, 0 changed, 0 as they were.\n', '']);
  const again = await homeward('import', 'homes', homes, '--authority', 'e09000027', '--json');
  assert.deepEqual(JSON.parse(again.out), { added: 0, changed: 0, unchanged: 1, placed: 0, notices: [] });
});

test('a file with a problem ends with 1, each problem in a line of its own and nothing on standard output', async () => {
  const homes = file('bad.csv', 'name,kind,sector\nA,castle,authority\nB,fostering,public\n');
  const done = await homeward('import', 'homes', homes, '--authority', 'E09000027', '--json');
  assert.deepEqual([done.code, done.out], [1, '']);
  assert.deepEqual(done.err.split('\n'), [
    'Nothing was imported: bad.csv has 2 problems.',
    'bad.csv, line 2, kind: found “castle”; expected one of: fostering, kinship, residential, supported, secure',
    'bad.csv, line 3, sector: found “public”; expected one of: authority, voluntary, private',
    '',
  ]);
});

test('postcodes and providers say what they did', async () => {
  const postcodes = file('postcodes.csv', 'pcds,oslaua,lat,long\nM1 1AE,E08000003,53.477,-2.235\n');
  const first = await homeward('import', 'postcodes', postcodes);
  assert.equal(
    first.out,
    'postcodes.csv: 1 postcode read, 1 new or changed.\n0 addresses of children and homes found on the map.\n',
  );
  const providers = file('ofsted.csv', 'URN,Name,Overall effectiveness,Places\n1000001,Fern,Good,lots\n');
  const second = await homeward('import', 'providers', providers);
  assert.match(second.out, /^ofsted\.csv: 1 row read, 1 provider, 1 new or changed\.\n/);
  assert.match(second.err, /^Notice: ofsted\.csv, line 2, places: found “lots”; expected a whole number/);
});
