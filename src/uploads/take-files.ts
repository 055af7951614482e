import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ok, type Result, refused } from '../kernel/index.ts';
import { type FileKind, KindReader } from './file-kind.ts';
import {
  fieldBytes,
  type TakenFile,
  totalBytes,
  type Upload,
  type UploadFault,
  type UploadLimits,
  type UploadRefusal,
} from './upload.ts';
import type { UploadFolder } from './upload-folder.ts';
import { refusalOf } from './upload-words.ts';

/** One part of a form, as its reader hands them on, in their order. */
export type Part =
  | {
      readonly type: 'field';
      readonly fieldname: string | undefined;
      readonly value: unknown;
      readonly valueTruncated: boolean;
    }
  | {
      readonly type: 'file';
      readonly fieldname: string | undefined;
      readonly filename: string | undefined;
      readonly file: Readable;
    };

/** What is done with what came. Files are gone when it is over, however it ends. */
export type UploadWork<T> = (taken: Result<Upload, UploadRefusal>) => Promise<T>;

const FIELD_NAME = 100;

/**
 * Takes the files of a form into the folder, one after the other as they come in, does the work with them and removes
 * them. Memory holds one piece of one file. The work is called once: with everything, or with why nothing was taken.
 * @throws what the work throws, and faults of the disk that are not about room
 */
export async function withFiles<T>(
  parts: AsyncIterable<Part>,
  limits: UploadLimits,
  folder: UploadFolder,
  work: UploadWork<T>,
): Promise<T> {
  const taking = new Taking(limits, folder);
  try {
    return await work(await taking.all(parts));
  } finally {
    await taking.removeAll();
  }
}

/** Thrown inside this file alone, to leave a form half-way. */
class Fault extends Error {
  readonly why: UploadFault;
  constructor(why: UploadFault) {
    super(why);
    this.why = why;
  }
}

class Taking {
  readonly #limits: UploadLimits;
  readonly #folder: UploadFolder;
  readonly #paths: string[] = [];
  readonly #fields = new Map<string, string[]>();
  readonly #files: TakenFile[] = [];
  #bytes = 0;
  /** The file that is being taken: its place and its input. */
  #now = { at: 0, field: '' };

  constructor(limits: UploadLimits, folder: UploadFolder) {
    this.#limits = limits;
    this.#folder = folder;
  }

  async all(parts: AsyncIterable<Part>): Promise<Result<Upload, UploadRefusal>> {
    try {
      for await (const part of parts) await (part.type === 'field' ? this.#field(part) : this.#file(part));
      return ok({ fields: this.#typed(), files: this.#files });
    } catch (error) {
      return refused(refusalOf(faultOf(error), this.#limits, { ...this.#now, fields: this.#typed() }));
    }
  }

  async removeAll(): Promise<void> {
    await Promise.all(this.#paths.map((path) => this.#folder.remove(path)));
  }

  #field({ fieldname = '', value, valueTruncated }: Part & { type: 'field' }): void {
    if (valueTruncated || fieldname.length > FIELD_NAME) throw new Fault('too-long');
    if (typeof value !== 'string' || fieldname === '') throw new Fault('unreadable');
    const values = this.#fields.get(fieldname) ?? [];
    if (Buffer.byteLength(value) > fieldBytes(this.#limits)) throw new Fault('too-long');
    this.#fields.set(fieldname, [...values, value]);
    if ([...this.#fields.values()].flat().length > this.#limits.fields) throw new Fault('too-long');
  }

  async #file({ fieldname = '', filename = '', file }: Part & { type: 'file' }): Promise<void> {
    // A browser sends an input in which nobody chose a file as a file without name and bytes.
    if (filename === '' && (await isEmpty(file))) return;
    if (this.#files.length === this.#limits.files) throw new Fault('too-many');
    this.#now = { at: this.#files.length + 1, field: fieldname };
    const path = this.#folder.newPath();
    this.#paths.push(path);
    const { bytes, kind } = await this.#write(file, path);
    if (bytes === 0) throw new Fault('empty');
    this.#files.push({
      field: fieldname,
      kind: this.#accepted(kind),
      bytes,
      path,
      nameGiven: withoutFolders(filename),
    });
    this.#now = { at: 0, field: '' };
  }

  async #write(file: Readable, path: string): Promise<{ bytes: number; kind: FileKind | 'other' }> {
    const reader = new KindReader();
    let bytes = 0;
    const looked = async function* (this: Taking) {
      for await (const chunk of file as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        this.#bytes += chunk.length;
        if (bytes > this.#limits.fileBytes) throw new Fault('too-large');
        if (this.#bytes > totalBytes(this.#limits)) {
          this.#now = { at: 0, field: this.#now.field };
          throw new Fault('too-large');
        }
        reader.see(chunk);
        // What can never be taken need not come in to its end.
        const sure = reader.soFar();
        if (sure !== null) this.#accepted(sure);
        yield chunk;
      }
    }.bind(this);
    const target = await open(path, 'wx', 0o600);
    await pipeline(looked, target.createWriteStream());
    return { bytes, kind: reader.kind() };
  }

  #accepted(kind: FileKind | 'other'): FileKind {
    if (kind === 'other' || !this.#limits.kinds.includes(kind)) throw new Fault('wrong-kind');
    return kind;
  }

  #typed(): Upload['fields'] {
    return Object.fromEntries(
      [...this.#fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
    ) as Upload['fields'];
  }
}

async function isEmpty(file: Readable): Promise<boolean> {
  for await (const chunk of file as AsyncIterable<Buffer>) if (chunk.length > 0) throw new Fault('unreadable');
  return true;
}

/** Some browsers name the folders of the sender's machine too. */
function withoutFolders(name: string): string {
  const [last = ''] = name.toWellFormed().split(/[/\\]/).slice(-1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return last.replace(/[\u0000-\u001f\u007f]/g, '').slice(0, 200);
}

const OF_READER: Readonly<Record<string, UploadFault>> = {
  FST_FILES_LIMIT: 'too-many',
  FST_PARTS_LIMIT: 'too-many',
  FST_FIELDS_LIMIT: 'too-long',
  FST_MP_PREMATURE_CLOSE: 'cut-short',
  FST_PROTO_VIOLATION: 'unreadable',
  FST_INVALID_JSON_FIELD_ERROR: 'unreadable',
  ENOSPC: 'no-room',
  EDQUOT: 'no-room',
};

/** What stopped the form; @throws the error itself where it is a fault of ours. */
function faultOf(error: unknown): UploadFault {
  if (error instanceof Fault) return error.why;
  const { code = '', message, cause } = error as NodeJS.ErrnoException;
  const known = OF_READER[code];
  if (known) return known;
  if (cause instanceof Fault) return cause.why;
  // The reader of forms has no codes for a form that ends within a part.
  if (/unexpected end|terminated early|premature/i.test(message)) return 'cut-short';
  if (/multipart|boundary|malformed/i.test(message)) return 'unreadable';
  throw error;
}
