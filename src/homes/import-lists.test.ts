import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { sourceOf } from '../../test/import-source.ts';
import { first, insertAll, rows, sql } from '../db/index.ts';
import { importPostcodes } from './import-postcodes.ts';
import { gradeOf, importProviders } from './import-providers.ts';
import { listedColumns, listedProviders } from './listed-providers.ts';

// The header rows of real editions, with the columns that are not read left in.
const MAY_2018 =
  'pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,ctry,rgn,lat,long,imd';
const MAY_2025 =
  'pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty25cd,ced25cd,lad25cd,wd25cd,ctry25cd,lat,long,imd20ind';

const old = (pcds: string, county: string, district: string, lat: string, long: string, ended = '') =>
  `"${pcds}","${pcds}","${pcds}","198001","${ended}","${county}","","${district}",,,"0",,,"1",,,"E92000001","E12000002",${lat},${long},"5"`;
const since = (pcds: string, county: string, district: string, lat: string, long: string) =>
  `${pcds},${pcds},${pcds},200006,,0,366033,564878,1,E00139875,${county},E99999999,${district},E05016114,E92000001,${lat},${long},1`;

onEachDatabase('postcodes and providers', (open) => {
  const postcodes = (text: string | Uint8Array) =>
    open().asSystem((tx) => importPostcodes(tx, sourceOf(text, 'postcodes.csv', 4096)));
  const providers = (text: string | Uint8Array) =>
    open().asSystem((tx) => importProviders(tx, sourceOf(text, 'ofsted.csv', 4096)));
  const all = (query: ReturnType<typeof sql>) => open().asSystem((tx) => rows(tx, query));
  const one = (query: ReturnType<typeof sql>) => open().asSystem((tx) => first(tx, query));

  beforeEach(() =>
    open().asSystem(async (tx) => {
      for (const table of ['postcode', 'provider_listing', 'home', 'profile_finished', 'child', 'organisation']) {
        await sql`delete from ${sql.table(table)}`.execute(tx);
      }
    }),
  );

  test('an edition up to 2024: county over district, ended postcodes kept, those without a point left out', async () => {
    const text = [
      MAY_2018,
      old('M1 1AE', 'E99999999', 'E08000003', '53.477', '-2.235'),
      old('LA1 1AA', 'E10000017', 'E07000121', '54.05', '-2.8', '199606'),
      old('JE2 3AB', 'J99999999', 'J99999999', '99.999999', '0.000000'),
      old('NPT 1AA', '', 'W06000022', '51.58', '-2.99', '199606'),
    ].join('\r\n');
    const done = await postcodes(`\ufeff${text}\r\n`);
    assert.deepEqual(done, { read: 4, changed: 2, withoutPoint: 1, oldForms: 1, placed: 0 });
    assert.deepEqual(await all(sql`select postcode, lat, long, authority_code from postcode order by postcode`), [
      { postcode: 'LA1 1AA', lat: 54.05, long: -2.8, authority_code: 'E10000017' },
      { postcode: 'M1 1AE', lat: 53.477, long: -2.235, authority_code: 'E08000003' },
    ]);
  });

  test('an edition since 2025 updates; the same file again changes nothing', async () => {
    await postcodes(`${MAY_2018}\n${old('M1 1AE', 'E99999999', 'E08000003', '53.4', '-2.2')}\n`);
    const text = `${MAY_2025}\n${since('M1 1AE', 'E99999999', 'E08000003', '53.477', '-2.235')}\n${since('CA8 7JG', 'E10000006', 'E07000028', '54.97', '-2.5')}\n`;
    assert.equal((await postcodes(text)).changed, 2);
    assert.equal((await postcodes(text)).changed, 0);
    assert.deepEqual(await one(sql`select lat from postcode where postcode = 'M1 1AE'`), { lat: 53.477 });
  });

  test('addresses that lacked a point get it, a finished profile’s places too; a point that is there stays', async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'c', sex: 'male' }]);
      await insertAll(tx, 'child_address', [
        { organisation_id: 'north', child_id: 'c', kind: 'family home', postcode: 'M1 1AE' },
      ]);
      await insertAll(
        tx,
        'home',
        ['a', 'b'].map((id) => ({ organisation_id: 'north', id, name: id, kind: 'fostering', sector: 'authority' })),
      );
      await insertAll(tx, 'home_address', [
        { organisation_id: 'north', home_id: 'a', postcode: 'M1 1AE', lat: null },
        { organisation_id: 'north', home_id: 'b', postcode: 'M1 1AE', lat: 1 },
      ]);
      await insertAll(tx, 'profile', [
        { organisation_id: 'north', id: 'p', child_id: 'c', number: 1, started_by: 'x' },
      ]);
      await insertAll(tx, 'profile_place', [
        { organisation_id: 'north', id: 's', profile_id: 'p', kind: 'school', postcode: 'M1 1AE' },
      ]);
      await insertAll(tx, 'profile_finished', [{ organisation_id: 'north', profile_id: 'p', by: 'x' }]);
    });
    const done = await postcodes(`${MAY_2018}\n${old('M1 1AE', '', 'E08000003', '53.477', '-2.235')}\n`);
    assert.equal(done.placed, 3);
    assert.deepEqual(await all(sql`select home_id, lat, authority_code from home_address order by home_id`), [
      { home_id: 'a', lat: 53.477, authority_code: 'E08000003' },
      { home_id: 'b', lat: 1, authority_code: null },
    ]);
    assert.deepEqual(await one(sql`select lat from child_address`), { lat: 53.477 });
    assert.deepEqual(await one(sql`select lat from profile_place`), { lat: 53.477 });
    await assert.rejects(
      open().asSystem((tx) => sql`update profile_place set name = 'other'`.execute(tx)),
      /finished profile/,
    );
  });

  test('many rows go in batches, and a problem in the last row keeps nothing of the first', async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => {
      const code = `M${1 + (i % 20)} ${Math.floor(i / 20) % 10}${String.fromCharCode(65 + (Math.floor(i / 200) % 26))}${String.fromCharCode(65 + Math.floor(i / 5_200))}`;
      return since(code, 'E99999999', 'E08000003', '53.4', '-2.2');
    });
    const bad = since('M1 1AE', 'E99999999', 'E08000003', '-2.2', '53.4');
    await assert.rejects(postcodes([MAY_2025, ...many, bad].join('\n')), (error: Error) => {
      assert.match(error.message, /^Nothing was imported: postcodes\.csv has 2 problems\./);
      assert.match(error.message, /line 12002, lat: found “-2.2”; expected degrees north in the United Kingdom/);
      return true;
    });
    assert.equal(await one(sql`select 1 from postcode`), null);
    assert.equal((await postcodes([MAY_2025, ...many].join('\n'))).changed, 12_000);
  });

  test('a postcode file that cannot be read says why', async () => {
    const row = since('M1 1AE', 'E99999999', 'E08000003', '53.4', '-2.2');
    await assert.rejects(postcodes('a,b\n1,2\n'), /missing: pcds, lat, long, oslaua or lad25cd/);
    await assert.rejects(postcodes(`${MAY_2025}\n${row}\nM2 1AE,M2`), /line 3: expected 18 cells/);
    await assert.rejects(
      postcodes(`${MAY_2025}\n${row.replaceAll('M1 1AE', 'Manchester')}`),
      /pcds: found “Manchester”; expected a postcode/,
    );
    await assert.rejects(postcodes(`${MAY_2025}\n${row.replaceAll('M1 1AE', '=A1')}`), /expected a postcode/);
    await assert.rejects(postcodes(Buffer.from([0xff, 0xfe, 0x61, 0x00])), /UTF-16/);
  });

  const LIST =
    'Web link,URN,Provision type,Registration status,Name,Postcode,Local authority,Sector,Places,Organisation which owns the provider,Event type,Inspection date,Publication date,Overall experiences and progress of children and young people';
  const home = (number: string, name: string, inspected: string, grade: string) =>
    `link,${number},Children's home,Active,${name},REDACTED,Durham,Private,4,"Rowan Care, Limited",Full inspection,${inspected},14/08/2025,${grade}`;

  test('an Ofsted list is kept as of each provider’s latest inspection, and grades the homes with its numbers', async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'o', kind: 'provider', name: 'O' }]);
      const made = { organisation_id: 'o', kind: 'residential', sector: 'private' };
      await insertAll(tx, 'home', [
        { ...made, id: '1', name: 'Children’s home SC100001', urn: 'SC100001', grade: null, graded_on: null },
        { ...made, id: '2', name: 'Known by name', urn: '1000002', grade: 'inadequate', graded_on: '2026-01-01' },
        { ...made, id: '3', name: 'Other', urn: '1000003', grade: null, graded_on: null },
      ]);
    });
    const text = [
      LIST,
      home('SC100001', 'Fern House', '01/08/2025', 'Requires improvement to be good'),
      home('SC100001', 'Fern House', '01/08/2024', 'Good'),
      home('1000002', 'REDACTED', '01/12/2025', 'Good'),
      home('1000009', 'NULL', '', ''),
    ].join('\n');
    const done = await providers(text);
    assert.deepEqual(done, { read: 4, providers: 3, changed: 3, homes: 1, notices: [] });
    assert.deepEqual(await all(sql`select id, name, grade, graded_on from home order by id`), [
      { id: '1', name: 'Fern House', grade: 'requires improvement', graded_on: '2025-08-01' },
      { id: '2', name: 'Known by name', grade: 'inadequate', graded_on: '2026-01-01' },
      { id: '3', name: 'Other', grade: null, graded_on: null },
    ]);
    assert.deepEqual(await one(sql`select * from provider_listing where urn = 'SC100001'`), {
      urn: 'SC100001',
      name: 'Fern House',
      provider: 'Rowan Care, Limited',
      kind: "Children's home",
      sector: 'Private',
      grade: 'requires improvement',
      inspected_on: '2025-08-01',
      places: 4,
      postcode: null,
      authority: 'Durham',
      status: 'Active',
      place_codes: null,
      provider_codes: null,
      registration_ended: null,
      authority_codes: [],
      told: [],
    });
    const again = await providers(text);
    assert.deepEqual([again.changed, again.homes], [0, 0]);
    const later = await providers(`${LIST}\n${home('SC100001', 'Fern House', '01/08/2026', 'Outstanding')}`);
    assert.deepEqual([later.changed, later.homes], [1, 1]);
    assert.deepEqual(
      [(await providers(text)).changed, (await providers(text)).homes],
      [0, 0],
      'an older list undoes nothing',
    );
  });

  test('codes of the return come from a list that tells them, and no other list takes them away', async () => {
    await providers(`${LIST}\n${home('1000002', 'Fern', '01/08/2025', 'Good')}`);
    assert.deepEqual(await open().asSystem(listedColumns), ['URN']);
    const coded = [
      'URN,PROVIDER_CODES,PLACE_CODES,POSTCODE,REG_END,LA_CODE_INFERRED',
      '1000002,PR4,"k1, K2",M1 1AE,,E08000003',
      '1000002,PR4,"k1, K2",M1 1AE,,E08000004',
      '1000003.0,,U4,,31/03/2024,',
      '1000004,?!,U4,,,',
    ].join('\n');
    const done = await providers(coded);
    assert.equal(done.changed, 3);
    assert.match(done.notices[0] ?? '', /line 5, provider_codes: found “\?!”; expected codes of the return/);
    const fern = { URN: '1000002', POSTCODE: 'M1 1AE', PLACE_CODES: 'K1,K2', PROVIDER_CODES: 'PR4', REG_END: null };
    const listed = async () =>
      (await open().asSystem((tx) => listedProviders(tx, ['1000002', '1000003', '1000004', '1000009']))).sort((a, b) =>
        String(a.URN) < String(b.URN) ? -1 : 1,
      );
    const all = [
      { ...fern, LA_CODE_INFERRED: 'E08000003' },
      { ...fern, LA_CODE_INFERRED: 'E08000004' },
      { URN: '1000003', PLACE_CODES: 'U4', PROVIDER_CODES: null, REG_END: '2024-03-31', LA_CODE_INFERRED: null },
      { URN: '1000004', PLACE_CODES: 'U4', REG_END: null, LA_CODE_INFERRED: null },
    ];
    assert.deepEqual(await listed(), all);
    assert.equal((await providers(coded)).changed, 0);
    // Ofsted's own list knows none of it, and the list with the codes knows no name: each keeps what is its own.
    await providers(`${LIST}\n${home('1000002', 'Fern House', '01/08/2026', 'Good')}`);
    assert.deepEqual(await listed(), all);
    await providers(coded);
    assert.deepEqual(await one(sql`select name, grade from provider_listing where urn = '1000002'`), {
      name: 'Fern House',
      grade: 'good',
    });
    assert.deepEqual(await open().asSystem(listedColumns), [
      'URN',
      'POSTCODE',
      'PLACE_CODES',
      'PROVIDER_CODES',
      'REG_END',
      'LA_CODE_INFERRED',
    ]);
    await providers('URN,PLACE_CODES\n1000003,\n');
    assert.deepEqual((await listed())[2], { ...all[2], PLACE_CODES: null });
  });

  test('other names and orders of columns are known; what cannot be read is a notice, a bad number stops', async () => {
    const done = await providers(
      'latest inspection date,Overall Effectiveness,urn,SETTING NAME,Provider Name,Number of places\n2025-05-05,2,1000002,Fern,Rowan Care,many\n',
    );
    assert.match(done.notices[0] ?? '', /line 2, places: found “many”; expected a whole number/);
    assert.deepEqual(await one(sql`select name, provider, grade, inspected_on, places from provider_listing`), {
      name: 'Fern',
      provider: 'Rowan Care',
      grade: 'good',
      inspected_on: '2025-05-05',
      places: null,
    });
    await assert.rejects(providers('urn,name\n=1+1,A\n'), /line 2, urn: found “=1\+1”; expected an Ofsted number/);
    await assert.rejects(
      providers('urn,name\n1000001,=cmd()\n'),
      /line 2, name: found “=cmd\(\)”; expected text that does not begin/,
    );
    await assert.rejects(providers('name\nA\n'), /missing: URN/);
    await assert.rejects(providers(''), /the file is empty/);
  });
});

test('the words and numbers of Ofsted’s judgements, and what is no grade', () => {
  const words = [
    'Outstanding',
    '2',
    'Requires improvement to be good',
    'Adequate',
    '4 - Inadequate',
    'Not yet inspected',
    'Consistently strong',
  ];
  assert.deepEqual(words.map(gradeOf), [
    'outstanding',
    'good',
    'requires improvement',
    'requires improvement',
    'inadequate',
    'not yet inspected',
    null,
  ]);
});
