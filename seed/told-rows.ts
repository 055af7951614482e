import { dayNumber, fromDayNumber, type PlainDate } from '../src/kernel/index.ts';
import { returnYearDays, returnYearOf } from '../src/ssda903/index.ts';
import { ageAt } from './people.ts';
import type { Child } from './population.ts';
import { addMissing } from './return-care.ts';
import { addAdoption, addCareLeaver, healthRow } from './return-outcomes.ts';
import { day, type ReturnRows, type Year } from './return-rows.ts';
import type { RowBox } from './rows.ts';

/** What returns told of the children beside where they live: enough for the figures that are counted from it. */
export const TOLD_TABLES = ['oc2', 'oc3', 'ad1', 'placed_adoption', 'missing'];

/** The last two whole years, so that a figure stands beside that of a year before. */
const YEARS = 2;

/** The years' returns that had been sent by a day, as the made-up returns have them (return-tables.ts). */
export function addTold(box: RowBox, child: Child, asOf: number): void {
  const running = returnYearOf(fromDayNumber(asOf) as PlainDate);
  for (let ended = running - YEARS; ended < running; ended++) {
    const days = returnYearDays(ended);
    addYear(box, child, { year: ended, first: dayNumber(days.first), last: dayNumber(days.last) });
  }
}

function addYear(box: RowBox, child: Child, year: Year): void {
  const rows = { OC2: [], OC3: [], AD1: [], PlacedAdoption: [], Missing: [] } as unknown as ReturnRows;
  const isIn = child.entry <= year.last && (child.exit === null || child.exit >= year.first);
  if (!isIn) addCareLeaver(rows, child, year);
  else {
    const stays = child.exit === null || child.exit > year.last;
    if (stays && child.entry <= year.first)
      rows.OC2.push(healthRow(child.returnId, day(child.born), child, ageAt(child, year.last), year));
    addMissing(rows, child, Math.max(child.entry, year.first), Math.min(child.exit ?? year.last, year.last));
    addAdoption(rows, child, year);
  }
  const told = {
    ...{ organisation_id: child.family.authority.id, child_id: child.id },
    ...{ return_year: year.year, import_id: 'made up' },
  };
  const put = (table: string, list: readonly object[]) => {
    for (const row of list) {
      const columns = Object.entries(row).filter(([name]) => name !== 'CHILD' && name !== 'DOB');
      box.add(table, { ...told, ...Object.fromEntries(columns.map(([name, value]) => [name.toLowerCase(), value])) });
    }
  };
  put('oc2', rows.OC2);
  put('oc3', rows.OC3);
  put('ad1', rows.AD1);
  put('placed_adoption', rows.PlacedAdoption);
  put('missing', rows.Missing);
}
