import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { child, ended, episode } from '../../test/returns.ts';
import { databaseTarget, openDatabase, rows, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { writeReturn } from '../ssda903/index.ts';
import { run } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'homeward-export-'));
const wasData = process.env.HOMEWARD_DATA;
const at = (...names: string[]) => join(folder, ...names);

async function homeward(...args: string[]): Promise<{ code: number; out: string; err: string }> {
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

const ME = ['--authority', 'E09000027'];
const THE_RETURN = {
  Header: [child('104'), child('105', { SEX: 'male' })],
  UASC: [{ CHILD: '105', SEX: 'male' as const, DOB: date('2012-05-06'), DUC: null }],
  Episodes: [
    episode('104', '2025-05-01', ended('2025-08-01')),
    episode('104', '2025-08-01', { RNE: 'P', URN: '7654321' }),
    episode('105', '2025-06-01', { PLACE: 'U6' }),
  ],
};

before(async () => {
  process.env.HOMEWARD_DATA = at('data');
  mkdirSync(at('in'));
  for (const file of writeReturn(THE_RETURN, 2026).filter(({ table }) => table in THE_RETURN))
    writeFileSync(at('in', file.name), [...file.text].join(''));
  assert.equal((await homeward('import', 'return', at('in'), ...ME)).code, 0);
});
after(() => {
  if (wasData === undefined) delete process.env.HOMEWARD_DATA;
  else process.env.HOMEWARD_DATA = wasData;
  rmSync(folder, { recursive: true, force: true });
});

const modeOf = (path: string) => statSync(path).mode & 0o777;

test('the return comes out as it went in, readable for its owner only, with what is not held said beside it', async () => {
  const done = await homeward('export', 'return', at('out'), ...ME, '--year', '2025-26');
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /^Wrote 2 children, 3 episodes of authority E09000027 to /);
  assert.match(done.err, /Not held here, and so not in it: the tables Reviews, OC2, OC3, AD1/);
  assert.doesNotMatch(done.err, /so blank/);
  assert.deepEqual(readdirSync(at('out')).sort(), ['episodes.csv', 'header.csv', 'uasc.csv']);
  assert.equal(modeOf(at('out')), 0o700);
  for (const name of readdirSync(at('out'))) {
    assert.equal(readFileSync(at('out', name), 'utf8'), readFileSync(at('in', name), 'utf8'), name);
    assert.equal(modeOf(at('out', name)), 0o600);
  }
  const xml = await homeward('export', 'return', at('out.xml'), ...ME, '--year', '2025-26', '--json');
  assert.equal(xml.code, 0, xml.err);
  const { children, format, files } = JSON.parse(xml.out);
  assert.deepEqual([children, format, files], [2, 'xml', ['ssda903_2025-26.xml']]);
  assert.equal(modeOf(at('out.xml')), 0o600);
  assert.match(readFileSync(at('out.xml'), 'utf8'), /<CHILDID>104<\/CHILDID>/);
  const again = await homeward('import', 'return', at('out.xml'), ...ME, '--json');
  const { newEpisodes, changedEpisodes, withdrawnEpisodes } = JSON.parse(again.out).returns[0].counts;
  assert.deepEqual([newEpisodes, changedEpisodes, withdrawnEpisodes], [0, 0, 0]);
});

test('each export is on record: what, of which authority, how much, and nothing about a child', async () => {
  assert.equal((await homeward('export', 'return', at('seen'), ...ME, '--year', '2026')).code, 0);
  const database = await openDatabase(databaseTarget(process.env));
  const found = await database.asSystem((tx) =>
    rows<{ actor: string; code: string; detail: object }>(
      tx,
      sql`select e.actor, o.code, e.detail from event e join organisation o on o.id = e.organisation_id
        where e.kind = 'export.written' order by e.at desc limit 1`,
    ),
  );
  await database.close();
  assert.deepEqual(found, [
    {
      actor: 'system',
      code: 'E09000027',
      detail: { what: 'return', by: 'command', year: '2025-26', format: 'csv', children: 2, episodes: 3 },
    },
  ]);
});

