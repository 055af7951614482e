import type { Block } from '../documents/index.ts';
import { inWords } from '../kernel/index.ts';
import type { CrossTold, GroupsTold } from './children-told.ts';
import { bars } from './drawings.ts';
import type { StrategyFigures } from './figures.ts';
import { type Told, toldWords } from './suppress.ts';
import { agesName, FAMILY_NAMES, kindName, MILES_NAMES, matterName, NEED_NAMES } from './words.ts';

/** Who our children are. */
export function childrenBlocks({ children, rounded, countedOn }: StrategyFigures): Block[] {
  if (!children) return [];
  const words = toldWords;
  const table = (caption: string, name: (column: string) => string, cross: CrossTold | null): Block[] =>
    cross ? crossBlocks(caption, name, children.kinds, cross, children.total) : [tooFew(caption)];
  return [
    {
      kind: 'paragraph',
      text: `On ${inWords(countedOn)} there were ${rounded ? 'about ' : ''}${words(children.total)} children in care.`,
    },
    { kind: 'heading', text: 'Where children live' },
    ...groupsBlocks('Children by kind of home', 'Kind of home', kindName, children.kinds),
    { kind: 'heading', text: 'How old they are' },
    ...table('Children by kind of home and age', agesName, children.ages),
    { kind: 'heading', text: 'How much support they need' },
    {
      kind: 'paragraph',
      text: 'By the highest levels in the latest finished profile: “high” is level 4 in one part of life, or level 3 in two or more; “some” is level 2 or 3; “low” is below. Not known is not the same as low.',
    },
    ...table('Children by kind of home and need', (need) => NEED_NAMES[need] ?? need, children.needs),
    { kind: 'heading', text: 'How far from home' },
    {
      kind: 'paragraph',
      text: 'In a straight line from the family’s home to where the child lives. Where one of the two is not known, or must not be told, the child is among those not known.',
    },
    ...table('Children by kind of home and distance', (miles) => MILES_NAMES[miles] ?? miles, children.miles),
    { kind: 'heading', text: 'Brothers and sisters' },
    ...(children.families
      ? groupsBlocks(
          'Children by whether they live with their brothers and sisters in care',
          'Brothers and sisters',
          (family) => FAMILY_NAMES[family] ?? family,
          children.families,
        )
      : [tooFew('Children by whether they live with their brothers and sisters in care')]),
    ...(children.authorities
      ? [
          { kind: 'heading', text: 'By authority' } as const,
          ...table('Children by kind of home and authority', (name) => name, children.authorities),
        ]
      : []),
  ];
}

/** What matters most to children, in numbers. Their words are theirs, and not in here. */
export function voiceBlocks({ children }: StrategyFigures): Block[] {
  if (!children) return [];
  if (!children.voice) return [tooFew('What children say matters most to them')];
  return [
    {
      kind: 'paragraph',
      text: 'Each child can say, in their own order, what matters most about where they live. This is what they named first, from the latest finished description of each child in care.',
    },
    ...groupsBlocks('What children say matters most to them', 'What matters most', matterName, children.voice),
  ];
}

function groupsBlocks(
  caption: string,
  head: string,
  name: (group: string) => string,
  { names, told }: GroupsTold,
): Block[] {
  const rows = names.map((group, at) => ({ name: name(group), told: told[at] ?? 'hidden' }));
  const shown = rows.flatMap(({ name: label, told: each }) =>
    typeof each === 'number' ? [{ name: label, value: each, words: toldWords(each) }] : [],
  );
  const fits = shown.length > 1 && shown.every(({ name: label }) => label.length <= 26);
  return [
    {
      kind: 'table',
      caption,
      head: [head, 'Children'],
      rows: rows.map(({ name: label, told: each }) => [label, toldWords(each)]),
    },
    ...(fits
      ? [
          {
            kind: 'chart',
            figure: bars(shown),
            words: `${caption}, as bars; only numbers that may be told. The table above has the same numbers.`,
          } as const,
        ]
      : []),
  ];
}

function crossBlocks(
  caption: string,
  name: (column: string) => string,
  kinds: GroupsTold,
  cross: CrossTold,
  total: Told,
): Block[] {
  const words = toldWords;
  const all = ['All', words(total)];
  const totals = cross.columns.map((column, at) => [name(column), words(cross.columnsTold[at] ?? 'hidden')] as const);
  if (cross.cells.flat().every((told) => told === 'hidden')) {
    const alone = {
      kind: 'table',
      caption: `${caption.replace(' by kind of home and', ' by')}`,
      head: ['Group', 'Children'],
    } as const;
    return [
      { ...alone, rows: [...totals, all] },
      { kind: 'paragraph', text: 'Not by kind of home: among so few children somebody could be found.' },
    ];
  }
  const rows = totals.map(([label, told], at) => [
    label,
    ...kinds.names.map((_, row) => words(cross.cells[row]?.[at] ?? 'hidden')),
    told,
  ]);
  return [
    {
      kind: 'table',
      caption,
      head: ['Group', ...kinds.names.map(kindName), 'All'],
      rows: [...rows, ['All', ...kinds.told.map(words), words(total)]],
    },
  ];
}

function tooFew(caption: string): Block {
  return {
    kind: 'paragraph',
    text: `${caption}: there are too few children for a table in which nobody could be found.`,
  };
}
