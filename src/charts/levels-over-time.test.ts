import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertAsReviewed, assertSound, numberOf, ofClass, readPicture } from '../../test/pictures.ts';
import { addDays, date } from '../kernel/index.ts';
import { type LevelPoint, levelsOverTime } from './levels-over-time.ts';

const [january, july, december] = [date('2024-01-01'), date('2024-07-01'), date('2024-12-31')];

function one(...points: LevelPoint[]) {
  return levelsOverTime({ domains: [{ domain: 'health', label: 'Health', points }] });
}

function lineOf(svg: string): string | undefined {
  return ofClass(readPicture(svg), 'hw-chart-line')[0]?.attributes.d;
}

// By hand: dates run from 22 to 150 and the last level holds to 172; level 0 is at 96, and each level is 14 higher.

test('a level holds until the next, and then steps', () => {
  assert.equal(lineOf(one({ on: january, level: 2 }, { on: december, level: 4 }).svg), 'M22 68H150V40H172');
});

test('unknown is a gap with a question mark, never a line at zero', () => {
  // 1 July is day 182 of 365: 22 + 128 × 182/365 = 85.82.
  const { svg } = one({ on: january, level: 2 }, { on: july, level: null }, { on: december, level: 0 });
  assert.equal(lineOf(svg), 'M22 68H85.82M150 96H172');
  const gaps = ofClass(readPicture(svg), 'hw-chart-unknown');
  assert.deepEqual(
    gaps.map((each) => [numberOf(each.children[0]!, 'x'), each.text]),
    [[89.82, '?']],
  );
  const dots = ofClass(readPicture(svg), 'hw-chart-level').map((each) => numberOf(each, 'cy'));
  assert.deepEqual(dots, [68, 96]);
});

test('what was never known has no line and no dot at all', () => {
  for (const points of [[], [{ on: january, level: null }]]) {
    const { svg, charts, words } = one(...points);
    const root = readPicture(svg);
    assert.equal(ofClass(root, 'hw-chart-line').length + ofClass(root, 'hw-chart-level').length, 0);
    assert.match(root.text, /\?.*Not (yet )?known$/);
    assert.match(charts[0]!.words, /not (yet )?known/);
    assert.match(words, /No levels are known|not known now in Health/);
  }
});

test('time before the first look, on the common scale, is unknown', () => {
  const { charts } = levelsOverTime({
    domains: [
      { domain: 'health', label: 'Health', points: [{ on: january, level: 1 }] },
      { domain: 'family', label: 'Family', points: [{ on: december, level: 1 }] },
    ],
  });
  assert.equal(lineOf(charts[0]!.svg), 'M22 82H172');
  assert.equal(lineOf(charts[1]!.svg), 'M150 82H172');
  assert.equal(ofClass(readPicture(`<g>${charts[1]!.svg}</g>`), 'hw-chart-unknown').length, 1);
});

test('points may come in any order; of two of one day the later given counts', () => {
  const points = [
    { on: december, level: 4 },
    { on: january, level: 1 },
    { on: january, level: 2 },
  ] as const;
  assert.equal(lineOf(one(...points).svg), 'M22 68H150V40H172');
});

test('words, table and the last value speak in the words of the instrument', () => {
  const drawing = levelsOverTime({
    domains: [
      {
        domain: 'health',
        label: 'Health',
        points: [
          { on: january, level: 3 },
          { on: december, level: 1 },
        ],
      },
      { domain: 'friends', label: 'Friends', points: [{ on: december, level: null }] },
    ],
    levelWords: ['nothing extra', 'a little help', 'some help', 'a lot of help', 'help all the time'],
  });
  assert.equal(drawing.words, 'From 1 January 2024 to 31 December 2024: lower in Health; not known now in Friends.');
  assert.equal(drawing.charts[0]?.words, 'Health: a little help on 31 December 2024, a lot of help on 1 January 2024.');
  assert.ok(readPicture(drawing.charts[0]?.svg ?? '').text.endsWith('A little help'));
  assert.deepEqual(drawing.table.rows, [
    ['Health', '1 January 2024', 'a lot of help'],
    ['Health', '31 December 2024', 'a little help'],
    ['Friends', '31 December 2024', 'not known'],
  ]);
});

test('whatever the points, the charts are sound, and one for each domain', () => {
  const level = fc.constantFrom(0, 1, 2, 3, 4, null);
  const on = fc.integer({ min: -3000, max: 3000 }).map((days) => addDays(january, days));
  const points = fc.array(fc.record({ on, level }), { maxLength: 10 });
  const domains = fc.array(fc.record({ domain: fc.string(), label: fc.string(), points }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(domains, (some) => {
      const { svg, charts, table } = levelsOverTime({ domains: some });
      assert.equal(ofClass(assertSound(svg), 'hw-chart-small').length, some.length);
      assert.equal(charts.length, some.length);
      assert.ok(table.rows.length >= some.length);
      for (const [index, each] of charts.entries()) {
        const days = new Map(some[index]!.points.map((point) => [point.on, point.level]));
        const known = [...days.values()].filter((value) => value !== null).length;
        assert.equal(ofClass(readPicture(each.svg), 'hw-chart-level').length, known);
      }
    }),
  );
});

test('no domains, and labels with markup', () => {
  assert.equal(levelsOverTime({ domains: [] }).words, 'No levels are known yet.');
  const label = `<script>"'`;
  assert.ok(assertSound(levelsOverTime({ domains: [{ domain: 'x', label, points: [] }] }).svg).text.includes(label));
});

test('looks as reviewed', () => {
  const points = [
    { on: january, level: 3 },
    { on: july, level: null },
    { on: december, level: 1 },
  ] as const;
  assertAsReviewed(
    'levels-over-time',
    levelsOverTime({
      domains: [
        { domain: 'health', label: 'Health', points },
        { domain: 'emotional-wellbeing', label: 'Feelings and emotional wellbeing', points: points.slice(1) },
        { domain: 'family', label: 'Family and family time', points: [] },
      ],
    }).svg,
  );
});
