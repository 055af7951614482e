import { returnYearWords } from '../ssda903/index.ts';
import { FIRST_RULES, LAST_RULES } from './rule.ts';
import { RULES } from './rule-book.ts';

/** The rules by number and year as a table in Markdown, for docs/methods/returns.md; a changed rule by its latest words. */
export function rulesInMarkdown(): string {
  const years = Array.from({ length: LAST_RULES - FIRST_RULES + 1 }, (_, n) => FIRST_RULES + n);
  const byNumber = [...Map.groupBy(RULES, (rule) => rule.number)].sort(([a], [b]) => inOrder(a, b));
  const rows = byNumber.map(([number, rules]) => {
    const latest = rules.toSorted((a, b) => b.years.to - a.years.to)[0];
    const marks = years.map((year) => {
      const at = rules.findIndex((rule) => rule.years.from <= year && year <= rule.years.to);
      return at === -1 ? '' : 'yes';
    });
    return `| ${[number, ...marks, latest?.words ?? ''].join(' | ')} |`;
  });
  const counts = years.map((year) => RULES.filter(({ years: { from, to } }) => from <= year && year <= to).length);
  return [
    `| rule | ${years.map(returnYearWords).join(' | ')} | what is wrong |`,
    `|---|${years.map(() => '---|').join('')}---|`,
    ...rows,
    `| **rules** | ${counts.join(' | ')} | |`,
  ].join('\n');
}

/** Numbers first, in their order, then the rules that are named by letters. */
function inOrder(a: string, b: string): number {
  const isNamed = (number: string) => (/^\d/.test(number) ? 0 : 1);
  return isNamed(a) - isNamed(b) || a.localeCompare(b, 'en', { numeric: true });
}
