import { addDays, addYears, type PlainDate } from '../kernel/index.ts';
import { type ReturnYear, returnYearDays } from '../ssda903/index.ts';
import type { OtherRow } from './other-tables.ts';

/** Somebody who was allocated to a child as the social worker. */
export interface LiveWorker {
  readonly actorId: string;
  readonly from: PlainDate;
  /** Null: goes on. */
  readonly to: PlainDate | null;
}

type Row = OtherRow<'SWEpisodes'>;

/** Days by which the day in the return and the day recorded here may differ and still mean the same change. */
const SAME_CHANGE_DAYS = 7;
/** Up to the return of 2023-24 social workers were asked for of the year itself, since then of the year before as well. */
const FIRST_OF_TWO_YEARS: ReturnYear = 2025;

/**
 * A child's social workers in a year, where no return of the year tells them: those of the return before, and after them
 * whoever was allocated here, one after another. Whom an allocation follows stops on its first day. The worker's number in
 * the register (SW_ID) and the reason for a change (SW_REASON) are not written down here, and so blank.
 * @param told by the return before
 * @param today what lies ahead of it has not happened
 */
export function workersOf(
  told: readonly Row[],
  allocated: readonly LiveWorker[],
  year: ReturnYear,
  today: PlainDate,
): readonly Row[] {
  const days = returnYearDays(year);
  const last = days.last < today ? days.last : today;
  const first = year < FIRST_OF_TWO_YEARS ? days.first : addYears(days.first, -1);
  const lastTold = told.reduce<PlainDate | null>(
    (late, { SW_DECOM }) => (late && late > SW_DECOM ? late : SW_DECOM),
    null,
  );
  const recorded = together(allocated).filter(
    ({ from }) => from <= last && (lastTold === null || from > addDays(lastTold, SAME_CHANGE_DAYS)),
  );
  const next = recorded[0]?.from ?? null;
  const rows: Row[] = [
    ...told.map((row) => (row.SW_DEC === null && next !== null ? { ...row, SW_DEC: next } : row)),
    ...recorded.map(({ from, to }) => ({ SW_ID: null, SW_DECOM: from, SW_DEC: to, SW_REASON: null })),
  ];
  return rows
    .filter(({ SW_DECOM, SW_DEC }) => SW_DECOM <= last && (SW_DEC === null || SW_DEC >= first))
    .map((row) => (row.SW_DEC !== null && row.SW_DEC > last ? { ...row, SW_DEC: null } : row));
}

/** Allocations in order; the same person again without a day between is one. */
function together(allocated: readonly LiveWorker[]): LiveWorker[] {
  const all: LiveWorker[] = [];
  for (const one of [...allocated].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const before = all.at(-1);
    if (before && before.actorId === one.actorId && (before.to === null || before.to >= one.from)) {
      const goesOn = before.to === null || one.to === null;
      all[all.length - 1] = { ...before, to: goesOn ? null : (before.to ?? '') > (one.to ?? '') ? before.to : one.to };
    } else all.push(one);
  }
  return all;
}
