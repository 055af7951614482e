import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { unzip } from '../../test/security/canaries-read.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { addDays, englandDate } from '../kernel/index.ts';

const today = englandDate(new Date());
const AT = '/plans/strategy';

onEachDatabase('a strategy', (open) => {
  let server: TestServer;
  let buyer: Visitor;
  let other: Visitor;
  before(async () => {
    await smallRegion(open(), today);
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_buyer', name: 'Bea Marsh', role: 'commissioner' },
        { organisation_id: 'north', id: 'w_other', name: 'Oz Finch', role: 'commissioner' },
        { organisation_id: 'north', id: 'w_director', name: 'Dee Moss', role: 'director' },
        { organisation_id: 'south', id: 'w_south_buyer', name: 'Sol Reed', role: 'commissioner' },
      ]);
      // 12 children in foster homes and 3 in a children's home; 3 are 10 to 15 years old, with the two of the small region.
      const ids = Array.from({ length: 15 }, (_, at) => `c${at}`);
      const key = (id: string) => ({ organisation_id: 'north', child_id: id });
      await insertAll(
        tx,
        'child',
        ids.map((id) => ({ organisation_id: 'north', id, sex: 'female' })),
      );
      await insertAll(
        tx,
        'child_identity',
        ids.map((id) => ({ ...key(id), born: addDays(today, -7 * 366), given_name: `Name ${id}` })),
      );
      await insertAll(
        tx,
        'placement',
        ids.map((id, at) => ({
          ...key(id),
          id: `stay-${id}`,
          home_organisation_id: at < 12 ? 'north' : 'acorn',
          home_id: at < 12 ? 'far' : 'near',
          started: addDays(today, -200),
        })),
      );
    });
    server = await serverForTest(open());
    [buyer, other] = [await server.actAs('w_buyer'), await server.actAs('w_other')];
  });
  after(() => server.close());

  const strategies = () =>
    open().asSystem((tx) =>
      rows<{ id: string; figures: string }>(tx, sql`select id, figures from strategy order by at`),
    );
  const write = async (who: Visitor) => {
    const answer = await who.post(AT, { for: 'north' });
    assert.equal(answer.status, 303, answer.html.slice(0, 2_000));
    return answer.location ?? '';
  };
  const action = { what: 'Open a home', owner: 'Head of Homes', 'due-day': '31', 'due-month': '3', 'due-year': '2028' };

  test('is written with one click, once however often it is clicked, and tells no small number', async () => {
    assert.match((await buyer.get(AT)).html, /There is no forecast of North yet/);
    const [first, again] = await Promise.all([write(buyer), write(buyer)]);
    assert.equal(again, first);
    assert.equal((await strategies()).length, 1);
    const page = (await buyer.get(`${first}/read`)).html;
    assert.match(page, /there were 15 children in care/);
    // 12 and 3 make 15: neither may be told.
    assert.match(page, /Foster homes<\/th>\s*<td[^>]*>not told/);
    assert.match(page, /Children’s homes<\/th>\s*<td[^>]*>5 or fewer/);
    assert.doesNotMatch((await strategies())[0]?.figures ?? '', /Name c|"c1"|far|stay-/);
    assert.match(
      (await buyer.get(first)).html,
      /What could not be written[\s\S]*No forecast of these authorities is kept/,
    );
  });

  test('is read by those who plan in the organisation, written by those who may, and nothing to others', async () => {
    const at = await write(buyer);
    const [director, south, finder, analyst] = await Promise.all(
      ['w_director', 'w_south_buyer', 'w_finder', 'w_analyst'].map((id) => server.actAs(id)),
    );
    assert.equal((await director?.get(`${at}/read`))?.status, 200);
    assert.doesNotMatch((await director?.get(at))?.html ?? '', /Publish<|sections\/summary/);
    assert.equal((await director?.post(`${at}/publish`, { sure: 'yes' }))?.status, 403);
    assert.equal((await director?.post(AT, { for: 'north' }))?.status, 403);
    for (const who of [south, analyst]) {
      for (const path of ['', '/read', '/files/html', '/sections/summary', '/actions/new'])
        assert.equal((await who?.get(at + path))?.status, 404, path);
      assert.equal((await who?.post(`${at}/sections/summary`, { text: 'x', after: '0' }))?.status, 404);
      assert.equal((await who?.post(`${at}/publish`, { sure: 'yes' }))?.status, 404);
    }
    assert.equal((await south?.post(AT, { for: 'north' }))?.status, 400, 'of another authority');
    assert.equal((await finder?.get(AT))?.status, 403);
    const written = await open().asActor('w_south_buyer', (tx) => rows(tx, sql`select id from strategy`));
    assert.deepEqual(written, []);
  });

  test('two who write the same text: the second sees both, and loses nothing', async () => {
    const at = await write(buyer);
    assert.equal((await buyer.post(`${at}/sections/summary`, { text: 'First words.', after: '0' })).status, 303);
    const late = await other.post(`${at}/sections/summary`, { text: 'Other words.', after: '0' });
    assert.equal(late.status, 409);
    assert.match(late.html, /What Bea Marsh saved[\s\S]*First words\./);
    assert.match(late.html, /<textarea[^>]*>Other words\.<\/textarea>/);
    assert.match(late.html, /name="after" value="1"/);
    assert.equal((await other.post(`${at}/sections/summary`, { text: 'Both words.', after: '1' })).status, 303);
    // The same form sent twice is saved once.
    assert.equal((await other.post(`${at}/sections/summary`, { text: 'Both words.', after: '1' })).status, 303);
    assert.match((await buyer.get(at)).html, /Both words\./);
    const long = await buyer.post(`${at}/sections/summary`, { text: 'x'.repeat(8_001), after: '2' });
    assert.equal(long.status, 400);
    assert.match(long.html, /Shorten this to 8,000 characters/);
    assert.equal((await buyer.get(`${at}/sections/nonsense`)).status, 404);
  });

  test('an action needs what, who and when; it can be changed and taken out, by one at a time', async () => {
    const at = await write(buyer);
    const form = (await buyer.get(`${at}/actions/new`)).html;
    const [, path = ''] = /action="([^"]*\/actions\/action_[^"]*)"/.exec(form) ?? [];
    const empty = await buyer.post(path, {
      what: 'Open a home',
      after: '0',
      'due-day': '31',
      'due-month': '2',
      'due-year': '2028',
    });
    assert.equal(empty.status, 400);
    assert.match(empty.html, /Say who answers for it[\s\S]*Enter the day by which it is done/);
    assert.match(empty.html, /<textarea[^>]*>Open a home<\/textarea>/);
    assert.equal((await buyer.post(path, { ...action, after: '0' })).status, 303);
    assert.equal((await buyer.post(path, { ...action, after: '0' })).status, 303, 'sent twice');
    const late = await other.post(path, { ...action, what: 'Open two', after: '0' });
    assert.equal(late.status, 409);
    assert.match(late.html, /What Bea Marsh saved[\s\S]*Open a home\. Head of Homes, by 31 March 2028/);
    assert.match((await buyer.get(`${at}/read`)).html, /Open a home<\/th>/);
    assert.equal((await other.post(path, { ...action, after: '1', drop: 'yes' })).status, 303);
    assert.doesNotMatch((await buyer.get(`${at}/read`)).html, /Open a home<\/th>/);
    assert.equal((await buyer.get(path)).status, 404);
  });

  test('published it stands for good, in the database too; the next one begins from its words', async () => {
    const at = await write(buyer);
    const [, path = ''] =
      /action="([^"]*\/actions\/action_[^"]*)"/.exec((await buyer.get(`${at}/actions/new`)).html) ?? [];
    await buyer.post(path, { ...action, after: '0' });
    assert.match((await buyer.get(at)).html, /A note to you, which is not in the strategy[\s\S]*Look it up/);
    assert.doesNotMatch((await buyer.get(`${at}/read`)).html, /Look it up|Schools Act 2026/);
    const unsure = await buyer.post(`${at}/publish`, {});
    assert.equal(unsure.status, 400);
    assert.match(unsure.html, /Say that you have read it/);
    const both = await Promise.all([
      buyer.post(`${at}/publish`, { sure: 'yes' }),
      other.post(`${at}/publish`, { sure: 'yes' }),
    ]);
    assert.deepEqual(
      both.map(({ status }) => status),
      [303, 303],
    );
    const page = (await buyer.get(at)).html;
    assert.match(page, /Version 1/);
    assert.doesNotMatch(page, /A note to you/);
    assert.doesNotMatch(page, /sections\/summary/);
    const before = await fetch(`${server.url}${at}/files/html`, { headers: { cookie: buyer.cookies() } }).then((r) =>
      r.text(),
    );

    for (const late of [
      await other.post(`${at}/sections/summary`, { text: 'Too late.', after: '2' }),
      await other.post(path, { ...action, what: 'Too late', after: '1' }),
    ]) {
      assert.equal(late.status, 400);
      assert.match(late.html, /published and stands as it is/);
    }
    const refused = (statement: string) =>
      assert.rejects(
        open().asSystem((tx) => sql.raw(statement).execute(tx)),
        /stands as it is/,
        statement,
      );
    await refused(`update strategy_published set version = 9`);
    await refused(`delete from strategy_published`);
    await refused(`update strategy_text set text = 'changed'`);
    const id = at.split('/').at(-1);
    await refused(
      `insert into strategy_text (organisation_id, strategy_id, section, edition, text, by) values ('north', '${id}', 'homes', 1, 'x', 'w_buyer')`,
    );

    await open().asSystem((tx) =>
      insertAll(tx, 'placement', [
        {
          organisation_id: 'north',
          id: 'stay-maya',
          child_id: 'maya',
          home_organisation_id: 'north',
          home_id: 'far',
          started: addDays(today, -1),
        },
      ]),
    );
    const next = await write(other);
    assert.notEqual(next, at);
    const draft = (await other.get(next)).html;
    assert.match(draft, /Both words\.[\s\S]*Open a home/);
    assert.equal((await other.post(`${next}/publish`, { sure: 'yes' })).status, 303);
    assert.match((await other.get(next)).html, /Version 2/);
    assert.match((await other.get(`${next}/read`)).html, /there were 16 children in care/);
    const still = await fetch(`${server.url}${at}/files/html`, { headers: { cookie: buyer.cookies() } }).then((r) =>
      r.text(),
    );
    assert.equal(still, before);
    assert.match(still, /there were 15 children in care[\s\S]*Open a home/);
  });

  test('is taken as a web page, a PDF and a Word file, whose names say nothing of anybody', async () => {
    const [line] = await strategies();
    const take = (format: string) =>
      fetch(`${server.url}${AT}/${line?.id}/files/${format}`, { headers: { cookie: buyer.cookies() } });
    for (const [format, type] of [
      ['html', 'text/html; charset=utf-8'],
      ['pdf', 'application/pdf'],
      ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ] as const) {
      const answer = await take(format);
      assert.equal(answer.headers.get('content-type'), type);
      assert.equal(
        answer.headers.get('content-disposition'),
        `attachment; filename="sufficiency-strategy-${today}.${format}"`,
      );
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (format === 'docx') assert.match(unzip(bytes).get('word/document.xml') ?? '', /Both words\./);
      else assert.ok(bytes.length > 5_000);
    }
    assert.equal((await take('exe')).status, 404);
  });

  test('each write is on record, without a word of what was written', async () => {
    const events = await open().asSystem((tx) =>
      rows<{ kind: string; detail: unknown }>(
        tx,
        sql`select kind, detail from event where kind like 'strategy.%' and actor in ('w_buyer', 'w_other')`,
      ),
    );
    const kinds = new Set(events.map(({ kind }) => kind));
    for (const kind of ['written', 'text-saved', 'action-saved', 'action-dropped', 'published', 'taken', 'read'])
      assert.ok(kinds.has(`strategy.${kind}`), kind);
    assert.doesNotMatch(JSON.stringify(events), /words|Open a home|Head of Homes/);
  });
});
