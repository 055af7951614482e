import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { sourceOf } from '../../test/import-source.ts';
import { first, insertAll, rows, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { importHomes } from './import-homes.ts';

const today = date('2026-11-21');
const HEADER = 'name,kind,sector,provider,urn,area,postcode,address,confidential,about,places';
const WREN =
  'Wrenby House,residential,private,Wren Care,9000007,Wrenby,ZZ7 7ZZ,"3 Wren Row, Wrenby",yes,"Our garden in Wrenby, zz77zz.",3';

onEachDatabase('a homes file with a confidential address', (open) => {
  const importText = (text: string) =>
    open().asSystem((tx) => importHomes(tx, sourceOf(text, 'homes.csv', 4096), { authority: null, today }));
  const shown = () =>
    open().asSystem((tx) =>
      first(
        tx,
        sql`select h.name, h.area, h.about, a.postcode, a.line, a.lat, a.authority_code, a.confidential from home h
          join home_address a on a.organisation_id = h.organisation_id and a.home_id = h.id`,
      ),
    );
  const HIDDEN = {
    name: 'A home whose address is protected',
    area: '',
    about: 'Our garden in [not shown], [not shown].',
    ...{ postcode: null, line: null, lat: null, authority_code: null, confidential: true },
  };

  test('hides it from the start, in every column it fills', async () => {
    await open().asSystem((tx) =>
      insertAll(tx, 'postcode', [{ postcode: 'ZZ7 7ZZ', lat: 53.1, long: -2.1, authority_code: 'E08000001' }]),
    );
    const done = await importText(`${HEADER}\n${WREN}\n`);
    assert.deepEqual([done.added, done.notices], [1, []]);
    assert.deepEqual(await shown(), HIDDEN);
    const kept = await open().asSystem((tx) =>
      first(tx, sql`select name, area, postcode, line from confidential_address`),
    );
    assert.deepEqual(kept, { name: 'Wrenby House', area: 'Wrenby', postcode: 'ZZ7 7ZZ', line: '3 Wren Row, Wrenby' });
  });

  test('the same file again finds the same home by number or by name, and changes nothing', async () => {
    for (const text of [WREN, WREN.replace('9000007', '')]) {
      const done = await importText(`${HEADER}\n${text}\n`);
      assert.deepEqual([done.added, done.changed, done.unchanged], [0, 0, 1], text);
    }
    assert.deepEqual(await shown(), HIDDEN);
  });

  test('a later file does not show it again, and what it says of the place goes where its people read it', async () => {
    const later = WREN.replace(',yes,', ',no,')
      .replace('ZZ7 7ZZ', 'ZZ8 8ZZ')
      .replace('Our garden in Wrenby', 'Wrenby welcomes you');
    const done = await importText(`${HEADER}\n${later}\n`);
    assert.equal(done.changed, 1);
    const about = '[not shown] welcomes you, [not shown].';
    assert.deepEqual(await shown(), { ...HIDDEN, about });
    const kept = await open().asSystem((tx) => rows(tx, sql`select postcode from confidential_address`));
    assert.deepEqual(kept, [{ postcode: 'ZZ8 8ZZ' }]);
  });
});
