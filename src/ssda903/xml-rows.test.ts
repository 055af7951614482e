import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ReturnFile } from './recognised-files.ts';
import { fileOf, readAll } from './test-files.ts';

const CHILD = `  <CHILD>
    <HEADER>
      <CHILDID>A1</CHILDID><UPN>UN1</UPN><SEX>2</SEX>
      <DOB>05/09/2012</DOB><ETHNIC>WBRI</ETHNIC><UASC>1</UASC><DUC>01/02/2021</DUC>
      <DATE_INT/><DATE_MATCH/><FOSTER_CARE/><NB_ADOPTR/><SEX_ADOPTR/><LS_ADOPTR/>
      <IN_TOUCH>YES</IN_TOUCH><ACTIV>F2</ACTIV><ACCOM>Z1</ACCOM>
      <AMISSING><MISSING>M</MISSING><MIS_START>01/07/2020</MIS_START><MIS_END/></AMISSING>
      <AREVIEW><REVIEW>01/08/2020</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
      <AREVIEW><REVIEW>01/02/2021</REVIEW><REVIEW_CODE>PN2</REVIEW_CODE></AREVIEW>
      <MOTHER>0</MOTHER>
      <PERMANENCE><PREV_PERM>P2</PREV_PERM><LA_PERM>301</LA_PERM><DATE_PERM>zz/zz/2015</DATE_PERM></PERMANENCE>
      <OC2><SDQ_SCORE>14</SDQ_SCORE><CONVICTED>0</CONVICTED></OC2>
      <AD_PLACED><DATE_PLACED>03/03/2020</DATE_PLACED></AD_PLACED>
      <SWEPISODE><SW_ID>SWE1</SW_ID><SW_DECOM>01/04/2020</SW_DECOM><SW_DEC/><SW_REASON/></SWEPISODE>
    </HEADER>
    <EPISODE>
      <DECOM>10/06/2020</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL>
      <DEC/><REC></REC>
    </EPISODE>
  </CHILD>
`;
const WHOLE = `<?xml version="1.0" encoding="utf-8"?>\n<EXPSSDA903>\n${CHILD}</EXPSSDA903>\n`;

async function stopOf(text: string) {
  const { rows, summary } = await readAll([fileOf('return.xml', text)], { mostRowBytes: 2_000 });
  assert.equal(rows.Header.length, 0);
  assert.ok(summary.stops > 0);
  return summary.problems[0]!;
}

