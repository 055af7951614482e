import { inReturn, type PlainDate } from '../kernel/index.ts';
import type { ReturnYear } from './return-year.ts';
import type { Column, PartialDate, Sex, TableName } from './tables.ts';

/** From the return of 2024-25 sex is M, F or U; before, 1 or 2 and no code for unknown, which is left blank. */
const FIRST_YEAR_OF_LETTERS: ReturnYear = 2025;

/**
 * A value as the year's return writes it, before any quoting or escaping: days dd/mm/yyyy, 1 and 0, sex in the year's
 * codes, nothing for null.
 * @throws RangeError where a reader would refuse it: text that a spreadsheet would run as a formula, or that spans lines
 */
export function cellText(table: TableName, name: string, column: Column, value: unknown, year: ReturnYear): string {
  if (value === null || value === undefined) return '';
  switch (column.kind) {
    case 'date':
      return inReturn(value as PlainDate);
    case 'partial-date':
      return partialDateText(value as PartialDate);
    case 'sex':
      return sexText(value as Sex, year);
    case 'yes-no':
      return value === true ? '1' : '0';
    case 'whole-number':
      return String(value);
    default: {
      const text = String(value);
      if (/^[=+\-@]|[\r\n\t]/.test(text)) {
        throw new RangeError(`${table}.${name} holds text that a spreadsheet would run, or that spans lines`);
      }
      return text;
    }
  }
}

function sexText(sex: Sex, year: ReturnYear): string {
  if (year >= FIRST_YEAR_OF_LETTERS) return sex === 'female' ? 'F' : sex === 'male' ? 'M' : 'U';
  return sex === 'female' ? '2' : sex === 'male' ? '1' : '';
}

function partialDateText(date: PartialDate): string {
  const part = (value: number | null, length: number) =>
    value === null ? 'z'.repeat(length) : String(value).padStart(length, '0');
  return `${part(date.day, 2)}/${part(date.month, 2)}/${part(date.year, 4)}`;
}
