import { dayNumber, fromParts, type PlainDate, type SeededRandom, seededRandom } from '../src/kernel/index.ts';
import { familiesOf, YEARS_KEPT } from './families.ts';
import { type Authority, drawRegion, type Geography } from './geography.ts';
import { makePools, POOLED, type Pooled, type Pools } from './homes.ts';
import { giveHomes } from './living.ts';
import { spellsOf } from './people.ts';
import type { Child, Family, Home, Living } from './population.ts';
import { readyHomes } from './ready-homes.ts';
import type { Size } from './sizes.ts';
import { chooseWaiting, kinshipForWaiting, type Waiting } from './waiting.ts';
import { addWrittenCases } from './written-cases.ts';

/** One region after eighteen years of made-up lives: everything the rows are written from. */
export interface Lives {
  readonly random: SeededRandom;
  readonly number: number;
  readonly asOf: number;
  /** First day of the kept history: 1 April, five whole return years before the one that is running. */
  readonly from: number;
  readonly geography: Geography;
  readonly pools: Pools;
  readonly homes: readonly Home[];
  readonly families: readonly Family[];
  readonly waiting: readonly Waiting[];
}

/** First day of the kept return years. */
export function historyStart(asOf: PlainDate): PlainDate {
  const year = Number(asOf.slice(0, 4)) - (asOf.slice(5) >= '04-01' ? 0 : 1);
  return fromParts(year - YEARS_KEPT, 4, 1) as PlainDate;
}

export function simulateRegion(seed: string, number: number, size: Size, on: PlainDate): Lives {
  const random = seededRandom(`${seed}/region ${number}`);
  const asOf = dayNumber(on);
  const from = dayNumber(historyStart(on));
  const geography = drawRegion(random.fork('map'), number, size);
  const families = geography.authorities.flatMap((authority) =>
    familiesOf(random.fork(`families ${authority.index}`), authority, asOf, from, size.children * authority.share),
  );
  if (number === 0) families.push(...addWrittenCases(random.fork('written cases'), geography, asOf));
  const pools = makePools(random.fork('homes'), geography, livingOn(geography, families, asOf));
  const { kinship } = giveHomes(random.fork('living'), geography, pools, families);
  settleEndings(families);
  if (number === 0) readyHomes(pools.all, geography.authorities[0] as Authority, asOf);
  const waiting = chooseWaiting(random.fork('waiting'), families, asOf);
  const offered = kinshipForWaiting(random.fork('kinship for waiting'), geography, pools, waiting);
  const kept = kinship.filter((home) => home.stays.some(({ spell }) => spell.end === null || spell.end > from));
  return {
    random,
    number,
    asOf,
    from,
    geography,
    pools,
    homes: [...pools.all, ...kept, ...offered],
    families,
    waiting,
  };
}

function livingOn(geography: Geography, families: readonly Family[], day: number): Record<Pooled, number[]> {
  const counts = Object.fromEntries(POOLED.map((kind) => [kind, geography.authorities.map(() => 0)])) as Record<
    Pooled,
    number[]
  >;
  for (const family of families)
    for (const child of family.children) {
      const living = livingNow(child, day);
      const list = living === null ? undefined : (counts as Partial<Record<Living, number[]>>)[living];
      if (list) list[family.authority.index] = (list[family.authority.index] ?? 0) + 1;
    }
  return counts;
}

/** Where a child lives on a day; null when not in care. A child who comes on the day itself counts. */
export function livingNow(child: Child, day: number): Living | null {
  if (child.entry > day || (child.exit !== null && child.exit <= day)) return null;
  return spellsOf(child).findLast((each) => each.start <= day)?.spell.living ?? null;
}

export function inCare(child: Child, day: number): boolean {
  return child.entry <= day && (child.exit === null || child.exit > day);
}

/** Only who lived with foster carers can stay put with them at 18. */
function settleEndings(families: readonly Family[]): void {
  for (const family of families)
    for (const child of family.children)
      if (child.rec === 'E17' && !/foster|kinship/.test(spellsOf(child).at(-1)?.spell.living ?? '')) child.rec = 'E5';
}
