import { writeSync } from 'node:fs';

/**
 * Where a command writes. `out` is the answer (with `--json` one JSON document and nothing else);
 * `err` is everything said to the person beside it. Neither adds a line end by itself.
 */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** The terminal, or whatever the shell has put in its place. */
export const standardOutput: Output = {
  out: (text) => write(1, text),
  err: (text) => write(2, text),
};

/**
 * Writes all of the text before it returns, so that a command may end at once without losing the end of a
 * long answer. A reader that has gone away (`homeward … | head`) is no error of ours.
 */
function write(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE') return;
      // A full pipe that does not block: wait a moment for its reader.
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
