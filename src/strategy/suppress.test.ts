import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import loadHighs from 'highs';
import { type FamilyTold, roundTold, type Told, tellParts, tellTables, toldWords } from './suppress.ts';

const solver = await (loadHighs as unknown as () => Promise<{ solve(problem: string): { Status: string } }>)();

test('one small number hides the smallest other that is large enough to exchange with it', () => {
  // 3 can be 1 to 5 if another can lose 2 and still be more than 5: 8 can, 6 cannot.
  assert.deepEqual(tellParts([40, 8, 6, 3]), { total: 57, parts: [40, 'hidden', 6, 'few'] });
  assert.deepEqual(tellParts([40, 12, 6]), { total: 58, parts: [40, 12, 6] });
  assert.deepEqual(tellParts([10, 0, 3]), { total: 13, parts: ['hidden', 0, 'few'] });
});

test('two small numbers protect each other only where both could be anything', () => {
  // 3 and 3: their sum, 6, leaves each 1 to 5. 1 and 1: a sum of 2 would tell both.
  assert.deepEqual(tellParts([20, 3, 3]), { total: 26, parts: [20, 'few', 'few'] });
  assert.deepEqual(tellParts([20, 1, 1]), { total: 22, parts: ['hidden', 'few', 'few'] });
});

test('nothing is told of a total of 1 to 5, or where nothing is left to exchange with', () => {
  assert.equal(tellParts([3, 2]), null);
  assert.equal(tellParts([6, 2]), null);
});

test('a small cell takes three corners with it, and no total', () => {
  const told = tellTables([
    [
      [3, 20, 30],
      [15, 40, 50],
      [60, 70, 80],
    ],
  ]);
  assert.deepEqual(told?.rows, [53, 105, 210]);
  assert.deepEqual(told?.tables[0], {
    columns: [78, 130, 160],
    cells: [
      ['few', 'hidden', 30],
      ['hidden', 'hidden', 50],
      [60, 70, 80],
    ],
  });
});

test('what is not told has words, and numbers of several authorities are rounded', () => {
  assert.deepEqual(
    (['few', 'hidden', 1_234] as const).map((told) => toldWords(told)),
    ['5 or fewer', 'not told', '1,234'],
  );
  assert.deepEqual([roundTold(1_234, true), roundTold('few', true), roundTold(1_234, false)], [1_235, 'few', 1_234]);
});

const count = fc.oneof(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 60 }));
/** Two tables with common rows: the second deals each row's total out to its columns anew. */
const families = fc
  .record({
    first: fc.array(fc.array(count, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 4 }),
    cuts: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 4,
      maxLength: 4,
    }),
  })
  .map(({ first, cuts }) => {
    const second = first.map((row, at) => {
      const total = row.reduce((sum, each) => sum + each, 0);
      const [a = 0, b = 0] = [...(cuts[at] ?? [])].sort((x, y) => x - y);
      const [low, high] = [Math.round(total * a), Math.round(total * b)];
      return [low, high - low, total - high];
    });
    return [first, second];
  });

test('property: somebody who knows all totals, all that is told and the rules can rule no value of a small cell out', () => {
  let small = 0;
  fc.assert(
    fc.property(families, (tables) => {
      const told = tellTables(tables);
      if (!told) return;
      for (const [name, value] of smallOnes(told)) {
        small += 1;
        for (const extreme of [1, 5]) {
          assert.equal(
            couldBe(told, name, extreme),
            true,
            `${name} ${value} cannot be ${extreme}: ${JSON.stringify(tables)}`,
          );
        }
      }
    }),
    { numRuns: 60 },
  );
  assert.ok(small > 20, `only ${small} small numbers were looked for`);
});

test('property: what is told is true, and numbers of 1 to 5 never are', () => {
  fc.assert(
    fc.property(families, (tables) => {
      const told = tellTables(tables);
      for (const [n, table] of told?.tables.entries() ?? []) {
        for (const [r, cells] of table?.cells.entries() ?? []) {
          for (const [c, cell] of cells.entries()) {
            const count = tables[n]?.[r]?.[c] ?? 0;
            if (typeof cell === 'number') assert.ok(cell === count && (count === 0 || count > 5));
            if (cell === 'few') assert.ok(count >= 1 && count <= 5);
          }
        }
      }
    }),
  );
});

function* smallOnes(told: FamilyTold): Iterable<[name: string, told: Told]> {
  for (const [r, row] of told.rows.entries()) if (row === 'few') yield [`r${r}`, row];
  for (const [n, table] of told.tables.entries()) {
    for (const [c, column] of table?.columns.entries() ?? []) if (column === 'few') yield [`t${n}c${c}`, column];
    for (const [r, cells] of table?.cells.entries() ?? [])
      for (const [c, cell] of cells.entries()) if (cell === 'few') yield [`t${n}r${r}c${c}`, cell];
  }
}

/**
 * Asks a solver for whole numbers that fit to everything told: one who attacks knows what `few` and `hidden` mean for
 * totals, and of cells all but which of two reasons hides one.
 */
function couldBe(told: FamilyTold, wanted: string, value: number): boolean {
  const lines: string[] = [];
  const bounds: string[] = [];
  const names: string[] = [];
  const add = (name: string, how: Told, leastHidden: number) => {
    names.push(name);
    if (name === wanted) bounds.push(`${name} = ${value}`);
    else if (how === 'few') bounds.push(`1 <= ${name} <= 5`);
    else if (how === 'hidden') bounds.push(`${leastHidden} <= ${name} <= 1000`);
    else bounds.push(`${name} = ${how}`);
  };
  for (const [r, row] of told.rows.entries()) add(`r${r}`, row, 6);
  lines.push(`${told.rows.map((_, r) => `r${r}`).join(' + ')} = ${told.total}`);
  for (const [n, table] of told.tables.entries()) {
    if (!table) continue;
    const blank = table.cells.flat().every((cell) => cell === 'hidden');
    for (const [c, column] of table.columns.entries()) add(`t${n}c${c}`, column, 6);
    for (const [r, cells] of table.cells.entries()) {
      for (const [c, cell] of cells.entries()) {
        const out = blank || typeof told.rows[r] !== 'number' || typeof table.columns[c] !== 'number';
        add(`t${n}r${r}c${c}`, cell, out ? 0 : 6);
      }
      lines.push(`${cells.map((_, c) => `t${n}r${r}c${c}`).join(' + ')} - r${r} = 0`);
    }
    for (const c of table.columns.keys())
      lines.push(`${table.cells.map((_, r) => `t${n}r${r}c${c}`).join(' + ')} - t${n}c${c} = 0`);
  }
  const rows = lines.map((line, at) => `e${at}: ${line}`).join('\n');
  const problem = `Minimize\nobj: ${names[0]}\nSubject To\n${rows}\nBounds\n${bounds.join('\n')}\nGeneral\n${names.join(' ')}\nEnd\n`;
  return solver.solve(problem).Status === 'Optimal';
}
