import { z } from 'zod';
import { Refusal } from '../../kernel/index.ts';
import type { JointProblem } from './joint-problem.ts';

const SHAPE = z.object({
  children: z.array(z.object({ id: z.string().min(1), group: z.string().min(1).nullish() })),
  homes: z.array(z.object({ id: z.string().min(1), places: z.int().min(0).max(1_000) })),
  options: z.array(z.object({ child: z.string(), home: z.string(), value: z.number().positive().max(1e9) })),
  apart: z.array(z.tuple([z.string(), z.string()])).optional(),
  atMost: z.array(z.object({ home: z.string(), children: z.array(z.string()), places: z.int().min(0) })).optional(),
  notTogether: z.array(z.object({ home: z.string(), children: z.array(z.string()).min(1) })).optional(),
});
const SHOWN = 10;

/**
 * Checks a problem from outside: its shape, that each child, home and pair stands once, and that options, pairs
 * apart and children not together name children and homes that are there.
 *
 * @throws Refusal that says where and what is expected, at most ten things at once
 */
export function readProblem(data: unknown): JointProblem {
  const read = SHAPE.safeParse(data);
  if (!read.success) {
    refuse(read.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`));
  }
  const problem = read.data;
  const wrong: string[] = [];
  const children = names(problem.children, 'child', wrong);
  const homes = names(problem.homes, 'home', wrong);
  const pairs = new Set<string>();
  problem.options.forEach(({ child, home }, at) => {
    if (!children.has(child)) wrong.push(`options.${at}: there is no child ${child}`);
    if (!homes.has(home)) wrong.push(`options.${at}: there is no home ${home}`);
    const pair = JSON.stringify([child, home]);
    if (pairs.has(pair)) wrong.push(`options.${at}: child ${child} and home ${home} stand twice`);
    pairs.add(pair);
  });
  problem.apart?.forEach(([a, b], at) => {
    for (const child of [a, b]) if (!children.has(child)) wrong.push(`apart.${at}: there is no child ${child}`);
    if (a === b) wrong.push(`apart.${at}: child ${a} cannot be apart from themselves`);
  });
  for (const list of ['notTogether', 'atMost'] as const) {
    problem[list]?.forEach(({ home, children: named }, at) => {
      if (!homes.has(home)) wrong.push(`${list}.${at}: there is no home ${home}`);
      for (const child of named) if (!children.has(child)) wrong.push(`${list}.${at}: there is no child ${child}`);
    });
  }
  if (wrong.length > 0) refuse(wrong);
  return problem;
}

function names(given: readonly { readonly id: string }[], what: string, wrong: string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const { id } of given) {
    if (seen.has(id)) wrong.push(`${what} ${id} stands twice`);
    seen.add(id);
  }
  return seen;
}

function refuse(wrong: readonly string[]): never {
  const more = wrong.length > SHOWN ? `\n  … and ${wrong.length - SHOWN} more` : '';
  throw new Refusal(
    `The problem cannot be used:\n${wrong
      .slice(0, SHOWN)
      .map((one) => `  ${one}`)
      .join('\n')}${more}`,
  );
}
