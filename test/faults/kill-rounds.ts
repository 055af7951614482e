import assert from 'node:assert/strict';
import { openDatabase, rows, sql } from '../../src/db/index.ts';
import { kill, startNode } from './started.ts';

/**
 * Lets a process write, kills it in the middle of it, and looks at what is there: every write that was
 * acknowledged in this or an earlier round, and never one half of a write.
 * @param counts for each round, the number of acknowledged writes at which the process is killed: a count and no
 *   time, so that a slow machine is tested as hard as a fast one. Other writers are then half-way through theirs.
 * @returns how many writes were acknowledged in all
 */
export async function killRounds(folder: string, counts: readonly number[]): Promise<number> {
  const acknowledged: string[] = [];
  for (const [round, count] of counts.entries()) {
    acknowledged.push(...(await writeUntilKilled(folder, round, count)));
    const names = await readNames(folder);
    const lost = acknowledged.filter((id) => !names.has(`${id}/first`) || !names.has(`${id}/second`));
    assert.deepEqual(lost, [], `round ${round}: acknowledged, and not there after the kill`);
    const halves = [...names].filter((name) => !names.has(otherHalf(name)));
    assert.deepEqual(halves, [], `round ${round}: half a transaction is there`);
  }
  return acknowledged.length;
}

function otherHalf(name: string): string {
  return name.endsWith('/first') ? name.replace('/first', '/second') : name.replace('/second', '/first');
}

async function writeUntilKilled(folder: string, round: number, count: number): Promise<string[]> {
  const child = startNode(['test/faults/writer.ts', folder, String(round)]);
  let out = '';
  let err = '';
  child.stderr.on('data', (text) => {
    err += String(text);
  });
  const enough = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      out += String(text);
      if (out.split('\n').length > count + 1) resolve();
    });
    child.once('close', () => reject(new Error(`the writer ended before it had written enough: ${err}`)));
  });
  const drained = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  await enough;
  await kill(child);
  await drained;
  const lines = out.split('\n');
  // The last line may be cut by the kill; a cut name is no acknowledgement.
  return lines.slice(1, -1);
}

async function readNames(folder: string): Promise<Set<string>> {
  const database = await openDatabase({ kind: 'embedded', folder });
  try {
    const found = await database.asSystem((tx) =>
      rows<{ name: string }>(tx, sql`select name from setting where name like '%/first' or name like '%/second'`),
    );
    return new Set(found.map((row) => row.name));
  } finally {
    await database.close();
  }
}
