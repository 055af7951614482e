import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CODE_LISTS, type CodeList, codesIn, findCode } from './code-lists.ts';
import {
  episodeChange,
  isMove,
  isTemporaryStay,
  legalStatusWords,
  placeKind,
  placeWords,
  providerWords,
  reasonEndedWords,
} from './code-words.ts';

const inYear = (list: CodeList, year: number) => codesIn(list, year).map((one) => one.code);

describe('codes by year', () => {
  test('no code stands twice in a list, and each has words', () => {
    for (const [list, codes] of Object.entries(CODE_LISTS)) {
      assert.equal(new Set(codes.map((one) => one.code)).size, codes.length, list);
      for (const one of codes) {
        assert.match(one.code, /^[A-Z0-9]+$/, list);
        assert.ok(one.words.length > 1, `${list} ${one.code}`);
      }
    }
  });

  test('codes begin and end with the years of the return', () => {
    const changed = (list: CodeList, year: number) => ({
      gone: inYear(list, year - 1).filter((code) => !inYear(list, year).includes(code)),
      fresh: inYear(list, year).filter((code) => !inYear(list, year - 1).includes(code)),
    });
    assert.deepEqual(changed('REC', 2019), { gone: ['E43', 'E44'], fresh: ['E45', 'E46', 'E47', 'E48'] });
    assert.deepEqual(changed('REASON_PLACE_CHANGE', 2019), { gone: [], fresh: ['CUSTOD'] });
    assert.deepEqual(changed('ACTIV', 2022), { gone: ['F3', 'P3'], fresh: ['F4', 'P4', 'F5', 'P5'] });
    assert.deepEqual(changed('PLACE', 2025), { gone: ['H5', 'P2'], fresh: ['K3'] });
    assert.deepEqual(changed('PLACE', 2026), { gone: ['Z1'], fresh: ['Z11', 'Z12', 'Z13', 'Z14'] });
    assert.equal(findCode('PLACE', 'Z12')?.unsure, 'meaning');
  });
});

describe('what codes mean', () => {
  test('every place code has its kind of home', () => {
    const kinds: Record<string, string[]> = {};
    for (const { code } of CODE_LISTS.PLACE) kinds[placeKind(code)] = [...(kinds[placeKind(code)] ?? []), code];
    assert.deepEqual(kinds, {
      adoption: ['A3', 'A4', 'A5', 'A6'],
      supported: ['H5', 'K3', 'P2'],
      secure: ['K1'],
      residential: ['K2', 'R1'],
      'with-parents': ['P1'],
      other: ['P3', 'R2', 'R3', 'R5', 'S1', 'T0', 'T1', 'T2', 'T3', 'T4', 'Z1', 'Z11', 'Z12', 'Z13', 'Z14'],
      kinship: ['U1', 'U2', 'U3'],
      fostering: ['U4', 'U5', 'U6'],
    });
    assert.equal(placeKind('??'), 'other');
  });

  test('a move is to other people, not for a few days, and not on paper only', () => {
    assert.deepEqual(['S', 'L', 'T', 'U', 'P', 'B', '?'].map(episodeChange), [
      'start',
      'status-only',
      'same-carers',
      'same-carers',
      'new-carers',
      'new-carers',
      null,
    ]);
    assert.equal(isMove('P', 'U6'), true);
    assert.equal(isMove('B', 'K2', 'CREQB'), true);
    assert.equal(isMove('L', 'U6'), false);
    assert.equal(isMove('T', 'U6'), false);
    assert.equal(isMove('P', 'T3'), false);
    assert.equal(isMove('P', 'U4', 'PLACE'), false);
    assert.equal(isTemporaryStay('T4'), true);
    assert.equal(isTemporaryStay('T5'), false);
  });

  test('words for screens, and a code that is not known says so', () => {
    assert.equal(placeWords('K2'), "Children's home");
    assert.equal(legalStatusWords('V2'), 'In care by agreement (section 20)');
    assert.equal(providerWords('PR1'), "The authority's own");
    assert.equal(reasonEndedWords('E11'), 'Adopted, unopposed');
    assert.equal(reasonEndedWords('E99'), 'Code E99 (not known)');
  });
});
