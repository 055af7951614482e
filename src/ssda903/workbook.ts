import type { ArchiveEntry } from './archive.ts';
import { tableByName } from './file-recognition.ts';
import { type ProblemList, shown, Unreadable } from './problems.ts';
import type { ReturnFile } from './recognised-files.ts';
import { type SheetContext, sheetAsCsv } from './sheet-csv.ts';
import { readRelations, readSharedTexts, readSheets, readStyles } from './workbook-parts.ts';

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const TEXTS = 'xl/sharedStrings.xml';
const STYLES = 'xl/styles.xml';

/** Whether an archive is a workbook as Excel and LibreOffice save it (.xlsx, ECMA-376). */
export function isWorkbook(entries: readonly ArchiveEntry[]): boolean {
  return entries.some(({ path }) => path === WORKBOOK);
}

/**
 * The sheets of a workbook, each as the CSV file it would be. A sheet is known by its own name; the only sheet of a
 * workbook by the workbook's, too.
 *
 * @throws Unreadable when its parts are not there or not well-formed
 */
export async function workbookFiles(
  name: string,
  entries: readonly ArchiveEntry[],
  problems: ProblemList,
): Promise<readonly ReturnFile[]> {
  const parts = new Map(entries.map((entry) => [entry.path, entry]));
  const part = (path: string): ArchiveEntry => {
    const found = parts.get(path);
    if (!found) throw new Unreadable(`a whole workbook; ${shown(path)} is missing in it`);
    return found;
  };
  const { sheets, from1904 } = await readSheets(part(WORKBOOK).open());
  const targets = await readRelations(part(RELATIONS).open());
  const context: SheetContext = {
    texts: parts.has(TEXTS) ? await readSharedTexts(part(TEXTS).open()) : [],
    styles: parts.has(STYLES) ? await readStyles(part(STYLES).open()) : [],
    from1904,
  };
  return sheets.flatMap((sheet): ReturnFile[] => {
    const path = targets.get(sheet.relation) ?? '';
    // A chart or a macro has a sheet of its own, which holds no cells.
    if (path.includes('/chartsheets/') || path.includes('/dialogsheets/')) return [];
    const entry = part(path);
    const named = sheets.length === 1 && tableByName(sheet.name) === null ? name : sheet.name;
    const file = shown(`${name}: ${sheet.name}`);
    // A sheet may be opened twice, to tell what it is and to read it; what is to be told is told once.
    const told = new Set<string>();
    return [
      {
        name: file,
        tableName: named,
        open: () =>
          sheetAsCsv(entry.open(), context, (problem) => {
            const key = `${problem.line} ${problem.column} ${problem.expected}`;
            if (told.has(key)) return;
            told.add(key);
            problems.add({ file, ...problem, stops: false });
          }),
      },
    ];
  });
}
