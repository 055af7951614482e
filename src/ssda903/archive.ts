import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { shown, Unreadable } from './problems.ts';

/** A file within a zip archive. */
export interface ArchiveEntry {
  /** As it stands in the archive, with its folders. Only ever looked at: nothing is written anywhere. */
  readonly path: string;
  /** Its bytes, unpacked as they are read; Unreadable where they are not what the archive says. */
  open(): AsyncIterable<Uint8Array>;
}

/** A return of a million episodes is some 40 MB packed, and a workbook of it has a few dozen parts. */
const MOST_PACKED_BYTES = 200_000_000;
const MOST_ENTRIES = 1_000;
const MOST_UNPACKED_BYTES = 2_000_000_000;
/** The dullest table packs to a fiftieth; a bomb to a thousandth. What is small does no harm. */
const MOST_RATIO = 200;
const SMALL_BYTES = 1_000_000;

/**
 * The files of a zip archive, without folders. Each stays within what the archive declares for it, and that within
 * bounds, so that a small file cannot unpack to fill memory or time.
 *
 * @throws Unreadable, in words, when it is no archive, is locked, or is out of bounds
 */
export async function openArchive(source: AsyncIterable<Uint8Array>): Promise<readonly ArchiveEntry[]> {
  const bytes = await whole(source);
  try {
    const zip = await fromBufferPromise(bytes, { strictFileNames: false });
    if (zip.entryCount > MOST_ENTRIES) {
      throw new Unreadable(`an archive of at most ${MOST_ENTRIES} files; this one has ${zip.entryCount}`);
    }
    const entries: ArchiveEntry[] = [];
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      mustBeSound(entry);
      unpacked += entry.uncompressedSize;
      if (unpacked > MOST_UNPACKED_BYTES) {
        throw new Unreadable(`an archive that unpacks to at most ${MOST_UNPACKED_BYTES.toLocaleString('en-GB')} bytes`);
      }
      entries.push({ path: entry.fileName, open: () => unpack(zip, entry) });
    }
    return entries;
  } catch (error) {
    throw asUnreadable(error);
  }
}

async function whole(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source) {
    length += piece.length;
    if (length > MOST_PACKED_BYTES) {
      throw new Unreadable(`an archive or a workbook of at most ${MOST_PACKED_BYTES.toLocaleString('en-GB')} bytes`);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
}

function mustBeSound(entry: Entry): void {
  const name = shown(entry.fileName);
  if (entry.isEncrypted()) throw new Unreadable(`files without a password; ${name} is locked with one`);
  if (!entry.canDecodeFileData()) {
    throw new Unreadable(`files packed in the usual way of zip archives (deflate); ${name} is not`);
  }
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > SMALL_BYTES && uncompressedSize > compressedSize * MOST_RATIO) {
    throw new Unreadable(`files that unpack to at most ${MOST_RATIO} times their size; ${name} says more`);
  }
}

/** yauzl counts while it unpacks, and ends with an error at the first byte beyond what the archive declares. */
async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    yield* await zip.openReadStreamPromise(entry);
  } catch (error) {
    throw asUnreadable(error);
  }
}

/** The library says what is wrong with an archive by plain errors; any other is a fault of ours, and stays one. */
function asUnreadable(error: unknown): unknown {
  if (!(error instanceof Error) || error.constructor !== Error) return error;
  return new Unreadable(`a whole zip archive (${shown(error.message)})`);
}
