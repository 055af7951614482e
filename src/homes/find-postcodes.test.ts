import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPostcodes } from './find-postcodes.ts';

function source(text: string | Uint8Array, piece = 11) {
  const bytes = Buffer.from(text as string);
  return {
    name: 'postcodes.csv',
    async *bytes() {
      for (let from = 0; from < bytes.length; from += piece) yield bytes.subarray(from, from + piece);
    },
  };
}

const wanted = new Set(['M1 1AA', 'SW1A 2AA', 'CH1 1ZZ', 'L1 1AA']);
const POINT = { lat: 53.5, long: -2.25, authority: 'E08000003' };

for (const end of ['\n', '\r\n']) {
  test(`only what is wanted, however it is written (${JSON.stringify(end)})`, async () => {
    const rows = [
      '"pcd7","pcds","oscty","oslaua","lat","long"',
      '"M1  1AA","M1 1AA","E99999999","E08000003",53.5,-2.25',
      '"M1  1AB","M1 1AB","E99999999","E08000003",53.6,-2.35',
      'SW1A2AA,SW1A 2AA,,E09000033,51.5,-0.1',
      'CH1 1ZZ,CH1 1ZZ,E10000006,E06000050,53.2,-2.9',
      // No point: the directory writes 99.999999.
      'L1  1AA,L1 1AA,,E08000012,99.999999,0',
    ];
    const found = await findPostcodes(source(`\uFEFF${rows.join(end)}`), wanted);
    assert.deepEqual(Object.fromEntries(found), {
      'M1 1AA': POINT,
      'SW1A 2AA': { lat: 51.5, long: -0.1, authority: 'E09000033' },
      'CH1 1ZZ': { lat: 53.2, long: -2.9, authority: 'E10000006' },
    });
  });
}

test('rows that nobody asks for are not read, right or wrong', async () => {
  const text = 'pcds,oslaua,lat,long\nM1 1AA,E08000003,53.5,-2.25\nX,"broken\nZZ1 1ZZ,,,\n';
  assert.deepEqual(Object.fromEntries(await findPostcodes(source(text), wanted)), { 'M1 1AA': POINT });
});

for (const [what, text, words] of [
  ['empty', '', /postcodes\.csv cannot be read, line 1: expected a row of column names; the file is empty/],
  ['another table', 'URN,Name\n1,x\n', /expected the columns of the ONS Postcode Directory; missing: pcds, lat, long/],
  ['another encoding', Buffer.from('pcds,lat\n', 'utf16le'), /this file is in UTF-16|bytes that are not text/],
  [
    'a wanted row with a broken quotation mark',
    'pcds,laua,lat,long\nM1 1AA,"E,1,2\n',
    /line 2: expected quotation marks/,
  ],
  ['one endless line', `pcds,laua,lat,long\n${'x'.repeat(20_000)}`, /rows of at most 16000 bytes/],
] as const) {
  test(`refused in words: ${what}`, async () => {
    await assert.rejects(findPostcodes(source(text), wanted), (error: Error) => words.test(error.message));
  });
}
