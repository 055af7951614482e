import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../../kernel/index.ts';
import { checkJointMatching } from './check-joint-matching.ts';
import type { JointProblem } from './joint-problem.ts';
import { placeTogether } from './place-together.ts';
import { bestByTrying, smallProblem } from './test-problems.ts';

describe('placing many children at once', () => {
  it('finds the total that trying every way finds, and says what each home is worth', async () => {
    await fc.assert(
      fc.asyncProperty(smallProblem, async (problem) => {
        const answer = await placeTogether(problem);
        assert.equal(answer.optimal, true);
        assert.equal(answer.gap, 0);
        assert.ok(Math.abs(answer.total - bestByTrying(problem)) < 1e-6);
        assert.deepEqual(checkJointMatching(problem, answer), []);
        const used = new Set(answer.placed.map(({ home }) => home));
        assert.deepEqual(new Set(answer.pressure.map(({ home }) => home)), used);
        for (const { home, value } of answer.pressure) {
          const without = {
            ...problem,
            homes: problem.homes.map((one) => (one.id === home ? { ...one, places: 0 } : one)),
          };
          assert.ok(Math.abs(value - (answer.total - bestByTrying(without))) < 1e-6, `${home} ${value}`);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('prefers the greatest sum to serving the first child first', async () => {
    // First come, first served: c1 takes h1 (10) and c2 waits. Together: c1 in h2 (9), c2 in h1 (8).
    const answer = await placeTogether({
      children: [{ id: 'c1' }, { id: 'c2' }],
      homes: [
        { id: 'h1', places: 1 },
        { id: 'h2', places: 1 },
      ],
      options: [
        { child: 'c1', home: 'h1', value: 10 },
        { child: 'c1', home: 'h2', value: 9 },
        { child: 'c2', home: 'h1', value: 8 },
      ],
      apart: [],
    });
    assert.deepEqual(answer.placed, [
      { child: 'c1', home: 'h2' },
      { child: 'c2', home: 'h1' },
    ]);
    assert.equal(answer.total, 17);
    // Without h1: c1 in h2, 9. Without h2: c1 in h1, 10.
    assert.deepEqual(answer.pressure, [
      { home: 'h1', value: 8 },
      { home: 'h2', value: 7 },
    ]);
  });

  it('a problem without children, homes or options has an answer', async () => {
    const nothing = await placeTogether({ children: [], homes: [], options: [], apart: [] });
    assert.deepEqual([nothing.placed, nothing.waiting, nothing.total, nothing.optimal], [[], [], 0, true]);
    const waiting = await placeTogether({ children: [{ id: 'c1' }], homes: [{ id: 'h1', places: 1 }], options: [] });
    assert.deepEqual(waiting.waiting, ['c1']);
  });

  const one: JointProblem = {
    children: [{ id: 'c1' }, { id: 'c2' }],
    homes: [{ id: 'h1', places: 1 }],
    options: [{ child: 'c1', home: 'h1', value: 5 }],
    apart: [],
  };
  const refused: readonly [string, unknown, RegExp][] = [
    ['a child twice', { ...one, children: [...one.children, { id: 'c1' }] }, /child c1 stands twice/],
    ['a home twice', { ...one, homes: [...one.homes, { id: 'h1', places: 2 }] }, /home h1 stands twice/],
    ['an option twice', { ...one, options: [...one.options, ...one.options] }, /options\.1.*twice/],
    ['an option for nobody', { ...one, options: [{ child: 'c9', home: 'h1', value: 1 }] }, /there is no child c9/],
    ['an option for no home', { ...one, options: [{ child: 'c1', home: 'h9', value: 1 }] }, /there is no home h9/],
    ['a value of nothing', { ...one, options: [{ child: 'c1', home: 'h1', value: 0 }] }, /options\.0\.value/],
    ['half a place', { ...one, homes: [{ id: 'h1', places: 0.5 }] }, /homes\.0\.places/],
    ['apart from themselves', { ...one, apart: [['c1', 'c1']] }, /apart from themselves/],
    ['not together with a stranger', { ...one, notTogether: [{ home: 'h1', children: ['c1', 'c9'] }] }, /no child c9/],
    ['not together in no home', { ...one, notTogether: [{ home: 'h9', children: ['c1'] }] }, /no home h9/],
    ['a limit for no home', { ...one, atMost: [{ home: 'h9', children: ['c1'], places: 1 }] }, /no home h9/],
    ['no object', 'text', /the file/],
  ];
  for (const [what, problem, words] of refused) {
    it(`refuses ${what}, and says where`, async () => {
      await assert.rejects(placeTogether(problem as JointProblem), (error: unknown) => {
        assert.ok(error instanceof Refusal);
        assert.match(error.message, words);
        return true;
      });
    });
  }
});

describe('the independent check rejects', () => {
  const problem: JointProblem = {
    children: [{ id: 'c1', group: 'g' }, { id: 'c2', group: 'g' }, { id: 'c3' }, { id: 'c4' }],
    homes: [
      { id: 'h1', places: 2 },
      { id: 'h2', places: 2 },
    ],
    options: ['c1', 'c2', 'c3', 'c4'].flatMap((child) => ['h1', 'h2'].map((home) => ({ child, home, value: 1 }))),
    apart: [['c3', 'c4']],
    notTogether: [{ home: 'h1', children: ['c1', 'c3'] }],
    atMost: [{ home: 'h2', children: ['c2', 'c3'], places: 1 }],
  };
  const at = (child: string, home: string) => ({ child, home });
  const right = { placed: [at('c1', 'h1'), at('c2', 'h1'), at('c3', 'h2')], waiting: ['c4'], total: 3 };
  const broken: readonly [string, typeof right, RegExp][] = [
    ['a pair that is no option', { ...right, placed: [...right.placed.slice(0, 2), at('c3', 'h3')] }, /no option/],
    ['a child placed twice', { ...right, placed: [...right.placed, at('c3', 'h2')], total: 4 }, /placed twice/],
    ['too many in a home', { ...right, placed: [...right.placed.slice(0, 2), at('c3', 'h1')] }, /more than its places/],
    ['a child who waits twice', { ...right, waiting: ['c4', 'c4'] }, /waits twice/],
    ['a stranger who waits', { ...right, waiting: ['c4', 'c9'] }, /no child c9/],
    ['a child both placed and waiting', { ...right, waiting: ['c3', 'c4'] }, /placed and waits/],
    ['a child forgotten', { ...right, waiting: [] }, /neither placed nor waits/],
    ['a group torn apart', { ...right, placed: [at('c1', 'h1'), at('c2', 'h2'), at('c3', 'h2')] }, /not together/],
    ['half a group', { placed: [at('c1', 'h1'), at('c3', 'h2')], waiting: ['c2', 'c4'], total: 2 }, /not together/],
    [
      'a pair apart in one home',
      { placed: [at('c3', 'h2'), at('c4', 'h2')], waiting: ['c1', 'c2'], total: 2 },
      /must be apart/,
    ],
    [
      'children together who are not to be',
      { placed: [at('c1', 'h1'), at('c2', 'h1'), at('c3', 'h1')], waiting: ['c4'], total: 3 },
      /c1, c3 are all in home h1/,
    ],
    [
      'more of some children than may come',
      { placed: [at('c3', 'h2'), at('c1', 'h2'), at('c2', 'h2')], waiting: ['c4'], total: 3 },
      /more than 1 are in home h2/,
    ],
    ['a wrong total', { ...right, total: 4 }, /the total is 3/],
  ];
  it('nothing of an answer that is right', () => assert.deepEqual(checkJointMatching(problem, right), []));
  for (const [what, answer, words] of broken) {
    it(what, () => assert.match(checkJointMatching(problem, answer).join('; '), words));
  }
});
