import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ok, type Result, refused } from '../kernel/index.ts';
import { LONGEST_SIDE, type PictureSize, sizeOfBarePicture } from './picture.ts';

const PROGRAM = fileURLToPath(new URL('./picture-process.ts', import.meta.url));
const LONGEST_MS = 30_000;
const MOST_BYTES = 2_000_000;
const TOO_MANY_PIXELS = 4;

/** A picture as it is kept: upright, at most 1,200 pixels, and nothing but the picture. */
export interface MadePicture extends PictureSize {
  readonly bytes: Buffer;
}

export type PictureFault = 'unreadable' | 'too-many-pixels';

let last: Promise<unknown> = Promise.resolve();

/**
 * Makes the picture that is kept from the file somebody has sent: turned as its camera says, made smaller, written anew as
 * a JPEG in sRGB without anything else that was in the file. The file is unpacked in a process of its own that is ended
 * after half a minute; one at a time, because unpacked a picture takes some 160 MB.
 * @throws Error where what came out is not a bare picture: it is looked through, not believed
 */
export function makePicture(file: string): Promise<Result<MadePicture, PictureFault>> {
  const turn = last.then(() => make(file));
  last = turn.catch(() => undefined);
  return turn;
}

async function make(file: string): Promise<Result<MadePicture, PictureFault>> {
  const { bytes, code } = await run(file);
  if (code === TOO_MANY_PIXELS) return refused('too-many-pixels');
  if (code !== 0) return refused('unreadable');
  const size = sizeOfBarePicture(bytes);
  if (!size || Math.max(size.width, size.height) > LONGEST_SIDE || bytes.length > MOST_BYTES) {
    throw new Error('what came out of a picture is not a bare picture');
  }
  return ok({ bytes, ...size });
}

function run(file: string): Promise<{ bytes: Buffer; code: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, file], {
      // Windows starts no program without its own folder; nothing else of ours is for this one to know.
      env: process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {},
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let length = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MOST_BYTES) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ bytes: Buffer.concat(chunks), code }));
  });
}
