// A process that writes through the door to the data until it is killed, and says of each write when it was
// acknowledged. Started by the tests beside it: node writer.ts FOLDER ROUND [BYTES].
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import process from 'node:process';
import { insertAll, openDatabase } from '../../src/db/index.ts';

const WRITERS = 4;
// Whatever happens to the test that started this process, it does not stay behind.
setTimeout(() => process.exit(3), 90_000).unref();
const [, , folder = '', round = '0', bytes = '10'] = process.argv;
const database = await openDatabase({ kind: 'embedded', folder });
writeSync(1, 'open\n');

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));

/** Each write is two rows in one transaction, so that half of one can be told from a whole one. */
async function write(writer: number): Promise<void> {
  for (let number = 0; ; number++) {
    const id = `${round}-${writer}-${number}`;
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'setting', [{ name: `${id}/first`, value: randomBytes(Number(bytes)).toString('hex') }]);
      await insertAll(tx, 'setting', [{ name: `${id}/second`, value: writer }]);
    });
    writeSync(1, `${id}\n`);
  }
}
