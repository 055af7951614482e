import type { Domain, SeededRandom } from '../src/kernel/index.ts';
import { livingAt } from './child-rows.ts';
import type { Child } from './population.ts';
import { personName } from './staff.ts';
import type { Line } from './words/index.ts';

/** Fills a line that fits the age with the child's name, pronouns and one thing they love; never the same line twice. */
export function sayer(
  random: SeededRandom,
  child: Child,
  interests: readonly string[],
): (domain: Domain, lines: readonly Line[], age: number) => string {
  const used = new Set<string>();
  const girl = child.sex === 'female';
  const parts: Readonly<Record<string, string>> = {
    name: child.given,
    he: girl ? 'she' : 'he',
    He: girl ? 'She' : 'He',
    him: girl ? 'her' : 'him',
    his: girl ? 'her' : 'his',
    His: girl ? 'Her' : 'His',
    himself: girl ? 'herself' : 'himself',
  };
  return (domain, lines, age) => {
    const fitting = lines.filter((line) => age >= line.from && age <= line.to && !used.has(domain + line.text));
    if (fitting.length === 0) return '';
    const line = random.pick(fitting);
    used.add(domain + line.text);
    const said = line.text.replace(/\{(\w+)\}/g, (_, word: string) =>
      word === 'interest' ? random.pick(interests) : (parts[word] ?? ''),
    );
    // Something the child loves may open a sentence.
    return said.replace(/(^|[.!?] )([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
  };
}

/** The few people who know the child and say what is written: the social worker, somebody at home, somebody outside. */
export function thoseWhoKnow(
  random: SeededRandom,
  child: Child,
  age: number,
  day: number,
  worker: string,
): readonly [string, string, string] {
  const living = livingAt(child, day);
  const home =
    living === 'residential' || living === 'secure'
      ? 'key worker'
      : living === 'supported'
        ? 'support worker'
        : living === 'with parents' || living === 'placed for adoption'
          ? 'family support worker'
          : living === 'kinship'
            ? 'kinship carer'
            : living.endsWith('fostering')
              ? 'foster carer'
              : 'residential worker';
  const outside =
    age < 2
      ? 'health visitor'
      : age < 4
        ? 'nursery key worker'
        : age < 11
          ? 'class teacher'
          : age < 16
            ? 'form tutor'
            : 'college tutor';
  return [`${worker}, social worker`, `${personName(random)}, ${home}`, `${personName(random)}, ${outside}`];
}
