import type { Counted, CountedChild } from './counted.ts';
import { type PartsTold, roundTold, type Told, tellParts, tellTables } from './suppress.ts';

/** Numbers of children by two things, as they may be told. */
export interface CrossTold {
  readonly columns: readonly string[];
  readonly columnsTold: readonly Told[];
  /** By kind of home, then by column. */
  readonly cells: readonly (readonly Told[])[];
}

/** Numbers of children by one thing, as they may be told. */
export interface GroupsTold {
  readonly names: readonly string[];
  readonly told: readonly Told[];
}

/** Children in care on a day, as they may be told; nothing in here can be added up to a number of 1 to 5. */
export interface ChildrenTold {
  readonly total: Told;
  readonly kinds: GroupsTold;
  readonly ages: CrossTold | null;
  readonly needs: CrossTold | null;
  readonly miles: CrossTold | null;
  /** Null where the scope is one authority. */
  readonly authorities: CrossTold | null;
  readonly families: GroupsTold | null;
  /** What children said first; the last group is children for whom nothing is written yet. */
  readonly voice: GroupsTold | null;
}

const KINDS = ['fostering', 'residential', 'supported', 'other'] as const;
const AGES = ['0-4', '5-9', '10-15', '16-17'] as const;
export const NEEDS = ['low', 'some', 'high', 'unknown'] as const;
/** 20 miles is where published figures draw the line too. */
const MILES = ['under 10', '10 to 20', '20 or more', 'unknown'] as const;
const FAMILIES = ['none', 't', 'f', 'u'] as const;
export const MATTERS = ['school', 'family', 'friends', 'brothers-and-sisters', 'pets', 'area', 'interests'] as const;

/**
 * Tells who the children are by kind of home, age, need, distance, brothers and sisters, and what they said.
 * @param authorities ids and names of the scope's, in the order of the table
 * @returns null where there are no children, or so few of them that nothing may be told
 */
export function childrenTold(
  { children, voice }: Counted,
  authorities: readonly { readonly id: string; readonly name: string }[],
): ChildrenTold | null {
  if (children.length === 0) return null;
  const cross = (groups: readonly string[], of: (child: CountedChild) => string) =>
    KINDS.map((kind) =>
      groups.map((group) => children.filter((each) => each.kind === kind && of(each) === group).length),
    );
  const ids = authorities.map(({ id }) => id);
  const asked = [
    { columns: [...AGES], counts: cross(AGES, ({ ages }) => ages) },
    { columns: [...NEEDS], counts: cross(NEEDS, ({ levels }) => needOf(levels)) },
    { columns: [...MILES], counts: cross(MILES, milesOf) },
    { columns: authorities.map(({ name }) => name), counts: cross(ids, ({ authority }) => authority) },
  ];
  const told = tellTables(asked.map(({ counts }) => counts));
  if (!told) return null;
  const several = authorities.length > 1;
  const round = (each: Told) => roundTold(each, several);
  const [ages, needs, miles, byAuthority] = asked.map(({ columns }, at): CrossTold | null => {
    const table = told.tables[at];
    if (!table) return null;
    return { columns, columnsTold: table.columns.map(round), cells: table.cells.map((cells) => cells.map(round)) };
  });
  const first = MATTERS.map((matter) => voice.filter(({ matters }) => matters[0] === matter).length);
  return {
    total: round(told.total),
    kinds: { names: [...KINDS], told: told.rows.map(round) },
    ages: ages ?? null,
    needs: needs ?? null,
    miles: miles ?? null,
    authorities: several ? (byAuthority ?? null) : null,
    families: groups(
      FAMILIES,
      tellParts(FAMILIES.map((family) => children.filter((each) => (each.family || 'none') === family).length)),
      several,
    ),
    voice: groups(
      [...MATTERS, 'nothing yet'],
      tellParts([...first, children.length - first.reduce((sum, each) => sum + each, 0)]),
      several,
    ),
  };
}

function groups(names: readonly string[], told: PartsTold | null, several: boolean): GroupsTold | null {
  return told && { names, told: told.parts.map((each) => roundTold(each, several)) };
}

function milesOf({ miles }: CountedChild): string {
  if (miles === null) return 'unknown';
  return miles < 10 ? 'under 10' : miles < 20 ? '10 to 20' : '20 or more';
}

/**
 * How much support, by the profile's highest levels, as gaps count it: 4, or 3 in at least two parts of life, is high; 2 or 3
 * some; else low. Not known where no profile is finished, or fewer than half of the parts of life are described and none
 * of them is high.
 */
function needOf(levels: string): (typeof NEEDS)[number] {
  const high = [...levels].filter((level) => level === '3').length;
  if (levels.includes('4') || high >= 2) return 'high';
  if (levels.length < 6) return 'unknown';
  return high > 0 || levels.includes('2') ? 'some' : 'low';
}
