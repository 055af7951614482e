import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allOf, assertAsReviewed, assertSound, layout, numberOf, ofClass } from '../../test/pictures.ts';
import { type Contributions, contributionBar } from './contribution-bar.ts';

const example: Contributions = {
  parts: [
    { label: 'Needs met', effect: 32, possible: 40 },
    { label: 'School kept', effect: 13.5, possible: 15 },
    { label: 'Friends', effect: 2, possible: 5 },
    { label: 'Brothers and sisters', effect: 0, possible: 10 },
  ],
  fit: 47.5,
  low: 40,
  high: 60,
  max: 100,
};

test('lengths are in proportion, one after the other, on the scale of the fit', () => {
  // The track is 640 wide less 6 at each side: 628 for 100 points, so 6.28 a point.
  const parts = ofClass(layout(contributionBar(example).svg, 'wide'), 'hw-chart-part');
  assert.deepEqual(
    parts.map((part) => [numberOf(part, 'x'), numberOf(part, 'width')]),
    [
      [6, 200.96], // 32 × 6.28
      [206.96, 84.78], // 13.5 × 6.28
      [291.74, 12.56], // 2 × 6.28
    ],
  );
});

test('the range stands where its numbers are', () => {
  const range = ofClass(layout(contributionBar(example).svg, 'compact'), 'hw-chart-range')[0];
  // 288 pixels for 100 points: 40 is at 6 + 115.2, 60 at 6 + 172.8, 47.5 at 6 + 136.8.
  const paths = allOf(range!, (each) => each.name === 'path').map((each) => each.attributes.d ?? '');
  assert.match(paths[0] ?? '', /^M121\.2 .*M121\.2 28H178\.8M178\.8 /);
  assert.match(paths[1] ?? '', /^M142\.8 /);
});

test('words and table say what the bar shows', () => {
  const { words, table } = contributionBar(example);
  assert.equal(
    words,
    'Fit 48 of 100, between 40 and 60 depending on what is not yet known; most of it from Needs met (32 of 40) and School kept (13.5 of 15), nothing from Brothers and sisters.',
  );
  assert.deepEqual(table.rows, [
    ['Needs met', '32', '40'],
    ['School kept', '13.5', '15'],
    ['Friends', '2', '5'],
    ['Brothers and sisters', '0', '10'],
    ['Fit', '47.5', '100'],
    ['Range, given what is not known', '40 to 60', ''],
  ]);
});

test('every part is named in both layouts, also one that adds nothing', () => {
  for (const size of ['compact', 'wide'] as const) {
    const text = layout(contributionBar(example).svg, size).text;
    for (const { label } of example.parts) assert.ok(text.includes(label), `${label} in ${size}`);
  }
});

test('a label with markup is text', () => {
  const parts = [{ label: `<script>alert("1")</script>'`, effect: 90, possible: 100 }];
  const root = assertSound(contributionBar({ ...example, parts }).svg);
  assert.ok(root.text.includes('<script>alert("1")</script>\''));
});

test('whatever the numbers, the bar is sound and stays on its track', () => {
  const any = fc.double();
  const part = fc.record({ label: fc.string(), effect: any, possible: any });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), any, any, any, (parts, fit, low, high) => {
      const { svg } = contributionBar({ parts, fit, low, high, max: 100 });
      assertSound(svg);
      for (const each of ofClass(layout(svg, 'wide'), 'hw-chart-part')) {
        assert.ok(numberOf(each, 'width') >= 0);
        assert.ok(numberOf(each, 'x') + numberOf(each, 'width') <= 634.02);
      }
    }),
  );
});

test('nothing to show is an empty track, not a fault', () => {
  const { svg, words } = contributionBar({ parts: [], fit: 0, low: 0, high: 0, max: 100 });
  assertSound(svg);
  assert.equal(words, 'Fit 0 of 100.');
});

test('looks as reviewed', () => assertAsReviewed('contribution-bar', contributionBar(example).svg));
