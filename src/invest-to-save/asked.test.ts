import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../ui/index.ts';
import { readAsked } from './asked.ts';
import { linkOf } from './page.ts';
import { type Own, usualFigures } from './usual-figures.ts';
import { poundsWords } from './words.ts';

const NOTHING: Own = { name: 'North', endings: null, dearer: null, rooms: { spot: null, block: null }, wider: null };
const USUAL = usualFigures('package', 'all', NOTHING);
const read = (fields: Record<string, string>) => readAsked(typed(fields), 'package', USUAL);
const of = (fields: Record<string, string>, name: string) => read(fields).figures.find((each) => each.name === name);

test('where nothing is known, published figures and assumptions stand there and say so', () => {
  const { figures, errors } = read({});
  assert.deepEqual(errors, []);
  for (const { name, source, words } of figures) {
    assert.notEqual(source, 'own', name);
    assert.ok(words.length > 10, name);
  }
  // 0.2 to 0.3 for each child and year, for a hundred children.
  assert.deepEqual(of({}, 'endings')?.range, { value: 25, low: 20, high: 30 });
});

test('what is typed: pounds, commas and per cent signs; a likely figure alone keeps its range, or widens it', () => {
  assert.deepEqual(of({ weekly: '£1,250.50' }, 'weekly')?.range, { value: 125_050, low: 125_050, high: 125_050 });
  assert.deepEqual(of({ owing: '60%' }, 'owing')?.range, { value: 0.6, low: 0, high: 1 });
  // It was 20 (10 to 40).
  assert.deepEqual(of({ moveHours: '50' }, 'moveHours')?.range, { value: 50, low: 10, high: 50 });
  assert.deepEqual(of({ moveHours: '25', 'moveHours-low': '24', 'moveHours-high': '26' }, 'moveHours')?.range, {
    ...{ value: 25, low: 24, high: 26 },
  });
  assert.equal(of({ moveHours: '50' }, 'moveHours')?.source, 'typed');
});

test('what cannot be is said beside its field, and what was typed stays', () => {
  for (const [fields, href] of [
    [{ weekly: 'lots' }, '#weekly'],
    [{ weekly: '-5' }, '#weekly'],
    [{ weekly: '1e9' }, '#weekly'],
    [{ moveHours: '20', 'moveHours-low': '30' }, '#moveHours-low'],
    [{ 'effect-low': '40', 'effect-high': '20' }, '#effect-low'],
    [{ 'effect-high': '101' }, '#effect-high'],
    [{ years: '2.5' }, '#years'],
    [{ years: '0' }, '#years'],
    [{ discount: 'x' }, '#discount'],
  ] as const)
    assert.ok(
      read(fields).errors.some((each) => each.href === href),
      href,
    );
  assert.equal(of({ weekly: 'lots' }, 'weekly')?.typed.value, 'lots');
});

test('a link holds what differs, and says the same again', () => {
  const first = read({ weekly: '300', 'effect-high': '20', moveHours: '50', years: '5', owing: '50' });
  const link = linkOf('package', 'all', 'north', first);
  assert.ok(!link.includes('owing'));
  const again = read(Object.fromEntries(new URLSearchParams(link)));
  assert.deepEqual(
    again.figures.map(({ range }) => range),
    first.figures.map(({ range }) => range),
  );
  assert.deepEqual([again.effect, again.years], [first.effect, first.years]);
});

test('pounds as people say them', () => {
  for (const [pence, words] of [
    [0, '£0'],
    [45_99, '£46'],
    [-46_012, '−£460'],
    [994_00, '£990'],
    [1_234_00, '£1,200'],
    [27_600_00, '£28,000'],
    [999_499_00, '£999,000'],
    [1_250_000_00, '£1.3 million'],
    [12_345_678_00, '£12 million'],
  ] as const)
    assert.equal(poundsWords(pence), words);
});
