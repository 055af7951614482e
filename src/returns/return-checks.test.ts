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
import { insertAll, rows, sql } from '../db/index.ts';
import type { ReturnFile } from '../ssda903/index.ts';
import { removeOldChecks } from './index.ts';
import { BROKEN, blobs, form, text, WITHOUT_MISTAKE } from './test-checks.ts';

const NOW = new Date('2026-05-20T17:00:00Z');

onEachDatabase('checks of a return', (open) => {
  const work = mkdtempSync(join(tmpdir(), 'homeward-checks-'));
  let server: TestServer;
  let officer: Visitor;
  let now = NOW;

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
  /** The door takes away what it took when its answer is on the way already. */
  const untilEmpty = async () => {
    for (let tries = 0; left().length > 0 && tries < 200; tries++) await pause(10);
    assert.deepEqual(left(), []);
  };
  const sent = async (data: FormData): Promise<string> => {
    // Checks follow each other in time, as they do.
    now = new Date(now.getTime() + 1_000);
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

  const system = <T>(work: Parameters<ReturnType<typeof open>['asSystem']>[0]) => open().asSystem(work) as Promise<T>;
  const clean = () => {
    now = NOW;
    return system((tx) =>
      sql`delete from return_check`.execute(tx).then(() => sql`delete from return_accepted`.execute(tx)),
    );
  };
  const checked = async (files: readonly ReturnFile[], year = '2025-26', again = false) => {
    const path = await sent(form(year, await blobs(files), again));
    return { path, html: await done(path) };
  };

  test('a return is sent and checked, and no file stays', async () => {
    await clean();
    const { path, html } = await checked(BROKEN());
    assert.match(html, new RegExp(`href="${path}/rules/356"`));
    assert.match(text(html), /Return of 2025-26, sent on 20 May 2026 at 6:00pm by Nia Holt/);
    assert.match(text(html), /Header 2 \d Episodes 2 \d/);
    assert.match(text(html), /last year’s return was not given/);
    assert.doesNotMatch(html, /Compared with/);
    await untilEmpty();
    const list = await officer.get('/returns/checks');
    assert.match(list.html, new RegExp(`href="${path}"`));

    const rule = await officer.get(`${path}/rules/356`);
    assert.match(text(rule.html), /1 row .*K2 Episodes line 3 Day: 01\/06\/2025 To look at/);
    assert.doesNotMatch(rule.html, /checked>|checked="/);
    const [, childPath = ''] = new RegExp(`href="(${path}/children/\\d+)">K2`).exec(rule.html) ?? [];
    const page = await officer.get(childPath);
    assert.match(text(page.html), /Child K2 .*356 , Episodes line 3/);
    // The rule's own fields are marked in the row: DECOM and DEC.
    const marked = [
      ...page.html.matchAll(
        /hw-returns-marked"><span class="hw-returns-small">DEC[OM]*: <\/span>([^<]+)<span class="hw-returns-marks">.*?<\/td>/gs,
      ),
    ];
    assert.deepEqual(
      marked.filter(([cell]) => /\b356\b/.test(cell)).map(([, value]) => value),
      ['01/06/2025', '01/05/2025'],
    );
    assert.doesNotMatch(page.html, /K1/);
    assert.match(text((await officer.get(`${path}/tables/Episodes`)).html), /of 2 rows to look at.* 356 /);
    assert.match(text((await officer.get(`${path}/children?child=k2`)).html), /1 child whose id begins with “k2” .*K2/);
    assert.match(text((await officer.get(`${path}/children?child=Z`)).html), /No child with that id/);
    for (const nothing of ['/rules/none', '/children/99', '/children/x', '/../check_none']) {
      assert.equal((await officer.get(`${path}${nothing}`)).status, 404, nothing);
    }
  });

  test('a return without a mistake says so', async () => {
    await clean();
    const { html } = await checked(WITHOUT_MISTAKE());
    assert.match(text(html), /Nothing to look at .*The rules that ran found no mistake\. Some did not run/);
  });

  test('what is accepted needs a tick and a reason, and holds in the next check, which tells what is new and gone', async () => {
    await clean();
    const first = await checked(BROKEN());
    const rule = `${first.path}/rules/356`;
    await officer.get(rule);
    const none = await officer.post(`${rule}/accept`, { reason: 'Both days are right' });
    assert.equal(none.status, 400);
    assert.match(text(none.html), /Tick the rows that are right as they stand/);
    const silent = await officer.post(`${rule}/accept`, { row: '0', reason: ' ' });
    assert.equal(silent.status, 400);
    assert.match(text(silent.html), /Say why they are right/);
    assert.match(silent.html, /value="0" checked/);
    assert.match(text((await officer.get(rule)).html), /Not accepted: 1 /);
    const accepted = await officer.post(`${rule}/accept?show=all&page=1`, {
      row: ['0', '7'],
      reason: 'Agreed with <the> court',
    });
    assert.equal(accepted.status, 303);
    assert.match(text((await officer.get(accepted.location ?? '')).html), /Accepted Agreed with &lt;the&gt; court/);
    assert.match(text((await officer.get(first.path)).html), /1 finding is accepted/);

    now = new Date(NOW.getTime() + 60_000);
    const second = await checked(BROKEN(true));
    const secondRule = await officer.get(`${second.path}/rules/356`);
    assert.match(text(secondRule.html), /All 2 Not accepted: 1 New: 1/);
    assert.match(
      text(secondRule.html),
      /K2 Episodes line 3 Day: 01\/06\/2025 Accepted .*K3 Episodes line 4 Day: 01\/08\/2025 New/,
    );
    const [, isNew, gone, still] =
      /Compared with the check before: (\d+) new , (\d+) gone, (\d+) still there/.exec(text(second.html)) ?? [];
    assert.equal(gone, '0');
    assert.ok(Number(isNew) >= 1 && Number(still) >= 1);
    now = new Date(NOW.getTime() + 120_000);
    const third = await checked(BROKEN(), '2025-26', true);
    assert.match(text(third.html), new RegExp(`check before: 0 new , ${isNew} gone, ${still} still there`));

    // All rows of a page at once, of which one is accepted already.
    await officer.post(`${second.path}/rules/356/accept?show=open`, { every: 'yes', reason: 'Both are known' });
    const all = text((await officer.get(`${second.path}/rules/356`)).html);
    assert.match(all, /Not accepted: 0 /);
    assert.match(all, /K2 .*Accepted Agreed with .*K3 .*Accepted Both are known/);

    const id = /name="accepted" value="([^"]+)"/.exec(secondRule.html)?.[1] ?? '';
    const stranger = await server.actAs('s-data-officer');
    assert.equal((await stranger.post(`${second.path}/rules/356/withdraw`, { accepted: id })).status, 404);
    assert.equal((await officer.post(`${second.path}/rules/356/withdraw`, { accepted: id })).status, 303);
    assert.match(text((await officer.get(`${third.path}/rules/356`)).html), /Not accepted: 1 /);
  });

  test('the same files are known again, and checked again only when that is asked for', async () => {
    await clean();
    const { path } = await checked(BROKEN());
    const same = await officer.postFiles('/returns/checks/new', form('2025-26', await blobs([...BROKEN()].reverse())));
    assert.equal(same.status, 409);
    assert.match(same.html, new RegExp(`exactly these files checked already.*href="${path}"`, 's'));
    await untilEmpty();
    assert.notEqual((await checked(BROKEN(), '2025-26', true)).path, path);
    // Another year is another check.
    await checked(BROKEN(), '2024-25');
  });

  test('no files, no year, another year and files that are no return are said in words', async () => {
    await clean();
    const send = async (data: FormData) => officer.postFiles('/returns/checks/new', data);
    const none = await send(form('2025-26', []));
    assert.equal(none.status, 400);
    assert.match(text(none.html), /Choose the files of the return that is to be checked/);
    const lastOnly = await send(form('2025-26', await blobs(BROKEN(), 'last')));
    assert.match(text(lastOnly.html), /Choose the files of the return that is to be checked/);
    for (const year of ['', '2019-20', 'x']) {
      const page = await send(form(year, await blobs(BROKEN())));
      assert.equal(page.status, 400);
      assert.match(text(page.html), /Choose the year of the return/);
    }
    const picture = await send(
      form('2025-26', [['files', new Blob([Buffer.from('ffd8ffe000104a464946', 'hex')]), 'a.csv']]),
    );
    assert.equal(picture.status, 415);
    await untilEmpty();
    const other = await checked(BROKEN(), '2023-24');
    assert.match(text(other.html), /belong to the return of 2025-26, and they were checked by the rules of 2023-24/);
    const path = await sent(form('2025-26', [['files', new Blob(['A,B\n1,2\n']), 'Ella Moss.csv']]));
    const html = await done(path);
    assert.match(text(html), /The check was not finished None of the files could be read as a part of the return/);
    assert.doesNotMatch(html, /Ella|Moss/);
    await untilEmpty();
  });

  test('last year’s files are read beside this year’s, and of two at once one waits for the other', async () => {
    await clean();
    const lastYear = returnFiles(2025, { Header: [child('K1')], Episodes: [episode('K1', '2024-05-01')] });
    const both = [...(await blobs(BROKEN())), ...(await blobs(lastYear, 'last'))];
    const paths = await Promise.all([sent(form('2025-26', both)), sent(form('2025-26', await blobs(BROKEN(true))))]);
    const [first = '', second = ''] = await Promise.all(paths.map(done));
    assert.match(text(first), /with last year’s return/);
    assert.doesNotMatch(text(first), /last year’s return was not given/);
    assert.match(second, /rules\/356/);
    await untilEmpty();
  });

  test('three checks on their way are what an authority may have', async () => {
    await clean();
    const own = {
      organisation_id: 'north',
      year: 2026,
      source: 'upload',
      with_last: false,
      digest: 'x',
      by: 'n-data-officer',
    };
    const at = NOW.toISOString();
    await system((tx) =>
      insertAll(
        tx,
        'return_check',
        ['a', 'b', 'c']
          .map((id) => ({ ...own, id, at, beat_at: at, state: 'waiting', stage: '', share: 0 }))
          .map((row) => ({
            ...row,
            ...{ tables: [], problems: [], problems_count: 0, stops: 0, not_run: [] },
          })),
      ),
    );
    const page = await officer.postFiles('/returns/checks/new', form('2025-26', await blobs(BROKEN())));
    assert.equal(page.status, 429);
    assert.match(text(page.html), /Three checks of your authority are still on their way/);
    await untilEmpty();
  });

  test('what a spreadsheet would run comes out as text, in a file that names nobody', async () => {
    await clean();
    const files = returnFiles(
      2026,
      { Header: [child('K1')], Episodes: [episode('K1', '2025-06-01', ended('2025-05-01', 'E3', null))] },
      (_, words) => words.replaceAll('K1', '=HYPERLINK(1)'),
    );
    const { path, html } = await checked(files);
    assert.match(text(html), /a value, not a formula/);
    const csv = await officer.get(`${path}/findings.csv`);
    assert.equal(csv.status, 200);
    assert.match(csv.html, /"356","'=HYPERLINK\(1\)","Episodes",2,"01\/06\/2025"/);
    assert.doesNotMatch(csv.html, /(^|,)"?[=+@-]/m);
    const excel = await officer.get(`${path}/findings.xlsx`);
    assert.equal(excel.status, 200);
    assert.match(excel.html, /^PK/);
  });

  test('nobody but the data officers of the authority comes near', async () => {
    await clean();
    const { path } = await checked(BROKEN());
    const pages = ['', '/rules/356', '/children', '/children/0', '/tables/Episodes', '/findings.csv', '/findings.xlsx'];
    const stranger = await server.actAs('s-data-officer');
    for (const page of pages) assert.equal((await stranger.get(`${path}${page}`)).status, 404, page);
    assert.equal((await stranger.post(`${path}/rules/356/accept`, { row: '0', reason: 'because of me' })).status, 404);
    assert.doesNotMatch((await stranger.get('/returns/checks')).html, /check_/);
    for (const role of ALL_ROLES.filter((each) => each !== 'data-officer')) {
      const visitor = await server.actAs(`n-${role}`);
      for (const page of ['/returns/checks', '/returns/checks/new', ...pages.map((each) => `${path}${each}`)]) {
        assert.equal((await visitor.get(page)).status, 403, `${role} ${page}`);
      }
    }
    const tables = ['return_check', 'return_check_rule', 'return_check_child', 'return_check_part'];
    for (const actor of ['s-data-officer', 'n-manager', 'n-director', 'n-administrator', 'n-data-officer']) {
      for (const table of tables) {
        const found = await open().asActor(actor, (tx) => rows(tx, sql`select 1 from ${sql.table(table)}`));
        assert.equal(found.length > 0, actor === 'n-data-officer', `${actor} ${table}`);
      }
    }
    await assert.rejects(
      open().asActor('n-data-officer', (tx) => sql`update return_check set by = 'n-director'`.execute(tx)),
    );
  });

  test('every look is on record, at a child by a digest that only the return makes sense of', async () => {
    await clean();
    const { path } = await checked(BROKEN());
    const id = path.split('/').at(-1) ?? '';
    await officer.get(`${path}/children/0`);
    await officer.get(`${path}/findings.csv`);
    await (await server.actAs('s-data-officer')).get(path);
    const events = await system<{ kind: string; actor: string; subject: string; detail: object }[]>((tx) =>
      rows(tx, sql`select kind, actor, subject, detail from event where subject = ${id} order by at`),
    );
    const kinds = events.map(({ kind }) => kind);
    for (const kind of ['sent', 'viewed', 'child-viewed', 'downloaded'])
      assert.ok(kinds.includes(`return-check.${kind}`), kind);
    assert.equal(events.find(({ kind }) => kind === 'return-check.viewed.refused')?.actor, 's-data-officer');
    const look = JSON.stringify(events.find(({ kind }) => kind === 'return-check.child-viewed'));
    assert.match(look, /"child":"[0-9a-f]{32}"/);
    assert.doesNotMatch(look, /K[12]/);
  });

  test('a check that is cut off says so, and leaves no file', async () => {
    await clean();
    const many = Array.from({ length: 3_000 }, (_, n) => `C${n}`);
    const large = returnFiles(2026, {
      Header: many.map((id) => child(id)),
      Episodes: many.map((id) => episode(id, '2025-06-01', ended('2025-05-01', 'E3', null))),
    });
    const folder = join(work, 'other');
    const other = await serverForTest(open(), () => now, undefined, null, { uploadFolder: folder });
    const there = await other.actAs('n-data-officer');
    const paths = [];
    for (const files of [large, BROKEN()]) {
      const page = await there.postFiles('/returns/checks/new', form('2025-26', await blobs(files)));
      paths.push(page.location ?? '');
    }
    await other.close();
    assert.deepEqual(readdirSync(folder), []);
    for (const path of paths) {
      assert.match(text((await officer.get(path)).html), /Homeward was stopped before this check was done/);
      assert.equal((await officer.get(`${path}/children`)).status, 404);
    }
    // A machine that lost its power says nothing any more; a minute later the page says so for it.
    await system((tx) => sql`update return_check set state = 'running', why = null`.execute(tx));
    assert.match((await officer.get(paths[0] ?? '')).html, /how-far/);
    now = new Date(now.getTime() + 61_000);
    assert.match(text((await officer.get(paths[0] ?? '')).html), /The check stopped in the middle/);
  });

  test('a check goes with its second follower or after 30 days; what was accepted stays', async () => {
    await clean();
    const first = await checked(BROKEN());
    await officer.post(`${first.path}/rules/356/accept`, { row: '0', reason: 'Agreed with the court' });
    for (const minutes of [1, 2]) {
      now = new Date(NOW.getTime() + minutes * 60_000);
      await checked(BROKEN(), '2025-26', true);
    }
    const kept = async () => (await system<unknown[]>((tx) => rows(tx, sql`select 1 from return_check`))).length;
    for (let tries = 0; tries < 100 && (await kept()) > 2; tries++) await pause(20);
    assert.equal(await kept(), 2);
    assert.equal((await officer.get(first.path)).status, 404);
    const parts = await system<unknown[]>((tx) => rows(tx, sql`select 1 from return_check_part`));
    assert.equal(parts.length, 2);
    const days = (n: number) => new Date(NOW.getTime() + n * 86_400_000);
    await removeOldChecks(open(), days(29));
    assert.equal(await kept(), 2);
    await removeOldChecks(open(), days(31));
    assert.equal(await kept(), 0);
    const accepted = () => system<unknown[]>((tx) => rows(tx, sql`select 1 from return_accepted`));
    assert.equal((await accepted()).length, 1);
    await removeOldChecks(open(), days(401));
    assert.equal((await accepted()).length, 0);
  });
});
