import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import { sizeOfBarePicture } from './picture.ts';
import {
  bombPng,
  colourAt,
  halves,
  jpegWithSecrets,
  pngWithSecrets,
  SECRET,
  webpWithSecrets,
} from './test-pictures.ts';

const MB = 1_048_576;
const FILE_NAME = 'Ella Moss at Canary School.jpg';

onEachDatabase('the picture in All about me', (open) => {
  let server: TestServer;
  let nia: Visitor;
  let ella: Visitor;
  let plain: Buffer;
  const system = <T>(work: (tx: Tx) => Promise<T>) => open().asSystem(work);

  before(async () => {
    plain = await halves(60, 40).jpeg().toBuffer();
    await system(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North' },
        { id: 'south', kind: 'authority', name: 'South' },
        { id: 'acorn', kind: 'provider', name: 'Acorn' },
      ]);
      const north = (id: string, role: string) => ({ organisation_id: 'north', id, name: `The ${id}`, role });
      await insertAll(tx, 'actor', [
        north('w_nia', 'social-worker'),
        north('w_named', 'social-worker'),
        north('w_none', 'social-worker'),
        north('w_iro', 'iro'),
        north('w_ella', 'child'),
        north('w_parent', 'parent'),
        north('w_governance', 'information-governance'),
        { organisation_id: 'south', id: 'w_south', name: 'Sue', role: 'social-worker' },
        { organisation_id: 'acorn', id: 'w_raj', name: 'Raj', role: 'registered-manager' },
      ]);
      const ids = ['ella', 'sealed', 'hidden', 'gone'];
      await insertAll(
        tx,
        'child',
        ids.map((id) => ({ organisation_id: 'north', id, sex: 'female' })),
      );
      await insertAll(
        tx,
        'child_identity',
        ids.map((id) => ({ organisation_id: 'north', child_id: id, born: '2013-04-05', given_name: 'Ella' })),
      );
      await allocate(tx, 'north', 'w_nia', ids);
      await allocate(tx, 'north', 'w_iro', ids, 'independent reviewing officer');
      await allocate(tx, 'north', 'w_ella', ['ella'], 'self');
      await allocate(tx, 'north', 'w_parent', ['ella'], 'parent');
    });
    server = await serverForTest(open());
    nia = await server.actAs('w_nia');
    ella = await server.actAs('w_ella');
    for (const visitor of [nia, ella]) await visitor.get('/account');
  });
  after(() => server.close());
  beforeEach(() => system((tx) => sql`delete from child_picture where child_id = 'ella'`.execute(tx)));

  const at = (child = 'ella') => `/children/${child}/all-about-me/picture`;
  const send = (bytes: Buffer, { by = nia, child = 'ella', shows = 'Ella on a swing', type = 'image/jpeg' } = {}) => {
    const form = new FormData();
    form.append('shows', shows);
    form.append('picture', new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), FILE_NAME);
    return by.postFiles(at(child), form);
  };
  const look = (by: Visitor, child = 'ella') =>
    fetch(`${server.url}${at(child)}.jpg`, { headers: { cookie: by.cookies() }, redirect: 'manual' });
  const stored = () =>
    system((tx) =>
      rows<{ bytes: Uint8Array; shows: string; by: string }>(
        tx,
        sql`select * from child_picture where child_id = 'ella'`,
      ),
    );

  test('what a camera wrote into a picture is neither kept nor answered', async () => {
    const sent: readonly Buffer[] = [
      jpegWithSecrets(plain),
      pngWithSecrets(await halves(60, 40).png().toBuffer()),
      webpWithSecrets(await halves(60, 40).webp().toBuffer(), 60, 40),
    ];
    for (const bytes of sent) {
      assert.ok(bytes.includes(SECRET));
      const answer = await send(bytes);
      assert.deepEqual([answer.status, answer.location], [303, '/children/ella/all-about-me']);
      const kept = Buffer.from((await stored())[0]?.bytes ?? []);
      const shown = await look(nia);
      const seen = Buffer.from(await shown.arrayBuffer());
      assert.equal(shown.status, 200);
      assert.ok(kept.equals(seen));
      assert.ok(!seen.includes('CANARY') && !seen.includes('script') && !seen.includes('PK\x03\x04'));
      assert.deepEqual(sizeOfBarePicture(seen), { width: 60, height: 40 });
    }
    const shown = await look(nia);
    const headers = ['content-type', 'cache-control', 'x-content-type-options', 'content-disposition'];
    assert.deepEqual(
      headers.map((name) => shown.headers.get(name)),
      ['image/jpeg', 'private, no-store', 'nosniff', 'inline'],
    );
    assert.doesNotMatch(JSON.stringify(server.log), /Moss|Canary School/);
    const names = await system((tx) =>
      rows<{ n: number }>(tx, sql`select count(*)::int as n from event where to_jsonb(event)::text like '%Moss%'`),
    );
    assert.deepEqual(names, [{ n: 0 }]);
  });

  test('it stands on the page with words for who cannot see it, and who has seen it is on record', async () => {
    assert.doesNotMatch((await nia.get('/children/ella/all-about-me')).html, /<img/);
    await send(plain, { shows: 'Ella & a "dog" <b>' });
    const page = await nia.get('/children/ella/all-about-me');
    assert.match(
      page.html,
      /<img [^>]*src="\/children\/ella\/all-about-me\/picture\.jpg" alt="Ella &amp; a &quot;dog&quot; &lt;b&gt;"/,
    );
    await look(await server.actAs('w_iro'));
    const found = await system((tx) =>
      rows<{ kind: string; actor: string; children: string[]; fields: string[] }>(
        tx,
        sql`select kind, actor, children, fields from event where kind like 'picture.%' order by at desc limit 2`,
      ),
    );
    assert.deepEqual(found, [
      { kind: 'picture.viewed', actor: 'w_iro', children: ['ella'], fields: ['picture'] },
      { kind: 'picture.added', actor: 'w_nia', children: ['ella'], fields: ['identity', 'picture'] }, // and the name
    ]);
  });

  test('what it is counts, not what it is called', async () => {
    assert.equal((await send(await halves(60, 40).png().toBuffer(), { type: 'text/plain' })).status, 303);
    const not = async (words: string | Buffer) => {
      const page = await send(Buffer.from(words as string, 'latin1'));
      assert.equal(page.status, 415, String(words).slice(0, 20));
      assert.match(page.html, /The file is not a JPEG, PNG or WebP picture/);
      assert.match(page.html, /value="Ella on a swing"/, 'what was typed is still there');
    };
    await not('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    await not('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>');
    await not('<!doctype html><p>hello');
    await not('GIF89a\x01\x00\x01\x00\x00\x00\x00;');
    await not('PK\x03\x04 a zip that is called a picture');
    await not('A,B\n1,2\n');
    assert.equal((await stored()).length, 1, 'the picture that was there is still there');
  });

  test('nothing, half of a picture, too large a file and too many points are refused in words, and nothing is kept', async () => {
    const refused = async (answer: ReturnType<typeof send>, status: number, words: RegExp) => {
      const page = await answer;
      assert.equal(page.status, status);
      assert.match(page.html, words);
      assert.match(page.html, /<title>\s*Error: /);
      assert.deepEqual(await stored(), []);
    };
    await refused(send(Buffer.alloc(0)), 400, /The file is empty/);
    const large = await halves(600, 400).jpeg().toBuffer();
    await refused(send(large.subarray(0, large.length / 2)), 400, /This picture cannot be read/);
    await refused(send(Buffer.concat([plain, Buffer.alloc(9 * MB)])), 413, /The file is larger than 8 MB/);
    await refused(send(bombPng()), 400, /too many pixels/);
    await refused(send(plain, { shows: '' }), 400, /Say what can be seen in the picture/);
    await refused(send(plain, { shows: 'x'.repeat(201) }), 400, /Shorten this to 200 characters/);
    const none = new FormData();
    none.append('shows', 'Ella');
    none.append('picture', new Blob([]), '');
    await refused(nia.postFiles(at(), none), 400, /Choose a picture/);
    assert.equal((await send(Buffer.concat([plain, Buffer.alloc(7 * MB)]))).status, 303, 'below the limit');
  });

  test('two at once: both are answered, and one picture is there whole', async () => {
    const other = await halves(30, 20).png().toBuffer();
    const answers = await Promise.all([send(plain, { shows: 'one' }), send(other, { shows: 'two' })]);
    assert.deepEqual(
      answers.map((each) => each.status),
      [303, 303],
    );
    const [kept, ...more] = await stored();
    assert.equal(more.length, 0);
    const size = sizeOfBarePicture(kept?.bytes ?? new Uint8Array());
    assert.deepEqual(size, kept?.shows === 'one' ? { width: 60, height: 40 } : { width: 30, height: 20 });
  });

  test('the child puts their own picture there and takes it away', async () => {
    assert.match((await ella.get('/children/ella/all-about-me')).html, /Add a picture of you/);
    assert.equal((await send(plain, { by: ella, shows: 'Me' })).status, 303);
    assert.equal((await stored())[0]?.by, 'w_ella');
    assert.equal((await look(ella)).status, 200);
    assert.equal((await ella.post(`${at()}/remove`, {})).status, 303);
    assert.deepEqual(await stored(), []);
    assert.equal((await look(ella)).status, 404);
    assert.equal((await ella.get('/children/ella/profile/edit')).status, 403, 'and writes nothing else');
    assert.equal((await send(plain, { by: ella, child: 'sealed' })).status, 404);
  });

  test('nobody without a tie, of another authority, of a provider or of another role sees, adds or removes it', async () => {
    await send(plain);
    const refusals = { w_none: 404, w_south: 404, w_raj: 403, w_parent: 403 };
    for (const [actor, status] of Object.entries(refusals)) {
      const visitor = await server.actAs(actor);
      await visitor.get('/account');
      assert.equal((await look(visitor)).status, status, actor);
      assert.equal((await visitor.get(at())).status, status, actor);
      assert.equal((await send(plain, { by: visitor })).status, status, actor);
      assert.equal((await visitor.post(`${at()}/remove`, {})).status, status, actor);
    }
    const iro = await server.actAs('w_iro');
    await iro.get('/account');
    assert.equal((await look(iro)).status, 200, 'reads it');
    assert.equal((await send(plain, { by: iro })).status, 403, 'and does not change it');
    assert.equal((await stored()).length, 1);
    for (const actor of ['w_raj', 'w_south', 'w_none', 'w_parent']) {
      const found = await open().asActor(actor, (tx) => rows(tx, sql`select 1 from child_picture`));
      assert.deepEqual(found, [], `${actor} in SQL`);
    }
  });

  test('a session that has ended and a token that is wrong add nothing', async () => {
    const visitor = await server.actAs('w_nia');
    await visitor.get('/account');
    const session = /homeward-session=([^;]+)/.exec(visitor.cookies())?.[1] ?? '';
    visitor.setCookie('homeward-session', '');
    const out = await send(plain, { by: visitor });
    assert.deepEqual([out.status, out.location], [303, `/sign-in?next=${encodeURIComponent(at())}`]);
    visitor.setCookie('homeward-session', session);
    visitor.setCookie('_csrf', '');
    assert.equal((await send(plain, { by: visitor })).status, 403);
    assert.deepEqual(await stored(), []);
  });

  test('a sealed record keeps its picture to the people who are named', async () => {
    assert.equal((await send(plain, { child: 'sealed' })).status, 303);
    await system(async (tx) => {
      const key = { organisation_id: 'north', child_id: 'sealed', by: 'w_governance' };
      await insertAll(tx, 'record_sealed', [{ ...key, why: 'police or court' }]);
      await insertAll(tx, 'record_named', [{ ...key, actor_id: 'w_named' }]);
    });
    for (const status of [(await look(nia, 'sealed')).status, (await send(plain, { child: 'sealed' })).status]) {
      assert.equal(status, 404);
    }
    assert.equal((await look(await server.actAs('w_named'), 'sealed')).status, 200);
  });

  test('where a child’s whereabouts are hidden, only the people named on the address and the child see it', async () => {
    await system(async (tx) => {
      await insertAll(tx, 'child_address', [
        { organisation_id: 'north', child_id: 'hidden', kind: 'family home', area: 'Canaryton', postcode: 'QV9 9ZZ' },
      ]);
      await insertAll(tx, 'actor', [{ organisation_id: 'north', id: 'w_self', name: 'Ella', role: 'child' }]);
      await allocate(tx, 'north', 'w_self', ['hidden'], 'self');
    });
    assert.equal((await send(plain, { child: 'hidden' })).status, 303);
    await system(async (tx) => {
      await sql`update child_address set confidential = true where child_id = 'hidden'`.execute(tx);
      await sql`delete from address_named where actor_id <> 'w_nia'`.execute(tx);
      await sql`insert into address_named (organisation_id, address_id, actor_id, by)
        select organisation_id, id, 'w_nia', 'system' from confidential_address on conflict do nothing`.execute(tx);
    });
    const iro = await server.actAs('w_iro');
    assert.equal((await look(iro, 'hidden')).status, 404);
    assert.doesNotMatch((await iro.get('/children/hidden/all-about-me')).html, /<img/);
    assert.equal((await look(nia, 'hidden')).status, 200);
    assert.equal((await look(await server.actAs('w_self'), 'hidden')).status, 200);
    // Whoever hands over everything held and is not named says that it is left out, and who can add it.
    const governance = await server.actAs('w_governance');
    await governance.get('/account');
    const asked = { by: 'Ella herself', 'asked-day': '1', 'asked-month': '11', 'asked-year': '2025' };
    const leaves = (actor: string) =>
      open().asActor(actor, (tx) => rows<{ out: boolean }>(tx, sql`select app.leaves_picture_out('hidden') as out`));
    assert.deepEqual(await leaves('w_governance'), [{ out: false }], 'not before a request is open');
    const { location } = await governance.post('/children/hidden/requests/new', asked);
    const request = (await governance.get(`${location}`)).html;
    assert.match(request, /The picture of Ella is left out of the pack/);
    assert.match(request, /The people named on the protected address can add it/);
    assert.match(request, /Your picture: left out/);
    const pack = (await governance.get(`${location}/pack`)).html;
    assert.match(pack, /There is a picture of you\. It is not in this pack/);
    assert.match(pack, /The people who are named on what is protected can add it/);
    for (const html of [request, pack]) assert.doesNotMatch(html, /Canaryton|QV9 9ZZ|<img/);
    for (const actor of ['w_nia', 'w_iro', 'w_none', 'w_south', 'w_raj', 'nobody']) {
      assert.deepEqual(await leaves(actor), [{ out: false }], actor);
    }
    await system((tx) =>
      sql`insert into address_named (organisation_id, address_id, actor_id, by)
        select organisation_id, id, 'w_governance', 'system' from confidential_address`.execute(tx),
    );
    const named = (await governance.get(`${location}/pack`)).html;
    assert.match(named, /src="data:image\/jpeg;base64,/);
    assert.doesNotMatch(named, /not in this pack/);
    await system((tx) => sql`delete from address_named`.execute(tx));
    assert.equal((await look(nia, 'hidden')).status, 404);
    const page = await nia.get(at('hidden'));
    assert.equal(page.status, 404);
    assert.match(page.html, /Where this child lives is protected/);
    assert.equal((await send(plain, { child: 'hidden' })).status, 404);
  });

  test('it is in the pack of everything held, as a page and as a file, and goes with the record', async () => {
    await send(plain, { shows: 'Ella with a kite' });
    const governance = await server.actAs('w_governance');
    await governance.get('/account');
    assert.equal((await look(governance)).status, 404, 'not before a request is open');
    const asked = { by: 'Ella herself', 'asked-day': '1', 'asked-month': '11', 'asked-year': '2025' };
    const { location } = await governance.post('/children/ella/requests/new', asked);
    const pack = await governance.get(`${location}/pack`);
    const [, inPage = ''] = /src="data:image\/jpeg;base64,([^"]+)" alt="Ella with a kite"/.exec(pack.html) ?? [];
    assert.ok(Buffer.from(inPage, 'base64').equals(Buffer.from((await stored())[0]?.bytes ?? [])));
    const pdf = await fetch(`${server.url}${location}/pack.pdf`, { headers: { cookie: governance.cookies() } });
    const bytes = Buffer.from(await pdf.arrayBuffer());
    assert.ok(bytes.includes(Buffer.from((await stored())[0]?.bytes ?? [])), 'the very picture is in the file');
    assert.ok(bytes.includes('/S /Figure'));
    assert.doesNotMatch((await governance.get(`${location}`)).html, /left out of the pack/);

    assert.equal((await send(plain, { child: 'gone' })).status, 303);
    await system(async (tx) => {
      await sql`delete from child_identity where child_id = 'gone'`.execute(tx);
      await sql`delete from child where id = 'gone'`.execute(tx);
      assert.deepEqual(await rows(tx, sql`select 1 from child_picture where child_id = 'gone'`), []);
    });
  });

  test('what the server makes of it is upright and small', async () => {
    assert.equal((await send(jpegWithSecrets(await halves(3000, 2000).jpeg().toBuffer(), 6))).status, 303);
    const seen = Buffer.from(await (await look(nia)).arrayBuffer());
    assert.deepEqual(sizeOfBarePicture(seen), { width: 800, height: 1200 });
    assert.equal(await colourAt(seen, 400, 10), 'red');
    assert.equal(await colourAt(seen, 400, 1190), 'blue');
  });
});
