import { fromDayNumber } from '../src/kernel/index.ts';
import { ASSUMPTIONS, FIGURES } from './figures.ts';
import type { Home } from './population.ts';
import type { RowBox } from './rows.ts';

/** What a home asks for a week, in pounds. */
export function weeklyFee(home: Home): number {
  const random = home.random.fork('rows').fork('fees');
  const own = ASSUMPTIONS.weeklyFee;
  return home.kind === 'kinship'
    ? random.normal(own.kinship, 35)
    : home.kind === 'fostering'
      ? home.provider.sector === 'authority'
        ? random.normal(own['in-house fostering'], 60)
        : random.normal(FIGURES.weeklyFee['independent fostering'], 110)
      : home.kind === 'residential'
        ? Math.max(3_150, random.normal(4_350, 720) + (home.places === 1 ? 1_900 : 0))
        : home.kind === 'secure'
          ? own.secure
          : Math.max(480, random.normal(own.supported, 330));
}

/** The weekly fee, from the home’s opening or the latest 1 April. */
export function addFees(box: RowBox, home: Home, asOf: number, opened: number): void {
  const april = `${Number(fromDayNumber(asOf).slice(0, 4)) - (fromDayNumber(asOf).slice(5) >= '04-01' ? 0 : 1)}-04-01`;
  const from = fromDayNumber(opened) > april ? fromDayNumber(opened) : april;
  box.add('fee', {
    organisation_id: home.provider.id,
    home_id: home.id,
    from_date: from,
    weekly_pence: Math.round(weeklyFee(home)) * 100,
  });
}
