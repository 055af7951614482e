import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { workbookOf, zipOf } from '../../test/packed-return.ts';
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

test('a workbook and a zip archive give the same records as the folder; what cannot be opened is said', async () => {
  const place = write(
    'packed',
    [child('201'), child('202')],
    [episode('201', '2024-06-01'), episode('202', '2024-07-01')],
  );
  const files = readdirSync(place).map((path) => ({ path, content: readFileSync(join(place, path), 'utf8') }));
  const zip = join(folder, 'return.zip');
  writeFileSync(zip, zipOf(files.map(({ path, content }) => ({ path: `return/${path}`, content }))));
  // Days are numbers in a workbook: 45444 is 1 June 2024, 45474 is 1 July.
  const day = (text: string) => (text.startsWith('01/06/2024') ? '45444' : '45474');
  const cells = (line: string) =>
    line
      .split(',')
      .map((text, at) =>
        /^01\/0[67]\/2024/.test(text)
          ? `<c r="${String.fromCharCode(65 + at)}2" s="1"><v>${day(text)}</v></c>`
          : `<c t="inlineStr"><is><t>${text}</t></is></c>`,
      )
      .join('');
  const sheets = Object.fromEntries(
    files.map(({ path, content }) => [
      /header/i.test(path) ? 'Header' : 'Episodes',
      content
        .trim()
        .split(/\r?\n/)
        .map((line, at) => `<row r="${at + 1}">${cells(line)}</row>`)
        .join(''),
    ]),
  );
  const book = join(folder, 'return.xlsx');
  writeFileSync(book, workbookOf({ sheets }));
  const all = { authority: ['--authority', 'E09000028', '--json'] };
  const counts = async (path: string) => {
    const done = await said(path, ...all.authority);
    assert.equal(done.code, 0, done.err + done.out);
    return JSON.parse(done.out).returns[0].counts;
  };
  const first = await counts(book);
  assert.deepEqual([first.children, first.episodes, first.newEpisodes], [2, 2, 2]);
  // The same rows in other clothes: read again, and nothing changes.
  for (const path of [zip, place]) {
    const again = await counts(path);
    assert.deepEqual([again.episodes, again.newEpisodes, again.changedEpisodes, again.withdrawnEpisodes], [2, 0, 0, 0]);
  }
  writeFileSync(book, Buffer.from('d0cf11e0a1b11ae10000', 'hex'));
  const old = await said(book, '--authority', 'E09000028');
  assert.equal(old.code, 1);
  assert.match(old.err, /1 problem has to be put right first:\n {2}return\.xlsx: expected a workbook saved as \.xlsx/);
  writeFileSync(zip, zipOf([{ path: 'header.csv', content: files[0]?.content ?? '', locked: true }]));
  assert.match((await said(zip, '--authority', 'E09000028')).err, /header\.csv is locked/);
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
