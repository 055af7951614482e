/** How many children a month may need a kind of home: the quantiles of a forecast, in children on the month's last day. */
export interface MonthOfNeed {
  readonly month: string;
  readonly days: number;
  readonly p2_5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p97_5: number;
}

/** What a block of rooms is worked out from. All of it stands on the page. */
export interface BlockAsked {
  readonly rooms: number;
  /** Pence a week for each room of the block. */
  readonly blockWeekly: number;
  /** Pence a week that a room costs where each is bought by itself. */
  readonly spotWeekly: number;
  /** Each room is paid for whether a child lives in it or not. */
  readonly paidUnused: boolean;
  /** Of the children who need such a home, the share who would otherwise live in one bought by itself: 0 to 1. */
  readonly spotShare: number;
  /** Of these, the share for whom a room of the block would be right: 0 to 1. */
  readonly suitable: number;
  /** The share of days on which a room that is wanted is ready: 1 less the days between one child and the next. */
  readonly ready: number;
}

/** Pence over all months; negative where the block costs more. */
export interface BlockSaving {
  readonly mean: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** How likely the block saves anything: 0 to 1. */
  readonly likely: number;
  /** The mean share of the rooms' days that children live in them, and between which shares 95 of 100 times. */
  readonly used: { readonly mean: number; readonly low: number; readonly high: number };
  /** The share of days that must be used for the block to cost no more; null where it never or always does. */
  readonly breakEven: number | null;
  readonly months: readonly {
    readonly month: string;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Points of the forecast's distribution at which the sum is worked out: the middles of equal steps. */
const STEPS = 200;

/**
 * What a block would save beside buying the same rooms one by one. A room that a child lives in saves the difference of the
 * two prices; an empty one that is paid for costs its price. Only children who would otherwise be bought for one by one,
 * and for whom the block is right, live in it, and no more than its rooms.
 *
 * Between the forecast's quantiles the need is taken to lie evenly, and beyond the outermost at them. Over the months the
 * need is taken to be high or low throughout: the widest interval that the months' own leave possible, so that nobody is
 * promised more than the forecast says. The mean does not depend on that.
 */
export function blockSaving(months: readonly MonthOfNeed[], asked: BlockAsked): BlockSaving {
  const { rooms, blockWeekly, spotWeekly, paidUnused } = asked;
  const saved = (month: MonthOfNeed, chance: number) => {
    const used = usedRooms(month, chance, asked);
    const weeks = month.days / 7;
    return weeks * (used * spotWeekly - (paidUnused ? rooms : used) * blockWeekly);
  };
  const at = (chance: number) => months.reduce((sum, month) => sum + saved(month, chance), 0);
  const grid = Array.from({ length: STEPS }, (_, step) => (step + 0.5) / STEPS);
  const totals = grid.map(at);
  const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;
  const days = months.reduce((sum, month) => sum + month.days, 0);
  const share = (chance: number) =>
    rooms === 0 || days === 0
      ? 0
      : months.reduce((sum, month) => sum + usedRooms(month, chance, asked) * month.days, 0) / (rooms * days);
  const between = (value: (chance: number) => number) => {
    const [one, other] = [value(0.025), value(0.975)];
    return { low: Math.min(one, other), high: Math.max(one, other) };
  };
  const range = between(at);
  return {
    mean: Math.round(mean(totals)),
    low: Math.round(range.low),
    middle: Math.round(at(0.5)),
    high: Math.round(range.high),
    likely: totals.filter((each) => each > 0).length / STEPS,
    used: { mean: mean(grid.map(share)), ...between(share) },
    breakEven: paidUnused && spotWeekly > 0 && blockWeekly <= spotWeekly ? blockWeekly / spotWeekly : null,
    months: months.map((month) => {
      const own = between((chance) => saved(month, chance));
      return {
        month: month.month,
        mean: Math.round(mean(grid.map((chance) => saved(month, chance)))),
        low: Math.round(own.low),
        high: Math.round(own.high),
      };
    }),
  };
}

/** Rooms of the block that children live in, on average over a month, where its need is as the chance says. */
function usedRooms(month: MonthOfNeed, chance: number, { rooms, spotShare, suitable, ready }: BlockAsked): number {
  return Math.min(rooms, needAt(month, chance) * spotShare * suitable) * ready;
}

const SHARES = [0.025, 0.25, 0.5, 0.75, 0.975] as const;

/** The need that is not passed with a chance, between the quantiles in a straight line. */
export function needAt(month: MonthOfNeed, chance: number): number {
  const values = [month.p2_5, month.p25, month.p50, month.p75, month.p97_5];
  const above = SHARES.findIndex((share) => share >= chance);
  if (above === 0) return values[0] ?? 0;
  if (above < 0) return values.at(-1) ?? 0;
  const [low = 0, high = 1] = [SHARES[above - 1], SHARES[above]];
  const [from = 0, to = 0] = [values[above - 1], values[above]];
  return from + ((to - from) * (chance - low)) / (high - low);
}
