import type { SeededRandom } from '../src/kernel/index.ts';
import type { Portrait } from './portrait.ts';

/** What could happen to the child, by age and by where their need is great. */
export function risksToChild(random: SeededRandom, levels: Portrait['levels'], age: number): string[] {
  if (age < 9) return [];
  const outside = levels['safe-outside'];
  const chances: [string, number][] = [
    ['going-missing', outside >= 3 ? 0.5 : outside === 2 ? 0.12 : 0.01],
    ['criminal-exploitation', outside >= 3 && age >= 11 ? 0.3 : 0.01],
    ['sexual-exploitation', outside >= 3 && age >= 11 ? 0.22 : 0.01],
    ['self-harm', levels['emotional-wellbeing'] >= 3 && age >= 10 ? 0.3 : 0.02],
    ['drug-and-alcohol-use', outside >= 3 && age >= 13 ? 0.3 : 0.01],
    ['eating-disorder', levels.health >= 3 && age >= 11 ? 0.08 : 0.005],
  ];
  return chances.filter(([, chance]) => random.chance(chance)).map(([risk]) => risk);
}

/** What could happen to others; seldom, and only beside a great need in coping. */
export function risksToOthers(random: SeededRandom, levels: Portrait['levels'], age: number): string[] {
  if (age < 6) return [];
  const great = levels.coping >= 4 ? 0.55 : levels.coping === 3 ? 0.22 : 0.01;
  const chances: [string, number][] = [
    ['physical-harm', great],
    ['fire-setting', great * 0.09],
    ['harm-to-animals', great * 0.12],
    ['sexual-harm', age >= 9 ? great * 0.08 : 0],
    ['criminal-exploitation', age >= 13 ? great * 0.1 : 0],
  ];
  return chances.filter(([, chance]) => random.chance(chance)).map(([risk]) => risk);
}
