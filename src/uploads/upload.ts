import type { FileKind } from './file-kind.ts';

/** What a route takes with one form, at most. Sizes in bytes. */
export interface UploadLimits {
  readonly kinds: readonly FileKind[];
  /** Of each file. */
  readonly fileBytes: number;
  readonly files: number;
  /** Of all files together; where it is left out, as many as may come of the largest size. */
  readonly totalBytes?: number;
  /** Fields beside the files, the form token not counted. */
  readonly fields: number;
  /** Of each field (10,000). */
  readonly fieldBytes?: number;
}

/** One file that has come in whole and is of a kind the route takes. */
export interface TakenFile {
  /** The name of the input in the form. */
  readonly field: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** Where it lies until the work is done; a file that is to stay longer is moved away by the work. */
  readonly path: string;
  /**
   * What the sender calls it, without folders. Somebody else's words, and often a child's name: never a path, never in
   * a log, in an audit record or in the database; on a screen only to the sender.
   */
  readonly nameGiven: string;
}

/** What came with a form. */
export interface Upload {
  /** As a parsed form without files has them. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  /** In the order of the form; empty where nobody chose a file. */
  readonly files: readonly TakenFile[];
}

/** Why nothing was taken, for the page with the form. */
export interface UploadRefusal {
  readonly why: UploadFault;
  /** The HTTP status that says so. */
  readonly status: number;
  /** What to do, in words for the page. */
  readonly words: string;
  /** The input it is about; empty where it is about the whole form. */
  readonly field: string;
  /** What had come of the other fields by then: those that stand before the file in the form. */
  readonly fields: Upload['fields'];
}

export type UploadFault =
  | 'too-large'
  | 'too-many'
  | 'wrong-kind'
  | 'empty'
  | 'cut-short'
  | 'too-long'
  | 'unreadable'
  | 'busy'
  | 'no-room';

export const STATUS_OF_FAULT: Readonly<Record<UploadFault, number>> = {
  'too-large': 413,
  'too-many': 413,
  'wrong-kind': 415,
  empty: 400,
  'cut-short': 400,
  'too-long': 413,
  unreadable: 400,
  busy: 429,
  'no-room': 507,
};

/** All bytes that files may have together. */
export function totalBytes(limits: UploadLimits): number {
  return limits.totalBytes ?? limits.fileBytes * limits.files;
}

/** All bytes that one field may have. */
export function fieldBytes(limits: UploadLimits): number {
  return limits.fieldBytes ?? 10_000;
}
