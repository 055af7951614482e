import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeRegion, writeReturns } from '../../seed/index.ts';
import { databaseTarget, insertAll, openDatabase, rows, sql } from '../db/index.ts';
import { run } from './main.ts';

const work = mkdtempSync(join(tmpdir(), 'homeward-strategy-'));
const at = (...names: string[]) => join(work, ...names);
const CODE = 'E09000027';
const QUICK = ['--runs', '100', '--months', '24'];
const wasData = process.env.HOMEWARD_DATA;
let returns = '';

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
  const code = await run(args, output);
  return { code, out, err };
}

before(async () => {
  process.env.HOMEWARD_DATA = at('data');
  await writeReturns(makeRegion({ seed: '7', size: 'town', asOf: '2026-11-21' as never }), at('returns'));
  returns = at('returns', readdirSync(at('returns'))[0] ?? '');
});
after(() => {
  if (wasData === undefined) delete process.env.HOMEWARD_DATA;
  else process.env.HOMEWARD_DATA = wasData;
  rmSync(work, { recursive: true, force: true });
});

test('yearly returns alone give a strategy of what to expect, and say what needs records', async () => {
  const done = await homeward('strategy', returns, '--out', at('alone'), ...QUICK);
  assert.equal(done.code, 0, done.err);
  assert.match(done.err, /^Not in it: Our homes\. Needs the records of children and homes/m);
  const files = ['html', 'pdf', 'docx'].map((format) => `sufficiency-strategy.${format}`);
  assert.deepEqual(readdirSync(at('alone')).sort(), files.toSorted());
  assert.equal(statSync(at('alone', 'sufficiency-strategy.pdf')).mode & 0o777, 0o600);
  const page = readFileSync(at('alone', 'sufficiency-strategy.html'), 'utf8');
  assert.match(page, /Draft, from yearly returns alone, up to 31 March 2026/);
  assert.match(page, /How such forecasts would have done[\s\S]*As a year before/);
  assert.doesNotMatch(page, /No children are/);
  assert.equal(existsSync(at('data')), false, 'no database is opened for it');
  const again = await homeward('strategy', returns, '--out', at('alone'), ...QUICK);
  assert.deepEqual([again.code, again.out], [1, '']);
  assert.match(again.err, /holds other files/);
});

test('from the records: counted as somebody who plans there, with the forecast of the returns, and on record', async () => {
  const last = join(returns, readdirSync(returns).sort().at(-1) ?? '');
  const imported = await homeward('import', 'return', last, '--authority', CODE);
  assert.equal(imported.code, 0, imported.err);
  const nobody = await homeward('strategy', '--authority', CODE, '--out', at('records'));
  assert.deepEqual([nobody.code, existsSync(at('records'))], [1, false]);
  assert.match(nobody.err, /has nobody here who plans homes/);
  const database = await openDatabase(databaseTarget(process.env));
  await database.asSystem(async (tx) => {
    const [own] = await rows<{ id: string }>(tx, sql`select id from organisation where code = ${CODE}`);
    await insertAll(tx, 'actor', [
      { organisation_id: own?.id, id: 'w_buyer', name: 'Bea Marsh', role: 'commissioner' },
    ]);
  });
  await database.close();

  const done = await homeward(
    'strategy',
    returns,
    '--authority',
    CODE,
    '--out',
    at('records'),
    '--format',
    'html',
    '--json',
    ...QUICK,
  );
  assert.equal(done.code, 0, done.err);
  const told: { files: string[]; digest: string } = JSON.parse(done.out);
  assert.deepEqual(told.files, ['sufficiency-strategy.html']);
  const page = readFileSync(at('records', 'sufficiency-strategy.html'), 'utf8');
  assert.match(page, /there were \d+ children in care/);
  assert.match(page, /What we expect[\s\S]*Children in care at each year’s end/);
  assert.ok(page.includes(told.digest));
  const after = await openDatabase(databaseTarget(process.env));
  const events = await after.asSystem((tx) =>
    rows<{ detail: object }>(tx, sql`select detail from event where kind = 'strategy.exported'`),
  );
  await after.close();
  assert.deepEqual(events, [{ detail: { as: 'w_buyer', by: 'command' } }]);
});

test('wrong usage and wrong words are refused before anything is read', async () => {
  assert.equal((await homeward('strategy')).code, 2);
  assert.equal((await homeward('strategy', '--authority', CODE, '--region')).code, 2);
  const format = await homeward('strategy', returns, '--format', 'odt');
  assert.deepEqual(
    [format.code, format.err],
    [1, '--format should be html, pdf, docx, or several with commas, not odt.\n'],
  );
  const nowhere = await homeward('strategy', at('nowhere'));
  assert.deepEqual([nowhere.code, nowhere.err.includes('There is no folder at')], [1, true]);
  const stranger = await homeward('strategy', '--authority', CODE, '--as', 'w_nobody');
  assert.deepEqual([stranger.code, stranger.err], [1, 'w_nobody does not plan homes there.\n']);
});
