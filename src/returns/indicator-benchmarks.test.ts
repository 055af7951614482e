import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { rows, sql } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { benchmarksBeside, importBenchmarks } from './indicator-benchmarks.ts';

const HEAD = 'geographic_level,geo_breakdown,sort_order,metric_text,time_period,value\n';
const FOSTER = '% CLA on 31 March living in foster care';
const source = (text: string, name = 'published.csv') => ({
  name,
  async *bytes() {
    yield new TextEncoder().encode(text);
  },
});

onEachDatabase('published figures from a file', (open) => {
  const put = (text: string, name?: string) => open().asSystem((tx) => importBenchmarks(tx, source(text, name)));
  const held = () =>
    open().asSystem((tx) =>
      rows<{ place: string; period: string; value: number | null; written: string; unit: string }>(
        tx,
        sql`select place, period, value, written, unit from benchmark order by period, place`,
      ),
    );
  beforeEach(() => open().asSystem((tx) => sql`delete from benchmark`.execute(tx)));

  test('numbers, percentages, and the symbols of what is not published', async () => {
    const done = await put(
      `${HEAD}National,National,48,${FOSTER},2025,67%\nLocal authority,Ashby,48,${FOSTER},2025,c\n` +
        `Local authority,"Birch, City of",48,${FOSTER},2025,72.5%\n` +
        'Local authority,Ashby,,Population aged 0 to 17 (2025),2025,"12,345"\nNational,National,51,Average SDQ score,2025,14.9\n',
    );
    assert.deepEqual(
      { ...done, notices: [] },
      { read: 5, metrics: 3, places: 3, replaced: 0, compared: 2, notices: [] },
    );
    assert.deepEqual((await held()).map(({ place, value, written, unit }) => [place, value, written, unit]).sort(), [
      ['Ashby', null, 'c', 'number'],
      ['Ashby', 12345, '12,345', 'number'],
      ['Birch, City of', 72.5, '72.5%', 'percent'],
      ['National', 14.9, '14.9', 'number'],
      ['National', 67, '67%', 'percent'],
    ]);
  });

  test('again: the same indicator and year is replaced, places that are gone with it; other years stay', async () => {
    await put(`${HEAD}National,National,48,${FOSTER},2024,66%\n`);
    await put(`${HEAD}National,National,48,${FOSTER},2025,67%\nLocal authority,Ashby,48,${FOSTER},2025,70%\n`);
    const done = await put(`${HEAD}National,National,48,${FOSTER},2025,68%\n`, 'corrected.csv');
    assert.equal(done.replaced, 2);
    assert.deepEqual(
      (await held()).map(({ place, period, written }) => [place, period, written]),
      [
        ['National', '2024', '66%'],
        ['National', '2025', '68%'],
      ],
    );
  });

  test('beside an authority stand the latest figures of England, and of the places asked for', async () => {
    await put(
      `${HEAD}National,National,48,${FOSTER},2024,66%\nNational,National,48,${FOSTER},2025,67%\n` +
        `Local authority,Ashby,48,${FOSTER},2025,70%\nLocal authority,Birch,48,${FOSTER},2025,71%\nNational,National,1,Something else,2025,1\n`,
    );
    const beside = await open().asSystem((tx) => benchmarksBeside(tx, ['ashby']));
    assert.deepEqual(
      beside.map(({ place, period, written }) => [place, period, written]),
      [
        ['Ashby', '2025', '70%'],
        ['National', '2025', '67%'],
      ],
    );
  });

  const refused: readonly (readonly [what: string, text: string, words: RegExp])[] = [
    ['an empty file', '', /a row of column names; the file is empty/],
    ['only column names', HEAD, /at least one row below the column names/],
    ['another file', 'name,kind\nA,B\n', /missing: geographic_level, geo_breakdown, metric_text, time_period, value/],
    ['an unknown level', `${HEAD}Parish,Ashby,48,${FOSTER},2025,1%\n`, /line 2, geographic_level: found “Parish”/],
    ['no place', `${HEAD}Regional,,48,${FOSTER},2025,1%\n`, /line 2, geo_breakdown/],
    ['no name', `${HEAD}Regional,North,48,,2025,1%\n`, /line 2, metric_text/],
    ['no year', `${HEAD}Regional,North,48,${FOSTER},last year,1%\n`, /line 2, time_period: found “last year”/],
    [
      'words for a value',
      `${HEAD}Regional,North,48,${FOSTER},2025,many\n`,
      /line 2, value: found “many”; expected a number/,
    ],
    ['a formula', `${HEAD}Regional,North,48,${FOSTER},2025,=1+1\n`, /line 2, value/],
    [
      'two figures of the same',
      `${HEAD}Regional,North,48,${FOSTER},2025,1%\nRegional,north,48,${FOSTER},2025,2%\n`,
      /line 3, value: found “2%”; expected 1%, as a row before it says of the same/,
    ],
    ['a row cut short', `${HEAD}Regional,North,48\n`, /line 2.*6 cells, as in the first row; this row has 3/],
  ];
  for (const [what, text, words] of refused)
    test(`${what} is refused, and nothing is kept or lost`, async () => {
      await put(`${HEAD}National,National,48,${FOSTER},2025,67%\n`);
      await assert.rejects(put(text), (error: unknown) => {
        assert.ok(error instanceof Refusal, String(error));
        assert.match(error.message, /^Nothing was imported: published\.csv has a problem\./);
        assert.match(error.message, words);
        return true;
      });
      assert.deepEqual(
        (await held()).map(({ written }) => written),
        ['67%'],
      );
    });
});
