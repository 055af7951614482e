import type { KeptForecast } from '../forecasts/index.ts';
import { addDays, type PlainDate } from '../kernel/index.ts';
import { GAP_KINDS, type GapKind, type Growth } from '../sufficiency/index.ts';

/** The longest month, so that the month before is met. */
const DAYS_A_MONTH = 31;

/**
 * How many more or fewer children a forecast expects in each kind of home on a day, against what it says of today (or of
 * its own first day, where that is later). Null where it does not reach so far; a forecast of five years ends in the month
 * before the day five years on, so the month before does too.
 */
export function growthOf({ forecast }: KeptForecast, today: PlainDate, on: PlainDate): Growth | null {
  const month = (day: string, kind: GapKind) =>
    forecast.months.find((each) => each.month === day.slice(0, 7) && each.kind === kind);
  const of = (kind: GapKind) => {
    const then = month(on, kind) ?? month(addDays(on, -DAYS_A_MONTH), kind);
    if (!then) return null;
    const now = month(today, kind)?.mean ?? forecast.today[kind];
    // Of nobody nothing can be told.
    if (now < 1) return { mean: 1, low: 1, high: 1 };
    return { mean: then.mean / now, low: then.p2_5 / now, high: then.p97_5 / now };
  };
  const [fostering, residential, supported] = GAP_KINDS.map(of);
  return fostering && residential && supported ? { fostering, residential, supported } : null;
}
