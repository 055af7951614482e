import type { Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type ReturnYear, returnYearWords, writeReturn, writeReturnXml } from '../ssda903/index.ts';
import { type MadeExport, type MadeFile, numberOf } from './export-made.ts';
import { type LiveReturn, liveReturn, tablesNotHeld } from './live-return.ts';
import { liveRecords } from './live-return-store.ts';

/**
 * The return of a year as files: CSV, one for each table that the records can fill, or the single XML file. Tables that are
 * not held are left out, so that another system's files of them can be put beside these. Needs the system's rights.
 * @param authority the id of the organisation
 */
export async function exportReturn(
  tx: Tx,
  authority: string,
  asked: { readonly year: ReturnYear; readonly format: 'csv' | 'xml'; readonly today: PlainDate },
): Promise<MadeExport> {
  const made = liveReturn(await liveRecords(tx, authority, [asked.year]), asked.year, asked.today);
  return {
    files: asked.format === 'csv' ? csvFiles(made) : [xmlFile(made)],
    children: made.children,
    counts: { children: made.tables.Header.length, episodes: made.tables.Episodes.length },
    notes: returnNotes(made),
  };
}

/** The tables of a return that are held, as the year's CSV files. */
export function csvFiles({ tables, year, held }: LiveReturn): MadeFile[] {
  return writeReturn(tables, year)
    .filter(({ table }) => held.tables.includes(table))
    .map(({ name, text }) => ({ name, content: text }));
}

function xmlFile({ tables, year }: LiveReturn): MadeFile {
  return { name: `ssda903_${returnYearWords(year)}.xml`, content: writeReturnXml(tables, year) };
}

/** What the return does not say because nothing here is written down for it, and who cannot be in it. */
export function returnNotes(made: LiveReturn): string[] {
  const { year, held } = made;
  const tables = tablesNotHeld(year, held);
  const columns = Object.entries(held.blank).flatMap(([table, names]) => names.map((name) => `${table}.${name}`));
  const notes: string[] = [];
  if (tables.length > 0)
    notes.push(
      `Not held here, and so not in it: the tables ${tables.join(', ')}. They come with the import of a return of ${returnYearWords(year)} that has them.`,
    );
  if (columns.length > 0) notes.push(`Not held here, and so blank: ${columns.join(', ')}.`);
  if (made.withoutId > 0)
    notes.push(`Not in it: ${numberOf(made.withoutId, 'child', 'children')} without an id in the return.`);
  if (made.estimatedBirths > 0)
    notes.push(`Dates of birth that are estimates: ${made.estimatedBirths.toLocaleString('en-GB')}.`);
  if (made.hiddenPostcodes > 0)
    notes.push(`Postcodes left blank because the address is hidden: ${made.hiddenPostcodes.toLocaleString('en-GB')}.`);
  if (made.fromStays > 0)
    notes.push(
      `Rows that no return has told yet, made from homes recorded here: ${made.fromStays.toLocaleString('en-GB')}. Look at their legal status and kind of placement.`,
    );
  return notes;
}
