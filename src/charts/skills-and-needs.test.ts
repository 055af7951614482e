import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allOf, assertAsReviewed, assertSound, layout, numberOf, ofClass } from '../../test/pictures.ts';
import { type SkillRow, skillsAndNeeds } from './skills-and-needs.ts';

function rowOf(row: Partial<SkillRow>) {
  const { svg } = skillsAndNeeds({ rows: [{ label: 'Health', need: 2, skill: 2, evidence: 'fresh', ...row }] });
  return layout(svg, 'wide');
}

// By hand: level 0 is at 262, and each level is 52 further; the column of the unknown is at 528.

test('marks stand at their levels', () => {
  const map = rowOf({ need: 3, skill: 1 });
  assert.match(ofClass(map, 'hw-chart-need')[0]?.attributes.d ?? '', /^M418 /);
  assert.equal(numberOf(ofClass(map, 'hw-chart-skill')[0]!, 'cx'), 314);
  assert.ok(map.text.includes('2 short'));
});

test('unknown is a hollow mark with a question mark beyond the scale, never one at zero', () => {
  const skill = ofClass(rowOf({ skill: null }), 'hw-chart-unknown-skill')[0]!;
  assert.deepEqual([numberOf(skill, 'cx'), skill.attributes.fill], [528, '#fff']);
  const both = ofClass(rowOf({ need: null, skill: null }), 'hw-chart-row')[0]!;
  assert.match(ofClass(both, 'hw-chart-unknown-need')[0]?.attributes.d ?? '', /^M515 /);
  assert.equal(numberOf(ofClass(both, 'hw-chart-unknown-skill')[0]!, 'cx'), 541);
  assert.equal(ofClass(both, 'hw-chart-need').length + ofClass(both, 'hw-chart-skill').length, 0);
  assert.deepEqual(
    allOf(both, ({ name }) => name === 'text').map(({ text }) => text),
    ['Health', '?', '?', 'ask'],
  );
});

test('a known nought is drawn at zero', () => {
  const row = rowOf({ need: 0, skill: 0 });
  assert.match(ofClass(row, 'hw-chart-need')[0]?.attributes.d ?? '', /^M262 /);
  assert.equal(numberOf(ofClass(row, 'hw-chart-skill')[0]!, 'cx'), 262);
});

test('table and words say what is met, short and to be asked', () => {
  const { table, words } = skillsAndNeeds({
    rows: [
      { label: 'Health', need: 3, skill: 1, evidence: 'stale' },
      { label: 'Family', need: 1, skill: 2, evidence: 'self' },
      { label: 'School', need: 2, skill: null, evidence: 'fresh' },
      { label: 'Play', need: 0, skill: null, evidence: 'fresh' },
    ],
  });
  assert.deepEqual(table.rows, [
    ['Health', '3', '1', 'seen long ago', '2 short'],
    ['Family', '1', '2', 'the home’s own word', 'met'],
    ['School', '2', 'not known', '', 'ask'],
    ['Play', '0', 'not known', '', 'met'],
  ]);
  assert.equal(
    words,
    'The home can meet what is needed in 2 of 4 areas and falls short in Health (2 short); not yet known for School.',
  );
});

test('whatever the rows, the chart is sound', () => {
  const level = fc.constantFrom(0, 1, 2, 3, 4, null);
  const evidence = fc.constantFrom('fresh', 'stale', 'self');
  const rows = fc.array(fc.record({ label: fc.string(), need: level, skill: level, evidence }), { maxLength: 14 });
  fc.assert(
    fc.property(rows, (some) => {
      const { svg } = skillsAndNeeds({ rows: some });
      assertSound(svg);
      const known = some.filter(({ skill }) => skill !== null).length;
      const chart = layout(svg, 'compact');
      // The key shows three circles more, one for each kind of evidence.
      assert.equal(ofClass(chart, 'hw-chart-skill').length, known + 3);
      assert.equal(ofClass(chart, 'hw-chart-unknown-skill').length, some.length - known);
    }),
  );
});

test('a label with markup is text', () => {
  const label = `<script>"'`;
  const root = assertSound(skillsAndNeeds({ rows: [{ label, need: 1, skill: 1, evidence: 'self' }] }).svg);
  assert.ok(root.text.includes(label));
});

test('looks as reviewed', () => {
  const rows: SkillRow[] = [
    { label: 'Health', need: 3, skill: 3, evidence: 'fresh' },
    { label: 'School and learning', need: 4, skill: 1, evidence: 'stale' },
    { label: 'Family and family time', need: null, skill: null, evidence: 'self' },
    { label: 'Play, interests and talents', need: 0, skill: 2, evidence: 'self' },
  ];
  assertAsReviewed('skills-and-needs', skillsAndNeeds({ rows }).svg);
});
