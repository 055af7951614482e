import { evaluate } from '../src/matching/evaluation.ts';
import { pairsOf, prepareHomes, type Ranking, rank, rankHomes } from '../src/matching/index.ts';
import { madeUpFile } from './matching-homes.ts';

/** Seconds measured, the target or peer to hold it against, and the one over the other: below 1 is within it. */
export type BenchResults = Record<string, { seconds: number; against: number; ratio: number }>;

const SHOWN = 20;

/**
 * Ranking one child against many homes. "Whole" goes through the public door from plain data: reading and checking
 * the file, rules, scores, robustness, and the words of the first twenty homes. "Prepared" is what a page pays for
 * each search against homes that it has read before.
 */
export async function benchMatching(): Promise<BenchResults> {
  const results: BenchResults = {};
  const note = (name: string, seconds: number, against: number) => {
    results[name] = { seconds, against, ratio: seconds / against };
  };
  const file = madeUpFile(10_000);
  const prepared = prepareHomes(file.homes);
  note(
    'matching: 10,000 homes, rules and scores',
    median(() => evaluate(file.children, prepared, file), 60),
    0.005,
  );
  note(
    'matching: 10,000 homes, prepared, with reasons and robustness',
    median(() => read(rank(file.children, prepared, file)), 60),
    0.025,
  );
  note(
    'matching: 10,000 homes, whole, from plain data',
    median(() => read(rankHomes(file)), 40),
    0.025,
  );
  const page = madeUpFile(4_000);
  const pageHomes = prepareHomes(page.homes);
  note(
    'matching: 4,000 homes, prepared, as a results page',
    median(() => read(rank(page.children, pageHomes, page)), 60),
    0.025,
  );
  const group = madeUpFile(4_000, 4);
  const groupHomes = prepareHomes(group.homes);
  const pairs = () => pairsOf(group.children, groupHomes, group);
  note('matching: pairs of homes for 4 children, 4,000 homes, prepared', median(pairs, 10), 0.3);
  return results;
}

const SIZES = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

/** Whole rankings by number of homes, against what linear growth from the smallest would take: at most 1 is no worse. */
export async function benchGrowth(): Promise<BenchResults> {
  const results: BenchResults = {};
  let aHome = 0;
  for (const homes of SIZES) {
    const file = madeUpFile(homes);
    const seconds = median(() => read(rankHomes(file)), 15);
    aHome ||= seconds / homes;
    results[`matching: growth, ${homes.toLocaleString('en-GB')} homes against linear`] = {
      seconds,
      against: aHome * homes,
      ratio: seconds / (aHome * homes),
    };
  }
  return results;
}

/** Reads the words that a page shows, so that nothing is measured that nobody worked out. */
function read(ranking: Ranking): number {
  let letters = 0;
  for (const home of ranking.ranked.slice(0, SHOWN)) letters += JSON.stringify(home).length;
  return letters;
}

function median(work: () => unknown, times: number): number {
  for (let i = 0; i < 8; i++) work();
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  }).sort((a, b) => a - b);
  return taken[Math.floor(times / 2)]!;
}
