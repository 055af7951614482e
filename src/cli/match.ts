import { Refusal } from '../kernel/index.ts';
import { isNearMiss, parseMatchingFile, type RankedHome, type Ranking, rankHomes } from '../matching/index.ts';
import { readJsonFile } from './json-file.ts';
import type { Output } from './output.ts';

const USAGE = 'Usage: homeward match FILE [--json]\nFILE is a matching file (JSON); - reads it from standard input.\n';
const SHOWN = 20;
const RULED_OUT_SHOWN = 40;

/** `homeward match FILE [--json]`: ranks the homes of a file. 0 done, 1 refused input, 2 wrong usage. */
export async function match(args: readonly string[], output: Output): Promise<number> {
  const asJson = args.includes('--json');
  const rest = args.filter((one) => one !== '--json');
  const path = rest[0];
  if (rest.length !== 1 || path === undefined || (path.startsWith('-') && path !== '-')) {
    output.err(USAGE);
    return 2;
  }
  try {
    const read = parseMatchingFile(await readJsonFile(path));
    if (!read.ok) {
      output.err(`${path} cannot be used:\n${read.problem.map((one) => `  ${one}\n`).join('')}`);
      return 1;
    }
    const ranking = rankHomes(read.value);
    output.out(asJson ? `${JSON.stringify(ranking)}\n` : asText(ranking));
    return 0;
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    output.err(`${problem.message}\n`);
    return 1;
  }
}

/** A list to be read: the best homes with their reasons, then what is ruled out and why. */
function asText(ranking: Ranking): string {
  const { ranked, ruledOut, method } = ranking;
  const lines = [
    `${ranked.length} ${ranked.length === 1 ? 'home' : 'homes'} can be asked, ${ruledOut.length} ruled out. As of ${method.asOf}, needed by ${method.neededBy}.`,
    'A person decides: these are reasons, not a decision.',
    '',
    ...ranked.slice(0, SHOWN).flatMap(homeLines),
  ];
  if (ranked.length > SHOWN) lines.push(`… and ${ranked.length - SHOWN} more (see --json).`, '');
  if (ruledOut.length > 0) lines.push('Ruled out');
  for (const home of ruledOut.slice(0, RULED_OUT_SHOWN)) {
    lines.push(`  ${home.home}${isNearMiss(home) ? ' (near miss: a person may lift this, with a reason)' : ''}`);
    for (const one of home.because) lines.push(`    - ${one.rule}${about(one.child)}: ${one.words}`);
  }
  if (ruledOut.length > RULED_OUT_SHOWN) lines.push(`  … and ${ruledOut.length - RULED_OUT_SHOWN} more (see --json).`);
  lines.push(
    '',
    `Method ${method.version}, seed ${method.seed}, ${method.samples} weightings, inputs ${method.digest.slice(0, 12)}.`,
  );
  return `${lines.join('\n')}\n`;
}

function homeLines(home: RankedHome): string[] {
  const several = home.children.length > 1;
  // A guess in the middle is no reason, and what is met in part is told below as what would have to be added.
  const short = new Set(home.gaps.map((gap) => `${gap.child} needs:${gap.domain}`));
  const best = home.reasons
    .filter(({ effect, child, criterion }) => {
      return effect > 0 && !home.unknown.includes(criterion) && !short.has(`${child} ${criterion}`);
    })
    .slice(0, 6);
  const lines = [
    `${home.rank}. ${home.home}: ${home.band}, fit ${home.fit} (${home.fitLow} to ${home.fitHigh}), ` +
      `in the first three in ${Math.round(home.topThree * 100)}% of weightings`,
    ...best.map((one) => `   + ${one.words}${several ? about(one.child) : ''} (${one.effect})`),
    ...home.gaps.map((one) => `   - ${one.wouldTake}`),
    ...home.checks.map((one) => `   ? ${one.words}`),
    ...home.impact.map((one) => `   ~ ${one.words}`),
  ];
  if (several) lines.push(`   It fits least for ${home.worstOff.child}: ${home.worstOff.fit}.`);
  return [...lines, ''];
}

function about(child: string | null): string {
  return child === null ? '' : ` (${child})`;
}
