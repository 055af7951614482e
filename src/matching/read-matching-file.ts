import { ok, type Result, refused } from '../kernel/index.ts';
import type { MatchingFile } from './matching-file.ts';
import { isDate, isObject, Problems } from './plain-checks.ts';
import type { PreparedHomes } from './prepared-homes.ts';
import { readChildren } from './read-children.ts';
import { readHomes } from './read-homes.ts';

/**
 * A matching file, or the list of what is wrong with it: where, what is expected, what was found. Fields that the
 * engine does not read are let through.
 */
export function parseMatchingFile(input: unknown): Result<MatchingFile, string[]> {
  const read = readMatchingFile(input);
  return read.ok ? ok(read.value.file) : read;
}

/** As `parseMatchingFile`, with the homes read into their columns on the way. */
export function readMatchingFile(
  input: unknown,
): Result<{ readonly file: MatchingFile; readonly homes: PreparedHomes }, string[]> {
  const problems = new Problems();
  if (!isObject(input)) {
    problems.add('the file', 'an object with asOf, neededBy, children and homes', input);
    return refused(problems.list);
  }
  if (!isDate(input.asOf)) problems.add('asOf', 'a date as yyyy-mm-dd', input.asOf);
  if (!isDate(input.neededBy)) problems.add('neededBy', 'a date as yyyy-mm-dd', input.neededBy);
  readChildren(input.children, problems);
  const homes = readHomes(input.homes, problems);
  if (problems.list.length > 0) return refused(problems.list);
  return ok({ file: input as unknown as MatchingFile, homes });
}
