import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { date } from '../kernel/index.ts';
import { PLACEMENT_DATA_STANDARD, placementDataStandard, type StandardValue } from './placement-data-standard.ts';
import { EMPTY_CONTENT, type ProfileContent } from './profile.ts';
import { withNotes } from './profile-examples.ts';

const request = { childId: 'child_1', asOf: date('2026-11-21') };
const RISK = 'No known risk|Risk present';
const SUITS = 'Preferred|Suitable but not preferred|Unsuitable|Not specified';

/** The standard's own list (v2, 18 July 2025): group, field, options. Typed from the standard, not from the map. */
const STANDARD: readonly (readonly [string, string, string])[] = [
  ['Determinants of availability', 'Child ID', ''],
  ['Determinants of availability', 'When placement is needed by', 'Today|In less than 5 days|In more than 5 days'],
  ['Determinants of availability', 'Number of siblings to place with', ''],
  ['Determinants of availability', 'Preferred location for home search', ''],
  ['Requirements', 'Communication, language and learning needs', 'Y|N|Not specified'],
  ['Requirements', 'Specific communication and language requirements', 'ESOL|BSL|Makaton|Other|None'],
  ['Requirements', 'Adaptation to the home', 'Y|N'],
  ['Requirements', 'Cultural needs', 'Required|Not required|Not known|Other'],
  [
    'Requirements',
    'Who can the child be cared for alongside',
    'Solo recommended|With other children recommended|Only older children|Only younger children|No preference',
  ],
  ['Requirements', 'Can live with pets', 'Yes – must|Yes – can|No|Not known'],
  [
    'Requirements',
    'Additional support',
    'Additional supervision|Therapeutic support|Respite worker|Taxis to school|NA|Other',
  ],
  ['Requirements', 'Deprivation of Liberty Order', 'Yes|No'],
  ['Recommendation', 'Foster care suitability', SUITS],
  ['Recommendation', 'Residential care suitability', SUITS],
  ['Recommendation', 'Supported accommodation suitability', SUITS],
  ['Risks to child', 'Self-harm', RISK],
  ['Risks to child', 'Sexual exploitation', RISK],
  ['Risks to child', 'Criminal exploitation', RISK],
  ['Risks to child', 'Drug and alcohol use', RISK],
  ['Risks to child', 'Eating disorder', RISK],
  ['Risks to child', 'Going missing', RISK],
  ['Risks to child', 'Other', ''],
  ['Risks to others or property', 'Physical harm', RISK],
  ['Risks to others or property', 'Sexual harm', RISK],
  ['Risks to others or property', 'Fire-setting', RISK],
  ['Risks to others or property', 'Harm to animals', RISK],
  ['Risks to others or property', 'Criminal exploitation', RISK],
  ['Risks to others or property', 'Other', ''],
];

function valueIn(content: ProfileContent, field: string, group?: string): StandardValue | undefined {
  return placementDataStandard(content, request).fields.find(
    (each) => each.field === field && (!group || each.group === group),
  )?.value;
}

describe('the Placements Data Standard', () => {
  test('every field is mapped, with exactly the standard’s options', () => {
    assert.deepEqual(
      PLACEMENT_DATA_STANDARD.map(({ group, field, options }) => [group, field, (options ?? []).slice().sort()]),
      STANDARD.map(([group, field, options]) => [group, field, options ? options.split('|').sort() : []]),
    );
    for (const each of PLACEMENT_DATA_STANDARD) assert.ok(each.from, each.field);
  });

  test('an empty profile guesses nothing: what the standard requires and nobody said is listed', () => {
    assert.deepEqual(placementDataStandard(EMPTY_CONTENT, request).missing, [
      'Specific communication and language requirements',
      'Adaptation to the home',
    ]);
    assert.equal(valueIn(EMPTY_CONTENT, 'Communication, language and learning needs'), 'Not specified');
    assert.equal(valueIn(EMPTY_CONTENT, 'Can live with pets'), 'Not known');
    assert.equal(valueIn(EMPTY_CONTENT, 'Additional support'), null);
  });

  test('communication and learning: one need is yes, one zero beside an unknown is not no', () => {
    const field = 'Communication, language and learning needs';
    const zero = withNotes(EMPTY_CONTENT, 'communication', { level: 0 });
    assert.equal(valueIn(zero, field), 'Not specified');
    assert.equal(valueIn(withNotes(zero, 'education', { level: 0 }), field), 'N');
    assert.equal(valueIn(withNotes(zero, 'education', { level: 1 }), field), 'Y');
  });

  test('signed languages among the languages count, and None stands alone', () => {
    const field = 'Specific communication and language requirements';
    const living = (part: Partial<ProfileContent['living']>) => ({
      ...EMPTY_CONTENT,
      living: { ...EMPTY_CONTENT.living, ...part },
    });
    assert.deepEqual(valueIn(living({ languages: ['Polish', 'BSL'], communication: ['ESOL'] }), field), [
      'ESOL',
      'BSL',
    ]);
    assert.deepEqual(valueIn(living({ communication: ['None'] }), field), ['None']);
    assert.deepEqual(valueIn(living({ communication: ['None'], languages: ['Makaton'] }), field), ['Makaton']);
    assert.equal(valueIn(living({ languages: ['Polish'] }), field), null);
  });

  test('the two kinds of criminal exploitation stay apart', () => {
    const safe = { ...EMPTY_CONTENT.safe, risksToChild: ['criminal-exploitation' as const] };
    const content = { ...EMPTY_CONTENT, safe };
    assert.equal(valueIn(content, 'Criminal exploitation', 'Risks to child'), 'Risk present');
    assert.equal(valueIn(content, 'Criminal exploitation', 'Risks to others or property'), 'No known risk');
  });

  test('when a home is needed: today, tomorrow, in four and in five days', () => {
    const when = (neededBy: string) =>
      placementDataStandard(EMPTY_CONTENT, { ...request, neededBy: date(neededBy) }).fields[1]?.value;
    assert.equal(when('2026-11-21'), 'Today');
    assert.equal(when('2026-11-22'), 'In less than 5 days');
    assert.equal(when('2026-11-25'), 'In less than 5 days');
    assert.equal(when('2026-11-26'), 'In more than 5 days');
  });

  test('every value is one of the standard’s options', () => {
    const full: ProfileContent = {
      ...EMPTY_CONTENT,
      living: {
        ...EMPTY_CONTENT.living,
        adaptations: true,
        culture: 'required',
        alongside: 'only-older',
        pets: 'must',
        extraSupport: 'taxis-to-school',
        libertyOrder: true,
        communication: ['BSL', 'Other'],
        suits: { fostering: 'preferred', residential: 'suitable', supported: 'unsuitable' },
      },
    };
    for (const { options, value, field } of PLACEMENT_DATA_STANDARD) {
      const found = [value(full, request)].flat();
      if (options) for (const each of found) assert.ok(each === null || options.includes(String(each)), field);
    }
  });
});
