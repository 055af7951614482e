import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../ui/index.ts';
import { blockTyped, readBlock, usualBlock } from './block-form.ts';
import type { KindPrices } from './prices-by-kind.ts';
import { figure, type Section, withoutEmptyTables } from './report.ts';

const NONE = { own: null, block: null, framework: null, spot: null };
const FEW: KindPrices = {
  ...{ kind: 'residential', n: 0, mean: null, median: null, low: null, high: null, shares: null, means: NONE },
};
const MANY: KindPrices = { ...FEW, n: 20, shares: { ...NONE, own: 0, block: 0.2, framework: 0, spot: 0.8 } as never };

const asked = (fields: Record<string, string>, known: Parameters<typeof usualBlock>[1]) => {
  const usual = usualBlock(typed(fields), known);
  return { form: blockTyped(typed(fields), usual), ...readBlock(blockTyped(typed(fields), usual), usual) };
};

test('a link that says the rooms alone is worked out with usual figures, and says where they are from', () => {
  for (const kind of ['fostering', 'residential', 'supported']) {
    const { read, errors } = asked({ rooms: '12', kind }, { own: [], wider: null });
    assert.deepEqual(errors, []);
    assert.equal(read?.asked.rooms, 12);
  }
  const { form, read } = asked({ rooms: '12' }, { own: [FEW], wider: null });
  // 93% of £3,830.
  assert.deepEqual([form.spot, form.block, form.share, form.months], ['3830', '3562', '50', '24']);
  assert.match(read?.from.spot ?? '', /Competition and Markets Authority/);
});

test('own prices come first, then those of all authorities; what is typed stands', () => {
  const wider = { name: 'The Region', prices: [{ ...MANY, means: { ...NONE, spot: 500_000, block: 400_000 } }] };
  const own = [{ ...FEW, means: { ...NONE, spot: 450_000 } }];
  const { form, read } = asked({ share: '70' }, { own, wider });
  assert.deepEqual([form.spot, form.block, form.share], ['4500', '4000', '70']);
  assert.deepEqual(read?.from, {
    spot: 'To begin with, the mean here',
    block: 'To begin with, the mean of blocks of The Region',
    share: 'In the form',
  });
  assert.equal(asked({ spot: 'dear' }, { own, wider }).errors.length, 1);
});

test('a table of nothing but figures kept back is a sentence that points to wider figures', () => {
  const row = (words: string) => ({ label: 'North', figures: [figure(words), figure('Too few to tell')] });
  const section = (words: string): Section => ({
    ...{
      id: 'a',
      heading: 'Nights',
      words: [],
      tables: [{ caption: 'Nights', head: ['', 'A', 'B'], rows: [row(words)] }],
    },
  });
  const [gone] = withoutEmptyTables([section('Too few to tell')], { name: 'The Region', href: '/x?for=all' });
  assert.deepEqual([gone?.tables, gone?.words], [[], ['Nights: too few children to tell here.']]);
  assert.equal(gone?.more?.href, '/x?for=all');
  assert.deepEqual(withoutEmptyTables([section('12')], null), [section('12')]);
  const two = { ...section('12'), tables: [{ caption: 'Nights', head: ['', 'A', 'B'], rows: [row('12'), row('7')] }] };
  const [left] = withoutEmptyTables([two], null);
  assert.deepEqual([left?.tables[0]?.head, left?.words], [['', 'A'], ['B: too few children to tell.']]);
});
