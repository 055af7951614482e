import { setImmediate as breathe } from 'node:timers/promises';
import { type RawTables, type ReturnFile, readRawTables } from '../ssda903/index.ts';
import { csvFiles } from './export-return.ts';
import type { LiveReturn } from './live-return.ts';

/**
 * A return made from the records as text, as the checker takes it. Tables and columns that are not held are not there at
 * all, so that rules about them say that they did not run instead of finding every child.
 */
export async function liveTables(made: LiveReturn): Promise<RawTables> {
  const files = csvFiles(made).map(({ name, content }): ReturnFile => {
    // A reader opens a file more than once, and the text is made only once.
    const pieces = [...(content as Iterable<string>)].map((piece) => Buffer.from(piece));
    return {
      name,
      async *open() {
        for (const piece of pieces) {
          yield piece;
          await breathe();
        }
      },
    };
  });
  const read = await readRawTables(files);
  const tables = made.held.tables.flatMap((table) => {
    const raw = read.tables[table];
    if (!raw) return [];
    const columns = new Set([...raw.columns].filter((name) => !made.held.blank[table]?.includes(name)));
    return [[table, { ...raw, columns }]];
  });
  return { ...read, tables: Object.fromEntries(tables) };
}
