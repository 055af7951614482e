import { type ArchiveEntry, openArchive } from './archive.ts';
import { type ProblemList, shown, Unreadable } from './problems.ts';
import type { ReturnFile } from './recognised-files.ts';
import { isWorkbook, workbookFiles } from './workbook.ts';

/**
 * The files of a return with archives and workbooks opened: a zip archive is the files in it, a workbook its sheets as
 * CSV. What cannot be opened is told in `problems` and left out; the others are kept.
 */
export async function unpackFiles(files: readonly ReturnFile[], problems: ProblemList): Promise<ReturnFile[]> {
  const unpacked: ReturnFile[] = [];
  for (const file of files) {
    try {
      unpacked.push(...(await unpackFile(file, problems)));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const { line, column, value, expected } = error;
      problems.add({ file: shown(file.name), line, column, value, expected, stops: true });
    }
  }
  return unpacked;
}

async function unpackFile(file: ReturnFile, problems: ProblemList): Promise<readonly ReturnFile[]> {
  const start = await firstBytes(file);
  if (isOldWorkbook(start)) {
    throw new Unreadable('a workbook saved as .xlsx and without a password; this one is of an older kind or locked');
  }
  if (!isPacked(start)) return [file];
  const entries = await openArchive(file.open());
  if (isWorkbook(entries)) return workbookFiles(file.name, entries, problems);
  if (entries.some(({ path }) => path === '[Content_Types].xml' || path === 'mimetype')) {
    throw new Unreadable('a workbook saved as .xlsx, or a zip archive of CSV files; this is another kind of document');
  }
  const wanted = entries.filter(({ path }) => !isHidden(path));
  if (wanted.length === 0) throw new Unreadable('a zip archive with the files of a return; there are none in it');
  const inside: ReturnFile[] = [];
  for (const entry of wanted) {
    const start = await firstBytes(entry);
    if (isPacked(start) || isOldWorkbook(start)) {
      const expected = `the files of a return; ${shown(nameOf(entry))} is itself an archive or a workbook, to be given by itself`;
      problems.add({ file: shown(file.name), line: null, column: null, value: null, expected, stops: true });
      continue;
    }
    inside.push({ name: `${file.name}: ${nameOf(entry)}`, tableName: nameOf(entry), open: () => entry.open() });
  }
  return inside;
}

/** Only the last part of a path is looked at: where an archive wants its files put is nothing to us. */
function nameOf(entry: ArchiveEntry): string {
  return entry.path.slice(entry.path.lastIndexOf('/') + 1);
}

/** What file managers add: __MACOSX, .DS_Store. */
function isHidden(path: string): boolean {
  return path.startsWith('__MACOSX/') || path.split('/').some((part) => part.startsWith('.'));
}

async function firstBytes(file: { open(): AsyncIterable<Uint8Array> }): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0);
  for await (const piece of file.open()) {
    start = Buffer.concat([start, piece.subarray(0, 8)]);
    if (start.length >= 8) break;
  }
  return start;
}

/** A zip archive begins with the header of its first file, or of its end where it has none. */
function isPacked(start: Buffer): boolean {
  const signature = start.length >= 4 ? start.readUInt32BE(0) : 0;
  return signature === 0x504b0304 || signature === 0x504b0506;
}

/** The container of .xls, and of workbooks with a password. */
function isOldWorkbook(start: Buffer): boolean {
  return start.length >= 8 && start.readUInt32BE(0) === 0xd0cf11e0 && start.readUInt32BE(4) === 0xa1b11ae1;
}
