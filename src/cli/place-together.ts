import { Refusal } from '../kernel/index.ts';
import { type JointMatching, type JointProblem, placeTogether } from '../matching/index.ts';
import { readJsonFile } from './json-file.ts';
import type { Output } from './output.ts';

const USAGE =
  'Usage: homeward place-together FILE [--json]\nFILE is a joint problem (JSON); - reads it from standard input.\n';

/** `homeward place-together FILE [--json]`. 0 done, 1 refused input, 2 wrong usage. */
export async function placeTogetherCommand(args: readonly string[], output: Output): Promise<number> {
  const asJson = args.includes('--json');
  const [path, ...rest] = args.filter((one) => one !== '--json');
  if (path === undefined || rest.length > 0 || (path.startsWith('-') && path !== '-')) {
    output.err(USAGE);
    return 2;
  }
  try {
    const matching = await placeTogether((await readJsonFile(path)) as JointProblem);
    output.out(asJson ? `${JSON.stringify(matching)}\n` : asText(matching));
    return 0;
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    output.err(`${problem.message}\n`);
    return 1;
  }
}

function asText({ placed, waiting, total, optimal, gap, pressure, pressureOf }: JointMatching): string {
  const lines = [
    `${placed.length} ${placed.length === 1 ? 'child' : 'children'} could be placed, ${waiting.length} would wait. Total ${total.toFixed(1)}.`,
    optimal
      ? 'No other plan has a greater total: that is proven.'
      : `The best plan there is may be up to ${(gap * 100).toFixed(2)}% better: time ran out before more was proven.`,
    'This is a proposal. People decide, for each child.',
    '',
    ...placed.map(({ child, home }) => `  ${child}  →  ${home}`),
  ];
  if (waiting.length > 0) lines.push('', `Waiting: ${waiting.join(', ')}`);
  if (pressure.length > 0) {
    lines.push(
      '',
      `What a home is worth to all of them together (${pressureOf.looked} of ${pressureOf.used} homes looked at):`,
    );
    for (const { home, value } of pressure) lines.push(`  ${home}: ${value.toFixed(1)}`);
  }
  return `${lines.join('\n')}\n`;
}
