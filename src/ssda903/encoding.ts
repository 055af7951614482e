import { isUtf8 } from 'node:buffer';
import { Unreadable } from './problems.ts';

const SAVE_AS = 'text saved as UTF-8 ("CSV UTF-8" when saving from a spreadsheet)';

/**
 * Passes on the bytes of a text file in UTF-8 without its byte order mark, cut only between characters, and refuses
 * every other encoding in words. Windows-1252 is not guessed: a guess would change a name or an identifier in silence.
 */
export async function* utf8Only(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let line = 1;
  let held: Buffer = Buffer.alloc(0);
  let started = false;
  for await (const bytes of source) {
    const fresh = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let chunk = held.length > 0 ? Buffer.concat([held, fresh]) : fresh;
    if (!started) {
      // The marks of other kinds of file are up to four bytes long; a source may hand out fewer at a time.
      if (chunk.length < 4) {
        held = chunk;
        continue;
      }
      chunk = withoutMark(chunk);
      started = true;
    }
    const whole = chunk.subarray(0, wholeCharacters(chunk));
    held = chunk.subarray(whole.length);
    if (whole.length === 0) continue;
    line += check(whole, line);
    yield whole;
  }
  if (!started) held = withoutMark(held);
  if (held.length > 0) {
    check(held, line);
    yield held;
  }
}

/** Throws Unreadable at the first line that is not UTF-8 text; otherwise returns how many lines end here. */
function check(chunk: Buffer, line: number): number {
  const good = isUtf8(chunk) && !chunk.includes(0);
  let lines = 0;
  let from = 0;
  for (let end = chunk.indexOf(10); ; end = chunk.indexOf(10, from)) {
    if (!good) {
      const part = chunk.subarray(from, end === -1 ? chunk.length : end);
      if (!isUtf8(part)) {
        throw new Unreadable(`${SAVE_AS}; this line is in another encoding, often Windows-1252`, {
          line: line + lines,
        });
      }
      if (part.includes(0)) {
        throw new Unreadable(`${SAVE_AS}; this line holds bytes that are not text`, { line: line + lines });
      }
    }
    if (end === -1) return lines;
    lines += 1;
    from = end + 1;
  }
}

function withoutMark(start: Buffer): Buffer {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return start.subarray(3);
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) {
    throw new Unreadable(`${SAVE_AS}; this file is in UTF-16`, { line: 1 });
  }
  if (start[0] === 0x50 && start[1] === 0x4b && start[2] === 0x03 && start[3] === 0x04) {
    throw new Unreadable(`${SAVE_AS}; this file is a workbook or a zip archive`, { line: 1 });
  }
  return start;
}

/** How many bytes from the start end on a whole character, as far as the last four bytes can tell. */
function wholeCharacters(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back += 1) {
    const byte = chunk[chunk.length - back] ?? 0;
    if (byte < 0x80) return chunk.length;
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < needs ? chunk.length - back : chunk.length;
    }
  }
  return chunk.length;
}
