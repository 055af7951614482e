import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Document } from '../documents/index.ts';
import type { KeptForecast } from '../forecasts/index.ts';
import { date } from '../kernel/index.ts';
import { KINDS } from '../sufficiency/index.ts';
import { childrenTold } from './children-told.ts';
import type { CountedChild, Voice } from './counted.ts';
import type { StrategyFigures } from './figures.ts';
import { forecastTold } from './forecast-told.ts';
import { pricesTold } from './prices-told.ts';
import { writeStrategy } from './write-strategy.ts';

const NORTH = [{ id: 'north', name: 'North' }];
const child = (more: Partial<CountedChild>): CountedChild => ({
  ...{ authority: 'north', kind: 'fostering', ages: '5-9', levels: '111111', miles: 0, family: '' },
  ...more,
});
const many = (n: number, more: Partial<CountedChild>) => Array.from({ length: n }, () => child(more));

// 40 with foster carers, 20 in children's homes, 3 of those 16 or 17.
const CHILDREN = [
  ...many(20, { ages: '5-9' }),
  ...many(20, { ages: '16-17', levels: '333333', miles: 50, family: 't' }),
  ...many(17, { kind: 'residential', levels: '222222', family: 'f' }),
  ...many(3, { kind: 'residential', ages: '16-17', levels: '' }),
];
const VOICE: Voice[] = Array.from({ length: 30 }, () => ({ authority: 'north', matters: ['pets', 'family'] }));

const figures = (more: Partial<StrategyFigures> = {}): StrategyFigures => ({
  ...{ version: '1', organisation: 'North', scope: { key: 'north', name: 'North', authorities: ['North'] } },
  ...{ countedOn: date('2026-11-22'), rounded: false, homes: null, gaps: null, forecast: null, scenarios: [] },
  ...{ prices: null, coming: [], missing: [{ part: 'Forecast', why: 'None is kept.' }] },
  children: childrenTold({ children: CHILDREN, voice: VOICE, homes: [] }, NORTH),
  ...more,
});
const written = (more: Partial<StrategyFigures> = {}, version: number | null = null) =>
  writeStrategy({
    figures: figures(more),
    figuresDigest: 'abc',
    texts: { summary: 'We say so.\n\nTwice.' },
    actions: [],
    version,
  });
const tableOf = ({ sections }: Document, caption: string) => {
  const found = sections
    .flatMap(({ blocks }) => blocks)
    .find((block) => block.kind === 'table' && block.caption === caption);
  assert.ok(found?.kind === 'table', caption);
  return found.rows;
};

test('children are told by kind and age with totals, the small number and what it follows from kept back', () => {
  // By hand: 3 in children's homes at 16-17 can be 1 to 5 where 17 beside, 20 below and 20 across are not told either.
  assert.deepEqual(tableOf(written(), 'Children by kind of home and age'), [
    ['0 to 4 years', '0', '0', '0', '0', '0'],
    ['5 to 9 years', 'not told', 'not told', '0', '0', '37'],
    ['10 to 15 years', '0', '0', '0', '0', '0'],
    ['16 to 17 years', 'not told', '5 or fewer', '0', '0', '23'],
    ['All', '40', '20', '0', '0', '60'],
  ]);
});

test('what children named first is told, and how many have nothing written down yet', () => {
  const rows = tableOf(written(), 'What children say matters most to them');
  assert.deepEqual(
    rows.find(([name]) => name === 'Animals at home'),
    ['Animals at home', '30'],
  );
  assert.deepEqual(rows.at(-1), ['Nothing is written down yet', '30']);
});

test('several authorities are rounded, each number by itself, before anything is kept', () => {
  const both = [...CHILDREN, ...CHILDREN.map((each) => ({ ...each, authority: 'south' })), child({}), child({})];
  const told = childrenTold({ children: both, voice: [], homes: [] }, [...NORTH, { id: 'south', name: 'South' }]);
  assert.deepEqual(told?.kinds.told, [80, 40, 0, 0]); // 82 and 40
  assert.equal(told?.total, 120); // 122
});

test('nobody, and so few that nothing may be told, are left out with why', () => {
  assert.equal(childrenTold({ children: [], voice: [], homes: [] }, NORTH), null);
  assert.equal(childrenTold({ children: many(4, {}), voice: [], homes: [] }, NORTH), null);
  const headings = written({ children: null }).sections.map(({ heading }) => heading);
  assert.ok(!headings.includes('Our children'));
  assert.match(JSON.stringify(written({ children: null })), /Forecast: None is kept\./);
});

const month = (at: number) => `2027-${String(at).padStart(2, '0')}`;
const forecastOf = (today: { [kind: string]: number }): KeptForecast =>
  ({
    name: 'Plain',
    scopeKey: 'files',
    digest: 'd1',
    settings: { seed: 7 },
    cost: null,
    about: { whole: ['Whole until then.'] },
    forecast: {
      asOf: '2026-12-31',
      runs: 200,
      warnings: [],
      today,
      method: { version: '1.0.0', seed: 7, scenario: null },
      months: Array.from({ length: 12 }, (_, at) =>
        [...KINDS, 'all'].map((kind) => ({
          month: month(at + 1),
          kind,
          mean: 60,
          p2_5: 50,
          p25: 55,
          p50: 60,
          p75: 65,
          p97_5: 70,
        })),
      ).flat(),
      backtest: [1, 2].map((times) => ({
        ...{ from: '2025-03-31', months: 12, kind: 'all', predicted: 66, actual: 60, within50: times === 1 },
        ...{ within95: true, error: 0.1 * times, persistenceError: 0.05, stockFlowError: -0.2 },
      })),
    },
  }) as unknown as KeptForecast;

