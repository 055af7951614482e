import type { Home } from './matching-file.ts';
import type { HomeFacts, PreparedHomes } from './prepared-homes.ts';
import { prepareHomes } from './read-homes.ts';

/**
 * The same prepared homes, but with other people or other free rooms in a few of them, as one search sees them: a
 * child who is to move no longer counts among those who live there. Copies the facts that rules read; what homes can
 * do and where they are is shared.
 * @param changed by position; where a home is, what it can do and what it is approved for must be as before
 */
export function withChangedHouseholds(prepared: PreparedHomes, changed: ReadonlyMap<number, Home>): PreparedHomes {
  if (changed.size === 0) return prepared;
  const read = prepareHomes([...changed.values()]);
  const homes = [...prepared.homes];
  const facts = copied(prepared.facts);
  const siblingsOf = new Map<string, Map<number, number>>();
  const count = (child: string, h: number, there: number) => {
    const where = siblingsOf.get(child) ?? new Map<number, number>();
    siblingsOf.set(child, where.set(h, there));
  };
  for (const [child, where] of prepared.siblingsOf) {
    for (const [h, there] of where) if (!changed.has(h)) count(child, h, there);
  }
  [...changed].forEach(([h, home], at) => {
    homes[h] = home;
    putFacts(facts, h, read.facts, at);
    for (const [child, where] of read.siblingsOf) if (where.has(at)) count(child, h, where.get(at)!);
  });
  return { ...prepared, homes, facts, siblingsOf };
}

function copied(facts: HomeFacts): HomeFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([fact, column]) => [fact, column.slice()]),
  ) as unknown as HomeFacts;
}

function putFacts(into: HomeFacts, h: number, from: HomeFacts, at: number): void {
  for (const fact of Object.keys(from) as (keyof HomeFacts)[]) into[fact][h] = from[fact][at]!;
}
