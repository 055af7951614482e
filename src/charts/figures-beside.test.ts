import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertSound, layout, numberOf, ofClass } from '../../test/pictures.ts';
import { type FigureBeside, figuresBeside } from './figures-beside.ts';

const ours: FigureBeside = { label: '31 March 2026', words: '25%', value: 25, own: true };
const england: FigureBeside = { label: 'England, 2025', words: '50%', value: 50, own: false };
const few: FigureBeside = { label: 'today', words: '5% or less', value: 5, bound: true, own: true };
const hidden: FigureBeside = { label: 'Ashby, 2025', words: 'not shown', value: null, own: false };

function draw(...figures: FigureBeside[]) {
  return figuresBeside({ caption: 'In foster care', unit: 'Figure', figures });
}

test('bars begin at nought and are as long as their figures, for both widths', () => {
  for (const size of ['compact', 'wide'] as const) {
    const bars = ofClass(layout(draw(ours, england).svg, size), 'hw-chart-figure');
    assert.equal(bars.length, 2);
    const [first = 0, second = 0] = bars.map((bar) => numberOf(bar, 'width'));
    assert.ok(Math.abs(first * 2 - second) < 0.1, `${first} and ${second}`);
    assert.equal(numberOf(bars[0]!, 'x'), numberOf(bars[1]!, 'x'));
  }
});

test('a bound is an empty bar with a broken edge, and what is not shown has words and no bar', () => {
  const picture = layout(draw(few, hidden).svg, 'wide');
  const bars = ofClass(picture, 'hw-chart-figure');
  assert.deepEqual(
    bars.map(({ attributes }) => [attributes.fill, attributes['stroke-dasharray']]),
    [['#fff', '3 2']],
  );
  assert.ok(picture.text.includes('not shown'));
});

test('the table and the words have the same figures, those that are not shown too', () => {
  const { table, words } = draw(ours, england, hidden);
  assert.deepEqual(table.rows, [
    ['31 March 2026', '25%'],
    ['England, 2025', '50%'],
    ['Ashby, 2025', 'not shown'],
  ]);
  assert.equal(words, 'In foster care: 31 March 2026 25% and England, 2025 50%.');
  assert.equal(draw(hidden).words, 'In foster care: nothing to show.');
});

test('property: whatever is given, nothing sticks out and nothing breaks', () => {
  const figure = fc.record({
    label: fc.string({ maxLength: 60 }),
    words: fc.string({ maxLength: 14 }),
    value: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
    bound: fc.boolean(),
    own: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(figure, { minLength: 1, maxLength: 12 }), (figures) => {
      assertSound(draw(...figures).svg);
    }),
  );
});
