import { KINDS, type Kind, type Scenario } from '../sufficiency/index.ts';
import type { FormError, Typed } from '../ui/index.ts';

type Change = Scenario['changes'][number];

/** A field of the form of a measure. */
export interface MeasureField {
  readonly name: string;
  readonly is: 'number' | 'kind' | 'what' | 'ages' | 'month';
  readonly label: string;
  readonly hint?: string;
  readonly usual?: string;
  readonly optional?: true;
}

/** Something a planner might do, or might happen, and the lines of a scenario that it makes. */
export interface Measure {
  readonly key: string;
  readonly title: string;
  /** What it means in the forecast, and what it does not. */
  readonly says: string;
  readonly fields: readonly MeasureField[];
  readonly changes: (read: Reading) => readonly Change[];
}

const FROM: MeasureField = { name: 'from', is: 'month', label: 'From which month' };
const TO: MeasureField = {
  name: 'to',
  is: 'month',
  label: 'To which month, if it ends',
  hint: 'Leave empty where it goes on',
  optional: true,
};
const AGES: MeasureField = {
  name: 'age',
  is: 'ages',
  label: 'Ages',
  hint: 'In whole years, both included. Leave empty for all',
  optional: true,
};
const number = (name: string, label: string, hint?: string, usual?: string): MeasureField => ({
  name,
  is: 'number',
  label,
  ...(hint ? { hint } : {}),
  ...(usual ? { usual } : {}),
});
const kind = (label: string, usual: Kind): MeasureField => ({ name: 'kind', is: 'kind', label, usual });

export const MEASURES: readonly Measure[] = [
  {
    key: 'carers',
    title: 'More foster homes',
    says: 'Rooms that new foster carers add. Rooms limit nobody’s course in care: the forecast sets need against them. Which children a carer is skilled for and where they live is not told apart here; the page of gaps does that.',
    fields: [number('count', 'How many rooms more', 'A number below nought where carers leave'), FROM],
    changes: (read) => [
      { what: 'rooms', kind: 'fostering', add: read.number('count', -10_000, 10_000), ...read.months() },
    ],
  },
  {
    key: 'family-help',
    title: 'Family help',
    says: 'Fewer children come into care. The forecast says what follows if it does; it cannot say whether the help works.',
    fields: [number('percent', 'How many percent fewer come in'), AGES, FROM, TO],
    changes: (read) => [{ what: 'entries', multiply: read.less('percent'), ...read.ages(), ...read.months() }],
  },
  {
    key: 'step-down',
    title: 'Step-down from children’s homes',
    says: 'Children move from children’s homes to foster homes, beside those who do so already.',
    fields: [number('count', 'How many more children a month'), AGES, FROM, TO],
    changes: (read) => [
      {
        what: 'moves',
        kind: 'residential',
        into: 'fostering',
        add: read.number('count', 0, 1_000),
        ...read.ages(),
        ...read.months(),
      },
    ],
  },
  {
    key: 'closing',
    title: 'A home closes',
    says: 'Its rooms are there no longer. Who lives there needs another home, and is counted as before.',
    fields: [kind('Kind of home', 'residential'), number('count', 'How many rooms'), FROM],
    changes: (read) => [{ what: 'rooms', kind: read.kind(), add: -read.number('count', 0, 10_000), ...read.months() }],
  },
  {
    key: 'opening',
    title: 'A home opens',
    says: 'Its rooms are there from that month on.',
    fields: [kind('Kind of home', 'residential'), number('count', 'How many rooms'), FROM],
    changes: (read) => [{ what: 'rooms', kind: read.kind(), add: read.number('count', 0, 10_000), ...read.months() }],
  },
  {
    key: 'kinship',
    title: 'Support for relatives and friends',
    says: 'More children leave foster homes to live with relatives or friends for good, fewer come into care at all, or both. Enter at least one.',
    fields: [
      { ...number('count', 'How many more children a month leave care'), optional: true },
      { ...number('percent', 'How many percent fewer come in'), optional: true },
      AGES,
      FROM,
      TO,
    ],
    changes: (read) => {
      const both = { ...read.ages(), ...read.months() };
      const [more, fewer] = [read.given('count'), read.given('percent')];
      if (!more && !fewer)
        read.wrong('count', 'Enter how many more leave care, how many percent fewer come in, or both');
      return [
        ...(more
          ? [{ what: 'exits' as const, kind: 'fostering' as const, add: read.number('count', 0, 1_000), ...both }]
          : []),
        ...(fewer ? [{ what: 'entries' as const, multiply: read.less('percent'), ...both }] : []),
      ];
    },
  },
  {
    key: 'arriving-alone',
    title: 'Children who arrive alone',
    says: 'Unaccompanied children who are transferred here, 16 and 17 years old, beside those who came so far.',
    fields: [
      number('count', 'How many more a month', 'A number below nought where fewer come'),
      kind('Where they live at first', 'supported'),
      FROM,
      TO,
    ],
    changes: (read) => [
      { what: 'entries', kind: read.kind(), age: [16, 17], add: read.number('count', -1_000, 1_000), ...read.months() },
    ],
  },
  {
    key: 'line',
    title: 'Something else',
    says: 'A line of your own, as the command and the file take it: first multiplied, then added.',
    fields: [
      { name: 'what', is: 'what', label: 'What changes' },
      {
        ...kind('Kind of home', 'fostering'),
        optional: true,
        hint: 'Of a move, the kind that is left. Rooms need a kind',
      },
      {
        name: 'into',
        is: 'kind',
        label: 'Of a move, the kind it leads to',
        optional: true,
        hint: 'Leave empty for where moves lead today',
      },
      AGES,
      { ...number('multiply', 'Multiply by', 'For example 0.9 for a tenth fewer'), optional: true },
      { ...number('add', 'Then add', 'Children a month, or rooms; below nought to take away'), optional: true },
      FROM,
      TO,
    ],
    changes: (read) => {
      const of = read.kindOr('kind');
      const into = read.kindOr('into');
      const what = read.what();
      if (what === 'rooms' && !of) read.wrong('kind', 'Rooms need a kind of home');
      if (into && what !== 'moves') read.wrong('into', 'Only a move leads to another kind of home');
      if (into && into === of) read.wrong('into', 'A move leads to another kind of home than the one that is left');
      if (!read.given('multiply') && !read.given('add'))
        read.wrong('multiply', 'Enter what to multiply by, what to add, or both');
      return [
        {
          what,
          ...(of ? { kind: of } : {}),
          ...(into ? { into } : {}),
          ...read.ages(),
          ...(read.given('multiply') ? { multiply: read.number('multiply', 0, 10, true) } : {}),
          ...(read.given('add') ? { add: read.number('add', -10_000, 10_000, true) } : {}),
          ...read.months(),
        },
      ];
    },
  },
];

