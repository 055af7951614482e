import { Readable } from 'node:stream';

/** A file of a test: its text or bytes, handed out in small pieces so that nothing hangs on where a piece ends. */
export function sourceOf(content: string | Uint8Array, name = 'file.csv', piece = 7) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
  return {
    name,
    bytes: () =>
      Readable.from(
        (function* () {
          for (let from = 0; from < bytes.length; from += piece) yield bytes.subarray(from, from + piece);
        })(),
      ) as AsyncIterable<Uint8Array>,
  };
}
