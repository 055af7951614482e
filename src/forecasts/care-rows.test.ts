import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { date, Refusal } from '../kernel/index.ts';
import type { CareLines } from './care-lines.ts';
import { rowsOfRecords } from './care-rows.ts';

const TODAY = date('2026-05-20');
const NONE = { children: null, episodes: null, stays: null, imported: '2025|2026' };

function records(authority: string, more: Partial<CareLines>): CareLines {
  return { authority, name: authority.toUpperCase(), ...NONE, ...more };
}

const rowsOf = (...all: CareLines[]) => rowsOfRecords(all, TODAY);
/** The rows of one child's record, without who it is. */
const episodesOf = (episodes: string, stays = '') =>
  rowsOf(
    records('north', {
      children: '7|2012-05',
      episodes: episodes.replaceAll('@', '7|') || null,
      stays: stays.replaceAll('@', '7|') || null,
    }),
  ).episodes.map(({ DECOM, DEC, PLACE }) => [DECOM, DEC, PLACE]);

test('a child who moved and one who left since the last return, as recorded here', () => {
  const open = '@2025-05-01||S|K2|2026';
  assert.deepEqual(episodesOf(open), [['2025-05-01', null, 'K2']]);
  assert.deepEqual(episodesOf(open, '@2026-04-20|||fostering|f'), [
    ['2025-05-01', '2026-04-20', 'K2'],
    ['2026-04-20', null, 'U6'],
  ]);
  assert.deepEqual(episodesOf(open, '@2025-05-01|2026-05-02|t|residential|t'), [['2025-05-01', '2026-05-02', 'K2']]);
});

test('between two homes a child counts where they lived last; what lies ahead has not happened', () => {
  assert.deepEqual(episodesOf('', '@2026-04-20|2026-05-10|f|kinship|f'), [['2026-04-20', null, 'U3']]);
  assert.deepEqual(episodesOf('@2025-05-01||S|K2|2026', '@2026-06-01|||fostering|f'), [['2025-05-01', null, 'K2']]);
});

test('of a birth the month is known; who came on the first days of life was not there before', () => {
  const one = (born: string, from: string) =>
    rowsOf(records('north', { children: `7|${born}`, episodes: `7|${from}||S|U6|2026` })).header[0]!.DOB;
  assert.equal(one('2012-05', '2025-05-01'), '2012-05-15');
  assert.equal(one('2025-05', '2025-05-03'), '2025-05-03');
  assert.equal(one('2025-05', '2025-05-30'), '2025-05-15');
});

test('authorities are kept apart though their children have the same numbers', () => {
  const care = { children: '7|2012-05', episodes: '7|2025-05-01||S|K2|2026' };
  const { header, episodes } = rowsOf(records('north', care), records('south', care));
  assert.equal(new Set(header.map(({ CHILD }) => CHILD)).size, 2);
  assert.equal(new Set(episodes.map(({ CHILD }) => CHILD)).size, 2);
});

test('all are forecast from the day for which all are whole, and it is said whose that is', () => {
  const care = { children: '7|2012-05', episodes: '7|2024-05-01|2025-01-01|S|K2|2025' };
  const { whole, words } = rowsOf(
    records('north', { ...care, imported: '2024|2025|2026' }),
    records('south', { ...care, imported: '2023|2024|2025' }),
  );
  assert.deepEqual(whole, { from: '2023-04-01', until: '2025-03-31' });
  assert.ok(words.some((one) => /^SOUTH: the last return ends on 31 March 2025/.test(one)));
  assert.ok(words.some((one) => /^All are forecast from 31 March 2025/.test(one)));
});

test('whose records nobody can tell the beginning of is left out, and said; where nobody is left it is refused', () => {
  const care = { children: '7|2012-05', episodes: '7|2025-05-01||S|K2|2026' };
  const without = records('south', { ...care, imported: null });
  const { header, words } = rowsOf(records('north', care), without);
  assert.equal(header.length, 1);
  assert.ok(words.some((one) => /^Left out.*SOUTH/.test(one)));
  assert.throws(
    () => rowsOf(without),
    (error: Error) => error instanceof Refusal && /SOUTH/.test(error.message),
  );
  assert.throws(() => rowsOf(), Refusal);
});

test('property: the same records give the same rows, whatever numbers were drawn and in whatever order they came', () => {
  const lives = Array.from({ length: 12 }, (_, at) => ({
    born: `20${String(10 + (at % 4)).padStart(2, '0')}-05`,
    episodes: [`2025-0${(at % 8) + 1}-11||S|${at % 2 ? 'U6' : 'K2'}|2026`],
  }));
  const linesOf = (order: readonly number[], draw: (at: number) => number) =>
    records('north', {
      children: order.map((at) => `${draw(at)}|${lives[at]!.born}`).join('\n'),
      episodes: order.flatMap((at) => lives[at]!.episodes.map((one) => `${draw(at)}|${one}`)).join('\n'),
    });
  const plain = rowsOf(
    linesOf(
      lives.map((_, at) => at),
      (at) => at,
    ),
  );
  fc.assert(
    fc.property(
      fc.shuffledSubarray(
        lives.map((_, at) => at),
        { minLength: lives.length },
      ),
      fc.integer({ min: 1, max: 1e9 }),
      (order, factor) => {
        const drawn = rowsOf(linesOf(order, (at) => (at + 1) * factor));
        assert.deepEqual(drawn, plain);
      },
    ),
    { numRuns: 50 },
  );
});
