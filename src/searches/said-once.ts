import { inOneLine } from '../ui/index.ts';
import type { WorkedSearch } from './ranking-of.ts';

interface Said {
  readonly child: string | null;
  readonly words: string;
}

/**
 * Lines that say the same of several brothers and sisters become one line that names them; the order stays that of the
 * first. With one child nobody has to be named.
 */
export function saidOnce({ asked }: Pick<WorkedSearch, 'asked'>, lines: readonly Said[]): string[] {
  const by = new Map<string, Set<string>>();
  for (const { child, words } of lines) {
    const children = by.get(words) ?? new Set();
    if (child !== null) children.add(child);
    by.set(words, children);
  }
  if (asked.length < 2) return [...by.keys()];
  return [...by].map(([words, children]) => {
    const names = asked.filter(({ child }) => children.has(child.id)).map(({ child }) => child.name);
    if (names.length === 0) return words;
    return `${names.length === asked.length ? everybody(names.length) : inOneLine(names)}: ${words}`;
  });
}

function everybody(count: number): string {
  if (count === 2) return 'Both';
  return `All ${['three', 'four', 'five', 'six', 'seven', 'eight'][count - 3] ?? count}`;
}
