import type { UploadLimits } from '../uploads/index.ts';

const MB = 1_048_576;

/** What the form for a child's picture takes. */
export const PICTURE_LIMITS: UploadLimits = {
  kinds: ['jpeg', 'png', 'webp'],
  fileBytes: 8 * MB,
  files: 1,
  fields: 2,
  fieldBytes: 2_000,
};

/** The longest side of a picture that is kept, in pixels. */
export const LONGEST_SIDE = 1_200;
/** A small file may unpack to a picture that fills the memory; no telephone of today takes more than this in one picture. */
export const MOST_PIXELS = 40_000_000;
/** The longest description of what can be seen, in characters. */
export const LONGEST_WORDS = 200;

/** The size of a picture, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Looks through a JPEG, segment by segment (ITU-T T.81 annex B), and answers its size where it holds a picture and nothing
 * else: no EXIF or XMP (APP1), no colour profile (APP2), no other application's part, no comment, nothing behind its end.
 * @returns null for everything else
 */
export function sizeOfBarePicture(bytes: Uint8Array): PictureSize | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  let size: PictureSize | null = null;
  for (let at = 2; at + 1 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === END) return at + 2 === bytes.length ? size : null;
    if (!BARE.has(marker)) return null;
    const length = word(bytes, at + 2);
    if (length < 2) return null;
    if (marker === JFIF && !isPlainJfif(bytes, at, length)) return null;
    if (marker === BASELINE || marker === PROGRESSIVE)
      size = { height: word(bytes, at + 5), width: word(bytes, at + 7) };
    at += 2 + length;
    if (marker === SCAN) at = endOfScan(bytes, at);
  }
  return null;
}

const END = 0xd9;
const JFIF = 0xe0;
const BASELINE = 0xc0;
const PROGRESSIVE = 0xc2;
const SCAN = 0xda;
/** JFIF, quantisation and Huffman tables, frames, restart interval, scan. */
const BARE: ReadonlySet<number> = new Set([JFIF, 0xdb, 0xc4, BASELINE, PROGRESSIVE, 0xdd, SCAN]);

/** Sixteen bytes, without a small picture of its own. */
function isPlainJfif(bytes: Uint8Array, at: number, length: number): boolean {
  return length === 16 && String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === 'JFIF';
}

/** Within a scan 0xff is followed by a zero, or by one of the eight marks to start again from. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
    at += 1;
  }
  return bytes.length;
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
