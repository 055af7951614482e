import { mayTell } from './market-cells.ts';
import type { MarketStay, Period } from './market-stays.ts';
import { pricedDays } from './market-stays.ts';

/**
 * The return's reasons for a change of home that nobody planned: the carer asked (because of the child's behaviour, or for
 * another reason), the child asked, the authority of the area did, an allegation, a concern about standards. A home that
 * closed, an approval that was removed and "other" say too little either way and are not counted.
 */
export const UNPLANNED_ENDINGS: ReadonlySet<string> = new Set(['CREQB', 'CREQO', 'CHILD', 'LAREQ', 'ALLEG', 'STAND']);

/** What stands beside a price. Shares 0 to 1; null: too few children, or nothing known. */
export interface Quality {
  /** Years lived in these homes by children, together. */
  readonly childYears: number;
  /** Unplanned endings for each child-year, with an interval of 95%; few: of one to five children. */
  readonly unplanned: { readonly rate: number; readonly low: number; readonly high: number } | 'few' | null;
  /** Of nights in homes with a grade, those in good or outstanding ones. */
  readonly good: number | null;
  /** Of nights in homes that can have a grade, those in homes that have one. */
  readonly graded: number | null;
  /** Of nights whose distance is known, those 20 miles or more from the family home. */
  readonly far: number | null;
}

/** Quality of the homes in which stays lie; null where too few children. */
export function qualityOf(stays: readonly MarketStay[], period: Period): Quality | null {
  const days = pricedDays(stays, period);
  if (!mayTell(days.map(({ stay }) => stay))) return null;
  const nights = (of: (stay: MarketStay) => boolean) =>
    days.reduce((sum, each) => sum + (of(each.stay) ? each.days : 0), 0);
  const childYears = nights(() => true) / 365.25;
  const endings = stays.filter(
    ({ ended, reason }) =>
      ended !== null && ended >= period.first && ended <= period.last && UNPLANNED_ENDINGS.has(reason),
  );
  const graded = nights(({ grade }) => isGrade(grade));
  const may = nights(({ kind }) => kind === 'residential' || kind === 'secure' || kind === 'fostering');
  const known = nights(({ miles }) => miles !== null);
  return {
    childYears,
    unplanned:
      childYears === 0
        ? null
        : endings.length > 0 && !mayTell(endings)
          ? 'few'
          : { rate: endings.length / childYears, ...poissonInterval(endings.length, childYears) },
    good: graded === 0 ? null : nights(({ grade }) => grade === 'good' || grade === 'outstanding') / graded,
    graded: may === 0 ? null : Math.min(1, graded / may),
    far: known === 0 ? null : nights(({ miles }) => miles !== null && miles >= 20) / known,
  };
}

function isGrade(grade: string | null): boolean {
  return grade !== null && grade !== 'not yet inspected';
}

/** Byar's approximation of the exact interval of a Poisson count, for each unit of time (Breslow and Day, 1987, p. 69). */
export function poissonInterval(count: number, time: number): { low: number; high: number } {
  const z = 1.96;
  const low = count === 0 ? 0 : count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3;
  const next = count + 1;
  const high = next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3;
  return { low: low / time, high: high / time };
}

/** Nights in homes that must be registered and are not in Ofsted's list, by whether the child was under 16. */
export function nightsUnlisted(stays: readonly MarketStay[], period: Period): { nights: number; children: number } {
  const these = pricedDays(
    stays.filter(({ registered }) => registered === false),
    period,
  );
  return {
    nights: these.reduce((sum, { days }) => sum + days, 0),
    children: new Set(these.map(({ stay }) => stay.child)).size,
  };
}
