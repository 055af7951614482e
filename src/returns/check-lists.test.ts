import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { onEachDatabase } from '../../test/database.ts';
import { sourceOf } from '../../test/import-source.ts';
import { textRow, workbookOf, zipOf } from '../../test/packed-return.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { insertAll, sql, type Tx } from '../db/index.ts';
import { importProviders } from '../homes/index.ts';
import type { ReturnFile } from '../ssda903/index.ts';
import { BROKEN, blobs, form, text, WITHOUT_MISTAKE } from './test-checks.ts';

onEachDatabase('what a check of a return looks into', (open) => {
  const work = mkdtempSync(join(tmpdir(), 'homeward-checks-'));
  let server: TestServer;
  let officer: Visitor;
  let now = new Date('2026-05-20T17:00:00Z');

  before(async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North', code: 'E09000001' }]);
      const post = { organisation_id: 'north', id: 'n-data-officer', name: 'Nia Holt', role: 'data-officer' };
      await insertAll(tx, 'actor', [post]);
    });
    server = await serverForTest(open(), () => now, undefined, null, { uploadFolder: join(work, 'uploads') });
    officer = await server.actAs('n-data-officer');
  });
  after(async () => {
    await server.close();
    rmSync(work, { recursive: true, force: true });
  });

  const system = (work: (tx: Tx) => Promise<unknown>) => open().asSystem(work);
  const done = async (data: FormData): Promise<string> => {
    now = new Date(now.getTime() + 1_000);
    const sent = await officer.postFiles('/returns/checks/new', data);
    assert.equal(sent.status, 303, sent.html.slice(0, 3_000));
    for (let tries = 0; tries < 600; tries++) {
      const page = await officer.get(sent.location ?? '');
      if (!/how-far/.test(page.html)) return page.html;
      await pause(50);
    }
    return assert.fail('the check is not done');
  };
  const checked = async (files: readonly ReturnFile[]) => done(form('2025-26', await blobs(files), true));

  test('distances are known where a postcode file is loaded', async () => {
    const without = await checked(WITHOUT_MISTAKE());
    assert.match(text(without), /has no table Episodes/);
    const unknown = await checked(BROKEN());
    assert.match(text(unknown), /distances are not known: no postcode file is loaded/);
    await system((tx) =>
      insertAll(tx, 'postcode', [
        { postcode: 'QX1 1AA', lat: 53.5, long: -2.2, authority_code: 'E09000001' },
        { postcode: 'QX2 2BB', lat: 53.6, long: -2.2, authority_code: 'E09000002' },
      ]),
    );
    const known = await checked(BROKEN());
    assert.doesNotMatch(text(known), /no postcode file is loaded/);
    await system((tx) => sql`delete from postcode`.execute(tx));
  });

  test('Ofsted’s list is looked into where one has been imported, and its absence is said with what to do', async () => {
    const before = await officer.get('/returns/checks/new');
    assert.match(
      text(before.html),
      /No list of Ofsted’s providers has been imported, so rules about homes and agencies do/,
    );
    const without = await checked(BROKEN());
    assert.match(text(without), /has been imported, so 8 rules about .* homeward import providers FILE\.csv/);
    const list = (...lines: string[]) =>
      system((tx) =>
        importProviders(
          tx,
          sourceOf(
            ['URN,PLACE_CODES,PROVIDER_CODES,POSTCODE,REG_END,LA_CODE_INFERRED', ...lines].join('\n'),
            'list.csv',
          ),
        ),
      );
    // K1 has been in the children's home 1234567 of PR4 since 1 May 2025, at QX2 2BB: as the list says, then not.
    await list('1234567,"K2,K1",PR4,QX2 2BB,,E09000002');
    const right = await checked(BROKEN());
    assert.doesNotMatch(text(right), /No list of Ofsted/);
    const found = (html: string) => new Set([...html.matchAll(/rules\/(\w+)"/g)].map(([, rule]) => rule));
    for (const rule of ['219', '221', '224', '227', '228', '229', '1008']) assert.ok(!found(right).has(rule), rule);
    assert.doesNotMatch((await officer.get('/returns/checks/new')).html, /No list/);
    await list('1234567,U4,PR1,QX3 3CC,2025-04-30,E09000002');
    const wrong = await checked(BROKEN());
    for (const rule of ['219', '221', '224', '227', '228']) assert.ok(found(wrong).has(rule), rule);
    assert.ok(!found(wrong).has('1008'));
    await system((tx) => sql`delete from provider_listing`.execute(tx));
    await list('7654321,K2,PR4,QX2 2BB,,');
    const elsewhere = await checked(BROKEN());
    assert.ok(found(elsewhere).has('1008'));
    await system((tx) => sql`delete from provider_listing`.execute(tx));
  });

  test('a zip file and a workbook are read as the files in them', async () => {
    const inside = await Promise.all(
      (await blobs(BROKEN())).map(async ([, blob, path]) => ({ path, content: await blob.text() })),
    );
    const zip: [string, Blob, string] = ['files', new Blob([new Uint8Array(zipOf(inside))]), 'Ella Moss.zip'];
    const html = await done(form('2025-26', [zip]));
    assert.match(html, /rules\/356/);
    assert.doesNotMatch(html, /Ella|Moss/);
    const sheets = Object.fromEntries(
      inside.map(({ path, content }) => [
        /header/i.test(path) ? 'Header' : 'Episodes',
        content
          .trim()
          .split(/\r?\n/)
          .map((line, at) => textRow(at + 1, line.split(',')))
          .join(''),
      ]),
    );
    const book = new Blob([new Uint8Array(workbookOf({ sheets }))]);
    assert.match(await done(form('2025-26', [['files', book, 'return.xlsx']])), /rules\/356/);
  });
});
