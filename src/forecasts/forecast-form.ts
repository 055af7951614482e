import { date, type PlainDate, plainDate } from '../kernel/index.ts';
import { KINDS, type Kind, type Prices, type Range } from '../sufficiency/index.ts';
import { type FormError, type Typed, typedDate } from '../ui/index.ts';
import { LARGEST_SEED, MONTHS, type Rooms, RUNS, USUAL_SEED } from './forecast-run.ts';
import type { UsualPrices } from './usual-prices.ts';

/** What a form says of a forecast, apart from whose figures and which scenario. */
export interface FormAsked {
  readonly name: string;
  readonly asOf: PlainDate | null;
  readonly months: number;
  readonly runs: number;
  readonly seed: number;
  readonly prices: Prices | null;
  readonly rooms: Rooms | null;
}

/** The fields of the form as they are shown: what was typed, else what is usual. */
export type FormValues = Readonly<Record<string, string>>;

export const ROOM_KINDS = ['fostering', 'residential', 'supported'] as const;
const PARTS = ['', '-low', '-high'] as const;
const LONGEST_NAME = 100;
/** Prices rise so much a year where nobody says otherwise: an assumption of our own, to be changed in the form. */
const USUAL_INFLATION = { value: '3', low: '1', high: '6' } as const;

/** What the form begins with. */
export function usualValues(prices: UsualPrices, rooms: Rooms): FormValues {
  const priced = ROOM_KINDS.flatMap((kind) => {
    const range = prices[kind];
    return range
      ? [
          [`price-${kind}`, pounds(range.value)],
          [`price-${kind}-low`, pounds(range.low)],
          [`price-${kind}-high`, pounds(range.high)],
        ]
      : [];
  });
  return {
    months: String(MONTHS.usual),
    runs: String(RUNS.usual),
    seed: String(USUAL_SEED),
    inflation: USUAL_INFLATION.value,
    'inflation-low': USUAL_INFLATION.low,
    'inflation-high': USUAL_INFLATION.high,
    'price-other': '0',
    ...Object.fromEntries(priced),
    ...Object.fromEntries(ROOM_KINDS.map((kind) => [`rooms-${kind}`, String(rooms[kind] ?? '')])),
  };
}

/** Everything that was typed, so that nothing is lost where something is wrong. */
export function typedValues(fields: Typed): FormValues {
  const names = ['name', 'months', 'runs', 'seed', 'scenario', 'costs', 'rooms', 'asof-day', 'asof-month', 'asof-year'];
  const more = [...KINDS.map((kind) => `price-${kind}`), 'inflation'].flatMap((name) =>
    PARTS.map((part) => name + part),
  );
  const all = [...names, ...more, ...ROOM_KINDS.map((kind) => `rooms-${kind}`)];
  return Object.fromEntries(all.map((name) => [name, fields.text(name)]));
}

/** Reads the form. Errors name the field and what to do. */
export function readForm(fields: Typed, today: PlainDate): { readonly asked: FormAsked; readonly errors: FormError[] } {
  const errors: FormError[] = [];
  const wrong = (field: string, text: string) => {
    errors.push({ text, href: `#${field}` });
    return 0;
  };
  const whole = (field: string, what: string, least: number, most: number): number => {
    const text = fields.text(field);
    const value = Number(text);
    if (/^\d{1,10}$/.test(text) && value >= least && value <= most) return value;
    return wrong(field, `${what}: enter a whole number from ${least} to ${most.toLocaleString('en-GB')}`);
  };
  const name = fields.text('name');
  if (name.length > LONGEST_NAME) wrong('name', `The name may have at most ${LONGEST_NAME} letters`);
  const months = whole('months', 'Months ahead', MONTHS.least, MONTHS.most);
  const runs = whole('runs', 'Runs', RUNS.least, RUNS.most);
  const seed = whole('seed', 'Seed', 0, LARGEST_SEED);
  const asOf = readDay(fields, today, wrong);
  const rooms = fields.text('rooms') === 'yes' ? readRooms(fields, wrong) : null;
  const prices = fields.text('costs') === 'yes' ? readPricesTyped(fields, wrong) : null;
  return { asked: { name, asOf, months, runs, seed, prices, rooms }, errors };
}

type Wrong = (field: string, text: string) => number;

function readDay(fields: Typed, today: PlainDate, wrong: Wrong): PlainDate | null {
  const day = typedDate(fields, 'asof');
  if (day === null) return null;
  if (day !== 'wrong' && day <= today && day >= date('2000-01-01')) return plainDate(day);
  wrong('asof-day', 'The day to forecast from must be a day of the calendar that is not ahead');
  return null;
}

function readRooms(fields: Typed, wrong: Wrong): Rooms {
  const rooms: { [K in Kind]?: number } = {};
  for (const kind of ROOM_KINDS) {
    const text = fields.text(`rooms-${kind}`);
    if (/^\d{1,6}$/.test(text)) rooms[kind] = Number(text);
    else wrong(`rooms-${kind}`, `Rooms, ${KIND_NAMES[kind].toLowerCase()}: enter a whole number`);
  }
  return rooms;
}

/** Kinds of home of planning, as pages call them. */
export const KIND_NAMES: Readonly<Record<Kind | 'all', string>> = {
  fostering: 'Foster homes and family or friends',
  residential: 'Children’s homes',
  supported: 'Supported accommodation',
  other: 'With parents, for adoption and elsewhere',
  all: 'All children in care',
};

function readPricesTyped(fields: Typed, wrong: Wrong): Prices {
  const pence = (text: string) =>
    /^£?\d{1,6}(,\d{3})*(\.\d{1,2})?$/.test(text) ? Math.round(Number(text.replace(/[£,]/g, '')) * 100) : null;
  const share = (text: string) => (/^-?\d{1,2}(\.\d{1,2})?%?$/.test(text) ? Number(text.replace('%', '')) / 100 : null);
  const range = (field: string, what: string, read: (text: string) => number | null, asked: string): Range => {
    const value = read(fields.text(field));
    // Where no bounds are typed the figure is taken as it is.
    const [low, high] = ['-low', '-high'].map((part) =>
      fields.text(field + part) === '' ? value : read(fields.text(field + part)),
    );
    if (value === null) wrong(field, `${what}: enter ${asked}`);
    else if (low === null || low === undefined || low > value)
      wrong(`${field}-low`, `${what}: the lowest must be ${asked}, and no more than the one expected`);
    else if (high === null || high === undefined || high < value)
      wrong(`${field}-high`, `${what}: the highest must be ${asked}, and no less than the one expected`);
    else return { value, low, high };
    return { value: 0, low: 0, high: 0 };
  };
  const weekly = Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      range(`price-${kind}`, `Price of a week, ${KIND_NAMES[kind].toLowerCase()}`, pence, 'pounds, such as 950'),
    ]),
  ) as Prices['weekly'];
  const inflation = range('inflation', 'Rise of prices', share, 'percent, such as 3');
  if (inflation.low < -0.2 || inflation.high > 0.5) wrong('inflation', 'Rise of prices: enter from -20 to 50 percent');
  return { weekly, inflation };
}

function pounds(pence: number): string {
  return String(Math.round(pence / 100));
}
