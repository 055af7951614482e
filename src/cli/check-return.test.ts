import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { cleanReturn, cleanReturnBefore, csvOf, type MadeUp } from '../../test/clean-return.ts';
import { TABLE_NAMES } from '../ssda903/index.ts';
import { run } from './main.ts';

const work = mkdtempSync(join(tmpdir(), 'homeward-check-return-'));
after(() => rmSync(work, { recursive: true, force: true }));
let folders = 0;

async function homeward(...args: string[]) {
  let [out, err] = ['', ''];
  const output = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  const code = await run(['check-return', ...args], output);
  return { code, out, err };
}

function folderOf(tables: MadeUp): string {
  folders += 1;
  const folder = join(work, String(folders));
  mkdirSync(folder);
  for (const table of TABLE_NAMES) {
    const rows = tables[table];
    if (rows) writeFileSync(join(folder, `${table}.csv`), csvOf(table, rows));
  }
  return folder;
}

function fileOf(name: string, content: string): string {
  const path = join(work, name);
  writeFileSync(path, content);
  return path;
}

/** The made-up family with the first child's date of birth given as 31 September, which is no day (rule 102). */
function withOneMistake(child = '101'): MadeUp {
  const tables = cleanReturn();
  const row = tables.Header?.[0];
  if (row) Object.assign(row, { CHILD: child, DOB: '31/09/2012' });
  return tables;
}

const clean = folderOf(cleanReturn());
const mistaken = folderOf(withOneMistake());
const before = folderOf(cleanReturnBefore());
const YEAR = ['--year', '2025-26'];

const postcodes = fileOf(
  'postcodes.csv',
  'pcds,oslaua,lat,long\nM1 1AA,E08000003,53.48,-2.24\nM2 2BB,E08000003,53.49,-2.2\nZZ1 1ZZ,nothing,x,y\n',
);
const providers = fileOf(
  'providers.csv',
  'URN,PROVIDER_CODES,PLACE_CODES,POSTCODE,REG_END,LA_CODE_INFERRED\n' +
    '1234567,PR4,"U4,U5,U6",M2 2BB,,E08000003\n2234567,PR1,"U4,U6,A6",M2 2BB,,E08000003\n3234567,PR4,K2,M2 2BB,,E08000003\n',
);