export const WHATS = ['entries', 'exits', 'moves', 'rooms'] as const;

/** Reads what was typed, and gathers what is wrong with it. */
export class Reading {
  readonly errors: FormError[] = [];
  readonly #fields: Typed;

  constructor(fields: Typed) {
    this.#fields = fields;
  }

  wrong(field: string, text: string): void {
    this.errors.push({ text, href: `#${field}` });
  }

  given(name: string): boolean {
    return this.#fields.text(name) !== '';
  }

  number(name: string, least: number, most: number, broken = false): number {
    const text = this.#fields.text(name);
    const value = Number(text);
    const form = broken ? /^-?\d{1,5}(\.\d{1,4})?$/ : /^-?\d{1,5}(\.\d)?$/;
    if (form.test(text) && value >= least && value <= most) return value;
    this.wrong(name, `Enter a number from ${least} to ${most}`);
    return 0;
  }

  /** So many percent fewer, as what to multiply by. */
  less(name: string): number {
    return Math.round((1 - this.number(name, 0, 100) / 100) * 10_000) / 10_000;
  }

  kindOr(name: string): Kind | null {
    return KINDS.find((one) => one === this.#fields.text(name)) ?? null;
  }

  kind(): Kind {
    const found = this.kindOr('kind');
    if (!found) this.wrong('kind', 'Choose a kind of home');
    return found ?? 'fostering';
  }

  what(): Change['what'] {
    const found = WHATS.find((one) => one === this.#fields.text('what'));
    if (!found) this.wrong('what', 'Choose what changes');
    return found ?? 'entries';
  }

  ages(): { age?: [number, number] } {
    const [from, to] = ['age-from', 'age-to'].map((name) => this.#fields.text(name));
    if (!from && !to) return {};
    const ages = [from, to].map((text) => (/^\d{1,2}$/.test(text ?? '') ? Number(text) : -1));
    const [low = -1, high = -1] = ages;
    if (low >= 0 && high <= 17 && low <= high) return { age: [low, high] };
    this.wrong('age-from', 'Ages: enter two whole years from 0 to 17, the lower one first');
    return {};
  }

  months(): { from: string; to?: string } {
    const from = this.#month('from');
    if (from === null) this.wrong('from-month', 'Enter the month and year in which it begins, such as 4 2027');
    const to = this.given('to-month') || this.given('to-year') ? this.#month('to') : undefined;
    if (to === null || (to !== undefined && from !== null && to < from)) {
      this.wrong('to-month', 'Enter the month and year in which it ends, not before it begins');
    }
    return { from: from ?? '2000-01', ...(to ? { to } : {}) };
  }

  #month(name: string): string | null {
    const [month, year] = [this.#fields.text(`${name}-month`), this.#fields.text(`${name}-year`)];
    if (!/^\d{1,2}$/.test(month) || !/^20\d\d$/.test(year) || Number(month) < 1 || Number(month) > 12) return null;
    return `${year}-${month.padStart(2, '0')}`;
  }
}
