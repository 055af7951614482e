import { type SeededRandom, seededId } from '../src/kernel/index.ts';
import { birthday } from './families.ts';
import type { Authority, Geography } from './geography.ts';
import type { Community } from './people-names.ts';
import type { Child, Family, Group, Living, Script, Spell } from './population.ts';

interface Written {
  readonly given: string;
  readonly sex: Child['sex'];
  readonly age: number;
  readonly need: number;
}

/**
 * Three cases that every made-up region has, in its first authority: four brothers and sisters aged 3 to 12 who live
 * apart, a 15-year-old under a deprivation of liberty order, and a young person of 16 who arrived yesterday.
 */
export function addWrittenCases(random: SeededRandom, geography: Geography, asOf: number): Family[] {
  const authority = geography.authorities[0] as Authority;
  const four = family(
    random.fork('four'),
    authority,
    'Rothwell',
    'british',
    'WBRI',
    asOf - 38,
    [
      { given: 'Maisie', sex: 'female', age: 12.3, need: 0.45 },
      { given: 'Jack', sex: 'male', age: 9.6, need: 0.5 },
      { given: 'Lottie', sex: 'female', age: 6.4, need: 0.35 },
      { given: 'Alfie', sex: 'male', age: 3.5, need: 0.3 },
    ],
    'four together',
    false,
  );
  live(four, [0, 1], asOf, ['independent fostering', 38, 14]);
  live(four, [2, 3], asOf, ['in-house fostering', 38, 14]);
  const one = family(
    random.fork('one'),
    authority,
    'Hallam',
    'british',
    'MWBC',
    asOf - 410,
    [{ given: 'Jayden', sex: 'male', age: 15.4, need: 0.92 }],
    'liberty order',
    false,
  );
  live(one, [0], asOf, ['independent fostering', 410, 0], ['residential', 226, 0], ['residential', 64, 6]);
  const young = family(
    random.fork('young'),
    authority,
    'Abakar',
    'sudanese',
    'BAFR',
    asOf - 1,
    [{ given: 'Musab', sex: 'male', age: 16.4, need: 0.4 }],
    'arrived yesterday',
    true,
  );
  live(young, [0], asOf, ['in-house fostering', 1, 2]);
  return [four, one, young];
}

function family(
  random: SeededRandom,
  authority: Authority,
  name: string,
  community: Community,
  ethnicity: string,
  entry: number,
  written: readonly Written[],
  script: Script,
  unaccompanied: boolean,
): Family {
  const made: Family = {
    authority,
    home: random.pick(authority.spots),
    name,
    community,
    ethnicity,
    children: [],
    groups: [],
    hidden: false,
  };
  written.forEach((each, index) => {
    const part = random.fork(each.given);
    made.children.push({
      id: seededId('ch', part),
      returnId: String(990_001 + index + (script === 'four together' ? 0 : script === 'liberty order' ? 10 : 20)),
      random: part,
      family: made,
      sex: each.sex,
      given: each.given,
      // Age is on the day itself, so that the case reads the same whenever the region is made.
      born:
        birthday(entry + (YEAR_DAYS - Math.floor((each.age % 1) * YEAR_DAYS)), -Math.ceil(each.age)) +
        (script === 'arrived yesterday' ? 0 : sinceEntry(script)),
      unaccompanied,
      languages: unaccompanied ? ['Arabic'] : ['English'],
      need: each.need,
      entry,
      exit: null,
      rec: '',
      group: undefined as unknown as Group,
      script,
    });
  });
  return made;
}

const YEAR_DAYS = 365;

function sinceEntry(script: Script): number {
  return script === 'four together' ? 38 : 410;
}

/** Each home by its kind, how many days ago it began, and in how many days it is to end (0: no notice). */
function live(
  made: Family,
  members: readonly number[],
  asOf: number,
  ...homes: readonly (readonly [Living, number, number])[]
): void {
  const spells: Spell[] = homes.map(([living, ago, soon], index) => {
    const next = homes[index + 1];
    return {
      living,
      place: living === 'residential' ? 'K2' : 'U6',
      start: asOf - ago,
      end: next ? asOf - next[1] : null,
      reason: next ? 'CREQB' : '',
      longTermFrom: null,
      endsSoon: soon > 0 ? asOf + soon : null,
      home: null,
      spot: null,
    };
  });
  const group: Group = { family: made, children: members.map((index) => made.children[index] as Child), spells };
  for (const child of group.children) child.group = group;
  made.groups.push(group);
}
