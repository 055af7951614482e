import { addDays, daysBetween, inWords, type PlainDate } from '../kernel/index.ts';
import { type ReturnYear, returnYearDays, returnYearOf } from '../ssda903/index.ts';

/** Between which days the records of an authority tell everybody's care. */
export interface WholeDays {
  readonly from: PlainDate;
  readonly until: PlainDate;
  /** How the last of them was found. */
  readonly by: 'today' | 'last-record' | 'return';
}

/** One child's time in care, as far as the days of comings, moves and endings go. */
export interface CareDays {
  /** The first day of each row. */
  readonly began: readonly PlainDate[];
  /** When care ended for good; null while it lasts. */
  readonly left: PlainDate | null;
}

/** Without a coming, a move or an ending for longer than this, what is silent may be what nobody wrote down. */
const SILENT_DAYS = 31;
/** Since the last return as much must have been recorded as this share of what is usual. */
const ENOUGH = 0.5;

/**
 * Tells for which days records are whole.
 *
 * The first is that of the earliest year whose return was imported, of the years without a gap before the latest. Where
 * none was imported, it is that of the first year from which on at least half as many children left care in each year as
 * came: records kept only of those who stayed would otherwise pass for a time in which nobody left.
 *
 * The last is the end of the latest year that is over and has a return; or, where at least half as many comings, moves and
 * endings were recorded since as in as many days before, today. Where nothing has been recorded for more than 31 days, it
 * is the day of the last record. Otherwise months in which nobody wrote anything down would pass for calm ones.
 *
 * @param imported years whose return was imported
 * @returns null where nobody can tell since when the records are whole
 */
export function wholeDays(
  imported: readonly ReturnYear[],
  children: readonly CareDays[],
  today: PlainDate,
): WholeDays | null {
  const year = imported.length > 0 ? withoutGap(imported) : firstBalanced(children, today);
  if (year === null) return null;
  const from = returnYearDays(year).first;
  const end = imported
    .map((one) => returnYearDays(one).last)
    .filter((last) => last <= today)
    .sort()
    .at(-1);
  const events = children
    .flatMap(({ began, left }) => (left === null ? began : [...began, left]))
    .filter((day) => day <= today)
    .sort();
  const last = events.at(-1);
  if (end !== undefined && (last === undefined || !goesOn(events, end, today)))
    return { from, until: end, by: 'return' };
  if (last === undefined) return null;
  return daysBetween(last, today) > SILENT_DAYS
    ? { from, until: last, by: 'last-record' }
    : { from, until: today, by: 'today' };
}

function withoutGap(imported: readonly ReturnYear[]): ReturnYear {
  const years = new Set(imported);
  let first = Math.max(...imported);
  while (years.has(first - 1)) first -= 1;
  return first;
}

/** The first year from which on nobody is missing who left, as far as numbers can tell. */
function firstBalanced(children: readonly CareDays[], today: PlainDate): ReturnYear | null {
  const came = new Map<ReturnYear, number>();
  const left = new Map<ReturnYear, number>();
  const add = (to: Map<ReturnYear, number>, day: PlainDate | null | undefined) => {
    if (day) to.set(returnYearOf(day), (to.get(returnYearOf(day)) ?? 0) + 1);
  };
  for (const child of children) {
    add(came, child.began[0]);
    add(left, child.left);
  }
  let first: ReturnYear | null = null;
  // The year that is running says nothing yet.
  for (let year = returnYearOf(today) - 1; (came.get(year) ?? 0) + (left.get(year) ?? 0) > 0; year -= 1) {
    if ((left.get(year) ?? 0) < (came.get(year) ?? 0) * ENOUGH) break;
    first = year;
  }
  return first;
}

/** Whether about as much is recorded after a day as was before it. */
function goesOn(events: readonly PlainDate[], end: PlainDate, today: PlainDate): boolean {
  const days = daysBetween(end, today);
  const since = events.filter((day) => day > end).length;
  const before = events.filter((day) => day > addDays(end, -days) && day <= end).length;
  return since > 0 && since >= before * ENOUGH;
}

/** In a sentence, for the page. */
export function wholeWords(name: string, { until, by }: WholeDays): string {
  const day = inWords(until);
  if (by === 'return') {
    return `${name}: the last return ends on ${day}, and since then too little has been recorded here to count on.`;
  }
  if (by === 'today') return `${name}: arrivals, moves and endings are recorded here up to ${day}.`;
  return `${name}: nothing has been recorded here since ${day}.`;
}
