import type { ENDING_FIGURES, PACKAGE_FIGURES, PREPARATION_FIGURES, ROOM_FIGURES } from '../sufficiency/index.ts';

/** What may be paid for. */
export const ABOUT = ['preparation', 'package', 'rooms'] as const;
export type About = (typeof ABOUT)[number];

export const ABOUT_WORDS: Readonly<Record<About, string>> = {
  preparation: 'Hours of preparation',
  package: 'A support package',
  rooms: 'A block of rooms',
};

export type FigureName =
  | (typeof ENDING_FIGURES)[number]
  | (typeof PREPARATION_FIGURES)[number]
  | (typeof PACKAGE_FIGURES)[number]
  | (typeof ROOM_FIGURES)[number]
  | 'priceRise';

/** In what people type it: pounds are pence to the engine, percent are shares. */
export type Unit = 'pounds' | 'percent' | 'number';

export interface FigureSpec {
  readonly label: string;
  readonly unit: Unit;
  /** Least and most that can be typed, as typed. */
  readonly least: number;
  readonly most: number;
  /** As a chart has it beside its bar. */
  readonly short: string;
}

const of = (short: string, label: string, unit: Unit, most: number, least = 0): FigureSpec => ({
  label,
  unit,
  least,
  most,
  short,
});

export const FIGURES: Readonly<Record<FigureName, FigureSpec>> = {
  number: of('Moves prepared', 'Moves that are prepared, a year', 'number', 100_000),
  outOf: of('All moves', 'New homes altogether, a year', 'number', 100_000),
  hours: of('Hours for each', 'Hours of preparation for each move', 'number', 1_000),
  weeks: of('Weeks of support', 'Weeks of support for each home', 'number', 52),
  weekly: of('Support, £ a week', 'Support, pounds a week for each home', 'pounds', 20_000),
  likelier: of('How much likelier to end', 'How many times likelier these homes are to end than others', 'number', 20),
  rooms: of('Rooms', 'Rooms', 'number', 500),
  block: of('Block price', 'Price of a room in the block, pounds a week', 'pounds', 100_000),
  spot: of('Spot price', 'Price of a room bought on the day (spot), pounds a week', 'pounds', 100_000),
  lived: of('Time lived in', 'Share of the time that the rooms are lived in, %', 'percent', 100),
  instead: of(
    'Instead of spot',
    'Share of that time for which a room would have been bought spot otherwise, %',
    'percent',
    100,
  ),
  endings: of('Unplanned endings', 'Homes that end without a plan, a year', 'number', 100_000),
  dearer: of('Next home dearer by', 'What the next home costs more, pounds a week', 'pounds', 100_000, -100_000),
  dearerWeeks: of('Weeks it is dearer', 'Weeks that the next home is dearer', 'number', 52),
  owing: of('Because of the ending', 'Share of the dearer price that is because of the ending, %', 'percent', 100),
  before: of('Home that ended', 'Price of the home that ended, pounds a week', 'pounds', 100_000),
  emptyWeeks: of('Weeks paid empty', 'Weeks it is paid for after the child has left', 'number', 52),
  moveHours: of('Hours around a move', 'Hours of social workers around an unplanned move', 'number', 1_000),
  pay: of('Pay', 'Pay of a social worker, pounds an hour', 'pounds', 500),
  onCosts: of('On-costs', 'Staff on-costs (pension, National Insurance, cover, overheads), % of pay', 'percent', 200),
  priceRise: of('Price rise', 'How much faster prices of homes rise than other prices, % a year', 'percent', 20, -20),
};

const OF_A_PACKAGE: Readonly<Partial<Record<FigureName, FigureSpec>>> = {
  number: of('Homes supported', 'Homes that are supported, a year', 'number', 100_000),
  outOf: of('All children', 'Children who live in such homes', 'number', 100_000),
};

/** A figure as it is called on the page of what is paid for. */
export function specOf(about: About, name: FigureName): FigureSpec {
  return (about === 'package' ? OF_A_PACKAGE[name] : undefined) ?? FIGURES[name];
}

/** What somebody is asked first, then what they may change. */
export const ASKED_FIRST: Readonly<Record<About, readonly FigureName[]>> = {
  preparation: ['number', 'hours'],
  package: ['number', 'weeks', 'weekly'],
  rooms: ['rooms', 'block', 'lived'],
};

const ENDING: readonly FigureName[] = [
  'endings',
  'dearer',
  'dearerWeeks',
  'owing',
  'before',
  'emptyWeeks',
  'moveHours',
  'pay',
  'onCosts',
];
export const ASKED_NEXT: Readonly<Record<About, readonly FigureName[]>> = {
  preparation: ['outOf', ...ENDING],
  package: ['outOf', 'likelier', ...ENDING],
  rooms: ['spot', 'instead'],
};

/** Every figure that decides, in the order of the page. */
export function figuresOf(about: About): readonly FigureName[] {
  return [...ASKED_FIRST[about], ...ASKED_NEXT[about]];
}

/** What is typed for a pence or a share. */
export function asTyped(value: number, unit: Unit): string {
  const typed = unit === 'pounds' ? value / 100 : unit === 'percent' ? value * 100 : value;
  return String(Number(typed.toFixed(2)));
}

/** What the engine is given: pence of pounds, shares of percent. */
export function fromTyped(typed: number, unit: Unit): number {
  return unit === 'pounds' ? Math.round(typed * 100) : unit === 'percent' ? typed / 100 : typed;
}
