import type { PlainDate } from '../kernel/index.ts';
import { ageWords, type ChildSummary } from '../people/index.ts';
import { inOneLine } from '../ui/index.ts';

/** Who needs a home, on the day it is needed: `Maya, 11`, or `Maya (11), Leo (8) and Ada (5)`. */
export function whoInWords(children: readonly ChildSummary[], on: PlainDate): string {
  const [one, other] = children;
  const age = ({ born, bornEstimated }: ChildSummary): string => ageWords(born, bornEstimated, on);
  if (one && !other) return `${one.name}, ${age(one)}`;
  return inOneLine(children.map((child) => `${child.name} (${age(child)})`));
}
