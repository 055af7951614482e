import type { Cell, Cells } from './cells.ts';

/** The largest number that is not told as it is. */
export const FEW = 5;

/**
 * How a number may be told: `shown` as it is; `few`, that it is 1 to 5; `hidden` not at all, because a number of the sort
 * `few` would follow from it.
 */
export type Telling = 'shown' | 'few' | 'hidden';

/** Numbers that make up another, and whatever is left over of it. */
interface Group {
  readonly total: Cell;
  readonly parts: readonly Cell[];
}

/** How the numbers hang together; what the parts leave of the total is a number too, which a reader can work out. */
const GROUPS: readonly Group[] = [
  { total: 'in-care', parts: ['foster', 'residential', 'supported', 'elsewhere'] },
  { total: 'foster', parts: ['kin'] },
  { total: 'in-care', parts: ['foster'] },
  { total: 'in-care', parts: ['residential'] },
  { total: 'in-care', parts: ['supported'] },
  { total: 'in-care', parts: ['elsewhere'] },
  { total: 'in-care', parts: ['kin'] },
  { total: 'in-care', parts: ['unaccompanied'] },
  { total: 'in-care', parts: ['three-homes'] },
  { total: 'in-care', parts: ['distance-known', 'distance-unknown'] },
  { total: 'distance-known', parts: ['far'] },
  { total: 'in-care', parts: ['long-in-care'] },
  { total: 'long-in-care', parts: ['two-years'] },
  { total: 'in-care', parts: ['with-family', 'family-unknown'] },
  { total: 'with-family', parts: ['together'] },
  { total: 'started', parts: ['started-unaccompanied'] },
  { total: 'ceased', parts: ['guardianship', 'arrangements', 'adopted'] },
  { total: 'left-before', parts: ['came-back'] },
  { total: 'in-care', parts: ['sdq-due'] },
  { total: 'sdq-due', parts: ['sdq-scored'] },
  { total: 'sdq-scored', parts: ['sdq-usual', 'sdq-borderline', 'sdq-concern'] },
  { total: 'sdq-scored', parts: ['sdq-usual'] },
  { total: 'sdq-scored', parts: ['sdq-borderline'] },
  { total: 'sdq-scored', parts: ['sdq-concern'] },
  { total: 'in-year', parts: ['missing'] },
  { total: 'adopted', parts: ['matched'] },
  { total: 'leavers-17', parts: ['active-17'] },
  { total: 'leavers-17', parts: ['housed-17'] },
  { total: 'leavers-19', parts: ['active-19'] },
  { total: 'leavers-19', parts: ['housed-19'] },
];

/** A number of a group with its place in the answer; `cell` null: what the parts leave over. */
interface Member {
  readonly cell: Cell | null;
  readonly value: number;
  readonly telling: Telling;
}

/**
 * Decides for each number how it may be told. Numbers of 1 to 5 are `few`. Where the total of a group and the other parts
 * would narrow such a number down any further, the smallest of the others is hidden too, and where no other is left, the
 * total, and with a total its parts; again and again until nothing more follows within any group.
 */
export function tellings(cells: Cells): Readonly<Record<Cell, Telling>> {
  const told = Object.fromEntries(
    Object.entries(cells).map(([cell, value]) => [cell, isFew(value) ? 'few' : 'shown']),
  ) as Record<Cell, Telling>;
  const restHidden = GROUPS.map(() => false);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [at, group] of GROUPS.entries()) {
      if (told[group.total] === 'few') continue;
      if (told[group.total] === 'hidden') {
        // What is told of the parts would say how large the total is at least.
        const open = group.parts.filter((part) => told[part] === 'shown' && cells[part] > 0);
        for (const part of open) told[part] = 'hidden';
        changed ||= open.length > 0;
        continue;
      }
      const members = membersOf(group, cells, told, restHidden[at] ?? false);
      if (isSafe(members)) continue;
      changed = true;
      const next = members
        .filter((member) => isShown(member) && member.value > 0)
        // What is left over is written nowhere, so it costs nobody anything.
        .sort((a, b) => (a.cell === null ? -1 : b.cell === null ? 1 : a.value - b.value))[0];
      if (!next) told[group.total] = 'hidden';
      else if (next.cell === null) restHidden[at] = true;
      else told[next.cell] = 'hidden';
    }
  }
  return told;
}

function membersOf(
  { total, parts }: Group,
  cells: Cells,
  told: Readonly<Record<Cell, Telling>>,
  restHidden: boolean,
): Member[] {
  const rest = cells[total] - parts.reduce((sum, part) => sum + cells[part], 0);
  return [
    ...parts.map((cell) => ({ cell, value: cells[cell], telling: told[cell] })),
    { cell: null, value: rest, telling: isFew(rest) ? 'few' : restHidden ? 'hidden' : 'shown' },
  ];
}

/** Whether what is not told could still be any number of its sort, for somebody who knows the total and these rules. */
function isSafe(members: readonly Member[]): boolean {
  const kept = members.filter((member) => !isShown(member));
  if (kept.length === 0) return true;
  if (kept.length === 1) return false;
  const sum = kept.reduce((all, { value }) => all + value, 0);
  return kept.every((one) => {
    if (one.telling === 'hidden') return true;
    const others = kept.filter((other) => other !== one);
    const least = others.reduce((all, { telling }) => all + (telling === 'few' ? 1 : FEW + 1), 0);
    const most = others.reduce((all, { telling }) => all + (telling === 'few' ? FEW : Number.POSITIVE_INFINITY), 0);
    return sum - least >= FEW && sum - most <= 1;
  });
}

function isShown({ telling }: Member): boolean {
  return telling === 'shown';
}

function isFew(value: number): boolean {
  return value >= 1 && value <= FEW;
}
