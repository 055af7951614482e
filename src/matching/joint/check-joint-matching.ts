import type { JointMatching, JointProblem } from './joint-problem.ts';

/**
 * Checks an answer against its problem, by itself: nothing here knows how the answer was found. Every answer passes
 * it before anybody sees it.
 *
 * @returns what is wrong with it, in words; nothing when the answer may stand
 */
export function checkJointMatching(
  problem: JointProblem,
  answer: Pick<JointMatching, 'placed' | 'waiting' | 'total'>,
): string[] {
  const wrong: string[] = [];
  const values = new Map(problem.options.map(({ child, home, value }) => [JSON.stringify([child, home]), value]));
  const placesLeft = new Map(problem.homes.map(({ id, places }) => [id, places]));
  const children = new Set(problem.children.map(({ id }) => id));
  const homeOf = new Map<string, string>();
  let total = 0;
  for (const { child, home } of answer.placed) {
    const value = values.get(JSON.stringify([child, home]));
    if (value === undefined) wrong.push(`child ${child} cannot go to home ${home}: that is no option`);
    if (homeOf.has(child)) wrong.push(`child ${child} is placed twice`);
    homeOf.set(child, home);
    total += value ?? 0;
    placesLeft.set(home, (placesLeft.get(home) ?? 0) - 1);
  }
  for (const [home, left] of placesLeft) if (left < 0) wrong.push(`home ${home} has ${-left} more than its places`);
  const waiting = new Set(answer.waiting);
  if (waiting.size !== answer.waiting.length) wrong.push('a child waits twice');
  for (const child of waiting) if (!children.has(child)) wrong.push(`there is no child ${child} to wait`);
  for (const child of children) {
    if (homeOf.has(child) && waiting.has(child)) wrong.push(`child ${child} is placed and waits`);
    if (!homeOf.has(child) && !waiting.has(child)) wrong.push(`child ${child} is neither placed nor waits`);
  }
  const homeOfGroup = new Map<string, string | null>();
  for (const { id, group } of problem.children) {
    if (group === null || group === undefined) continue;
    const home = homeOf.get(id) ?? null;
    const others = homeOfGroup.get(group);
    if (others !== undefined && others !== home) wrong.push(`group ${group} is not together`);
    homeOfGroup.set(group, home);
  }
  for (const [a, b] of problem.apart ?? []) {
    const home = homeOf.get(a);
    if (home !== undefined && home === homeOf.get(b)) wrong.push(`children ${a} and ${b} must be apart`);
  }
  for (const { home, children: named } of problem.notTogether ?? []) {
    if (named.every((child) => homeOf.get(child) === home)) wrong.push(`${named.join(', ')} are all in home ${home}`);
  }
  for (const { home, children: named, places } of problem.atMost ?? []) {
    const there = [...new Set(named)].filter((child) => homeOf.get(child) === home);
    if (there.length > places) wrong.push(`of ${named.join(', ')} more than ${places} are in home ${home}`);
  }
  if (Math.abs(total - answer.total) > 1e-6 * Math.max(1, total)) {
    wrong.push(`the total is ${total}, not ${answer.total}`);
  }
  return wrong;
}
