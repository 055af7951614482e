import type { ReturnFile } from './recognised-files.ts';
import type { ReturnBatch } from './return-reader.ts';
import { type ReadOptions, type ReadSummary, readReturn } from './return-reader.ts';
import { type ReadRow, TABLE_NAMES, type TableName } from './tables.ts';

/** A file in memory, handed out in pieces of a given size so that every cut between pieces is met. */
export function fileOf(name: string, content: string | Uint8Array, pieceBytes = 7): ReturnFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    name,
    async *open() {
      for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
    },
  };
}

export const HEADER = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB';
export const EPISODES = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
export const ONE_HEADER = `${HEADER}\nA1,2,05/09/2012,WBRI,A123456789012,,\n`;
export const ONE_EPISODE = `${EPISODES}\nA1,10/06/2020,S,C2,N1,U6,PR1,,,,M1 1AA,M2 2BB,1234567\n`;

export type AllRows = { [T in TableName]: ReadRow<T>[] };

/** Reads to the end; the rows of every batch, by table. */
export async function readAll(
  files: readonly ReturnFile[],
  options?: ReadOptions,
): Promise<{ rows: AllRows; batches: ReturnBatch[]; summary: ReadSummary }> {
  const rows = Object.fromEntries(TABLE_NAMES.map((table) => [table, []])) as unknown as AllRows;
  const batches: ReturnBatch[] = [];
  const reading = readReturn(files, options);
  for await (const batch of reading.batches) {
    batches.push(batch);
    (rows[batch.table] as ReadRow<TableName>[]).push(...(batch.rows as readonly ReadRow<TableName>[]));
  }
  return { rows, batches, summary: reading.summary() };
}

/** The header file is right; the episodes file is the one under test. */
export function withEpisodes(content: string | Uint8Array, options?: ReadOptions) {
  return readAll([fileOf('header.csv', ONE_HEADER), fileOf('episodes.csv', content)], options);
}
