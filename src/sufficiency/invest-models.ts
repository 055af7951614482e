/** What an investment costs and saves in a year, from figures that are each one number. Money in pence. */

/** Weeks in a year. */
export const WEEKS = 365.25 / 7;

/** What an unplanned ending costs, and how many there are. */
export const ENDING_FIGURES = [
  /** Unplanned endings a year. */
  'endings',
  /** Pence a week that the next home costs more than the one that ended. */
  'dearer',
  /** Weeks, within the year after, that it does. */
  'dearerWeeks',
  /** Share of that (0 to 1) which would not have come without the ending. */
  'owing',
  /** Pence a week of the home that ended. */
  'before',
  /** Weeks that it is paid for although nobody lives there. */
  'emptyWeeks',
  /** Hours of social workers around a move that nobody planned. */
  'moveHours',
  /** Pence of pay an hour, and what is added to it (0.3: 30%). */
  'pay',
  'onCosts',
] as const;
export type EndingFigure = (typeof ENDING_FIGURES)[number];

/** Hours spent on preparing moves: how many moves, of how many, hours for each. */
export const PREPARATION_FIGURES = ['number', 'outOf', 'hours'] as const;
/** Support around homes: how many, of how many children in care, weeks, pence a week, how much likelier they are to end. */
export const PACKAGE_FIGURES = ['number', 'outOf', 'weeks', 'weekly', 'likelier'] as const;
/** Rooms paid for all year: how many, pence a week, share of the time lived in, what is bought instead, and at what price. */
export const ROOM_FIGURES = ['rooms', 'block', 'lived', 'instead', 'spot'] as const;

export type Values<Name extends string> = Readonly<Record<Name, number>>;
export type PreparationValues = Values<EndingFigure | (typeof PREPARATION_FIGURES)[number]>;
export type PackageValues = Values<EndingFigure | (typeof PACKAGE_FIGURES)[number]>;
export type RoomValues = Values<(typeof ROOM_FIGURES)[number]>;

/** A year in today’s money. */
export interface Year {
  readonly cost: number;
  /** What the investment itself costs more as prices of homes rise: all of it for rooms, nothing for staff. */
  readonly costRising: number;
  /** What is not spent: the part that follows the prices of homes, and the part that does not. */
  readonly savedRising: number;
  readonly savedSteady: number;
  /** Unplanned endings a year among those whom it reaches; 0 for rooms. */
  readonly reached: number;
  /** How many endings it must prevent, or what share of the time rooms must be lived in; infinite where nothing is enough. */
  readonly needed: number;
  /** What one unplanned ending costs, or one room bought spot for a year. */
  readonly each: number;
}

const hourOf = ({ pay, onCosts }: Values<'pay' | 'onCosts'>) => Math.max(0, pay) * (1 + Math.max(0, onCosts));

/** What an unplanned ending costs within a year: the part that follows the prices of homes, and the part that does not. */
export function endingCost(values: Values<EndingFigure>): { readonly homes: number; readonly staff: number } {
  const { dearer, dearerWeeks, owing, before, emptyWeeks, moveHours } = values;
  return {
    homes:
      dearer * within(dearerWeeks, 0, WEEKS) * within(owing, 0, 1) + Math.max(0, before) * within(emptyWeeks, 0, WEEKS),
    staff: Math.max(0, moveHours) * hourOf(values),
  };
}

export function preparationYear(values: PreparationValues, effect: number): Year {
  const number = Math.max(0, values.number);
  return preventing(values, number * Math.max(0, values.hours) * hourOf(values), share(number, values.outOf), effect);
}

export function packageYear(values: PackageValues, effect: number): Year {
  const number = Math.max(0, values.number);
  const cost = number * Math.max(0, values.weeks) * Math.max(0, values.weekly);
  return preventing(values, cost, share(number * Math.max(0, values.likelier), values.outOf), effect);
}

export function roomsYear({ rooms, block, lived, instead, spot }: RoomValues): Year {
  const weeks = Math.max(0, rooms) * WEEKS;
  const cost = weeks * Math.max(0, block);
  const full = weeks * Math.max(0, spot) * within(instead, 0, 1);
  return {
    cost,
    costRising: cost,
    savedRising: full * within(lived, 0, 1),
    savedSteady: 0,
    reached: 0,
    needed: full > 0 ? cost / full : Number.POSITIVE_INFINITY,
    each: WEEKS * Math.max(0, spot),
  };
}

function preventing(values: Values<EndingFigure>, cost: number, reach: number, effect: number): Year {
  const { homes, staff } = endingCost(values);
  const reached = Math.max(0, values.endings) * reach;
  const prevented = reached * within(effect, 0, 1);
  const each = homes + staff;
  return {
    cost,
    costRising: 0,
    savedRising: prevented * homes,
    savedSteady: prevented * staff,
    reached,
    needed: cost <= 0 ? 0 : each > 0 ? cost / each : Number.POSITIVE_INFINITY,
    each,
  };
}

/** Nobody is reached twice. */
function share(number: number, outOf: number): number {
  return outOf > 0 ? Math.min(1, number / outOf) : 0;
}

function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