test('nothing is overwritten without being told, and with --force only files of the same names', async () => {
  mkdirSync(at('mine'));
  writeFileSync(at('mine', 'letter.txt'), 'dear');
  writeFileSync(at('mine', 'header.csv'), 'old');
  const refused = await homeward('export', 'return', at('mine'), ...ME, '--year', '2025-26');
  assert.equal(refused.code, 1);
  assert.match(refused.err, /holds other files\. Name a new folder, or replace files in this one with --force/);
  assert.deepEqual(readdirSync(at('mine')).sort(), ['header.csv', 'letter.txt']);
  assert.equal((await homeward('export', 'return', at('mine'), ...ME, '--year', '2025-26', '--force')).code, 0);
  assert.deepEqual(readdirSync(at('mine')).sort(), ['episodes.csv', 'header.csv', 'letter.txt', 'uasc.csv']);
  assert.match(readFileSync(at('mine', 'header.csv'), 'utf8'), /^CHILD,SEX/);
  assert.equal(readFileSync(at('mine', 'letter.txt'), 'utf8'), 'dear');
  writeFileSync(at('one.xml'), 'old');
  assert.equal((await homeward('export', 'return', at('one.xml'), ...ME, '--year', '2025-26')).code, 1);
  assert.equal(readFileSync(at('one.xml'), 'utf8'), 'old');
  assert.equal((await homeward('export', 'return', at('one.xml'), ...ME, '--year', '2025-26', '--force')).code, 0);
  assert.match(readFileSync(at('one.xml'), 'utf8'), /EXPSSDA903/);
  mkdirSync(at('empty'));
  assert.equal((await homeward('export', 'return', at('empty'), ...ME, '--year', '2025-26')).code, 0);
});

test('where it fails nothing is left behind', async () => {
  const before = readdirSync(folder);
  const unknown = await homeward('export', 'return', at('nowhere'), '--authority', 'E09999999', '--year', '2025-26');
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /No authority with the code E09999999 keeps records here/);
  const inFile = await homeward('export', 'return', at('out.xml', 'x'), ...ME, '--year', '2025-26');
  assert.equal(inFile.code, 1);
  assert.match(inFile.err, /cannot be written to|is a file/);
  assert.deepEqual(readdirSync(folder), before);
  assert.ok(!existsSync(at('nowhere')));
});

test('the dataset, the placements standard and the census are written as well', async () => {
  const ssds = await homeward('export', 'ssds', at('ssds'), ...ME);
  assert.equal(ssds.code, 0, ssds.err);
  assert.match(ssds.out, /^Wrote 2 people, 3 episodes of authority/);
  assert.ok(existsSync(at('ssds', 'ssd_cla_placement.csv')));
  assert.match(readFileSync(at('ssds', 'notes.txt'), 'utf8'), /- ssd_person: pers_gender, pers_send_flag/);
  assert.equal((await homeward('export', 'pds', at('pds'), ...ME)).code, 0);
  assert.deepEqual(readdirSync(at('pds')).sort(), ['placements.csv', 'referrals.csv']);
  for (const name of ['census.csv', 'census.xlsx']) {
    assert.equal((await homeward('export', 'pnw-census', at(name), ...ME, '--on', '2026-03-31')).code, 0);
    assert.equal(modeOf(at(name)), 0o600);
  }
  assert.match(readFileSync(at('census.csv'), 'utf8'), /^\uFEFF"Looked after child\?","Placing Authority"/);
  const early = await homeward('export', 'pnw-census', at('x.csv'), ...ME, '--on', '2025-03-31');
  assert.match(early.err, /form of December 2025/);
  assert.match((await homeward('export', 'pnw-census', at('x'), ...ME, '--on', '2026-03-31')).err, /should end in/);
});

test('wrong usage is told apart', async () => {
  assert.equal((await homeward('export')).code, 2);
  assert.match((await homeward('export', 'everything', 'x')).err, /There is no “everything” to export: return/);
  assert.equal((await homeward('export', 'return', at('x'))).code, 2);
  assert.match((await homeward('export', 'return', at('x'), ...ME)).err, /--year should be a year of the return/);
  assert.match(
    (await homeward('export', 'return', at('x'), '--authority', '../x', '--year', '2026')).err,
    /code of the authority/,
  );
});
