import { fromDayNumber, type SeededRandom, seededId } from '../src/kernel/index.ts';
import type { Authority } from './geography.ts';
import { at } from './moments.ts';
import type { RowBox } from './rows.ts';
import type { Worker } from './staff.ts';
import type { Waiting } from './waiting.ts';

/** Tables of what is planned, and of why no home was found. */
export const PLAN_TABLES = ['home_project'];
export const UNMET_TABLES = ['search_unmet'];

interface Shape {
  readonly what: 'homes' | 'recruitment';
  readonly name: string;
  readonly kind: 'fostering' | 'residential' | 'supported';
  readonly rooms: readonly [number, number];
  readonly ages: readonly [number, number];
  readonly need: 'some' | 'high';
  /** Chance that it is sure. */
  readonly sure: number;
}

/** Own assumption: what authorities say they build and recruit, in the sizes that are usual for each. */
const SHAPES: readonly Shape[] = [
  {
    what: 'homes',
    name: 'A small children’s home',
    kind: 'residential',
    rooms: [2, 4],
    ages: [10, 17],
    need: 'high',
    sure: 0.6,
  },
  {
    what: 'recruitment',
    name: 'Foster carers for teenagers',
    kind: 'fostering',
    rooms: [6, 18],
    ages: [10, 17],
    need: 'high',
    sure: 0.3,
  },
  { what: 'homes', name: 'Supported flats', kind: 'supported', rooms: [4, 8], ages: [16, 17], need: 'some', sure: 0.7 },
  {
    what: 'recruitment',
    name: 'Foster carers for brothers and sisters',
    kind: 'fostering',
    rooms: [8, 16],
    ages: [0, 12],
    need: 'some',
    sure: 0.4,
  },
];

/** What an authority has on the way: two or three projects, one of them with an earlier edition. */
export function addProjects(box: RowBox, random: SeededRandom, authority: Authority, by: Worker, asOf: number): void {
  const first = random.between(0, SHAPES.length - 1);
  const projects = random.between(2, 3);
  for (let n = 0; n < projects; n += 1) {
    const shape = SHAPES[(first + n) % SHAPES.length] as Shape;
    const rooms = random.between(...shape.rooms);
    const opens = asOf + random.between(60, 700);
    const recruits = shape.what === 'recruitment';
    const approved = random.chance(0.5);
    const row = {
      ...{ organisation_id: authority.id, id: seededId('project', random), what: shape.what, name: shape.name },
      ...{ for_authority_id: authority.id, kind: shape.kind, rooms, carers: recruits ? Math.ceil(rooms / 1.6) : null },
      ...{ min_age: shape.ages[0], max_age: shape.ages[1], need: shape.need, by: by.id, why: '' },
      ...{ until_on: recruits ? fromDayNumber(opens + 365) : null, sure: random.chance(shape.sure) },
    };
    const said = asOf - random.between(40, 300);
    const edition = (number: number, status: string, day: number, on: number) =>
      box.add('home_project', { ...row, edition: number, status, opens_on: fromDayNumber(on), at: at(day, 11) });
    edition(1, 'planned', said, recruits ? opens : opens - 30);
    if (approved) edition(2, 'approved', said + 30, opens);
  }
}

/** Own assumption: how often home finders would say each. */
const REASONS = {
  'none-free': 5,
  'none-near': 4,
  'none-skilled': 4,
  'refused-needs': 4,
  'refused-matching': 3,
  'none-alongside': 2,
  'not-in-time': 2,
  'child-said-no': 1,
  cost: 1,
} as const;

/** Why no home has been found yet, on three of five searches that have been open for some days. */
export function addUnmet(
  box: RowBox,
  random: SeededRandom,
  each: Waiting,
  search: { readonly id: string; readonly organisationId: string; readonly asked: number; readonly by: string },
  asOf: number,
): void {
  if (search.asked > asOf - 2 || !random.chance(0.6)) return;
  const codes = new Set<string>(each.children.length > 2 ? ['none-together'] : []);
  const reasons = random.between(1, 3);
  for (let n = 0; n < reasons; n += 1) codes.add(random.weighted(REASONS));
  box.add('search_unmet', {
    ...{ organisation_id: search.organisationId, id: seededId('unmet', random), search_id: search.id, after_id: null },
    ...{ codes: [...codes], at: at(Math.min(asOf - 1, search.asked + 2), 15), by: search.by },
  });
}
