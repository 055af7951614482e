import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { child, episode } from '../../test/returns.ts';
import { type RowOf, writeReturn } from '../ssda903/index.ts';
import { importWords } from './import-return-words.ts';
import { run } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'homeward-import-'));
const wasData = process.env.HOMEWARD_DATA;

function write(name: string, Header: RowOf<'Header'>[], Episodes: RowOf<'Episodes'>[]): string {
  const place = join(folder, name);
  mkdirSync(place);
  for (const file of writeReturn({ Header, Episodes }, 2025).filter(
    ({ table }) => table === 'Header' || table === 'Episodes',
  )) {
    writeFileSync(join(place, file.name), [...file.text].join(''));
  }
  return place;
}

async function said(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(['import', 'return', ...args], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

before(() => {
  process.env.HOMEWARD_DATA = join(folder, 'data');
});
after(() => {
  if (wasData === undefined) delete process.env.HOMEWARD_DATA;
  else process.env.HOMEWARD_DATA = wasData;
  rmSync(folder, { recursive: true, force: true });
});

test('a return goes in, with how its authority gets its first administrator; a second time nothing changes', async () => {
  const place = write('good', [child('104')], [episode('104', '2024-05-01')]);
  const done = await said(place, '--authority', 'E09000027');
  assert.equal(done.code, 0, done.err);
  assert.equal(
    done.out.split('\n')[0],
    'Imported 1 child, 1 episode, 1 home, 0 moves for authority E09000027, return 2024-25.',
  );
  assert.match(done.err, /first administrator: homeward sign-in-link --authority E09000027\n$/);
  const again = await said(place, '--authority', 'e09000027');
  assert.equal(again.code, 0);
  assert.match(again.out, /already imported on .*; nothing changed/);
  const json = await said(place, '--authority', 'E09000027', '--json');
  assert.deepEqual(JSON.parse(json.out).returns[0].is, 'already imported');
});

test('a return that cannot be imported ends with 1 and says where and why', async () => {
  const place = write('bad', [child('104')], [episode('999', '2024-05-01')]);
  const refused = await said(place, '--authority', 'E09000027');
  assert.equal(refused.code, 1);
  assert.equal(refused.out, '');
  assert.match(refused.err, /^Nothing was imported\. 1 problem of the return 2024-25 has to be put right first:/);
  assert.match(
    refused.err,
    /episodes\.csv, line 2, CHILD: found “999”; expected a child that stands in the table Header/,
  );
  const json = await said(place, '--authority', 'E09000027', '--json');
  assert.equal(json.code, 1);
  assert.equal(JSON.parse(json.out).kept, false);
});

test('wrong usage, a wrong year and a path with nothing are told apart', async () => {
  assert.equal((await said()).code, 2);
  assert.equal((await said('somewhere')).code, 2);
  assert.equal((await said('somewhere', '--authority', 'E1', '--sideways')).code, 2);
  assert.match((await said('somewhere', '--authority', 'E1', '--year', '2024-26')).err, /--year should be/);
  assert.match((await said(join(folder, 'nothing'), '--authority', 'E1')).err, /There is nothing at/);
});

test('at most fifty problems are listed, and notices of one sort are one line', () => {
  const problem = (line: number, stops: boolean) => ({
    file: 'episodes.csv',
    line,
    column: 'DECOM',
    value: 'x',
    expected: 'a day',
    stops,
  });
  const many = Array.from({ length: 60 }, (_, at) => problem(at + 2, true));
  const stopped = importWords('E1', [{ is: 'stopped', year: 2025, stops: 1_060, notices: 0, problems: many }]);
  assert.equal(stopped.length, 52);
  assert.match(stopped.at(-1)?.text ?? '', /1,010 more/);
  assert.ok(stopped.every(({ wrong }) => wrong));
});