describe('reading the single XML file', () => {
  test('gives the same rows as the tables of a folder', async () => {
    const { rows, batches, summary } = await readAll([fileOf('return.xml', WHOLE)]);
    assert.deepEqual(summary.problems, []);
    assert.deepEqual(rows.Header, [
      {
        line: 4,
        CHILD: 'A1',
        SEX: 'female',
        DOB: '2012-09-05',
        ETHNIC: 'WBRI',
        UPN: 'UN1',
        MOTHER: false,
        MC_DOB: null,
      },
    ]);
    assert.equal(batches[0]?.table, 'Header');
    assert.deepEqual(rows.UASC, [{ line: 4, CHILD: 'A1', SEX: 'female', DOB: '2012-09-05', DUC: '2021-02-01' }]);
    assert.equal(rows.AD1.length, 0);
    assert.deepEqual(rows.OC3, [
      { line: 4, CHILD: 'A1', DOB: '2012-09-05', IN_TOUCH: 'YES', ACTIV: 'F2', ACCOM: 'Z1' },
    ]);
    assert.deepEqual(rows.Missing, [
      { line: 9, CHILD: 'A1', DOB: '2012-09-05', MISSING: 'M', MIS_START: '2020-07-01', MIS_END: null },
    ]);
    assert.deepEqual(
      rows.Reviews.map((row) => [row.REVIEW, row.REVIEW_CODE]),
      [
        ['2020-08-01', 'PN1'],
        ['2021-02-01', 'PN2'],
      ],
    );
    assert.deepEqual(rows.PrevPerm[0]?.DATE_PERM, { year: 2015, month: null, day: null });
    assert.equal(rows.OC2[0]?.SDQ_SCORE, 14);
    assert.equal(rows.PlacedAdoption[0]?.DATE_PLACED, '2020-03-03');
    assert.equal(rows.SWEpisodes[0]?.SW_ID, 'SWE1');
    assert.deepEqual(
      rows.Episodes.map((row) => [row.line, row.CHILD, row.DECOM, row.PLACE, row.DEC, row.URN]),
      [[18, 'A1', '2020-06-10', 'U6', null, null]],
    );
    assert.equal(summary.year, 2021);
  });

  test('is known without its ending, and with a byte order mark', async () => {
    const { rows } = await readAll([fileOf('return', `\ufeff${WHOLE}`)]);
    assert.equal(rows.Header.length, 1);
  });

  test('a child who is not an unaccompanied asylum seeker has no UASC row', async () => {
    const text = WHOLE.replace('<UASC>1</UASC><DUC>01/02/2021</DUC>', '<UASC>0</UASC>');
    assert.equal((await readAll([fileOf('return.xml', text)])).rows.UASC.length, 0);
  });

  test('problems name the line of the element', async () => {
    const problem = await stopOf(WHOLE.replace('<MIS_START>01/07/2020', '\n<MIS_START>01/77/2020'));
    assert.deepEqual(
      [problem.file, problem.line, problem.column, problem.value],
      ['return.xml', 10, 'MIS_START', '01/77/2020'],
    );
  });

  test('elements that are not part of the return are a notice each, once', async () => {
    const odd = CHILD.replace('<MOTHER>', '<SHOE>38</SHOE><MOTHER>');
    const { summary } = await readAll([fileOf('return.xml', `<EXPSSDA903>${odd}${odd}</EXPSSDA903>`)]);
    assert.equal(summary.stops, 0);
    assert.equal(summary.notices, 1);
    assert.match(summary.problems[0]?.expected ?? '', /SHOE is not read/);
  });

  test('a DOCTYPE is refused, with its entities unread', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${WHOLE.slice(39)}`;
    assert.match((await stopOf(bomb)).expected, /without a DOCTYPE/);
    assert.match((await stopOf(WHOLE.replace('UN1', '&unknown;'))).expected, /well-formed XML/);
  });

  test('a file cut in the middle, at any place, stops', async () => {
    for (const share of [0.05, 0.2, 0.5, 0.8, 0.97]) {
      const problem = await stopOf(WHOLE.slice(0, Math.floor(WHOLE.length * share)));
      assert.match(problem.expected, /it ends inside|<\/EXPSSDA903>|well-formed/, String(share));
    }
  });

  test('tags that do not match, another kind of file, text without an end', async () => {
    assert.match((await stopOf(WHOLE.replace('</EPISODE>', '</EPISODES>'))).expected, /well-formed XML/);
    assert.match((await stopOf('<Message><Header/></Message>')).expected, /outermost element EXPSSDA903/);
    assert.match((await stopOf(WHOLE.replace('UN1', 'U'.repeat(9_000)))).expected, /at most 2,000 bytes/);
    assert.match((await stopOf('   ')).expected, /EXPSSDA903/);
  });

  test('an element that stands twice where there is one value stops: neither may be dropped in silence', async () => {
    const problem = await stopOf(WHOLE.replace('<RNE>S</RNE>', '<RNE>S</RNE><RNE>P</RNE>'));
    assert.match(problem.expected, /RNE once in EPISODE/);
  });

  test('empty groups say nothing, and an episode without its start stops', async () => {
    const quiet = WHOLE.replace(/<OC2>.*<\/OC2>/, '<OC2></OC2>').replace(
      /<PERMANENCE>.*<\/PERMANENCE>/,
      '<PERMANENCE><PREV_PERM/></PERMANENCE>',
    );
    const { rows, summary } = await readAll([fileOf('return.xml', quiet)]);
    assert.deepEqual([rows.OC2.length, rows.PrevPerm.length, summary.problems], [0, 0, []]);
    assert.equal((await stopOf(WHOLE.replace('<DECOM>10/06/2020</DECOM>', ''))).column, 'DECOM');
  });

  test('an endless comment is refused after the first megabyte', async () => {
    let handedOut = 0;
    const endless: ReturnFile = {
      name: 'return.xml',
      async *open() {
        yield Buffer.from('<EXPSSDA903><!-- ');
        for (let n = 0; n < 800; n += 1) {
          handedOut += 65_536;
          yield Buffer.alloc(65_536, 'x');
        }
      },
    };
    const { summary } = await readAll([endless]);
    assert.match(summary.problems[0]?.expected ?? '', /at most 1,000,000 bytes/);
    assert.ok(handedOut < 2_000_000);
  });

  test('one child without an end is refused', async () => {
    const episode = '<EPISODE><DECOM>10/06/2020</DECOM></EPISODE>';
    const head = WHOLE.slice(0, WHOLE.indexOf('<EPISODE>'));
    assert.match((await stopOf(head + episode.repeat(1_000))).expected, /an end to this child/);
  });

  test('one XML file or CSV files, not both', async () => {
    const { summary } = await readAll([fileOf('return.xml', WHOLE), fileOf('header.csv', 'CHILD')]);
    assert.ok(
      summary.problems.some((problem) => problem.stops && /either one XML file or CSV files/.test(problem.expected)),
    );
  });
});
