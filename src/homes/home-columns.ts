import { DOMAINS, type Domain, type PlainDate } from '../kernel/index.ts';
import {
  type CellReader,
  day,
  list,
  money,
  oneOf,
  pastDay,
  postalCode,
  urn,
  whole,
  words,
  yesNo,
} from './cell-reading.ts';
import { GRADES, type Grade, HOME_KINDS, type HomeKind, SECTORS, type Sector } from './home.ts';
import { EVIDENCE_BY, type EvidenceBy } from './skill.ts';

/** One row of a homes file as it was read; null: the cell is blank, or the file has no such column. */
export interface HomeFileRow {
  readonly line: number;
  readonly name: string;
  readonly kind: HomeKind;
  readonly sector: Sector;
  readonly provider: string | null;
  readonly urn: string | null;
  readonly region: string | null;
  readonly area: string | null;
  readonly postcode: string | null;
  readonly address: string | null;
  readonly carers: string | null;
  readonly confidential: boolean | null;
  readonly about: string | null;
  readonly min_age: number | null;
  readonly max_age: number | null;
  readonly sexes: readonly ('female' | 'male')[] | null;
  readonly places: number | null;
  readonly registered_from: PlainDate | null;
  readonly terms: string | null;
  readonly rooms: number | null;
  readonly rooms_free: number | null;
  readonly free_from: PlainDate | null;
  readonly confirmed_on: PlainDate | null;
  readonly pets: boolean | null;
  readonly adapted: boolean | null;
  readonly languages: readonly string[] | null;
  readonly interests: readonly string[] | null;
  readonly connected_to: readonly string[] | null;
  readonly skills: Readonly<Partial<Record<Domain, number>>>;
  readonly skills_by: EvidenceBy | null;
  readonly skills_on: PlainDate | null;
  readonly skills_evidence: string | null;
  /** In pence. */
  readonly weekly_fee: number | null;
  readonly fee_from: PlainDate | null;
  readonly grade: Grade | null;
  readonly graded_on: PlainDate | null;
}

type Column = Exclude<keyof HomeFileRow, 'line' | 'skills'>;

/** Columns that every row needs; a file without one of them is refused. */
export const NEEDED: readonly Column[] = ['name', 'kind', 'sector'];

/** Values of these are not repeated in messages: they tell where a home is or who lives there. */
export const PRIVATE: ReadonlySet<string> = new Set(['postcode', 'address', 'carers', 'connected_to']);

const sexes: CellReader<readonly ('female' | 'male')[]> = (text) => {
  const known: Readonly<Record<string, readonly ('female' | 'male')[]>> = {
    both: ['female', 'male'],
    girls: ['female'],
    female: ['female'],
    boys: ['male'],
    male: ['male'],
    'female;male': ['female', 'male'],
    'male;female': ['female', 'male'],
  };
  const wanted = text.toLowerCase().replace(/\s+/g, '');
  const found = Object.hasOwn(known, wanted) ? known[wanted] : undefined;
  return found ? { value: found } : { expected: 'girls, boys or both' };
};

type Readers = { readonly [C in Column]: CellReader<NonNullable<HomeFileRow[C]>> };

/** How each documented column is read. docs/importing.md describes the same columns; a test compares the two. */
export function homeColumns(today: PlainDate): Readers {
  const past = pastDay(today);
  return {
    name: words(120),
    kind: oneOf(HOME_KINDS, {
      'foster home': 'fostering',
      "children's home": 'residential',
      'supported accommodation': 'supported',
      "secure children's home": 'secure',
      'family and friends': 'kinship',
    }),
    sector: oneOf(SECTORS, { 'local authority': 'authority', independent: 'private' }),
    provider: words(120),
    urn,
    region: words(120),
    area: words(120),
    postcode: postalCode,
    address: words(300),
    carers: words(200),
    confidential: yesNo,
    about: words(4_000),
    min_age: whole(0, 25),
    max_age: whole(0, 25),
    sexes,
    places: whole(0, 200),
    registered_from: day,
    terms: words(1_000),
    rooms: whole(0, 200),
    rooms_free: whole(0, 200),
    free_from: day,
    confirmed_on: past,
    pets: yesNo,
    adapted: yesNo,
    languages: list,
    interests: list,
    connected_to: list,
    skills_by: oneOf(EVIDENCE_BY),
    skills_on: past,
    skills_evidence: words(1_000),
    weekly_fee: money,
    fee_from: day,
    grade: oneOf(GRADES, {
      'requires improvement to be good': 'requires improvement',
      'not yet graded': 'not yet inspected',
    }),
    graded_on: past,
  };
}

/** The column of a skill: `skill_health`, `skill_safe_at_home`, … */
export function skillColumn(domain: Domain): string {
  return `skill_${domain.replaceAll('-', '_')}`;
}

export const SKILL_COLUMNS: ReadonlyMap<string, Domain> = new Map(DOMAINS.map((each) => [skillColumn(each), each]));

export const skillLevel = whole(0, 4);