describe('homeward check-return', () => {
  it('0 and a sentence where nothing is wrong; every rule runs when all is given', async () => {
    const all = ['--previous', before, '--authority', 'e08000003', '--providers', providers, '--postcodes', postcodes];
    const done = await homeward(clean, ...YEAR, ...all);
    assert.deepEqual([done.code, done.out, done.err], [0, 'Nothing was found by 312 rules.\n\n', '']);
  });

  it('1 and a list where something is found: the rule, what is wrong, what to do, which rows', async () => {
    const { code, out, err } = await homeward(mistaken, ...YEAR);
    assert.deepEqual([code, err], [1, '']);
    assert.match(out, /^\d+ rows? to look at, found by \d+ rules? of 312\.\n/);
    assert.match(out, /\n102 {2}1 row: The date of birth is not a day of the calendar\.\n {6}Write the day as /);
    assert.match(out, /\n {6}Header row 1\n/);
    assert.match(out, /\d+ rules did not run:\n/);
  });

  it('--json: one document and nothing else', async () => {
    const { code, out, err } = await homeward(mistaken, ...YEAR, '--json');
    assert.deepEqual([code, err], [1, '']);
    const check = JSON.parse(out);
    assert.deepEqual(Object.keys(check).sort(), ['findings', 'notRun', 'problems', 'rules', 'seconds']);
    const found = check.findings.filter((one: { rule: string }) => one.rule === '102');
    assert.deepEqual(found, [{ rule: '102', table: 'Header', row: 0 }]);
    const none = await homeward(clean, '--json', ...YEAR);
    assert.deepEqual([none.code, JSON.parse(none.out).findings], [0, []]);
  });

  it('without last year, the authority and the lists, the rules that need them say so', async () => {
    const { notRun } = JSON.parse((await homeward(clean, ...YEAR, '--json')).out);
    const why = (rule: string) => notRun.find((one: { rule: string }) => one.rule === rule)?.why ?? '';
    assert.match(why('502'), /last year's return was not given/);
    assert.match(why('1008'), /list of providers was not given/);
    assert.match(why('406'), /no postcode file/);
    const given = await homeward(clean, ...YEAR, '--json', '--previous', before, '--authority', 'E08000003');
    const rules: string[] = JSON.parse(given.out).notRun.map((one: { rule: string }) => one.rule);
    assert.ok(rules.includes('1008') && !rules.includes('502'));
  });

  it('--previous is compared: an open episode of last year began on another day (rule 502)', async () => {
    const last = cleanReturnBefore();
    Object.assign(last.Episodes?.[0] ?? {}, { DECOM: '11/06/2023' });
    const { out } = await homeward(clean, ...YEAR, '--previous', folderOf(last), '--json');
    const found = JSON.parse(out).findings.filter((one: { rule: string }) => one.rule === '502');
    assert.deepEqual(found, [{ rule: '502', table: 'Episodes', row: 0 }]);
  });

  it('--providers takes the list as Ofsted publishes it, for as much as it tells', async () => {
    // 1008: the number must be on the list. What the list has no column for is not run as if it were blank.
    const ofsted = fileOf('ofsted.csv', 'URN,Name,Overall effectiveness\n1234567,Fern,Good\n3234567.0,Oak,Good\n');
    const { out, err } = await homeward(clean, ...YEAR, '--providers', ofsted, '--json');
    const { findings } = JSON.parse(out);
    assert.deepEqual([...new Set(findings.map((one: { rule: string }) => one.rule))], ['1008'], err);
    assert.deepEqual(
      findings.map((one: { row: number }) => one.row),
      [1, 3, 4, 5],
    );
  });

  it('--csv writes every finding, formula-safe, for its owner only', async () => {
    const path = join(work, 'findings.csv');
    const folder = folderOf(withOneMistake('=1+1'));
    const { code } = await homeward(folder, ...YEAR, '--csv', path, '--json');
    assert.equal(code, 1);
    const text = readFileSync(path, 'utf8');
    assert.match(text, /^\uFEFF"Table","Row","Line in the file","Child","Rule","What is wrong","What to do"\r\n/);
    assert.match(text, /\r\n"Header",1,2,"'=1\+1","102","The date of birth is not a day of the calendar\.","Write /);
    assert.equal(statSync(path).mode & 0o077, 0);
    const nowhere = await homeward(folder, ...YEAR, '--csv', join(work, 'no', 'where.csv'));
    assert.deepEqual([nowhere.code, nowhere.out], [1, '']);
    assert.match(nowhere.err, /where\.csv cannot be written/);
  });

  it('reads what it can, says what it cannot, and ends with 1', async () => {
    const folder = folderOf(cleanReturn());
    writeFileSync(join(folder, 'Reviews.csv'), 'CHILD,CHILD\n');
    const { code, out, err } = await homeward(folder, ...YEAR, '--json');
    assert.equal(code, 1);
    assert.match(err, /Reviews\.csv, line 1, CHILD: found “CHILD”; expected each column once/);
    const { problems, notRun } = JSON.parse(out);
    assert.equal(problems[0].stops, true);
    assert.ok(notRun.some((one: { why: string }) => one.why === 'the return has no table Reviews'));
  });

  for (const [what, args, words] of [
    ['no such folder', [join(work, 'gone'), ...YEAR], /There is nothing at .*gone/],
    ['an empty folder', [folderOf({}), ...YEAR], /There are no files in/],
    ['a year without rules', [clean, '--year', '2021-22'], /the rules here are those of 2022-23 to 2026-27/],
    ['a year that is none', [clean, '--year', 'last'], /--year last: .* Write the year as 2025-26/],
    ['no list of providers', [clean, ...YEAR, '--providers', join(work, 'gone.csv')], /There is no file .*gone\.csv/],
    ['a list without URN', [clean, ...YEAR, '--providers', postcodes], /Nothing was read: .*missing: URN/s],
    ['postcodes without columns', [clean, ...YEAR, '--postcodes', providers], /providers\.csv cannot be read, line 1/],
  ] as const) {
    it(`refuses in words, with 1: ${what}`, async () => {
      const { code, out, err } = await homeward(...args, '--json');
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, words);
    });
  }

  it('wrong usage is 2', async () => {
    for (const args of [[], [clean], [clean, clean, ...YEAR], [clean, ...YEAR, '--colour']]) {
      const { code, out, err } = await homeward(...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /Usage: homeward check-return FOLDER/);
    }
  });
});
