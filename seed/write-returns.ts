import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayNumber } from '../src/kernel/index.ts';
import { returnYearDays, writeReturn } from '../src/ssda903/index.ts';
import { YEARS_KEPT } from './families.ts';
import type { MadeUpRegion } from './region.ts';
import { returnTables } from './return-tables.ts';
import { historyStart } from './simulate.ts';

/** The whole return years of the kept history, named by the year they end in. */
export function returnYears(region: Pick<MadeUpRegion, 'asOf'>): number[] {
  const first = Number(historyStart(region.asOf).slice(0, 4)) + 1;
  return Array.from({ length: YEARS_KEPT }, (_, index) => first + index);
}

/**
 * Writes the statutory returns of a made-up region: `<folder>/<authority code>/<year>/` with one file for each table.
 * @returns how many files were written
 */
export async function writeReturns(region: MadeUpRegion, folder: string): Promise<number> {
  let files = 0;
  for (const lives of region.lives()) {
    for (const authority of lives.geography.authorities) {
      for (const year of returnYears(region)) {
        const days = returnYearDays(year);
        const into = join(folder, authority.code, String(year));
        await mkdir(into, { recursive: true });
        const tables = returnTables(lives, authority, {
          year,
          first: dayNumber(days.first),
          last: dayNumber(days.last),
        });
        for (const file of writeReturn(tables, year)) {
          await writeFile(join(into, file.name), [...file.text].join(''));
          files++;
        }
      }
    }
  }
  return files;
}
