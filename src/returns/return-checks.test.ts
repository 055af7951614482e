import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { onEachDatabase } from '../../test/database.ts';
import { child, ended, episode, returnFiles } from '../../test/returns.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { ALL_ROLES } from '../access/index.ts';
import { insertAll } from '../db/index.ts';
import type { ReturnFile } from '../ssda903/index.ts';

const NOW = new Date('2026-05-20T17:00:00Z');

/** Two children; of the second, the sex is no code (rule 101) and the episode ends before it begins. */
const BROKEN = () =>
  returnFiles(
    2026,
    {
      Header: [child('K1'), child('K2', { DOB: null as never })],
      Episodes: [episode('K1', '2025-05-01'), episode('K2', '2025-06-01', ended('2025-05-01', 'E3', null))],
    },
    (_, text) => text,
  );

async function blobs(files: readonly ReturnFile[], field = 'files'): Promise<[string, Blob, string][]> {
  return Promise.all(
    files.map(async (file): Promise<[string, Blob, string]> => {
      const pieces: Uint8Array[] = [];
      for await (const piece of file.open()) pieces.push(piece);
      return [field, new Blob([Buffer.concat(pieces)]), file.name];
    }),
  );
}

function form(year: string, files: readonly (readonly [string, Blob, string])[], again = false): FormData {
  const data = new FormData();
  data.append('year', year);
  if (again) data.append('again', 'yes');
  for (const [field, blob, name] of files) data.append(field, blob, name);
  return data;
}

onEachDatabase('checks of a return', (open) => {
  const work = mkdtempSync(join(tmpdir(), 'homeward-checks-'));
  let server: TestServer;
  let officer: Visitor;
  const now = NOW;

  before(async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North', code: 'E09000001' },
        { id: 'south', kind: 'authority', name: 'South', code: 'E09000002' },
      ]);
      await insertAll(tx, 'actor', [
        ...ALL_ROLES.map((role) => ({ organisation_id: 'north', id: `n-${role}`, name: 'Nia Holt', role })),
        { organisation_id: 'south', id: 's-data-officer', name: 'Sue Ray', role: 'data-officer' },
      ]);
    });
    server = await serverForTest(open(), () => now, undefined, null, { uploadFolder: join(work, 'uploads') });
    officer = await server.actAs('n-data-officer');
  });
  after(async () => {
    await server.close();
    rmSync(work, { recursive: true, force: true });
  });

  const left = () => (existsSync(join(work, 'uploads')) ? readdirSync(join(work, 'uploads')) : []);
  const sent = async (data: FormData): Promise<string> => {
    const page = await officer.postFiles('/returns/checks/new', data);
    assert.equal(page.status, 303, page.html.slice(0, 3_000));
    return page.location ?? '';
  };
  const done = async (path: string): Promise<string> => {
    for (let tries = 0; tries < 600; tries++) {
      const page = await officer.get(path);
      assert.equal(page.status, 200);
      if (!/how-far/.test(page.html)) return page.html;
      await pause(50);
    }
    return assert.fail('the check is not done');
  };

  test('a return is sent, checked and shown, and no file stays', async () => {
    const path = await sent(form('2025-26', await blobs(BROKEN())));
    const html = await done(path);
    // The episode that ends before it begins: rule 356.
    assert.match(html, new RegExp(`${path}/rules/356`));
    assert.deepEqual(left(), []);
    assert.equal((await officer.get(`${path}/rules/356`)).status, 200);
  });
});
