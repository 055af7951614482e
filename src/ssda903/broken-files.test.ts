import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { problemWords } from './problems.ts';
import type { ReturnFile } from './recognised-files.ts';
import { EPISODES, fileOf, HEADER, ONE_EPISODE, ONE_HEADER, readAll, withEpisodes } from './test-files.ts';

const row = (cells: Record<string, string>) =>
  EPISODES.split(',')
    .map(
      (name) =>
        cells[name] ?? { CHILD: 'A1', DECOM: '10/06/2020', RNE: 'S', LS: 'C2', CIN: 'N1', PLACE: 'U6' }[name] ?? '',
    )
    .join(',');

async function stopsOf(content: string | Uint8Array) {
  const { rows, summary } = await withEpisodes(content, { mostRowBytes: 2_000 });
  const stops = summary.problems.filter((problem) => problem.stops);
  assert.ok(stops.length > 0, 'something stops');
  assert.equal(rows.Episodes.length, 0, 'no row is handed out after a problem that stops');
  return stops;
}

describe('files that are not what they should be', () => {
  test('wrong columns: the file, what is missing and what was found', async () => {
    const [problem] = await stopsOf('CHILD,START,END\nA1,10/06/2020,\n');
    assert.equal(problem?.file, 'episodes.csv');
    assert.match(problem?.expected ?? '', /missing: DECOM, RNE, LS, CIN, PLACE.*found: CHILD, START, END/);
  });

  test('semicolons between columns: said so', async () => {
    assert.match((await stopsOf(ONE_EPISODE.replaceAll(',', ';')))[0]?.expected ?? '', /separated by commas/);
  });

  test('a column that stands twice', async () => {
    const [problem] = await stopsOf(`${EPISODES},decom \n${row({})},\n`);
    assert.equal(problem?.column, 'DECOM');
    assert.match(problem?.expected ?? '', /each column once/);
  });

  test('an empty file, a file of blank lines, a file that is not there', async () => {
    assert.match((await stopsOf(''))[0]?.expected ?? '', /the file is empty/);
    assert.match((await stopsOf('\r\n\r\n , \r\n'))[0]?.expected ?? '', /missing: CHILD|the file is empty/);
    const { summary } = await readAll([fileOf('header.csv', ONE_HEADER)]);
    assert.match(summary.problems[0]?.expected ?? '', /a file for the table Episodes/);
    assert.equal(summary.stops, 1);
  });

  test('two files for one table', async () => {
    const { summary } = await readAll([
      fileOf('header.csv', ONE_HEADER),
      fileOf('episodes.csv', ONE_EPISODE),
      fileOf('episodes (1).csv', ONE_EPISODE),
    ]);
    assert.equal(summary.stops, 1);
    assert.match(summary.problems[0]?.expected ?? '', /one file for the table Episodes/);
  });

  test('rows with too few or too many cells, by line; empty cells at the end do not count', async () => {
    const stops = await stopsOf(`${EPISODES}\n${row({})},,\n${row({})},surplus\nA1,10/06/2020,S\n${row({})}\n`);
    assert.deepEqual(
      stops.map((problem) => problem.line),
      [3, 4],
    );
  });

  test('days that are not in the calendar, by line, column and value, all of them listed', async () => {
    const stops = await stopsOf(
      `${EPISODES}\n${row({ DECOM: '31/02/2020' })}\n${row({ DEC: '13/13/2020' })}\n${row({ DEC: '43921' })}\n${row({ DECOM: '' })}\n${row({ CHILD: '' })}\n${row({ DEC: '1/4/21' })}\n`,
    );
    assert.deepEqual(
      stops.map(({ line, column, value }) => [line, column, value]),
      [
        [2, 'DECOM', '31/02/2020'],
        [3, 'DEC', '13/13/2020'],
        [4, 'DEC', '43921'],
        [5, 'DECOM', ''],
        [6, 'CHILD', ''],
        [7, 'DEC', '1/4/21'],
      ],
    );
    assert.match(stops[2]?.expected ?? '', /day number/);
  });

  test('a file cut inside a quoted cell, and quotation marks in the middle of a cell', async () => {
    const [cut] = await stopsOf(`${EPISODES}\n${row({})}\n${row({ PLACE: '"U6' })}`);
    assert.equal(cut?.line, 3);
    assert.match(cut?.expected ?? '', /cut short/);
    const [middle] = await stopsOf(`${EPISODES}\n${row({})}\n${row({ PLACE: 'U"6' })}\n`);
    assert.equal(middle?.line, 3);
    assert.match(middle?.expected ?? '', /quotation marks only around/);
  });

  test('formulas in identifiers, codes, postcodes and dates stop, and are said to be formulas', async () => {
    for (const [column, value] of [
      ['CHILD', "=cmd|' /C calc'!A0"],
      ['LS', '=1+1'],
      ['PL_POST', '@SUM(A1)'],
      ['URN', '+44'],
      ['DEC', '-2+3'],
      ['PLACE_PROVIDER', '=HYPERLINK(A1)'],
    ] as const) {
      const [problem] = await stopsOf(`${EPISODES}\n${row({ [column]: value })}\n`);
      assert.equal(problem?.column, column);
      assert.match(problem?.expected ?? '', /formula/, column);
    }
  });

  test('an identifier that a spreadsheet has shortened is refused; one with .0 behind it is mended', async () => {
    const [problem] = await stopsOf(`${EPISODES}\n${row({ CHILD: '1.23457E+11' })}\n`);
    assert.match(problem?.expected ?? '', /shortened/);
    const { rows } = await withEpisodes(`${EPISODES}\n${row({ CHILD: '123457.0' })}\n`);
    assert.equal(rows.Episodes[0]?.CHILD, '123457');
  });

  test('another encoding: the line, and which encoding is expected', async () => {
    const [windows] = await stopsOf(Buffer.from(`${EPISODES}\n${row({})}\n${row({ URN: 'caf\u00e9' })}\n`, 'latin1'));
    assert.equal(windows?.line, 3);
    assert.match(windows?.expected ?? '', /UTF-8.*Windows-1252/);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ONE_EPISODE, 'utf16le')]);
    assert.match((await stopsOf(utf16))[0]?.expected ?? '', /UTF-16/);
    assert.match((await stopsOf(Buffer.from(ONE_EPISODE, 'utf16le')))[0]?.expected ?? '', /not text/);
    assert.match((await stopsOf(Buffer.from('PK\u0003\u0004 rest')))[0]?.expected ?? '', /whole zip archive/);
  });

  test('a character cut between two pieces of the file is whole', async () => {
    const text = `${EPISODES}\n${row({ CHILD: 'Zo\u00eb\u{10400}' })}\n`;
    for (let pieceBytes = 1; pieceBytes <= 9; pieceBytes += 1) {
      const { rows, summary } = await readAll([
        fileOf('header.csv', ONE_HEADER),
        fileOf('episodes.csv', text, pieceBytes),
      ]);
      assert.equal(summary.stops, 0);
      assert.equal(rows.Episodes[0]?.CHILD, 'Zo\u00eb\u{10400}');
    }
  });

  test('a row beyond the limit', async () => {
    const [problem] = await stopsOf(`${EPISODES}\n${row({})}\n${row({ URN: 'x'.repeat(3_000) })}\n`);
    assert.equal(problem?.line, 3);
    assert.match(problem?.expected ?? '', /at most 2,000 bytes/);
  });

  test('a line of 50 MB without an end is refused after the first megabyte', async () => {
    const piece = Buffer.alloc(65_536, 'x');
    let handedOut = 0;
    const endless: ReturnFile = {
      name: 'episodes.csv',
      async *open() {
        yield Buffer.from(`${EPISODES}\n`);
        for (let n = 0; n < 800; n += 1) {
          handedOut += piece.length;
          yield piece;
        }
      },
    };
    const { summary } = await readAll([fileOf('header.csv', ONE_HEADER), endless]);
    assert.equal(summary.problems[0]?.line, 2);
    assert.match(summary.problems[0]?.expected ?? '', /at most 1,000,000 bytes/);
    assert.ok(handedOut < 2_000_000, `stopped reading early (${handedOut})`);
  });

  test('problems are kept up to a number and counted beyond it; notices do not crowd out what stops', async () => {
    const bad = Array.from({ length: 50 }, () => row({ LS: 'C9' }));
    const { summary } = await withEpisodes(`${EPISODES}\n${bad.join('\n')}\n${row({ DECOM: 'x' })}\n`, {
      mostProblems: 5,
    });
    assert.equal(summary.notices, 50);
    assert.equal(summary.stops, 1);
    assert.equal(summary.problems.length, 6);
    assert.equal(summary.problems[0]?.column, 'DECOM');
  });

  test('what is shown of a value is short, on one line, and hides postcodes and pupil numbers', async () => {
    const { summary } = await readAll([
      fileOf('header.csv', `${HEADER}\nA1,1,"\u001b[31m${'9'.repeat(200)}\n",WBRI,A1234,,\n`),
      fileOf('episodes.csv', `${EPISODES}\n${row({ PL_POST: 'QQ99 9' })}\n`),
    ]);
    const [born, number, post] = ['DOB', 'UPN', 'PL_POST'].map((name) =>
      summary.problems.find((one) => one.column === name),
    );
    assert.equal(born?.value?.length, 60);
    assert.doesNotMatch(born?.value ?? '', /\p{Cc}/u);
    assert.equal(number?.value, 'A… (5 characters)');
    assert.equal(post?.value, 'Q… (6 characters)');
    assert.equal(
      problemWords(post!),
      'episodes.csv, line 2, PL_POST: found “Q… (6 characters)”; expected a whole postcode; kept as it is, distances will not be known',
    );
  });

  test('a fault in opening a file is thrown, not listed', async () => {
    const gone: ReturnFile = {
      name: 'episodes.csv',
      // biome-ignore lint/correctness/useYield: a source that fails before its first byte
      async *open(): AsyncGenerator<Uint8Array> {
        throw new Error('disk gone');
      },
    };
    await assert.rejects(readAll([fileOf('header.csv', ONE_HEADER), gone]), /disk gone/);
  });
});
