import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { child, ended, episode, kept, returnFiles, textFile } from '../../test/returns.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { date, Refusal } from '../kernel/index.ts';
import type { ReturnFile } from '../ssda903/index.ts';
import { type ImportedReturn, importReturns } from './index.ts';

onEachDatabase('importing returns', (open) => {
  /** A new authority for every test, so that tests on one database do not meet. */
  let authority = '';
  let number = 0;
  beforeEach(() => {
    number += 1;
    authority = `E0900${String(number).padStart(4, '0')}`;
  });
  const imported = async (files: readonly ReturnFile[], code = authority): Promise<ImportedReturn> => {
    const [one] = await importReturns(open(), { returns: [files], authority: code });
    assert.ok(one);
    return one;
  };
  const counts = (one: ImportedReturn) => {
    assert.equal(one.is, 'imported', JSON.stringify(one));
    assert.ok(one.is === 'imported');
    return one.counts;
  };
  const mine = async (code = authority) => {
    const all = await kept(open());
    const ours = (name: string) => (all[name] ?? []).filter((row) => row.code === code);
    return { children: ours('child'), episodes: ours('episode'), stays: ours('stay'), homes: all.home ?? [] };
  };
  /** Ofsted numbers of this test’s own. */
  const urn = (n: number) => String(1_000_000 + number * 100 + n);

  const twoChildren = () =>
    returnFiles(2025, {
      Header: [child('104'), child('105', { SEX: 'male', UPN: 'A123456789012' })],
      UASC: [{ CHILD: '105', SEX: 'male', DOB: date('2012-05-06'), DUC: null }],
      Episodes: [
        episode('104', '2024-05-01', { URN: urn(1), ...ended('2024-08-01') }),
        episode('104', '2024-08-01', { RNE: 'P', URN: urn(2), PLACE_PROVIDER: 'PR1' }),
        episode('105', '2024-06-01', { PLACE: 'U6', URN: urn(3) }),
      ],
    });

  test('gives children, episodes, homes and stays, and counts them', async () => {
    const { children, episodes, homes, moves } = counts(await imported(twoChildren()));
    assert.deepEqual({ children, episodes, homes, moves }, { children: 2, episodes: 3, homes: 2, moves: 1 });
    const now = await mine();
    assert.deepEqual(
      now.children.map((one) => [one.return_id, one.sex, one.born, one.unaccompanied, one.upn, one.postcode, one.lat]),
      [
        ['104', 'female', '2012-05-06', false, 'UN1', 'QX1 1AA', null],
        ['105', 'male', '2012-05-06', true, 'A123456789012', 'QX1 1AA', null],
      ],
    );
    assert.deepEqual(
      now.stays.map((one) => [one.return_id, one.urn, one.started, one.ended, one.reason]),
      [
        ['104', urn(1), '2024-05-01', '2024-08-01', 'CARPL'],
        ['104', urn(2), '2024-08-01', null, null],
      ],
    );
    const homesNow = now.homes.filter((home) => home.urn === urn(1) || home.urn === urn(2) || home.urn === urn(3));
    assert.deepEqual(
      homesNow.map((home) => [home.urn, home.name, home.kind, home.sector, home.organisation, home.found]),
      [
        [urn(1), `Children’s home ${urn(1)}`, 'residential', 'private', 'provider', true],
        [urn(2), `Children’s home ${urn(2)}`, 'residential', 'authority', 'authority', true],
      ],
    );
    const events = await open().asSystem((tx) =>
      rows<{ kind: string }>(
        tx,
        sql`select e.kind from event e join organisation o on o.id = e.organisation_id
        where o.code = ${authority}`,
      ),
    );
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['return.imported'],
    );
  });

  test('a second import of the same files changes nothing and says when the first was', async () => {
    await imported(twoChildren());
    const before = await kept(open());
    const again = await imported(twoChildren());
    assert.equal(again.is, 'already imported');
    assert.deepEqual(await kept(open()), before);
  });

  test('the same rows in other files change nothing either', async () => {
    await imported(twoChildren());
    const before = await kept(open());
    const renamed = twoChildren().map((file) => ({ ...file, name: `903_${file.name}` }));
    const again = counts(await imported(renamed));
    assert.deepEqual([again.newEpisodes, again.changedEpisodes, again.newHomes], [0, 0, 0]);
    assert.deepEqual(await kept(open()), before);
  });

  const year2024 = () =>
    returnFiles(2024, {
      Header: [child('1', { ETHNIC: 'MOTH', UPN: 'UN1' }), child('2'), child('3')],
      Episodes: [
        episode('1', '2023-05-01', { URN: urn(1) }),
        episode('2', '2023-06-01', { URN: urn(2), HOME_POST: 'QX8 8AA' }),
        episode('3', '2023-06-01', { URN: urn(2) }),
      ],
    });
  const year2025 = () =>
    returnFiles(2025, {
      Header: [child('1', { ETHNIC: 'WBRI', UPN: null }), child('2')],
      Episodes: [
        episode('1', '2023-05-01', { URN: urn(1), ...ended('2024-09-01') }),
        episode('1', '2024-09-01', { RNE: 'P', URN: urn(3), HOME_POST: 'QX9 9ZZ' }),
        episode('2', '2023-06-01', { URN: urn(2), HOME_POST: 'QX8 8AA', ...ended('2024-12-24', 'E4A') }),
      ],
    });

  test('a later year updates: moves, endings, who a child is, and who is not there any more', async () => {
    await imported(year2024());
    const later = await imported(year2025());
    assert.equal(counts(later).notInNextReturn, 1);
    const now = await mine();
    assert.deepEqual(
      now.stays.map((one) => [one.return_id, one.urn, one.started, one.ended, one.reason]),
      [
        ['1', urn(1), '2023-05-01', '2024-09-01', 'CARPL'],
        ['1', urn(3), '2024-09-01', null, null],
        ['2', urn(2), '2023-06-01', '2024-12-24', 'E4A'],
        ['3', urn(2), '2023-06-01', '2024-03-31', 'not in the next return'],
      ],
    );
    const [one] = now.children;
    assert.deepEqual([one?.ethnicity, one?.upn, one?.postcode], ['WBRI', 'UN1', 'QX9 9ZZ']); // a blank takes nothing away
  });

  test('years may come in any order', async () => {
    await imported(year2024());
    await imported(year2025());
    const forwards = await mine();
    const other = `${authority}X`;
    await imported(year2025(), other);
    const earlier = await imported(year2024(), other);
    assert.equal(counts(earlier).notInNextReturn, 1);
    const backwards = await mine(other);
    const plain = (list: Record<string, unknown>[]) => list.map(({ code: _, ...row }) => row);
    assert.deepEqual(plain(backwards.children), plain(forwards.children));
    assert.deepEqual(plain(backwards.episodes), plain(forwards.episodes));
    assert.deepEqual(plain(backwards.stays), plain(forwards.stays));
  });

  test('a corrected return of the same year takes the place of the first', async () => {
    await imported(year2024());
    const corrected = returnFiles(2024, {
      Header: [child('1'), child('2'), child('3')],
      Episodes: [
        episode('1', '2023-05-02', { URN: urn(1) }),
        episode('2', '2023-06-01', { URN: urn(2) }),
        episode('3', '2023-06-01', { URN: urn(2) }),
      ],
    });
    const done = counts(await imported(corrected));
    assert.deepEqual([done.newEpisodes, done.withdrawnEpisodes], [1, 1]);
    const now = await mine();
    assert.deepEqual(
      now.stays.map((one) => one.started),
      ['2023-05-02', '2023-06-01', '2023-06-01'],
    );
    counts(await imported(year2024())); // the first once more: it is not the last import of its year, so it counts again
    assert.equal((await mine()).stays[0]?.started, '2023-05-01');
  });

  test('a wrong last row keeps everything out, also of the returns before it', async () => {
    const before = await kept(open());
    const broken = returnFiles(
      2025,
      { Header: [child('9')], Episodes: [episode('9', '2024-05-01', { URN: urn(1) }), episode('9', '2024-06-01')] },
      (name, text) => (name.startsWith('episodes') ? text.replace('01/06/2024', '31/06/2024') : text),
    );
    const done = await importReturns(open(), { returns: [twoChildren(), broken], authority });
    assert.deepEqual(
      done.map(({ is }) => is),
      ['imported', 'stopped'],
    );
    const stopped = done[1];
    assert.ok(stopped?.is === 'stopped');
    assert.deepEqual(
      stopped.problems.map(({ file, line, column, value }) => [file, line, column, value]),
      [['episodes.csv', 3, 'DECOM', '31/06/2024']],
    );
    assert.deepEqual(await kept(open()), before);
    const found = await open().asSystem((tx) => rows(tx, sql`select id from organisation where code = ${authority}`));
    assert.deepEqual(found, []);
  });

  test('an episode of a child whom no header names stops the import; one known from an earlier year does not', async () => {
    const lone = (id: string, from: string) =>
      returnFiles(2025, { Header: [child('1')], Episodes: [episode('1', '2024-05-01'), episode(id, from)] });
    const stopped = await imported(lone('77', '2024-06-01'));
    assert.ok(stopped.is === 'stopped');
    assert.deepEqual(
      stopped.problems.map(({ line, column, value, stops }) => [line, column, value, stops]),
      [[3, 'CHILD', '77', true]],
    );
    await imported(returnFiles(2024, { Header: [child('77')], Episodes: [episode('77', '2023-06-01')] }));
    assert.equal(counts(await imported(lone('77', '2024-06-01'))).episodes, 2);
  });

  test('a child or an episode that stands twice counts once, with a notice', async () => {
    const one = await imported(
      returnFiles(2025, {
        Header: [child('1', { ETHNIC: 'MOTH' }), child('1', { ETHNIC: 'WBRI' })],
        Episodes: [episode('1', '2024-05-01', { URN: urn(1) }), episode('1', '2024-05-01', { URN: urn(2) })],
      }),
    );
    assert.deepEqual([counts(one).children, counts(one).episodes], [1, 1]);
    assert.ok(one.is === 'imported');
    assert.deepEqual(
      one.problems.map(({ file, line }) => [file, line]),
      [
        ['episodes.csv', 2],
        ['header.csv', 2],
      ],
    );
    const now = await mine();
    assert.deepEqual([now.children[0]?.ethnicity, now.stays[0]?.urn], ['WBRI', urn(2)]);
  });

  test('foster homes, numbers that are none, and homes that nobody is said to run are no homes', async () => {
    const one = await imported(
      returnFiles(2025, {
        Header: ['1', '2', '3', '4', '5'].map((id) => child(id)),
        Episodes: [
          episode('1', '2024-05-01', { PLACE: 'U4', URN: urn(1) }),
          episode('2', '2024-05-01', { URN: 'XXXXXXX' }),
          episode('3', '2024-05-01', { URN: urn(2), PLACE_PROVIDER: 'PR0' }),
          episode('4', '2024-05-01', { URN: urn(3), PLACE: 'H5', PLACE_PROVIDER: 'PR5' }),
          episode('5', '2024-05-01', { URN: urn(4), PLACE: 'K1', PLACE_PROVIDER: 'PR2' }),
        ],
      }),
    );
    assert.deepEqual([counts(one).homes, counts(one).homesUnclear], [2, 1]);
    const found = (await mine()).homes.filter(({ urn: its }) => [1, 2, 3, 4].map(urn).includes(String(its)));
    assert.deepEqual(
      found.map((home) => [home.urn, home.kind, home.sector]),
      [
        [urn(3), 'supported', 'voluntary'],
        [urn(4), 'secure', 'authority'],
      ],
    );
  });

  test('the Ofsted list gives names, the postcode file gives points', async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'provider_listing', [
        { urn: urn(1), name: 'Heron House', provider: 'Fenland Homes', sector: 'Private' },
      ]);
      await insertAll(tx, 'postcode', [{ postcode: 'QX1 1AA', lat: 53.5, long: -2.25 }], 'on conflict do nothing');
    });
    await imported(
      returnFiles(2025, { Header: [child('1')], Episodes: [episode('1', '2024-05-01', { URN: urn(1) })] }),
    );
    const now = await mine();
    const home = now.homes.find((one) => one.urn === urn(1));
    assert.deepEqual([home?.name, home?.provider, home?.postcode], ['Heron House', 'Fenland Homes', 'QX2 2BB']);
    assert.equal(now.children[0]?.lat, 53.5);
    await open().asSystem((tx) => sql`delete from postcode`.execute(tx));
  });

  test('a home that is here already is used as it stands', async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: `own_${number}`, kind: 'provider', name: `Own ${number}` }]);
      await insertAll(tx, 'home', [
        {
          organisation_id: `own_${number}`,
          id: 'h',
          name: 'Beech Lodge',
          kind: 'residential',
          sector: 'private',
          urn: urn(1),
        },
      ]);
    });
    const one = await imported(
      returnFiles(2025, {
        Header: [child('1')],
        Episodes: [episode('1', '2024-05-01', { URN: urn(1), PLACE_PROVIDER: null })],
      }),
    );
    assert.deepEqual([counts(one).homes, counts(one).newHomes], [1, 0]);
    const homes = (await mine()).homes.filter((home) => home.urn === urn(1));
    assert.deepEqual(
      homes.map(({ name }) => name),
      ['Beech Lodge'],
    );
  });

  test('what was recorded here stands: the return adds only its end, and no second stay', async () => {
    await imported(
      returnFiles(2024, { Header: [child('1')], Episodes: [episode('1', '2023-05-01', { PLACE: 'P1', URN: null })] }),
    );
    await open().asSystem(async (tx) => {
      const [found] = await rows<{ id: string; organisation_id: string }>(
        tx,
        sql`select c.id, c.organisation_id from child c
        join organisation o on o.id = c.organisation_id where o.code = ${authority}`,
      );
      await insertAll(tx, 'organisation', [{ id: `own_${number}`, kind: 'provider', name: `Own ${number}` }]);
      await insertAll(tx, 'home', [
        {
          organisation_id: `own_${number}`,
          id: 'h',
          name: 'Beech Lodge',
          kind: 'residential',
          sector: 'private',
          urn: urn(1),
        },
      ]);
      await insertAll(tx, 'placement', [
        {
          organisation_id: found?.organisation_id,
          id: 'recorded',
          child_id: found?.id,
          home_organisation_id: `own_${number}`,
          home_id: 'h',
          started: '2024-05-03',
        },
      ]);
    });
    await imported(
      returnFiles(2025, {
        Header: [child('1')],
        Episodes: [
          episode('1', '2023-05-01', { PLACE: 'P1', URN: null, ...ended('2024-05-01') }),
          episode('1', '2024-05-01', { RNE: 'P', URN: urn(1), ...ended('2024-11-01') }),
          episode('1', '2024-11-01', { RNE: 'P', URN: urn(2) }),
        ],
      }),
    );
    assert.deepEqual(
      (await mine()).stays.map((one) => [one.urn, one.started, one.ended]),
      [
        [urn(1), '2024-05-03', '2024-11-01'],
        [urn(2), '2024-11-01', null],
      ],
    );
  });

  test('two authorities with the same CHILD do not mix, and neither sees the other’s', async () => {
    const other = `${authority}X`;
    await imported(twoChildren());
    await imported(
      returnFiles(2025, { Header: [child('104', { SEX: 'male' })], Episodes: [episode('104', '2024-07-01')] }),
      other,
    );
    assert.deepEqual(
      (await mine()).children.map((one) => one.sex),
      ['female', 'male'],
    );
    assert.deepEqual(
      (await mine(other)).children.map((one) => one.sex),
      ['male'],
    );
    const officers = await open().asSystem((tx) =>
      rows<{ id: string }>(
        tx,
        sql`insert into actor (organisation_id, id, name, role)
        select id, 'officer_' || code, 'Data officer', 'data-officer' from organisation
        where code in (${authority}, ${other}) order by code returning id`,
      ),
    );
    const seen: number[][] = [];
    for (const { id } of officers) {
      const row = await open().asActor(id, async (tx) => {
        const tables = ['child', 'child_identity', 'child_address', 'episode', 'placement', 'return_import'];
        const found = await Promise.all(
          tables.map(async (table) => (await rows(tx, sql`select organisation_id from ${sql.table(table)}`)).length),
        );
        return found;
      });
      seen.push(row);
    }
    assert.deepEqual(seen, [
      [2, 2, 2, 3, 2, 1],
      [1, 1, 1, 1, 1, 1],
    ]);
  });

  test('sex as 1 and 2 or as F and M, dates either way round, and XML give the same', async () => {
    const iso = (name: string, text: string) =>
      name === 'header.csv'
        ? text.replace(',2,', ',F,').replace('06/05/2012', '2012-05-06')
        : text
            .replaceAll('01/05/2023', '2023-05-01')
            .toLowerCase()
            .replace(/^.*/, (first) => first);
    const tables = { Header: [child('1', { UPN: 'UN1' })], Episodes: [episode('1', '2023-05-01', { URN: urn(1) })] };
    const xml = `<?xml version="1.0"?><EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><SEX>2</SEX><DOB>2012-05-06</DOB>
      <ETHNIC>WBRI</ETHNIC><UPN>UN1</UPN></HEADER><EPISODE><DECOM>2023-05-01</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN>
      <PL>K2</PL><PLACE_PROVIDER>PR4</PLACE_PROVIDER><HOME_POST>QX1 1AA</HOME_POST><PL_POST>QX2 2BB</PL_POST>
      <URN>${urn(1)}</URN></EPISODE></CHILD></EXPSSDA903>`;
    const ways = [returnFiles(2024, tables), returnFiles(2024, tables, iso), [textFile('return.xml', xml)]];
    const seen: unknown[] = [];
    for (const [at, files] of ways.entries()) {
      const code = `${authority}W${at}`;
      counts(await imported(files, code));
      const { children, episodes, stays } = await mine(code);
      seen.push([children, episodes, stays].map((list) => list.map(({ code: _, ...row }) => row)));
    }
    assert.deepEqual(seen[1], seen[0]);
    assert.deepEqual(seen[2], seen[0]);
  });

  test('a return without any episode asks for its year', async () => {
    const files = returnFiles(2025, { Header: [child('1')], Episodes: [] });
    await assert.rejects(imported(files), (error) => error instanceof Refusal && /--year/.test(error.message));
    const [one] = await importReturns(open(), { returns: [files], authority, year: 2025 });
    assert.equal(one?.is, 'imported');
  });
});
