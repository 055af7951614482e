import { gunzipSync, gzipSync } from 'node:zlib';
import type { Study, YearEnds } from '../sufficiency/index.ts';

/** What is kept of a forecast beside what was asked: everything its page shows. */
export type KeptStudy = Omit<Study, 'yearEnds'> & { readonly about: AboutRecords };

/** What is said of the rows a forecast was made from. */
export interface AboutRecords {
  /** Why it begins on the day it does, in sentences for the page. */
  readonly whole: readonly string[];
  /** Children and rows that were read. */
  readonly children: number;
  readonly episodes: number;
  /** Years that the files were of, by the year they end in; empty for records. */
  readonly years: readonly number[];
}

/** A forecast of ten years is 70 KB as text, and a tenth of it packed. */
const LEVEL = { level: 6 };

export function packStudy(study: KeptStudy): Buffer {
  return gzipSync(JSON.stringify(study), LEVEL);
}

export function unpackStudy(bytes: Uint8Array): KeptStudy {
  return JSON.parse(gunzipSync(bytes).toString()) as KeptStudy;
}

/** Runs at each year's end: numbers of two kinds behind a line that says how they are laid out. */
export function packYearEnds({ months, runs, counts, costs }: YearEnds): Buffer {
  const head = Buffer.from(`${JSON.stringify({ months, runs, costs: costs !== null })}\n`);
  const parts = [head, bytesOf(counts), ...(costs ? [bytesOf(costs)] : [])];
  return gzipSync(Buffer.concat(parts), LEVEL);
}

export function unpackYearEnds(bytes: Uint8Array): YearEnds {
  const all = gunzipSync(bytes);
  const end = all.indexOf(10);
  const { months, runs, costs } = JSON.parse(all.subarray(0, end).toString()) as {
    months: readonly string[];
    runs: number;
    costs: boolean;
  };
  // Copied, because numbers of eight bytes must begin at a multiple of eight.
  const rest = Uint8Array.from(all.subarray(end + 1)).buffer;
  const size = KINDS_KEPT * runs * months.length * Uint32Array.BYTES_PER_ELEMENT;
  return {
    months,
    runs,
    counts: new Uint32Array(rest.slice(0, size)),
    costs: costs ? new Float64Array(rest.slice(size)) : null,
  };
}

const KINDS_KEPT = 4;

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Float64Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
