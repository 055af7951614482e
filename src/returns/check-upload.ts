import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { tableByName } from '../ssda903/index.ts';
import type { TakenFile, UploadLimits } from '../uploads/index.ts';
import type { CheckFile } from './check-thread.ts';

const MB = 1_048_576;
const ENDINGS: Readonly<Record<string, string>> = { xml: 'xml', xlsx: 'xlsx', zip: 'zip' };

/** The files of two years. */
export const RETURN_LIMITS: UploadLimits = {
  kinds: ['text', 'xml', 'xlsx', 'zip'],
  fileBytes: 200 * MB,
  totalBytes: 200 * MB,
  files: 40,
  fields: 4,
};

/** A number by which the same files are known again, in whatever order they are sent. */
export async function digestOf(year: number, files: readonly TakenFile[]): Promise<string> {
  const each: string[] = [];
  for (const { field, path } of files) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    each.push(`${field} ${hash.digest('hex')}`);
  }
  return createHash('sha256')
    .update([year, ...each.sort()].join('\n'))
    .digest('hex');
}

/**
 * Moves files aside so that they stay until they have been checked; in the same folder and named as the others in it, so
 * that what a stopped machine leaves is thrown away at the next start (uploads/upload-folder.ts). They get a name that
 * tells the table and nothing of what the sender calls them.
 */
export async function keepForCheck(files: readonly TakenFile[]): Promise<CheckFile[]> {
  const kept: CheckFile[] = [];
  try {
    for (const [at, file] of files.entries()) {
      const path = join(dirname(file.path), `${process.pid}.${randomBytes(16).toString('hex')}`);
      await rename(file.path, path);
      const table = tableByName(file.nameGiven);
      kept.push({ name: `File ${at + 1}${table ? ` (${table})` : ''}.${ENDINGS[file.kind] ?? 'csv'}`, path });
    }
    return kept;
  } catch (error) {
    await Promise.all(kept.map(({ path }) => rm(path, { force: true })));
    throw error;
  }
}
