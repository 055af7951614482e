import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addMonths, ageOn, birthday, dayOf, dayText, parseDay, partsOf } from './day.ts';

const aDay = fc.integer({ min: -200_000, max: 200_000 });

describe('days of the return', () => {
  test('are those of the calendar, as Date counts them', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const at = new Date(day * 86_400_000);
        const parts = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
        assert.deepEqual(partsOf(day), parts);
        assert.equal(dayOf(parts.year, parts.month, parts.day), day);
      }),
      { numRuns: 2_000 },
    );
  });

  test('are read as dd/mm/yyyy, and as nothing else', () => {
    assert.equal(dayText(parseDay('29/02/2024') ?? 0), '29/02/2024');
    assert.equal(dayText(parseDay('1/4/2025') ?? 0), '01/04/2025');
    for (const text of ['29/02/2025', '31/04/2025', '00/01/2025', '01/13/2025', '01/01/25', '2025-04-01', 'soon', '']) {
      assert.equal(parseDay(text), null, text);
    }
    assert.equal(parseDay(null), null);
  });

  test('months later keep the day of the month, or take the last there is', () => {
    const later = (text: string, months: number) => dayText(addMonths(parseDay(text) ?? 0, months));
    assert.equal(later('31/01/2024', 1), '29/02/2024');
    assert.equal(later('31/12/2024', 2), '28/02/2025');
    assert.equal(later('15/01/2024', -1), '15/12/2023');
    assert.equal(later('30/11/2023', 25), '30/12/2025');
  });

  test('ages change on the birthday; who was born on 29 February turns a year older on 28 February', () => {
    const born = parseDay('29/02/2008') ?? 0;
    assert.equal(dayText(birthday(born, 16)), '29/02/2024');
    assert.equal(dayText(birthday(born, 17)), '28/02/2025');
    assert.equal(ageOn(born, parseDay('27/02/2025') ?? 0), 16);
    assert.equal(ageOn(born, parseDay('28/02/2025') ?? 0), 17);
    assert.equal(ageOn(born, born - 1), -1);
  });
});
