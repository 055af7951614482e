import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { match } from './match.ts';

const work = mkdtempSync(join(tmpdir(), 'homeward-match-'));
after(() => rmSync(work, { recursive: true, force: true }));
let files = 0;

const file = {
  asOf: '2026-11-21',
  neededBy: '2026-11-25',
  children: [{ id: 'c1', age: 11, needs: { health: { level: 2 } } }],
  homes: [
    { id: 'near', kind: 'fostering', rooms: 1, freeFrom: '2026-11-20', skills: { health: 3 }, residents: [] },
    { id: 'late', kind: 'fostering', rooms: 1, freeFrom: '2026-12-02', skills: { health: 3 }, residents: [] },
    { id: 'full', kind: 'residential', freeFrom: null },
  ],
};

async function run(content: string | null, ...args: string[]) {
  files += 1;
  const path = join(work, `file-${files}.json`);
  if (content !== null) await writeFile(path, content);
  let [out, err] = ['', ''];
  const output = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  return { code: await match([path, ...args], output), out, err };
}

describe('homeward match', () => {
  it('writes a list with reasons, and what is ruled out with why', async () => {
    const { code, out, err } = await run(JSON.stringify(file));
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /1 homes can be asked|1 home can be asked/);
    assert.match(out, /1\. near: /);
    assert.match(out, /late \(near miss/);
    assert.match(out, /no-room.*: There is no room free here\./);
  });

  it('the example in the documentation can be asked for, and shows a near miss and a home that is ruled out', async () => {
    const example = join(import.meta.dirname, '..', '..', 'docs', 'examples', 'matching.json');
    const { code, out, err } = await run(await readFile(example, 'utf8'));
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^1 home can be asked, 2 ruled out\./);
    assert.match(out, /Mill House \(near miss/);
    // What is met in part is no reason for a home: it is told as what would have to be added.
    assert.doesNotMatch(out, /\+ School and learning/);
    assert.match(out, /- Support from the virtual school/);
  });

  it('--json: one document and nothing else', async () => {
    const { code, out, err } = await run(JSON.stringify(file), '--json');
    assert.deepEqual([code, err], [0, '']);
    const ranking = JSON.parse(out);
    assert.equal(ranking.ranked[0].home, 'near');
    assert.equal(ranking.ruledOut.length, 2);
    assert.ok(ranking.ranked[0].reasons.length > 0);
  });

  it('refuses in words, with 1: not there, cut off, wrong inside', async () => {
    for (const [content, says] of [
      [null, /cannot be read/],
      [JSON.stringify(file).slice(0, 40), /is not JSON/],
      ['{}', /asOf: expected a date/],
    ] as const) {
      const { code, out, err } = await run(content, '--json');
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, says);
    }
  });

  it('wrong usage is 2', async () => {
    assert.equal((await run('{}', 'another')).code, 2);
    assert.equal((await run('{}', '--wrong')).code, 2);
  });
});