test('a forecast is told with its ranges, its back-test and nothing of a kind whose number of today is small', () => {
  const told = forecastTold(forecastOf({ fostering: 40, residential: 20, supported: 3, other: 12, all: 75 }), false);
  // 3 is few; 12, the smallest that could be exchanged with it, is not told either.
  assert.deepEqual(told.kept, ['supported', 'other']);
  assert.deepEqual([...new Set(told.years.map(({ kind }) => kind))].sort(), ['all', 'fostering', 'residential']);
  assert.deepEqual(told.backtest, [
    { kind: 'all', times: 2, within50: 1, within95: 2, error: 0.15, persistence: 0.05, stockFlow: 0.2 },
  ]);
  const text = JSON.stringify(written({ forecast: told }));
  assert.match(text, /“as many as a year before” would have been nearer than this method/);
  assert.match(
    text,
    /Not told, because today’s number is small or a small one would follow: Supported accommodation, Elsewhere\./,
  );
  assert.match(text, /This forecast is of yearly returns that were given for it/);
  assert.match(text, /digest d1, method 1\.0\.0, seed 7, 200 runs of 12 months from 31 December 2026/);
  assert.doesNotMatch(text, /"actual"|"predicted"/);
});

test('shares of how homes are bought tell no small number', () => {
  const shares = { spot: 0.1, framework: 0.3, block: 0, own: 0.6 };
  const kind = { kind: 'fostering' as const, n: 40, mean: 1, median: 2, low: 1, high: 3, shares, means: {} };
  const told = pricesTold([kind as unknown as Parameters<typeof pricesTold>[0][number]], date('2026-11-22'));
  const [line] = told?.kinds ?? [];
  // 10% of 40 is 4 children.
  assert.deepEqual([line?.spot, line?.block, line?.own], [null, 0, 0.6]);
});

test('shares of a kind that are all told add up to 100%, and are of the children of the day', () => {
  // By hand, in steps of 5%: 1.6, 5.6, 0 and 12.8 of 20; rounded each by itself they would be 21. Of the two that lose 0.6 the larger has it.
  const shares = { spot: 0.08, framework: 0.28, block: 0, own: 0.64 };
  const kind = { kind: 'fostering' as const, n: 200, mean: 1, median: 2, low: 1, high: 3, shares, means: {} };
  const prices = pricesTold([kind as unknown as Parameters<typeof pricesTold>[0][number]], date('2026-11-22'));
  const document = written({ prices });
  const [row] = tableOf(document, 'How homes are bought: shares of the children of the day');
  assert.deepEqual(row, ['Foster homes', '5%', '30%', '0%', '65%']);
  assert.match(JSON.stringify(document), /not of weeks or of money in a year, and are rounded to 5%/);
});

test('what the forecast begins with is told beside what is counted, each with its day and records', () => {
  const told = forecastTold(forecastOf({ fostering: 40, residential: 20, supported: 0, other: 0, all: 60 }), false);
  const text = JSON.stringify(written({ forecast: told }));
  assert.match(text, /begins with 60 children on 31 December 2026, from the yearly returns that were given for it/);
  assert.match(text, /“Our children” counts 60 on 22 November 2026/);
});

test('the text says of the law what is known to be in force, and of most children in which homes they live', () => {
  const text = JSON.stringify(written());
  assert.match(text, /section 22G; in force since 1 April 2011/);
  assert.doesNotMatch(text, /look it up|not verified|Schools Act 2026/);
  assert.match(text, /60 children \(22 November 2026\), most of them in foster homes\./);
});

test('a draft says that it is one, texts come in paragraphs, and gaps become no actions by themselves', () => {
  const draft = written();
  assert.match(draft.subtitle, /^Draft, written by North from records of 22 November 2026\.$/);
  assert.match(written({}, 3).subtitle, /^Version 3,/);
  assert.deepEqual(draft.sections[0]?.blocks.slice(0, 2), [
    { kind: 'paragraph', text: 'We say so.' },
    { kind: 'paragraph', text: 'Twice.' },
  ]);
  const actions = draft.sections.find(({ heading }) => heading === 'What we will do');
  assert.deepEqual(actions?.blocks, [{ kind: 'paragraph', text: 'No actions are decided yet.' }]);
});

test('no drawing is exacter than its numbers', () => {
  const both = [...CHILDREN, ...CHILDREN.map((each) => ({ ...each, authority: 'south' })), child({}), child({})];
  const children = childrenTold({ children: both, voice: [], homes: [] }, [...NORTH, { id: 'south', name: 'South' }]);
  const document = written({ children, rounded: true });
  const charts = document.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'chart' ? [block] : []));
  const widths = charts[0]?.figure.shapes.flatMap((shape) => (shape.is === 'box' ? [shape.width] : []));
  const [fostering = 0, residential = 0] = widths ?? [];
  assert.equal(fostering, residential * 2); // 80 and 40 as told, 82 and 40 as counted
});
