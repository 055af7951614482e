import { parseArgs } from 'node:util';
import { type Database, databaseTarget, openDatabase } from '../db/index.ts';
import { fileSource, type TableSource } from '../homes/index.ts';
import type { Output } from './output.ts';

interface FileImport<Done> {
  readonly usage: string;
  readonly authority: boolean;
  run(database: Database, source: TableSource, authority: string | null): Promise<Done>;
  words(done: Done, name: string): readonly string[];
  /** What a person should know though it stopped nothing; on standard error. */
  notices?(done: Done): readonly string[];
}

/** What the imports of one file have in common: arguments, the answer in words or as JSON. */
export async function importFile<Done extends object>(
  args: readonly string[],
  output: Output,
  command: FileImport<Done>,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      ...(command.authority ? { authority: { type: 'string' as const } } : {}),
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) {
    output.err(`Usage: homeward ${command.usage}\n`);
    return 2;
  }
  const authority = (values as { authority?: string }).authority?.trim().toUpperCase() ?? null;
  const source = await fileSource(path);
  const database = await openDatabase(databaseTarget(process.env));
  try {
    const done = await command.run(database, source, authority);
    if (values.json) output.out(`${JSON.stringify(done)}\n`);
    else for (const line of command.words(done, source.name)) output.out(`${line}\n`);
    if (!values.json) for (const notice of command.notices?.(done) ?? []) output.err(`Notice: ${notice}\n`);
    return 0;
  } finally {
    await database.close();
  }
}

/** `1,234 homes`, `1 home`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
