import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, openPage } from '../../test/browser/browser.ts';
import { embeddedForTest } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Database, insertAll, sql } from '../db/index.ts';

const PEOPLE = [
  ['mag', 'Margaret Featherstonehaugh-Lee', 'manager', 't1'],
  ['nia', 'Nia Holt', 'social-worker', 't1'],
  ['tom', 'Tom Reed', 'social-worker', 't2'],
  ['ada', 'Ada Quinn', 'advocate', null],
  ['iris', 'Iris Rowe', 'iro', null],
  ['pat', 'Pat Okafor', 'parent', null],
  ['own', 'Ella', 'child', null],
] as const;

describe('who works with a child, in a browser', () => {
  let database: Database;
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
      await insertAll(tx, 'team', [
        { organisation_id: 'north', id: 't1', name: 'Children in Care, Ashby and the Valleys' },
        { organisation_id: 'north', id: 't2', name: 'Children in Care, Derrow' },
      ]);
      await insertAll(
        tx,
        'actor',
        PEOPLE.map(([id, name, role, team_id]) => ({ organisation_id: 'north', id, name, role, team_id })),
      );
      const ids = ['ella', 'ben', 'una', 'zara'];
      await insertAll(
        tx,
        'child',
        ids.map((id) => ({ organisation_id: 'north', id, sex: 'female' })),
      );
      await insertAll(
        tx,
        'child_identity',
        ids.map((id) => ({
          ...{ organisation_id: 'north', child_id: id, born: '2015-05-05', family_name: 'Okafor' },
          given_name: `${id[0]?.toUpperCase()}${id.slice(1)}`,
        })),
      );
      await allocate(tx, 'north', 'nia', ['ella', 'ben']);
      await allocate(tx, 'north', 'tom', ['zara']);
      await allocate(tx, 'north', 'ada', ['ella'], 'advocate');
      await allocate(tx, 'north', 'pat', ['ella'], 'parent');
      await allocate(tx, 'north', 'own', ['ella'], 'self');
      await allocate(tx, 'north', 'ada', ['una'], 'added');
      await insertAll(tx, 'allocation_ended', [
        { organisation_id: 'north', allocation_id: 'social-worker_nia_ben', by: 'x', at: '2026-11-01' },
      ]);
      await sql`insert into team_cover values ('north', 'v1', 'tom', 't1', now(), now() + interval '6 days', 'mag')`.execute(
        tx,
      );
    });
    server = await serverForTest(database);
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await database.close();
  });

  async function as(actor: string, options: Parameters<typeof openPage>[1]): Promise<Page> {
    const page = await openPage(browser, { ...options, baseURL: server.url });
    const cookies = (await server.actAs(actor)).cookies().split('; ');
    await page.context().addCookies(
      cookies.map((pair) => ({
        name: pair.slice(0, pair.indexOf('=')),
        value: pair.slice(pair.indexOf('=') + 1),
        url: server.url,
      })),
    );
    return page;
  }

  const PAGES: readonly (readonly [string, readonly string[]])[] = [
    ['mag', ['/team', '/children?show=unallocated', '/children/ella/people']],
    ['tom', ['/children', '/children/ella/brothers-and-sisters?search=z']],
    ['ada', ['/children/ella', '/children']],
    ['pat', ['/children/ella']],
    ['own', ['/children/ella/people']],
  ];

  for (const width of ['desk', 'phone'] as const) {
    test(`every page is accessible and fits a ${width}`, async () => {
      for (const [actor, paths] of PAGES) {
        const page = await as(actor, { width });
        for (const path of paths) {
          const response = await page.goto(path);
          assert.equal(response?.status(), 200, `${actor} ${path}`);
          await checkAccessible(page);
          await checkFitsWidth(page);
        }
        await page.context().close();
      }
    });
  }

  for (const javaScript of [true, false]) {
    test(`a manager adds an advocate and lets a colleague stand in, ${javaScript ? 'with' : 'without'} scripts`, async () => {
      const page = await as('mag', { width: 'phone', javaScript });
      await page.goto('/children/una/people');
      await page.getByRole('button', { name: 'Add' }).click();
      assert.ok(await page.getByRole('link', { name: 'Choose a person' }).isVisible());
      await checkAccessible(page);
      await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Iris Rowe' });
      await page.getByRole('button', { name: 'Add' }).click();
      assert.ok(await page.getByRole('button', { name: 'End for Iris Rowe' }).isVisible());
      await page.getByRole('button', { name: 'End for Iris Rowe' }).click();
      assert.ok(await page.getByRole('heading', { name: 'Before' }).isVisible());

      if (javaScript) await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('link', { name: 'Your team' }).click();
      await page.getByRole('button', { name: 'Let them stand in' }).click();
      assert.ok(await page.getByRole('link', { name: 'cover always ends' }).isVisible());
      await checkAccessible(page);
      await page.getByRole('button', { name: 'End now for Tom Reed' }).first().click();
      await page.getByLabel('Who stands in', { exact: true }).selectOption({ label: 'Tom Reed, social worker' });
      const until = new Date(Date.now() + 5 * 86_400_000);
      const last = page.getByRole('group', { name: 'Last day' });
      await last.getByLabel('Day').fill(String(until.getUTCDate()));
      await last.getByLabel('Month').fill(String(until.getUTCMonth() + 1));
      await last.getByLabel('Year').fill(String(until.getUTCFullYear()));
      await page.getByRole('button', { name: 'Let them stand in' }).click();
      assert.ok(await page.getByRole('button', { name: 'End now for Tom Reed' }).isVisible());
      await page.context().close();
    });
  }

  test('the second of two people sees both texts', async () => {
    const first = await as('mag', { width: 'phone' });
    const second = await as('nia', { width: 'phone', javaScript: false });
    for (const page of [first, second]) await page.goto('/children/ella/facts');
    for (const [page, faith] of [
      [first, 'Quaker, like her grandmother in Ashby'],
      [second, 'Roman Catholic'],
    ] as const) {
      await page.getByLabel('Faith').fill(faith);
      await page.getByRole('button', { name: 'Save' }).click();
    }
    assert.ok(await second.getByText('Quaker, like her grandmother in Ashby').isVisible());
    assert.equal(await second.getByLabel('Faith').inputValue(), 'Roman Catholic');
    await checkAccessible(second);
    await checkFitsWidth(second);
    await second.getByRole('button', { name: 'Save' }).click();
    assert.ok(await second.getByText('Roman Catholic').isVisible());
    for (const page of [first, second]) await page.context().close();
  });
});
